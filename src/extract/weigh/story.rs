//! What the whole article shows of two things: what patterns found, events that both are in, what one says of the other,
//! and offices whose body is named elsewhere.

use super::features::Features;
use super::scene::Scene;
use crate::extract::Assertions;
use crate::extract::speech::tokens_of;
use crate::model::{ChainId, EntityKind, Event, MentionId, Role, Schema, Statement};
use std::collections::{BTreeMap, BTreeSet};

/// The features of each pair of chains.
pub(super) type Table = BTreeMap<(ChainId, ChainId), Features>;

/// Adds features to pairs.
pub(super) struct Story<'a> {
    pub(super) scene: &'a Scene<'a>,
    pub(super) schema: &'a Schema,
    pub(super) table: &'a mut Table,
    /// Empty features, named where names are wanted.
    pub(super) blank: &'a Features,
    /// The types of relation that a chain was found to go out from.
    held: BTreeMap<ChainId, BTreeSet<String>>,
}

impl<'a> Story<'a> {
    pub(super) fn new(scene: &'a Scene<'a>, schema: &'a Schema, table: &'a mut Table, blank: &'a Features) -> Self {
        Story { scene, schema, table, blank, held: BTreeMap::new() }
    }

    /// Adds everything, in an order that later parts rely on.
    pub(super) fn tell(&mut self, found: &Assertions) {
        self.relations(found);
        for event in found.events.iter().filter(|event| event.status.is_asserted() && !is_weighed(event)) {
            self.event(event);
        }
        for statement in &found.statements {
            self.statement(statement);
        }
        self.offices();
        self.names();
    }

    fn add(&mut self, from: ChainId, to: ChainId, parts: &[&str]) {
        let (Some(&one), Some(&two)) = (self.scene.kinds.get(&from), self.scene.kinds.get(&to)) else { return };
        let possible = self.schema.relations.values().any(|r| r.from.contains(&one) && r.to.contains(&two));
        if from != to && possible {
            self.table.entry((from, to)).or_insert_with(|| self.blank.fresh()).add(parts);
        }
    }

    fn chains(&self, mention: MentionId) -> Vec<ChainId> {
        let chains = &self.scene.tree.document.mention(mention).chains;
        chains.iter().copied().filter(|chain| self.scene.kinds.contains_key(chain)).collect()
    }

    fn relations(&mut self, found: &Assertions) {
        for relation in found.relations.iter().filter(|relation| relation.status.is_asserted()) {
            for from in self.chains(relation.from) {
                self.held.entry(from).or_default().insert(relation.kind.to_string());
                for to in self.chains(relation.to) {
                    self.add(from, to, &["rule", &relation.kind]);
                    self.add(from, to, &["rule", relation.rule.as_str()]);
                    if self.schema.is_symmetric(&relation.kind) {
                        self.add(to, from, &["rule", &relation.kind]);
                        self.add(to, from, &["rule", relation.rule.as_str()]);
                    } else {
                        self.add(to, from, &["inverse", &relation.kind]);
                    }
                }
            }
        }
    }

    fn event(&mut self, event: &Event<MentionId>) {
        let kind = event.kind.as_str();
        let told: Vec<(ChainId, Role)> = event
            .participants
            .iter()
            .filter(|p| p.role != Role::Other)
            .flat_map(|p| self.chains(p.id).into_iter().map(|chain| (chain, p.role)))
            .take(12)
            .collect();
        let size = told.len().min(4).to_string();
        for &(one, role) in &told {
            let own = self.scene.kind(one);
            for &(two, other) in &told {
                let theirs = self.scene.kind(two);
                self.add(one, two, &["event", kind, part(role), part(other)]);
                self.add(one, two, &["event", kind, part(role), part(other), own, theirs, &size]);
            }
            for place in event.place.map(|place| self.chains(place)).unwrap_or_default() {
                self.add(one, place, &["at", kind, part(role), own]);
                self.add(one, place, &["at", part(role), own]);
                self.add(one, place, &["at", kind, part(role), own, event.status.as_str()]);
            }
        }
    }

    fn statement(&mut self, statement: &Statement<MentionId>) {
        let Some(speaker) = statement.speaker.and_then(|speaker| self.chains(speaker).first().copied()) else { return };
        let chains = |mentions: &[MentionId]| -> BTreeSet<ChainId> {
            mentions.iter().flat_map(|&mention| self.chains(mention)).collect()
        };
        let (about, to) = (chains(&statement.about), chains(&statement.to));
        let tree = self.scene.tree;
        let pieces = statement.content.iter().flat_map(|piece| tokens_of(tree.document, piece.field, piece.span));
        let words: BTreeSet<_> = pieces.filter(|&t| tree.tagged(t, &["ADJ", "ADV", "NOUN", "VERB"])).collect();
        let lemmas: BTreeSet<&str> = words.iter().map(|&t| tree.lemma(t)).collect();
        let classes: BTreeSet<&String> = words.iter().flat_map(|&t| self.scene.classes.of(tree, t)).collect();
        let cue = statement.cue.as_ref().map_or_else(String::new, |cue| cue.text().to_lowercase());
        let count = about.len().min(4).to_string();
        for other in about {
            let kinds = [self.scene.kind(speaker), self.scene.kind(other)];
            self.add(speaker, other, &["about", kinds[0], kinds[1]]);
            self.add(speaker, other, &["about", &count]);
            self.add(speaker, other, &["about", "cue", &cue]);
            for lemma in &lemmas {
                self.add(speaker, other, &["about", "word", lemma]);
            }
            for class in &classes {
                self.add(speaker, other, &["about", "class", class]);
            }
        }
        for other in to {
            self.add(speaker, other, &["told"]);
        }
    }

    /// Of whoever has an office, the bodies and places of the article that it may be an office of.
    fn offices(&mut self) {
        let mut sentences: BTreeMap<ChainId, Vec<usize>> = BTreeMap::new();
        for seen in &self.scene.seen {
            sentences.entry(seen.chain).or_default().push(seen.sentence);
        }
        let bodies: Vec<(ChainId, EntityKind)> = self.scene.kinds.iter().map(|(&chain, &kind)| (chain, kind)).collect();
        for (&holder, titles) in &self.scene.titles {
            let held = self.held.get(&holder).cloned().unwrap_or_default();
            for &(body, kind) in &bodies {
                if !matches!(kind, EntityKind::Organization | EntityKind::Place) {
                    continue;
                }
                let gap = gap(&sentences[&holder], &sentences[&body]);
                let rank = self.scene.rank_of(body);
                let (kind, rank) = (self.scene.kind(body), rank.min(3).to_string());
                let word = self.last_word(body);
                for title in titles {
                    self.add(holder, body, &["office", title, kind, &rank, gap]);
                    self.add(holder, body, &["office", title, kind, &rank]);
                    self.add(holder, body, &["office", title, &word]);
                }
                self.add(holder, body, &["held", if held.is_empty() { "none" } else { "some" }, kind, gap]);
                for relation in &held {
                    self.add(holder, body, &["held", relation, kind, gap, &rank]);
                }
            }
        }
    }

    /// What things are called, and how often.
    fn names(&mut self) {
        let pairs: Vec<(ChainId, ChainId)> = self.table.keys().copied().collect();
        for (from, to) in pairs {
            let (one, two) = (self.scene.kind(from), self.scene.kind(to));
            let rank = |chain| self.scene.rank_of(chain).min(3).to_string();
            let ranks = [rank(from), rank(to)];
            self.add(from, to, &["kinds", one, two]);
            self.add(from, to, &["ranks", &ranks[0], &ranks[1], one, two]);
            let word = self.last_word(to);
            self.add(from, to, &["called", &word, one]);
            if self.scene.kinds.get(&from) != Some(&EntityKind::Person) {
                let word = self.last_word(from);
                self.add(from, to, &["from-called", &word, two]);
            }
        }
    }

    fn last_word(&self, chain: ChainId) -> String {
        let name = &self.scene.tree.document.chain(chain).name;
        name.rsplit(' ').next().unwrap_or_default().to_lowercase()
    }
}

/// True for an event that only its weights brought in.
fn is_weighed(event: &Event<MentionId>) -> bool {
    event.rule.as_str().ends_with(crate::extract::events::WEIGHED)
}

/// How far the nearest mention of a body is from one of its holder: in the same sentence, before, behind.
fn gap(holder: &[usize], body: &[usize]) -> &'static str {
    let distance = |one: usize, two: usize| if one >= two { one - two } else { 100 + two - one };
    let least = holder.iter().flat_map(|&one| body.iter().map(move |&two| distance(one, two))).min();
    match least.unwrap_or(100) {
        0 => "0",
        1 => "1",
        2 | 3 => "2",
        4..100 => "far",
        _ => "after",
    }
}

/// The name of a role.
pub(crate) fn part(role: Role) -> &'static str {
    match role {
        Role::Agent => "agent",
        Role::Patient => "patient",
        Role::Attendee => "attendee",
        Role::Other => "other",
    }
}
