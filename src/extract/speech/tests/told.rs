//! Statements whose words or speaker a parser hangs elsewhere, and what is none.

use super::*;
use crate::model::EntityKind::Place;

#[test]
fn the_preposition_of_a_cue_belongs_to_its_words() {
    let tree = "
        Miller Miller PROPN NNP 2 nsubj
        called call VERB VBD 0 root
        for for ADP IN 5 case
        an a DET DT 5 det
        inquiry inquiry NOUN NN 2 obl";
    let document = document(tree, &[(1, 1, Person, "Miller")]);
    assert_eq!(said(&document), ["Miller >  | called for | Indirect | for an inquiry | "]);
}

#[test]
fn the_stump_of_a_quotation_is_all_of_it() {
    let tree = "
        Miller Miller PROPN NNP 2 nsubj
        blamed blame VERB VBD 0 root
        “ “ PUNCT `` 4 punct
        traffic traffic NOUN NN 2 obj
        , , PUNCT , 7 punct
        real real ADJ JJ 7 amod
        traffic traffic NOUN NN 2 parataxis
        ” ” PUNCT '' 4 punct
        . . PUNCT . 2 punct";
    let document = document(tree, &[(1, 1, Person, "Miller")]);
    assert_eq!(said(&document), ["Miller >  | blamed | Direct | traffic , real traffic | "]);
}

/// "Miller maintains that it rained, and … left", with or without "that" before the second clause.
fn coordinated(conjunction: &str) -> String {
    format!(
        "
        Miller Miller PROPN NNP 2 nsubj
        maintains maintain VERB VBZ 0 root
        that that SCONJ IN 5 mark
        it it PRON PRP 5 nsubj
        rained rain VERB VBD 2 ccomp
        , , PUNCT , 9 punct
        and and CCONJ CC 9 cc
        {conjunction}
        left leave VERB VBD 2 conj"
    )
}

#[test]
fn a_second_clause_is_said_where_it_has_its_own_conjunction() {
    let words = |conjunction: &str| said(&document(&coordinated(conjunction), &[(1, 1, Person, "Miller")]));
    let both = "Miller >  | maintains | Indirect | it rained , and that left | ";
    assert_eq!(words("that that SCONJ IN 9 mark"), [both]);
    assert_eq!(words("then then ADV RB 9 advmod"), ["Miller >  | maintains | Indirect | it rained | "]);
}

#[test]
fn a_cue_after_the_first_clause_keeps_it() {
    let tree = "
        If if SCONJ IN 3 mark
        it it PRON PRP 3 nsubj
        fails fail VERB VBZ 9 advcl
        , , PUNCT , 3 punct
        Miller Miller PROPN NNP 6 nsubj
        said say VERB VBD 0 root
        , , PUNCT , 3 punct
        they they PRON PRP 9 nsubj
        sue sue VERB VBP 6 ccomp
        . . PUNCT . 6 punct";
    let document = document(tree, &[(5, 1, Person, "Miller")]);
    assert_eq!(said(&document), ["Miller >  | said | Indirect | If it fails … they sue | "]);
}

#[test]
fn a_clause_before_the_cue_goes_with_the_quotation_behind_it() {
    let tree = "
        They they PRON PRP 2 nsubj
        rest rest VERB VBP 5 ccomp
        , , PUNCT , 2 punct
        Miller Miller PROPN NNP 5 nsubj
        said say VERB VBD 0 root
        , , PUNCT , 10 punct
        “ “ PUNCT `` 10 punct
        with with ADP IN 10 case
        no no DET DT 10 det
        phones phone NOUN NNS 5 obl
        and and CCONJ CC 13 cc
        no no DET DT 13 det
        coaches coach NOUN NNS 10 conj
        ” ” PUNCT '' 10 punct
        . . PUNCT . 5 punct";
    let document = document(tree, &[(4, 1, Person, "Miller")]);
    assert_eq!(said(&document), ["Miller >  | said | Mixed | They rest …  with no phones and no coaches | "]);
}

#[test]
fn a_clause_between_the_cue_and_its_quotation_goes_with_it() {
    let tree = "
        Miller Miller PROPN NNP 2 nsubj
        denied deny VERB VBD 0 root
        that that SCONJ IN 6 mark
        he he PRON PRP 6 nsubj
        was be AUX VBD 6 cop
        next next ADJ JJ 2 ccomp
        : : PUNCT : 2 punct
        “ “ PUNCT `` 10 punct
        I I PRON PRP 10 nsubj
        die die VERB VBP 2 parataxis
        a a DET DT 12 det
        Liberal Liberal NOUN NN 10 xcomp
        . . PUNCT . 10 punct
        ” ” PUNCT '' 10 punct";
    let document = document(tree, &[(1, 1, Person, "Miller")]);
    assert_eq!(said(&document), ["Miller >  | denied | Mixed | he was next …  I die a Liberal . | Miller"]);
}

#[test]
fn the_subject_of_the_sentence_is_no_part_of_according_to() {
    let tree = "
        According accord VERB VBG 3 case
        to to ADP IN 1 fixed
        Miller Miller PROPN NNP 7 obl
        , , PUNCT , 3 punct
        chief chief NOUN NN 3 appos
        Poe Poe PROPN NNP 5 flat
        lied lie VERB VBD 0 root
        . . PUNCT . 7 punct";
    let document = document(tree, &[(3, 1, Person, "Miller"), (6, 1, Person, "Poe")]);
    assert_eq!(said(&document), ["Miller >  | According to | Indirect | chief Poe lied | Poe"]);
}

/// "Miller called the claim “pure fiction”" as a parser has it that takes one object.
const JUDGED: &str = "
    Miller Miller PROPN NNP 2 nsubj
    called call VERB VBD 0 root
    the the DET DT 4 det
    claim claim NOUN NN 7 nmod:poss
    “ “ PUNCT `` 4 punct
    pure pure ADJ JJ 7 amod
    fiction fiction NOUN NN 2 obj
    ” ” PUNCT '' 7 punct";

#[test]
fn a_quoted_judgement_is_said_of_what_stands_before_it() {
    let miller = [(1, 1, Person, "Miller")];
    assert_eq!(said(&document(JUDGED, &miller)), ["Miller >  | called | Mixed | the claim “ pure fiction ” | "]);
    let hailed = JUDGED.replace("called call VERB VBD", "hailed hail VERB VBN").replace("7 nmod:poss", "2 obl:agent");
    assert_eq!(said(&document(&hailed, &miller)), [""; 0]);
}

#[test]
fn what_ends_before_the_nearest_subject_is_said() {
    let tree = "
        the the DET DT 2 det
        number number NOUN NN 9 nsubj
        of of ADP IN 4 case
        deaths death NOUN NNS 2 nmod
        passed pass VERB VBD 4 acl
        ten ten NUM CD 5 obj
        , , PUNCT , 8 punct
        Velair Velair PROPN NNP 9 nsubj
        indicated indicate VERB VBD 0 root
        . . PUNCT . 9 punct";
    let document = document(tree, &[(8, 1, Organization, "Velair")]);
    assert_eq!(said(&document), ["Velair >  | indicated | Indirect | the number of deaths passed ten | "]);
}

#[test]
fn a_statement_saying_something_has_the_rest_of_the_sentence() {
    let tree = "
        Miller Miller PROPN NNP 2 nsubj
        issued issue VERB VBD 0 root
        statements statement NOUN NNS 2 obj
        saying say VERB VBG 3 acl
        Poe Poe PROPN NNP 6 nsubj
        slept sleep VERB VBD 3 acl
        well well ADV RB 6 advmod";
    let document = document(tree, &[(1, 1, Person, "Miller"), (5, 1, Person, "Poe")]);
    assert_eq!(said(&document), ["Miller >  | saying | Indirect | Poe slept well | Poe"]);
}

#[test]
fn a_name_at_the_end_of_an_unnamed_subject_speaks() {
    let tree = "
        President president NOUN NN 6 nsubj
        of of ADP IN 3 case
        Norland Norland PROPN NNP 4 compound
        Ann Ann PROPN NNP 1 nmod
        Roe Roe PROPN NNP 4 flat
        said say VERB VBD 0 root
        it it PRON PRP 8 nsubj
        rained rain VERB VBD 6 ccomp";
    let named = document(tree, &[(3, 1, Place, "Norland"), (4, 2, Person, "Ann Roe")]);
    assert_eq!(said(&named), ["Ann Roe >  | said | Indirect | it rained | "]);
    let spokesman = document(&tree.replace("of of", "for for"), &[(4, 2, Person, "Ann Roe")]);
    assert_eq!(said(&spokesman), [" >  | said | Indirect | it rained | "]);
}

#[test]
fn a_name_behind_the_unnamed_subject_speaks() {
    let tree = format!(
        "{}
        of of ADP IN 10 case
        zoo zoo NOUN NN 7 nmod
        Ann Ann PROPN NNP 10 nmod
        Roe Roe PROPN NNP 11 flat",
        INVERTED
            .replace("Miller Miller PROPN NNP", "head head NOUN NN")
            .replace(". . PUNCT . 6 punct", "emeritus emeritus ADJ JJ 7 amod")
    );
    let document = document(&tree, &[(11, 2, Person, "Ann Roe")]);
    assert_eq!(said(&document), ["Ann Roe >  | said | Direct | We won , | Ann Roe"]);
}

#[test]
fn whom_it_is_told_to_does_not_speak() {
    let tree = "
        One one NUM CD 2 nummod
        author author NOUN NN 6 nsubj
        , , PUNCT , 4 punct
        Adler Adler PROPN NNP 2 nmod
        , , PUNCT , 4 punct
        told tell VERB VBD 0 root
        Velair Velair PROPN NNP 6 iobj
        frogs frog NOUN NNS 9 nsubj
        sing sing VERB VBP 6 ccomp";
    let document = document(tree, &[(4, 1, Person, "Adler"), (7, 1, Organization, "Velair")]);
    assert_eq!(said(&document), ["Adler > Velair | told | Indirect | frogs sing | "]);
}

#[test]
fn who_behind_a_description_is_the_person_described() {
    let tree = "
        Adler Adler PROPN NNP 0 root
        , , PUNCT , 4 punct
        an a DET DT 4 det
        ecologist ecologist NOUN NN 1 appos
        at at ADP IN 7 case
        the the DET DT 7 det
        Museum Museum PROPN NNP 4 nmod
        who who PRON WP 9 nsubj
        said say VERB VBD 7 acl:relcl
        it it PRON PRP 11 nsubj
        rained rain VERB VBD 9 ccomp";
    let document = document(tree, &[(1, 1, Person, "Adler"), (7, 1, Organization, "Museum")]);
    assert_eq!(said(&document), ["Adler >  | said | Indirect | it rained | "]);
}

#[test]
fn a_pronoun_that_is_its_own_antecedent_ends_all_the_same() {
    let tree = "
        who who PRON WP 2 nsubj
        said say VERB VBD 1 acl:relcl
        it it PRON PRP 4 nsubj
        rained rain VERB VBD 2 ccomp";
    assert_eq!(said(&document(tree, &[])), [" >  | said | Indirect | it rained | "]);
}

#[test]
fn a_quotation_tells_only_clauses() {
    let tree = "
        “ “ PUNCT `` 3 punct
        She she PRON PRP 3 nsubj
        asked ask VERB VBD 8 ccomp
        for for ADP IN 5 case
        tobacco tobacco NOUN NN 3 obl
        , , PUNCT , 3 punct
        ” ” PUNCT '' 3 punct
        said say VERB VBD 0 root
        Miller Miller PROPN NNP 8 nsubj";
    let document = document(tree, &[(2, 1, Person, "Doe"), (9, 1, Person, "Miller")]);
    assert_eq!(said(&document), ["Miller >  | said | Direct | She asked for tobacco , | Doe"]);
}

#[test]
fn what_will_be_said_is_no_statement() {
    let tree = "
        Miller Miller PROPN NNP 3 nsubj
        will will AUX MD 3 aux
        announce announce VERB VB 0 root
        winners winner NOUN NNS 3 obj";
    assert_eq!(said(&document(tree, &[(1, 1, Person, "Miller")])), [""; 0]);
}

#[test]
fn a_place_before_a_colon_says_nothing() {
    let tree = "
        Miller Miller PROPN NNP 5 dep
        : : PUNCT : 1 punct
        The the DET DT 4 det
        court court NOUN NN 5 nsubj
        freed free VERB VBD 0 root
        two two NUM CD 5 obj";
    assert_eq!(said(&document(tree, &[(1, 1, Person, "Miller")])).len(), 1);
    assert_eq!(said(&document(tree, &[(1, 1, Place, "Miller")])), [""; 0]);
    let no_clause = tree.replace("freed free VERB VBD", "race race NOUN NN");
    assert_eq!(said(&document(&no_clause, &[(1, 1, Person, "Miller")])), [""; 0]);
}

#[test]
fn he_goes_on_as_whoever_spoke_before() {
    let tree = "
        Novak Novak PROPN NNP 2 nsubj
        said say VERB VBD 0 root
        Cole Cole PROPN NNP 4 nsubj
        left leave VERB VBD 2 ccomp
        . . PUNCT . 2 punct
        he he PRON PRP 7 nsubj
        said say VERB VBD 2 parataxis
        it it PRON PRP 9 nsubj
        rained rain VERB VBD 7 ccomp";
    let document = document(tree, &[(1, 1, Person, "Novak"), (3, 1, Person, "Cole"), (6, 1, Person, "Cole")]);
    assert_eq!(
        said(&document),
        ["Novak >  | said | Indirect | Cole left | Cole", "Novak >  | said | Indirect | it rained | "]
    );
}

#[test]
fn he_is_the_subject_of_the_sentence_between() {
    let tree = "
        Novak Novak PROPN NNP 2 nsubj
        said say VERB VBD 0 root
        it it PRON PRP 4 nsubj
        rained rain VERB VBD 2 ccomp
        Cole Cole PROPN NNP 6 nsubj
        left leave VERB VBD 2 parataxis
        he he PRON PRP 8 nsubj
        said say VERB VBD 2 parataxis
        it it PRON PRP 10 nsubj
        poured pour VERB VBD 8 ccomp";
    let document = document(tree, &[(1, 1, Person, "Novak"), (5, 1, Person, "Cole"), (7, 1, Person, "Cole")]);
    assert_eq!(
        said(&document),
        ["Novak >  | said | Indirect | it rained | ", "Cole >  | said | Indirect | it poured | "]
    );
}
