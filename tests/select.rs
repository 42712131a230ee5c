//! Which part of a graph a selection names.

#![allow(clippy::unwrap_used)] // a test fails by panicking

mod sample;

use newsgraph::graph::{self, Graph, Node, Selection};
use newsgraph::resolve::{self, Given};
use newsgraph::resources::Resources;
use newsgraph::resources::identity::IdentityWords;
use sample::stories;

fn whole() -> Graph {
    let resources = Resources::embedded().unwrap();
    let words = IdentityWords::load(&resources).unwrap();
    let facts = stories().into_iter().map(|story| serde_json::from_value(story).unwrap()).collect();
    graph::fold(&resolve::resolve(facts, resources.schema(), &words, &Given::default()), resources.schema())
}

fn ids(graph: &Graph) -> Vec<&str> {
    graph.nodes().map(|node| node.id().split(['~', ':']).next().unwrap()).collect()
}

#[test]
fn nothing_asked_is_everything() {
    let graph = whole();
    let part = graph.select(&Selection::default()).unwrap();
    assert_eq!(part, graph);
    assert_eq!((part.omitted().nodes, part.omitted().edges), (0, 0));
}

#[test]
fn a_focus_keeps_what_is_near() {
    let graph = whole();
    let near =
        |depth| graph.select(&Selection { focus: Some("brackwater".into()), depth, ..Selection::default() }).unwrap();
    assert_eq!(ids(&near(0)), ["organization/brackwater-mills"]);
    assert_eq!(
        ids(&near(1)),
        ["organization/brackwater-mills", "organization/federal-office-of-rivers", "person/jo-brandt"]
    );
    // The meeting and the statement are half a step beyond Brandt, whom they join to Holt and the quay.
    let two = near(2);
    assert!(ids(&two).contains(&"person/ida-holt") && ids(&two).contains(&"place/harlow-quay"), "{:?}", ids(&two));
    assert!(!ids(&two).contains(&"person/ana-ruiz"));
    assert_eq!(two.omitted().nodes + two.nodes().len(), graph.nodes().len());
    assert_eq!(two.omitted().edges + two.edges().len(), graph.edges().len());
    let nobody = graph.select(&Selection { focus: Some("Nobody At All".into()), ..Selection::default() });
    assert!(nobody.unwrap_err().to_string().contains("Nobody At All"));
}

#[test]
fn kinds_types_and_counts_are_chosen_among() {
    let graph = whole();
    let people = graph.select(&Selection { only: vec!["person".into()], ..Selection::default() }).unwrap();
    assert!(ids(&people).iter().all(|id| id.starts_with("person/")) && people.edges().len() == 1);
    let met = Selection { relations: vec!["met-with".into()], ..Selection::default() };
    assert_eq!(ids(&graph.select(&met).unwrap()), ["person/ida-holt", "person/jo-brandt"]);
    let told = graph.select(&Selection { min_articles: 2, ..Selection::default() }).unwrap();
    assert!(told.nodes().all(|node| node.articles().len() >= 2));
    assert!(told.edges().len() > 0 && told.edges().all(|(.., edge)| edge.articles().len() >= 2));
}

#[test]
fn the_top_is_connected_and_of_that_size() {
    let graph = whole();
    for top in 2..graph.nodes().len() {
        let part = graph.select(&Selection { top: Some(top), ..Selection::default() }).unwrap();
        if part.nodes().len() == graph.nodes().len() {
            break;
        }
        let drawn = part.nodes().filter(|node| !matches!(node, Node::Statement(_))).count();
        assert!(drawn <= top && part.omitted().limited);
        for node in part.nodes() {
            assert!(!part.neighbours(node.id()).is_empty(), "{top}: {}", node.id());
        }
    }
    let two = graph.select(&Selection { top: Some(2), ..Selection::default() }).unwrap();
    assert!(ids(&two).contains(&"person/ida-holt"), "{:?}", ids(&two));
}
