//! An article under construction: sentences of parts that know whom they name and what they claim.

use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};

/// Somebody or something as one article knows it.
#[derive(Debug, Clone)]
pub(crate) struct Local {
    pub(crate) kind: &'static str,
    pub(crate) name: String,
    /// The invented person, for the truth.
    pub(crate) person: Option<usize>,
}

/// Some words.
#[derive(Debug, Clone)]
pub(crate) struct Part {
    pub(crate) text: String,
    /// The entity that they name, and how.
    pub(crate) mention: Option<(usize, &'static str)>,
}

/// What a sentence says. Numbers are indices of [`Local`]s, or of the parts of the sentence.
#[derive(Debug, Clone)]
pub(crate) enum Claim {
    Relation { kind: String, from: usize, to: usize, title: Option<String> },
    Event { kind: String, roles: [String; 2], who: [usize; 2], place: usize, date: Option<String>, trigger: usize },
    Statement { speaker: usize, quote: usize },
    Description { of: usize, word: String },
    Gender { of: usize, female: bool },
}

/// A sentence.
#[derive(Debug, Clone, Default)]
pub(crate) struct Sentence {
    pub(crate) parts: Vec<Part>,
    pub(crate) claims: Vec<Claim>,
}

impl Sentence {
    pub(crate) fn say(&mut self, text: &str) {
        self.parts.push(Part { text: text.to_owned(), mention: None });
    }

    pub(crate) fn name(&mut self, entity: usize, text: &str, kind: &'static str) {
        self.parts.push(Part { text: text.to_owned(), mention: Some((entity, kind)) });
    }

    fn text(&self) -> String {
        self.parts.iter().map(|part| part.text.as_str()).collect()
    }
}

/// An article.
#[derive(Debug, Clone, Default)]
pub(crate) struct Draft {
    pub(crate) title: String,
    pub(crate) publisher: String,
    pub(crate) published: String,
    pub(crate) locals: Vec<Local>,
    pub(crate) sentences: Vec<Sentence>,
}

/// What the article and its facts are, as lines of JSON.
pub(crate) struct Rendered {
    pub(crate) text: String,
    pub(crate) facts: Value,
    /// The people that it names: their identifier in the facts, their name there, and who they are.
    pub(crate) people: Vec<(String, String, usize)>,
}

/// Collects facts while the text grows.
#[derive(Default)]
struct Writer {
    text: String,
    chars: usize,
    mentions: BTreeMap<usize, Vec<Value>>,
    surfaces: BTreeMap<usize, BTreeSet<String>>,
    descriptions: BTreeMap<usize, BTreeSet<String>>,
    female: BTreeMap<usize, bool>,
    events: Vec<Value>,
    relations: Vec<Value>,
    statements: Vec<Value>,
}

impl Draft {
    pub(crate) fn render(&self, id: &str) -> Rendered {
        let mut writer = Writer::default();
        for (at, sentence) in self.sentences.iter().enumerate() {
            writer.sentence(sentence, if at % 3 == 2 { "\n\n" } else { " " });
        }
        let text = writer.text.trim_end().to_owned();
        let named = |at: &usize| writer.mentions.contains_key(at);
        let entities: Vec<Value> = (0..self.locals.len()).filter(named).map(|at| self.entity(at, &writer)).collect();
        let signature = newsgraph::model::Signature::of(&text);
        let facts = json!({
            "id": id, "title": self.title, "published": self.published, "publisher": self.publisher, "url": null,
            "signature": signature, "entities": entities, "events": writer.events, "relations": writer.relations,
            "statements": writer.statements,
        });
        let people = (0..self.locals.len())
            .filter(named)
            .filter_map(|at| Some((id_of(at), self.locals[at].name.clone(), self.locals[at].person?)))
            .collect();
        Rendered { text, facts, people }
    }

    fn entity(&self, at: usize, writer: &Writer) -> Value {
        let local = &self.locals[at];
        let surfaces = writer.surfaces.get(&at).into_iter().flatten();
        let aliases: Vec<&String> = surfaces.filter(|surface| **surface != local.name).collect();
        let mut entity = json!({
            "id": id_of(at), "type": local.kind, "name": local.name, "aliases": aliases, "mentions": writer.mentions[&at],
        });
        if let Some(words) = writer.descriptions.get(&at) {
            entity["descriptions"] = json!(words);
        }
        if let Some(female) = writer.female.get(&at) {
            entity["gender"] = json!(if *female { "female" } else { "male" });
        }
        entity
    }
}

fn id_of(at: usize) -> String {
    format!("n{at}")
}

impl Writer {
    fn sentence(&mut self, sentence: &Sentence, space: &str) {
        let start = self.chars;
        let mut spans = Vec::with_capacity(sentence.parts.len());
        for part in &sentence.parts {
            let from = self.chars;
            self.text.push_str(&part.text);
            self.chars += part.text.chars().count();
            spans.push((from, self.chars));
            if let Some((entity, kind)) = part.mention {
                self.mentions.entry(entity).or_default().push(json!({"start": from, "end": self.chars, "kind": kind}));
                if kind == "name" {
                    self.surfaces.entry(entity).or_default().insert(part.text.clone());
                }
            }
        }
        let whole = json!({"start": start, "end": self.chars, "text": sentence.text()});
        for claim in &sentence.claims {
            self.claim(claim, sentence, &spans, &whole);
        }
        self.text.push_str(space);
        self.chars += space.chars().count();
    }

    fn claim(&mut self, claim: &Claim, sentence: &Sentence, spans: &[(usize, usize)], whole: &Value) {
        let words =
            |part: usize| json!({"start": spans[part].0, "end": spans[part].1, "text": sentence.parts[part].text});
        match claim {
            Claim::Relation { kind, from, to, title } => self.relations.push(json!({
                "type": kind, "from": id_of(*from), "to": id_of(*to), "status": "actual", "title": title,
                "evidence": whole, "rule": "invented", "confidence": 0.9,
            })),
            Claim::Event { kind, roles, who, place, date, trigger } => self.events.push(json!({
                "id": format!("e{}", self.events.len() + 1), "type": kind, "name": null, "trigger": words(*trigger),
                "participants": [{"id": id_of(who[0]), "role": roles[0]}, {"id": id_of(who[1]), "role": roles[1]}],
                "place": id_of(*place), "date": date, "status": "actual", "rule": "invented", "confidence": 0.9,
            })),
            Claim::Statement { speaker, quote } => self.statements.push(json!({
                "speaker": id_of(*speaker), "speaker_span": null, "to": [], "about": [], "cue": null,
                "content": [{"start": spans[*quote].0, "end": spans[*quote].1}], "kind": "direct",
                "text": sentence.parts[*quote].text, "rule": "invented", "confidence": 0.9,
            })),
            Claim::Description { of, word } => {
                self.descriptions.entry(*of).or_default().insert(word.clone());
            }
            Claim::Gender { of, female } => {
                self.female.insert(*of, *female);
            }
        }
    }
}
