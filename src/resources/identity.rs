//! What tells names apart, or does not: the lists of `data/en/identity.toml`.

use super::{DataError, Resources};
use rustc_hash::{FxHashMap, FxHashSet};
use serde::Deserialize;
use std::collections::BTreeMap;

/// Tells the words of a name that count for identity from those that do not.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct IdentityWords {
    generations: FxHashSet<String>,
    companies: FxHashSet<String>,
    small: FxHashSet<String>,
    /// Relations whose other end, where it is a country, is somebody's own.
    homes: FxHashSet<String>,
    /// Relations that tie somebody to an organization or a place.
    ties: FxHashSet<String>,
    /// What belongs together: the words of roles by field.
    fields: BTreeMap<String, FxHashSet<String>>,
    /// From other files: the field of each word, countries, and the given names that stand for one another.
    #[serde(skip)]
    field_of: FxHashMap<String, String>,
    #[serde(skip)]
    countries: FxHashSet<String>,
    #[serde(skip)]
    given: FxHashMap<String, Vec<String>>,
}

/// The given names of `nicknames.toml`.
#[derive(Default, Deserialize)]
struct Nicknames {
    names: Vec<Vec<String>>,
}

impl IdentityWords {
    /// Reads `identity.toml`, and the lists of countries and nicknames.
    ///
    /// # Errors
    /// Where a list is missing or unknown.
    pub fn load(resources: &Resources) -> Result<Self, DataError> {
        let mut words: IdentityWords = resources.parse("identity.toml")?;
        for (field, roles) in &words.fields {
            let mut roles: Vec<&String> = roles.iter().collect();
            roles.sort();
            words.field_of.extend(roles.into_iter().map(|role| (role.clone(), field.clone())));
        }
        let countries = resources.text("gazetteers/countries.txt").unwrap_or_default();
        words.countries = countries.lines().filter(|line| !line.starts_with('#')).map(crate::model::fold).collect();
        for names in resources.parse::<Nicknames>("nicknames.toml")?.names {
            for name in &names {
                // What stands first stands for all.
                words.given.entry(name.clone()).or_default().extend(names.first().cloned());
            }
        }
        Ok(words)
    }

    /// The field that a role belongs to: the longest end of its words that is in a list, "press secretary", "secretary".
    pub fn field(&self, role: &str) -> Option<&str> {
        let mut starts = std::iter::once(0).chain(role.match_indices(' ').map(|(at, _)| at + 1));
        starts.find_map(|at| self.field_of.get(role.get(at..)?)).map(String::as_str)
    }

    /// True for the folded name of a country.
    pub fn is_country(&self, name: &str) -> bool {
        self.countries.contains(name)
    }

    /// True for a relation whose other end, where it is a country, is somebody's own.
    pub fn is_home(&self, relation: &str) -> bool {
        self.homes.contains(relation)
    }

    /// True for a relation that ties somebody to an organization or a place.
    pub fn is_tie(&self, relation: &str) -> bool {
        self.ties.contains(relation)
    }

    /// The full given names that a given name stands for: "bill" for "william".
    pub fn same_given<'w>(&'w self, given: &'w str) -> impl Iterator<Item = &'w str> {
        self.given.get(given).into_iter().flatten().map(String::as_str)
    }

    /// True for a word that tells a child from a parent of the same name: "jr".
    pub fn is_generation(&self, word: &str) -> bool {
        self.generations.contains(word)
    }

    /// True for a word that a company's name may have or lack: "inc".
    pub fn is_company(&self, word: &str) -> bool {
        self.companies.contains(word)
    }

    /// True for a word that gives no letter to an acronym: "of".
    pub fn is_small(&self, word: &str) -> bool {
        self.small.contains(word)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_embedded_lists_are_read() {
        let words = IdentityWords::load(&Resources::embedded().unwrap()).unwrap();
        assert!(words.is_generation("jr") && words.is_company("inc") && words.is_small("of"));
        assert!(!words.is_company("bank"));
        assert!(words.is_country("germany") && words.same_given("bill").any(|name| name == "william"));
        assert_eq!((words.field("deputy prime minister"), words.field("striker")), (Some("politics"), Some("sport")));
    }
}
