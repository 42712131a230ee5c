//! Where sentences end.

use super::{Annotator, Layer};
use crate::model::{Document, Sentence, Token, TokenId};
use crate::resources::language::Language;
use std::ops::Range;
use std::sync::Arc;

/// Cuts the tokens of each block in sentences. Linear in the tokens.
pub struct Sentences {
    language: Arc<Language>,
}

impl Sentences {
    /// With the abbreviations of a language.
    pub fn new(language: Arc<Language>) -> Self {
        Sentences { language }
    }
}

impl Annotator for Sentences {
    fn name(&self) -> &'static str {
        "sentences"
    }

    fn needs(&self) -> &'static [Layer] {
        &[Layer::Blocks, Layer::Tokens]
    }

    fn gives(&self) -> &'static [Layer] {
        &[Layer::Sentences]
    }

    fn annotate(&self, document: &mut Document) {
        let mut sentences = Vec::with_capacity(document.sentences.len() * 2);
        for block in &document.sentences {
            let text = document.field(block.field);
            let mut start = block.tokens.start;
            let mut at = start;
            while let Some(end) = self.next_end(text, &document.tokens, at..block.tokens.end) {
                sentences.push(Sentence { tokens: start..end, ..block.clone() });
                (start, at) = (end, end);
            }
            if start < block.tokens.end {
                sentences.push(Sentence { tokens: start..block.tokens.end, ..block.clone() });
            }
        }
        document.sentences = sentences;
    }
}

impl Sentences {
    /// One past the last token of the sentence that ends first inside the range.
    fn next_end(&self, text: &str, tokens: &[Token], range: Range<TokenId>) -> Option<TokenId> {
        let word = |i: TokenId| tokens.get(i as usize).map_or("", |token| token.span.of(text));
        for i in range.clone() {
            let stop = word(i);
            if !stop.ends_with(['.', '!', '?', '…']) || (i + 1 == range.end) {
                continue;
            }
            let mut next = i + 1;
            while next < range.end && closes(word(next)) && touches(tokens, next) {
                next += 1;
            }
            if next < range.end && !touches_word(tokens, next, word(next)) && self.begins(stop, word(next)) {
                return Some(next);
            }
        }
        None
    }

    /// True when `next` begins a sentence behind the token `stop`.
    fn begins(&self, stop: &str, next: &str) -> bool {
        let lower = next.to_lowercase();
        let abbreviation = stop.len() > 1 && stop.ends_with('.') && stop.starts_with(char::is_alphanumeric);
        if abbreviation {
            let word = stop[..stop.len() - 1].to_lowercase();
            let never = self.language.stop.titles.contains(word.as_str()) || word.chars().nth(1).is_none();
            return !never
                && next.starts_with(char::is_uppercase)
                && self.language.stop.starters.contains(lower.as_str());
        }
        !next.starts_with(char::is_lowercase) && !matches!(next, "," | ";" | ":" | ")" | "-" | "—" | "–")
    }
}

/// True for marks that belong to the sentence before them.
fn closes(word: &str) -> bool {
    matches!(word, "\"" | "”" | "’" | "'" | "''" | ")" | "]" | "»" | "}" | "’’")
}

/// True when no space stands before a token.
fn touches(tokens: &[Token], i: TokenId) -> bool {
    i > 0 && tokens[i as usize - 1].span.end == tokens[i as usize].span.start
}

/// True for a token that is glued to the one before and is no mark.
fn touches_word(tokens: &[Token], i: TokenId, word: &str) -> bool {
    touches(tokens, i) && !word.starts_with(char::is_uppercase)
}

#[cfg(test)]
mod tests {
    use super::super::{blocks::Blocks, tokens::Tokens};
    use super::*;
    use crate::model::Article;

    fn sentences(text: &str) -> Vec<String> {
        let mut document = Document::new(Article { text: text.into(), ..Article::default() });
        let language = Language::english();
        Blocks::new(language.clone()).annotate(&mut document);
        Tokens::new(language.clone()).annotate(&mut document);
        Sentences::new(language).annotate(&mut document);
        document.sentences.iter().map(|s| document.words(&s.tokens).to_owned()).collect()
    }

    #[test]
    fn stops_end_sentences_and_titles_do_not() {
        let found = sentences("Sen. Roe met Dr. Poe. They talked about the U.S. economy. It grew.");
        assert_eq!(found, ["Sen. Roe met Dr. Poe.", "They talked about the U.S. economy.", "It grew."]);
    }

    #[test]
    fn closing_marks_belong_to_the_sentence() {
        assert_eq!(sentences("“We won.” She smiled."), ["“We won.”", "She smiled."]);
        assert_eq!(sentences("“We won!” she said."), ["“We won!” she said."]);
    }

    #[test]
    fn a_paragraph_ends_a_sentence() {
        assert_eq!(
            sentences(
                "No stop here

Nor there"
            ),
            ["No stop here", "Nor there"]
        );
    }
}
