//! Statements of the articles to statements that several articles report.

use super::cluster::groups;
use super::ids::{Wish, assign};
use crate::model::{EntityId, Facts, Report, Saying, fold, slug};
use petgraph::unionfind::UnionFind;
use rustc_hash::{FxHashMap, FxHashSet};
use std::collections::BTreeMap;

/// Statements of fewer words ("Thank you") are never joined: anybody says them any day.
const SHORTEST: usize = 4;

/// The words in a row that two renderings of one statement have in common at least.
const SHINGLE: usize = 4;

/// The least share of the words of both, in percent, that two renderings of one statement have in common.
const ALIKE: usize = 80;

/// From this many words on, a rendering that lies wholly inside another is the same statement, cut short.
const CUT: usize = 7;

/// A word by its number.
type Word = u32;

/// A statement of an article.
struct Rendering<'a> {
    report: Report,
    speaker: Option<&'a EntityId>,
    words: Vec<Word>,
}

/// Groups the statements of all articles.
pub(crate) fn join(articles: &[Facts]) -> Vec<Saying> {
    let renderings = renderings(articles);
    let mut of_speaker: BTreeMap<&EntityId, Vec<usize>> = BTreeMap::new();
    for (at, it) in renderings.iter().enumerate().filter(|(_, it)| it.words.len() >= SHORTEST) {
        it.speaker.into_iter().for_each(|speaker| of_speaker.entry(speaker).or_default().push(at));
    }
    let mut sets = UnionFind::new(renderings.len());
    for told in of_speaker.values() {
        Search { renderings: &renderings, sets: &mut sets }.join(told);
    }
    let clusters = groups(&mut sets, renderings.len());
    let wishes: Vec<Wish> =
        clusters.iter().filter_map(|members| wish(articles, &renderings, *members.first()?)).collect();
    let mut sayings: Vec<Saying> = clusters
        .iter()
        .zip(assign(&wishes))
        .map(|(members, id)| Saying {
            id: id.into(),
            reports: members.iter().map(|&at| renderings[at].report).collect(),
        })
        .collect();
    sayings.sort();
    sayings
}

fn renderings(articles: &[Facts]) -> Vec<Rendering<'_>> {
    let mut numbers: FxHashMap<String, Word> = FxHashMap::default();
    let mut number = |word: &str| {
        let next = numbers.len() as Word;
        numbers.get(word).copied().unwrap_or_else(|| *numbers.entry(word.to_owned()).or_insert(next))
    };
    let mut renderings = Vec::new();
    for (article, facts) in articles.iter().enumerate() {
        renderings.extend(facts.statements.iter().enumerate().map(|(statement, it)| Rendering {
            report: Report { article, statement },
            speaker: it.speaker.as_ref(),
            words: fold(&it.text).split(' ').map(&mut number).collect(),
        }));
    }
    renderings
}

/// The search for what one speaker said several times.
struct Search<'s, 'a> {
    renderings: &'s [Rendering<'a>],
    sets: &'s mut UnionFind<usize>,
}

impl Search<'_, '_> {
    /// Joins the renderings of one statement. Those of the same words are one to begin with, so that what somebody
    /// repeats every day costs no more than what was said once; the others are looked up by their rarest words.
    fn join(&mut self, told: &[usize]) {
        let renderings = self.renderings;
        let mut first: FxHashMap<&[Word], usize> = FxHashMap::default();
        let mut texts = Vec::new();
        for &at in told {
            let known = *first.entry(&renderings[at].words).or_insert(at);
            if known == at {
                texts.push(at);
            } else {
                self.sets.union(known, at);
            }
        }
        if texts.len() > 1 {
            self.cut_short(&texts);
            self.reworded(&texts);
        }
    }

    /// Joins renderings that lie inside others: those have all their shingles, so the rarest one finds them.
    fn cut_short(&mut self, texts: &[usize]) {
        let renderings = self.renderings;
        let mut holders: FxHashMap<&[Word], Vec<usize>> = FxHashMap::default();
        for &at in texts {
            for shingle in renderings[at].words.windows(SHINGLE) {
                let holders = holders.entry(shingle).or_default();
                if holders.last() != Some(&at) {
                    holders.push(at);
                }
            }
        }
        for &at in texts.iter().filter(|&&at| renderings[at].words.len() >= CUT) {
            let short = &renderings[at].words;
            let rarest = short.windows(SHINGLE).filter_map(|it| holders.get(it)).min_by_key(|holders| holders.len());
            for &other in rarest.into_iter().flatten() {
                if !self.sets.equiv(at, other) && lies_in(short, &renderings[other].words) {
                    self.sets.union(at, other);
                }
            }
        }
    }

    /// Joins renderings of nearly the same words. Of two that share so many, the rarest words of the one hold a rare
    /// word of the other (prefix filtering: Chaudhuri, Ganti and Kaushik 2006).
    fn reworded(&mut self, texts: &[usize]) {
        let mut counts: FxHashMap<Word, usize> = FxHashMap::default();
        for &word in texts.iter().flat_map(|&at| &self.renderings[at].words) {
            *counts.entry(word).or_default() += 1;
        }
        let rare_first = |at: usize| {
            let mut words: Vec<(usize, Word)> =
                self.renderings[at].words.iter().map(|word| (counts[word], *word)).collect();
            words.sort_unstable();
            words.dedup();
            words
        };
        let sorted: Vec<Vec<(usize, Word)>> = texts.iter().map(|&at| rare_first(at)).collect();
        let mut holders: FxHashMap<Word, Vec<usize>> = FxHashMap::default();
        for (one, words) in sorted.iter().enumerate() {
            let must_share = (words.len() * ALIKE).div_ceil(100);
            for (_, word) in &words[..=words.len() - must_share] {
                let holders = holders.entry(*word).or_default();
                for &other in holders.iter() {
                    let (a, b) = (texts[one], texts[other]);
                    if !self.sets.equiv(a, b)
                        && likeness(words, &sorted[other]) >= ALIKE
                        && share_shingle(&self.renderings[a].words, &self.renderings[b].words)
                    {
                        self.sets.union(a, b);
                    }
                }
                holders.push(one);
            }
        }
    }
}

/// True where the one stands in the other word by word.
fn lies_in(short: &[Word], long: &[Word]) -> bool {
    long.windows(short.len()).any(|window| window == short)
}

fn share_shingle(a: &[Word], b: &[Word]) -> bool {
    let of_a: FxHashSet<&[Word]> = a.windows(SHINGLE).collect();
    b.windows(SHINGLE).any(|shingle| of_a.contains(shingle))
}

/// The share of common words, of those that either has, in percent; both sorted and without doubles.
fn likeness<T: Ord>(a: &[T], b: &[T]) -> usize {
    let (mut rest_a, mut rest_b, mut common) = (a, b, 0);
    while let ([one, more_a @ ..], [other, more_b @ ..]) = (rest_a, rest_b) {
        common += usize::from(one == other);
        let (step_a, step_b) = (one <= other, other <= one);
        rest_a = if step_a { more_a } else { rest_a };
        rest_b = if step_b { more_b } else { rest_b };
    }
    100 * common / (a.len() + b.len() - common).max(1)
}

/// `statement/ida-holt/the-bridge-will-be-open`.
fn wish(articles: &[Facts], renderings: &[Rendering], at: usize) -> Option<Wish> {
    let it = renderings.get(at)?;
    let facts = articles.get(it.report.article)?;
    let statement = facts.statements.get(it.report.statement)?;
    let speaker = it.speaker.map_or("nobody", |id| id.0.split_once('/').map_or(id.0.as_str(), |(_, name)| name));
    let words = fold(&statement.text).split(' ').take(5).collect::<Vec<_>>().join(" ");
    Some(Wish {
        readable: format!("statement/{speaker}/{}", slug(&words)),
        source: format!("{}#{:?}", facts.id, statement.content),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Which of some statements of one speaker are one, by the first of each.
    fn joined(texts: &[&str]) -> Vec<usize> {
        let mut numbers: BTreeMap<&str, Word> = BTreeMap::new();
        let renderings: Vec<Rendering> = texts
            .iter()
            .map(|text| {
                let words = text.split(' ').map(|word| {
                    let next = numbers.len() as Word;
                    *numbers.entry(word).or_insert(next)
                });
                Rendering { report: Report { article: 0, statement: 0 }, speaker: None, words: words.collect() }
            })
            .collect();
        let mut sets = UnionFind::new(texts.len());
        Search { renderings: &renderings, sets: &mut sets }.join(&(0..texts.len()).collect::<Vec<_>>());
        let groups = groups(&mut sets, texts.len());
        (0..texts.len()).map(|at| groups.iter().find(|group| group.contains(&at)).unwrap()[0]).collect()
    }

    const LONG: &str = "we will open the bridge before the snow comes and not later";

    #[test]
    fn a_statement_cut_short_is_the_same() {
        assert_eq!(joined(&[LONG, "will open the bridge before the snow", "we will close the road"]), [0, 0, 2]);
        assert_eq!(joined(&["the bridge before the snow", LONG]), [0, 1], "too few words to know it by");
    }

    #[test]
    fn a_word_may_differ_and_half_of_them_may_not() {
        assert_eq!(joined(&[LONG, "we shall open the bridge before the snow comes and not later", LONG]), [0, 0, 0]);
        assert_eq!(joined(&[LONG, "we will open the bridge before the tunnel and the harbour are ready"]), [0, 1]);
    }

    #[test]
    fn the_same_words_in_another_order_are_another_statement() {
        assert_eq!(joined(&["dogs bite men and cats", "cats and men bite dogs"]), [0, 1]);
    }

    #[test]
    fn likeness_is_the_share_of_common_words() {
        assert_eq!((likeness(&[1, 2, 3, 4], &[2, 3, 4, 5]), likeness(&[1], &[2])), (60, 0));
    }
}
