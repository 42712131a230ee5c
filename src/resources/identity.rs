//! What tells names apart, or does not: the lists of `data/en/identity.toml`.

use super::{DataError, Resources};
use rustc_hash::FxHashSet;
use serde::Deserialize;

/// Tells the words of a name that count for identity from those that do not.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct IdentityWords {
    generations: FxHashSet<String>,
    companies: FxHashSet<String>,
    small: FxHashSet<String>,
}

impl IdentityWords {
    /// Reads `identity.toml`.
    ///
    /// # Errors
    /// Where a list is missing or unknown.
    pub fn load(resources: &Resources) -> Result<Self, DataError> {
        resources.parse("identity.toml")
    }

    /// True for a word that tells a child from a parent of the same name: "jr".
    pub fn is_generation(&self, word: &str) -> bool {
        self.generations.contains(word)
    }

    /// True for a word that a company's name may have or lack: "inc".
    pub fn is_company(&self, word: &str) -> bool {
        self.companies.contains(word)
    }

    /// True for a word that gives no letter to an acronym: "of".
    pub fn is_small(&self, word: &str) -> bool {
        self.small.contains(word)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_embedded_lists_are_read() {
        let words = IdentityWords::load(&Resources::embedded().unwrap()).unwrap();
        assert!(words.is_generation("jr") && words.is_company("inc") && words.is_small("of"));
        assert!(!words.is_company("bank"));
    }
}
