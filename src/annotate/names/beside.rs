//! What the words beside a name say that it names: "the composer Ann Roe", "the bank Roe", "Roe, a telecoms company",
//! "Roe striker Bob Poe", "an analyst at Roe".

use super::{Known, Words, words::Shape};
use crate::model::{Document, Name, NameKind, TokenId};
use crate::resources::titles::Use;

/// How sure a kind is that is told so.
const TOLD: u8 = 90;

/// Gives names the kinds that are told beside them. Linear in the names, with a look around each.
pub(super) fn tell(document: &Document, words: &Words, known: &Known, names: &mut [Name]) {
    for at in 0..names.len() {
        let scene = Beside { document, words, known, name: &names[at], next: names.get(at + 1) };
        if scene.name.kind.entity().is_none() || words.is_loud(document.sentence_of(scene.name.tokens.start)) {
            continue;
        }
        let told = scene.description().or_else(|| scene.apposition()).or_else(|| scene.body());
        if let Some(kind) = told.filter(|&kind| kind != names[at].kind) {
            names[at].kind = kind;
            names[at].score = TOLD;
        }
    }
}

struct Beside<'a> {
    document: &'a Document,
    words: &'a Words,
    known: &'a Known,
    name: &'a Name,
    next: Option<&'a Name>,
}

impl Beside<'_> {
    /// The noun right before a name, where the tree makes both one: not so in "the company Ann Roe founded"; or the noun that
    /// the name explains: "a new album, Roe".
    fn description(&self) -> Option<NameKind> {
        let head = self.head();
        if let Some(noun) = self.document.token(head).head.filter(|&noun| noun < head && self.is(head, &["appos"])) {
            return self.kind(noun);
        }
        let marked = self.name.tokens.start.checked_sub(1)?;
        let quote = matches!(self.words.get(marked), "\"" | "“" | "‘" | "'" | "``");
        let noun = if quote { marked.checked_sub(1)? } else { marked };
        let noun_head = self.document.token(noun).head;
        let inside = noun_head.is_some_and(|head| self.name.tokens.contains(&head));
        let one = inside
            || self.document.token(head).head == Some(noun)
                && self.is(head, &["appos", "flat", "compound", "nmod:desc"]);
        if one { self.kind(noun) } else { None }
    }

    /// "Roe, a telecoms company": the noun that the tree puts behind the name to explain it.
    fn apposition(&self) -> Option<NameKind> {
        let head = self.head();
        let sentence = self.document.sentences.get(self.document.sentence_of(head))?;
        let explains = |&t: &TokenId| {
            let token = self.document.token(t);
            token.head == Some(head) && token.dep == "appos"
        };
        let noun = (self.name.tokens.end..sentence.tokens.end.min(self.name.tokens.end + 12)).find(explains)?;
        self.kind(noun)
    }

    /// What takes people for a person or a work is a body where somebody has an office or a place in it: "Roe chief
    /// executive Ann Poe", "a director of Roe".
    fn body(&self) -> Option<NameKind> {
        if !matches!(self.name.kind, NameKind::Person | NameKind::Work) {
            return None;
        }
        let end = self.name.tokens.end;
        let noun = self.next.filter(|next| next.kind == NameKind::Person && next.tokens.start > end).and_then(|next| {
            let between = end..next.tokens.start;
            let body = |t: TokenId| self.known.titles.get(self.words.get(t)).is(Use::ORGANIZATION);
            // Not so in "Roe campaign chairman Ann Poe".
            let plain = between.len() < 4 && between.clone().all(|t| self.words.shape(t) == Shape::Lower && !body(t));
            plain.then(|| next.tokens.start - 1)
        });
        let has = |noun: TokenId, what: Use| self.known.titles.get(self.words.get(noun)).is(what);
        let holds = noun.is_some_and(|noun| has(noun, Use::HEADS.or(Use::PLAYS)));
        let headed = || {
            let preposition = self.name.tokens.start.checked_sub(1)?;
            let noun = preposition.checked_sub(1)?;
            let office = match self.words.get(preposition) {
                "of" => has(noun, Use::HEADS),
                "at" => has(noun, Use::PERSON),
                _ => false,
            };
            (office && self.words.get(end) != "'s").then_some(())
        };
        (holds || headed().is_some()).then_some(NameKind::Organization)
    }

    /// The one kind of thing that a common noun describes.
    fn kind(&self, noun: TokenId) -> Option<NameKind> {
        let what = self.known.titles.get(self.words.get(noun));
        if self.words.shape(noun) != Shape::Lower || what.is(Use::KIN.or(Use::EITHER)) {
            return None;
        }
        let kinds = [
            (Use::PERSON, NameKind::Person),
            (Use::ORGANIZATION, NameKind::Organization),
            (Use::PLACE, NameKind::Place),
            (Use::WORK, NameKind::Work),
        ];
        let mut told = kinds.into_iter().filter(|&(description, _)| what.is(description));
        let (_, kind) = told.next()?;
        told.next().is_none().then_some(kind)
    }

    /// The word of the name that hangs on none of its others.
    fn head(&self) -> TokenId {
        let outside = |&t: &TokenId| self.document.token(t).head.is_none_or(|head| !self.name.tokens.contains(&head));
        self.name.tokens.clone().find(outside).unwrap_or(self.name.tokens.start)
    }

    fn is(&self, token: TokenId, deps: &[&str]) -> bool {
        deps.contains(&self.document.token(token).dep.as_str())
    }
}
