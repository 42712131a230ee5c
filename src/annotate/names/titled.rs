//! Works named in quotation marks: the song "Famous", "The Long Rehearsal".

use super::{Known, Words};
use crate::model::{Document, Field, Name, NameKind, Quote, TokenId};
use crate::resources::gazetteers::Known as Class;
use crate::resources::titles::Use;
use std::ops::Range;

/// Words before a title in quotation marks that are looked at.
const BEFORE: TokenId = 5;
/// The most words of a title.
const LONGEST: usize = 8;
/// Words before it among which it may be said to be something else: "referred to as".
const CALLED: TokenId = 3;

/// Adds what stands in quotation marks and in title case: near a word like "song", or of several words where nothing says
/// that it is something else. Linear in the quotes.
pub(super) fn add(document: &Document, words: &Words, known: &Known, names: &mut Vec<Name>) {
    for quote in document.quotes.iter().filter(|quote| !quote.speech && quote.tokens.len() > 2) {
        let mut tokens = quote.tokens.start + 1..quote.tokens.end - 1;
        while tokens.len() > 1 && matches!(words.get(tokens.end - 1), "," | "." | "!" | "?" | ";") {
            tokens.end -= 1;
        }
        let titled = Titled { document, words, known, quote, tokens };
        if !titled.is_in_title_case() || !(titled.is_told() || titled.is_left(names)) {
            continue;
        }
        let tokens = titled.tokens;
        names.retain(|name| name.tokens.end <= tokens.start || name.tokens.start >= tokens.end);
        names.push(Name { tokens, kind: NameKind::Work, score: 70 });
    }
}

/// Words in quotation marks that may be a title.
struct Titled<'a> {
    document: &'a Document,
    words: &'a Words,
    known: &'a Known,
    quote: &'a Quote,
    tokens: Range<TokenId>,
}

impl Titled<'_> {
    /// Capitals, but for small words.
    fn is_in_title_case(&self) -> bool {
        let small = |t: TokenId| self.words.get(t).len() < 5 && !self.words.is_capital(t);
        let whole = self.tokens.clone().all(|t| self.words.is_capital(t) || small(t));
        whole && self.words.is_capital(self.tokens.start) && self.tokens.len() <= LONGEST
    }

    /// True near a word for works.
    fn is_told(&self) -> bool {
        let start = self.quote.tokens.start;
        let near = (start.saturating_sub(BEFORE)..start).chain(self.quote.tokens.end..self.quote.tokens.end + 2);
        near.into_iter().any(|t| self.is(t, Use::WORK))
    }

    /// True for several words that are no nickname, no slogan, no definition and nobody's name.
    fn is_left(&self, names: &[Name]) -> bool {
        let (start, end) = (self.quote.tokens.start, self.quote.tokens.end);
        let capitals = self.tokens.clone().filter(|&t| self.words.is_capital(t)).count();
        let sentence = self.document.sentence_of(start);
        let plain = self.quote.field == Field::Text && !self.words.is_loud(sentence);
        let before = start.checked_sub(1);
        // Harold "Big Hal" Quist; Acme Holdings ("Acme Group").
        let inside = before.is_some_and(|t| self.words.is_capital(t)) && self.words.is_capital(end);
        let bracketed = before.is_some_and(|t| self.words.get(t) == "(");
        let called = (start.saturating_sub(CALLED)..start).any(|t| self.is(t, Use::CALLS));
        // "Super Tuesday".
        let day = self.is(self.tokens.end - 1, Use::BLANK);
        let other = inside || bracketed || called || day || self.is_modifier() || self.is_known(names);
        capitals > 1 && plain && !other
    }

    /// "Stop and Search" powers: the thing is behind it. Not so where somebody is: "Harbor Lane" star Ann Roe.
    fn is_modifier(&self) -> bool {
        let next = self.quote.tokens.end;
        let noun = self.document.tokens.get(next as usize).is_some_and(|token| token.upos == "NOUN");
        noun && !self.is(next, Use::PERSON.or(Use::KIN).or(Use::EITHER))
    }

    /// True where the whole of it is a name that is surely none of a work.
    fn is_known(&self, names: &[Name]) -> bool {
        let class = |tokens: &Range<TokenId>| self.known.lists.get(&self.words.join(tokens));
        let given = |t: TokenId| class(&(t..t + 1)).is(Class::GIVEN);
        names.iter().filter(|name| name.tokens == self.tokens).any(|name| match name.kind {
            NameKind::Person => given(name.tokens.start),
            NameKind::Place => class(&name.tokens).is(Class::PLACE),
            NameKind::Work => false,
            _ => true,
        })
    }

    fn is(&self, token: TokenId, what: Use) -> bool {
        self.known.titles.get(self.words.get(token)).is(what)
    }
}

#[cfg(test)]
mod tests {
    use crate::annotate::names::tests::named;
    use crate::model::NameKind;

    #[test]
    fn titles_in_quotation_marks_are_works_and_what_somebody_is_called_is_none() {
        for (text, expected) in [
            ("Ann Roe answered with \"Andre the Accountant\" in May.", vec!["Andre the Accountant"]),
            ("She wrote the song “Famous” in 2016.", vec!["Famous"]),
            ("Harold \"Big Hal\" Quist bought the yard.", vec![]),
            ("The march, under the slogan \"Make Sarn Great Again\", began in May.", vec![]),
            ("Acme Holdings (\"Acme Group\") was sold in May.", vec![]),
            ("Ann Roe answered with \"A Star Is Born\" in May.", vec!["A Star Is Born"]),
            ("The police used \"Stop and Search\" powers in May.", vec![]),
            ("He called it \"The Great Betrayal\" in May.", vec![]),
            ("Voters met on \"Super Tuesday\" in May.", vec![]),
        ] {
            assert_eq!(named(text, NameKind::Work), expected, "{text}");
        }
    }
}
