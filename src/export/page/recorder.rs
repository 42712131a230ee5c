//! Makes the records that the page is told.

use super::record::{
    AccountRecord, ArticleRecord, DotRecord, HintRecord, LineRecord, QuoteRecord, SightingRecord, Texts, ViewRecord,
    Words, kind,
};
use super::scene::{Line, Scene, Shown};
use crate::graph::{Account, Filter, Graph, Node, Render, Sighting, Source, StatementNode};
use crate::model::{CharSpan, Field, Speech, Status};
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Deref;

/// Makes records of the parts of a scene.
pub struct Recorder<'g, G> {
    /// What is drawn.
    pub scene: &'g Scene<G>,
    /// The words of the articles.
    pub texts: &'g dyn Texts,
    /// The outlets of [`Meta::outlets`].
    pub outlets: &'g BTreeMap<String, u32>,
    /// The community of each node, by its index; empty where they were not looked for.
    pub communities: &'g [Option<u32>],
    /// How well each node is known, by its index; empty where that is counted when asked for.
    pub known: &'g [Known],
}

/// How many articles and how many independent sources know a node.
pub type Known = (u32, u32);

/// How well each node is known: O(n log n) in the number of appearances, by all threads.
pub fn known(graph: &Graph) -> Vec<Known> {
    graph.petgraph().raw_nodes().par_iter().map(|node| known_of(graph, &node.weight)).collect()
}

fn known_of(graph: &Graph, node: &Node) -> Known {
    let articles = node.articles();
    (articles.len() as u32, graph.independent_of(articles) as u32)
}

/// The place of each outlet in [`Meta::outlets`].
pub fn outlets(graph: &Graph) -> BTreeMap<String, u32> {
    let names: BTreeSet<&str> = graph.sources().values().filter_map(|it| it.publisher.as_deref()).collect();
    names.into_iter().zip(0..).map(|(name, at)| (name.to_owned(), at)).collect()
}

/// The number of the community of each node, by its index; the largest community is 0.
pub fn communities<G: Deref<Target = Graph>>(scene: &Scene<G>) -> Vec<Option<u32>> {
    let graph = scene.graph();
    let mut of_node = vec![None; graph.nodes().len()];
    for (number, community) in (0..).zip(graph.communities(&Filter::default(), 1.0).communities) {
        for member in community.members {
            if let Some(at) = graph.position(&member.id) {
                of_node[at as usize] = Some(number);
            }
        }
    }
    of_node
}

impl<'g, G: Deref<Target = Graph>> Recorder<'g, G> {
    /// A dot.
    pub fn dot(&self, at: u32) -> DotRecord<'g> {
        let node = self.scene.node(at);
        let known = self.known.get(at as usize).copied();
        let (articles, sources) = known.unwrap_or_else(|| known_of(self.scene.graph(), node));
        let (note, date, status) = match node {
            Node::Entity(entity) => (entity.descriptions.join(", "), None, None),
            Node::Event(event) => (self.scene.graph().label(&event.kind), event.date, Some(event.status)),
            Node::Statement(_) => (String::new(), None, None),
        };
        let nameless = matches!(node, Node::Event(event) if event.name.is_none());
        DotRecord {
            id: node.id(),
            kind: kind(node),
            label: node.label(),
            nameless,
            who: if nameless { self.participants(at, 2) } else { Vec::new() },
            note,
            date,
            status,
            articles: articles as usize,
            sources: sources as usize,
            degree: self.scene.around(at).len(),
            community: self.communities.get(at as usize).copied().flatten(),
        }
    }

    /// The names of those who take part in an event, as most articles tell it; at most `limit`.
    fn participants(&self, at: u32, limit: usize) -> Vec<String> {
        let lines = self.scene.around(at).iter().map(|&line| &self.scene.lines()[line as usize]);
        let parts = lines.filter(|line| line.class == "participant");
        parts.take(limit).map(|line| self.scene.node(line.other(at)).label()).collect()
    }

    /// A line.
    pub fn line(&self, at: u32) -> LineRecord<'g> {
        let scene = self.scene;
        let line: &'g Line = &scene.lines()[at as usize];
        let mut says: BTreeMap<_, u32> = BTreeMap::new();
        let mut articles = BTreeSet::new();
        let mut statuses: BTreeMap<Status, usize> = BTreeMap::new();
        let mut title = None;
        for account in scene.accounts(line) {
            articles.insert(account.article.as_str());
            *statuses.entry(account.status).or_default() += 1;
            title = title.or(account.title.as_deref());
            let source = self.source(&account.article);
            let outlet = source.and_then(|it| self.outlets.get(it.publisher.as_deref()?)).copied();
            let (start, end) = account.when.map_or((None, None), |when| (when.start, when.end));
            let say = (outlet, source.and_then(|it| it.published), start, end, account.status);
            *says.entry(say).or_default() += 1;
        }
        LineRecord {
            from: scene.node(line.from).id(),
            to: scene.node(line.to).id(),
            class: line.class,
            kind: &line.kind,
            status: statuses.into_iter().rev().max_by_key(|it| it.1).map(|it| it.0).unwrap_or_default(),
            title,
            articles: articles.len(),
            sources: self.scene.graph().independent_of(articles.iter().copied()),
            says: says.into_iter().map(|((o, p, s, e, status), n)| (o, p, s, e, status, n)).collect(),
        }
    }

    /// A part of the scene.
    pub fn view(&self, shown: &Shown) -> ViewRecord<'g> {
        let id = |&at: &u32| self.scene.node(at).id();
        ViewRecord {
            nodes: shown.dots.iter().map(|&at| self.dot(at)).collect(),
            edges: shown.lines.iter().map(|&at| self.line(at)).collect(),
            paths: shown.paths.iter().map(|path| path.iter().map(id).collect()).collect(),
        }
    }

    /// Who says that a line is so, at most `limit` times.
    pub fn accounts(&self, at: u32, limit: usize) -> Vec<AccountRecord<'g>> {
        let scene = self.scene;
        let line: &'g Line = &scene.lines()[at as usize];
        scene.accounts(line).take(limit).map(|account| self.account(account)).collect()
    }

    fn account(&self, account: &'g Account) -> AccountRecord<'g> {
        let evidence = &account.evidence;
        AccountRecord {
            article: &account.article,
            status: account.status,
            title: account.title.as_deref(),
            when: account.when,
            attributed: account.attributed_to.as_ref().map(|id| self.label(&id.0)),
            rule: &account.rule,
            confidence: account.confidence.value(),
            words: self.words(&account.article, evidence.field(), evidence.span(), Some(evidence.text())),
        }
    }

    /// How the articles know a node, at most `limit` of them.
    pub fn sightings(&self, at: u32, limit: usize) -> Vec<SightingRecord<'g>> {
        let Node::Entity(entity) = self.scene.node(at) else { return Vec::new() };
        let record = |it: &'g Sighting| SightingRecord {
            article: &it.article,
            name: &it.name,
            aliases: &it.aliases,
            descriptions: &it.descriptions,
            mentions: it.mentions.len(),
            words: it.mentions.first().map(|first| self.words(&it.article, first.field, first.span, None)),
        };
        entity.sightings.iter().take(limit).map(record).collect()
    }

    /// A statement.
    pub fn quote(&self, statement: &'g StatementNode) -> QuoteRecord<'g> {
        let mut ends: [BTreeMap<&str, String>; 3] = Default::default();
        for render in &statement.renderings {
            let it = &render.statement;
            let all = [it.speaker.as_slice(), it.to.as_slice(), it.about.as_slice()];
            for (ends, ids) in ends.iter_mut().zip(all) {
                ends.extend(ids.iter().map(|id| (id.0.as_str(), self.label(&id.0))));
            }
        }
        // Of one statement the page shows one report in its article: only that article is fetched.
        let report = |(nth, render): (usize, &'g Render)| {
            let evidence = render.statement.evidence();
            let (field, span, text) = (evidence.field(), evidence.span(), evidence.text());
            let words = if nth == 0 {
                self.words(&render.article, field, span, Some(text))
            } else {
                Words { field, start: span.start, end: span.end, text: text.to_owned(), ..Words::default() }
            };
            (render.article.as_str(), words)
        };
        let [speakers, to, about] = ends.map(|ends| ends.into_iter().collect());
        QuoteRecord {
            id: &statement.id,
            text: &statement.text,
            kind: match statement.kind {
                Speech::Direct => "direct",
                Speech::Indirect => "indirect",
                Speech::Mixed => "mixed",
            },
            speakers,
            to,
            about,
            reports: statement.renderings.iter().enumerate().map(report).collect(),
        }
    }

    /// Articles by identifier.
    pub fn articles<'a>(&self, ids: impl IntoIterator<Item = &'a str>) -> BTreeMap<&'g str, ArticleRecord<'g>> {
        let sources = self.scene.graph().sources();
        let known = ids.into_iter().filter_map(|id| sources.get(id));
        known.map(|source| (source.id.as_str(), ArticleRecord::from(source))).collect()
    }

    /// The entities that may be the same as a node and were kept apart.
    pub fn hints(&self, at: u32) -> Vec<HintRecord<'g>> {
        let graph = self.scene.graph();
        let id = self.scene.node(at).id();
        let of = graph.hints().iter().filter(|hint| hint.a.0 == id || hint.b.0 == id);
        of.map(|hint| {
            let other = if hint.a.0 == id { &hint.b.0 } else { &hint.a.0 };
            HintRecord { id: other, label: self.label(other), score: hint.score, features: &hint.features }
        })
        .collect()
    }

    fn source(&self, article: &str) -> Option<&'g Source> {
        self.scene.graph().sources().get(article)
    }

    fn label(&self, id: &str) -> String {
        self.scene.graph().node(id).map_or_else(|| id.to_owned(), Node::label)
    }

    /// Words of an article with what stands around them. The article's own words count where it is at hand.
    fn words(&self, article: &str, field: Field, span: CharSpan, text: Option<&str>) -> Words {
        let all = self.texts.words(article).map(|(title, body)| if field == Field::Title { title } else { body });
        let [before, text, after] = all
            .as_deref()
            .and_then(|all| around(all, span))
            .unwrap_or_else(|| [String::new(), text.unwrap_or_default().to_owned(), String::new()]);
        Words { field, start: span.start, end: span.end, text, before, after }
    }
}

/// The most characters shown on each side of a piece of evidence.
const AROUND: usize = 240;

/// The words of a span, and those around it in its paragraph; `None` where the span does not fit the text.
fn around(text: &str, span: CharSpan) -> Option<[String; 3]> {
    let byte = |chars: u32| text.char_indices().map(|it| it.0).chain([text.len()]).nth(chars as usize);
    let (start, end) = (byte(span.start)?, byte(span.end)?);
    let own = text.get(start..end)?;
    let before = text[..start].rsplit('\n').next().unwrap_or_default();
    let after = text[end..].split('\n').next().unwrap_or_default();
    Some([ending(before), own.to_owned(), beginning(after)])
}

/// The last words of a text.
fn ending(text: &str) -> String {
    let Some((cut, _)) = text.char_indices().rev().nth(AROUND) else { return text.to_owned() };
    let space = text[cut..].find(char::is_whitespace).map_or(cut, |space| cut + space);
    format!("…{}", text[space..].trim_start())
}

/// The first words of a text.
fn beginning(text: &str) -> String {
    let Some((cut, _)) = text.char_indices().nth(AROUND) else { return text.to_owned() };
    let space = text[..cut].rfind(char::is_whitespace).unwrap_or(cut);
    format!("{}…", &text[..space])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn evidence_stands_in_its_paragraph() {
        let text = "First.\nZoë met Ada, he said.\nLast.";
        let span = CharSpan { start: 11, end: 18 };
        assert_eq!(around(text, span), Some(["Zoë ", "met Ada", ", he said."].map(String::from)));
        assert_eq!(around(text, CharSpan { start: 30, end: 99 }), None);
        let long = "word ".repeat(100);
        assert!(ending(&long).starts_with("…word") && beginning(&long).ends_with("word…"));
    }
}
