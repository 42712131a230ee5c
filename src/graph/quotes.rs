//! Who said what, about whom, to whom, and when.

use super::view::{EvidenceView, NodeView};
use super::{Account, Filter, Graph, Node, StatementNode};
use crate::model::{Date, Speech, fold};
use petgraph::graph::NodeIndex;
use serde::{Deserialize, Serialize};
use std::cmp::Reverse;
use std::collections::BTreeSet;

/// Which statements are asked for; what is empty asks for nothing.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct QuoteQuery {
    /// By one of these, as identifiers.
    pub by: Vec<String>,
    /// About all of these.
    pub about: Vec<String>,
    /// To one of these.
    pub to: Vec<String>,
    /// With these words or beginnings of words, in any order; case and accents do not count.
    pub words: String,
    /// Outlets, confidence, dates (of publication: a statement has no other) and numbers of articles.
    pub filter: Filter,
}

/// A statement of all articles.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct StatementView {
    /// The identifier of its node.
    pub id: String,
    /// Who says it: one, none where nobody named does, several where the articles disagree.
    pub by: Vec<NodeView>,
    /// To whom.
    pub to: Vec<NodeView>,
    /// Whom and what it names.
    pub about: Vec<NodeView>,
    /// Its words, as fully as any article renders them.
    pub text: String,
    /// How that article renders it.
    pub speech: Speech,
    /// When it was first reported.
    pub reported: Option<Date>,
    /// The number of articles that report it.
    pub articles: usize,
    /// The same with articles that repeat one text counted once.
    pub independent: usize,
    /// How each article renders it.
    pub evidence: Vec<EvidenceView>,
}

impl Graph {
    /// The statements asked for, in the order of their first report, the undated last: O(s log s) in the statements of
    /// the speakers, or of all where none is named.
    pub fn quotes(&self, query: &QuoteQuery) -> Vec<StatementView> {
        let mut quotes: Vec<StatementView> = self
            .statements(&query.by)
            .into_iter()
            .filter_map(|at| match &self.inner[at] {
                Node::Statement(statement) => self.quote(statement, query),
                _ => None,
            })
            .collect();
        quotes.sort_by(|a, b| {
            (a.reported.is_none(), a.reported, Reverse(a.independent), &a.id).cmp(&(
                b.reported.is_none(),
                b.reported,
                Reverse(b.independent),
                &b.id,
            ))
        });
        quotes
    }

    /// The nodes of the statements by some speakers, or of all.
    fn statements(&self, by: &[String]) -> BTreeSet<NodeIndex> {
        if by.is_empty() {
            return self.inner.node_indices().collect();
        }
        by.iter().filter_map(|id| self.at(id)).flat_map(|at| self.inner.neighbors(at)).collect()
    }

    fn quote(&self, node: &StatementNode, query: &QuoteQuery) -> Option<StatementView> {
        let kept: Vec<(Account, &super::Render)> = node
            .renderings
            .iter()
            .map(|render| (Account::of_statement(&render.article, &render.statement), render))
            .filter(|(account, _)| query.filter.account(self, account))
            .collect();
        let ids = |of: &dyn Fn(&super::Render) -> Vec<String>| -> BTreeSet<String> {
            kept.iter().flat_map(|(_, render)| of(render)).collect()
        };
        let by = ids(&|it| it.statement.speaker.iter().map(ToString::to_string).collect());
        let to = ids(&|it| it.statement.to.iter().map(ToString::to_string).collect());
        let about = ids(&|it| it.statement.about.iter().map(ToString::to_string).collect());
        let any =
            |asked: &[String], there: &BTreeSet<String>| asked.is_empty() || asked.iter().any(|id| there.contains(id));
        let articles: BTreeSet<&str> = kept.iter().map(|(account, _)| account.article.as_str()).collect();
        let independent = self.independent_of(articles.iter().copied());
        let enough = articles.len() >= query.filter.min_articles.max(1) && independent >= query.filter.min_sources;
        let fits = any(&query.by, &by) && any(&query.to, &to) && query.about.iter().all(|id| about.contains(id));
        if !(enough && fits && holds(&node.text, &query.words)) {
            return None;
        }
        let views = |ids: BTreeSet<String>| {
            ids.iter().filter_map(|id| self.node(id)).map(|node| NodeView::of(self, node)).collect()
        };
        Some(StatementView {
            id: node.id.to_string(),
            by: views(by),
            to: views(to),
            about: views(about),
            text: node.text.clone(),
            speech: node.kind,
            reported: articles.iter().filter_map(|id| self.sources.get(*id)?.published).min(),
            articles: articles.len(),
            independent,
            evidence: kept.iter().map(|(account, _)| EvidenceView::of(self, account)).collect(),
        })
    }
}

/// True where words of the text begin with all words asked for.
fn holds(text: &str, asked: &str) -> bool {
    if asked.trim().is_empty() {
        return true;
    }
    let (text, asked) = (fold(text), fold(asked));
    asked.split(' ').all(|part| text.split(' ').any(|word| word.starts_with(part)))
}
