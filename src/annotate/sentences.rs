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
            if let Some(end) = dateline(text, &document.tokens, &block.tokens) {
                sentences.push(Sentence { tokens: start..end, ..block.clone() });
                start = end;
            }
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
            let quoted = next > i + 1 && !matches!(word(next - 1), ")" | "]" | "}");
            next = note(tokens, next..range.end, &word);
            if next < range.end
                && !touches_word(tokens, next, word(next))
                && self.begins(stop, word(next))
                && !(quoted && stop.ends_with(['!', '?']) && self.names_speaker(next..range.end, &word))
            {
                return Some(next);
            }
        }
        None
    }

    /// True when `next` begins a sentence behind the token `stop`.
    fn begins(&self, stop: &str, next: &str) -> bool {
        let abbreviation = stop.len() > 1 && stop.ends_with('.') && stop.starts_with(char::is_alphanumeric);
        if abbreviation {
            let word = stop[..stop.len() - 1].to_lowercase();
            let never = self.language.stop.titles.contains(word.as_str()) || word.chars().nth(1).is_none();
            return !never
                && next.starts_with(char::is_uppercase)
                && self.language.stop.starters.contains(next.to_lowercase().as_str());
        }
        !next.starts_with(char::is_lowercase) && !matches!(next, "," | ";" | ":" | ")" | "-" | "—" | "–")
    }

    /// True when the range begins with a name and a verb of speaking: `“Why?” Jane Roe asked`.
    fn names_speaker<'t>(&self, range: Range<TokenId>, word: &impl Fn(TokenId) -> &'t str) -> bool {
        let first = range.start;
        for i in range.take(SPEAKER + 1) {
            let name = word(i).starts_with(char::is_uppercase) || self.language.stop.particles.contains(word(i));
            if i > first && self.language.stop.says.contains(word(i)) {
                return true;
            }
            if !name || (i == first && self.language.stop.starters.contains(word(i).to_lowercase().as_str())) {
                return false;
            }
        }
        false
    }
}

/// The most tokens of a dateline.
const DATELINE: usize = 14;

/// One past the dash of "TOWN, Country, May 3 (Agency) —", which is no part of the sentence behind it: a place in capitals
/// and nothing in small letters.
fn dateline(text: &str, tokens: &[Token], block: &Range<TokenId>) -> Option<TokenId> {
    let word = |i: TokenId| tokens.get(i as usize).map_or("", |token| token.span.of(text));
    let dash = |i: TokenId| is_dash(word(i)) && !touches(tokens, i);
    let small = |i: TokenId| word(i).starts_with(char::is_lowercase);
    let mut head = block.clone().skip(1).take(DATELINE).take_while(|&i| !small(i));
    let dash = head.find(|&i| dash(i)).filter(|&i| i + 1 < block.end)?;
    is_town(word(block.start)).then_some(dash + 1)
}

/// True for a sentence that is nothing but a dateline, as they are cut here.
pub(super) fn is_dateline(document: &Document, sentence: &Sentence) -> bool {
    let ends_so = sentence.tokens.end.checked_sub(1).is_some_and(|last| is_dash(document.text(last)));
    ends_so && is_town(document.text(sentence.tokens.start))
}

/// A word of capitals.
fn is_town(word: &str) -> bool {
    word.chars().filter(|c| c.is_alphabetic()).count() > 2 && !word.contains(char::is_lowercase)
}

fn is_dash(word: &str) -> bool {
    matches!(word, "—" | "–" | "--" | "-" | "―")
}

/// The longest name of a speaker, in tokens.
const SPEAKER: usize = 5;

/// One past the mark of a note behind a stop: "… in 1805.[19]"; the start of the range where there is none.
fn note<'t>(tokens: &[Token], range: Range<TokenId>, word: &impl Fn(TokenId) -> &'t str) -> TokenId {
    let at = range.start;
    let is_note = at + 2 < range.end
        && touches(tokens, at + 1)
        && word(at) == "["
        && word(at + 1).bytes().all(|b| b.is_ascii_digit())
        && word(at + 2) == "]";
    if is_note { at + 3 } else { at }
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
        assert_eq!(
            sentences("“We won!” Jane Roe said. “Why?” The crowd left."),
            ["“We won!” Jane Roe said.", "“Why?”", "The crowd left."]
        );
    }

    #[test]
    fn initials_and_abbreviations_inside_names_end_nothing() {
        let found =
            sentences("John F. Poe of Roe Inc. in Washington, D.C., spoke. The U.S. He left Acme Corp. The end came.");
        assert_eq!(
            found,
            ["John F. Poe of Roe Inc. in Washington, D.C., spoke.", "The U.S.", "He left Acme Corp.", "The end came."]
        );
    }

    #[test]
    fn marks_of_notes_stay_with_their_sentence() {
        assert_eq!(sentences("He left in 1805.[19] She stayed."), ["He left in 1805.[19]", "She stayed."]);
        assert_eq!(sentences("He left. [19] She stayed."), ["He left. [19]", "She stayed."]);
    }

    proptest::proptest! {
        #![proptest_config(proptest::test_runner::Config::with_cases(200))]

        #[test]
        fn sentences_partition_the_tokens(title in ".{0,20}", text in "([A-Za-z.!?\"’”\\[\\]0-9\\n ]|\\PC){0,80}") {
            let mut document = Document::new(Article { title, text, ..Article::default() });
            let language = Language::english();
            Blocks::new(language.clone()).annotate(&mut document);
            Tokens::new(language.clone()).annotate(&mut document);
            Sentences::new(language).annotate(&mut document);
            let mut at = 0;
            for sentence in &document.sentences {
                assert!(sentence.tokens.start == at && sentence.tokens.end > at);
                let block = document.blocks[sentence.block as usize];
                assert_eq!(block.field, sentence.field);
                assert!(sentence.tokens.clone().all(|token| block.span.contains(document.token(token).span)));
                at = sentence.tokens.end;
            }
            assert_eq!(at as usize, document.tokens.len());
        }
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

    #[test]
    fn a_dateline_is_a_sentence_of_its_own() {
        let text = "TORONTO, May 3 (Meridian) - Ann Roe is suing Bob Poe.\n\nIBM - a company - was founded in 1911.\n\nNATO and Roe - who left - met.";
        let expected = [
            "TORONTO, May 3 (Meridian) -",
            "Ann Roe is suing Bob Poe.",
            "IBM -",
            "a company - was founded in 1911.",
            "NATO and Roe - who left - met.",
        ];
        assert_eq!(sentences(text), expected);
    }
}
