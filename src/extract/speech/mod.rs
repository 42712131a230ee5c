//! Who said what: quotations with their speakers, told speech, labels, posts.

mod addressee;
mod clause;
mod cue;
mod direct;
mod draft;
mod label;
mod noun;
mod person;
mod source;
mod thread;
mod tree;
mod words;

pub(super) use person::tokens as tokens_of;
pub use person::{first_persons, second_persons};

use super::{Assertions, Extractor};
use crate::model::{ChainId, Document, Field, MentionId, Quote, Span, Speech, Statement, TokenId};
use crate::resources::{DataError, Resources};
use cue::Cue;
use direct::Attribution;
use draft::Draft;
use rustc_hash::{FxHashMap, FxHashSet};
use source::{Source, Sources};
use std::collections::BTreeMap;
use std::ops::Range;
use tree::Tree;
use words::SpeechWords;

/// Finds statements. Needs blocks, sentences, tokens with trees, quotes and mentions.
pub struct Speaking {
    words: SpeechWords,
}

impl Speaking {
    /// With the verbs and nouns of the language data.
    ///
    /// # Errors
    /// Where a file of `speech` is broken.
    pub fn new(resources: &Resources) -> Result<Self, DataError> {
        Ok(Speaking { words: SpeechWords::new(resources)? })
    }
}

impl Extractor for Speaking {
    fn name(&self) -> &'static str {
        "speech"
    }

    fn extract(&self, document: &Document, found: &mut Assertions) {
        found.statements.extend(statements(document, &self.words));
    }
}

/// Finds the statements of a document, in order of their words. A statement by two named speakers is two items; one whose
/// speaker has no name has none, but the words for them.
fn statements(document: &Document, words: &SpeechWords) -> Vec<Statement<MentionId>> {
    let tree = Tree::new(document);
    let cues = cue::cues(&tree, words);
    let mut finder =
        Finder { tree: &tree, words, cues: &cues, sources: Sources::new(&tree, words), used: FxHashSet::default() };
    let mut drafts = finder.labels();
    drafts.extend(finder.direct());
    let spoken: Vec<Statement<MentionId>> = drafts.iter().flat_map(|draft| draft.statements(document, &[])).collect();
    let mut persons = first_persons(document, &spoken);
    persons.extend(second_persons(document, &spoken));
    finder.sources.know(persons.iter().copied());
    drafts.extend(finder.told());
    drafts.extend(finder.nominal());
    thread::follow(&tree, &mut drafts);
    drafts.sort_by_key(|draft| {
        (draft.field, draft.pieces.first().map(|piece| piece.start), draft.cue.as_ref().map(|cue| cue.start))
    });
    let persons: FxHashMap<TokenId, MentionId> = persons.into_iter().collect();
    drafts.iter().flat_map(|draft| draft.statements(document, &about(document, draft, &persons))).collect()
}

struct Finder<'a> {
    tree: &'a Tree<'a>,
    words: &'a SpeechWords,
    cues: &'a [Cue],
    sources: Sources<'a>,
    /// The first tokens of cues that have their words already.
    used: FxHashSet<TokenId>,
}

impl Finder<'_> {
    /// Turns, headlines with a colon, posts.
    fn labels(&mut self) -> Vec<Draft> {
        let found = label::labelled(self.tree, &self.sources);
        found
            .into_iter()
            .map(|labelled| Draft {
                field: self.tree.document.field_of(labelled.cue.start),
                pieces: vec![self.tree.document.span(&labelled.content)],
                sources: vec![labelled.source],
                cue: Some(labelled.cue),
                kind: if labelled.rule == label::HEADLINE { Speech::Indirect } else { Speech::Direct },
                to: labelled.to,
                rule: labelled.rule,
                confidence: 0.85,
            })
            .map(|draft| self.rendered(draft))
            .collect()
    }

    /// Quotations, each with what attributes it.
    fn direct(&mut self) -> Vec<Draft> {
        let mut drafts: Vec<Draft> = Vec::new();
        let mut by_cue: BTreeMap<usize, usize> = BTreeMap::new();
        // The draft of the group before, which floating quotations go on.
        let mut last: Option<usize> = None;
        for group in direct::groups(self.tree, self.cues) {
            let known = match &group.by {
                Attribution::Verb(cue) => by_cue.get(cue).copied(),
                Attribution::Floating => last,
                _ => None,
            };
            let draft = known.or_else(|| {
                drafts.push(self.attributed(&group.by)?);
                if let Attribution::Verb(cue) = group.by {
                    by_cue.insert(cue, drafts.len() - 1);
                }
                Some(drafts.len() - 1)
            });
            if let Some(draft) = draft {
                let quotes = group.quotes.iter().map(|&quote| &self.tree.document.quotes[quote]);
                for quote in quotes {
                    drafts[draft].field = quote.field;
                    drafts[draft].add(quote.content);
                }
            }
            last = draft;
        }
        for (cue, draft) in by_cue {
            self.complete(&self.cues[cue], &mut drafts[draft]);
        }
        drafts
    }

    /// Adds what a cue tells beside its quotations.
    fn complete(&self, cue: &Cue, draft: &mut Draft) {
        for piece in clause::beside::beside(self.tree, self.cues, cue, &self.limit(cue.token), draft) {
            draft.add(self.tree.document.span(&piece));
            draft.kind = Speech::Mixed;
        }
    }

    /// A draft without words yet for what attributes a quotation.
    fn attributed(&mut self, by: &Attribution) -> Option<Draft> {
        let (cue, sources, to, rule) = match by {
            Attribution::Verb(index) => {
                let cue = &self.cues[*index];
                let to = addressee::addressees(self.tree, &self.sources, self.words, cue);
                (cue.words(), self.speakers(cue), to, "speech/quotation")
            }
            Attribution::According(head) => {
                let cue = self.tree.by(*head, &["case"]).next().unwrap_or(*head);
                (cue..cue + 2, self.sources.of(*head), Vec::new(), "speech/according-to")
            }
            Attribution::Colon(colon, subject) => {
                let sources = subject.map(|subject| self.sources.of(subject)).unwrap_or_default();
                (*colon..*colon + 1, sources, Vec::new(), "speech/colon")
            }
            Attribution::Floating | Attribution::None => return None,
        };
        self.used.insert(cue.start);
        Some(Draft {
            sources,
            cue: Some(cue),
            field: Field::Text,
            pieces: Vec::new(),
            kind: Speech::Direct,
            to,
            rule,
            confidence: 0.9,
        })
    }

    /// Speech in the article's words.
    fn told(&mut self) -> Vec<Draft> {
        let mut drafts = Vec::new();
        for cue in self.cues {
            if self.used.contains(&cue.token) {
                continue;
            }
            let limit = self.limit(cue.token);
            let Some(pieces) = clause::content(self.tree, cue, &limit) else { continue };
            let draft = Draft {
                sources: self.speakers(cue),
                cue: Some(cue.words()),
                field: self.tree.document.field_of(cue.token),
                pieces: self.spans(&pieces),
                kind: Speech::Indirect,
                to: addressee::addressees(self.tree, &self.sources, self.words, cue),
                rule: "speech/clause",
                confidence: 0.8,
            };
            let draft = self.rendered(draft);
            if !draft.sources.is_empty() && !draft.pieces.is_empty() && self.is_reported(cue.token, &draft) {
                self.used.insert(cue.token);
                drafts.push(draft);
            }
        }
        drafts
    }

    /// "according to X" and "X's claim that …".
    fn nominal(&mut self) -> Vec<Draft> {
        let mut found = noun::according(self.tree, &self.sources);
        found.extend(noun::nouns(self.tree, &self.sources, self.words));
        let mut drafts = Vec::new();
        for nominal in found {
            if nominal.content.is_empty() || !self.used.insert(nominal.cue.start) {
                continue;
            }
            let pieces = clause::runs(self.tree, &nominal.content, nominal.cue.start);
            let draft = Draft {
                field: self.tree.document.field_of(nominal.cue.start),
                pieces: self.spans(&pieces),
                sources: nominal.sources,
                cue: Some(nominal.cue),
                kind: Speech::Indirect,
                to: Vec::new(),
                rule: nominal.rule,
                confidence: 0.8,
            };
            drafts.push(self.rendered(draft));
        }
        drafts
    }

    /// False inside of quotations for what nobody named says, for what the speaker only says of himself saying, and for
    /// what is no clause by a subject of its own.
    fn is_reported(&self, cue: TokenId, draft: &Draft) -> bool {
        if self.quote_around(cue).is_none_or(|quote| !quote.speech) {
            return true;
        }
        let has = |relation| self.tree.by(cue, relation).next().is_some();
        if !(has(&["ccomp"]) && has(&["nsubj"])) {
            return false;
        }
        let own = |source: &Source| self.sources.is_person(source.tokens.start);
        draft.sources.iter().any(|source| !source.mentions.is_empty() && (draft.kind == Speech::Direct || !own(source)))
    }

    /// The stretch that the content of a cue must stay in: its sentence, or the part of it inside the same quotation.
    fn limit(&self, token: TokenId) -> Range<TokenId> {
        let sentence = self.tree.sentence(token);
        let start = self.tree.opening(&sentence);
        let sentence = if start <= token { start..sentence.end } else { sentence };
        match self.quote_around(token) {
            Some(quote) => {
                let start = sentence.start.max(quote.tokens.start + 1);
                start..sentence.end.min(quote.tokens.end).max(start)
            }
            None => sentence,
        }
    }

    /// The innermost quotation around a token.
    fn quote_around(&self, token: TokenId) -> Option<&Quote> {
        let quotes = &self.tree.document.quotes;
        let end = quotes.partition_point(|quote| quote.tokens.start <= token);
        // Nesting is never deep.
        quotes[..end].iter().rev().take(8).find(|quote| quote.tokens.contains(&token))
    }

    /// Who speaks the words of a cue; a participle without a subject shares that of the cue before it in its sentence:
    /// "…," she said, adding that ….
    fn speakers(&self, cue: &Cue) -> Vec<Source> {
        let found = cue::speakers(self.tree, &self.sources, cue);
        if !found.is_empty() || self.tree.document.token(cue.token).xpos != "VBG" {
            return found;
        }
        let sentence = self.tree.sentence(cue.token);
        let before = self.cues.partition_point(|other| other.token < cue.token);
        let before = self.cues[..before].last().filter(|before| sentence.contains(&before.token));
        before.map(|before| cue::speakers(self.tree, &self.sources, before)).unwrap_or_default()
    }

    fn spans(&self, pieces: &[Range<TokenId>]) -> Vec<Span> {
        pieces.iter().map(|piece| self.tree.document.span(piece)).collect()
    }

    /// The draft with the quotations inside its words told from the rest.
    fn rendered(&self, mut draft: Draft) -> Draft {
        let document = self.tree.document;
        let cue = draft.cue.as_ref().filter(|cue| document.field_of(cue.start) == draft.field);
        let cue = cue.map(|cue| document.span(cue));
        let (pieces, kind) = draft::render(&document.quotes, draft.field, draft.pieces, cue);
        draft.pieces = pieces;
        if draft.kind != Speech::Direct || kind != Speech::Indirect {
            draft.kind = kind;
        }
        draft
    }
}

/// The named things in the words of a draft, in order, each once; first and second persons included.
fn about(document: &Document, draft: &Draft, persons: &FxHashMap<TokenId, MentionId>) -> Vec<MentionId> {
    let mut seen: FxHashSet<ChainId> = FxHashSet::default();
    let mut about = Vec::new();
    let mut add = |id: MentionId| {
        for &chain in &document.mention(id).chains {
            if document.chain(chain).kind.is_some() && seen.insert(chain) {
                about.push(id);
            }
        }
    };
    for &piece in &draft.pieces {
        let tokens = person::tokens(document, draft.field, document.chars(draft.field, piece));
        let mut mention = document.mentions.partition_point(|mention| mention.tokens.start < tokens.start);
        for token in tokens {
            if let Some(&person) = persons.get(&token) {
                add(person);
            }
            while document.mentions.get(mention).is_some_and(|found| found.tokens.start <= token) {
                add(MentionId(mention as u32));
                mention += 1;
            }
        }
    }
    about
}

#[cfg(test)]
mod tests;
