//! Who is who in short texts, from raw text to chains.

#![allow(clippy::unwrap_used)] // a test fails by panicking

use newsgraph::model::{Article, Document, EntityKind, Gender};
use newsgraph::pipeline::Pipeline;
use newsgraph::resources::Resources;

fn document(text: &str) -> Document {
    let pipeline = Resources::embedded().and_then(Pipeline::new).unwrap_or_else(|error| panic!("{error}"));
    pipeline.document(Article { text: text.to_owned(), ..Article::default() })
}

/// The words of all mentions of the chain of that name.
fn mentions(document: &Document, name: &str) -> Vec<String> {
    let chain = document.chains.iter().find(|chain| chain.name == name);
    let chain = chain.unwrap_or_else(|| panic!("{name} is none of {:?}", document.chains));
    chain.mentions.iter().map(|&m| document.words(&document.mention(m).tokens).to_owned()).collect()
}

#[test]
fn short_names_titles_and_pronouns_follow_the_full_name() {
    let document = document(
        "President Barack Obama met Angela Merkel in Berlin on Tuesday. Obama said he was glad. Mrs. Merkel said she was too.",
    );
    assert_eq!(mentions(&document, "Barack Obama"), ["Barack Obama", "Obama", "he"]);
    assert_eq!(mentions(&document, "Angela Merkel"), ["Angela Merkel", "Merkel", "she"]);
    let merkel = document.chains.iter().find(|chain| chain.name == "Angela Merkel").unwrap();
    assert_eq!(merkel.gender, Some(Gender::Female));
}

#[test]
fn acronyms_and_suffixes_are_of_the_full_name() {
    let document = document(
        "The World Health Organization (WHO) published a report on Monday. The WHO said the report was late. Apple Inc. disagreed. Apple said so in London.",
    );
    assert_eq!(mentions(&document, "World Health Organization").len(), 3);
    assert_eq!(mentions(&document, "Apple Inc."), ["Apple Inc.", "Apple"]);
}

#[test]
fn brackets_behind_a_name_hold_its_short_form() {
    let document = document(
        "The U.S. Department of Agriculture (USDA) and the People's Reform Party (PRP) disagreed. The USDA said the PRP was late.",
    );
    assert_eq!(mentions(&document, "U.S. Department of Agriculture").len(), 3);
    assert_eq!(mentions(&document, "People's Reform Party").len(), 3);
}

#[test]
fn descriptions_are_of_whom_they_were_said_or_of_the_star() {
    let document = document(
        "Gov. Ann Roe met Bob Poe in Ohio. The governor's aide left. Singer Mary Doe has left her label. Doe said she was tired. Bob Poe agreed with the star.",
    );
    assert_eq!(mentions(&document, "Ann Roe"), ["Ann Roe", "The governor"]);
    assert_eq!(mentions(&document, "Mary Doe").last().unwrap(), "the star");
    let document = self::document("Ann Roe met Bob Poe and Mary Doe. The player left.");
    assert!(document.chains.iter().all(|chain| chain.mentions.len() == 1));
}

#[test]
fn what_says_itself_what_it_is_is_nothing_else() {
    let document = document(
        "Ann Roe went to Turkey. Troops captured the town of Haifa. The Sudanese military said the town was calm.",
    );
    assert_eq!(mentions(&document, "Turkey"), ["Turkey"]);
    assert_eq!(mentions(&document, "Haifa"), ["the town", "Haifa", "the town"]);
    let document = self::document("Acme sued Ann Roe. The Sudanese military said so.");
    assert_eq!(mentions(&document, "Acme"), ["Acme"]);
}

#[test]
fn letters_behind_a_name_and_titles_before_it_are_no_part_of_it() {
    let document = document("Merv Okonski QC said so. Comrade Lawal Idi and DJ Tom Roe came to Leeds.");
    let names: Vec<&str> = document.chains.iter().map(|chain| chain.name.as_str()).collect();
    assert_eq!(names, ["Merv Okonski", "Lawal Idi", "Tom Roe", "Leeds"]);
}

#[test]
fn a_name_that_says_so_is_of_a_body() {
    let document = document("On Monday Banco Roe sued Tirkey Minerals and Hadley & Burke in London.");
    let kinds: Vec<_> = document.chains.iter().map(|chain| (chain.name.as_str(), chain.kind)).collect();
    for name in ["Banco Roe", "Tirkey Minerals", "Hadley & Burke"] {
        assert!(kinds.contains(&(name, Some(EntityKind::Organization))), "{kinds:?}");
    }
}

#[test]
fn titles_tell_people_of_one_surname_apart() {
    let document = document(
        "Hillary Clinton and Bill Clinton spoke in Ohio. Mr. Clinton met Ann Roe. Mrs. Clinton met Bob Poe. Clinton left.",
    );
    assert_eq!(mentions(&document, "Bill Clinton"), ["Bill Clinton", "Clinton"]);
    assert_eq!(mentions(&document, "Hillary Clinton"), ["Hillary Clinton", "Clinton", "Clinton"]);
    // What a given name lets expect does not part anybody from himself.
    let document = self::document("Lindsey Graham spoke in Leeds. Mr Lindsey Graham left London on Monday.");
    assert_eq!(mentions(&document, "Lindsey Graham").len(), 2);
}

#[test]
fn a_country_is_the_same_by_its_full_name() {
    let document = document("Iran was ready. The Islamic Republic of Iran signed a deal with the Republic of Korea.");
    assert_eq!(mentions(&document, "Islamic Republic of Iran"), ["Iran", "Islamic Republic of Iran"]);
}

#[test]
fn whom_somebody_calls_on_is_another() {
    let document = document("Trump spoke with Ann Roe in Ohio. Trump called on her to resign.");
    assert_eq!(mentions(&document, "Ann Roe"), ["Ann Roe", "her"]);
}

#[test]
fn fathers_and_sons_stay_apart() {
    let document =
        document("Donald Trump spoke in Ohio. His son Donald Trump Jr. spoke in Texas. Trump Jr. left early.");
    let names: Vec<&str> = document.chains.iter().map(|chain| chain.name.as_str()).collect();
    assert!(names.contains(&"Donald Trump") && names.contains(&"Donald Trump Jr."), "{names:?}");
}

#[test]
fn texts_of_any_kind_have_chains_in_order() {
    for text in
        ["", "He she it they.", "@ # ( D - R", "THE PRESIDENT OF THE UNITED STATES SAYS HE IS FINE", "St. St. St."]
    {
        let document = document(text);
        let firsts: Vec<_> = document.chains.iter().map(|chain| chain.mentions.first().copied()).collect();
        assert!(firsts.is_sorted(), "{text}: {firsts:?}");
    }
}

#[test]
fn what_nobody_names_is_not_the_next_best_name() {
    let document = document("Ann Roe left Oslo by train. The pig had a round shape. It slept.");
    assert_eq!(mentions(&document, "Oslo"), ["Oslo"]);
}

#[test]
fn a_title_before_its_sort_is_the_work() {
    let document = document("Moe sang it in his \"Pale Harbour\" video, which also shows his wife.");
    assert_eq!(mentions(&document, "Pale Harbour"), ["his \"Pale Harbour\" video", "Pale Harbour", "which"]);
}
