//! To whom something is said: "told CNN", "in an interview with CNN", "wrote to Merkel", "tweeted at Cher".

use super::cue::{Cue, is_passive};
use super::source::Sources;
use super::tree::Tree;
use super::words::{Frames, SpeechWords};
use crate::model::{MentionId, TokenId};

/// The named mentions that the words of a cue are addressed to, in order.
pub(super) fn addressees(tree: &Tree, sources: &Sources, words: &SpeechWords, cue: &Cue) -> Vec<MentionId> {
    let mut heads: Vec<TokenId> = Vec::new();
    if cue.frames.has(Frames::ADDRESSED) {
        if is_passive(tree, cue.token) {
            heads.extend(tree.by(cue.token, &["nsubj:pass"]));
        } else {
            heads.extend(tree.by(cue.token, &["iobj"]));
            if heads.is_empty() {
                heads.extend(tree.by(cue.token, &["obj"]));
            }
        }
    } else {
        heads.extend(tree.by(cue.token, &["iobj"]));
    }
    for noun in tree.by(cue.token, &["obl", "nmod"]) {
        if has_case(tree, noun, &["to", "at"]) && tree.document.token(noun).upos == "PROPN"
            || has_case(tree, noun, &["to"]) && tree.upos(noun) == "PRON"
        {
            heads.push(noun);
        } else if words.is_occasion(tree.lemma(noun)) {
            // "in an interview with CNN", "in a letter to Merkel", "in a CNN interview".
            heads.extend(tree.by(noun, &["nmod"]).filter(|&to| has_case(tree, to, &["with", "to"])));
            if tree.lemma(noun) == "interview" {
                heads.extend(tree.by(noun, &["compound", "nmod:poss"]));
            }
        }
    }
    let speaking = tree
        .by(cue.token, &["advcl"])
        .filter(|&verb| matches!(tree.lemma(verb), "speak" | "talk" | "respond" | "reply" | "write"));
    for verb in speaking {
        heads.extend(tree.by(verb, &["obl"]).filter(|&to| has_case(tree, to, &["to", "with"])));
    }
    let mut found = Vec::new();
    for head in heads {
        for source in sources.of(head) {
            found.extend(source.mentions);
        }
    }
    found.dedup();
    found
}

/// True when one of some prepositions stands with a noun.
fn has_case(tree: &Tree, noun: TokenId, cases: &[&str]) -> bool {
    tree.by(noun, &["case"]).any(|case| cases.contains(&tree.lemma(case)))
}
