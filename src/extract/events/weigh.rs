//! Who takes part in an event and where it was, where its own clause does not say so: every thing that the article names
//! is weighed.

use super::find::Candidate;
use super::merge::Merged;
use crate::extract::frames::Tree;
use crate::extract::weigh::{Features, Scene, Seen, part};
use crate::model::{ChainId, Date, MentionId, TokenId};
use std::collections::BTreeMap;

/// Something that may belong to an event: a thing or a date.
#[derive(Debug, Clone)]
pub struct Belonging {
    /// The chain of the thing.
    pub chain: Option<ChainId>,
    /// The date.
    pub date: Option<Date>,
    /// The mention of the thing that stands nearest to the event.
    pub mention: Option<MentionId>,
    /// What the model sees.
    pub features: Features,
}

/// Looks at the events of one document.
pub(super) struct Weighing<'a> {
    pub(super) scene: &'a Scene<'a>,
    /// The mentions of each chain, by their place in the scene.
    mentions: BTreeMap<ChainId, Vec<usize>>,
    /// In how many events each chain has a part.
    parts: BTreeMap<ChainId, usize>,
    pub(super) events: &'a [Merged],
}

/// One naming of an event beside one mention or time.
pub(super) struct Beside<'a> {
    pub(super) event: &'a Merged,
    pub(super) naming: &'a Candidate,
    pub(super) kind: &'a str,
    /// Sentences from the naming to the other.
    pub(super) gap: &'static str,
    pub(super) head: TokenId,
}

impl<'a> Weighing<'a> {
    pub(super) fn new(scene: &'a Scene<'a>, events: &'a [Merged]) -> Self {
        let mut mentions: BTreeMap<ChainId, Vec<usize>> = BTreeMap::new();
        for (index, seen) in scene.seen.iter().enumerate() {
            mentions.entry(seen.chain).or_default().push(index);
        }
        let mut parts: BTreeMap<ChainId, usize> = BTreeMap::new();
        let chains = |mention: MentionId| scene.tree.document.mention(mention).chains.iter().copied();
        for chain in events.iter().flat_map(|event| &event.participants).flat_map(|&(mention, _)| chains(mention)) {
            *parts.entry(chain).or_default() += 1;
        }
        Weighing { scene, mentions, parts, events }
    }

    /// All things and times with what speaks for and against their part in an event. O(things × mentions × namings).
    pub(super) fn belongings(&self, event: &Merged, kind: &str, blank: &Features) -> Vec<Belonging> {
        let things =
            self.mentions.iter().filter_map(|(&chain, mentions)| self.thing(event, kind, chain, mentions, blank));
        things.chain(self.dates(event, kind, blank)).collect()
    }

    fn thing(
        &self,
        event: &Merged,
        kind: &str,
        chain: ChainId,
        mentions: &[usize],
        blank: &Features,
    ) -> Option<Belonging> {
        let pairs = mentions.iter().flat_map(|&index| event.namings.iter().map(move |naming| (index, naming)));
        let (index, naming) = pairs.min_by_key(|&(index, naming)| {
            let seen = &self.scene.seen[index];
            (self.distance(naming.token, seen.sentence, seen.head), seen.head.abs_diff(naming.token))
        })?;
        let seen = &self.scene.seen[index];
        let gap = gap(self.sentence(naming.token), seen.sentence);
        let beside = Beside { event, naming, kind, gap, head: seen.head };
        let mut features = blank.fresh();
        self.part(&beside, seen, &mut features);
        if gap == "0" {
            self.clause(&beside, self.scene.kind(chain), &mut features);
        }
        Some(Belonging { chain: Some(chain), date: None, mention: Some(seen.mention), features })
    }

    /// What is known of a thing towards an event, wherever it stands.
    fn part(&self, beside: &Beside, seen: &Seen, features: &mut Features) {
        let Beside { event, naming, kind, gap, .. } = *beside;
        let tree = self.scene.tree;
        let own = self.scene.kind(seen.chain);
        let role = role_of(tree, event, seen.chain);
        let count = event.participants.len().min(3).to_string();
        let bare = if event.is_bare() { "bare" } else { "told" };
        let tag = tree.document.token(naming.token).upos.as_str();
        features.add(&["role", role, bare]);
        features.add(&["role", role, own, bare]);
        features.add(&["role", role, kind, bare]);
        features.add(&["role", role, kind, own, bare]);
        features.add(&["gap", own, gap, bare]);
        features.add(&["gap", kind, gap]);
        features.add(&["gap", kind, own, gap]);
        features.add(&["count", &count, role]);
        features.add(&["count", &count, gap, own, bare]);
        features.add(&["rule", naming.rule.as_str(), role]);
        features.add(&["form", crate::extract::weigh::form(seen.kind), gap]);
        features.add(&["hangs", tree.dep(seen.head), gap]);
        features.add(&["tag", tag, role]);
        features.add(&["tag", tag, &count, gap, bare]);
        features.add(&["trigger", tree.lemma(naming.token), kind, gap, bare]);
        features.add(&["trigger", tree.lemma(naming.token), kind, own]);
        self.standing(beside, seen, role, features);
    }

    /// What is known of a thing in the article.
    fn standing(&self, beside: &Beside, seen: &Seen, role: &str, features: &mut Features) {
        let Beside { event, kind, gap, .. } = *beside;
        let own = self.scene.kind(seen.chain);
        let rank = self.scene.rank_of(seen.chain);
        let title = self.mentions[&seen.chain]
            .first()
            .is_some_and(|&first| !self.scene.tree.document.field_of(self.scene.seen[first].head).is_text());
        let title = if title { "title" } else { "-" };
        features.add(&["title", title, gap, own]);
        features.add(&["rank", &rank.min(5).to_string(), gap, own]);
        features.add(&["rank", &rank.min(3).to_string(), own, kind]);
        features.add(&["often", &self.mentions[&seen.chain].len().min(6).to_string(), own]);
        let others = self.parts.get(&seen.chain).copied().unwrap_or_default() - usize::from(role != "none");
        features.add(&["others", &others.min(3).to_string(), own]);
        let alike = event.participants.iter().flat_map(|&(m, _)| &self.scene.tree.document.mention(m).chains);
        let alike = alike.filter(|chain| self.scene.kind(**chain) == own).count().min(4).to_string();
        let alike = if role == "none" { alike.as_str() } else { "in" };
        features.add(&["alike", alike, own, gap]);
        features.add(&["alike", alike, own, kind]);
        let here = |place: MentionId| self.scene.tree.document.mention(place).chains.contains(&seen.chain);
        if event.place.is_some_and(here) {
            features.add(&["place"]);
            features.add(&["place", kind]);
        }
    }

    /// What the sentence shows of two of its words.
    pub(super) fn clause(&self, beside: &Beside, own: &str, features: &mut Features) {
        let Beside { naming, kind, head, .. } = *beside;
        let tree = self.scene.tree;
        let (low, high) = (naming.token.min(head), naming.token.max(head));
        let side = if head < naming.token { "before" } else { "after" };
        let verbs = (low + 1..high.max(low + 1)).filter(|&t| tree.tagged(t, &["VERB"])).count().min(3).to_string();
        features.add(&["verbs", &verbs, side, own]);
        features.add(&["verbs", &verbs, side, kind]);
        features.add(&["distance", &((high - low) / 4).min(5).to_string(), side, own]);
        let preposition = self.scene.preposition(head);
        let lemma = tree.lemma(naming.token);
        features.add(&["preposition", preposition, kind]);
        features.add(&["preposition", preposition, own, side]);
        features.add(&["preposition", preposition, lemma]);
        let Some(way) = self.scene.way(naming.token, head) else { return };
        let steps = |tokens: &[TokenId]| tokens.iter().map(|&t| base(tree.dep(t))).collect::<Vec<_>>().join(",");
        let shape = format!("{}^{}", steps(&way.up), steps(&way.down));
        let length = (way.up.len() + way.down.len()).min(6).to_string();
        let top = if way.top == naming.token { "=" } else { tree.lemma(way.top) };
        features.add(&["way", &shape]);
        features.add(&["way", &shape, own]);
        features.add(&["way", &shape, preposition]);
        features.add(&["way", &shape, lemma]);
        features.add(&["length", &length, own, kind]);
        features.add(&["top", top]);
        features.add(&["top", top, way.up.first().map_or("-", |&t| tree.dep(t))]);
    }

    /// How far a sentence is from that of a naming, what stands behind a little farther; other fields farthest.
    pub(super) fn distance(&self, naming: TokenId, sentence: usize, head: TokenId) -> usize {
        let document = self.scene.tree.document;
        let at = self.sentence(naming);
        let apart = 2 * at.abs_diff(sentence) + usize::from(sentence > at);
        apart + 2 * usize::from(document.field_of(naming) != document.field_of(head))
    }

    pub(super) fn sentence(&self, token: TokenId) -> usize {
        self.scene.tree.document.sentence_of(token)
    }
}

/// The part that the patterns give a thing, "none" where they give it none.
fn role_of(tree: &Tree, event: &Merged, chain: ChainId) -> &'static str {
    event.part(tree, chain).map_or("none", |(_, role)| part(role))
}

/// Sentences from a naming to something else, in steps.
pub(super) fn gap(naming: usize, other: usize) -> &'static str {
    match (other >= naming, other.abs_diff(naming)) {
        (_, 0) => "0",
        (false, 1) => "-1",
        (true, 1) => "+1",
        (false, 2 | 3) => "-2",
        (true, 2 | 3) => "+2",
        _ => "far",
    }
}

fn base(dep: &'static str) -> &'static str {
    dep.split(':').next().unwrap_or(dep)
}
