//! One event for all its namings in an article.
//!
//! Namings of one type are joined in the order of the text: where they share a proper name; where they share whom it
//! befalls, or one's people are among the other's, and nothing else speaks against it; and where "the meeting" points
//! back. Cost: O(namings × events of their type).

use super::find::{Candidate, same_referent};
use super::setting::precision;
use crate::extract::frames::Tree;
use crate::model::{ChainId, Date, MentionId, Role, Status};

/// How many sentences "the attack" points back over, where its people are others than those told before.
const REACH: usize = 4;

/// An event with all its namings.
#[derive(Debug, Clone)]
pub(super) struct Merged {
    pub(super) kind: usize,
    pub(super) namings: Vec<Candidate>,
    pub(super) participants: Vec<(MentionId, Role)>,
    pub(super) place: Option<MentionId>,
    pub(super) date: Option<Date>,
    pub(super) status: Status,
    pub(super) name: Option<String>,
}

/// Joins namings, given in the order of the text.
pub(super) fn merge(tree: &Tree, candidates: Vec<Candidate>) -> Vec<Merged> {
    let mut events: Vec<Merged> = Vec::new();
    let (strong, weak): (Vec<_>, Vec<_>) = candidates.into_iter().partition(|c| tells(c) && !c.weak && !c.bare);
    for candidate in strong {
        match events.iter().rposition(|event| joins(tree, event, &candidate)) {
            Some(index) => events[index].add(tree, candidate),
            None => events.push(Merged::new(candidate)),
        }
    }
    for candidate in weak {
        let found = if candidate.bare && !candidate.definite {
            events.iter().rposition(|event| joins(tree, event, &candidate))
        } else {
            antecedent(tree, &events, &candidate)
        };
        if let Some(index) = found {
            events[index].add(tree, candidate);
        } else if !candidate.weak {
            events.push(Merged::new(candidate));
        }
    }
    events
}

/// True for a naming that says by itself whose event it is.
fn tells(candidate: &Candidate) -> bool {
    !candidate.participants.is_empty() || candidate.name.is_some()
}

/// The event that a naming without people points back to: the last one of its type before it, else the first after it.
fn antecedent(tree: &Tree, events: &[Merged], candidate: &Candidate) -> Option<usize> {
    let fits = |event: &&Merged| {
        event.kind == candidate.kind
            && dates_agree(event.date, candidate.date)
            && same_side(event.status, candidate.status)
            && event.counts_with(candidate)
    };
    let before = |event: &&Merged| event.namings.iter().any(|n| n.token < candidate.token);
    let position = |wanted: &Merged| events.iter().position(|event| std::ptr::eq(event, wanted));
    let place = |event: &&Merged| match (event.place, candidate.place) {
        (Some(one), Some(two)) => same_referent(tree, one, two),
        _ => true,
    };
    let last = events.iter().filter(fits).filter(before).rfind(place);
    last.or_else(|| events.iter().filter(fits).find(place)).and_then(position)
}

/// True where a naming is of an event.
fn joins(tree: &Tree, event: &Merged, candidate: &Candidate) -> bool {
    if event.kind != candidate.kind || !same_side(event.status, candidate.status) {
        return false;
    }
    if let (Some(one), Some(two)) = (&event.name, &candidate.name) {
        return fold(one) == fold(two);
    }
    if !dates_agree(event.date, candidate.date) || !event.counts_with(candidate) {
        return false;
    }
    let shared = |(mention, _): &&(MentionId, Role)| event.plays(tree, *mention);
    let count = candidate.participants.iter().filter(shared).count();
    if count == 0 {
        return candidate.definite && event.named_like(tree, candidate) && event.is_near(tree, candidate);
    }
    let patients = |list: &[(MentionId, Role)]| -> Vec<MentionId> {
        list.iter().filter(|(_, role)| *role == Role::Patient).map(|(mention, _)| *mention).collect()
    };
    let (ours, theirs) = (patients(&event.participants), patients(&candidate.participants));
    if !ours.is_empty() && !theirs.is_empty() {
        return ours.iter().any(|&one| theirs.iter().any(|&two| same_referent(tree, one, two)));
    }
    count == candidate.participants.len() || count == event.participants.len()
}

/// What is told as so and what is told as not so, or not yet so, are two events.
fn same_side(one: Status, two: Status) -> bool {
    one.is_asserted() == two.is_asserted()
}

fn dates_agree(one: Option<Date>, two: Option<Date>) -> bool {
    one.zip(two).is_none_or(|(one, two)| one.agrees(two))
}

fn fold(name: &str) -> String {
    name.to_lowercase().trim_start_matches("the ").to_owned()
}

impl Merged {
    fn new(candidate: Candidate) -> Self {
        Merged {
            kind: candidate.kind,
            participants: candidate.participants.clone(),
            place: candidate.place,
            date: candidate.date,
            status: candidate.status,
            name: candidate.name.clone(),
            namings: vec![candidate],
        }
    }

    fn add(&mut self, tree: &Tree, candidate: Candidate) {
        for &(mention, role) in candidate.participants.iter().filter(|_| !candidate.bare) {
            if !self.plays(tree, mention) {
                self.participants.push((mention, role));
            }
        }
        self.place = self.place.or(candidate.place);
        if self.date.is_none_or(|ours| candidate.date.is_some_and(|theirs| precision(theirs) > precision(ours))) {
            self.date = candidate.date.or(self.date);
        }
        if candidate.status == Status::Actual || self.status != Status::Actual && candidate.status == Status::Planned {
            self.status = candidate.status;
        }
        if self.name.is_none() {
            self.name.clone_from(&candidate.name);
        }
        self.namings.push(candidate);
    }

    /// True where no naming has all that its trigger asks for.
    pub(super) fn is_bare(&self) -> bool {
        self.namings.iter().all(|naming| naming.bare)
    }

    /// The part that the event's own clauses give a thing.
    pub(super) fn part(&self, tree: &Tree, chain: ChainId) -> Option<(MentionId, Role)> {
        let is = |mention: MentionId| tree.document.mention(mention).chains.contains(&chain);
        self.participants.iter().copied().find(|&(mention, _)| is(mention))
    }

    fn plays(&self, tree: &Tree, mention: MentionId) -> bool {
        self.participants.iter().any(|&(other, _)| same_referent(tree, other, mention))
    }

    /// False where one is the first and the other the second.
    fn counts_with(&self, candidate: &Candidate) -> bool {
        let ours = self.namings.iter().find_map(|naming| naming.ordinal.as_ref());
        ours.zip(candidate.ordinal.as_ref()).is_none_or(|(ours, theirs)| ours == theirs)
    }

    /// True where one of the namings has the same head word.
    fn named_like(&self, tree: &Tree, candidate: &Candidate) -> bool {
        self.namings.iter().any(|naming| tree.lemma(naming.token) == tree.lemma(candidate.token))
    }

    fn is_near(&self, tree: &Tree, candidate: &Candidate) -> bool {
        let sentence = tree.document.sentence_of(candidate.token);
        self.namings.iter().any(|naming| sentence - tree.document.sentence_of(naming.token).min(sentence) <= REACH)
    }

    /// The naming that shows the event best: in the body, with most people, the earliest.
    pub(super) fn best(&self, tree: &Tree) -> Option<&Candidate> {
        self.namings.iter().min_by_key(|naming| {
            let title = !tree.document.field_of(naming.token).is_text();
            (title, std::cmp::Reverse(naming.participants.len()), naming.token)
        })
    }
}
