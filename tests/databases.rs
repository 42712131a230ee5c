//! Real databases are fed: what is counted there is what the graph holds; pushing again changes nothing; a push that is
//! killed is completed by the next; no name breaks out of its place.
//!
//! The databases are started by the tests on free ports of this machine: ArcadeDB (Bolt), Virtuoso and Oxigraph (SPARQL),
//! `PGlite` with Apache AGE (PostgreSQL).

#![cfg(feature = "push")]
#![allow(clippy::unwrap_used)] // a test fails by panicking

#[path = "databases/large.rs"]
mod large;
mod sample;
#[path = "databases/server.rs"]
mod server;
#[path = "databases/wire.rs"]
mod wire;

use assert_cmd::Command;
use newsgraph::export::Exporter;
use newsgraph::export::json::NodeLink;
use newsgraph::graph::{Graph, Node};
use newsgraph::model::{EntityKind, Facts};
use newsgraph::{Pipeline, Resources};
use predicates::prelude::*;
use sample::Story;
use server::{Database, PASSWORD, Server};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::time::Duration;
use wire::{Authority, Wire};

/// Bytes after which a push is killed.
const SENT: usize = 3 << 20;

/// Counts of one graph, by what is counted.
type Counts = BTreeMap<String, usize>;

fn add(counts: &mut Counts, key: &str, number: usize) {
    *counts.entry(key.to_owned()).or_default() += number;
}

/// Labels of nodes and types of edges, as a property graph has to hold them.
fn properties(graph: &Graph) -> Counts {
    let mut counts = Counts::new();
    for node in graph.nodes() {
        add(&mut counts, label(node), 1);
        add(&mut counts, "MENTIONED_IN", node.articles().len());
    }
    graph.edges().for_each(|(.., edge)| add(&mut counts, &edge.kind.name().replace('-', "_").to_uppercase(), 1));
    add(&mut counts, "Article", graph.sources().len());
    counts
}

fn label(node: &Node) -> &'static str {
    match node {
        Node::Entity(entity) => match entity.kind {
            EntityKind::Person => "Person",
            EntityKind::Organization => "Organization",
            EntityKind::Place => "Place",
            EntityKind::Work => "Work",
        },
        Node::Event(_) => "Event",
        Node::Statement(_) => "Statement",
    }
}

/// Types of resources, as an RDF store has to hold them, each in each named graph that has it.
fn resources(graph: &Graph) -> Counts {
    let mut counts = Counts::new();
    for node in graph.nodes() {
        match node {
            Node::Entity(it) if it.kind == EntityKind::Work => add(&mut counts, "CreativeWork", 1),
            Node::Entity(_) => add(&mut counts, label(node), 1),
            Node::Event(it) => add(&mut counts, "Event", articles(it.tellings.iter().map(|it| it.article.as_str()))),
            Node::Statement(it) => {
                add(&mut counts, "Statement", articles(it.renderings.iter().map(|it| it.article.as_str())));
            }
        }
    }
    add(&mut counts, "NewsArticle", graph.sources().len());
    let relations = graph.edges().filter(|(.., edge)| edge.kind.class() == "relation");
    add(&mut counts, "Relation", relations.map(|(.., edge)| edge.accounts.len()).sum());
    counts
}

fn articles<'a>(ids: impl Iterator<Item = &'a str>) -> usize {
    ids.collect::<std::collections::BTreeSet<_>>().len()
}

fn expected(database: Database, graph: &Graph) -> Counts {
    match database {
        Database::Bolt | Database::Age => properties(graph),
        _ => resources(graph),
    }
}

fn push(server: &Server) -> Command {
    let mut command = Command::cargo_bin("newsgraph").unwrap();
    command.env("NEWSGRAPH_USER", server.user()).env("NEWSGRAPH_PASSWORD", PASSWORD);
    command.arg("push").args(server.arguments(server.port(), false));
    command
}

fn written(graph: &Graph, folder: &Path, name: &str) -> PathBuf {
    let path = folder.join(name);
    let mut file = std::io::BufWriter::new(std::fs::File::create(&path).unwrap());
    NodeLink.export(graph, &mut file).unwrap();
    path
}

/// Pushes and gives what is told of it.
fn pushed(server: &Server, arguments: &[&str], graph: &Path) -> String {
    let output = push(server).args(arguments).arg(graph).assert().success().stderr("").get_output().stdout.clone();
    String::from_utf8(output).unwrap()
}

/// The graph of the example articles, or of all but the last three of them.
fn examples(all: bool) -> Graph {
    let pipeline = Pipeline::new(Resources::embedded().unwrap()).unwrap();
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/articles");
    let articles = newsgraph::read::Inputs::new([folder], newsgraph::read::Options::default());
    let mut facts = pipeline.facts_of_all(articles.collect::<Result<Vec<_>, _>>().unwrap());
    if !all {
        facts.truncate(facts.len() - 3);
    }
    pipeline.graph(facts)
}

/// The examples arrive; again changes nothing; what is gone stays until it is asked to go.
fn is_fed_with_the_examples(database: Database) {
    let server = Server::start(database);
    let folder = tempfile::tempdir().unwrap();
    let (all, fewer) = (examples(true), examples(false));
    let [all_file, fewer_file] =
        [written(&all, folder.path(), "all.json"), written(&fewer, folder.path(), "fewer.json")];

    let told = pushed(&server, &[], &fewer_file);
    assert!(!told.contains(" 0 written") && told.contains(" 0 unchanged, 0 removed"), "{told}");
    assert_eq!(server.counts(), expected(database, &fewer));
    let told = pushed(&server, &[], &fewer_file);
    assert!(told.contains(" 0 written"), "{told}");
    assert_eq!(server.counts(), expected(database, &fewer));

    pushed(&server, &[], &all_file);
    assert_eq!(server.counts(), expected(database, &all));
    let told = pushed(&server, &[], &fewer_file);
    assert!(told.contains("--prune removes them"), "{told}");
    let told = pushed(&server, &["--prune"], &fewer_file);
    assert!(!told.contains(" 0 removed"), "{told}");
    assert_eq!(server.counts(), expected(database, &fewer));
    let told = pushed(&server, &["--prune"], &fewer_file);
    assert!(told.contains(" 0 written") && told.contains(" 0 removed"), "{told}");

    // A graph of another name lies beside it, and does not mind it.
    pushed(&server, &["--name", "other", "--prune"], &all_file);
    assert_eq!(server.counts(), expected(database, &fewer));
}

/// 10,000 articles arrive although the first push is killed.
fn survives_a_kill_among_many_articles(database: Database) {
    let server = Server::start(database);
    let folder = tempfile::tempdir().unwrap();
    let graph = large::graph(10_000);
    let file = written(&graph, folder.path(), "large.json");
    let expected = expected(database, &graph);
    let total: usize = expected.values().sum();

    // The push is killed when the database has been sent some of it, but not all.
    let wire = Wire::to(server.port());
    let mut child = std::process::Command::new(assert_cmd::cargo::cargo_bin("newsgraph"))
        .env("NEWSGRAPH_USER", server.user())
        .env("NEWSGRAPH_PASSWORD", PASSWORD)
        .arg("push")
        .args(server.arguments(wire.port(), false))
        .arg(&file)
        .stdout(std::process::Stdio::null())
        .spawn()
        .unwrap();
    while wire.sent() < SENT {
        assert!(child.try_wait().unwrap().is_none(), "the push was over too soon");
        std::thread::sleep(Duration::from_millis(20));
    }
    child.kill().unwrap();
    child.wait().unwrap();
    let partial: usize = server.counts().values().sum();
    assert!(0 < partial && partial < total, "{partial} of {total}");

    let told = pushed(&server, &[], &file);
    assert!(!told.contains(" 0 written") && !told.contains(" 0 unchanged"), "{told}");
    assert_eq!(server.counts(), expected);
    let told = pushed(&server, &["--prune"], &file);
    assert!(told.contains(" 0 written") && told.contains(" 0 removed"), "{told}");
    assert_eq!(server.counts(), expected);
}

/// Names that would end a text, a query, a request or a line, wherever somebody forgot to escape them.
fn hostile() -> Vec<String> {
    let mut names: Vec<String> = [
        "O'Neill \"Q\" \\ `tick`",
        "\\",
        "\\\"",
        "\\' }) DETACH DELETE n //",
        "`}) MATCH (n) DETACH DELETE n //",
        "'}}) MATCH (n) DETACH DELETE n WITH 1 AS x MATCH (m {a: '",
        "$rows $graph ${PATH} $$ $1 $q$",
        "$$) AS (a agtype); DROP TABLE news.\"Person\"; --",
        "'); DROP SCHEMA news CASCADE; --",
        "\" . } } ; DROP ALL ; INSERT DATA { GRAPH <urn:x> { <urn:x> <urn:x> \"",
        "\\u0022 . } } ; DROP ALL #",
        "\\U00000022 . } } ; CLEAR ALL #",
        "\\\\u0022 . } } ; DROP ALL #",
        "\\u000A\\u005C\\u0027",
        "<urn:x> > } ; DROP ALL #",
        "a\nb\r\nc\td",
        "bell\u{7} escape\u{1b}[2J delete\u{7f} next\u{85} line\u{2028}",
        "\u{202e}txt.exe\u{202c} \u{2066}x\u{2069} \u{feff}",
        "</script><script>alert(1)</script>",
        "=cmd()|' /C calc'!A0",
        "update=DROP+ALL&query=%3Cx%3E%00",
        "😀 é Ω 漢字",
    ]
    .map(str::to_owned)
    .into();
    names.push("ten thousand \"' ".repeat(625));
    names
}

/// Every hostile name comes back as it went in, and nothing else happens.
fn keeps_every_name(database: Database) {
    let server = Server::start(database);
    let folder = tempfile::tempdir().unwrap();
    let graph = hostile_graph();
    let file = written(&graph, folder.path(), "hostile.json");
    pushed(&server, &[], &file);
    assert_eq!(server.counts(), expected(database, &graph));
    let ours = works(&graph);
    assert!(ours.len() > 15, "{ours:?}");
    assert_eq!(server.names_of_works(), ours);
    let told = pushed(&server, &[], &file);
    assert!(told.contains(" 0 written"), "{told}");
}

/// The names of all works, sorted.
fn works(graph: &Graph) -> Vec<String> {
    let work = |node: &Node| match node {
        Node::Entity(it) if it.kind == EntityKind::Work => Some(it.name.clone()),
        _ => None,
    };
    let mut works: Vec<String> = graph.nodes().filter_map(work).collect();
    works.sort();
    works
}

/// A graph in which every hostile name is that of a work.
fn hostile_graph() -> Graph {
    let pipeline = Pipeline::new(Resources::embedded().unwrap()).unwrap();
    let facts: Vec<Facts> = hostile()
        .iter()
        .enumerate()
        .map(|(at, name)| {
            let text = format!("Ann Lee met {name}.");
            let story = Story::new(&format!("a{at}"), "2031-03-05", &text)
                .set("title", name.as_str())
                .set("publisher", name.as_str())
                .entity("work", name, &[name])
                .entity("person", &format!("Ann Lee {at}"), &[])
                .relation("created", &format!("Ann Lee {at}"), name, name)
                .says(&format!("Ann Lee {at}"), &[], &[name], &text);
            serde_json::from_value(story.json()).unwrap()
        })
        .collect();
    pipeline.graph(facts)
}

/// Whoever has no or the wrong password is told so, in words that do not hold it.
fn tells_what_is_wrong(database: Database) {
    let server = Server::start(database);
    let folder = tempfile::tempdir().unwrap();
    let file = written(&large::graph(3), folder.path(), "g.json");
    let secret = "wr0ng-secret";
    let refused = push(&server).env("NEWSGRAPH_PASSWORD", secret).arg(&file).assert().code(2).stdout("");
    let told = String::from_utf8(refused.get_output().stderr.clone()).unwrap();
    assert!(told.contains(&server.host()) && told.contains("refuses") && !told.contains(secret), "{told}");
    let credentials = folder.path().join("secret.txt");
    std::fs::write(&credentials, format!("{}\n{PASSWORD}\n", server.user())).unwrap();
    push(&server)
        .env_remove("NEWSGRAPH_PASSWORD")
        .arg("--credentials")
        .args([&credentials, &file])
        .assert()
        .success()
        .stdout(predicate::str::contains("written"));
}

/// The script of the format `cypher` gives the same counts as the graph, however often it runs, and keeps every name.
fn runs_the_script_twice(graph: &Graph) {
    let server = Server::start(Database::Bolt);
    let mut script = Vec::new();
    newsgraph::export::flat::cypher::Cypher.export(graph, &mut script).unwrap();
    let script = String::from_utf8(script).unwrap();
    let state = || {
        let nodes = "MATCH (n) RETURN labels(n)[0] + ' ' + n.id AS a, coalesce(n.name, '') AS b";
        let edges = "MATCH (x)-[r]->(y) RETURN x.id + ' ' + r.type + ' ' + y.id AS a, \
                     coalesce(r.status + ' ' + r.evidence[0] + ' ' + toString(r.evidence_start[0]), '') AS b";
        let mut rows = [server.bolt(nodes), server.bolt(edges)].concat();
        rows.sort();
        rows
    };
    server.run_cypher(&script);
    assert_eq!(server.all_counts(), properties(graph));
    let before = state();
    server.run_cypher(&script);
    assert_eq!(server.all_counts(), properties(graph));
    assert_eq!(state(), before);
    assert_eq!(server.names_of_works(), works(graph));
}

/// A push through a wire that is encrypted needs to know whom to trust, and is told so.
fn trusts_only_whom_it_is_told_to_trust(database: Database) {
    let server = Server::start(database);
    let folder = tempfile::tempdir().unwrap();
    let authority = Authority::new(folder.path());
    let wire = Wire::encrypted(server.port(), &authority);
    let graph = examples(false);
    let file = written(&graph, folder.path(), "g.json");
    let push = |more: &[&Path]| {
        let mut command = Command::cargo_bin("newsgraph").unwrap();
        command.env("NEWSGRAPH_USER", server.user()).env("NEWSGRAPH_PASSWORD", PASSWORD);
        command.arg("push").args(server.arguments(wire.port(), true)).args(more).arg(&file).assert()
    };
    let refused = push(&[]).code(2).stdout("");
    let told = String::from_utf8(refused.get_output().stderr.clone()).unwrap();
    let (host, password) = (format!("127.0.0.1:{}", wire.port()), PASSWORD);
    for part in [&host, "certificate is not trusted", "UnknownIssuer", "--certificates"] {
        assert!(told.contains(part) && !told.contains(password), "{told}");
    }
    assert_eq!(wire.sent(), 0, "nothing is sent to whom nobody vouches for");
    let other = Authority::new(&folder.path().join("other"));
    push(&[Path::new("--certificates"), other.file()]).code(2);
    let nonsense = folder.path().join("nonsense.pem");
    std::fs::write(&nonsense, "no certificate").unwrap();
    push(&[Path::new("--certificates"), &nonsense]).code(2).stderr(predicate::str::contains("nonsense.pem"));
    assert_eq!(server.counts(), Counts::new());

    push(&[Path::new("--certificates"), authority.file()]).success().stderr("");
    assert_eq!(server.counts(), expected(database, &graph));
}

/// One test for each database and what it is put to.
macro_rules! databases {
    ($($name:ident: $reason:literal, $check:ident($database:ident);)*) => {
        $(#[test]
        #[ignore = $reason]
        fn $name() {
            $check(Database::$database);
        })*
    };
}

databases! {
    bolt_is_fed_with_the_examples: "needs ArcadeDB", is_fed_with_the_examples(Bolt);
    bolt_survives_a_kill_among_many_articles: "needs ArcadeDB", survives_a_kill_among_many_articles(Bolt);
    bolt_keeps_every_name: "needs ArcadeDB", keeps_every_name(Bolt);
    bolt_tells_what_is_wrong: "needs ArcadeDB", tells_what_is_wrong(Bolt);
    bolt_trusts_only_whom_it_is_told_to_trust: "needs ArcadeDB and OpenSSL", trusts_only_whom_it_is_told_to_trust(Bolt);
    oxigraph_is_fed_with_the_examples: "needs Oxigraph", is_fed_with_the_examples(Oxigraph);
    oxigraph_survives_a_kill_among_many_articles: "needs Oxigraph", survives_a_kill_among_many_articles(Oxigraph);
    oxigraph_keeps_every_name: "needs Oxigraph", keeps_every_name(Oxigraph);
    oxigraph_trusts_only_whom_it_is_told_to_trust:
        "needs Oxigraph and OpenSSL", trusts_only_whom_it_is_told_to_trust(Oxigraph);
    oxigraph_is_fed_with_graphs: "needs Oxigraph", is_fed_with_the_examples(OxigraphGraphs);
    oxigraph_keeps_every_name_of_graphs: "needs Oxigraph", keeps_every_name(OxigraphGraphs);
    virtuoso_is_fed_with_the_examples: "needs Virtuoso", is_fed_with_the_examples(Virtuoso);
    virtuoso_keeps_every_name: "needs Virtuoso", keeps_every_name(Virtuoso);
    virtuoso_is_fed_with_graphs: "needs Virtuoso", is_fed_with_the_examples(VirtuosoGraphs);
    virtuoso_keeps_every_name_of_graphs: "needs Virtuoso", keeps_every_name(VirtuosoGraphs);
    virtuoso_survives_a_kill_among_many_graphs: "needs Virtuoso", survives_a_kill_among_many_articles(VirtuosoGraphs);
    age_is_fed_with_the_examples: "needs PGlite", is_fed_with_the_examples(Age);
    age_keeps_every_name: "needs PGlite", keeps_every_name(Age);
}

#[test]
#[ignore = "needs ArcadeDB"]
fn the_cypher_script_runs_as_often_as_one_likes() {
    runs_the_script_twice(&examples(true));
    runs_the_script_twice(&hostile_graph());
}
