//! Runs the tests that event files hold.

use super::Events;
use super::trigger::Test;
use crate::extract::{Assertions, facts};
use crate::model::{Date, Document, EntityId, Event, Facts};
use crate::resources::Resources;

/// Runs the tests of all event files: `annotate` makes a document of each test's text and day of publication. Gives one
/// line for each expectation that is not met.
///
/// An expectation reads "Ann, Bob @ Paris = 2016-12-13 (planned)": each part may be missing, and more people may take part;
/// "*" alone is any event of the type.
pub fn check_events(
    events: &Events,
    resources: &Resources,
    annotate: impl Fn(&str, Option<Date>) -> Document,
) -> Vec<String> {
    let mut failures = Vec::new();
    for (kind, test) in &events.triggers.tests {
        let document = annotate(&test.text, test.published);
        let found = Assertions { events: events.find(&document), ..Assertions::default() };
        let facts = facts(&document, resources.schema(), found);
        judge(kind, test, &facts, &mut failures);
    }
    failures
}

fn judge(kind: &str, test: &Test, facts: &Facts, failures: &mut Vec<String>) {
    let has = |wanted: &str| facts.events.iter().any(|event| event.kind == kind && agrees(facts, event, wanted));
    let found: Vec<String> = facts.events.iter().map(|event| shown(facts, event)).collect();
    let missing = test.expect.iter().filter(|wanted| !has(wanted)).map(|wanted| format!("missing {wanted}"));
    let wrong = test.reject.iter().filter(|wanted| has(wanted)).map(|wanted| format!("wrong {wanted}"));
    failures.extend(missing.chain(wrong).map(|what| format!("{kind}: {what} in {:?}; found {found:?}", test.text)));
}

fn agrees(facts: &Facts, event: &Event<EntityId>, wanted: &str) -> bool {
    let (wanted, status) = split(wanted, '(');
    let (wanted, date) = split(wanted, '=');
    let (people, place) = split(wanted, '@');
    let is = |id: &EntityId, name: &str| {
        let entity = facts.entities.iter().find(|entity| entity.id == *id);
        entity.is_some_and(|e| e.name == name || e.aliases.iter().any(|alias| alias == name))
    };
    let mut people = people.split(',').map(str::trim).filter(|name| !name.is_empty() && *name != "*");
    people.all(|name| event.participants.iter().any(|p| is(&p.id, name)))
        && (place.is_empty() || event.place.as_ref().is_some_and(|id| is(id, place)))
        && (date.is_empty() || event.date.is_some_and(|d| d.to_string() == date))
        && (status.is_empty() || event.status.as_str() == status.trim_end_matches(')'))
}

fn split(text: &str, mark: char) -> (&str, &str) {
    text.split_once(mark).map_or((text.trim(), ""), |(before, after)| (before.trim(), after.trim()))
}

fn shown(facts: &Facts, event: &Event<EntityId>) -> String {
    let name = |id: &EntityId| facts.entities.iter().find(|e| e.id == *id).map_or("?", |e| e.name.as_str());
    let people: Vec<&str> = event.participants.iter().map(|p| name(&p.id)).collect();
    let place = event.place.as_ref().map_or(String::new(), |id| format!(" @ {}", name(id)));
    let date = event.date.map_or(String::new(), |date| format!(" = {date}"));
    format!("{}: {}{place}{date} ({})", event.kind, people.join(", "), event.status.as_str())
}
