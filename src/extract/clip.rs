//! The words of a sentence that show an assertion.

use crate::model::{Document, Evidence, TokenId};

/// The least and the most tokens of an evidence.
const LENGTH: std::ops::RangeInclusive<u32> = 3..=25;

/// The words from the first to the last of `tokens` in the sentence of `trigger`, at least three; where they are too
/// many, the words around the trigger. Tokens of other sentences do not count.
pub(crate) fn clip(document: &Document, trigger: TokenId, tokens: &[TokenId]) -> Option<Evidence> {
    let sentence = document.sentences.get(document.sentence_of(trigger))?;
    let inside = || tokens.iter().copied().chain([trigger]).filter(|t| sentence.tokens.contains(t));
    let (mut start, mut end) = (inside().min()?, inside().max()? + 1);
    if end - start > *LENGTH.end() {
        let half = LENGTH.end() / 2;
        start = start.max(trigger.saturating_sub(half));
        end = end.min(start + LENGTH.end());
    }
    while end - start < *LENGTH.start() && (end < sentence.tokens.end || start > sentence.tokens.start) {
        if end < sentence.tokens.end {
            end += 1;
        } else {
            start -= 1;
        }
    }
    Evidence::new(document, sentence.field, document.span(&(start..end)))
}
