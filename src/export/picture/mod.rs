//! Pictures of a graph: what of it is drawn, and as what; one file per format and per way to lay it out.

pub mod dot;
mod escape;
mod force;
mod graphviz;
mod layered;
mod layout;
pub mod mermaid;
#[cfg(feature = "pictures")]
pub mod png;
pub(crate) mod style;
pub mod svg;
mod text;

use crate::graph::{Account, Edge, EdgeKind, Graph, Node, Omitted, Selection, StatementNode};
use crate::model::{Role, Status};
use escape::cut;
use std::borrow::Cow;
use std::collections::BTreeSet;
use std::collections::btree_map::{BTreeMap, Entry};
use style::line;

/// The longest text of evidence in a tooltip, in characters.
const WORDS: usize = 240;

/// The most nodes of a picture of a graph of which nobody has chosen a part: more are a hairball.
const MOST: usize = 50;

/// The graph, or the best connected part of it where it is large and nobody has chosen how large it may be.
fn limited(graph: &Graph) -> Cow<'_, Graph> {
    let drawn = graph.nodes().filter(|node| !matches!(node, Node::Statement(_))).count();
    if drawn <= MOST || graph.omitted().limited {
        return Cow::Borrowed(graph);
    }
    let best = Selection { top: Some(MOST), ..Selection::default() };
    graph.select(&best).map_or(Cow::Borrowed(graph), Cow::Owned)
}

/// The nodes and arrows to draw, in a stable order.
pub(super) struct Picture<'g> {
    pub(super) nodes: Vec<Shown<'g>>,
    pub(super) arrows: Vec<Arrow>,
    /// Those who are connected to nobody, by name; told in words, not drawn.
    pub(super) alone: Vec<&'g str>,
    /// What the graph lacks of the whole.
    pub(super) omitted: Omitted,
}

/// A node that is drawn.
pub(super) struct Shown<'g> {
    pub(super) node: &'g Node,
    pub(super) label: String,
    pub(super) tooltip: String,
}

/// An arrow between two nodes of the picture.
pub(super) struct Arrow {
    pub(super) from: usize,
    pub(super) to: usize,
    pub(super) directed: bool,
    /// One below the other.
    pub(super) labels: Vec<String>,
    pub(super) style: &'static str,
    pub(super) colour: &'static str,
    pub(super) tooltip: String,
    pub(super) url: Option<String>,
    pub(super) articles: usize,
}

/// An arrow between two identifiers.
struct Stroke<'g> {
    from: &'g str,
    to: &'g str,
    arrow: Arrow,
}

impl<'g> Picture<'g> {
    pub(super) fn new(graph: &'g Graph) -> Self {
        let mut strokes: Vec<Stroke> =
            graph.edges().filter_map(|(from, to, edge)| stroke(graph, from, to, edge)).collect();
        strokes.extend(speech(graph));
        let strokes = bundle(strokes);
        let drawn: BTreeSet<&str> = strokes.iter().flat_map(|stroke| [stroke.from, stroke.to]).collect();
        let nodes: Vec<Shown> = graph
            .nodes()
            .filter(|node| drawn.contains(node.id()))
            .map(|node| Shown { node, label: label(graph, node), tooltip: about(node) })
            .collect();
        let index: BTreeMap<&str, usize> = nodes.iter().enumerate().map(|(at, it)| (it.node.id(), at)).collect();
        let arrows = strokes
            .into_iter()
            .filter_map(|stroke| {
                Some(Arrow { from: *index.get(stroke.from)?, to: *index.get(stroke.to)?, ..stroke.arrow })
            })
            .collect();
        let alone = graph.nodes().filter(|node| !drawn.contains(node.id())).filter_map(|node| match node {
            Node::Entity(entity) => Some(entity.name.as_str()),
            Node::Event(_) | Node::Statement(_) => None,
        });
        Picture { nodes, arrows, alone: alone.collect(), omitted: graph.omitted() }
    }

    /// What the picture does not draw, in words, each with a name.
    fn notes(&self) -> Vec<(&'static str, String)> {
        let alone = (!self.alone.is_empty()).then(|| ("alone", alone(&self.alone)));
        let omitted = (self.omitted != Omitted::default()).then(|| ("omitted", omitted(self.omitted)));
        alone.into_iter().chain(omitted.filter(|(_, note)| !note.is_empty())).collect()
    }
}

/// The most names of those who are connected to nobody that a note tells.
const MOST_ALONE: usize = 30;

/// "Also named: …", and how many more where there are many.
fn alone(names: &[&str]) -> String {
    let shown = names.iter().take(MOST_ALONE).map(|name| cut(name, 40)).collect::<Vec<_>>().join(", ");
    match names.len().saturating_sub(MOST_ALONE) {
        0 => format!("Also named: {shown}"),
        more => format!("Also named: {shown} and {more} more"),
    }
}

/// "Not shown: 12 nodes and 30 edges of the graph".
fn omitted(omitted: Omitted) -> String {
    let count = |count: usize, noun: &str| match count {
        0 => None,
        1 => Some(format!("1 {noun}")),
        _ => Some(format!("{count} {noun}s")),
    };
    let parts: Vec<String> =
        [count(omitted.nodes, "node"), count(omitted.edges, "edge")].into_iter().flatten().collect();
    let why = if omitted.limited { ", which are less connected" } else { "" };
    if parts.is_empty() { String::new() } else { format!("Not shown: {} of the graph{why}", parts.join(" and ")) }
}

/// Arrows that differ only in what they say become one, with their labels and tooltips one below the other.
fn bundle(strokes: Vec<Stroke<'_>>) -> Vec<Stroke<'_>> {
    let mut bundles: BTreeMap<_, Stroke> = BTreeMap::new();
    for stroke in strokes {
        let arrow = &stroke.arrow;
        match bundles.entry((stroke.from, stroke.to, arrow.directed, arrow.style, arrow.colour)) {
            Entry::Vacant(free) => {
                free.insert(stroke);
            }
            Entry::Occupied(mut taken) => {
                let first = &mut taken.get_mut().arrow;
                first.labels.extend(stroke.arrow.labels);
                first.tooltip = format!("{}\n{}", first.tooltip, stroke.arrow.tooltip);
                first.articles = first.articles.max(stroke.arrow.articles);
                first.url = first.url.take().or(stroke.arrow.url);
            }
        }
    }
    bundles.into_values().collect()
}

/// The label of a node: events without a name are called by their type and date.
fn label(graph: &Graph, node: &Node) -> String {
    let Node::Event(event) = node else { return node.label() };
    let trigger = || event.tellings.first().map(|it| it.event.trigger.text().to_owned());
    let named = event.name.clone().or_else(|| trigger().filter(|_| event.kind == "other"));
    let mut label = named.unwrap_or_else(|| graph.label(&event.kind));
    if let Some(date) = event.date {
        label = format!("{label} {date}");
    }
    match event.status {
        Status::Actual => label,
        status => format!("{label} ({})", status.as_str()),
    }
}

/// What a node is, for its tooltip.
fn about(node: &Node) -> String {
    match node {
        Node::Entity(entity) if entity.aliases.is_empty() => format!("{} ({})", entity.name, entity.kind.as_str()),
        Node::Entity(entity) => {
            format!("{} ({}): {}", entity.name, entity.kind.as_str(), entity.aliases.join(", "))
        }
        Node::Event(event) => event.tellings.first().map(|it| it.event.trigger.text().to_owned()).unwrap_or_default(),
        Node::Statement(statement) => cut(&statement.text, WORDS),
    }
}

/// How a relation or a part in an event is drawn; statements are drawn by [`speech`].
fn stroke<'g>(graph: &Graph, from: &'g Node, to: &'g Node, edge: &Edge) -> Option<Stroke<'g>> {
    let status = edge.status();
    let (label, directed, (style, colour)) = match &edge.kind {
        EdgeKind::Relation(kind) => (Some(relation_label(graph, kind, edge)), !graph.is_symmetric(kind), line(status)),
        EdgeKind::Participant(role) => (None, matches!(role, Role::Agent | Role::Patient), ("solid", "#b2485c")),
        EdgeKind::Place => (Some("at".to_owned()), true, ("dotted", "#4d8a3c")),
        EdgeKind::Said | EdgeKind::To | EdgeKind::About => return None,
    };
    // An agent's arrow points to what it does: the picture reads along the arrows.
    let (from, to) = if edge.kind == EdgeKind::Participant(Role::Agent) { (to, from) } else { (from, to) };
    let arrow = Arrow {
        from: 0,
        to: 0,
        directed,
        labels: label.into_iter().collect(),
        style,
        colour,
        tooltip: edge
            .best()
            .map(|best| tooltip(graph, edge.kind.name(), edge.accounts.len(), best))
            .unwrap_or_default(),
        url: edge.best().and_then(|best| url(graph, best)),
        articles: edge.articles().len(),
    };
    Some(Stroke { from: from.id(), to: to.id(), arrow })
}

/// The label of a relation, with the office that it is about and the status where that is not plain fact.
fn relation_label(graph: &Graph, kind: &str, edge: &Edge) -> String {
    let mut label = graph.label(kind);
    if let Some(title) = edge.title().filter(|title| !label.contains(*title)) {
        label = format!("{label}: {}", cut(title, 30));
    }
    match edge.status() {
        Status::Actual => label,
        status => format!("{label} ({})", status.as_str()),
    }
}

/// One arrow from each speaker to each entity that he speaks to or about.
fn speech(graph: &Graph) -> Vec<Stroke<'_>> {
    let mut heard: BTreeMap<(&str, &str), Vec<&StatementNode>> = BTreeMap::new();
    for node in graph.nodes() {
        let Node::Statement(statement) = node else { continue };
        let neighbours = graph.neighbours(&statement.id);
        for speaker in neighbours.iter().filter(|it| it.edge.kind == EdgeKind::Said) {
            let hearers: BTreeSet<&str> = neighbours
                .iter()
                .filter(|it| matches!(it.edge.kind, EdgeKind::To | EdgeKind::About))
                .map(|it| it.node.id())
                .filter(|id| *id != speaker.node.id())
                .collect();
            for hearer in hearers {
                heard.entry((speaker.node.id(), hearer)).or_default().push(statement);
            }
        }
    }
    heard
        .into_iter()
        .map(|((from, to), statements)| {
            let articles: BTreeSet<&str> =
                statements.iter().flat_map(|it| it.renderings.iter().map(|render| render.article.as_str())).collect();
            let words: Vec<String> =
                statements.iter().take(5).map(|it| format!("“{}”", cut(it.text.trim_matches('"'), WORDS))).collect();
            let arrow = Arrow {
                from: 0,
                to: 0,
                directed: true,
                labels: vec![if statements.len() == 1 {
                    "said".to_owned()
                } else {
                    format!("said ({})", statements.len())
                }],
                style: "solid",
                colour: "#7a94ad",
                tooltip: words.join("\n"),
                url: None,
                articles: articles.len(),
            };
            Stroke { from, to, arrow }
        })
        .collect()
}

/// “the words” — outlet, date: met-with (2 more).
fn tooltip(graph: &Graph, kind: &str, accounts: usize, account: &Account) -> String {
    let source = graph.sources().get(&account.article);
    let outlet = source.and_then(|source| source.publisher.as_deref()).unwrap_or(&account.article);
    let date = source.and_then(|source| source.published).map(|date| format!(", {date}")).unwrap_or_default();
    let more = if accounts > 1 { format!(" (and {} more)", accounts - 1) } else { String::new() };
    format!("{kind}: “{}” — {outlet}{date}{more}", cut(account.evidence.text(), WORDS))
}

/// The address of the article, with a text fragment (<https://wicg.github.io/scroll-to-text-fragment/>) so that browsers
/// show the words.
fn url(graph: &Graph, account: &Account) -> Option<String> {
    let url = graph.sources().get(&account.article)?.url.as_deref()?;
    if !(url.starts_with("http://") || url.starts_with("https://")) {
        return None;
    }
    let words: Vec<&str> = account.evidence.text().split_whitespace().collect();
    let fragment = match words.as_slice() {
        [head @ .., _, _, _, _] if head.len() >= 4 => {
            format!("{},{}", percent(&head[..4].join(" ")), percent(&words[words.len() - 4..].join(" ")))
        }
        all => percent(&all.join(" ")),
    };
    let sign = if url.contains('#') { "" } else { "#" };
    Some(format!("{url}{sign}:~:text={fragment}"))
}

/// Percent-encodes everything but ASCII letters and digits.
fn percent(text: &str) -> String {
    text.bytes()
        .map(|byte| if byte.is_ascii_alphanumeric() { char::from(byte).to_string() } else { format!("%{byte:02X}") })
        .collect()
}

/// The width of a line in points: 1 for one article, one half more for each doubling.
fn width(articles: usize) -> f32 {
    1.0 + 0.5 * (articles.max(1) as f32).log2()
}
