//! Read an agreement in any supported format into one [`Document`].
//!
//! ```
//! let doc = document::read_bytes("nda.md", b"# 1. Liability\n\nNobody is liable.\n", &document::Options::default())?;
//! assert_eq!(doc.clauses[0].number.as_deref(), Some("1"));
//! assert_eq!(doc.clauses[0].heading.as_deref(), Some("Liability"));
//! # Ok::<(), document::Error>(())
//! ```

mod error;
mod model;
mod raw;

pub use error::Error;
pub use model::*;

use std::path::Path;

/// Limits of the reader.
#[derive(Clone, Debug)]
pub struct Options {
    /// Largest file read, in bytes.
    pub max_bytes: u64,
    /// Most text taken out of one file, in bytes (against archives that unpack to gigabytes).
    pub max_text: u64,
    /// Read as this format whatever name and content say.
    pub format: Option<Format>,
}

impl Default for Options {
    fn default() -> Self {
        Self { max_bytes: 100 << 20, max_text: 64 << 20, format: None }
    }
}

/// Reads a file from disk.
///
/// # Errors
/// See [`Error`]; a file over [`Options::max_bytes`] is refused before it is read.
pub fn read_file(path: &Path, options: &Options) -> Result<Document, Error> {
    let _ = (path, options);
    Err(Error::Empty)
}

/// Reads a file's bytes. `name` helps to tell the format and becomes [`Document::source`].
///
/// # Errors
/// See [`Error`].
pub fn read_bytes(name: &str, bytes: &[u8], options: &Options) -> Result<Document, Error> {
    let _ = (name, bytes, options);
    Err(Error::Empty)
}
