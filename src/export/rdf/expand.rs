//! A node of our JSON-LD to quads: the expansion algorithm, for the words of our own context and nothing else.

use crate::export::jsonld::context::{Range, class, expanded, property};
use oxrdf::vocab::{rdf, xsd};
use oxrdf::{GraphName, Literal, NamedNode, Quad, Term};
use serde_json::Value;

/// The quads of a node, with those of the nodes inside and of the graph that it names. Those of one subject follow each
/// other, the nodes inside come after it.
pub(super) fn expand(node: &Value) -> Vec<Quad> {
    let mut quads = Vec::new();
    add(node, &GraphName::DefaultGraph, &mut quads);
    quads
}

/// Adds the quads of a node to those of a graph.
fn add(node: &Value, graph: &GraphName, quads: &mut Vec<Quad>) {
    let (Some(id), Some(members)) = (node["id"].as_str(), node.as_object()) else { return };
    let subject = NamedNode::new_unchecked(id);
    let mut inside = Vec::new();
    for (word, value) in members {
        let values = value.as_array().map_or(std::slice::from_ref(value), Vec::as_slice);
        if word == "type" {
            for kind in values.iter().filter_map(Value::as_str) {
                let kind = NamedNode::new_unchecked(expanded(class(kind)));
                quads.push(Quad::new(subject.clone(), rdf::TYPE, kind, graph.clone()));
            }
        } else if let Some((name, range)) = property(word) {
            let predicate = NamedNode::new_unchecked(expanded(name));
            for value in values {
                if let Some(object) = object(value, range) {
                    quads.push(Quad::new(subject.clone(), predicate.clone(), object, graph.clone()));
                }
                inside.extend(value.as_object().filter(|it| it.contains_key("id")).map(|_| value));
            }
        }
    }
    for node in inside {
        add(node, graph, quads);
    }
    if let Some(named) = node["@graph"].as_array() {
        let graph = GraphName::NamedNode(subject);
        for node in named {
            add(node, &graph, quads);
        }
    }
}

/// The object that a value stands for.
fn object(value: &Value, range: Range) -> Option<Term> {
    let text = || match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    };
    Some(match range {
        Range::Link => NamedNode::new_unchecked(expanded(&text()?)).into(),
        Range::Text => Literal::new_simple_literal(text()?).into(),
        Range::Typed(kind) => typed(text()?, kind),
        Range::Own => match value["id"].as_str() {
            Some(id) => NamedNode::new_unchecked(id).into(),
            None => typed(value["@value"].as_str()?.to_owned(), value["@type"].as_str()?),
        },
    })
}

fn typed(text: String, kind: &str) -> Term {
    let kind = NamedNode::new_unchecked(expanded(kind));
    if kind.as_ref() == xsd::STRING {
        Literal::new_simple_literal(text)
    } else {
        Literal::new_typed_literal(text, kind)
    }
    .into()
}
