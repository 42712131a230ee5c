//! SPARQL 1.1 over a graph, inside the program.
//!
//! The graph is taken as the RDF that the formats write, into a store in memory. A query that names no graphs is asked of
//! all of them together; `GRAPH ?g { … }` finds out which article says so. The usual prefixes are known. Nothing is
//! fetched: `SERVICE` fails.

use crate::export::{ExportError, Exporter, jsonld::JsonLd};
use crate::graph::Graph;
use oxigraph::io::{RdfFormat, RdfSerializer};
pub use oxigraph::model::{Term, Triple, Variable};
use oxigraph::sparql::results::{QueryResultsFormat, QueryResultsSerializer};
use oxigraph::sparql::{QueryEvaluationError, QueryResults, SparqlEvaluator, SparqlSyntaxError};
use oxigraph::store::{LoaderError, StorageError, Store};
use std::io::{self, Write};

/// The prefixes that a query need not declare.
pub const PREFIXES: [(&str, &str); 8] = [
    ("ng", crate::model::NAMESPACE),
    ("schema", "https://schema.org/"),
    ("sem", "http://semanticweb.cs.vu.nl/2009/11/sem/"),
    ("oa", "http://www.w3.org/ns/oa#"),
    ("prov", "http://www.w3.org/ns/prov#"),
    ("skos", "http://www.w3.org/2004/02/skos/core#"),
    ("rdfs", "http://www.w3.org/2000/01/rdf-schema#"),
    ("xsd", "http://www.w3.org/2001/XMLSchema#"),
];

/// Why a query has no answer.
#[derive(Debug, thiserror::Error)]
pub enum SparqlError {
    /// It is no SPARQL.
    #[error("not a SPARQL query: {0}")]
    Syntax(#[from] SparqlSyntaxError),
    /// A prefix of ours is no IRI, which cannot be.
    #[error(transparent)]
    Prefix(#[from] oxigraph::model::IriParseError),
    /// It fails while it is answered.
    #[error("the query fails: {0}")]
    Evaluation(#[from] QueryEvaluationError),
    /// The graph could not be taken as RDF.
    #[error(transparent)]
    Export(#[from] ExportError),
    /// The graph could not be loaded.
    #[error("cannot load the graph: {0}")]
    Load(#[from] LoaderError),
    /// The store fails.
    #[error("the store fails: {0}")]
    Storage(#[from] StorageError),
}

/// What a query comes to.
#[derive(Debug, Clone, PartialEq)]
pub enum Answer {
    /// Of SELECT: variables, and for each solution their values.
    Solutions(Vec<Variable>, Vec<Vec<Option<Term>>>),
    /// Of ASK.
    Truth(bool),
    /// Of CONSTRUCT and DESCRIBE.
    Triples(Vec<Triple>),
}

/// The standard forms of answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// Comma-separated, values without their types.
    Csv,
    /// Tab-separated, values in Turtle's syntax.
    Tsv,
    /// SPARQL 1.1 Query Results JSON.
    Json,
}

/// A graph that answers queries.
pub struct Dataset(Store);

impl Dataset {
    /// Takes a graph as RDF: O(n log n) in the number of its quads, and some 300 bytes of memory for each.
    ///
    /// # Errors
    /// When the graph cannot be written as RDF.
    pub fn new(graph: &Graph) -> Result<Self, SparqlError> {
        let mut bytes = Vec::new();
        JsonLd.export(graph, &mut bytes)?;
        let store = Store::new()?;
        let json_ld = RdfFormat::JsonLd { profile: oxigraph::io::JsonLdProfileSet::empty() };
        let mut loader = store.bulk_loader();
        loader.load_from_slice(json_ld, &bytes)?;
        loader.commit()?;
        Ok(Dataset(store))
    }

    /// Answers a query.
    ///
    /// # Errors
    /// When the query is none, or fails.
    pub fn ask(&self, query: &str) -> Result<Answer, SparqlError> {
        let mut evaluator = SparqlEvaluator::new();
        for (prefix, space) in PREFIXES {
            evaluator = evaluator.with_prefix(prefix, space)?;
        }
        let mut prepared = evaluator.parse_query(query)?;
        if prepared.dataset().is_default_dataset() {
            prepared.dataset_mut().set_default_graph_as_union();
        }
        Ok(match prepared.on_store(&self.0).execute()? {
            QueryResults::Boolean(truth) => Answer::Truth(truth),
            QueryResults::Graph(triples) => Answer::Triples(triples.collect::<Result<_, _>>()?),
            QueryResults::Solutions(solutions) => {
                let variables = solutions.variables().to_vec();
                let row = |solution: Result<oxigraph::sparql::QuerySolution, _>| {
                    solution.map(|it| variables.iter().map(|variable| it.get(variable).cloned()).collect())
                };
                let rows = solutions.map(row).collect::<Result<_, QueryEvaluationError>>()?;
                Answer::Solutions(variables, rows)
            }
        })
    }
}

impl Answer {
    /// Writes the answer in a standard form; triples as Turtle, whatever the form.
    ///
    /// # Errors
    /// When writing fails.
    pub fn write(&self, form: Form, out: impl Write) -> io::Result<()> {
        let format = match form {
            Form::Csv => QueryResultsFormat::Csv,
            Form::Tsv => QueryResultsFormat::Tsv,
            Form::Json => QueryResultsFormat::Json,
        };
        let serializer = QueryResultsSerializer::from_format(format);
        match self {
            Answer::Truth(truth) => serializer.serialize_boolean_to_writer(out, *truth).map(drop),
            Answer::Solutions(variables, rows) => {
                let mut writer = serializer.serialize_solutions_to_writer(out, variables.clone())?;
                for row in rows {
                    let bound = variables.iter().zip(row).filter_map(|(name, value)| Some((name, value.as_ref()?)));
                    writer.serialize(bound.map(|(name, value)| (name.as_ref(), value.as_ref())))?;
                }
                writer.finish().map(drop)
            }
            Answer::Triples(triples) => {
                let mut serializer = RdfSerializer::from_format(RdfFormat::Turtle);
                for (prefix, space) in PREFIXES {
                    serializer = serializer.with_prefix(prefix, space).map_err(io::Error::other)?;
                }
                let mut writer = serializer.for_writer(out);
                triples.iter().try_for_each(|triple| writer.serialize_triple(triple))?;
                writer.finish().map(drop)
            }
        }
    }
}
