//! Mentions: every place where somebody or something is named, described or stood in for by a pronoun.

pub(crate) mod nominal;

use super::names::{Known, Words};
use super::{Annotator, Layer, coreference};
use crate::model::{Document, EntityKind, Gender, MentionKind, NameKind, TokenId};
use crate::resources::pronouns::{Pronoun, Pronouns};
use crate::resources::titles::Use;
use crate::resources::{DataError, Resources};
use compact_str::CompactString;
use std::ops::Range;

/// Finds the mentions of a document and joins them to chains. Linear in its tokens for a bounded number of names.
pub struct Mentions {
    known: Known,
    pronouns: Pronouns,
    lore: coreference::Lore,
}

impl Mentions {
    /// With the words of a language.
    ///
    /// # Errors
    /// When a file has another form.
    pub fn load(resources: &Resources, known: Known) -> Result<Self, DataError> {
        Ok(Mentions { known, pronouns: Pronouns::load(resources)?, lore: coreference::Lore::load(resources)? })
    }
}

impl Annotator for Mentions {
    fn name(&self) -> &'static str {
        "mentions"
    }

    fn needs(&self) -> &'static [Layer] {
        &[Layer::Tokens, Layer::Sentences, Layer::Names, Layer::Quotes]
    }

    fn gives(&self) -> &'static [Layer] {
        &[Layer::Mentions]
    }

    fn annotate(&self, document: &mut Document) {
        let words = Words::new(document);
        let candidates = self.candidates(document, &words);
        let (mentions, chains) = coreference::resolve(document, &words, &self.known, &self.lore, &candidates);
        document.mentions = mentions;
        document.chains = chains;
    }
}

/// A mention before it is known whom it refers to.
#[derive(Debug, Clone)]
pub(crate) struct Candidate {
    /// Its tokens.
    pub(crate) tokens: Range<TokenId>,
    /// The token that the tree attaches it by.
    pub(crate) head: TokenId,
    /// How it refers.
    pub(crate) kind: MentionKind,
    /// The sentence that it stands in.
    pub(crate) sentence: usize,
    /// What it can be; for a name exactly one.
    pub(crate) kinds: Kinds,
    /// The gender that its words tell.
    pub(crate) gender: Option<Gender>,
    /// True for more than one.
    pub(crate) plural: bool,
    /// The pronoun that it is.
    pub(crate) pronoun: Option<Pronoun>,
    /// The lemma of a description's head.
    pub(crate) noun: Option<CompactString>,
    /// How a description is determined.
    pub(crate) article: Article,
    /// Titles before a name, lemmas.
    pub(crate) titles: Vec<CompactString>,
}

/// How a description is determined.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Article {
    /// "the", "this", "these": somebody known.
    Definite,
    /// "a", "another", a number: somebody new.
    Indefinite,
    /// "his", "Trump's": somebody known through another.
    Possessive,
    /// None: a predicate, an apposition, a title.
    Bare,
}

/// A set of kinds of entities.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Kinds(u8);

impl Kinds {
    /// A person and nothing else.
    pub(crate) const PERSON: Kinds = Kinds(1 << EntityKind::Person as u8);
    /// All but a person.
    pub(crate) const THING: Kinds = Kinds(0b1110);
    /// Any kind.
    pub(crate) const ANY: Kinds = Kinds(0b1111);

    /// One kind.
    pub(crate) fn only(kind: EntityKind) -> Self {
        Kinds(1 << kind as u8)
    }

    /// The kinds that a describing noun describes.
    pub(crate) fn of(what: Use) -> Self {
        let bit = |uses: Use, kind: EntityKind| if what.is(uses) { 1 << kind as u8 } else { 0 };
        Kinds(
            bit(Use::PERSON, EntityKind::Person)
                | bit(Use::KIN, EntityKind::Person)
                | bit(Use::PAIR, EntityKind::Person)
                | bit(Use::ORGANIZATION, EntityKind::Organization)
                | bit(Use::PLACE, EntityKind::Place)
                | bit(Use::WORK, EntityKind::Work),
        )
    }

    /// The kinds of both.
    #[must_use]
    pub(crate) fn both(self, other: Kinds) -> Kinds {
        Kinds(self.0 & other.0)
    }

    /// True when a kind is in it.
    pub(crate) fn has(self, kind: EntityKind) -> bool {
        self.0 & (1 << kind as u8) != 0
    }

    /// True when nothing is in it.
    pub(crate) fn is_empty(self) -> bool {
        self.0 == 0
    }
}

impl Mentions {
    /// All mentions in the order of their first token, the longer first.
    fn candidates(&self, document: &Document, words: &Words) -> Vec<Candidate> {
        let mut found = Vec::new();
        let mut inside = vec![false; document.tokens.len()];
        for name in &document.names {
            inside
                .get_mut(name.tokens.start as usize..name.tokens.end as usize)
                .into_iter()
                .flatten()
                .for_each(|n| *n = true);
        }
        let mut left = document.names.iter().peekable();
        for (index, sentence) in document.sentences.iter().enumerate() {
            while let Some(name) = left.next_if(|name| name.tokens.start < sentence.tokens.end) {
                if let Some(kind) = name.kind.entity().or_else(|| party(words, name.kind, &name.tokens)) {
                    found.push(self.name(document, words, index, name.tokens.clone(), kind));
                }
            }
            for token in sentence.tokens.clone().filter(|&t| !inside[t as usize]) {
                if let Some(pronoun) = self.pronoun(document, words, token) {
                    found.push(stand_in(index, token, pronoun));
                } else if let Some(nominal) = nominal::at(document, words, &self.known, &inside, index, token) {
                    found.push(nominal);
                }
            }
        }
        found.sort_by_key(|c| (c.tokens.start, std::cmp::Reverse(c.tokens.end), c.kind as u8));
        found
    }

    fn name(
        &self,
        document: &Document,
        words: &Words,
        sentence: usize,
        tokens: Range<TokenId>,
        kind: EntityKind,
    ) -> Candidate {
        let head = nominal::head(document, &tokens);
        let mut titles = Vec::new();
        let mut gender = None;
        if kind == EntityKind::Person {
            let first = document.sentences.get(sentence).map_or(0, |s| s.tokens.start);
            let mut at = tokens.start;
            while at > first && tokens.start - at < 5 {
                let what = self.known.titles.get(words.get(at - 1));
                let title = what.is(Use::TITLE) || (at < tokens.start && what.is(Use::FILLER));
                if !title {
                    break;
                }
                at -= 1;
                gender = gender.or(what.gender());
                let title = self.known.titles.full(words.get(at));
                if self.known.titles.get(title).is(Use::PERSON) {
                    titles.push(title.into());
                }
            }
        }
        Candidate {
            tokens,
            head,
            kind: MentionKind::Name,
            sentence,
            kinds: Kinds::only(kind),
            gender,
            plural: false,
            pronoun: None,
            noun: None,
            article: Article::Definite,
            titles,
        }
    }

    /// The pronoun that a token is: "that" only where it is one.
    fn pronoun(&self, document: &Document, words: &Words, token: TokenId) -> Option<Pronoun> {
        let pronoun = self.pronouns.get(words.get(token))?;
        let relative = pronoun.case == crate::resources::pronouns::Case::Relative;
        let upos = document.token(token).upos;
        let fits = if relative { upos == "PRON" && nominal::opens_clause(document, token) } else { upos != "PROPN" };
        (fits && !nominal::is_expletive(document, words, token)).then_some(pronoun)
    }
}

/// A party that the network takes for a group of people.
fn party(words: &Words, kind: NameKind, tokens: &Range<TokenId>) -> Option<EntityKind> {
    let word = words.get(tokens.start);
    let party =
        tokens.len() == 1 && matches!(word, "republican" | "republicans" | "democrat" | "democrats" | "democratic");
    (kind == NameKind::Norp && party).then_some(EntityKind::Organization)
}

fn stand_in(sentence: usize, token: TokenId, pronoun: Pronoun) -> Candidate {
    let kinds = if pronoun.person {
        Kinds::PERSON
    } else if pronoun.thing {
        Kinds::THING
    } else {
        Kinds::ANY
    };
    Candidate {
        tokens: token..token + 1,
        head: token,
        kind: MentionKind::Pronoun,
        sentence,
        kinds,
        gender: pronoun.gender,
        plural: pronoun.plural,
        pronoun: Some(pronoun),
        noun: None,
        article: Article::Definite,
        titles: Vec::new(),
    }
}
