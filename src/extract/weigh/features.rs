//! What is true of a candidate, as the models see it.

/// The features of one candidate, each the hash of its name; the names themselves only for whoever trains.
#[derive(Debug, Clone, Default)]
pub struct Features {
    hashes: Vec<u64>,
    names: Option<Vec<String>>,
}

impl Features {
    /// Features that keep their names.
    pub fn named() -> Self {
        Features { hashes: Vec::new(), names: Some(Vec::new()) }
    }

    /// None yet, named or not as `self`.
    pub(crate) fn fresh(&self) -> Self {
        Features { hashes: Vec::new(), names: self.names.as_ref().map(|_| Vec::new()) }
    }

    /// Adds the feature whose name is `parts`, joined by bars. O(bytes).
    pub(crate) fn add(&mut self, parts: &[&str]) {
        self.hashes.push(hash(parts.iter().flat_map(|part| part.bytes().chain([b'|']))));
        if let Some(names) = &mut self.names {
            names.push(parts.join("|"));
        }
    }

    /// The hashes, each once, in order.
    pub(crate) fn hashes(&self) -> Vec<u64> {
        let mut hashes = self.hashes.clone();
        hashes.sort_unstable();
        hashes.dedup();
        hashes
    }

    /// The names, each once, in order; empty for features that keep none.
    pub fn names(&self) -> Vec<String> {
        let mut names = self.names.clone().unwrap_or_default();
        names.sort();
        names.dedup();
        names
    }
}

/// The hash of a feature's name.
pub(super) fn of_name(name: &str) -> u64 {
    hash(name.bytes().chain([b'|']))
}

/// FNV-1a (Fowler, Noll, Vo), 64 bits.
fn hash(bytes: impl Iterator<Item = u8>) -> u64 {
    bytes.fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_feature_hashes_as_its_name() {
        let mut features = Features::named();
        features.add(&["path", "nsubj", "obj"]);
        features.add(&["path", "nsubj", "obj"]);
        assert_eq!(features.hashes(), [of_name("path|nsubj|obj")]);
        assert_eq!(features.names(), ["path|nsubj|obj"]);
    }
}
