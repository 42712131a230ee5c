//! A graph as six tables, for programs that count and join: nothing of the facts is left out.

use super::{Cell, Column, Type, edge, gender_name, share, speech};
use crate::export::ExportError;
use crate::graph::{EdgeKind, Graph, Node};
use crate::model::{Date, EntityId, Evidence, Field, MentionKind};
use std::borrow::Cow;

/// A table.
pub(super) struct Table {
    pub(super) columns: &'static [Column],
    /// Sends its rows, each with a value for every column.
    pub(super) rows: fn(&Graph, &mut Sink) -> Result<(), ExportError>,
}

/// Takes one row.
pub(super) type Sink<'s> = dyn FnMut(&[Cell]) -> Result<(), ExportError> + 's;

/// The articles.
pub(super) const ARTICLES: Table = Table {
    columns: &[
        ("id", Type::Text),
        ("title", Type::Text),
        ("published", Type::Text),
        ("publisher", Type::Text),
        ("url", Type::Text),
        ("digest", Type::Text),
        ("repeats", Type::Text),
    ],
    rows: |graph, sink| {
        graph.sources().values().try_for_each(|source| {
            sink(&[
                source.id.as_str().into(),
                source.title.as_str().into(),
                source.published.into(),
                source.publisher.as_deref().into(),
                source.url.as_deref().into(),
                source.digest.as_str().into(),
                source.origin.as_deref().into(),
            ])
        })
    },
};

/// People, organizations, places and works.
pub(super) const ENTITIES: Table = Table {
    columns: &[
        ("id", Type::Text),
        ("type", Type::Text),
        ("name", Type::Text),
        ("aliases", Type::Texts),
        ("descriptions", Type::Texts),
        ("gender", Type::Text),
        ("external_ids", Type::Texts),
        ("articles", Type::Whole),
    ],
    rows: |graph, sink| {
        graph.nodes().try_for_each(|node| {
            let Node::Entity(it) = node else { return Ok(()) };
            sink(&[
                it.id.0.as_str().into(),
                it.kind.as_str().into(),
                it.name.as_str().into(),
                it.aliases.as_slice().into(),
                it.descriptions.as_slice().into(),
                it.gender.map(gender_name).into(),
                Cell::Texts(it.external_ids.iter().map(|(of, id)| format!("{of}:{id}").into()).collect()),
                node.articles().len().into(),
            ])
        })
    },
};

/// Every time that an article asserts a relation.
pub(super) const RELATIONS: Table = Table {
    columns: &[
        ("from", Type::Text),
        ("type", Type::Text),
        ("to", Type::Text),
        ("label", Type::Text),
        ("symmetric", Type::Flag),
        ("status", Type::Text),
        ("title", Type::Text),
        ("start", Type::Text),
        ("end", Type::Text),
        ("attributed_to", Type::Text),
        ("article", Type::Text),
        ("field", Type::Text),
        ("char_start", Type::Whole),
        ("char_end", Type::Whole),
        ("evidence", Type::Text),
        ("rule", Type::Text),
        ("confidence", Type::Share),
    ],
    rows: |graph, sink| {
        for (from, to, it) in graph.edges().filter(|(.., it)| matches!(it.kind, EdgeKind::Relation(_))) {
            let [kind, _, label, symmetric, ..] = edge(graph, it);
            for account in &it.accounts {
                let [article, field, start, end, words] = evidence(&account.article, &account.evidence);
                let when = account.when.unwrap_or_default();
                sink(&[
                    from.id().into(),
                    kind.clone(),
                    to.id().into(),
                    label.clone(),
                    symmetric.clone(),
                    account.status.as_str().into(),
                    account.title.as_deref().into(),
                    when.start.into(),
                    when.end.into(),
                    id(account.attributed_to.as_ref()),
                    article,
                    field,
                    start,
                    end,
                    words,
                    account.rule.as_str().into(),
                    Cell::Share(share(account)),
                ])?;
            }
        }
        Ok(())
    },
};

/// Every time that an article tells an event.
pub(super) const EVENTS: Table = Table {
    columns: &[
        ("id", Type::Text),
        ("type", Type::Text),
        ("name", Type::Text),
        ("date", Type::Text),
        ("place", Type::Text),
        ("status", Type::Text),
        ("participants", Type::Texts),
        ("roles", Type::Texts),
        ("attributed_to", Type::Text),
        ("article", Type::Text),
        ("field", Type::Text),
        ("char_start", Type::Whole),
        ("char_end", Type::Whole),
        ("evidence", Type::Text),
        ("rule", Type::Text),
        ("confidence", Type::Share),
    ],
    rows: |graph, sink| {
        for node in graph.nodes() {
            let Node::Event(node) = node else { continue };
            for telling in &node.tellings {
                let it = &telling.event;
                let [article, field, start, end, words] = evidence(&telling.article, &it.trigger);
                let role = |role| EdgeKind::Participant(role).name().to_owned().into();
                sink(&[
                    node.id.as_str().into(),
                    it.kind.as_str().into(),
                    it.name.as_deref().into(),
                    it.date.map(|date: Date| date.to_string()).into(),
                    id(it.place.as_ref()),
                    it.status.as_str().into(),
                    Cell::Texts(it.participants.iter().map(|it| it.id.0.as_str().into()).collect()),
                    Cell::Texts(it.participants.iter().map(|it| role(it.role)).collect()),
                    id(it.attributed_to.as_ref()),
                    article,
                    field,
                    start,
                    end,
                    words,
                    it.rule.as_str().into(),
                    Cell::Share(hundredths(it.confidence.value())),
                ])?;
            }
        }
        Ok(())
    },
};

/// Every time that an article renders a statement.
pub(super) const STATEMENTS: Table = Table {
    columns: &[
        ("id", Type::Text),
        ("kind", Type::Text),
        ("speaker", Type::Text),
        ("to", Type::Texts),
        ("about", Type::Texts),
        ("cue", Type::Text),
        ("article", Type::Text),
        ("field", Type::Text),
        ("char_start", Type::Whole),
        ("char_end", Type::Whole),
        ("text", Type::Text),
        ("rule", Type::Text),
        ("confidence", Type::Share),
    ],
    rows: |graph, sink| {
        for node in graph.nodes() {
            let Node::Statement(node) = node else { continue };
            for render in &node.renderings {
                let it = &render.statement;
                let first = it.content.first().copied().unwrap_or_default();
                let end =
                    it.content.iter().filter(|piece| piece.field == first.field).map(|piece| piece.span.end).max();
                let ids = |ids: &'_ [EntityId]| Cell::Texts(ids.iter().map(|id| Cow::Owned(id.to_string())).collect());
                sink(&[
                    node.id.as_str().into(),
                    speech(it.kind).into(),
                    id(it.speaker.as_ref()),
                    ids(&it.to),
                    ids(&it.about),
                    it.cue.as_ref().map(Evidence::text).into(),
                    render.article.as_str().into(),
                    field(first.field).into(),
                    Cell::Whole(u64::from(first.span.start)),
                    Cell::Whole(u64::from(end.unwrap_or_default())),
                    it.text.as_str().into(),
                    it.rule.as_str().into(),
                    Cell::Share(hundredths(it.confidence.value())),
                ])?;
            }
        }
        Ok(())
    },
};

/// Every time that an article refers to an entity.
pub(super) const MENTIONS: Table = Table {
    columns: &[
        ("entity", Type::Text),
        ("article", Type::Text),
        ("kind", Type::Text),
        ("field", Type::Text),
        ("char_start", Type::Whole),
        ("char_end", Type::Whole),
    ],
    rows: |graph, sink| {
        for node in graph.nodes() {
            let Node::Entity(entity) = node else { continue };
            for sighting in &entity.sightings {
                for it in &sighting.mentions {
                    sink(&[
                        entity.id.0.as_str().into(),
                        sighting.article.as_str().into(),
                        kind(it.kind).into(),
                        field(it.field).into(),
                        Cell::Whole(u64::from(it.span.start)),
                        Cell::Whole(u64::from(it.span.end)),
                    ])?;
                }
            }
        }
        Ok(())
    },
};

/// Article, field, first and last code point, words.
fn evidence<'g>(article: &'g str, evidence: &'g Evidence) -> [Cell<'g>; 5] {
    let span = evidence.span();
    [
        article.into(),
        field(evidence.field()).into(),
        Cell::Whole(u64::from(span.start)),
        Cell::Whole(u64::from(span.end)),
        evidence.text().into(),
    ]
}

fn id(id: Option<&EntityId>) -> Cell<'_> {
    id.map(|id| id.0.as_str()).into()
}

fn field(field: Field) -> &'static str {
    if field == Field::Title { "title" } else { "text" }
}

fn kind(kind: MentionKind) -> &'static str {
    match kind {
        MentionKind::Name => "name",
        MentionKind::Nominal => "nominal",
        MentionKind::Pronoun => "pronoun",
    }
}

fn hundredths(value: f32) -> f64 {
    f64::from((value * 100.0).round()) / 100.0
}
