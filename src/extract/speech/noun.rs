//! Statements that no verb introduces: "according to X", "X's claim that …".

use super::source::{Source, Sources};
use super::tree::Tree;
use super::words::SpeechWords;
use crate::model::TokenId;
use std::ops::Range;

/// Verbs whose object is what the subject says.
const ISSUE: [&str; 8] = ["issue", "make", "release", "give", "publish", "repeat", "send", "post"];

/// A cue that is no verb.
pub(super) struct Nominal {
    /// Its words.
    pub cue: Range<TokenId>,
    /// Who speaks.
    pub sources: Vec<Source>,
    /// The tokens of its content, in order.
    pub content: Vec<TokenId>,
    /// What found it.
    pub rule: &'static str,
}

/// "according to X" and "per X".
pub(super) fn according(tree: &Tree, sources: &Sources) -> Vec<Nominal> {
    let count = tree.document.tokens.len() as TokenId;
    let opens = |&token: &TokenId| {
        tree.text(token).eq_ignore_ascii_case("according") && token + 2 < count && tree.text(token + 1) == "to"
    };
    (0..count)
        .filter(opens)
        .map(|token| {
            let head = tree.head(token).filter(|&head| head > token).unwrap_or(token + 2);
            let sentence = tree.sentence(token);
            let phrase = tree.reach(head, |_| false);
            let phrase = token..phrase.end.max(head + 1);
            // A phrase at either end of its sentence covers it all; one inside covers its own clause.
            let start = tree.opening(&sentence);
            let opens = token <= start + 1;
            let phrase = if opens { token..own_end(tree, head, phrase.end) } else { phrase };
            let edge = opens || (phrase.end..sentence.end).all(|token| tree.upos(token) == "PUNCT");
            let governor = tree.head(head).filter(|governor| !phrase.contains(governor));
            let content = match governor {
                Some(governor) if !edge => {
                    let clause =
                        tree.up(governor).find(|&up| !matches!(tree.upos(up), "NOUN" | "PROPN" | "NUM" | "ADJ"));
                    tree.below(clause.unwrap_or(governor), |below| below == head)
                }
                _ => (start..sentence.end).collect(),
            };
            let content = content.into_iter().filter(|token| !phrase.contains(token)).collect();
            Nominal { cue: token..token + 2, sources: sources.of(head), content, rule: "speech/according-to" }
        })
        .collect()
}

/// Where the phrase of a name ends that opens its sentence: the tree is prone to hang the sentence's own subject on it,
/// "According to Roe, police chief Ann Poe lied", and then no comma closes it.
fn own_end(tree: &Tree, head: TokenId, end: TokenId) -> TokenId {
    let is_comma = |&token: &TokenId| matches!(tree.text(token), "," | ":");
    let closed = is_comma(&(end - 1)) || tree.sentence(head).end > end && is_comma(&end);
    let comma = (head + 1..end).find(is_comma).filter(|_| !closed);
    comma.unwrap_or(end)
}

/// "X's claim that …", "the claim by X that …", "X issued a warning that …".
pub(super) fn nouns(tree: &Tree, sources: &Sources, words: &SpeechWords) -> Vec<Nominal> {
    (0..tree.document.tokens.len() as TokenId).filter_map(|token| noun(tree, sources, words, token)).collect()
}

fn noun(tree: &Tree, sources: &Sources, words: &SpeechWords, token: TokenId) -> Option<Nominal> {
    if tree.upos(token) != "NOUN" || !words.is_statement(tree.lemma(token)) {
        return None;
    }
    let that = |&clause: &TokenId| tree.by(clause, &["mark"]).any(|mark| tree.text(mark).eq_ignore_ascii_case("that"));
    let clause = tree.by(token, &["acl", "ccomp"]).filter(|&clause| clause > token).find(that)?;
    let by = |&noun: &TokenId| {
        tree.by(noun, &["case"]).any(|case| matches!(tree.lemma(case), "by" | "from" | "in" | "of" | "on"))
    };
    let owner = tree.by(token, &["nmod:poss"]).next().or_else(|| tree.by(token, &["nmod"]).find(by));
    let speakers = if let Some(owner) = owner {
        sources.of(owner)
    } else {
        // "issued a warning that …": whoever issued it.
        let verb = tree.head(token).filter(|&verb| tree.dep(token) == "obj" && tree.upos(verb) == "VERB")?;
        if !ISSUE.contains(&tree.lemma(verb)) {
            return None;
        }
        sources.of(tree.by(verb, &["nsubj"]).next()?)
    };
    Some(Nominal {
        cue: token..token + 1,
        sources: speakers,
        content: tree.below(clause, |_| false),
        rule: "speech/noun",
    })
}
