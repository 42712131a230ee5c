//! A graph as six tables, for programs that count and join: nothing of the facts is left out.

use super::{Cell, Column, Type, edge, gender_name, share, speech};
use crate::export::ExportError;
use crate::graph::{EdgeKind, Graph, Node};
use crate::model::{Confidence, EntityId, Evidence, Field, MentionKind};

/// A table.
pub(super) struct Table {
    /// Its columns, in groups that tables share.
    groups: &'static [&'static [Column]],
    /// Sends its rows, each with a value for every column.
    pub(super) rows: fn(&Graph, &mut Sink) -> Result<(), ExportError>,
}

impl Table {
    /// Its columns.
    pub(super) fn columns(&self) -> impl Iterator<Item = Column> {
        self.groups.iter().copied().flatten().copied()
    }
}

/// Takes one row.
pub(super) type Sink<'s> = dyn FnMut(&[Cell]) -> Result<(), ExportError> + 's;

const fn text(name: &'static str) -> Column {
    (name, Type::Text)
}

const fn texts(name: &'static str) -> Column {
    (name, Type::Texts)
}

const fn whole(name: &'static str) -> Column {
    (name, Type::Whole)
}

/// The words that show a fact, and what found them.
const WORDS: &[Column] = &[
    text("article"),
    text("field"),
    whole("char_start"),
    whole("char_end"),
    text("evidence"),
    text("rule"),
    ("confidence", Type::Share),
];

/// The values of [`WORDS`].
fn words<'g>(article: &'g str, evidence: &'g Evidence, rule: &'g str, confidence: Confidence) -> [Cell<'g>; 7] {
    let span = evidence.span();
    [
        article.into(),
        field(evidence.field()).into(),
        Cell::Whole(span.start.into()),
        Cell::Whole(span.end.into()),
        evidence.text().into(),
        rule.into(),
        Cell::Share(share(confidence)),
    ]
}

/// The articles.
pub(super) const ARTICLES: Table = Table {
    groups: &[&[
        text("id"),
        text("title"),
        text("published"),
        text("publisher"),
        text("url"),
        text("digest"),
        text("repeats"),
    ]],
    rows: |graph, sink| {
        graph.sources().values().try_for_each(|it| {
            sink(&[
                it.id.as_str().into(),
                it.title.as_str().into(),
                it.published.into(),
                it.publisher.as_deref().into(),
                it.url.as_deref().into(),
                it.digest.as_str().into(),
                it.origin.as_deref().into(),
            ])
        })
    },
};

/// People, organizations, places and works.
pub(super) const ENTITIES: Table = Table {
    groups: &[&[
        text("id"),
        text("type"),
        text("name"),
        texts("aliases"),
        texts("descriptions"),
        text("gender"),
        texts("external_ids"),
        whole("articles"),
    ]],
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
    groups: &[
        &[
            text("from"),
            text("type"),
            text("to"),
            text("label"),
            ("symmetric", Type::Flag),
            text("status"),
            text("title"),
            text("start"),
            text("end"),
            text("attributed_to"),
        ],
        WORDS,
    ],
    rows: |graph, sink| {
        for (from, to, it) in graph.edges().filter(|(.., it)| matches!(it.kind, EdgeKind::Relation(_))) {
            let [kind, _, label, symmetric, ..] = edge(graph, it);
            for account in &it.accounts {
                let when = account.when.unwrap_or_default();
                let own = [
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
                ];
                let words = words(&account.article, &account.evidence, &account.rule, account.confidence);
                sink(&joined(own, words))?;
            }
        }
        Ok(())
    },
};

/// Every time that an article tells an event.
pub(super) const EVENTS: Table = Table {
    groups: &[
        &[
            text("id"),
            text("type"),
            text("name"),
            text("date"),
            text("place"),
            text("status"),
            texts("participants"),
            texts("roles"),
            text("attributed_to"),
        ],
        WORDS,
    ],
    rows: |graph, sink| {
        for node in graph.nodes() {
            let Node::Event(node) = node else { continue };
            for telling in &node.tellings {
                let it = &telling.event;
                let role = |role| EdgeKind::Participant(role).name().to_owned().into();
                let own = [
                    node.id.as_str().into(),
                    it.kind.as_str().into(),
                    it.name.as_deref().into(),
                    it.date.into(),
                    id(it.place.as_ref()),
                    it.status.as_str().into(),
                    Cell::Texts(it.participants.iter().map(|it| it.id.0.as_str().into()).collect()),
                    Cell::Texts(it.participants.iter().map(|it| role(it.role)).collect()),
                    id(it.attributed_to.as_ref()),
                ];
                sink(&joined(own, words(&telling.article, &it.trigger, &it.rule, it.confidence)))?;
            }
        }
        Ok(())
    },
};

/// Every time that an article renders a statement.
pub(super) const STATEMENTS: Table = Table {
    groups: &[&[
        text("id"),
        text("kind"),
        text("speaker"),
        texts("to"),
        texts("about"),
        text("cue"),
        text("article"),
        text("field"),
        whole("char_start"),
        whole("char_end"),
        text("text"),
        text("rule"),
        ("confidence", Type::Share),
    ]],
    rows: |graph, sink| {
        for node in graph.nodes() {
            let Node::Statement(node) = node else { continue };
            for render in &node.renderings {
                let it = &render.statement;
                let first = it.content.first().copied().unwrap_or_default();
                let end =
                    it.content.iter().filter(|piece| piece.field == first.field).map(|piece| piece.span.end).max();
                sink(&[
                    node.id.as_str().into(),
                    speech(it.kind).into(),
                    id(it.speaker.as_ref()),
                    ids(&it.to),
                    ids(&it.about),
                    it.cue.as_ref().map(Evidence::text).into(),
                    render.article.as_str().into(),
                    field(first.field).into(),
                    Cell::Whole(first.span.start.into()),
                    Cell::Whole(end.unwrap_or_default().into()),
                    it.text.as_str().into(),
                    it.rule.as_str().into(),
                    Cell::Share(share(it.confidence)),
                ])?;
            }
        }
        Ok(())
    },
};

/// Every time that an article refers to an entity.
pub(super) const MENTIONS: Table = Table {
    groups: &[&[text("entity"), text("article"), text("kind"), text("field"), whole("char_start"), whole("char_end")]],
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
                        Cell::Whole(it.span.start.into()),
                        Cell::Whole(it.span.end.into()),
                    ])?;
                }
            }
        }
        Ok(())
    },
};

fn joined<'g, const A: usize, const B: usize>(own: [Cell<'g>; A], words: [Cell<'g>; B]) -> Vec<Cell<'g>> {
    own.into_iter().chain(words).collect()
}

fn id(id: Option<&EntityId>) -> Cell<'_> {
    id.map(|id| id.0.as_str()).into()
}

fn ids(ids: &[EntityId]) -> Cell<'_> {
    Cell::Texts(ids.iter().map(|id| id.0.as_str().into()).collect())
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
