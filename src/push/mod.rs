//! Graphs into databases: one file per protocol.
//!
//! A push makes the database hold the graph. It first asks for the keys and digests of what an earlier push left there
//! and then writes only what is missing or different, in batches that each arrive as a whole or not at all. So a second
//! push writes nothing, and a push that was cut off is resumed by the next. What the database holds of the same name
//! and the graph no longer holds is counted, and removed where [`Options::prune`] says so.

mod address;
mod batch;
mod bolt;
mod certificate;
mod credentials;
mod cypher;
mod inventory;
mod postgres;
mod record;
mod sparql;
mod tls;

pub use address::{Address, Endpoint, Kind};
pub use credentials::Credentials;

use crate::graph::Graph;
use std::path::PathBuf;

/// How to push.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// The name that the graph has in the database; several can lie side by side.
    pub name: String,
    /// Whether to remove what the database holds under that name and the graph does not hold.
    pub prune: bool,
    /// Where a SPARQL store is asked, if not where it is updated.
    pub query_address: Option<Endpoint>,
    /// Where a SPARQL store takes whole graphs by the Graph Store Protocol
    /// (<https://www.w3.org/TR/sparql11-http-rdf-update/>), if that is to be used.
    pub graph_store: Option<Endpoint>,
    /// Certificates (PEM) that are trusted besides those of the system.
    pub certificates: Option<PathBuf>,
}

/// What a push came to, in records: nodes and edges, or resources of RDF.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Report {
    /// Records that were written, new ones and changed ones.
    pub written: usize,
    /// Records that were there already.
    pub unchanged: usize,
    /// Records of an earlier push that the graph does not hold; they stay.
    pub stale: usize,
    /// Records of an earlier push that were removed.
    pub removed: usize,
}

impl Report {
    /// Before anything is written.
    fn new(inventory: &inventory::Inventory, stale: usize, prune: bool) -> Self {
        let (stale, removed) = if prune { (0, stale) } else { (stale, 0) };
        Report { written: 0, unchanged: inventory.unchanged, stale, removed }
    }
}

/// Why a push came to nothing. No message holds a password.
#[derive(Debug, thiserror::Error)]
pub enum PushError {
    /// The address cannot be read.
    #[error("not an address of a database: {0}")]
    Address(String),
    /// The address is of no known kind.
    #[error(
        "no database of the scheme {0:?}; there are bolt, bolt+s, neo4j, neo4j+s, sparql+http, sparql+https and postgres"
    )]
    Scheme(String),
    /// AGE takes no graph of this name.
    #[error(
        "Apache AGE takes no graph of the name {0:?}: it needs 3 to 60 ASCII letters, digits and underscores, a letter first"
    )]
    Name(String),
    /// The address holds a password.
    #[error(
        "the address holds a password, which everybody on this machine can see in the list of processes; \
         put it into NEWSGRAPH_PASSWORD or into a file (--credentials)"
    )]
    PasswordInAddress,
    /// A file of credentials cannot be used.
    #[error("cannot use the credentials in {path}: {cause}")]
    Credentials {
        /// The file.
        path: String,
        /// Why.
        cause: String,
    },
    /// A file of certificates cannot be used.
    #[error("cannot use the certificates in {path}: {cause}")]
    Certificates {
        /// The file.
        path: String,
        /// Why.
        cause: String,
    },
    /// Nobody answers, or in another protocol.
    #[error("cannot connect to {host}: {cause}")]
    Connect {
        /// Host and port.
        host: String,
        /// Why.
        cause: String,
    },
    /// The certificate of the database is of no authority that is trusted, or of another host, or out of date.
    #[error(
        "cannot connect to {host}: its certificate is not trusted ({cause}); if you trust who issued it, \
         name a file with the certificate of that authority (--certificates)"
    )]
    Untrusted {
        /// Host and port.
        host: String,
        /// Why.
        cause: String,
    },
    /// The database does not know the user or the password.
    #[error("{host} refuses the user {user:?}: {cause}")]
    Refused {
        /// Host and port.
        host: String,
        /// The user.
        user: String,
        /// Why.
        cause: String,
    },
    /// The database does not do what it is asked.
    #[error("{host} fails at {doing}: {cause}")]
    Server {
        /// Host and port.
        host: String,
        /// What was asked of it.
        doing: &'static str,
        /// Its answer.
        cause: String,
    },
}

/// Told now and then how many of all records are written.
pub type Watcher<'w> = &'w mut dyn FnMut(usize, usize);

/// Makes a database hold a graph.
///
/// Cost: one request for every 1,000 records or 300 triples or so that the database holds or lacks, and by the Graph Store
/// Protocol one for each article; memory of 32 bytes a record and a few MiB for batches, beyond the graph itself.
///
/// # Errors
/// When the database cannot be reached, refuses the user or fails; what was written until then stays, and the next
/// push goes on from there.
pub fn push(
    graph: &Graph,
    address: &Address,
    credentials: &Credentials,
    options: &Options,
    watcher: Watcher<'_>,
) -> Result<Report, PushError> {
    match address.kind() {
        Kind::Bolt => bolt::push(graph, address, credentials, options, watcher),
        Kind::Sparql => sparql::push(graph, address, credentials, options, watcher),
        Kind::Postgres => postgres::push(graph, address, credentials, options, watcher),
    }
}
