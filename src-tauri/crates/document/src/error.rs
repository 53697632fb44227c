//! What can go wrong while reading a file, said so that a person can act on it.

use std::path::PathBuf;

use serde::{Deserialize, Serialize};

/// Why a file could not be read. Every message names cause and remedy; the caller adds the file's name.
///
/// It crosses from the worker process to the program ([`crate::Worker`]), except for [`Error::Io`], which only the
/// program itself can run into.
#[derive(Debug, thiserror::Error, Serialize, Deserialize)]
#[non_exhaustive]
pub enum Error {
    /// The file could not be opened or read from disk.
    #[serde(skip)]
    #[error("cannot be read: {source}. Check that the file exists and that you may open it")]
    Io {
        /// The file.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// Nothing in it.
    #[error("is empty (0 bytes). Export or download it again")]
    Empty,
    /// No text came out of it.
    #[error("holds no readable text: {detail}")]
    NoText {
        /// What was found instead, and the remedy.
        detail: String,
        /// The pages of a PDF that text recognition (OCR) could read, counted from 1.
        scanned_pages: Vec<usize>,
    },
    /// Larger than this program reads.
    #[error("is {size} bytes; the limit is {limit}. Split it, or export only the agreement itself")]
    TooLarge {
        /// Bytes found (packed or unpacked).
        size: u64,
        /// Bytes allowed.
        limit: u64,
    },
    /// Not one of the formats this program reads.
    #[error("is not a supported format ({found}). Supported: DOCX, PDF, HTML, Markdown, plain text")]
    Unsupported {
        /// What it seems to be.
        found: String,
    },
    /// It needs a password.
    #[error("is encrypted ({found}). Open it with its password and save a copy without one")]
    Encrypted {
        /// What kind of file it is.
        found: String,
    },
    /// It claims to be a format but is broken.
    #[error("is damaged: {detail}")]
    Damaged {
        /// What is broken, at which place, and the remedy.
        detail: String,
    },
    /// It needs a password to be opened, or another one than was given.
    #[error("{}. Give its password, or open it with the password and save a copy without one",
        if *.wrong { "is protected, and the password given is wrong" } else { "is protected with a password" })]
    Password {
        /// Whether a password was given that did not open it.
        wrong: bool,
    },
    /// There is no such page to be drawn.
    #[error("has no page {page}; it has {pages}")]
    NoPage {
        /// Page asked for, counted from 1.
        page: usize,
        /// Pages there are.
        pages: usize,
    },
    /// The user stopped it.
    #[error("was not read: stopped on request")]
    Cancelled,
    /// Reading it took longer than allowed.
    #[error(
        "takes longer than {seconds} s to read and was stopped. It may be damaged or made to keep programs busy; print \
         it to a new PDF, or export only the agreement itself"
    )]
    Time {
        /// Seconds allowed.
        seconds: u64,
    },
    /// Reading it took more memory than allowed.
    #[error(
        "needs more than {megabytes} MB of memory to read and was stopped. It may be damaged or made to use up memory; \
         split it, or export only the agreement itself"
    )]
    Memory {
        /// Megabytes (2^20 bytes) allowed.
        megabytes: u64,
    },
    /// The process that reads files ended without an answer.
    #[error(
        "could not be read: the reader broke down on it ({detail}). Nothing else was harmed. Save it anew in Word or \
         print it to a new PDF, and read that; please report it, with the file if you may share it"
    )]
    Crashed {
        /// How it ended.
        detail: String,
    },
    /// The process that reads files could not be started or talked to.
    #[error(
        "could not be read: the reading process did not start or answer ({detail}). Start the program \
             again; if that does not help, install it again"
    )]
    Worker {
        /// What the system said.
        detail: String,
    },
}
