//! Quoted text and expressions of time: layers over the text that extraction reads.

use crate::model::{Field, Interval, Span, TokenId};
use serde::{Deserialize, Serialize};
use std::ops::Range;

/// One stretch of text between quotation marks, inside one paragraph.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Quote {
    /// The field that it stands in.
    pub field: Field,
    /// Its bytes, the marks included.
    pub span: Span,
    /// The bytes between the marks.
    pub content: Span,
    /// Its tokens, the marks included.
    pub tokens: Range<TokenId>,
    /// The quote of the paragraph before that this one goes on from, by the press convention of an opening mark without a
    /// closing one: an index into [`Document::quotes`](crate::model::Document::quotes).
    pub continues: Option<u32>,
    /// True for speech, false for a title ("Famous") or a scare quote of a word or two.
    pub speech: bool,
}

/// An expression of time with its value, after TIMEX3 (Pustejovsky et al. 2003) reduced to civil dates.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TimeMention {
    /// Its tokens, inside one sentence.
    pub tokens: Range<TokenId>,
    /// The time that it states; both ends open where it cannot be worked out ("recently").
    pub value: Interval,
}
