//! What is embedded or loaded: language data, gazetteers, model files. `--data DIR` overlays them.
//!
//! Files are named by their path below `data/en`: `relations/met-with.toml`. Each stage parses its own at start-up, so
//! that a broken file is one error with file and line before the first article, never a surprise inside one.

mod error;
pub mod gazetteers;
pub mod identity;
pub mod language;
pub mod lemmas;
mod lexicon;
mod overlay;
pub mod pronouns;
mod schema;
pub mod speech;
pub mod titles;

pub use error::DataError;
pub use lexicon::Lexicon;
pub(crate) use lexicon::SORTS_OF_PLACE;
pub use schema::{RelationFile, TestCase};

use crate::model::Schema;
use include_dir::{Dir, include_dir};
use sha2::{Digest, Sha256};
use std::{borrow::Cow, collections::BTreeMap, path::Path};

static EMBEDDED: Dir<'static> = include_dir!("$CARGO_MANIFEST_DIR/data/en");

/// The language data of one language: files by name, and the parts that several stages share, parsed.
#[derive(Debug, Clone)]
pub struct Resources {
    files: BTreeMap<String, Cow<'static, [u8]>>,
    schema: Schema,
    relations: Vec<RelationFile>,
    lexicon: Lexicon,
}

impl Resources {
    /// The data that the program carries.
    ///
    /// # Errors
    /// Where an embedded file is broken; the tests rule it out.
    pub fn embedded() -> Result<Self, DataError> {
        Self::from_files(embedded_files())
    }

    /// The embedded data with the files below `dir` laid over them: a file of the same name replaces, others add.
    ///
    /// # Errors
    /// Where a file cannot be read or does not parse, with its name and line.
    pub fn with_overlay(dir: &Path) -> Result<Self, DataError> {
        let mut files = embedded_files();
        overlay::collect(dir, dir, &mut files)?;
        Self::from_files(files)
    }

    fn from_files(files: BTreeMap<String, Cow<'static, [u8]>>) -> Result<Self, DataError> {
        let mut resources =
            Resources { files, schema: Schema::default(), relations: Vec::new(), lexicon: Lexicon::default() };
        resources.relations = schema::relations(&resources)?;
        resources.schema = schema::schema(&resources)?;
        resources.lexicon = Lexicon::load(&resources)?;
        Ok(resources)
    }

    /// The same data without the files below a folder: patterns without their weights, for whoever trains those.
    #[must_use]
    pub fn without(mut self, folder: &str) -> Self {
        self.files.retain(|name, _| !name.strip_prefix(folder).is_some_and(|rest| rest.starts_with('/')));
        self
    }

    /// The text of a file; `None` where there is none of that name or it is not UTF-8.
    pub fn text(&self, name: &str) -> Option<&str> {
        std::str::from_utf8(self.files.get(name)?).ok()
    }

    /// The bytes of a file: a model.
    pub fn bytes(&self, name: &str) -> Option<&[u8]> {
        self.files.get(name).map(AsRef::as_ref)
    }

    /// The text files below a folder whose name ends in `.toml`, by name: `("events/meeting.toml", text)`.
    pub fn folder<'r>(&'r self, folder: &'r str) -> impl Iterator<Item = (&'r str, &'r str)> {
        self.files
            .keys()
            .filter(move |name| name.strip_prefix(folder).is_some_and(|rest| rest.starts_with('/')))
            .filter(|name| Path::new(name).extension().is_some_and(|e| e == "toml"))
            .filter_map(|name| Some((name.as_str(), self.text(name)?)))
    }

    /// Reads a TOML file into a type of the caller's; `T::default()` where there is no such file.
    ///
    /// # Errors
    /// Where the file does not have the form of `T`.
    pub fn parse<T: serde::de::DeserializeOwned + Default>(&self, name: &str) -> Result<T, DataError> {
        self.text(name).map_or_else(|| Ok(T::default()), |text| parse(name, text))
    }

    /// Half of the SHA-256 of the version of the program and of all files, in hexadecimal: facts of one digest were
    /// found by one program. Reads all of them: tens of milliseconds.
    pub fn digest(&self) -> String {
        let mut sha = Sha256::new().chain_update(env!("CARGO_PKG_VERSION"));
        for (name, bytes) in &self.files {
            for part in [name.as_bytes(), bytes] {
                sha.update((part.len() as u64).to_le_bytes());
                sha.update(part);
            }
        }
        sha.finalize()[..16].iter().fold(String::with_capacity(32), |hex, byte| hex + &format!("{byte:02x}"))
    }

    /// The types of relations and events.
    pub fn schema(&self) -> &Schema {
        &self.schema
    }

    /// The relation files, by name.
    pub fn relations(&self) -> &[RelationFile] {
        &self.relations
    }

    /// The classes of words that rules refer to as `@class`.
    pub fn lexicon(&self) -> &Lexicon {
        &self.lexicon
    }
}

/// Reads the text of a TOML file named `name`.
pub(crate) fn parse<T: serde::de::DeserializeOwned>(name: &str, text: &str) -> Result<T, DataError> {
    toml::from_str(text).map_err(|error| {
        DataError::at(name, text, error.span().map_or(0, |span| span.start), error.message().to_owned())
    })
}

/// The text of an embedded file, empty where there is none.
fn embedded_text(name: &str) -> &'static str {
    EMBEDDED.get_file(name).and_then(include_dir::File::contents_utf8).unwrap_or_default()
}

fn embedded_files() -> BTreeMap<String, Cow<'static, [u8]>> {
    let mut files = BTreeMap::new();
    let mut folders = vec![&EMBEDDED];
    while let Some(folder) = folders.pop() {
        folders.extend(folder.dirs());
        for file in folder.files() {
            let name = file.path().to_string_lossy().replace('\\', "/");
            files.insert(name, Cow::Borrowed(file.contents()));
        }
    }
    files
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_embedded_data_parse() {
        let resources = Resources::embedded().unwrap();
        assert!(resources.schema().relations.contains_key("met-with"));
        assert!(resources.schema().is_symmetric("spouse-of") && !resources.schema().is_symmetric("parent-of"));
    }

    #[test]
    fn an_overlay_adds_and_replaces_and_its_errors_name_the_line() {
        let dir = std::env::temp_dir().join(format!("newsgraph-overlay-{}", std::process::id()));
        std::fs::create_dir_all(dir.join("relations")).unwrap();
        let good = "name = 'plays-chess-with'\nlabel = 'plays chess with'\nabout = 'Chess.'\nfrom = ['person']\nto = ['person']\n";
        std::fs::write(dir.join("relations/plays-chess-with.toml"), good).unwrap();
        let resources = Resources::with_overlay(&dir).unwrap();
        assert!(resources.schema().relations.contains_key("plays-chess-with"));
        std::fs::write(dir.join("relations/plays-chess-with.toml"), format!("{good}symmetrical = true\n")).unwrap();
        let error = Resources::with_overlay(&dir).unwrap_err().to_string();
        std::fs::remove_dir_all(&dir).unwrap();
        assert!(error.starts_with("relations/plays-chess-with.toml:6: "), "{error}");
    }
}
