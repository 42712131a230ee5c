//! Answers to "are these the same?", kept in a small text file that is made for version control.

use super::GivenError;
use crate::model::{Date, EntityKind};
use compact_str::CompactString;
use serde::{Deserialize, Serialize};
use std::fmt::Write as _;

/// Whom a judgement is about: everything of that name, or only what one article means by it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Reference {
    /// What it is.
    #[serde(rename = "type")]
    pub kind: EntityKind,
    /// Its name; case, accents and punctuation do not count.
    pub name: CompactString,
    /// The article that means it. Needed where several bear the name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub article: Option<CompactString>,
}

/// An answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Verdict {
    /// They are one. What is the same as one of two is the same as the other.
    Same,
    /// They are two, whatever else speaks for their being one.
    Different,
    /// Nobody can tell; the question is not asked again, and nothing else follows.
    Unsure,
}

impl Verdict {
    /// The word as the file writes it.
    pub fn as_str(self) -> &'static str {
        match self {
            Verdict::Same => "same",
            Verdict::Different => "different",
            Verdict::Unsure => "unsure",
        }
    }
}

/// One answer: who gave it, when and why.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Judgement {
    /// The answer.
    pub verdict: Verdict,
    /// The one.
    pub a: Reference,
    /// The other.
    pub b: Reference,
    /// Who judged.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub by: String,
    /// When.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub on: Option<Date>,
    /// For what reason.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub why: String,
}

/// The judgements of a file, in their order. The order means nothing; taking one out undoes what it did.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Judgements {
    /// The judgements.
    #[serde(default, rename = "judgement")]
    pub list: Vec<Judgement>,
}

impl Judgements {
    /// Reads a file of judgements: TOML, a `[[judgement]]` for each.
    ///
    /// # Errors
    /// Where the text is no such file, with the line.
    pub fn parse(text: &str) -> Result<Self, GivenError> {
        toml::from_str(text).map_err(|error| {
            let before = error.span().and_then(|span| text.get(..span.start)).unwrap_or_default();
            GivenError { line: before.matches('\n').count() + 1, reason: error.message().to_owned() }
        })
    }

    /// True where the question was answered, in either order, even with "unsure".
    pub fn is_answered(&self, a: &Reference, b: &Reference) -> bool {
        self.list.iter().any(|it| it.a == *a && it.b == *b || it.a == *b && it.b == *a)
    }
}

impl Judgement {
    /// The lines that stand for it in a file, to be added at its end.
    pub fn entry(&self) -> String {
        let mut entry = format!("\n[[judgement]]\nverdict = \"{}\"\n", self.verdict.as_str());
        // Writing to a string cannot fail.
        for (key, it) in [("a", &self.a), ("b", &self.b)] {
            let _ = write!(entry, "{key} = {{ type = \"{}\", name = {}", it.kind.as_str(), quoted(&it.name));
            if let Some(article) = &it.article {
                let _ = write!(entry, ", article = {}", quoted(article));
            }
            entry.push_str(" }\n");
        }
        let on = self.on.map(|on| on.to_string()).unwrap_or_default();
        for (key, value) in [("by", &self.by), ("on", &on), ("why", &self.why)] {
            if !value.is_empty() {
                let _ = writeln!(entry, "{key} = {}", quoted(value));
            }
        }
        entry
    }
}

fn quoted(text: &str) -> String {
    toml::Value::String(text.replace(['\n', '\r'], " ")).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn entries_are_read_back() {
        let holt = |article: Option<&str>| Reference {
            kind: EntityKind::Person,
            name: "Ida “\"\\” Holt".into(),
            article: article.map(Into::into),
        };
        let judgement = Judgement {
            verdict: Verdict::Different,
            a: holt(Some("gazette-1")),
            b: holt(None),
            by: "Ana".to_owned(),
            on: "2031-03-05".parse().ok(),
            why: "the one paints,\nthe other is mayor".to_owned(),
        };
        let file = format!("# ours\n{}", judgement.entry());
        let read = Judgements::parse(&file).unwrap();
        assert_eq!(read.list[0].why, "the one paints, the other is mayor");
        assert_eq!((&read.list[0].a, read.list[0].on), (&judgement.a, judgement.on));
        assert!(read.is_answered(&judgement.b, &judgement.a) && !read.is_answered(&judgement.a, &judgement.a));
    }

    #[test]
    fn errors_name_the_line() {
        let error = Judgements::parse("# one\n\n[[judgement]]\nverdict = \"maybe\"\n").unwrap_err();
        assert!(error.line >= 3, "{error}");
        assert!(Judgements::parse("[[judgment]]\n").is_err());
    }
}
