//! How edges, times and evidence are put for people.

use newsgraph::graph::{EdgeView, EvidenceView, Graph, NodeView, Tie};
use newsgraph::model::{Interval, Status};

/// A text without what could steer a terminal: control characters and marks of direction become spaces.
pub(super) fn clean(text: &str) -> String {
    let steers = |c: char| {
        c.is_control() || matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
    };
    text.chars().map(|c| if steers(c) { ' ' } else { c }).collect()
}

/// A text on one line of at most so many characters.
pub(super) fn clip(text: &str, most: usize) -> String {
    let line = clean(text).split_whitespace().collect::<Vec<_>>().join(" ");
    match line.char_indices().nth(most) {
        Some((end, _)) => format!("{}…", line[..end].trim_end()),
        None => line,
    }
}

/// What people call a node, on one line; statements in quotation marks.
pub(super) fn called(node: &NodeView) -> String {
    match node.kind.as_str() {
        "statement" => format!("“{}”", clip(&node.label, 60)),
        _ => clip(&node.label, 60),
    }
}

/// A time: "2026-03-11", "2010 – 2012", "since 2010", "until 2012"; empty where there is none.
pub(super) fn time(when: Option<Interval>) -> String {
    let when = when.unwrap_or_default();
    match (when.start, when.end) {
        (Some(start), Some(end)) if start == end => start.to_string(),
        (Some(start), Some(end)) => format!("{start} – {end}"),
        (Some(start), None) => format!("since {start}"),
        (None, Some(end)) => format!("until {end}"),
        (None, None) => String::new(),
    }
}

/// A status, where it is not that things are so.
pub(super) fn status(status: Status) -> String {
    if status == Status::Actual { String::new() } else { status.as_str().to_owned() }
}

/// "The Courier, 2026-03-11".
pub(super) fn origin(evidence: &EvidenceView) -> String {
    let date = evidence.published.map(|date| date.to_string());
    let known: Vec<String> = evidence.outlet.clone().into_iter().chain(date).collect();
    if known.is_empty() { evidence.article.clone() } else { known.join(", ") }
}

/// The words of the best account with its outlet.
pub(super) fn words(evidence: Option<&EvidenceView>) -> String {
    let outlet = |it: &EvidenceView| it.outlet.as_ref().map(|outlet| format!(" {outlet}")).unwrap_or_default();
    evidence.map(|it| format!("“{}”{}", clip(&it.text, 80), clean(&outlet(it)))).unwrap_or_default()
}

/// What an edge says of the node that it is seen from: "works for", "has spokesperson"; with "← " where the words are read
/// the other way round.
pub(super) fn phrase(graph: &Graph, edge: &EdgeView, outgoing: bool) -> String {
    if let Some((there, back)) = part(edge) {
        return if outgoing { there } else { back }.to_owned();
    }
    let inverse = || graph.terms().get(edge.kind.as_str()).and_then(|term| term.inverse.clone());
    let label = if outgoing || edge.symmetric {
        edge.label.clone()
    } else {
        inverse().unwrap_or_else(|| format!("← {}", edge.label))
    };
    titled(&label, edge.title.as_deref())
}

/// What an edge of an event or a statement says of it, and of the other end; `None` for a relation.
fn part(edge: &EdgeView) -> Option<(&'static str, &'static str)> {
    Some(match (edge.class, edge.kind.as_str()) {
        ("said", _) => ("says", "is said by"),
        ("about", _) => ("is about", "is spoken of in"),
        ("to", _) => ("is said to", "is spoken to in"),
        ("place", _) => ("took place in", "was the place of"),
        ("participant", "agent") => ("was carried out by", "carried out"),
        ("participant", "patient") => ("concerns", "is the subject of"),
        ("participant", "attendee") => ("was attended by", "took part in"),
        ("participant", _) => ("involves", "is involved in"),
        _ => return None,
    })
}

/// A label with the words of an office, where they tell more than the label itself.
pub(super) fn titled(label: &str, title: Option<&str>) -> String {
    match title.map(|title| clip(title, 60)) {
        Some(title) if !label.to_lowercase().contains(&title.to_lowercase()) => format!("{label} as {title}"),
        _ => label.to_owned(),
    }
}

/// What ties a node to another.
pub(super) fn tie(graph: &Graph, tie: &Tie, seen_from: &str) -> String {
    let Some(via) = &tie.via else {
        return tie.edges.first().map(|edge| phrase(graph, edge, edge.from == seen_from)).unwrap_or_default();
    };
    if via.kind == "event" {
        let place = |edge: &EdgeView| edge.class == "place";
        return match (tie.edges.first().is_some_and(place), tie.edges.iter().any(place)) {
            (true, _) => format!("place of: {}", called(via)),
            (false, true) => format!("in: {}", called(via)),
            (false, false) => format!("both in: {}", called(via)),
        };
    }
    let speaks = tie.edges.iter().any(|edge| edge.class == "said" && edge.from == seen_from);
    let to = tie.edges.iter().any(|edge| edge.class == "to");
    match (speaks, to) {
        (true, true) => "speaks to",
        (true, false) => "speaks of",
        (false, true) => "is spoken to by",
        (false, false) => "is spoken of by",
    }
    .to_owned()
}

/// Several ties, each wording once with its number, those of relations first. A place that is named among those who take
/// part is still only the place.
pub(super) fn ties(graph: &Graph, all: &[Tie], seen_from: &str) -> String {
    let mut seen: Vec<(String, usize)> = Vec::new();
    let is_place = |tie: &Tie| tie.edges.iter().any(|edge| edge.class == "place");
    let again = |tie: &Tie| {
        let same = |other: &&Tie| other.via.is_some() && other.via == tie.via && is_place(other);
        !is_place(tie) && all.iter().any(|other| same(&other))
    };
    for one in all.iter().filter(|tie| !again(tie)) {
        let worded = tie(graph, one, seen_from);
        match seen.iter_mut().find(|(words, _)| *words == worded) {
            Some((_, count)) => *count += 1,
            None => seen.push((worded, 1)),
        }
    }
    let worded = |(words, count): (String, usize)| if count > 1 { format!("{words} ({count}×)") } else { words };
    seen.into_iter().map(worded).collect::<Vec<_>>().join("; ")
}

/// The number of something with its noun.
pub(super) fn count(number: usize, noun: &str) -> String {
    if number == 1 { format!("1 {noun}") } else { format!("{number} {noun}s") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_in_a_text_steers_a_terminal() {
        assert_eq!(clean("a\u{1b}[31mb\u{202e}c\n"), "a [31mb c ");
        assert_eq!(clip("one  two\nthree", 8), "one two…");
    }

    #[test]
    fn times_are_worded() {
        let year = |year: i16| Some(newsgraph::model::Date::year(year));
        let of = |start, end| time(Some(Interval { start, end }));
        assert_eq!(of(year(2001), year(2001)), "2001");
        assert_eq!(of(year(2001), year(2003)), "2001 – 2003");
        assert_eq!(of(year(2001), None), "since 2001");
        assert_eq!(of(None, year(2003)), "until 2003");
        assert_eq!(time(None), "");
    }
}
