//! What the network sees of a word. Training and annotation use this one definition; a model file carries its
//! [`fingerprint`], so a model that was trained with other features is refused.

use crate::resources::gazetteers::{Gazetteers, Known, fold as fold_name};
use compact_str::CompactString;

/// Rows of the table of whole words.
pub const WORD_ROWS: usize = 1 << 15;
/// Rows of the table of pieces: prefixes, suffixes and shapes.
pub const PIECE_ROWS: usize = 1 << 14;
/// Rows of one word in the table of words: two hashes, so that two words seldom share both (Svenstrup et al. 2017,
/// "Hash embeddings for efficient word representations").
pub const WORDS: usize = 2;
/// Rows of one word in the table of pieces.
pub const PIECES: usize = 9;
/// Rows of the table of lists: one for each class of known names as a word alone, and one as part of a longer name.
pub const KNOWN_ROWS: usize = 32;

/// The rows of the embedding tables whose sum stands for a word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Features {
    /// Rows of the table of words.
    pub words: [u32; WORDS],
    /// Rows of the table of pieces.
    pub pieces: [u32; PIECES],
    /// Rows of the table of lists, one bit each; filled in by [`sentence`].
    pub known: u32,
    /// True when it starts with a capital: no row, but what the evidence of the whole document is counted by.
    pub capital: bool,
}

/// Row 0 of both tables stands for "unknown": training draws it at random in place of a word or of everything.
pub const UNKNOWN: Features = Features { words: [0; WORDS], pieces: [0; PIECES], known: 0, capital: false };

/// The features of a word. Linear in its length, without allocation for words below 64 bytes.
pub fn features(form: &str) -> Features {
    let mut folded = [' '; MAX_CHARS];
    let mut length = 0;
    for character in form.chars().flat_map(fold).take(MAX_CHARS) {
        folded[length] = character;
        length += 1;
    }
    let word = &folded[..length];
    let mut pieces = [0; PIECES];
    for (i, size) in [1, 2, 3].into_iter().enumerate() {
        pieces[i] = row(i as u64 + 10, &word[..size.min(length)], PIECE_ROWS);
    }
    for (i, size) in [1, 2, 3, 4].into_iter().enumerate() {
        pieces[3 + i] = row(i as u64 + 20, &word[length - size.min(length)..], PIECE_ROWS);
    }
    let (shape, case) = shape(form);
    pieces[7] = (1 + shape % (PIECE_ROWS as u64 - 1)) as u32;
    pieces[8] = (1 + case % (PIECE_ROWS as u64 - 1)) as u32;
    Features { words: [row(1, word, WORD_ROWS), row(2, word, WORD_ROWS)], pieces, known: 0, capital: is_capital(form) }
}

/// The features of the words of a sentence, with what the lists know of them.
pub fn sentence(lists: &Gazetteers, forms: &[&str]) -> Vec<Features> {
    let known = known(lists, forms);
    forms.iter().zip(known).map(|(form, known)| Features { known, ..features(form) }).collect()
}

/// The rows of the table of lists for each word of a sentence: the classes of the word alone, which count only where it is
/// capitalised (but for that of common words), and those of the longest known name that begins with a capital and covers it.
pub fn known(lists: &Gazetteers, forms: &[&str]) -> Vec<u32> {
    let folded: Vec<CompactString> = forms.iter().map(|form| fold_name(form)).collect();
    let mut rows = vec![0; forms.len()];
    for (i, form) in forms.iter().enumerate() {
        let class = lists.get(&folded[i]);
        if !is_capital(form) {
            rows[i] |= u32::from(class.and(Known::COMMON).bits());
            continue;
        }
        rows[i] |= u32::from(class.bits());
        let most = lists.longest(&folded[i]).min(forms.len() - i);
        for end in (i + 2..=i + most).rev() {
            let mut name = folded[i].clone();
            for word in &folded[i + 1..end] {
                name.push(' ');
                name.push_str(word);
            }
            let class = u32::from(lists.get(&name).bits());
            if class > 0 {
                rows[i..end].iter_mut().for_each(|row| *row |= class << 16);
                break;
            }
        }
    }
    rows
}

fn is_capital(form: &str) -> bool {
    form.chars().next().is_some_and(char::is_uppercase)
}

/// A number that changes whenever the features of some word change.
pub fn fingerprint() -> u64 {
    let probes = ["The", "U.S.", "2019", "don’t", "McDonald", "e-mail", "“", "--", "Łódź", "ALLCAPS", "x", ""];
    let mut hash = SEED ^ (WORD_ROWS as u64) << 32 ^ (KNOWN_ROWS as u64) << 24 ^ PIECE_ROWS as u64;
    for probe in probes {
        let features = features(probe);
        for row in features.words.iter().chain(&features.pieces) {
            hash = mix(hash, u64::from(*row));
        }
    }
    hash
}

/// Characters of a word that count.
const MAX_CHARS: usize = 40;
const SEED: u64 = 0xcbf2_9ce4_8422_2325;

/// Lower case, one kind of quotation mark and of dash, one digit.
fn fold(character: char) -> impl Iterator<Item = char> {
    let plain = match character {
        '’' | '‘' | '`' | '´' => '\'',
        '“' | '”' | '„' | '«' | '»' => '"',
        '–' | '—' | '‒' | '−' => '-',
        c if c.is_ascii_digit() => '0',
        c => c,
    };
    plain.to_lowercase()
}

/// FNV-1a's idea on whole numbers, with a stronger last step.
fn mix(hash: u64, value: u64) -> u64 {
    let hash = (hash ^ value).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    hash ^ hash >> 29
}

fn row(kind: u64, word: &[char], rows: usize) -> u32 {
    let hash = word.iter().fold(mix(SEED, kind), |hash, &c| mix(hash, u64::from(c)));
    (1 + mix(hash, 7) % (rows as u64 - 1)) as u32
}

/// The hash of the shape ("Xxxx", "dd-xxx"; runs are cut to four) and of the kind of capitals with the length.
fn shape(form: &str) -> (u64, u64) {
    let (mut hash, mut last, mut run) = (mix(SEED, 31), ' ', 0);
    let (mut upper, mut lower, mut digit, mut other, mut inner) = (0_u64, 0_u64, 0_u64, 0_u64, 0_u64);
    for (i, character) in form.chars().take(MAX_CHARS).enumerate() {
        let class = if character.is_uppercase() {
            upper += 1;
            inner += u64::from(i > 0);
            'X'
        } else if character.is_alphabetic() {
            lower += 1;
            'x'
        } else if character.is_numeric() {
            digit += 1;
            'd'
        } else {
            other += 1;
            fold(character).next().unwrap_or(' ')
        };
        run = if class == last { run + 1 } else { 0 };
        last = class;
        if run < 4 {
            hash = mix(hash, u64::from(class));
        }
    }
    let flags = [upper, lower, digit, other, inner].iter().fold(0, |flags, &n| flags << 1 | u64::from(n > 0));
    let length = (upper + lower + digit + other).min(12);
    (mix(hash, 3), mix(mix(mix(SEED, 41), flags), length))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn case_changes_the_shape_only() {
        let (small, title) = (features("apple"), features("Apple"));
        assert_eq!(small.words, title.words);
        assert_eq!(small.pieces[..7], title.pieces[..7]);
        assert_ne!(small.pieces[7], title.pieces[7]);
    }

    #[test]
    fn digits_and_quotes_fold() {
        assert_eq!(features("1987").words, features("2019").words);
        assert_eq!(features("’s"), features("'s"));
        assert_ne!(features("cat").words, features("dog").words);
    }

    #[test]
    fn lists_know_words_alone_and_in_longer_names() {
        let lists = Gazetteers::load(&crate::resources::Resources::embedded().unwrap()).unwrap();
        let rows = known(&lists, &["the", "New", "York", "Times", "in", "reading", "Reading"]);
        let outlet = u32::from(Known::OUTLET.bits()) << 16;
        assert!(rows[1..4].iter().all(|row| row & outlet > 0));
        assert_eq!(rows[0] & outlet, 0);
        assert_eq!(rows[5], u32::from(Known::COMMON.bits()), "no city without its capital");
        assert!(rows[6] & u32::from(Known::CITY.bits()) > 0);
    }

    #[test]
    fn no_word_is_unknown_and_rows_fit() {
        for word in ["", "a", "\u{1F600}", "Antidisestablishmentarianism-and-more-and-more-and-more-and-more"] {
            let features = features(word);
            assert!(features.words.iter().all(|&row| row > 0 && (row as usize) < WORD_ROWS));
            assert!(features.pieces.iter().all(|&row| row > 0 && (row as usize) < PIECE_ROWS));
        }
    }
}
