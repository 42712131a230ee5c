//! The dependency trees of a document, read from the head down.

use crate::model::{Dep, Document, Quote, TokenId};
use std::ops::Range;

/// The children of every token: O(n) to build.
pub(super) struct Tree<'a> {
    pub(super) document: &'a Document,
    /// Where the children of a token begin in `children`; one more entry than tokens.
    starts: Vec<u32>,
    children: Vec<TokenId>,
}

impl<'a> Tree<'a> {
    pub(super) fn new(document: &'a Document) -> Self {
        let count = document.tokens.len();
        let heads = || document.tokens.iter().map(|token| token.head.filter(|&head| (head as usize) < count));
        let mut starts = vec![0_u32; count + 1];
        for head in heads().flatten() {
            starts[head as usize + 1] += 1;
        }
        for i in 0..count {
            starts[i + 1] += starts[i];
        }
        let mut next = starts.clone();
        let mut children = vec![0; starts[count] as usize];
        for (token, head) in heads().enumerate() {
            if let Some(head) = head {
                children[next[head as usize] as usize] = token as TokenId;
                next[head as usize] += 1;
            }
        }
        Tree { document, starts, children }
    }

    /// The children of a token, in order.
    pub(super) fn children(&self, token: TokenId) -> &[TokenId] {
        let bounds = self.starts[token as usize] as usize..self.starts[token as usize + 1] as usize;
        &self.children[bounds]
    }

    /// The children of a token that hang on it by one of some relations, named with or without subtype.
    pub(super) fn by(&self, token: TokenId, relations: &'static [&'static str]) -> impl Iterator<Item = TokenId> {
        self.children(token).iter().copied().filter(move |&child| {
            let dep = self.dep(child);
            relations.contains(&dep.as_str()) || relations.contains(&dep.base())
        })
    }

    pub(super) fn dep(&self, token: TokenId) -> Dep {
        self.document.token(token).dep
    }

    pub(super) fn head(&self, token: TokenId) -> Option<TokenId> {
        self.document.token(token).head.filter(|&head| (head as usize) < self.document.tokens.len())
    }

    pub(super) fn lemma(&self, token: TokenId) -> &'a str {
        &self.document.token(token).lemma
    }

    /// The universal part of speech.
    pub(super) fn upos(&self, token: TokenId) -> &'static str {
        self.document.token(token).upos.as_str()
    }

    pub(super) fn text(&self, token: TokenId) -> &'a str {
        self.document.text(token)
    }

    /// The tokens of the sentence of a token.
    pub(super) fn sentence(&self, token: TokenId) -> Range<TokenId> {
        let sentence = self.document.sentences.get(self.document.sentence_of(token));
        sentence.map_or(token..token + 1, |sentence| sentence.tokens.clone())
    }

    /// The tokens below and including `top`, in order, without the branches that `leave_out` names. Broken trees with
    /// cycles end all the same.
    pub(super) fn below(&self, top: TokenId, leave_out: impl Fn(TokenId) -> bool) -> Vec<TokenId> {
        let limit = self.sentence(top).len() + 1;
        let mut found = vec![top];
        let mut next = 0;
        while next < found.len() && found.len() <= limit {
            let children = self.children(found[next]).iter().copied();
            found.extend(children.filter(|&child| !leave_out(child)));
            next += 1;
        }
        found.sort_unstable();
        found.dedup();
        found
    }

    /// The range from the first to the last token below `top`, without some branches.
    pub(super) fn reach(&self, top: TokenId, leave_out: impl Fn(TokenId) -> bool) -> Range<TokenId> {
        let below = self.below(top, leave_out);
        below.first().copied().unwrap_or(top)..below.last().copied().unwrap_or(top) + 1
    }

    /// The token and those above it, up to the root; a cycle ends it.
    pub(super) fn up(&self, token: TokenId) -> impl Iterator<Item = TokenId> {
        let limit = self.sentence(token).len();
        std::iter::successors(Some(token), |&token| self.head(token)).take(limit)
    }

    /// True when `token` is `top` or below it.
    pub(super) fn is_below(&self, token: TokenId, top: TokenId) -> bool {
        self.up(token).any(|above| above == top)
    }

    /// True when a finite verb stands among some tokens.
    pub(super) fn has_finite(&self, mut tokens: Range<TokenId>) -> bool {
        let finite = |token| matches!(self.document.token(token).xpos.as_str(), "VBD" | "VBZ" | "VBP" | "MD");
        tokens.any(finite)
    }

    /// True for a verb inside of a relative clause.
    pub(super) fn in_relative(&self, verb: TokenId) -> bool {
        self.up(verb).any(|above| self.dep(above).as_str() == "acl:relcl")
    }

    /// True when a token belongs to an expression of time.
    pub(super) fn is_time(&self, token: TokenId) -> bool {
        let times = &self.document.times;
        let end = times.partition_point(|time| time.tokens.start <= token);
        times[..end].last().is_some_and(|time| time.tokens.contains(&token))
    }

    /// Where the words of a sentence begin, an agency before them left out: "Paris (AP) — The …". A dateline in capitals is a
    /// sentence of its own.
    pub(super) fn opening(&self, sentence: &Range<TokenId>) -> TokenId {
        let is_dash = |&token: &TokenId| matches!(self.text(token), "—" | "–" | "--" | "-" | "―");
        match sentence.clone().take(14).find(is_dash) {
            Some(dash) if dash > sentence.start && self.text(dash - 1) == ")" => dash + 1,
            _ => sentence.start,
        }
    }

    /// The quotations that open at a token or behind it, in order.
    pub(super) fn quotes_from(&self, token: TokenId) -> impl Iterator<Item = &'a Quote> {
        let quotes = &self.document.quotes;
        quotes[quotes.partition_point(|quote| quote.tokens.start < token)..].iter()
    }

    /// The outermost quotation around a token: its index. Nesting is never deep.
    pub(super) fn quoted(&self, token: TokenId) -> Option<usize> {
        let quotes = &self.document.quotes;
        let end = quotes.partition_point(|quote| quote.tokens.start <= token);
        (end.saturating_sub(8)..end).find(|&quote| quotes[quote].tokens.contains(&token))
    }
}
