//! Statements that a label or a signature attributes: turns of a transcript, headlines with a colon, pasted posts.

use super::direct::block_tokens;
use super::source::{Source, Sources};
use super::tree::Tree;
use crate::model::{BlockKind, ChainId, Document, EntityKind, Field, Mention, MentionId, MentionKind, TokenId};
use rustc_hash::FxHashMap;
use std::ops::Range;

/// A label has at most so many tokens.
const LABEL: usize = 8;

/// The rule of headlines, whose words are the article's own.
pub(super) const HEADLINE: &str = "speech/headline";

/// The rule of turns.
const TURN: &str = "speech/turn";

/// The rule of posts.
const POST: &str = "speech/post";

/// Words under a label.
pub(super) struct Labelled {
    /// The label, or the mark that ends it.
    pub cue: Range<TokenId>,
    /// Whom it names.
    pub source: Source,
    /// The tokens of the words.
    pub content: Range<TokenId>,
    /// The other party.
    pub to: Vec<MentionId>,
    /// What found it.
    pub rule: &'static str,
}

/// All of them, in order.
pub(super) fn labelled(tree: &Tree, sources: &Sources) -> Vec<Labelled> {
    let document = tree.document;
    let mut found = Vec::new();
    let mut last_post = None;
    for (block, tokens) in document.blocks.iter().zip(block_tokens(document)) {
        let before = last_post.take();
        if tokens.is_empty() {
            continue;
        }
        found.extend(match block.kind {
            BlockKind::Turn => turn(tree, sources, tokens),
            BlockKind::Post => {
                last_post = Some(tokens.clone());
                post(tree, sources, tokens, before)
            }
            BlockKind::Heading => headline(tree, sources, tokens),
            _ if block.field == Field::Title => headline(tree, sources, tokens),
            BlockKind::Body => named_turn(tree, sources, tokens),
            _ => None,
        });
    }
    drop_bodies(tree, &mut found);
    address(tree, &mut found);
    found
}

/// The chain of whoever a label names.
fn chain_of(document: &Document, labelled: &Labelled) -> Option<ChainId> {
    document.mention(*labelled.source.mentions.first()?).chains.first().copied()
}

/// Leaves out the labels of bodies and places that name no party of a talk: "MUMBAI: Two men …", "LEVEN THISTLE: Petrie; …".
fn drop_bodies(tree: &Tree, found: &mut Vec<Labelled>) {
    let document = tree.document;
    let mut turns: FxHashMap<ChainId, usize> = FxHashMap::default();
    for chain in found.iter().filter(|labelled| labelled.rule == TURN).filter_map(|turn| chain_of(document, turn)) {
        *turns.entry(chain).or_default() += 1;
    }
    let speaks = |chain: ChainId| {
        document.chain(chain).kind == Some(EntityKind::Person) || turns.get(&chain).is_some_and(|&turns| turns > 1)
    };
    found.retain(|labelled| labelled.rule == POST || chain_of(document, labelled).is_none_or(speaks));
}

/// "SMITH: We won.", "Q: Why?".
fn turn(tree: &Tree, sources: &Sources, tokens: Range<TokenId>) -> Option<Labelled> {
    let colon = tokens.clone().take(LABEL).find(|&token| matches!(tree.text(token), ":" | "))"))?;
    let label = tokens.start..colon;
    let words = label.clone().filter(|&token| tree.text(token).contains(char::is_alphanumeric));
    let label = words.clone().next()?..words.clone().next_back()? + 1;
    let source = Source { mentions: label_mentions(tree, sources, &label), tokens: label.clone() };
    Some(Labelled { cue: label, source, content: colon + 1..tokens.end, to: Vec::new(), rule: TURN })
}

/// Whom a label names: by a name in it, or by the initials of one.
fn label_mentions(tree: &Tree, sources: &Sources, label: &Range<TokenId>) -> Vec<MentionId> {
    if let Some(named) = label.clone().rev().map(|token| sources.named(token)).find(|found| !found.is_empty()) {
        return named;
    }
    let text = tree.document.words(label);
    if text.len() < 2 || !text.chars().all(char::is_uppercase) {
        return Vec::new();
    }
    let initials = |name: &str| name.split([' ', '-']).filter_map(|word| word.chars().next()).collect::<String>();
    let chains = tree.document.chains.iter().filter(|chain| chain.kind == Some(EntityKind::Person));
    let mut fitting = chains.filter(|chain| initials(&chain.name) == text);
    match (fitting.next(), fitting.next()) {
        (Some(chain), None) => chain.mentions.first().copied().into_iter().collect(),
        _ => Vec::new(),
    }
}

/// "President Miller: We won.": a paragraph whose label is a name with its title and nothing else.
fn named_turn(tree: &Tree, sources: &Sources, tokens: Range<TokenId>) -> Option<Labelled> {
    let colon = tokens.clone().take(LABEL + 2).find(|&token| tree.text(token) == ":")?;
    let (label, content) = (tokens.start..colon, colon + 1..tokens.end);
    let quoted = content.clone().next().is_some_and(|first| tree.quoted(first).is_some());
    let clause = content.clone().any(|token| matches!(tree.upos(token), "VERB" | "AUX"));
    let mention = only_name(tree, sources, &label).filter(|_| content.len() > 3 && !quoted && clause)?;
    let source = Source { mentions: vec![mention], tokens: label };
    Some(Labelled { cue: colon..colon + 1, source, content, to: Vec::new(), rule: TURN })
}

/// The name that some words are, with nothing but its title before it.
fn only_name(tree: &Tree, sources: &Sources, range: &Range<TokenId>) -> Option<MentionId> {
    let mention = mentions_in(tree, range).find(|(_, mention)| {
        mention.kind == MentionKind::Name && mention.tokens.end == range.end && range.len() <= LABEL
    })?;
    let title = range.start..mention.1.tokens.start;
    let bare = title.clone().all(|token| matches!(tree.upos(token), "PROPN" | "NOUN" | "ADJ" | "ADP" | "DET"))
        && title.clone().next().is_none_or(|first| tree.upos(first) != "ADP");
    (title.len() <= 5 && bare && !sources.named(mention.1.head).is_empty()).then_some(mention.0)
}

/// "Miller: Tax cuts will come", and "Tax cuts will come: Miller".
fn headline(tree: &Tree, sources: &Sources, tokens: Range<TokenId>) -> Option<Labelled> {
    let colon = tokens.clone().find(|&token| tree.text(token) == ":")?;
    let (before, after) = (tokens.start..colon, colon + 1..tokens.end);
    let (mention, label, content) = match (only_name(tree, sources, &before), only_name(tree, sources, &after)) {
        (Some(mention), _) if after.len() >= 2 => (mention, before, after),
        (None, Some(mention)) if before.len() > 3 => (mention, after, before),
        _ => return None,
    };
    let source = Source { mentions: vec![mention], tokens: label };
    Some(Labelled { cue: colon..colon + 1, source, content, to: Vec::new(), rule: HEADLINE })
}

/// A pasted post: "We won!" over the line "— Jane Roe (@janeroe) May 5, 2016"; or "Jane Roe @janeroe: We won!".
fn post(tree: &Tree, sources: &Sources, tokens: Range<TokenId>, before: Option<Range<TokenId>>) -> Option<Labelled> {
    let named = |range: &Range<TokenId>| {
        let mut mentions = mentions_in(tree, range).filter(|(_, mention)| !sources.named(mention.head).is_empty());
        mentions.next().map(|(id, mention)| Source { mentions: vec![id], tokens: mention.tokens.clone() })
    };
    let is_dash = |&token: &TokenId| matches!(tree.text(token), "—" | "–" | "-" | "--" | "―");
    if let Some(dash) = tokens.clone().rev().find(is_dash) {
        let content = if dash == tokens.start { before? } else { tokens.start..dash };
        let source = named(&(dash + 1..tokens.end))?;
        return Some(Labelled { cue: dash..dash + 1, source, content, to: Vec::new(), rule: POST });
    }
    let source = named(&tokens).filter(|source| source.tokens.start == tokens.start)?;
    let content = source.tokens.end..tokens.end;
    Some(Labelled { cue: source.tokens.clone(), source, content, to: Vec::new(), rule: POST })
}

/// The mentions that begin in a range, in order.
pub(super) fn mentions_in<'a>(
    tree: &'a Tree,
    range: &Range<TokenId>,
) -> impl Iterator<Item = (MentionId, &'a Mention)> {
    let mentions = &tree.document.mentions;
    let start = mentions.partition_point(|mention| mention.tokens.start < range.start);
    let end = mentions.partition_point(|mention| mention.tokens.start < range.end).max(start);
    (start..end).map(|i| (MentionId(i as u32), &mentions[i]))
}

/// Where two parties take turns, each speaks to the other.
fn address(tree: &Tree, found: &mut [Labelled]) {
    let chain = |mention: &MentionId| tree.document.mention(*mention).chains.first().copied();
    let mut parties: Vec<(ChainId, MentionId)> = Vec::new();
    for turn in found.iter().filter(|turn| turn.rule == TURN) {
        if let [mention] = turn.source.mentions.as_slice()
            && let Some(chain) = chain(mention)
            && !parties.iter().any(|party| party.0 == chain)
        {
            parties.push((chain, *mention));
        }
    }
    if let [one, other] = parties.as_slice() {
        for turn in found.iter_mut().filter(|turn| turn.rule == TURN) {
            let own = turn.source.mentions.first().and_then(chain);
            turn.to = if own == Some(one.0) { vec![other.1] } else { vec![one.1] };
        }
    }
}
