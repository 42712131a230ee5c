//! `completions` and `man`: made from the same definition that parses the command line.

use super::{Cli, Outcome};
use clap::{Args, CommandFactory};
use std::io::{self, Write};

/// Print a completion script for a shell
#[derive(Debug, Args)]
pub(crate) struct Completions {
    /// The shell
    shell: clap_complete::Shell,
}

impl Completions {
    pub(crate) fn run(&self) -> anyhow::Result<Outcome> {
        // clap_complete panics on a closed pipe, so it writes into memory first.
        let mut script = Vec::new();
        clap_complete::generate(self.shell, &mut Cli::command(), "newsgraph", &mut script);
        io::stdout().write_all(&script)?;
        Ok(Outcome::Done)
    }
}

/// Print the manual page
///
/// `newsgraph man > newsgraph.1` writes the page of the program, `newsgraph man build` that of a subcommand.
#[derive(Debug, Args)]
pub(crate) struct Man {
    /// The subcommand; the whole program if left out
    command: Option<String>,
}

impl Man {
    pub(crate) fn run(&self) -> anyhow::Result<Outcome> {
        let mut root = Cli::command();
        root.build();
        let page = match &self.command {
            None => root,
            Some(name) => {
                root.find_subcommand(name).ok_or_else(|| anyhow::anyhow!("no such subcommand: {name}"))?.clone()
            }
        };
        let mut roff = Vec::new();
        clap_mangen::Man::new(page).render(&mut roff)?;
        io::stdout().write_all(&roff)?;
        Ok(Outcome::Done)
    }
}
