//! Which words of which article show a fact, and how sure it is.

use super::{CharSpan, Document, Field, Span, Statement};
use compact_str::CompactString;
use serde::{Deserialize, Serialize};

/// How a text stands to a fact.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Status {
    /// Told as so.
    #[default]
    Actual,
    /// Was so, and is no more.
    Former,
    /// Announced, scheduled, promised.
    Planned,
    /// Somebody claims it of somebody, and the article does not make it its own.
    Alleged,
    /// Denied or told as not so.
    Negated,
    /// Possible, conditional, asked, feared.
    Hypothetical,
}

impl Status {
    /// All statuses.
    pub const ALL: [Status; 6] =
        [Status::Actual, Status::Former, Status::Planned, Status::Alleged, Status::Negated, Status::Hypothetical];

    /// False for what the text denies or only imagines.
    pub fn is_asserted(self) -> bool {
        !matches!(self, Status::Negated | Status::Hypothetical)
    }

    /// The name as the formats write it.
    pub fn as_str(self) -> &'static str {
        match self {
            Status::Actual => "actual",
            Status::Former => "former",
            Status::Planned => "planned",
            Status::Alleged => "alleged",
            Status::Negated => "negated",
            Status::Hypothetical => "hypothetical",
        }
    }
}

/// A degree of belief, 0..=1, kept in hundredths so that it compares and prints exactly.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(from = "f32", into = "f32")]
pub struct Confidence(u8);

impl Confidence {
    /// The nearest hundredth; values outside 0..=1 are clamped.
    pub fn new(value: f32) -> Self {
        Confidence((value.clamp(0.0, 1.0) * 100.0).round() as u8)
    }

    /// The value, 0..=1.
    pub fn value(self) -> f32 {
        f32::from(self.0) / 100.0
    }
}

impl From<f32> for Confidence {
    fn from(value: f32) -> Self {
        Confidence::new(value)
    }
}

impl From<Confidence> for f32 {
    fn from(confidence: Confidence) -> f32 {
        confidence.value()
    }
}

/// Some words of an article. Made only from a [`Document`] (or read back from what was once made so), so that no
/// assertion can exist without words that show it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Evidence {
    /// The code points.
    #[serde(flatten)]
    span: CharSpan,
    /// The field that they count in.
    #[serde(default, skip_serializing_if = "Field::is_text")]
    field: Field,
    /// The words themselves, verbatim.
    text: String,
}

impl Evidence {
    /// The words of `span` in a field of `document`; `None` where the span is empty or cuts a character.
    pub fn new(document: &Document, field: Field, span: Span) -> Option<Self> {
        let text = span.of(document.field(field));
        (!text.is_empty()).then(|| Evidence { span: document.chars(field, span), field, text: text.to_owned() })
    }

    /// The code points of the field that the words are.
    pub fn span(&self) -> CharSpan {
        self.span
    }

    /// The field.
    pub fn field(&self) -> Field {
        self.field
    }

    /// The words, verbatim.
    pub fn text(&self) -> &str {
        &self.text
    }
}

impl<R> Statement<R> {
    /// The words of the statement, from the start of its first piece to the end of the last one in the same field.
    pub fn evidence(&self) -> Evidence {
        let first = self.content.first().copied().unwrap_or_default();
        let end = self.content.iter().filter(|piece| piece.field == first.field).map(|piece| piece.span.end).max();
        let span = CharSpan { start: first.span.start, end: end.unwrap_or_default() };
        Evidence { span, field: first.field, text: self.text.clone() }
    }
}

/// The name of the rule or model that found an assertion, e.g. `spokesperson-for/possessive`.
pub type Rule = CompactString;
