//! Predicates: who does what to whom, whatever the construction.

use super::{Arg, Part, Tree, surface};
use crate::model::TokenId;

/// How far control and coordination are followed.
const DEPTH: u8 = 6;

/// The subjects on the surface: of "was elected", whoever was elected. Shared subjects of conjuncts, control, raising
/// and participles are followed up to the verb that has one.
pub(crate) fn surface_subjects(tree: &Tree, verb: TokenId) -> Vec<TokenId> {
    subjects(tree, verb, DEPTH)
}

fn subjects(tree: &Tree, verb: TokenId, depth: u8) -> Vec<TokenId> {
    // "Roe is to meet Poe": who is to do it is the outer subject of a copula.
    let is_to = tree.document.token(verb).xpos == "VB" && tree.among(verb, &["cop"]).next().is_some();
    let own: Vec<TokenId> = tree.among(verb, &["nsubj"]).filter(|&s| is_to || tree.dep(s) != "nsubj:outer").collect();
    if !own.is_empty() {
        return own.into_iter().map(|s| tree.antecedent(s).unwrap_or(s)).flat_map(|s| tree.conjuncts(s)).collect();
    }
    let (Some(head), Some(depth)) = (tree.head(verb), depth.checked_sub(1)) else { return Vec::new() };
    match tree.dep(verb) {
        "acl" if tree.among(verb, &["mark"]).next().is_none() => tree.conjuncts(head),
        "acl:relcl" if !has_gap_elsewhere(tree, verb) => tree.conjuncts(head),
        "xcomp" => controllers(tree, head, depth),
        "advcl" if befalls(tree, verb) => {
            let doers = controllers(tree, head, depth);
            // "Won a prize for finding it": the prize finds nothing.
            let somebody = |&doer: &TokenId| tree.mention(doer).is_some() || tree.tagged(doer, &["PRON"]);
            if doers.iter().any(somebody) { doers } else { subjects(tree, head, depth) }
        }
        "conj" if predicative(tree, head) => subjects(tree, head, depth),
        "advcl" | "parataxis" if !finite(tree, verb) => subjects(tree, head, depth),
        _ => Vec::new(),
    }
}

/// True for what the object of the clause above does or did: "accused him of lying", "called on him to resign".
fn befalls(tree: &Tree, verb: TokenId) -> bool {
    let gerund = tree.document.token(verb).xpos == "VBG";
    let bids = || tree.head(verb).is_some_and(|head| tree.frames().bidding.contains(tree.lemma(head)));
    let calls = || tree.head(verb).is_some_and(|head| !called(tree, head).is_empty());
    tree.among(verb, &["mark"]).any(|mark| {
        let word = tree.document.text(mark);
        if gerund { tree.frames().object_control.contains(word) } else { word == "to" && (calls() || bids()) }
    })
}

/// Whom a verb calls on to do something: "called on him to resign".
fn called(tree: &Tree, governor: TokenId) -> Vec<TokenId> {
    let Some(prepositions) = tree.frames().calling.get(tree.lemma(governor)) else { return Vec::new() };
    let fits = |&child: &TokenId| prepositions.contains(&tree.preposition(child));
    tree.among(governor, &["obl"]).filter(fits).flat_map(|child| tree.conjuncts(child)).collect()
}

/// Whoever does what a governed infinitive or participle says.
fn controllers(tree: &Tree, governor: TokenId, depth: u8) -> Vec<TokenId> {
    let mut objects: Vec<TokenId> = tree.among(governor, &["obj", "iobj"]).flat_map(|o| tree.conjuncts(o)).collect();
    if objects.is_empty() {
        objects = called(tree, governor);
    }
    if objects.is_empty() || tree.frames().subject_control.contains(tree.lemma(governor)) || is_passive(tree, governor)
    {
        return subjects(tree, governor, depth);
    }
    objects
}

fn predicative(tree: &Tree, token: TokenId) -> bool {
    tree.tagged(token, &["VERB", "AUX", "ADJ"]) || tree.among(token, &["cop"]).next().is_some()
}

/// True for a clause with a tense of its own, which would have its own subject.
fn finite(tree: &Tree, verb: TokenId) -> bool {
    let tag = tree.document.token(verb).xpos;
    tag == "VBZ" || tag == "VBP" || (tag == "VBD" && tree.dep(verb) != "conj")
}

/// True where the relative pronoun is something other than the subject.
fn has_gap_elsewhere(tree: &Tree, verb: TokenId) -> bool {
    tree.among(verb, &["obj", "obl", "advmod"]).any(|child| tree.antecedent(child).is_some())
}

/// True where the surface subject is whom it befalls: "was elected", "elected in 2016", "got fired".
pub(crate) fn is_passive(tree: &Tree, verb: TokenId) -> bool {
    passive(tree, verb, DEPTH)
}

fn passive(tree: &Tree, verb: TokenId, depth: u8) -> bool {
    if tree.among(verb, &["aux:pass", "nsubj:pass"]).next().is_some() {
        return true;
    }
    let participle = tree.document.token(verb).xpos == "VBN";
    if !participle || tree.among(verb, &["aux"]).any(|aux| tree.reads(aux, "have")) {
        return false;
    }
    match (tree.dep(verb), tree.head(verb), depth.checked_sub(1)) {
        ("acl" | "advcl" | "amod" | "xcomp", _, _) => tree.among(verb, &["nsubj"]).next().is_none(),
        ("conj", Some(head), Some(depth)) => {
            tree.among(verb, &["nsubj"]).next().is_none() && passive(tree, head, depth)
        }
        _ => false,
    }
}

/// The arguments of a predicate, coordinated ones apart: logical subject and object, obliques by preposition,
/// complements.
pub(crate) fn arguments(tree: &Tree, verb: TokenId) -> Vec<Arg> {
    let mut args = Vec::new();
    let passive = is_passive(tree, verb);
    let surface = surface_subjects(tree, verb);
    let role = if passive { Part::Object } else { Part::Subject };
    args.extend(surface.iter().map(|&token| Arg { part: role, preposition: String::new(), token }));
    for &child in tree.children(verb) {
        nominals(tree, child, passive, &mut args);
    }
    if !args.iter().any(|a| a.part == Part::Object) {
        args.extend(gap(tree, verb).into_iter().map(|token| Arg {
            part: Part::Object,
            preposition: String::new(),
            token,
        }));
    }
    if !passive && !args.iter().any(|a| a.part == Part::Object) {
        let object = surface::object_after(tree, verb);
        args.extend(object.map(|token| Arg { part: Part::Object, preposition: String::new(), token }));
    }
    if let Some(head) = tree.head(verb).filter(|_| tree.dep(verb) == "conj" && predicative_verb(tree, verb)) {
        share(tree, head, &mut args);
    }
    args
}

fn predicative_verb(tree: &Tree, verb: TokenId) -> bool {
    tree.tagged(verb, &["VERB"])
}

/// What one child contributes.
fn nominals(tree: &Tree, child: TokenId, passive: bool, args: &mut Vec<Arg>) {
    let preposition = tree.preposition(child);
    let part =
        match tree.dep(child) {
            "obj" => Part::Object,
            "iobj" => Part::Receiver,
            "obl:agent" => Part::Subject,
            "ccomp" => Part::Clause,
            "xcomp" => Part::Complement,
            "obl" | "nmod" | "advmod" | "obl:unmarked" | "obl:tmod" | "nmod:unmarked" => {
                if passive && preposition == "by" { Part::Subject } else { Part::Oblique }
            }
            _ => return,
        };
    let relative = tree.antecedent(child);
    let place = tree.reads(child, "where");
    if tree.dep(child) == "advmod" && !(place && relative.is_some()) {
        return;
    }
    let preposition = match part {
        Part::Oblique if place => "in".to_owned(),
        Part::Oblique => preposition,
        _ => String::new(),
    };
    for token in tree.conjuncts(relative.unwrap_or(child)) {
        args.push(Arg { part, preposition: own_preposition(tree, token, &preposition), token });
    }
    if part == Part::Oblique && tree.tagged(child, &["PROPN", "NUM", "ADV"]) && tree.mention(child).is_none() {
        lift(tree, child, passive, args);
    }
}

/// "met on Monday with X": what a parser hangs on the time belongs to the verb.
fn lift(tree: &Tree, time: TokenId, passive: bool, args: &mut Vec<Arg>) {
    for child in tree.among(time, &["nmod"]).filter(|&c| tree.dep(c) != "nmod:poss") {
        let preposition = tree.preposition(child);
        let part = if passive && preposition == "by" { Part::Subject } else { Part::Oblique };
        args.extend(tree.conjuncts(child).into_iter().map(|token| Arg {
            part,
            preposition: preposition.clone(),
            token,
        }));
    }
}

/// A conjunct may have a preposition of its own: "in Paris and near Lyon".
fn own_preposition(tree: &Tree, token: TokenId, shared: &str) -> String {
    let own = tree.preposition(token);
    let listed = tree.frames().enumeration.contains(&own);
    if own.is_empty() || shared.is_empty() || listed { shared.to_owned() } else { own }
}

/// The object that a relative clause without a pronoun lacks: "the man she met".
fn gap(tree: &Tree, verb: TokenId) -> Vec<TokenId> {
    let subject = tree.among(verb, &["nsubj"]).next();
    let bare = subject.is_some_and(|s| tree.antecedent(s).is_none()) && !has_gap_elsewhere(tree, verb);
    match tree.head(verb) {
        Some(head) if bare && tree.dep(verb) == "acl:relcl" => tree.conjuncts(head),
        _ => Vec::new(),
    }
}

/// "met and praised X": the object that stands only after the last of coordinated verbs is not shared backwards (too
/// often wrong); but a passive agent or a place after the first is not taken either. What is shared is the object of
/// a relative clause.
fn share(tree: &Tree, first: TokenId, args: &mut Vec<Arg>) {
    if args.iter().any(|a| a.part == Part::Object) || tree.dep(first) != "acl:relcl" {
        return;
    }
    args.extend(gap(tree, first).into_iter().map(|token| Arg {
        part: Part::Object,
        preposition: String::new(),
        token,
    }));
}
