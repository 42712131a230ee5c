//! Classes of words that rules refer to as `@class`: `lexicons/*.toml`, each key of which is a class.

use super::{DataError, Resources, parse};
use std::collections::BTreeMap;

/// The class of nouns that stand before "of" and the name of the place that they are: "the town of Valdoro".
pub(crate) const SORTS_OF_PLACE: &str = "sort-of-place";

/// Classes of words and phrases, lemmas in lower case.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Lexicon {
    classes: BTreeMap<String, Vec<String>>,
}

impl Lexicon {
    /// Reads all files below `lexicons/`; a class named in two files has the words of both.
    pub(super) fn load(resources: &Resources) -> Result<Self, DataError> {
        let mut classes: BTreeMap<String, Vec<String>> = BTreeMap::new();
        for (file, text) in resources.folder("lexicons") {
            for (class, words) in parse::<BTreeMap<String, Vec<String>>>(file, text)? {
                classes.entry(class).or_default().extend(words);
            }
        }
        for words in classes.values_mut() {
            words.sort();
            words.dedup();
        }
        Ok(Lexicon { classes })
    }

    /// All classes with their words, by name.
    pub fn classes(&self) -> impl Iterator<Item = (&str, &[String])> {
        self.classes.iter().map(|(class, words)| (class.as_str(), words.as_slice()))
    }

    /// The words of a class, sorted; `None` for an unknown class.
    pub fn class(&self, name: &str) -> Option<&[String]> {
        self.classes.get(name).map(Vec::as_slice)
    }
}
