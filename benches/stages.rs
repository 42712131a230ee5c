//! Speed of each stage and of the whole, one thread, in words and articles per second.
//!
//! `cargo bench --bench stages -- FILE.jsonl` times on the articles of FILE, else on the example articles. Each figure is
//! the mean of several rounds, each over all articles. Words are runs of characters without white space. Time is that of
//! the processor where Linux tells it, so that other programs on the machine do not count.

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
    println!("{} articles, {words} words, mean of {ROUNDS} rounds, one thread", articles.len());
    let loaded = Clock::now();
    let pipeline = Pipeline::new(Resources::embedded().expect("language data")).expect("pipeline");
    println!("{:12}{:>10.1} ms", "load", loaded.seconds() * 1e3);
    let documents = articles.iter().map(|article| pipeline.document(article.clone())).collect::<Vec<_>>();
    let facts = documents.iter().map(|document| pipeline.facts_of(document)).collect::<Vec<_>>();

    for (name, seconds) in stages(&pipeline, &articles) {
        report(name, seconds, words, articles.len());
    }
    let annotate = |article: &Article| drop(black_box(pipeline.document(article.clone())));
    report("annotate", time(|| articles.iter().for_each(annotate)), words, articles.len());
    let extract = |document: &Document| drop(black_box(pipeline.facts_of(document)));
    report("extract", time(|| documents.iter().for_each(extract)), words, articles.len());
    report("graph", time(|| drop(black_box(pipeline.graph(facts.clone())))), words, articles.len());
    let whole = |article: &Article| drop(black_box(pipeline.facts(article.clone())));
    report("text to facts", time(|| articles.iter().for_each(whole)), words, articles.len());
}

/// A moment of this thread's time on the processor, or on the clock where the system does not tell.
struct Clock {
    nanoseconds: Option<u64>,
    moment: Instant,
}

impl Clock {
    fn now() -> Self {
        Clock { nanoseconds: on_processor(), moment: Instant::now() }
    }

    /// Seconds since then.
    fn seconds(&self) -> f64 {
        match (self.nanoseconds, on_processor()) {
            (Some(before), Some(now)) => now.saturating_sub(before) as f64 / 1e9,
            _ => self.moment.elapsed().as_secs_f64(),
        }
    }
}

/// Nanoseconds that this thread has run so far.
fn on_processor() -> Option<u64> {
    let stat = std::fs::read_to_string("/proc/thread-self/schedstat").ok()?;
    stat.split(' ').next()?.parse().ok()
}

/// The mean time of each annotator over all articles, each given what those before it found.
fn stages<'p>(pipeline: &'p Pipeline, articles: &[Article]) -> Vec<(&'p str, f64)> {
    let mut documents = articles.iter().cloned().map(Document::new).collect::<Vec<_>>();
    let mut times = Vec::new();
    for annotator in pipeline.annotators() {
        let round = || {
            let mut copies = documents.clone();
            let start = Clock::now();
            for document in &mut copies {
                annotator.annotate(document);
            }
            start.seconds()
        };
        times.push((annotator.name(), mean(round)));
        for document in &mut documents {
            annotator.annotate(document);
        }
    }
    times
}

/// The mean of what rounds take by their own account.
fn mean(round: impl FnMut() -> f64) -> f64 {
    std::iter::repeat_with(round).take(ROUNDS).sum::<f64>() / ROUNDS as f64
}

/// The mean time of a round.
fn time(mut round: impl FnMut()) -> f64 {
    let start = Clock::now();
    (0..ROUNDS).for_each(|_| round());
    start.seconds() / ROUNDS as f64
}

fn report(name: &str, seconds: f64, words: usize, articles: usize) {
    println!("{name:16}{:>12.0} words/s{:>10.0} articles/s", words as f64 / seconds, articles as f64 / seconds);
}
