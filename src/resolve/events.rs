//! Events of the articles to events that all share.

use super::cluster::{Bond, cluster};
use super::ids::{Wish, assign};
use crate::model::{Date, EntityId, Event, Facts, Role, fold, slug};
use std::collections::{BTreeMap, BTreeSet};

/// How many days may lie between the publication of two articles that tell one undated event, or between the
/// publication of the one and the date that the other states.
const NEWS: i64 = 2;

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
    name: Option<String>,
    published: Option<i64>,
}

impl<'a> Account<'a> {
    fn new(article: usize, facts: &'a Facts, event: &'a Event<EntityId>) -> Self {
        let playing =
            |role: Role| event.participants.iter().filter(move |it| it.role == role).map(|it| &it.id).collect();
        Account {
            article,
            event,
            everybody: event.participants.iter().map(|participant| &participant.id).collect(),
            agents: playing(Role::Agent),
            patients: playing(Role::Patient),
            name: event.name.as_deref().map(fold),
            published: facts.published.and_then(day_number),
        }
    }

    /// The day around which it is news: its own date, else the day on which it was reported.
    fn day(&self) -> Option<i64> {
        self.event.date.and_then(day_number).or(self.published)
    }
}

/// Gives the events of all articles shared identifiers.
pub(crate) fn join(articles: &mut [Facts]) {
    let accounts: Vec<Account> = articles
        .iter()
        .enumerate()
        .flat_map(|(at, facts)| facts.events.iter().map(move |event| Account::new(at, facts, event)))
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
    // Those that are dated to the month, and those that are dated to a day of it: two days never agree.
    let mut months: BTreeMap<(&str, &str, i64), [Vec<usize>; 2]> = BTreeMap::new();
    for (at, account) in accounts.iter().enumerate() {
        let kind = account.event.kind.as_str();
        if let Some(name) = &account.name {
            blocks.entry((kind, name, i64::MIN)).or_default().push(at);
        }
        let Some(day) = account.day() else { continue };
        let window = day.div_euclid(NEWS + 1);
        let month = account.event.date.and_then(|date| {
            let (year, month, day) = date.parts();
            Some((i64::from(year) * 12 + i64::from(month?), usize::from(day.is_some())))
        });
        for participant in &account.everybody {
            let key = |time: i64| (kind, participant.0.as_str(), time);
            blocks.entry(key(window)).or_default().push(at);
            blocks.entry(key(window + 1)).or_default().push(at);
            if let Some((month, is_exact)) = month {
                months.entry(key(month)).or_default()[is_exact].push(at);
            }
        }
    }
    let mut pairs = Vec::new();
    let mut add = |a: usize, b: usize| pairs.push((a.min(b), a.max(b)));
    for block in blocks.values_mut() {
        let mut near = block.len();
        if near > CROWD {
            block.sort_by_key(|&at| (&accounts[at].everybody, accounts[at].event.date, accounts[at].event.place.as_ref()));
            near = CROWD;
        }
        for (i, &a) in block.iter().enumerate() {
            block.iter().skip(i + 1).take(near).filter(|&&b| b != a).for_each(|&b| add(a, b));
        }
    }
    for [vague, exact] in months.values() {
        for (i, &a) in vague.iter().enumerate() {
            vague.iter().skip(i + 1).chain(exact).for_each(|&b| add(a, b));
        }
    }
    pairs.sort_unstable();
    pairs.dedup();
    pairs
}

/// True where two accounts are so alike that they must be of one event, and nothing contradicts it.
fn is_same(a: &Account, b: &Account) -> bool {
    if contradict(a, b) {
        return false;
    }
    if a.name.is_some() && a.name == b.name {
        return true;
    }
    let shared = a.everybody.intersection(&b.everybody).count();
    let same_place = a.event.place.is_some() && a.event.place == b.event.place;
    let same_people = a.everybody == b.everybody || a.patients.intersection(&b.patients).next().is_some();
    let alike = shared >= 2 || shared == 1 && (same_place || same_people);
    match (a.event.date, b.event.date) {
        (Some(one), Some(other)) => alike && is_close(one, other),
        (None, None) => (shared >= 2 || shared == 1 && same_place) && in_days(a.published, b.published),
        _ => (shared >= 2 || shared == 1 && same_place) && in_days(a.day(), b.day()),
    }
}

/// True for dates that agree at least to the month.
fn is_close(a: Date, b: Date) -> bool {
    a.agrees(b) && a.parts().1.is_some() && b.parts().1.is_some()
}

fn in_days(a: Option<i64>, b: Option<i64>) -> bool {
    a.zip(b).is_some_and(|(a, b)| (a - b).abs() <= NEWS)
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_counted_over_leap_years() {
        let day = |text: &str| day_number(text.parse().unwrap());
        assert_eq!((day("1970-01-01"), day("2000-03-01"), day("1969-12-31")), (Some(0), Some(11_017), Some(-1)));
        assert_eq!(day("2000-03"), None);
    }
}
