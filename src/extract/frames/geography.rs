//! What the words for places tell: which country an adjective is of, which nouns say only what sort of place a name is.

use crate::resources::{DataError, Resources};
use rustc_hash::FxHashSet;
use std::collections::BTreeMap;

/// The class of the lexicon whose nouns stand before "of" and a name.
const SORTS: &str = "sort-of-place";

/// Adjectives of countries, and sorts of places.
#[derive(Debug, Clone, Default)]
pub(crate) struct Geography {
    /// The names of the countries of each adjective.
    pub(super) demonyms: BTreeMap<String, Vec<String>>,
    /// Lemmas: "town" of "the town of Valdoro", which is Valdoro.
    pub(super) sorts: FxHashSet<String>,
}

impl Geography {
    /// Takes both from `resources`.
    ///
    /// # Errors
    /// Where the file of adjectives does not parse.
    pub(crate) fn new(resources: &Resources) -> Result<Self, DataError> {
        let sorts = resources.lexicon().class(SORTS).unwrap_or_default();
        Ok(Geography { demonyms: resources.parse("demonyms.toml")?, sorts: sorts.iter().cloned().collect() })
    }
}
