//! Speech, or a title, a nickname, a scare quote?

use super::marks::Pair;
use crate::model::{Block, Span};
use crate::resources::speech::QuoteWords;

/// A scare quote has at most so many words.
const SCARE: usize = 2;

/// A title in title case has at most so many words.
const TITLE: usize = 8;

/// True when the quoted words look like somebody's speech rather than a title ("Famous") or a scare quote.
pub(super) fn is_speech(text: &str, block: Block, pair: &Pair, words: &QuoteWords) -> bool {
    let content = pair.content.of(text).trim();
    let before = Span { start: block.span.start, end: pair.span.start }.of(text).trim_end();
    let count = content.split_whitespace().filter(|word| word.contains(char::is_alphanumeric)).count();
    if count == 0 {
        return false;
    }
    if last_word(before).is_some_and(|word| words.is_titled(&word)) {
        return count > SCARE && !title_case(content, words);
    }
    // A few words, or a title's capitals, are speech only where they stand alone and end like it: "No," he said.
    if count <= SCARE || count <= TITLE && title_case(content, words) {
        return opens(before) && content.ends_with(['.', '?', '!', ',', '…', '—', '-']);
    }
    true
}

/// True when a sentence or a speech can begin after `before`.
fn opens(before: &str) -> bool {
    before.is_empty() || before.ends_with(['.', '?', '!', ':', ',', ';', '"', '”', '’', '»', '\'', '—', '–'])
}

/// The last word of `text` in lower case; none where something else than spaces follows it.
fn last_word(text: &str) -> Option<String> {
    let word = text.rsplit(|c: char| !c.is_alphanumeric() && c != '-').next()?;
    (!word.is_empty()).then(|| word.to_lowercase())
}

/// True when every word but the small ones begins with a capital or a digit.
fn title_case(content: &str, words: &QuoteWords) -> bool {
    content.split_whitespace().enumerate().all(|(i, word)| {
        let word = word.trim_matches(|c: char| !c.is_alphanumeric());
        word.is_empty()
            || word.starts_with(|c: char| c.is_uppercase() || c.is_numeric())
            || i > 0 && words.is_small(word)
    })
}
