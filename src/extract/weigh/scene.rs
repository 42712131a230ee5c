//! A document as the models look at it: who is mentioned where, how often, and as what.

use super::Classes;
use crate::extract::frames::Tree;
use crate::model::{ChainId, EntityKind, MentionId, MentionKind, TokenId};
use rustc_hash::FxHashMap;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

/// The longest path that is looked at, in steps up and steps down.
const STEPS: usize = 7;

/// A mention of something that becomes a node; one of several things is seen as each of them.
#[derive(Debug, Clone)]
pub(crate) struct Seen {
    pub(crate) mention: MentionId,
    pub(crate) chain: ChainId,
    pub(crate) tokens: Range<TokenId>,
    pub(crate) head: TokenId,
    pub(crate) sentence: usize,
    pub(crate) kind: MentionKind,
}

/// The mentions of a document with what is known of their chains.
pub(crate) struct Scene<'d> {
    pub(crate) tree: &'d Tree<'d>,
    pub(crate) classes: &'d Classes,
    /// In the order of the text.
    pub(crate) seen: Vec<Seen>,
    /// The chains that become nodes, with their kinds.
    pub(crate) kinds: BTreeMap<ChainId, EntityKind>,
    /// How many chains of its kind are mentioned more often.
    ranks: FxHashMap<ChainId, usize>,
    /// The classes of the nouns of office and work that stand beside a person's names.
    pub(crate) titles: BTreeMap<ChainId, BTreeSet<&'d str>>,
}

/// The way through a tree from one token to another.
pub(crate) struct Way {
    /// The first token and those above it, the top left out.
    pub(crate) up: Vec<TokenId>,
    pub(crate) top: TokenId,
    /// The tokens below the top, down to the second token.
    pub(crate) down: Vec<TokenId>,
}

impl<'d> Scene<'d> {
    /// Cost: O(mentions log mentions).
    pub(crate) fn new(tree: &'d Tree<'d>, classes: &'d Classes) -> Self {
        let document = tree.document;
        let mut scene = Scene {
            tree,
            classes,
            seen: Vec::new(),
            kinds: BTreeMap::new(),
            ranks: FxHashMap::default(),
            titles: BTreeMap::new(),
        };
        for (id, chain) in (0..).map(ChainId).zip(&document.chains) {
            let Some(kind) = chain.kind.filter(|_| !chain.name.is_empty()) else { continue };
            scene.kinds.insert(id, kind);
            scene.seen.extend(chain.mentions.iter().map(|&mention| {
                let found = document.mention(mention);
                Seen {
                    mention,
                    chain: id,
                    tokens: found.tokens.clone(),
                    head: found.head,
                    sentence: document.sentence_of(found.head),
                    kind: found.kind,
                }
            }));
        }
        for &(token, mention) in tree.speakers() {
            for &chain in document.mention(mention).chains.iter().filter(|chain| scene.kinds.contains_key(chain)) {
                let (tokens, sentence) = (token..token + 1, document.sentence_of(token));
                scene.seen.push(Seen { mention, chain, tokens, head: token, sentence, kind: MentionKind::Pronoun });
            }
        }
        scene.seen.sort_by_key(|seen| (seen.tokens.start, seen.tokens.end, seen.chain));
        scene.rank();
        scene.find_titles();
        scene
    }

    fn rank(&mut self) {
        let count = |chain: ChainId| self.tree.document.chain(chain).mentions.len();
        let mut order: Vec<(EntityKind, std::cmp::Reverse<usize>, ChainId)> =
            self.kinds.iter().map(|(&chain, &kind)| (kind, std::cmp::Reverse(count(chain)), chain)).collect();
        order.sort_unstable();
        let mut before: BTreeMap<EntityKind, usize> = BTreeMap::new();
        for (kind, _, chain) in order {
            let rank = before.entry(kind).or_default();
            self.ranks.insert(chain, *rank);
            *rank += 1;
        }
    }

    fn find_titles(&mut self) {
        let tree = self.tree;
        for seen in self.seen.iter().filter(|seen| self.kinds.get(&seen.chain) == Some(&EntityKind::Person)) {
            for token in beside(tree, seen) {
                let roles = self.classes.roles(tree, token);
                if !roles.is_empty() {
                    self.titles.entry(seen.chain).or_default().extend(roles.iter().map(String::as_str));
                }
            }
        }
    }

    /// How many chains of its kind are mentioned more often.
    pub(crate) fn rank_of(&self, chain: ChainId) -> usize {
        self.ranks.get(&chain).copied().unwrap_or(9)
    }

    /// The kind of a chain in three letters.
    pub(crate) fn kind(&self, chain: ChainId) -> &'static str {
        self.kinds.get(&chain).map_or("-", |kind| &kind.as_str()[..3])
    }

    /// The way from one token to another of the same sentence; `None` where it is long.
    pub(crate) fn way(&self, from: TokenId, to: TokenId) -> Option<Way> {
        let above = |token: TokenId| std::iter::successors(Some(token), |&at| self.tree.head(at)).take(STEPS + 1);
        let up: Vec<TokenId> = above(from).collect();
        let mut down: Vec<TokenId> = Vec::new();
        for at in above(to) {
            if let Some(steps) = up.iter().position(|&a| a == at) {
                down.reverse();
                return (steps + down.len() <= STEPS).then(|| Way { up: up[..steps].to_vec(), top: at, down });
            }
            down.push(at);
        }
        None
    }

    /// The preposition of a nominal, "-" without one.
    pub(crate) fn preposition(&self, token: TokenId) -> &'d str {
        self.tree.among(token, &["case"]).next().map_or("-", |case| self.tree.lemma(case))
    }
}

/// The nouns beside a person's name that may be an office: before it, in apposition, as its predicate.
pub(crate) fn beside(tree: &Tree, seen: &Seen) -> Vec<TokenId> {
    let start = tree.document.sentences.get(seen.sentence).map_or(seen.tokens.start, |s| s.tokens.start);
    let before = seen.tokens.start.saturating_sub(4).max(start)..seen.tokens.start;
    let mut found: Vec<TokenId> = before.filter(|&at| tree.tagged(at, &["NOUN", "PROPN", "ADJ"])).collect();
    found.extend(tree.among(seen.head, &["appos", "nmod:desc", "compound", "flat"]));
    if let Some(head) = tree.head(seen.head) {
        let describes = tree.is(seen.head, &["appos", "nmod:desc", "compound", "flat"]);
        let subject = tree.is(seen.head, &["nsubj"]) && tree.tagged(head, &["NOUN", "PROPN"]);
        found.extend((describes || subject).then_some(head));
    }
    found
}
