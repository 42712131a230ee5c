//! First and second persons inside of quotations: "I" and "we" are the speaker, "you" is the addressee.

use crate::model::{CharSpan, Document, Field, MentionId, Speech, Statement, TokenId};
use std::ops::Range;

/// The tokens "I", "me", "my", "we", "us", "our" … inside the quoted words of statements, each with the speaker's mention.
/// In order; those of nested quotations are left out. O(log n) for each piece, O(n) for its words.
pub fn first_persons(document: &Document, statements: &[Statement<MentionId>]) -> Vec<(TokenId, MentionId)> {
    let mut found = persons(document, statements, |statement| statement.speaker, &FIRST);
    found.dedup_by_key(|person| person.0);
    found
}

/// The tokens "you" and "your" inside the quoted words of statements with one addressee, each with that mention. In order.
pub fn second_persons(document: &Document, statements: &[Statement<MentionId>]) -> Vec<(TokenId, MentionId)> {
    let only = |statement: &Statement<MentionId>| match statement.to.as_slice() {
        [only] => Some(*only),
        _ => None,
    };
    let mut found = persons(document, statements, only, &SECOND);
    found.dedup_by_key(|person| person.0);
    found
}

const FIRST: [&str; 11] = ["i", "me", "my", "mine", "myself", "we", "us", "our", "ours", "ourselves", "ourself"];
const SECOND: [&str; 5] = ["you", "your", "yours", "yourself", "yourselves"];

fn persons(
    document: &Document,
    statements: &[Statement<MentionId>],
    whom: impl Fn(&Statement<MentionId>) -> Option<MentionId>,
    words: &[&str],
) -> Vec<(TokenId, MentionId)> {
    let mut found = Vec::new();
    for statement in statements {
        let Some(mention) = whom(statement) else { continue };
        if statement.kind == Speech::Indirect {
            continue;
        }
        for piece in &statement.content {
            for token in tokens(document, piece.field, piece.span) {
                let text = document.text(token);
                if words.iter().any(|word| text.eq_ignore_ascii_case(word) && text != "US")
                    && quoted_once(document, token, statement.kind)
                {
                    found.push((token, mention));
                }
            }
        }
    }
    found.sort_unstable();
    found
}

/// True when a token stands in the speaker's own quotation marks and in no quotation nested in them.
fn quoted_once(document: &Document, token: TokenId, kind: Speech) -> bool {
    let end = document.quotes.partition_point(|quote| quote.tokens.start <= token);
    // Nesting is never deep, so that the marks around a token are among the last that open before it.
    let around = document.quotes[..end].iter().rev().take(8).filter(|quote| quote.tokens.contains(&token)).count();
    around == 1 || around == 0 && kind == Speech::Direct
}

/// The tokens of a stretch of code points.
pub(in crate::extract) fn tokens(document: &Document, field: Field, span: CharSpan) -> Range<TokenId> {
    let all = || document.sentences.iter().filter(|sentence| sentence.field == field);
    let first = all().next().map_or(0, |sentence| sentence.tokens.start as usize);
    let last = all().next_back().map_or(first, |sentence| sentence.tokens.end as usize);
    let tokens = document.tokens.get(first..last).unwrap_or_default();
    let start = first + tokens.partition_point(|token| document.chars(field, token.span).end <= span.start);
    let end = first + tokens.partition_point(|token| document.chars(field, token.span).start < span.end);
    start as TokenId..end.max(start) as TokenId
}
