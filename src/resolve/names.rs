//! Names taken apart into what must agree and what may be missing.

use crate::model::{EntityKind, fold};
use crate::resources::identity::IdentityWords;

/// A name, folded and taken apart.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct NameForm {
    /// What two articles must both write for the names to be equal; without the words that may be missing anyway.
    pub(crate) identity: String,
    /// First and last word of a person's name; `None` for other kinds and for names of one word.
    pub(crate) ends: Option<(String, String)>,
    /// The words between the two.
    pub(crate) middle: Vec<String>,
    /// "jr" and the like; empty where the name has none.
    pub(crate) generation: String,
    /// True where the name is enough to know the entity again in another article.
    pub(crate) is_full: bool,
    /// True for a name like "FBI" or "U.N.".
    pub(crate) is_acronym: bool,
}

impl NameForm {
    /// Takes a name apart.
    pub(crate) fn new(kind: EntityKind, name: &str, words: &IdentityWords) -> Self {
        let folded = fold(name);
        match kind {
            EntityKind::Person => Self::person(name, &folded, words),
            EntityKind::Organization => {
                let kept: Vec<&str> = folded.split(' ').filter(|word| !words.is_company(word)).collect();
                Self::thing(name, &kept, &folded)
            }
            EntityKind::Place | EntityKind::Work => Self::thing(name, &[], &folded),
        }
    }

    fn thing(name: &str, kept: &[&str], folded: &str) -> Self {
        let identity = if kept.is_empty() { folded.to_owned() } else { kept.join(" ") };
        NameForm { is_full: !identity.is_empty(), identity, is_acronym: is_acronym(name), ..NameForm::default() }
    }

    fn person(name: &str, folded: &str, words: &IdentityWords) -> Self {
        let mut parts: Vec<&str> = folded.split(' ').collect();
        let generation = match parts.last() {
            Some(last) if parts.len() > 2 && words.is_generation(last) => parts.pop().unwrap_or_default(),
            _ => "",
        };
        let ends = match parts.as_slice() {
            [first, .., last] => Some(((*first).to_owned(), (*last).to_owned())),
            _ => None,
        };
        let middle = match parts.as_slice() {
            [_, middle @ .., _] => middle.iter().map(|word| (*word).to_owned()).collect(),
            _ => Vec::new(),
        };
        let is_initialled = matches!(parts.as_slice(), [first, _] if first.chars().count() == 1);
        NameForm {
            identity: folded.to_owned(),
            is_full: ends.is_some() && !is_initialled || name.starts_with('@'),
            ends,
            middle,
            generation: generation.to_owned(),
            is_acronym: false,
        }
    }

    /// True unless the middle names exclude each other: "F." and "Fitzgerald" agree, so do "F." and none.
    pub(crate) fn middles_agree(&self, other: &NameForm) -> bool {
        let same =
            |a: &String, b: &String| a == b || (a.len() == 1 || b.len() == 1) && a.chars().next() == b.chars().next();
        self.middle.is_empty()
            || other.middle.is_empty()
            || self.middle.len() == other.middle.len() && self.middle.iter().zip(&other.middle).all(|(a, b)| same(a, b))
    }
}

/// True for a name of two to six capital letters, with or without full stops, or with small ones inside: "U.N.", "`BoE`".
pub(crate) fn is_acronym(name: &str) -> bool {
    let letters: Vec<char> = name.chars().filter(|c| *c != '.').collect();
    let is_capital = |c: &char| c.is_uppercase();
    let inner = letters.iter().filter(|c| !is_capital(c)).count();
    (2..=6).contains(&letters.len())
        && letters.iter().all(|c| c.is_alphabetic())
        && letters.first().is_some_and(is_capital)
        && letters.last().is_some_and(is_capital)
        && 2 * inner < letters.len()
}

/// The acronyms that a folded name of several words would have: of its weighty words, "FOR", and of all, "`BoE`".
pub(crate) fn acronyms_of(identity: &str, words: &IdentityWords) -> Vec<String> {
    let letters = |small: bool| -> String {
        let counts = |word: &&str| small || !words.is_small(word);
        identity.split(' ').filter(counts).filter_map(|word| word.chars().next()).collect()
    };
    let mut acronyms = vec![letters(false), letters(true)];
    acronyms.dedup();
    acronyms.retain(|it| it.len() >= 3 && it.chars().all(|c| c.is_ascii_lowercase()));
    acronyms
}

/// What transliterations and spellings of a folded word have in common: its consonants, those that are written in
/// several ways as one ("q", "k", "gh" and "ch"), without vowels but the first, and without doubles.
pub(crate) fn skeleton(word: &str) -> String {
    let mut bones = String::with_capacity(word.len());
    let mut rest = word;
    while let Some(c) = rest.chars().next() {
        let (eaten, bone) = match SPELLINGS.iter().find(|(letters, _)| rest.starts_with(letters)) {
            Some((letters, bone)) => (letters.len(), *bone),
            None => (c.len_utf8(), rest.get(..c.len_utf8()).unwrap_or_default()),
        };
        let is_vowel = matches!(bone, "a" | "e" | "i" | "o" | "u" | "h");
        if is_vowel && bones.is_empty() {
            // Every first vowel is alike: "Yusuf", "Iusuf"; "Omar", "Umar".
            bones.push('a');
        } else if !is_vowel && !bones.ends_with(bone) {
            bones.push_str(bone);
        }
        rest = rest.get(eaten..).unwrap_or_default();
    }
    bones
}

/// Letters and what they are alike to; the longer ones first.
const SPELLINGS: [(&str, &str); 26] = [
    ("tsch", "c"),
    ("sch", "s"),
    ("dzh", "j"),
    ("tch", "c"),
    ("dj", "j"),
    ("ph", "f"),
    ("kh", "k"),
    ("gh", "k"),
    ("ch", "c"),
    ("sh", "s"),
    ("zh", "z"),
    ("th", "t"),
    ("dh", "d"),
    ("ck", "k"),
    ("cz", "c"),
    ("ts", "z"),
    ("tz", "z"),
    ("ou", "u"),
    ("q", "k"),
    ("g", "k"),
    ("y", "i"),
    ("w", "v"),
    ("x", "ks"),
    ("oe", "o"),
    ("ue", "u"),
    ("j", "i"),
];

#[cfg(test)]
mod tests {
    use super::*;

    fn words() -> IdentityWords {
        IdentityWords::load(&crate::resources::Resources::embedded().unwrap()).unwrap()
    }

    fn form(kind: EntityKind, name: &str) -> NameForm {
        NameForm::new(kind, name, &words())
    }

    #[test]
    fn persons_are_first_middle_last_and_generation() {
        let name = form(EntityKind::Person, "Ida M. Holt, Jr.");
        assert_eq!(name.ends, Some(("ida".to_owned(), "holt".to_owned())));
        assert_eq!((name.middle, name.generation.as_str()), (vec!["m".to_owned()], "jr"));
        assert!(!form(EntityKind::Person, "I. Holt").is_full && form(EntityKind::Person, "I. M. Holt").is_full);
        assert!(!form(EntityKind::Person, "Holt").is_full && form(EntityKind::Person, "@idaholt").is_full);
    }

    #[test]
    fn middle_names_agree_with_their_initials() {
        let name = |name| form(EntityKind::Person, name);
        assert!(name("Ida M. Holt").middles_agree(&name("Ida Maria Holt")));
        assert!(name("Ida M. Holt").middles_agree(&name("Ida Holt")));
        assert!(!name("Ida M. Holt").middles_agree(&name("Ida W. Holt")));
        assert!(!name("Ida Maria Holt").middles_agree(&name("Ida Moira Holt")));
    }

    #[test]
    fn companies_are_themselves_with_and_without_their_form() {
        assert_eq!(form(EntityKind::Organization, "Brackwater Mills Inc.").identity, "brackwater mills");
        assert_eq!(form(EntityKind::Organization, "Co.").identity, "co");
    }

    #[test]
    fn spellings_of_one_name_have_one_skeleton() {
        for (a, b) in [("gaddafi", "qaddafi"), ("schroeder", "schroder"), ("yusuf", "iusuf"), ("mohammed", "muhamad")] {
            assert_eq!(skeleton(a), skeleton(b), "{a} {b}");
        }
        assert_ne!(skeleton("holt"), skeleton("hall"));
    }

    #[test]
    fn acronyms_are_of_the_weighty_words_or_of_all() {
        let words = words();
        assert_eq!(acronyms_of("federal office of rivers", &words), ["for", "foor"]);
        assert_eq!(acronyms_of("bank of england", &words), ["boe"]);
        assert_eq!(acronyms_of("rivers office", &words), [""; 0]);
        assert!(is_acronym("U.N.") && is_acronym("NATO") && is_acronym("BoE"));
        assert!(!is_acronym("Nato") && !is_acronym("...") && !is_acronym("Bo E") && !is_acronym("VoteX"));
    }
}
