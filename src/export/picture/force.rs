//! Layouts by forces (Fruchterman and Reingold 1991, with their grid): nodes repel their neighbours, edges pull. Then boxes
//! that overlap are pushed apart. The same task gives the same layout: nodes begin on a spiral, in their order.

use super::layout::{Layout, Point, Route, Size, Task};
use rustc_hash::FxHashMap;

/// Lays out by forces: O(rounds × (n + m)) where the nodes spread.
pub(super) fn lay_out(task: &Task) -> Layout {
    let mut nodes = spiral(task.nodes.len());
    let rounds = (60_000 / task.nodes.len().max(1)).clamp(60, 400);
    for round in 0..rounds {
        // Cools down to nothing.
        let heat = LENGTH * (1.0 - round as f64 / rounds as f64);
        step(task, &mut nodes, heat);
    }
    spread(task, &mut nodes);
    finish(task, nodes)
}

/// The length that edges strive for.
const LENGTH: f64 = 140.0;

/// Nodes on a square spiral, in their order.
fn spiral(count: usize) -> Vec<Point> {
    let (mut x, mut y, mut dx, mut dy) = (0_i32, 0_i32, 0_i32, -1_i32);
    let mut points = Vec::with_capacity(count);
    for _ in 0..count {
        points.push(Point::new(f64::from(x) * LENGTH, f64::from(y) * LENGTH * 0.7));
        if x == y || (x < 0 && x == -y) || (x > 0 && x == 1 - y) {
            (dx, dy) = (-dy, dx);
        }
        (x, y) = (x + dx, y + dy);
    }
    points
}

/// The cells of a grid with the nodes in them.
fn grid(nodes: &[Point], cell: f64) -> FxHashMap<(i64, i64), Vec<usize>> {
    let mut cells: FxHashMap<(i64, i64), Vec<usize>> = FxHashMap::default();
    for (at, node) in nodes.iter().enumerate() {
        cells.entry(key(*node, cell)).or_default().push(at);
    }
    cells
}

fn key(node: Point, cell: f64) -> (i64, i64) {
    ((node.x / cell).floor() as i64, (node.y / cell).floor() as i64)
}

/// The nodes of the cell of a place and of the eight around it, in their order.
fn near(cells: &FxHashMap<(i64, i64), Vec<usize>>, (x, y): (i64, i64)) -> impl Iterator<Item = usize> {
    let around = (-1..=1).flat_map(move |dx| (-1..=1).map(move |dy| (x + dx, y + dy)));
    around.filter_map(|cell| cells.get(&cell)).flatten().copied()
}

/// Moves every node along the forces on it, at most by `heat`.
fn step(task: &Task, nodes: &mut [Point], heat: f64) {
    let mut pull = vec![Point::default(); nodes.len()];
    let cells = grid(nodes, 2.0 * LENGTH);
    for (at, node) in nodes.iter().enumerate() {
        for other in near(&cells, key(*node, 2.0 * LENGTH)).filter(|&other| other != at) {
            let far = node.distance(nodes[other]).max(1.0);
            if far < 2.0 * LENGTH {
                let force = LENGTH * LENGTH / (far * far);
                pull[at].x += (node.x - nodes[other].x) * force;
                pull[at].y += (node.y - nodes[other].y) * force;
            }
        }
        // A little gravity keeps the components together.
        pull[at].x -= node.x * GRAVITY;
        pull[at].y -= node.y * GRAVITY;
    }
    for (from, to, label) in &task.edges {
        let (from, to) = (*from, *to);
        let boxes = f64::midpoint(task.nodes[from].size.width, task.nodes[to].size.width);
        let length = LENGTH.max(boxes * 0.7 + label.as_ref().map_or(0.0, |label| label.size.width) + 40.0);
        let far = nodes[from].distance(nodes[to]);
        let (dx, dy) = ((nodes[to].x - nodes[from].x) * far / length, (nodes[to].y - nodes[from].y) * far / length);
        pull[from] = Point::new(pull[from].x + dx, pull[from].y + dy);
        pull[to] = Point::new(pull[to].x - dx, pull[to].y - dy);
    }
    for (node, pull) in nodes.iter_mut().zip(pull) {
        let strength = Point::default().distance(pull).max(1e-9);
        let share = strength.min(heat) / strength;
        *node = Point::new(node.x + pull.x * share, node.y + pull.y * share);
    }
}

/// The pull towards the middle, for each point of distance.
const GRAVITY: f64 = 0.12;

/// Room around a node.
const ROOM: f64 = 14.0;

/// Pushes boxes apart until none overlap: pairs along the axis on which they overlap less, then, where they are too
/// crowded for that, all of them away from the middle. Ends because boxes do not grow.
fn spread(task: &Task, nodes: &mut [Point]) {
    let widest = task.nodes.iter().map(|it| it.size.width.max(it.size.height)).fold(1.0, f64::max) + ROOM;
    for round in 1..400 {
        if !push(task, nodes, widest) {
            return;
        }
        if round % 20 == 0 {
            for node in nodes.iter_mut() {
                *node = Point::new(node.x * 1.15, node.y * 1.15);
            }
        }
    }
}

/// One round of pushing; true where anything overlapped.
fn push(task: &Task, nodes: &mut [Point], widest: f64) -> bool {
    let cells = grid(nodes, widest);
    let mut overlapped = false;
    for at in 0..nodes.len() {
        for other in near(&cells, key(nodes[at], widest)).filter(|&other| other > at) {
            let (a, b) = (task.nodes[at].size, task.nodes[other].size);
            let (dx, dy) = (nodes[other].x - nodes[at].x, nodes[other].y - nodes[at].y);
            let over_x = f64::midpoint(a.width, b.width) + ROOM - dx.abs();
            let over_y = f64::midpoint(a.height, b.height) + ROOM - dy.abs();
            if over_x <= 0.0 || over_y <= 0.0 {
                continue;
            }
            overlapped = true;
            if over_x < over_y {
                let shift = (over_x / 2.0 + 0.5) * if dx < 0.0 { -1.0 } else { 1.0 };
                nodes[at].x -= shift;
                nodes[other].x += shift;
            } else {
                let shift = (over_y / 2.0 + 0.5) * if dy < 0.0 { -1.0 } else { 1.0 };
                nodes[at].y -= shift;
                nodes[other].y += shift;
            }
        }
    }
    overlapped
}

/// Moves everything to the corner and draws the edges: slightly bent, so that parallel ones part.
fn finish(task: &Task, mut nodes: Vec<Point>) -> Layout {
    let left = task.nodes.iter().zip(&nodes).map(|(it, at)| at.x - it.size.width / 2.0).fold(f64::MAX, f64::min);
    let top = task.nodes.iter().zip(&nodes).map(|(it, at)| at.y - it.size.height / 2.0).fold(f64::MAX, f64::min);
    for node in &mut nodes {
        *node = Point::new(node.x - left, node.y - top);
    }
    let right = task.nodes.iter().zip(&nodes).map(|(it, at)| at.x + it.size.width / 2.0).fold(0.0, f64::max);
    let bottom = task.nodes.iter().zip(&nodes).map(|(it, at)| at.y + it.size.height / 2.0).fold(0.0, f64::max);
    let mut parallel: FxHashMap<(usize, usize), usize> = FxHashMap::default();
    let mut routes = Vec::with_capacity(task.edges.len());
    for (from, to, label) in &task.edges {
        let count = parallel.entry((*from.min(to), *from.max(to))).or_default();
        routes.push(route(task, &nodes, (*from, *to), *count, label.is_some()));
        *count += 1;
    }
    Layout { size: Size { width: right, height: bottom }, nodes, routes }
}

/// The line of an edge, the `count`th between its ends.
fn route(task: &Task, nodes: &[Point], (from, to): (usize, usize), count: usize, labelled: bool) -> Route {
    let (a, b) = (nodes[from], nodes[to]);
    if from == to {
        let size = task.nodes[from].size;
        let (x, y) = (a.x, a.y - size.height / 2.0);
        let curve = vec![
            Point::new(x - 8.0, y),
            Point::new(x - 24.0, y - 30.0),
            Point::new(x + 24.0, y - 30.0),
            Point::new(x + 8.0, y),
        ];
        return Route { curve, label: labelled.then(|| Point::new(x, y - 26.0)) };
    }
    // Of two between the same nodes in opposite directions, both bend to the left of their way, and so they part.
    let bend = 0.06 + 0.12 * count as f64;
    let middle = a.towards(b, 0.5);
    let bent = Point::new(middle.x + (b.y - a.y) * bend, middle.y - (b.x - a.x) * bend);
    let (start, end) = (task.border(from, a, bent), task.border(to, b, bent));
    let curve = vec![start, start.towards(bent, 2.0 / 3.0), end.towards(bent, 2.0 / 3.0), end];
    Route { curve, label: labelled.then(|| middle.towards(bent, 0.5)) }
}

#[cfg(test)]
mod tests {
    use super::super::layout::Label;
    use super::*;

    fn task(count: usize) -> Task {
        let label =
            |at: usize| Label { lines: Vec::new(), size: Size { width: 60.0 + (at % 7) as f64 * 20.0, height: 30.0 } };
        Task {
            nodes: (0..count).map(label).collect(),
            outlines: vec![super::super::layout::Outline::Box; count],
            edges: (1..count).map(|at| (at, at / 2, None)).chain([(0, 0, None), (1, 2, None), (2, 1, None)]).collect(),
        }
    }

    #[test]
    fn no_boxes_overlap_and_all_are_inside() {
        for count in [3, 50, 400] {
            let task = task(count);
            let layout = lay_out(&task);
            for a in 0..count {
                let (at, size) = (layout.nodes[a], task.nodes[a].size);
                assert!(at.x >= size.width / 2.0 - 1e-6 && at.x + size.width / 2.0 <= layout.size.width + 1e-6);
                for b in a + 1..count {
                    let (other, wide) = (layout.nodes[b], task.nodes[b].size);
                    let apart = (at.x - other.x).abs() >= f64::midpoint(size.width, wide.width)
                        || (at.y - other.y).abs() >= f64::midpoint(size.height, wide.height);
                    assert!(apart, "{a} and {b} of {count}");
                }
            }
        }
    }
}
