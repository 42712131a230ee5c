//! What the rest of the document says about a name: each capitalised word hears its other occurrences.
//!
//! "Merkel" alone may be a place; where the same article has "Angela Merkel said", it is a person everywhere. For each
//! word the scores of the kinds are averaged over its occurrences, and its tags move by the difference (the idea of
//! Finkel et al. 2005, in one pass). Linear in the words.

use super::names::{KINDS, TAGS};
use super::vector::exp;
use crate::annotate::features::Features;
use rustc_hash::FxHashMap;

/// Scores of "no name" and of each kind.
type Kinds = [f32; KINDS.len() + 1];

/// How far the tags move towards the average of the document.
const SHARE: f32 = 1.0;

/// Moves the tag scores (logarithms of probabilities) of the words of one document.
pub(super) fn share(sentences: &[Vec<Features>], scores: &mut [Vec<f32>]) {
    let mut sums: FxHashMap<[u32; 2], (Kinds, f32)> = FxHashMap::default();
    for (word, row) in words(sentences, scores) {
        let entry = sums.entry(word.words).or_default();
        let kinds = kinds(row);
        entry.0.iter_mut().zip(kinds).for_each(|(sum, x)| *sum += x);
        entry.1 += 1.0;
    }
    for (word, row) in words(sentences, scores) {
        let Some((sum, count)) = sums.get(&word.words).filter(|(_, count)| *count > 1.0) else { continue };
        let own = kinds(row);
        let change = |kind: usize| SHARE * (sum[kind] / count - own[kind]);
        row[0] += change(0);
        for (tag, score) in row.iter_mut().enumerate().skip(1) {
            *score += change(1 + (tag - 1) / 4);
        }
    }
}

/// The capitalised words with their scores.
fn words<'a>(
    sentences: &'a [Vec<Features>],
    scores: &'a mut [Vec<f32>],
) -> impl Iterator<Item = (&'a Features, &'a mut [f32])> {
    let rows = scores.iter_mut().flat_map(|rows| rows.chunks_exact_mut(TAGS));
    sentences.iter().flatten().zip(rows).filter(|(word, _)| word.capital)
}

/// The score of no name and of each kind, whatever the place in the name.
fn kinds(row: &[f32]) -> Kinds {
    let mut kinds = [row[0].max(-8.0); KINDS.len() + 1];
    for (kind, places) in row[1..].chunks_exact(4).enumerate() {
        kinds[kind + 1] = places.iter().map(|&score| exp(score)).sum::<f32>().ln().max(-8.0);
    }
    kinds
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::annotate::features::features;
    use crate::annotate::network::names::{Place, names, tag};
    use crate::model::NameKind;

    #[test]
    fn an_unsure_name_follows_a_sure_one() {
        let sentences = vec![vec![features("Merkel")], vec![features("Merkel")], vec![features("merkel")]];
        let row = |person: f32, place: f32| {
            let mut row = vec![-9.0; TAGS];
            row[tag(0, Place::Single)] = person;
            row[tag(2, Place::Single)] = place;
            row
        };
        let mut scores = vec![row(-0.1, -4.0), row(-0.9, -0.5), row(-0.9, -0.5)];
        share(&sentences, &mut scores);
        let kinds: Vec<_> = scores.iter().map(|row| names(row)[0].kind).collect();
        assert_eq!(kinds, [NameKind::Person, NameKind::Person, NameKind::Place]);
    }
}
