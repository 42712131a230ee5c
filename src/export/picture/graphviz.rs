//! Layouts by the real Graphviz, where its programs are installed: `dot` for layers, `sfdp` for large pictures. Only places
//! are taken from it; sizes and letters are ours.

use super::layout::{Layout, Outline, Point, Route, Size, Task};
use serde_json::Value;
use std::fmt::Write as _;
use std::io::{Read, Write as _};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

/// The longest that Graphviz may take before we lay out ourselves.
const PATIENCE: Duration = Duration::from_mins(1);

/// The layout by a program of Graphviz; `None` where it is not installed, fails or takes too long.
pub(super) fn lay_out(task: &Task, engine: &str) -> Option<Layout> {
    let output = run(engine, question(task, engine))?;
    read(task, &serde_json::from_slice(&output).ok()?)
}

/// The picture as boxes without words. Labels are tables of a fixed size, so that no font matters.
fn question(task: &Task, engine: &str) -> String {
    let mut dot = String::from("digraph {\n");
    let how = match engine {
        "dot" => "rankdir=LR nodesep=0.28 ranksep=0.5",
        _ => "overlap=prism splines=true K=2 sep=\"+26,14\" esep=\"+8\"",
    };
    // Writing to a string cannot fail.
    let _ = writeln!(dot, "graph [{how}]; node [label=\"\" fixedsize=true shape=box];");
    for (at, (label, outline)) in task.nodes.iter().zip(&task.outlines).enumerate() {
        let (width, height) = (label.size.width / 72.0, label.size.height / 72.0);
        let shape = match outline {
            Outline::Ellipse => "ellipse",
            Outline::Hexagon => "hexagon",
            Outline::House => "house",
            Outline::Box => "box",
        };
        let _ = writeln!(dot, "n{at} [shape={shape} width={width:.4} height={height:.4}];");
    }
    for (at, (from, to, label)) in task.edges.iter().enumerate() {
        let label = label.as_ref().filter(|_| engine == "dot").map(|label| {
            let (width, height) = (label.size.width.ceil() + 6.0, label.size.height.ceil());
            format!(
                " label=<<TABLE BORDER=\"0\" CELLPADDING=\"0\" FIXEDSIZE=\"TRUE\" WIDTH=\"{width}\" HEIGHT=\"{height}\">\
                 <TR><TD></TD></TR></TABLE>>"
            )
        });
        let _ = writeln!(dot, "n{from} -> n{to} [id=\"{at}\" arrowhead=none{}];", label.unwrap_or_default());
    }
    dot + "}\n"
}

/// What a program answers; it is stopped when it takes too long.
fn run(engine: &str, question: String) -> Option<Vec<u8>> {
    let mut child = Command::new(engine)
        .arg("-Tjson0")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .ok()?;
    let mut stdin = child.stdin.take()?;
    let mut stdout = child.stdout.take()?;
    let asking = std::thread::spawn(move || stdin.write_all(question.as_bytes()));
    let hearing = std::thread::spawn(move || {
        let mut answer = Vec::new();
        stdout.read_to_end(&mut answer).map(|_| answer)
    });
    let done = wait(&mut child);
    let asked = asking.join().ok()?.is_ok();
    let answer = hearing.join().ok()?.ok()?;
    (done && asked).then_some(answer)
}

/// True where the program ends well in time.
fn wait(child: &mut Child) -> bool {
    let begin = Instant::now();
    while begin.elapsed() < PATIENCE {
        match child.try_wait() {
            Ok(Some(status)) => return status.success(),
            Ok(None) => std::thread::sleep(Duration::from_millis(5)),
            Err(_) => break,
        }
    }
    // It may have ended in the meantime; then there is nothing to stop.
    let _ = child.kill();
    let _ = child.wait();
    false
}

/// Takes over the places. Graphviz counts y upwards.
fn read(task: &Task, answer: &Value) -> Option<Layout> {
    let corner: Vec<f64> = answer["bb"].as_str()?.split(',').map_while(|it| it.parse().ok()).collect();
    let &[left, bottom, right, top] = corner.as_slice() else { return None };
    let point = |text: &str| {
        let (x, y) = text.split_once(',')?;
        Some(Point::new(x.parse::<f64>().ok()? - left, top - y.parse::<f64>().ok()?))
    };
    let mut nodes = vec![None; task.nodes.len()];
    for object in answer["objects"].as_array()? {
        let at = object["name"].as_str()?.strip_prefix('n')?.parse::<usize>().ok()?;
        *nodes.get_mut(at)? = point(object["pos"].as_str()?);
    }
    let mut routes = vec![Route::default(); task.edges.len()];
    for edge in answer["edges"].as_array().map(Vec::as_slice).unwrap_or_default() {
        let at = edge["id"].as_str()?.parse::<usize>().ok()?;
        let curve: Vec<Point> = edge["pos"].as_str()?.split_whitespace().filter_map(point).collect();
        let middle = curve.get(curve.len() / 2).copied();
        let label = edge["lp"].as_str().and_then(point).or(middle).filter(|_| task.edges[at].2.is_some());
        *routes.get_mut(at)? = Route { curve, label };
    }
    let size = Size { width: right - left, height: top - bottom };
    Some(Layout { size, nodes: nodes.into_iter().collect::<Option<_>>()?, routes })
}
