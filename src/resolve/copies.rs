//! Articles that repeat one text: wire reports in several papers, earlier versions, shortened ones.

use crate::model::{Facts, Signature};
use petgraph::unionfind::UnionFind;
use rustc_hash::FxHashMap;

/// The least share of common shingles between near duplicates. Of two articles of different authors hardly a shingle
/// in a hundred is common, and a report cut to a third still shares a third.
const COPY: f32 = 0.3;

/// The articles of one text that others with one of its values are compared with, so that what hundreds take over stays
/// cheap.
const MEMBERS: usize = 4;

/// A value that so many unrelated articles have is that of a phrase that everybody uses: it is no reason to compare them.
const CROWD: usize = 32;

/// For each article the first of those that repeat its text, the earliest published and of equals the first in order.
///
/// Articles are compared that have a value of their signatures in common (locality-sensitive hashing: Indyk and Motwani
/// 1998): copies share dozens. Each value costs a bounded number of comparisons, so that all cost O(n log n).
pub(crate) fn origins(articles: &[Facts]) -> Vec<usize> {
    let mut sets = UnionFind::<usize>::new(articles.len());
    let signed: Vec<(usize, &Signature)> =
        articles.iter().enumerate().filter_map(|(at, facts)| Some((at, facts.signature.as_ref()?))).collect();
    for place in 0..Signature::LENGTH {
        let mut values: Vec<(u16, usize, &Signature)> =
            signed.iter().map(|&(at, signature)| (signature.value(place), at, signature)).collect();
        values.sort_unstable_by_key(|&(value, at, _)| (value, at));
        for block in values.chunk_by(|a, b| a.0 == b.0) {
            join(block, &mut sets);
        }
    }
    let mut first: FxHashMap<usize, usize> = FxHashMap::default();
    let when = |at: usize| articles[at].published.map_or((true, None), |date| (false, Some(date)));
    for at in 0..articles.len() {
        let earliest = first.entry(sets.find_mut(at)).or_insert(at);
        if when(at) < when(*earliest) {
            *earliest = at;
        }
    }
    (0..articles.len()).map(|at| first.get(&sets.find_mut(at)).copied().unwrap_or(at)).collect()
}

/// Joins the articles of a block that repeat one text.
fn join(block: &[(u16, usize, &Signature)], sets: &mut UnionFind<usize>) {
    // Some articles of each text, and the number of texts.
    let mut seen: Vec<(usize, &Signature)> = Vec::new();
    let mut texts = 0;
    for &(_, at, signature) in block {
        let mut members = 0;
        for &(other, theirs) in &seen {
            if sets.equiv(at, other) {
                members += 1;
            } else if signature.likeness(theirs) >= COPY {
                sets.union(at, other);
                members += 1;
            }
        }
        texts += usize::from(members == 0);
        if texts > CROWD {
            return;
        }
        if members < MEMBERS {
            seen.push((at, signature));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn article(id: &str, published: &str, words: std::ops::Range<usize>) -> Facts {
        let text = words.map(|n| format!("w{n}")).collect::<Vec<_>>().join(" ");
        Facts { id: id.into(), published: published.parse().ok(), signature: Signature::of(&text), ..Facts::default() }
    }

    #[test]
    fn shortened_copies_share_the_origin_that_came_first() {
        let articles = [
            article("a", "2031-03-05", 0..300),
            article("b", "2031-03-04", 0..180),
            article("c", "2031-03-01", 300..600),
            article("d", "", 2..299),
            article("e", "2031-03-01", 0..0),
        ];
        assert_eq!(origins(&articles), [1, 1, 2, 1, 4]);
    }

    #[test]
    fn a_text_that_hundreds_take_over_is_one_and_a_phrase_that_all_use_joins_nobody() {
        let copies: Vec<Facts> = (0..300).map(|at| article(&format!("a{at}"), "", at..400)).collect();
        assert_eq!(origins(&copies)[..200], [0; 200]);
        let phrase = "the views expressed here are those of the author and of nobody else ".repeat(2);
        let others: Vec<Facts> = (0..300)
            .map(|at| {
                let words: Vec<String> = (0..120).map(|n| format!("w{at}x{n}")).collect();
                let text = format!("{phrase}{}", words.join(" "));
                Facts { id: format!("b{at}").into(), signature: Signature::of(&text), ..Facts::default() }
            })
            .collect();
        assert_eq!(origins(&others), (0..300).collect::<Vec<_>>());
    }
}
