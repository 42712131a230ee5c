//! How likely two groups are one entity.
//!
//! The score is that of Fellegi and Sunter, "A theory for record linkage" (1969): each clue adds the logarithm of how
//! much likelier it is among those who are one than among any two, here in decibans. A clue of the smaller group is
//! expected in the larger one as often as it has been seen there, mixed with how often it is seen at all.

use super::evidence::{Clue, Evidence, Sort};
use super::group::Group;
use crate::model::Feature;

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

/// What is weighed.
enum Sign {
    Clues(&'static Weighing),
    Company,
    Gender,
    Decade,
    Birth,
}

/// Two groups side by side.
struct Pair<'p> {
    few: &'p Group,
    many: &'p Group,
    /// The clues of the smaller one.
    clues: Vec<(Sort, Clue, u32)>,
    evidence: &'p Evidence,
}

/// How much speaks for and against two groups of one name being one entity, besides the name, in decibans: O(n) in the
/// clues of the smaller group.
pub(crate) fn score(a: &Group, b: &Group, evidence: &Evidence) -> i32 {
    let mut sum = 0;
    Pair::new(a, b, evidence).weigh(|_, weight| sum += weight);
    sum
}

/// The same in its parts, each with the words that it goes by, for people to read; parts of 0 are left out.
pub(crate) fn compare(a: &Group, b: &Group, evidence: &Evidence) -> Vec<Feature> {
    let pair = Pair::new(a, b, evidence);
    let mut features = Vec::new();
    pair.weigh(|sign, weight| {
        if weight != 0 {
            features.push(Feature { name: sign.name(weight).into(), weight, detail: pair.detail(&sign, weight) });
        }
    });
    features
}

/// The sum of the weights, in decibans.
pub(crate) fn total(features: &[Feature]) -> i32 {
    features.iter().map(|feature| feature.weight).sum()
}

impl Sign {
    fn name(&self, weight: i32) -> &'static str {
        match self {
            Sign::Clues(weighing) if weight > 0 => weighing.same,
            Sign::Clues(weighing) => weighing.other,
            Sign::Company if weight > 0 => "shared-company",
            Sign::Company => "other-company",
            Sign::Gender => "other-gender",
            Sign::Decade => "other-decade",
            Sign::Birth if weight > 0 => "same-birth",
            Sign::Birth => "other-birth",
        }
    }
}

impl<'p> Pair<'p> {
    fn new(a: &'p Group, b: &'p Group, evidence: &'p Evidence) -> Self {
        let (few, many) = if a.items.len() <= b.items.len() { (a, b) } else { (b, a) };
        Pair { few, many, clues: few.clues(evidence), evidence }
    }

    /// Sends each sign with its weight through `sink`.
    fn weigh(&self, mut sink: impl FnMut(Sign, i32)) {
        let (few, many) = (self.few, self.many);
        for weighing in &WEIGHINGS {
            if let Some(weight) = self.clues(weighing) {
                sink(Sign::Clues(weighing), rounded(weight));
            }
        }
        sink(Sign::Company, rounded(self.company()));
        if few.gender().is_some() && many.gender().is_some() && few.gender() != many.gender() {
            sink(Sign::Gender, rounded(OTHER_GENDER));
        }
        if let (Some(a), Some(b)) = (few.years, many.years) {
            sink(Sign::Decade, rounded(DECADE * f32::from(gap(a, b) / 10)));
        }
        if let (Some(a), Some(b)) = (few.born, many.born) {
            sink(Sign::Birth, rounded(if gap(a, b) <= 1 { SAME_BIRTH } else { OTHER_BIRTH }));
        }
    }

    fn of_sort(&self, sort: Sort) -> impl Iterator<Item = (Clue, u32)> {
        self.clues.iter().filter(move |(it, ..)| *it == sort).map(|&(_, clue, count)| (clue, count))
    }

    /// The mean weight of the clues of one sort; `None` where one of the groups has none.
    fn clues(&self, weighing: &Weighing) -> Option<f32> {
        let at = weighing.sort as usize;
        let total = self.many.totals[at];
        if self.few.totals[at] == 0 || total == 0 {
            return None;
        }
        let (mut sum, mut weights) = (0.0, 0);
        for (clue, times) in self.of_sort(weighing.sort) {
            let seen = self.many.seen(weighing.sort, clue, self.evidence);
            let share = self.evidence.share(weighing.sort, clue);
            let expected = weighing.repeats * seen as f32 / total as f32 + (1.0 - weighing.repeats) * share;
            sum += decibans(expected / share) * times as f32;
            weights += times;
        }
        Some((sum / weights as f32).clamp(weighing.bounds.0, weighing.bounds.1))
    }

    /// The weight of the names that stand beside both.
    fn company(&self) -> f32 {
        let sum: f32 = self.of_sort(Sort::Company).map(|(clue, _)| self.companion(clue)).sum();
        sum.clamp(COMPANY.0, COMPANY.1)
    }

    /// The weight of one name that stands beside the smaller group.
    fn companion(&self, clue: Clue) -> f32 {
        let total = self.many.items.len() as f32;
        // The more items, the likelier is each companion of a further one among theirs.
        let repeats = 0.3 * total / (total + 8.0);
        let seen = self.many.seen(Sort::Company, clue, self.evidence);
        let share = self.evidence.share(Sort::Company, clue);
        decibans(1.0 - repeats + repeats * (seen as f32 / total) / share)
    }

    /// The words of a sign.
    fn detail(&self, sign: &Sign, weight: i32) -> String {
        let range = |years: Option<(i16, i16)>| years.map_or_else(String::new, |(a, b)| format!("{a}-{b}"));
        let born = |years: Option<(i16, i16)>| years.map_or_else(String::new, |(year, _)| year.to_string());
        match sign {
            Sign::Clues(weighing) if weight > 0 => self.shared(weighing.sort),
            Sign::Clues(weighing) => {
                let many = self.many.clues(self.evidence);
                format!("{} / {}", self.most(weighing.sort, &self.clues), self.most(weighing.sort, &many))
            }
            Sign::Company => self.companions(),
            Sign::Gender => String::new(),
            Sign::Decade => format!("{}, {}", range(self.few.years), range(self.many.years)),
            Sign::Birth => format!("{}, {}", born(self.few.born), born(self.many.born)),
        }
    }

    fn shared(&self, sort: Sort) -> String {
        let is_shared = |clue: Clue| self.many.seen(sort, clue, self.evidence) > 0;
        let clues = self.of_sort(sort).filter(|(clue, _)| is_shared(*clue));
        let mut shared: Vec<&str> = clues.map(|(clue, _)| self.evidence.text(clue)).collect();
        shared.sort_unstable();
        shared.truncate(NAMES);
        shared.join(", ")
    }

    /// "minister, mayor": the most frequent clues of a sort.
    fn most(&self, sort: Sort, clues: &[(Sort, Clue, u32)]) -> String {
        let mut clues: Vec<&(Sort, Clue, u32)> = clues.iter().filter(|(it, ..)| *it == sort).collect();
        clues.sort_by_key(|(_, clue, count)| (std::cmp::Reverse(*count), self.evidence.text(*clue)));
        clues.iter().take(2).map(|(_, clue, _)| self.evidence.text(*clue)).collect::<Vec<_>>().join(", ")
    }

    /// The names that both have in common, those that tell most first.
    fn companions(&self) -> String {
        let is_shared = |clue: Clue| self.many.seen(Sort::Company, clue, self.evidence) > 0;
        let clues = self.of_sort(Sort::Company).filter(|(clue, _)| is_shared(*clue));
        let mut shared: Vec<(f32, &str)> =
            clues.map(|(clue, _)| (self.companion(clue), self.evidence.text(clue))).collect();
        // Texts, not numbers: those follow the order in which clues were met.
        shared.sort_by(|a, b| b.0.total_cmp(&a.0).then_with(|| a.1.cmp(b.1)));
        shared.iter().take(NAMES).map(|(_, name)| *name).collect::<Vec<_>>().join(", ")
    }
}

/// The years between two spans of years.
fn gap(a: (i16, i16), b: (i16, i16)) -> i16 {
    (b.0 - a.1).max(a.0 - b.1).max(0)
}

fn rounded(weight: f32) -> i32 {
    weight.round() as i32
}

fn decibans(odds: f32) -> f32 {
    10.0 * odds.max(1e-4).log10()
}
