//! What the words of a language tell the frames: which country an adjective is of, which nouns say only what sort of place a
//! name is, to whom verbs hand on what they say.

use crate::resources::{DataError, Resources, SORTS_OF_PLACE};
use rustc_hash::{FxHashMap, FxHashSet};
use serde::Deserialize;
use std::collections::BTreeMap;

/// The words.
#[derive(Debug, Clone, Default)]
pub(crate) struct Lore {
    /// The names of the countries of each adjective.
    pub(super) demonyms: BTreeMap<String, Vec<String>>,
    /// Lemmas: "town" of "the town of Valdoro", which is Valdoro.
    pub(super) sorts: FxHashSet<String>,
    /// How verbs hand on who does what.
    pub(super) frames: Frames,
}

/// The file `frames.toml`: lemmas and prepositions.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub(super) struct Frames {
    pub(super) subject_control: FxHashSet<String>,
    pub(super) subject_as: FxHashSet<String>,
    pub(super) object_control: FxHashSet<String>,
    pub(super) bidding: FxHashSet<String>,
    pub(super) enumeration: FxHashSet<String>,
    pub(super) calling: FxHashMap<String, Vec<String>>,
}

impl Lore {
    /// Takes all from `resources`.
    ///
    /// # Errors
    /// Where a file has another form.
    pub(crate) fn new(resources: &Resources) -> Result<Self, DataError> {
        let sorts = resources.lexicon().class(SORTS_OF_PLACE).unwrap_or_default();
        Ok(Lore {
            demonyms: resources.parse("demonyms.toml")?,
            sorts: sorts.iter().cloned().collect(),
            frames: resources.parse("frames.toml")?,
        })
    }
}
