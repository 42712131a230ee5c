//! Short forms in brackets, "the Centre for River Affairs (CRA)": their letters tell where the full name begins, and both are
//! names of one kind.
//!
//! The words before the bracket are matched against the letters from last to first, as Schwartz & Hearst (2003), "A simple
//! algorithm for identifying abbreviation definitions in biomedical text", do, but whole words at a time.

use super::{Known, Words};
use crate::model::{Document, Name, NameKind, TokenId};
use crate::resources::titles::Use;
use std::ops::Range;

/// How sure such a name is.
const SCORE: u8 = 90;

/// Gives the full names their bounds and the short ones their kinds; adds what is missing. Linear in the tokens: small
/// words may count or not, but few words before a bracket are looked at.
pub(super) fn tell(document: &Document, words: &Words, known: &Known, names: &mut Vec<Name>) {
    for sentence in &document.sentences {
        for open in sentence.tokens.clone().skip(1) {
            if open + 2 < sentence.tokens.end && words.get(open) == "(" && words.get(open + 2) == ")" {
                let Some(letters) = letters(document, open + 1) else { continue };
                let first = open.saturating_sub(reach(letters.len())).max(sentence.tokens.start);
                let start = begin(words, known, first..open, &letters);
                // "Member of Parliament (MP)", "Chief Executive Officer (CEO)".
                let office = |at| known.titles.get(words.get(at)).is(Use::TITLE.or(Use::PERSON));
                if let Some(start) = start.filter(|&start| !office(start) && !office(open - 1)) {
                    join(names, start..open, open + 1);
                }
            }
        }
    }
}

/// How many words before the bracket a full name of so many letters may begin, as Schwartz & Hearst bound it.
fn reach(letters: usize) -> TokenId {
    (letters + 5).min(2 * letters) as TokenId
}

/// The letters of a short form, lower case; `None` for any other word.
fn letters(document: &Document, token: TokenId) -> Option<Vec<char>> {
    let text = document.text(token);
    let letters: Vec<char> = text.chars().flat_map(char::to_lowercase).collect();
    (text.chars().all(char::is_uppercase) && (2..10).contains(&letters.len())).then_some(letters)
}

/// The first of the words before a bracket whose initials are those letters.
fn begin(words: &Words, known: &Known, before: Range<TokenId>, letters: &[char]) -> Option<TokenId> {
    let Some((last, rest)) = letters.split_last() else {
        return words.is_capital(before.end).then_some(before.end);
    };
    let at = before.end.checked_sub(1).filter(|at| before.contains(at))?;
    let before = before.start..at;
    let small = known.titles.get(words.get(at)).is(Use::SMALL) || words.get(at) == "-";
    let counts = words.get(at).starts_with(*last) && (small || words.is_capital(at));
    let counted = counts.then(|| begin(words, known, before.clone(), rest)).flatten();
    counted.or_else(|| small.then(|| begin(words, known, before, letters)).flatten())
}

/// Makes one name of the words of `full` and another, of the same kind, of the `short` form. A name that begins earlier and
/// ends there keeps its beginning: "the UK Ministry of Defence (MOD)".
fn join(names: &mut Vec<Name>, full: Range<TokenId>, short: TokenId) {
    let whole = names.iter().position(|name| name.tokens.start <= full.start && name.tokens.end == full.end);
    let own = names.iter().find(|name| name.tokens == (short..short + 1)).map(|name| name.kind);
    let kind = match whole.map(|name| names[name].kind) {
        // Initials are a body's more often than a place's or a work's, so their own context tells more.
        Some(NameKind::Place | NameKind::Work) if own == Some(NameKind::Organization) => NameKind::Organization,
        Some(kind) => kind,
        // What only a part of the name was taken for says little of the whole.
        None => own.filter(|kind| *kind == NameKind::Event).unwrap_or(NameKind::Organization),
    };
    if let Some(name) = whole {
        names[name].kind = kind;
    } else {
        // Where neither the short form nor any part of the full one looks like a name, a term is shortened: "Artificial
        // Intelligence (AI)".
        let part = |name: &Name| name.tokens.start < full.end && full.start < name.tokens.end;
        if own.is_none() && !names.iter().any(part) {
            return;
        }
        names.retain(|name| !part(name));
        names.push(Name { tokens: full, kind, score: SCORE });
    }
    if kind != NameKind::Norp {
        names.retain(|name| !name.tokens.contains(&short));
        names.push(Name { tokens: short..short + 1, kind, score: SCORE });
    }
}

#[cfg(test)]
mod tests {
    use crate::annotate::names::tests::named;
    use crate::model::NameKind::{Organization, Person};

    #[test]
    fn letters_in_brackets_tell_where_the_full_name_begins() {
        let text = "Reports by the Centre for River Affairs (CRA) say little. The CRA was founded in 1990.";
        assert_eq!(named(text, Organization), ["Centre for River Affairs", "CRA", "CRA"]);
        let text = "In the morning the Department of Defence (DOD) met the Asia-Pacific Trade Forum (APTF).";
        assert_eq!(named(text, Organization), ["Department of Defence", "DOD", "Asia-Pacific Trade Forum", "APTF"]);
    }

    #[test]
    fn long_rows_of_small_words_are_no_names() {
        let text = format!("Ann Roe saw {}(YYYYYYYYY) there.", "y ".repeat(2000));
        assert_eq!(named(&text, Person), ["Ann Roe"]);
    }

    #[test]
    fn other_letters_in_brackets_say_nothing() {
        let text = "Ann Roe (USA) beat Mary Doe (GBR) in the final.";
        assert_eq!(named(text, Person), ["Ann Roe", "Mary Doe"]);
        let text = "Mary Roe, Member of Parliament (MP), spoke of Artificial Intelligence (AI).";
        assert_eq!(named(text, Organization), ["Parliament"]);
    }
}
