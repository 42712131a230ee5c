//! Quotations and the cues that attribute them.

use super::cue::Cue;
use super::tree::Tree;
use super::words::Frames;
use crate::model::{BlockKind, Document, Quote, TokenId};
use rustc_hash::FxHashMap;
use std::ops::Range;

/// How far from its quotation a cue may stand, in tokens.
const NEAR: TokenId = 40;

/// What attributes a quotation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Attribution {
    /// A verb: an index into the cues.
    Verb(usize),
    /// "according to X": the head of X.
    According(TokenId),
    /// A sentence that ends with a colon: the colon, and the subject of the sentence.
    Colon(TokenId, Option<TokenId>),
    /// Nothing of its own: it goes on with the words of the group before.
    Floating,
    /// Nothing at all.
    None,
}

/// Quotations that are one: each goes on from the one before over a paragraph.
#[derive(Debug)]
pub(super) struct Group {
    /// Indices into the quotes.
    pub quotes: Vec<usize>,
    /// What attributes it.
    pub by: Attribution,
}

/// Finds what attributes each quotation that is speech, in order.
pub(super) fn groups(tree: &Tree, cues: &[Cue]) -> Vec<Group> {
    let finder = Finder::new(tree, cues);
    let mut groups: Vec<Group> = Vec::new();
    let mut of_quote: FxHashMap<usize, usize> = FxHashMap::default();
    for (i, quote) in finder.outer.iter().map(|&i| (i, &tree.document.quotes[i])) {
        match quote.continues.and_then(|before| of_quote.get(&(before as usize)).copied()) {
            Some(group) => {
                of_quote.insert(i, group);
                groups[group].quotes.push(i);
            }
            None if quote.speech || finder.is_cued(i) => {
                of_quote.insert(i, groups.len());
                groups.push(Group { quotes: vec![i], by: Attribution::None });
            }
            None => {}
        }
    }
    for g in 0..groups.len() {
        let before = groups[..g].last().and_then(|group| group.quotes.last().copied());
        let attributed = g > 0 && groups[g - 1].by != Attribution::None;
        groups[g].by = finder.attribution(&groups[g].quotes, before.filter(|_| attributed));
    }
    groups
}

/// True for what ends a sentence.
fn is_stop(text: &str) -> bool {
    matches!(text, "." | "?" | "!")
}

struct Finder<'a> {
    tree: &'a Tree<'a>,
    document: &'a Document,
    cues: &'a [Cue],
    /// The quotations that stand in no other, in order.
    outer: Vec<usize>,
    /// The tokens of each block.
    blocks: Vec<Range<TokenId>>,
}

impl<'a> Finder<'a> {
    fn new(tree: &'a Tree<'a>, cues: &'a [Cue]) -> Self {
        let mut outer: Vec<usize> = Vec::new();
        for (i, quote) in tree.document.quotes.iter().enumerate() {
            let inside = outer.last().is_some_and(|&last| {
                let last = &tree.document.quotes[last];
                last.field == quote.field && last.span.contains(quote.span)
            });
            if !inside {
                outer.push(i);
            }
        }
        Finder { tree, document: tree.document, cues, outer, blocks: block_tokens(tree.document) }
    }

    fn quote(&self, quote: usize) -> &'a Quote {
        &self.document.quotes[quote]
    }

    /// True for a word or two with a cue right beside them: "Yes," said X.
    fn is_cued(&self, quote: usize) -> bool {
        self.ends_like_speech(quote) && self.after(quote).is_some()
    }

    /// What attributes a group of quotations; `before` is the attributed quotation before it.
    fn attribution(&self, quotes: &[usize], before: Option<usize>) -> Attribution {
        let after = quotes.iter().rev().find_map(|&quote| self.after(quote));
        let first = quotes.first().copied();
        after
            .or_else(|| first.and_then(|first| self.before(first)))
            .or_else(|| {
                first.zip(before).filter(|&(first, before)| self.floats(first, before)).map(|_| Attribution::Floating)
            })
            .unwrap_or(Attribution::None)
    }

    /// The cue that follows a quotation: "…," said X.
    fn after(&self, quote: usize) -> Option<Attribution> {
        if self.is_partial(quote) {
            return None;
        }
        let gap = self.gap_after(quote);
        let ended = self.ends_like_speech(quote);
        let stopped =
            self.quote(quote).content.of(self.document.field(self.quote(quote).field)).trim_end().ends_with('.');
        if gap.is_empty() || !(ended || stopped) {
            return None;
        }
        let gap = if self.tree.text(gap.start) == "," { gap.start + 1..gap.end } else { gap };
        if let Some(head) = self.according(&gap) {
            return Some(Attribution::According(head));
        }
        let (index, cue) = self.first_cue(&gap)?;
        // After a full stop only a sentence that says nothing else attributes what stands before it.
        let has_clause = self.tree.by(cue.token, &["ccomp"]).any(|clause| clause > cue.last && gap.contains(&clause));
        let own = has_clause || self.next_mark(&gap);
        (ended || !own).then_some(Attribution::Verb(index))
    }

    /// True when a quotation is a part of a clause that begins before it: he called it "a mistake," she said.
    fn is_partial(&self, quote: usize) -> bool {
        let gap = self.gap_before(quote);
        gap.clone().next_back().is_some_and(|last| self.tree.upos(last) != "PUNCT")
            && !self.cues_in(&gap).any(|(_, cue)| cue.words().end == gap.end)
    }

    /// True when a gap leads to a quotation of its own: it ends with a colon, or a quotation follows its comma.
    fn next_mark(&self, gap: &Range<TokenId>) -> bool {
        gap.end > gap.start && matches!(self.tree.text(gap.end - 1), ":" | ",")
    }

    /// The first cue of a gap that can introduce quotations; those of relative clauses only where there is no other.
    fn first_cue(&self, gap: &Range<TokenId>) -> Option<(usize, Cue)> {
        // A participle introduces what follows it: "…," adding that.
        let quoting = |cue: &Cue| {
            (cue.frames.has(Frames::CLAUSE) || cue.frames.has(Frames::QUOTATION))
                && self.document.token(cue.token).xpos != "VBG"
        };
        let aside = |cue: &Cue| self.tree.up(cue.token).take(3).any(|up| self.tree.dep(up).as_str() == "acl:relcl");
        let found: Vec<(usize, Cue)> = self.cues_in(gap).filter(|(_, cue)| quoting(cue)).collect();
        found.iter().find(|(_, cue)| !aside(cue)).or(found.first()).copied()
    }

    fn cues_in(&self, range: &Range<TokenId>) -> impl DoubleEndedIterator<Item = (usize, Cue)> {
        let start = self.cues.partition_point(|cue| cue.token < range.start);
        let end = self.cues.partition_point(|cue| cue.token < range.end).max(start);
        (start..end).map(|i| (i, self.cues[i]))
    }

    /// The head of X where "according to X" opens a gap.
    fn according(&self, gap: &Range<TokenId>) -> Option<TokenId> {
        if gap.len() < 3 || !self.tree.text(gap.start).eq_ignore_ascii_case("according") {
            return None;
        }
        self.tree.head(gap.start).filter(|head| gap.contains(head)).or(Some(gap.start + 2))
    }

    /// The words from a quotation to the end of their sentence or the next quotation.
    fn gap_after(&self, quote: usize) -> Range<TokenId> {
        let start = self.quote(quote).tokens.end;
        let stop = self.next_outer(quote).map_or(TokenId::MAX, |next| self.quote(next).tokens.start);
        let last = self.block(quote).end.min(stop).min(start + NEAR).max(start);
        let end = (start..last).find(|&token| is_stop(self.tree.text(token)));
        start..end.unwrap_or(last)
    }

    /// The words from the beginning of their sentence or the end of the quotation before to a quotation. Where it opens
    /// its paragraph, those of a paragraph before that ends with a colon or comma.
    fn gap_before(&self, quote: usize) -> Range<TokenId> {
        let end = self.quote(quote).tokens.start;
        let previous = self.previous_outer(quote);
        let mut stop = previous.map_or(0, |previous| self.quote(previous).tokens.end);
        stop = stop.max(end.saturating_sub(NEAR));
        let block = self.block(quote).start;
        if block < end {
            stop = stop.max(block);
        } else if end == 0 || !matches!(self.tree.text(end - 1), ":" | ",") {
            return end..end;
        } else {
            stop = stop.max(self.tree.sentence(end - 1).start);
        }
        let stop = stop.min(end);
        let start = (stop..end).rev().find(|&token| is_stop(self.tree.text(token))).map_or(stop, |token| token + 1);
        start..end
    }

    /// The cue that stands before a quotation: X said: "…".
    fn before(&self, quote: usize) -> Option<Attribution> {
        let gap = self.gap_before(quote);
        let last = gap.clone().next_back()?;
        let colon = self.tree.text(last) == ":";
        let found = self.cues_in(&gap).rev().filter(|(_, cue)| {
            cue.frames.has(Frames::CLAUSE) || cue.frames.has(Frames::QUOTATION) || cue.frames.has(Frames::ASK)
        });
        for (index, cue) in found {
            if colon || self.leads(cue, &gap, quote) {
                return Some(Attribution::Verb(index));
            }
        }
        if !colon {
            return None;
        }
        let root = self.tree.up(last).last()?;
        let subject = self.tree.by(root, &["nsubj"]).next().or((self.tree.upos(root) == "PROPN").then_some(root));
        Some(Attribution::Colon(last, subject))
    }

    /// True when nothing but an addressee or an occasion stands between a cue and the quotation after it, so that the
    /// quotation is all that it introduces.
    fn leads(&self, cue: Cue, gap: &Range<TokenId>, quote: usize) -> bool {
        let between = cue.last + 1..gap.end;
        let finite = ["VBD", "VBZ", "VBP", "MD"];
        let clause = between.clone().any(|token| {
            finite.contains(&self.document.token(token).xpos.as_str())
                || self.tree.dep(token).base() == "nsubj" && self.tree.head(token) != Some(cue.token)
        });
        if clause {
            return false;
        }
        let text = self.document.field(self.quote(quote).field);
        let content = self.quote(quote).content.of(text).trim();
        let sentence = content.starts_with(char::is_uppercase) || content.ends_with(['.', ',', '?', '!']);
        let comma = between.end > between.start && self.tree.text(between.end - 1) == ",";
        let nothing = between
            .clone()
            .all(|token| self.tree.upos(token) == "PUNCT" || self.tree.text(token).eq_ignore_ascii_case("that"));
        let told = cue.frames.has(Frames::ADDRESSED) || cue.frames.has(Frames::CLAUSE);
        self.is_whole(quote) && (nothing || told && comma || told && sentence && !self.has_object(cue, &between))
    }

    /// True when something other than an addressee hangs on a cue: X praised the plan as "…".
    fn has_object(&self, cue: Cue, between: &Range<TokenId>) -> bool {
        !cue.frames.has(Frames::ADDRESSED)
            && self.tree.by(cue.token, &["obj", "xcomp"]).any(|object| between.contains(&object))
    }

    /// True when a quotation's clause ends with it: no words of the same clause follow.
    fn is_whole(&self, quote: usize) -> bool {
        let content = self.quote(quote).content.of(self.document.field(self.quote(quote).field)).trim_end();
        if content.ends_with(['.', '?', '!', ',']) {
            return true;
        }
        let next = self.quote(quote).tokens.end;
        next >= self.block(quote).end
            || matches!(self.tree.upos(next), "PUNCT" | "CCONJ" | "SCONJ")
            || matches!(self.tree.upos(next), "ADV" | "ADP")
    }

    /// True when a quotation goes on with the speaker of the one before: in the same paragraph, or as the next one.
    fn floats(&self, quote: usize, before: usize) -> bool {
        let (own, other) = (self.block_of(quote), self.block_of(before));
        if self.quote(quote).field != self.quote(before).field {
            return false;
        }
        if own == other {
            return true;
        }
        let opens = self.block(quote).start >= self.quote(quote).tokens.start;
        let next = self.document.blocks[..own].iter().rposition(|block| is_story(block.kind));
        // The quotation before is the last thing but its own cue in the paragraph before.
        let end = self.gap_after(before).end;
        opens && next == Some(other) && end + 2 >= self.block(before).end
    }

    /// True when a quotation ends as one does before its cue: with a comma or another mark than a full stop.
    fn ends_like_speech(&self, quote: usize) -> bool {
        let own = self.quote(quote);
        let content = own.content.of(self.document.field(own.field)).trim_end();
        content.ends_with([',', '?', '!', '…', '—', '–', '-'])
            || own.tokens.end < self.block(quote).end
                && matches!(self.tree.text(own.tokens.end), "," | "—" | "–")
                && content.split_whitespace().count() > 2
            || !content.ends_with('.') && own.tokens.end < self.block(quote).end && {
                let next = own.tokens.end;
                self.cues_in(&(next..next + 1)).next().is_some()
            }
    }

    fn position(&self, quote: usize) -> Option<usize> {
        self.outer.binary_search(&quote).ok()
    }

    fn next_outer(&self, quote: usize) -> Option<usize> {
        self.outer
            .get(self.position(quote)? + 1)
            .copied()
            .filter(|&next| self.quote(next).field == self.quote(quote).field)
    }

    fn previous_outer(&self, quote: usize) -> Option<usize> {
        let before = self.position(quote)?.checked_sub(1)?;
        self.outer.get(before).copied().filter(|&before| self.quote(before).field == self.quote(quote).field)
    }

    /// The index of the block of a quotation.
    fn block_of(&self, quote: usize) -> usize {
        let sentence = self.document.sentence_of(self.quote(quote).tokens.start);
        self.document.sentences.get(sentence).map_or(0, |sentence| sentence.block as usize)
    }

    /// The tokens of the paragraph of a quotation.
    fn block(&self, quote: usize) -> Range<TokenId> {
        self.blocks.get(self.block_of(quote)).cloned().unwrap_or_default()
    }
}

/// The tokens of each block, empty for one without any.
pub(super) fn block_tokens(document: &Document) -> Vec<Range<TokenId>> {
    let mut blocks = vec![0..0; document.blocks.len()];
    for sentence in &document.sentences {
        if let Some(block) = blocks.get_mut(sentence.block as usize) {
            let start = if block.start >= block.end { sentence.tokens.start } else { block.start };
            *block = start..sentence.tokens.end;
        }
    }
    blocks
}

/// True for blocks that tell the story.
pub(super) fn is_story(kind: BlockKind) -> bool {
    !matches!(kind, BlockKind::Caption | BlockKind::Furniture | BlockKind::Byline | BlockKind::Credit)
}
