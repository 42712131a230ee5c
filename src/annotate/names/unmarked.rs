//! Titles without marks, right behind a noun for a work: "her memoir, Warm Hands, a book", "the show Days in the Garden".

use super::{Known, Words, words::Shape};
use crate::model::{Document, Name, NameKind, TokenId};
use crate::resources::gazetteers::Known as Class;
use crate::resources::titles::Use;
use std::ops::Range;

/// The most words of a title.
const LONGEST: usize = 8;
/// How far before a noun its owner stands: "her second solo album".
const OWNER: TokenId = 5;
/// How sure such a title is.
const SCORE: u8 = 65;

/// Adds them in place of names that are parts of them. O(tokens + titles × names).
pub(super) fn add(document: &Document, words: &Words, known: &Known, names: &mut Vec<Name>) {
    for (index, sentence) in document.sentences.iter().enumerate() {
        if !sentence.field.is_text() || words.is_loud(index) {
            continue;
        }
        for noun in sentence.tokens.clone() {
            let behind = Behind { document, words, known, names, noun, sentence: &sentence.tokens };
            if let Some(title) = behind.title() {
                names.retain(|name| name.tokens.end <= title.start || name.tokens.start >= title.end);
                names.push(Name { tokens: title, kind: NameKind::Work, score: SCORE });
            }
        }
    }
}

/// What stands behind a noun.
struct Behind<'a> {
    document: &'a Document,
    words: &'a Words,
    known: &'a Known,
    names: &'a [Name],
    noun: TokenId,
    sentence: &'a Range<TokenId>,
}

impl Behind<'_> {
    /// The title that a noun for a work is explained by: joined to it by the tree, or set off by commas, or with small words
    /// behind somebody's work; for the tree of "her album, Ask the Fire," is as odd as the title.
    fn title(&self) -> Option<Range<TokenId>> {
        let what = self.uses(self.noun);
        let other = Use::PERSON.or(Use::KIN).or(Use::EITHER).or(Use::ORGANIZATION).or(Use::PLACE);
        let word = self.words.get(self.noun);
        let common = self.words.shape(self.noun) == Shape::Lower || matches!(word, "lp" | "ep");
        if !what.is(Use::WORK) || what.is(other) || !common {
            return None;
        }
        let comma = self.words.get(self.noun + 1) == ",";
        let title = self.run(self.noun + 1 + TokenId::from(comma))?;
        let ends = matches!(self.words.get(title.end), "," | "." | ";" | ")" | "—" | "–");
        let mixed = !title.clone().all(|t| self.words.is_capital(t));
        let told = if comma {
            ends && (self.is_owned() || self.is_joined(&title))
        } else {
            self.is_joined(&title) || mixed && self.is_owned()
        };
        (told && !self.is_somebody(&title) && !self.is_named(&title)).then_some(title)
    }

    /// Capitalised words with small ones between them.
    fn run(&self, start: TokenId) -> Option<Range<TokenId>> {
        let small = |t: TokenId| {
            let function =
                matches!(self.document.token(t).upos.as_str(), "ADP" | "DET" | "CCONJ" | "PART" | "PRON" | "AUX");
            function && self.words.get(t).len() < 5 || matches!(self.words.get(t), ":" | "&" | "'s" | "-")
        };
        let mut end = start;
        for token in start..self.sentence.end {
            if self.words.is_capital(token) {
                end = token + 1;
            } else if token == start || !small(token) {
                break;
            }
        }
        let run = start..end;
        let blank = || run.clone().all(|t| self.uses(t).is(Use::BLANK));
        (!run.is_empty() && run.len() <= LONGEST && !blank()).then_some(run)
    }

    /// True where the head of the words explains the noun.
    fn is_joined(&self, title: &Range<TokenId>) -> bool {
        let outside = |&t: &TokenId| self.document.token(t).head.is_none_or(|head| !title.contains(&head));
        title.clone().filter(outside).all(|head| {
            let token = self.document.token(head);
            token.head == Some(self.noun) && ["appos", "flat", "nmod:desc", "compound"].contains(&token.dep.as_str())
        })
    }

    /// True for "her second album" and "Roe's album".
    fn is_owned(&self) -> bool {
        let first = self.noun.saturating_sub(OWNER).max(self.sentence.start);
        (first..self.noun).any(|token| self.uses(token).is(Use::OWNER))
    }

    /// True where a title or a given name begins it: "her film, Ann Roe,".
    fn is_somebody(&self, title: &Range<TokenId>) -> bool {
        let class = |tokens: &Range<TokenId>| self.known.lists.get(&self.words.join(tokens));
        let given = class(&(title.start..title.start + 1)).is(Class::GIVEN);
        let titled = self.uses(title.start).is(Use::TITLE);
        titled || given || class(title).is(Class::PLACE.or(Class::ORGANIZATION))
    }

    /// True for what is a name already, and for names in a row: "under the deal, Apple and Google,".
    fn is_named(&self, title: &Range<TokenId>) -> bool {
        self.names.iter().filter(|name| name.tokens.start == title.start).any(|name| {
            let next = self.words.get(name.tokens.end);
            name.tokens.end == title.end || name.kind != NameKind::Work && matches!(next, "and" | "of" | "&" | "'s")
        })
    }

    fn uses(&self, token: TokenId) -> Use {
        self.known.titles.get(self.words.get(token))
    }
}

#[cfg(test)]
mod tests {
    use crate::annotate::names::tests::named;
    use crate::model::NameKind;

    #[test]
    fn titles_without_marks_stand_behind_their_noun() {
        for (text, expected) in [
            ("She read from her memoir, Warm Hands in the Snow, on Sunday.", vec!["Warm Hands in the Snow"]),
            ("Their second album, Ask the Furniture, sold six million copies.", vec!["Ask the Furniture"]),
            ("In her book, Ann Roe says that he lied.", vec![]),
            ("In her book, Ann Roe, a lawyer, says that he lied.", vec![]),
            ("Under the deal, Apple and Google, which both lost, will pay.", vec![]),
            ("In her report, Ann Roe of Quillon Bank, a lawyer, said so.", vec![]),
        ] {
            assert_eq!(named(text, NameKind::Work), expected, "{text}");
        }
    }
}
