//! The facts format: JSON lines, one for each article.

use super::articles::{ByArticle, Fact};
use super::{ExportError, Exporter};
use crate::graph::{Graph, Node, Source};
use crate::model::{EntityId, Facts};
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
        each(graph, |facts| write_line(&facts, out))
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
    let by_article = ByArticle::new(graph);
    by_article.iter().map(|(source, told)| facts(source, told)).collect()
}

/// Sends the facts of one article after another.
fn each(graph: &Graph, mut sink: impl FnMut(Facts) -> Result<(), ExportError>) -> Result<(), ExportError> {
    ByArticle::new(graph).iter().try_for_each(|(source, told)| sink(facts(source, told)))
}

fn facts<'g>(source: &Source, told: impl Iterator<Item = Fact<'g>>) -> Facts {
    let mut facts = empty(source);
    for fact in told {
        match fact {
            Fact::Relation { kind, from, to, account } => {
                let end = |node: &Node| EntityId(node.id().into());
                facts.relations.push(account.relation(kind.into(), end(from), end(to)));
            }
            Fact::Sighting(entity, sighting) => facts.entities.push(sighting.entity(entity)),
            Fact::Telling(_, telling) => facts.events.push(telling.event.clone()),
            Fact::Render(_, render) => facts.statements.push(render.statement.clone()),
        }
    }
    sorted(facts)
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
