//! Facts of many articles to facts that share their entities, events and statements. Total and deterministic: the
//! order in which the articles come does not matter, and resolving a result again changes nothing.
//!
//! A wrong merge is worse than a split: names join only on evidence that would convince a careful reader who knows
//! nothing of the world, and a conflict vetoes. The steps are those of record linkage: names are taken apart
//! ([`names`]), candidates come out of blocks ([`block`]), pairs are scored by named features ([`score`]), and clusters
//! grow from the surest pair on, unless a veto stands between two of their members ([`cluster`]).

mod block;
mod cluster;
mod copies;
mod entities;
mod events;
mod given;
mod ids;
mod names;
mod profile;
mod sayings;
mod score;
mod tidy;

use crate::model::{Facts, Resolved, Schema};
use crate::resources::identity::IdentityWords;
pub use given::Given;
pub use score::{Feature, Score, Veto};

/// Joins what the articles share: near linear in the number of mentions.
pub fn resolve(facts: Vec<Facts>, schema: &Schema, words: &IdentityWords, _given: &Given) -> Resolved {
    let mut articles = tidy::tidy(facts, words);
    let entities = entities::join(&mut articles, words);
    for facts in &mut articles {
        tidy::orient(facts, schema);
    }
    events::join(&mut articles);
    let sayings = sayings::join(&articles);
    let origins = copies::origins(&articles);
    Resolved { articles, entities, sayings, hints: Vec::new(), origins }
}

#[cfg(test)]
mod tests;
