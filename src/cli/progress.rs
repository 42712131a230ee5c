//! A progress line while a person watches; silence when standard error is no terminal.

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use newsgraph::pipeline::Step;
use std::io::IsTerminal;
use std::time::Duration;

/// Counts articles on standard error.
pub(crate) struct Progress(ProgressBar);

impl Progress {
    /// A counter that is drawn only on a terminal.
    pub(crate) fn new(verb: &'static str) -> Self {
        let target =
            if std::io::stderr().is_terminal() { ProgressDrawTarget::stderr() } else { ProgressDrawTarget::hidden() };
        let bar = ProgressBar::with_draw_target(None, target);
        if let Ok(style) = ProgressStyle::with_template("{spinner} {msg} {pos} articles, {per_sec}, {elapsed}") {
            bar.set_style(style);
        }
        bar.set_message(verb);
        bar.enable_steady_tick(Duration::from_millis(200));
        Progress(bar)
    }

    /// Counts `n` more articles.
    pub(crate) fn add(&self, n: usize) {
        self.0.inc(n as u64);
    }

    /// Shows a step towards the graph of an archive.
    pub(crate) fn step(&self, step: Step) {
        match step {
            Step::Read => self.add(1),
            Step::Resolve(articles) => self.say(format!("finding who is who in {articles} articles")),
            Step::Keep => self.say("keeping the graph in the archive".to_owned()),
        }
    }

    /// Shows what cannot be counted.
    fn say(&self, what: String) {
        if let Ok(style) = ProgressStyle::with_template("{spinner} {msg}, {elapsed}") {
            self.0.set_style(style);
        }
        self.0.set_message(what);
    }
}

/// Shows how much of a known number is done, on standard error.
#[cfg(feature = "push")]
pub(crate) struct Bar(ProgressBar);

#[cfg(feature = "push")]
impl Bar {
    /// A bar that is drawn only on a terminal.
    pub(crate) fn new(verb: &'static str) -> Self {
        let target =
            if std::io::stderr().is_terminal() { ProgressDrawTarget::stderr() } else { ProgressDrawTarget::hidden() };
        let bar = ProgressBar::with_draw_target(Some(0), target);
        if let Ok(style) = ProgressStyle::with_template("{msg} {wide_bar} {pos} of {len}, {per_sec}, {eta} left") {
            bar.set_style(style);
        }
        bar.set_message(verb);
        Bar(bar)
    }

    /// Shows that `done` of `all` are done.
    pub(crate) fn set(&self, done: usize, all: usize) {
        self.0.set_length(all as u64);
        self.0.set_position(done as u64);
    }
}

#[cfg(feature = "push")]
impl Drop for Bar {
    fn drop(&mut self) {
        self.0.finish_and_clear();
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        self.0.finish_and_clear();
    }
}
