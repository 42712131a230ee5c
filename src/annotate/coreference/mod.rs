//! Who is who inside one article: mentions joined to chains, in sieves from the surest to the boldest
//! (Raghunathan et al. 2010, Lee et al. 2013): names, then grammar, then pronouns and descriptions from left to right.

mod alias;
mod bracket;
mod chain;
mod cluster;
mod grammar;
mod label;
mod salience;
mod search;
mod several;

use alias::Aliases;
use salience::Salience;

use super::mentions::Candidate;
use super::names::{Known, Words};
use crate::model::{Chain, Document, Mention};
use crate::resources::{DataError, Resources, SORTS_OF_PLACE};
use rustc_hash::FxHashSet;

/// What all sieves read.
#[derive(Clone, Copy)]
struct Scene<'a> {
    document: &'a Document,
    words: &'a Words,
    known: &'a Known,
    candidates: &'a [Candidate],
}

/// What coreference knows of the language.
#[derive(Debug)]
pub(crate) struct Lore {
    aliases: Aliases,
    salience: Salience,
    /// "town" of "the town of Valdoro", which is Valdoro.
    sorts: FxHashSet<String>,
}

impl Lore {
    /// Reads its files.
    pub(crate) fn load(resources: &Resources) -> Result<Self, DataError> {
        let sorts = resources.lexicon().class(SORTS_OF_PLACE).unwrap_or_default().iter().cloned().collect();
        Ok(Lore { aliases: Aliases::load(resources)?, salience: Salience::load(resources)?, sorts })
    }
}

/// Joins candidates to chains. Linear in the mentions, but for the names that differ, which are compared in pairs.
pub(crate) fn resolve(
    document: &Document,
    words: &Words,
    known: &Known,
    lore: &Lore,
    candidates: &[Candidate],
) -> (Vec<Mention>, Vec<Chain>) {
    let scene = Scene { document, words, known, candidates };
    let mut clusters = cluster::Clusters::new(scene);
    label::join(scene, &lore.aliases, &mut clusters);
    bracket::join(scene, &mut clusters);
    grammar::join(scene, &lore.sorts, &mut clusters);
    search::join(scene, &lore.salience, &mut clusters);
    chain::build(scene, &clusters)
}
