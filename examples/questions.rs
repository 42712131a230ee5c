//! How fast a large graph answers: `cargo run --release --example questions [RELATIONS] [PEOPLE]`.
//!
//! The graph is invented: people whose ties are many for few and few for many, as in the news, each told by one to three of
//! 20,000 articles. Prints the median and the worst of 100 questions of each sort, in milliseconds.

use newsgraph::graph::{
    Account, Best, Edge, EdgeKind, EgoQuery, EntityNode, Filter, Graph, Link, Measure, Node, PathQuery, Sighting,
    Source,
};
use newsgraph::model::{Date, EntityId, EntityKind, Interval};
use std::collections::BTreeMap;
use std::io::{self, Write};
use std::time::Instant;

const ARTICLES: u64 = 20_000;
const TYPES: [&str; 6] = ["met-with", "works-for", "criticises", "supports", "member-of", "sues"];

/// A sequence of numbers that is the same everywhere (`SplitMix64`).
struct Numbers(u64);

impl Numbers {
    fn next(&mut self, below: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (z ^ (z >> 31)) % below
    }

    /// A person; the known ones often, the many rarely.
    fn person(&mut self, people: u64) -> u64 {
        let share = (self.next(1 << 30) as f64 / (1u64 << 30) as f64).powi(2);
        ((share * people as f64) as u64).min(people - 1)
    }
}

fn person(number: u64) -> String {
    format!("person/p{number:07}")
}

fn account(template: &Account, numbers: &mut Numbers) -> Account {
    let when = (numbers.next(4) == 0).then(|| Date::year(2000 + numbers.next(25) as i16)).map(Interval::from);
    Account { article: format!("a{:05}", numbers.next(ARTICLES)).into(), when, ..template.clone() }
}

fn generated(relations: usize, people: u64) -> Result<Graph, Box<dyn std::error::Error>> {
    let mut numbers = Numbers(7);
    let template: Account = serde_json::from_str(
        r#"{"article": "", "start": 0, "end": 8, "text": "they met", "status": "actual", "rule": "x", "confidence": 0.8}"#,
    )?;
    let node = |number: u64| {
        Node::Entity(EntityNode {
            id: EntityId(person(number).into()),
            kind: EntityKind::Person,
            name: format!("Person {number}"),
            aliases: vec![format!("P. {number}")],
            descriptions: Vec::new(),
            gender: None,
            external_ids: BTreeMap::default(),
            sightings: Vec::<Sighting>::new(),
        })
    };
    let mut edges: BTreeMap<(u64, u64, &str), Vec<Account>> = BTreeMap::new();
    while edges.len() < relations {
        let (from, to) = (numbers.person(people), numbers.person(people));
        let kind = TYPES[numbers.next(TYPES.len() as u64) as usize];
        if from != to {
            let accounts = (0..=numbers.next(3)).map(|_| account(&template, &mut numbers)).collect();
            edges.entry((from, to, kind)).or_insert(accounts);
        }
    }
    let links = edges.into_iter().map(|((from, to, kind), mut accounts)| {
        accounts.sort();
        let edge = Edge { kind: EdgeKind::Relation(kind.into()), accounts };
        Link { from: person(from).into(), to: person(to).into(), edge }
    });
    let source = |number: u64| Source {
        id: format!("a{number:05}").into(),
        published: Some(Date::year(2000 + (number % 25) as i16)),
        publisher: Some(format!("Outlet {}", number % 40)),
        ..Source::default()
    };
    let sources = (0..ARTICLES).map(source).map(|source| (source.id.clone(), source)).collect();
    Ok(Graph::assemble(sources, BTreeMap::new(), (0..people).map(node).collect(), links.collect()))
}

/// Asks 100 questions about two people each; a question gives the number of its answers.
fn ask(what: &str, people: u64, question: &dyn Fn(&str, &str) -> usize) -> io::Result<()> {
    let mut numbers = Numbers(11);
    let (mut times, mut found) = (Vec::new(), 0);
    for _ in 0..100 {
        let ends = [person(numbers.next(people)), person(numbers.next(people))];
        let start = Instant::now();
        found += usize::from(question(&ends[0], &ends[1]) > 0);
        times.push(start.elapsed().as_secs_f64() * 1000.0);
    }
    times.sort_by(f64::total_cmp);
    writeln!(io::stdout(), "{what:28} median {:8.3} ms, worst {:8.3} ms, answered {found}", times[49], times[99])
}

fn ask_paths(graph: &Graph, people: u64) -> io::Result<()> {
    let filter = |relations: &[&str], since: Option<i16>, min_sources: usize| Filter {
        relations: relations.iter().map(|name| (*name).to_owned()).collect(),
        since: since.map(Date::year),
        min_sources,
        ..Filter::asserted()
    };
    let query = PathQuery::default;
    let asked = [
        ("path", query()),
        ("path --evidence", PathQuery { best: Best::Evidence, ..query() }),
        ("path --together", PathQuery { together: true, ..query() }),
        ("path --relations met-with", PathQuery { filter: filter(&["met-with"], None, 0), ..query() }),
        ("path --since 2015", PathQuery { filter: filter(&[], Some(2015), 0), ..query() }),
        ("path --min-sources 2", PathQuery { filter: filter(&[], None, 2), ..query() }),
    ];
    asked.iter().try_for_each(|(what, query)| ask(what, people, &|a, b| graph.paths(a, b, query).len()))
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let arguments: Vec<String> = std::env::args().collect();
    let number = |at: usize, default: u64| arguments.get(at).map_or(Ok(default), |text| text.parse());
    let (relations, people) = (number(1, 1_000_000)? as usize, number(2, 200_000)?);
    let start = Instant::now();
    let seconds = |start: Instant| start.elapsed().as_secs_f64();
    let graph = generated(relations, people)?;
    let mut out = io::stdout();
    writeln!(out, "{relations} relations among {people} people, made in {:.1} s", seconds(start))?;
    ask_paths(&graph, people)?;
    let all = Filter::asserted();
    let around = |id: &str| graph.ego(id, &EgoQuery::default()).map_or(0, |ego| ego.nodes.len());
    ask("neighbourhood of depth 1", people, &|a, _| around(a))?;
    ask("neighbours", people, &|a, _| graph.tied(a, &all).len())?;
    ask("common", people, &|a, b| graph.common(a, b, &all).len())?;
    ask("timeline", people, &|a, _| graph.timeline(&[a], &all).len())?;
    let start = Instant::now();
    graph.search("person", 1);
    writeln!(out, "the first search, which makes the index: {:.2} s", seconds(start))?;
    ask("search, a whole name", people, &|a, _| graph.search(&a.replace("person/p0", "P. "), 10).len())?;
    ask("search, misspelt", people, &|_, _| graph.search("Preson 123", 10).len())?;
    for measure in [Measure::Degree, Measure::PageRank, Measure::Betweenness] {
        let start = Instant::now();
        let top = graph.top(measure, &all, 1);
        let sampled = top.sampled.map_or_else(String::new, |sources| format!(", sampled from {sources}"));
        writeln!(out, "top by {measure:?}: {:.1} s{sampled}", seconds(start))?;
    }
    let start = Instant::now();
    let found = graph.communities(&all, 1.0);
    let (number, modularity) = (found.communities.len(), found.modularity);
    writeln!(out, "communities: {:.1} s, {number} of them, modularity {modularity:.2}", seconds(start))?;
    Ok(())
}
