//! Speed of each stage and of the whole, one thread, in words and articles per second.
//!
//! `cargo bench --bench stages -- FILE.jsonl` times on the articles of FILE, else on the example articles. Each figure is
//! the best of several rounds, each over all articles. Words are runs of characters without white space.

#![allow(clippy::print_stdout)] // a benchmark reports on standard output

use newsgraph::model::{Article, Document};
use newsgraph::pipeline::Pipeline;
use newsgraph::read::{Inputs, Options};
use newsgraph::resources::Resources;
use std::hint::black_box;
use std::path::PathBuf;
use std::time::Instant;

const ROUNDS: usize = 5;

fn main() {
    let path = std::env::args()
        .skip(1)
        .find(|arg| !arg.starts_with('-'))
        .map_or_else(|| PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/examples/articles")), PathBuf::from);
    let articles = Inputs::new([path], Options::default()).filter_map(Result::ok).collect::<Vec<_>>();
    let words = articles.iter().map(|a| a.text.split_whitespace().count()).sum::<usize>();
    println!("{} articles, {words} words, best of {ROUNDS} rounds, one thread", articles.len());
    let loaded = Instant::now();
    let pipeline = Pipeline::new(Resources::embedded().expect("language data")).expect("pipeline");
    println!("{:12}{:>10.1} ms", "load", loaded.elapsed().as_secs_f64() * 1e3);
    let documents = articles.iter().map(|article| pipeline.document(article.clone())).collect::<Vec<_>>();
    let facts = documents.iter().map(|document| pipeline.facts_of(document)).collect::<Vec<_>>();

    for (name, seconds) in stages(&pipeline, &articles) {
        report(name, seconds, words, articles.len());
    }
    let annotate = |article: &Article| drop(black_box(pipeline.document(article.clone())));
    report("annotate", best(|| articles.iter().for_each(annotate)), words, articles.len());
    let extract = |document: &Document| drop(black_box(pipeline.facts_of(document)));
    report("extract", best(|| documents.iter().for_each(extract)), words, articles.len());
    report("graph", best(|| drop(black_box(pipeline.graph(facts.clone())))), words, articles.len());
    let whole = |article: &Article| drop(black_box(pipeline.facts(article.clone())));
    report("text to facts", best(|| articles.iter().for_each(whole)), words, articles.len());
}

/// The best time of each annotator over all articles, each given what those before it found.
fn stages<'p>(pipeline: &'p Pipeline, articles: &[Article]) -> Vec<(&'p str, f64)> {
    let mut documents = articles.iter().cloned().map(Document::new).collect::<Vec<_>>();
    let mut times = Vec::new();
    for annotator in pipeline.annotators() {
        let mut best = f64::INFINITY;
        for _ in 0..ROUNDS {
            let mut copies = documents.clone();
            let start = Instant::now();
            for document in &mut copies {
                annotator.annotate(document);
            }
            best = best.min(start.elapsed().as_secs_f64());
        }
        for document in &mut documents {
            annotator.annotate(document);
        }
        times.push((annotator.name(), best));
    }
    times
}

fn best(mut round: impl FnMut()) -> f64 {
    let time = |()| {
        let start = Instant::now();
        round();
        start.elapsed().as_secs_f64()
    };
    (0..ROUNDS).map(|_| ()).map(time).fold(f64::INFINITY, f64::min)
}

fn report(name: &str, seconds: f64, words: usize, articles: usize) {
    println!("{name:16}{:>12.0} words/s{:>10.0} articles/s", words as f64 / seconds, articles as f64 / seconds);
}
