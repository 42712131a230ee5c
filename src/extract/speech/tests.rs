//! Statements of sketched sentences; whole articles are tested through the pipeline.

use super::*;
use crate::annotate::Annotator as _;
use crate::annotate::quotes::Quotes;
use crate::extract::sketch::sketch;
use crate::model::EntityKind::{Organization, Person};
use crate::model::{BlockKind, EntityKind};
use crate::resources::speech::QuoteWords;

/// The document of a sketch with its quotations.
fn document(tree: &str, mentions: &[(TokenId, u32, EntityKind, &str)]) -> Document {
    let mut document = sketch(tree, mentions);
    document.blocks[0].span = Span::new(0, document.article.text.len());
    Quotes::new(QuoteWords::embedded()).annotate(&mut document);
    document
}

/// The statements of a document as "speaker > addressees | cue | kind | words | about".
fn said(document: &Document) -> Vec<String> {
    let speaking = Speaking::new(&Resources::embedded().unwrap()).unwrap();
    let mut found = Assertions::default();
    speaking.extract(document, &mut found);
    let name = |id: &MentionId| document.chain(document.mention(*id).chains[0]).name.clone();
    let show = |statement: &Statement<MentionId>| {
        let names = |ids: &[MentionId]| ids.iter().map(name).collect::<Vec<_>>().join(", ");
        format!(
            "{} > {} | {} | {:?} | {} | {}",
            statement.speaker.as_ref().map(name).unwrap_or_default(),
            names(&statement.to),
            statement.cue.as_ref().map_or("", |cue| cue.text()),
            statement.kind,
            statement.text.trim(),
            names(&statement.about),
        )
    };
    found.statements.iter().map(show).collect()
}

const INVERTED: &str = "
    “ “ PUNCT `` 3 punct
    We we PRON PRP 3 nsubj
    won win VERB VBD 6 ccomp
    , , PUNCT , 3 punct
    ” ” PUNCT '' 3 punct
    said say VERB VBD 0 root
    Miller Miller PROPN NNP 6 nsubj
    . . PUNCT . 6 punct";

#[test]
fn a_quotation_has_the_speaker_after_it() {
    let document = document(INVERTED, &[(7, 1, Person, "Jane Miller")]);
    assert_eq!(said(&document), ["Jane Miller >  | said | Direct | We won , | Jane Miller"]);
}

#[test]
fn behind_a_closing_mark_stands_the_speaker_whatever_the_tree_says() {
    let document = document(&INVERTED.replace("6 nsubj", "6 obj"), &[(7, 1, Person, "Jane Miller")]);
    assert_eq!(said(&document)[0].split(' ').take(2).collect::<Vec<_>>(), ["Jane", "Miller"]);
}

#[test]
fn we_inside_a_quotation_is_the_speaker() {
    let document = document(INVERTED, &[(7, 1, Person, "Jane Miller")]);
    let statements = statements(&document, &SpeechWords::new(&Resources::embedded().unwrap()).unwrap());
    assert_eq!(first_persons(&document, &statements), [(1, MentionId(0))]);
}

#[test]
fn told_speech_is_the_clause_without_its_conjunction() {
    let tree = "
        Miller Miller PROPN NNP 2 nsubj
        told tell VERB VBD 0 root
        CNN CNN PROPN NNP 2 iobj
        that that SCONJ IN 6 mark
        Trump Trump PROPN NNP 6 nsubj
        lied lie VERB VBD 2 ccomp
        . . PUNCT . 2 punct";
    let document =
        document(tree, &[(1, 1, Person, "Jane Miller"), (3, 1, Organization, "CNN"), (5, 1, Person, "Trump")]);
    assert_eq!(said(&document), ["Jane Miller > CNN | told | Indirect | Trump lied | Trump"]);
}

#[test]
fn two_speakers_of_one_clause_are_two_statements() {
    let tree = "
        Ann Ann PROPN NNP 4 nsubj
        and and CCONJ CC 3 cc
        Bob Bob PROPN NNP 1 conj
        say say VERB VBP 0 root
        it it PRON PRP 6 nsubj
        rains rain VERB VBZ 4 ccomp";
    let document = document(tree, &[(1, 1, Person, "Ann"), (3, 1, Person, "Bob")]);
    assert_eq!(said(&document), ["Ann >  | say | Indirect | it rains | ", "Bob >  | say | Indirect | it rains | "]);
}

#[test]
fn what_was_not_said_is_no_statement() {
    let tree = "
        Miller Miller PROPN NNP 4 nsubj
        did do AUX VBD 4 aux
        not not PART RB 4 advmod
        say say VERB VB 0 root
        Trump Trump PROPN NNP 6 nsubj
        lied lie VERB VBD 4 ccomp";
    assert_eq!(said(&document(tree, &[(1, 1, Person, "Miller"), (5, 1, Person, "Trump")])), [""; 0]);
}

#[test]
fn a_clause_with_some_quoted_words_is_mixed() {
    let tree = "
        Miller Miller PROPN NNP 2 nsubj
        called call VERB VBD 0 root
        Trump Trump PROPN NNP 2 obj
        “ “ PUNCT `` 6 punct
        a a DET DT 6 det
        liar liar NOUN NN 2 xcomp
        ” ” PUNCT '' 6 punct
        . . PUNCT . 2 punct";
    let document = document(tree, &[(1, 1, Person, "Miller"), (3, 1, Person, "Trump")]);
    assert_eq!(said(&document), ["Miller >  | called | Mixed | Trump “ a liar ” | Trump"]);
}

#[test]
fn according_to_covers_its_sentence() {
    let tree = "
        According accord VERB VBG 3 case
        to to ADP IN 1 fixed
        Miller Miller PROPN NNP 6 obl
        , , PUNCT , 3 punct
        Trump Trump PROPN NNP 6 nsubj
        lied lie VERB VBD 0 root
        . . PUNCT . 6 punct";
    let document = document(tree, &[(3, 1, Person, "Miller"), (5, 1, Person, "Trump")]);
    assert_eq!(said(&document), ["Miller >  | According to | Indirect | Trump lied | Trump"]);
}

#[test]
fn an_unnamed_speaker_leaves_only_the_words_for_him() {
    let document = document(INVERTED, &[]);
    assert_eq!(said(&document), [" >  | said | Direct | We won , | "]);
}

#[test]
fn a_headline_with_a_colon_is_a_statement() {
    let tree = "
        Miller Miller PROPN NNP 4 dep
        : : PUNCT : 1 punct
        Trump Trump PROPN NNP 4 nsubj
        lied lie VERB VBD 0 root";
    let mut document = document(tree, &[(1, 1, Person, "Miller"), (3, 1, Person, "Trump")]);
    document.blocks[0].kind = BlockKind::Heading;
    assert_eq!(said(&document), ["Miller >  | : | Indirect | Trump lied | Trump"]);
}

mod told;
