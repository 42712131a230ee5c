//! The normalised layer that patterns match: predicates and nouns with their arguments by role, computed from the tree.
//!
//! Passives, relative clauses, reduced relatives, control, raising, shared subjects, coordination, apposition and titles
//! are undone here once, in code, so that one line of data covers them all. After the predicate-argument layers of
//! Semgrex users and of `PredPatt` (White et al. 2016), reduced to what news needs.

mod lore;
mod noun;
mod surface;
mod tree;
mod verb;

pub(crate) use lore::Lore;
pub(crate) use surface::name_after;
pub(crate) use tree::Tree;

use crate::model::TokenId;

/// The part that an argument plays towards its predicate or noun.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Part {
    /// Who does it: logical subject.
    Subject,
    /// Whom it is done to: logical object.
    Object,
    /// To whom it is given: indirect object.
    Receiver,
    /// With a preposition, at a verb.
    Oblique,
    /// A clause as object.
    Clause,
    /// A governed complement: "was named director".
    Complement,
    /// Whom a noun describes.
    Self_,
    /// Whose.
    Possessor,
    /// A modifier before a noun.
    Compound,
    /// With a preposition, at a noun.
    Phrase,
    /// The country or the organization that the article is about, wherever it is named.
    Home,
}

/// One argument.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Arg {
    /// As what.
    pub(crate) part: Part,
    /// With which preposition; empty without one.
    pub(crate) preposition: String,
    /// The token that heads it.
    pub(crate) token: TokenId,
}

/// The arguments of the frame of a token: of a noun, or of a verb or predicative adjective.
pub(crate) fn arguments(tree: &Tree, token: TokenId, noun: bool) -> Vec<Arg> {
    if noun { noun::arguments(tree, token) } else { verb::arguments(tree, token) }
}
