//! Facts of many articles to facts that share their entities, events and statements. Total and deterministic: the
//! order in which the articles come does not matter, and resolving a result again changes nothing.
//!
//! A wrong merge is worse than a split: names join only on evidence that would convince a careful reader who knows
//! nothing of the world. The steps are those of record linkage: names are taken apart ([`names`]), candidates come out
//! of blocks, pairs are scored by named features, clusters grow from the surest pair on unless a veto stands between
//! ([`entities`]); what people said about single questions and what they know stands above all of it ([`given`]).

mod cluster;
mod copies;
mod entities;
mod events;
mod given;
mod ids;
mod names;
mod sayings;
mod tidy;

use crate::model::{EntityId, Facts, Resolved, Schema};
use crate::resources::identity::IdentityWords;
pub use entities::Explanation;
use entities::Forms;
pub use given::{Conflict, Given, GivenError, Judgement, Judgements, KnownEntities, KnownEntity, Reference, Verdict};
use rayon::prelude::*;

/// Joins what the articles share: near linear in the number of mentions.
pub fn resolve(facts: Vec<Facts>, schema: &Schema, words: &IdentityWords, given: &Given) -> Resolved {
    let mut articles = tidy::tidy(facts, words);
    let found = entities::join(&mut articles, words, given);
    articles.par_iter_mut().for_each(|facts| tidy::orient(facts, schema));
    events::join(&mut articles, schema);
    let sayings = sayings::join(&articles);
    let origins = copies::origins(&articles);
    Resolved { articles, entities: found.entities, sayings, hints: found.hints, origins }
}

/// Why two entities of resolved articles are two, or one entity is one: what speaks for and against it, by name.
pub fn explain(
    resolved: &Resolved,
    a: &EntityId,
    b: &EntityId,
    words: &IdentityWords,
    given: &Given,
) -> Vec<Explanation> {
    entities::explain(&resolved.articles, a, b, words, given)
}

/// Judgements of `given` that contradict each other about these articles.
pub fn conflicts(resolved: &Resolved, words: &IdentityWords, given: &Given) -> Vec<Conflict> {
    let forms = Forms::new(&resolved.articles, words);
    given::Constraints::new(&resolved.articles, &forms, given, words).conflicts
}

#[cfg(test)]
mod tests;
