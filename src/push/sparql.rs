//! RDF stores, over SPARQL 1.1 Update: Virtuoso, Fuseki, `GraphDB`, Blazegraph, Stardog, Oxigraph, rdflib …
//!
//! A catalogue in the store says which resources and graphs have been written, with the digest of each. It is written
//! after what it speaks of, so that what was cut off is written again.

use super::inventory::{Inventory, Verdict, hash, hex};
use super::rdf::{Names, Unit, each, iri, quoted};
use super::{Address, Credentials, Options, PushError, Report, Watcher, certificate};
use crate::graph::Graph;
use crate::model::NAMESPACE;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use rustc_hash::FxHashSet;
use serde_json::Value;
use std::fmt::Write;
use std::time::Duration;
use ureq::tls::{Certificate, RootCerts, TlsConfig};

/// How long a connection may take.
const PATIENCE: Duration = Duration::from_secs(30);
/// How long one request may take.
const REQUEST: Duration = Duration::from_mins(10);
/// Triples of one request. Virtuoso takes no more than about 1,500, and is fastest with few.
const TRIPLES: usize = 300;
/// Resources that are removed by one request.
const REMOVED: usize = 100;
/// Resources that are asked for at a time; some stores give no more than 10,000.
const PAGE: usize = 5000;

/// Makes the store of `address` hold `graph`.
pub(super) fn push(
    graph: &Graph,
    address: &Address,
    credentials: &Credentials,
    options: &Options,
    watcher: Watcher<'_>,
) -> Result<Report, PushError> {
    let store = Store::new(address, credentials, options)?;
    let mut inventory = Inventory::default();
    each(graph, &store.names, |unit| {
        inventory.want(unit.key(), unit.digest());
        Ok::<_, PushError>(())
    })?;
    let cut_off = store.is_cut_off()?;
    let (changed, stale) = store.compare(&mut inventory)?;
    let mut report = Report::new(&inventory, stale.len(), options.prune);
    if inventory.len() > 0 || report.removed > 0 {
        store.mark(true)?;
        let total = inventory.len();
        let mut request = Request::default();
        each(graph, &store.names, |unit| {
            if inventory.lacks(unit.key()) {
                let replace = cut_off || changed.contains(&unit.key());
                watcher(report.written, total);
                report.written += 1;
                store.write(unit, replace, &mut request)?;
            }
            Ok(())
        })?;
        store.send(&mut request)?;
        if options.prune {
            stale.chunks(REMOVED).try_for_each(|stale| store.update("removing", &store.removal(stale)))?;
        }
        store.mark(false)?;
    }
    Ok(report)
}

/// A store and what is needed to talk to it.
struct Store<'a> {
    host: String,
    update: String,
    query: String,
    agent: ureq::Agent,
    credentials: &'a Credentials,
    names: Names,
}

/// An update that grows until it is sent.
#[derive(Debug, Default)]
struct Request {
    /// Resources and graphs that are removed first.
    replaced: Vec<String>,
    /// Triples by graph; those of the catalogue apart, because they come last.
    triples: Vec<(String, String)>,
    catalogue: Vec<String>,
}

impl<'a> Store<'a> {
    fn new(address: &Address, credentials: &'a Credentials, options: &Options) -> Result<Self, PushError> {
        let mut tls = TlsConfig::builder();
        let trusted = certificate::trusted(options.certificates.as_deref())?;
        if !trusted.is_empty() {
            let trusted: Vec<Certificate> = trusted.iter().map(|it| Certificate::from_der(it).to_owned()).collect();
            tls = tls.root_certs(RootCerts::new_with_certs(&trusted));
        }
        let config = ureq::Agent::config_builder()
            .http_status_as_error(false)
            .timeout_connect(Some(PATIENCE))
            .timeout_global(Some(REQUEST))
            .user_agent(concat!("newsgraph/", env!("CARGO_PKG_VERSION")))
            .tls_config(tls.build());
        let update = address.without("sparql+");
        Ok(Store {
            host: address.authority(),
            query: options.query_address.clone().unwrap_or_else(|| update.clone()),
            update,
            agent: config.build().into(),
            credentials,
            names: Names::of(&options.name),
        })
    }

    /// Sends one parameter as a form; gives the answer.
    fn post(&self, doing: &'static str, url: &str, parameter: (&str, &str)) -> Result<String, PushError> {
        let mut request = self.agent.post(url).header("accept", "application/sparql-results+json, */*;q=0.1");
        if !self.credentials.is_empty() {
            let pair = format!("{}:{}", self.credentials.user, self.credentials.password());
            request = request.header("authorization", format!("Basic {}", STANDARD.encode(pair)));
        }
        let fail = |error: ureq::Error| PushError::Connect {
            host: self.host.clone(),
            cause: self.credentials.redact(&error.to_string()),
        };
        let mut response = request.send_form([parameter]).map_err(fail)?;
        let status = response.status();
        let body = response.body_mut().with_config().limit(1 << 28).lossy_utf8(true).read_to_string().map_err(fail)?;
        if status.is_success() {
            return Ok(body);
        }
        let line: String = body.split_whitespace().collect::<Vec<_>>().join(" ").chars().take(300).collect();
        let cause = self.credentials.redact(&format!("HTTP {status}: {line}"));
        Err(match status.as_u16() {
            401 | 403 => PushError::Refused { host: self.host.clone(), user: self.credentials.user.clone(), cause },
            _ => PushError::Server { host: self.host.clone(), doing, cause },
        })
    }

    fn update(&self, doing: &'static str, text: &str) -> Result<(), PushError> {
        self.post(doing, &self.update, ("update", text)).map(drop)
    }

    /// The answer to a query: of each row the values of two variables.
    fn ask(&self, text: &str) -> Result<Vec<(String, String)>, PushError> {
        let doing = "reading what it holds";
        let answer = self.post(doing, &self.query, ("query", text))?;
        let fail = |error: serde_json::Error| PushError::Server {
            host: self.host.clone(),
            doing,
            cause: format!("the answer is no SPARQL result in JSON ({error})"),
        };
        let answer: Value = serde_json::from_str(&answer).map_err(fail)?;
        let value = |row: &Value, name: &str| row[name]["value"].as_str().unwrap_or_default().to_owned();
        let rows = answer["results"]["bindings"].as_array().cloned().unwrap_or_default();
        Ok(rows.iter().map(|row| (value(row, "u"), value(row, "d"))).collect())
    }

    /// True where the last push did not come to its end.
    fn is_cut_off(&self) -> Result<bool, PushError> {
        let [main, catalogue] = [&self.names.main, &self.names.catalogue].map(|it| in_brackets(it));
        let query = format!(
            "SELECT ?u ?d WHERE {{ GRAPH {catalogue} {{ ?u <{NAMESPACE}state> ?d . FILTER(?u = {main}) }} }} LIMIT 1"
        );
        Ok(!self.ask(&query)?.is_empty())
    }

    /// Notes that a push has begun, or that it has come to its end.
    fn mark(&self, begun: bool) -> Result<(), PushError> {
        let [main, catalogue] = [&self.names.main, &self.names.catalogue].map(|it| in_brackets(it));
        let verb = if begun { "INSERT" } else { "DELETE" };
        let text = format!("{verb} DATA {{ GRAPH {catalogue} {{ {main} <{NAMESPACE}state> \"begun\" }} }}");
        self.update("marking the push", &text)
    }

    /// Strikes from the inventory what the store holds as it should be; gives the keys of what it holds otherwise, and
    /// what it holds and should not.
    fn compare(&self, inventory: &mut Inventory) -> Result<(FxHashSet<u128>, Vec<String>), PushError> {
        let catalogue = in_brackets(&self.names.catalogue);
        let (mut changed, mut stale) = (FxHashSet::default(), Vec::new());
        let mut last = String::new();
        loop {
            let mut after = String::new();
            quoted(&last, &mut after);
            let query = format!(
                "SELECT ?u ?d WHERE {{ GRAPH {catalogue} {{ ?u <{NAMESPACE}pushed> ?d }} FILTER(STR(?u) > {after}) }} \
                 ORDER BY STR(?u) LIMIT {PAGE}"
            );
            let rows = self.ask(&query)?;
            for (unit, digest) in &rows {
                let key = hash(&[unit]);
                match inventory.found(key, Some(digest)) {
                    Verdict::Same => {}
                    Verdict::Changed => drop(changed.insert(key)),
                    Verdict::Stale => stale.push(unit.clone()),
                }
            }
            match rows.last() {
                Some((unit, _)) if rows.len() == PAGE && *unit > last => last.clone_from(unit),
                _ => return Ok((changed, stale)),
            }
        }
    }

    /// Adds a unit to a request, and sends that as often as it is full.
    fn write(&self, unit: Unit, replace: bool, request: &mut Request) -> Result<(), PushError> {
        let mut entry = String::new();
        iri(&unit.iri, &mut entry);
        entry += " <";
        entry += NAMESPACE;
        entry += "pushed> \"";
        entry += &hex(unit.digest());
        entry += "\" .";
        if replace {
            request.replaced.push(unit.iri);
        }
        for triple in unit.triples {
            if request.triples.len() >= TRIPLES || request.replaced.len() > REMOVED {
                self.send(request)?;
            }
            request.triples.push(triple);
        }
        request.catalogue.push(entry);
        Ok(())
    }

    fn send(&self, request: &mut Request) -> Result<(), PushError> {
        let Request { replaced, triples, catalogue } = std::mem::take(request);
        if triples.is_empty() && catalogue.is_empty() {
            return Ok(());
        }
        let mut text = self.removal(&replaced);
        let mut graph = String::new();
        text.push_str("INSERT DATA {\n");
        for (place, triple) in triples {
            if place != graph {
                text.push_str(if graph.is_empty() { "GRAPH " } else { "}\nGRAPH " });
                iri(&place, &mut text);
                text.push_str(" {\n");
                graph = place;
            }
            text.push_str(&triple);
            text.push('\n');
        }
        text.push_str(if graph.is_empty() { "}" } else { "} }" });
        if !catalogue.is_empty() {
            let place = in_brackets(&self.names.catalogue);
            let _ = write!(text, " ;\nINSERT DATA {{ GRAPH {place} {{\n{}\n}} }}", catalogue.join("\n"));
        }
        self.update("writing", &text)
    }

    /// What removes resources and graphs; with a semicolon at its end where it removes anything.
    fn removal(&self, units: &[String]) -> String {
        if units.is_empty() {
            return String::new();
        }
        let named: Vec<String> = units.iter().map(|unit| in_brackets(unit)).collect();
        let mut text = String::new();
        for graph in [&self.names.catalogue, &self.names.main] {
            let (graph, named) = (in_brackets(graph), named.join(" "));
            let _ = writeln!(
                text,
                "DELETE {{ GRAPH {graph} {{ ?s ?p ?o }} }} WHERE {{ VALUES ?s {{ {named} }} GRAPH {graph} {{ ?s ?p ?o }} }} ;"
            );
        }
        for graph in units.iter().filter(|unit| unit.starts_with(&format!("{}/", self.names.main))) {
            let _ = writeln!(text, "DROP SILENT GRAPH {} ;", in_brackets(graph));
        }
        text
    }
}

fn in_brackets(name: &str) -> String {
    let mut out = String::new();
    iri(name, &mut out);
    out
}
