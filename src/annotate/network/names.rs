//! From scores of name tags to names.
//!
//! The tags of a word are: outside; and of each kind of name its beginning, inside, end, or a name of one word (BIOES,
//! Ratinov & Roth 2009). The best sequence that obeys their grammar is found by Viterbi's algorithm; its cost is the
//! number of words times the allowed pairs of tags.

use crate::model::NameKind;
use std::ops::Range;

/// The kinds, in the order of their tags.
pub const KINDS: [NameKind; 6] =
    [NameKind::Person, NameKind::Organization, NameKind::Place, NameKind::Work, NameKind::Event, NameKind::Norp];

/// Number of tags.
pub const TAGS: usize = 1 + 4 * KINDS.len();

/// The place of a tag in its name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// The first of several words.
    Begin,
    /// Between the first and the last.
    Inside,
    /// The last of several words.
    End,
    /// The only word.
    Single,
}

/// The tag of a place in a name of the kind with that index in [`KINDS`].
pub fn tag(kind: usize, place: Place) -> usize {
    1 + 4 * kind + place as usize
}

/// A name among the words of a sentence: its words, the index of its kind, the share of its weakest tag in percent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// The words.
    pub words: Range<usize>,
    /// What it names.
    pub kind: NameKind,
    /// How sure the finder is, 0..=100.
    pub score: u8,
}

/// The names of one sentence; `scores` are logarithms of probabilities, [`TAGS`] for each word.
pub(super) fn names(scores: &[f32]) -> Vec<Found> {
    let tags = best_tags(scores);
    let mut found = Vec::new();
    let mut start = 0;
    for (i, &tag) in tags.iter().enumerate() {
        if tag == 0 {
            continue;
        }
        let (kind, place) = ((tag - 1) / 4, (tag - 1) % 4);
        if place == Place::Begin as usize || place == Place::Single as usize {
            start = i;
        }
        if place == Place::End as usize || place == Place::Single as usize {
            let words = start..i + 1;
            let weakest = words.clone().map(|w| scores[w * TAGS + tags[w]]).fold(0.0, f32::min);
            let score = (super::vector::exp(weakest) * 100.0).round().clamp(0.0, 100.0) as u8;
            found.push(Found { words, kind: KINDS[kind], score });
        }
    }
    found
}

/// The best sequence of tags under the grammar. A tag that goes on with a name follows its beginning or inside only; every
/// other tag follows whatever may end, so the best of those is found once for all of them.
fn best_tags(scores: &[f32]) -> Vec<usize> {
    let n = scores.len() / TAGS;
    let mut back = vec![[0_u8; TAGS]; n];
    // Before the first word stands no name.
    let mut totals = [f32::NEG_INFINITY; TAGS];
    totals[0] = 0.0;
    for (row, back) in scores.chunks_exact(TAGS).zip(&mut back) {
        let closed = best_closed(&totals);
        let mut next = [0.0; TAGS];
        next[0] = totals[closed] + row[0];
        back[0] = closed as u8;
        for first in (1..TAGS).step_by(4) {
            let [begin, inside, end, single] = [first, first + 1, first + 2, first + 3];
            let open = if totals[inside] > totals[begin] { inside } else { begin };
            for (tag, before) in [(begin, closed), (inside, open), (end, open), (single, closed)] {
                next[tag] = totals[before] + row[tag];
                back[tag] = before as u8;
            }
        }
        totals = next;
    }
    let mut last = best_closed(&totals);
    let mut tags = vec![0; n];
    for i in (0..n).rev() {
        tags[i] = last;
        last = usize::from(back[i][last]);
    }
    tags
}

/// The best of the tags after which no name is open, the first of equals.
fn best_closed(totals: &[f32; TAGS]) -> usize {
    let ends = (0..KINDS.len()).flat_map(|kind| [tag(kind, Place::End), tag(kind, Place::Single)]);
    ends.fold(0, |best, tag| if totals[tag] > totals[best] { tag } else { best })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// True when `next` may follow `tag`; `None` stands for the border of the sentence.
    fn may_follow(tag: Option<usize>, next: Option<usize>) -> bool {
        let open = tag.filter(|&t| t > 0 && (t - 1) % 4 < 2).map(|t| (t - 1) / 4);
        let continues = next.filter(|&t| t > 0 && matches!((t - 1) % 4, 1 | 2)).map(|t| (t - 1) / 4);
        open == continues
    }

    #[test]
    fn the_best_of_all_sequences_is_found() {
        let mut state = 5_u32;
        for _ in 0..40 {
            let mut scores = vec![-50.0; 3 * TAGS];
            for row in scores.chunks_exact_mut(TAGS) {
                for score in &mut row[..9] {
                    state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
                    *score = -((state >> 16) as f32) / 8192.0;
                }
            }
            let total =
                |tags: &[usize]| -> f32 { tags.iter().enumerate().map(|(i, tag)| scores[i * TAGS + tag]).sum() };
            let mut best = f32::NEG_INFINITY;
            for code in 0..9_usize.pow(3) {
                let tags = [code % 9, code / 9 % 9, code / 81];
                let sound = may_follow(None, Some(tags[0]))
                    && may_follow(Some(tags[2]), None)
                    && tags.windows(2).all(|pair| may_follow(Some(pair[0]), Some(pair[1])));
                if sound {
                    best = best.max(total(&tags));
                }
            }
            assert!((total(&best_tags(&scores)) - best).abs() < 1e-4);
        }
    }

    #[test]
    fn random_scores_give_whole_names() {
        let mut state = 7_u32;
        for n in 0..60 {
            let scores: Vec<f32> = (0..n * TAGS)
                .map(|_| {
                    state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
                    -((state >> 16) as f32) / 8192.0
                })
                .collect();
            let tags = best_tags(&scores);
            let mut before = None;
            for &tag in &tags {
                assert!(may_follow(before, Some(tag)));
                before = Some(tag);
            }
            assert!(may_follow(before, None));
        }
    }

    #[test]
    fn the_inside_of_a_name_follows_its_beginning_only() {
        let person = |place| Some(tag(0, place));
        assert!(may_follow(person(Place::Begin), person(Place::End)));
        assert!(!may_follow(Some(0), person(Place::Inside)));
        assert!(!may_follow(person(Place::Begin), Some(0)));
        assert!(!may_follow(person(Place::Begin), Some(tag(1, Place::End))));
        assert!(!may_follow(person(Place::Begin), None));
    }

    #[test]
    fn reads_a_name_of_two_words() {
        let mut scores = vec![-5.0; 3 * TAGS];
        scores[tag(0, Place::Begin)] = -0.1;
        scores[TAGS + tag(0, Place::End)] = -0.2;
        scores[2 * TAGS] = -0.1;
        assert_eq!(names(&scores), [Found { words: 0..2, kind: NameKind::Person, score: 82 }]);
    }
}
