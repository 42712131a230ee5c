//! Dictionary forms: words that follow no rule, and rules of endings, both distilled from treebanks by `newsgraph-train
//! lemmas`.

use crate::model::Xpos;
use compact_str::CompactString;
use rustc_hash::FxHashMap;
use std::sync::{Arc, LazyLock};

/// The embedded English.
static ENGLISH: LazyLock<Arc<Lemmas>> = LazyLock::new(|| {
    Arc::new(Lemmas::parse(super::embedded_text("lemmas/words.tsv"), super::embedded_text("lemmas/endings.tsv")))
});

/// The longest ending that a rule looks at, in bytes.
pub const LONGEST: usize = 6;

/// How an ending becomes that of the dictionary form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Edit {
    /// Bytes that are cut off.
    pub cut: usize,
    /// What is put in their place.
    pub add: CompactString,
}

/// The dictionary forms of a language.
#[derive(Debug, Default)]
pub struct Lemmas {
    words: FxHashMap<(Xpos, CompactString), CompactString>,
    endings: FxHashMap<(Xpos, CompactString), Edit>,
}

impl Lemmas {
    /// The embedded English.
    pub fn english() -> Arc<Lemmas> {
        Arc::clone(&ENGLISH)
    }

    /// Reads the two tables: tag, form, lemma; and tag, ending, bytes to cut, letters to add. Lines of another form are
    /// passed over.
    pub fn parse(words: &str, endings: &str) -> Lemmas {
        let mut lemmas = Lemmas::default();
        for line in words.lines() {
            let mut columns = line.split('\t');
            if let (Some(tag), Some(form), Some(lemma)) =
                (columns.next().and_then(Xpos::new), columns.next(), columns.next())
            {
                lemmas.words.insert((tag, form.into()), lemma.into());
            }
        }
        for line in endings.lines() {
            let mut columns = line.split('\t');
            if let (Some(tag), Some(ending), Some(Ok(cut)), Some(add)) = (
                columns.next().and_then(Xpos::new),
                columns.next(),
                columns.next().map(str::parse::<usize>),
                columns.next(),
            ) {
                lemmas.endings.insert((tag, ending.into()), Edit { cut, add: add.into() });
            }
        }
        lemmas
    }

    /// The dictionary form of a word with that tag, in lower case; `lower` is the word in lower case.
    pub fn of(&self, lower: &str, tag: Xpos) -> CompactString {
        let mut key = (tag, CompactString::new(lower));
        if let Some(lemma) = self.words.get(&key) {
            return lemma.clone();
        }
        if !is_inflected(tag) {
            return key.1;
        }
        if tag == "NNPS" {
            return Xpos::new("NNS").map_or(key.1, |noun| self.of(lower, noun));
        }
        for len in (0..=LONGEST.min(lower.len())).rev() {
            let Some(ending) = lower.get(lower.len() - len..) else { continue };
            key.1.clear();
            key.1.push_str(ending);
            if let Some(edit) = self.endings.get(&key)
                && let Some(stem) =
                    lower.len().checked_sub(edit.cut).filter(|&at| at > 0).and_then(|at| lower.get(..at))
            {
                let mut lemma = CompactString::new(stem);
                lemma.push_str(&edit.add);
                return lemma;
            }
        }
        lower.into()
    }
}

/// True for the tags whose words end otherwise than their dictionary forms.
pub fn is_inflected(tag: Xpos) -> bool {
    matches!(tag.as_str(), "NNS" | "NNPS" | "VBD" | "VBN" | "VBG" | "VBZ" | "JJR" | "JJS" | "RBR" | "RBS")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lemma(form: &str, tag: &str) -> String {
        Lemmas::english().of(form, Xpos::new(tag).unwrap()).to_string()
    }

    #[test]
    fn irregular_words_are_listed() {
        for (form, tag, expected) in [
            ("said", "VBD", "say"),
            ("women", "NNS", "woman"),
            ("slain", "VBN", "slay"),
            ("n't", "RB", "not"),
            ("best", "JJS", "good"),
        ] {
            assert_eq!(lemma(form, tag), expected);
        }
    }

    #[test]
    fn endings_tell_the_rest() {
        for (form, tag, expected) in [
            ("blogging", "VBG", "blog"),
            ("tweeted", "VBD", "tweet"),
            ("ratified", "VBN", "ratify"),
            ("denounces", "VBZ", "denounce"),
            ("embassies", "NNS", "embassy"),
            ("spokeswomen", "NNS", "spokeswoman"),
            ("zone", "NN", "zone"),
        ] {
            assert_eq!(lemma(form, tag), expected);
        }
    }

    #[test]
    fn broken_lines_are_passed_over() {
        let lemmas = Lemmas::parse("NN\tx\nNN\ta\tb\n\nQQ\ta\tb", "VBD\td\tx\ty\nVBD\ted\t99\t");
        assert_eq!(lemmas.of("a", Xpos::new("NN").unwrap()), "b");
        assert_eq!(lemmas.of("ended", Xpos::new("VBD").unwrap()), "ended");
    }
}
