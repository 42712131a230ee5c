//! The outputs of every subcommand that writes a graph: which files, in which formats, which part of the graph.

use anyhow::{Context, bail};
use clap::Args;
use clap::builder::PossibleValuesParser;
use newsgraph::export::page::record::Texts;
use newsgraph::export::page::{self, Html};
use newsgraph::export::{Bundle, ExportError, Exporter as _, Format};
use newsgraph::graph::{Graph, KINDS, Selection};
use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// Where and how a graph is written.
#[derive(Debug, Args)]
pub(crate) struct OutputArgs {
    /// Write the graph to FILE, `-` for standard output; may be given several times
    ///
    /// The extension tells the format. A format of several files writes them beside each other: graph.csv becomes
    /// graph-nodes.csv and graph-edges.csv; where FILE ends in a slash, the folder gets nodes.csv and edges.csv.
    #[arg(short, long, value_name = "FILE")]
    output: Vec<PathBuf>,
    /// The format of outputs whose extension names none
    #[arg(short, long, value_name = "FORMAT", value_parser = PossibleValuesParser::new(Format::all().map(Format::name)))]
    format: Option<String>,
    #[command(flatten)]
    part: PartArgs,
}

/// Which part of the graph is written. Without these options data formats hold all of it; pictures show the best
/// connected and say how much they leave out.
#[derive(Debug, Args)]
#[command(next_help_heading = "Which part of the graph")]
pub(crate) struct PartArgs {
    /// Only what lies around the person, organization, place, work or event of this name
    #[arg(long, value_name = "NAME")]
    focus: Option<String>,
    /// How many steps around --focus
    #[arg(long, value_name = "N", default_value_t = 1, requires = "focus")]
    depth: usize,
    /// At most N nodes: the best connected, by what most articles tell
    #[arg(long, value_name = "N")]
    top: Option<usize>,
    /// Only nodes of these kinds, separated by commas
    #[arg(long, value_name = "KIND", value_delimiter = ',', value_parser = PossibleValuesParser::new(KINDS))]
    only: Vec<String>,
    /// Only edges of these types, separated by commas: relations (met-with), parts in events (agent), said, about
    #[arg(long, value_name = "TYPE", value_delimiter = ',')]
    relations: Vec<String>,
    /// Only what at least N articles tell
    #[arg(long, value_name = "N", default_value_t = 1)]
    min_articles: usize,
}

impl PartArgs {
    /// The part that is asked for; `None` for all.
    fn selection(&self) -> Option<Selection> {
        let selection = Selection {
            focus: self.focus.clone(),
            depth: if self.focus.is_some() { self.depth } else { 0 },
            top: self.top,
            only: self.only.clone(),
            relations: self.relations.clone(),
            min_articles: if self.min_articles > 1 { self.min_articles } else { 0 },
        };
        (selection != Selection::default()).then_some(selection)
    }
}

impl OutputArgs {
    /// True where no output is named and no format either: then a summary is for the terminal.
    pub(crate) fn is_empty(&self) -> bool {
        self.output.is_empty() && self.format.is_none()
    }

    /// Finds the format of every output. To be asked before any work is done.
    pub(crate) fn check(&self) -> anyhow::Result<()> {
        self.outputs().map(|_| ())
    }

    /// The part of the graph that is asked for, where that is not all of it.
    pub(crate) fn part(&self, graph: &Graph) -> anyhow::Result<Option<Graph>> {
        Ok(self.part.selection().map(|selection| graph.select(&selection)).transpose()?)
    }

    /// True where an output shows the words around the evidence, so that the texts of articles are needed.
    pub(crate) fn shows_words(&self) -> bool {
        self.outputs().is_ok_and(|outputs| outputs.iter().any(|(_, format)| format.name() == Html.name()))
    }

    /// Writes the graph, or the part of it that is asked for, to every output; `texts` are the words of its articles.
    pub(crate) fn write(&self, graph: &Graph, texts: &dyn Texts) -> anyhow::Result<()> {
        let part = self.part(graph)?;
        let graph = part.as_ref().unwrap_or(graph);
        for (path, format) in self.outputs()? {
            match format {
                _ if format.name() == Html.name() => to_any(path, |out| page::write(graph, texts, out))?,
                _ if path == Path::new("-") => to_stdout(graph, format)?,
                Format::One(exporter) => to_file(path, |out| exporter.export(graph, out))?,
                Format::Many(bundle) => to_files(graph, path, bundle)?,
            }
        }
        Ok(())
    }

    /// The format of every output. A format alone means standard output.
    fn outputs(&self) -> anyhow::Result<Vec<(&Path, Format)>> {
        let stdout = (self.output.is_empty() && self.format.is_some()).then_some(Path::new("-"));
        let outputs = self.output.iter().map(PathBuf::as_path).chain(stdout);
        outputs.map(|path| Ok((path, self.format_of(path)?))).collect()
    }

    fn format_of(&self, path: &Path) -> anyhow::Result<Format> {
        let known = || Format::all().map(Format::name).collect::<Vec<_>>().join(", ");
        let named = self.format.as_deref().and_then(Format::named);
        let file = path.file_name().and_then(|name| name.to_str()).filter(|_| !is_folder(path));
        // "-o graph.json --format ftm" means what it says: that format ends in "json" too.
        let ends = |format: &Format| file.is_some_and(|file| extension(file) == extension(format.extension()));
        match (named, file.and_then(Format::of_file)) {
            (Some(format), _) if ends(&format) => Ok(format),
            (_, Some(format)) | (Some(format), None) => Ok(format),
            (None, None) => {
                bail!("{}: the extension names no format; there are {} (--format)", path.display(), known())
            }
        }
    }
}

/// What follows the last dot.
fn extension(file: &str) -> &str {
    file.rsplit('.').next().unwrap_or_default()
}

/// True for a path that ends in a slash, or of a folder.
fn is_folder(path: &Path) -> bool {
    path.as_os_str().as_encoded_bytes().last().is_some_and(|&byte| byte == b'/') || path.is_dir()
}

fn to_stdout(graph: &Graph, format: Format) -> anyhow::Result<()> {
    let Format::One(exporter) = format else {
        bail!("{} is several files: name them with -o", format.name());
    };
    let mut out = io::BufWriter::new(io::stdout().lock());
    exporter.export(graph, &mut out)?;
    Ok(out.flush()?)
}

/// Writes to a file, or to the standard output for `-`.
fn to_any(path: &Path, write: impl FnOnce(&mut dyn Write) -> Result<(), ExportError>) -> anyhow::Result<()> {
    if path == Path::new("-") {
        let mut out = io::BufWriter::new(io::stdout().lock());
        write(&mut out)?;
        return Ok(out.flush()?);
    }
    to_file(path, write)
}

fn to_file(path: &Path, write: impl FnOnce(&mut dyn Write) -> Result<(), ExportError>) -> anyhow::Result<()> {
    let whole = || format!("cannot write {}", path.display());
    let file = fs::File::create(path).with_context(whole)?;
    let mut out = io::BufWriter::new(file);
    let written = write(&mut out).map_err(anyhow::Error::from);
    written.and_then(|()| Ok(out.flush()?)).with_context(whole)
}

/// Writes the files of a bundle: into a folder, or beside each other with names that begin alike.
fn to_files(graph: &Graph, path: &Path, bundle: &Bundle) -> anyhow::Result<()> {
    let (folder, stem) = if is_folder(path) {
        (path, String::new())
    } else {
        let file = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        let end = file.to_ascii_lowercase().rfind(&format!(".{}", bundle.extension));
        let end = end.or_else(|| file.rfind('.')).unwrap_or(file.len());
        (path.parent().unwrap_or(Path::new("")), format!("{}-", &file[..end]))
    };
    if !folder.as_os_str().is_empty() {
        fs::create_dir_all(folder).with_context(|| format!("cannot make the folder {}", folder.display()))?;
    }
    for part in bundle.parts {
        let path = folder.join(format!("{stem}{}.{}", part.name, bundle.extension));
        to_file(&path, |out| (part.write)(graph, out))?;
    }
    Ok(())
}
