//! Who takes part in an event, where and when it was, where its own clause does not say so: every thing and every time
//! that the article names is weighed.

use super::find::Candidate;
use super::merge::Merged;
use super::setting::{day_of, precision};
use crate::extract::frames::Tree;
use crate::extract::weigh::{Features, Scene, Seen, part};
use crate::model::{ChainId, Date, MentionId, TimeMention, TokenId};
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
}

/// One naming of an event beside one mention or time.
struct Beside<'a> {
    event: &'a Merged,
    naming: &'a Candidate,
    kind: &'a str,
    /// Sentences from the naming to the other.
    gap: &'static str,
    head: TokenId,
}

impl<'a> Weighing<'a> {
    pub(super) fn new(scene: &'a Scene<'a>, events: &[Merged]) -> Self {
        let mut mentions: BTreeMap<ChainId, Vec<usize>> = BTreeMap::new();
        for (index, seen) in scene.seen.iter().enumerate() {
            mentions.entry(seen.chain).or_default().push(index);
        }
        let mut parts: BTreeMap<ChainId, usize> = BTreeMap::new();
        let chains = |mention: MentionId| scene.tree.document.mention(mention).chains.iter().copied();
        for chain in events.iter().flat_map(|event| &event.participants).flat_map(|&(mention, _)| chains(mention)) {
            *parts.entry(chain).or_default() += 1;
        }
        Weighing { scene, mentions, parts }
    }

    /// All things and times with what speaks for and against their part in an event. O(things × mentions × namings).
    pub(super) fn belongings(&self, event: &Merged, kind: &str, blank: &Features) -> Vec<Belonging> {
        let things =
            self.mentions.iter().filter_map(|(&chain, mentions)| self.thing(event, kind, chain, mentions, blank));
        let times = self.scene.tree.document.times.iter().filter_map(|time| self.time(event, kind, time, blank));
        things.chain(times).collect()
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
    fn clause(&self, beside: &Beside, own: &str, features: &mut Features) {
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

    fn time(&self, event: &Merged, kind: &str, time: &TimeMention, blank: &Features) -> Option<Belonging> {
        let tree = self.scene.tree;
        let date = day_of(time.value)?;
        let inside = |token: TokenId| time.tokens.contains(&token);
        let root = time.tokens.clone().find(|&t| tree.head(t).is_none_or(|head| !inside(head)))?;
        let sentence = self.sentence(root);
        let naming = event
            .namings
            .iter()
            .min_by_key(|naming| (self.distance(naming.token, sentence, root), naming.token.abs_diff(root)))?;
        let gap = gap(self.sentence(naming.token), sentence);
        let beside = Beside { event, naming, kind, gap, head: root };
        let mut features = blank.fresh();
        self.dated(&beside, date, &mut features);
        if gap == "0" {
            self.clause(&beside, "time", &mut features);
        }
        Some(Belonging { chain: None, date: Some(date), mention: None, features })
    }

    /// What is known of a date towards an event.
    fn dated(&self, beside: &Beside, date: Date, features: &mut Features) {
        let Beside { event, naming, kind, gap, head } = *beside;
        let tree = self.scene.tree;
        let rule = match event.date {
            Some(own) if own == date => "same",
            Some(own) if own.agrees(date) => "agrees",
            Some(_) => "other",
            None => "none",
        };
        let exact = precision(date).to_string();
        let tag = tree.document.token(naming.token).xpos.as_str();
        let age = age(tree.document.article.published, date);
        let order = tree.document.times.partition_point(|time| time.tokens.start < head).min(2).to_string();
        let on = tree.head(head).map_or("-", |verb| tree.lemma(verb));
        features.add(&["t", "rule", rule]);
        features.add(&["t", "rule", rule, gap]);
        features.add(&["t", "rule", rule, gap, &exact]);
        features.add(&["t", "rule", rule, kind]);
        features.add(&["t", "rule", rule, age]);
        features.add(&["t", "gap", gap, tag]);
        features.add(&["t", "gap", gap, tag, age]);
        features.add(&["t", "gap", gap, &order, age]);
        features.add(&["t", "gap", gap, kind]);
        features.add(&["t", "age", age, &exact]);
        features.add(&["t", "age", age, kind, tag]);
        features.add(&["t", "on", on, gap]);
        features.add(&["t", "on", on, gap, rule]);
        features.add(&["t", "trigger", tree.lemma(naming.token), gap, rule]);
        features.add(&["t", "bare", if event.is_bare() { "bare" } else { "told" }, gap, rule]);
        let title = if tree.document.field_of(naming.token).is_text() { "text" } else { "title" };
        features.add(&["t", title, gap, &order, rule]);
    }

    /// How far a sentence is from that of a naming, what stands behind a little farther; other fields farthest.
    fn distance(&self, naming: TokenId, sentence: usize, head: TokenId) -> usize {
        let document = self.scene.tree.document;
        let at = self.sentence(naming);
        let apart = 2 * at.abs_diff(sentence) + usize::from(sentence > at);
        apart + 2 * usize::from(document.field_of(naming) != document.field_of(head))
    }

    fn sentence(&self, token: TokenId) -> usize {
        self.scene.tree.document.sentence_of(token)
    }
}

/// The part that the patterns give a thing, "none" where they give it none.
fn role_of(tree: &Tree, event: &Merged, chain: ChainId) -> &'static str {
    let mut parts = event.participants.iter();
    let found = parts.find(|&&(mention, _)| tree.document.mention(mention).chains.contains(&chain));
    found.map_or("none", |&(_, role)| part(role))
}

/// Sentences from a naming to something else, in steps.
fn gap(naming: usize, other: usize) -> &'static str {
    match (other >= naming, other.abs_diff(naming)) {
        (_, 0) => "0",
        (false, 1) => "-1",
        (true, 1) => "+1",
        (false, 2 | 3) => "-2",
        (true, 2 | 3) => "+2",
        _ => "far",
    }
}

/// How long before the article a date was, in steps.
fn age(published: Option<Date>, date: Date) -> &'static str {
    let Some(published) = published else { return "unknown" };
    let days = |date: Date| {
        let (year, month, day) = date.parts();
        i32::from(year) * 372 + i32::from(month.unwrap_or(1)) * 31 + i32::from(day.unwrap_or(1))
    };
    if date.agrees(published) {
        return "now";
    }
    match days(published) - days(date) {
        ..0 => "later",
        0..=1 => "1",
        2..=8 => "week",
        9..=70 => "months",
        71..=400 => "year",
        _ => "long",
    }
}

fn base(dep: &'static str) -> &'static str {
    dep.split(':').next().unwrap_or(dep)
}
