//! Every format, read by whoever is to read it.

mod hostile;

use super::programs::{piped, python};
use super::{RESOURCES, facts, folded, quads, stories, written};
use newsgraph::export::{BUNDLES, Exporter, picture, rdf};
use newsgraph::graph::{Graph, Selection};
use oxrdf::Quad;
use oxttl::{NQuadsParser, TriGParser, TurtleParser};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// The files of a format of several files, by name.
pub(crate) fn files(format: &str, graph: &Graph) -> Vec<(String, Vec<u8>)> {
    let bundle = BUNDLES.iter().find(|bundle| bundle.name == format).unwrap();
    let write = |part: &newsgraph::export::Part| {
        let mut bytes = Vec::new();
        (part.write)(graph, &mut bytes).unwrap();
        (format!("graph-{}.{}", part.name, bundle.extension), bytes)
    };
    bundle.parts.iter().map(write).collect()
}

/// A picture that is the same everywhere.
pub(crate) fn drawn(graph: &Graph) -> Vec<u8> {
    let mut bytes = Vec::new();
    picture::svg::Svg { engine: picture::svg::Engine::Own }.export(graph, &mut bytes).unwrap();
    bytes
}

fn sorted(mut quads: Vec<Quad>) -> Vec<String> {
    quads.dedup();
    let mut lines: Vec<String> = quads.iter().map(ToString::to_string).collect();
    lines.sort();
    lines.dedup();
    lines
}

/// The quads of N-Quads and `TriG`, and those of Turtle as triples; fails where they are not those of the JSON-LD.
pub(crate) fn rdf_agrees(graph: &Graph) -> usize {
    let expected = quads(graph);
    let of = |format: &str| written(format, graph);
    let nquads = NQuadsParser::new().for_slice(&of("nquads")).collect::<Result<Vec<_>, _>>().unwrap();
    let trig = TriGParser::new().for_slice(&of("trig")).collect::<Result<Vec<_>, _>>().unwrap();
    assert_eq!(sorted(nquads), sorted(expected.clone()));
    assert_eq!(sorted(trig), sorted(expected.clone()));
    let turtle = TurtleParser::new().for_slice(&of("turtle")).collect::<Result<Vec<_>, _>>().unwrap();
    let turtle: BTreeSet<String> = turtle.iter().map(ToString::to_string).collect();
    let triples: BTreeSet<String> = expected.iter().map(|quad| oxrdf::Triple::from(quad.clone()).to_string()).collect();
    assert_eq!(turtle, triples);
    expected.len()
}

#[test]
fn all_rdf_says_the_same() {
    assert!(rdf_agrees(&folded(facts(&stories()))) > 100);
}

#[test]
fn published_vocabulary_is_that_of_the_data() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/ns");
    let (mut context, mut ontology) = (Vec::new(), Vec::new());
    rdf::context(RESOURCES.schema(), &mut context).unwrap();
    rdf::ontology(RESOURCES.schema(), &mut ontology).unwrap();
    for (name, bytes) in [("context.jsonld", context), ("ontology.ttl", ontology.clone())] {
        let path = folder.join(name);
        if std::env::var_os("NEWSGRAPH_UPDATE").is_some() {
            std::fs::write(&path, &bytes).unwrap();
        }
        assert!(
            std::fs::read(&path).unwrap() == bytes,
            "{name}: NEWSGRAPH_UPDATE=1 cargo test --test interop writes it"
        );
    }
    let triples = TurtleParser::new().for_slice(&ontology).collect::<Result<Vec<_>, _>>().unwrap();
    for kind in RESOURCES.schema().relations.keys() {
        let iri = format!("<https://newsgraph.dev/ns#{kind}>");
        assert!(triples.iter().filter(|triple| triple.subject.to_string() == iri).count() >= 5, "{kind}");
    }
}

#[test]
fn pictures_are_small_and_say_what_they_leave_out() {
    let relation = |at: usize| {
        super::Story::new(&format!("s{at}"), "2031-03-05", "they met")
            .entity("person", &format!("Person {at}"), &[])
            .entity("person", &format!("Person {}", at / 2), &[])
            .relation("met-with", &format!("Person {at}"), &format!("Person {}", at / 2), "met")
            .json()
    };
    let graph = folded(facts(&(1..90).map(relation).collect::<Vec<_>>()));
    assert!(graph.nodes().len() > 80);
    for picture in [written("dot", &graph), written("mermaid", &graph), drawn(&graph)] {
        let text = String::from_utf8(picture).unwrap();
        let shown = graph.nodes().filter(|node| text.contains(&format!("{}\"", node.label()))).count();
        let shown = shown.max(text.matches("<ellipse").count());
        assert!((40..=50).contains(&shown), "{shown} nodes");
        assert!(text.contains("Not shown: ") && text.contains(" nodes and "), "{text}");
    }
    let all = graph.select(&Selection { top: Some(500), ..Selection::default() }).unwrap();
    let text = String::from_utf8(drawn(&all)).unwrap();
    assert_eq!(text.matches("<ellipse").count(), graph.nodes().len());
    assert!(!text.contains("Not shown"));
}

#[test]
#[cfg(feature = "pictures")]
fn a_png_has_letters() {
    let graph = folded(facts(&stories()));
    let mut bytes = Vec::new();
    picture::png::Png { engine: picture::svg::Engine::Own }.export(&graph, &mut bytes).unwrap();
    let pixels = resvg::tiny_skia::Pixmap::decode_png(&bytes).unwrap();
    // Letters in nodes are the only things that dark.
    let dark = pixels.pixels().iter().filter(|it| it.red() < 60 && it.green() < 60 && it.blue() < 60).count();
    assert!(pixels.width() > 600 && dark > 2000, "{} dark of {}x{}", dark, pixels.width(), pixels.height());
}

#[test]
fn external_identifiers_are_in_every_format() {
    let ids = serde_json::json!({"external_ids": {"wikidata": "Q4242", "lei": "LEI77"}});
    let story = super::Story::new("s", "2031-03-05", "Ida Holt met Jo Brandt")
        .entity_with("person", "Ida Holt", &[], ids)
        .entity("person", "Jo Brandt", &[])
        .relation("met-with", "Ida Holt", "Jo Brandt", "met");
    let mut resolved = super::resolved(facts(&[story.json()]));
    for entity in resolved.entities.iter_mut().chain(resolved.articles.iter_mut().flat_map(|it| &mut it.entities)) {
        if entity.name == "Ida Holt" {
            entity.external_ids = [("wikidata".into(), "Q4242".into()), ("lei".into(), "LEI77".into())].into();
        }
    }
    let graph = newsgraph::graph::fold(&resolved, RESOURCES.schema());
    for format in
        ["facts", "json", "jsonld", "schema-org", "turtle", "trig", "nquads", "graphml", "gexf", "cypher", "ftm"]
    {
        let text = String::from_utf8(written(format, &graph)).unwrap();
        assert!(text.contains("Q4242") && text.contains("LEI77"), "{format}");
    }
    for format in ["csv", "neo4j"] {
        let text = files(format, &graph).into_iter().flat_map(|(_, bytes)| bytes).collect::<Vec<u8>>();
        let text = String::from_utf8(text).unwrap();
        assert!(text.contains("wikidata:Q4242") && text.contains("lei:LEI77"), "{format}");
    }
}

#[test]
#[ignore = "needs Python packages"]
fn pyld_and_rdflib_read_the_same_quads_from_all_rdf() {
    let graph = folded(facts(&stories()));
    let of = |format: &str| written(format, &graph);
    let (jsonld, nquads, trig, turtle) = (of("jsonld"), of("nquads"), of("trig"), of("turtle"));
    let files: [(&str, &[u8]); 4] = [("g.jsonld", &jsonld), ("g.nq", &nquads), ("g.trig", &trig), ("g.ttl", &turtle)];
    let seen = python("rdf_formats.py", &[], &files);
    let triples: BTreeSet<String> =
        quads(&graph).into_iter().map(|quad| oxrdf::Triple::from(quad).to_string()).collect();
    assert_eq!(seen.trim(), format!("{} {}", quads(&graph).len(), triples.len()));
}

#[test]
#[ignore = "needs Python packages"]
fn pyshacl_finds_that_graphs_conform() {
    let graph = folded(facts(&stories()));
    let seen =
        python("shapes.py", &["docs/ns/shapes.ttl", "docs/ns/ontology.ttl"], &[("g.ttl", &written("turtle", &graph))]);
    assert_eq!(seen.trim(), "7");
}

#[test]
#[ignore = "needs Python packages"]
fn schema_org_knows_every_word() {
    let seen = python("schema_org.py", &[], &[("g.schema.jsonld", &written("schema-org", &folded(facts(&stories()))))]);
    let types: BTreeMap<String, usize> = serde_json::from_str(&seen).unwrap();
    assert_eq!((types["NewsArticle"], types["Event"], types["Quotation"]), (3, 1, 1));
    assert!(types["Role"] >= 1, "{types:?}");
}

#[test]
#[ignore = "needs Python packages"]
fn networkx_reads_one_graph_in_three_formats() {
    let graph = folded(facts(&stories()));
    let of = |format: &str| written(format, &graph);
    let seen = python(
        "same_graph.py",
        &[],
        &[("g.json", &of("json")), ("g.graphml", &of("graphml")), ("g.gexf", &of("gexf"))],
    );
    let (nodes, edges) = (graph.nodes().len(), graph.edges().len());
    // The former job of Brandt and the meeting, with its two attendees and its place, have dates.
    assert_eq!(seen.trim(), format!("{nodes} {edges} 5"));
}

#[test]
#[ignore = "needs Python packages"]
fn followthemoney_validates_every_line() {
    let seen = python("ftm_lines.py", &[], &[("g.ftm.json", &written("ftm", &folded(facts(&stories()))))]);
    let schemata: BTreeMap<String, usize> = serde_json::from_str(&seen).unwrap();
    for (schema, count) in [("Article", 3), ("Directorship", 1), ("Employment", 1), ("Event", 1), ("Note", 1)] {
        assert_eq!(schemata.get(schema), Some(&count), "{schema} in {schemata:?}");
    }
}

#[test]
#[cfg(feature = "parquet")]
#[ignore = "needs Python packages"]
fn duckdb_and_polars_answer_the_queries_of_the_documentation() {
    let graph = folded(facts(&stories()));
    let folder = tempfile::tempdir().unwrap();
    for (name, bytes) in files("parquet", &graph) {
        std::fs::write(folder.path().join(name), bytes).unwrap();
    }
    let seen = python("tables.py", &["docs/tables.md", folder.path().to_str().unwrap()], &[]);
    let seen: Value = serde_json::from_str(&seen).unwrap();
    let words = "Ida Holt of Harlow Quay met Jo Brandt";
    assert_eq!(seen["rows"][0], serde_json::json!([["Ida Holt", "Jo Brandt", 2, words]]));
    assert_eq!(seen["rows"][1], serde_json::json!([["Ida Holt", 2, 1]]));
    let printed = seen["printed"].as_str().unwrap();
    assert!(printed.contains("actual") && printed.contains("Jo Brandt"), "{printed}");
    assert_eq!(seen["counts"]["articles"], 3);
    assert_eq!(seen["counts"]["entities"], graph.nodes().filter(|node| matches!(node, super::Node::Entity(_))).count());
}

#[test]
#[ignore = "needs Graphviz"]
fn graphviz_draws_every_graph_of_the_project() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("graphs");
    let mut drawn = 0;
    for folder in [folder.clone(), folder.join("sample")] {
        for path in std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
            if path.extension().is_some_and(|extension| extension == "dot") {
                let svg = piped("dot", &["-Tsvg"], &std::fs::read(&path).unwrap());
                assert!(svg.contains("</svg>"), "{}", path.display());
                drawn += 1;
            }
        }
    }
    assert!(drawn > 10, "{drawn}");
}

#[test]
#[ignore = "needs Graphviz"]
fn graphviz_lays_out_what_we_draw() {
    let graph = folded(facts(&stories()));
    let mut bytes = Vec::new();
    picture::svg::Svg { engine: picture::svg::Engine::Installed }.export(&graph, &mut bytes).unwrap();
    let (theirs, ours) = (String::from_utf8(bytes).unwrap(), String::from_utf8(drawn(&graph)).unwrap());
    for mark in ["<ellipse", "<rect", "<polygon", "<title>", " C"] {
        assert!(theirs.matches(mark).count() >= 1, "{mark}");
    }
    assert_eq!(theirs.matches("<title>").count(), ours.matches("<title>").count());
    assert_ne!(theirs, ours);
}
