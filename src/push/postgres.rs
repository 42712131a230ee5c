//! PostgreSQL with Apache AGE: the graph becomes one of AGE's, to be asked with `cypher('news', $$ MATCH … $$)`.
//!
//! AGE keeps each label in a table. Rows are written into these tables directly, with unique indices on identifiers:
//! `MERGE` uses no index in AGE 1.7 and takes a time that grows with the square of the graph, 1,000 rows into a table of
//! 5,000 take 10 s by `MERGE` and 0.02 s so. Values travel as parameters; names of tables are ASCII words.

use super::batch::batched;
use super::inventory::{Inventory, Verdict};
use super::record::{edge_key, edges, inventory, node_key, nodes};
use super::tls::Tls;
use super::{Address, Credentials, Options, PushError, Report, Watcher};
use crate::export::flat::property::{LABELS, edge_type};
use crate::graph::Graph;
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::time::Duration;
use tokio_postgres::config::SslMode;
use tokio_postgres::error::SqlState;
use tokio_postgres::types::ToSql;
use tokio_postgres::{Client, Config, Error};

/// How long a connection may take.
const PATIENCE: Duration = Duration::from_secs(30);
/// Rows that are removed at a time.
const REMOVED: usize = 1000;

/// Makes the database of `address` hold `graph`.
pub(super) fn push(
    graph: &Graph,
    address: &Address,
    credentials: &Credentials,
    options: &Options,
    watcher: Watcher<'_>,
) -> Result<Report, PushError> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    let host = format!("{}:{}", address.host(), address.port(5432));
    let runtime = runtime.map_err(|error| PushError::Connect { host: host.clone(), cause: error.to_string() })?;
    let server = Server { host, credentials, name: named(&options.name)? };
    runtime.block_on(async {
        let client = server.open(address, options).await?;
        let session = Session { server: &server, client };
        session.prepare(graph).await?;
        let mut inventory = inventory(graph, server.name);
        let stale = session.compare(&mut inventory).await?;
        let mut report = Report::new(&inventory, stale.len(), options.prune);
        for (table, rows) in writes(graph, server.name, &inventory) {
            watcher(report.written, inventory.len());
            report.written += rows.len();
            session.write(&table, rows).await?;
        }
        if options.prune {
            session.remove(stale).await?;
        }
        Ok(report)
    })
}

/// A name that AGE takes for a graph and that stands in SQL as it is.
fn named(name: &str) -> Result<&str, PushError> {
    let word = name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_');
    if word && (3..=60).contains(&name.len()) && name.starts_with(|c: char| c.is_ascii_alphabetic()) {
        Ok(name)
    } else {
        Err(PushError::Name(name.to_owned()))
    }
}

/// The rows of all that an inventory lacks, by the SQL that writes them; nodes before edges.
fn writes<'g>(
    graph: &'g Graph,
    name: &'g str,
    inventory: &'g Inventory,
) -> impl Iterator<Item = (String, Vec<Value>)> + 'g {
    let nodes = nodes(graph, name)
        .filter(|it| inventory.lacks(it.key))
        .map(move |it| (insert_nodes(name, it.row.label), json!([it.properties])));
    let edges = edges(graph, name).filter(|it| inventory.lacks(it.key)).map(move |it| {
        let ((from, a), (to, b)) = (it.row.from, it.row.to);
        let sql = insert_edges(name, from, &edge_type(it.row.kind), to);
        (sql, json!([it.properties, json!(a), json!(b)]))
    });
    batched(nodes).chain(batched(edges))
}

/// A property of a row as AGE's own type.
fn property(table: &str, key: &str) -> String {
    format!("agtype_access_operator({table}properties, '\"{key}\"'::agtype)")
}

fn insert_nodes(graph: &str, label: &str) -> String {
    format!(
        "INSERT INTO {graph}.\"{label}\" (properties) SELECT p::agtype FROM unnest($1::text[]) AS p \
         ON CONFLICT ({}) DO UPDATE SET properties = EXCLUDED.properties",
        property("", "id")
    )
}

fn insert_edges(graph: &str, from: &str, label: &str, to: &str) -> String {
    let [a, b] = ["a.", "b."].map(|table| property(table, "id"));
    let [class, kind] = ["class", "type"].map(|key| property("", key));
    format!(
        "INSERT INTO {graph}.\"{label}\" (start_id, end_id, properties) SELECT a.id, b.id, r.p::agtype \
         FROM unnest($1::text[], $2::text[], $3::text[]) AS r(p, f, t) \
         JOIN {graph}.\"{from}\" a ON {a} = r.f::agtype JOIN {graph}.\"{to}\" b ON {b} = r.t::agtype \
         ON CONFLICT (start_id, end_id, {class}, {kind}) DO UPDATE SET properties = EXCLUDED.properties"
    )
}

/// Whom to talk to.
struct Server<'a> {
    host: String,
    credentials: &'a Credentials,
    name: &'a str,
}

impl Server<'_> {
    async fn open(&self, address: &Address, options: &Options) -> Result<Client, PushError> {
        let mut config = Config::new();
        let host = address.host().trim_matches(['[', ']']);
        config.host(host).port(address.port(5432)).connect_timeout(PATIENCE).application_name("newsgraph");
        config.ssl_mode(match address.parameter("sslmode").as_deref() {
            Some("disable") => SslMode::Disable,
            None | Some("allow" | "prefer") => SslMode::Prefer,
            Some(_) => SslMode::Require,
        });
        if let Some(database) = address.database() {
            config.dbname(database);
        }
        let user = if self.credentials.user.is_empty() { "postgres" } else { &self.credentials.user };
        config.user(user);
        if !self.credentials.password().is_empty() {
            config.password(self.credentials.password());
        }
        let tls = Tls::new(options.certificates.as_deref())?;
        let connected = tokio::time::timeout(PATIENCE, config.connect(tls)).await;
        let no_answer = |_| PushError::Connect { host: self.host.clone(), cause: "no answer within 30 seconds".into() };
        let (client, connection) = connected.map_err(no_answer)?.map_err(|error| self.error("connecting", &error))?;
        // Its errors reach whoever waits for an answer.
        tokio::spawn(async move { drop(connection.await) });
        // Some poolers, and PGlite, hand on a session with what another client has prepared in it.
        let fresh = client.batch_execute("DEALLOCATE ALL").await;
        fresh.map_err(|error| self.error("connecting", &error))?;
        Ok(client)
    }

    fn error(&self, doing: &'static str, error: &Error) -> PushError {
        let host = self.host.clone();
        let cause = std::iter::successors(Some(error as &dyn std::error::Error), |error| error.source());
        let cause = cause.last().map(ToString::to_string).unwrap_or_default();
        let cause = self.credentials.redact(&cause);
        let code = error.code();
        if code
            .is_some_and(|it| [SqlState::INVALID_PASSWORD, SqlState::INVALID_AUTHORIZATION_SPECIFICATION].contains(it))
        {
            PushError::Refused { host, user: self.credentials.user.clone(), cause }
        } else if code.is_some() {
            PushError::Server { host, doing, cause }
        } else {
            super::certificate::no_connection(host, cause)
        }
    }
}

/// An open connection.
struct Session<'a> {
    server: &'a Server<'a>,
    client: Client,
}

/// What the database holds and the graph does not: AGE's identifiers by table.
#[derive(Default)]
struct Stale {
    edges: BTreeMap<String, Vec<String>>,
    nodes: BTreeMap<String, Vec<String>>,
}

impl Stale {
    fn len(&self) -> usize {
        self.edges.values().chain(self.nodes.values()).map(Vec::len).sum()
    }
}

impl Session<'_> {
    /// Runs one statement.
    async fn run(&self, doing: &'static str, sql: &str, values: &[&(dyn ToSql + Sync)]) -> Result<u64, PushError> {
        self.client.execute(sql, values).await.map_err(|error| self.server.error(doing, &error))
    }

    /// The rows of a query whose columns are all texts.
    async fn ask(&self, sql: &str, values: &[&(dyn ToSql + Sync)]) -> Result<Vec<Vec<String>>, PushError> {
        let fail = |error: Error| self.server.error("reading what it holds", &error);
        let rows = self.client.query(sql, values).await.map_err(fail)?;
        let text = |row: &tokio_postgres::Row| -> Result<Vec<String>, Error> {
            (0..row.len()).map(|at| Ok(row.try_get::<_, Option<String>>(at)?.unwrap_or_default())).collect()
        };
        rows.iter().map(text).collect::<Result<_, _>>().map_err(fail)
    }

    /// The labels of AGE's graph: `v` for nodes, `e` for edges.
    async fn labels(&self, kind: &str) -> Result<BTreeSet<String>, PushError> {
        let sql = "SELECT l.name::text FROM ag_label l JOIN ag_graph g ON g.graphid = l.graph \
                   WHERE g.name::text = $1 AND l.kind::text = $2 AND l.name::text NOT LIKE '\\_ag\\_%'";
        Ok(self.ask(sql, &[&self.server.name, &kind]).await?.into_iter().flatten().collect())
    }

    /// Creates what is missing of the graph, its tables and their indices.
    async fn prepare(&self, graph: &Graph) -> Result<(), PushError> {
        let name = self.server.name;
        let doing = "creating the graph";
        if self.ask("SELECT extname::text FROM pg_extension WHERE extname = 'age'", &[]).await?.is_empty() {
            let cause = "the database has no extension age (CREATE EXTENSION age)".to_owned();
            return Err(PushError::Server { host: self.server.host.clone(), doing, cause });
        }
        self.run(doing, "SET search_path = ag_catalog, public", &[]).await?;
        if self.ask("SELECT name::text FROM ag_graph WHERE name::text = $1", &[&name]).await?.is_empty() {
            self.run(doing, &format!("SELECT create_graph('{name}')"), &[]).await?;
        }
        let known = self.labels("v").await?;
        for label in LABELS {
            if !known.contains(label) {
                self.run(doing, &format!("SELECT create_vlabel('{name}', '{label}')"), &[]).await?;
            }
            self.index(label, &format!("({})", property("", "id"))).await?;
        }
        let known = self.labels("e").await?;
        let wanted: BTreeSet<String> = edges(graph, name).map(|it| edge_type(it.row.kind)).collect();
        for label in wanted {
            if !known.contains(&label) {
                self.run(doing, &format!("SELECT create_elabel('{name}', '{label}')"), &[]).await?;
            }
            let [class, kind] = ["class", "type"].map(|key| property("", key));
            self.index(&label, &format!("(start_id, end_id, {class}, {kind})")).await?;
        }
        Ok(())
    }

    async fn index(&self, label: &str, columns: &str) -> Result<u64, PushError> {
        let name = self.server.name;
        // Place is a label and PLACE a type: their indices need names of their own.
        let sort = if columns.contains("start_id") { "edge" } else { "node" };
        let index = format!("newsgraph_{sort}_{}", label.to_lowercase());
        // Names of more than 63 bytes are cut; the longest label is of 60.
        let index = &index[..index.len().min(63)];
        let sql = format!("CREATE UNIQUE INDEX IF NOT EXISTS {index} ON {name}.\"{label}\" {columns}");
        self.run("creating indices", &sql, &[]).await
    }

    /// Strikes from the inventory what the database holds as it should be; gives what it holds and should not.
    async fn compare(&self, inventory: &mut Inventory) -> Result<Stale, PushError> {
        let name = self.server.name;
        let text = |key: &str| format!("properties ->> '\"{key}\"'::agtype");
        let mut stale = Stale::default();
        let mut at: HashMap<String, (&str, String)> = HashMap::new();
        for label in LABELS {
            let sql = format!("SELECT id::text, {}, {} FROM {name}.\"{label}\"", text("id"), text("pushed"));
            for row in self.ask(&sql, &[]).await? {
                let [graphid, id, digest] = row.try_into().unwrap_or_default();
                if inventory.found(node_key(label, &id), Some(&digest)) == Verdict::Stale {
                    stale.nodes.entry(label.to_owned()).or_default().push(graphid.clone());
                }
                at.insert(graphid, (label, id));
            }
        }
        for label in self.labels("e").await? {
            let [class, kind, digest] = ["class", "type", "pushed"].map(text);
            let sql = format!(
                "SELECT id::text, start_id::text, end_id::text, {class}, {kind}, {digest} FROM {name}.\"{label}\""
            );
            for row in self.ask(&sql, &[]).await? {
                let [id, from, to, class, kind, digest] = row.try_into().unwrap_or_default();
                let ends = at.get(&from).zip(at.get(&to));
                let key = ends.map(|((a, from), (b, to))| edge_key((a, from), &class, &kind, (b, to)));
                // An edge of the user's own has no digest, and is left alone.
                if !digest.is_empty() && key.is_none_or(|key| inventory.found(key, Some(&digest)) == Verdict::Stale) {
                    stale.edges.entry(label.clone()).or_default().push(id);
                }
            }
        }
        Ok(stale)
    }

    /// Writes rows: the first value of each is a map of properties, the others are identifiers.
    async fn write(&self, sql: &str, rows: Vec<Value>) -> Result<(), PushError> {
        let width = rows.first().and_then(Value::as_array).map_or(0, Vec::len);
        // A PostgreSQL text holds no NUL.
        let column = |at: usize| rows.iter().map(|row| row[at].to_string().replace("\\u0000", "\\ufffd")).collect();
        let columns: Vec<Vec<String>> = (0..width).map(column).collect();
        let values: Vec<&(dyn ToSql + Sync)> = columns.iter().map(|column| column as _).collect();
        self.run("writing", sql, &values).await?;
        Ok(())
    }

    /// Removes edges, then nodes with whatever edges others have given them.
    async fn remove(&self, stale: Stale) -> Result<(), PushError> {
        let name = self.server.name;
        // As texts, because AGE in a program of 32 bits reads no identifier of 64.
        let these = "::text = ANY($1::text[])";
        for (label, ids) in stale.edges {
            let sql = format!("DELETE FROM {name}.\"{label}\" WHERE id{these}");
            for ids in ids.chunks(REMOVED) {
                self.run("removing", &sql, &[&ids]).await?;
            }
        }
        for (label, ids) in stale.nodes {
            let edges = format!("DELETE FROM {name}._ag_label_edge WHERE start_id{these} OR end_id{these}");
            let nodes = format!("DELETE FROM {name}.\"{label}\" WHERE id{these}");
            for ids in ids.chunks(REMOVED) {
                self.run("removing", &edges, &[&ids]).await?;
                self.run("removing", &nodes, &[&ids]).await?;
            }
        }
        Ok(())
    }
}
