//! `carveout`: reviews agreements and looks into the clause library from the command line.
//!
//! Exit status: 0 all done, 1 a file could not be reviewed (the others were) or a library has problems, 2 wrong usage.

mod args;
mod inputs;
mod library_commands;
mod output;
mod report;
mod review_command;

use clap::Parser;
use std::io::Write as _;
use std::process::ExitCode;

/// What ended a command early.
#[derive(Debug, thiserror::Error)]
enum Failure {
    /// The command cannot be carried out as it was given: exit status 2.
    #[error("{0}")]
    Usage(String),
    /// Something else: exit status 1.
    #[error("{0}")]
    Work(String),
    /// Whoever reads standard output has gone away: nothing more to say.
    #[error("standard output was closed")]
    OutputClosed,
}

/// How a command ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Outcome {
    /// All done: exit status 0.
    Done,
    /// Some of it could not be done, and was reported: exit status 1.
    Partly,
}

fn main() -> ExitCode {
    if let Some(status) = document::serve() {
        return status;
    }
    let log = tracing_subscriber::EnvFilter::try_from_env("CARVEOUT_LOG").unwrap_or_else(|_| "off".into());
    tracing_subscriber::fmt().with_env_filter(log).with_writer(std::io::stderr).init();
    let command = args::Arguments::parse().command;
    let result = match command {
        args::Command::Review(args) => review_command::run(&args),
        args::Command::Library { command } => library_commands::run(&command),
        args::Command::Sample { language } => library_commands::sample(language.into()),
    };
    match result {
        Ok(Outcome::Done) | Err(Failure::OutputClosed) => ExitCode::SUCCESS,
        Ok(Outcome::Partly) => ExitCode::from(1),
        Err(failure) => {
            complain(&failure.to_string());
            ExitCode::from(if matches!(failure, Failure::Usage(_)) { 2 } else { 1 })
        }
    }
}

/// Writes a message to standard error. Where that is closed, there is nobody left to tell.
fn complain(message: &str) {
    let _ = writeln!(std::io::stderr(), "carveout: {message}");
}
