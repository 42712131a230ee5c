//! Neo4j, and what else speaks Bolt and Cypher: Memgraph, ArcadeDB, Amazon Neptune.

use super::cypher::{self, Batch, Stale, StoredEdge};
use super::inventory::Inventory;
use super::record::inventory;
use super::{Address, Credentials, Options, PushError, Report, Watcher};
use crate::export::flat::property::LABELS;
use crate::graph::Graph;
use neo4rs::{BoltList, BoltMap, BoltString, BoltType, ConfigBuilder, Error, Query, Row};
use serde_json::Value;
use std::time::Duration;

/// How long a connection may take.
const PATIENCE: Duration = Duration::from_secs(30);
/// Rows that the database sends at a time.
const FETCH: usize = 5000;

/// Makes the database of `address` hold `graph`.
pub(super) fn push(
    graph: &Graph,
    address: &Address,
    credentials: &Credentials,
    options: &Options,
    watcher: Watcher<'_>,
) -> Result<Report, PushError> {
    let server = Server::new(address, credentials, options)?;
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    let runtime = runtime.map_err(|error| server.connect_error(&error.to_string()))?;
    runtime.block_on(async {
        let session = server.open().await?;
        session.constrain().await?;
        let mut inventory = inventory(graph, &options.name);
        let stale = session.compare(&mut inventory).await?;
        let mut report = Report::new(&inventory, stale.len(), options.prune);
        for batch in cypher::writes(graph, &options.name, &inventory) {
            watcher(report.written, inventory.len());
            let rows = batch.1.len();
            session.send("writing", batch).await?;
            report.written += rows;
        }
        if options.prune {
            for batch in stale.removals() {
                session.send("removing", batch).await?;
            }
        }
        Ok(report)
    })
}

/// Whom to talk to.
struct Server<'a> {
    host: String,
    config: neo4rs::Config,
    credentials: &'a Credentials,
    name: &'a str,
}

/// An open connection.
struct Session<'a> {
    server: &'a Server<'a>,
    database: neo4rs::Graph,
}

impl<'a> Server<'a> {
    fn new(address: &Address, credentials: &'a Credentials, options: &'a Options) -> Result<Self, PushError> {
        let host = format!("{}:{}", address.host(), address.port(7687));
        let mut builder = ConfigBuilder::default()
            .uri(address.to_string())
            .user(credentials.user.as_str())
            .password(credentials.password())
            .fetch_size(FETCH)
            .max_connections(1);
        if let Some(database) = address.database() {
            builder = builder.db(database);
        }
        if let Some(path) = &options.certificates {
            super::certificate::read(path)?;
            builder = builder.with_client_certificate(path);
        }
        let config = builder.build().map_err(|error| PushError::Address(error.to_string()))?;
        Ok(Server { host, config, credentials, name: &options.name })
    }

    async fn open(&'a self) -> Result<Session<'a>, PushError> {
        let opening = async {
            let database = neo4rs::Graph::connect(self.config.clone()).await?;
            // A transaction, because what is run without one is tried again for a minute.
            let mut first = database.start_txn().await?;
            first.run(Query::new("RETURN 1".to_owned())).await?;
            first.commit().await?;
            Ok(database)
        };
        let timed = tokio::time::timeout(PATIENCE, opening).await;
        let opened: Result<_, Error> = timed.map_err(|_| self.connect_error("no answer within 30 seconds"))?;
        match opened {
            Ok(database) => Ok(Session { server: self, database }),
            Err(error) => Err(self.error("connecting", &error)),
        }
    }

    fn connect_error(&self, cause: &str) -> PushError {
        super::certificate::no_connection(self.host.clone(), self.credentials.redact(cause))
    }

    fn error(&self, doing: &'static str, error: &Error) -> PushError {
        let host = self.host.clone();
        let refused = |cause: &str| PushError::Refused {
            host: host.clone(),
            user: self.credentials.user.clone(),
            cause: self.credentials.redact(cause),
        };
        match error {
            Error::AuthenticationError(message) => refused(message),
            Error::Neo4j(error) if error.code().contains(".Security.") => refused(error.message()),
            Error::IOError { detail } => self.connect_error(&detail.to_string()),
            Error::ConnectionError | Error::UnsupportedVersion(_) => self.connect_error(&error.to_string()),
            other => PushError::Server { host, doing, cause: self.credentials.redact(&other.to_string()) },
        }
    }
}

impl Session<'_> {
    async fn run(&self, doing: &'static str, query: Query) -> Result<(), PushError> {
        self.database.run(query).await.map_err(|error| self.server.error(doing, &error))
    }

    async fn send(&self, doing: &'static str, (query, rows): Batch) -> Result<(), PushError> {
        let query = Query::new(query).param("graph", self.server.name).param("rows", bolt(Value::Array(rows)));
        self.run(doing, query).await
    }

    /// Lets no label have two nodes of one identifier, and finds nodes by it quickly.
    async fn constrain(&self) -> Result<(), PushError> {
        for label in LABELS {
            let query = format!(
                "CREATE CONSTRAINT newsgraph_{} IF NOT EXISTS FOR (n:{label}) REQUIRE (n.graph, n.id) IS UNIQUE",
                label.to_lowercase()
            );
            self.run("creating constraints", Query::new(query)).await?;
        }
        Ok(())
    }

    /// Strikes from the inventory what the database holds as it should be; gives what it holds and should not.
    async fn compare(&self, inventory: &mut Inventory) -> Result<Stale, PushError> {
        let mut stale = Stale::default();
        for label in LABELS {
            self.each(cypher::stored_nodes(label), |row| {
                stale.node(inventory, label, &text(row, "id"), &text(row, "digest"));
            })
            .await?;
        }
        for label in LABELS {
            self.each(cypher::stored_edges(label), |row| {
                let [a, class, kind, b, digest] = ["a", "class", "kind", "b", "digest"].map(|key| text(row, key));
                let labels = row.get("labels").unwrap_or_default();
                stale.edge(inventory, label, &StoredEdge { a, class, kind, labels, b, digest });
            })
            .await?;
        }
        Ok(stale)
    }

    /// Calls `see` on every row of an answer.
    async fn each(&self, query: String, mut see: impl FnMut(&Row)) -> Result<(), PushError> {
        let fail = |error: Error| self.server.error("reading what it holds", &error);
        let query = Query::new(query).param("graph", self.server.name);
        let mut rows = self.database.execute(query).await.map_err(fail)?;
        while let Some(row) = rows.next().await.map_err(fail)? {
            see(&row);
        }
        Ok(())
    }
}

/// A text of an answer, empty where there is none.
fn text(row: &Row, key: &str) -> String {
    row.get(key).unwrap_or_default()
}

/// A value of JSON as one of Bolt.
fn bolt(value: Value) -> BoltType {
    match value {
        Value::Null => BoltType::from(None::<i64>),
        Value::Bool(truth) => truth.into(),
        Value::Number(number) => {
            number.as_i64().map_or_else(|| number.as_f64().unwrap_or_default().into(), BoltType::from)
        }
        Value::String(text) => text.into(),
        Value::Array(list) => BoltType::List(BoltList { value: list.into_iter().map(bolt).collect() }),
        Value::Object(map) => {
            let entries = map.into_iter().map(|(key, value)| (BoltString::from(key.as_str()), bolt(value)));
            BoltType::Map(entries.collect::<BoltMap>())
        }
    }
}
