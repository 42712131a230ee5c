//! Where the nodes and edges of a picture go: what is asked of a layout and what it answers. Units are points.

use super::escape::{cut, is_invisible, lines};
use super::{Picture, force, graphviz, layered, style, text};

/// The size of the letters in nodes and at edges.
pub(super) const NODE_SIZE: f64 = 12.0;
pub(super) const EDGE_SIZE: f64 = 10.0;

/// The distance of lines, in sizes.
pub(super) const LEADING: f64 = 1.2;

/// A width and a height.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub(super) struct Size {
    pub(super) width: f64,
    pub(super) height: f64,
}

/// A place; y grows downwards.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub(super) struct Point {
    pub(super) x: f64,
    pub(super) y: f64,
}

impl Point {
    pub(super) fn new(x: f64, y: f64) -> Self {
        Point { x, y }
    }

    /// The point at a share of the way to another.
    pub(super) fn towards(self, other: Point, share: f64) -> Point {
        Point::new(self.x + (other.x - self.x) * share, self.y + (other.y - self.y) * share)
    }

    pub(super) fn distance(self, other: Point) -> f64 {
        ((other.x - self.x) * (other.x - self.x) + (other.y - self.y) * (other.y - self.y)).sqrt()
    }
}

/// A text in a box.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Label {
    pub(super) lines: Vec<String>,
    /// The size of the box, with the room around the text.
    pub(super) size: Size,
}

/// The outline of a node, inside its box.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Outline {
    Box,
    Ellipse,
    /// A point at either side, [`POINT`] long.
    Hexagon,
    /// A roof, [`ROOF`] high.
    House,
}

/// The length of the points of a hexagon, and the height of the roof of a house.
pub(super) const POINT: f64 = 12.0;
pub(super) const ROOF: f64 = 9.0;

/// What is to be laid out.
#[derive(Debug, Default)]
pub(super) struct Task {
    pub(super) nodes: Vec<Label>,
    /// The outlines of the nodes.
    pub(super) outlines: Vec<Outline>,
    /// From, to, and the text beside the line.
    pub(super) edges: Vec<(usize, usize, Option<Label>)>,
}

/// Where everything goes.
#[derive(Debug, Default)]
pub(super) struct Layout {
    pub(super) size: Size,
    /// The middles of the nodes.
    pub(super) nodes: Vec<Point>,
    pub(super) routes: Vec<Route>,
}

/// The line of an edge.
#[derive(Debug, Clone, Default)]
pub(super) struct Route {
    /// Cubic Bézier curves: the beginning, then two handles and an end for each. Ends touch the nodes.
    pub(super) curve: Vec<Point>,
    /// The middle of the label.
    pub(super) label: Option<Point>,
}

impl Task {
    /// What a picture asks for.
    pub(super) fn of(picture: &Picture) -> Self {
        let look = |at: usize| style::look(picture.nodes[at].node).shape;
        let nodes = picture.nodes.iter().enumerate().map(|(at, shown)| {
            let mut label = label(&[cut(&shown.label, 60)], 20, NODE_SIZE);
            // Round and pointed boxes have less room inside.
            let (grow, more, tall) = match look(at) {
                "ellipse" => (1.25, 14.0, 14.0),
                "hexagon" => (1.0, 34.0, 14.0),
                "house" => (1.0, 18.0, 22.0),
                _ => (1.0, 20.0, 14.0),
            };
            label.size.width = (label.size.width * grow + more).max(44.0);
            label.size.height = (label.size.height * if grow > 1.0 { 1.15 } else { 1.0 } + tall).max(30.0);
            label
        });
        let edges = picture.arrows.iter().map(|arrow| {
            let words = (!arrow.labels.is_empty()).then(|| {
                let labels: Vec<String> = arrow.labels.iter().map(|label| cut(label, 60)).collect();
                label(&labels, 18, EDGE_SIZE)
            });
            (arrow.from, arrow.to, words)
        });
        let outlines = (0..picture.nodes.len()).map(|at| match look(at) {
            "ellipse" => Outline::Ellipse,
            "hexagon" => Outline::Hexagon,
            "house" => Outline::House,
            _ => Outline::Box,
        });
        let outlines = outlines.collect();
        Task { nodes: nodes.collect(), outlines, edges: edges.collect() }
    }

    /// Lays it out: by Graphviz where that is wanted and installed, else by layers, or by forces where it is large.
    pub(super) fn lay_out(&self, installed: bool) -> Layout {
        let layered = self.nodes.len() <= LAYERED && self.edges.len() <= 2 * LAYERED;
        let engine = if layered { "dot" } else { "sfdp" };
        let drawn = if installed && !self.nodes.is_empty() { graphviz::lay_out(self, engine) } else { None };
        let own = || if layered { layered::lay_out(self) } else { force::lay_out(self) };
        self.fitted(drawn.unwrap_or_else(own))
    }

    /// The same layout with everything inside its size, and nothing left of it or above.
    fn fitted(&self, mut layout: Layout) -> Layout {
        let mut corners = Vec::new();
        let mut add = |at: Point, size: Size| {
            corners.push(Point::new(at.x - size.width / 2.0, at.y - size.height / 2.0));
            corners.push(Point::new(at.x + size.width / 2.0, at.y + size.height / 2.0));
        };
        self.nodes.iter().zip(&layout.nodes).for_each(|(label, at)| add(*at, label.size));
        for ((.., label), route) in self.edges.iter().zip(&layout.routes) {
            route.curve.iter().for_each(|at| add(*at, Size::default()));
            label.iter().zip(route.label).for_each(|(label, at)| add(at, label.size));
        }
        let left = corners.iter().map(|it| it.x).fold(f64::MAX, f64::min);
        let top = corners.iter().map(|it| it.y).fold(f64::MAX, f64::min);
        let points = layout.routes.iter_mut().flat_map(|route| route.curve.iter_mut().chain(&mut route.label));
        for at in layout.nodes.iter_mut().chain(points) {
            *at = Point::new(at.x - left, at.y - top);
        }
        let right = corners.iter().map(|it| it.x).fold(left, f64::max);
        let bottom = corners.iter().map(|it| it.y).fold(top, f64::max);
        if !corners.is_empty() {
            layout.size = Size { width: right - left, height: bottom - top };
        }
        layout
    }

    /// The point where the line from the middle of a node to another point leaves the node.
    pub(super) fn border(&self, node: usize, middle: Point, to: Point) -> Point {
        let Size { width, height } = self.nodes[node].size;
        // From -1 to 1 inside the box.
        let (x, y) = ((to.x - middle.x) / width * 2.0, (to.y - middle.y) / height * 2.0);
        let far = match self.outlines[node] {
            Outline::Ellipse => (x * x + y * y).sqrt(),
            Outline::Hexagon => y.abs().max(x.abs() + 2.0 * POINT / width * y.abs()),
            Outline::House if y < 0.0 => x.abs().max(y.abs() + 2.0 * ROOF / height * x.abs()),
            Outline::House | Outline::Box => x.abs().max(y.abs()),
        };
        if far > 1.0 { middle.towards(to, 1.0 / far) } else { middle }
    }
}

/// The most nodes that are drawn in layers: above that the layers are too wide to follow.
const LAYERED: usize = 90;

/// A text in lines of about `width` characters, with its size.
fn label(texts: &[String], width: usize, size: f64) -> Label {
    let clean = |text: &String| text.replace(|c: char| c.is_control() || is_invisible(c), " ");
    let lines: Vec<String> = texts.iter().flat_map(|text| lines(&clean(text), width)).collect();
    let widest = lines.iter().map(|line| text::width(line, size)).fold(0.0, f64::max);
    let height = lines.len() as f64 * size * LEADING;
    Label { lines, size: Size { width: widest, height } }
}

/// A curve through some points whose handles follow the neighbours and are a third as long as their piece, so that it
/// does not swing out beyond them.
pub(super) fn smooth(points: &[Point]) -> Vec<Point> {
    let Some(&first) = points.first() else { return Vec::new() };
    let at = |i: usize| points.get(i).copied();
    let handle = |from: Point, before: Point, after: Point, reach: f64| {
        let far = before.distance(after).max(1e-6);
        Point::new(from.x + (after.x - before.x) / far * reach, from.y + (after.y - before.y) / far * reach)
    };
    let mut curve = vec![first];
    for (i, pair) in points.windows(2).enumerate() {
        let before = i.checked_sub(1).and_then(at).unwrap_or(pair[0]);
        let after = at(i + 2).unwrap_or(pair[1]);
        let third = pair[0].distance(pair[1]) / 3.0;
        curve.push(handle(pair[0], before, pair[1], third));
        curve.push(handle(pair[1], pair[0], after, -third));
        curve.push(pair[1]);
    }
    curve
}
