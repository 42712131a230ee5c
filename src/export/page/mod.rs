//! The page: a graph to look through, in one file that needs no server.
//!
//! The explorer serves the same page, with the same records; there they are fetched as they are asked for, here all of
//! them lie in the file. Nothing of an article is ever markup: the records are a block of JSON in which no `<` stands,
//! the page makes text of them, and its Content Security Policy names the hashes of its script and its style.

pub mod bundle;
pub mod record;
pub mod recorder;
pub mod scene;

use super::{ExportError, Exporter};
use crate::graph::{Graph, Node};
use record::{
    AccountRecord, ArticleRecord, DotRecord, HintRecord, LineRecord, Meta, NoTexts, QuoteRecord, SightingRecord, Texts,
};
use recorder::Recorder;
use scene::Scene;
use serde::ser::SerializeStruct;
use serde::{Serialize, Serializer};
use std::io::{self, Write};

/// Writes the page with all that it shows.
#[derive(Debug, Clone, Copy, Default)]
pub struct Html;

impl Exporter for Html {
    fn name(&self) -> &'static str {
        "html"
    }

    fn extension(&self) -> &'static str {
        "html"
    }

    fn media_type(&self) -> &'static str {
        "text/html"
    }

    fn export(&self, graph: &Graph, out: &mut dyn Write) -> Result<(), ExportError> {
        write(graph, &NoTexts, out)
    }
}

/// Writes the page of a graph, with the words around its evidence where `texts` has them.
///
/// # Errors
/// When writing fails.
pub fn write(graph: &Graph, texts: &dyn Texts, out: &mut dyn Write) -> Result<(), ExportError> {
    let (script, style) = (bundle::script(), bundle::STYLE);
    let head = format!("<meta http-equiv=\"Content-Security-Policy\" content=\"{}\">\n", policy(&script, style))
        + &format!("<style>{style}</style>");
    let page = bundle::html(&head, "\u{0}");
    let (before, after) = page.split_once('\u{0}').unwrap_or((&page, ""));
    out.write_all(before.as_bytes())?;
    out.write_all(b"<script type=\"application/json\" id=\"graph\">")?;
    let (scene, outlets) = (Scene::new(graph), recorder::outlets(graph));
    let communities = recorder::communities(&scene);
    let recorder =
        Recorder { scene: &scene, texts: &NoTexts, outlets: &outlets, communities: &communities, known: &[] };
    serde_json::to_writer(Escaped(out), &Everything { recorder: &recorder, texts })?;
    write!(out, "</script>\n<script>{script}</script>")?;
    out.write_all(after.as_bytes())?;
    Ok(())
}

/// What the exported page may do: run its own script, look as its own style says, and nothing else.
fn policy(script: &str, style: &str) -> String {
    format!(
        "default-src 'none'; script-src {}; style-src {}; img-src blob: data:; base-uri 'none'; form-action 'none'; \
         require-trusted-types-for 'script'; trusted-types 'none'",
        bundle::hash(script),
        bundle::hash(style)
    )
}

/// Writes JSON in which no `<` stands, so that nothing in it can end or open an element.
struct Escaped<'w>(&'w mut dyn Write);

impl Write for Escaped<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let mut pieces = bytes.split(|&byte| byte == b'<');
        self.0.write_all(pieces.next().unwrap_or_default())?;
        for piece in pieces {
            self.0.write_all(b"\\u003c")?;
            self.0.write_all(piece)?;
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.0.flush()
    }
}

/// All records of a graph: what the server answers piece by piece. They are made while they are written, because all of
/// them together take more memory than the graph.
struct Everything<'r, 'g> {
    recorder: &'r Recorder<'g, &'g Graph>,
    texts: &'r dyn Texts,
}

#[derive(Serialize)]
struct NodeEntry<'g> {
    #[serde(flatten)]
    dot: DotRecord<'g>,
    aliases: &'g [String],
    sightings: Vec<SightingRecord<'g>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    hints: Vec<HintRecord<'g>>,
}

#[derive(Serialize)]
struct EdgeEntry<'g> {
    #[serde(flatten)]
    line: LineRecord<'g>,
    accounts: Vec<AccountRecord<'g>>,
}

impl<'g> Everything<'_, 'g> {
    fn node(&self, at: u32) -> NodeEntry<'g> {
        let aliases = match self.recorder.scene.node(at) {
            Node::Entity(entity) => entity.aliases.as_slice(),
            _ => &[],
        };
        NodeEntry {
            dot: self.recorder.dot(at),
            aliases,
            sightings: self.recorder.sightings(at, usize::MAX),
            hints: self.recorder.hints(at),
        }
    }

    fn edge(&self, at: u32) -> EdgeEntry<'g> {
        EdgeEntry { line: self.recorder.line(at), accounts: self.recorder.accounts(at, usize::MAX) }
    }

    fn quotes(&self) -> impl Iterator<Item = QuoteRecord<'g>> {
        self.recorder.scene.graph().nodes().filter_map(|node| match node {
            Node::Statement(statement) => Some(self.recorder.quote(statement)),
            _ => None,
        })
    }
}

impl Serialize for Everything<'_, '_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let scene = self.recorder.scene;
        let sources = scene.graph().sources();
        let mut all = serializer.serialize_struct("Everything", 7)?;
        all.serialize_field("meta", &Meta::new(scene))?;
        // The dots that most articles know come first.
        all.serialize_field("nodes", &List(|| scene.ranked().iter().map(|&at| self.node(at))))?;
        all.serialize_field("edges", &List(|| (0..scene.lines().len() as u32).map(|at| self.edge(at))))?;
        all.serialize_field("quotes", &List(|| self.quotes()))?;
        all.serialize_field("network", &scene.network())?;
        let articles = || sources.iter().map(|(id, source)| (id, ArticleRecord::from(source)));
        all.serialize_field("articles", &Table(articles))?;
        // Headline and body of each article that is at hand; the page finds the words around its evidence there.
        let words = || sources.keys().filter_map(|id| Some((id, self.texts.words(id)?)));
        all.serialize_field("words", &Table(words))?;
        all.end()
    }
}

/// A list whose members are made while they are written.
struct List<F>(F);

impl<I: Iterator<Item: Serialize>, F: Fn() -> I> Serialize for List<F> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq((self.0)())
    }
}

/// A map whose members are made while they are written.
struct Table<F>(F);

impl<K: Serialize, V: Serialize, I: Iterator<Item = (K, V)>, F: Fn() -> I> Serialize for Table<F> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map((self.0)())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_in_the_records_can_end_their_element() {
        let mut out = Vec::new();
        serde_json::to_writer(Escaped(&mut out), &["</script><script>", "<!--"]).unwrap();
        let text = String::from_utf8(out).unwrap();
        assert!(!text.contains('<'));
        assert_eq!(serde_json::from_str::<Vec<String>>(&text).unwrap(), ["</script><script>", "<!--"]);
    }
}
