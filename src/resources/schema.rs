//! The types of relations and events, read from `relations/*.toml` and `events/*.toml`.

use super::{DataError, Resources, parse};
use crate::model::{EntityKind, EventType, Kind, Mappings, RelationType, Schema};
use serde::Deserialize;
use toml::Spanned;

/// One file of `relations/`: a type with the patterns that find it and the tests that hold them.
#[derive(Debug, Clone)]
pub struct RelationFile {
    /// The file's name: `relations/met-with.toml`.
    pub file: String,
    /// The type that it declares.
    pub relation: RelationType,
    /// Its patterns as they are written: the line of each in the file, and its keys.
    pub patterns: Vec<(usize, toml::Table)>,
    /// Its tests.
    pub tests: Vec<TestCase>,
}

/// A text with what must and what must not be found in it.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TestCase {
    /// A sentence or a few.
    pub text: String,
    /// What must be found: "Hicks -> Trump", "Hicks -> Trump (former)", "Hicks -> Trump (former, spokeswoman)".
    #[serde(default)]
    pub expect: Vec<String>,
    /// What must not be found, written likewise; "*" is anything at all.
    #[serde(default)]
    pub reject: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Raw {
    name: Kind,
    label: String,
    about: String,
    from: Vec<EntityKind>,
    to: Vec<EntityKind>,
    #[serde(default)]
    symmetric: bool,
    #[serde(default)]
    lasting: bool,
    #[serde(default)]
    exclusive: bool,
    inverse: Option<String>,
    #[serde(default)]
    mappings: Mappings,
    #[serde(default)]
    pattern: Vec<Spanned<toml::Table>>,
    #[serde(default)]
    test: Vec<TestCase>,
}

impl RelationFile {
    /// Reads the text of a relation file.
    ///
    /// # Errors
    /// Where it does not have the form of one; the syntax of its patterns is checked by extract.
    pub fn parse(file: &str, text: &str) -> Result<Self, DataError> {
        let raw: Raw = parse(file, text)?;
        let line = |offset| DataError::at(file, text, offset, "").line;
        Ok(RelationFile {
            file: file.to_owned(),
            patterns: raw.pattern.into_iter().map(|p| (line(p.span().start), p.into_inner())).collect(),
            tests: raw.test,
            relation: RelationType {
                name: raw.name,
                label: raw.label,
                about: raw.about,
                from: raw.from,
                to: raw.to,
                symmetric: raw.symmetric,
                lasting: raw.lasting,
                exclusive: raw.exclusive,
                inverse: raw.inverse,
                mappings: raw.mappings,
            },
        })
    }
}

/// The relation files of `resources`, by name.
pub(super) fn relations(resources: &Resources) -> Result<Vec<RelationFile>, DataError> {
    resources.folder("relations").map(|(file, text)| RelationFile::parse(file, text)).collect()
}

/// The head of an event file; what finds the event is read by extract.
#[derive(Deserialize)]
struct EventHead {
    name: Kind,
    label: String,
    about: String,
    #[serde(default)]
    once: bool,
    #[serde(default)]
    mappings: Mappings,
}

/// All types that the files of `resources` declare; the relation files are already read.
pub(super) fn schema(resources: &Resources) -> Result<Schema, DataError> {
    let mut schema = Schema::default();
    for file in resources.relations() {
        if schema.relations.insert(file.relation.name.clone(), file.relation.clone()).is_some() {
            return Err(DataError::whole(&file.file, format!("a second file declares {:?}", file.relation.name)));
        }
    }
    for (file, text) in resources.folder("events") {
        let head: EventHead = parse(file, text)?;
        let EventHead { name, label, about, once, mappings } = head;
        let event = EventType { name, label, about, once, mappings };
        schema.events.insert(event.name.clone(), event);
    }
    Ok(schema)
}
