//! Node-link JSON, as `networkx.node_link_graph(…, edges="links")` and D3 read it. Lossless: [`read`] gives the graph
//! back.

use super::{ExportError, Exporter};
use crate::graph::{Account, Edge, EdgeKind, Graph, Link, Node, Source, Term};
use crate::model::{Hint, Kind, Status};
use compact_str::CompactString;
use rustc_hash::FxHashSet;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::io::{Read, Write};

/// Writes everything that a graph holds, a line for each node and link.
#[derive(Debug, Clone, Copy, Default)]
pub struct NodeLink;

impl Exporter for NodeLink {
    fn name(&self) -> &'static str {
        "json"
    }

    fn extension(&self) -> &'static str {
        "json"
    }

    fn media_type(&self) -> &'static str {
        "application/json"
    }

    fn export(&self, graph: &Graph, out: &mut dyn Write) -> Result<(), ExportError> {
        out.write_all(b"{\"directed\": true, \"multigraph\": true, \"graph\": ")?;
        let head = Head { articles: graph.sources().values().collect(), terms: graph.terms(), hints: graph.hints() };
        serde_json::to_writer(&mut *out, &head)?;
        out.write_all(b", \"nodes\": [")?;
        lines(out, graph.nodes().map(NodeRecord::new))?;
        out.write_all(b"], \"links\": [")?;
        lines(out, graph.edges().map(|(from, to, edge)| LinkRecord::new(graph, from, to, edge)))?;
        out.write_all(b"]}\n")?;
        Ok(())
    }
}

/// Writes the members of an array, each on its own line.
fn lines<T: Serialize>(out: &mut dyn Write, records: impl Iterator<Item = T>) -> Result<(), ExportError> {
    for (at, record) in records.enumerate() {
        out.write_all(if at == 0 { b"\n" } else { b",\n" })?;
        serde_json::to_writer(&mut *out, &record)?;
    }
    out.write_all(b"\n")?;
    Ok(())
}

/// Reads a graph that [`NodeLink`] wrote. Labels and counts are not read: they follow from the rest.
///
/// # Errors
/// When the bytes are no such JSON, with line and column; when a link or node is impossible, with its number.
pub fn read(mut from: impl Read) -> Result<Graph, ExportError> {
    // Three times as fast from memory as from a stream.
    let mut bytes = Vec::new();
    from.read_to_end(&mut bytes)?;
    let file: File = serde_json::from_slice(&bytes)?;
    drop(bytes);
    let mut ids = FxHashSet::default();
    for (at, node) in file.nodes.iter().enumerate() {
        if !ids.insert(node.id()) {
            return Err(ExportError::Node { at: at + 1, id: node.id().to_owned() });
        }
    }
    let sources = file.graph.articles.into_iter().map(|source| (source.id.clone(), source)).collect();
    let links = file.links.into_iter().enumerate().map(|(at, link)| {
        let wrong = |what: String| ExportError::Link { at: at + 1, what };
        if let Some(end) = [&link.source, &link.target].into_iter().find(|end| !ids.contains(end.as_str())) {
            return Err(wrong(format!("there is no node {end:?}")));
        }
        let kind = EdgeKind::parse(&link.class, &link.kind)
            .ok_or_else(|| wrong(format!("unknown class or role: {:?}, {:?}", link.class, link.kind)))?;
        Ok(Link { from: link.source, to: link.target, edge: Edge { kind, accounts: link.evidence } })
    });
    let links = links.collect::<Result<_, _>>()?;
    Ok(Graph::assemble(sources, file.graph.terms, file.nodes, links).with_hints(file.graph.hints))
}

#[derive(Serialize)]
struct Head<'g> {
    articles: Vec<&'g Source>,
    terms: &'g BTreeMap<Kind, Term>,
    #[serde(skip_serializing_if = "<[Hint]>::is_empty")]
    hints: &'g [Hint],
}

#[derive(Serialize)]
struct NodeRecord<'g> {
    #[serde(flatten)]
    node: &'g Node,
    label: String,
    articles: usize,
}

impl<'g> NodeRecord<'g> {
    fn new(node: &'g Node) -> Self {
        NodeRecord { node, label: node.label(), articles: node.articles().len() }
    }
}

#[derive(Serialize)]
struct LinkRecord<'g> {
    source: &'g str,
    target: &'g str,
    /// Unique among the links of one source and target.
    key: &'g str,
    class: &'g str,
    #[serde(rename = "type")]
    kind: &'g str,
    label: String,
    status: Status,
    articles: usize,
    /// Articles that repeat one text counted once.
    independent: usize,
    evidence: &'g [Account],
}

impl<'g> LinkRecord<'g> {
    fn new(graph: &Graph, from: &'g Node, to: &'g Node, edge: &'g Edge) -> Self {
        let kind = edge.kind.name();
        LinkRecord {
            source: from.id(),
            target: to.id(),
            key: kind,
            class: edge.kind.class(),
            kind,
            label: graph.label(kind),
            status: edge.status(),
            articles: edge.articles().len(),
            independent: graph.independent(edge),
            evidence: &edge.accounts,
        }
    }
}

#[derive(Deserialize)]
struct File {
    graph: FileHead,
    nodes: Vec<Node>,
    links: Vec<FileLink>,
}

#[derive(Deserialize)]
struct FileHead {
    articles: Vec<Source>,
    terms: BTreeMap<Kind, Term>,
    #[serde(default)]
    hints: Vec<Hint>,
}

#[derive(Deserialize)]
struct FileLink {
    source: CompactString,
    target: CompactString,
    class: CompactString,
    #[serde(rename = "type")]
    kind: CompactString,
    evidence: Vec<Account>,
}
