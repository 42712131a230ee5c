//! The facts format: JSON lines, one for each article.

use super::{ExportError, Exporter};
use crate::graph::{EdgeKind, Graph, Node, Source};
use crate::model::{EntityId, Facts};
use compact_str::CompactString;
use std::collections::BTreeMap;
use std::io::Write;

/// Writes what each article of a graph asserts, with the identifiers that all articles share.
#[derive(Debug, Clone, Copy, Default)]
pub struct FactLines;

impl Exporter for FactLines {
    fn name(&self) -> &'static str {
        "facts"
    }

    fn extension(&self) -> &'static str {
        "jsonl"
    }

    fn media_type(&self) -> &'static str {
        "application/jsonl"
    }

    fn export(&self, graph: &Graph, out: &mut dyn Write) -> Result<(), ExportError> {
        facts_of(graph).iter().try_for_each(|facts| write_line(facts, out))
    }
}

/// Writes the facts of one article as a line.
///
/// # Errors
/// When writing fails.
pub fn write_line(facts: &Facts, mut out: &mut dyn Write) -> Result<(), ExportError> {
    serde_json::to_writer(&mut out, facts)?;
    out.write_all(b"\n")?;
    Ok(())
}

/// The facts that a graph was folded from, sorted by article; in each of them everything in the order of its words.
pub fn facts_of(graph: &Graph) -> Vec<Facts> {
    let mut facts: BTreeMap<&CompactString, Facts> =
        graph.sources().iter().map(|(id, source)| (id, empty(source))).collect();
    for node in graph.nodes() {
        unfold_node(node, &mut facts);
    }
    for (from, to, edge) in graph.edges() {
        let EdgeKind::Relation(kind) = &edge.kind else { continue };
        for account in &edge.accounts {
            if let Some(facts) = facts.get_mut(&account.article) {
                let end = |node: &Node| EntityId(node.id().into());
                facts.relations.push(account.relation(kind.clone(), end(from), end(to)));
            }
        }
    }
    facts.into_values().map(sorted).collect()
}

fn empty(source: &Source) -> Facts {
    Facts {
        id: source.id.clone(),
        title: source.title.clone(),
        published: source.published,
        publisher: source.publisher.clone(),
        url: source.url.clone(),
        digest: source.digest.clone(),
        signature: source.signature.clone(),
        ..Facts::default()
    }
}

fn unfold_node(node: &Node, facts: &mut BTreeMap<&CompactString, Facts>) {
    match node {
        Node::Entity(entity) => {
            for sighting in &entity.sightings {
                if let Some(facts) = facts.get_mut(&sighting.article) {
                    facts.entities.push(sighting.entity(entity));
                }
            }
        }
        Node::Event(event) => {
            for telling in &event.tellings {
                if let Some(facts) = facts.get_mut(&telling.article) {
                    facts.events.push(telling.event.clone());
                }
            }
        }
        Node::Statement(statement) => {
            for render in &statement.renderings {
                if let Some(facts) = facts.get_mut(&render.article) {
                    facts.statements.push(render.statement.clone());
                }
            }
        }
    }
}

fn sorted(mut facts: Facts) -> Facts {
    facts.entities.sort_by_key(|entity| {
        let first = entity.mentions.iter().map(|mention| (mention.field, mention.span)).min();
        (first.is_none(), first, entity.id.clone())
    });
    facts.events.sort_by_cached_key(|event| (event.trigger.field(), event.trigger.span(), event.clone()));
    facts.relations.sort_by_cached_key(|it| (it.evidence.field(), it.evidence.span(), it.clone()));
    facts.statements.sort_by_cached_key(|statement| {
        let evidence = statement.evidence();
        (evidence.field(), evidence.span(), statement.clone())
    });
    facts
}
