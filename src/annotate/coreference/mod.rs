//! Who is who inside one article: mentions joined to chains, in sieves from the surest to the boldest
//! (Raghunathan et al. 2010, Lee et al. 2013): names, then grammar, then pronouns and descriptions from left to right.

mod alias;
mod chain;
mod cluster;
mod grammar;
mod label;
mod search;

pub use alias::Aliases;

use super::mentions::Candidate;
use super::names::{Known, Words};
use crate::model::{Chain, Document, Mention};

/// What all sieves read.
#[derive(Clone, Copy)]
struct Scene<'a> {
    document: &'a Document,
    words: &'a Words,
    known: &'a Known,
    candidates: &'a [Candidate],
}

/// Joins candidates to chains. Linear in the mentions, but for the names that differ, which are compared in pairs.
pub(crate) fn resolve(
    document: &Document,
    words: &Words,
    known: &Known,
    aliases: &Aliases,
    candidates: Vec<Candidate>,
) -> (Vec<Mention>, Vec<Chain>) {
    let scene = Scene { document, words, known, candidates: &candidates };
    let mut clusters = cluster::Clusters::new(scene);
    label::join(scene, aliases, &mut clusters);
    grammar::join(scene, &mut clusters);
    search::join(scene, &mut clusters);
    chain::build(scene, &clusters)
}
