//! `carveout`: reviews agreements, shows what was read of them, and looks into the clause library from the command line.
//!
//! Exit status: 0 all done, 1 a file could not be read (the others were) or a library has problems, 2 wrong usage, 130
//! stopped with Ctrl-C.

mod args;
mod batch;
mod inputs;
mod interrupt;
mod library_commands;
mod output;
mod reading;
mod report;
mod review_command;
mod show;

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
    /// The user pressed Ctrl-C: exit status 130.
    #[error("stopped")]
    Interrupted,
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
    interrupt::watch();
    let result = match command {
        args::Command::Review(args) => review_command::run(&args),
        args::Command::Text(args) => show::text(&args),
        args::Command::Outline(args) => show::outline(&args),
        args::Command::Library { command } => library_commands::run(&command),
        args::Command::Sample { language } => library_commands::sample(language.into()),
    };
    match result {
        Ok(Outcome::Done) | Err(Failure::OutputClosed) => ExitCode::SUCCESS,
        Ok(Outcome::Partly) => ExitCode::from(1),
        Err(Failure::Interrupted) => ExitCode::from(interrupt::STATUS),
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
