//! Whether a date without a year or week lies before or after the article: read off the verb that it hangs on, or, without
//! a tree, off the words before it.

use super::find::Words;
use super::grammar::Grammar;
use super::value::Tense;
use crate::model::{Document, Field, TokenId};
use std::ops::Range;

/// How many words a clause reaches, where there is no tree to say.
const REACH: usize = 12;
/// How many heads up the verb of an expression may stand.
const DEPTH: usize = 8;

/// The tense at an expression of a sentence.
pub(super) fn at(
    document: &Document,
    grammar: &Grammar,
    words: &Words<'_>,
    sentence: &Range<TokenId>,
    tokens: &Range<TokenId>,
) -> Tense {
    let future = |word: &str| grammar.words.future.contains(word);
    let at = (tokens.start - sentence.start) as usize;
    let before = |steps: usize| at.checked_sub(steps).map_or("", |i| words.word(i));
    if future(before(1)) || future(&format!("{} {}", before(2), before(1))) {
        return Tense::Future;
    }
    let parsed = sentence.clone().any(|token| document.token(token).head.is_some());
    let ahead = if parsed {
        governor(document, tokens).is_some_and(|verb| is_ahead(document, grammar, words, sentence, verb))
    } else {
        near(words, sentence, tokens, future)
    };
    if ahead { Tense::Future } else { Tense::Past }
}

/// The verb that an expression hangs on.
fn governor(document: &Document, tokens: &Range<TokenId>) -> Option<TokenId> {
    let mut token = tokens.clone().find(|&t| document.token(t).head.is_none_or(|head| !tokens.contains(&head)))?;
    for _ in 0..DEPTH {
        token = document.token(token).head?;
        let verb = document.token(token).upos == "VERB" || is_due(document, token);
        // "Is set for May": an adjective to the tagger, with a verb's auxiliary.
        if verb || children(document, token).any(|c| matches!(document.token(c).dep.base(), "cop" | "aux")) {
            return Some(token);
        }
    }
    None
}

/// True for "are" of "they are to meet".
fn is_due(document: &Document, token: TokenId) -> bool {
    document.token(token).lemma == "be" && children(document, token).any(|child| document.token(child).xpos == "VB")
}

/// The dependents of a token.
fn children(document: &Document, token: TokenId) -> impl Iterator<Item = TokenId> {
    let sentence = document.sentences.get(document.sentence_of(token)).map(|s| s.tokens.clone()).unwrap_or_default();
    sentence.filter(move |&child| document.token(child).head == Some(token))
}

fn is_ahead(
    document: &Document,
    grammar: &Grammar,
    words: &Words<'_>,
    sentence: &Range<TokenId>,
    verb: TokenId,
) -> bool {
    let word = |token: TokenId| words.word((token - sentence.start) as usize);
    let future = |token: TokenId| grammar.words.future.contains(word(token));
    // "To" and "due" of "due to leave" are marks to the parser, like "until", which tells nothing of its verb.
    let helps = |token: TokenId| match document.token(token).dep.base() {
        "aux" | "cop" => true,
        "mark" => document.token(token).xpos != "IN",
        _ => false,
    };
    let helpers: Vec<TokenId> = children(document, verb).filter(|&child| helps(child)).collect();
    if future(verb) || is_due(document, verb) || helpers.iter().any(|&helper| future(helper)) {
        return true;
    }
    let is = |token: TokenId| document.token(token).lemma == "be";
    if helpers.iter().any(|&helper| document.token(helper).xpos == "TO") {
        // "They are to meet", "she agreed to speak", "the decision to leave".
        let aim = |head| future(head) || grammar.words.intent.contains(document.token(head).lemma.as_str());
        let head = document.token(verb).head;
        return helpers.iter().any(|&helper| is(helper))
            || head.is_some_and(|head| aim(head) || document.token(head).upos == "NOUN" || is(head));
    }
    // "The trial begins Monday", "she is meeting him on Friday", "the film is released in June"; a headline's present is
    // the past.
    let present = |token: TokenId| document.token(token).xpos == "VBZ" || document.token(token).xpos == "VBP";
    let tag = document.token(verb).xpos.as_str();
    let progressive = tag == "VBG" || tag == "VBN" && !helpers.iter().any(|&h| document.token(h).lemma == "have");
    let going = progressive && helpers.iter().any(|&helper| is(helper) && present(helper));
    let habitual = tag == "VBZ" && document.token(verb).dep != "ccomp";
    document.field_of(verb) == Field::Text && (habitual || going)
}

/// Without a tree: a word of the future before the expression in its clause, or after it where it opens the sentence.
fn near(words: &Words<'_>, sentence: &Range<TokenId>, tokens: &Range<TokenId>, future: impl Fn(&str) -> bool) -> bool {
    let at = (tokens.start - sentence.start) as usize;
    let end = (tokens.end - sentence.start) as usize;
    let bound = |word: &str| matches!(word, ";" | "\"" | "“" | "”" | "and" | "but" | "." | ":");
    let before = (at.saturating_sub(REACH)..at).rev().map(|i| words.word(i)).take_while(|word| !bound(word));
    let mut before = before.peekable();
    let opens = at <= 1;
    if before.any(&future) {
        return true;
    }
    opens && (end..words.len().min(end + REACH)).map(|i| words.word(i)).take_while(|word| !bound(word)).any(future)
}
