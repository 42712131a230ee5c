//! Matches word patterns: sequences of words and names inside one sentence.

use super::frame::admits;
use super::vocabulary::{Reading, WordId};
use super::{Binding, Element, Fill, Target, WordPattern};
use crate::extract::frames::Tree;
use crate::model::{EntityKind, RelationType, TokenId};
use std::ops::Range;

/// A match: both ends and the tokens that it covers.
pub(crate) struct Found {
    pub(crate) from: Binding,
    pub(crate) to: Binding,
    pub(crate) tokens: Range<TokenId>,
}

/// Where in a sentence names and adjectives of nationality begin; no pattern matches where there are not two of them.
pub(crate) fn starts(tree: &Tree, sentence: &Range<TokenId>) -> Vec<TokenId> {
    let begins = |&at: &TokenId| {
        let name = tree.name(at).is_some_and(|mention| tree.document.mention(mention).tokens.start == at);
        name || tree.country(at).is_some()
    };
    sentence.clone().filter(begins).collect()
}

/// All matches of `pattern` in the sentence of `reading`, leftmost first; `names` are its [`starts`]. Cost:
/// O(tokens × elements) but for gaps.
pub(crate) fn find(
    tree: &Tree,
    pattern: &WordPattern,
    relation: &RelationType,
    reading: &Reading,
    names: &[TokenId],
) -> Vec<Found> {
    let walk = Walk { tree, relation, reading, end: reading.tokens.end };
    let from = |start: TokenId| {
        let mut ends = Ends::default();
        let end = walk.run(&pattern.elements, start, &mut ends)?;
        let (from, to) = (ends.from?, ends.to?);
        // "Founded by Roe's aide": the name behind is only the owner of what is meant.
        let owner = match pattern.elements.last() {
            Some(Element::Name { fill: Fill::From, .. }) => walk.owns(from, end),
            Some(Element::Name { fill: Fill::To, .. }) => walk.owns(to, end),
            _ => false,
        };
        (from.mention != to.mention && !owner).then_some(Found { from, to, tokens: start..end })
    };
    match pattern.elements.first() {
        Some(Element::Name { .. }) => names.iter().copied().filter_map(from).collect(),
        _ => reading.tokens.clone().filter_map(from).collect(),
    }
}

#[derive(Default, Clone, Copy)]
struct Ends {
    from: Option<Binding>,
    to: Option<Binding>,
}

struct Walk<'t> {
    tree: &'t Tree<'t>,
    relation: &'t RelationType,
    reading: &'t Reading,
    end: TokenId,
}

impl Walk<'_> {
    /// Where the match of `elements` at `at` ends.
    fn run(&self, elements: &[Element], at: TokenId, ends: &mut Ends) -> Option<TokenId> {
        let Some((first, rest)) = elements.split_first() else { return Some(at) };
        match first {
            Element::Name { fill, target } => {
                let next = self.name(fill, target, at, ends)?;
                self.run(rest, next, ends)
            }
            Element::Words { any, optional } => {
                let before = *ends;
                for phrase in any {
                    let found = self.phrase(phrase, at).and_then(|next| self.run(rest, next, ends));
                    if found.is_some() {
                        return found;
                    }
                    *ends = before;
                }
                if *optional { self.run(rest, at, ends) } else { None }
            }
            Element::Gap { most, modifiers } => {
                let before = *ends;
                for skip in 0..=*most as TokenId {
                    *ends = before;
                    if let Some(end) = self.run(rest, at + skip, ends) {
                        return Some(end);
                    }
                    if at + skip >= self.end || (*modifiers && !self.modifies(at + skip)) {
                        return None;
                    }
                }
                None
            }
        }
    }

    /// True where a name ends at `at` that has something or tells of what: "Roe's aide", "U.S. troops"; not so in "a friend of
    /// Roe's".
    fn owns(&self, name: Binding, at: TokenId) -> bool {
        let noun = |token| token < self.end && self.tree.tagged(token, &["NOUN", "PROPN", "ADJ", "NUM", "ADV"]);
        let marked = at < self.end && self.tree.document.token(at).xpos == "POS";
        let place = || self.tree.kinds(name.mention).any(|kind| kind == EntityKind::Place);
        let tells =
            self.tree.dep(name.token) == "compound" && self.tree.head(name.token).is_some_and(|head| head >= at);
        marked && noun(at + 1) || tells && place()
    }

    /// True for what may stand between an adjective and its noun.
    fn modifies(&self, token: TokenId) -> bool {
        self.tree.name(token).is_none()
            && (self.tree.tagged(token, &["NOUN", "PROPN", "ADJ", "NUM"]) || self.tree.document.text(token) == "-")
    }

    fn phrase(&self, phrase: &[WordId], at: TokenId) -> Option<TokenId> {
        self.reading.has(phrase, at).then_some(at + phrase.len() as TokenId)
    }

    fn name(&self, fill: &Fill, target: &Target, at: TokenId, ends: &mut Ends) -> Option<TokenId> {
        if at >= self.end {
            return None;
        }
        let kinds: &[EntityKind] = match fill {
            Fill::From => &self.relation.from,
            Fill::To => &self.relation.to,
            _ => &EntityKind::ALL,
        };
        let demonym = self.tree.country(at).filter(|_| target.demonym);
        let mention = demonym.or_else(|| self.tree.name(at))?;
        let tokens = match demonym {
            Some(_) => at..at + 1,
            None => self.tree.document.mention(mention).tokens.clone(),
        };
        if tokens.start != at || !admits(self.tree, target, kinds, at, mention) {
            return None;
        }
        let token = if demonym.is_some() { at } else { self.tree.document.mention(mention).head };
        let binding = Some(Binding { mention, token });
        match fill {
            Fill::From => ends.from = binding,
            Fill::To => ends.to = binding,
            _ => {}
        }
        Some(tokens.end)
    }
}
