//! What the whole document shows about a name: the short follows the full, the rare the frequent.

use super::{Known, Words};
use crate::model::{Document, Name, NameKind, TokenId};
use compact_str::CompactString;
use rustc_hash::FxHashMap;

/// Makes names that are written alike agree, and adds those that were missed. Linear in the tokens.
pub(super) fn agree(document: &Document, words: &Words, known: &Known, mut names: Vec<Name>) -> Vec<Name> {
    vote(words, &mut names);
    let surnames = surnames(words, known, &names);
    for name in names.iter_mut().filter(|name| name.tokens.len() == 1) {
        if surnames.contains_key(words.get(name.tokens.start)) {
            name.kind = NameKind::Person;
        }
    }
    add(document, words, &surnames, &mut names);
    names
}

/// Gives each string the kind that most, and the surest, of its places have.
fn vote(words: &Words, names: &mut [Name]) {
    let mut votes: FxHashMap<CompactString, [u32; 6]> = FxHashMap::default();
    for name in names.iter() {
        votes.entry(words.join(&name.tokens)).or_default()[name.kind as usize] += u32::from(name.score.max(1));
    }
    for name in names.iter_mut() {
        let Some(votes) = votes.get(&words.join(&name.tokens)) else { continue };
        let best = KINDS.iter().max_by_key(|&&kind| votes[kind as usize] + u32::from(kind == name.kind));
        name.kind = best.copied().unwrap_or(name.kind);
    }
}

const KINDS: [NameKind; 6] = [
    NameKind::Person,
    NameKind::Organization,
    NameKind::Place,
    NameKind::Work,
    NameKind::Event,
    NameKind::Norp,
];

/// The last words of full names of people.
fn surnames(words: &Words, known: &Known, names: &[Name]) -> FxHashMap<CompactString, u8> {
    let full = names.iter().filter(|name| name.kind == NameKind::Person && name.tokens.len() > 1);
    let last = full.filter_map(|name| {
        let suffix = |&token: &TokenId| !known.titles.get(words.get(token)).is(crate::resources::titles::Use::SUFFIX);
        let last = name.tokens.clone().rev().filter(suffix).find(|&t| words.is_capital(t))?;
        Some((words.get(last).into(), name.score))
    });
    last.collect()
}

/// Adds capitalised words that are the last of a full name.
fn add(document: &Document, words: &Words, surnames: &FxHashMap<CompactString, u8>, names: &mut Vec<Name>) {
    let mut taken = vec![false; document.tokens.len()];
    for name in names.iter() {
        for token in name.tokens.clone() {
            taken.get_mut(token as usize).into_iter().for_each(|t| *t = true);
        }
    }
    for token in 0..document.tokens.len() as TokenId {
        if !taken[token as usize] && words.is_capital(token) {
            if let Some(&score) = surnames.get(words.get(token)) {
                names.push(Name { tokens: token..token + 1, kind: NameKind::Person, score });
            }
        }
    }
}
