//! Many inputs as one stream of articles: files, folders, patterns and the standard input, in a settled order.

use super::{Articles, read_source, record};
use crate::{
    error::{ReadError, Reason},
    model::Article,
};
use rustc_hash::FxHashMap;
use std::{
    fs::{self, File},
    io,
    path::{Path, PathBuf},
};

/// How to read.
#[derive(Debug, Clone)]
pub struct Options {
    /// Refuse articles that are surely not in English.
    pub english_only: bool,
    /// Read everything as this format, see [`super::formats`]; tell it by name and content where `None`.
    pub format: Option<&'static str>,
}

impl Default for Options {
    fn default() -> Self {
        Options { english_only: true, format: None }
    }
}

impl Options {
    /// Every language, every format.
    pub fn any_language() -> Self {
        Options { english_only: false, format: None }
    }
}

/// The articles of all inputs: inputs in the order given, folders in the order of their names, each article once.
/// An error names one input or one place of it; the iteration goes on.
pub struct Inputs {
    options: Options,
    /// What is still to be read, the next at the end.
    waiting: Vec<Waiting>,
    current: Option<Articles>,
    name: String,
    /// The folders that are being read, outermost first, by their true paths.
    folders: Vec<PathBuf>,
    /// By hash of the identifier: the hash of the words.
    seen: FxHashMap<u64, u64>,
    repeated: usize,
}

/// One input to come.
enum Waiting {
    /// As the user named it: a path, a pattern or `-`.
    Named(PathBuf),
    /// Met in a folder.
    Met(PathBuf),
    /// The folder that was entered is done.
    Leave,
    /// A pattern's failure, at its place in the order.
    Failed(PathBuf, Reason),
}

impl Inputs {
    /// Nothing is opened before the first article is asked for.
    pub fn new<P: Into<PathBuf>>(inputs: impl IntoIterator<Item = P>, options: Options) -> Self {
        let mut waiting: Vec<_> = inputs.into_iter().map(|input| Waiting::Named(input.into())).collect();
        waiting.reverse();
        Inputs {
            options,
            waiting,
            current: None,
            name: String::new(),
            folders: Vec::new(),
            seen: FxHashMap::default(),
            repeated: 0,
        }
    }

    /// How many articles were met again and left out.
    pub fn repeated(&self) -> usize {
        self.repeated
    }
}

impl Inputs {
    /// Opens the next input, or puts what it stands for in its place.
    fn open(&mut self, next: Waiting) -> Result<(), ReadError> {
        match next {
            Waiting::Leave => drop(self.folders.pop()),
            Waiting::Failed(path, reason) => return Err(reason.of(&named(&path))),
            Waiting::Named(path) if path.as_os_str() == "-" => {
                self.name = named(&path);
                self.current = Some(read_source("-", Box::new(io::stdin()), &self.options, true));
            }
            Waiting::Named(path) => self.path(&path, true)?,
            Waiting::Met(path) => self.path(&path, false)?,
        }
        Ok(())
    }

    fn path(&mut self, path: &Path, asked_for: bool) -> Result<(), ReadError> {
        let refuse = |reason: Reason| reason.of(&named(path));
        let about = match fs::metadata(path) {
            Ok(about) => about,
            Err(_) if asked_for && is_pattern(path) => return self.pattern(path),
            Err(error) => return Err(refuse(error.into())),
        };
        if about.is_dir() {
            return self.folder(path).map_err(refuse);
        }
        // A pipe that is asked for is read, as in `<(command)`; one in a folder would wait for ever.
        if !asked_for && !about.is_file() {
            return Err(refuse(Reason::Special));
        }
        let file = File::open(path).map_err(|error| refuse(error.into()))?;
        self.name = named(path);
        self.current = Some(read_source(&self.name, Box::new(file), &self.options, asked_for));
        Ok(())
    }

    /// Puts the entries of a folder in its place, in the order of their names, hidden ones left out.
    fn folder(&mut self, path: &Path) -> Result<(), Reason> {
        let truly = fs::canonicalize(path)?;
        if self.folders.contains(&truly) {
            return Err(Reason::Loop);
        }
        let mut entries = Vec::new();
        for entry in fs::read_dir(path)? {
            let entry = entry?;
            if !entry.file_name().as_encoded_bytes().starts_with(b".") {
                entries.push(entry.path());
            }
        }
        entries.sort();
        self.folders.push(truly);
        self.waiting.push(Waiting::Leave);
        self.waiting.extend(entries.into_iter().rev().map(Waiting::Met));
        Ok(())
    }

    /// Puts the paths that a pattern matches in its place, in the order of their names.
    fn pattern(&mut self, path: &Path) -> Result<(), ReadError> {
        let name = named(path);
        let rule = glob::MatchOptions { require_literal_leading_dot: true, ..glob::MatchOptions::new() };
        let found = glob::glob_with(&name, rule).map_err(|error| Reason::Syntax(error.to_string()).of(&name))?;
        let mut found: Vec<_> = found
            .map(|path| match path {
                Ok(path) => Waiting::Met(path),
                Err(error) => Waiting::Failed(error.path().to_owned(), io::Error::from(error).into()),
            })
            .collect();
        if found.is_empty() {
            return Err(Reason::NoMatch.of(&name));
        }
        found.reverse();
        self.waiting.append(&mut found);
        Ok(())
    }

    /// True for an article that was not met before.
    ///
    /// # Errors
    /// When another article bears its identifier.
    fn is_new(&mut self, article: &Article) -> Result<bool, Reason> {
        let words = record::number(&[&article.title, &article.text]);
        match self.seen.insert(record::number(&[&article.id]), words) {
            None => Ok(true),
            Some(before) if before == words => {
                self.repeated += 1;
                Ok(false)
            }
            Some(before) => {
                self.seen.insert(record::number(&[&article.id]), before);
                Err(Reason::SameId(article.id.to_string()))
            }
        }
    }
}

impl Iterator for Inputs {
    type Item = Result<Article, ReadError>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            match self.current.as_mut().map(Iterator::next) {
                Some(Some(Ok(article))) => match self.is_new(&article) {
                    Ok(true) => return Some(Ok(article)),
                    Ok(false) => {}
                    Err(reason) => return Some(Err(reason.of(&self.name))),
                },
                Some(Some(Err(error))) => return Some(Err(error)),
                Some(None) => self.current = None,
                None => {
                    let next = self.waiting.pop()?;
                    if let Err(error) = self.open(next) {
                        return Some(Err(error));
                    }
                }
            }
        }
    }
}

fn named(path: &Path) -> String {
    path.to_string_lossy().into_owned()
}

fn is_pattern(path: &Path) -> bool {
    path.as_os_str().as_encoded_bytes().iter().any(|byte| matches!(byte, b'*' | b'?' | b'['))
}
