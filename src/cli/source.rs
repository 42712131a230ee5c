//! The graph that a command is asked about, whatever it is kept in: an archive, a graph file, facts or articles.

use super::input::Reading;
use super::progress::Progress;
use super::time::TimeArgs;
use super::{Cli, Outcome};
use anyhow::{Context, bail};
use newsgraph::archive::{Archive, ArchiveError};
use newsgraph::export::page::record::Texts;
use newsgraph::export::{facts::facts_of, json};
use newsgraph::graph::Graph;
use newsgraph::model::{Article, Facts};
use newsgraph::pipeline::{self, Pipeline};
use newsgraph::read;
use newsgraph::resolve::Given;
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
    if let ([path], None) = (paths, time.as_of)
        && Kind::of(path) == Kind::Graph
    {
        let graph = graph(path)?;
        return Ok(Loaded { graph, articles: Vec::new(), archives: Vec::new(), outcome: Outcome::Done });
    }
    let pipeline = cli.pipeline()?;
    let Stock { facts, articles, archives, outcome, is_archive } = Stock::open(paths, reading, time, &pipeline)?;
    let graph = match archives.as_slice() {
        [archive] if is_archive => archived(pipeline.given(), archive, &pipeline)?,
        _ => pipeline.graph_given(facts, &pipeline::decided(pipeline.given(), &archives)?),
    };
    Ok(Loaded { graph, articles, archives, outcome })
}

/// Inputs, opened: what a graph is made of, as often as people say anew who is who.
pub(crate) struct Stock {
    /// The facts of all inputs; none where they are one archive.
    facts: Vec<Facts>,
    articles: Vec<Article>,
    archives: Vec<Archive>,
    /// [`Outcome::Partly`] where something was skipped (and named on standard error), else [`Outcome::Done`].
    pub(crate) outcome: Outcome,
    /// True where the inputs are one archive and nothing else, and all of it.
    is_archive: bool,
}

impl Stock {
    /// Opens some inputs of any kinds.
    ///
    /// # Errors
    /// As [`load`].
    pub(crate) fn open(
        paths: &[PathBuf],
        reading: &Reading,
        time: TimeArgs,
        pipeline: &Pipeline,
    ) -> anyhow::Result<Self> {
        let is_archive = time.as_of.is_none() && matches!(paths, [path] if is_archive(path));
        let mut stock =
            Stock { facts: Vec::new(), articles: Vec::new(), archives: Vec::new(), outcome: Outcome::Done, is_archive };
        let mut of_articles = Vec::new();
        for path in paths {
            match Kind::of(path) {
                Kind::Archive => {
                    let archive = Archive::read(path)?;
                    if !is_archive {
                        stock.facts.extend(archive.facts()?);
                    }
                    stock.archives.push(archive);
                }
                Kind::Graph => stock.facts.extend(facts_of(&graph(path)?)),
                Kind::Facts => lines(path, &mut stock.facts)?,
                Kind::Articles => of_articles.push(path.clone()),
            }
        }
        if !of_articles.is_empty() {
            let mut found = reading.articles(&of_articles);
            stock.articles.extend(found.by_ref());
            stock.outcome = match Outcome::of(&found) {
                Outcome::Nothing if !stock.facts.is_empty() => Outcome::Partly,
                of_articles => of_articles,
            };
            stock.facts.extend(pipeline.facts_of_all(stock.articles.clone()));
        }
        if stock.facts.is_empty() && !is_archive {
            bail!("no article could be read");
        }
        stock.facts.retain(|facts| time.knows(facts));
        Ok(stock)
    }

    /// The graph, in the light of what people said about who is who: in `given`, and in the archives.
    #[cfg(feature = "explore")]
    pub(crate) fn graph(&self, pipeline: &Pipeline, given: &Given) -> Result<Graph, ArchiveError> {
        match self.archives.as_slice() {
            [archive] if self.is_archive => archived(given, archive, pipeline),
            _ => Ok(pipeline.graph_given(self.facts.clone(), &self.decided(given)?)),
        }
    }

    /// What people said about who is who: in `given`, and in the archives.
    #[cfg(feature = "explore")]
    pub(crate) fn decided(&self, given: &Given) -> Result<Given, ArchiveError> {
        pipeline::decided(given, &self.archives)
    }

    /// The words of the articles.
    ///
    /// # Errors
    /// Where an archive cannot be opened again.
    #[cfg(feature = "explore")]
    pub(crate) fn shelf(&mut self) -> Result<Shelf, ArchiveError> {
        let again = self.archives.iter().map(|archive| Archive::read(Path::new(archive.name())));
        Ok(Shelf::new(std::mem::take(&mut self.articles), again.collect::<Result<_, _>>()?))
    }
}

/// The graph of an archive, with a progress line while it is worked out.
pub(crate) fn archived(given: &Given, archive: &Archive, pipeline: &Pipeline) -> Result<Graph, ArchiveError> {
    let progress = Progress::new("reading");
    pipeline.archived_given(archive, given, |step| progress.step(step))
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

/// True for a file that is an archive.
pub(crate) fn is_archive(path: &Path) -> bool {
    Kind::of(path) == Kind::Archive
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
