//! The graphs of the example articles, in a few formats, byte for byte. A person looks at them in a diff; the sample of
//! tests/interop.rs is there in all formats.
//!
//! `NEWSGRAPH_UPDATE=1 cargo test --test graphs` writes them anew.

#![allow(clippy::unwrap_used)] // a test fails by panicking

use newsgraph::export::{self, Exporter};
use newsgraph::model::Facts;
use newsgraph::pipeline::Pipeline;
use newsgraph::read::{Inputs, Options};
use newsgraph::resources::Resources;
use std::fs;
use std::path::{Path, PathBuf};

fn pipeline() -> Pipeline {
    Pipeline::new(Resources::embedded().unwrap()).unwrap()
}

fn examples() -> Vec<PathBuf> {
    let dir = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/articles");
    let mut paths = fs::read_dir(dir).unwrap().map(|entry| entry.unwrap().path()).collect::<Vec<_>>();
    paths.sort();
    paths
}

fn facts(pipeline: &Pipeline, paths: &[PathBuf]) -> Vec<Facts> {
    let articles = Inputs::new(paths, Options::default()).collect::<Result<Vec<_>, _>>().unwrap();
    pipeline.facts_of_all(articles)
}

/// The formats that people look at.
const FORMATS: [&str; 4] = ["dot", "facts", "json", "jsonld"];

fn exported(pipeline: &Pipeline, facts: Vec<Facts>) -> Vec<(&'static str, Vec<u8>)> {
    let graph = pipeline.graph(facts);
    let write = |name: &str| {
        let exporter: &dyn Exporter = export::by_name(name).unwrap();
        let mut bytes = Vec::new();
        exporter.export(&graph, &mut bytes).unwrap();
        (exporter.extension(), bytes)
    };
    FORMATS.into_iter().map(write).collect()
}

/// Compares (or, when asked to, writes) the exports of one graph; gives the names of files that differ.
fn differing(name: &str, exports: Vec<(&'static str, Vec<u8>)>) -> Vec<String> {
    let dir = Path::new(env!("CARGO_MANIFEST_DIR")).join("graphs");
    let update = std::env::var_os("NEWSGRAPH_UPDATE").is_some();
    let mut differing = Vec::new();
    for (extension, bytes) in exports {
        let path = dir.join(format!("{name}.{extension}"));
        if update {
            fs::write(&path, &bytes).unwrap();
        } else if fs::read(&path).ok().as_deref() != Some(&bytes) {
            differing.push(path.display().to_string());
        }
    }
    differing
}

#[test]
fn graphs_of_single_articles_are_as_looked_at() {
    let pipeline = pipeline();
    let mut wrong = Vec::new();
    for path in examples() {
        let name = path.file_stem().unwrap().to_str().unwrap().to_owned();
        let facts = facts(&pipeline, std::slice::from_ref(&path));
        wrong.extend(differing(&name, exported(&pipeline, facts)));
    }
    assert!(wrong.is_empty(), "changed; look, then NEWSGRAPH_UPDATE=1 cargo test --test graphs: {wrong:#?}");
}

#[test]
fn the_graph_of_all_articles_is_as_looked_at_in_any_order() {
    let pipeline = pipeline();
    let mut paths = examples();
    let exports = exported(&pipeline, facts(&pipeline, &paths));
    paths.reverse();
    let reversed = exported(&pipeline, facts(&pipeline, &paths));
    for ((name, bytes), (_, other)) in exports.iter().zip(&reversed) {
        assert!(bytes == other, "{name} depends on the order of the articles");
    }
    let wrong = differing("all", exports);
    assert!(wrong.is_empty(), "changed; look, then NEWSGRAPH_UPDATE=1 cargo test --test graphs: {wrong:#?}");
}
