//! Which relations two things stand in that no pattern found.

use super::features::Features;
use super::pairs::Both;
use super::scene::{Scene, Seen, beside};
use super::story::{Story, Table};
use super::{Classes, Weights};
use crate::extract::clip::clip;
use crate::extract::frames::{Lore, Tree};
use crate::extract::outlook::{self, Outlook};
use crate::extract::status::Modality;
use crate::extract::{Assertions, pattern};
use crate::model::{
    BlockKind, ChainId, Confidence, Document, EntityKind, Kind, MentionId, Relation, Rule, Schema, Status, TokenId,
};
use crate::resources::{DataError, Resources};
use rustc_hash::FxHashSet;
use std::collections::{BTreeMap, BTreeSet};

/// The model's file.
const FILE: &str = "weights/relations.txt";

/// The most mentions of a sentence that are paired; longer lists say nothing of pairs.
const CROWD: usize = 30;

/// Two things of an article with all that is known of them together.
#[derive(Debug, Clone)]
pub struct Pair {
    /// The chain that a relation would go out from.
    pub from: ChainId,
    /// The chain that it would go to.
    pub to: ChainId,
    /// What the model sees.
    pub features: Features,
}

/// Weighs each pair of things that an article mentions.
#[derive(Debug, Clone)]
pub struct Weigher {
    weights: Weights,
    classes: Classes,
    schema: Schema,
    modality: Modality,
    outlook: Outlook,
    lore: Lore,
    /// The nouns that patterns take titles from, by type.
    titles: BTreeMap<Kind, FxHashSet<String>>,
}

/// The two mentions that show a pair best.
#[derive(Debug, Clone, Copy)]
struct Shown {
    from: usize,
    to: usize,
    distance: u32,
}

impl Weigher {
    /// With the weights and words of `resources`.
    ///
    /// # Errors
    /// Where the model or a list of words is broken.
    pub fn new(resources: &Resources) -> Result<Self, DataError> {
        let compiled = pattern::compile(resources.relations(), resources.lexicon())?;
        let mut titles: BTreeMap<Kind, FxHashSet<String>> = BTreeMap::new();
        for pattern in compiled.frames.iter().filter(|pattern| pattern.title) {
            let heads = pattern.triggers.iter().map(|phrase| phrase.words[phrase.head].clone());
            titles.entry(compiled.relations[pattern.relation].name.clone()).or_default().extend(heads);
        }
        Ok(Weigher {
            weights: Weights::load(resources, FILE)?,
            classes: Classes::new(resources),
            schema: resources.schema().clone(),
            modality: crate::extract::relations::modality(resources)?,
            outlook: Outlook::new(resources.lexicon()),
            lore: Lore::new(resources)?,
            titles,
        })
    }

    /// All pairs of `document` with their features, named where `blank` is: what the model is trained on.
    pub fn pairs(&self, document: &Document, found: &Assertions, blank: &Features) -> Vec<Pair> {
        let tree = Tree::new(document, &self.lore).spoken(&found.statements);
        let scene = Scene::new(&tree, &self.classes);
        let (table, _) = self.table(&scene, found, blank);
        table.into_iter().map(|((from, to), features)| Pair { from, to, features }).collect()
    }

    /// Adds the relations that weigh enough and that `found` has not got.
    pub(crate) fn add(&self, document: &Document, found: &mut Assertions) {
        if self.weights.is_empty() {
            return;
        }
        let tree = Tree::new(document, &self.lore).spoken(&found.statements);
        let scene = Scene::new(&tree, &self.classes);
        let (table, shown) = self.table(&scene, found, &Features::default());
        let mut known = self.known(document, found);
        let mut ranked = Vec::new();
        let labels: Vec<_> =
            self.schema.relations.values().filter_map(|kind| Some((self.weights.label(&kind.name)?, kind))).collect();
        for ((from, to), features) in &table {
            let (Some(one), Some(two)) = (scene.kinds.get(from), scene.kinds.get(to)) else { continue };
            let probabilities = self.weights.probabilities(features);
            for &(label, kind) in labels.iter().filter(|(_, kind)| kind.from.contains(one) && kind.to.contains(two)) {
                if probabilities[label] >= self.weights.least(label) {
                    ranked.push((probabilities[label], kind, *from, *to));
                }
            }
        }
        ranked.sort_by(|a, b| b.0.total_cmp(&a.0).then_with(|| (&a.1.name, a.2, a.3).cmp(&(&b.1.name, b.2, b.3))));
        for (probability, kind, from, to) in ranked {
            let new = known.insert((kind.name.clone(), from, to));
            if kind.symmetric {
                known.insert((kind.name.clone(), to, from));
            }
            if new {
                let shown = shown.get(&(from, to)).copied();
                found.relations.extend(self.relation(&scene, &kind.name, (from, to), shown, probability));
            }
        }
    }

    /// What stands between which chains already, whatever its status.
    fn known(&self, document: &Document, found: &Assertions) -> BTreeSet<(Kind, ChainId, ChainId)> {
        let mut known = BTreeSet::new();
        for relation in &found.relations {
            for &from in &document.mention(relation.from).chains {
                for &to in &document.mention(relation.to).chains {
                    known.insert((relation.kind.clone(), from, to));
                    if self.schema.is_symmetric(&relation.kind) {
                        known.insert((relation.kind.clone(), to, from));
                    }
                }
            }
        }
        known
    }

    /// The features of all pairs, and the mentions that show those of one sentence.
    fn table(
        &self,
        scene: &Scene,
        found: &Assertions,
        blank: &Features,
    ) -> (Table, BTreeMap<(ChainId, ChainId), Shown>) {
        let (mut table, mut shown) = (Table::new(), BTreeMap::new());
        let mut start = 0;
        while let Some(first) = scene.seen.get(start) {
            let end = start + scene.seen[start..].iter().take_while(|seen| seen.sentence == first.sentence).count();
            if end - start <= CROWD && is_story(scene.tree.document, first.sentence) {
                self.sentence(scene, start..end, blank, &mut table, &mut shown);
            }
            start = end;
        }
        Story::new(scene, &self.schema, &mut table, blank).tell(found);
        (table, shown)
    }

    fn sentence(
        &self,
        scene: &Scene,
        range: std::ops::Range<usize>,
        blank: &Features,
        table: &mut Table,
        shown: &mut BTreeMap<(ChainId, ChainId), Shown>,
    ) {
        for from in range.clone() {
            for to in range.clone() {
                let (one, two) = (&scene.seen[from], &scene.seen[to]);
                let same = one.chain == two.chain || one.mention == two.mention;
                if same || !self.possible(scene, one, two) || is_namesake(scene, one, two) {
                    continue;
                }
                let others = between(&scene.seen[range.clone()], one, two);
                let features = table.entry((one.chain, two.chain)).or_insert_with(|| blank.fresh());
                Both::new(scene, one, two, others).features(others, features);
                let distance = one.head.abs_diff(two.head);
                let best = shown.entry((one.chain, two.chain)).or_insert(Shown { from, to, distance });
                if distance < best.distance {
                    *best = Shown { from, to, distance };
                }
            }
        }
    }

    fn possible(&self, scene: &Scene, one: &Seen, two: &Seen) -> bool {
        let (Some(one), Some(two)) = (scene.kinds.get(&one.chain), scene.kinds.get(&two.chain)) else { return false };
        self.schema.relations.values().any(|r| r.from.contains(one) && r.to.contains(two))
    }

    fn relation(
        &self,
        scene: &Scene,
        kind: &Kind,
        (from, to): (ChainId, ChainId),
        shown: Option<Shown>,
        probability: f32,
    ) -> Option<Relation<MentionId>> {
        let tree = scene.tree;
        let of = |chain: ChainId| scene.seen.iter().find(|seen| seen.chain == chain);
        let (one, two) = match shown {
            Some(shown) => (&scene.seen[shown.from], &scene.seen[shown.to]),
            None => (of(from)?, of(to)?),
        };
        let trigger = self.trigger(scene, kind, one, two, shown.is_some());
        let noun = tree.tagged(trigger, &["NOUN", "PROPN", "ADJ"]);
        let mut status = self.modality.status_of(tree.document, trigger);
        if noun && status == Status::Actual {
            status = self.outlook.noun(tree, trigger);
        }
        let titled = noun && self.titles.get(kind).is_some_and(|nouns| nouns.contains(tree.lemma(trigger)));
        status.is_asserted().then_some(())?;
        Some(Relation {
            kind: kind.clone(),
            from: alone(tree.document, one.mention, from)?,
            to: alone(tree.document, two.mention, to)?,
            status,
            title: titled.then(|| outlook::title(tree, trigger, &self.outlook)).filter(|title| !title.is_empty()),
            when: None,
            attributed_to: None,
            evidence: clip(tree.document, trigger, &[one.head, two.head])?,
            confidence: Confidence::new(probability),
            rule: Rule::from(format!("{kind}/weighed")),
        })
    }

    /// The word that shows a relation: an office beside its holder, else the top of the way between both.
    fn trigger(&self, scene: &Scene, kind: &Kind, one: &Seen, two: &Seen, together: bool) -> TokenId {
        if let Some(nouns) = self.titles.get(kind) {
            let office = beside(scene.tree, one).into_iter().find(|&t| nouns.contains(scene.tree.lemma(t)));
            if let Some(office) = office {
                return office;
            }
        }
        let way = together.then(|| scene.way(one.head, two.head)).flatten();
        way.map_or(one.head, |way| way.top)
    }
}

/// The other mentions between two.
fn between(seen: &[Seen], one: &Seen, two: &Seen) -> usize {
    let (first, last) = if one.tokens.start <= two.tokens.start { (one, two) } else { (two, one) };
    let inside = |seen: &&Seen| first.tokens.end <= seen.tokens.start && seen.tokens.end <= last.tokens.start;
    seen.iter().filter(inside).filter(|s| s.chain != one.chain && s.chain != two.chain).count()
}

/// A mention of one chain alone: the given one, else the chain's first such.
fn alone(document: &Document, mention: MentionId, chain: ChainId) -> Option<MentionId> {
    let single = |mention: &MentionId| document.mention(*mention).chains == [chain];
    Some(mention).filter(single).or_else(|| document.chain(chain).mentions.iter().copied().find(single))
}

/// True where a place bears a person's name: at Roe Tower Roe is at home, whatever the sentence tells of others.
fn is_namesake(scene: &Scene, one: &Seen, two: &Seen) -> bool {
    let document = scene.tree.document;
    let kinds = (scene.kinds.get(&one.chain), scene.kinds.get(&two.chain));
    let surname = document.chain(one.chain).name.rsplit(' ').next().unwrap_or_default();
    let mut words = document.chain(two.chain).name.split(' ');
    kinds == (Some(&EntityKind::Person), Some(&EntityKind::Place)) && words.any(|word| word == surname)
}

/// Page furniture and bylines give no relations.
fn is_story(document: &Document, sentence: usize) -> bool {
    let block = document.sentences.get(sentence).and_then(|s| document.blocks.get(s.block as usize));
    !block.is_some_and(|block| matches!(block.kind, BlockKind::Furniture | BlockKind::Byline | BlockKind::Credit))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::extract::{facts, sketch::sketch};
    use crate::model::EntityKind::{Person, Place};

    #[test]
    fn what_weighs_enough_is_added_with_its_words_and_its_probability() {
        let tree = "
            Ann Ann PROPN NNP 2 nsubj
            danced dance VERB VBD 0 root
            in in ADP IN 4 case
            Oslo Oslo PROPN NNP 2 obl";
        let document = sketch(tree, &[(1, 1, Person, "Ann"), (4, 1, Place, "Oslo")]);
        let resources = Resources::embedded().unwrap();
        let mut weigher = Weigher::new(&resources).unwrap();
        let found = |weigher: &Weigher| {
            let mut found = Assertions::default();
            weigher.add(&document, &mut found);
            facts(&document, resources.schema(), found).relations
        };
        let model = "label\tvisited\t-1\t0.5\nperpla|way|nsubj^obl\tvisited=4";
        weigher.weights = Weights::parse("x.txt", model).unwrap();
        let relations = found(&weigher);
        assert_eq!(relations.len(), 1);
        assert_eq!(
            (relations[0].evidence.text(), relations[0].rule.as_str()),
            ("Ann danced in Oslo", "visited/weighed")
        );
        assert!(relations[0].confidence > Confidence::new(0.9));
        weigher.weights = Weights::parse("x.txt", &model.replace("-1", "-9")).unwrap();
        assert!(found(&weigher).is_empty());
    }

    #[test]
    fn a_place_of_ones_own_name_is_not_weighed() {
        let tree = "
            Ann Ann PROPN NNP 3 nsubj
            Roe Roe PROPN NNP 1 flat
            danced dance VERB VBD 0 root
            in in ADP IN 6 case
            Roe Roe PROPN NNP 6 compound
            Tower Tower PROPN NNP 3 obl";
        let resources = Resources::embedded().unwrap();
        let mut weigher = Weigher::new(&resources).unwrap();
        let model = "label\tvisited\t-1\t0.5\nperpla|way|nsubj^obl\tvisited=4";
        weigher.weights = Weights::parse("x.txt", model).unwrap();
        for (tower, expected) in [("Roe Tower", 0), ("Poe Tower", 1)] {
            let document = sketch(tree, &[(1, 2, Person, "Ann Roe"), (5, 6, Place, tower)]);
            let mut found = Assertions::default();
            weigher.add(&document, &mut found);
            assert_eq!(found.relations.len(), expected, "{tower}");
        }
    }
}
