//! The pattern language of `data/en/relations`: what a rule may say, and how it is matched.
//!
//! A pattern is one table of TOML. A **frame** pattern names a predicate and binds its arguments:
//! ```toml
//! [[pattern]]
//! verb = "meet | sit down"          # lemmas and phrases, @class for a class of data/en/lexicons, * for any verb
//! subj = "from"                     # logical subject: passives, control, relatives and coordination are undone
//! "obj | obl:with" = "to"           # the first path that leads to a named thing counts
//!
//! [[pattern]]
//! noun = "@spokesperson"
//! self = "from"                     # whom the noun describes
//! "poss | nmod:of | compound" = "to:organization|person"
//! title = true                      # the noun's own words are the relation's title
//! ```
//! Paths: `subj`, `obj`, `iobj`, `obl:PREP`, `ccomp`, `xcomp` of verbs; `self`, `poss`, `compound`, `nmod:PREP` of
//! nouns, `home` for the country that the article is about or, for an organization, the one; steps are joined by a dot. A
//! path binds `from`, `to` or `both` (all pairs of a plural), narrowed by kind and name (`to:place|organization`,
//! `to:demonym` for "Kyrgyz" where the article names Kyrgyzstan, `to=@party`, `from!=@country`), must read
//! `= word | word`, be there (`any`) or not be there (`none`). `with` and `unless` ask for or forbid words that depend on
//! the trigger; `status` overrides the status; `fallback = true` counts only where nothing else is
//! found between the same two in the article.
//!
//! A **word** pattern is a sequence for headlines, tags and fragments: `words = "{from:person} ( @party - {to:place} )"`
//! with `{_}` for any name, `word|word`, `?` after what may be missing, `~3` for up to three words and `^3` for up to
//! three nouns, adjectives and numbers.

mod frame;
mod parse;
mod sequence;
mod vocabulary;

pub(crate) use frame::{Binding, asked, follow, matches, reads};
pub(crate) use parse::{Compiled, compile, head, step, words};
pub(crate) use sequence::{find, starts};

use super::frames::Part;
use crate::model::{EntityKind, Rule, Status};
use vocabulary::WordId;

/// Words of one lemma or phrase, lower case, and which of them heads it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Phrase {
    pub(crate) words: Vec<String>,
    pub(crate) head: usize,
}

/// One step of a path: a part, and its preposition where one is asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Step {
    pub(crate) part: Part,
    pub(crate) preposition: Option<String>,
}

/// What a path must lead to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Fill {
    /// The end that the relation goes out from.
    From,
    /// The end that it goes to.
    To,
    /// Both ends: all pairs.
    Both,
    /// One of these words.
    Reads(Vec<String>),
    /// Anything.
    Any,
    /// Nothing.
    None,
}

/// A path with what it must lead to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Slot {
    pub(crate) paths: Vec<Vec<Step>>,
    pub(crate) fill: Fill,
    pub(crate) target: Target,
}

/// Which names an end may be.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Target {
    /// Of these kinds; of any where empty.
    pub(crate) kinds: Vec<EntityKind>,
    /// One of these, lower case; any where empty.
    pub(crate) names: Vec<String>,
    /// None of these, lower case.
    pub(crate) others: Vec<String>,
    /// An adjective of nationality instead of a name.
    pub(crate) demonym: bool,
}

/// A pattern over frames.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct FramePattern {
    pub(crate) rule: Rule,
    /// The index of the relation type in [`Compiled`]'s list of files.
    pub(crate) relation: usize,
    pub(crate) noun: bool,
    pub(crate) triggers: Vec<Phrase>,
    pub(crate) slots: Vec<Slot>,
    pub(crate) with: Vec<String>,
    pub(crate) unless: Vec<String>,
    pub(crate) status: Option<Status>,
    pub(crate) title: bool,
    pub(crate) fallback: bool,
}

impl FramePattern {
    /// True for a noun that describes an end: an office, kin; false for a noun of action.
    pub(crate) fn describes(&self) -> bool {
        let selves = |slot: &Slot| slot.paths.iter().flatten().any(|step| step.part == Part::Self_);
        self.noun && self.slots.iter().any(selves)
    }
}

/// One element of a word pattern.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Element {
    /// A name, bound as `fill` says ([`Fill::Any`]: not bound).
    Name { fill: Fill, target: Target },
    /// One of these phrases.
    Words { any: Vec<Vec<WordId>>, optional: bool },
    /// Up to so many words; `modifiers`: nouns, adjectives and numbers only.
    Gap { most: usize, modifiers: bool },
}

/// A pattern over words and names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct WordPattern {
    pub(crate) rule: Rule,
    pub(crate) relation: usize,
    pub(crate) elements: Vec<Element>,
    pub(crate) status: Option<Status>,
    pub(crate) fallback: bool,
}
