//! What the words beside a name say that it names: "the composer Ann Roe", "the bank Roe", "Roe, a telecoms company",
//! "Roe striker Bob Poe", "an analyst at Roe", "the Roe gang", "Ann Poe of Roe", "the MP for Roe", "(R-Roe)".

use super::{Known, Words, words::Shape};
use crate::model::{Document, Name, NameKind, TokenId};
use crate::resources::gazetteers::Known as Class;
use crate::resources::titles::Use;
use compact_str::CompactString;
use rustc_hash::FxHashMap;

/// How sure a kind is that is told so.
const TOLD: u8 = 90;

/// Gives names the kinds that are told beside them, there and wherever else they stand. Linear in the names, with a look
/// around each.
pub(super) fn tell(document: &Document, words: &Words, known: &Known, names: &mut [Name]) {
    let mut told: FxHashMap<CompactString, Option<NameKind>> = FxHashMap::default();
    for at in 0..names.len() {
        let before = at.checked_sub(1).and_then(|before| names.get(before));
        let scene = Beside { document, words, known, name: &names[at], before, next: names.get(at + 1) };
        if scene.name.kind.entity().is_none() || words.is_loud(document.sentence_of(scene.name.tokens.start)) {
            continue;
        }
        if let Some(kind) = scene.told() {
            let joined = words.join(&names[at].tokens);
            // Lists know better what a town is elsewhere; and told two things, it says nothing of its other places.
            if kind != NameKind::Work && !known.lists.get(&joined).is(Class::PLACE.or(Class::ORGANIZATION)) {
                let everywhere = told.entry(joined).or_insert(Some(kind));
                *everywhere = everywhere.filter(|&other| other == kind);
            }
            if kind != names[at].kind {
                names[at].kind = kind;
                names[at].score = TOLD;
            }
        }
    }
    for name in names.iter_mut().filter(|name| name.kind.entity().is_some() && name.score != TOLD) {
        if let Some(&Some(kind)) = told.get(&words.join(&name.tokens)) {
            name.kind = kind;
        }
    }
}

struct Beside<'a> {
    document: &'a Document,
    words: &'a Words,
    known: &'a Known,
    name: &'a Name,
    before: Option<&'a Name>,
    next: Option<&'a Name>,
}

impl Beside<'_> {
    fn told(&self) -> Option<NameKind> {
        self.description()
            .or_else(|| self.apposition())
            .or_else(|| self.body())
            .or_else(|| self.follows().then_some(NameKind::Organization))
            .or_else(|| self.is_seat().then_some(NameKind::Place))
            .or_else(|| self.home())
    }

    /// The noun right before a name, where the tree makes both one: not so in "the company Ann Roe founded"; or the noun that
    /// the name explains: "a new album, Roe".
    fn description(&self) -> Option<NameKind> {
        let head = self.head();
        if let Some(noun) = self.document.token(head).head.filter(|&noun| noun < head && self.is(head, &["appos"])) {
            return self.explained(noun);
        }
        let marked = self.name.tokens.start.checked_sub(1)?;
        let quote = matches!(self.words.get(marked), "\"" | "“" | "‘" | "'" | "``");
        let noun = if quote { marked.checked_sub(1)? } else { marked };
        let noun_head = self.document.token(noun).head;
        let inside = noun_head.is_some_and(|head| self.name.tokens.contains(&head));
        let (this, that) = (self.document.token(head), self.document.token(noun));
        let one = inside
            || this.head == Some(noun) && self.is(head, &["appos", "flat", "compound", "nmod:desc"])
            // Where the tree gives a verb two subjects, they are one.
            || this.head.is_some() && this.head == that.head && this.dep == that.dep && self.is(head, &["nsubj", "obj", "obl"]);
        if one { self.explained(noun) } else { None }
    }

    /// What the noun before it says that a name is.
    fn explained(&self, noun: TokenId) -> Option<NameKind> {
        let kind = self.kind(noun)?;
        Some(if kind == NameKind::Organization && self.holds_office(noun) { NameKind::Person } else { kind })
    }

    /// True for "the speaker of the parliament Ann Roe", whose noun belongs to the office before it.
    fn holds_office(&self, noun: TokenId) -> bool {
        let given = self.known.lists.get(self.words.get(self.name.tokens.start)).is(Class::GIVEN);
        let article = TokenId::from(noun > 0 && self.words.get(noun - 1) == "the");
        let of = noun.checked_sub(1 + article).filter(|&of| self.words.get(of) == "of");
        given && of.and_then(|of| of.checked_sub(1)).is_some_and(|office| self.uses(office).is(Use::PERSON))
    }

    /// "Roe, a telecoms company": the noun that the tree puts behind the name to explain it.
    fn apposition(&self) -> Option<NameKind> {
        let head = self.head();
        let sentence = self.document.sentences.get(self.document.sentence_of(head))?;
        let explains = |&t: &TokenId| {
            let token = self.document.token(t);
            token.head == Some(head) && token.dep == "appos"
        };
        let mut near = self.name.tokens.end..sentence.tokens.end.min(self.name.tokens.end + 12);
        if let Some(noun) = near.clone().find(explains) {
            return self.kind(noun);
        }
        // "The plant in Roe, a town": the tree may see the plant explained, but towns explain towns.
        let comma = self.words.get(near.next()?) == ",";
        let noun = near.find(|&t| comma && self.document.token(t).dep == "appos")?;
        let other = self.document.token(noun).head.is_some_and(|above| above < head);
        self.kind(noun).filter(|&kind| kind == NameKind::Place && other && noun < self.name.tokens.end + 6)
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

    /// "the Roe gang", "the Roe newspaper": what is taken for a person is the body that the noun behind it is.
    fn follows(&self) -> bool {
        let noun = self.name.tokens.end;
        let article = self.name.tokens.start.checked_sub(1).is_some_and(|t| self.words.get(t) == "the");
        let hangs = self.document.token(self.head()).head == Some(noun);
        self.name.kind == NameKind::Person && article && hangs && self.uses(noun).is(Use::NAMED_BODY)
    }

    /// "the MP for Roe", "Roe MP Ann Poe", and behind the letter of a party "(R-Roe)".
    fn is_seat(&self) -> bool {
        let Some(before) = self.name.tokens.start.checked_sub(1) else { return false };
        let seat = |token: TokenId| self.uses(token).is(Use::SEAT);
        let party = |token: TokenId| matches!(self.words.get(token), "d" | "r" | "i") && self.words.is_capital(token);
        let bodies = self.uses(self.name.tokens.end - 1).is(Use::NAMES_ORGANIZATION.or(Use::ENDS_BODY));
        let sits = self.words.get(before) == "for" && before.checked_sub(1).is_some_and(seat);
        let opens = |t: TokenId| matches!(self.words.get(t), "(" | ",");
        let tagged = self.words.get(before) == "-" && before > 1 && party(before - 1) && opens(before - 2);
        tagged || sits && !bodies
    }

    /// Where somebody is of, if nobody bears such a name: "Ann Poe of Roe" is of a town, of several words of a body.
    fn home(&self) -> Option<NameKind> {
        let tokens = &self.name.tokens;
        let of = tokens.start.checked_sub(1).filter(|&t| self.words.get(t) == "of")?;
        let person =
            self.before.is_some_and(|n| n.kind == NameKind::Person && n.tokens.end == of && n.tokens.len() > 1);
        let owner = self.words.get(tokens.end) == "'s";
        let lists = |token| self.known.lists.get(self.words.get(token));
        if !person || owner || self.name.kind != NameKind::Person {
            return None;
        }
        if self.uses(tokens.start).is(Use::NAMES_PLACE) || tokens.len() == 1 && lists(tokens.start).is(Class::PLACE) {
            return Some(NameKind::Place);
        }
        if tokens.len() == 1 {
            return None;
        }
        (!lists(tokens.start).is(Class::GIVEN)).then_some(NameKind::Organization)
    }

    fn uses(&self, token: TokenId) -> Use {
        self.known.titles.get(self.words.get(token))
    }

    /// The one kind of thing that a common noun describes.
    fn kind(&self, noun: TokenId) -> Option<NameKind> {
        // "her son-in-law" is no law.
        let joined = noun > 0 && self.words.get(noun - 1) == "-";
        let what = if joined { Use::default() } else { self.uses(noun) };
        // "Roe, a rival": of which kind, it does not say; "Roe, a carmaker" does.
        let either = what.is(Use::EITHER) && (what.is(Use::PERSON) || !what.is(Use::ORGANIZATION));
        if self.words.shape(noun) != Shape::Lower || what.is(Use::KIN) || either {
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

#[cfg(test)]
mod tests {
    use crate::annotate::names::tests::named;
    use crate::model::NameKind::{Organization, Person, Place};

    #[test]
    fn a_noun_before_a_name_tells_of_all_its_places() {
        let text =
            "In March the Swiss conglomerate Rittmann bought a third of it. Rittmann’s chairman, Urs Poe, said so.";
        assert_eq!(named(text, Organization), ["Rittmann", "Rittmann"]);
        assert_eq!(
            named("Her son-in-law, Jean Sala, met the speaker of the parliament Ali Poe.", Person),
            ["Jean Sala", "Ali Poe"]
        );
    }

    #[test]
    fn who_sits_for_it_makes_it_a_place() {
        assert_eq!(named("Ann Roe, the Conservative MP for Cotters Vale, resigned.", Place), ["Cotters Vale"]);
        assert_eq!(named("Rep. Ann Roe (R-PA) said so.", Place), ["PA"]);
        assert_eq!(named("A member for the Farmers Union spoke.", Place), Vec::<String>::new());
    }

    #[test]
    fn the_noun_behind_it_makes_it_a_body() {
        let text = "He was arrested with two members of the Jean Varga gang on Monday.";
        assert_eq!(named(text, Organization), ["Jean Varga"]);
        assert_eq!(named("Bob Poe joined the Calgary Otters on Monday.", Organization), ["Calgary Otters"]);
        assert_eq!(named("Bob Poe came to Palm Springs on Monday.", Organization), Vec::<String>::new());
    }

    #[test]
    fn who_is_of_it_makes_it_a_town_or_a_body() {
        assert_eq!(named("Ines Borg of Cazen Holt said it would rain.", Organization), ["Cazen Holt"]);
        assert_eq!(named("Daniel Crow of Mt. Pleasant said it would rain.", Place), ["Mt. Pleasant"]);
    }
}
