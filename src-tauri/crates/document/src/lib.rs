//! Read an agreement in any supported format into one [`Document`].
//!
//! ```
//! let doc = document::read_bytes("nda.md", b"# 1. Liability\n\nNobody is liable.\n", &document::Options::default())?;
//! assert_eq!(doc.clauses[0].number.as_deref(), Some("1"));
//! assert_eq!(doc.clauses[0].heading.as_deref(), Some("Liability"));
//! # Ok::<(), document::Error>(())
//! ```

mod detect;
mod docx;
mod draft;
mod encoding;
mod error;
mod flow;
mod html;
mod markdown;
mod measure;
mod model;
mod pdf;
mod prepared;
mod raw;
mod structure;
mod text;

pub use error::Error;
pub use model::*;

use std::path::Path;

use sha2::{Digest, Sha256};

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
    let io = |source| Error::Io { path: path.to_owned(), source };
    let size = std::fs::metadata(path).map_err(io)?.len();
    if size > options.max_bytes {
        return Err(Error::TooLarge { size, limit: options.max_bytes });
    }
    let bytes = std::fs::read(path).map_err(io)?;
    read_bytes(&path.to_string_lossy(), &bytes, options)
}

/// Reads a file's bytes. `name` helps to tell the format and becomes [`Document::source`].
///
/// # Errors
/// See [`Error`].
pub fn read_bytes(name: &str, bytes: &[u8], options: &Options) -> Result<Document, Error> {
    if bytes.is_empty() {
        return Err(Error::Empty);
    }
    let size = bytes.len() as u64;
    if size > options.max_bytes {
        return Err(Error::TooLarge { size, limit: options.max_bytes });
    }
    let raw = match options.format {
        Some(Format::Docx | Format::Pdf) | None => match detect::detect(name, bytes)? {
            detect::Kind::Known(Format::Docx) => docx::read(name, bytes, options)?,
            detect::Kind::Known(Format::Pdf) => pdf::read(name, bytes, options)?,
            detect::Kind::Known(format) => return Err(Error::Unsupported { found: format!("{format:?}") }),
            detect::Kind::Text => read_text(name, bytes, options)?,
        },
        Some(_) => read_text(name, bytes, options)?,
    };
    if raw.blocks.iter().all(|b| b.text.trim().is_empty()) {
        return Err(Error::NoText {
            detail: "nothing but blanks and mark-up. Check that it is the right file".to_owned(),
        });
    }
    let sha256 = Sha256::digest(bytes).iter().map(|b| format!("{b:02x}")).collect();
    Ok(structure::build(name, sha256, raw))
}

fn read_text(name: &str, bytes: &[u8], options: &Options) -> Result<raw::Raw, Error> {
    let encoding::Decoded { text, base, encoding } = encoding::decode(bytes)?;
    let size = text.len() as u64;
    if size > options.max_text {
        return Err(Error::TooLarge { size, limit: options.max_text });
    }
    match options.format.unwrap_or_else(|| detect::text_format(name, &text)) {
        Format::Markdown => markdown::read(&text, base, encoding),
        Format::Html => html::read(&text, base, encoding),
        _ => text::read(&text, base, encoding),
    }
}
