//! What grammar alone tells: appositions, predicates, relative pronouns, reflexives.

use super::Scene;
use super::cluster::Clusters;
use crate::annotate::mentions::nominal::clause;
use crate::annotate::mentions::{Article, Candidate};
use crate::model::{EntityKind, MentionKind, TokenId};
use crate::resources::pronouns::Case;
use rustc_hash::{FxHashMap, FxHashSet};

/// Joins what grammar makes one.
pub(super) fn join(scene: Scene<'_>, sorts: &FxHashSet<String>, clusters: &mut Clusters) {
    let heads = Heads::new(scene);
    for i in 0..scene.candidates.len() {
        let candidate = &scene.candidates[i];
        let other = match candidate.pronoun.map(|p| p.case) {
            Some(Case::Relative) => clause(scene.document, candidate.head).and_then(|head| heads.at(scene, head)),
            None if candidate.kind == MentionKind::Nominal => apposition(scene, &heads, candidate.head)
                .or_else(|| predicate(scene, &heads, i))
                .or_else(|| called(scene, i))
                .or_else(|| {
                    candidate.noun.as_ref().filter(|noun| sorts.contains(noun.as_str())).and(sort_of(scene, i))
                }),
            _ => None,
        };
        if let Some(other) = other.filter(|&other| other != i)
            && clusters.agree(i, other)
            && !scene.candidates[other].pronoun.is_some_and(|p| p.speaker)
            && scene.candidates[i].plural == scene.candidates[other].plural
        {
            clusters.join(other, i);
        }
    }
}

/// Candidates by their heads.
pub(super) struct Heads {
    by: FxHashMap<TokenId, usize>,
}

impl Heads {
    pub(super) fn new(scene: Scene<'_>) -> Self {
        Heads { by: scene.candidates.iter().enumerate().rev().map(|(i, c)| (c.head, i)).collect() }
    }

    /// The candidate whose head a token is, or whose words hold it.
    pub(super) fn at(&self, scene: Scene<'_>, token: TokenId) -> Option<usize> {
        self.by.get(&token).copied().or_else(|| {
            let after = scene.candidates.partition_point(|c| c.tokens.start <= token);
            (after.saturating_sub(3)..after).rev().find(|&i| scene.candidates[i].tokens.contains(&token))
        })
    }
}

/// "Jason Miller, the communications director": the name that a description stands beside, or the other way round.
fn apposition(scene: Scene<'_>, heads: &Heads, head: TokenId) -> Option<usize> {
    let this = scene.document.token(head);
    if matches!(this.dep.as_str(), "appos" | "nmod:desc") {
        return heads.at(scene, this.head?);
    }
    let sentence = scene.document.sentences.get(scene.document.sentence_of(head))?;
    let beside = |&t: &TokenId| {
        let other = scene.document.token(t);
        other.head == Some(head) && other.dep == "appos"
    };
    let other = (head + 1..sentence.tokens.end.min(head + 12)).find(beside)?;
    heads.at(scene, other)
}

/// `her "Pale Harbour" video`: the work whose title stands in marks before its sort. Without marks, or of another kind, it
/// may be another's: "the Paris Agreement study", "the Senate committee", "the Texas city".
fn called(scene: Scene<'_>, i: usize) -> Option<usize> {
    let this = &scene.candidates[i];
    let marked = |other: &Candidate| {
        let before = other.tokens.start.checked_sub(1);
        before.is_some_and(|t| scene.document.token(t).xpos == "``")
    };
    let title = |&j: &usize| {
        let other = &scene.candidates[j];
        let hangs = scene.document.token(other.head).head == Some(this.head);
        other.kind == MentionKind::Name && other.kinds.has(EntityKind::Work) && hangs && marked(other)
    };
    let inside = |&j: &usize| scene.candidates[j].tokens.start < this.head;
    let known = this.article != Article::Indefinite && !this.plural && this.kinds.has(EntityKind::Work);
    (i + 1..scene.candidates.len()).take_while(inside).find(title).filter(|_| known)
}

/// "The town of Valdoro" is Valdoro.
fn sort_of(scene: Scene<'_>, i: usize) -> Option<usize> {
    let this = &scene.candidates[i];
    let of = this.tokens.end;
    let name = (i + 1..scene.candidates.len()).find(|&j| scene.candidates[j].tokens.start > of)?;
    let other = &scene.candidates[name];
    let beside = scene.words.get(of) == "of" && other.tokens.start == of + 1;
    (beside && other.kind == MentionKind::Name && other.kinds.has(EntityKind::Place)).then_some(name)
}

/// "Hicks is the spokeswoman": the subject of which a description is said, unless it is denied.
fn predicate(scene: Scene<'_>, heads: &Heads, i: usize) -> Option<usize> {
    let candidate = &scene.candidates[i];
    let sentence = scene.document.sentences.get(candidate.sentence)?;
    let window = sentence.tokens.start.max(candidate.head.saturating_sub(20))..candidate.head;
    let child = |dep: &str| {
        window.clone().rev().find(|&t| {
            let token = scene.document.token(t);
            token.head == Some(candidate.head) && token.dep.as_str() == dep
        })
    };
    let copula = child("cop")?;
    let denied = window.clone().any(|t| {
        scene.document.token(t).head == Some(candidate.head)
            && matches!(scene.words.get(t), "not" | "n't" | "never" | "no")
    });
    let past = matches!(scene.words.get(copula), "be") && candidate.article != Article::Definite;
    let subject = child("nsubj")?;
    (!denied && !past).then(|| heads.at(scene, subject)).flatten()
}
