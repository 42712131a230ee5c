//! How long each format takes, and how much memory it needs beyond the graph itself, for an invented graph.
//!
//! `cargo run --release --example large_graph -- 1000000` makes a graph of so many relations and writes it in every format
//! to nowhere. Memory is told on Linux only.

use newsgraph::export::Format;
use newsgraph::graph::{Account, Edge, EdgeKind, EntityNode, Graph, Link, Node, Sighting, Source};
use newsgraph::model::{Appearance, CharSpan, Confidence, EntityId, EntityKind, Field, MentionKind};
use std::collections::BTreeMap;
use std::io::{self, Write};
use std::time::Instant;

/// Entities of a graph, for each hundred relations.
const ENTITIES: usize = 20;

/// Articles of a graph, for each hundred relations.
const ARTICLES: usize = 10;

/// The types of relations that occur.
const KINDS: [&str; 6] = ["met-with", "works-for", "leads", "supports", "member-of", "spokesperson-for"];

/// A number that looks random and is the same every time (splitmix64).
fn random(seed: usize) -> usize {
    let z = (seed as u64).wrapping_add(0x9e37_79b9_7f4a_7c15);
    let z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    (z ^ (z >> 31)) as usize >> 1
}

/// Somebody or something of a number.
fn entity(at: usize) -> (EntityKind, String) {
    let kind = EntityKind::ALL[random(at) % 4];
    (kind, format!("{}/name-{at}", kind.as_str()))
}

fn node(at: usize, articles: usize) -> Node {
    let (kind, id) = entity(at);
    let name = format!("Name Surname {at}");
    let mention = Appearance { span: CharSpan { start: 0, end: 12 }, kind: MentionKind::Name, field: Field::Text };
    let sightings = (0..3)
        .map(|n| Sighting {
            article: article(random(at * 3 + n) % articles).into(),
            name: name.clone(),
            aliases: vec![format!("Surname {at}")],
            descriptions: Vec::new(),
            gender: None,
            mentions: vec![mention.clone(); 3],
        })
        .collect();
    Node::Entity(EntityNode {
        id: EntityId(id.into()),
        kind,
        name,
        aliases: vec![format!("Surname {at}")],
        descriptions: vec!["minister".to_owned()],
        gender: None,
        external_ids: BTreeMap::new(),
        sightings,
    })
}

fn article(at: usize) -> String {
    format!("article-{at}")
}

/// A graph of so many relations, each with one account.
fn graph(relations: usize) -> Graph {
    let entities = (relations * ENTITIES / 100).max(2);
    let articles = (relations * ARTICLES / 100).max(1);
    let sources = (0..articles).map(|at| {
        let title = format!("Headline {at}");
        let url = Some(format!("https://news.example/{at}"));
        let publisher = Some("The Gazette".to_owned());
        (article(at).into(), Source { id: article(at).into(), title, url, publisher, ..Source::default() })
    });
    let account: Account = serde_json::from_str(
        r#"{"article": "a", "start": 10, "end": 52, "text": "the words of the article that show it here",
            "status": "actual", "title": "minister", "rule": "invented/rule", "confidence": 0.9}"#,
    )
    .unwrap_or_else(|error| unreachable!("{error}"));
    let links = (0..relations).map(|at| {
        let from = random(at * 2) % entities;
        let other = random(at * 2 + 1) % entities;
        let to = if other == from { (from + 1) % entities } else { other };
        let kind = EdgeKind::Relation(KINDS[random(at) % KINDS.len()].into());
        let account = Account {
            article: article(random(at) % articles).into(),
            confidence: Confidence::new(0.9),
            ..account.clone()
        };
        Link { from: entity(from).1.into(), to: entity(to).1.into(), edge: Edge { kind, accounts: vec![account] } }
    });
    let nodes = (0..entities).map(|at| node(at, articles)).collect();
    Graph::assemble(sources.collect(), BTreeMap::new(), nodes, links.collect())
}

/// Counts what is written.
#[derive(Default)]
struct Counter(u64);

impl Write for Counter {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0 += bytes.len() as u64;
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// A figure of the process in MiB: `VmRSS` now, `VmHWM` at most since the last [`forget`].
fn memory(which: &str) -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix(which)?.strip_prefix(':'));
    line.and_then(|line| line.split_whitespace().next()?.parse::<u64>().ok()).unwrap_or_default() / 1024
}

/// Begins to measure the most memory anew.
fn forget() {
    // Only Linux knows this; elsewhere no memory is told.
    let _ = std::fs::write("/proc/self/clear_refs", "5");
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let relations = std::env::args().nth(1).and_then(|count| count.parse().ok()).unwrap_or(100_000);
    let only = std::env::args().nth(2);
    let begin = Instant::now();
    let graph = graph(relations);
    let mut out = io::stdout();
    writeln!(out, "{} nodes, {} edges, {} articles", graph.nodes().len(), graph.edges().len(), graph.sources().len())?;
    writeln!(out, "made in {:.1} s, {} MiB\n", begin.elapsed().as_secs_f64(), memory("VmRSS"))?;
    writeln!(out, "| format | seconds | MB written | MiB beyond the graph |\n|---|---|---|---|")?;
    for format in Format::all().filter(|format| only.as_deref().is_none_or(|only| only == format.name())) {
        let before = memory("VmRSS");
        forget();
        let begin = Instant::now();
        let mut counter = io::BufWriter::new(Counter::default());
        match format {
            Format::One(exporter) => exporter.export(&graph, &mut counter)?,
            Format::Many(bundle) => bundle.parts.iter().try_for_each(|part| (part.write)(&graph, &mut counter))?,
        }
        counter.flush()?;
        let (seconds, written) = (begin.elapsed().as_secs_f64(), counter.get_ref().0 as f64 / 1e6);
        let more = memory("VmHWM").saturating_sub(before);
        writeln!(out, "| {} | {seconds:.1} | {written:.0} | {more} |", format.name())?;
    }
    Ok(())
}
