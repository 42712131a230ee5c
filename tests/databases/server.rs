//! Databases of other people, started on free ports of this machine and stopped when they are no longer needed.
#![allow(unreachable_pub, reason = "a part of one test")]

use super::Counts;
use std::collections::BTreeMap;
use std::io::{BufRead, BufReader};
use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

/// The databases that are tried.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Database {
    /// ArcadeDB, over Bolt.
    Bolt,
    /// Virtuoso, over SPARQL.
    Virtuoso,
    /// Virtuoso, over SPARQL and the Graph Store Protocol.
    VirtuosoGraphs,
    /// Oxigraph, over SPARQL.
    Oxigraph,
    /// Oxigraph, over SPARQL and the Graph Store Protocol.
    OxigraphGraphs,
    /// `PGlite` with Apache AGE, over PostgreSQL's protocol.
    Age,
}

/// The password of all of them.
pub const PASSWORD: &str = "playwithdata";

/// A running database.
pub struct Server {
    database: Database,
    port: u16,
    child: Child,
    _folder: tempfile::TempDir,
}

/// Waits until somebody listens on a port.
fn is_open(port: u16) -> bool {
    let tries = std::iter::repeat_with(|| {
        std::thread::sleep(Duration::from_millis(50));
        TcpStream::connect(("127.0.0.1", port)).is_ok()
    });
    tries.take(600).any(|open| open)
}

fn free_port() -> u16 {
    TcpListener::bind(("127.0.0.1", 0)).unwrap().local_addr().unwrap().port()
}

impl Server {
    /// Starts an empty one, and waits until it can be talked to.
    pub fn start(database: Database) -> Self {
        let root = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
        let scripts = root.join("tests/servers");
        let folder = tempfile::tempdir().unwrap();
        let (port, other) = (free_port().to_string(), free_port().to_string());
        let inside = folder.path().join("db");
        let mut command = match database {
            Database::Bolt => {
                let mut command = python(&root, &scripts.join("bolt.py"));
                command.args([inside.as_os_str(), port.as_ref(), other.as_ref(), PASSWORD.as_ref()]);
                command
            }
            Database::Oxigraph | Database::OxigraphGraphs => {
                let mut command = Command::new(root.join("target/python/bin/oxigraph"));
                command.args(["serve", "--bind", &format!("127.0.0.1:{port}"), "--location"]).arg(&inside);
                command
            }
            Database::Virtuoso | Database::VirtuosoGraphs => {
                let mut command = Command::new("sh");
                command.arg(scripts.join("virtuoso.sh")).args([
                    folder.path().as_os_str(),
                    other.as_ref(),
                    port.as_ref(),
                ]);
                command
            }
            Database::Age => {
                let mut command = Command::new("node");
                command.arg(scripts.join("age.mjs")).arg(&port);
                command
            }
        };
        // ArcadeDB leaves its logs where it is started; Node looks for packages from where it is started.
        let place = if database == Database::Bolt { folder.path() } else { &root };
        command.current_dir(place).stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::null());
        let mut child = command.spawn().expect("tests/install.sh installs the databases");
        let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
        let port = port.parse().unwrap();
        let ready = match database {
            Database::Oxigraph | Database::OxigraphGraphs => is_open(port),
            _ => lines.by_ref().map_while(Result::ok).any(|line| line.ends_with("ready")),
        };
        assert!(ready, "{database:?} does not start; tests/install.sh installs it");
        // Somebody has to read what it goes on to print.
        std::thread::spawn(move || lines.map_while(Result::ok).for_each(drop));
        Server { database, port, child, _folder: folder }
    }

    /// What `push` is told, for the server itself or for what passes on to it from another port.
    pub fn arguments(&self, port: u16, encrypted: bool) -> Vec<String> {
        let s = if encrypted { "s" } else { "" };
        let http = format!("http{s}://127.0.0.1:{port}");
        match self.database {
            Database::Bolt => vec![format!("bolt{}://127.0.0.1:{port}/news", if encrypted { "+s" } else { "" })],
            Database::Age => vec![format!("postgres://127.0.0.1:{port}/postgres?sslmode=disable")],
            Database::Virtuoso => vec![format!("sparql+{http}/sparql")],
            Database::VirtuosoGraphs => {
                vec![format!("sparql+{http}/sparql"), format!("--graph-store={http}/sparql-graph-crud")]
            }
            Database::Oxigraph => vec![format!("sparql+{http}/update"), format!("--query-url={http}/query")],
            Database::OxigraphGraphs => vec![
                format!("sparql+{http}/update"),
                format!("--query-url={http}/query"),
                format!("--graph-store={http}/store"),
            ],
        }
    }

    /// The port that it listens on.
    pub fn port(&self) -> u16 {
        self.port
    }

    /// Host and port.
    pub fn host(&self) -> String {
        format!("127.0.0.1:{}", self.port)
    }

    /// The user.
    pub fn user(&self) -> &'static str {
        match self.database {
            Database::Bolt => "root",
            // They ask nobody for a name, and would be puzzled by one.
            Database::Virtuoso | Database::VirtuosoGraphs | Database::Oxigraph | Database::OxigraphGraphs => "",
            Database::Age => "postgres",
        }
    }

    /// How often each label and type, or each type of resource, occurs in the graph `news`.
    pub fn counts(&self) -> Counts {
        let rows = match self.database {
            Database::Bolt => self.labels("n.graph = 'news'", "r.graph = 'news'"),
            Database::Age => self.age(),
            _ => self.sparql(
                "SELECT ?a (COUNT(*) AS ?b) WHERE { GRAPH ?g { ?s a ?a } \
                 FILTER(?g = <urn:newsgraph:graph/news> || STRSTARTS(STR(?g), \"urn:newsgraph:graph/news/\")) } GROUP BY ?a",
            ),
        };
        let wanted =
            ["Person", "Organization", "Place", "CreativeWork", "Event", "Statement", "NewsArticle", "Relation"];
        let rows = rows.into_iter().map(|(name, count)| (name.rsplit(['/', '#']).next().unwrap().to_owned(), count));
        let rows: BTreeMap<String, String> = rows.collect();
        let is_rdf = !matches!(self.database, Database::Bolt | Database::Age);
        let rows = rows.into_iter().filter(|(name, _)| !is_rdf || wanted.contains(&name.as_str()));
        rows.map(|(name, count)| (name, count.parse().unwrap())).filter(|(_, count)| *count > 0).collect()
    }

    /// How often each label and type occurs in all of a database that speaks Bolt.
    pub fn all_counts(&self) -> Counts {
        let rows = self.labels("true", "true").into_iter().map(|(name, count)| (name, count.parse().unwrap()));
        rows.filter(|(_, count)| *count > 0).collect()
    }

    /// The names of all works, sorted.
    pub fn names_of_works(&self) -> Vec<String> {
        let rows = match self.database {
            Database::Bolt => self.bolt("MATCH (n:Work) RETURN n.name AS a, n.id AS b"),
            Database::Age => self.postgres(
                "SELECT a::text, '' FROM ag_catalog.cypher('news', $$ MATCH (n:Work) RETURN n.name $$) \
                 AS (a ag_catalog.agtype)",
            ),
            _ => self.sparql(
                "SELECT ?a ?b WHERE { GRAPH <urn:newsgraph:graph/news> \
                 { ?b a <https://schema.org/CreativeWork> ; <https://schema.org/name> ?a } }",
            ),
        };
        let mut names: Vec<String> = rows.into_iter().map(|(name, _)| name).collect();
        names.sort();
        names
    }

    /// How often labels of nodes and types of edges occur that meet these conditions.
    fn labels(&self, node: &str, edge: &str) -> Vec<(String, String)> {
        let nodes = format!("MATCH (n) WHERE {node} RETURN labels(n)[0] AS a, toString(count(n)) AS b");
        let edges = format!("MATCH ()-[r]->() WHERE {edge} RETURN type(r) AS a, toString(count(r)) AS b");
        [self.bolt(&nodes), self.bolt(&edges)].concat()
    }

    async fn session(&self) -> neo4rs::Graph {
        let config = neo4rs::ConfigBuilder::default().uri(format!("127.0.0.1:{}", self.port)).user("root");
        neo4rs::Graph::connect(config.password(PASSWORD).db("news").build().unwrap()).await.unwrap()
    }

    /// Runs a script of Cypher, one statement after the other, as `cypher-shell` does: each ends with a semicolon at the
    /// end of a line.
    pub fn run_cypher(&self, script: &str) {
        let runtime = tokio::runtime::Runtime::new().unwrap();
        runtime.block_on(async {
            let graph = self.session().await;
            for statement in script.split_terminator(";\n") {
                let run = graph.run(neo4rs::query(statement)).await;
                run.unwrap_or_else(|error| panic!("{error} in {}", &statement[..statement.len().min(300)]));
            }
        });
    }

    /// The rows of a query with texts in its columns `a` and `b`.
    pub fn bolt(&self, query: &str) -> Vec<(String, String)> {
        let runtime = tokio::runtime::Runtime::new().unwrap();
        runtime.block_on(async {
            let graph = self.session().await;
            let mut found = graph.execute(neo4rs::query(query)).await.unwrap();
            let mut rows = Vec::new();
            while let Some(row) = found.next().await.unwrap() {
                rows.push((row.get("a").unwrap(), row.get("b").unwrap()));
            }
            rows
        })
    }

    fn sparql(&self, query: &str) -> Vec<(String, String)> {
        let path =
            if matches!(self.database, Database::Virtuoso | Database::VirtuosoGraphs) { "sparql" } else { "query" };
        let request = ureq::post(format!("http://127.0.0.1:{}/{path}", self.port))
            .header("accept", "application/sparql-results+json");
        let text = request.send_form([("query", query)]).unwrap().body_mut().read_to_string().unwrap();
        let answer: serde_json::Value = serde_json::from_str(&text).unwrap();
        let value = |row: &serde_json::Value, name: &str| row[name]["value"].as_str().unwrap_or_default().to_owned();
        let rows = answer["results"]["bindings"].as_array().unwrap();
        rows.iter().map(|row| (value(row, "a"), value(row, "b"))).collect()
    }

    /// Labels and types with their counts, asked in Cypher for each table that AGE has.
    fn age(&self) -> Vec<(String, String)> {
        let labels = self.postgres(
            "SELECT l.name::text, l.kind::text FROM ag_catalog.ag_label l JOIN ag_catalog.ag_graph g \
             ON g.graphid = l.graph WHERE g.name = 'news' AND l.name NOT LIKE '\\_ag%'",
        );
        let count = |(label, kind): (String, String)| {
            let pattern = if kind == "v" { format!("(x:{label})") } else { format!("()-[x:{label}]->()") };
            let rows = self.postgres(&format!(
                "SELECT a::text, '' FROM ag_catalog.cypher('news', $$ MATCH {pattern} RETURN count(x) $$) \
                 AS (a ag_catalog.agtype)"
            ));
            (label, rows[0].0.clone())
        };
        labels.into_iter().map(count).collect()
    }

    fn postgres(&self, query: &str) -> Vec<(String, String)> {
        let runtime = tokio::runtime::Runtime::new().unwrap();
        runtime.block_on(async {
            let address = format!("host=127.0.0.1 port={} user=postgres dbname=postgres sslmode=disable", self.port);
            // PGlite has one connection at a time, and takes a moment to see that the last one is over.
            let mut tries = 0;
            let (client, connection) = loop {
                match tokio_postgres::connect(&address, tokio_postgres::NoTls).await {
                    Ok(connected) => break connected,
                    Err(error) => assert!(tries < 100, "{error}"),
                }
                tries += 1;
                tokio::time::sleep(Duration::from_millis(100)).await;
            };
            let connection = tokio::spawn(connection);
            // PGlite has one session for all.
            client.batch_execute("DEALLOCATE ALL; LOAD 'age'; SET search_path = ag_catalog, public").await.unwrap();
            let rows = client.query(query, &[]).await.unwrap();
            drop(client);
            connection.await.unwrap().unwrap();
            tokio::time::sleep(Duration::from_millis(200)).await;
            rows.iter().map(|row| (row.get(0), row.get(1))).collect()
        })
    }
}

fn python(root: &Path, script: &Path) -> Command {
    let mut command = Command::new(root.join("target/python/bin/python"));
    command.arg(script);
    command
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
