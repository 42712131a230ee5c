use super::*;
use crate::extract::{facts, sketch::sketch};
use crate::model::EntityKind::{Person, Place};

fn found(document: &Document) -> Vec<String> {
    let resources = Resources::embedded().unwrap();
    let events = Events::new(&resources).unwrap();
    let facts =
        facts(document, resources.schema(), Assertions { events: events.find(document), ..Assertions::default() });
    let name = |id: &crate::model::EntityId| facts.entities.iter().find(|e| e.id == *id).unwrap().name.clone();
    let shown = |event: &Event<crate::model::EntityId>| {
        let people: Vec<String> = event.participants.iter().map(|p| name(&p.id)).collect();
        let place = event.place.as_ref().map(name).unwrap_or_default();
        format!("{} [{}] {place} {} x{}", event.kind, people.join(" "), event.status.as_str(), event.mentions.len() + 1)
    };
    facts.events.iter().map(shown).collect()
}

#[test]
fn verbs_and_held_nouns_name_events() {
    let verb = "
        Ann Ann PROPN NNP 2 nsubj
        met meet VERB VBD 0 root
        Bob Bob PROPN NNP 2 obj
        in in ADP IN 5 case
        Rome Rome PROPN NNP 2 obl";
    let document = sketch(verb, &[(1, 1, Person, "Ann"), (3, 1, Person, "Bob"), (5, 1, Place, "Rome")]);
    assert_eq!(found(&document), ["meeting [Ann Bob] Rome actual x1"]);
    let noun = "
        Ann Ann PROPN NNP 4 nsubj
        did do AUX VBD 4 aux
        not not PART RB 4 advmod
        hold hold VERB VB 0 root
        a a DET DT 6 det
        meeting meeting NOUN NN 4 obj
        with with ADP IN 8 case
        Bob Bob PROPN NNP 4 obl";
    let document = sketch(noun, &[(1, 1, Person, "Ann"), (8, 1, Person, "Bob")]);
    assert_eq!(found(&document), ["meeting [Ann Bob]  negated x1"]);
}

#[test]
fn namings_of_one_event_are_one_event() {
    let tree = "
        Ann Ann PROPN NNP 2 nsubj
        met meet VERB VBD 0 root
        Bob Bob PROPN NNP 2 obj
        , , PUNCT , 7 punct
        and and CCONJ CC 7 cc
        the the DET DT 7 det
        meeting meeting NOUN NN 8 nsubj
        ended end VERB VBD 2 conj";
    let document = sketch(tree, &[(1, 1, Person, "Ann"), (3, 1, Person, "Bob")]);
    assert_eq!(found(&document), ["meeting [Ann Bob]  actual x2"]);
}

#[test]
fn an_event_without_anybody_named_is_none() {
    let tree = "
        Officials official NOUN NNS 2 nsubj
        met meet VERB VBD 0 root
        envoys envoy NOUN NNS 2 obj";
    assert!(found(&sketch(tree, &[])).is_empty());
}

#[test]
fn a_date_of_the_story_is_given_where_it_weighs_enough() {
    let tree = "
        Ann Ann PROPN NNP 2 nsubj
        met meet VERB VBD 0 root
        Bob Bob PROPN NNP 2 obj
        ; ; PUNCT : 6 punct
        rain rain NOUN NN 6 nsubj
        fell fall VERB VBD 2 parataxis
        Tuesday Tuesday PROPN NNP 6 obl:unmarked";
    let mut document = sketch(tree, &[(1, 1, Person, "Ann"), (3, 1, Person, "Bob")]);
    let day = crate::model::Date::day(2031, 3, 4).unwrap();
    document.times.push(crate::model::TimeMention { tokens: 6..7, value: day.into() });
    let found = |document: &Document, bias: &str| {
        let mut events = Events::new(&Resources::embedded().unwrap()).unwrap();
        let model = format!(
            "label\tparticipant\t3\t0.1\nlabel\tplace\t-3\t0.5\nlabel\tdate\t{bias}\t0.5\nt|rule|none\tdate=2\n"
        );
        events.weights = Weights::parse("x.txt", &model).unwrap();
        let event = &events.find(document)[0];
        (event.date, event.status)
    };
    assert_eq!(found(&document, "-1"), (Some(day), Status::Actual));
    assert_eq!(found(&document, "-3"), (None, Status::Actual));
    // What is told as past was not on a day to come.
    document.article.published = crate::model::Date::day(2031, 3, 1);
    assert_eq!(found(&document, "-1"), (None, Status::Actual));
}
