//! Words that introduce statements, and whose words they introduce.

mod neighbour;

use super::source::{Source, Sources, is_nominal};
use super::tree::Tree;
use super::words::{Frames, SpeechWords};
use crate::model::TokenId;
use std::ops::Range;

/// A verb of speech that asserts that something was said.
#[derive(Debug, Clone, Copy)]
pub(super) struct Cue {
    /// The verb.
    pub token: TokenId,
    /// The last word of its particle, or the verb.
    pub last: TokenId,
    /// What can carry its content.
    pub frames: Frames,
}

impl Cue {
    /// The words of the cue, particle included.
    pub(super) fn words(&self) -> Range<TokenId> {
        self.token..self.last + 1
    }
}

/// All cues of the trees, in order.
pub(super) fn cues(tree: &Tree, words: &SpeechWords) -> Vec<Cue> {
    (0..tree.document.tokens.len() as TokenId).filter_map(|token| cue(tree, words, token)).collect()
}

/// The cue that a token is; `None` where it is none, or tells that nothing was said.
fn cue(tree: &Tree, words: &SpeechWords, token: TokenId) -> Option<Cue> {
    if tree.upos(token) != "VERB" || matches!(tree.dep(token).base(), "amod" | "compound" | "case" | "mark" | "fixed") {
        return None;
    }
    let end = tree.sentence(token).end;
    let follows = |particle: &str| {
        let mut next = token + 1;
        particle.split(' ').all(|word| {
            let found = next < end && tree.text(next).eq_ignore_ascii_case(word);
            next += 1;
            found
        })
    };
    let (frames, particle) = words.verb(tree.lemma(token), follows)?;
    let last = token + particle.map_or(0, |particle| particle.split(' ').count() as TokenId);
    let finding = frames.has(Frames::FINDING) && !frames.has(Frames::CLAUSE);
    let found = || tree.by(token, &["nsubj"]).any(|subject| words.is_document(tree.lemma(subject)));
    (!is_denied(tree, token) && (!finding || found())).then_some(Cue { token, last, frames })
}

/// True for "did not say", "declined to say", "will say": nothing was said.
fn is_denied(tree: &Tree, token: TokenId) -> bool {
    let negated =
        |token| tree.by(token, &["advmod"]).any(|adverb| matches!(tree.lemma(adverb), "not" | "never" | "n't"));
    let modal = tree.by(token, &["aux"]).any(|aux| {
        matches!(
            tree.text(aux).to_lowercase().as_str(),
            "would" | "could" | "should" | "might" | "must" | "can" | "may" | "let" | "will" | "shall" | "'ll" | "’ll"
        )
    });
    let refused = tree.dep(token).as_str() == "xcomp"
        && tree.head(token).is_some_and(|head| {
            matches!(tree.lemma(head), "decline" | "refuse" | "fail" | "want" | "wish" | "hesitate" | "like")
                || negated(head)
        });
    negated(token) || modal || refused
}

/// Who speaks the words that a cue introduces; empty where the text does not say.
pub(super) fn speakers(tree: &Tree, sources: &Sources, cue: &Cue) -> Vec<Source> {
    if is_passive(tree, cue.token) {
        return by_tree(tree, sources, cue.token, 0);
    }
    // A pronoun that can only be a subject, right before the verb, is its subject whatever the tree says.
    let before = cue.token.checked_sub(1).filter(|&before| tree.sentence(cue.token).contains(&before));
    if let Some(pronoun) = before.filter(|&before| is_subject_pronoun(tree.text(before))) {
        return sources.of(pronoun);
    }
    let mut found = by_tree(tree, sources, cue.token, 0);
    // Days, datelines and what stands inside of the quoted words never speak them.
    let opening = tree.opening(&tree.sentence(cue.token));
    let quoted = tree.quoted(cue.token);
    found.retain(|source| {
        let own = tree.quoted(source.tokens.start);
        !is_time(tree, &source.tokens)
            && (source.tokens.start >= opening || cue.token < opening)
            && (own.is_none() || own == quoted)
    });
    if found.iter().any(|source| !source.mentions.is_empty()) {
        return found;
    }
    // A name beside the verb is likelier its subject than an unnamed thing farther away.
    let beside = by_place(tree, sources, cue, &found);
    let named = beside.iter().any(|source| !source.mentions.is_empty() && !is_time(tree, &source.tokens));
    let inside = |near: &Source| {
        found.iter().any(|far| far.tokens.start <= near.tokens.start && near.tokens.end <= far.tokens.end)
    };
    let nearest = if found.is_empty() || named && !beside.iter().all(inside) { beside } else { found };
    if nearest.iter().any(|source| !source.mentions.is_empty()) {
        return nearest;
    }
    neighbour::neighbour(tree, sources, cue, &nearest).map_or(nearest, |name| vec![name])
}

/// True for pronouns that only subjects have.
fn is_subject_pronoun(text: &str) -> bool {
    matches!(text.to_lowercase().as_str(), "he" | "she" | "they" | "i" | "we")
}

/// True when some words are a date or a day, which never speak.
fn is_time(tree: &Tree, tokens: &Range<TokenId>) -> bool {
    tokens.clone().any(|token| tree.is_time(token))
}

/// True for a passive verb.
pub(super) fn is_passive(tree: &Tree, verb: TokenId) -> bool {
    tree.children(verb).iter().any(|&child| matches!(tree.dep(child).as_str(), "nsubj:pass" | "aux:pass"))
        || tree.document.token(verb).xpos == "VBN" && tree.dep(verb).as_str() == "acl"
}

/// The subject of a verb, or whoever lends it one: the verb that it is joined to, the one above, the noun that it tells of.
fn by_tree(tree: &Tree, sources: &Sources, verb: TokenId, depth: usize) -> Vec<Source> {
    if depth > 6 {
        return Vec::new();
    }
    if is_passive(tree, verb) {
        let by = |&noun: &TokenId| tree.by(noun, &["case"]).any(|case| tree.text(case).eq_ignore_ascii_case("by"));
        if let Some(agent) = tree.by(verb, &["obl"]).find(by) {
            return sources.of(agent);
        }
        // "was quoted as saying": the quoted one speaks.
        let patient = tree.by(verb, &["nsubj:pass"]).next().filter(|_| depth > 0);
        return patient.map(|patient| sources.of(patient)).unwrap_or_default();
    }
    if let Some(subject) = tree.by(verb, &["nsubj"]).find(|&subject| is_nominal(tree.upos(subject))) {
        return sources.of(subject);
    }
    let Some(above) = tree.head(verb) else { return Vec::new() };
    match tree.dep(verb).base() {
        "conj" | "advcl" | "parataxis" if matches!(tree.upos(above), "VERB" | "AUX" | "ADJ" | "NOUN") => {
            if tree.dep(verb).base() == "parataxis" && above > verb {
                Vec::new()
            } else {
                by_tree(tree, sources, above, depth + 1)
            }
        }
        "xcomp" => match tree.by(above, &["obj", "iobj"]).next() {
            Some(object) if tree.lemma(above) != "go" => sources.of(object),
            _ => by_tree(tree, sources, above, depth + 1),
        },
        "acl" => {
            let noun = sources.one(above);
            if !noun.mentions.is_empty() {
                return vec![noun];
            }
            // "issued a statement saying": whoever issued it speaks.
            match tree.up(above).skip(1).find(|&up| tree.upos(up) == "VERB") {
                Some(up) if matches!(tree.dep(above).base(), "obj" | "obl") => by_tree(tree, sources, up, depth + 1),
                _ => vec![noun],
            }
        }
        _ => Vec::new(),
    }
}

/// The noun phrase right after or right before a verb, where the tree shows no subject or, in `found`, one without a name:
/// `…," said Miller`.
fn by_place(tree: &Tree, sources: &Sources, cue: &Cue, found: &[Source]) -> Vec<Source> {
    let sentence = tree.sentence(cue.token);
    let after = cue.last + 1;
    // Behind a closing mark, "…," offered Roe, the order is turned round, and no parser's object is one.
    let turned = cue.token > sentence.start && matches!(tree.text(cue.token - 1), "\"" | "”" | "''");
    // "…, a herpetologist, told the magazine": whom it is told to stands behind the verb.
    let told = cue.frames.has(Frames::ADDRESSED) && found.iter().any(|source| source.tokens.start < cue.token);
    let opened = cue.token > sentence.start && tree.upos(cue.token - 1) == "PUNCT" && (turned || !told);
    if after < sentence.end && opened && matches!(tree.upos(after), "PROPN" | "DET" | "PRON" | "NOUN" | "ADJ") {
        let head = phrase(tree, after, cue.token);
        let end = sources.one(head).tokens.end;
        let clause = end < sentence.end && matches!(tree.upos(end), "VERB" | "AUX");
        if head > cue.last && !clause && (turned || tree.dep(head).base() != "obj") {
            return sources.of(head);
        }
    }
    match noun_before(tree, cue.token, tree.opening(&sentence).min(cue.token)) {
        Some(token) => sources.of(phrase(tree, token, cue.token)),
        None => Vec::new(),
    }
}

/// The last noun before a verb, with adverbs, auxiliaries, brackets and one insertion between commas passed over.
fn noun_before(tree: &Tree, verb: TokenId, start: TokenId) -> Option<TokenId> {
    let mut inserted = false;
    let mut token = verb;
    while token > start {
        token -= 1;
        match (tree.upos(token), tree.text(token)) {
            ("PROPN" | "PRON" | "NOUN", _) => return Some(token),
            ("ADV" | "AUX" | "PART", _) => {}
            (_, close @ (")" | ",")) => {
                if close == "," && std::mem::replace(&mut inserted, true) {
                    return None;
                }
                let open = if close == ")" { "(" } else { "," };
                token = (start..token).rev().take(25).find(|&other| tree.text(other) == open)?;
            }
            _ => return None,
        }
    }
    None
}

/// The head of the noun phrase that a token stands in, without going over `verb`.
fn phrase(tree: &Tree, token: TokenId, verb: TokenId) -> TokenId {
    let side = token < verb;
    let joins = |token: TokenId| {
        matches!(tree.dep(token).base(), "flat" | "compound" | "det" | "amod" | "nmod" | "appos" | "nummod" | "case")
    };
    let mut head = token;
    for up in tree.up(token).skip(1) {
        if !joins(head) || !is_nominal(tree.upos(up)) || (up < verb) != side {
            break;
        }
        head = up;
    }
    head
}
