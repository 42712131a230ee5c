//! What the formats are worth: other people's readers read them, and what is read is what the graph says.

// A test fails by panicking; the generator's tuples are what they are.
#![allow(clippy::unwrap_used, clippy::type_complexity, clippy::too_many_lines)]

mod formats;
mod programs;
mod sample;

use newsgraph::export::{self, BUNDLES, EXPORTERS, Exporter, json};
use newsgraph::graph::{EdgeKind, Graph, Node};
use newsgraph::model::{Facts, Resolved, Status};
use newsgraph::resolve::Given;
use newsgraph::resources::Resources;
use newsgraph::resources::identity::IdentityWords;
use newsgraph::{graph, resolve};
use oxrdf::{GraphName, NamedOrBlankNode, Quad, Term};
use programs::{piped, python};
use proptest::prelude::*;
use sample::{Story, stories};
use serde_json::Value;
use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::LazyLock;

static RESOURCES: LazyLock<Resources> = LazyLock::new(|| Resources::embedded().unwrap());
static WORDS: LazyLock<IdentityWords> = LazyLock::new(|| IdentityWords::load(&RESOURCES).unwrap());

fn resolved(facts: Vec<Facts>) -> Resolved {
    resolve::resolve(facts, RESOURCES.schema(), &WORDS, &Given::default())
}

fn folded(facts: Vec<Facts>) -> Graph {
    graph::fold(&resolved(facts), RESOURCES.schema())
}

fn facts(stories: &[Value]) -> Vec<Facts> {
    stories.iter().map(|story| serde_json::from_value(story.clone()).unwrap()).collect()
}

fn written(format: &str, graph: &Graph) -> Vec<u8> {
    let mut bytes = Vec::new();
    export::by_name(format).unwrap().export(graph, &mut bytes).unwrap();
    bytes
}

fn quads(graph: &Graph) -> Vec<Quad> {
    let bytes = written("jsonld", graph);
    let mut quads: Vec<Quad> = oxjsonld::JsonLdParser::new().for_slice(&bytes).collect::<Result<Vec<_>, _>>().unwrap();
    quads.sort_by_cached_key(ToString::to_string);
    quads.dedup();
    quads
}

/// `NEWSGRAPH_UPDATE=1 cargo test --test interop` writes the files of `graphs/sample` anew; look at the difference.
#[test]
fn the_formats_look_as_they_did() {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("graphs/sample");
    let graph = folded(facts(&stories()));
    let one = texts().map(|it| (format!("sample.{}", it.extension()), written(it.name(), &graph)));
    let several = ["csv", "neo4j"].into_iter().flat_map(|format| formats::files(format, &graph));
    let several = several.map(|(name, bytes)| (name.replace("graph-", "sample-"), bytes));
    for (name, now) in one.chain(several).chain([("sample.svg".to_owned(), formats::drawn(&graph))]) {
        let path = folder.join(name);
        if std::env::var_os("NEWSGRAPH_UPDATE").is_some() {
            std::fs::create_dir_all(&folder).unwrap();
            std::fs::write(&path, &now).unwrap();
        }
        let before = std::fs::read_to_string(&path).unwrap().replace("\r\n", "\n");
        assert_eq!(String::from_utf8(now).unwrap(), before, "{}", path.display());
    }
}

/// The formats of one file that are the same everywhere and read as text: a picture depends on whether Graphviz is installed,
/// and the page is looked at in a browser (tests/explore.rs).
fn texts() -> impl Iterator<Item = &'static dyn Exporter> {
    EXPORTERS.iter().copied().filter(|exporter| !["svg", "png", "html"].contains(&exporter.name()))
}

#[test]
fn node_link_json_reads_back() {
    let graph = folded(facts(&stories()));
    assert_eq!(json::read(written("json", &graph).as_slice()).unwrap(), graph);
    assert!(json::read(b"{\"nodes\": 3}".as_slice()).is_err());
}

#[test]
fn facts_lines_give_the_graph_again() {
    let graph = folded(facts(&stories()));
    let lines = String::from_utf8(written("facts", &graph)).unwrap();
    let again: Vec<Facts> = lines.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(again.len(), 3);
    assert_eq!(folded(again), graph);
}

#[test]
fn a_relation_in_rdf_is_these_quads() {
    let story = Story::new("a 1", "2031-03-05", "Zoë Holt leads Öst.")
        .entity("person", "Zoë Holt", &[])
        .entity("organization", "Öst", &[])
        .relation("leads", "Zoë Holt", "Öst", "Zoë Holt leads Öst");
    let quads: Vec<String> = quads(&folded(facts(&[story.json()])))
        .iter()
        .map(ToString::to_string)
        .filter(|quad| quad.contains("#facts>"))
        .map(|quad| quad.replace("urn:newsgraph:article/a%201", "A").replace("http://www.w3.org/ns/", "W:"))
        .collect();
    let relation = "<A#char=0,18;leads;person/zoe-holt;organization/ost;actual>";
    let rdf = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>";
    let ng = "https://newsgraph.dev/ns#";
    let mut expected: Vec<String> = [
        format!("<A#facts> {rdf} <W:prov#Entity>"),
        "<A#facts> <W:prov#wasDerivedFrom> <A>".to_owned(),
        format!("{relation} {rdf} <{ng}Relation> <A#facts>"),
        format!("{relation} <{ng}relation> <{ng}leads> <A#facts>"),
        format!("{relation} <{ng}from> <urn:newsgraph:person/zoe-holt> <A#facts>"),
        format!("{relation} <{ng}to> <urn:newsgraph:organization/ost> <A#facts>"),
        format!("{relation} <{ng}status> \"actual\" <A#facts>"),
        format!("{relation} <{ng}rule> \"sample\" <A#facts>"),
        format!("{relation} <{ng}confidence> \"0.90\"^^<http://www.w3.org/2001/XMLSchema#decimal> <A#facts>"),
        format!("{relation} <{ng}evidence> <A#char=0,18> <A#facts>"),
        format!("<urn:newsgraph:person/zoe-holt> <{ng}leads> <urn:newsgraph:organization/ost> <A#facts>"),
        format!("<A#char=0,18> {rdf} <W:oa#SpecificResource> <A#facts>"),
        "<A#char=0,18> <W:oa#hasSource> <A> <A#facts>".to_owned(),
        format!("<A#char=0,18> <{ng}field> \"articleBody\" <A#facts>"),
        "<A#char=0,18> <W:oa#hasSelector> <A#char=0,18;position> <A#facts>".to_owned(),
        "<A#char=0,18> <W:oa#hasSelector> <A#char=0,18;quote> <A#facts>".to_owned(),
        format!("<A#char=0,18;position> {rdf} <W:oa#TextPositionSelector> <A#facts>"),
        "<A#char=0,18;position> <W:oa#start> \"0\"^^<http://www.w3.org/2001/XMLSchema#nonNegativeInteger> <A#facts>"
            .to_owned(),
        "<A#char=0,18;position> <W:oa#end> \"18\"^^<http://www.w3.org/2001/XMLSchema#nonNegativeInteger> <A#facts>"
            .to_owned(),
        format!("<A#char=0,18;quote> {rdf} <W:oa#TextQuoteSelector> <A#facts>"),
        "<A#char=0,18;quote> <W:oa#exact> \"Zoë Holt leads Öst\" <A#facts>".to_owned(),
    ]
    .into();
    expected.sort();
    let mut quads = quads;
    quads.sort();
    assert_eq!(quads, expected);
}

#[test]
fn rdf_says_what_the_graph_says() {
    let graph = folded(facts(&stories()));
    let quads = quads(&graph);
    let is = |quad: &&Quad, kind: &str| {
        quad.predicate.as_str().ends_with("#type") && matches!(&quad.object, Term::NamedNode(it) if it.as_str() == kind)
    };
    let count = |kind: &str| quads.iter().filter(|quad| is(quad, kind)).count();
    let relations = || graph.edges().filter(|(.., edge)| matches!(edge.kind, EdgeKind::Relation(_)));
    assert_eq!(
        count("https://newsgraph.dev/ns#Relation"),
        relations().map(|(.., edge)| edge.accounts.len()).sum::<usize>()
    );
    let told = |of: fn(&Node) -> usize| graph.nodes().map(of).sum::<usize>();
    assert_eq!(
        count("http://semanticweb.cs.vu.nl/2009/11/sem/Event"),
        told(|node| if let Node::Event(event) = node { event.tellings.len() } else { 0 })
    );
    assert_eq!(
        count("https://newsgraph.dev/ns#Statement"),
        told(|node| if let Node::Statement(statement) = node { statement.renderings.len() } else { 0 })
    );
    for (from, to, edge) in relations() {
        for account in &edge.accounts {
            let plain = quads.iter().any(|quad| {
                quad.subject.to_string() == format!("<urn:newsgraph:{}>", from.id())
                    && quad.object.to_string() == format!("<urn:newsgraph:{}>", to.id())
                    && quad.predicate.as_str() == format!("https://newsgraph.dev/ns#{}", edge.kind.name())
                    && quad.graph_name != GraphName::DefaultGraph
            });
            assert_eq!(plain, edge.accounts.iter().any(|it| it.status == Status::Actual), "{account:?}");
        }
    }
    assert!(quads.iter().all(|quad| !matches!(quad.subject, NamedOrBlankNode::BlankNode(_))));
}

/// A list of articles with people, meetings and statements out of a small world, so that much of it must join.
fn worlds() -> impl Strategy<Value = Vec<Value>> {
    const PEOPLE: [&str; 8] =
        ["Ida Holt", "Ida M. Holt", "Ida W. Holt", "Jo Brandt", "Holt", "Zoë \"Z\" Öst", "Lia Moor", "Bo\\Lund <&> Co"];
    const GROUPS: [&str; 4] = ["Federal Office of Rivers", "FOR", "Brackwater Mills Inc.", "Brackwater Mills"];
    const STATUS: [&str; 6] = ["actual", "former", "planned", "alleged", "negated", "hypothetical"];
    let one = (
        0..6_u8,
        prop::sample::subsequence(PEOPLE.to_vec(), 1..5),
        prop::sample::subsequence(GROUPS.to_vec(), 1..3),
        prop::collection::vec((0..4_usize, 0..4_usize, 0..6_usize), 0..5),
        1..4_u8,
        prop::option::of(prop::sample::select(vec!["female", "male"])),
    );
    prop::collection::vec(one, 1..7).prop_map(|articles| {
        let story = |(at, (id, people, groups, ties, day, gender)): (
            usize,
            (u8, Vec<&str>, Vec<&str>, Vec<_>, u8, Option<&str>),
        )| {
            let mut story = Story::new(&format!("a{id}-{}", at % 4), &format!("2031-03-0{day}"), "met and said so");
            for (i, person) in people.iter().enumerate() {
                let more = if i == 0 { serde_json::json!({"gender": gender}) } else { serde_json::json!({}) };
                story = story.entity_with("person", person, &[], more);
            }
            for group in &groups {
                story = story.entity("organization", group, &["FOR"]);
            }
            for (from, to, status) in ties {
                let (from, to) = (people[from % people.len()], people[to % people.len()]);
                let status = serde_json::json!({"status": STATUS[status]});
                story = story
                    .relation_with("met-with", from, to, "met", status)
                    .event(
                        "meeting",
                        &[(from, "attendee"), (to, "attendee")],
                        None,
                        Some(&format!("2031-03-0{day}")),
                        "met",
                    )
                    .says(from, &[to], &[groups[0]], "we met and we said so and that is all there is");
            }
            story.json()
        };
        articles.into_iter().enumerate().map(story).collect()
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_order_of_the_articles_does_not_matter(
        (world, shuffled) in worlds().prop_flat_map(|world| (Just(world.clone()), Just(world).prop_shuffle()))
    ) {
        let (one, other) = (folded(facts(&world)), folded(facts(&shuffled)));
        for exporter in texts() {
            let (a, b) = (written(exporter.name(), &one), written(exporter.name(), &other));
            prop_assert_eq!(String::from_utf8(a).unwrap(), String::from_utf8(b).unwrap());
        }
        for bundle in BUNDLES {
            prop_assert_eq!(formats::files(bundle.name, &one), formats::files(bundle.name, &other));
        }
        prop_assert_eq!(formats::drawn(&one), formats::drawn(&other));
    }

    #[test]
    fn resolving_again_changes_nothing_and_json_reads_back(world in worlds()) {
        let once = resolved(facts(&world));
        prop_assert_eq!(&resolved(once.articles.clone()), &once);
        let graph = folded(facts(&world));
        prop_assert_eq!(&json::read(written("json", &graph).as_slice()).unwrap(), &graph);
        let lines = String::from_utf8(written("facts", &graph)).unwrap();
        let again = lines.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
        prop_assert_eq!(folded(again), graph);
    }

    #[test]
    fn any_name_stays_inside_its_quotes(name in any::<String>(), other in "\\PC{0,12}") {
        let dot = String::from_utf8(written("dot", &two(&name, &other))).unwrap();
        let mut open = false;
        let mut chars = dot.chars();
        while let Some(c) = chars.next() {
            match c {
                '\\' if open => prop_assert!(matches!(chars.next(), Some('\\' | '"' | 'n'))),
                '"' => open = !open,
                '<' | '>' | '&' if !open => prop_assert!(c == '>', "{c} outside of quotes"),
                '\n' => prop_assert!(!open),
                c => prop_assert!(!c.is_control() && (open || c.is_ascii()), "{c:?}"),
            }
        }
        prop_assert!(!open);
    }
}

/// Two persons of these names, who met.
fn two(name: &str, other: &str) -> Graph {
    let (a, b) = (format!("a{name}"), format!("b{other}"));
    let story = Story::new("s", "2031-03-05", name)
        .set("url", "https://example.org/?a=1&b=\"2\"")
        .entity("person", &a, &[])
        .entity("person", &b, &[])
        .relation_with("met-with", &a, &b, name, serde_json::json!({"title": name}));
    folded(facts(&[story.json()]))
}

/// Names that break careless writers.
const NASTY: [&str; 9] = [
    "quote \" and \\\" more",
    "back\\slash \\N \\G \\l",
    "line\nbreak\r\nand\rreturn",
    "<b>&amp;</b> & <i>",
    "😀👩‍👩‍👧 emoji",
    "שלום עולם مرحبا",
    "\u{0}\u{1}\u{1b}[31m\u{7f}\u{fffe}",
    "-> n1; } graph {",
    "",
];

#[test]
#[ignore = "needs Graphviz"]
fn graphviz_takes_any_name() {
    for name in NASTY {
        let dot = written("dot", &two(name, name));
        let canonical = piped("dot", &["-Tcanon"], &dot);
        assert!(canonical.contains("n0 -> n1") && !canonical.contains("n2"), "{canonical}");
        let svg = piped("dot", &["-Tsvg"], &dot);
        assert_eq!(svg.matches("class=\"node\"").count(), 2, "{name:?}");
    }
    let svg = piped("dot", &["-Tsvg"], &written("dot", &two("a &amp; <b>", "x")));
    assert!(svg.contains(">aa &amp;amp; &lt;b&gt;<"), "{svg}");
}

#[test]
#[ignore = "needs Python packages"]
fn networkx_reads_the_node_link_json() {
    let graph = folded(facts(&stories()));
    let seen: BTreeMap<String, Value> =
        serde_json::from_str(&python("node_link.py", &[], &[("g.json", &written("json", &graph))])).unwrap();
    assert_eq!(seen["nodes"], graph.nodes().len());
    assert_eq!(seen["edges"], graph.edges().len());
    assert_eq!(seen["multi"], true);
    assert_eq!(seen["met"], 2);
}
