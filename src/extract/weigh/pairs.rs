//! What one sentence shows of two things that it mentions.

use super::features::Features;
use super::scene::{Scene, Seen, Way};
use crate::model::{MentionKind, TokenId};
use std::ops::Range;

/// The most words between two mentions that are looked at one by one.
const NEAR: u32 = 12;

/// Two mentions of one sentence, in the direction of the relation.
pub(super) struct Both<'a> {
    pub(super) scene: &'a Scene<'a>,
    pub(super) from: &'a Seen,
    pub(super) to: &'a Seen,
    /// The kinds of both, and whether others stand between: the beginning of most features.
    prefix: String,
    side: &'static str,
    between: Range<TokenId>,
    sentence: Range<TokenId>,
}

impl<'a> Both<'a> {
    pub(super) fn new(scene: &'a Scene<'a>, from: &'a Seen, to: &'a Seen, others: usize) -> Self {
        let (first, last) = if from.tokens.start <= to.tokens.start { (from, to) } else { (to, from) };
        let star = if others > 1 { "*" } else { "" };
        let between = first.tokens.end.min(last.tokens.start)..last.tokens.start;
        let sentence = scene.tree.document.sentences.get(from.sentence).map_or(0..0, |s| s.tokens.clone());
        Both {
            scene,
            from,
            to,
            prefix: format!("{}{}{star}", scene.kind(from.chain), scene.kind(to.chain)),
            side: if from.head < to.head { "<" } else { ">" },
            between,
            sentence,
        }
    }

    /// Adds all features.
    pub(super) fn features(&self, others: usize, features: &mut Features) {
        let p = self.prefix.as_str();
        let distance = (self.between.len() / 3).min(6).to_string();
        let others = others.min(3).to_string();
        features.add(&[p, "others", &others, self.side]);
        features.add(&[p, "distance", &distance, self.side]);
        features.add(&[p, "mentions", form(self.from.kind), form(self.to.kind)]);
        self.between(features);
        self.around(features);
        match self.scene.way(self.from.head, self.to.head) {
            Some(way) => self.way(&way, features),
            None => features.add(&[p, "way", "long"]),
        }
        let near = if self.between.len() < 6 { "near" } else { "far" };
        for title in self.scene.titles.get(&self.from.chain).into_iter().flatten() {
            features.add(&[p, "title", title, near, self.side]);
            features.add(&["title", title, near, self.side]);
        }
    }

    /// The words between.
    fn between(&self, features: &mut Features) {
        let (p, tree) = (self.prefix.as_str(), self.scene.tree);
        let count = self.between.len();
        if count <= 5 {
            let words: Vec<&str> = self.between.clone().map(|t| tree.lemma(t)).collect();
            features.add(&[p, "text", self.side, &words.join("_")]);
        }
        if count <= 6 {
            let tags: Vec<&str> = self.between.clone().map(|t| tree.document.token(t).upos.as_str()).collect();
            features.add(&[p, "tags", self.side, &tags.join("_")]);
        }
        if self.between.len() as u32 >= NEAR {
            return;
        }
        for token in self.between.clone().filter(|&t| tree.tagged(t, &["NOUN", "VERB", "ADJ", "PROPN"])) {
            features.add(&[p, "between", self.side, tree.lemma(token)]);
            for class in self.scene.classes.of(tree, token) {
                features.add(&[p, "between", self.side, class]);
                features.add(&["between", self.side, class]);
            }
        }
    }

    /// The words before the first and after the last.
    fn around(&self, features: &mut Features) {
        let (p, tree) = (self.prefix.as_str(), self.scene.tree);
        let (first, last) = if self.side == "<" { (self.from, self.to) } else { (self.to, self.from) };
        let before = first.tokens.start.saturating_sub(2).max(self.sentence.start)..first.tokens.start;
        let after = last.tokens.end..(last.tokens.end + 2).min(self.sentence.end);
        for (place, tokens) in [("before", before.clone()), ("after", after.clone())] {
            for class in tokens.flat_map(|token| self.scene.classes.of(tree, token)) {
                features.add(&[p, place, self.side, class]);
                features.add(&[place, self.side, class]);
            }
        }
        if let Some(token) = before.last() {
            features.add(&[p, "word-before", self.side, tree.lemma(token)]);
        }
        if let Some(token) = after.into_iter().next() {
            features.add(&[p, "word-after", self.side, tree.lemma(token)]);
        }
    }

    /// The way through the tree.
    fn way(&self, way: &Way, features: &mut Features) {
        let (p, tree) = (self.prefix.as_str(), self.scene.tree);
        let steps = |tokens: &[TokenId], link: &str| tokens.iter().map(|&t| tree.dep(t)).collect::<Vec<_>>().join(link);
        let shape = format!("{}^{}", steps(&way.up, ">"), steps(&way.down, "<"));
        let middle: Vec<TokenId> = way
            .up
            .iter()
            .skip(1)
            .chain([&way.top])
            .chain(way.down.iter().rev().skip(1).rev())
            .copied()
            .filter(|&t| t != self.from.head && t != self.to.head)
            .collect();
        let lemmas: Vec<&str> = middle.iter().map(|&t| tree.lemma(t)).collect();
        let lemmas = lemmas.join(",");
        features.add(&[p, "way", &shape]);
        features.add(&[p, "way", &shape, &lemmas]);
        features.add(&[p, "lemmas", self.side, &lemmas]);
        let (own, theirs) = (self.scene.preposition(self.from.head), self.scene.preposition(self.to.head));
        features.add(&[p, "prepositions", own, theirs]);
        let one = way.up.first().map_or("-", |&t| tree.dep(t));
        let two = way.down.last().map_or("-", |&t| tree.dep(t));
        features.add(&[p, "ends", one, two, own, theirs, &middle.len().to_string()]);
        let base = |dep: &'static str| dep.split(':').next().unwrap_or(dep);
        for &token in &middle {
            features.add(&[p, "on", tree.lemma(token), base(one), base(two), theirs]);
            features.add(&[p, "on", tree.lemma(token)]);
            for class in self.scene.classes.of(tree, token) {
                features.add(&[p, "on", class, one, two, theirs]);
                features.add(&[p, "on", class, base(one), base(two)]);
                features.add(&["on", class, one, two, theirs]);
                features.add(&["on", class, base(one), base(two)]);
                features.add(&["on", class]);
                features.add(&[p, "on", class]);
            }
            if tree.children(token).iter().any(|&c| tree.reads(c, "not") || tree.reads(c, "never")) {
                features.add(&[p, "negated"]);
            }
        }
    }
}

/// How a mention refers.
pub(crate) fn form(kind: MentionKind) -> &'static str {
    match kind {
        MentionKind::Name => "name",
        MentionKind::Nominal => "description",
        MentionKind::Pronoun => "pronoun",
    }
}
