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

/// The identifier of the first event of each of some articles.
fn first_events(stories: Vec<Story>, schema: &Schema) -> Vec<String> {
    let facts = stories.into_iter().map(|story| serde_json::from_value(story.json()).unwrap()).collect();
    let resolved = resolve(facts, schema, &words(), &Given::default());
    resolved.articles.iter().map(|facts| facts.events[0].id.to_string()).collect()
}

/// An article that tells of a flood in Harlow Quay.
fn flood(id: &str, published: &str, date: Option<&str>) -> Story {
    Story::new(id, published, "flood").entity("place", "Harlow Quay", &[]).event(
        "disaster",
        &[("Harlow Quay", "patient")],
        None,
        date,
        "flood",
    )
}

#[test]
fn an_event_without_a_date_is_that_of_the_days_before() {
    let joined = |a: Story, b: Story| {
        let events = first_events(vec![a, b], &Schema::default());
        events[0] == events[1]
    };
    let told = |published: &str, date: Option<&str>| flood("b", published, date);
    let undated = || flood("a", "2031-03-02", None);
    assert!(joined(undated(), told("2031-03-04", None)));
    assert!(joined(undated(), told("2031-03-20", Some("2031-02"))), "the first of March tells of February too");
    assert!(joined(undated(), told("2031-03-20", Some("2031-03"))));
    assert!(joined(undated(), told("2031-06-20", Some("2031-03-01"))));
    assert!(!joined(undated(), told("2031-03-20", None)), "another flood, for all we know");
    assert!(!joined(undated(), told("2031-03-20", Some("2031-04"))));
    assert!(!joined(undated(), told("2032-03-02", Some("2032-03"))));
}

#[test]
fn what_happens_once_is_one_event_however_late_it_is_told() {
    let founding = |id: &str, published: &str, founder: &str, date: Option<&str>| {
        Story::new(id, published, "founded")
            .entity("organization", "Brackwater Mills", &[])
            .entity("person", founder, &[])
            .event("founding", &[(founder, "agent"), ("Brackwater Mills", "patient")], None, date, "founded")
    };
    let schema = crate::resources::Resources::embedded().unwrap().schema().clone();
    let ids =
        |stories: Vec<Story>| first_events(stories, &schema).into_iter().collect::<std::collections::BTreeSet<_>>();
    let one = || founding("a", "2031-01-20", "Ida Holt", Some("2014"));
    assert_eq!(ids(vec![one(), founding("b", "2035-07-08", "Ida Holt", None)]).len(), 1);
    assert_eq!(ids(vec![one(), founding("b", "2035-07-08", "Ida Holt", Some("2015"))]).len(), 2);
    assert_eq!(ids(vec![one(), founding("b", "2035-07-08", "Jo Brandt", None)]).len(), 2, "another founder");
}

#[test]
fn a_cup_of_one_name_is_held_every_year() {
    let cup = |id: &str, published: &str| {
        Story::new(id, published, "cup").entity("place", "Harlow Quay", &[]).event_with(
            "match",
            &[],
            None,
            None,
            "cup",
            json!({"name": "Northern Cup"}),
        )
    };
    let ids =
        first_events(vec![cup("a", "2031-05-03"), cup("b", "2031-06-01"), cup("c", "2032-05-04")], &Schema::default());
    assert!(ids[0] == ids[1] && ids[1] != ids[2], "{ids:?}");
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

/// An article about Ida Holt, with what it calls her, her country and its date.
fn holt(id: &str, role: &str, country: Option<&str>, published: &str) -> Story {
    let words = "Ida Holt was there";
    let story = Story::new(id, published, words).entity_with(
        "person",
        "Ida Holt",
        &[],
        json!({"descriptions": if role.is_empty() { vec![] } else { vec![role] }}),
    );
    match country {
        Some(country) => story.entity("place", country, &[]).relation("citizen-of", "Ida Holt", country, words),
        None => story,
    }
}

fn people(resolved: &Resolved) -> usize {
    resolved.entities.iter().filter(|entity| entity.kind == crate::model::EntityKind::Person).count()
}

#[test]
fn another_role_country_or_decade_gives_two_and_a_hint() {
    let cases = [
        (holt("a", "senator", None, "2031-03-05"), holt("b", "goalkeeper", None, "2031-03-05"), "other-field"),
        (holt("a", "", Some("Norway"), "2031-03-05"), holt("b", "", Some("Chile"), "2031-03-05"), "other-country"),
        (holt("a", "senator", None, "1951-03-05"), holt("b", "senator", None, "2031-03-05"), "other-decade"),
    ];
    for (a, b, why) in cases {
        let resolved = run(&[a.json(), b.json()]);
        assert_eq!(people(&resolved), 2, "{why}");
        let hint = resolved.hints.first().unwrap();
        assert!(hint.features.iter().any(|feature| feature.name == why && feature.weight < 0), "{hint:?}");
    }
    let same = [holt("a", "senator", Some("Norway"), "2031-03-05"), holt("b", "minister", None, "2031-03-05")];
    assert_eq!(people(&run(&same.map(Story::json))), 1);
}

#[test]
fn company_sends_a_surname_home_and_chance_does_not() {
    let full = || holt("a", "senator", Some("Norway"), "2031-03-05").entity("organization", "Brackwater Mills", &[]);
    let short = |with: &str| {
        let called = json!({"descriptions": [if with == "Brackwater Mills" { "senator" } else { "captain" }]});
        Story::new("b", "2031-03-06", "Holt").entity_with("person", "Holt", &[], called).entity(
            "organization",
            with,
            &[],
        )
    };
    assert_eq!(people(&run(&[full().json(), short("Brackwater Mills").json()])), 1);
    assert_eq!(people(&run(&[full().json(), short("Harlow Rovers").json()])), 2);
}

fn given(judgements: &str, known: &str) -> Given {
    Given { judgements: Judgements::parse(judgements).unwrap(), known: KnownEntities::parse(known).unwrap() }
}

fn run_given(stories: &[Value], given: &Given) -> Resolved {
    let facts = stories.iter().map(|story| serde_json::from_value(story.clone()).unwrap()).collect();
    resolve(facts, &Schema::default(), &words(), given)
}

/// A judgement about a person as two articles mean it.
fn judged(verdict: &str, a: (&str, &str), b: (&str, &str)) -> String {
    let end =
        |(name, article): (&str, &str)| format!("{{ type = \"person\", name = \"{name}\", article = \"{article}\" }}");
    format!("[[judgement]]\nverdict = \"{verdict}\"\na = {}\nb = {}\n", end(a), end(b))
}

#[test]
fn judgements_join_and_part() {
    let stories: Vec<Value> =
        named("person", &["Ida Holt", "Ida Holt", "Lia Moor"]).into_iter().map(Story::json).collect();
    let same = judged("same", ("Ida Holt", "a0"), ("Lia Moor", "a2"));
    assert_eq!(people(&run_given(&stories, &given(&same, ""))), 1);
    let different = judged("different", ("Ida Holt", "a0"), ("Ida Holt", "a1"));
    assert_eq!(people(&run_given(&stories, &given(&different, ""))), 3);
    assert_eq!(people(&run_given(&stories, &given(&format!("{same}{different}"), ""))), 2);
    let unsure = judged("unsure", ("Ida Holt", "a0"), ("Lia Moor", "a2"));
    assert_eq!(run_given(&stories, &given(&unsure, "")), run(&stories));
}

#[test]
fn contradictions_are_reported_and_not_guessed_over() {
    let stories: Vec<Value> =
        named("person", &["Ida Holt", "Lia Moor", "Jo Brandt"]).into_iter().map(Story::json).collect();
    let judgements = [
        judged("same", ("Ida Holt", "a0"), ("Lia Moor", "a1")),
        judged("same", ("Lia Moor", "a1"), ("Jo Brandt", "a2")),
        judged("different", ("Jo Brandt", "a2"), ("Ida Holt", "a0")),
    ];
    let given = given(&judgements.concat(), "");
    let resolved = run_given(&stories, &given);
    assert_eq!(people(&resolved), 3);
    let conflicts = conflicts(&resolved, &words(), &given);
    assert_eq!((conflicts.len(), conflicts[0].same.len()), (1, 2));
}

#[test]
fn known_entities_are_matched_first_and_keep_their_identifiers() {
    let stories: Vec<Value> =
        named("person", &["Ida Holt", "Lia Moor", "Ida Holt Jr."]).into_iter().map(Story::json).collect();
    let known = r#"{"id": "7", "type": "person", "name": "Ida Moor-Holt", "aliases": ["Ida Holt", "Lia Moor"],
        "never_aliases": ["Ida Holt Jr."], "external_ids": {"wikidata": "Q7"}}"#
        .replace('\n', " ");
    let resolved = run_given(&stories, &given("", &known));
    let entity = resolved.entities.iter().find(|entity| entity.name == "Ida Moor-Holt").unwrap();
    assert_eq!((people(&resolved), entity.external_ids["wikidata"].as_str()), (2, "Q7"));
    assert!(entity.aliases.contains(&"Lia Moor".to_owned()));
    let again = resolve(resolved.articles.clone(), &Schema::default(), &words(), &Given::default());
    assert_eq!(people(&again), 2);
    assert!(again.entities.iter().any(|entity| entity.external_ids.get("wikidata").is_some_and(|id| id == "Q7")));
}

mod laws {
    use super::*;
    use proptest::prelude::*;

    const NAMES: [&str; 9] =
        ["Ida Holt", "Ida M. Holt", "Ida W. Holt", "I. Holt", "Holt", "Lia Moor", "Bill Lund", "William Lund", "Lund"];

    prop_compose! {
        /// Articles that each name some people with some roles, in some company.
        fn stories()(articles in prop::collection::vec(
            (prop::sample::subsequence(NAMES.to_vec(), 1..4), 0..4_usize, 0..3_usize, 1950..2031_u16), 1..9,
        )) -> Vec<Value> {
            let roles = ["", "senator", "painter", "goalkeeper"];
            let places = ["Harlow Quay", "Brackwater", "Norway"];
            articles.into_iter().enumerate().map(|(at, (names, role, place, year))| {
                let story = Story::new(&format!("a{at}"), &format!("{year}-03-05"), "x").entity("place", places[place], &[]);
                let called = if role == 0 { json!({}) } else { json!({"descriptions": [roles[role]]}) };
                names.into_iter().fold(story, |story, name| story.entity_with("person", name, &[], called.clone())).json()
            }).collect()
        }
    }

    prop_compose! {
        fn judgements()(list in prop::collection::vec(
            (prop::sample::select(vec!["same", "different", "unsure"]), 0..NAMES.len(), 0..9_usize, 0..NAMES.len(), 0..9_usize),
            0..6,
        )) -> Vec<String> {
            list.into_iter().map(|(verdict, a, one, b, other)| {
                judged(verdict, (NAMES[a], &format!("a{one}")), (NAMES[b], &format!("a{other}")))
            }).collect()
        }
    }

    /// The shared identifier of what an article means by a name.
    fn id(resolved: &Resolved, reference: &Reference) -> Option<EntityId> {
        let facts = resolved.articles.iter().find(|facts| Some(&facts.id) == reference.article.as_ref())?;
        let means =
            |it: &&crate::model::Entity| it.name == reference.name || it.aliases.contains(&reference.name.to_string());
        facts.entities.iter().find(means).map(|it| it.id.clone())
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn order_does_not_matter_and_again_changes_nothing(stories in stories(), judgements in judgements()) {
            let given = given(&judgements.concat(), "");
            let once = run_given(&stories, &given);
            let reversed: Vec<Value> = stories.iter().rev().cloned().collect();
            prop_assert_eq!(&once, &run_given(&reversed, &given));
            let backwards: Vec<String> = judgements.iter().rev().cloned().collect();
            prop_assert_eq!(&once, &run_given(&stories, &super::given(&backwards.concat(), "")));
            // A judgement may join two of one article, whose facts then know one.
            let plain = run(&stories);
            prop_assert_eq!(&plain, &resolve(plain.articles.clone(), &Schema::default(), &words(), &Given::default()));
        }

        #[test]
        fn judgements_hold_unless_they_contradict(stories in stories(), judgements in judgements()) {
            let given = given(&judgements.concat(), "");
            let resolved = run_given(&stories, &given);
            prop_assume!(conflicts(&run_given(&stories, &Given::default()), &words(), &given).is_empty());
            for judgement in &given.judgements.list {
                let (Some(a), Some(b)) = (id(&resolved, &judgement.a), id(&resolved, &judgement.b)) else { continue };
                match judgement.verdict {
                    Verdict::Same => prop_assert_eq!(a, b),
                    Verdict::Different if judgement.a != judgement.b => prop_assert_ne!(a, b),
                    _ => {}
                }
            }
        }
    }
}
