//! RDF stores: Virtuoso, Fuseki, `GraphDB`, Blazegraph, Stardog, Oxigraph …
//!
//! Stores are asked by SPARQL 1.1 Query and written by SPARQL 1.1 Update, which every one takes; where the user names the
//! address of a graph store, triples go there by the Graph Store Protocol, which some take many times faster.
//!
//! A catalogue in the store says which resources and graphs have been written, with the digest of each. It is written
//! after what it speaks of, so that what was cut off is written again.

mod http;
mod unit;
mod write;

use super::inventory::{Inventory, Verdict, hash};
use super::{Address, Credentials, Endpoint, Options, PushError, Report, Watcher};
use crate::graph::Graph;
use crate::model::NAMESPACE;
use http::Client;
use rustc_hash::FxHashSet;
use serde_json::Value;
use unit::{Names, each, quoted};
use write::{REMOVED, Writer, in_brackets};

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
    let (mut changed, mut stale) = store.compare(&mut inventory)?;
    let known = stale.len();
    for unit in store.cut_off()? {
        let key = hash(&[&unit]);
        if inventory.lacks(key) {
            changed.insert(key);
        } else {
            stale.push(unit);
        }
    }
    let mut report = Report::new(&inventory, stale.len(), options.prune);
    if inventory.len() > 0 || report.removed > 0 {
        store.mark(true)?;
        let total = inventory.len();
        let mut writer = Writer::new(&store);
        each(graph, &store.names, |unit| {
            let key = unit.key();
            if inventory.lacks(key) {
                watcher(report.written, total);
                report.written += 1;
                writer.write(unit, changed.contains(&key))?;
            }
            Ok(())
        })?;
        writer.finish()?;
        if options.prune {
            stale.chunks(REMOVED).try_for_each(|stale| store.update("removing", &store.removal(stale)))?;
        }
        // What the catalogue does not know is found only where a push has not come to its end.
        if options.prune || stale.len() == known {
            store.mark(false)?;
        }
    }
    Ok(report)
}

/// A store and what is needed to talk to it.
struct Store<'a> {
    client: Client<'a>,
    update: String,
    query: String,
    /// The address of the Graph Store Protocol.
    protocol: Option<Endpoint>,
    names: Names,
}

impl<'a> Store<'a> {
    fn new(address: &Address, credentials: &'a Credentials, options: &Options) -> Result<Self, PushError> {
        let update = address.without("sparql+");
        Ok(Store {
            client: Client::new(address, credentials, options)?,
            query: options.query_address.as_ref().map_or_else(|| update.clone(), ToString::to_string),
            update,
            protocol: options.graph_store.clone(),
            names: Names::of(&options.name),
        })
    }

    fn update(&self, doing: &'static str, text: &str) -> Result<(), PushError> {
        self.client.form(doing, &self.update, ("update", text)).map(drop)
    }

    /// The answer to a query: of each row the values of two variables.
    fn ask(&self, text: &str) -> Result<Vec<(String, String)>, PushError> {
        let doing = "reading what it holds";
        let answer = self.client.form(doing, &self.query, ("query", text))?;
        let fail = |error: serde_json::Error| PushError::Server {
            host: self.client.host.clone(),
            doing,
            cause: format!("the answer is no SPARQL result in JSON ({error})"),
        };
        let answer: Value = serde_json::from_str(&answer).map_err(fail)?;
        let value = |row: &Value, name: &str| row[name]["value"].as_str().unwrap_or_default().to_owned();
        let rows = answer["results"]["bindings"].as_array().map(Vec::as_slice).unwrap_or_default();
        Ok(rows.iter().map(|row| (value(row, "u"), value(row, "d"))).collect())
    }

    /// Calls `see` on every row of `SELECT DISTINCT ?u ?d`, however many they are.
    fn each(&self, pattern: &str, mut see: impl FnMut(&str, &str)) -> Result<(), PushError> {
        let mut last = String::new();
        loop {
            let mut after = String::new();
            quoted(&last, &mut after);
            let query = format!(
                "SELECT DISTINCT ?u ?d WHERE {{ {pattern} FILTER(STR(?u) > {after}) }} ORDER BY STR(?u) LIMIT {PAGE}"
            );
            let rows = self.ask(&query)?;
            for (unit, digest) in &rows {
                see(unit, digest);
            }
            match rows.last() {
                Some((unit, _)) if rows.len() == PAGE && *unit > last => last.clone_from(unit),
                _ => return Ok(()),
            }
        }
    }

    /// What a push before this one has begun to write, if it did not come to its end.
    fn cut_off(&self) -> Result<Vec<String>, PushError> {
        let [main, catalogue] = [&self.names.main, &self.names.catalogue].map(|it| in_brackets(it));
        let begun = format!(
            "SELECT ?u ?d WHERE {{ GRAPH {catalogue} {{ ?u <{NAMESPACE}state> ?d . FILTER(?u = {main}) }} }} LIMIT 1"
        );
        let mut found = Vec::new();
        if !self.ask(&begun)?.is_empty() {
            let unknown = format!(
                "GRAPH {main} {{ ?u ?p ?o }} FILTER NOT EXISTS {{ GRAPH {catalogue} {{ ?u <{NAMESPACE}pushed> ?x }} }}"
            );
            // Whatever else stands there is somebody else's.
            let is_ours = |unit: &str| unit.starts_with(unit::SPACE) || unit.starts_with(NAMESPACE);
            self.each(&unknown, |unit, _| found.extend(is_ours(unit).then(|| unit.to_owned())))?;
        }
        Ok(found)
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
        let (mut changed, mut stale) = (FxHashSet::default(), Vec::new());
        let catalogue = in_brackets(&self.names.catalogue);
        self.each(&format!("GRAPH {catalogue} {{ ?u <{NAMESPACE}pushed> ?d }}"), |unit, digest| {
            let key = hash(&[unit]);
            match inventory.found(key, Some(digest)) {
                Verdict::Same => {}
                Verdict::Changed => drop(changed.insert(key)),
                Verdict::Stale => stale.push(unit.to_owned()),
            }
        })?;
        Ok((changed, stale))
    }
}
