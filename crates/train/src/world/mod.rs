//! Large test corpora with known truth: articles of an invented world, their facts, and who is who in them.
//!
//! `newsgraph-train corpus --articles N --people M --seed S --out DIR` writes `articles.jsonl` (to be read by
//! `newsgraph build`), `facts.jsonl` (what `newsgraph extract` would write, had it found nearly everything) and
//! `truth.jsonl` (one line for each article: its people, its event, and the article that it copies).

mod draft;
mod lexicon;
mod person;
mod story;

use crate::random::Random;
use anyhow::{Context, Result};
use clap::Args;
use draft::Draft;
use lexicon::{Names, World};
use newsgraph::resources::Resources;
use serde::{Deserialize, Serialize};
use serde_json::json;
use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};
use story::Scene;

/// The probability that an article is taken over by other papers.
const WIRED: f32 = 0.06;

/// How large a world.
#[derive(Debug, Args)]
pub(crate) struct Corpus {
    /// The number of articles
    #[arg(long, default_value_t = 20_000)]
    articles: usize,
    /// The number of people
    #[arg(long, default_value_t = 5_000)]
    people: usize,
    /// The share of people who have their name in common with another, 0..1
    #[arg(long, default_value_t = 0.05)]
    namesakes: f32,
    /// The seed of all random numbers
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// The folder to write articles.jsonl, facts.jsonl and truth.jsonl into
    #[arg(long)]
    out: PathBuf,
}

/// What is true of an article.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct Truth {
    /// The article.
    pub(crate) id: String,
    /// The number of the event that it tells.
    pub(crate) event: usize,
    /// The article whose text it took over.
    pub(crate) copy_of: Option<String>,
    /// The people whom it names.
    pub(crate) people: Vec<Named>,
}

/// Somebody in an article.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct Named {
    /// The identifier in the facts of the article.
    pub(crate) entity: String,
    /// The fullest name that the article uses.
    pub(crate) name: String,
    /// The number of the person.
    pub(crate) person: usize,
}

struct Output {
    articles: BufWriter<File>,
    facts: BufWriter<File>,
    truth: BufWriter<File>,
    written: u64,
    seed: u64,
}

impl Output {
    fn create(folder: &Path, seed: u64) -> Result<Self> {
        std::fs::create_dir_all(folder).with_context(|| format!("cannot make {}", folder.display()))?;
        let file = |name: &str| -> Result<BufWriter<File>> {
            let path = folder.join(name);
            Ok(BufWriter::new(File::create(&path).with_context(|| format!("cannot write {}", path.display()))?))
        };
        Ok(Output {
            articles: file("articles.jsonl")?,
            facts: file("facts.jsonl")?,
            truth: file("truth.jsonl")?,
            written: 0,
            seed,
        })
    }

    /// Writes an article; returns its identifier, which tells nothing of its order.
    fn write(&mut self, draft: &Draft, event: usize, copy_of: Option<&str>) -> Result<String> {
        let id = format!("{:012x}", Random(self.seed << 32 ^ self.written).next() & 0xFFFF_FFFF_FFFF);
        self.written += 1;
        let rendered = draft.render(&id);
        let article = json!({
            "id": id, "title": draft.title, "text": rendered.text, "published": draft.published,
            "publisher": draft.publisher,
        });
        writeln!(self.articles, "{article}")?;
        writeln!(self.facts, "{}", rendered.facts)?;
        let people = rendered.people.into_iter().map(|(entity, name, person)| Named { entity, name, person }).collect();
        let truth = Truth { id: id.clone(), event, copy_of: copy_of.map(str::to_owned), people };
        serde_json::to_writer(&mut self.truth, &truth)?;
        writeln!(self.truth)?;
        Ok(id)
    }

    fn is_full(&self, articles: usize) -> bool {
        self.written >= articles as u64
    }
}

/// Writes a corpus.
pub(crate) fn write(options: &Corpus) -> Result<()> {
    let mut random = Random(options.seed);
    let world = World::load()?;
    let names = Names::draw(&Resources::embedded()?, options.people, &mut random)?;
    let organizations = person::organizations(&world, &names, &mut random);
    let people = person::people(options.people, options.namesakes, &world, &names, &organizations, &mut random);
    let scene = Scene { world: &world, people: &people, organizations: &organizations };
    let mut out = Output::create(&options.out, options.seed)?;
    let mut number = 0;
    while !out.is_full(options.articles) {
        let event = scene.event(&mut random);
        // One event in three is told by several papers.
        let papers = 1 + if random.chance(0.35) { 1 + random.below(3) } else { 0 };
        for _ in 0..papers {
            let article = scene.article(&event, &mut random);
            let copies = if random.chance(WIRED) { 1 + random.below(4) } else { 0 };
            if out.is_full(options.articles) {
                break;
            }
            let id = out.write(&article, number, None)?;
            for _ in 0..copies {
                let copy = scene.copy(&article, &mut random);
                if !out.is_full(options.articles) {
                    out.write(&copy, number, Some(&id))?;
                }
            }
        }
        number += 1;
    }
    println!("{} articles about {number} events among {} people", out.written, people.len());
    Ok(())
}
