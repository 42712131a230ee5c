//! Events: what happened, is under way or is to happen, with its people, place, date and status; one for all its namings.
//!
//! The words that name events, and the parts that their arguments play, are data: `data/en/events/*.toml`, one file a type.

mod check;
mod dating;
mod find;
mod merge;
mod setting;
mod trigger;
mod weigh;

pub use check::check_events;
pub use weigh::Belonging;

use super::frames::{Lore, Tree};
use super::status::Modality;
use super::weigh::{Classes, Features, Scene, Weights};
use super::{Assertions, Extractor};
use crate::model::{
    BlockKind, ChainId, Confidence, Date, Document, EntityKind, Event, Evidence, MentionId, Participant, Role, Rule,
    Statement, Status,
};
use crate::resources::{DataError, Resources};
use compact_str::format_compact;
use find::{Candidate, Finder};
use merge::Merged;
use setting::Setting;
use std::collections::BTreeMap;
use trigger::Triggers;
use weigh::Weighing;

/// The confidence of a rule that was never measured.
const UNMEASURED: f32 = 0.6;

/// What the rule of an event ends in that only its weights brought in.
pub(crate) const WEIGHED: &str = "/weighed";

/// Of the least probability of a participant so much is enough for one whom the event's own clause names.
const SAID: f32 = 0.3;

/// The least probability of the surest participant of an event whose own clause lacks somebody.
const SURE: f32 = 0.4;

/// The model of what belongs to an event.
const FILE: &str = "weights/events.txt";

/// An event as the patterns find it, with all that may belong to it: what the model is trained on.
#[derive(Debug, Clone)]
pub struct Told {
    /// The event.
    pub event: Event<MentionId>,
    /// Each thing and each time of the article.
    pub belongings: Vec<Belonging>,
}

/// The event extractor: all triggers of all event files.
#[derive(Debug, Clone)]
pub struct Events {
    triggers: Triggers,
    modality: Modality,
    confidence: BTreeMap<String, f32>,
    lore: Lore,
    weights: Weights,
    classes: Classes,
}

impl Events {
    /// Compiles the event files of `resources`.
    ///
    /// # Errors
    /// Where a file or one of its triggers is not of the form, with file and line.
    pub fn new(resources: &Resources) -> Result<Self, DataError> {
        let text = resources.text("status.toml").unwrap_or_default();
        Ok(Events {
            triggers: Triggers::new(resources)?,
            modality: Modality::new(text).map_err(|error| DataError::whole("status.toml", error.to_string()))?,
            confidence: resources.parse("confidence.toml")?,
            lore: Lore::new(resources)?,
            weights: Weights::load(resources, FILE)?,
            classes: Classes::new(resources),
        })
    }

    /// The events that a document tells, in the order of their first namings.
    pub fn find(&self, document: &Document) -> Vec<Event<MentionId>> {
        self.among(document, &[])
    }

    /// The events, those included that speakers tell of themselves.
    pub fn among(&self, document: &Document, statements: &[Statement<MentionId>]) -> Vec<Event<MentionId>> {
        let tree = Tree::new(document, &self.lore).spoken(statements);
        let mut merged = self.merged(&tree);
        if self.weights.is_empty() {
            merged.retain(|event| !event.is_bare());
            return (1..).zip(merged).filter_map(|(number, event)| self.event(&tree, number, &event)).collect();
        }
        let scene = Scene::new(&tree, &self.classes);
        let weighing = Weighing::new(&scene, &merged);
        let events = merged.iter().filter_map(|event| self.weighed(&weighing, event));
        (1..).zip(events).map(|(number, event)| Event { id: format_compact!("e{number}"), ..event }).collect()
    }

    /// The events as the patterns find them, those that lack somebody included, with all that may belong to them; the
    /// features named where `blank` is.
    pub fn told(&self, document: &Document, statements: &[Statement<MentionId>], blank: &Features) -> Vec<Told> {
        let tree = Tree::new(document, &self.lore).spoken(statements);
        let merged = self.merged(&tree);
        let scene = Scene::new(&tree, &self.classes);
        let weighing = Weighing::new(&scene, &merged);
        let told = |(number, event): (usize, &Merged)| {
            let kind = self.triggers.types[event.kind].name.as_str();
            let belongings = weighing.belongings(event, kind, blank);
            Some(Told { event: self.whole(&tree, number, event)?, belongings })
        };
        (1..).zip(&merged).filter_map(told).collect()
    }

    fn merged(&self, tree: &Tree) -> Vec<Merged> {
        let document = tree.document;
        let setting = Setting::new(tree, &self.triggers.happening);
        let finder = Finder { tree, triggers: &self.triggers, modality: &self.modality, setting: &setting };
        let mut namings = Vec::new();
        for sentence in &document.sentences {
            let kind = document.blocks.get(sentence.block as usize).map(|block| block.kind);
            if !matches!(kind, Some(BlockKind::Furniture | BlockKind::Byline | BlockKind::Credit)) {
                namings.extend(sentence.tokens.clone().filter_map(|token| finder.at(token)));
            }
        }
        merge::merge(tree, namings)
    }

    /// An event with what weighs enough to belong to it; `None` where nothing named does.
    fn weighed(&self, weighing: &Weighing, event: &Merged) -> Option<Event<MentionId>> {
        let tree = weighing.scene.tree;
        let kind = self.triggers.types[event.kind].name.as_str();
        let label = |name| self.weights.label(name).unwrap_or_default();
        let (part, place, when) = (label("participant"), label("place"), label("date"));
        let mut weighed = Merged { participants: Vec::new(), ..event.clone() };
        let (mut surest, mut places, mut dates) = (0.0_f32, Vec::new(), Vec::new());
        for belonging in weighing.belongings(event, kind, &Features::default()) {
            let probabilities = self.weights.probabilities(&belonging.features);
            match (belonging.chain, belonging.mention, belonging.date) {
                (Some(chain), Some(mention), _) => {
                    let said = !event.is_bare() && event.part(tree, chain).is_some();
                    let least = self.weights.least(part) * if said { SAID } else { 1.0 };
                    let enough = probabilities[part] >= least;
                    if let Some(found) = enough.then(|| self.part(tree, event, chain, mention)).flatten() {
                        surest = surest.max(probabilities[part]);
                        weighed.participants.push(found);
                    }
                    if weighing.scene.kinds.get(&chain) == Some(&EntityKind::Place) {
                        places.push((probabilities[place], mention));
                    }
                }
                (_, _, Some(date)) => dates.push((probabilities[when], date)),
                _ => {}
            }
        }
        weighed.place = best(places, self.weights.least(place)).or(event.place);
        // A guessed date may tell when something was, never whether it was.
        let status = stance(tree.document, event);
        dates.retain(|&(_, date)| status != Status::Actual || !is_ahead(tree.document, date));
        weighed.date = best(dates, self.weights.least(when));
        if weighed.participants.is_empty() && !event.is_bare() {
            // What the event's own clause says is not doubted away.
            weighed.participants.clone_from(&event.participants);
        }
        if event.is_bare() && surest < SURE {
            return None;
        }
        let mut found = Event { status, ..self.event(tree, 0, &weighed)? };
        if surest > 0.0 {
            found.confidence = Confidence::new(surest);
        }
        if event.is_bare() {
            found.rule = Rule::from(format!("{kind}{WEIGHED}"));
        }
        Some(found)
    }

    /// The part that a thing plays: what the patterns say, else the only one that there is in such events.
    fn part(&self, tree: &Tree, event: &Merged, chain: ChainId, mention: MentionId) -> Option<(MentionId, Role)> {
        if let Some(told) = event.part(tree, chain) {
            return Some(told);
        }
        let single = |mention: &MentionId| tree.document.mention(*mention).chains == [chain];
        let mentions = &tree.document.chain(chain).mentions;
        let mention = Some(mention).filter(single).or_else(|| mentions.iter().copied().find(single))?;
        Some((mention, self.triggers.only_role(event.kind).unwrap_or(Role::Other)))
    }

    /// An event as the model has it; `None` for one in which nobody and nothing named takes part.
    fn event(&self, tree: &Tree, number: usize, event: &Merged) -> Option<Event<MentionId>> {
        let whole = self.whole(tree, number, event)?;
        (!whole.participants.is_empty() || whole.name.is_some()).then_some(whole)
    }

    fn whole(&self, tree: &Tree, number: usize, event: &Merged) -> Option<Event<MentionId>> {
        let kind = &self.triggers.types[event.kind];
        let mut participants: Vec<_> = event.participants.iter().map(|&(id, role)| Participant { id, role }).collect();
        if let (true, Some(role), Some(id)) = (participants.is_empty(), kind.place_as, event.place) {
            participants.push(Participant { id, role });
        }
        participants.sort_unstable_by_key(|participant| participant.id);
        participants.dedup_by_key(|participant| participant.id);
        let best = event.best(tree)?;
        let confidence = self.confidence.get(best.rule.as_str()).copied().unwrap_or(UNMEASURED);
        let others = event.namings.iter().filter(|naming| naming.token != best.token);
        Some(Event {
            id: format_compact!("e{number}"),
            kind: kind.name.clone(),
            name: event.name.clone(),
            trigger: evidence(tree.document, best)?,
            mentions: others.filter_map(|naming| evidence(tree.document, naming)).collect(),
            participants,
            place: event.place,
            date: event.date,
            status: stance(tree.document, event),
            attributed_to: None,
            rule: best.rule.clone(),
            confidence: Confidence::new(confidence),
        })
    }
}

/// The likeliest of several that is likely enough; of equals the first.
fn best<T>(found: Vec<(f32, T)>, least: f32) -> Option<T> {
    let likely = found.into_iter().filter(|&(probability, _)| probability >= least);
    likely.reduce(|best, next| if next.0 > best.0 { next } else { best }).map(|(_, found)| found)
}

/// The words of a naming.
fn evidence(document: &Document, naming: &Candidate) -> Option<Evidence> {
    Evidence::new(document, document.field_of(naming.token), document.span(&naming.tokens))
}

/// An event is actual, planned, negated or hypothetical: what is alleged may not have been, what is over was, and what is
/// dated after the article is yet to come.
fn stance(document: &Document, event: &Merged) -> Status {
    let later = event.date.is_some_and(|date| is_ahead(document, date));
    match event.status {
        Status::Alleged => Status::Hypothetical,
        Status::Actual | Status::Former if later => Status::Planned,
        Status::Former => Status::Actual,
        status => status,
    }
}

/// True for a date after that of the article.
fn is_ahead(document: &Document, date: Date) -> bool {
    document.article.published.is_some_and(|published| date > published && !date.agrees(published))
}

impl Extractor for Events {
    fn name(&self) -> &'static str {
        "events"
    }

    fn extract(&self, document: &Document, found: &mut Assertions) {
        found.events.extend(self.among(document, &found.statements));
    }
}

#[cfg(test)]
mod tests;
