//! The thread of a paragraph: whoever the cue before had goes on as "he" or "she".

use super::draft::Draft;
use super::label::mentions_in;
use super::tree::Tree;
use crate::model::{ChainId, EntityKind, Gender, MentionId, MentionKind, Span, TokenId};
use std::ops::Range;

/// Gives the pronouns "he" and "she" that speak outside of quotations the person of the cue before them in their paragraph.
pub(super) fn follow(tree: &Tree, drafts: &mut [Draft]) {
    let mut order: Vec<(TokenId, usize)> = Vec::new();
    for (i, draft) in drafts.iter().enumerate() {
        let cue = draft.cue.as_ref().map(|cue| cue.start);
        order.extend(cue.filter(|&cue| tree.upos(cue) == "VERB").map(|cue| (cue, i)));
    }
    order.sort_unstable();
    let mut before: Option<Turn> = None;
    for (cue, i) in order {
        if let Some(turn) = &before
            && let [source] = drafts[i].sources.as_mut_slice()
            && block(tree, turn.cue) == block(tree, cue)
            && goes_on(tree, turn, &source.tokens)
        {
            source.mentions = vec![turn.speaker];
        }
        if tree.quoted(cue).is_none()
            && let Some(&speaker) = drafts[i].sources.iter().flat_map(|source| &source.mentions).last()
        {
            before = Some(Turn { cue, speaker, words: drafts[i].pieces.clone() });
        }
    }
}

/// What somebody said last.
struct Turn {
    cue: TokenId,
    speaker: MentionId,
    words: Vec<Span>,
}

/// The paragraph of a token.
fn block(tree: &Tree, token: TokenId) -> Option<u32> {
    let document = tree.document;
    document.sentences.get(document.sentence_of(token)).map(|sentence| sentence.block)
}

/// True when some words are a pronoun that can be the speaker of a turn, with no other person as subject between the two;
/// of whom the speaker told stands aside.
fn goes_on(tree: &Tree, turn: &Turn, words: &Range<TokenId>) -> bool {
    let document = tree.document;
    let gender = match tree.text(words.start).to_lowercase().as_str() {
        "he" => Gender::Male,
        "she" => Gender::Female,
        _ => return false,
    };
    let [chain] = document.mention(turn.speaker).chains.as_slice() else { return false };
    let person = |chain: ChainId| document.chain(chain).kind == Some(EntityKind::Person);
    let fits = person(*chain) && document.chain(*chain).gender.is_none_or(|own| own == gender);
    let told = |head: TokenId| turn.words.iter().any(|piece| piece.contains(document.token(head).span));
    let subject = |head: TokenId| tree.dep(head).base() == "nsubj" && tree.quoted(head).is_none() && !told(head);
    let between = turn.cue..words.start;
    let mut others = mentions_in(tree, &between).filter(|(_, mention)| {
        mention.kind == MentionKind::Name && mention.chains.iter().any(|&other| other != *chain && person(other))
    });
    words.len() == 1 && fits && tree.quoted(words.start).is_none() && !others.any(|(_, other)| subject(other.head))
}
