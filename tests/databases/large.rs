//! A large graph of an invented world, made without reading any text.
#![allow(unreachable_pub, reason = "a part of one test")]

use crate::sample::Story;
use newsgraph::graph::{Graph, fold};
use newsgraph::model::{Entity, Facts, Report, Resolved, Saying};
use newsgraph::resources::Resources;
use std::collections::BTreeMap;

/// The graph of some articles: each has three people, an organization, a place, an event and a statement.
pub fn graph(articles: usize) -> Graph {
    let facts: Vec<Facts> = (0..articles).map(|at| serde_json::from_value(story(at).json()).unwrap()).collect();
    let mut entities: BTreeMap<_, Entity> = BTreeMap::new();
    for entity in facts.iter().flat_map(|facts| &facts.entities) {
        entities.entry(entity.id.clone()).or_insert_with(|| Entity { mentions: Vec::new(), ..entity.clone() });
    }
    let saying = |article: usize| Saying {
        id: format!("statement/s{article:06}").into(),
        reports: vec![Report { article, statement: 0 }],
    };
    let mut facts = facts;
    for (at, of_article) in facts.iter_mut().enumerate() {
        of_article.events.iter_mut().for_each(|event| event.id = format!("event/e{:06}", at / 2).into());
    }
    let resolved = Resolved {
        sayings: (0..articles).map(saying).collect(),
        entities: entities.into_values().collect(),
        articles: facts,
        ..Resolved::default()
    };
    fold(&resolved, Resources::embedded().unwrap().schema())
}

fn story(at: usize) -> Story {
    // Multiplied by a large prime, so that people meet in ever new company.
    let person = |which: usize| format!("Person {}", (at * 7919 + which * 104_729) % 3001);
    let [ann, bob, cem] = [0, 1, 2].map(person);
    let (office, town) = (format!("Office {}", at % 307), format!("Town {}", at % 211));
    let meeting = format!("{ann} met {bob} in {town}");
    let words = format!("{cem} leads {office}");
    let text = format!("{meeting}. {words}, and {cem} said: we will see {bob} about it in due time.");
    Story::new(&format!("article-{at:06}"), &format!("2031-{:02}-{:02}", at % 12 + 1, at % 28 + 1), &text)
        .set("title", meeting.as_str())
        .set("publisher", format!("Paper {}", at % 40))
        .entity("person", &ann, &[])
        .entity("person", &bob, &[])
        .entity("person", &cem, &[])
        .entity("organization", &office, &[])
        .entity("place", &town, &[])
        .relation("met-with", &ann, &bob, &meeting)
        .relation("leads", &cem, &office, &words)
        .event("meeting", &[(&ann, "attendee"), (&bob, "attendee")], Some(&town), None, "met")
        .says(&cem, &[], &[&bob], "we will see")
}
