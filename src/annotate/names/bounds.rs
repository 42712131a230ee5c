//! Where names begin and end: titles, articles and possessives out, "Jr." in, "San Jose, Calif." two places.

use super::{Known, Words};
use crate::model::{Document, Name, NameKind, TokenId};
use crate::resources::titles::Use;

/// Mends the bounds of all names. Linear in their tokens.
pub(super) fn mend(document: &Document, words: &Words, known: &Known, names: Vec<Name>) -> Vec<Name> {
    let mut mended = Vec::with_capacity(names.len());
    for mut name in names {
        trim(words, known, &mut name);
        if name.kind == NameKind::Person {
            person(document, words, known, &mut name);
        }
        if name.tokens.start < name.tokens.end {
            mended.push(name);
        }
    }
    mended
}

/// Leaves articles, possessives, marks and hashtags out.
fn trim(words: &Words, known: &Known, name: &mut Name) {
    let starts = |word: &str| matches!(word, "the" | "a" | "an" | "'s" | "'" | "\"" | "“" | "‘" | "," | "(" | "-");
    while name.tokens.start < name.tokens.end && name.kind != NameKind::Work && starts(words.get(name.tokens.start)) {
        name.tokens.start += 1;
    }
    let ends = |word: &str| matches!(word, "'s" | "'" | "\"" | "”" | "," | ")" | "-" | "." | ":" | ";");
    while name.tokens.start < name.tokens.end && ends(words.get(name.tokens.end - 1)) {
        name.tokens.end -= 1;
    }
    let hashtag = words.get(name.tokens.start).starts_with('#');
    let blank = name.tokens.len() == 1 && known.titles.get(words.get(name.tokens.start)).is(Use::BLANK);
    if hashtag || (blank && name.kind != NameKind::Work) {
        name.tokens.end = name.tokens.start;
    }
}

/// Takes titles off and "Jr." in.
fn person(document: &Document, words: &Words, known: &Known, name: &mut Name) {
    let what = |token: TokenId| known.titles.get(words.get(token));
    while name.tokens.len() > 1 && what(name.tokens.start).is(Use::TITLE) {
        name.tokens.start += 1;
    }
    let sentence = document.sentences.get(document.sentence_of(name.tokens.start));
    let end = sentence.map_or(name.tokens.end, |sentence| sentence.tokens.end);
    let comma = TokenId::from(words.get(name.tokens.end) == ",");
    let next = name.tokens.end + comma;
    if next < end && words.is_capital(next) && what(next).is(Use::SUFFIX) {
        name.tokens.end = next + 1;
    }
}
