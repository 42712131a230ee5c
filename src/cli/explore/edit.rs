//! Judgements that are given in the page: written down, followed at once, taken back.

use crate::cli::identity::{GivenArgs, Ledger, is_open, today};
use crate::cli::source::Stock;
use crate::cli::time::TimeArgs;
use newsgraph::explore::Editor;
use newsgraph::graph::Graph;
use newsgraph::model::Hint;
use newsgraph::pipeline::Pipeline;
use newsgraph::resolve::{Judgement, Reference, Verdict};

/// What a graph is made of, and where the judgements about it are written.
pub(super) struct Desk {
    pub(super) stock: Stock,
    pub(super) pipeline: Pipeline,
    pub(super) given: GivenArgs,
    pub(super) ledger: Ledger,
    pub(super) time: TimeArgs,
    /// Who judges.
    pub(super) by: String,
    /// What was judged since the program began.
    pub(super) judged: Vec<Judgement>,
}

impl Desk {
    /// The graph that is looked at.
    pub(super) fn graph(&self) -> anyhow::Result<Graph> {
        Ok(self.part(self.whole()?))
    }

    fn part(&self, graph: Graph) -> Graph {
        self.time.part(graph, self.pipeline.resources().schema())
    }

    /// The graph as all judgements make it that are written down now, by whomever. Hints at what was judged are left out.
    fn whole(&self) -> anyhow::Result<Graph> {
        let given = self.given.read()?;
        let graph = self.stock.graph(&self.pipeline, &given)?;
        let judgements = self.stock.decided(&given)?.judgements;
        let open: Vec<Hint> = graph.hints().iter().filter(|hint| is_open(&graph, hint, &judgements)).cloned().collect();
        Ok(graph.with_hints(open))
    }

    fn take_back(&self, judgement: &Judgement) -> Result<(), String> {
        self.ledger.take_back(judgement).map_err(|error| format!("{error:#}"))
    }
}

impl Editor for Desk {
    fn judge(&mut self, judgement: &Judgement) -> Result<Graph, String> {
        let judgement = Judgement { by: self.by.clone(), on: today(), ..judgement.clone() };
        self.ledger.add(&judgement).map_err(|error| format!("{error:#}"))?;
        let graph = self.whole().map_err(|error| format!("{error:#}"));
        match graph.and_then(|graph| follows(&graph, &judgement).map(|()| graph)) {
            Ok(graph) => {
                self.judged.push(judgement);
                Ok(self.part(graph))
            }
            Err(why) => {
                self.take_back(&judgement)?;
                Err(why)
            }
        }
    }

    fn undo(&mut self) -> Result<(Judgement, Graph), String> {
        let Some(judgement) = self.judged.last().cloned() else {
            return Err("nothing was judged since the program began".to_owned());
        };
        self.take_back(&judgement)?;
        self.judged.pop();
        Ok((judgement, self.graph().map_err(|error| format!("{error:#}"))?))
    }

    fn undoable(&self) -> usize {
        self.judged.len()
    }
}

/// Says why a graph does not follow a judgement, where it does not: then others stand against it.
fn follows(graph: &Graph, judgement: &Judgement) -> Result<(), String> {
    let id = |it: &Reference| {
        let article = it.article.as_deref().ok_or("a judgement names the article of each of the two")?;
        let entity = graph.meant(article, it.kind, &it.name);
        entity.map(|it| it.id.clone()).ok_or_else(|| format!("{article} names no {} {:?}", it.kind.as_str(), it.name))
    };
    let is_one = id(&judgement.a)? == id(&judgement.b)?;
    match judgement.verdict {
        Verdict::Same if !is_one => {
            Err("judgements given before, or what is known of them, keep the two apart".to_owned())
        }
        Verdict::Different if is_one => {
            Err("judgements given before, or what is known of them, join the two".to_owned())
        }
        _ => Ok(()),
    }
}
