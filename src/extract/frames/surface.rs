//! What the order of the words shows where a tree went wrong: names beside offices, names after verbs.

use super::Tree;
use crate::model::{EntityKind, MentionId, TokenId};
use std::ops::Range;

/// Tokens that an office may have between its noun and the name of its holder: "Secretary of State Mike Pompeo".
const MATTER: TokenId = 4;

fn sentence(tree: &Tree, token: TokenId) -> Range<TokenId> {
    tree.document.sentences.get(tree.document.sentence_of(token)).map_or(token..token, |s| s.tokens.clone())
}

fn person_at(tree: &Tree, at: TokenId, end: TokenId) -> Option<MentionId> {
    let mention = tree.name(at).filter(|_| at < end)?;
    let person = tree.kinds(mention).any(|kind| kind == EntityKind::Person);
    (person && tree.document.mention(mention).tokens.start == at).then_some(mention)
}

/// The person's name that stands right after a noun of the same phrase: "spokeswoman Hope Hicks", "President of Ukraine
/// Viktor Yanukovych", "Secretary of State Mike Pompeo".
pub(crate) fn name_after(tree: &Tree, noun: TokenId) -> Option<MentionId> {
    let end = sentence(tree, noun).end;
    if tree.name(noun).is_some() || !tree.tagged(noun, &["NOUN", "PROPN", "ADJ", "X", "VERB"]) {
        return None;
    }
    let at = after_matter(tree, noun, end)?;
    let name = person_at(tree, at, end)?;
    // "A spokeswoman for Attorney Jane Roe" is not Jane Roe; "Minister for Energy Jane Roe" is.
    let titled = tree.dep(at - 1) == "nmod:desc" && tree.head(at - 1) == Some(tree.document.mention(name).head);
    if titled && tree.reads(noun + 1, "for") {
        return None;
    }
    // "Chairman of President Obama's Council" is not Obama.
    let owns = tree.document.mention(name).tokens.end;
    (at == noun + 1 || owns >= end || tree.document.token(owns).xpos != "POS").then_some(name)
}

/// The name set off by a comma after an office: "the director of the agency, Dr Jane Roe, said".
pub(crate) fn name_after_comma(tree: &Tree, noun: TokenId) -> Option<MentionId> {
    let end = sentence(tree, noun).end;
    let comma = after_matter(tree, noun, end)?;
    if comma >= end || tree.document.text(comma) != "," {
        return None;
    }
    let name = (comma + 1..comma + 4).find_map(|at| {
        let titles = (comma + 1..at).all(|t| t < end && tree.tagged(t, &["PROPN", "NOUN"]) && tree.name(t).is_none());
        titles.then(|| person_at(tree, at, end)).flatten()
    })?;
    // "According to his publicist, Roe died": the name begins the clause.
    let behind = tree.document.mention(name).tokens.end;
    (behind >= end || tree.tagged(behind, &["PUNCT", "CCONJ"])).then_some(name)
}

/// The place behind an office and what it is an office of; none behind "the killing of Jane Roe", who is its matter.
fn after_matter(tree: &Tree, noun: TokenId, end: TokenId) -> Option<TokenId> {
    let mut at = noun + 1;
    if at >= end || !(tree.reads(at, "of") || tree.reads(at, "for")) {
        return Some(at);
    }
    at += 1;
    if at < end && tree.reads(at, "the") {
        at += 1;
    }
    let matter = at;
    let last = (at + MATTER).min(end);
    while at < last {
        match tree.name(at) {
            Some(name) if person_at(tree, at, end).is_none() => at = tree.document.mention(name).tokens.end,
            None if tree.tagged(at, &["NOUN", "PROPN", "ADJ", "CCONJ"]) => at += 1,
            _ => break,
        }
    }
    (at > matter).then_some(at)
}

/// The person before an office that is set off by a comma or told of by "who": "Jane Roe, 44, who was managing director".
pub(crate) fn name_before(tree: &Tree, noun: TokenId) -> Option<MentionId> {
    let start = sentence(tree, noun).start;
    let before = |at: TokenId| at.checked_sub(1).filter(|&at| at >= start);
    let phrase = |at: &TokenId| {
        tree.tagged(*at, &["DET", "ADJ", "NOUN", "PROPN", "NUM", "PART", "PRON"])
            || tree.tagged(*at, &["VERB"]) && *at + 1 == noun
    };
    let mut at = noun;
    while let Some(previous) =
        before(at).filter(phrase).filter(|&p| person_ending(tree, p).is_none() && !relative(tree, p))
    {
        at = previous;
    }
    let mut at = before(at)?;
    if tree.tagged(at, &["AUX"]) {
        at = before(at).filter(|&who| relative(tree, who)).and_then(before)?;
    }
    if tree.document.text(at) != "," {
        return None;
    }
    at = before(at)?;
    if tree.tagged(at, &["NUM"]) {
        at = before(at).filter(|&comma| tree.document.text(comma) == ",").and_then(before)?;
    }
    person_ending(tree, at)
}

fn relative(tree: &Tree, token: TokenId) -> bool {
    tree.document.token(token).xpos == "WP"
}

fn person_ending(tree: &Tree, at: TokenId) -> Option<MentionId> {
    let mention = tree.name(at)?;
    let ends = tree.document.mention(mention).tokens.end == at + 1;
    (ends && tree.kinds(mention).any(|kind| kind == EntityKind::Person)).then_some(mention)
}

/// The last name of the phrase right after a verb: the object that a tree hangs elsewhere.
pub(crate) fn object_after(tree: &Tree, verb: TokenId) -> Option<TokenId> {
    let end = sentence(tree, verb).end;
    let mut at = verb + 1;
    let mut found = None;
    while at < end {
        if let Some(name) = tree.name(at) {
            found = Some(tree.document.mention(name).head);
            at = tree.document.mention(name).tokens.end;
        } else if tree.tagged(at, &["DET", "ADJ", "NOUN", "PROPN"])
            || (tree.tagged(at, &["PART"]) && at > verb + 1 && !tree.reads(at, "to"))
        {
            found = found.filter(|_| !tree.tagged(at, &["DET"]));
            at += 1;
        } else {
            break;
        }
    }
    // A phrase that ends in a common noun is about that noun.
    found.filter(|_| tree.name(at - 1).is_some())
}
