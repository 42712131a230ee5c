//! Works named in quotation marks: the song "Famous".

use super::{Known, Words};
use crate::model::{Document, Name, NameKind, TokenId};
use crate::resources::titles::Use;

/// Words before a title in quotation marks that are looked at.
const BEFORE: TokenId = 5;

/// Adds what stands in quotation marks and in title case near a word like "song". Linear in the quotes.
pub(super) fn add(document: &Document, words: &Words, known: &Known, names: &mut Vec<Name>) {
    for quote in document.quotes.iter().filter(|quote| !quote.speech && quote.tokens.len() > 2) {
        let mut tokens = quote.tokens.start + 1..quote.tokens.end - 1;
        while tokens.len() > 1 && matches!(words.get(tokens.end - 1), "," | "." | "!" | "?" | ";") {
            tokens.end -= 1;
        }
        let small = |t: TokenId| words.get(t).len() < 5 && !words.is_capital(t);
        let titled = words.is_capital(tokens.start) && tokens.clone().all(|t| words.is_capital(t) || small(t));
        let near = (quote.tokens.start.saturating_sub(BEFORE)..quote.tokens.start)
            .chain(quote.tokens.end..quote.tokens.end + 2);
        let told = near.into_iter().any(|t| known.titles.get(words.get(t)).is(Use::WORK));
        if titled && told && tokens.len() < 9 {
            names.retain(|name| name.tokens.end <= tokens.start || name.tokens.start >= tokens.end);
            names.push(Name { tokens, kind: NameKind::Work, score: 70 });
        }
    }
}
