//! Matching of what was found with what is gold.

use super::sheet::Entity;
use regex::Regex;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

/// A name with case, punctuation, the possessive and a leading "the" folded.
pub(super) fn fold(name: &str) -> String {
    static POSSESSIVE: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new(r"['`]s\b").ok());
    let lower = name.to_lowercase().replace('’', "'");
    let bare = POSSESSIVE.as_ref().map_or_else(|| lower.clone().into(), |s| s.replace_all(&lower, ""));
    let words = bare.split(|c: char| !(is_word(c) || c == '@')).filter(|word| !word.is_empty()).collect::<Vec<_>>();
    match words.as_slice() {
        ["the", rest @ ..] if !rest.is_empty() => rest.join(" "),
        all => all.join(" "),
    }
}

/// The words of a text in lower case, a trailing ellipsis left out.
pub(super) fn words(text: &str) -> Vec<String> {
    let lower = text.to_lowercase();
    lower
        .trim_end_matches('…')
        .split(|c: char| !is_word(c))
        .filter(|word| !word.is_empty())
        .map(str::to_owned)
        .collect()
}

fn is_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

fn names(entity: &Entity) -> BTreeSet<String> {
    std::iter::once(&entity.name)
        .chain(&entity.aliases)
        .map(|name| fold(name))
        .filter(|name| !name.is_empty())
        .collect()
}

/// Found entity -> gold entity, by shared names inside one type.
pub(super) fn entities<'a>(gold: &'a [Entity], found: &'a [Entity]) -> BTreeMap<&'a str, &'a str> {
    let mut pairs = Vec::new();
    for g in gold {
        let gold_names = names(g);
        for f in found.iter().filter(|f| f.kind == g.kind) {
            let shared = gold_names.intersection(&names(f)).count();
            let score = shared + usize::from(fold(&g.name) == fold(&f.name));
            pairs.push((score as f64, g.id.as_str(), f.id.as_str()));
        }
    }
    one_to_one(pairs)
}

/// Share of the gold statement's first twelve words found in order at any one place of the found one.
pub(super) fn content_overlap(gold: &str, found: &str) -> f64 {
    let mut gold = words(gold);
    gold.truncate(12);
    let found = words(found);
    let best = (0..found.len()).map(|start| gold.iter().zip(&found[start..]).filter(|(a, b)| a == b).count()).max();
    if gold.is_empty() { 0.0 } else { best.unwrap_or(0) as f64 / gold.len() as f64 }
}

/// Greedy matching, best score first, ties by gold and then found key: found -> gold. O(n log n) in the pairs.
pub(super) fn one_to_one<K: Ord + Copy>(mut pairs: Vec<(f64, K, K)>) -> BTreeMap<K, K> {
    pairs.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)).then(a.2.cmp(&b.2)));
    let (mut taken, mut out) = (BTreeSet::new(), BTreeMap::new());
    for (score, gold, found) in pairs {
        if score > 0.0 && !taken.contains(&gold) && !out.contains_key(&found) {
            taken.insert(gold);
            out.insert(found, gold);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_fold_case_possessive_and_article() {
        assert_eq!(fold("The Daily Beast’s"), "daily beast");
        assert_eq!(fold("@KanyeWest"), "@kanyewest");
        assert_eq!(fold("the"), "the");
    }

    #[test]
    fn contents_overlap_at_their_best_place() {
        assert!((content_overlap("a b c…", "x a b c") - 1.0).abs() < 1e-9);
        assert!(content_overlap("", "x").abs() < 1e-9);
    }

    #[test]
    fn each_side_is_matched_once_and_the_best_first() {
        let pairs = vec![(1.0, "g1", "f1"), (2.0, "g1", "f2"), (1.0, "g2", "f2"), (0.0, "g2", "f1")];
        assert_eq!(one_to_one(pairs), BTreeMap::from([("f2", "g1")]));
    }
}
