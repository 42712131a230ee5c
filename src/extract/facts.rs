//! The bridge from mentions to entities: the one place where assertions about words become assertions about things.

use crate::model::{
    Appearance, Chain, ChainId, CharSpan, Document, Entity, EntityId, EntityKind, Event, Evidence, ExternalIds, Facts,
    MentionId, Participant, Relation, Schema, Statement,
};
use compact_str::format_compact;
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

/// What the extractors found in one document, its ends still mentions.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Assertions {
    /// Edges.
    pub relations: Vec<Relation<MentionId>>,
    /// Happenings.
    pub events: Vec<Event<MentionId>>,
    /// What was said.
    pub statements: Vec<Statement<MentionId>>,
}

impl Assertions {
    /// Names the speaker of whatever stands inside somebody's words: of nested words, the inner speaker.
    pub(crate) fn attribute(&mut self) {
        let spoken = self.statements.iter().filter_map(|statement| Some((statement.speaker?, &statement.content)));
        let mut pieces: Vec<_> = spoken
            .flat_map(|(speaker, content)| {
                content.iter().map(move |c| (c.span.end - c.span.start, c.field, c.span, speaker))
            })
            .collect();
        pieces.sort_unstable();
        let speaker = |evidence: &Evidence| {
            let inside = |span: CharSpan| span.start <= evidence.span().start && evidence.span().end <= span.end;
            let around = pieces.iter().find(|&&(_, field, span, _)| field == evidence.field() && inside(span));
            around.map(|&(.., speaker)| speaker)
        };
        for relation in &mut self.relations {
            relation.attributed_to = speaker(&relation.evidence);
        }
        for event in &mut self.events {
            event.attributed_to = speaker(&event.trigger);
        }
    }
}

/// The facts of `document`: its named chains as entities, and `found` between them.
///
/// A mention of several chains ("the pair") stands for each of them. What has no entity at an end that it needs is left
/// out, as is a relation of something to itself; of equal relations the surest, then the earliest is kept. Facts come
/// out in the order of the text, whatever the order of `found`. Digest and signature are the pipeline's to fill in.
pub fn facts(document: &Document, schema: &Schema, found: Assertions) -> Facts {
    let bridge = Bridge::new(document);
    Facts {
        id: document.article.id.clone(),
        title: document.article.title.clone(),
        published: document.article.published,
        publisher: document.article.publisher.clone(),
        url: document.article.url.clone(),
        digest: String::new(),
        signature: None,
        entities: bridge.entities(),
        events: bridge.events(found.events),
        relations: bridge.relations(schema, found.relations),
        statements: bridge.statements(found.statements),
    }
}

struct Bridge<'d> {
    document: &'d Document,
    /// The entity of each chain; `None` for a chain that becomes no node.
    ids: Vec<Option<EntityId>>,
}

impl<'d> Bridge<'d> {
    fn new(document: &'d Document) -> Self {
        let mut counts = BTreeMap::new();
        let ids = document.chains.iter().map(|chain| Some(identifier(node(chain)?, &mut counts))).collect();
        Bridge { document, ids }
    }

    fn entities(&self) -> Vec<Entity> {
        let chains = self.document.chains.iter().zip(&self.ids);
        chains.filter_map(|(chain, id)| Some(self.entity(chain, id.clone()?, node(chain)?))).collect()
    }

    fn entity(&self, chain: &Chain, id: EntityId, kind: EntityKind) -> Entity {
        let appearance = |&mention: &MentionId| {
            let mention = self.document.mention(mention);
            let field = self.document.field_of(mention.tokens.start);
            let span = self.document.chars(field, self.document.span(&mention.tokens));
            Appearance { span, kind: mention.kind, field }
        };
        Entity {
            id,
            kind,
            name: chain.name.clone(),
            aliases: chain.aliases.clone(),
            mentions: chain.mentions.iter().map(appearance).collect(),
            descriptions: chain.descriptions.iter().map(ToString::to_string).collect(),
            gender: chain.gender,
            external_ids: ExternalIds::new(),
        }
    }

    /// The entities that a mention stands for.
    fn referents(&self, mention: MentionId) -> Vec<EntityId> {
        let chains = &self.document.mention(mention).chains;
        chains.iter().filter_map(|&ChainId(chain)| self.ids.get(chain as usize)?.clone()).collect()
    }

    fn first(&self, mention: MentionId) -> Option<EntityId> {
        self.referents(mention).into_iter().next()
    }

    fn relations(&self, schema: &Schema, found: Vec<Relation<MentionId>>) -> Vec<Relation<EntityId>> {
        let mut best: BTreeMap<_, Relation<EntityId>> = BTreeMap::new();
        for relation in found.into_iter().flat_map(|relation| self.between(schema, &relation)) {
            let key =
                (relation.kind.clone(), relation.from.clone(), relation.to.clone(), relation.status.is_asserted());
            let rank = |r: &Relation<EntityId>| (Reverse(r.confidence), place(&r.evidence), r.status, r.rule.clone());
            if best.get(&key).is_none_or(|kept| rank(&relation) < rank(kept)) {
                best.insert(key, relation);
            }
        }
        let mut relations: Vec<_> = best.into_values().collect();
        relations.sort_by_cached_key(|r| (place(&r.evidence), r.clone()));
        relations
    }

    /// A relation between each two entities that its ends stand for; the ends of a symmetric one in the order of their
    /// first mentions.
    fn between(&self, schema: &Schema, relation: &Relation<MentionId>) -> Vec<Relation<EntityId>> {
        let symmetric = schema.is_symmetric(&relation.kind);
        let mut out = Vec::new();
        for from in self.referents(relation.from) {
            for to in self.referents(relation.to).into_iter().filter(|to| *to != from) {
                let mut ends = [from.clone(), to].into_iter();
                let Some(mut edge) = relation.clone().try_map(|mention| ends.next().or_else(|| self.first(mention)))
                else {
                    continue;
                };
                if symmetric && self.rank(&edge.to) < self.rank(&edge.from) {
                    std::mem::swap(&mut edge.from, &mut edge.to);
                }
                out.push(edge);
            }
        }
        out
    }

    fn rank(&self, id: &EntityId) -> Option<usize> {
        self.ids.iter().position(|other| other.as_ref() == Some(id))
    }

    fn events(&self, found: Vec<Event<MentionId>>) -> Vec<Event<EntityId>> {
        let mut events: Vec<Event<EntityId>> = found
            .into_iter()
            .map(|event| {
                let mut seen = BTreeSet::new();
                let participants = event
                    .participants
                    .iter()
                    .flat_map(|p| self.referents(p.id).into_iter().map(move |id| Participant { id, role: p.role }));
                let participants = participants.filter(|p| seen.insert(p.id.clone())).collect();
                Event { participants, ..event.map(|mention| self.first(mention)) }
            })
            .collect();
        events.sort_by_cached_key(|event| (place(&event.trigger), event.clone()));
        for (number, event) in (1..).zip(&mut events) {
            event.id = format_compact!("e{number}");
        }
        events
    }

    fn statements(&self, found: Vec<Statement<MentionId>>) -> Vec<Statement<EntityId>> {
        let mut statements: Vec<Statement<EntityId>> = found
            .into_iter()
            .map(|statement| {
                let all = |mentions: &[MentionId]| {
                    let mut seen = BTreeSet::new();
                    let all = mentions.iter().flat_map(|&mention| self.referents(mention));
                    all.filter(|id| seen.insert(id.clone())).collect::<Vec<_>>()
                };
                let (to, about) = (all(&statement.to), all(&statement.about));
                Statement { to, about, ..statement.map(|mention| self.first(mention)) }
            })
            .collect();
        statements
            .sort_by_cached_key(|statement| (statement.content.first().map(|c| (c.field, c.span)), statement.clone()));
        statements
    }
}

/// Where some words stand, the headline first.
fn place(evidence: &crate::model::Evidence) -> (crate::model::Field, crate::model::CharSpan) {
    (evidence.field(), evidence.span())
}

/// The kind of node that a chain becomes; `None` for one without a name.
fn node(chain: &Chain) -> Option<EntityKind> {
    chain.kind.filter(|_| !chain.name.is_empty())
}

/// The next identifier of a kind: p1, p2, o1, l1, w1.
fn identifier(kind: EntityKind, counts: &mut BTreeMap<EntityKind, u32>) -> EntityId {
    let count = counts.entry(kind).or_insert(0);
    *count += 1;
    let letter = match kind {
        EntityKind::Person => 'p',
        EntityKind::Organization => 'o',
        EntityKind::Place => 'l',
        EntityKind::Work => 'w',
    };
    EntityId(format_compact!("{letter}{count}"))
}
