//! Events of the articles to events that all share.

use super::cluster::{Bond, cluster};
use super::ids::{Wish, assign};
use crate::model::{Date, EntityId, EntityKind, Event, Facts, Role, Schema, fold, slug};
use std::collections::{BTreeMap, BTreeSet};

/// How many days may lie between the publication of two articles that tell one undated event, or between the
/// publication of the one and the date that the other states.
const NEWS: i64 = 3;

/// The same for events that have a name: a fair or a cup of one name is held every year.
const SEASON: i64 = 180;

/// In larger blocks each event is compared only with so many of those that are most like it (the sorted neighbourhood
/// of Hernández and Stolfo 1995).
const CROWD: usize = 200;

/// An event of an article, with what it is compared by.
struct Account<'a> {
    article: usize,
    event: &'a Event<EntityId>,
    everybody: BTreeSet<&'a EntityId>,
    agents: BTreeSet<&'a EntityId>,
    patients: BTreeSet<&'a EntityId>,
    /// Where it is: its place, or the only place that takes part.
    seat: Option<&'a EntityId>,
    name: Option<String>,
    published: Option<i64>,
    /// True for what befalls its patients once in their life.
    is_once: bool,
}

impl<'a> Account<'a> {
    fn new(article: usize, facts: &'a Facts, event: &'a Event<EntityId>, schema: &Schema) -> Self {
        let playing =
            |role: Role| event.participants.iter().filter(move |it| it.role == role).map(|it| &it.id).collect();
        let is_place = |id: &&EntityId| facts.entities.iter().any(|it| it.id == **id && it.kind == EntityKind::Place);
        let everybody: BTreeSet<&EntityId> = event.participants.iter().map(|participant| &participant.id).collect();
        let mut places = everybody.iter().copied().filter(is_place);
        let only_place = places.next().filter(|_| places.next().is_none());
        Account {
            article,
            event,
            agents: playing(Role::Agent),
            patients: playing(Role::Patient),
            seat: event.place.as_ref().or(only_place),
            everybody,
            name: event.name.as_deref().map(fold),
            published: facts.published.and_then(day_number),
            is_once: schema.is_once(&event.kind),
        }
    }

    /// The day around which it is news: its own date, else the day on which it was reported.
    fn day(&self) -> Option<i64> {
        self.event.date.and_then(day_number).or(self.published)
    }

    /// Its date where that is a month, and the number of the month.
    fn vague_month(&self) -> Option<i64> {
        match self.event.date?.parts() {
            (year, Some(month), None) => Some(month_number(year, month)),
            _ => None,
        }
    }

    /// The months in which it was, as far as its day is known: an undated event was some days before it was told at most.
    fn months(&self) -> BTreeSet<i64> {
        let day = self.event.date.map_or(self.published, day_number);
        let first = if self.event.date.is_none() { day.map(|day| day - NEWS) } else { day };
        first.into_iter().chain(day).map(month_of).collect()
    }
}

/// Gives the events of all articles shared identifiers.
pub(crate) fn join(articles: &mut [Facts], schema: &Schema) {
    let accounts: Vec<Account> = articles
        .iter()
        .enumerate()
        .flat_map(|(at, facts)| facts.events.iter().map(move |event| Account::new(at, facts, event, schema)))
        .collect();
    let bonds = candidates(&accounts)
        .into_iter()
        .filter(|&(a, b)| is_same(&accounts[a], &accounts[b]))
        .map(|(a, b)| Bond { score: accounts[a].everybody.intersection(&accounts[b].everybody).count(), a, b })
        .collect();
    let clusters = cluster(accounts.len(), bonds, |a, b| contradict(&accounts[a], &accounts[b]));
    let wishes: Vec<Wish> = clusters.iter().map(|members| wish(articles, &accounts, members)).collect();
    let mut ids: Vec<String> = vec![String::new(); accounts.len()];
    for (members, id) in clusters.iter().zip(assign(&wishes)) {
        for &at in members {
            ids[at].clone_from(&id);
        }
    }
    let mut ids = ids.into_iter();
    for event in articles.iter_mut().flat_map(|facts| &mut facts.events) {
        event.id = ids.next().unwrap_or_default().into();
    }
}

/// Pairs of events of one type that share a participant or their name and are news in the same days or the same month.
fn candidates(accounts: &[Account]) -> Vec<(usize, usize)> {
    let mut blocks: BTreeMap<(&str, &str, i64), Vec<usize>> = BTreeMap::new();
    // Events that are dated to the month, and those that were on a day of it.
    let mut months: BTreeMap<(&str, &str, i64), [Vec<usize>; 2]> = BTreeMap::new();
    for (at, account) in accounts.iter().enumerate() {
        let kind = account.event.kind.as_str();
        if let Some(name) = &account.name {
            blocks.entry((kind, name, i64::MIN)).or_default().push(at);
        }
        for patient in account.patients.iter().filter(|_| account.is_once) {
            blocks.entry((kind, &patient.0, i64::MAX)).or_default().push(at);
        }
        let windows = account.day().map(|day| day.div_euclid(NEWS + 1));
        for participant in &account.everybody {
            for window in windows.into_iter().flat_map(|window| [window, window + 1]) {
                blocks.entry((kind, &participant.0, window)).or_default().push(at);
            }
            if let Some(month) = account.vague_month() {
                months.entry((kind, &participant.0, month)).or_default()[0].push(at);
            }
            for month in account.months() {
                months.entry((kind, &participant.0, month)).or_default()[1].push(at);
            }
        }
    }
    let mut pairs = Vec::new();
    for block in blocks.values_mut() {
        neighbours(block, accounts, &mut pairs);
    }
    for [vague, exact] in months.values_mut().filter(|[vague, _]| !vague.is_empty()) {
        neighbours(vague, accounts, &mut pairs);
        let exact = exact.iter().take(CROWD);
        pairs.extend(exact.flat_map(|&a| vague.iter().take(CROWD).map(move |&b| (a.min(b), a.max(b)))));
    }
    pairs.sort_unstable();
    pairs.dedup();
    pairs
}

/// The pairs of a block; of a large one only those of events that are most alike.
fn neighbours(block: &mut [usize], accounts: &[Account], pairs: &mut Vec<(usize, usize)>) {
    let mut near = block.len();
    if near > CROWD {
        let likeness = |at: usize| {
            let account = &accounts[at];
            (&account.everybody, account.event.date, &account.event.place, account.day(), at)
        };
        block.sort_by(|&a, &b| likeness(a).cmp(&likeness(b)));
        near = CROWD;
    }
    for (i, &a) in block.iter().enumerate() {
        let others = block.iter().skip(i + 1).take(near).filter(|&&b| b != a);
        pairs.extend(others.map(|&b| (a.min(b), a.max(b))));
    }
}

/// True where two accounts are so alike that they must be of one event, and nothing contradicts it.
fn is_same(a: &Account, b: &Account) -> bool {
    if contradict(a, b) {
        return false;
    }
    if a.name.is_some() && a.name == b.name {
        return a.event.date.is_some() && b.event.date.is_some() || in_days(a.day(), b.day(), SEASON);
    }
    if a.is_once && !a.patients.is_disjoint(&b.patients) {
        return true;
    }
    let shared = a.everybody.intersection(&b.everybody).count();
    let same_place = a.seat.is_some() && a.seat == b.seat;
    let same_all = a.everybody == b.everybody;
    let (one, other) = match (a.event.date, b.event.date) {
        (Some(one), Some(other)) => {
            let same_people = same_all || !a.patients.is_disjoint(&b.patients);
            return (shared >= 2 || shared == 1 && (same_place || same_people)) && is_close(one, other);
        }
        (None, _) => (a, b),
        _ => (b, a),
    };
    // Without a date, one in common must be all that takes part, or be in the same place.
    let alike = shared >= 2 || shared == 1 && (same_place || same_all && !one.patients.is_empty());
    alike
        && match other.vague_month() {
            Some(month) => one.months().contains(&month),
            None => in_days(one.day(), other.day(), NEWS),
        }
}

/// True for dates that agree at least to the month.
fn is_close(a: Date, b: Date) -> bool {
    a.agrees(b) && a.parts().1.is_some() && b.parts().1.is_some()
}

fn in_days(a: Option<i64>, b: Option<i64>, days: i64) -> bool {
    a.zip(b).is_some_and(|(a, b)| (a - b).abs() <= days)
}

/// True where two accounts cannot be of one event.
fn contradict(a: &Account, b: &Account) -> bool {
    let apart = |a: &BTreeSet<&EntityId>, b: &BTreeSet<&EntityId>| !a.is_empty() && !b.is_empty() && a.is_disjoint(b);
    let shared = a.everybody.intersection(&b.everybody).count();
    let strangers = shared < a.everybody.len() && shared < b.everybody.len() && shared < 2;
    let named = a.name.is_some() && a.name == b.name;
    a.article == b.article
        || a.event.kind != b.event.kind
        || a.event.status.is_asserted() != b.event.status.is_asserted()
        || a.event.date.zip(b.event.date).is_some_and(|(a, b)| !a.agrees(b))
        || a.name.is_some() && b.name.is_some() && a.name != b.name
        || a.event.place.is_some() && b.event.place.is_some() && a.event.place != b.event.place
        || !named && (strangers || apart(&a.agents, &b.agents) || apart(&a.patients, &b.patients))
}

/// `event/meeting/2016-12-13/ida-holt+jo-brandt`.
fn wish(articles: &[Facts], accounts: &[Account], members: &[usize]) -> Wish {
    let of = || members.iter().map(|&at| &accounts[at]);
    let kind = of().next().map_or("", |account| account.event.kind.as_str());
    let date = of().filter_map(|account| account.event.date).max().map(|date| format!("/{date}")).unwrap_or_default();
    let people: BTreeSet<&EntityId> = of().flat_map(|account| account.everybody.iter().copied()).collect();
    let people: Vec<&str> =
        people.into_iter().take(2).map(|id| id.0.split_once('/').map_or(id.0.as_str(), |(_, name)| name)).collect();
    let who = of().find_map(|account| account.name.as_deref()).map_or_else(|| people.join("+"), slug);
    let source = of().next().map(|first| {
        let at = articles.get(first.article).map_or("", |facts| facts.id.as_str());
        format!("{at}#{}-{}", first.event.trigger.span().start, first.event.trigger.text())
    });
    let end = if who.is_empty() { String::new() } else { format!("/{who}") };
    Wish { readable: format!("event/{}{date}{end}", slug(kind)), source: source.unwrap_or_default() }
}

/// Days since 1970-01-01 in the proleptic Gregorian calendar; `None` for a vaguer date. After Howard Hinnant's
/// `days_from_civil` (<https://howardhinnant.github.io/date_algorithms.html>).
fn day_number(date: Date) -> Option<i64> {
    let (year, Some(month), Some(day)) = date.parts() else { return None };
    let (year, month, day) = (i64::from(year) - i64::from(month <= 2), i64::from(month), i64::from(day));
    let era = year.div_euclid(400);
    let year_of_era = year.rem_euclid(400);
    let day_of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    Some(era * 146_097 + year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year - 719_468)
}

/// The month of a day.
fn month_of(day: i64) -> i64 {
    // The days since 0000-03-01, after the same source.
    let shifted = day + 719_468;
    let day_of_era = shifted.rem_euclid(146_097);
    let year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let month = (5 * day_of_year + 2) / 153;
    (shifted.div_euclid(146_097) * 400 + year_of_era) * 12 + month + 2
}

/// Months counted from the year 0.
fn month_number(year: i16, month: u8) -> i64 {
    i64::from(year) * 12 + i64::from(month) - 1
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_in_their_months() {
        for date in ["1969-12-31", "1970-01-01", "2000-02-29", "2023-12-31", "2024-03-01", "0001-01-01"] {
            let date: Date = date.parse().unwrap();
            let (year, month, _) = date.parts();
            assert_eq!(month_of(day_number(date).unwrap()), month_number(year, month.unwrap()), "{date}");
        }
    }

    #[test]
    fn days_are_counted_over_leap_years() {
        let day = |text: &str| day_number(text.parse().unwrap());
        assert_eq!((day("1970-01-01"), day("2000-03-01"), day("1969-12-31")), (Some(0), Some(11_017), Some(-1)));
        assert_eq!(day("2000-03"), None);
    }
}
