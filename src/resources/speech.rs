//! What English knows about quotation marks: the lists of `data/en/speech`.

use rustc_hash::FxHashSet;
use serde::Deserialize;

/// Tells quotation marks around speech from those around titles, and from apostrophes.
#[derive(Debug, Clone, Default)]
pub struct QuoteWords {
    titled: FxHashSet<String>,
    small: FxHashSet<String>,
    elided: FxHashSet<String>,
}

/// The file `quotes.toml`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    titled: Vec<String>,
    small: Vec<String>,
    elided: Vec<String>,
}

impl QuoteWords {
    /// The lists that are built in.
    pub fn embedded() -> Self {
        Self::parse(include_str!("../../data/en/speech/quotes.toml")).unwrap_or_default()
    }

    /// Reads `quotes.toml`.
    ///
    /// # Errors
    /// When the text is no TOML, or a list is missing or unknown.
    pub fn parse(toml: &str) -> Result<Self, toml::de::Error> {
        let file: File = toml::from_str(toml)?;
        let set = |words: Vec<String>| words.into_iter().collect();
        Ok(QuoteWords { titled: set(file.titled), small: set(file.small), elided: set(file.elided) })
    }

    /// True for a word after which quoted words are a title or a nickname: "song", "titled".
    pub fn is_titled(&self, word: &str) -> bool {
        self.titled.contains(word)
    }

    /// True for a word that stays small inside a title: "of".
    pub fn is_small(&self, word: &str) -> bool {
        self.small.contains(word)
    }

    /// True for a word whose beginning an apostrophe replaces: "em".
    pub fn is_elided(&self, word: &str) -> bool {
        self.elided.contains(&word.to_lowercase())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_embedded_lists_are_read() {
        let words = QuoteWords::embedded();
        assert!(words.is_titled("album") && words.is_small("of") && words.is_elided("Til"));
        assert!(!words.is_titled("said"));
    }

    #[test]
    fn an_unknown_list_is_an_error() {
        assert!(QuoteWords::parse("titled = []\nsmall = []\nelided = []\nloud = []").is_err());
    }
}
