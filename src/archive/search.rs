//! Full-text search over articles and names (FTS5; ranked by BM25).

use super::Archive;
use super::error::{ArchiveError, Reason};
use crate::model::Date;
use rusqlite::{Connection, Row, params};
use serde::Serialize;

/// An article that a search found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Found {
    /// Its identifier.
    pub id: String,
    /// Its headline.
    pub title: String,
    /// The day of its publication.
    pub published: Option<Date>,
    /// Its outlet.
    pub publisher: Option<String>,
    /// The words around what was searched for; what was found stands between U+0002 and U+0003.
    pub snippet: String,
}

/// A name that a search found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct NameFound {
    /// The name.
    pub name: String,
    /// What bears it: "person".
    #[serde(rename = "type")]
    pub kind: String,
    /// In how many articles.
    pub articles: u64,
}

impl Archive {
    /// The articles in which all words of `query` stand, the best first, at most `most`. Words in quotation marks stand
    /// side by side; the last word may be the beginning of one.
    ///
    /// # Errors
    /// Where the file cannot be read.
    pub fn search(&self, query: &str, most: usize) -> Result<Vec<Found>, ArchiveError> {
        self.named(articles(&self.connection, query, most))
    }

    /// The names in which all words of `query` stand, those of most articles first, at most `most`.
    ///
    /// # Errors
    /// Where the file cannot be read.
    pub fn search_names(&self, query: &str, most: usize) -> Result<Vec<NameFound>, ArchiveError> {
        self.named(names(&self.connection, query, most))
    }
}

fn articles(connection: &Connection, query: &str, most: usize) -> Result<Vec<Found>, Reason> {
    let Some(matching) = matching(query) else { return Ok(Vec::new()) };
    let mut statement = connection.prepare_cached(
        "SELECT id, article.title, published, publisher, snippet(article_search, -1, char(2), char(3), '…', 24)
         FROM article_search JOIN article ON article.number = article_search.rowid
         WHERE article_search MATCH ?1 ORDER BY bm25(article_search, 4.0, 1.0), id LIMIT ?2",
    )?;
    let found = |row: &Row| {
        Ok(Found {
            id: row.get(0)?,
            title: row.get(1)?,
            published: row.get::<_, Option<String>>(2)?.and_then(|date| date.parse().ok()),
            publisher: row.get(3)?,
            snippet: row.get(4)?,
        })
    };
    let rows = statement.query_map(params![matching, most as i64], found)?;
    rows.collect::<rusqlite::Result<_>>().map_err(|error| asked(query, error))
}

fn names(connection: &Connection, query: &str, most: usize) -> Result<Vec<NameFound>, Reason> {
    let Some(matching) = matching(query) else { return Ok(Vec::new()) };
    let mut statement = connection.prepare_cached(
        "SELECT name.name, type, count(DISTINCT article) AS articles
         FROM name_search JOIN name ON name.number = name_search.rowid
         WHERE name_search MATCH ?1 GROUP BY name.name, type ORDER BY articles DESC, name.name, type LIMIT ?2",
    )?;
    let found = |row: &Row| {
        Ok(NameFound { name: row.get(0)?, kind: row.get(1)?, articles: row.get::<_, i64>(2)?.unsigned_abs() })
    };
    let rows = statement.query_map(params![matching, most as i64], found)?;
    rows.collect::<rusqlite::Result<_>>().map_err(|error| asked(query, error))
}

/// The query in the language of FTS5: words and phrases, each quoted, so that nothing in them is an operator.
fn matching(query: &str) -> Option<String> {
    let mut parts = Vec::new();
    for (at, part) in query.split('"').enumerate() {
        if at % 2 == 1 {
            parts.push(part.to_owned());
        } else {
            parts.extend(part.split_whitespace().map(str::to_owned));
        }
    }
    parts.retain(|part| part.chars().any(char::is_alphanumeric));
    let quoted = parts.iter().map(|part| format!("\"{part}\"")).collect::<Vec<_>>().join(" ");
    let open = !query.trim_end().ends_with('"');
    (!parts.is_empty()).then(|| if open { quoted + "*" } else { quoted })
}

fn asked(query: &str, error: rusqlite::Error) -> Reason {
    match error.sqlite_error_code() {
        Some(rusqlite::ErrorCode::Unknown) => Reason::Query(query.to_owned()),
        _ => error.into(),
    }
}

#[cfg(test)]
mod tests {
    use super::matching;

    #[test]
    fn nothing_in_a_query_is_an_operator() {
        assert_eq!(matching("ida AND h*").as_deref(), Some("\"ida\" \"AND\" \"h*\"*"));
        assert_eq!(matching("\"new harbour\" bridge").as_deref(), Some("\"new harbour\" \"bridge\"*"));
        assert_eq!(matching("\"new harbour\"").as_deref(), Some("\"new harbour\""));
        assert_eq!(matching(" - \"\" "), None);
    }
}
