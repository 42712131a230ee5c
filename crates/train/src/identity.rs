//! How well resolve tells who is who: B-cubed (Bagga and Baldwin 1998) and pairs, on the invented world and on DWIE.

use crate::world::Truth;
use anyhow::{Context, Result};
use clap::Args;
use newsgraph::model::{Article, EntityKind, Facts, MentionKind, Resolved, fold};
use newsgraph::pipeline::Pipeline;
use newsgraph::resolve::Given;
use newsgraph::resources::Resources;
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::fs::File;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::time::Instant;

/// Scores of the invented world.
#[derive(Debug, Args)]
pub(crate) struct World {
    /// The folder that `corpus` wrote
    corpus: PathBuf,
    /// Understand the articles instead of reading their facts
    #[arg(long)]
    text: bool,
    /// Name entities that hold two people, and people in two entities, at most N of each
    #[arg(long, default_value_t = 0)]
    errors: usize,
}

/// Scores of DWIE.
#[derive(Debug, Args)]
pub(crate) struct Dwie {
    /// Where the corpora are
    #[arg(long, default_value = "../shared")]
    data: PathBuf,
    /// Name entities that hold two people, and people in two entities, at most N of each
    #[arg(long, default_value_t = 0)]
    errors: usize,
}

/// An item: what it is by the program and in truth, and how to tell people of it.
struct Item {
    found: String,
    truth: String,
    label: String,
}

/// Precision, recall and their harmonic mean, in percent.
struct Score {
    precision: f64,
    recall: f64,
}

impl Score {
    fn f1(&self) -> f64 {
        2.0 * self.precision * self.recall / (self.precision + self.recall).max(1e-9)
    }
}

impl fmt::Display for Score {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "P {:.2} R {:.2} F1 {:.2}", self.precision, self.recall, self.f1())
    }
}

type Counts<'i> = BTreeMap<&'i str, usize>;

/// B-cubed and pairwise scores.
fn scores(items: &[Item]) -> (Score, Score) {
    let mut found: Counts = BTreeMap::new();
    let mut truth: Counts = BTreeMap::new();
    let mut both: BTreeMap<(&str, &str), usize> = BTreeMap::new();
    for item in items {
        *found.entry(&item.found).or_default() += 1;
        *truth.entry(&item.truth).or_default() += 1;
        *both.entry((&item.found, &item.truth)).or_default() += 1;
    }
    let (mut precision, mut recall) = (0.0, 0.0);
    for (&(one, other), &count) in &both {
        let square = (count * count) as f64;
        precision += square / found[one] as f64;
        recall += square / truth[other] as f64;
    }
    let all = items.len().max(1) as f64;
    let pairs =
        |counts: &mut dyn Iterator<Item = usize>| counts.map(|n| (n * n.saturating_sub(1)) as f64 / 2.0).sum::<f64>();
    let hits = pairs(&mut both.values().copied());
    let share = |of: f64| 100.0 * hits / of.max(1.0);
    let cubed = Score { precision: 100.0 * precision / all, recall: 100.0 * recall / all };
    let paired = Score {
        precision: share(pairs(&mut found.values().copied())),
        recall: share(pairs(&mut truth.values().copied())),
    };
    (cubed, paired)
}

fn report(what: &str, items: &[Item], errors: usize) {
    let (cubed, paired) = scores(items);
    println!("{what}: {} items; B-cubed {cubed}; pairs {paired}", items.len());
    let groups = |by: fn(&Item) -> (&str, &str)| {
        let mut groups: BTreeMap<&str, BTreeMap<&str, Vec<&str>>> = BTreeMap::new();
        for item in items {
            let (group, part) = by(item);
            groups.entry(group).or_default().entry(part).or_default().push(&item.label);
        }
        let mut groups: Vec<_> = groups.into_iter().filter(|(_, parts)| parts.len() > 1).collect();
        groups.sort_by_key(|(_, parts)| std::cmp::Reverse(parts.values().map(Vec::len).sum::<usize>()));
        groups
    };
    for (what, by) in
        [("merged", (|it| (&it.found, &it.truth)) as fn(&Item) -> (&str, &str)), ("split", |it| (&it.truth, &it.found))]
    {
        for (group, parts) in groups(by).into_iter().take(errors) {
            let parts = parts.iter().map(|(part, labels)| {
                let names: BTreeSet<&&str> = labels.iter().collect();
                format!("{part} ×{}: {:?}", labels.len(), names.iter().take(4).collect::<Vec<_>>())
            });
            println!("  {what} {group}: {}", parts.take(6).collect::<Vec<_>>().join("; "));
        }
    }
}

fn lines<T: serde::de::DeserializeOwned>(path: &Path) -> Result<Vec<T>> {
    let file = File::open(path).with_context(|| format!("cannot read {}", path.display()))?;
    let read = |(at, line): (usize, std::io::Result<String>)| {
        serde_json::from_str(&line?).with_context(|| format!("{}, line {}", path.display(), at + 1))
    };
    BufReader::new(file).lines().enumerate().map(read).collect()
}

/// The greatest memory that this process held so far, in MiB, where the system tells it.
fn peak() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    line.and_then(|line| line.trim().trim_end_matches(" kB").parse::<u64>().ok()).unwrap_or_default() / 1024
}

/// Resolves facts and says what it took.
fn resolve(pipeline: &Pipeline, facts: Vec<Facts>) -> Resolved {
    let before = peak();
    let (start, count) = (Instant::now(), facts.len());
    let resolved = pipeline.resolve(facts, &Given::default());
    println!(
        "{count} articles resolved in {:.1} s to {} entities, {} statements, {} hints; peak memory {} MiB, {before} before",
        start.elapsed().as_secs_f64(),
        resolved.entities.len(),
        resolved.sayings.len(),
        resolved.hints.len(),
        peak()
    );
    resolved
}

/// The shared identifier of a person of an article, by a name that the article uses.
fn person(facts: &Facts, name: &str) -> Option<String> {
    let folded = fold(name);
    let people = || facts.entities.iter().filter(|entity| entity.kind == EntityKind::Person);
    let by_name = people().find(|entity| fold(&entity.name) == folded);
    let entity =
        by_name.or_else(|| people().find(|entity| entity.aliases.iter().any(|alias| fold(alias) == folded)))?;
    Some(entity.id.to_string())
}

pub(crate) fn score_world(options: &World) -> Result<()> {
    let pipeline = Pipeline::new(Resources::embedded()?)?;
    let facts: Vec<Facts> = if options.text {
        let start = Instant::now();
        let articles: Vec<Article> = lines(&options.corpus.join("articles.jsonl"))?;
        let facts = pipeline.facts_of_all(articles);
        println!("understood in {:.0} s", start.elapsed().as_secs_f64());
        facts
    } else {
        lines(&options.corpus.join("facts.jsonl"))?
    };
    let truths: Vec<Truth> = lines(&options.corpus.join("truth.jsonl"))?;
    let resolved = resolve(&pipeline, facts);
    let place: BTreeMap<&str, usize> =
        resolved.articles.iter().enumerate().map(|(at, facts)| (facts.id.as_str(), at)).collect();
    let mut people = Vec::new();
    let mut events = Vec::new();
    let mut missed = 0;
    for truth in &truths {
        let Some(&at) = place.get(truth.id.as_str()) else { continue };
        for named in &truth.people {
            let found = person(&resolved.articles[at], &named.name);
            missed += usize::from(found.is_none());
            let found = found.unwrap_or_else(|| format!("missed {} {}", truth.id, named.entity));
            people.push(Item { found, truth: named.person.to_string(), label: named.name.clone() });
        }
        for event in resolved.articles[at].events.iter().take(usize::from(!options.text)) {
            let label = truth.id.clone();
            events.push(Item { found: event.id.to_string(), truth: truth.event.to_string(), label });
        }
    }
    println!("{missed} people of articles not found in their facts");
    report("people", &people, options.errors);
    if !options.text {
        report("events", &events, options.errors);
    }
    copies(&truths, &place, &resolved);
    Ok(())
}

/// The pairs of articles that copy each other.
fn copies(truths: &[Truth], place: &BTreeMap<&str, usize>, resolved: &Resolved) {
    let items: Vec<Item> = truths
        .iter()
        .filter_map(|truth| {
            let origin = resolved.origins[*place.get(truth.id.as_str())?];
            let truth = truth.copy_of.as_ref().unwrap_or(&truth.id).clone();
            Some(Item { found: origin.to_string(), truth, label: String::new() })
        })
        .collect();
    let (_, pairs) = scores(&items);
    println!("pairs of copies: {pairs}");
}

#[derive(Deserialize)]
struct DwieArticle {
    id: String,
    text: String,
    entities: Vec<DwieEntity>,
}

#[derive(Deserialize)]
struct DwieEntity {
    id: serde_json::Value,
    #[serde(default, rename = "type")]
    kind: serde_json::Value,
    #[serde(default)]
    wikipedia: Option<String>,
    #[serde(default)]
    mentions: Vec<DwieMention>,
}

#[derive(Deserialize)]
struct DwieMention {
    begin: u32,
    end: u32,
    #[serde(default)]
    text: String,
}

/// The person of the article whose mentions share most places with those of a gold entity.
fn aligned(facts: &Facts, gold: &DwieEntity) -> Option<String> {
    let overlap = |entity: &newsgraph::model::Entity| {
        let named = entity.mentions.iter().filter(|it| it.kind == MentionKind::Name);
        named.filter(|it| gold.mentions.iter().any(|that| it.span.start < that.end && that.begin < it.span.end)).count()
    };
    let best = facts.entities.iter().rev().map(|entity| (overlap(entity), entity)).max_by_key(|(shared, _)| *shared)?;
    (best.0 > 0).then(|| best.1.id.to_string())
}

pub(crate) fn score_dwie(options: &Dwie) -> Result<()> {
    let pipeline = Pipeline::new(Resources::embedded()?)?;
    let gold: Vec<DwieArticle> = lines(&options.data.join("data/dwie/train.jsonl"))?;
    let articles =
        gold.iter().map(|it| Article { id: it.id.as_str().into(), text: it.text.clone(), ..Article::default() });
    let facts = pipeline.facts_of_all(articles.collect());
    let resolved = resolve(&pipeline, facts);
    let mut found_only = Vec::new();
    let mut items = Vec::new();
    for article in &gold {
        let Ok(at) = resolved.articles.binary_search_by(|facts| facts.id.as_str().cmp(&article.id)) else { continue };
        for entity in &article.entities {
            let is_person = entity.kind.to_string().contains("\"person\"");
            let (true, Some(title)) = (is_person, entity.wikipedia.clone()) else { continue };
            let label = entity.mentions.first().map(|it| it.text.clone()).unwrap_or_default();
            let found = aligned(&resolved.articles[at], entity);
            let item = |found: String| Item { found, truth: title.clone(), label: label.clone() };
            items.push(item(found.clone().unwrap_or_else(|| format!("missed {} {}", article.id, entity.id))));
            found_only.extend(found.map(item));
        }
    }
    println!("{} of {} people found in their articles", found_only.len(), items.len());
    report("people, those not found each by itself", &items, options.errors);
    report("people that were found", &found_only, 0);
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn b_cubed_and_pairs_of_a_small_case() {
        let item = |found: &str, truth: &str| Item { found: found.into(), truth: truth.into(), label: String::new() };
        let (cubed, pairs) = scores(&[item("x", "1"), item("x", "1"), item("x", "2"), item("y", "2")]);
        assert!((cubed.precision - 100.0 * (4.0 / 3.0 + 1.0 / 3.0 + 1.0) / 4.0).abs() < 1e-9);
        assert!((cubed.recall - 100.0 * (2.0 + 0.5 + 0.5) / 4.0).abs() < 1e-9);
        assert!((pairs.precision - 100.0 / 3.0).abs() < 1e-9 && (pairs.recall - 50.0).abs() < 1e-9);
    }
}
