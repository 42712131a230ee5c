//! What has to change in a database so that it holds a graph: keys and digests of ours against those found there.

use rustc_hash::FxHashMap;
use sha2::{Digest, Sha256};

/// The first 16 bytes of a SHA-256.
pub(super) type Hash = u128;

/// The hash of some parts, each with its end marked, so that no two lists of parts are one.
pub(super) fn hash(parts: &[&str]) -> Hash {
    let mut sha = Sha256::new();
    for part in parts {
        sha.update((part.len() as u64).to_le_bytes());
        sha.update(part.as_bytes());
    }
    let bytes = sha.finalize();
    bytes.iter().take(16).fold(0, |hash, byte| hash << 8 | Hash::from(*byte))
}

/// A hash as the databases keep it: 32 hexadecimal digits.
pub(super) fn hex(hash: Hash) -> String {
    format!("{hash:032x}")
}

/// What is still to be written. 32 bytes a record, whatever its size.
#[derive(Debug, Default)]
pub(super) struct Inventory {
    /// Keys of ours to their digests.
    wanted: FxHashMap<Hash, Hash>,
    /// How many records of ours were found unchanged.
    pub(super) unchanged: usize,
}

/// What is to be done about a record that was found in the database.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Verdict {
    /// It is as it should be.
    Same,
    /// It has to be written again.
    Changed,
    /// The graph does not hold it.
    Stale,
}

impl Inventory {
    /// Adds a record of ours.
    pub(super) fn want(&mut self, key: Hash, digest: Hash) {
        self.wanted.insert(key, digest);
    }

    /// Compares a record of the database; each record is asked about once.
    pub(super) fn found(&mut self, key: Hash, digest: Option<&str>) -> Verdict {
        match self.wanted.get(&key) {
            None => Verdict::Stale,
            Some(&ours) if digest == Some(hex(ours).as_str()) => {
                self.wanted.remove(&key);
                self.unchanged += 1;
                Verdict::Same
            }
            Some(_) => Verdict::Changed,
        }
    }

    /// True for a record that has to be written.
    pub(super) fn lacks(&self, key: Hash) -> bool {
        self.wanted.contains_key(&key)
    }

    /// How many records have to be written.
    pub(super) fn len(&self) -> usize {
        self.wanted.len()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_there_unchanged_is_not_written_again() {
        let mut inventory = Inventory::default();
        for key in 0..3 {
            inventory.want(key, 10 + key);
        }
        assert_eq!(inventory.found(0, Some(&hex(10))), Verdict::Same);
        assert_eq!(inventory.found(1, Some(&hex(99))), Verdict::Changed);
        assert_eq!(inventory.found(7, Some(&hex(10))), Verdict::Stale);
        assert_eq!((0..3).filter(|&key| inventory.lacks(key)).collect::<Vec<_>>(), [1, 2]);
        assert_eq!((inventory.len(), inventory.unchanged), (2, 1));
    }

    #[test]
    fn parts_do_not_run_into_each_other() {
        assert_ne!(hash(&["ab", "c"]), hash(&["a", "bc"]));
        assert_ne!(hash(&["ab"]), hash(&["ab", ""]));
    }
}
