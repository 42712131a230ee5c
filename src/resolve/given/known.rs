//! A user's own list of entities: what they are called, what they are never called, and their identifiers elsewhere.

use super::GivenError;
use crate::model::{EntityKind, ExternalIds};
use compact_str::CompactString;
use serde::Deserialize;
use serde_json::Value;

/// An entity that a user knows.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "snake_case")]
pub struct KnownEntity {
    /// The user's identifier of it.
    pub id: CompactString,
    /// What it is.
    #[serde(rename = "type")]
    pub kind: EntityKind,
    /// What it is to be called.
    pub name: String,
    /// What it is also called.
    #[serde(default)]
    pub aliases: Vec<String>,
    /// What is never this entity, however like it is.
    #[serde(default)]
    pub never_aliases: Vec<String>,
    /// What others call it, by authority: "wikidata" → "Q42".
    #[serde(default)]
    pub external_ids: ExternalIds,
}

impl KnownEntity {
    /// Its external identifiers, the user's own one among them as "known".
    pub fn all_ids(&self) -> ExternalIds {
        let mut ids = self.external_ids.clone();
        ids.insert("known".into(), self.id.clone());
        ids
    }
}

/// A list of known entities, in its order.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct KnownEntities {
    /// The entities.
    pub list: Vec<KnownEntity>,
}

/// The columns of a CSV file that are no external identifiers.
const COLUMNS: [&str; 5] = ["id", "type", "name", "aliases", "never_aliases"];

impl KnownEntities {
    /// Reads a list: JSON lines where the first letter is `{`, otherwise CSV with a line of heads.
    ///
    /// In CSV, several aliases are separated by `|`, and every further column is an authority of external identifiers.
    ///
    /// # Errors
    /// Where a line is no known entity, or two have one identifier.
    pub fn parse(text: &str) -> Result<Self, GivenError> {
        let text = text.trim_start_matches('\u{feff}');
        let list = if text.trim_start().starts_with('{') { json_lines(text) } else { csv_lines(text) }?;
        let mut ids: Vec<&CompactString> = list.iter().map(|(_, known)| &known.id).collect();
        ids.sort();
        if let Some(double) = ids.windows(2).find(|pair| pair[0] == pair[1]) {
            let line = list.iter().rev().find(|(_, it)| it.id == *double[0]).map_or(0, |(line, _)| *line);
            return Err(GivenError { line, reason: format!("a second entity {:?}", double[0]) });
        }
        Ok(KnownEntities { list: list.into_iter().map(|(_, known)| known).collect() })
    }
}

fn json_lines(text: &str) -> Result<Vec<(usize, KnownEntity)>, GivenError> {
    let lines = text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty());
    lines
        .map(|(at, line)| {
            let fail = |error: serde_json::Error| GivenError { line: at + 1, reason: error.to_string() };
            Ok((at + 1, serde_json::from_str(line).map_err(fail)?))
        })
        .collect()
}

fn csv_lines(text: &str) -> Result<Vec<(usize, KnownEntity)>, GivenError> {
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let fail = |error: &csv::Error| GivenError {
        line: error.position().map_or(1, |position| position.line() as usize),
        reason: error.to_string(),
    };
    let heads: Vec<String> = reader.headers().map_err(|error| fail(&error))?.iter().map(str::to_owned).collect();
    let mut list = Vec::new();
    for row in reader.records() {
        let row = row.map_err(|error| fail(&error))?;
        let line = row.position().map_or(1, |position| position.line() as usize);
        let mut object = serde_json::Map::new();
        let mut external = serde_json::Map::new();
        for (head, cell) in heads.iter().zip(&row).filter(|(_, cell)| !cell.trim().is_empty()) {
            let head = head.trim().to_lowercase().replace([' ', '-'], "_");
            let cell = cell.trim();
            if head.ends_with("aliases") {
                object.insert(head, cell.split('|').map(|name| Value::from(name.trim())).collect());
            } else if COLUMNS.contains(&head.as_str()) {
                object.insert(head, cell.into());
            } else {
                external.insert(head, cell.into());
            }
        }
        object.insert("external_ids".to_owned(), external.into());
        let known = serde_json::from_value(object.into());
        list.push((line, known.map_err(|error| GivenError { line, reason: error.to_string() })?));
    }
    Ok(list)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn csv_and_json_lines_are_one_list() {
        let json = r#"{"id": "7", "type": "person", "name": "Ida Holt", "aliases": ["I. M. Holt", "Lia Holt"], "never_aliases": ["Ida Holt Jr."], "external_ids": {"wikidata": "Q7"}}"#;
        let csv =
            "id,type,name,aliases,never-aliases,Wikidata\n7,person,Ida Holt,I. M. Holt|Lia Holt,Ida Holt Jr.,Q7\n";
        let (json, csv) = (KnownEntities::parse(json).unwrap(), KnownEntities::parse(csv).unwrap());
        assert_eq!(json, csv);
        assert_eq!(json.list[0].all_ids().len(), 2);
    }

    #[test]
    fn errors_name_the_line() {
        let line = |text: &str| KnownEntities::parse(text).unwrap_err().line;
        assert_eq!(line("{\"id\": \"1\", \"type\": \"person\", \"name\": \"A\"}\n{\"id\": 2}\n"), 2);
        assert_eq!(line("id,type,name\n1,person,A\n2,dragon,B\n"), 3);
        assert_eq!(line("id,type,name\n1,person,A\n1,person,B\n"), 3);
    }
}
