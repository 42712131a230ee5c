//! What the whole document shows about a name: the short follows the full, the rare the frequent, the headline the body.

use super::{Known, Words};
use crate::model::{Document, Name, NameKind, TokenId};
use crate::resources::gazetteers::Known as Class;
use crate::resources::titles::Use;
use compact_str::CompactString;
use rustc_hash::{FxHashMap, FxHashSet};

/// A name this sure is looked for in the whole document.
const SURE: u8 = 55;

/// A name of common words less sure than this is none.
const DOUBTFUL: u8 = 12;

/// Makes names that are written alike agree, and adds those that were missed. Linear in the tokens.
pub(super) fn agree(document: &Document, words: &Words, known: &Known, mut names: Vec<Name>) -> Vec<Name> {
    follow_body(document, words, known, &mut names);
    vote(words, &mut names);
    let surnames = surnames(words, known, &names);
    for name in names.iter_mut().filter(|name| name.tokens.len() == 1) {
        if surnames.contains_key(words.get(name.tokens.start)) {
            name.kind = NameKind::Person;
        }
    }
    add(document, words, known, &surnames, &mut names);
    names
}

/// Where capitals tell nothing, a name is cut to what the body calls a name; common words that it never calls so go.
fn follow_body(document: &Document, words: &Words, known: &Known, names: &mut Vec<Name>) {
    let loud = |name: &Name| words.is_loud(document.sentence_of(name.tokens.start));
    let body: FxHashSet<CompactString> = names.iter().filter(|n| !loud(n)).map(|n| words.join(&n.tokens)).collect();
    let common = |token: TokenId| known.lists.get(words.get(token)).is(Class::COMMON);
    names.retain_mut(|name| {
        if !loud(name) {
            return !(name.score < DOUBTFUL && name.tokens.clone().all(common));
        }
        if body.contains(&words.join(&name.tokens)) {
            return true;
        }
        let part = (name.tokens.start + 1..name.tokens.end)
            .take_while(|&start| !known.lists.get(words.get(start - 1)).is(Class::GIVEN))
            .find(|&start| body.contains(&words.join(&(start..name.tokens.end))));
        if let Some(start) = part {
            name.tokens.start = start;
        }
        part.is_some() || name.score >= SURE || !name.tokens.clone().any(common)
    });
}

/// Gives each string the kind that most, and the surest, of its places have.
fn vote(words: &Words, names: &mut [Name]) {
    let mut votes: FxHashMap<CompactString, [u32; 6]> = FxHashMap::default();
    for name in names.iter() {
        votes.entry(words.join(&name.tokens)).or_default()[name.kind as usize] += u32::from(name.score.max(1));
    }
    for name in names.iter_mut() {
        let Some(votes) = votes.get(&words.join(&name.tokens)) else { continue };
        let best = KINDS.iter().max_by_key(|&&kind| (votes[kind as usize], kind == name.kind));
        name.kind = best.copied().unwrap_or(name.kind);
    }
}

const KINDS: [NameKind; 6] =
    [NameKind::Person, NameKind::Organization, NameKind::Place, NameKind::Work, NameKind::Event, NameKind::Norp];

/// The last words of full names of people.
fn surnames(words: &Words, known: &Known, names: &[Name]) -> FxHashMap<CompactString, u8> {
    let full = names.iter().filter(|name| name.kind == NameKind::Person && name.tokens.len() > 1);
    let last = full.filter_map(|name| {
        let suffix = |&token: &TokenId| !known.titles.get(words.get(token)).is(Use::SUFFIX);
        let last = name.tokens.clone().rev().filter(suffix).find(|&t| words.is_capital(t))?;
        let country = known.lists.get(words.get(last)).is(Class::COUNTRY);
        (!country).then(|| (words.get(last).into(), name.score))
    });
    last.collect()
}

/// Adds what elsewhere is surely a name, the last word of a full name, and the tags of parties: "(D-N.C.)".
fn add(
    document: &Document,
    words: &Words,
    known: &Known,
    surnames: &FxHashMap<CompactString, u8>,
    names: &mut Vec<Name>,
) {
    let mut taken = vec![false; document.tokens.len()];
    let mut sure: FxHashMap<CompactString, NameKind> = FxHashMap::default();
    let mut longest: FxHashMap<CompactString, TokenId> = FxHashMap::default();
    for name in names.iter() {
        taken.iter_mut().take(name.tokens.end as usize).skip(name.tokens.start as usize).for_each(|t| *t = true);
        let common = name.tokens.len() == 1 && known.lists.get(words.get(name.tokens.start)).is(Class::COMMON);
        if name.score >= SURE && !common && name.kind.entity().is_some() {
            sure.insert(words.join(&name.tokens), name.kind);
            let most = longest.entry(words.get(name.tokens.start).into()).or_default();
            *most = (*most).max(name.tokens.len() as TokenId);
        }
    }
    let free = |range: &std::ops::Range<TokenId>| {
        range.clone().all(|t| taken.get(t as usize) == Some(&false)) && words.is_capital(range.start)
    };
    for token in 0..document.tokens.len() as TokenId {
        if !free(&(token..token + 1)) {
            continue;
        }
        let most = longest.get(words.get(token)).copied().unwrap_or_default();
        let mut again = (1..=most).rev().map(|n| token..token + n).filter(|r| free(r));
        if let Some((tokens, kind)) = again.find_map(|r| Some((r.clone(), *sure.get(&words.join(&r))?))) {
            names.push(Name { tokens, kind, score: SURE });
        } else if let Some(&score) = surnames.get(words.get(token)) {
            names.push(Name { tokens: token..token + 1, kind: NameKind::Person, score });
        } else if is_party_tag(words, token) {
            names.push(Name { tokens: token..token + 1, kind: NameKind::Organization, score: SURE });
        }
    }
}

/// The letter of "(D-N.C.)" and "R-Texas".
fn is_party_tag(words: &Words, token: TokenId) -> bool {
    let opens = token.checked_sub(1).is_some_and(|t| matches!(words.get(t), "(" | ","));
    matches!(words.get(token), "d" | "r") && opens && words.get(token + 1) == "-" && words.is_capital(token + 2)
}
