//! `judge`: the questions about who is who that are worth an answer, and the answers.

use super::ledger::Ledger;
use crate::cli::input::Reading;
use crate::cli::time::TimeArgs;
use crate::cli::{Cli, Outcome, source};
use anyhow::{Context, bail};
use clap::Args;
use newsgraph::export::facts::facts_of;
use newsgraph::graph::{EntityNode, Graph, Node};
use newsgraph::model::{Date, Hint};
use newsgraph::pipeline;
use newsgraph::resolve::{Given, Judgement, Judgements, Reference, Verdict};
use std::cmp::Reverse;
use std::fs;
use std::io::{self, BufRead, Write};
use std::path::PathBuf;

/// Answer the open questions about who is who, the most valuable first
///
/// Each question shows two entities that may be one, with what speaks for and against it. Answer s (same), d
/// (different), u (unsure: do not ask again), q (stop), or nothing (skip); words after the letter are kept as the reason:
/// "d one is mayor, the other paints". Answers are added to the file that --judgements names, which every command
/// follows that makes a graph; to undo one, delete its lines: nothing is lost by merging. Without that option those on
/// one archive are kept in the archive. Articles, not names, are what a judgement remembers, so that it holds when more
/// articles come. `explore --edit` takes judgements in the browser.
#[derive(Debug, Args)]
pub(crate) struct Judge {
    /// Archives, graph files, facts, articles
    #[arg(required = true, value_name = "INPUT")]
    inputs: Vec<PathBuf>,
    #[command(flatten)]
    time: TimeArgs,
    #[command(flatten)]
    reading: Reading,
    /// Print the questions and ask nothing
    #[arg(long)]
    list: bool,
    /// Ask at most N questions
    #[arg(long, value_name = "N", default_value_t = 20)]
    limit: usize,
    /// Read the answers, one a line, from FILE instead of the terminal
    #[arg(long, value_name = "FILE")]
    answers: Option<PathBuf>,
    /// Who answers, as the file is to remember it
    #[arg(long, value_name = "NAME", default_value = "")]
    by: String,
    /// The day that the file is to remember instead of today
    #[arg(long, value_name = "DATE")]
    on: Option<Date>,
}

/// A question: two entities that may be one.
struct Question<'g> {
    hint: &'g Hint,
    a: &'g EntityNode,
    b: &'g EntityNode,
}

impl Judge {
    pub(crate) fn run(&self, cli: &Cli) -> anyhow::Result<Outcome> {
        let ledger = Ledger::of(cli.given.judgements(), &self.inputs);
        if ledger.is_none() && !self.list {
            bail!("say with --judgements FILE where the answers go, or list the questions with --list");
        }
        let loaded = source::load(&self.inputs, &self.reading, self.time, cli)?;
        let given = pipeline::decided(&cli.given.read()?, &loaded.archives)?;
        let questions = questions(&loaded.graph, &given.judgements);
        let mut out = io::stdout().lock();
        let outcome = if conflicts(&mut out, &loaded.graph, given, cli)? { Outcome::Partly } else { loaded.outcome };
        let mut answers = self.answers()?;
        for (number, question) in questions.iter().take(self.limit).enumerate() {
            ask(&mut out, number + 1, question, &loaded.graph)?;
            let Some(ledger) = ledger.as_ref().filter(|_| !self.list) else { continue };
            write!(out, "same, different, unsure, skip, quit? [s/d/u/Enter/q] ")?;
            out.flush()?;
            match self.answer(question, answers.as_mut())? {
                Answer::Judged(judgement) => ledger.add(&judgement)?,
                Answer::Skipped => {}
                Answer::Over => break,
            }
        }
        writeln!(out, "\n{} open questions", questions.len())?;
        Ok(outcome)
    }

    fn answers(&self) -> anyhow::Result<Box<dyn BufRead>> {
        Ok(match &self.answers {
            Some(path) => {
                let file = fs::File::open(path).with_context(|| format!("cannot read {}", path.display()))?;
                Box::new(io::BufReader::new(file))
            }
            None => Box::new(io::stdin().lock()),
        })
    }

    fn answer(&self, question: &Question, answers: &mut dyn BufRead) -> anyhow::Result<Answer> {
        let mut line = String::new();
        if answers.read_line(&mut line)? == 0 {
            return Ok(Answer::Over);
        }
        let line = line.trim();
        let (word, why) = line.split_once(char::is_whitespace).unwrap_or((line, ""));
        let verdict = match word.to_lowercase().as_str() {
            "s" | "same" => Verdict::Same,
            "d" | "different" => Verdict::Different,
            "u" | "unsure" => Verdict::Unsure,
            "q" | "quit" => return Ok(Answer::Over),
            "" | "skip" => return Ok(Answer::Skipped),
            other => bail!("{other:?} is none of s, d, u, q"),
        };
        Ok(Answer::Judged(Judgement {
            verdict,
            a: reference(question.a),
            b: reference(question.b),
            by: self.by.clone(),
            on: self.on.or_else(today),
            why: why.trim().to_owned(),
        }))
    }
}

/// Names judgements that contradict each other; true where there are any.
fn conflicts(out: &mut impl Write, graph: &Graph, given: Given, cli: &Cli) -> anyhow::Result<bool> {
    if given.judgements.list.is_empty() {
        return Ok(false);
    }
    let pipeline = cli.pipeline()?.with_given(given);
    let resolved = pipeline.resolve(facts_of(graph), pipeline.given());
    let conflicts = pipeline.conflicts(&resolved);
    for conflict in &conflicts {
        writeln!(
            out,
            "contradiction: these are judged different, and the same by what follows; no \"same\" is followed:"
        )?;
        for judgement in std::iter::once(&conflict.different).chain(&conflict.same) {
            writeln!(out, "{}", judgement.entry().trim())?;
        }
    }
    Ok(!conflicts.is_empty())
}

enum Answer {
    Judged(Judgement),
    Skipped,
    Over,
}

/// The open questions: those first whose answer moves most articles and is least clear.
fn questions<'g>(graph: &'g Graph, judgements: &Judgements) -> Vec<Question<'g>> {
    let question = |hint| -> Option<Question> {
        let hint: &Hint = hint;
        let (a, b) = ends(graph, hint)?;
        Some(Question { hint, a, b })
    };
    let is_open = |it: &&Hint| is_open(graph, it, judgements);
    let mut questions: Vec<Question> = graph.hints().iter().filter(is_open).filter_map(question).collect();
    questions.sort_by_key(|it| {
        let moved = it.a.sightings.len().min(it.b.sightings.len());
        (Reverse(1000 * moved / (10 + it.hint.score.unsigned_abs() as usize)), it.hint)
    });
    questions
}

fn ends<'g>(graph: &'g Graph, hint: &Hint) -> Option<(&'g EntityNode, &'g EntityNode)> {
    let entity = |id: &str| match graph.node(id) {
        Some(Node::Entity(entity)) => Some(entity),
        _ => None,
    };
    Some((entity(&hint.a.0)?, entity(&hint.b.0)?))
}

/// True where nobody has said yet whether two that may be one are.
pub(crate) fn is_open(graph: &Graph, hint: &Hint, judgements: &Judgements) -> bool {
    ends(graph, hint).is_some_and(|(a, b)| !judgements.is_answered(&reference(a), &reference(b)))
}

/// What a judgement is to remember of an entity: how the first article calls it.
fn reference(entity: &EntityNode) -> Reference {
    let first = entity.sightings.first();
    Reference {
        kind: entity.kind,
        name: first.map_or(entity.name.as_str(), |sighting| sighting.name.as_str()).into(),
        article: first.map(|sighting| sighting.article.clone()),
    }
}

fn ask(out: &mut impl Write, number: usize, question: &Question, graph: &Graph) -> io::Result<()> {
    writeln!(out, "\n{number}. the same? {:+} decibans", question.hint.score)?;
    for entity in [question.a, question.b] {
        let articles = entity.sightings.len();
        let called = entity.descriptions.iter().take(4).cloned().collect::<Vec<_>>().join(", ");
        let called = if called.is_empty() { called } else { format!("; {called}") };
        let plural = if articles == 1 { "" } else { "s" };
        writeln!(out, "   {} ({}, {articles} article{plural}{called})", entity.name, entity.id)?;
        for source in entity.sightings.iter().take(2).filter_map(|it| graph.sources().get(&it.article)) {
            let date = source.published.map(|date| format!(", {date}")).unwrap_or_default();
            writeln!(out, "      in {}{date}: {}", source.id, source.title)?;
        }
    }
    super::why::features(out, &question.hint.features)
}

/// The day by the clock of the machine, in UTC.
pub(crate) fn today() -> Option<Date> {
    let now = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).ok()?;
    let day = chrono::DateTime::from_timestamp(i64::try_from(now.as_secs()).ok()?, 0)?;
    day.format("%Y-%m-%d").to_string().parse().ok()
}
