//! The name beside a cue whose subject has none: "former head of the zoo Ann Roe said", "said its director, Ann Roe".

use super::Cue;
use crate::extract::speech::source::{Source, Sources};
use crate::extract::speech::tree::Tree;
use crate::model::TokenId;
use std::ops::Range;

/// How far behind its noun a name may stand, in tokens.
const NEAR: TokenId = 16;

/// The person whose name ends the words before a cue, or follows the unnamed noun behind it.
pub(super) fn neighbour(tree: &Tree, sources: &Sources, cue: &Cue, found: &[Source]) -> Option<Source> {
    before(tree, sources, cue).or_else(|| after(tree, sources, cue, found.first()?.tokens.start))
}

/// The name at the end of the subject, with ages, adverbs and auxiliaries passed over.
fn before(tree: &Tree, sources: &Sources, cue: &Cue) -> Option<Source> {
    let subject = tree.by(cue.token, &["nsubj"]).filter(|&subject| subject < cue.token).last()?;
    let start = tree.reach(subject, |_| false).start;
    let passed = |token: TokenId| {
        matches!(tree.upos(token), "PUNCT" | "NUM" | "ADV" | "AUX" | "PART") && !is_mark(tree, token)
            || tree.is_time(token)
            || tree.upos(token) == "ADP" && tree.is_time(token + 1)
    };
    let last = (start..cue.token).rev().find(|&token| !passed(token))?;
    let name = sources.person(last)?;
    is_free(tree, sources, start..name.tokens.start).then_some(name)
}

/// The first name behind the noun at `start`, which stands behind the cue.
fn after(tree: &Tree, sources: &Sources, cue: &Cue, start: TokenId) -> Option<Source> {
    if start <= cue.last || tree.document.token(cue.token).xpos == "VBG" {
        return None;
    }
    let ends = |token: TokenId| {
        matches!(tree.upos(token), "VERB" | "AUX" | "SCONJ" | "CCONJ")
            || matches!(tree.text(token), ";" | ":" | ".")
            || is_mark(tree, token)
    };
    let end = tree.sentence(cue.token).end.min(start + NEAR);
    let name = (start..end).take_while(|&token| !ends(token)).find_map(|token| sources.person(token))?;
    is_free(tree, sources, start..name.tokens.start).then_some(name)
}

/// True when no word among those before a name makes it a part of something else: "a spokesman for Ann Roe", "allies at
/// the zoo of Ann Roe". What is "of" something else goes on with a name: "president of Norland Ann Roe".
fn is_free(tree: &Tree, sources: &Sources, before: Range<TokenId>) -> bool {
    let title = |token: TokenId| {
        tree.upos(token) == "DET"
            || tree.upos(token) == "PROPN" && !sources.is_name(token) && tree.text(token).ends_with('.')
    };
    let Some(next) = before.clone().rev().find(|&token| !title(token)) else { return true };
    if matches!(tree.upos(next), "ADP" | "VERB" | "PART" | "SCONJ" | "CCONJ") || is_mark(tree, next) {
        return false;
    }
    let noun = |token: TokenId| matches!(tree.upos(token), "NOUN" | "PROPN" | "ADJ" | "DET") && !sources.is_name(token);
    let open = (before.start..=next).rev().find(|&token| !noun(token));
    open.is_none_or(|open| tree.upos(open) != "ADP" || tree.text(open).eq_ignore_ascii_case("of"))
}

/// True for quotation marks.
fn is_mark(tree: &Tree, token: TokenId) -> bool {
    matches!(tree.document.token(token).xpos.as_str(), "``" | "''")
}
