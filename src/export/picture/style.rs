//! How the kinds of nodes and the statuses of edges look.

use crate::graph::Node;
use crate::model::{EntityKind, Status};

/// The look of a node.
pub(super) struct Look {
    pub(super) shape: &'static str,
    pub(super) fill: &'static str,
    pub(super) line: &'static str,
    pub(super) style: &'static str,
}

/// Kinds differ in shape and in colour, so that a print in grey and a colour-blind reader tell them apart.
pub(super) fn look(node: &Node) -> Look {
    let (shape, fill, line) = match node {
        Node::Entity(entity) => match entity.kind {
            EntityKind::Person => ("ellipse", "#dcebf9", "#2f6ea5"),
            EntityKind::Organization => ("box", "#fdebd3", "#b8752a"),
            EntityKind::Place => ("house", "#e2f2dc", "#4d8a3c"),
            EntityKind::Work => ("note", "#eee4f6", "#7d559f"),
        },
        Node::Event(_) => ("hexagon", "#fbdfe3", "#b2485c"),
        Node::Statement(_) => ("plain", "#ffffff", "#666666"),
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
