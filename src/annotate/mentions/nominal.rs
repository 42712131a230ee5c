//! Descriptions: noun phrases whose head says what somebody is.

use super::{Article, Candidate, Kinds};
use crate::annotate::names::{Known, Words};
use crate::model::{Document, MentionKind, TokenId};
use crate::resources::titles::Use;
use compact_str::CompactString;
use std::ops::Range;

/// The most tokens before its head that a description has.
const LONGEST: TokenId = 12;

/// What hangs on a noun and is no part of its phrase.
const OUTSIDE: [&str; 8] = ["case", "nsubj", "cop", "mark", "cc", "aux", "discourse", "parataxis"];

/// The description whose head a token is.
pub(super) fn at(
    document: &Document,
    words: &Words,
    known: &Known,
    named: &[bool],
    sentence: usize,
    token: TokenId,
) -> Option<Candidate> {
    let this = document.token(token);
    if this.upos != "NOUN" || this.dep == "compound" {
        return None;
    }
    let (lemma, what) = describing(words, known, this.lemma.as_str(), token)?;
    let title = (token + 1..token + 3).any(|t| named.get(t as usize) == Some(&true)) && is_title(document, token);
    if title {
        return None;
    }
    let first = document.sentences.get(sentence)?.tokens.start.max(token.saturating_sub(LONGEST));
    let below = |t: TokenId| depends(document, t, token);
    let mut start = token;
    // A title inside, `her "Pale Harbour" video`, brings its marks along.
    let mark = |t: TokenId| matches!(document.token(t).xpos.as_str(), "``" | "''");
    let outside = |t: TokenId| {
        let this = document.token(t);
        this.upos == "PUNCT" && !mark(t) || (this.head == Some(token) && OUTSIDE.contains(&this.dep.base()))
    };
    while start > first && below(start - 1) && !outside(start - 1) {
        start -= 1;
    }
    // Not so those around it: `"Pale Harbour" video`, `"the rapper`.
    if mark(start) {
        start = (start..token).rev().find(|&t| mark(t)).map_or(start, |t| t + 1);
    }
    let article = article(document, words, start..token, token);
    let plural = this.xpos == "NNS" || what.is(Use::PAIR);
    Some(Candidate {
        tokens: start..token + 1,
        head: token,
        kind: MentionKind::Nominal,
        sentence,
        kinds: Kinds::of(what),
        gender: what.gender(),
        plural,
        pronoun: None,
        noun: Some(lemma),
        article,
        titles: Vec::new(),
    })
}

/// The lemma of a describing noun and what it describes; "running mate" and "vice president" by their last word.
fn describing(words: &Words, known: &Known, lemma: &str, token: TokenId) -> Option<(CompactString, Use)> {
    let word = if lemma.is_empty() || lemma == "_" { words.get(token) } else { lemma };
    let what = known.titles.get(word);
    if !Kinds::of(what).is_empty() {
        return Some((word.into(), what));
    }
    let single = word.strip_suffix('s')?;
    let what = known.titles.get(single);
    (!Kinds::of(what).is_empty()).then(|| (single.into(), what))
}

/// True for a noun that the tree puts before a name as its title.
fn is_title(document: &Document, token: TokenId) -> bool {
    let this = document.token(token);
    let before = this.head.is_some_and(|head| head > token && head - token < 6);
    before && matches!(this.dep.as_str(), "nmod:desc" | "compound" | "appos" | "flat")
}

fn article(document: &Document, words: &Words, before: Range<TokenId>, head: TokenId) -> Article {
    let mut article = Article::Bare;
    for token in before {
        let this = document.token(token);
        if this.dep == "nmod:poss" && this.head == Some(head) {
            return Article::Possessive;
        }
        if this.head != Some(head) {
            continue;
        }
        article = match words.get(token) {
            "the" | "this" | "these" | "that" | "those" | "both" => Article::Definite,
            "a" | "an" | "another" | "some" | "any" | "no" | "every" | "each" | "many" | "several" | "other" => {
                Article::Indefinite
            }
            _ if this.dep == "nummod" && article == Article::Bare => Article::Indefinite,
            _ => article,
        };
    }
    article
}

/// True when a token stands below another in the tree, at most six steps.
pub(crate) fn depends(document: &Document, token: TokenId, above: TokenId) -> bool {
    let mut at = token;
    for _ in 0..6 {
        match document.tokens.get(at as usize).and_then(|t| t.head) {
            Some(head) if head == above => return true,
            Some(head) => at = head,
            None => return false,
        }
    }
    false
}

/// The token of a range that the tree attaches it by; the last one where there is no tree.
pub(crate) fn head(document: &Document, tokens: &Range<TokenId>) -> TokenId {
    let inside = |&t: &TokenId| {
        let token = document.token(t);
        token.upos != "PUNCT" && token.head.is_none_or(|head| !tokens.contains(&head))
    };
    let heads = tokens.clone().filter(inside).count();
    let last = tokens.end.saturating_sub(1);
    if heads == tokens.len() { last } else { tokens.clone().find(inside).unwrap_or(last) }
}

/// True for a relative pronoun whose clause hangs on a noun before it.
pub(crate) fn opens_clause(document: &Document, token: TokenId) -> bool {
    clause(document, token).is_some()
}

/// The noun that the relative clause of a pronoun describes.
pub(crate) fn clause(document: &Document, token: TokenId) -> Option<TokenId> {
    let mut at = token;
    for _ in 0..6 {
        let this = document.tokens.get(at as usize)?;
        let head = this.head?;
        if this.dep == "acl:relcl" {
            return (head < token).then_some(head);
        }
        at = head;
    }
    None
}

/// "it" in "it rains" and "it was said that", even where the parser takes it for a subject. Not so in "it was told that":
/// who is told something is somebody.
pub(crate) fn is_expletive(document: &Document, words: &Words, token: TokenId) -> bool {
    let this = document.token(token);
    if this.dep != "nsubj:pass" || words.get(token) != "it" {
        return this.dep == "expl";
    }
    let Some(verb) = this.head else { return false };
    let Some(sentence) = document.sentences.get(document.sentence_of(token)) else { return false };
    let hears = ["tell", "inform", "warn", "assure", "advise", "remind", "notify", "convince"];
    let below = |above: TokenId| sentence.tokens.clone().filter(move |&t| document.token(t).head == Some(above));
    let is_that = |t: TokenId| document.token(t).dep == "mark" && words.get(t) == "that";
    let said = |clause: TokenId| document.token(clause).dep.base() == "ccomp" && below(clause).any(is_that);
    !hears.contains(&document.token(verb).lemma.as_str()) && below(verb).any(said)
}
