//! The command line's arguments.

use clap::{Args, Parser, Subcommand, ValueEnum};
use std::path::PathBuf;

/// Reviews cloud service agreements: finds the clauses that decide who pays when something fails.
#[derive(Debug, Parser)]
#[command(name = "carveout", version, arg_required_else_help = true)]
pub(crate) struct Arguments {
    #[command(subcommand)]
    pub(crate) command: Command,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Review agreements (Word, PDF, HTML, Markdown, text; English and Chinese).
    Review(ReviewArguments),
    /// Look into the clause library, or check one of your own.
    Library {
        #[command(subcommand)]
        command: LibraryCommand,
    },
    /// Print the built-in sample agreement, to try things out.
    Sample {
        /// Its language.
        language: LanguageArgument,
    },
}

#[derive(Debug, Args)]
pub(crate) struct ReviewArguments {
    /// Files to review; a folder stands for the agreements in it, `-` for standard input.
    #[arg(required = true, value_name = "FILE")]
    pub(crate) files: Vec<String>,
    /// The side you are on: it decides how much a finding matters.
    #[arg(long, value_enum, default_value_t = SideArgument::Customer)]
    pub(crate) side: SideArgument,
    /// Language of the report; that of the agreement unless given.
    #[arg(long, value_enum)]
    pub(crate) lang: Option<LanguageArgument>,
    /// A report to read, or one line of JSON for each agreement.
    #[arg(long, value_enum, default_value_t = FormatArgument::Text)]
    pub(crate) format: FormatArgument,
    /// Write to this file instead of standard output.
    #[arg(long, value_name = "PATH")]
    pub(crate) out: Option<PathBuf>,
    /// A folder of your own clause files, laid over the built-in library.
    #[arg(long, value_name = "DIR")]
    pub(crate) library: Option<PathBuf>,
}

#[derive(Debug, Subcommand)]
pub(crate) enum LibraryCommand {
    /// Check the built-in library, or a folder of your own laid over it.
    Check {
        /// The folder.
        dir: Option<PathBuf>,
    },
    /// Print an entry.
    Show {
        /// Its id, such as `compensation-cap/general-cap`; `carveout library list` prints them all.
        id: String,
        /// The language to print it in.
        #[arg(long, value_enum, default_value_t = LanguageArgument::En)]
        lang: LanguageArgument,
        /// A folder of your own clause files, laid over the built-in library.
        #[arg(long, value_name = "DIR")]
        library: Option<PathBuf>,
    },
    /// Print the ids and titles of all entries.
    List {
        /// A folder of your own clause files, laid over the built-in library.
        #[arg(long, value_name = "DIR")]
        library: Option<PathBuf>,
    },
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum SideArgument {
    /// You buy the service.
    Customer,
    /// You sell it.
    Provider,
}

impl From<SideArgument> for library::Side {
    fn from(side: SideArgument) -> Self {
        match side {
            SideArgument::Customer => Self::Customer,
            SideArgument::Provider => Self::Provider,
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum LanguageArgument {
    /// English.
    En,
    /// 中文.
    Zh,
}

impl From<LanguageArgument> for document::Language {
    fn from(language: LanguageArgument) -> Self {
        match language {
            LanguageArgument::En => Self::En,
            LanguageArgument::Zh => Self::Zh,
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum FormatArgument {
    /// A report to read.
    Text,
    /// One line of JSON for each agreement.
    Json,
}
