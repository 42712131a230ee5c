//! A picture in the words of Mermaid (<https://mermaid.js.org>), which GitHub, GitLab and many wikis draw.

use super::{Arrow, Picture, escape::cut, limited};
use crate::export::{ExportError, Exporter};
use crate::graph::{Graph, Node};
use crate::model::EntityKind;
use std::fmt::Write as _;
use std::io::Write;

/// Writes a flowchart.
#[derive(Debug, Clone, Copy, Default)]
pub struct Mermaid;

impl Exporter for Mermaid {
    fn name(&self) -> &'static str {
        "mermaid"
    }

    fn extension(&self) -> &'static str {
        "mmd"
    }

    fn media_type(&self) -> &'static str {
        "text/vnd.mermaid"
    }

    fn export(&self, graph: &Graph, out: &mut dyn Write) -> Result<(), ExportError> {
        let graph = limited(graph);
        let picture = Picture::new(&graph);
        writeln!(out, "flowchart LR")?;
        for (at, shown) in picture.nodes.iter().enumerate() {
            let (class, open, close) = shape(shown.node);
            writeln!(out, "  n{at}{open}\"{}\"{close}:::{class}", text(&cut(&shown.label, 60)))?;
        }
        for arrow in &picture.arrows {
            let line = line(arrow);
            let label: Vec<String> = arrow.labels.iter().map(|label| text(&cut(label, 60))).collect();
            if label.is_empty() {
                writeln!(out, "  n{} {line} n{}", arrow.from, arrow.to)?;
            } else {
                writeln!(out, "  n{} {line}|\"{}\"| n{}", arrow.from, label.join("<br/>"), arrow.to)?;
            }
        }
        for note in picture.notes() {
            writeln!(out, "  note{}[\"{}\"]:::note", note.0, text(&note.1))?;
        }
        for (class, fill, line) in super::style::CLASSES {
            writeln!(out, "  classDef {class} fill:{fill},stroke:{line},color:#222")?;
        }
        writeln!(out, "  classDef note fill:none,stroke:none,color:#666")?;
        Ok(())
    }
}

/// The class of a node, and the brackets of its shape.
fn shape(node: &Node) -> (&'static str, &'static str, &'static str) {
    match node {
        Node::Entity(entity) => match entity.kind {
            EntityKind::Person => ("person", "([", "])"),
            EntityKind::Organization => ("organization", "[", "]"),
            EntityKind::Place => ("place", "[/", "\\]"),
            EntityKind::Work => ("work", "[[", "]]"),
        },
        Node::Event(_) => ("event", "{{", "}}"),
        Node::Statement(_) => ("statement", ">", "]"),
    }
}

fn line(arrow: &Arrow) -> &'static str {
    match (arrow.style, arrow.directed) {
        ("dotted" | "dashed", true) => "-.->",
        ("dotted" | "dashed", false) => "-.-",
        (_, true) => "-->",
        (_, false) => "---",
    }
}

/// A text between quotation marks: whatever could mean something is an entity of Mermaid (`#35;`).
fn text(text: &str) -> String {
    let mut safe = String::with_capacity(text.len() + 8);
    let mut space = true;
    for c in text.chars() {
        if c.is_whitespace() || c.is_control() || super::escape::is_invisible(c) {
            if !space {
                safe.push(' ');
            }
            space = true;
            continue;
        }
        space = false;
        match c {
            '"' | '#' | '<' | '>' | '&' | ';' | '`' | '\\' | '{' | '}' | '[' | ']' | '(' | ')' | '|' | '%' | '*'
            | '_' | '~' | '$' => {
                // Writing to a string cannot fail.
                let _ = write!(safe, "#{};", u32::from(c));
            }
            c => safe.push(c),
        }
    }
    if safe.is_empty() { " ".to_owned() } else { safe }
}

#[cfg(test)]
mod tests {
    use super::text;

    #[test]
    fn nothing_in_a_text_means_something() {
        assert_eq!(text("a \"b\"\n#c; </script>"), "a #34;b#34; #35;c#59; #60;/script#62;");
        assert_eq!(text("\u{202e}\u{0}"), " ");
    }
}
