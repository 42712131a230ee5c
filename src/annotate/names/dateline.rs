//! The dateline that opens a text: "TOWN, Country, May 3 (Agency) —". The town is a place, the agency a body.

use super::Words;
use crate::annotate::sentences::is_dateline;
use crate::model::{Document, Name, NameKind, TokenId};
use std::ops::Range;

/// How sure such a name is.
const SCORE: u8 = 90;

/// Gives both their kinds, the town wherever it is named, and adds the agency where nobody took it for a name. Linear in
/// the sentences and names.
pub(super) fn tell(document: &Document, words: &Words, names: &mut Vec<Name>) {
    let datelines =
        document.sentences.iter().filter(|sentence| sentence.field.is_text() && is_dateline(document, sentence));
    for sentence in datelines {
        if let Some(town) = names.iter().find(|name| name.tokens.start == sentence.tokens.start) {
            let town = words.join(&town.tokens);
            names
                .iter_mut()
                .filter(|name| words.join(&name.tokens) == town)
                .for_each(|name| name.kind = NameKind::Place);
        }
        if let Some(agency) = agency(words, sentence.tokens.start..sentence.tokens.end - 1) {
            names.retain(|name| name.tokens.end <= agency.start || agency.end <= name.tokens.start);
            names.push(Name { tokens: agency, kind: NameKind::Organization, score: SCORE });
        }
    }
}

/// The words in brackets before the dash.
fn agency(words: &Words, head: Range<TokenId>) -> Option<Range<TokenId>> {
    let last = head.end.checked_sub(1).filter(|&last| words.get(last) == ")")?;
    let open = (head.start..last).rev().find(|&token| words.get(token) == "(")?;
    let agency = open + 1..last;
    (!agency.is_empty() && agency.clone().all(|token| words.is_capital(token))).then_some(agency)
}

#[cfg(test)]
mod tests {
    use crate::annotate::names::tests::named;
    use crate::model::NameKind::{Organization, Place};

    #[test]
    fn the_agency_of_a_dateline_is_a_body() {
        let text = "AUREL, Oct 9 (Meridian) — Thieves broke into a shop on Monday, police said.";
        assert_eq!(named(text, Organization), ["Meridian"]);
        assert_eq!(named(text, Place), ["AUREL"]);
    }

    #[test]
    fn other_datelines_have_none() {
        let text = "KRAPKOV, Poland - With a brass band, the plant in Krapkov opened.";
        assert_eq!(named(text, Place), ["KRAPKOV", "Poland", "Krapkov"]);
        let text = "Ann Roe (Meridian) — a novel about Paris — is out.";
        assert!(named(text, Organization).is_empty());
    }
}
