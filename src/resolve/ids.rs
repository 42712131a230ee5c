//! Identifiers that people can read and that do not depend on the order of the articles.

use std::collections::{BTreeMap, BTreeSet};

/// A wish for an identifier.
pub(crate) struct Wish {
    /// What people should read: `person/ida-holt`.
    pub(crate) readable: String,
    /// What tells it from others of the same wish: never empty, never changes.
    pub(crate) source: String,
}

/// One identifier for each wish: the readable one where nobody else wants it, otherwise with `~` and a hash of the source.
pub(crate) fn assign(wishes: &[Wish]) -> Vec<String> {
    let mut wanted: BTreeMap<&str, usize> = BTreeMap::new();
    for wish in wishes {
        *wanted.entry(&wish.readable).or_default() += 1;
    }
    let mut taken = BTreeSet::new();
    let mut ids = Vec::with_capacity(wishes.len());
    for wish in wishes {
        let mut id = wish.readable.clone();
        if wanted.get(wish.readable.as_str()).is_some_and(|&count| count > 1) {
            id = format!("{id}~{:06x}", hash(&wish.source) & 0xFF_FFFF);
        }
        // Among one more numbers than identifiers there is a free one.
        let numbered = (2..wishes.len() + 3).map(|n| format!("{id}-{n}"));
        let id = std::iter::once(id.clone()).chain(numbered).find(|it| !taken.contains(it)).unwrap_or_default();
        taken.insert(id.clone());
        ids.push(id);
    }
    ids
}

/// The 64-bit FNV-1a hash (<http://www.isthe.com/chongo/tech/comp/fnv/>): small, and the same everywhere and always.
fn hash(text: &str) -> u64 {
    text.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wish(readable: &str, source: &str) -> Wish {
        Wish { readable: readable.to_owned(), source: source.to_owned() }
    }

    #[test]
    fn only_shared_wishes_get_a_hash() {
        let ids = assign(&[wish("a", "1"), wish("b", "1"), wish("a", "2")]);
        assert_eq!(ids[1], "b");
        assert!(ids[0].starts_with("a~") && ids[2].starts_with("a~") && ids[0] != ids[2]);
    }

    #[test]
    fn equal_sources_are_still_told_apart() {
        let ids = assign(&[wish("a", "1"), wish("a", "1")]);
        assert_eq!(ids[1], format!("{}-2", ids[0]));
    }

    #[test]
    fn the_hash_is_the_published_one() {
        assert_eq!(hash("foobar"), 0x8594_4171_f739_67e8);
    }
}
