//! What can go wrong while reading a file, said so that a person can act on it.

use std::path::PathBuf;

/// Why a file could not be read. Every message names cause and remedy; the caller adds the file's name.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// The file could not be opened or read from disk.
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
}
