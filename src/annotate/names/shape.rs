//! Names by their shape alone: runs of capitalised words, cut and typed by lists. What is left without a network.

use super::{Known, Words, kind};
use crate::model::{Document, Name, NameKind, Sentence, TokenId};
use crate::resources::gazetteers::Known as Class;
use crate::resources::titles::Use;
use std::ops::Range;

/// The names of a document by shape. Linear in its tokens.
pub(super) fn find(document: &Document, words: &Words, known: &Known) -> Vec<Name> {
    let mut names = Vec::new();
    for (index, sentence) in document.sentences.iter().enumerate() {
        let finder = Finder { words, known, sentence, loud: words.is_loud(index) };
        finder.run(&mut names);
    }
    names
}

struct Finder<'a> {
    words: &'a Words,
    known: &'a Known,
    sentence: &'a Sentence,
    loud: bool,
}

impl Finder<'_> {
    fn run(&self, names: &mut Vec<Name>) {
        let mut at = self.sentence.tokens.start;
        while at < self.sentence.tokens.end {
            if let Some(end) = self.listed(at) {
                self.push(at..end, names);
                at = end;
            } else if self.begins(at) {
                let end = self.extend(at);
                self.push(at..end, names);
                at = end;
            } else {
                at += 1;
            }
        }
    }

    /// The end of the longest listed name of several words that begins here.
    fn listed(&self, at: TokenId) -> Option<TokenId> {
        if !self.words.is_capital(at) {
            return None;
        }
        let longest = self.known.lists.longest(self.words.get(at)) as TokenId;
        let last = self.sentence.tokens.end.min(at + longest);
        (at + 2..=last).rev().find(|&end| {
            let class = self.known.lists.get(&self.words.join(&(at..end)));
            class.is(Class::PLACE.or(Class::ORGANIZATION).or(Class::WORK)) && self.words.is_capital(end - 1)
        })
    }

    /// True where a name may begin.
    fn begins(&self, at: TokenId) -> bool {
        if !self.words.is_capital(at) {
            return false;
        }
        let word = self.words.get(at);
        let (class, what) = (self.known.lists.get(word), self.known.titles.get(word));
        let first = at == self.sentence.tokens.start || self.loud;
        let common = class.is(Class::COMMON) || word.len() < 2;
        let ordinary = first && common && !class.is(Class::GIVEN);
        !(what.is(Use::BLANK) || ordinary || (what.is(Use::TITLE) && common))
    }

    /// The end of a run of capitalised words.
    fn extend(&self, at: TokenId) -> TokenId {
        let mut end = at + 1;
        while end < self.sentence.tokens.end {
            let word = self.words.get(end);
            let capital = self.words.is_capital(end) && !self.known.titles.get(word).is(Use::BLANK);
            let loud = self.loud && self.known.lists.get(word).is(Class::COMMON);
            let joins = self.known.titles.get(word).is(Use::PARTICLE) || ["of", "&", "-"].contains(&word);
            if capital && !loud {
                end += 1;
            } else if joins && end + 1 < self.sentence.tokens.end && self.words.is_capital(end + 1) {
                end += 2;
            } else {
                break;
            }
        }
        end
    }

    fn push(&self, mut tokens: Range<TokenId>, names: &mut Vec<Name>) {
        let whole = kind::inside(self.words, self.known, &tokens);
        let organization = whole.is_some_and(|(kind, _)| kind == NameKind::Organization);
        let group =
            |word: &str| self.known.titles.get(word).is(Use::GROUP) || self.known.lists.get(word).is(Class::DEMONYM);
        if tokens.len() > 1 && !organization && group(self.words.get(tokens.start)) {
            names.push(Name { tokens: tokens.start..tokens.start + 1, kind: NameKind::Norp, score: 80 });
            tokens.start += 1;
        }
        while tokens.len() > 1 && !organization && self.is_title(tokens.start) {
            tokens.start += 1;
        }
        if let Some((kind, score)) = kind::guess(self.words, self.known, &tokens) {
            names.push(Name { tokens, kind, score });
        }
    }

    fn is_title(&self, at: TokenId) -> bool {
        let what = self.known.titles.get(self.words.get(at));
        what.is(Use::TITLE) || what.is(Use::FILLER) || ["of", "-"].contains(&self.words.get(at))
    }
}
