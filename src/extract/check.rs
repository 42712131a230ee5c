//! Runs the tests that a relation file holds.

use super::{Assertions, Relations, facts};
use crate::model::{Document, EntityId, Facts, Relation, Schema};
use crate::resources::{DataError, RelationFile, Resources, TestCase};
use std::fmt;

/// What the tests of a relation file showed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Report {
    /// The file's name.
    pub file: String,
    /// How many texts it holds.
    pub tests: usize,
    /// One line for each expectation that was not met: the text, what was expected, what was found.
    pub failures: Vec<String>,
}

impl Report {
    /// True where all expectations were met.
    pub fn passed(&self) -> bool {
        self.failures.is_empty()
    }
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{}: {} tests, {} failures", self.file, self.tests, self.failures.len())?;
        self.failures.iter().try_for_each(|failure| writeln!(f, "  {failure}"))
    }
}

/// Runs the tests in the text of a relation file: `annotate` makes a document of each test's text.
///
/// # Errors
/// Where the file does not parse.
pub fn check(
    file: &str,
    text: &str,
    resources: &Resources,
    annotate: impl Fn(&str) -> Document,
) -> Result<Report, DataError> {
    let file = RelationFile::parse(file, text)?;
    let relations = Relations::of(std::slice::from_ref(&file), resources)?;
    let mut schema = Schema::default();
    schema.relations.insert(file.relation.name.clone(), file.relation.clone());
    let mut failures = Vec::new();
    for test in &file.tests {
        let document = annotate(&test.text);
        let found = Assertions { relations: relations.find(&document), ..Assertions::default() };
        failures.extend(judge(test, &facts(&document, &schema, found), file.relation.symmetric));
    }
    Ok(Report { file: file.file, tests: file.tests.len(), failures })
}

fn judge(test: &TestCase, facts: &Facts, symmetric: bool) -> Vec<String> {
    let has = |wanted: &str| facts.relations.iter().any(|relation| agrees(facts, relation, wanted, symmetric));
    let missing = test.expect.iter().filter(|wanted| !has(wanted)).map(|wanted| format!("missing {wanted}"));
    let wrong = test.reject.iter().filter(|wanted| has(wanted)).map(|wanted| format!("wrong {wanted}"));
    let found: Vec<String> = facts.relations.iter().map(|r| shown(facts, r)).collect();
    missing.chain(wrong).map(|what| format!("{what} in {:?}; found [{}]", test.text, found.join("; "))).collect()
}

/// True where a relation is what a test writes: "A -> B (former, spokeswoman)"; "*" is any.
fn agrees(facts: &Facts, relation: &Relation<EntityId>, wanted: &str, symmetric: bool) -> bool {
    let (ends, remarks) = match wanted.split_once('(') {
        Some((ends, remarks)) => (ends, remarks.trim_end().trim_end_matches(')')),
        None => (wanted, ""),
    };
    let fits = remarks.split(',').map(str::trim).filter(|remark| !remark.is_empty()).all(|remark| {
        relation.status.as_str() == remark || relation.title.as_deref().is_some_and(|t| t.eq_ignore_ascii_case(remark))
    });
    let Some((from, to)) = ends.split_once("->") else { return ends.trim() == "*" && fits };
    let names = |id: &EntityId, name: &str| {
        let entity = facts.entities.iter().find(|entity| entity.id == *id);
        entity.is_some_and(|e| e.name == name.trim() || e.aliases.iter().any(|alias| alias == name.trim()))
    };
    let straight = names(&relation.from, from) && names(&relation.to, to);
    fits && (straight || (symmetric && names(&relation.from, to) && names(&relation.to, from)))
}

fn shown(facts: &Facts, relation: &Relation<EntityId>) -> String {
    let name = |id: &EntityId| facts.entities.iter().find(|e| e.id == *id).map_or("?", |e| e.name.as_str());
    let title = relation.title.as_deref().map_or_else(String::new, |title| format!(", {title}"));
    format!("{} -> {} ({}{title})", name(&relation.from), name(&relation.to), relation.status.as_str())
}
