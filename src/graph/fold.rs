//! Facts to a graph.

use super::edge::most;
use super::{
    Account, Edge, EdgeKind, EntityNode, EventNode, Graph, Link, Node, Render, Sighting, Source, StatementNode,
    Telling, Term,
};
use crate::model::{Entity, EntityId, Event, Facts, Kind, Resolved, Saying, Schema};
use compact_str::CompactString;
use std::collections::BTreeMap;

/// Edges by ends and kind.
type Edges = BTreeMap<(CompactString, CompactString, EdgeKind), Vec<Account>>;

/// Folds resolved facts into a graph: O(n log n) in their number. Depends on nothing but its arguments.
pub fn fold(resolved: &Resolved, schema: &Schema) -> Graph {
    let origin = |at: usize| resolved.origins.get(at).and_then(|&first| resolved.articles.get(first));
    let source = |(at, facts): (usize, &Facts)| {
        let origin = origin(at).map(|first| first.id.clone()).filter(|first| *first != facts.id);
        (facts.id.clone(), Source { origin, ..Source::from(facts) })
    };
    let sources = resolved.articles.iter().enumerate().map(source).collect();
    let mut edges = Edges::new();
    for facts in &resolved.articles {
        relations(facts, &mut edges);
        events(facts, &mut edges);
    }
    let mut nodes = entity_nodes(resolved);
    nodes.extend(event_nodes(&resolved.articles));
    nodes.extend(resolved.sayings.iter().filter_map(|saying| statement(saying, &resolved.articles, &mut edges)));
    let links = edges
        .into_iter()
        .map(|((from, to, kind), mut accounts)| {
            accounts.sort();
            accounts.dedup();
            Link { from, to, edge: Edge { kind, accounts } }
        })
        .collect();
    Graph::assemble(sources, terms(&resolved.articles, schema), nodes, links).with_hints(resolved.hints.clone())
}

fn relations(facts: &Facts, edges: &mut Edges) {
    for relation in &facts.relations {
        let key = (relation.from.0.clone(), relation.to.0.clone(), EdgeKind::Relation(relation.kind.clone()));
        edges.entry(key).or_default().push(Account::of_relation(&facts.id, relation));
    }
}

fn events(facts: &Facts, edges: &mut Edges) {
    for event in &facts.events {
        let account = Account::of_event(&facts.id, event);
        let mut add = |kind: EdgeKind, to: &EntityId| {
            edges.entry((event.id.clone(), to.0.clone(), kind)).or_default().push(account.clone());
        };
        for participant in &event.participants {
            add(EdgeKind::Participant(participant.role), &participant.id);
        }
        if let Some(place) = &event.place {
            add(EdgeKind::Place, place);
        }
    }
}

fn entity_nodes(resolved: &Resolved) -> Vec<Node> {
    let mut sightings: BTreeMap<&EntityId, Vec<Sighting>> = BTreeMap::new();
    for facts in &resolved.articles {
        for entity in &facts.entities {
            sightings.entry(&entity.id).or_default().push(Sighting::new(facts.id.clone(), entity));
        }
    }
    let node = |entity: &Entity| {
        Node::Entity(EntityNode {
            id: entity.id.clone(),
            kind: entity.kind,
            name: entity.name.clone(),
            aliases: entity.aliases.clone(),
            descriptions: entity.descriptions.clone(),
            gender: entity.gender,
            external_ids: entity.external_ids.clone(),
            sightings: sightings.get(&entity.id).cloned().unwrap_or_default(),
        })
    };
    resolved.entities.iter().map(node).collect()
}

fn event_nodes(articles: &[Facts]) -> Vec<Node> {
    let mut tellings: BTreeMap<&CompactString, Vec<Telling>> = BTreeMap::new();
    for facts in articles {
        for event in &facts.events {
            let telling = Telling { article: facts.id.clone(), event: event.clone() };
            tellings.entry(&event.id).or_default().push(telling);
        }
    }
    tellings
        .into_iter()
        .map(|(id, tellings)| {
            let of = || tellings.iter().map(|telling| &telling.event);
            Node::Event(EventNode {
                id: id.clone(),
                kind: of().next().map(|event| event.kind.clone()).unwrap_or_default(),
                name: of().find_map(|event| event.name.clone()),
                date: of().filter_map(|event| event.date).max(),
                status: most(of().map(|event: &Event<EntityId>| event.status)),
                tellings,
            })
        })
        .collect()
}

/// The node of a statement; its edges go into `edges`.
fn statement(saying: &Saying, articles: &[Facts], edges: &mut Edges) -> Option<Node> {
    let mut renderings: Vec<Render> = saying
        .reports
        .iter()
        .filter_map(|report| {
            let facts = articles.get(report.article)?;
            let statement = facts.statements.get(report.statement)?.clone();
            Some(Render { article: facts.id.clone(), statement })
        })
        .collect();
    renderings.sort_by(|a, b| {
        (&a.article, &a.statement.content, &a.statement).cmp(&(&b.article, &b.statement.content, &b.statement))
    });
    for Render { article, statement } in &renderings {
        let account = Account::of_statement(article, statement);
        let mut add = |from: &CompactString, to: &CompactString, kind: EdgeKind| {
            edges.entry((from.clone(), to.clone(), kind)).or_default().push(account.clone());
        };
        if let Some(speaker) = &statement.speaker {
            add(&speaker.0, &saying.id, EdgeKind::Said);
        }
        statement.to.iter().for_each(|to| add(&saying.id, &to.0, EdgeKind::To));
        statement.about.iter().for_each(|about| add(&saying.id, &about.0, EdgeKind::About));
    }
    let fullest = renderings.iter().rev().max_by_key(|render| render.statement.text.chars().count())?;
    let (text, kind) = (fullest.statement.text.clone(), fullest.statement.kind);
    Some(Node::Statement(StatementNode { id: saying.id.clone(), text, kind, renderings }))
}

/// The terms of the types that occur and that the schema knows.
fn terms(articles: &[Facts], schema: &Schema) -> BTreeMap<Kind, Term> {
    let mut terms = BTreeMap::new();
    for facts in articles {
        for relation in &facts.relations {
            if let Some(known) = schema.relations.get(&relation.kind) {
                terms.entry(relation.kind.clone()).or_insert_with(|| Term::from(known));
            }
        }
        for event in &facts.events {
            if let Some(known) = schema.events.get(&event.kind) {
                terms.entry(event.kind.clone()).or_insert_with(|| Term::from(known));
            }
        }
    }
    terms
}
