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
    /// Print what was read of agreements, as text: to see that nothing is missing.
    Text(TextArguments),
    /// Print the tree of clauses, with numbers, headings and places.
    Outline(OutlineArguments),
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

/// What is read, and how.
#[derive(Debug, Args)]
pub(crate) struct ReadingArguments {
    /// Files to read; a folder stands for the agreements in it, `-` for standard input.
    #[arg(required = true, value_name = "FILE")]
    pub(crate) files: Vec<String>,
    /// A file whose first line is the password of protected PDFs. There is no option for the password itself: other
    /// users of the machine can see the arguments of a program, and the shell keeps them.
    #[arg(long, value_name = "PATH")]
    pub(crate) password_file: Option<PathBuf>,
    /// How tracked changes of a Word file are read.
    #[arg(long, value_enum, default_value_t = RevisionsArgument::Accepted)]
    pub(crate) revisions: RevisionsArgument,
    /// Recognise scanned pages of PDFs with Tesseract, if it is installed: in the agreement's language, or in those
    /// named by Tesseract's codes, such as `--ocr=chi_tra+eng`.
    #[arg(long, value_name = "LANGUAGES", num_args = 0..=1, require_equals = true, default_missing_value = "")]
    pub(crate) ocr: Option<String>,
}

#[derive(Debug, Args)]
pub(crate) struct ReviewArguments {
    #[command(flatten)]
    pub(crate) reading: ReadingArguments,
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

#[derive(Debug, Args)]
pub(crate) struct TextArguments {
    #[command(flatten)]
    pub(crate) reading: ReadingArguments,
    /// Page headers and footers, comments, tracked changes and hidden words too, each marked as what it is.
    #[arg(long)]
    pub(crate) all: bool,
    /// Before each paragraph its place in the file: bytes, or part, paragraph and run, or page and box.
    #[arg(long)]
    pub(crate) anchors: bool,
    #[command(flatten)]
    pub(crate) printing: PrintingArguments,
}

#[derive(Debug, Args)]
pub(crate) struct OutlineArguments {
    #[command(flatten)]
    pub(crate) reading: ReadingArguments,
    /// Below the tree: the terms that the agreement defines, and what its references lead to.
    #[arg(long)]
    pub(crate) links: bool,
    #[command(flatten)]
    pub(crate) printing: PrintingArguments,
}

/// How what was read is printed.
#[derive(Debug, Args)]
pub(crate) struct PrintingArguments {
    /// Language of marks and notes; that of the agreement unless given.
    #[arg(long, value_enum)]
    pub(crate) lang: Option<LanguageArgument>,
    /// Text, or one line of JSON for each agreement with all that was read.
    #[arg(long, value_enum, default_value_t = FormatArgument::Text)]
    pub(crate) format: FormatArgument,
    /// Write to this file instead of standard output.
    #[arg(long, value_name = "PATH")]
    pub(crate) out: Option<PathBuf>,
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
pub(crate) enum RevisionsArgument {
    /// As if all were accepted.
    Accepted,
    /// As if all were rejected.
    Original,
    /// As is: words put in and words taken out both stand in the text.
    Marked,
}

impl From<RevisionsArgument> for document::Revisions {
    fn from(revisions: RevisionsArgument) -> Self {
        match revisions {
            RevisionsArgument::Accepted => Self::Accepted,
            RevisionsArgument::Original => Self::Original,
            RevisionsArgument::Marked => Self::Marked,
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum FormatArgument {
    /// For people.
    Text,
    /// One line of JSON for each agreement.
    Json,
}
