//! `list`: the articles of an archive.

use crate::cli::Outcome;
use clap::Args;
use newsgraph::archive::{Archive, Listed};
use std::io::{self, BufWriter, Write};
use std::path::PathBuf;

/// List the articles of an archive
///
/// One line each, sorted by identifier: identifier, day of publication, outlet and headline, separated by tabs.
#[derive(Debug, Args)]
pub(crate) struct List {
    /// The archive
    #[arg(value_name = "ARCHIVE")]
    archive: PathBuf,
    /// One JSON object per line, with address and digests too
    #[arg(long)]
    json: bool,
}

impl List {
    pub(crate) fn run(&self) -> anyhow::Result<Outcome> {
        let mut out = BufWriter::new(io::stdout().lock());
        Archive::read(&self.archive)?.for_each_listed(|listed| {
            if self.json {
                serde_json::to_writer(&mut out, &listed)?;
                return Ok(out.write_all(b"\n")?);
            }
            line(&listed, &mut out).map_err(anyhow::Error::from)
        })?;
        out.flush()?;
        Ok(Outcome::Done)
    }
}

fn line(listed: &Listed, out: &mut impl Write) -> io::Result<()> {
    let published = listed.published.map(|date| date.to_string()).unwrap_or_default();
    let plain = |text: &str| text.replace(['\t', '\n'], " ");
    let publisher = plain(listed.publisher.as_deref().unwrap_or_default());
    writeln!(out, "{}\t{published}\t{publisher}\t{}", listed.id, plain(&listed.title))
}
