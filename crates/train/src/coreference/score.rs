//! How far found clusters of mentions are those of the gold standard: MUC (Vilain et al. 1995), B-cubed (Bagga and
//! Baldwin 1998), entity-based CEAF (Luo 2005) and the mean of their F1, the score of CoNLL-2012, as Pradhan et al. (2014)
//! define them for mentions that were found and not given.

use super::assignment;
use std::collections::BTreeMap;
use std::fmt;

/// Mentions of one thing, by numbers that gold and found mentions share where they are the same.
pub(super) type Cluster = Vec<usize>;

/// A part of a whole, both summed over documents.
#[derive(Debug, Clone, Copy, Default)]
struct Share {
    part: f64,
    whole: f64,
}

impl Share {
    fn add(&mut self, part: f64, whole: f64) {
        self.part += part;
        self.whole += whole;
    }

    /// The share in percent, 0 of nothing.
    fn percent(self) -> f64 {
        if self.whole > 0.0 { 100.0 * self.part / self.whole } else { 0.0 }
    }
}

/// Precision and recall of one measure.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Score {
    precision: Share,
    recall: Share,
}

impl Score {
    /// Adds what was right among `found` and among `gold` things.
    pub(super) fn add(&mut self, right: usize, found: usize, gold: usize) {
        self.precision.add(right as f64, found as f64);
        self.recall.add(right as f64, gold as f64);
    }

    /// The harmonic mean of precision and recall, in percent.
    pub(super) fn f1(&self) -> f64 {
        let (precision, recall) = (self.precision.percent(), self.recall.percent());
        if precision + recall > 0.0 { 2.0 * precision * recall / (precision + recall) } else { 0.0 }
    }
}

impl fmt::Display for Score {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:5.1} {:5.1} {:5.1}", self.precision.percent(), self.recall.percent(), self.f1())
    }
}

/// All measures, summed over documents.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Tally {
    mentions: Score,
    muc: Score,
    b_cubed: Score,
    ceaf: Score,
}

impl Tally {
    /// Adds a document. Clusters of one mention are left out on both sides, as in CoNLL-2012.
    ///
    /// Near linear in the mentions, but for CEAF, which is cubic in the clusters.
    pub(super) fn add(&mut self, gold: &[Cluster], found: &[Cluster]) {
        let several = |clusters: &[Cluster]| clusters.iter().filter(|it| it.len() > 1).cloned().collect::<Vec<_>>();
        let (gold, found) = (several(gold), several(found));
        let (in_gold, in_found) = (owners(&gold), owners(&found));
        let right = in_found.keys().filter(|mention| in_gold.contains_key(mention)).count();
        self.mentions.add(right, in_found.len(), in_gold.len());
        for (clusters, other, muc, b_cubed) in [
            (&found, &in_gold, &mut self.muc.precision, &mut self.b_cubed.precision),
            (&gold, &in_found, &mut self.muc.recall, &mut self.b_cubed.recall),
        ] {
            for cluster in clusters {
                let shared = shared(cluster, other);
                let alone = cluster.len() - shared.values().sum::<usize>();
                muc.add((cluster.len() - shared.len() - alone) as f64, (cluster.len() - 1) as f64);
                let squares: usize = shared.values().map(|count| count * count).sum();
                b_cubed.add(squares as f64 / cluster.len() as f64, cluster.len() as f64);
            }
        }
        let counts: Vec<_> = gold.iter().map(|cluster| shared(cluster, &in_found)).collect();
        let alike = |one: usize, other: usize| {
            let both = counts[one].get(&other).copied().unwrap_or_default();
            2.0 * both as f64 / (gold[one].len() + found[other].len()) as f64
        };
        let sum = assignment::best(gold.len(), found.len(), &alike);
        self.ceaf.precision.add(sum, found.len() as f64);
        self.ceaf.recall.add(sum, gold.len() as f64);
    }

    /// The mean F1 of the three measures of clusters: the score of CoNLL-2012, in percent.
    pub(super) fn mean(&self) -> f64 {
        (self.muc.f1() + self.b_cubed.f1() + self.ceaf.f1()) / 3.0
    }
}

impl fmt::Display for Tally {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Tally { mentions, muc, b_cubed, ceaf } = self;
        write!(f, "{mentions} | {muc} | {b_cubed} | {ceaf} | {:5.1}", self.mean())
    }
}

/// The cluster of each mention.
fn owners(clusters: &[Cluster]) -> BTreeMap<usize, usize> {
    clusters.iter().enumerate().flat_map(|(at, cluster)| cluster.iter().map(move |&mention| (mention, at))).collect()
}

/// How many mentions of a cluster each cluster of the other side has.
fn shared(cluster: &Cluster, other: &BTreeMap<usize, usize>) -> BTreeMap<usize, usize> {
    let mut counts = BTreeMap::new();
    for owner in cluster.iter().filter_map(|mention| other.get(mention)) {
        *counts.entry(*owner).or_default() += 1;
    }
    counts
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tally(gold: &[&[usize]], found: &[&[usize]]) -> Tally {
        let clusters = |of: &[&[usize]]| of.iter().map(|it| it.to_vec()).collect::<Vec<_>>();
        let mut tally = Tally::default();
        tally.add(&clusters(gold), &clusters(found));
        tally
    }

    fn is(score: &Score, precision: f64, recall: f64) -> bool {
        let near = |share: Share, value: f64| (share.percent() - 100.0 * value).abs() < 1e-9;
        near(score.precision, precision) && near(score.recall, recall)
    }

    /// The example of Pradhan et al. 2014: a to i are 1 to 9; e is missed, h and i are none.
    #[test]
    fn found_mentions_that_are_none_and_gold_ones_that_are_missed() {
        let it = tally(&[&[1, 2, 3], &[4, 5, 6, 7]], &[&[1, 2], &[3, 4], &[6, 7, 8, 9]]);
        assert!(is(&it.mentions, 6.0 / 8.0, 6.0 / 7.0));
        assert!(is(&it.muc, 2.0 / 5.0, 2.0 / 5.0));
        assert!(is(&it.b_cubed, 4.0 / 8.0, (4.0 / 3.0 + 1.0 / 3.0 + 1.0 / 4.0 + 1.0) / 7.0));
        assert!(is(&it.ceaf, 1.3 / 3.0, 1.3 / 2.0));
        assert!((it.ceaf.f1() - 52.0).abs() < 1e-9);
    }

    /// The two answers of Bagga and Baldwin 1998, alike for MUC: what joins more mentions wrongly is the worse.
    #[test]
    fn b_cubed_tells_a_large_mistake_from_a_small_one() {
        let gold: &[&[usize]] = &[&[1, 2, 3, 4, 5], &[6, 7], &[8, 9, 10, 11, 12]];
        let small = tally(gold, &[&[1, 2, 3, 4, 5], &[6, 7, 8, 9, 10, 11, 12]]);
        let large = tally(gold, &[&[1, 2, 3, 4, 5, 8, 9, 10, 11, 12], &[6, 7]]);
        assert!(is(&small.muc, 0.9, 1.0) && is(&large.muc, 0.9, 1.0));
        assert!(is(&small.b_cubed, (5.0 + 29.0 / 7.0) / 12.0, 1.0));
        assert!(is(&large.b_cubed, (5.0 + 2.0) / 12.0, 1.0));
    }

    /// The examples of Vilain et al. 1995: links that are missing, and links too many.
    #[test]
    fn muc_counts_missing_links() {
        assert!(is(&tally(&[&[1, 2, 3, 4]], &[&[1, 2], &[3, 4]]).muc, 1.0, 2.0 / 3.0));
        assert!(is(&tally(&[&[1, 2], &[3, 4]], &[&[1, 2, 3, 4]]).muc, 2.0 / 3.0, 1.0));
        assert!(is(&tally(&[&[1, 2, 3, 4]], &[&[1, 2]]).muc, 1.0, 1.0 / 3.0));
    }

    #[test]
    fn clusters_of_one_count_nowhere() {
        let it = tally(&[&[1, 2], &[3]], &[&[1, 2], &[4]]);
        assert!((it.mean() - 100.0).abs() < 1e-9);
        assert!(tally(&[], &[]).mean().abs() < 1e-9);
    }
}
