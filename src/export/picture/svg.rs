//! A picture in SVG: laid out by Graphviz where that is installed, else by ourselves, and drawn by ourselves in any case.
//! Tooltips and links carry the words that show an edge.

use super::escape::lines;
use super::layout::{EDGE_SIZE, LEADING, Label, Layout, NODE_SIZE, POINT, Point, ROOF, Route, Task};
use super::{Arrow, Picture, Shown, limited, style, text};
use crate::export::flat::escape_xml;
use crate::export::{ExportError, Exporter};
use crate::graph::Graph;
use std::fmt::Write as _;
use std::io::Write;

/// Who lays a picture out.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Engine {
    /// Graphviz where it is installed, else we. Versions of Graphviz differ, and so does what they draw.
    #[default]
    Installed,
    /// We: the same picture everywhere.
    Own,
}

/// Draws a picture.
#[derive(Debug, Clone, Copy, Default)]
pub struct Svg {
    /// Who lays it out.
    pub engine: Engine,
}

impl Exporter for Svg {
    fn name(&self) -> &'static str {
        "svg"
    }

    fn extension(&self) -> &'static str {
        "svg"
    }

    fn media_type(&self) -> &'static str {
        "image/svg+xml"
    }

    fn export(&self, graph: &Graph, out: &mut dyn Write) -> Result<(), ExportError> {
        out.write_all(draw(graph, self.engine).as_bytes())?;
        Ok(())
    }
}

/// Room around the picture.
const MARGIN: f64 = 12.0;

/// The picture of a graph, as SVG.
pub(super) fn draw(graph: &Graph, engine: Engine) -> String {
    let graph = limited(graph);
    let picture = Picture::new(&graph);
    let task = Task::of(&picture);
    let layout = task.lay_out(engine == Engine::Installed);
    let notes: Vec<String> = picture.notes().iter().flat_map(|(_, note)| lines(note, 90)).collect();
    let widest = notes.iter().map(|line| text::width(line, EDGE_SIZE)).fold(0.0, f64::max);
    let below = notes.len() as f64 * EDGE_SIZE * LEADING + if notes.is_empty() { 0.0 } else { 10.0 };
    let (width, height) = (layout.size.width.max(widest) + 2.0 * MARGIN, layout.size.height + below + 2.0 * MARGIN);
    let mut svg = String::new();
    // Writing to a string cannot fail.
    let _ = writeln!(
        svg,
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width:.0}\" height=\"{height:.0}\" \
         viewBox=\"0 0 {width:.1} {height:.1}\" font-family=\"Helvetica, Arial, 'Liberation Sans', sans-serif\">"
    );
    let _ = writeln!(
        svg,
        "<rect width=\"100%\" height=\"100%\" fill=\"white\"/>\n<g transform=\"translate({MARGIN} {MARGIN})\">"
    );
    for (arrow, route) in picture.arrows.iter().zip(&layout.routes) {
        line(&mut svg, arrow, route);
    }
    words(&mut svg, &picture, &task, &layout);
    for (shown, (label, at)) in picture.nodes.iter().zip(task.nodes.iter().zip(&layout.nodes)) {
        node(&mut svg, shown, label, *at);
    }
    for (at, note) in notes.iter().enumerate() {
        let y = layout.size.height + 10.0 + (at as f64 + 0.8) * EDGE_SIZE * LEADING;
        let _ = writeln!(
            svg,
            "<text x=\"0\" y=\"{y:.1}\" font-size=\"{EDGE_SIZE}\" fill=\"#666666\">{}</text>",
            escape_xml(note)
        );
    }
    svg + "</g>\n</svg>\n"
}

/// The length of the head of an arrow.
const HEAD: f64 = 8.0;

/// The line of an arrow with its head.
fn line(svg: &mut String, arrow: &Arrow, route: &Route) {
    let mut curve = route.curve.clone();
    let (Some(&tip), Some(&before)) = (curve.last(), curve.iter().rev().find(|it| Some(*it) != curve.last())) else {
        return;
    };
    let width = super::width(arrow.articles);
    open(svg, arrow);
    if arrow.directed
        && let Some(last) = curve.last_mut()
    {
        *last = tip.towards(before, (HEAD / tip.distance(before).max(HEAD)).min(0.9));
    }
    let dashes = match arrow.style {
        "dashed" => " stroke-dasharray=\"6 3\"",
        "dotted" => " stroke-dasharray=\"2 3\"",
        _ => "",
    };
    let mut path = String::new();
    for (at, point) in curve.iter().enumerate() {
        let mark = match at {
            0 => "M",
            1 => " C",
            _ => " ",
        };
        let _ = write!(path, "{mark}{:.1} {:.1}", point.x, point.y);
    }
    let colour = arrow.colour;
    let _ = write!(svg, "<path d=\"{path}\" fill=\"none\" stroke=\"{colour}\" stroke-width=\"{width:.1}\"{dashes}/>");
    if arrow.directed {
        let far = tip.distance(before).max(1e-6);
        let (dx, dy) = ((tip.x - before.x) / far, (tip.y - before.y) / far);
        let wing = HEAD * 0.42 + f64::from(width) * 0.4;
        let base = Point::new(tip.x - dx * HEAD, tip.y - dy * HEAD);
        let _ = write!(
            svg,
            "<path d=\"M{:.1} {:.1} L{:.1} {:.1} L{:.1} {:.1} Z\" fill=\"{colour}\"/>",
            tip.x,
            tip.y,
            base.x - dy * wing,
            base.y + dx * wing,
            base.x + dy * wing,
            base.y - dx * wing
        );
    }
    close(svg, arrow);
}

/// Begins a group with the tooltip of an arrow, and its link.
fn open(svg: &mut String, arrow: &Arrow) {
    if let Some(url) = &arrow.url {
        let _ = write!(svg, "<a href=\"{}\" target=\"_blank\">", escape_xml(url));
    }
    let _ = write!(svg, "<g><title>{}</title>", escape_xml(&arrow.tooltip));
}

fn close(svg: &mut String, arrow: &Arrow) {
    let _ = writeln!(svg, "</g>{}", if arrow.url.is_some() { "</a>" } else { "" });
}

/// The words at the lines, above all lines, on white; the names of nodes are above them.
fn words(svg: &mut String, picture: &Picture, task: &Task, layout: &Layout) {
    for (arrow, ((.., label), route)) in picture.arrows.iter().zip(task.edges.iter().zip(&layout.routes)) {
        let (Some(label), Some(at)) = (label, route.label) else { continue };
        open(svg, arrow);
        let (width, height) = (label.size.width + 4.0, label.size.height);
        let (x, y) = (at.x - width / 2.0, at.y - height / 2.0);
        let _ = write!(
            svg,
            "<rect x=\"{x:.1}\" y=\"{y:.1}\" width=\"{width:.1}\" height=\"{height:.1}\" fill=\"white\" fill-opacity=\"0.85\"/>"
        );
        texts(svg, label, at, EDGE_SIZE, &format!("fill=\"{}\"", arrow.colour));
        close(svg, arrow);
    }
}

/// Lines of text around a middle.
fn texts(svg: &mut String, label: &Label, at: Point, size: f64, look: &str) {
    let top = at.y - label.lines.len() as f64 * size * LEADING / 2.0;
    for (line, text) in label.lines.iter().enumerate() {
        let y = top + (line as f64 + 0.8) * size * LEADING;
        let text = escape_xml(text);
        let _ = write!(
            svg,
            "<text x=\"{:.1}\" y=\"{y:.1}\" font-size=\"{size}\" text-anchor=\"middle\" {look}>{text}</text>",
            at.x
        );
    }
}

/// A node: its shape, its name, its tooltip.
fn node(svg: &mut String, shown: &Shown, label: &Label, at: Point) {
    let look = style::look(shown.node);
    let (width, height) = (label.size.width / 2.0, label.size.height / 2.0);
    let paint = format!(
        "fill=\"{}\" stroke=\"{}\" stroke-width=\"1.2\"{}",
        look.fill,
        look.line,
        if look.style.contains("dashed") { " stroke-dasharray=\"5 3\"" } else { "" }
    );
    let corners = |points: &[(f64, f64)]| {
        points
            .iter()
            .map(|(x, y)| format!("{:.1},{:.1}", at.x + x * width, at.y + y * height))
            .collect::<Vec<_>>()
            .join(" ")
    };
    let _ = write!(svg, "<g><title>{}</title>", escape_xml(&shown.tooltip));
    let side = 1.0 - POINT / width;
    let _ = match look.shape {
        "ellipse" => {
            write!(svg, "<ellipse cx=\"{:.1}\" cy=\"{:.1}\" rx=\"{width:.1}\" ry=\"{height:.1}\" {paint}/>", at.x, at.y)
        }
        "hexagon" => {
            let points = [(-side, -1.0), (side, -1.0), (1.0, 0.0), (side, 1.0), (-side, 1.0), (-1.0, 0.0)];
            write!(svg, "<polygon points=\"{}\" {paint}/>", corners(&points))
        }
        "house" => {
            let eaves = -1.0 + ROOF / height;
            write!(
                svg,
                "<polygon points=\"{}\" {paint}/>",
                corners(&[(-1.0, eaves), (0.0, -1.0), (1.0, eaves), (1.0, 1.0), (-1.0, 1.0)])
            )
        }
        "note" => {
            let (x, y) = (1.0 - 8.0 / width, -1.0 + 8.0 / height);
            let points = corners(&[(-1.0, -1.0), (x, -1.0), (1.0, y), (1.0, 1.0), (-1.0, 1.0)]);
            let fold = corners(&[(x, -1.0), (x, y), (1.0, y)]);
            write!(svg, "<polygon points=\"{points}\" {paint}/><polyline points=\"{fold}\" {paint}/>")
        }
        _ => write!(
            svg,
            "<rect x=\"{:.1}\" y=\"{:.1}\" width=\"{:.1}\" height=\"{:.1}\" rx=\"3\" {paint}/>",
            at.x - width,
            at.y - height,
            2.0 * width,
            2.0 * height
        ),
    };
    let lower = if look.shape == "house" { 4.0 } else { 0.0 };
    texts(svg, label, Point::new(at.x, at.y + lower), NODE_SIZE, "fill=\"#222222\"");
    svg.push_str("</g>\n");
}
