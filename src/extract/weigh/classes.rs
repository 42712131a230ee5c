//! What sort of word a word is: the classes of the lexicons that its last word is in, the types of relation and event
//! that it can be the trigger of.

use crate::extract::frames::Tree;
use crate::model::TokenId;
use crate::resources::{Lexicon, Resources};
use rustc_hash::FxHashMap;

/// Classes of words, by lemma.
#[derive(Debug, Clone, Default)]
pub(crate) struct Classes {
    nouns: FxHashMap<String, Vec<String>>,
    roles: FxHashMap<String, Vec<String>>,
    verbs: FxHashMap<String, Vec<String>>,
}

impl Classes {
    /// Takes the lexicons' classes and the triggers of all patterns of `resources`.
    pub(crate) fn new(resources: &Resources) -> Self {
        let mut classes = Classes::default();
        classes.lexicon(resources.lexicon());
        for file in resources.relations() {
            for (_, pattern) in &file.patterns {
                classes.triggers("rel", &file.relation.name, pattern);
            }
        }
        for (name, text) in resources.folder("events") {
            let Ok(table) = text.parse::<toml::Table>() else { continue };
            let triggers = table.get("trigger").and_then(toml::Value::as_array);
            let stem = name.trim_start_matches("events/").trim_end_matches(".toml");
            for trigger in triggers.into_iter().flatten().filter_map(toml::Value::as_table) {
                classes.triggers("event", stem, trigger);
            }
        }
        for list in classes.nouns.values_mut().chain(classes.roles.values_mut()).chain(classes.verbs.values_mut()) {
            list.sort();
            list.dedup();
        }
        classes
    }

    fn lexicon(&mut self, lexicon: &Lexicon) {
        for (class, words) in lexicon.classes().filter(|(class, _)| !["country", "state"].contains(class)) {
            let act = class.starts_with("act-") || class.starts_with("word-of-");
            for word in words {
                if act {
                    self.verbs.entry(word.clone()).or_default().push(class.to_owned());
                    self.nouns.entry(word.clone()).or_default().push(class.to_owned());
                    continue;
                }
                let head = word.split(" of ").next().unwrap_or(word).rsplit(' ').next().unwrap_or(word);
                self.nouns.entry(head.to_owned()).or_default().push(format!("is-{class}"));
                self.roles.entry(head.to_owned()).or_default().push(class.to_owned());
            }
        }
    }

    /// The words of a pattern or trigger that are written out. A word that tells something only beside another, which the
    /// pattern asks for or which makes a phrase with it ("take exception"), is no sign of its own.
    fn triggers(&mut self, sort: &str, name: &str, pattern: &toml::Table) {
        let asks = |value: &toml::Value| value.as_str().is_some_and(|value| value.starts_with('='));
        if pattern.contains_key("with") || pattern.values().any(asks) {
            return;
        }
        for (key, map) in [("verb", &mut self.verbs), ("noun", &mut self.nouns)] {
            let words = pattern.get(key).and_then(toml::Value::as_str).unwrap_or_default();
            for word in words.split('|').map(str::trim).filter(|word| !word.is_empty() && !word.starts_with(['@', '*']))
            {
                let head = match word.rsplit_once(' ') {
                    Some(_) if key == "verb" => continue,
                    Some((_, noun)) => noun,
                    None => word,
                };
                map.entry(head.to_owned()).or_default().push(format!("{sort}-{name}"));
            }
        }
    }

    /// The classes of a token.
    pub(crate) fn of(&self, tree: &Tree, token: TokenId) -> &[String] {
        let map = if tree.tagged(token, &["VERB"]) {
            &self.verbs
        } else if tree.tagged(token, &["NOUN", "PROPN", "ADJ"]) {
            &self.nouns
        } else {
            return &[];
        };
        map.get(tree.lemma(token)).map(Vec::as_slice).unwrap_or_default()
    }

    /// The classes of a word as a noun of office, work or kin.
    pub(crate) fn roles(&self, tree: &Tree, token: TokenId) -> &[String] {
        let lemma = tree.lemma(token);
        let found = self.roles.get(lemma).or_else(|| self.roles.get(&lemma.to_lowercase()));
        found.map(Vec::as_slice).unwrap_or_default()
    }
}
