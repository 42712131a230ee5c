//! Nouns of role, kin and action: whom they describe and whose they are.

use super::{Arg, Part, Tree, surface, verb};
use crate::model::{EntityKind, TokenId};

/// How far coordination and apposition are followed.
const DEPTH: u8 = 4;

/// The tokens that a noun describes: its apposition, the name that it is a title of, the subject of "is", "became" and
/// "was named", whoever works "as" it.
pub(crate) fn described(tree: &Tree, noun: TokenId) -> Vec<TokenId> {
    let mut out = Vec::new();
    describe(tree, noun, DEPTH, &mut out);
    out.retain(|&token| tree.mention(token).is_some());
    if out.is_empty() {
        let beside = surface::name_after_comma(tree, noun).or_else(|| surface::name_before(tree, noun));
        out.extend(beside.map(|mention| tree.document.mention(mention).head));
    }
    out.dedup();
    out
}

fn describe(tree: &Tree, noun: TokenId, depth: u8, out: &mut Vec<TokenId>) {
    let Some(depth) = depth.checked_sub(1) else { return };
    // "His wife, Ann, and Bob": one wife; "his sons, Al and Bob": two.
    let several = tree.document.token(noun).xpos != "NN";
    out.extend(
        tree.among(noun, &["appos", "flat", "nmod:desc"])
            .filter(|&a| tree.mention(a).is_some())
            .flat_map(|a| if several { tree.conjuncts(a) } else { vec![a] }),
    );
    let told = !out.is_empty();
    if let Some(mention) = surface::name_after(tree, noun) {
        out.push(tree.document.mention(mention).head);
    }
    let predicate = tree.among(noun, &["cop"]).next().is_some();
    if predicate {
        out.extend(verb::surface_subjects(tree, noun));
    }
    let Some(head) = tree.head(noun) else { return };
    match tree.dep(noun) {
        "appos" => {
            out.push(head);
            if tree.mention(head).is_none() || !is_person(tree, head) {
                describe(tree, head, depth, out);
            }
        }
        "nmod:desc" | "flat" | "compound" if is_person(tree, head) => out.push(head),
        // "John Roe and her husband": a name is nobody's description. "His wife Ann, sons Al and Bob": nor is Ann a son.
        "conj" if tree.name(head).is_none() && !told => describe(tree, head, depth, out),
        // "Her lawyer is Ann Roe".
        "nsubj" if is_person(tree, head) && tree.among(head, &["cop"]).next().is_some() => out.push(head),
        "xcomp" | "obj" | "obl" | "nmod" | "ccomp" => governed(tree, noun, head, out),
        "parataxis" | "list" | "advcl" | "dislocated" if !predicate => {
            out.extend(verb::surface_subjects(tree, noun));
        }
        _ => {}
    }
    if out.is_empty() && tree.mention(noun).is_some() {
        out.push(noun);
    }
}

/// "became director", "was named director", "named her director", "resigned as director".
fn governed(tree: &Tree, noun: TokenId, head: TokenId, out: &mut Vec<TokenId>) {
    let preposition = tree.preposition(noun);
    let lemma = tree.lemma(head);
    if !tree.tagged(head, &["VERB", "AUX"]) {
        return;
    }
    let objects =
        || tree.among(head, &["obj"]).filter(|&o| o != noun).flat_map(|o| tree.conjuncts(o)).collect::<Vec<_>>();
    match (tree.dep(noun), preposition.as_str()) {
        ("xcomp", _) => out.extend(match objects() {
            none if none.is_empty() || verb::is_passive(tree, head) => verb::surface_subjects(tree, head),
            objects => objects,
        }),
        ("obj", _) if ["become", "remain", "be"].contains(&lemma) || verb::is_passive(tree, head) => {
            out.extend(verb::surface_subjects(tree, head));
        }
        ("obl" | "nmod", "as") => {
            let objects = objects();
            if objects.is_empty() || tree.frames().subject_as.contains(lemma) || verb::is_passive(tree, head) {
                out.extend(verb::surface_subjects(tree, head));
            } else {
                out.extend(objects);
            }
        }
        _ => {}
    }
}

fn is_person(tree: &Tree, token: TokenId) -> bool {
    tree.mention(token).is_some_and(|m| tree.kinds(m).any(|kind| kind == EntityKind::Person))
}

/// The arguments of a noun: possessor, modifiers before it, phrases after it, whom it describes.
pub(crate) fn arguments(tree: &Tree, noun: TokenId) -> Vec<Arg> {
    let mut args = Vec::new();
    let selves = described(tree, noun);
    args.extend(selves.iter().map(|&token| Arg { part: Part::Self_, preposition: String::new(), token }));
    modifiers(tree, noun, &mut args);
    if let Some(head) = tree.head(noun) {
        if tree.is(noun, &["nmod:desc", "compound", "flat"]) && tree.mention(head).is_some() {
            left_of(tree, head, noun, &mut args);
        }
        if tree.dep(noun) == "conj" && tree.tagged(head, &["NOUN", "PROPN"]) {
            left_of(tree, head, head, &mut args);
        }
    }
    let has_phrase = args.iter().any(|a| a.part == Part::Phrase);
    if !has_phrase {
        for conjunct in tree.among(noun, &["conj"]) {
            phrases(tree, conjunct, &mut args);
        }
    }
    for &token in &selves {
        if tree.among(token, &["cop"]).next().is_none() && tree.dep(noun) != "appos" {
            phrases(tree, token, &mut args);
        }
    }
    args
}

fn modifiers(tree: &Tree, noun: TokenId, args: &mut Vec<Arg>) {
    for &child in tree.children(noun) {
        let part = match tree.dep(child) {
            "nmod:poss" => Part::Possessor,
            "compound" | "amod" | "nmod:desc" | "nmod:unmarked" if child < noun => Part::Compound,
            _ => continue,
        };
        let token = tree.antecedent(child).unwrap_or(child);
        args.extend(tree.conjuncts(token).into_iter().map(|token| Arg { part, preposition: String::new(), token }));
        if part == Part::Compound {
            nested(tree, child, args);
        }
    }
    phrases(tree, noun, args);
}

/// "White House press secretary": modifiers of modifiers.
fn nested(tree: &Tree, token: TokenId, args: &mut Vec<Arg>) {
    for child in tree.among(token, &["compound", "amod", "nmod:poss"]).filter(|&c| c < token) {
        let part = if tree.dep(child) == "nmod:poss" { Part::Possessor } else { Part::Compound };
        args.push(Arg { part, preposition: String::new(), token: child });
    }
}

/// Phrases after a noun, by preposition, with phrases inside them: "head of the office of X" is left alone.
fn phrases(tree: &Tree, noun: TokenId, args: &mut Vec<Arg>) {
    for child in tree.among(noun, &["nmod", "obl"]).filter(|&c| c > noun && tree.dep(c) != "nmod:poss") {
        let preposition = tree.preposition(child);
        if preposition.is_empty() {
            continue;
        }
        for token in tree.conjuncts(tree.antecedent(child).unwrap_or(child)) {
            args.push(Arg { part: Part::Phrase, preposition: preposition.clone(), token });
        }
        // "a professor of law at Yale": of the matter hangs what belongs to the office.
        if tree.mention(child).is_none() {
            for inner in tree.among(child, &["nmod"]).filter(|&c| c > child && tree.dep(c) != "nmod:poss") {
                let preposition = tree.preposition(inner);
                if !preposition.is_empty() && preposition != "of" {
                    args.push(Arg { part: Part::Phrase, preposition, token: inner });
                }
            }
        }
    }
}

/// What stands before a noun at the name that the noun is a title of, or at the noun that it is coordinated with.
fn left_of(tree: &Tree, head: TokenId, before: TokenId, args: &mut Vec<Arg>) {
    for child in tree.among(head, &["nmod:poss", "compound", "amod", "nmod:desc"]).filter(|&c| c < before) {
        let part = if tree.dep(child) == "nmod:poss" { Part::Possessor } else { Part::Compound };
        args.push(Arg { part, preposition: String::new(), token: tree.antecedent(child).unwrap_or(child) });
        nested(tree, child, args);
    }
}
