//! Precision, recall and F1, micro-averaged over articles.

use super::align::{content_overlap, entities, fold, one_to_one, words};
use super::sheet::{Event, Relation, Sheet, is_asserted};
use crate::model::{EntityKind, Schema};
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

/// How many were found, and how many of them are right.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct Count {
    /// In the gold standard.
    pub gold: usize,
    /// Found.
    pub found: usize,
    /// Found and in the gold standard.
    pub right: usize,
}

impl Count {
    fn add(&mut self, gold: usize, found: usize, right: usize) {
        self.gold += gold;
        self.found += found;
        self.right += right;
    }

    /// Share of the found that is right, 0..=1.
    pub fn precision(&self) -> f64 {
        ratio(self.right, self.found)
    }

    /// Share of the gold that is found, 0..=1.
    pub fn recall(&self) -> f64 {
        ratio(self.right, self.gold)
    }

    /// Harmonic mean of the two, 0..=1.
    pub fn f1(&self) -> f64 {
        ratio(2 * self.right, self.gold + self.found)
    }
}

fn ratio(part: usize, whole: usize) -> f64 {
    if whole == 0 { 0.0 } else { part as f64 / whole as f64 }
}

/// The scores of many articles.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Report {
    /// Articles of the gold standard.
    pub articles: usize,
    /// Relations, participants and statements pooled: the headline figure.
    pub graph: Count,
    /// Entities: same type and a shared name.
    pub entities: Count,
    /// Entities by type.
    pub entities_by_type: BTreeMap<String, Count>,
    /// Relations: type and both ends.
    pub relations: Count,
    /// Relations by type.
    pub relations_by_type: BTreeMap<String, Count>,
    /// Linked pairs, the type left out.
    pub links: Count,
    /// Events: same type, and a shared participant, name or trigger word; those of type `other` count neither way.
    pub events: Count,
    /// Pairs of event and participant.
    pub participants: Count,
    /// Statements: same speaker, and the contents overlap by half.
    pub statements: Count,
    /// Statements whoever speaks.
    pub contents: Count,
    /// Addressees of statements.
    pub addressees: Count,
    /// Matched events with a date in the gold standard, and those of them whose date is right.
    pub dates: Count,
    /// Matched events with a place in the gold standard, and those of them whose place is right.
    pub places: Count,
}

/// The gold entity of a found one, else a key that no gold entity has.
struct Alignment<'a>(BTreeMap<&'a str, &'a str>);

impl<'a> Alignment<'a> {
    fn gold(&self, found: &'a str) -> (bool, &'a str) {
        self.0.get(found).map_or((false, found), |gold| (true, *gold))
    }
}

/// Scores found facts against the gold standard; a gold article that was not found counts as empty.
pub fn score(gold: &BTreeMap<String, Sheet>, found: &BTreeMap<String, Sheet>, schema: &Schema) -> Report {
    let mut report = Report { articles: gold.len(), ..Report::default() };
    let empty = Sheet::default();
    for (id, gold) in gold {
        report.add(gold, found.get(id).unwrap_or(&empty), schema);
    }
    for part in [report.relations, report.participants, report.statements] {
        report.graph.add(part.gold, part.found, part.right);
    }
    report
}

impl Report {
    fn add(&mut self, gold: &Sheet, found: &Sheet, schema: &Schema) {
        let alignment = Alignment(entities(&gold.entities, &found.entities));
        self.add_entities(gold, found, &alignment);
        self.add_relations(gold, found, &alignment, schema);
        self.add_events(gold, found, &alignment);
        self.add_statements(gold, found, &alignment);
    }

    fn add_entities(&mut self, gold: &Sheet, found: &Sheet, alignment: &Alignment<'_>) {
        let known = |kind: &str| EntityKind::ALL.iter().any(|k| k.as_str() == kind);
        let found = found.entities.iter().filter(|e| known(&e.kind)).collect::<Vec<_>>();
        self.entities.add(gold.entities.len(), found.len(), alignment.0.len());
        for kind in EntityKind::ALL.map(EntityKind::as_str) {
            let right = gold.entities.iter().filter(|e| e.kind == kind && alignment.0.values().any(|g| *g == e.id));
            self.entities_by_type.entry(kind.to_owned()).or_default().add(
                gold.entities.iter().filter(|e| e.kind == kind).count(),
                found.iter().filter(|e| e.kind == kind).count(),
                right.count(),
            );
        }
    }

    fn add_relations(&mut self, gold: &Sheet, found: &Sheet, alignment: &Alignment<'_>, schema: &Schema) {
        type End<'a> = (bool, &'a str);
        fn triples<'a>(
            relations: &'a [Relation],
            end: impl Fn(&'a str) -> End<'a>,
            schema: &Schema,
        ) -> BTreeSet<(&'a str, End<'a>, End<'a>)> {
            let asserted = relations.iter().filter(|r| is_asserted(r.status.as_ref()));
            asserted
                .map(|r| {
                    let (a, b) = (end(&r.from), end(&r.to));
                    let swap = schema.is_symmetric(&r.kind) && b < a;
                    if swap { (r.kind.as_str(), b, a) } else { (r.kind.as_str(), a, b) }
                })
                .collect()
        }
        let gold = triples(&gold.relations, |id| (true, id), schema);
        let found = triples(&found.relations, |id| alignment.gold(id), schema);
        self.relations.add(gold.len(), found.len(), gold.intersection(&found).count());
        for kind in gold.union(&found).map(|triple| triple.0).collect::<BTreeSet<_>>() {
            let of = |t: &&(&str, End<'_>, End<'_>)| t.0 == kind;
            self.relations_by_type.entry(kind.to_owned()).or_default().add(
                gold.iter().filter(of).count(),
                found.iter().filter(of).count(),
                gold.intersection(&found).filter(of).count(),
            );
        }
        let pairs = |set: &BTreeSet<(&str, End<'_>, End<'_>)>| {
            set.iter()
                .map(|(_, a, b)| {
                    if a < b {
                        (a.0, a.1.to_owned(), b.0, b.1.to_owned())
                    } else {
                        (b.0, b.1.to_owned(), a.0, a.1.to_owned())
                    }
                })
                .collect::<BTreeSet<_>>()
        };
        let (gold, found) = (pairs(&gold), pairs(&found));
        self.links.add(gold.len(), found.len(), gold.intersection(&found).count());
    }

    fn add_events(&mut self, gold: &Sheet, found: &Sheet, alignment: &Alignment<'_>) {
        let (scored, loose) = (asserted(&gold.events, false), asserted(&gold.events, true));
        let candidates = asserted(&found.events, false);
        let overlap = |g: usize, f: usize| event_overlap(&gold.events[g], &found.events[f], alignment);
        let matched = matched_events(gold, found, alignment);
        let counted = candidates.into_iter().filter(|&f| {
            matched.contains_key(found.events[f].id.as_str()) || !loose.iter().any(|&g| overlap(g, f) >= 3.5)
        });
        let counted = counted.collect::<Vec<_>>();
        self.events.add(scored.len(), counted.len(), matched.len());

        let event = |id| matched.get(id).map_or((false, id), |gold| (true, *gold));
        let gold_pairs = scored.iter().flat_map(|&g| participants(&gold.events[g], |id| (true, id), |id| (true, id)));
        let found_pairs = counted.iter().flat_map(|&f| participants(&found.events[f], event, |id| alignment.gold(id)));
        let (gold_pairs, found_pairs) = (gold_pairs.collect::<BTreeSet<_>>(), found_pairs.collect::<BTreeSet<_>>());
        self.participants.add(gold_pairs.len(), found_pairs.len(), gold_pairs.intersection(&found_pairs).count());

        for (found_id, gold_id) in &matched {
            let by_id = |events: &'_ [Event], id: &str| events.iter().position(|e| e.id == id);
            let (Some(g), Some(f)) = (by_id(&gold.events, gold_id), by_id(&found.events, found_id)) else { continue };
            let (g, f) = (&gold.events[g], &found.events[f]);
            if let Some(date) = g.date.as_deref().filter(|date| !date.is_empty()) {
                self.dates.add(1, 1, usize::from(f.date.as_deref() == Some(date)));
            }
            if let Some(place) = g.place.as_deref().filter(|place| !place.is_empty()) {
                let same = f.place.as_deref().is_some_and(|found| alignment.gold(found) == (true, place));
                self.places.add(1, 1, usize::from(same));
            }
        }
    }

    fn add_statements(&mut self, gold: &Sheet, found: &Sheet, alignment: &Alignment<'_>) {
        let spoken = found.statements.iter().enumerate().filter(|(_, s)| s.speaker.is_some()).collect::<Vec<_>>();
        // Ties go by the decimal numerals of the positions, as the reference scorer orders them.
        let keys = (0..gold.statements.len().max(found.statements.len())).map(|i| i.to_string()).collect::<Vec<_>>();
        let mut pairs = Vec::new();
        for (g, statement) in gold.statements.iter().enumerate() {
            for (f, candidate) in &spoken {
                let overlap = content_overlap(&statement.text, &candidate.text);
                if overlap >= 0.5 {
                    pairs.push((overlap, keys[g].as_str(), keys[*f].as_str()));
                }
            }
        }
        let matched = one_to_one(pairs);
        let index = |key: &str| key.parse::<usize>().unwrap_or_default();
        let same_speaker = |(f, g): &(&&str, &&str)| {
            let speaker = found.statements[index(f)].speaker.as_deref().map(|id| alignment.gold(id));
            speaker == gold.statements[index(g)].speaker.as_deref().map(|id| (true, id))
        };
        self.statements.add(gold.statements.len(), spoken.len(), matched.iter().filter(same_speaker).count());
        self.contents.add(gold.statements.len(), spoken.len(), matched.len());
        let gold_to = gold.statements.iter().enumerate();
        let gold_to = gold_to.flat_map(|(g, s)| s.to.iter().map(move |to| ((true, g), (true, to.as_str()))));
        let found_to = spoken.iter().flat_map(|(f, s)| {
            let statement = matched.get(keys[*f].as_str()).map_or((false, *f), |g| (true, index(g)));
            s.to.iter().map(move |to| (statement, alignment.gold(to)))
        });
        let (gold_to, found_to) = (gold_to.collect::<BTreeSet<_>>(), found_to.collect::<BTreeSet<_>>());
        self.addressees.add(gold_to.len(), found_to.len(), gold_to.intersection(&found_to).count());
    }
}

/// The indices of the asserted events of type `other`, or of all other types.
fn asserted(events: &[Event], other: bool) -> Vec<usize> {
    let kept = |e: &Event| is_asserted(e.status.as_ref()) && (e.kind == "other") == other;
    (0..events.len()).filter(|&i| kept(&events[i])).collect()
}

/// Found event -> gold event.
fn matched_events<'a>(gold: &'a Sheet, found: &'a Sheet, alignment: &Alignment<'_>) -> BTreeMap<&'a str, &'a str> {
    let mut pairs = Vec::new();
    for g in asserted(&gold.events, false) {
        for f in asserted(&found.events, false) {
            let (g, f) = (&gold.events[g], &found.events[f]);
            if g.kind == f.kind {
                pairs.push((event_overlap(g, f, alignment), g.id.as_str(), f.id.as_str()));
            }
        }
    }
    one_to_one(pairs)
}

/// Which gold entity and which gold event each found one is, by identifier.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Matches {
    /// Found entity -> gold entity.
    pub entities: BTreeMap<String, String>,
    /// Found event -> gold event.
    pub events: BTreeMap<String, String>,
}

/// Matches one article's answers with the gold ones, as the scores do.
pub fn matches(gold: &Sheet, found: &Sheet) -> Matches {
    let alignment = Alignment(entities(&gold.entities, &found.entities));
    let owned = |map: BTreeMap<&str, &str>| map.into_iter().map(|(f, g)| (f.to_owned(), g.to_owned())).collect();
    Matches { events: owned(matched_events(gold, found, &alignment)), entities: owned(alignment.0) }
}

type Key<'a> = (bool, &'a str);

fn participants<'a>(
    event: &'a Event,
    event_key: impl Fn(&'a str) -> Key<'a>,
    entity_key: impl Fn(&'a str) -> Key<'a>,
) -> impl Iterator<Item = (Key<'a>, Key<'a>)> {
    let key = event_key(&event.id);
    event.participants.iter().map(move |p| (key, entity_key(&p.id)))
}

/// Two for each shared participant, one and a half for a shared trigger word, three for the same proper name.
fn event_overlap(gold: &Event, found: &Event, alignment: &Alignment<'_>) -> f64 {
    let gold_ids = gold.participants.iter().map(|p| (true, p.id.as_str())).collect::<BTreeSet<_>>();
    let found_ids = found.participants.iter().map(|p| alignment.gold(&p.id)).collect::<BTreeSet<_>>();
    let trigger = |e: &Event| {
        e.trigger.as_ref().map(|t| words(t.text())).unwrap_or_default().into_iter().collect::<BTreeSet<_>>()
    };
    let name = |e: &Event| e.name.as_deref().filter(|name| !name.is_empty()).map(fold);
    let shared = 2.0 * gold_ids.intersection(&found_ids).count() as f64;
    let same_word = if trigger(gold).is_disjoint(&trigger(found)) { 0.0 } else { 1.5 };
    let same_name = if name(gold).is_some() && name(gold) == name(found) { 3.0 } else { 0.0 };
    shared + same_word + same_name
}
