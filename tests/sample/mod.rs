//! Stories to try things on: facts of invented articles, made as JSON, with evidence found in the article's text.
#![allow(dead_code, unreachable_pub, clippy::needless_pass_by_value, reason = "each test uses its own part")]

use serde_json::{Value, json};

/// The facts of an article under construction.
#[derive(Clone)]
pub struct Story {
    facts: Value,
    text: String,
}

impl Story {
    /// An article without facts.
    pub fn new(id: &str, published: &str, text: &str) -> Self {
        let published = (!published.is_empty()).then_some(published);
        let facts = json!({
            "id": id, "title": "", "published": published, "publisher": null, "url": null,
            "entities": [], "events": [], "relations": [], "statements": []
        });
        Story { facts, text: text.to_owned() }
    }

    /// Sets a field of the article.
    pub fn set(mut self, field: &str, value: impl Into<Value>) -> Self {
        self.facts[field] = value.into();
        self
    }

    /// Adds an entity; its identifier is its name.
    pub fn entity(self, kind: &str, name: &str, aliases: &[&str]) -> Self {
        self.entity_with(kind, name, aliases, json!({}))
    }

    /// Adds an entity with further fields.
    pub fn entity_with(self, kind: &str, name: &str, aliases: &[&str], more: Value) -> Self {
        let mentions: Vec<Value> = self
            .span(name)
            .into_iter()
            .map(|(start, end)| json!({"start": start, "end": end, "kind": "name"}))
            .collect();
        let mut entity = json!({"id": name, "type": kind, "name": name, "aliases": aliases, "mentions": mentions});
        if let (Some(entity), Some(more)) = (entity.as_object_mut(), more.as_object()) {
            entity.extend(more.clone());
        }
        self.push("entities", entity)
    }

    /// Adds a relation shown by some words of the text.
    pub fn relation(self, kind: &str, from: &str, to: &str, words: &str) -> Self {
        self.relation_with(kind, from, to, words, json!({}))
    }

    /// Adds a relation with other fields than usual.
    pub fn relation_with(self, kind: &str, from: &str, to: &str, words: &str, more: Value) -> Self {
        let mut relation = json!({
            "type": kind, "from": from, "to": to, "status": "actual", "title": null,
            "evidence": self.evidence(words), "rule": "sample", "confidence": 0.9
        });
        if let (Some(relation), Some(more)) = (relation.as_object_mut(), more.as_object()) {
            relation.extend(more.clone());
        }
        self.clone().push("relations", relation)
    }

    /// Adds an event; participants are pairs of name and role.
    pub fn event(
        self,
        kind: &str,
        people: &[(&str, &str)],
        place: Option<&str>,
        date: Option<&str>,
        words: &str,
    ) -> Self {
        self.event_with(kind, people, place, date, words, json!({}))
    }

    /// Adds an event with other fields than usual.
    pub fn event_with(
        self,
        kind: &str,
        people: &[(&str, &str)],
        place: Option<&str>,
        date: Option<&str>,
        words: &str,
        more: Value,
    ) -> Self {
        let participants: Vec<Value> = people.iter().map(|(id, role)| json!({"id": id, "role": role})).collect();
        let count = self.facts["events"].as_array().map_or(0, Vec::len);
        let mut event = json!({
            "id": format!("e{count}"), "type": kind, "name": null, "trigger": self.evidence(words),
            "participants": participants, "place": place, "date": date, "status": "actual", "rule": "sample",
            "confidence": 0.8
        });
        if let (Some(event), Some(more)) = (event.as_object_mut(), more.as_object()) {
            event.extend(more.clone());
        }
        self.clone().push("events", event)
    }

    /// Adds a statement whose words stand in the text.
    pub fn says(self, speaker: &str, to: &[&str], about: &[&str], words: &str) -> Self {
        let evidence = self.evidence(words);
        let statement = json!({
            "speaker": speaker, "speaker_span": null, "to": to, "about": about, "cue": null,
            "content": [{"start": evidence["start"], "end": evidence["end"]}], "kind": "direct", "text": words,
            "rule": "sample", "confidence": 0.95
        });
        self.push("statements", statement)
    }

    /// The facts.
    pub fn json(self) -> Value {
        self.facts
    }

    fn push(mut self, list: &str, value: Value) -> Self {
        if let Some(list) = self.facts[list].as_array_mut() {
            list.push(value);
        }
        self
    }

    fn evidence(&self, words: &str) -> Value {
        let (start, end) = self.span(words).unwrap_or((0, words.chars().count()));
        json!({"start": start, "end": end, "text": words})
    }

    /// The code points of some words of the text.
    fn span(&self, words: &str) -> Option<(usize, usize)> {
        let start = self.text[..self.text.find(words)?].chars().count();
        Some((start, start + words.chars().count()))
    }
}

/// Two invented articles about one meeting, and a third one about something else.
pub fn stories() -> Vec<Value> {
    vec![gazette(), wire(), ferry()]
}

fn gazette() -> Value {
    let talks = "Mayor Ida Holt of Harlow Quay met Jo Brandt, the head of the Federal Office of Rivers (FOR), in \
        Harlow Quay on Tuesday. “The bridge will be open before the snow comes,” Holt told Brandt. Brandt used to work \
        for Brackwater Mills.";
    Story::new("gazette-1", "2031-03-05", talks)
        .set("publisher", "The Quay Gazette")
        .set("url", "https://gazette.example/talks?a=1&b=2")
        .set("title", "Talks at the quay")
        .entity_with("person", "Ida Holt", &["Holt"], json!({"gender": "female", "descriptions": ["mayor"]}))
        .entity("person", "Jo Brandt", &["Brandt"])
        .entity("organization", "Federal Office of Rivers", &["FOR"])
        .entity("organization", "Brackwater Mills", &[])
        .entity("place", "Harlow Quay", &[])
        .relation_with("leads", "Ida Holt", "Harlow Quay", "Mayor Ida Holt of Harlow Quay", json!({"title": "Mayor"}))
        .relation_with(
            "leads",
            "Jo Brandt",
            "Federal Office of Rivers",
            "Jo Brandt, the head of the Federal Office of Rivers",
            json!({"title": "head"}),
        )
        .relation("met-with", "Ida Holt", "Jo Brandt", "Ida Holt of Harlow Quay met Jo Brandt")
        .relation_with(
            "works-for",
            "Jo Brandt",
            "Brackwater Mills",
            "Brandt used to work for Brackwater Mills",
            json!({"status": "former", "when": {"end": "2030"}}),
        )
        .event(
            "meeting",
            &[("Ida Holt", "attendee"), ("Jo Brandt", "attendee")],
            Some("Harlow Quay"),
            Some("2031-03-04"),
            "met",
        )
        .says("Ida Holt", &["Jo Brandt"], &[], "The bridge will be open before the snow comes")
        .json()
}

fn wire() -> Value {
    let wire = "Ida M. Holt and Jo Brandt of the FOR held talks on 4 March at Harlow Quay. The bridge will be open \
        before the snow comes, Holt said. Brackwater Mills denied that it sued the FOR.";
    Story::new("wire-7", "2031-03-04", wire)
        .set("publisher", "Coast Wire")
        .entity("person", "Ida M. Holt", &["Holt"])
        .entity("person", "Jo Brandt", &[])
        .entity("organization", "FOR", &[])
        .entity("organization", "Brackwater Mills", &[])
        .entity("place", "Harlow Quay", &[])
        .relation("met-with", "Jo Brandt", "Ida M. Holt", "Ida M. Holt and Jo Brandt of the FOR held talks")
        .relation_with(
            "sues",
            "Brackwater Mills",
            "FOR",
            "Brackwater Mills denied that it sued the FOR",
            json!({"status": "negated", "attributed_to": "Brackwater Mills"}),
        )
        .event(
            "meeting",
            &[("Jo Brandt", "attendee"), ("Ida M. Holt", "attendee")],
            Some("Harlow Quay"),
            Some("2031-03"),
            "talks",
        )
        .says("Ida M. Holt", &[], &["Harlow Quay"], "The bridge will be open before the snow comes")
        .json()
}

fn ferry() -> Value {
    let other = "The “Ferry \\ Song” by Ana Ruiz was played. Holt was there.";
    Story::new("ferry song/é", "", other)
        .entity("person", "Ana Ruiz", &[])
        .entity("person", "Holt", &[])
        .entity("work", "Ferry \\ Song", &[])
        .relation("created", "Ana Ruiz", "Ferry \\ Song", "“Ferry \\ Song” by Ana Ruiz")
        .json()
}
