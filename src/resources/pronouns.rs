//! The pronouns of a language: `pronouns.toml`.

use super::{DataError, Resources};
use crate::model::Gender;
use compact_str::CompactString;
use rustc_hash::FxHashMap;
use serde::Deserialize;

/// How a pronoun stands in its sentence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Case {
    /// "he", "him".
    Personal,
    /// "his".
    Possessive,
    /// "himself".
    Reflexive,
    /// "who".
    Relative,
}

/// What a pronoun can refer to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(clippy::struct_excessive_bools)] // independent marks of the data file
pub struct Pronoun {
    /// How it stands.
    pub case: Case,
    /// The gender that it tells.
    pub gender: Option<Gender>,
    /// True for more than one.
    pub plural: bool,
    /// True for what is no person.
    pub thing: bool,
    /// True for people alone.
    pub person: bool,
    /// True for the first and second person.
    pub speaker: bool,
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(default)]
    pronoun: Vec<Entry>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(clippy::struct_excessive_bools)] // independent marks of the data file
struct Entry {
    gender: Option<Gender>,
    #[serde(default)]
    plural: bool,
    #[serde(default)]
    thing: bool,
    #[serde(default)]
    person: bool,
    #[serde(default)]
    speaker: bool,
    #[serde(default)]
    personal: Vec<CompactString>,
    #[serde(default)]
    possessive: Vec<CompactString>,
    #[serde(default)]
    reflexive: Vec<CompactString>,
    #[serde(default)]
    relative: Vec<CompactString>,
}

/// The pronouns, for look-ups.
#[derive(Debug, Default)]
pub struct Pronouns {
    words: FxHashMap<CompactString, Pronoun>,
}

impl Pronouns {
    /// Reads `pronouns.toml`.
    ///
    /// # Errors
    /// When it has another form.
    pub fn load(resources: &Resources) -> Result<Self, DataError> {
        let file: File = resources.parse("pronouns.toml")?;
        let mut words = FxHashMap::default();
        for entry in file.pronoun {
            let cases = [
                (Case::Personal, entry.personal),
                (Case::Possessive, entry.possessive),
                (Case::Reflexive, entry.reflexive),
                (Case::Relative, entry.relative),
            ];
            for (case, list) in cases {
                let pronoun = Pronoun {
                    case,
                    gender: entry.gender,
                    plural: entry.plural,
                    thing: entry.thing,
                    person: entry.person || entry.gender.is_some(),
                    speaker: entry.speaker,
                };
                words.extend(list.into_iter().map(|word| (word, pronoun)));
            }
        }
        Ok(Pronouns { words })
    }

    /// The pronoun that a folded word is.
    pub fn get(&self, word: &str) -> Option<Pronoun> {
        self.words.get(word).copied()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pronouns_tell_gender_and_case() {
        let pronouns = Pronouns::load(&Resources::embedded().unwrap()).unwrap();
        let his = pronouns.get("his").unwrap();
        assert_eq!((his.case, his.gender, his.person), (Case::Possessive, Some(Gender::Male), true));
        assert!(pronouns.get("they").unwrap().plural && pronouns.get("it").unwrap().thing);
        assert!(pronouns.get("we").unwrap().speaker && pronouns.get("house").is_none());
    }
}
