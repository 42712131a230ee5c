//! Items that are held to be one entity, and what all of them together tell.

use super::evidence::{Clue, Evidence, Item, Sort};
use crate::model::Gender;
use rustc_hash::FxHashMap;

/// Items that are held to be one entity.
#[derive(Debug, Clone, Default)]
pub(crate) struct Group {
    /// Sorted.
    pub(crate) items: Vec<Item>,
    /// The number of items that have each clue; empty for a single item, whose clues stand in the evidence.
    counts: FxHashMap<Clue, u32>,
    /// The number of items that have any clue of a sort.
    pub(crate) totals: [u32; 5],
    /// Female, male.
    genders: [u32; 2],
    pub(crate) years: Option<(i16, i16)>,
    pub(crate) born: Option<(i16, i16)>,
    /// What people said of the items: numbers of [`Constraints`](crate::resolve::given::Constraints), sorted.
    pub(crate) parts: Vec<usize>,
}

impl Group {
    /// A group of one.
    pub(crate) fn of(item: Item, evidence: &Evidence, part: Option<usize>) -> Self {
        let mut group = Group { items: vec![item], parts: part.into_iter().collect(), ..Group::default() };
        let Some(clues) = evidence.of(item) else { return group };
        for &(sort, _) in &clues.own {
            group.totals[sort as usize] = 1;
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
    pub(crate) fn absorb(&mut self, other: Group, evidence: &Evidence) {
        if self.items.is_empty() || other.items.is_empty() {
            if self.items.is_empty() {
                *self = other;
            }
            return;
        }
        self.count(evidence);
        for (_, clue, count) in other.clues(evidence) {
            *self.counts.entry(clue).or_default() += count;
        }
        self.items.extend(other.items);
        self.totals.iter_mut().zip(other.totals).for_each(|(sum, more)| *sum += more);
        self.genders.iter_mut().zip(other.genders).for_each(|(sum, more)| *sum += more);
        self.years = join(self.years, other.years);
        self.born = join(self.born, other.born);
        self.parts.extend(other.parts);
        self.parts.sort_unstable();
        self.parts.dedup();
    }

    /// Gives a single item counts of its own.
    fn count(&mut self, evidence: &Evidence) {
        if let [only] = self.items.as_slice() {
            self.counts = evidence.clues(*only).map(|(_, clue)| (clue, 1)).collect();
        }
    }

    /// Its clues in their order, with the number of items that have each.
    pub(crate) fn clues(&self, evidence: &Evidence) -> Vec<(Sort, Clue, u32)> {
        if let [only] = self.items.as_slice() {
            return evidence.clues(*only).map(|(sort, clue)| (sort, clue, 1)).collect();
        }
        let mut clues: Vec<(Sort, Clue, u32)> =
            self.counts.iter().map(|(&clue, &count)| (evidence.sort(clue), clue, count)).collect();
        clues.sort_unstable();
        clues
    }

    /// The number of items that have a clue.
    pub(crate) fn seen(&self, sort: Sort, clue: Clue, evidence: &Evidence) -> u32 {
        match self.items.as_slice() {
            [only] => u32::from(evidence.has(*only, sort, clue)),
            _ => self.counts.get(&clue).copied().unwrap_or_default(),
        }
    }

    /// True where both have an item in one article; the items must be sorted.
    pub(crate) fn share_article(&self, other: &Group) -> bool {
        let (few, many) = if self.items.len() < other.items.len() { (self, other) } else { (other, self) };
        few.items.iter().any(|item| many.items.binary_search_by_key(&item.article, |other| other.article).is_ok())
    }

    /// True where this group has a clue in common with a larger one that could tell something: O(n) in its own clues.
    pub(crate) fn meets(&self, larger: &Group, evidence: &Evidence) -> bool {
        let tells = |sort: Sort| matches!(sort, Sort::Role | Sort::Tie | Sort::Company);
        !self.parts.is_empty()
            || self
                .clues(evidence)
                .into_iter()
                .any(|(sort, clue, _)| tells(sort) && larger.seen(sort, clue, evidence) > 0)
    }

    /// The gender that most items show.
    pub(crate) fn gender(&self) -> Option<Gender> {
        match self.genders {
            [female, male] if female > male => Some(Gender::Female),
            [female, male] if male > female => Some(Gender::Male),
            _ => None,
        }
    }
}

fn join(a: Option<(i16, i16)>, b: Option<(i16, i16)>) -> Option<(i16, i16)> {
    match (a, b) {
        (Some(a), Some(b)) => Some((a.0.min(b.0), a.1.max(b.1))),
        (one, other) => one.or(other),
    }
}
