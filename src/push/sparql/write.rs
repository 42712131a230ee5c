//! Units on their way into a store: as updates, or as graphs over the Graph Store Protocol.
//!
//! Either way what stands in the main graph comes first and the entry in the catalogue last. So what was cut off is known
//! by the subjects of the main graph that the catalogue lacks.

use super::Store;
use super::unit::{Unit, iri};
use crate::model::NAMESPACE;
use crate::push::inventory::hex;
use crate::push::{Endpoint, PushError};
use std::collections::BTreeMap;
use std::fmt::Write;

/// Triples of one update. Virtuoso takes no more than about 1,500, and is fastest with few.
const TRIPLES: usize = 300;
/// Resources that one request removes.
pub(super) const REMOVED: usize = 100;
/// Bytes that a graph store is sent before the catalogue is told of them, about.
const BYTES: usize = 1 << 20;

/// What waits to be sent.
#[derive(Debug, Default)]
pub(super) struct Waiting {
    /// Units that are removed first.
    replaced: Vec<String>,
    /// Triples with their graphs.
    triples: Vec<(String, String)>,
    /// Bytes of these.
    bytes: usize,
    /// Entries of the catalogue.
    catalogue: Vec<String>,
}

/// Writes units, many at a time.
pub(super) struct Writer<'s> {
    store: &'s Store<'s>,
    waiting: Waiting,
}

impl<'s> Writer<'s> {
    pub(super) fn new(store: &'s Store<'s>) -> Self {
        Writer { store, waiting: Waiting::default() }
    }

    /// Takes a unit, and sends what waits as often as that is enough.
    ///
    /// # Errors
    /// When the store cannot be reached or fails.
    pub(super) fn write(&mut self, unit: Unit, replace: bool) -> Result<(), PushError> {
        let entry = entry(&unit);
        if replace {
            self.waiting.replaced.push(unit.iri);
        }
        for (place, triple) in unit.triples {
            if self.is_full() {
                self.finish()?;
            }
            self.waiting.bytes += triple.len();
            self.waiting.triples.push((place, triple));
        }
        self.waiting.catalogue.push(entry);
        // A graph store gets a unit as a whole, because it is given whole graphs.
        if self.store.protocol.is_some() && self.waiting.bytes >= BYTES { self.finish() } else { Ok(()) }
    }

    fn is_full(&self) -> bool {
        let Waiting { replaced, triples, .. } = &self.waiting;
        self.store.protocol.is_none() && (triples.len() >= TRIPLES || replaced.len() > REMOVED)
    }

    /// Sends the rest.
    ///
    /// # Errors
    /// When the store cannot be reached or fails.
    pub(super) fn finish(&mut self) -> Result<(), PushError> {
        let waiting = std::mem::take(&mut self.waiting);
        if waiting.catalogue.is_empty() && waiting.triples.is_empty() {
            return Ok(());
        }
        match &self.store.protocol {
            None => self.store.update("writing", &self.store.insertion(&waiting)),
            Some(graphs) => self.store.put(graphs, &waiting),
        }
    }
}

impl Store<'_> {
    /// Writes all that waits by the Graph Store Protocol: the main graph grows, graphs of articles are replaced.
    fn put(&self, graphs: &Endpoint, waiting: &Waiting) -> Result<(), PushError> {
        let Waiting { replaced, triples, catalogue, .. } = waiting;
        for replaced in replaced.chunks(REMOVED) {
            self.update("removing", &self.forgetting(replaced))?;
        }
        let mut places: BTreeMap<&str, String> = BTreeMap::new();
        for (place, triple) in triples {
            places.entry(place).or_default().extend([triple.as_str(), "\n"]);
        }
        // The main graph has the least name of all, and so comes first.
        for (place, triples) in places {
            self.client.triples(&graphs.of_graph(place), place != self.names.main, &triples)?;
        }
        self.client.triples(&graphs.of_graph(&self.names.catalogue), false, &catalogue.join("\n"))
    }

    /// What removes and writes all that waits.
    fn insertion(&self, waiting: &Waiting) -> String {
        let Waiting { replaced, triples, catalogue, .. } = waiting;
        let mut text = if replaced.is_empty() { String::new() } else { self.removal(replaced) };
        let mut graph = "";
        text.push_str("INSERT DATA {\n");
        for (place, triple) in triples {
            if place != graph {
                text.push_str(if graph.is_empty() { "GRAPH " } else { "}\nGRAPH " });
                iri(place, &mut text);
                text.push_str(" {\n");
                graph = place;
            }
            text.push_str(triple);
            text.push('\n');
        }
        text.push_str(if graph.is_empty() { "}" } else { "} }" });
        if !catalogue.is_empty() {
            let place = in_brackets(&self.names.catalogue);
            // Writing to a string cannot fail.
            let _ = write!(text, " ;\nINSERT DATA {{ GRAPH {place} {{\n{}\n}} }}", catalogue.join("\n"));
        }
        text
    }

    /// What removes units: their graphs, then what is said of them, so that what is cut off in between is found again.
    pub(super) fn removal(&self, units: &[String]) -> String {
        let mut text = String::new();
        for graph in units.iter().filter(|unit| unit.starts_with(&format!("{}/", self.names.main))) {
            // Writing to a string cannot fail.
            let _ = writeln!(text, "DROP SILENT GRAPH {} ;", in_brackets(graph));
        }
        text + &self.forgetting(units)
    }

    /// What removes that which the main graph and, last, the catalogue say of units.
    fn forgetting(&self, units: &[String]) -> String {
        let named: Vec<String> = units.iter().map(|unit| in_brackets(unit)).collect();
        let named = named.join(" ");
        let of = |graph: &str| {
            let graph = in_brackets(graph);
            format!(
                "DELETE {{ GRAPH {graph} {{ ?s ?p ?o }} }} WHERE {{ VALUES ?s {{ {named} }} GRAPH {graph} {{ ?s ?p ?o }} }} ;\n"
            )
        };
        of(&self.names.main) + &of(&self.names.catalogue)
    }
}

/// What the catalogue says of a unit.
fn entry(unit: &Unit) -> String {
    format!("{} <{NAMESPACE}pushed> \"{}\" .", in_brackets(&unit.iri), hex(unit.digest()))
}

/// An IRI in angle brackets.
pub(super) fn in_brackets(name: &str) -> String {
    let mut out = String::new();
    iri(name, &mut out);
    out
}
