//! Annotated articles as cases to learn from.

use anyhow::{Context, Result};
use newsgraph::eval::{self, Sheet};
use newsgraph::extract::{self, Assertions, Events, Features, Told, Weigher};
use newsgraph::model::{Article, ChainId, Document, EntityId, EntityKind, MentionId};
use newsgraph::{Pipeline, Resources};
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// Features seen in fewer articles say nothing of others.
const SEEN: usize = 4;

/// One candidate.
#[derive(Debug, Clone)]
pub(crate) struct Case {
    pub(crate) article: usize,
    /// The number of the event that it is a candidate of, within its article; 0 for a relation.
    pub(crate) of: usize,
    pub(crate) features: Vec<u32>,
    /// The labels that it may have.
    pub(crate) allowed: Vec<usize>,
    /// Those that it has.
    pub(crate) gold: Vec<usize>,
    /// Those that the patterns give it.
    pub(crate) known: Vec<usize>,
}

/// Labels that are measured together.
#[derive(Debug)]
pub(crate) struct Group {
    pub(crate) name: &'static str,
    pub(crate) labels: Vec<usize>,
    /// True where the model only adds to what patterns find.
    pub(crate) keeps: bool,
    /// True where an event has at most one.
    pub(crate) single: bool,
    pub(crate) gold: usize,
}

/// All candidates of one model.
#[derive(Debug, Default)]
pub(crate) struct Task {
    pub(crate) labels: Vec<String>,
    pub(crate) features: Vec<String>,
    pub(crate) cases: Vec<Case>,
    pub(crate) groups: Vec<Group>,
    names: Vec<Vec<String>>,
}

/// The candidates of both models.
#[derive(Debug, Default)]
pub(crate) struct Cases {
    pub(crate) relations: Task,
    pub(crate) events: Task,
}

/// One article with its gold graph.
struct Annotated<'a> {
    number: usize,
    document: &'a Document,
    gold: &'a Value,
    /// The gold entity of each chain.
    chains: BTreeMap<ChainId, String>,
}

impl Cases {
    /// Reads `articles.jsonl` and `gold` below `folder`, understood with the patterns of `language` alone.
    pub(crate) fn read(folder: &Path, language: &Path) -> Result<Self> {
        let resources = Resources::with_overlay(language)?.without("weights");
        let (weigher, events) = (Weigher::new(&resources)?, Events::new(&resources)?);
        let pipeline = Pipeline::new(resources)?;
        let schema = pipeline.resources().schema();
        let mut cases = Cases::default();
        cases.relations.labels = schema.relations.keys().map(ToString::to_string).collect();
        cases.events.labels = ["participant", "place", "date"].map(str::to_owned).to_vec();
        let sheets = eval::read_gold(&folder.join("gold"))?;
        let text = std::fs::read_to_string(folder.join("articles.jsonl"))?;
        let (mut relations, mut parts, mut places, mut dates) = (0, 0, 0, 0);
        for (number, line) in text.lines().enumerate() {
            let article: Article = serde_json::from_str(line)?;
            let path = folder.join("gold").join(format!("{}.json", article.id));
            let Ok(gold) = std::fs::read_to_string(&path) else { continue };
            let gold: Value = serde_json::from_str(&gold).with_context(|| path.display().to_string())?;
            let sheet = &sheets[article.id.as_str()];
            let document = pipeline.document(article);
            let found = pipeline.assertions(&document);
            let told = events.told(&document, &found.statements, &Features::named());
            let (chains, matched) = align(&pipeline, &document, sheet, &told)?;
            let annotated = Annotated { number, document: &document, gold: &gold, chains };
            relations += cases.relate(&annotated, &weigher, &found, schema);
            parts += cases.happen(&annotated, &told, &matched);
            for id in matched.values() {
                let event = list(annotated.gold, "events").find(|event| event["id"].as_str() == Some(id));
                let stated = |key: &str| usize::from(event.is_some_and(|event| event[key].is_string()));
                places += stated("place");
                dates += stated("date");
            }
        }
        let all = (0..cases.relations.labels.len()).collect();
        cases.relations.groups =
            vec![Group { name: "relations", labels: all, keeps: true, single: false, gold: relations }];
        cases.events.groups = vec![
            Group { name: "participants", labels: vec![0], keeps: false, single: false, gold: parts },
            Group { name: "places", labels: vec![1], keeps: false, single: true, gold: places },
            Group { name: "dates", labels: vec![2], keeps: false, single: true, gold: dates },
        ];
        cases.relations.index();
        cases.events.index();
        Ok(cases)
    }

    /// Adds the pairs of an article; gives the number of its gold relations.
    fn relate(
        &mut self,
        article: &Annotated<'_>,
        weigher: &Weigher,
        found: &Assertions,
        schema: &newsgraph::model::Schema,
    ) -> usize {
        let triple = |kind: &str, from: &str, to: &str| {
            let swap = schema.is_symmetric(kind) && to < from;
            let (from, to) = if swap { (to, from) } else { (from, to) };
            (kind.to_owned(), from.to_owned(), to.to_owned())
        };
        let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
        let asserted = list(article.gold, "relations").filter(|r| is_asserted(r));
        let gold: BTreeSet<_> =
            asserted.map(|r| triple(&text(&r["type"]), &text(&r["from"]), &text(&r["to"]))).collect();
        let chains = |mention: MentionId| article.document.mention(mention).chains.clone();
        let mut known = BTreeSet::new();
        for relation in found.relations.iter().filter(|r| r.status.is_asserted()) {
            for from in chains(relation.from) {
                for to in chains(relation.to) {
                    known.insert((relation.kind.to_string(), from, to));
                    if schema.is_symmetric(&relation.kind) {
                        known.insert((relation.kind.to_string(), to, from));
                    }
                }
            }
        }
        let kind = |chain: ChainId| article.document.chain(chain).kind;
        for pair in weigher.pairs(article.document, found, &Features::named()) {
            let ends = article.chains.get(&pair.from).zip(article.chains.get(&pair.to));
            let mut case = Case {
                article: article.number,
                of: 0,
                features: Vec::new(),
                allowed: Vec::new(),
                gold: Vec::new(),
                known: Vec::new(),
            };
            for (label, relation) in schema.relations.values().enumerate() {
                let fits = |kinds: &[EntityKind], chain| kind(chain).is_some_and(|kind| kinds.contains(&kind));
                if !fits(&relation.from, pair.from) || !fits(&relation.to, pair.to) {
                    continue;
                }
                case.allowed.push(label);
                if ends.is_some_and(|(from, to)| gold.contains(&triple(&relation.name, from, to))) {
                    case.gold.push(label);
                }
                if known.contains(&(relation.name.to_string(), pair.from, pair.to)) {
                    case.known.push(label);
                }
            }
            self.relations.add(case, pair.features.names());
        }
        gold.len()
    }

    /// Adds what may belong to the events of an article; gives the number of its gold participants.
    fn happen(&mut self, article: &Annotated<'_>, told: &[Told], matched: &BTreeMap<String, String>) -> usize {
        let counted = |event: &&Value| is_asserted(event) && event["type"] != "other";
        let gold: BTreeMap<&str, &Value> = list(article.gold, "events")
            .filter(counted)
            .filter_map(|event| Some((event["id"].as_str()?, event)))
            .collect();
        for (number, told) in told.iter().enumerate() {
            if !told.event.status.is_asserted() || told.event.kind == "other" {
                continue;
            }
            let own = matched.get(&format!("e{number}")).and_then(|id| gold.get(id.as_str()));
            for belonging in &told.belongings {
                let entity = belonging.chain.and_then(|chain| article.chains.get(&chain));
                let thing = belonging.chain.is_some();
                // Of an event that the gold graph has not got, nobody knows when or where it was.
                if !thing && own.is_none() {
                    continue;
                }
                let place = own.is_some()
                    && belonging.chain.and_then(|c| article.document.chain(c).kind) == Some(EntityKind::Place);
                let mut case = Case {
                    article: article.number,
                    of: number,
                    features: Vec::new(),
                    allowed: if thing { [0, 1][..=usize::from(place)].to_vec() } else { vec![2] },
                    gold: Vec::new(),
                    known: Vec::new(),
                };
                if let Some(event) = own {
                    let part = |p: &Value| p["id"].as_str() == entity.map(String::as_str);
                    let is = |key: &str, value: Option<&str>| value.is_some() && event[key].as_str() == value;
                    let date = belonging.date.map(|date| date.to_string());
                    let gold = [
                        entity.is_some() && list(event, "participants").any(part),
                        is("place", entity.map(String::as_str)),
                        is("date", date.as_deref()),
                    ];
                    case.gold.extend((0..3).filter(|&label| gold[label] && case.allowed.contains(&label)));
                }
                let here = |mention: MentionId| {
                    belonging.chain.is_some_and(|chain| article.document.mention(mention).chains.contains(&chain))
                };
                let known = [
                    told.event.participants.iter().any(|p| here(p.id)),
                    told.event.place.is_some_and(here),
                    belonging.date.is_some() && told.event.date == belonging.date,
                ];
                case.known.extend((0..3).filter(|&label| known[label] && case.allowed.contains(&label)));
                self.events.add(case, belonging.features.names());
            }
        }
        gold.values().map(|event| list(event, "participants").count()).sum()
    }
}

impl Task {
    fn add(&mut self, case: Case, names: Vec<String>) {
        self.cases.push(case);
        self.names.push(names);
    }

    /// Numbers the features that are seen often enough.
    fn index(&mut self) {
        let mut counts: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
        for (case, name) in self.cases.iter().zip(&self.names).flat_map(|(c, names)| names.iter().map(move |n| (c, n)))
        {
            let (count, last) = counts.entry(name).or_insert((0, usize::MAX));
            *count += usize::from(*last != case.article);
            *last = case.article;
        }
        counts.retain(|_, (count, _)| *count >= SEEN);
        let index: BTreeMap<String, u32> = (0..).zip(counts.keys()).map(|(i, name)| ((*name).to_owned(), i)).collect();
        for (case, names) in self.cases.iter_mut().zip(std::mem::take(&mut self.names)) {
            case.features = names.iter().filter_map(|name| index.get(name).copied()).collect();
        }
        self.features = index.into_keys().collect();
    }
}

/// The gold entity of each chain, and the gold event of each found one by its number.
fn align(
    pipeline: &Pipeline,
    document: &Document,
    gold: &Sheet,
    told: &[Told],
) -> Result<(BTreeMap<ChainId, String>, BTreeMap<String, String>)> {
    let facts = extract::facts(document, pipeline.resources().schema(), Assertions::default());
    let nodes = document.chains.iter().enumerate().filter(|(_, c)| c.kind.is_some() && !c.name.is_empty());
    let ids: BTreeMap<ChainId, EntityId> =
        nodes.zip(&facts.entities).map(|((i, _), entity)| (ChainId(i as u32), entity.id.clone())).collect();
    let events: Vec<Value> = told
        .iter()
        .enumerate()
        .map(|(number, told)| {
            let chains = told.event.participants.iter().flat_map(|p| &document.mention(p.id).chains);
            let people: Vec<Value> =
                chains.filter_map(|chain| Some(json!({ "id": ids.get(chain)?.0.as_str() }))).collect();
            json!({
                "id": format!("e{number}"), "type": told.event.kind, "name": told.event.name,
                "trigger": told.event.trigger.text(), "participants": people, "status": told.event.status.as_str(),
            })
        })
        .collect();
    let sheet = json!({ "id": document.article.id, "entities": facts.entities, "events": events });
    let matches = eval::matches(gold, &serde_json::from_value(sheet)?);
    let of = |id: &EntityId| matches.entities.get(id.0.as_str()).cloned();
    let chains = ids.iter().filter_map(|(&chain, id)| Some((chain, of(id)?))).collect();
    Ok((chains, matches.events))
}

fn list<'v>(value: &'v Value, key: &str) -> impl Iterator<Item = &'v Value> {
    value[key].as_array().into_iter().flatten()
}

fn is_asserted(value: &Value) -> bool {
    !matches!(value["status"].as_str(), Some("negated" | "hypothetical"))
}
