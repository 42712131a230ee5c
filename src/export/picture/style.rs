//! How the kinds of nodes and the statuses of edges look.

use crate::graph::Node;
use crate::model::{EntityKind, Status};

/// The look of a node.
pub(crate) struct Look {
    pub(crate) shape: &'static str,
    pub(crate) fill: &'static str,
    pub(crate) line: &'static str,
    pub(crate) style: &'static str,
}

/// The colours of the classes of nodes: name, fill, line.
pub(super) const CLASSES: [(&str, &str, &str); 6] = [
    ("person", "#dcebf9", "#2f6ea5"),
    ("organization", "#fdebd3", "#b8752a"),
    ("place", "#e2f2dc", "#4d8a3c"),
    ("work", "#eee4f6", "#7d559f"),
    ("event", "#fbdfe3", "#b2485c"),
    ("statement", "#ffffff", "#666666"),
];

/// Kinds differ in shape and in colour, so that a print in grey and a colour-blind reader tell them apart.
pub(crate) fn look(node: &Node) -> Look {
    let (shape, (_, fill, line)) = match node {
        Node::Entity(entity) => match entity.kind {
            EntityKind::Person => ("ellipse", CLASSES[0]),
            EntityKind::Organization => ("box", CLASSES[1]),
            EntityKind::Place => ("house", CLASSES[2]),
            EntityKind::Work => ("note", CLASSES[3]),
        },
        Node::Event(_) => ("hexagon", CLASSES[4]),
        Node::Statement(_) => ("plain", CLASSES[5]),
    };
    let style = match node {
        Node::Event(event) if event.status != Status::Actual => "filled,dashed",
        _ => "filled",
    };
    Look { shape, fill, line, style }
}

/// The style and colour of a relation's line.
pub(super) fn line(status: Status) -> (&'static str, &'static str) {
    match status {
        Status::Actual => ("solid", "#333333"),
        Status::Former => ("solid", "#a0a0a0"),
        Status::Planned => ("dashed", "#333333"),
        Status::Alleged => ("dashed", "#b2485c"),
        Status::Negated | Status::Hypothetical => ("dotted", "#b2485c"),
    }
}
