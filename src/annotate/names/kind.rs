//! What a name names, as its words and those around it tell.

use super::{Known, Words, words::Shape};
use crate::model::{NameKind, TokenId};
use crate::resources::gazetteers::Known as Class;
use crate::resources::titles::Use;
use std::ops::Range;

/// The kind of a name with how sure it is (0..=100); `None` where nothing tells.
pub(super) fn guess(words: &Words, known: &Known, tokens: &Range<TokenId>) -> Option<(NameKind, u8)> {
    inside(words, known, tokens).or_else(|| around(words, known, tokens))
}

/// What its own words tell.
pub(super) fn inside(words: &Words, known: &Known, tokens: &Range<TokenId>) -> Option<(NameKind, u8)> {
    let joined = words.join(tokens);
    let class = known.lists.get(&joined);
    let last = words.get(tokens.end.saturating_sub(1));
    let first = words.get(tokens.start);
    let (first_use, last_use) = (known.titles.get(first), known.titles.get(last));
    if known.titles.get(&joined).is(Use::GROUP) || class.is(Class::DEMONYM) {
        return Some((NameKind::Norp, 90));
    }
    if class.is(Class::ORGANIZATION) && !class.is(Class::PLACE) {
        return Some((NameKind::Organization, 90));
    }
    if class.is(Class::COUNTRY.or(Class::REGION)) {
        return Some((NameKind::Place, 95));
    }
    if class.is(Class::WORK) {
        return Some((NameKind::Work, 85));
    }
    if tokens.len() > 1 {
        if last_use.is(Use::NAMES_ORGANIZATION) || first_use.is(Use::NAMES_ORGANIZATION) {
            return Some((NameKind::Organization, 85));
        }
        if last_use.is(Use::NAMES_EVENT) {
            return Some((NameKind::Event, 80));
        }
        if last_use.is(Use::NAMES_WORK) {
            return Some((NameKind::Work, 75));
        }
        let given = known.lists.get(first).is(Class::GIVEN);
        if given && !last_use.is(Use::NAMES_PLACE) {
            return Some((NameKind::Person, 90));
        }
        if last_use.is(Use::NAMES_PLACE) || first_use.is(Use::NAMES_PLACE) {
            return Some((NameKind::Place, 80));
        }
    }
    class.is(Class::CITY).then_some((NameKind::Place, if class.is(Class::SURNAME.or(Class::GIVEN)) { 55 } else { 85 }))
}

/// What the words around it tell, and its shape.
fn around(words: &Words, known: &Known, tokens: &Range<TokenId>) -> Option<(NameKind, u8)> {
    let before = tokens.start.checked_sub(1).map_or("", |t| words.get(t));
    let after = words.get(tokens.end);
    let last = known.lists.get(words.get(tokens.end.saturating_sub(1)));
    if known.titles.get(before).is(Use::TITLE) || SPEAKS.contains(&after) || after == "who" {
        return Some((NameKind::Person, 75));
    }
    if tokens.len() == 1 && words.shape(tokens.start) == Shape::Upper && words.get(tokens.start).len() < 6 {
        return Some((NameKind::Organization, 60));
    }
    if tokens.len() > 1 {
        let kind = if last.is(Class::SURNAME) { NameKind::Person } else { NameKind::Organization };
        return Some((kind, 50));
    }
    if ["in", "at", "near", "from"].contains(&before) {
        return Some((NameKind::Place, 50));
    }
    last.is(Class::SURNAME.or(Class::GIVEN)).then_some((NameKind::Person, 45))
}

/// Verbs whose subject is nearly always a person.
const SPEAKS: [&str; 6] = ["said", "says", "told", "added", "tweeted", "wrote"];

/// The kind that a found name must have against the finder's word, because lists or its own words are surer.
pub(super) fn corrected(words: &Words, known: &Known, tokens: &Range<TokenId>, kind: NameKind, score: u8) -> NameKind {
    let joined = words.join(tokens);
    let class = known.lists.get(&joined);
    let last = known.titles.get(words.get(tokens.end.saturating_sub(1)));
    let personal = class.is(Class::GIVEN.or(Class::SURNAME));
    if class.is(Class::COUNTRY) && !personal {
        return NameKind::Place;
    }
    if class.is(Class::WORK) {
        return NameKind::Work;
    }
    if known.titles.get(&joined).is(Use::GROUP) || (class.is(Class::DEMONYM) && !class.is(Class::PLACE)) {
        return NameKind::Norp;
    }
    if class.is(Class::REGION) && !personal && !class.is(Class::COMMON) {
        return NameKind::Place;
    }
    let sure = class.is(Class::ORGANIZATION) && !class.is(Class::PLACE);
    if sure && (score < 60 || !(personal || class.is(Class::COMMON))) {
        return NameKind::Organization;
    }
    if matches!(kind, NameKind::Person | NameKind::Place) && is_body(words, known, tokens, kind) {
        return NameKind::Organization;
    }
    if kind == NameKind::Place && class == Class::default() && is_team(words, known, tokens) {
        return NameKind::Organization;
    }
    if tokens.len() > 1 && score < 60 {
        return by_last_word(last).unwrap_or(kind);
    }
    let located = tokens.start.checked_sub(1).is_some_and(|t| words.get(t) == "in");
    match kind {
        NameKind::Organization if class.is(Class::CITY) && (located || !personal) => NameKind::Place,
        NameKind::Place if class.is(Class::GIVEN) && !class.is(Class::PLACE) => NameKind::Person,
        _ => kind,
    }
}

/// True for what is surely the name of a body: "Roe Holdings", "Banco Roe", "Roe & Poe".
fn is_body(words: &Words, known: &Known, tokens: &Range<TokenId>, kind: NameKind) -> bool {
    if tokens.len() < 2 {
        return false;
    }
    let use_of = |range: Range<TokenId>| known.titles.get(&words.join(&range));
    let (first, last) = (use_of(tokens.start..tokens.start + 1), use_of(tokens.end - 1..tokens.end));
    let place = kind == NameKind::Place;
    // "State College" is a town, "Trinidad & Tobago" a country.
    let town = place && known.lists.get(&words.join(tokens)).is(Class::CITY);
    let ends = last.or(use_of(tokens.end - 2..tokens.end)).is(Use::ENDS_BODY) && !town;
    // "Canal Street" begins so too.
    let begins = first.is(Use::BEGINS_BODY) && !(place && first.or(last).is(Use::NAMES_PLACE));
    ends || begins || !place && tokens.clone().any(|token| words.get(token) == "&")
}

/// "Calgary Otters": a town, then several of what is no sort of place.
fn is_team(words: &Words, known: &Known, tokens: &Range<TokenId>) -> bool {
    let last = tokens.end - 1;
    let plural = words.get(last).len() > 4 && words.get(last).ends_with('s') && !words.get(last).ends_with("ss");
    let what = known.titles.get(words.get(last));
    let town = || known.lists.get(&words.join(&(tokens.start..last))).is(Class::CITY);
    let surname = || known.lists.get(words.get(last)).is(Class::SURNAME.or(Class::GIVEN).or(Class::PLACE));
    tokens.len() > 1 && plural && !what.is(Use::NAMES_PLACE.or(Use::PLACE)) && town() && !surname()
}

/// What the last word of a name says that it names.
fn by_last_word(last: Use) -> Option<NameKind> {
    if last.is(Use::NAMES_WORK) {
        return Some(NameKind::Work);
    }
    match (last.is(Use::NAMES_ORGANIZATION), last.is(Use::NAMES_PLACE)) {
        (true, false) => Some(NameKind::Organization),
        (false, true) => Some(NameKind::Place),
        _ => None,
    }
}
