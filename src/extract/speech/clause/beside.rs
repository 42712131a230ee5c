//! What a cue tells in the article's words beside its quotation: "They will rest, Roe said, “with no phones”".

use super::{before_subject, content, trimmed};
use crate::extract::speech::cue::Cue;
use crate::extract::speech::draft::Draft;
use crate::extract::speech::tree::Tree;
use crate::model::TokenId;
use std::ops::Range;

/// The stretches of told words that go with the quotations of a draft; none where the cue stands in a quotation or in a
/// clause of the side. `limit` is the stretch that they must stay in.
pub(in crate::extract::speech) fn beside(
    tree: &Tree,
    cues: &[Cue],
    cue: &Cue,
    limit: &Range<TokenId>,
    draft: &Draft,
) -> Vec<Range<TokenId>> {
    if tree.quoted(cue.token).is_some() || tree.in_relative(cue.token) || is_timed(tree, cue) {
        return Vec::new();
    }
    let quotes = quotes(tree, limit, draft);
    let after = quotes.iter().find(|quote| quote.start > cue.last);
    let pieces = match quotes.first().filter(|quote| quote.end <= cue.token) {
        Some(first) => leading(tree, cues, limit.start..first.start),
        None => after.and_then(|_| main_clause(tree, cue, limit)),
    };
    let between = after.and_then(|quote| between(tree, cue, limit, quote));
    let pieces = pieces.into_iter().chain(between).map(|piece| trimmed(tree, piece, cue.token));
    pieces.filter(|piece| piece.start < piece.end).collect()
}

/// True for "when asked": the cue of a clause that tells when something else was so.
fn is_timed(tree: &Tree, cue: &Cue) -> bool {
    let marks = |&mark: &TokenId| tree.dep(mark).base() == "mark" || tree.document.token(mark).xpos == "WRB";
    tree.dep(cue.token).base() == "advcl" && tree.by(cue.token, &["mark", "advmod"]).any(|mark| marks(&mark))
}

/// The tokens of the quotations of a draft that stand in a stretch or reach into it.
fn quotes(tree: &Tree, limit: &Range<TokenId>, draft: &Draft) -> Vec<Range<TokenId>> {
    let quotes = &tree.document.quotes;
    let end = quotes.partition_point(|quote| quote.tokens.start < limit.end);
    // Nesting is never deep.
    let start = quotes.partition_point(|quote| quote.tokens.start < limit.start).saturating_sub(8);
    let own = quotes[start.min(end)..end].iter().filter(|quote| {
        quote.tokens.end > limit.start && quote.field == draft.field && draft.pieces.contains(&quote.content)
    });
    own.map(|quote| quote.tokens.clone()).collect()
}

/// The clause between a cue and the quotation behind it: he denied that he was next: "…".
fn between(tree: &Tree, cue: &Cue, limit: &Range<TokenId>, quote: &Range<TokenId>) -> Option<Range<TokenId>> {
    let told = |words: Range<TokenId>| {
        let outside = |token: &TokenId| tree.quoted(*token).is_none();
        words.filter(outside).any(|token| {
            tree.has_finite(token..token + 1)
                || tree.upos(token) == "PART" && tree.text(token).eq_ignore_ascii_case("to")
        })
    };
    let pieces = content(tree, cue, limit)?;
    let piece = pieces.into_iter().find(|piece| {
        piece.start > cue.last && piece.start < quote.start && told(piece.start..piece.end.min(quote.start))
    })?;
    Some(piece.start..quote.start)
}

/// The main clause before ", Roe said, “…”".
fn main_clause(tree: &Tree, cue: &Cue, limit: &Range<TokenId>) -> Option<Range<TokenId>> {
    let words = before_subject(tree, cue, limit)?;
    let opens = matches!(tree.upos(words.start), "PRON" | "DET" | "PROPN" | "NOUN" | "NUM" | "ADJ");
    let hangs = tree.by(cue.token, &["advcl", "acl"]).any(|clause| words.contains(&clause));
    (opens && !hangs).then_some(words)
}

/// The words that lead to a quotation before its cue: She named the boy Helio, "for the helicopter", she said.
fn leading(tree: &Tree, cues: &[Cue], words: Range<TokenId>) -> Option<Range<TokenId>> {
    let last = words.clone().next_back()?;
    let cued =
        cues.get(cues.partition_point(|cue| cue.token < words.start)).is_some_and(|cue| words.contains(&cue.token));
    let joined = matches!(tree.upos(words.start), "SCONJ" | "CCONJ" | "ADV");
    let paused = matches!(tree.text(last), "," | "—" | "–");
    (paused && !cued && !joined && tree.has_finite(words.clone())).then_some(words)
}
