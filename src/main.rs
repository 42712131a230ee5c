//! The command line of newsgraph.

mod cli;

fn main() -> std::process::ExitCode {
    cli::run()
}
