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
pub mod recognise;
mod structure;
mod text;
mod worker;

pub use error::Error;
pub use model::*;
pub use worker::{Limits, Watch, Worker, serve};

use std::fs::File;
use std::io::{self, Read as _};
use std::path::Path;
use std::time::Duration;

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

/// How a Word file with tracked changes is read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Revisions {
    /// As if all were accepted: what will be signed if nobody objects.
    #[default]
    Accepted,
    /// As if all were rejected: what stood there before.
    Original,
    /// As is: words put in and words taken out both stand in the text; [`Document::changes`] says which is which.
    Marked,
}

/// What to read and how much of it.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Options {
    /// Largest file read, in bytes.
    pub max_bytes: u64,
    /// Most text taken out of one file, in bytes (against archives that unpack to gigabytes).
    pub max_text: u64,
    /// Time for the pages of a PDF; those left after it are reported as unread.
    pub max_time: Duration,
    /// Read as this format whatever name and content say.
    pub format: Option<Format>,
    /// How tracked changes are read.
    pub revisions: Revisions,
    /// Password of a protected PDF.
    pub password: Option<String>,
    /// Words recognised on scanned pages of this PDF; a page that has text of its own keeps that.
    pub recognised: Vec<RecognisedPage>,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            max_bytes: 100 << 20,
            max_text: 64 << 20,
            max_time: Duration::from_secs(15),
            format: None,
            revisions: Revisions::Accepted,
            password: None,
            recognised: Vec::new(),
        }
    }
}

/// How far reading has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Progress {
    /// Pages read.
    pub done: usize,
    /// Pages there are.
    pub total: usize,
}

/// Reads a file from disk, in this process. Files from elsewhere are for [`Worker::read`].
///
/// # Errors
/// See [`Error`]; a file over [`Options::max_bytes`] is refused before it is read.
pub fn read_file(path: &Path, options: &Options) -> Result<Document, Error> {
    let bytes = bytes_of(path, options.max_bytes)?;
    read_bytes(&path.to_string_lossy(), &bytes, options)
}

/// The bytes of a file of at most `limit` bytes. Folders, devices and pipes are refused: the latter may never end.
///
/// # Errors
/// [`Error::Io`], [`Error::TooLarge`].
pub fn bytes_of(path: &Path, limit: u64) -> Result<Vec<u8>, Error> {
    let io = |source| Error::Io { path: path.to_owned(), source };
    let meta = std::fs::metadata(path).map_err(io)?;
    if meta.is_dir() {
        return Err(io(io::Error::new(io::ErrorKind::IsADirectory, "it is a folder; name the files in it")));
    }
    if !meta.is_file() {
        return Err(io(io::Error::new(io::ErrorKind::InvalidInput, "it is a device or a pipe")));
    }
    let mut bytes = Vec::new();
    if meta.len() <= limit {
        // It may grow while it is read.
        File::open(path).and_then(|file| file.take(limit.saturating_add(1)).read_to_end(&mut bytes)).map_err(io)?;
    }
    let size = meta.len().max(bytes.len() as u64);
    if size > limit { Err(Error::TooLarge { size, limit }) } else { Ok(bytes) }
}

/// Reads a file's bytes, in this process. `name` helps to tell the format and becomes [`Document::source`].
///
/// # Errors
/// See [`Error`].
pub fn read_bytes(name: &str, bytes: &[u8], options: &Options) -> Result<Document, Error> {
    read_with(name, bytes, options, &mut |_| {})
}

/// As [`read_bytes`]; `progress` is told of every few pages of a PDF.
///
/// # Errors
/// See [`Error`].
pub fn read_with(
    name: &str,
    bytes: &[u8],
    options: &Options,
    progress: &mut (dyn FnMut(Progress) + Send),
) -> Result<Document, Error> {
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
            detect::Kind::Known(Format::Pdf) => pdf::read(name, bytes, options, progress)?,
            detect::Kind::Known(format) => return Err(Error::Unsupported { found: format!("{format:?}") }),
            detect::Kind::Text => read_text(name, bytes, options)?,
        },
        Some(_) => read_text(name, bytes, options)?,
    };
    if raw.blocks.iter().all(|b| b.text.trim().is_empty()) {
        return Err(Error::NoText {
            detail: "nothing but blanks and mark-up. Check that it is the right file".to_owned(),
            scanned_pages: Vec::new(),
        });
    }
    let sha256 = Sha256::digest(bytes).iter().map(|b| format!("{b:02x}")).collect();
    Ok(structure::build(name, sha256, raw))
}

/// Draws a page of a PDF as a PNG picture `width` pixels wide, in this process.
///
/// # Errors
/// [`Error::NoPage`], and those of opening the file.
pub fn draw_page(bytes: &[u8], page: usize, width: u32, password: Option<&str>) -> Result<Vec<u8>, Error> {
    pdf::draw(bytes, page, width, password)
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
