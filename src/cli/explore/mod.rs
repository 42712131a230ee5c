//! `explore`: a graph in the browser.

mod edit;

use super::identity::Ledger;
use super::input::Reading;
use super::source::{self, Shelf, Stock};
use super::time::TimeArgs;
use super::{Cli, Outcome};
use anyhow::{Context, bail};
use clap::Args;
use newsgraph::explore::{Access, Explain, Explorer, serve};
use newsgraph::export::facts::facts_of;
use newsgraph::model::Resolved;
use newsgraph::resolve;
use newsgraph::resources::identity::IdentityWords;
use std::io::{self, Write};
use std::net::{Ipv4Addr, SocketAddr};
use std::path::PathBuf;

/// The shortest token, in bytes.
const TOKEN: usize = 16;

/// Look through a graph in the browser
///
/// Serves a page on this machine until interrupted and prints its address: search, who is connected to whom, paths,
/// timeline, quotes, and for every connection the words of the articles that say so. Nothing is fetched from the network,
/// and nothing is changed unless --edit allows judgements on who is who. They are kept where `judge` keeps them: in the
/// file that --judgements names, or else in the archive where one archive is opened; every command follows them that
/// makes a graph.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  newsgraph explore news/
  newsgraph explore news.archive
  newsgraph explore news.archive --edit
  newsgraph explore news/ --edit --judgements who.toml --by Ada
  newsgraph explore graph.json --port 8500
  newsgraph explore graph.json --listen 192.0.2.7:8420 --token \"$(openssl rand -hex 16)\"")]
pub(crate) struct Explore {
    /// An archive, a graph file, facts, or articles: files, folders (read recursively), patterns, or -
    #[arg(required = true, value_name = "INPUT")]
    inputs: Vec<PathBuf>,
    #[command(flatten)]
    time: TimeArgs,
    #[command(flatten)]
    reading: Reading,
    /// Take judgements on who is who in the page: the same, different, or nobody can tell; each can be taken back
    #[arg(long)]
    edit: bool,
    /// Who judges, as the judgements are to remember it
    #[arg(long, value_name = "NAME", default_value = "", requires = "edit")]
    by: String,
    /// Listen on this port of the loopback address; 0 means any free one
    #[arg(long, value_name = "PORT", default_value_t = 8420, conflicts_with = "listen")]
    port: u16,
    /// Listen on another address, so that other machines can look; needs --token. The connection is not encrypted
    #[arg(long, value_name = "ADDRESS:PORT")]
    listen: Option<SocketAddr>,
    /// Answer only those who know this secret of at least 16 letters, digits and hyphens
    ///
    /// May be given as the environment variable NEWSGRAPH_TOKEN instead, where other users cannot read it.
    #[arg(long, value_name = "TOKEN")]
    token: Option<String>,
    /// A name besides its address by which browsers may call the server; may be given several times
    #[arg(long, value_name = "NAME")]
    host: Vec<String>,
}

impl Explore {
    pub(crate) fn run(&self, cli: &Cli) -> anyhow::Result<Outcome> {
        let token = self.token.clone().or_else(|| std::env::var("NEWSGRAPH_TOKEN").ok());
        let address = self.address(token.as_deref())?;
        let (explorer, outcome) = if self.edit { self.editable(cli)? } else { self.readable(cli)? };
        let explorer = explorer.explaining(Self::explain(cli)?);
        let access = Access { token: token.clone(), hosts: self.host.clone() };
        serve(explorer, address, access, |address| tell(address, token.as_deref()))
            .with_context(|| format!("cannot listen on {address}"))?;
        Ok(outcome)
    }

    fn readable(&self, cli: &Cli) -> anyhow::Result<(Explorer, Outcome)> {
        let loaded = source::load(&self.inputs, &self.reading, self.time, cli)?;
        let shelf = Shelf::new(loaded.articles, loaded.archives);
        Ok((Explorer::new(loaded.graph, Box::new(shelf), None), loaded.outcome))
    }

    fn editable(&self, cli: &Cli) -> anyhow::Result<(Explorer, Outcome)> {
        let Some(ledger) = Ledger::of(cli.given.judgements(), &self.inputs) else {
            bail!(
                "--edit: say with --judgements FILE where the judgements go; only those on one archive are kept in it"
            );
        };
        ledger.check()?;
        let pipeline = cli.pipeline()?;
        let mut stock = Stock::open(&self.inputs, &self.reading, self.time, &pipeline)?;
        let (outcome, shelf) = (stock.outcome, stock.shelf()?);
        let (given, by, time) = (cli.given.clone(), self.by.clone(), self.time);
        let desk = edit::Desk { stock, pipeline, given, ledger, time, by, judged: Vec::new() };
        let graph = desk.graph()?;
        Ok((Explorer::new(graph, Box::new(shelf), Some(Box::new(desk))), outcome))
    }

    /// Says why the names of an entity are one, as `why-same` does.
    fn explain(cli: &Cli) -> anyhow::Result<Explain> {
        let words = IdentityWords::load(&cli.resources()?).context("cannot read the words for names")?;
        let given = cli.given.read()?;
        Ok(Box::new(move |graph, id| {
            let resolved = Resolved { articles: facts_of(graph), ..Resolved::default() };
            resolve::explain(&resolved, id, id, &words, &given)
        }))
    }

    /// Where to listen, refused where strangers would be let in.
    fn address(&self, token: Option<&str>) -> anyhow::Result<SocketAddr> {
        let address = self.listen.unwrap_or_else(|| (Ipv4Addr::LOCALHOST, self.port).into());
        if let Some(token) = token
            && (token.len() < TOKEN || !token.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-'))
        {
            bail!("--token: at least {TOKEN} letters, digits and hyphens are needed");
        }
        if !address.ip().is_loopback() && token.is_none() {
            bail!("--listen {address}: other machines could look, so --token is needed");
        }
        Ok(address)
    }
}

/// Prints where to look.
fn tell(address: SocketAddr, token: Option<&str>) -> io::Result<()> {
    let mut out = io::stdout().lock();
    match token {
        Some(token) => writeln!(out, "http://{address}/?token={token}")?,
        None => writeln!(out, "http://{address}/")?,
    }
    out.flush()
}
