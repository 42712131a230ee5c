//! Articles that repeat one text: wire reports in several papers, earlier versions, shortened ones.

use crate::model::Facts;
use petgraph::unionfind::UnionFind;
use rustc_hash::FxHashMap;

/// The least share of common shingles between near duplicates. Of two articles of different authors hardly a shingle
/// in a hundred is common, and a report cut to a third still shares a third.
const COPY: f32 = 0.3;

/// For each article the first of those that repeat its text, the earliest published and of equals the first in order:
/// near linear in the number of articles by locality-sensitive hashing (Indyk and Motwani 1998).
pub(crate) fn origins(articles: &[Facts]) -> Vec<usize> {
    let mut sets = UnionFind::<usize>::new(articles.len());
    // The first article of a band stands for all that are joined with it; another one stands beside it.
    let mut bands: FxHashMap<(usize, u32), Vec<usize>> = FxHashMap::default();
    for (at, facts) in articles.iter().enumerate() {
        let Some(signature) = &facts.signature else { continue };
        for band in signature.bands() {
            let block = bands.entry(band).or_default();
            let mut known = false;
            for &other in block.iter() {
                known |= sets.equiv(at, other);
                if !sets.equiv(at, other)
                    && articles[other].signature.as_ref().is_some_and(|it| it.likeness(signature) >= COPY)
                {
                    sets.union(at, other);
                    known = true;
                }
            }
            if !known || block.len() < MEMBERS {
                block.push(at);
            }
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

/// The articles of one text that a band remembers, so that a long chain of copies stays cheap.
const MEMBERS: usize = 4;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Signature;

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
}
