//! The words of a document, folded once for all who look them up.

use crate::model::{Document, TokenId};
use crate::resources::gazetteers::fold;
use compact_str::CompactString;
use std::ops::Range;

/// Folded words of a document by token, and what their shape tells.
#[derive(Debug)]
pub(crate) struct Words {
    folded: Vec<CompactString>,
    shapes: Vec<Shape>,
    /// For each sentence: true where so many words are capitalised that capitals tell nothing.
    loud: Vec<bool>,
}

/// How a word is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Shape {
    /// "word".
    Lower,
    /// "Word", and with capitals inside.
    Capital,
    /// "WORD" of two letters or more.
    Upper,
    /// Figures and signs.
    Other,
}

impl Words {
    /// Folds all words of a document.
    pub(crate) fn new(document: &Document) -> Self {
        let mut words = Words {
            folded: Vec::with_capacity(document.tokens.len()),
            shapes: Vec::with_capacity(document.tokens.len()),
            loud: Vec::with_capacity(document.sentences.len()),
        };
        for sentence in &document.sentences {
            let text = document.field(sentence.field);
            for token in document.tokens.get(range(&sentence.tokens)).unwrap_or_default() {
                let word = token.span.of(text);
                words.folded.push(fold(word));
                words.shapes.push(shape(word));
            }
            let loud = words.is_all_capital(&sentence.tokens);
            words.loud.push(loud);
        }
        words
    }

    /// The folded word of a token; empty behind the last.
    pub(crate) fn get(&self, token: TokenId) -> &str {
        self.folded.get(token as usize).map_or("", CompactString::as_str)
    }

    /// How a token is written.
    pub(crate) fn shape(&self, token: TokenId) -> Shape {
        self.shapes.get(token as usize).copied().unwrap_or(Shape::Other)
    }

    /// True for a capitalised word.
    pub(crate) fn is_capital(&self, token: TokenId) -> bool {
        matches!(self.shape(token), Shape::Capital | Shape::Upper)
    }

    /// True for a sentence in which capitals tell nothing: a headline in title case, a line of capitals.
    pub(crate) fn is_loud(&self, sentence: usize) -> bool {
        self.loud.get(sentence).copied().unwrap_or(false)
    }

    /// The folded words of some tokens, one blank between each two.
    pub(crate) fn join(&self, tokens: &Range<TokenId>) -> CompactString {
        let mut joined = CompactString::default();
        for word in self.folded.get(range(tokens)).unwrap_or_default() {
            if !joined.is_empty() {
                joined.push(' ');
            }
            joined.push_str(word);
        }
        joined
    }

    /// Most words of four letters or more, and at least three, are capitalised, and no stop ends the sentence.
    fn is_all_capital(&self, tokens: &Range<TokenId>) -> bool {
        let long = tokens.clone().filter(|&t| self.get(t).len() > 3 && self.shape(t) != Shape::Other);
        let (mut capital, mut all) = (0, 0);
        for token in long {
            all += 1;
            capital += u32::from(self.is_capital(token));
        }
        let stop = tokens.end.checked_sub(1).is_some_and(|last| self.get(last) == ".");
        !stop && all >= 3 && capital * 10 >= all * 8
    }
}

/// Token ids as indices.
fn range(tokens: &Range<TokenId>) -> Range<usize> {
    tokens.start as usize..tokens.end as usize
}

fn shape(word: &str) -> Shape {
    let mut letters = word.chars().filter(|c| c.is_alphabetic());
    let Some(first) = letters.next() else { return Shape::Other };
    let rest: Vec<char> = letters.collect();
    let capital = first.is_uppercase() && !word.starts_with('#');
    match (capital, rest.iter().any(|c| c.is_lowercase()), rest.iter().any(|c| c.is_uppercase())) {
        (true, false, true) => Shape::Upper,
        (true, ..) => Shape::Capital,
        (false, true, true) if word.chars().nth(1).is_some_and(char::is_uppercase) => Shape::Capital,
        _ => Shape::Lower,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shapes_of_words() {
        for (word, expected) in [
            ("Roe", Shape::Capital),
            ("McCoy", Shape::Capital),
            ("iPhone", Shape::Capital),
            ("U.S.", Shape::Upper),
            ("A", Shape::Capital),
            ("NATO", Shape::Upper),
            ("said", Shape::Lower),
            ("#Vote", Shape::Lower),
            ("12", Shape::Other),
            ("3M", Shape::Capital),
        ] {
            assert_eq!(shape(word), expected, "{word}");
        }
    }
}
