//! Mentions of several: "the pair", "they" for two people named side by side or last.

use super::Scene;
use super::cluster::Clusters;
use crate::annotate::mentions::{Article, Candidate};
use crate::model::{EntityKind, MentionKind};
use crate::resources::pronouns::Case;

/// Sentences that are looked back.
const NEAR: usize = 2;

/// The clusters, by a member of each, that a plural mention stands for; empty where it is unclear.
pub(super) fn referents(scene: Scene<'_>, clusters: &Clusters, i: usize) -> Vec<usize> {
    let this = &scene.candidates[i];
    let pair = this.kind == MentionKind::Nominal
        && this.article == Article::Definite
        && this.noun.as_deref().is_some_and(|n| PAIRS.contains(&n));
    let they = this.plural && this.pronoun.is_some_and(|p| !p.speaker && p.case != Case::Relative);
    if !pair && !they {
        return Vec::new();
    }
    let near = |j: &usize| this.sentence - scene.candidates[*j].sentence <= NEAR;
    let person = |&j: &usize| clusters.get(j).named && clusters.get(j).kinds.has(EntityKind::Person);
    let people: Vec<usize> = (0..i).rev().take_while(near).filter(person).take(40).collect();
    side_by_side(scene, clusters, &people)
        .or_else(|| pair.then(|| last_two(clusters, &people)).flatten())
        .unwrap_or_default()
}

/// Nouns for two.
const PAIRS: [&str; 4] = ["pair", "couple", "duo", "twosome"];

/// The last two that an "and" joins: "West and Trump".
fn side_by_side(scene: Scene<'_>, clusters: &Clusters, people: &[usize]) -> Option<Vec<usize>> {
    let joined = |one: &Candidate, other: &Candidate| {
        let token = scene.document.token(one.head);
        one.sentence == other.sentence && token.dep == "conj" && token.head == Some(other.head)
    };
    people.iter().find_map(|&j| {
        let with =
            |&&k: &&usize| joined(&scene.candidates[j], &scene.candidates[k]) && clusters.root(j) != clusters.root(k);
        people.iter().find(with).map(|&k| vec![k, j])
    })
}

/// The two people named last, where the last two sentences name no third.
fn last_two(clusters: &Clusters, people: &[usize]) -> Option<Vec<usize>> {
    let mut found: Vec<usize> = Vec::new();
    for &j in people {
        if found.iter().all(|&k| clusters.root(k) != clusters.root(j)) {
            found.push(j);
        }
    }
    (found.len() == 2).then_some(found)
}
