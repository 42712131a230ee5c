//! What joins and what must not.

#[path = "../../tests/sample/mod.rs"]
mod sample;

use super::*;
use sample::Story;
use serde_json::{Value, json};

fn words() -> IdentityWords {
    IdentityWords::load(&crate::resources::Resources::embedded().unwrap()).unwrap()
}

fn run(stories: &[Value]) -> Resolved {
    let facts = stories.iter().map(|story| serde_json::from_value(story.clone()).unwrap()).collect();
    resolve(facts, &Schema::default(), &words(), &Given::default())
}

fn ids(stories: Vec<Story>) -> Vec<String> {
    let stories: Vec<Value> = stories.into_iter().map(Story::json).collect();
    run(&stories).entities.iter().map(|entity| entity.id.to_string()).collect()
}

/// Articles that each name one entity.
fn named(kind: &str, names: &[&str]) -> Vec<Story> {
    let story = |(at, name): (usize, &&str)| Story::new(&format!("a{at}"), "2031-03-05", name).entity(kind, name, &[]);
    names.iter().enumerate().map(story).collect()
}

#[test]
fn full_names_join_and_surnames_do_not() {
    assert_eq!(ids(named("person", &["Ida Holt", "Ida Holt"])), ["person/ida-holt"]);
    let holts = ids(named("person", &["Holt", "Holt", "Ida Holt"]));
    assert_eq!(holts.len(), 3);
    assert!(holts[0] == "person/holt~".to_owned() + &holts[0][12..] && holts[2] == "person/ida-holt", "{holts:?}");
}

#[test]
fn a_middle_name_may_be_left_out_but_not_differ() {
    assert_eq!(ids(named("person", &["Ida M. Holt", "Ida Holt", "Ida Maria Holt", "Ida Holt"])), ["person/ida-holt"]);
    assert_eq!(ids(named("person", &["Ida M. Holt", "Ida Holt", "Ida W. Holt"])).len(), 3);
    assert_eq!(ids(named("person", &["Bo Holt Jr.", "Bo Holt"])).len(), 2);
}

#[test]
fn genders_and_kinds_veto() {
    let kim = |id: &str, gender: &str| {
        Story::new(id, "", "Kim Lund").entity_with("person", "Kim Lund", &[], json!({"gender": gender}))
    };
    let unknown = || Story::new("c", "", "Kim Lund").entity("person", "Kim Lund", &[]);
    assert_eq!(ids(vec![kim("a", "female"), kim("b", "male")]).len(), 2);
    assert_eq!(ids(vec![kim("a", "female"), unknown()]).len(), 1);
    assert_eq!(ids(vec![kim("a", "female"), kim("b", "male"), unknown()]).len(), 3);
    let amber = ["person", "place"].map(|kind| Story::new(kind, "", "x").entity(kind, "Amber Sound", &[]));
    assert_eq!(ids(amber.to_vec()), ["person/amber-sound", "place/amber-sound"]);
}

#[test]
fn acronyms_join_their_only_owner() {
    let full = "Federal Office of Rivers";
    assert_eq!(ids(named("organization", &[full, "FOR"])), ["organization/federal-office-of-rivers"]);
    assert_eq!(ids(named("organization", &[full, "FOR", "Friends of Old Railways"])).len(), 3);
    assert_eq!(ids(named("organization", &["Mills Inc.", "The Mills"])).len(), 1);
}

#[test]
fn an_alias_that_an_article_uses_joins() {
    let mut stories = named("person", &["Lia Moor"]);
    stories.push(Story::new("z", "", "x").entity("person", "Lia Moor-Falk", &["Lia Moor", "Falk"]));
    assert_eq!(ids(stories).len(), 1);
}

#[test]
fn an_article_that_tells_two_apart_keeps_them_apart() {
    let both = Story::new("a", "", "x").entity("person", "Ida Holt", &[]).entity("person", "Ida M. Holt", &[]);
    assert_eq!(ids(vec![both]).len(), 2);
    let twice = Story::new("a", "", "x").entity_with("person", "Ida Holt", &[], json!({"id": "p1"})).entity_with(
        "person",
        "Ida Holt",
        &[],
        json!({"id": "p2"}),
    );
    assert_eq!(ids(vec![twice]), ["person/ida-holt"]);
}

#[test]
fn one_event_and_one_statement_of_two_articles() {
    let resolved = run(&sample::stories());
    let events: Vec<&str> =
        resolved.articles.iter().flat_map(|facts| facts.events.iter().map(|event| event.id.as_str())).collect();
    assert_eq!(events, ["event/meeting/2031-03-04/ida-holt+jo-brandt"; 2]);
    let reports: Vec<usize> = resolved.sayings.iter().map(|saying| saying.reports.len()).collect();
    assert_eq!(reports, [2]);
}

#[test]
fn meetings_of_one_person_with_two_others_are_two() {
    let meeting = |id: &str, other: &str| {
        Story::new(id, "2031-03-05", "met")
            .entity("person", "Ida Holt", &[])
            .entity("person", other, &[])
            .entity("place", "Harlow Quay", &[])
            .event(
                "meeting",
                &[("Ida Holt", "attendee"), (other, "attendee")],
                Some("Harlow Quay"),
                Some("2031-03-04"),
                "met",
            )
            .json()
    };
    let events =
        |resolved: &Resolved| resolved.articles.iter().map(|facts| facts.events[0].id.clone()).collect::<Vec<_>>();
    let apart = events(&run(&[meeting("a", "Jo Brandt"), meeting("b", "Kim Lund")]));
    assert_ne!(apart[0], apart[1]);
    let same = events(&run(&[meeting("a", "Jo Brandt"), meeting("b", "Jo Brandt")]));
    assert_eq!(same[0], same[1]);
}

#[test]
fn resolving_again_changes_nothing() {
    let once = run(&sample::stories());
    let again = resolve(once.articles.clone(), &Schema::default(), &words(), &Given::default());
    assert_eq!(once, again);
}

#[test]
fn an_article_read_twice_is_one() {
    let stories = sample::stories();
    let doubled: Vec<Value> = stories.iter().chain(&stories).cloned().collect();
    assert_eq!(run(&doubled), run(&stories));
}

#[test]
fn references_to_nobody_are_dropped() {
    let story =
        Story::new("a", "", "x").entity("person", "Ida Holt", &[]).relation("met-with", "Ida Holt", "nobody", "x");
    assert!(run(&[story.json()]).articles[0].relations.is_empty());
}
