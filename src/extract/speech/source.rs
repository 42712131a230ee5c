//! Who speaks: from the head of a noun phrase to the mentions that it names.

use super::tree::Tree;
use super::words::SpeechWords;
use crate::model::{ChainId, EntityKind, MentionId, MentionKind, TokenId};
use rustc_hash::FxHashMap;
use std::ops::Range;

/// Branches that are no part of the words that name somebody.
const ASIDE: [&str; 8] = ["acl", "conj", "cc", "parataxis", "punct", "appos", "advcl", "ccomp"];

/// Somebody who says something, or to whom it is said.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Source {
    /// The words that name them here.
    pub tokens: Range<TokenId>,
    /// The mentions with a name behind them: none for the unnamed, several for "the pair".
    pub mentions: Vec<MentionId>,
}

/// Finds the mentions of noun phrases.
pub(super) struct Sources<'a> {
    tree: &'a Tree<'a>,
    words: &'a SpeechWords,
    /// The mentions that hang on a token, the longer first.
    by_head: FxHashMap<TokenId, Vec<MentionId>>,
    /// The name that covers a token.
    names: FxHashMap<TokenId, MentionId>,
    /// Who "I" and "you" are, for tokens inside of quotations.
    persons: FxHashMap<TokenId, MentionId>,
}

impl<'a> Sources<'a> {
    pub(super) fn new(tree: &'a Tree<'a>, words: &'a SpeechWords) -> Self {
        let mut by_head: FxHashMap<TokenId, Vec<MentionId>> = FxHashMap::default();
        let mut names = FxHashMap::default();
        for (i, mention) in tree.document.mentions.iter().enumerate() {
            by_head.entry(mention.head).or_default().push(MentionId(i as u32));
            if mention.kind == MentionKind::Name {
                names.extend(mention.tokens.clone().map(|token| (token, MentionId(i as u32))));
            }
        }
        Sources { tree, words, by_head, names, persons: FxHashMap::default() }
    }

    /// Makes first and second persons known.
    pub(super) fn know(&mut self, persons: impl IntoIterator<Item = (TokenId, MentionId)>) {
        self.persons.extend(persons);
    }

    /// True for a first or second person of a quotation.
    pub(super) fn is_person(&self, token: TokenId) -> bool {
        self.persons.contains_key(&token)
    }

    /// The sources of a noun phrase: one, or one for each conjunct.
    pub(super) fn of(&self, head: TokenId) -> Vec<Source> {
        let mut heads = vec![head];
        // "scientists from X and Y": Y is where they come from, whatever the tree says.
        let unnamed = self.mentions(head).is_empty() && self.tree.by(head, &["nmod"]).next().is_some();
        let speaks = |&other: &TokenId| is_nominal(self.tree.upos(other)) && !(unnamed && self.is_body(other));
        heads.extend(self.tree.by(head, &["conj"]).filter(speaks));
        heads.into_iter().map(|head| self.one(head)).collect()
    }

    /// True for the name of a body or a place.
    fn is_body(&self, head: TokenId) -> bool {
        let document = self.tree.document;
        let chains = self.named(head).into_iter().flat_map(|id| document.mention(id).chains.iter().copied());
        chains.into_iter().any(|chain| document.chain(chain).kind.is_some_and(|kind| kind != EntityKind::Person))
    }

    /// The name of one person that covers a token.
    pub(super) fn person(&self, token: TokenId) -> Option<Source> {
        let name = *self.names.get(&token)?;
        let mention = self.tree.document.mention(name);
        matches!(mention.chains.as_slice(), [chain] if self.tree.document.chain(*chain).kind == Some(EntityKind::Person))
            .then(|| Source { tokens: mention.tokens.clone(), mentions: vec![name] })
    }

    /// True for a token that stands in a name.
    pub(super) fn is_name(&self, token: TokenId) -> bool {
        self.names.contains_key(&token)
    }

    /// The source of the noun phrase of one head.
    pub(super) fn one(&self, head: TokenId) -> Source {
        let aside = |token: TokenId| ASIDE.contains(&self.tree.dep(token).base());
        Source { tokens: self.tree.reach(head, aside), mentions: self.mentions(head) }
    }

    /// The named mentions that a noun phrase refers to.
    fn mentions(&self, head: TokenId) -> Vec<MentionId> {
        if let Some(&person) = self.persons.get(&head) {
            return vec![person];
        }
        let own = self.named(head);
        if !own.is_empty() {
            return own;
        }
        // "his lawyer, Yana Kolarova, said"; "lawyer Yana Kolarova" where the tree hangs the name on the noun.
        for other in self.tree.by(head, &["appos", "flat", "nmod:desc", "nmod:unmarked"]) {
            if other > head {
                let found = self.named(other);
                if !found.is_empty() {
                    return found;
                }
            }
        }
        // "said engineer Bob Poe" where the tree makes both subjects.
        let next = self.names.get(&(head + 1)).map(|&name| self.tree.document.mention(name).head);
        if let Some(next) = next.filter(|&next| self.tree.upos(head) == "NOUN" && self.are_sisters(head, next)) {
            return self.named(next);
        }
        if is_relative(self.tree.text(head)) {
            let noun = self.antecedent(head);
            let who = self.tree.text(head).eq_ignore_ascii_case("who");
            return noun.map(|noun| if who { self.described(noun) } else { self.mentions(noun) }).unwrap_or_default();
        }
        let lemma = self.tree.lemma(head);
        if self.words.is_document(lemma) || self.words.is_government(lemma) {
            return self.behind(head);
        }
        Vec::new()
    }

    /// True for two that hang on one word in one way.
    fn are_sisters(&self, one: TokenId, two: TokenId) -> bool {
        self.tree.head(one).is_some()
            && self.tree.head(one) == self.tree.head(two)
            && self.tree.dep(one) == self.tree.dep(two)
    }

    /// Who stands behind a writing or a government: "the ministry's report", "a report by the NTSB", "the Trump campaign".
    fn behind(&self, head: TokenId) -> Vec<MentionId> {
        let government = self.words.is_government(self.tree.lemma(head));
        self.tree
            .by(head, &["nmod", "compound"])
            .filter(|&owner| match self.tree.dep(owner).as_str() {
                "nmod" => {
                    let mut cases = self.tree.by(owner, &["case"]).map(|case| self.tree.text(case).to_lowercase());
                    cases.any(|case| matches!(case.as_str(), "by" | "from" | "in") || case == "of" && government)
                }
                _ => true,
            })
            .map(|owner| self.named(owner))
            .find(|found| !found.is_empty())
            .unwrap_or_default()
    }

    /// The noun that a relative pronoun stands for, which always goes before it.
    fn antecedent(&self, pronoun: TokenId) -> Option<TokenId> {
        let clause = self.tree.up(pronoun).skip(1).find(|&above| self.tree.dep(above).as_str() == "acl:relcl")?;
        self.tree.head(clause).filter(|&noun| noun < pronoun)
    }

    /// Whom "who" behind a noun tells of: "Ann Roe, a doctor at the museum who …" has neither the doctor nor the museum.
    fn described(&self, noun: TokenId) -> Vec<MentionId> {
        let own = self.mentions(noun);
        let is_unnamed = own.is_empty() && self.tree.dep(noun).base() != "appos";
        if is_unnamed || self.is_of_person(&own) {
            return own;
        }
        let joined = |token: TokenId| matches!(self.tree.dep(token).base(), "nmod" | "appos" | "flat" | "compound");
        let above = std::iter::successors(Some(noun), |&token| self.tree.head(token).filter(|_| joined(token)));
        above
            .skip(1)
            .take(4)
            .filter(|&token| !is_relative(self.tree.text(token)))
            .map(|token| self.mentions(token))
            .find(|found| self.is_of_person(found))
            .unwrap_or(own)
    }

    /// True when a person is among some mentions.
    fn is_of_person(&self, mentions: &[MentionId]) -> bool {
        let document = self.tree.document;
        let mut chains = mentions.iter().flat_map(|&id| &document.mention(id).chains);
        chains.any(|&chain| document.chain(chain).kind == Some(EntityKind::Person))
    }

    /// The mentions at a head that belong to a chain with a name; for several chains, a mention of each.
    pub(super) fn named(&self, head: TokenId) -> Vec<MentionId> {
        let document = self.tree.document;
        let at_head = self.by_head.get(&head).into_iter().flatten();
        for &id in at_head.chain(self.names.get(&head)) {
            let chains: Vec<ChainId> = document
                .mention(id)
                .chains
                .iter()
                .copied()
                .filter(|&chain| document.chain(chain).kind.is_some())
                .collect();
            match chains.as_slice() {
                [] => {}
                [_] => return vec![id],
                several => {
                    return several
                        .iter()
                        .filter_map(|&chain| document.chain(chain).mentions.first().copied())
                        .collect();
                }
            }
        }
        Vec::new()
    }
}

/// True for the pronouns of relative clauses.
pub(super) fn is_relative(text: &str) -> bool {
    matches!(text.to_lowercase().as_str(), "who" | "which" | "that")
}

/// True for the parts of speech that head a noun phrase.
pub(super) fn is_nominal(upos: &str) -> bool {
    matches!(upos, "NOUN" | "PROPN" | "PRON" | "NUM" | "X" | "SYM" | "ADJ")
}
