//! The status and the title of a relation, read off the words around its trigger.

use super::frames::Tree;
use crate::model::{Status, TokenId};
use crate::resources::Lexicon;

/// Words that change how a text stands to an office: "former", "-elect", "alleged".
#[derive(Debug, Clone, Default)]
pub(crate) struct Outlook {
    former: Vec<String>,
    planned: Vec<String>,
    alleged: Vec<String>,
    ending: Vec<String>,
    beginning: Vec<String>,
}

impl Outlook {
    /// Takes the classes `former`, `planned`, `alleged` (before a noun), `ending` and `beginning` (verbs) from a lexicon.
    pub(crate) fn new(lexicon: &Lexicon) -> Self {
        let class = |name| lexicon.class(name).unwrap_or_default().to_vec();
        Outlook {
            former: class("former"),
            planned: class("planned"),
            alleged: class("alleged"),
            ending: class("ending"),
            beginning: class("beginning"),
        }
    }

    /// How the words before a noun, and the verb that governs it, colour it; [`Status::Actual`] where they do not.
    pub(crate) fn noun(&self, tree: &Tree, noun: TokenId) -> Status {
        let near = |words: &[String]| modifiers(tree, noun).any(|m| words.iter().any(|word| tree.reads(m, word)));
        if near(&self.former) || self.was_former(tree, noun) {
            return Status::Former;
        }
        if near(&self.planned) {
            return Status::Planned;
        }
        if near(&self.alleged) {
            return Status::Alleged;
        }
        let Some(verb) = governor(tree, noun) else { return Status::Actual };
        let reads = |words: &[String]| words.iter().any(|word| tree.reads(verb, word));
        if reads(&self.ending) {
            Status::Former
        } else if reads(&self.beginning) {
            Status::Planned
        } else {
            Status::Actual
        }
    }

    /// "Was formerly the founder and president": the adverb of the first predicate holds for the second.
    fn was_former(&self, tree: &Tree, noun: TokenId) -> bool {
        let own = tree.among(noun, &["cop"]).next().is_some();
        let first =
            tree.head(noun).filter(|&head| tree.dep(noun) == "conj" && tree.among(head, &["cop"]).next().is_some());
        let former = |adverb: TokenId| self.former.iter().any(|word| tree.reads(adverb, word));
        !own && first.is_some_and(|first| tree.among(first, &["advmod"]).any(former))
    }
}

/// The predicate that a noun of office or kin hangs its truth on: itself after "is", the verb that it is the complement
/// of; `None` where it is merely mentioned ("the former mayor").
pub(crate) fn predicate(tree: &Tree, noun: TokenId) -> Option<TokenId> {
    if tree.among(noun, &["cop"]).next().is_some() { Some(noun) } else { governor(tree, noun) }
}

/// The verb that a noun is the complement of: "resigned as director", "named director".
fn governor(tree: &Tree, noun: TokenId) -> Option<TokenId> {
    let head = tree.head(noun)?;
    let governed = tree.dep(noun) == "xcomp" || (tree.is(noun, &["obl"]) && tree.preposition(noun) == "as");
    (governed && tree.tagged(head, &["VERB"])).then_some(head)
}

/// What stands before a noun inside its phrase: its modifiers and the words that touch it.
fn modifiers<'t>(tree: &'t Tree, noun: TokenId) -> impl Iterator<Item = TokenId> + 't {
    let start = tree.document.sentences.get(tree.document.sentence_of(noun)).map_or(noun, |s| s.tokens.start);
    let inside = |at: &TokenId| {
        tree.tagged(*at, &["ADJ", "NOUN", "PROPN", "ADV", "PUNCT", "X", "VERB"]) && !tree.reads(*at, ",")
    };
    // "Was elected governor" tells no more than "became".
    let verb = governor(tree, noun);
    let touching = (start..noun).rev().take(5).take_while(inside).filter(move |&at| Some(at) != verb);
    let after = tree.among(noun, &["amod", "advmod", "compound"]).chain(noun + 1..noun + 3).filter(move |&c| {
        (c as usize) < tree.document.tokens.len()
            && (c < noun || ["elect", "designate", "nominate"].iter().any(|w| tree.reads(c, w)))
    });
    touching.chain(after)
}

/// The words of a role: the noun with the modifiers that belong to it, names and "former" left out.
pub(crate) fn title(tree: &Tree, noun: TokenId, plain: &Outlook) -> String {
    let start = tree.document.sentences.get(tree.document.sentence_of(noun)).map_or(noun, |s| s.tokens.start);
    let part = |at: &TokenId| {
        let modifier = tree.tagged(*at, &["ADJ", "NOUN", "PROPN", "PUNCT"]) && tree.name(*at).is_none();
        modifier
            && !["former", "ex", "late", "then", ","].iter().any(|w| tree.reads(*at, w))
            && !plain.former.iter().any(|w| tree.reads(*at, w))
            && (tree.tagged(*at, &["PUNCT"]) == (tree.document.text(*at) == "-"))
    };
    let first = (start..noun).rev().take(5).take_while(part).last().unwrap_or(noun);
    let mut end = noun + 1;
    let sentence_end = tree.document.sentences.get(tree.document.sentence_of(noun)).map_or(end, |s| s.tokens.end);
    if end + 1 < sentence_end && tree.reads(end, "of") && tree.reads(end + 1, "state") {
        end += 2;
    }
    tree.document.words(&(first..end)).trim_start_matches('-').to_owned()
}
