//! Bodies that the network passed over: capitals that end in a noun for a body, "the Culture Ministry", "Toronto Police",
//! and the outlets that somebody speaks to, "told the Monitor".

use super::{Known, Words};
use crate::model::{Document, Name, NameKind, TokenId};
use crate::resources::gazetteers::Known as Class;
use crate::resources::titles::Use;
use std::ops::Range;

/// How sure such a body is.
const SCORE: u8 = 60;

/// Adds them. Linear in the tokens.
pub(super) fn add(document: &Document, words: &Words, known: &Known, names: &mut Vec<Name>) {
    let mut owner: Vec<Option<usize>> = vec![None; document.tokens.len()];
    for (index, name) in names.iter().enumerate() {
        owner[name.tokens.start as usize..name.tokens.end as usize].fill(Some(index));
    }
    let bodies = Bodies { document, words, known, owner };
    for name in names.iter_mut() {
        let sentence = document.sentences.get(document.sentence_of(name.tokens.start));
        let first = sentence.map_or(0, |sentence| sentence.tokens.start);
        if name.kind == NameKind::Work && bodies.is_spoken_to(&name.tokens, first) {
            name.kind = NameKind::Organization;
        }
        // What the network was not sure of is one as well, though all its words are common.
        if name.kind == NameKind::Organization && name.tokens.len() > 1 && bodies.is_body(&name.tokens) {
            name.score = name.score.max(SCORE);
        }
    }
    for (index, sentence) in document.sentences.iter().enumerate() {
        if !sentence.field.is_text() || words.is_loud(index) {
            continue;
        }
        let mut at = sentence.tokens.start;
        while at < sentence.tokens.end {
            let run = at..bodies.end(at, sentence.tokens.end);
            at = run.end.max(at + 1);
            bodies.name(run, &sentence.tokens, names);
        }
    }
}

struct Bodies<'a> {
    document: &'a Document,
    words: &'a Words,
    known: &'a Known,
    /// The name that each token belongs to.
    owner: Vec<Option<usize>>,
}

impl Bodies<'_> {
    /// Where the run of capitalised words without a name ends that begins at a token; there itself for none.
    fn end(&self, at: TokenId, sentence_end: TokenId) -> TokenId {
        let mut end = at;
        while end < sentence_end {
            if self.is_free(end) {
                end += 1;
            } else if end > at && self.joins(end) && end + 1 < sentence_end && self.is_free(end + 1) {
                end += 2;
            } else {
                break;
            }
        }
        end
    }

    /// A capitalised word that may be part of a name and is of none.
    fn is_free(&self, token: TokenId) -> bool {
        let blank = self.is(token, Use::BLANK);
        self.owner.get(token as usize) == Some(&None) && self.words.is_capital(token) && !blank
    }

    /// Adds the name that a run is, if it is one.
    fn name(&self, mut run: Range<TokenId>, sentence: &Range<TokenId>, names: &mut Vec<Name>) {
        let first = sentence.start;
        let office = |&t: &TokenId| self.is(t, Use::TITLE.or(Use::PERSON)) || self.joins(t);
        // "Director of the Customs Service": an office, then its body; "Yesterday Culture Ministry": no name begins so.
        while !run.is_empty() && (office(&run.start) || run.start == first && !self.is_proper(run.start)) {
            run.start += 1;
        }
        let Some(last) = run.end.checked_sub(1).filter(|last| run.contains(last)) else { return };
        let body = self.is_body(&(last..run.end));
        let inside = run.start > first;
        let before = inside.then(|| self.owner[run.start as usize - 1]).flatten();
        let place = before.filter(|&name| matches!(names[name].kind, NameKind::Place | NameKind::Norp));
        if let Some(name) = place.filter(|&name| body && names[name].tokens.end == run.start) {
            names[name].tokens.end = run.end;
            names[name].kind = NameKind::Organization;
        } else if let Some(name) = self.team(&run, sentence.end).filter(|&name| names[name].kind == NameKind::Place) {
            names[name].tokens.start = run.end - 1;
            names[name].kind = NameKind::Organization;
        } else if body && run.len() > 1 || self.is_spoken_to(&run, first) {
            names.push(Name { tokens: run, kind: NameKind::Organization, score: SCORE });
        }
    }

    /// The name right behind the word "Team": "Team Estonia".
    fn team(&self, run: &Range<TokenId>, sentence_end: TokenId) -> Option<usize> {
        let next = self.owner.get(run.end as usize).copied().flatten()?;
        (run.end < sentence_end && self.words.get(run.end - 1) == "team").then_some(next)
    }

    /// "told the Monitor", "an interview with the Ledger": no office and nobody's given name.
    fn is_spoken_to(&self, run: &Range<TokenId>, first: TokenId) -> bool {
        let article = u32::from(run.start > first && self.words.get(run.start - 1) == "the");
        let Some(before) = run.start.checked_sub(1 + article).filter(|&before| before > first) else { return false };
        let told = self.is(before, Use::TELLS);
        let interview = self.words.get(before) == "with" && self.words.get(before - 1) == "interview";
        let last = run.end - 1;
        let other = self.is(last, Use::TITLE.or(Use::PERSON).or(Use::KIN).or(Use::EITHER).or(Use::GROUP));
        let given = self.known.lists.get(self.words.get(run.start)).is(Class::GIVEN.or(Class::DEMONYM));
        (told || interview) && !other && !given && self.is_proper(last)
    }

    /// True for a small word inside names of bodies.
    fn joins(&self, token: TokenId) -> bool {
        self.is(token, Use::JOINS)
    }

    /// True for capitals whose last word is a noun for a body.
    fn is_body(&self, tokens: &Range<TokenId>) -> bool {
        let last = tokens.end - 1;
        self.words.is_capital(last) && self.is(last, Use::NAMES_ORGANIZATION) && self.is_proper(last)
    }

    fn is_proper(&self, token: TokenId) -> bool {
        self.document.token(token).upos == "PROPN"
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
    fn bodies_end_in_a_noun_for_one_and_outlets_are_spoken_to() {
        for (text, expected) in [
            ("She wrote to the Culture Ministry in May.", vec!["Culture Ministry"]),
            ("“He lied,” the mayor told the Comet before she left.", vec!["Comet"]),
            ("“Sorry for what?” he told the Clarion last night.", vec!["Clarion"]),
            ("The mayor told the President that she would stay.", vec![]),
            ("The mayor told Ann that she would stay.", vec![]),
            ("The robot of Team Estonia won in May.", vec!["Team Estonia"]),
            ("The chair of the Refugee Council Enver Solomon spoke in May.", vec!["Refugee Council"]),
        ] {
            assert_eq!(named(text, NameKind::Organization), expected, "{text}");
        }
    }
}
