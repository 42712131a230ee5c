//! The loop over epochs and batches.

use crate::data::Data;
use crate::example::Example;
use crate::learner::{Gold, Learner, Loss};
use crate::random::Random;
use newsgraph::annotate::features::{Features, UNKNOWN, sentence};
use newsgraph::resources::gazetteers::Gazetteers;
use rustc_hash::FxHashMap;

/// How to train.
#[derive(Debug, Clone)]
pub(crate) struct Plan {
    pub(crate) epochs: usize,
    pub(crate) rate: f32,
    pub(crate) dropout: f32,
    /// Words of a batch.
    pub(crate) batch: usize,
    /// Times that the trees are seen in an epoch.
    pub(crate) tree_passes: usize,
    /// In how many parts the silver names are seen, one part an epoch.
    pub(crate) silver_parts: usize,
    pub(crate) seed: u64,
}

/// What is known of words.
struct Words<'a> {
    lists: &'a Gazetteers,
    /// How often each word occurs in the corpora, lower case.
    counts: FxHashMap<String, u32>,
}

/// Trains; calls `after` with the number of each finished epoch, the losses per word, and the words seen.
pub(crate) fn train(
    learner: &mut Learner,
    data: &Data,
    lists: &Gazetteers,
    plan: &Plan,
    mut after: impl FnMut(&Learner, usize, String),
) {
    let mut random = Random(plan.seed);
    let words_known = Words { lists, counts: count(data) };
    let total = plan.epochs as f32;
    for epoch in 0..plan.epochs {
        let trees = std::iter::repeat_n(&data.trees, plan.tree_passes).flatten();
        let mut order: Vec<&Example> = trees.chain(&data.names).collect();
        order.extend(data.silver.iter().skip(epoch % plan.silver_parts.max(1)).step_by(plan.silver_parts.max(1)));
        random.shuffle(&mut order);
        let words: usize = order.iter().map(|example| example.forms.len()).sum();
        let (mut seen, mut losses) = (0, Loss::default());
        let mut batch: Vec<Example> = Vec::new();
        let mut size = 0;
        for (i, example) in order.iter().enumerate() {
            if example.forms.len() <= 200 {
                size += example.forms.len();
                batch.push(example.varied(&mut random));
            }
            if size < plan.batch && i + 1 < order.len() {
                continue;
            }
            let progress = (epoch as f32 + seen as f32 / words as f32) / total;
            let rate = plan.rate * (progress / 0.02).min(1.0) * (1.0 - progress).max(0.01);
            let loss = step(learner, &batch, rate, plan.dropout, &words_known, &mut random);
            losses.tags += loss.tags;
            losses.names += loss.names;
            losses.arcs += loss.arcs;
            losses.labels += loss.labels;
            seen += size;
            (batch, size) = (Vec::new(), 0);
        }
        let Loss { tags, arcs, labels, names } = losses;
        let each = |x: f32| x / words as f32;
        let (t, a, l, n) = (each(tags), each(arcs), each(labels), each(names));
        after(learner, epoch + 1, format!("{words} words, loss tags {t:.4} arcs {a:.4} labels {l:.4} names {n:.4}"));
    }
}

/// How often each word occurs in the corpora, lower case.
fn count(data: &Data) -> FxHashMap<String, u32> {
    let mut counts = FxHashMap::default();
    for example in data.trees.iter().chain(&data.names) {
        for form in &example.forms {
            *counts.entry(form.to_lowercase()).or_insert(0) += 1;
        }
    }
    counts
}

fn step(learner: &mut Learner, batch: &[Example], rate: f32, dropout: f32, known: &Words, random: &mut Random) -> Loss {
    let mut words: Vec<Features> = Vec::new();
    let mut gold = Vec::new();
    for example in batch {
        let start = words.len();
        let forms: Vec<&str> = example.forms.iter().map(String::as_str).collect();
        let listed = !random.chance(0.1);
        for (mut word, form) in sentence(known.lists, &forms).into_iter().zip(&forms) {
            if !listed || random.chance(0.1) {
                word.known = 0;
            }
            let seen = known.counts.get(&form.to_lowercase()).copied().unwrap_or(0) as f32;
            if random.chance(0.03 + 0.4 / (0.5 + seen)) {
                word.words = UNKNOWN.words;
            }
            words.push(word);
        }
        let range = start..words.len();
        gold.push(Gold {
            words: range,
            syntax: example.syntax.as_ref(),
            names: &example.names,
            weight: example.weight,
        });
    }
    learner.learn(words, &gold, rate, dropout, random)
}
