//! Clusters written down as mentions and chains.

use super::Scene;
use super::cluster::Clusters;
use crate::model::{BlockKind, Chain, ChainId, EntityKind, Mention, MentionId, MentionKind};
use compact_str::CompactString;
use std::collections::{BTreeMap, BTreeSet};

/// The mentions of all candidates and the chains of all clusters that are worth one.
pub(super) fn build(scene: Scene<'_>, clusters: &Clusters) -> (Vec<Mention>, Vec<Chain>) {
    let mut mentions: Vec<Mention> = scene
        .candidates
        .iter()
        .map(|c| Mention { tokens: c.tokens.clone(), head: c.head, kind: c.kind, chains: Vec::new() })
        .collect();
    let mut chains = Vec::new();
    let mut numbers: BTreeMap<usize, ChainId> = BTreeMap::new();
    for root in clusters.roots() {
        let set = clusters.get(root);
        if !set.named && (set.members.len() < 2 || set.members.iter().all(|&m| !clusters.several[m].is_empty())) {
            continue;
        }
        let id = ChainId(chains.len() as u32);
        numbers.insert(root, id);
        chains.push(chain(scene, clusters, root));
    }
    for (i, mention) in mentions.iter_mut().enumerate() {
        let own = numbers.get(&clusters.root(i)).copied();
        let others = clusters.several[i].iter().filter_map(|&other| numbers.get(&clusters.root(other)).copied());
        let ids: BTreeSet<ChainId> = own.into_iter().filter(|_| clusters.several[i].is_empty()).chain(others).collect();
        for &id in &ids {
            chains[id.0 as usize].mentions.push(MentionId(i as u32));
        }
        mention.chains = ids.into_iter().collect();
    }
    (mentions, chains)
}

fn chain(scene: Scene<'_>, clusters: &Clusters, root: usize) -> Chain {
    let set = clusters.get(root);
    let mut members = set.members.clone();
    members.sort_unstable();
    let mut names: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
    let mut descriptions: BTreeSet<CompactString> = BTreeSet::new();
    let mut kind = None;
    for &member in &members {
        let candidate = &scene.candidates[member];
        descriptions.extend(candidate.noun.iter().chain(&candidate.titles).cloned());
        if candidate.kind == MentionKind::Name {
            let words = scene.document.words(&candidate.tokens);
            names.entry(words).or_insert((member, 0)).1 += 1;
            // Who only stands in the credits of an article is not in its story.
            let told = !is_credit(scene, candidate.sentence);
            kind = kind.or_else(|| EntityKind::ALL.into_iter().find(|&kind| told && candidate.kinds.has(kind)));
        }
    }
    let rank = |name: &str, first: usize| {
        (!name.starts_with('@'), !is_loud(scene, first), name.split(' ').count(), name.len())
    };
    let best = names.iter().max_by_key(|&(name, &(first, _))| (rank(name, first), std::cmp::Reverse(first)));
    let name = best.map(|(name, _)| (*name).to_owned()).unwrap_or_default();
    let aliases = names.keys().filter(|&&other| other != name).map(|&name| name.to_owned()).collect();
    Chain {
        kind,
        name,
        aliases,
        mentions: Vec::new(),
        gender: set.gender,
        plural: set.plural,
        descriptions: descriptions.into_iter().collect(),
    }
}

fn is_credit(scene: Scene<'_>, sentence: usize) -> bool {
    let block = scene.document.sentences.get(sentence).and_then(|s| scene.document.blocks.get(s.block as usize));
    block.is_some_and(|block| block.kind == BlockKind::Credit)
}

/// True for a name that stands in capitals with everything around it.
fn is_loud(scene: Scene<'_>, candidate: usize) -> bool {
    let words = scene.document.words(&scene.candidates[candidate].tokens);
    words.len() > 5 && words.contains(' ') && !words.chars().any(char::is_lowercase)
}
