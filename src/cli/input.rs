//! The inputs of every subcommand that reads articles: arguments, messages about what was skipped, the exit code.

use clap::Args;
use newsgraph::{
    model::Article,
    read::{self, Inputs, Options},
};
use std::{io::Write as _, path::PathBuf};

/// Which articles to read.
#[derive(Debug, Args)]
pub(crate) struct InputArgs {
    /// Files, folders (read recursively), patterns, or - for the standard input
    ///
    /// Plain text, Markdown, HTML, JSON, JSON lines, RSS and Atom, each also as .gz or .zst.
    #[arg(required = true, value_name = "INPUT")]
    inputs: Vec<PathBuf>,
    #[command(flatten)]
    reading: Reading,
}

/// How articles are read.
#[derive(Debug, Args)]
pub(crate) struct Reading {
    /// Read every input in this format instead of telling it by name and content
    #[arg(long, value_name = "FORMAT", value_parser = clap::builder::PossibleValuesParser::new(read::formats()))]
    input_format: Option<String>,

    /// Which languages to read; articles in others are reported and skipped
    #[arg(long, value_enum, default_value = "en")]
    language: Language,
}

/// The languages that an article may be in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum Language {
    /// English; short texts have the benefit of the doubt
    En,
    /// Any language
    Any,
}

impl InputArgs {
    /// The inputs as the user named them.
    pub(crate) fn paths(&self) -> &[PathBuf] {
        &self.inputs
    }

    /// The articles, and the count of what was skipped once they are through.
    pub(crate) fn articles(&self) -> Articles {
        self.reading.articles(&self.inputs)
    }
}

impl Reading {
    /// The articles of some inputs, and the count of what was skipped once they are through.
    pub(crate) fn articles(&self, inputs: &[PathBuf]) -> Articles {
        let format = read::formats().find(|format| self.input_format.as_deref() == Some(format));
        let options = Options { english_only: self.language == Language::En, format };
        Articles { inputs: Inputs::new(inputs.iter().cloned(), options), read: 0, skipped: 0 }
    }
}

/// The articles of the inputs. Names each one that is skipped on the standard error.
pub(crate) struct Articles {
    inputs: Inputs,
    read: usize,
    skipped: usize,
}

impl Articles {
    /// How many articles came through.
    pub(crate) fn read(&self) -> usize {
        self.read
    }

    /// How many inputs or articles were reported and skipped.
    pub(crate) fn skipped(&self) -> usize {
        self.skipped
    }
}

impl Iterator for Articles {
    type Item = Article;

    fn next(&mut self) -> Option<Article> {
        loop {
            match self.inputs.next()? {
                Ok(article) => {
                    self.read += 1;
                    return Some(article);
                }
                Err(error) => {
                    self.skipped += 1;
                    // Nothing is left to be done about a standard error that is closed.
                    let _ = writeln!(std::io::stderr().lock(), "newsgraph: {error} (skipped)");
                }
            }
        }
    }
}
