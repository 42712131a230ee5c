//! The MinHash signature of a text: by it, near duplicates are found without their texts.

use serde::{Deserialize, Serialize};
use std::fmt::Write as _;

/// The number of hash functions.
const HASHES: usize = 64;

/// The words of a shingle.
const SHINGLE: usize = 4;

/// The smallest hash values of a text's shingles of four words, 16 bits of each, after A. Broder, "On the resemblance
/// and containment of documents" (1997). The share of equal values estimates the share of shingles in common, with a
/// standard error of at most 0.0625. Written as 256 hexadecimal digits.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Signature(Box<[u16; HASHES]>);

/// A text that is not 256 hexadecimal digits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a signature of 256 hexadecimal digits")]
pub struct SignatureError;

impl Signature {
    /// The signature of a text; `None` where it has fewer than four words. Case and punctuation do not count.
    ///
    /// O(words × 64).
    pub fn of(text: &str) -> Option<Self> {
        let words: Vec<u64> = text
            .split(|c: char| !c.is_alphanumeric())
            .filter(|word| !word.is_empty())
            .map(|word| word.chars().flat_map(char::to_lowercase).fold(FNV, |hash, c| step(hash, u64::from(c))))
            .collect();
        let mut least = [u64::MAX; HASHES];
        for shingle in words.windows(SHINGLE) {
            let mut random = shingle.iter().fold(FNV, |hash, &word| mix(step(hash, word)));
            for slot in &mut least {
                random = random.wrapping_add(0x9e37_79b9_7f4a_7c15);
                *slot = (*slot).min(mix(random));
            }
        }
        // The low bits: the high ones of a minimum are nearly always 0.
        (words.len() >= SHINGLE).then(|| Signature(Box::new(least.map(|hash| hash as u16))))
    }

    /// The estimated share of shingles that two texts have in common, of those that either has, 0..=1.
    pub fn likeness(&self, other: &Signature) -> f32 {
        self.0.iter().zip(other.0.iter()).filter(|(a, b)| a == b).count() as f32 / HASHES as f32
    }

    /// The value at a place below [`Signature::LENGTH`]: for two texts, the probability that theirs are equal is the
    /// share of shingles that they have in common, and of others one in 65,536.
    pub fn value(&self, place: usize) -> u16 {
        self.0.get(place).copied().unwrap_or_default()
    }

    /// The number of values.
    pub const LENGTH: usize = HASHES;
}

/// The offset of the FNV-1a hash.
const FNV: u64 = 0xcbf2_9ce4_8422_2325;

fn step(hash: u64, value: u64) -> u64 {
    (hash ^ value).wrapping_mul(0x0100_0000_01b3)
}

/// The finalizer of splitmix64 (Steele et al. 2014).
fn mix(z: u64) -> u64 {
    let z = (z ^ z >> 30).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let z = (z ^ z >> 27).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ z >> 31
}

impl From<Signature> for String {
    fn from(signature: Signature) -> String {
        signature.0.iter().fold(String::with_capacity(HASHES * 4), |mut text, value| {
            // Writing to a string cannot fail.
            let _ = write!(text, "{value:04x}");
            text
        })
    }
}

impl TryFrom<String> for Signature {
    type Error = SignatureError;

    fn try_from(text: String) -> Result<Self, SignatureError> {
        let mut values = Box::new([0; HASHES]);
        if text.len() != HASHES * 4 || !text.bytes().all(|b| b.is_ascii_hexdigit()) {
            return Err(SignatureError);
        }
        for (at, value) in values.iter_mut().enumerate() {
            let digits = text.get(at * 4..at * 4 + 4).ok_or(SignatureError)?;
            *value = u16::from_str_radix(digits, 16).map_err(|_| SignatureError)?;
        }
        Ok(Signature(values))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(words: std::ops::Range<usize>) -> String {
        words.map(|n| format!("w{n}")).collect::<Vec<_>>().join(" ")
    }

    fn likeness(a: &str, b: &str) -> f32 {
        Signature::of(a).unwrap().likeness(&Signature::of(b).unwrap())
    }

    #[test]
    fn the_share_of_shingles_is_estimated() {
        assert!((likeness("One, two THREE four", "one two three four!") - 1.0).abs() < f32::EPSILON);
        assert!((likeness(&text(0..300), &text(0..150)) - 0.5).abs() < 0.2);
        assert!(likeness(&text(0..300), &text(300..600)) < 0.05);
        assert!(Signature::of("one two three").is_none());
    }

    #[test]
    fn signatures_are_written_and_read_back() {
        let signature = Signature::of("the ferry sails at noon").unwrap();
        let text = String::from(signature.clone());
        assert_eq!((text.len(), Signature::try_from(text)), (256, Ok(signature)));
        assert!(Signature::try_from("xyz".to_owned()).is_err() && Signature::try_from("é".repeat(128)).is_err());
    }
}
