//! Dictionary forms, from the word and its tag.

use super::{Annotator, Layer};
use crate::model::{Document, Xpos};
use crate::resources::lemmas::Lemmas as Table;
use compact_str::CompactString;
use std::sync::Arc;

/// Gives every token its lemma. Linear in the text.
pub struct Lemmas {
    table: Arc<Table>,
}

impl Lemmas {
    /// With the tables of a language.
    pub fn new(table: Arc<Table>) -> Self {
        Lemmas { table }
    }
}

impl Annotator for Lemmas {
    fn name(&self) -> &'static str {
        "lemmas"
    }

    fn needs(&self) -> &'static [Layer] {
        &[Layer::Tokens, Layer::Sentences, Layer::Tags]
    }

    fn gives(&self) -> &'static [Layer] {
        &[Layer::Lemmas]
    }

    fn annotate(&self, document: &mut Document) {
        for i in 0..document.sentences.len() {
            let sentence = document.sentences[i].clone();
            for id in sentence.tokens {
                let token = document.token(id);
                let lemma = lemma(&self.table, token.span.of(document.field(sentence.field)), token.xpos);
                document.tokens[id as usize].lemma = lemma;
            }
        }
    }
}

/// The lemma of a word: names keep their form, but for the plural; figures lose their commas.
pub(crate) fn lemma(table: &Table, word: &str, tag: Xpos) -> CompactString {
    match tag.as_str() {
        "NNP" => word.into(),
        "NNPS" => {
            let low = CompactString::from(word.to_lowercase());
            let lemma = table.of(&low, tag);
            let same = low.bytes().zip(lemma.bytes()).take_while(|(a, b)| a == b).count();
            match word.get(..same).filter(|_| low.len() == word.len()) {
                Some(start) => {
                    let mut name = CompactString::new(start);
                    name.push_str(lemma.get(same..).unwrap_or_default());
                    name
                }
                None => word.into(),
            }
        }
        "CD" if word.contains(',') => word.chars().filter(|&c| c != ',').collect(),
        _ if word.is_ascii() => {
            let mut low = CompactString::new(word);
            low.as_mut_str().make_ascii_lowercase();
            table.of(&low, tag)
        }
        _ => table.of(&word.replace('’', "'").to_lowercase(), tag),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_keep_their_form_but_for_the_plural() {
        let lemma = |word: &str, tag: &str| lemma(&Table::english(), word, Xpos::new(tag).unwrap()).to_string();
        assert_eq!(lemma("Hastings", "NNP"), "Hastings");
        assert_eq!(lemma("Democrats", "NNPS"), "Democrat");
        assert_eq!(lemma("Said", "VBD"), "say");
        assert_eq!(lemma("n’t", "RB"), "not");
        assert_eq!(lemma("1,250", "CD"), "1250");
        assert_eq!(lemma("“", "``"), "\"");
    }
}
