//! `why`: every sentence that connects two, or that an edge rests on.

use super::answer::{Answer, For, Table, bold, dim};
use super::words::{clean, clip, count, origin, time};
use super::{Asked, names};
use crate::cli::source::Loaded;
use crate::cli::{Cli, Outcome};
use clap::Args;
use newsgraph::graph::{EvidenceView, Filter, Graph, Node, Reason};
use newsgraph::model::Field;
use serde::Serialize;
use std::collections::BTreeSet;

/// Characters that are shown around the words of evidence.
const AROUND: usize = 140;

/// Show the evidence for what connects two, or for one edge: every sentence with its outlet, date, status and rule
///
/// From articles and archives the words are shown in their paragraph; a graph file holds only the words themselves.
#[derive(Debug, Args)]
pub(crate) struct Why {
    #[command(flatten)]
    asked: Asked,
    /// The one, by name or identifier; or an edge as `show` numbers it: e12
    #[arg(value_name = "A|EDGE")]
    a: String,
    /// The other
    b: Option<String>,
}

/// One sentence of evidence.
#[derive(Serialize)]
struct Shown {
    from: String,
    from_name: String,
    #[serde(rename = "type")]
    kind: String,
    to: String,
    to_name: String,
    #[serde(flatten)]
    evidence: EvidenceView,
    /// Who says so, where it is not the article itself.
    #[serde(skip_serializing_if = "Option::is_none")]
    says: Option<String>,
    /// The words before, the evidence and the words after; none where the text is not at hand.
    #[serde(skip_serializing_if = "Option::is_none")]
    passage: Option<[String; 3]>,
}

impl Why {
    pub(crate) fn run(&self, cli: &Cli) -> anyhow::Result<Outcome> {
        let loaded = self.asked.load(cli)?;
        let graph = &loaded.graph;
        let filter = self.asked.filter();
        let mut reasons = match (&self.b, edge(graph, &self.a)) {
            (None, Some(number)) => graph.reasons(number),
            (None, None) => {
                anyhow::bail!("{:?} is no edge of this graph: name two nodes, or an edge such as e12", self.a)
            }
            (Some(b), _) => {
                let (a, b) = (names::one(graph, &self.a)?, names::one(graph, b)?);
                graph.why(&a.id, &b.id)
            }
        };
        reasons.retain(|reason| counts(graph, &filter, reason));
        let mut shown: Vec<Shown> = reasons.iter().map(|reason| Shown::of(&loaded, reason)).collect();
        let more = self.asked.cut(&mut shown);
        let mut answer = Answer::new(&shown)?;
        if shown.is_empty() {
            answer.nothing("no article says that anything connects them directly (newsgraph path looks further)");
        }
        people(graph, &shown, &mut answer);
        answer.csv(table(&shown));
        answer.more(more);
        self.asked.answer(&answer, &loaded)
    }
}

/// The number of an edge: "e12".
fn edge(graph: &Graph, words: &str) -> Option<usize> {
    words.strip_prefix('e')?.parse().ok().filter(|&number| graph.edge(number).is_some())
}

fn counts(graph: &Graph, filter: &Filter, reason: &Reason) -> bool {
    let is_of_type = filter.relations.is_empty() || filter.relations.iter().any(|name| name == reason.kind.name());
    is_of_type && filter.account(graph, reason.account)
}

impl Shown {
    fn of(loaded: &Loaded, reason: &Reason) -> Self {
        let graph = &loaded.graph;
        let evidence = EvidenceView::of(graph, reason.account);
        let says = evidence.attributed_to.as_deref().and_then(|id| graph.node(id)).map(newsgraph::graph::Node::label);
        Shown {
            from: reason.from.id().to_owned(),
            from_name: reason.from.label(),
            kind: reason.kind.name().to_owned(),
            to: reason.to.id().to_owned(),
            to_name: reason.to.label(),
            passage: passage(loaded, &evidence),
            says,
            evidence,
        }
    }
}

/// The words of evidence in their paragraph.
fn passage(loaded: &Loaded, evidence: &EvidenceView) -> Option<[String; 3]> {
    let article = loaded.article(&evidence.article)?;
    let text = if evidence.field == Field::Title { &article.title } else { &article.text };
    let at = |chars: u32| text.char_indices().nth(chars as usize).map_or(text.len(), |(at, _)| at);
    let (start, end) = (at(evidence.span.start), at(evidence.span.end));
    let (before, words, after) = (text.get(..start)?, text.get(start..end)?, text.get(end..)?);
    if words.is_empty() {
        return None;
    }
    let before = before.rsplit('\n').next().unwrap_or_default();
    let after = after.split('\n').next().unwrap_or_default();
    Some([tail(before), words.to_owned(), clip_end(after)])
}

/// The end of a text, from the beginning of a word.
fn tail(text: &str) -> String {
    let Some((cut, _)) = text.char_indices().rev().nth(AROUND) else { return text.to_owned() };
    let text = &text[cut..];
    format!("…{}", text.find(' ').map_or(text, |space| &text[space..]).trim_start())
}

/// The beginning of a text, to the end of a word.
fn clip_end(text: &str) -> String {
    let Some((cut, _)) = text.char_indices().nth(AROUND) else { return text.to_owned() };
    let text = &text[..cut];
    format!("{}…", text.rfind(' ').map_or(text, |space| &text[..space]))
}

/// For each relation, event or statement its evidence, in paragraphs.
fn people(graph: &Graph, shown: &[Shown], answer: &mut Answer) {
    let edge = |it: &Shown| (it.from.clone(), it.kind.clone(), it.to.clone());
    let one = |a: &Shown, b: &Shown| match (via(graph, a), via(graph, b)) {
        (None, None) => edge(a) == edge(b),
        (a, b) => a == b,
    };
    for group in shown.chunk_by(one) {
        let articles: BTreeSet<&str> = group.iter().map(|it| it.evidence.article.as_str()).collect();
        let independent = graph.independent_of(articles.iter().copied());
        let sources = if independent < articles.len() {
            format!(" from {}", count(independent, "independent source"))
        } else {
            String::new()
        };
        let heading = heading(graph, group);
        answer.text(format!("\n{}  {}", bold(&heading), dim(&(count(articles.len(), "article") + &sources))));
        // An event or a statement that joins two shows both by the same words.
        let mut told = BTreeSet::new();
        for it in group {
            if told.insert((&it.evidence.article, it.evidence.field, it.evidence.span)) {
                answer.text(paragraph(it));
            }
        }
    }
}

/// The event or the statement that an edge is of.
fn via<'s>(graph: &Graph, it: &'s Shown) -> Option<&'s str> {
    let is_via = |id: &str| matches!(graph.node(id), Some(Node::Event(_) | Node::Statement(_)));
    [it.from.as_str(), &it.to].into_iter().find(|id| is_via(id))
}

/// What some evidence shows: "Elena Varga met with Nils Lindqvist", "meeting 2026-03-10: Elena Varga (attendee), …",
/// "“…” said by Miriam Okafor, about Elena Varga".
fn heading(graph: &Graph, group: &[Shown]) -> String {
    let Some(first) = group.first() else { return String::new() };
    let name = |name: &str| clip(name, 60);
    let mut ends: Vec<String> = Vec::new();
    let mut add = |end: String| {
        if !ends.contains(&end) {
            ends.push(end);
        }
    };
    match via(graph, first).and_then(|id| graph.node(id)) {
        Some(Node::Event(_)) => {
            for it in group {
                add(format!("{} ({})", name(&it.to_name), graph.label(&it.kind)));
            }
            format!("{}: {}", name(&first.from_name), ends.join(", "))
        }
        Some(statement) => {
            for it in group {
                let said = it.kind == "said";
                add(if said {
                    format!("said by {}", name(&it.from_name))
                } else {
                    format!("{} {}", it.kind, name(&it.to_name))
                });
            }
            format!("“{}” {}", name(&statement.label()), ends.join(", "))
        }
        None => format!("{} {} {}", name(&first.from_name), graph.label(&first.kind), name(&first.to_name)),
    }
}

fn paragraph(it: &Shown) -> String {
    let words = match &it.passage {
        Some([before, words, after]) => format!("{}{}{}", clean(before), bold(&clean(words)), clean(after)),
        None => format!("“{}”", clip(&it.evidence.text, 400)),
    };
    let evidence = &it.evidence;
    let when = time(evidence.when);
    let mut about = vec![origin(evidence), evidence.status.as_str().to_owned()];
    about.extend(evidence.title.as_ref().map(|title| format!("as {title}")));
    about.extend((!when.is_empty()).then(|| format!("time {when}")));
    about.extend(it.says.as_ref().map(|name| format!("says {name}")));
    about.push(format!("rule {}", evidence.rule));
    about.push(format!("confidence {:.2}", evidence.confidence.value()));
    format!("  {words}\n    {}", dim(&clean(&about.join(" · "))))
}

fn table(shown: &[Shown]) -> Table {
    let names = [
        "from",
        "type",
        "to",
        "from name",
        "to name",
        "article",
        "outlet",
        "published",
        "field",
        "start",
        "end",
        "status",
        "time",
        "says",
        "rule",
        "confidence",
        "words",
    ];
    let mut table = Table::new(&names.map(|name| (name, For::All)));
    for it in shown {
        let evidence = &it.evidence;
        table.row([
            it.from.clone(),
            it.kind.clone(),
            it.to.clone(),
            it.from_name.clone(),
            it.to_name.clone(),
            evidence.article.clone(),
            evidence.outlet.clone().unwrap_or_default(),
            evidence.published.map(|date| date.to_string()).unwrap_or_default(),
            if evidence.field == Field::Title { "title" } else { "text" }.to_owned(),
            evidence.span.start.to_string(),
            evidence.span.end.to_string(),
            evidence.status.as_str().to_owned(),
            time(evidence.when),
            it.says.clone().unwrap_or_default(),
            evidence.rule.clone(),
            format!("{:.2}", evidence.confidence.value()),
            evidence.text.clone(),
        ]);
    }
    table
}
