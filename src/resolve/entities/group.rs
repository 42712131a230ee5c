//! Items that are held to be one entity, and how likely two such groups are one.
//!
//! The score is that of Fellegi and Sunter, "A theory for record linkage" (1969): each clue adds the logarithm of how
//! much likelier it is among those who are one than among any two, here in decibans. A clue of the smaller group is
//! expected in the larger one as often as it has been seen there, mixed with how often it is seen at all.

use super::evidence::{Clue, Evidence, Item, Sort};
use crate::model::{Feature, Gender};
use rustc_hash::FxHashMap;

/// Items that are held to be one entity.
#[derive(Debug, Clone, Default)]
pub(crate) struct Group {
    /// Sorted.
    pub(crate) items: Vec<Item>,
    counts: FxHashMap<(Sort, Clue), u32>,
    /// The number of items that have any clue of a sort.
    totals: [u32; 5],
    /// Female, male.
    genders: [u32; 2],
    years: Option<(i16, i16)>,
    born: Option<(i16, i16)>,
    /// What people said of the items: numbers of [`Constraints`](crate::resolve::given::Constraints), sorted.
    pub(crate) parts: Vec<usize>,
}

impl Group {
    /// A group of one.
    pub(crate) fn of(item: Item, evidence: &Evidence, part: Option<usize>) -> Self {
        let mut group = Group { items: vec![item], parts: part.into_iter().collect(), ..Group::default() };
        let Some(clues) = evidence.of(item) else { return group };
        for &(sort, clue) in &clues.own {
            group.counts.insert((sort, clue), 1);
            group.totals[sort as usize] = 1;
        }
        for &clue in evidence.company(item.article).iter().filter(|&&clue| Some(clue) != clues.itself) {
            group.counts.insert((Sort::Company, clue), 1);
        }
        group.totals[Sort::Company as usize] = 1;
        match clues.gender {
            Some(Gender::Female) => group.genders[0] = 1,
            Some(Gender::Male) => group.genders[1] = 1,
            None => {}
        }
        group.years = clues.year.map(|year| (year, year));
        group.born = clues.born.map(|year| (year, year));
        group
    }

    /// True where something is known besides the company.
    pub(crate) fn is_described(&self) -> bool {
        self.genders != [0, 0] || self.totals[..4] != [0; 4]
    }

    /// How much it tells: those that tell more are looked at first.
    pub(crate) fn telling(&self) -> u32 {
        let [role, field, tie, country, _] = self.totals;
        3 * country + 2 * field + tie + role + self.genders[0] + self.genders[1]
    }

    /// Takes another group in: O(n) in the clues of the other.
    pub(crate) fn absorb(&mut self, other: Group) {
        self.items.extend(other.items);
        // The sums do not depend on the order.
        #[allow(clippy::iter_over_hash_type)]
        for (clue, count) in other.counts {
            *self.counts.entry(clue).or_default() += count;
        }
        self.totals.iter_mut().zip(other.totals).for_each(|(sum, more)| *sum += more);
        self.genders.iter_mut().zip(other.genders).for_each(|(sum, more)| *sum += more);
        self.years = join(self.years, other.years);
        self.born = join(self.born, other.born);
        self.parts.extend(other.parts);
        self.parts.sort_unstable();
        self.parts.dedup();
    }

    /// True where both have an item in one article; the items must be sorted.
    pub(crate) fn share_article(&self, other: &Group) -> bool {
        let (few, many) = if self.items.len() < other.items.len() { (self, other) } else { (other, self) };
        few.items.iter().any(|item| many.items.binary_search_by_key(&item.article, |other| other.article).is_ok())
    }

    /// True where this group has a clue in common with a larger one that could tell something: O(n) in its own clues.
    pub(crate) fn meets(&self, larger: &Group) -> bool {
        // Any one is as good as another.
        #[allow(clippy::iter_over_hash_type)]
        for key in self.counts.keys().filter(|(sort, _)| matches!(sort, Sort::Role | Sort::Tie | Sort::Company)) {
            if larger.counts.contains_key(key) {
                return true;
            }
        }
        !self.parts.is_empty()
    }

    /// The gender that most items show.
    fn gender(&self) -> Option<Gender> {
        match self.genders {
            [female, male] if female > male => Some(Gender::Female),
            [female, male] if male > female => Some(Gender::Male),
            _ => None,
        }
    }

    fn sorted(&self, sort: Sort) -> Vec<(Clue, u32)> {
        let of_sort = self.counts.iter().filter(|((it, _), _)| *it == sort);
        let mut clues: Vec<(Clue, u32)> = of_sort.map(|((_, clue), count)| (*clue, *count)).collect();
        clues.sort_unstable();
        clues
    }
}

fn join(a: Option<(i16, i16)>, b: Option<(i16, i16)>) -> Option<(i16, i16)> {
    match (a, b) {
        (Some(a), Some(b)) => Some((a.0.min(b.0), a.1.max(b.1))),
        (one, other) => one.or(other),
    }
}

/// How a sort of clues is weighed.
struct Weighing {
    sort: Sort,
    /// The probability that a clue of an entity is one that its other items show.
    repeats: f32,
    /// The least and the greatest weight.
    bounds: (f32, f32),
    same: &'static str,
    other: &'static str,
}

const WEIGHINGS: [Weighing; 4] = [
    Weighing { sort: Sort::Role, repeats: 0.4, bounds: (-3.0, 12.0), same: "same-role", other: "other-role" },
    Weighing { sort: Sort::Field, repeats: 0.975, bounds: (-16.0, 6.0), same: "same-field", other: "other-field" },
    Weighing { sort: Sort::Tie, repeats: 0.35, bounds: (-3.0, 22.0), same: "same-tie", other: "other-tie" },
    Weighing {
        sort: Sort::Country,
        repeats: 0.97,
        bounds: (-16.0, 10.0),
        same: "same-country",
        other: "other-country",
    },
];

/// A different gender, in decibans: texts are read wrong once in some hundred times.
const OTHER_GENDER: f32 = -18.0;
/// Each decade that lies between the articles, after the first one begun.
const DECADE: f32 = -5.0;
const SAME_BIRTH: f32 = 15.0;
const OTHER_BIRTH: f32 = -25.0;
/// The least and the greatest weight of the company.
const COMPANY: (f32, f32) = (-5.0, 30.0);
/// The most names that a detail lists.
const NAMES: usize = 4;

/// What speaks for and against two groups of one name being one entity, besides the name; weights of 0 are left out.
/// O(n) in the clues of the smaller group.
pub(crate) fn compare(a: &Group, b: &Group, evidence: &Evidence) -> Vec<Feature> {
    let (few, many) = if a.items.len() <= b.items.len() { (a, b) } else { (b, a) };
    let mut features = Vec::new();
    let mut add = |name: &str, weight: f32, detail: String| {
        let weight = weight.round() as i32;
        if weight != 0 {
            features.push(Feature { name: name.into(), weight, detail });
        }
    };
    for weighing in &WEIGHINGS {
        if let Some((weight, detail)) = weigh(weighing, few, many, evidence) {
            add(if weight > 0.0 { weighing.same } else { weighing.other }, weight, detail);
        }
    }
    let (weight, detail) = company(few, many, evidence);
    add(if weight > 0.0 { "shared-company" } else { "other-company" }, weight, detail);
    if few.gender().is_some() && many.gender().is_some() && few.gender() != many.gender() {
        add("other-gender", OTHER_GENDER, String::new());
    }
    if let (Some(a), Some(b)) = (few.years, many.years) {
        let gap = (b.0 - a.1).max(a.0 - b.1).max(0);
        add("other-decade", DECADE * f32::from(gap / 10), format!("{}-{}, {}-{}", a.0, a.1, b.0, b.1));
    }
    if let (Some(a), Some(b)) = (few.born, many.born) {
        let same = (b.0 - a.1).max(a.0 - b.1) <= 1;
        let detail = format!("{}, {}", a.0, b.0);
        add(if same { "same-birth" } else { "other-birth" }, if same { SAME_BIRTH } else { OTHER_BIRTH }, detail);
    }
    features
}

/// The sum of the weights, in decibans.
pub(crate) fn total(features: &[Feature]) -> i32 {
    features.iter().map(|feature| feature.weight).sum()
}

fn decibans(odds: f32) -> f32 {
    10.0 * odds.max(1e-4).log10()
}

/// The mean weight of the clues of one sort; `None` where one of the groups has none.
fn weigh(weighing: &Weighing, few: &Group, many: &Group, evidence: &Evidence) -> Option<(f32, String)> {
    let at = weighing.sort as usize;
    let total = many.totals[at];
    if few.totals[at] == 0 || total == 0 {
        return None;
    }
    let mut sum = 0.0;
    let mut weights = 0;
    let mut shared = Vec::new();
    for (clue, times) in few.sorted(weighing.sort) {
        let seen = many.counts.get(&(weighing.sort, clue)).copied().unwrap_or_default();
        let share = evidence.share(weighing.sort, clue);
        let expected = weighing.repeats * seen as f32 / total as f32 + (1.0 - weighing.repeats) * share;
        sum += decibans(expected / share) * times as f32;
        weights += times;
        if seen > 0 {
            shared.push(evidence.text(clue));
        }
    }
    shared.sort_unstable();
    shared.truncate(NAMES);
    let weight = (sum / weights as f32).clamp(weighing.bounds.0, weighing.bounds.1);
    let detail = if weight > 0.0 { shared.join(", ") } else { against(weighing.sort, few, many, evidence) };
    Some((weight, detail))
}

/// "minister / painter".
fn against(sort: Sort, few: &Group, many: &Group, evidence: &Evidence) -> String {
    let most = |group: &Group| {
        let mut clues = group.sorted(sort);
        clues.sort_by_key(|&(clue, count)| (std::cmp::Reverse(count), evidence.text(clue)));
        clues.iter().take(2).map(|&(clue, _)| evidence.text(clue)).collect::<Vec<_>>().join(", ")
    };
    format!("{} / {}", most(few), most(many))
}

/// The weight of the names that stand beside both.
fn company(few: &Group, many: &Group, evidence: &Evidence) -> (f32, String) {
    let total = many.items.len() as f32;
    // The more items, the likelier is each companion of a further one among theirs.
    let repeats = 0.3 * total / (total + 8.0);
    let mut sum = 0.0;
    let mut shared: Vec<(f32, Clue)> = Vec::new();
    for (clue, _) in few.sorted(Sort::Company) {
        let seen = many.counts.get(&(Sort::Company, clue)).copied().unwrap_or_default();
        let share = evidence.share(Sort::Company, clue);
        let weight = decibans(1.0 - repeats + repeats * (seen as f32 / total) / share);
        sum += weight;
        if seen > 0 {
            shared.push((weight, clue));
        }
    }
    // Texts, not numbers: those follow the order in which clues were met.
    shared.sort_by(|a, b| b.0.total_cmp(&a.0).then_with(|| evidence.text(a.1).cmp(evidence.text(b.1))));
    let names: Vec<&str> = shared.iter().take(NAMES).map(|&(_, clue)| evidence.text(clue)).collect();
    (sum.clamp(COMPANY.0, COMPANY.1), names.join(", "))
}
