//! Matches frame patterns at a trigger token.

use super::{Fill, FramePattern, Phrase, Slot, Step, Target};
use crate::extract::frames::{Arg, Part, Tree, arguments};
use crate::model::{EntityKind, MentionId, RelationType, TokenId};

/// An end of a relation: the mention, and the token that stands for it here.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Binding {
    pub(crate) mention: MentionId,
    pub(crate) token: TokenId,
}

/// True where `phrase` stands at its head word `token`.
pub(crate) fn reads(tree: &Tree, phrase: &Phrase, token: TokenId, noun: bool) -> bool {
    if phrase.words.len() == 1 {
        return true;
    }
    let (before, after) = (&phrase.words[..phrase.head], &phrase.words[phrase.head + 1..]);
    let sentence = &tree.document.sentences[tree.document.sentence_of(token)].tokens;
    let mut at = token;
    for word in before.iter().rev() {
        at = at.saturating_sub(1);
        while at > sentence.start && tree.document.text(at) == "-" {
            at -= 1;
        }
        if at < sentence.start || at == token || !tree.reads(at, word) {
            return false;
        }
    }
    let straight = (1..).zip(after).all(|(i, word)| token + i < sentence.end && tree.reads(token + i, word));
    straight
        || (!noun && after.iter().all(|word| tree.children(token).iter().any(|&c| c > token && tree.reads(c, word))))
}

/// All pairs of ends that a pattern binds at `token`.
pub(crate) fn matches(
    tree: &Tree,
    pattern: &FramePattern,
    relation: &RelationType,
    token: TokenId,
    args: &[Arg],
) -> Vec<(Binding, Binding)> {
    if !constraints(tree, pattern, token, args) {
        return Vec::new();
    }
    let (mut from, mut to, mut both) = (Vec::new(), Vec::new(), Vec::new());
    for slot in &pattern.slots {
        let found = match slot.fill {
            Fill::From => (&mut from, &relation.from),
            Fill::To => (&mut to, &relation.to),
            Fill::Both => (&mut both, &relation.from),
            _ => continue,
        };
        *found.0 = bindings(tree, slot, found.1, args, token);
        if found.0.is_empty() {
            return Vec::new();
        }
    }
    if both.is_empty() {
        return from
            .iter()
            .flat_map(|&a| to.iter().map(move |&b| (a, b)))
            .filter(|(a, b)| a.mention != b.mention)
            .collect();
    }
    pairs(tree, &both)
}

/// All pairs of a plural: "X and Y met", "they met".
fn pairs(tree: &Tree, both: &[Binding]) -> Vec<(Binding, Binding)> {
    let mut out = Vec::new();
    for (i, &a) in both.iter().enumerate() {
        if tree.document.mention(a.mention).chains.len() > 1 {
            out.push((a, a));
        }
        out.extend(both[i + 1..].iter().filter(|b| b.mention != a.mention).map(|&b| (a, b)));
    }
    out
}

/// The words that must and must not be there.
fn constraints(tree: &Tree, pattern: &FramePattern, token: TokenId, args: &[Arg]) -> bool {
    let near = |words: &[String]| words.iter().any(|word| depends(tree, token, word, pattern.noun));
    (pattern.with.is_empty() || near(&pattern.with))
        && !near(&pattern.unless)
        && pattern.slots.iter().all(|slot| match &slot.fill {
            Fill::Reads(words) => !reading(tree, slot, words, args).is_empty(),
            Fill::Any => !leading(tree, slot, args).is_empty(),
            Fill::None => leading(tree, slot, args).is_empty(),
            _ => true,
        })
}

/// True where a word depends on the trigger, or stands right before it: "vice president", "deputy-governor".
fn depends(tree: &Tree, token: TokenId, word: &str, noun: bool) -> bool {
    let near = tree.children(token).iter().any(|&child| tree.reads(child, word));
    let before = |gap: u32| token.checked_sub(gap).is_some_and(|at| tree.reads(at, word));
    near || (noun && (before(1) || (before(2) && tree.document.text(token - 1) == "-")))
}

/// The words of a clause that a pattern asks for by what they read: the "vote" of "urged them to vote".
pub(crate) fn asked(tree: &Tree, pattern: &FramePattern, args: &[Arg]) -> Vec<TokenId> {
    let asked = |slot: &Slot| match &slot.fill {
        Fill::Reads(words) => reading(tree, slot, words, args),
        _ => Vec::new(),
    };
    pattern.slots.iter().flat_map(asked).collect()
}

fn reading(tree: &Tree, slot: &Slot, words: &[String], args: &[Arg]) -> Vec<TokenId> {
    leading(tree, slot, args).into_iter().filter(|&t| words.iter().any(|word| tree.reads(t, word))).collect()
}

fn leading(tree: &Tree, slot: &Slot, args: &[Arg]) -> Vec<TokenId> {
    slot.paths.iter().flat_map(|path| follow(tree, path, args)).collect()
}

/// What the first path of a slot that leads anywhere binds.
fn bindings(tree: &Tree, slot: &Slot, kinds: &[EntityKind], args: &[Arg], token: TokenId) -> Vec<Binding> {
    for path in &slot.paths {
        if path.first().is_some_and(|step| step.part == Part::Home) {
            let body = slot.target.kinds.contains(&EntityKind::Organization);
            let home = if body { tree.house() } else { tree.home(token) };
            let fits = home.filter(|&mention| admits(tree, &slot.target, kinds, token, mention));
            return fits.map(|mention| Binding { mention, token }).into_iter().collect();
        }
        let mut found: Vec<Binding> = Vec::new();
        for reached in follow(tree, path, args) {
            let Some(mention) = tree.mention(reached) else { continue };
            let fits = admits(tree, &slot.target, kinds, reached, mention);
            if fits && !found.iter().any(|b| b.mention == mention) {
                found.push(Binding { mention, token: reached });
            }
        }
        if !found.is_empty() {
            return found;
        }
    }
    Vec::new()
}

/// True where a name may be an end: `kinds` are those of the relation type.
pub(super) fn admits(tree: &Tree, target: &Target, kinds: &[EntityKind], token: TokenId, mention: MentionId) -> bool {
    let fits = |k: EntityKind| kinds.contains(&k) && (target.kinds.is_empty() || target.kinds.contains(&k));
    let named = || {
        let text = tree.document.words(&tree.document.mention(mention).tokens).to_lowercase();
        (target.names.is_empty() || target.names.contains(&text)) && !target.others.contains(&text)
    };
    tree.kinds(mention).any(fits)
        && (!target.demonym || tree.country(token).is_some())
        && (target.names.is_empty() && target.others.is_empty() || named())
}

/// The tokens that a path leads to.
pub(crate) fn follow(tree: &Tree, path: &[Step], args: &[Arg]) -> Vec<TokenId> {
    let Some((first, rest)) = path.split_first() else { return Vec::new() };
    let fits = |arg: &&Arg| {
        arg.part == first.part && first.preposition.as_ref().is_none_or(|wanted| *wanted == arg.preposition)
    };
    let reached = args.iter().filter(fits).map(|arg| arg.token);
    if rest.is_empty() {
        return reached.collect();
    }
    reached.flat_map(|token| follow(tree, rest, &arguments(tree, token, !tree.tagged(token, &["VERB"])))).collect()
}
