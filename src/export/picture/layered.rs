//! Layouts in layers from left to right (Sugiyama, Tagawa and Toda 1981), by the crate dagre. Good up to about a hundred
//! nodes.

use super::layout::{Layout, Point, Route, Size, Task, smooth};
use dagre::graph::{Graph, GraphOptions};
use dagre::layout::types::LabelPos;
use dagre::{EdgeLabel, LayoutOptions, NodeLabel, RankDir};

/// Lays out in layers; every component has its own, one below the other, the largest first.
pub(super) fn lay_out(task: &Task) -> Layout {
    let mut layout = Layout {
        nodes: vec![Point::default(); task.nodes.len()],
        routes: vec![Route::default(); task.edges.len()],
        ..Layout::default()
    };
    for component in components(task) {
        let top = if layout.size.height > 0.0 { layout.size.height + GAP } else { 0.0 };
        let size = place(task, &component, top, &mut layout);
        layout.size = Size { width: layout.size.width.max(size.width), height: top + size.height };
    }
    layout
}

/// The distance of components.
const GAP: f64 = 30.0;

/// Nodes and edges that hang together.
#[derive(Default)]
struct Component {
    nodes: Vec<usize>,
    edges: Vec<usize>,
}

/// The components, the largest first.
fn components(task: &Task) -> Vec<Component> {
    let mut parts = petgraph::unionfind::UnionFind::new(task.nodes.len());
    for (from, to, _) in &task.edges {
        parts.union(*from, *to);
    }
    let mut components: Vec<Component> = task.nodes.iter().map(|_| Component::default()).collect();
    (0..task.nodes.len()).for_each(|node| components[parts.find(node)].nodes.push(node));
    for (at, (from, ..)) in task.edges.iter().enumerate() {
        components[parts.find(*from)].edges.push(at);
    }
    components.retain(|it| !it.nodes.is_empty());
    components.sort_by_key(|it| (std::cmp::Reverse(it.nodes.len()), it.nodes.first().copied()));
    components
}

/// Lays out one component below `top`; gives its size.
fn place(task: &Task, component: &Component, top: f64, layout: &mut Layout) -> Size {
    let mut graph: Graph<NodeLabel, EdgeLabel> =
        Graph::with_options(GraphOptions { directed: true, multigraph: true, compound: false });
    for &node in &component.nodes {
        let size = task.nodes[node].size;
        graph.set_node(
            node.to_string(),
            Some(NodeLabel { width: size.width, height: size.height, ..NodeLabel::default() }),
        );
    }
    for &edge in &component.edges {
        let (from, to, label) = &task.edges[edge];
        let size = label.as_ref().map(|label| label.size).unwrap_or_default();
        let room = if label.is_some() { 8.0 } else { 0.0 };
        let (width, height, labelpos) = (size.width + room, size.height, LabelPos::Center);
        let label = EdgeLabel { width, height, labelpos, ..EdgeLabel::default() };
        graph.set_edge(from.to_string(), to.to_string(), Some(label), Some(&edge.to_string()));
    }
    let options =
        LayoutOptions { rankdir: RankDir::LR, nodesep: 18.0, edgesep: 12.0, ranksep: 34.0, ..LayoutOptions::default() };
    dagre::layout(&mut graph, Some(options));
    read(task, component, &graph, top, layout)
}

/// Takes over where dagre has put everything.
fn read(
    task: &Task,
    component: &Component,
    graph: &Graph<NodeLabel, EdgeLabel>,
    top: f64,
    layout: &mut Layout,
) -> Size {
    let mut size = Size::default();
    let mut seen = |point: Point, half: Size| {
        size.width = size.width.max(point.x + half.width / 2.0);
        size.height = size.height.max(point.y + half.height / 2.0 - top);
    };
    for &node in &component.nodes {
        let Some(label) = graph.node(&node.to_string()) else { continue };
        let point = Point::new(label.x.unwrap_or_default(), label.y.unwrap_or_default() + top);
        layout.nodes[node] = point;
        seen(point, task.nodes[node].size);
    }
    for &edge in &component.edges {
        let (from, to, words) = &task.edges[edge];
        let object = dagre::graph::Edge::with_name(from.to_string(), to.to_string(), edge.to_string());
        let Some(label) = graph.edge_by_obj(&object) else { continue };
        let mut points: Vec<Point> = label.points.iter().map(|point| Point::new(point.x, point.y + top)).collect();
        // dagre ends lines at boxes: ellipses are further in.
        if let [first, second, ..] = points.as_mut_slice() {
            *first = task.border(*from, layout.nodes[*from], *second);
        }
        if let [.., last_but_one, last] = points.as_mut_slice() {
            *last = task.border(*to, layout.nodes[*to], *last_but_one);
        }
        for point in &points {
            seen(*point, Size::default());
        }
        let middle = label.x.zip(label.y).map(|(x, y)| Point::new(x, y + top)).filter(|_| words.is_some());
        if let (Some(middle), Some(words)) = (middle, words) {
            seen(middle, words.size);
        }
        layout.routes[edge] = Route { curve: smooth(&points), label: middle };
    }
    size
}
