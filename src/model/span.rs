//! Stretches of text: byte spans inside the program, code point spans outside of it.

use serde::{Deserialize, Serialize};

/// The field of an article that a span counts in.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Field {
    /// The headline.
    Title,
    /// The body.
    #[default]
    Text,
}

impl Field {
    /// True for the body, the field that the facts format leaves out.
    pub fn is_text(&self) -> bool {
        *self == Field::Text
    }
}

/// A half-open range of bytes of one field's text, on character boundaries.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Span {
    /// First byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
}

impl Span {
    /// The span from byte `start` up to, not including, byte `end`.
    pub fn new(start: usize, end: usize) -> Self {
        debug_assert!(start <= end);
        Span { start: start as u32, end: end as u32 }
    }

    /// The words of `text` that the span covers; empty where the span does not fit the text.
    pub fn of(self, text: &str) -> &str {
        text.get(self.range()).unwrap_or_default()
    }

    /// The span as a range of `usize`, for slicing.
    pub fn range(self) -> std::ops::Range<usize> {
        self.start as usize..self.end as usize
    }

    /// Length in bytes.
    pub fn len(self) -> usize {
        (self.end - self.start) as usize
    }

    /// True when the span covers nothing.
    pub fn is_empty(self) -> bool {
        self.start == self.end
    }

    /// True when `other` lies wholly inside.
    pub fn contains(self, other: Span) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// True when the two share at least one byte.
    pub fn overlaps(self, other: Span) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// The smallest span that covers both.
    #[must_use]
    pub fn join(self, other: Span) -> Span {
        Span { start: self.start.min(other.start), end: self.end.max(other.end) }
    }
}

/// A half-open range of Unicode code points of one field's text, as W3C Web Annotation counts.
///
/// A type of its own, so that no byte span can leave the program by mistake: only [`CharIndex`] makes one from a [`Span`].
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct CharSpan {
    /// First code point.
    pub start: u32,
    /// One past the last code point.
    pub end: u32,
}

/// Distance in bytes between the checkpoints of a [`CharIndex`].
const STRIDE: usize = 128;

/// Turns byte offsets of one text into code point offsets: O(n) to build, O(1) a look-up.
#[derive(Debug, Clone, Default)]
pub struct CharIndex {
    /// Code points before byte `i * STRIDE`; empty for ASCII text, where bytes and code points agree.
    checkpoints: Vec<u32>,
}

impl CharIndex {
    /// Counts the code points of `text`.
    pub fn new(text: &str) -> Self {
        if text.is_ascii() {
            return CharIndex::default();
        }
        let mut seen = 0;
        let checkpoints = text
            .as_bytes()
            .chunks(STRIDE)
            .map(|chunk| {
                let before = seen;
                seen += count_starts(chunk);
                before
            })
            .collect();
        CharIndex { checkpoints }
    }

    /// The code point offset of byte `byte` of the `text` that the index was built from.
    pub fn offset(&self, text: &str, byte: u32) -> u32 {
        if self.checkpoints.is_empty() {
            return byte;
        }
        let byte = (byte as usize).min(text.len());
        let block = (byte / STRIDE).min(self.checkpoints.len() - 1);
        self.checkpoints[block] + count_starts(&text.as_bytes()[block * STRIDE..byte])
    }

    /// The code point span of a byte span.
    pub fn span(&self, text: &str, span: Span) -> CharSpan {
        CharSpan { start: self.offset(text, span.start), end: self.offset(text, span.end) }
    }
}

/// The number of code points that begin in `bytes`.
fn count_starts(bytes: &[u8]) -> u32 {
    bytes.iter().filter(|&&b| b & 0xC0 != 0x80).count() as u32
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn code_points_are_counted_across_checkpoints() {
        let text = "é€😀a".repeat(100);
        let index = CharIndex::new(&text);
        for (chars, (byte, _)) in text.char_indices().enumerate() {
            assert_eq!(index.offset(&text, byte as u32), chars as u32);
        }
        assert_eq!(index.offset(&text, text.len() as u32), 400);
    }

    #[test]
    fn ascii_needs_no_index() {
        let text = "plain words";
        assert_eq!(CharIndex::new(text).span(text, Span::new(6, 11)), CharSpan { start: 6, end: 11 });
    }
}
