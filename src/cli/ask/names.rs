//! Which node a name means: found loosely, asked where it may be several, never guessed.

use super::words::{called, count};
use anyhow::{Context, bail};
use newsgraph::graph::{Fit, Found, Graph, NodeView};
use std::fmt::Write as _;
use std::io::{self, BufRead, IsTerminal, Write};

/// Candidates that are listed.
const LISTED: usize = 12;

/// The node that a name means.
///
/// # Errors
/// Where no node fits, or several fit alike and no person at a terminal chooses one.
pub(super) fn one(graph: &Graph, words: &str) -> anyhow::Result<NodeView> {
    let found = graph.search(words, usize::MAX);
    let Some(best) = found.first() else {
        bail!("nobody and nothing in the graph is called {words:?}");
    };
    let fit = best.fit;
    let alike: Vec<Found> = found.into_iter().take_while(|it| it.fit == fit).collect();
    match alike.as_slice() {
        [only] => {
            if fit >= Fit::Beginning {
                // Standard error may be closed; then nobody is left to tell.
                let _ = writeln!(io::stderr(), "newsgraph: taking {words:?} for {}", named(only));
            }
            Ok(only.node.clone())
        }
        _ if io::stdin().is_terminal() && io::stderr().is_terminal() => ask(words, &alike),
        _ => bail!("{words:?} may be\n{}give more of the name, or the identifier", list(&alike)),
    }
}

fn named(found: &Found) -> String {
    let via = if found.name == found.node.label { String::new() } else { format!(", as {:?}", found.name) };
    format!("{} ({}{via})", called(&found.node), found.node.id)
}

fn list(alike: &[Found]) -> String {
    let mut lines = String::new();
    for (at, found) in alike.iter().take(LISTED).enumerate() {
        // Writing to a string cannot fail.
        let _ = writeln!(lines, "{:4}  {}, {}", at + 1, named(found), count(found.node.articles, "article"));
    }
    if alike.len() > LISTED {
        let _ = writeln!(lines, "      and {} more (newsgraph search lists them)", alike.len() - LISTED);
    }
    lines
}

fn ask(words: &str, alike: &[Found]) -> anyhow::Result<NodeView> {
    write!(io::stderr(), "{words:?} may be\n{}which one? ", list(alike))?;
    let mut line = String::new();
    io::stdin().lock().read_line(&mut line).context("no answer")?;
    let chosen = line.trim().parse::<usize>().ok().and_then(|number| alike.get(number.checked_sub(1)?));
    chosen.map(|found| found.node.clone()).with_context(|| format!("{:?} is none of them", line.trim()))
}
