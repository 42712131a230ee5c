//! `push`: a graph into a database.

use crate::cli::input::Reading;
use crate::cli::progress::Bar;
use crate::cli::time::TimeArgs;
use crate::cli::{Cli, Outcome, source};
use anyhow::{Context, bail};
use clap::Args;
use newsgraph::push::{Address, Credentials, Endpoint, Kind, Options, Report, push};
use std::io::{self, Write};
use std::path::PathBuf;

/// Fill a database with a graph: Neo4j, any SPARQL store, PostgreSQL with Apache AGE
///
/// The database is made to hold the graph. What it holds already is not written again, so a second push changes
/// nothing, and a push that was interrupted is completed by running it again. What an earlier push of the same --name
/// left there and this graph no longer holds is counted; --prune removes it.
///
/// User and password come from the variables NEWSGRAPH_USER and NEWSGRAPH_PASSWORD or from --credentials, never from the
/// command line, where everybody on the machine could read them.
#[derive(Debug, Args)]
#[command(after_help = "\
The address names the kind of database:
  bolt://HOST:7687/DATABASE        Neo4j, Memgraph, ArcadeDB; bolt+s:// with TLS
  sparql+http://HOST/PATH          any store that takes SPARQL 1.1 Update; sparql+https:// with TLS
  postgres://HOST:5432/DATABASE    PostgreSQL with Apache AGE; ?sslmode=require with TLS

Examples:
  NEWSGRAPH_USER=neo4j NEWSGRAPH_PASSWORD=… newsgraph push bolt://localhost:7687 news/
  newsgraph push --credentials secret.txt --prune bolt+s://db.example.org/news graph.json
  newsgraph push sparql+http://localhost:3030/news graph.json
  newsgraph push --graph-store http://localhost:8890/sparql-graph-crud sparql+http://localhost:8890/sparql graph.json")]
pub(crate) struct Push {
    /// The address of the database
    #[arg(value_name = "ADDRESS")]
    address: String,
    /// Articles, facts files, graph files or archives; all are joined into one graph
    #[arg(required = true, value_name = "INPUT")]
    inputs: Vec<PathBuf>,
    /// The name of the graph in the database; graphs of different names lie side by side
    #[arg(long, value_name = "NAME", default_value = "news")]
    name: String,
    /// Remove what an earlier push of the same name left there and this graph does not hold
    #[arg(long)]
    prune: bool,
    /// Read user and password from a file of two lines
    #[arg(long, value_name = "FILE")]
    credentials: Option<PathBuf>,
    /// Trust the certificates in FILE (PEM) besides those of the system
    #[arg(long, value_name = "FILE")]
    certificates: Option<PathBuf>,
    /// Ask a SPARQL store at URL, where that is not the address at which it is updated
    #[arg(long, value_name = "URL")]
    query_url: Option<String>,
    /// Write to a SPARQL store by the Graph Store Protocol at URL, which some take many times faster than updates
    #[arg(long, value_name = "URL")]
    graph_store: Option<String>,
    #[command(flatten)]
    reading: Reading,
    #[command(flatten)]
    time: TimeArgs,
}

impl Push {
    pub(crate) fn run(&self, cli: &Cli) -> anyhow::Result<Outcome> {
        let address = Address::parse(&self.address)?;
        let credentials = self.credentials(&address)?;
        if self.name.is_empty() {
            bail!("--name is empty");
        }
        // Not read by clap, which would repeat a password that stands in one.
        let other = |url: &Option<String>| url.as_deref().map(Endpoint::parse).transpose();
        let (query_address, graph_store) = (other(&self.query_url)?, other(&self.graph_store)?);
        let private = address.is_encrypted() || address.is_local();
        let others = || query_address.iter().chain(&graph_store);
        if address.kind() != Kind::Sparql && others().next().is_some() {
            bail!("--query-url and --graph-store are for SPARQL stores");
        }
        let is_private = private && others().all(Endpoint::is_private);
        if !credentials.is_empty() && !is_private {
            let _ = writeln!(
                io::stderr(),
                "newsgraph: the connection to {address} is not encrypted, and a password goes over it"
            );
        }
        let loaded = source::load(&self.inputs, &self.reading, self.time, cli)?;
        let bar = Bar::new("pushing");
        let options = Options {
            name: self.name.clone(),
            prune: self.prune,
            query_address,
            graph_store,
            certificates: self.certificates.clone(),
        };
        let report = push(&loaded.graph, &address, &credentials, &options, &mut |done, all| bar.set(done, all));
        drop(bar);
        self.tell(&address, report?)?;
        Ok(loaded.outcome)
    }

    /// Those of the file, else those of the environment; the user of the address before either.
    fn credentials(&self, address: &Address) -> anyhow::Result<Credentials> {
        let variable = |name: &str| match std::env::var(name) {
            Ok(value) => Ok(value),
            Err(std::env::VarError::NotPresent) => Ok(String::new()),
            Err(error) => Err(error).context(name.to_owned()),
        };
        let mut credentials = match &self.credentials {
            Some(path) => Credentials::read(path)?,
            None => Credentials::new(variable("NEWSGRAPH_USER")?, variable("NEWSGRAPH_PASSWORD")?),
        };
        if let Some(user) = address.user() {
            user.clone_into(&mut credentials.user);
        }
        Ok(credentials)
    }

    fn tell(&self, address: &Address, report: Report) -> anyhow::Result<()> {
        let Report { written, unchanged, stale, removed } = report;
        let mut out = io::stdout().lock();
        writeln!(out, "{address}, graph {:?}: {written} written, {unchanged} unchanged, {removed} removed", self.name)?;
        if stale > 0 {
            writeln!(out, "{stale} of an earlier push are not in this graph and stay; --prune removes them")?;
        }
        Ok(())
    }
}
