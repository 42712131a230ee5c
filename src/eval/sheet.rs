//! One article's answers, gold or found: the part of both formats that scoring looks at.

use super::EvalError;
use serde::Deserialize;
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

/// The answers for one article.
#[derive(Debug, Default, Deserialize)]
pub struct Sheet {
    /// The article's identifier.
    pub id: String,
    #[serde(default)]
    pub(super) entities: Vec<Entity>,
    #[serde(default)]
    pub(super) events: Vec<Event>,
    #[serde(default)]
    pub(super) relations: Vec<Relation>,
    #[serde(default)]
    pub(super) statements: Vec<Statement>,
}

#[derive(Debug, Deserialize)]
pub(super) struct Entity {
    pub(super) id: String,
    #[serde(rename = "type")]
    pub(super) kind: String,
    pub(super) name: String,
    #[serde(default)]
    pub(super) aliases: Vec<String>,
}

#[derive(Debug, Deserialize)]
pub(super) struct Event {
    pub(super) id: String,
    #[serde(rename = "type")]
    pub(super) kind: String,
    #[serde(default)]
    pub(super) name: Option<String>,
    #[serde(default)]
    pub(super) trigger: Option<Trigger>,
    #[serde(default)]
    pub(super) participants: Vec<Participant>,
    #[serde(default)]
    pub(super) place: Option<String>,
    #[serde(default)]
    pub(super) date: Option<String>,
    #[serde(default)]
    pub(super) status: Option<String>,
}

/// Words in the gold standard, words with positions in the facts.
#[derive(Debug, Deserialize)]
#[serde(untagged)]
pub(super) enum Trigger {
    Words(String),
    Evidence { text: String },
}

impl Trigger {
    pub(super) fn text(&self) -> &str {
        match self {
            Trigger::Words(text) | Trigger::Evidence { text } => text,
        }
    }
}

#[derive(Debug, Deserialize)]
pub(super) struct Participant {
    pub(super) id: String,
}

#[derive(Debug, Deserialize)]
pub(super) struct Relation {
    #[serde(rename = "type")]
    pub(super) kind: String,
    pub(super) from: String,
    pub(super) to: String,
    #[serde(default)]
    pub(super) status: Option<String>,
}

#[derive(Debug, Deserialize)]
pub(super) struct Statement {
    #[serde(default)]
    pub(super) speaker: Option<String>,
    #[serde(default)]
    pub(super) to: Vec<String>,
    #[serde(default)]
    pub(super) text: String,
}

/// True unless the text denies or only imagines it.
pub(super) fn is_asserted(status: Option<&String>) -> bool {
    status.is_none_or(|status| status != "negated" && status != "hypothetical")
}

/// Reads the gold standard: one `<id>.json` per article.
///
/// # Errors
/// Where the folder or a file cannot be read or is not in the format, or no file is there.
pub fn read_gold(dir: &Path) -> Result<BTreeMap<String, Sheet>, EvalError> {
    let io = |source| EvalError::Io { path: dir.display().to_string(), source };
    let mut sheets = BTreeMap::new();
    for entry in fs::read_dir(dir).map_err(io)? {
        let path = entry.map_err(io)?.path();
        if path.extension().is_some_and(|extension| extension == "json") {
            let sheet = parse(&read(&path)?, || path.display().to_string())?;
            sheets.insert(sheet.id.clone(), sheet);
        }
    }
    if sheets.is_empty() { Err(EvalError::NoGold(dir.display().to_string())) } else { Ok(sheets) }
}

/// Reads facts: one JSON line per article. Of two lines for one article the later counts.
///
/// # Errors
/// Where the file cannot be read or a line is not in the format.
pub fn read_facts(path: &Path) -> Result<BTreeMap<String, Sheet>, EvalError> {
    let mut sheets = BTreeMap::new();
    for (number, line) in read(path)?.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
        let sheet = parse(line, || format!("{}:{}", path.display(), number + 1))?;
        sheets.insert(sheet.id.clone(), sheet);
    }
    Ok(sheets)
}

fn read(path: &Path) -> Result<String, EvalError> {
    fs::read_to_string(path).map_err(|source| EvalError::Io { path: path.display().to_string(), source })
}

fn parse(json: &str, place: impl Fn() -> String) -> Result<Sheet, EvalError> {
    serde_json::from_str(json).map_err(|source| EvalError::Format { place: place(), source })
}
