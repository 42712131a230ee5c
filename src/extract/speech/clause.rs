//! What was said, where the article tells it in its own words: the clause or the phrase that a cue governs.

pub(super) mod beside;

use super::cue::{Cue, is_passive};
use super::source::is_relative;
use super::tree::Tree;
use super::words::Frames;
use crate::model::TokenId;
use std::ops::Range;

/// Prepositions that lead from whom a verb judges to what it finds.
const JUDGING: [&str; 6] = ["as", "of", "for", "with", "to", "over"];

/// The tokens of the content of a cue, in pieces where the cue stands inside it; `None` where it governs none. `limit` is
/// the stretch that it must stay in: its sentence, or the part of it inside the cue's quotation marks.
pub(super) fn content(tree: &Tree, cue: &Cue, limit: &Range<TokenId>) -> Option<Vec<Range<TokenId>>> {
    let found = if cue.frames.has(Frames::CLAUSE) || cue.frames.has(Frames::FINDING) {
        clause(tree, cue, limit).or_else(|| around(tree, cue, limit))
    } else {
        None
    };
    let found = found.or_else(|| phrase(tree, cue).map(|tokens| runs(tree, &tokens, cue.token)));
    let found = found.or_else(|| judgement(tree, cue, limit).map(|words| vec![words]));
    let found = found.or_else(|| lost(tree, cue, limit)).or_else(|| unhung(tree, cue, limit).map(|words| vec![words]));
    found.map(|pieces| {
        let inside = |piece: Range<TokenId>| piece.start.max(limit.start)..piece.end.min(limit.end);
        pieces
            .into_iter()
            .map(|piece| trimmed(tree, inside(piece), cue.token))
            .filter(|piece| piece.start < piece.end)
            .collect()
    })
}

/// The clause that a cue governs: "said (that) …", "…, said X", "said: …".
fn clause(tree: &Tree, cue: &Cue, limit: &Range<TokenId>) -> Option<Vec<Range<TokenId>>> {
    let clauses = || tree.by(cue.token, &["ccomp"]);
    let after = |&clause: &TokenId| clause > cue.last;
    let right = clauses()
        .find(after)
        .or_else(|| tree.by(cue.token, &["parataxis"]).filter(after).find(|&clause| tree.upos(clause) == "VERB"));
    if let Some(clause) = right {
        // "If the audit fails, Roe said, she will sue."
        let inserted = cue.last + 1 < limit.end && tree.text(cue.last + 1) == "," && !tree.in_relative(cue.token);
        let before = before_subject(tree, cue, limit).filter(|_| inserted);
        return Some(before.into_iter().chain([stretched(tree, cue, clause, limit)]).collect());
    }
    let clause = clauses().next()?;
    let below = tree.below(clause, |_| false);
    let before = limit.start..opening(tree, cue, clause);
    let after = runs(tree, &below, cue.token).into_iter().filter(|run| run.start > cue.last);
    Some(std::iter::once(before).chain(after).collect())
}

/// What stands before the subject of a cue, where a comma ends it and a finite verb is in it: "…, X said".
pub(super) fn before_subject(tree: &Tree, cue: &Cue, limit: &Range<TokenId>) -> Option<Range<TokenId>> {
    let subjects = tree.by(cue.token, &["nsubj"]);
    let subject = subjects.filter(|&subject| subject < cue.token && !is_relative(tree.text(subject))).last()?;
    let words = limit.start..tree.reach(subject, |token| tree.dep(token).base() == "punct").start;
    (words.len() > 2 && tree.text(words.end - 1) == "," && tree.has_finite(words.clone())).then_some(words)
}

/// Where the cue's own words begin: its subject, its auxiliaries, itself.
fn opening(tree: &Tree, cue: &Cue, clause: TokenId) -> TokenId {
    let own = tree.children(cue.token).iter().filter(|&&child| {
        child > clause && child < cue.token && matches!(tree.dep(child).base(), "nsubj" | "aux" | "advmod")
    });
    own.map(|&child| tree.reach(child, |_| false).start).filter(|&start| start > clause).min().unwrap_or(cue.token)
}

/// The words of a clause after its cue, with those that a parser is prone to hang elsewhere: up to the next clause of the
/// cue's own, or to the end of the sentence where the cue is its main line.
fn stretched(tree: &Tree, cue: &Cue, clause: TokenId, limit: &Range<TokenId>) -> Range<TokenId> {
    let below = tree.below(clause, |_| false);
    let first = below.iter().copied().find(|&token| token > cue.last).unwrap_or(clause);
    let strays = (cue.last + 1..first).any(|token| tree.upos(token) != "PUNCT" && !tree.is_below(token, cue.token))
        || takes_subject(tree, cue, first);
    let that = (cue.last + 1..=first)
        .rev()
        .find(|&token| tree.text(token).eq_ignore_ascii_case("that") && tree.upos(token) == "SCONJ");
    let start = that.map_or(if strays { cue.last + 1 } else { first }, |that| that + 1);
    let last = below.last().copied().unwrap_or(clause) + 1;
    if !is_spine(tree, cue.token) {
        return start..last.max(start);
    }
    // "Said A, and that B": both are said.
    let said = |sibling| tree.by(sibling, &["mark"]).any(|mark| tree.text(mark).eq_ignore_ascii_case("that"));
    let siblings = tree.by(cue.token, &["conj", "parataxis", "advcl"]).filter(|&other| other > clause && !said(other));
    let next = siblings.map(|sibling| tree.reach(sibling, |_| false).start).filter(|&next| next >= last).min();
    start..next.unwrap_or(limit.end).max(start)
}

/// True when the tree hangs the subject of the clause on the cue: "said two of the victims were".
fn takes_subject(tree: &Tree, cue: &Cue, first: TokenId) -> bool {
    let between = |child: &TokenId| *child > cue.last && *child < first;
    let subject = tree.by(cue.token, &["nsubj"]).any(|subject| subject < cue.token)
        && tree.by(cue.token, &["nsubj"]).any(|subject| between(&subject));
    let object =
        !cue.frames.has(Frames::ADDRESSED) && tree.by(cue.token, &["obj", "iobj"]).any(|object| between(&object));
    subject || object
}

/// True when a verb stands on the line that leads from the root to the end of the sentence.
fn is_spine(tree: &Tree, verb: TokenId) -> bool {
    tree.up(verb).all(|token| {
        matches!(tree.dep(token).base(), "root" | "conj" | "parataxis" | "ccomp" | "advcl" | "xcomp")
            && tree.head(token).is_none_or(|head| head < token)
    })
}

/// The clause that a cue without one interrupts or follows: "…, he said, …", "as X said".
fn around(tree: &Tree, cue: &Cue, limit: &Range<TokenId>) -> Option<Vec<Range<TokenId>>> {
    let head = tree.head(cue.token)?;
    let inserted = tree.dep(cue.token).base() == "parataxis"
        || tree.dep(cue.token).as_str() == "advcl"
            && tree.by(cue.token, &["mark", "advmod"]).any(|mark| tree.text(mark).eq_ignore_ascii_case("as"));
    let object = tree.by(cue.token, &["obj", "xcomp"]).next().is_some() && !cue.frames.has(Frames::ADDRESSED);
    if !inserted || object {
        return None;
    }
    let mut pieces = runs(tree, &tree.below(head, |token| token == cue.token), cue.token);
    if tree.head(head).is_none()
        && let Some(first) = pieces.first_mut()
        && first.start < cue.token
    {
        first.start = limit.start;
    }
    Some(pieces)
}

/// What hangs on a cue that takes more than a clause: the object that is announced, who is to do what, who is called what.
fn phrase(tree: &Tree, cue: &Cue) -> Option<Vec<TokenId>> {
    let right = |relations: &'static [&'static str]| tree.by(cue.token, relations).filter(|&child| child > cue.last);
    let has = |relations| right(relations).next().is_some();
    let passive = is_passive(tree, cue.token);
    let takes = |frame| cue.frames.has(frame);
    let object = right(&["obj", "iobj"]).next();
    let whom = object.is_some() || cue.last > cue.token && has(&["obl"]);
    let complement = has(&["xcomp", "ccomp", "advcl"]);
    let carries = takes(Frames::PROMISE) && has(&["xcomp"])
        || takes(Frames::ASK) && (!passive && whom && complement || has(&["ccomp"]))
        || takes(Frames::JUDGE) && (whom || passive) && judges(tree, cue, object.unwrap_or(cue.last))
        || takes(Frames::OBJECT)
            && !passive
            && (object.is_some_and(|object| tree.upos(object) != "PRON") || is_gerund(tree, cue))
        || takes(Frames::OBJECT) && cue.last > cue.token && has(&["obl"]);
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
    // "Called | for an inquiry": the preposition that makes the verb another one stands with its object all the same.
    let with = cue.last > cue.token && matches!(tree.dep(cue.last).base(), "case" | "mark");
    let after = if with { cue.last - 1 } else { cue.last };
    let tokens = tree.below(cue.token, aside);
    Some(tokens.into_iter().filter(|&token| token > after).collect())
}

/// What a verb that judges finds, where it is quoted and hangs elsewhere: "called the claim 'pure fiction'".
fn judgement(tree: &Tree, cue: &Cue, limit: &Range<TokenId>) -> Option<Range<TokenId>> {
    let participle = tree.document.token(cue.token).xpos == "VBN" && {
        let has = |relations| tree.by(cue.token, relations).next().is_some();
        !has(&["nsubj"]) || has(&["obl:agent"])
    };
    if !cue.frames.has(Frames::JUDGE) || is_passive(tree, cue.token) || participle {
        return None;
    }
    let near = cue.last + 2..limit.end.min(cue.last + 14);
    let quote = tree.quotes_from(near.start).next().filter(|quote| near.contains(&quote.tokens.start))?;
    let words = cue.last + 1..quote.tokens.end;
    let plain = |token| !matches!(tree.text(token), "," | ";" | ":");
    let object = words.start..quote.tokens.start;
    let whole = !tree.has_finite(object.clone()) && object.clone().all(plain);
    (whole && !tree.text(words.start).eq_ignore_ascii_case("as")).then_some(words)
}

/// True when more than its object hangs on a verb that judges: "called it a mistake", "accused them of theft".
fn judges(tree: &Tree, cue: &Cue, object: TokenId) -> bool {
    let tokens = tree.below(cue.token, |token| {
        matches!(tree.dep(token).base(), "conj" | "parataxis" | "punct") || tree.dep(token).as_str() == "acl:relcl"
    });
    let mut after = tokens.into_iter().filter(|&token| token > object);
    after.any(|token| {
        tree.head(token) == Some(cue.token) && matches!(tree.dep(token).base(), "obj" | "xcomp" | "ccomp")
            || JUDGING.contains(&tree.lemma(token)) && matches!(tree.dep(token).base(), "case" | "mark")
    })
}

/// True for "denied having paid": a gerund as object.
fn is_gerund(tree: &Tree, cue: &Cue) -> bool {
    tree.by(cue.token, &["xcomp", "advcl", "ccomp"]).any(|verb| {
        verb > cue.last
            && verb <= cue.last + 4
            && (cue.last + 1..=verb).any(|token| tree.document.token(token).xpos == "VBG")
    })
}

/// The rest of the sentence after a verb that never goes without a clause, or what stands before "…, X said", where the
/// tree shows neither.
fn lost(tree: &Tree, cue: &Cue, limit: &Range<TokenId>) -> Option<Vec<Range<TokenId>>> {
    if !cue.frames.has(Frames::CLAUSE) || cue.frames.has(Frames::OBJECT) || is_passive(tree, cue.token) {
        return None;
    }
    let listener = tree.by(cue.token, &["obj", "iobj"]).find(|&object| object > cue.last);
    let listener = listener.filter(|_| cue.frames.has(Frames::ADDRESSED));
    if listener.is_none() && tree.by(cue.token, &["obj"]).next().is_some() {
        return None;
    }
    let from = listener.map_or(cue.last + 1, |listener| {
        tree.reach(listener, |token| matches!(tree.dep(token).base(), "acl" | "appos" | "parataxis" | "conj")).end
    });
    // "Said in a statement that": the occasion is no part of what was said.
    let opens = |&token: &TokenId| tree.dep(token).base() == "mark" && tree.text(token).eq_ignore_ascii_case("that");
    let that = (from..limit.end).find(opens).filter(|&that| !tree.has_finite(from..that));
    let right = that.map_or(from, |that| that + 1).min(limit.end)..limit.end;
    if right.len() > 2 && tree.has_finite(right.clone()) && is_spine(tree, cue.token) {
        return Some(vec![right]);
    }
    let start = opening(tree, cue, limit.start);
    let left = limit.start..start;
    let comma = start > limit.start && tree.text(start - 1) == ",";
    (comma && tree.has_finite(left.clone())).then(|| vec![left])
}

/// What a cue has around it that the tree hangs on anything else: "…, X data indicated", "issued a statement saying …".
fn unhung(tree: &Tree, cue: &Cue, limit: &Range<TokenId>) -> Option<Range<TokenId>> {
    if !cue.frames.has(Frames::CLAUSE) || is_passive(tree, cue.token) || tree.in_relative(cue.token) {
        return None;
    }
    let after = cue.last + 1..limit.end;
    if tree.has_finite(cue.token..cue.token + 1) {
        // What follows is an occasion at most: "…, X revealed on Monday".
        let ends =
            |token: &TokenId| matches!(tree.text(*token), "," | "." | ";") || tree.has_finite(*token..*token + 1);
        let occasion = after.clone().find(ends).is_none_or(|end| !tree.has_finite(end..end + 1));
        return before_subject(tree, cue, limit).filter(|_| occasion);
    }
    let participle = tree.document.token(cue.token).xpos == "VBG" && tree.dep(cue.token).base() == "acl";
    let last = tree.up(cue.token).all(|token| tree.head(token).is_none_or(|head| head < token));
    let object = cue.frames.has(Frames::OBJECT) && tree.by(cue.token, &["obj"]).next().is_some();
    (participle && last && !object && after.len() > 2 && tree.has_finite(after.clone())).then_some(after)
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
    runs.into_iter().map(|run| trimmed(tree, run, cue)).filter(|run| run.start < run.end).collect()
}

/// A run without the marks and the conjunction around it.
pub(super) fn trimmed(tree: &Tree, mut run: Range<TokenId>, cue: TokenId) -> Range<TokenId> {
    while run.start < run.end && is_edge(tree, run.start, run.start > cue) {
        run.start += 1;
    }
    while run.start < run.end && tree.upos(run.end - 1) == "PUNCT" && !matches!(tree.text(run.end - 1), ")" | "%") {
        run.end -= 1;
    }
    run
}

/// True for what stands before the content without belonging to it.
fn is_edge(tree: &Tree, token: TokenId, after: bool) -> bool {
    let text = tree.text(token);
    tree.upos(token) == "PUNCT" && text != "("
        || after && tree.dep(token).base() == "mark" && text.eq_ignore_ascii_case("that")
}
