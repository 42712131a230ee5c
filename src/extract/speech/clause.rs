//! What was said, where the article tells it in its own words: the clause or the phrase that a cue governs.

use super::cue::{Cue, is_passive};
use super::tree::Tree;
use super::words::Frames;
use crate::model::TokenId;
use std::ops::Range;

/// The tokens of the content of a cue, in pieces where the cue stands inside it; `None` where it governs none.
pub(super) fn content(tree: &Tree, cue: &Cue) -> Option<Vec<Range<TokenId>>> {
    if cue.frames.has(Frames::CLAUSE) {
        if let Some(clause) = clause(tree, cue) {
            return Some(pieces(tree, &tree.below(clause, |_| false), cue));
        }
        if let Some(around) = around(tree, cue) {
            return Some(pieces(tree, &tree.below(around, |token| token == cue.token), cue));
        }
    }
    phrase(tree, cue).map(|tokens| pieces(tree, &tokens, cue))
}

/// The clause that a cue governs: "said (that) …", "…, said X", "said: …".
fn clause(tree: &Tree, cue: &Cue) -> Option<TokenId> {
    let clauses = || tree.by(cue.token, &["ccomp"]);
    clauses().find(|&clause| clause > cue.last).or_else(|| clauses().next()).or_else(|| {
        let after = |&clause: &TokenId| clause > cue.last && tree.upos(clause) == "VERB";
        tree.by(cue.token, &["parataxis"]).find(after)
    })
}

/// The head of the clause that a cue without one interrupts or follows: "…, he said, …", "as X said".
fn around(tree: &Tree, cue: &Cue) -> Option<TokenId> {
    let head = tree.head(cue.token)?;
    let inserted = tree.dep(cue.token).base() == "parataxis"
        || tree.dep(cue.token).as_str() == "advcl"
            && tree.by(cue.token, &["mark", "advmod"]).any(|mark| tree.text(mark).eq_ignore_ascii_case("as"));
    let object = tree.by(cue.token, &["obj", "xcomp"]).next().is_some() && !cue.frames.has(Frames::ADDRESSED);
    (inserted && !object).then_some(head)
}

/// What hangs on a cue that takes more than a clause: the object that is announced, who is to do what, who is called what.
fn phrase(tree: &Tree, cue: &Cue) -> Option<Vec<TokenId>> {
    let has = |relations: &'static [&'static str]| tree.by(cue.token, relations).any(|child| child > cue.last);
    let complement = has(&["xcomp", "ccomp", "advcl"]);
    let passive = is_passive(tree, cue.token);
    let with = |cases: &[&str]| {
        tree.by(cue.token, &["obl"]).any(|noun| tree.by(noun, &["case"]).any(|case| cases.contains(&tree.lemma(case))))
    };
    let object = tree.by(cue.token, &["obj"]).find(|&object| object > cue.last);
    let takes = |frame| cue.frames.has(frame);
    let carries = takes(Frames::PROMISE) && has(&["xcomp"])
        || takes(Frames::ASK) && !passive && has(&["obj", "obl", "iobj"]) && complement
        || takes(Frames::ASK) && has(&["ccomp"])
        || takes(Frames::JUDGE)
            && (object.is_some() || passive)
            && (complement || with(&["as", "of", "for", "to", "with"]))
        || takes(Frames::OBJECT) && !passive && object.is_some_and(|object| tree.upos(object) != "PRON");
    if !carries {
        return None;
    }
    let aside = |token: TokenId| {
        tree.head(token) == Some(cue.token)
            && (matches!(
                tree.dep(token).base(),
                "conj" | "cc" | "parataxis" | "nsubj" | "aux" | "punct" | "mark" | "advmod"
            ) || tree.dep(token).as_str() == "obl:agent")
    };
    let tokens = tree.below(cue.token, aside);
    Some(tokens.into_iter().filter(|&token| token > cue.last).collect())
}

fn pieces(tree: &Tree, tokens: &[TokenId], cue: &Cue) -> Vec<Range<TokenId>> {
    runs(tree, tokens, cue.token)
}

/// Runs of tokens around a cue, without the words that only introduce or close them.
pub(super) fn runs(tree: &Tree, tokens: &[TokenId], cue: TokenId) -> Vec<Range<TokenId>> {
    let mut runs: Vec<Range<TokenId>> = Vec::new();
    for &token in tokens {
        match runs.last_mut() {
            // Punctuation that hangs elsewhere does not break a run, the cue does.
            Some(run) if (run.end..token).all(|between| tree.upos(between) == "PUNCT") => run.end = token + 1,
            _ => runs.push(token..token + 1),
        }
    }
    runs.retain_mut(|run| {
        while run.start < run.end && is_edge(tree, run.start, run.start > cue) {
            run.start += 1;
        }
        while run.start < run.end && tree.upos(run.end - 1) == "PUNCT" && !matches!(tree.text(run.end - 1), ")" | "%") {
            run.end -= 1;
        }
        run.start < run.end
    });
    runs
}

/// True for what stands before the content without belonging to it.
fn is_edge(tree: &Tree, token: TokenId, after: bool) -> bool {
    let text = tree.text(token);
    tree.upos(token) == "PUNCT" && text != "("
        || after && tree.dep(token).base() == "mark" && text.eq_ignore_ascii_case("that")
}
