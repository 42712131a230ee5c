//! Events: what happened, is under way or is to happen, with its people, place, date and status; one for all its namings.
//!
//! The words that name events, and the parts that their arguments play, are data: `data/en/events/*.toml`, one file a type.

mod check;
mod find;
mod merge;
mod setting;
mod trigger;

pub use check::check_events;

use super::frames::Tree;
use super::status::Modality;
use super::{Assertions, Extractor};
use crate::model::{BlockKind, Confidence, Document, Event, Evidence, MentionId, Participant, Status};
use crate::resources::{DataError, Resources};
use compact_str::format_compact;
use find::{Candidate, Finder};
use merge::Merged;
use setting::Setting;
use std::collections::BTreeMap;
use trigger::Triggers;

/// The confidence of a rule that was never measured.
const UNMEASURED: f32 = 0.6;

/// The event extractor: all triggers of all event files.
#[derive(Debug, Clone)]
pub struct Events {
    triggers: Triggers,
    modality: Modality,
    confidence: BTreeMap<String, f32>,
    demonyms: BTreeMap<String, Vec<String>>,
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
            demonyms: resources.parse("demonyms.toml")?,
        })
    }

    /// The events that a document tells, in the order of their first namings.
    pub fn find(&self, document: &Document) -> Vec<Event<MentionId>> {
        let tree = Tree::new(document, &self.demonyms);
        let setting = Setting::new(&tree, &self.triggers.happening);
        let finder = Finder { tree: &tree, triggers: &self.triggers, modality: &self.modality, setting: &setting };
        let mut namings = Vec::new();
        for sentence in &document.sentences {
            let kind = document.blocks.get(sentence.block as usize).map(|block| block.kind);
            if !matches!(kind, Some(BlockKind::Furniture | BlockKind::Byline)) {
                namings.extend(sentence.tokens.clone().filter_map(|token| finder.at(token)));
            }
        }
        let merged = merge::merge(&tree, namings);
        (1..).zip(merged).filter_map(|(number, event)| self.event(&tree, number, &event)).collect()
    }

    /// An event as the model has it; `None` for one in which nobody and nothing named takes part.
    fn event(&self, tree: &Tree, number: usize, event: &Merged) -> Option<Event<MentionId>> {
        let kind = &self.triggers.types[event.kind];
        let mut participants: Vec<_> = event.participants.iter().map(|&(id, role)| Participant { id, role }).collect();
        if let (true, Some(role), Some(id)) = (participants.is_empty(), kind.place_as, event.place) {
            participants.push(Participant { id, role });
        }
        if participants.is_empty() && event.name.is_none() {
            return None;
        }
        participants.sort_unstable_by_key(|participant| participant.id);
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

/// The words of a naming.
fn evidence(document: &Document, naming: &Candidate) -> Option<Evidence> {
    Evidence::new(document, document.field_of(naming.token), document.span(&naming.tokens))
}

/// An event is actual, planned, negated or hypothetical: what is alleged may not have been, what is over was, and what is
/// dated after the article is yet to come.
fn stance(document: &Document, event: &Merged) -> Status {
    let later = document
        .article
        .published
        .zip(event.date)
        .is_some_and(|(published, date)| date > published && !date.agrees(published));
    match event.status {
        Status::Alleged => Status::Hypothetical,
        Status::Actual | Status::Former if later => Status::Planned,
        Status::Former => Status::Actual,
        status => status,
    }
}

impl Extractor for Events {
    fn name(&self) -> &'static str {
        "events"
    }

    fn extract(&self, document: &Document, found: &mut Assertions) {
        found.events.extend(self.find(document));
    }
}

#[cfg(test)]
mod tests;
