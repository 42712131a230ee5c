//! Constructions of the press in which others lose the speaker or the words: descriptive clauses, paragraphs, odd marks,
//! turned order. Each is a short article, who speaks in it, and how the words begin.

#![allow(clippy::unwrap_used)] // a test fails by panicking

use newsgraph::{Article, Pipeline, Resources};

/// The articles, each with the speakers and the beginnings of their words, in order.
const CASES: &[(&str, &[(&str, &str)])] = &[
    // The cue ends its paragraph; between name and verb stands a description.
    (
        "Hugh Marlow, a doctor at the scene, said:\n\n\"Nobody should drive tonight.\"",
        &[("Hugh Marlow", "Nobody should drive")],
    ),
    (
        "Ann Roe, who has led the union since 2015 and whose brother sits on the board, said \"the bridge is safe\".",
        &[("Ann Roe", "the bridge is safe")],
    ),
    ("\"The bridge is safe,\" said engineer Bob Poe, who built it.", &[("Bob Poe", "The bridge is safe")]),
    ("\"The bridge is safe,\" said the engineer, Bob Poe.", &[("Bob Poe", "The bridge is safe")]),
    ("Ann Roe's spokesman, Bob Poe, said she would not resign.", &[("Bob Poe", "she would not resign")]),
    // A name right behind a mark.
    (
        "\"This is a shame,\" Belinda Wrigley, of the wildlife trust, told reporters in Delhi.",
        &[("Belinda Wrigley", "This is a shame")],
    ),
    // Verbs that elsewhere say something else.
    ("\"We have been friends for a long time,\" offered Bob Poe.", &[("Bob Poe", "We have been friends")]),
    ("Said Ann Roe: \"The bridge is safe.\"", &[("Ann Roe", "The bridge is safe")]),
    ("Ann Roe was quoted as saying that the bridge was safe.", &[("Ann Roe", "the bridge was safe")]),
    // A quotation that is not closed goes on in the next paragraph.
    (
        "“We will rebuild the old bridge.\n\n“It will take a year,” said Ann Roe.",
        &[("Ann Roe", "We will rebuild the old bridge. … It will take a year")],
    ),
    // An odd number of marks loses nothing behind it.
    (
        "Ann Roe said \"we are done with it. Bob Poe left.\n\nMary Doe said the talks would go on.",
        &[("Ann Roe", "we are done"), ("Mary Doe", "the talks would go on")],
    ),
    // Words around the cue, and a sentence that follows without one.
    ("\"The bridge,\" said Ann Roe, \"is safe.\"", &[("Ann Roe", "The bridge, … is safe")]),
    ("\"No,\" said Ann Roe. \"Not in my lifetime.\"", &[("Ann Roe", "No, … Not in my lifetime")]),
    // Pronouns, several speakers, occasions.
    ("Ann Roe resigned on Monday. \"The bridge is not safe,\" she said.", &[("Ann Roe", "The bridge is not safe")]),
    (
        "Ann Roe and Bob Poe said in a joint statement that the bridge was safe.",
        &[("Ann Roe", "the bridge was safe"), ("Bob Poe", "the bridge was safe")],
    ),
    ("Asked about the bridge, Ann Roe said: \"It is safe.\"", &[("Ann Roe", "It is safe")]),
    ("The bridge will be closed for a year, according to Ann Roe.", &[("Ann Roe", "The bridge will be closed")]),
    // Marks of other kinds.
    ("«The bridge is safe,» said Ann Roe.", &[("Ann Roe", "The bridge is safe")]),
    ("„The bridge is safe“, said Ann Roe.", &[("Ann Roe", "The bridge is safe")]),
    ("'The bridge is safe,' said Ann Roe.", &[("Ann Roe", "The bridge is safe")]),
];

#[test]
fn constructions_of_the_press_keep_their_speakers() {
    let pipeline = Pipeline::new(Resources::embedded().unwrap()).unwrap();
    let mut wrong = Vec::new();
    for &(text, wanted) in CASES {
        let article = Article { id: "a".into(), text: text.to_owned(), ..Article::default() };
        let facts = pipeline.facts(article);
        let name = |id| facts.entities.iter().find(|entity| Some(&entity.id) == id).map_or("?", |entity| &entity.name);
        let found: Vec<(&str, &str)> =
            facts.statements.iter().map(|said| (name(said.speaker.as_ref()), said.text.trim())).collect();
        let fits = |(said, wanted): (&(&str, &str), &(&str, &str))| said.0 == wanted.0 && said.1.starts_with(wanted.1);
        if found.len() != wanted.len() || !found.iter().zip(wanted).all(fits) {
            wrong.push(format!("{text:?}: {found:?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
