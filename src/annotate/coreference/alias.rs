//! Names of the same thing that share no words: `aliases.toml`.

use crate::model::EntityKind;
use crate::resources::{DataError, Resources};
use compact_str::CompactString;
use rustc_hash::FxHashMap;
use std::collections::BTreeMap;

/// Sets of names, for look-ups.
#[derive(Debug, Default)]
pub(super) struct Aliases {
    sets: FxHashMap<(EntityKind, CompactString), u32>,
}

impl Aliases {
    /// Reads `aliases.toml`.
    ///
    /// # Errors
    /// When it has another form.
    pub(super) fn load(resources: &Resources) -> Result<Self, DataError> {
        let file: BTreeMap<String, Vec<Vec<CompactString>>> = resources.parse("aliases.toml")?;
        let mut aliases = Aliases::default();
        let mut number = 0;
        for kind in EntityKind::ALL {
            for set in file.get(kind.as_str()).into_iter().flatten() {
                aliases.sets.extend(set.iter().map(|name| ((kind, name.clone()), number)));
                number += 1;
            }
        }
        Ok(aliases)
    }

    /// The number of the set that a folded name without stops belongs to.
    pub(super) fn set(&self, kind: EntityKind, name: &str) -> Option<u32> {
        self.sets.get(&(kind, name.into())).copied()
    }
}
