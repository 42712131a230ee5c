//! Fits the linear models of `data/en/weights` on annotated articles: which relation two things stand in, what belongs to
//! an event.

mod cases;
mod logistic;

use anyhow::{Context, Result};
use cases::{Case, Cases};
use clap::Args;
use logistic::{Fit, Model};
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

/// Parts that the articles are cut into, each held out once.
const FOLDS: usize = 4;

/// What to fit, and how.
#[derive(Debug, Args)]
pub(crate) struct Options {
    /// Where the corpora are.
    #[arg(long, default_value = "../shared")]
    data: PathBuf,
    /// The language data, into whose folder `weights` the models are written.
    #[arg(long, default_value = "data/en")]
    out: PathBuf,
    /// Only measure on held-out articles; write nothing.
    #[arg(long)]
    measure: bool,
    /// The least probability of a relation.
    #[arg(long, default_value_t = 0.50)]
    relation: f32,
    /// The least probability of a participant.
    #[arg(long, default_value_t = 0.25)]
    participant: f32,
    /// The least probability of a place.
    #[arg(long, default_value_t = 0.25)]
    place: f32,
    /// The least probability of a date.
    #[arg(long, default_value_t = 0.35)]
    date: f32,
    #[command(flatten)]
    fit: Fit,
}

/// Reads the articles, measures on held-out ones and writes the models.
pub(crate) fn run(options: &Options) -> Result<()> {
    let cases = Cases::read(&options.data.join("eval/train"), &options.out)?;
    for (file, model, least) in [
        ("relations.txt", &cases.relations, &(|_: &str| options.relation) as &dyn Fn(&str) -> f32),
        ("events.txt", &cases.events, &|label: &str| match label {
            "participant" => options.participant,
            "place" => options.place,
            _ => options.date,
        }),
    ] {
        println!("{file}: {} cases, {} features", model.cases.len(), model.features.len());
        measure(model, &options.fit);
        if !options.measure {
            let whole = Model::fit(&model.cases, model.features.len(), model.labels.len(), &options.fit);
            let folder = options.out.join("weights");
            std::fs::create_dir_all(&folder)?;
            let path = folder.join(file);
            write(&path, model, &whole, least).with_context(|| path.display().to_string())?;
        }
    }
    Ok(())
}

/// A candidate with a label, as a model that has not seen its article weighs it.
#[derive(Debug, Clone, Copy)]
struct Scored {
    probability: f32,
    label: usize,
    gold: bool,
    known: bool,
    /// Its article and what it is a candidate of.
    of: (usize, usize),
}

/// Prints what the model would add on articles that it has not seen.
fn measure(task: &cases::Task, fit: &Fit) {
    let mut scored: Vec<Scored> = Vec::new();
    for fold in 0..FOLDS {
        let held = |case: &&Case| case.article % FOLDS == fold;
        let seen: Vec<Case> = task.cases.iter().filter(|case| !held(case)).cloned().collect();
        let model = Model::fit(&seen, task.features.len(), task.labels.len(), fit);
        for case in task.cases.iter().filter(held) {
            scored.extend(case.allowed.iter().map(|&label| Scored {
                probability: model.probability(case, label),
                label,
                gold: case.gold.contains(&label),
                known: case.known.contains(&label),
                of: (case.article, case.of),
            }));
        }
    }
    for group in &task.groups {
        let of: Vec<Scored> = scored.iter().copied().filter(|it| group.labels.contains(&it.label)).collect();
        let known = of.iter().filter(|it| it.known).count();
        let right = of.iter().filter(|it| it.known && it.gold).count();
        println!("{}: gold {}, found {known}, right {right}", group.name, group.gold);
        for least in [0.15, 0.2, 0.25, 0.3, 0.35, 0.4, 0.5] {
            let mut chosen: Vec<Scored> =
                of.iter().copied().filter(|it| it.probability >= least || it.known && group.keeps).collect();
            if group.single {
                chosen.sort_by(|a, b| a.of.cmp(&b.of).then(b.probability.total_cmp(&a.probability)));
                chosen.dedup_by_key(|it| it.of);
            }
            let hits = chosen.iter().filter(|it| it.gold).count();
            let new: Vec<&Scored> = chosen.iter().filter(|it| !it.known).collect();
            let new_hits = new.iter().filter(|it| it.gold).count();
            let f1 = 200.0 * hits as f64 / (chosen.len() + group.gold) as f64;
            let precision = 100.0 * hits as f64 / chosen.len().max(1) as f64;
            let recall = 100.0 * hits as f64 / group.gold.max(1) as f64;
            println!("  {least:.2}: P {precision:.1} R {recall:.1} F1 {f1:.1}; new {new_hits} of {} right", new.len());
        }
    }
}

fn write(path: &Path, task: &cases::Task, model: &Model, least: &dyn Fn(&str) -> f32) -> Result<()> {
    let mut text = String::from(
        "# A linear model made by `newsgraph-train weigh`. Labels with their biases and the least probability that counts,\n\
         # then features with their weights.\n",
    );
    for (label, name) in task.labels.iter().enumerate() {
        writeln!(text, "label\t{name}\t{:.2}\t{}", model.bias(label), least(name))?;
    }
    for (feature, name) in task.features.iter().enumerate() {
        let mut line = String::new();
        for (label, label_name) in task.labels.iter().enumerate() {
            let weight = model.weight(feature, label);
            if weight.abs() >= 0.05 {
                write!(line, "\t{label_name}={weight:.2}")?;
            }
        }
        if !line.is_empty() {
            writeln!(text, "{name}{line}")?;
        }
    }
    std::fs::write(path, text)?;
    Ok(())
}
