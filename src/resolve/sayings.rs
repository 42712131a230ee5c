//! Statements of the articles to statements that several articles report.

use super::cluster::{Bond, cluster};
use super::ids::{Wish, assign};
use crate::model::{EntityId, Facts, Report, Saying, fold, slug};
use std::collections::{BTreeMap, BTreeSet};

/// Statements of fewer words ("Thank you") are never joined: anybody says them any day.
const SHORTEST: usize = 4;

/// The words of a shingle, by which statements are found that may be the same.
const SHINGLE: usize = 4;

/// The least share of the words of both, in percent, that two renderings of one statement have in common.
const ALIKE: usize = 80;

/// From this many words on, a rendering that lies wholly inside another is the same statement, cut short.
const CUT: usize = 7;

struct Rendering<'a> {
    report: Report,
    speaker: Option<&'a EntityId>,
    words: Vec<String>,
}

/// Groups the statements of all articles.
pub(crate) fn join(articles: &[Facts]) -> Vec<Saying> {
    let renderings: Vec<Rendering> = articles
        .iter()
        .enumerate()
        .flat_map(|(article, facts)| {
            facts.statements.iter().enumerate().map(move |(statement, it)| Rendering {
                report: Report { article, statement },
                speaker: it.speaker.as_ref(),
                words: fold(&it.text).split(' ').map(str::to_owned).collect(),
            })
        })
        .collect();
    let bonds = candidates(&renderings)
        .into_iter()
        .map(|(a, b)| Bond { score: likeness(&renderings[a].words, &renderings[b].words), a, b })
        .filter(|bond| bond.score >= ALIKE)
        .collect();
    let clusters = cluster(renderings.len(), bonds, |_, _| false);
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

/// Pairs of statements of one speaker that have some words in a row in common.
fn candidates(renderings: &[Rendering]) -> BTreeSet<(usize, usize)> {
    let mut blocks: BTreeMap<(&EntityId, &[String]), Vec<usize>> = BTreeMap::new();
    for (at, it) in renderings.iter().enumerate() {
        let Some(speaker) = it.speaker else { continue };
        if it.words.len() >= SHORTEST {
            for shingle in it.words.windows(SHINGLE) {
                let block = blocks.entry((speaker, shingle)).or_default();
                if block.last() != Some(&at) {
                    block.push(at);
                }
            }
        }
    }
    let mut pairs = BTreeSet::new();
    for block in blocks.values() {
        for (i, &a) in block.iter().enumerate() {
            pairs.extend(block.iter().skip(i + 1).map(|&b| (a, b)));
        }
    }
    pairs
}

/// The share of common words in percent; 100 where the shorter of the two lies inside the other.
fn likeness(a: &[String], b: &[String]) -> usize {
    let (short, long) = if a.len() < b.len() { (a, b) } else { (b, a) };
    if short.len() >= CUT && long.windows(short.len()).any(|window| window == short) {
        return 100;
    }
    let a: BTreeSet<&String> = a.iter().collect();
    let b: BTreeSet<&String> = b.iter().collect();
    let common = a.intersection(&b).count();
    100 * common / (a.len() + b.len() - common).max(1)
}

/// `statement/ida-holt/the-bridge-will-be-open`.
fn wish(articles: &[Facts], renderings: &[Rendering], at: usize) -> Option<Wish> {
    let it = renderings.get(at)?;
    let facts = articles.get(it.report.article)?;
    let speaker = it.speaker.map_or("nobody", |id| id.0.split_once('/').map_or(id.0.as_str(), |(_, name)| name));
    let words = it.words.iter().take(5).map(String::as_str).collect::<Vec<_>>().join(" ");
    Some(Wish {
        readable: format!("statement/{speaker}/{}", slug(&words)),
        source: format!("{}#{:?}", facts.id, facts.statements.get(it.report.statement)?.content),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<String> {
        text.split(' ').map(str::to_owned).collect()
    }

    #[test]
    fn a_statement_cut_short_is_the_same() {
        let long = words("we will open the bridge before the snow comes and not later");
        assert_eq!(likeness(&words("will open the bridge before the snow"), &long), 100);
        assert!(likeness(&words("we will close the road"), &long) < 40);
    }
}
