//! Where names begin and end: titles, articles and possessives out, "Jr." in, "San Jose, Calif." two places.

use super::words::Shape;
use super::{Known, Words, kind};
use crate::model::{Document, Name, NameKind, TokenId};
use crate::resources::gazetteers::Known as Class;
use crate::resources::titles::Use;

/// Mends the bounds and kinds of all names. Linear in their tokens.
pub(super) fn mend(document: &Document, words: &Words, known: &Known, names: Vec<Name>) -> Vec<Name> {
    let mut mended: Vec<Name> = Vec::with_capacity(names.len());
    for mut name in names {
        trim(words, known, &mut name);
        if name.tokens.start >= name.tokens.end {
            continue;
        }
        name.kind = kind::corrected(words, known, &name.tokens, name.kind, name.score);
        if name.kind == NameKind::Person {
            person(document, words, known, &mut name);
            building(document, words, known, &mut name);
        }
        if let Some(last) = mended.last_mut()
            && is_one(words, last, &name)
        {
            last.tokens.end = name.tokens.end;
            last.kind = NameKind::Place;
            continue;
        }
        mended.extend(split(words, known, &mut name));
        body(words, known, &mut name);
        mended.push(name);
    }
    mended
}

/// Leaves articles, possessives, marks and hashtags out, and what is no name: days, bare offices.
fn trim(words: &Words, known: &Known, name: &mut Name) {
    let starts = |word: &str| matches!(word, "the" | "a" | "an" | "'s" | "'" | "\"" | "“" | "‘" | "," | "(" | "-");
    while name.tokens.start < name.tokens.end && name.kind != NameKind::Work && starts(words.get(name.tokens.start)) {
        name.tokens.start += 1;
    }
    let ends = |word: &str| matches!(word, "'s" | "'" | "\"" | "”" | "," | ")" | "-" | "." | ":" | ";");
    while name.tokens.start < name.tokens.end && ends(words.get(name.tokens.end - 1)) {
        name.tokens.end -= 1;
    }
    let word = words.get(name.tokens.start);
    let (what, class) = (known.titles.get(word), known.lists.get(word));
    let office = Use::PERSON.or(Use::ORGANIZATION).or(Use::PLACE).or(Use::NAMES_ORGANIZATION);
    let listed = class.is(Class::ORGANIZATION.or(Class::PLACE).or(Class::GIVEN).or(Class::SURNAME));
    let bare = what.is(office) && class.is(Class::COMMON) && !listed;
    let blank = name.tokens.len() == 1 && name.kind != NameKind::Work && (what.is(Use::BLANK) || bare);
    if word.starts_with('#') || blank {
        name.tokens.end = name.tokens.start;
    }
}

/// Takes titles off and "Jr." in.
fn person(document: &Document, words: &Words, known: &Known, name: &mut Name) {
    let what = |token: TokenId| known.titles.get(words.get(token));
    // "Painter Maeve Corrigan": what somebody is, before a name that is whole without it.
    let calling = |name: &Name| {
        let first = name.tokens.start;
        let given = known.lists.get(words.get(first)).is(Class::GIVEN);
        name.tokens.len() > 2 && what(first).is(Use::PERSON) && !given
    };
    while name.tokens.len() > 1 && (what(name.tokens.start).is(Use::TITLE) || calling(name)) {
        name.tokens.start += 1;
    }
    // "Jane Roe QC", "Jane Roe TD".
    while name.tokens.len() > 2 && honour(words, known, name.tokens.end - 1) {
        name.tokens.end -= 1;
    }
    let sentence = document.sentences.get(document.sentence_of(name.tokens.start));
    let end = sentence.map_or(name.tokens.end, |sentence| sentence.tokens.end);
    let comma = TokenId::from(words.get(name.tokens.end) == ",");
    let next = name.tokens.end + comma;
    if next < end && words.is_capital(next) && what(next).is(Use::SUFFIX) {
        name.tokens.end = next + 1;
    }
}

/// True for letters behind a name that honour its bearer.
fn honour(words: &Words, known: &Known, token: TokenId) -> bool {
    words.shape(token) == Shape::Upper && known.titles.get(words.get(token)).is(Use::HONOR)
}

/// "Trump Tower" is no person: a name that only modifies the capitalised word for a place after it belongs to that place.
fn building(document: &Document, words: &Words, known: &Known, name: &mut Name) {
    let next = name.tokens.end;
    let Some(token) = document.tokens.get(next as usize) else { return };
    let modifies = |t: TokenId| document.token(t).head == Some(next) && document.token(t).dep.base() == "compound";
    let is_place = token.upos == "PROPN" && known.titles.get(words.get(next)).is(Use::NAMES_PLACE);
    if is_place && !words.is_capital(next + 1) && name.tokens.clone().any(modifies) {
        name.tokens.end = next + 1;
        name.kind = NameKind::Place;
    }
}

/// "Washington, D.C." and "St. Louis" are one place each.
fn is_one(words: &Words, first: &Name, second: &Name) -> bool {
    let between = second.tokens.start.saturating_sub(first.tokens.end);
    let capital =
        words.get(first.tokens.start) == "washington" && matches!(words.get(second.tokens.start), "d.c." | "dc");
    let comma = between == 0 || (between == 1 && words.get(first.tokens.end) == ",");
    let saint = first.tokens.len() == 1 && words.get(first.tokens.start) == "st." && between == 0;
    (capital && comma && first.tokens.len() == 1) || saint
}

/// "Refugee Council Enver Solomon": a body and one of its people run together; gives the body, leaves the person.
fn split(words: &Words, known: &Known, name: &mut Name) -> Option<Name> {
    let at = name.tokens.end.checked_sub(2).filter(|&at| at > name.tokens.start)?;
    // "The chair of the Refugee Council Enver Solomon": an office stands before both.
    let article = TokenId::from(name.tokens.start > 0 && words.get(name.tokens.start - 1) == "the");
    let office = name
        .tokens
        .start
        .checked_sub(2 + article)
        .is_some_and(|office| words.get(office + 1) == "of" && known.titles.get(words.get(office)).is(Use::HEADS));
    let class = |token: TokenId| known.lists.get(words.get(token));
    let marker = |token: TokenId| known.titles.get(words.get(token)).is(Use::NAMES_ORGANIZATION);
    let placed = class(at + 1).is(Class::PLACE) || known.lists.get(&words.join(&(at..at + 2))).is(Class::PLACE);
    let family = class(at + 1).is(Class::SURNAME.or(Class::GIVEN)) && !placed && !marker(at);
    let given = class(at).is(Class::GIVEN) || office && words.is_capital(at) && family && at - name.tokens.start > 1;
    if name.kind != NameKind::Organization || !given || !marker(at - 1) || marker(at + 1) || words.get(at - 1) == "of" {
        return None;
    }
    let body = Name { tokens: name.tokens.start..at, ..name.clone() };
    *name = Name { tokens: at..name.tokens.end, kind: NameKind::Person, score: name.score };
    Some(body)
}

/// "the Biden administration", "Trump campaign", "Russian Government": what acts is the body.
fn body(words: &Words, known: &Known, name: &mut Name) {
    let next = words.get(name.tokens.end);
    let leads = name.kind == NameKind::Person && matches!(next, "administration" | "campaign");
    let class = known.lists.get(&words.join(&name.tokens));
    let state = class.is(Class::DEMONYM.or(Class::COUNTRY)) && words.is_capital(name.tokens.end);
    if leads || (state && next == "government") {
        name.tokens.end += 1;
        name.kind = NameKind::Organization;
    }
}
