//! The graph that a command is asked about, whatever it is kept in: an archive, a graph file, facts or articles.

use super::input::Reading;
use super::progress::Progress;
use super::time::TimeArgs;
use super::{Cli, Outcome};
use anyhow::{Context, bail};
use newsgraph::archive::Archive;
use newsgraph::export::page::record::Texts;
use newsgraph::export::{facts::facts_of, json};
use newsgraph::graph::Graph;
use newsgraph::model::{Article, Facts};
use newsgraph::read;
use std::collections::BTreeMap;
use std::io::{self, BufRead, Read};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

/// A graph with what came of reading it.
pub(crate) struct Loaded {
    pub(crate) graph: Graph,
    /// The articles, where they were among the inputs; a graph or facts file does not hold their text, and that of an
    /// archive is fetched article by article ([`Archive::article`]).
    pub(crate) articles: Vec<Article>,
    /// The archives among the inputs.
    pub(crate) archives: Vec<Archive>,
    /// [`Outcome::Partly`] where something was skipped (and named on standard error), else [`Outcome::Done`].
    pub(crate) outcome: Outcome,
}

impl Loaded {
    /// An article with its text, where that is at hand: a graph or facts file does not hold it.
    pub(crate) fn article(&self, id: &str) -> Option<Article> {
        let read = self.articles.iter().find(|article| article.id == id).cloned();
        read.or_else(|| self.archives.iter().find_map(|archive| archive.article(id).ok().flatten()))
    }
}

/// The graph of some inputs of any kinds. One graph file alone is taken as it is; several inputs are resolved together.
///
/// # Errors
/// Where a graph, facts file or archive cannot be read, with its name and the place; where no input gave anything.
pub(crate) fn load(paths: &[PathBuf], reading: &Reading, time: TimeArgs, cli: &Cli) -> anyhow::Result<Loaded> {
    let mut loaded = load_all(paths, reading, time, cli)?;
    if time.valid_at.is_some() {
        loaded.graph = time.part(loaded.graph, cli.resources()?.schema());
    }
    Ok(loaded)
}

fn load_all(paths: &[PathBuf], reading: &Reading, time: TimeArgs, cli: &Cli) -> anyhow::Result<Loaded> {
    if let ([path], None) = (paths, time.as_of) {
        let whole = |graph, archives| Loaded { graph, articles: Vec::new(), archives, outcome: Outcome::Done };
        match Kind::of(path) {
            Kind::Graph => return Ok(whole(graph(path)?, Vec::new())),
            Kind::Archive => {
                let archive = Archive::read(path)?;
                let progress = Progress::new("reading");
                let graph = cli.pipeline()?.archived_told(&archive, |step| progress.step(step))?;
                return Ok(whole(graph, vec![archive]));
            }
            Kind::Facts | Kind::Articles => {}
        }
    }
    let mut facts = Vec::new();
    let mut of_articles = Vec::new();
    let mut archives = Vec::new();
    for path in paths {
        match Kind::of(path) {
            Kind::Archive => {
                let archive = Archive::read(path)?;
                facts.extend(archive.facts()?);
                archives.push(archive);
            }
            Kind::Graph => facts.extend(facts_of(&graph(path)?)),
            Kind::Facts => lines(path, &mut facts)?,
            Kind::Articles => of_articles.push(path.clone()),
        }
    }
    let pipeline = cli.pipeline()?;
    let mut outcome = if facts.is_empty() { Outcome::Nothing } else { Outcome::Done };
    let mut articles = Vec::new();
    if !of_articles.is_empty() {
        let mut found = reading.articles(&of_articles);
        articles.extend(found.by_ref());
        outcome = match Outcome::of(&found) {
            Outcome::Nothing if outcome == Outcome::Done => Outcome::Partly,
            of_articles => of_articles,
        };
        facts.extend(pipeline.facts_of_all(articles.clone()));
    }
    if facts.is_empty() {
        bail!("no article could be read");
    }
    facts.retain(|facts| time.knows(facts));
    Ok(Loaded { graph: pipeline.graph(facts), articles, archives, outcome })
}

/// The words of articles, for the text around a piece of evidence: of articles that were read, and of archives.
#[derive(Default)]
pub(crate) struct Shelf {
    words: BTreeMap<String, (String, String)>,
    archives: Mutex<Vec<Archive>>,
}

impl Shelf {
    pub(crate) fn new(articles: Vec<Article>, archives: Vec<Archive>) -> Self {
        let words = articles.into_iter().map(|it| (it.id.to_string(), (it.title, it.text))).collect();
        Shelf { words, archives: Mutex::new(archives) }
    }
}

impl Texts for Shelf {
    fn words(&self, article: &str) -> Option<(String, String)> {
        if let Some(words) = self.words.get(article) {
            return Some(words.clone());
        }
        // Where an archive cannot be read any more, the evidence stands without the words around it.
        let archives = self.archives.lock().unwrap_or_else(PoisonError::into_inner);
        let found = archives.iter().find_map(|archive| archive.article(article).ok().flatten())?;
        (!found.text.is_empty()).then_some((found.title, found.text))
    }
}

/// What an input is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Archive,
    Graph,
    Facts,
    /// Anything else: a folder, a pattern, an article; what cannot be read is reported where articles are read.
    Articles,
}

impl Kind {
    /// Told by the first bytes of a file, unpacked, or of the standard input.
    fn of(path: &Path) -> Self {
        if path.as_os_str() == "-" {
            // Looking leaves the bytes where they are.
            return io::stdin().lock().fill_buf().map_or(Kind::Articles, Kind::of_head);
        }
        // A pipe can be read only once.
        if !path.is_file() {
            return Kind::Articles;
        }
        read::open(path).map_or(Kind::Articles, |source| Kind::of_head(source.head()))
    }

    fn of_head(head: &[u8]) -> Self {
        if Archive::is_one(head) {
            return Kind::Archive;
        }
        let keys = keys(head);
        let has = |key: &str| keys.contains(&key.as_bytes());
        if has("nodes") && has("links") || keys.starts_with(&[b"directed", b"multigraph"]) {
            Kind::Graph
        } else if has("entities") && !has("text") {
            Kind::Facts
        } else {
            Kind::Articles
        }
    }
}

/// The keys of the JSON object that begins here, as far as it is seen; none where none begins.
fn keys(head: &[u8]) -> Vec<&[u8]> {
    let (mut keys, mut depth, mut string, mut at) = (Vec::new(), 0u32, None, 0);
    let head = head.strip_prefix(b"\xef\xbb\xbf").unwrap_or(head).trim_ascii_start();
    while let Some(&byte) = head.get(at) {
        match (byte, string) {
            (b'\\', Some(_)) => at += 1,
            (b'"', Some(start)) => {
                let colon = head[at + 1..].iter().find(|byte| !byte.is_ascii_whitespace());
                if depth == 1 && colon == Some(&b':') {
                    keys.push(&head[start..at]);
                }
                string = None;
            }
            (b'"', None) => string = Some(at + 1),
            (b'{' | b'[', None) => depth += 1,
            (b'}' | b']', None) if depth <= 1 => break,
            (b'}' | b']', None) => depth -= 1,
            (_, None) if depth == 0 => break,
            _ => {}
        }
        at += 1;
    }
    if head.starts_with(b"{") { keys } else { Vec::new() }
}

/// All bytes of a file or of the standard input, unpacked.
fn bytes(path: &Path) -> anyhow::Result<Box<dyn BufRead>> {
    if path.as_os_str() == "-" {
        return Ok(Box::new(io::stdin().lock()));
    }
    Ok(Box::new(read::open(path)?.into_bytes()))
}

fn graph(path: &Path) -> anyhow::Result<Graph> {
    json::read(bytes(path)?).with_context(|| path.display().to_string())
}

/// Reads the lines of a facts file.
fn lines(path: &Path, facts: &mut Vec<Facts>) -> anyhow::Result<()> {
    let mut bytes = bytes(path)?;
    let mut line = Vec::new();
    for number in 1u64.. {
        line.clear();
        let place = || format!("{}:{number}", path.display());
        if bytes.by_ref().read_until(b'\n', &mut line).with_context(place)? == 0 {
            break;
        }
        let line = line.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&line);
        if !line.trim_ascii().is_empty() {
            facts.push(serde_json::from_slice(line).context("not facts").with_context(place)?);
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_content_tells_what_an_input_is() {
        let kind = |head: &str| Kind::of_head(head.as_bytes());
        assert_eq!(kind("SQLite format 3\0…"), Kind::Archive);
        assert_eq!(kind("{\"directed\": true, \"multigraph\": true, \"graph\": {\"articles\":[{\"id\""), Kind::Graph);
        assert_eq!(kind("{\"nodes\": [], \"links\": []}"), Kind::Graph);
        assert_eq!(kind("\u{feff} {\"id\": \"a\", \"title\": \"{\\\"\", \"entities\": ["), Kind::Facts);
        assert_eq!(kind("{\"id\": \"a\", \"text\": \"\", \"entities\": []}"), Kind::Articles);
        assert_eq!(kind("{\"id\": \"a\", \"other\": {\"entities\": []}}\n{\"entities\""), Kind::Articles);
        assert_eq!(kind("{ \"entities\" are what"), Kind::Articles);
        assert_eq!(kind("[{\"entities\": []}]"), Kind::Articles);
        assert_eq!(kind("A sentence."), Kind::Articles);
    }
}
