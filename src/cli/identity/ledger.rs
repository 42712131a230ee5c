//! Where answers about who is who are kept: the file that `--judgements` names, or else an archive itself.

use crate::cli::source;
use anyhow::Context;
use newsgraph::archive::{Archive, Decision};
use newsgraph::resolve::Judgement;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::time::Duration;

/// How long another program that writes to the archive is waited for.
const PATIENCE: Duration = Duration::from_secs(20);

/// A text of judgements that grows at its end.
pub(crate) enum Ledger {
    /// A file of judgements; made with the first one.
    File(PathBuf),
    /// The judgements that an archive keeps.
    Archive(PathBuf),
}

impl Ledger {
    /// Where answers about some inputs go: into the file of judgements where one is named, else into the archive where
    /// one is the only input; nowhere else.
    pub(crate) fn of(judgements: Option<&Path>, inputs: &[PathBuf]) -> Option<Self> {
        match (judgements, inputs) {
            (Some(file), _) => Some(Ledger::File(file.to_owned())),
            (None, [input]) if source::is_archive(input) => Some(Ledger::Archive(input.clone())),
            _ => None,
        }
    }

    /// Tries whether a judgement could be added.
    ///
    /// # Errors
    /// Where none could.
    #[cfg(feature = "explore")]
    pub(crate) fn check(&self) -> anyhow::Result<()> {
        match self {
            Ledger::File(path) => opened(path).map(drop),
            Ledger::Archive(path) => rewrite(path, Ok),
        }
    }

    /// Adds a judgement.
    ///
    /// # Errors
    /// Where it cannot be written.
    pub(crate) fn add(&self, judgement: &Judgement) -> anyhow::Result<()> {
        match self {
            Ledger::File(path) => append(path, judgement),
            Ledger::Archive(path) => rewrite(path, |text| Ok(text + &judgement.entry())),
        }
    }

    /// Takes a judgement out again: its last occurrence, whatever else was written meanwhile.
    ///
    /// # Errors
    /// Where somebody else has taken it out or changed it, and where nothing can be written.
    #[cfg(feature = "explore")]
    pub(crate) fn take_back(&self, judgement: &Judgement) -> anyhow::Result<()> {
        let without = |text: String| {
            let entry = judgement.entry();
            let Some(at) = text.rfind(&entry) else { anyhow::bail!("it is not in {} any more", self.name().display()) };
            Ok(text[..at].to_owned() + &text[at + entry.len()..])
        };
        match self {
            Ledger::File(path) => {
                let text = fs::read_to_string(path).with_context(|| format!("cannot read {}", path.display()))?;
                replace(path, &without(text)?)
            }
            Ledger::Archive(path) => rewrite(path, without),
        }
    }

    #[cfg(feature = "explore")]
    fn name(&self) -> &Path {
        match self {
            Ledger::File(path) | Ledger::Archive(path) => path,
        }
    }
}

/// Adds a judgement at the end of a file, which is made where there is none.
fn append(file: &Path, judgement: &Judgement) -> anyhow::Result<()> {
    let written = opened(file)?.write_all(judgement.entry().as_bytes());
    written.with_context(|| format!("cannot write {}", file.display()))
}

fn opened(file: &Path) -> anyhow::Result<fs::File> {
    let opened = fs::OpenOptions::new().create(true).append(true).open(file);
    opened.with_context(|| format!("cannot write {}", file.display()))
}

fn rewrite(path: &Path, change: impl FnOnce(String) -> anyhow::Result<String>) -> anyhow::Result<()> {
    let mut archive = Archive::open(path)?;
    let text = change(archive.decision(Decision::Judgements)?)?;
    Ok(archive.decide(Decision::Judgements, &text, PATIENCE)?)
}

/// Replaces a file as a whole: a program that is killed leaves the old one or the new one.
#[cfg(feature = "explore")]
fn replace(path: &Path, text: &str) -> anyhow::Result<()> {
    let place = || format!("cannot write {}", path.display());
    // What a link points to is replaced, not the link.
    let path = fs::canonicalize(path).with_context(place)?;
    let mut name = path.clone().into_os_string();
    name.push(".new");
    fs::write(&name, text).and_then(|()| fs::rename(&name, &path)).with_context(place)
}
