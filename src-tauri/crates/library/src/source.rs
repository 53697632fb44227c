//! The files of a library, from the built-in folder or from disk.

use crate::Problem;
use sha2::{Digest, Sha256};
use std::path::Path;

/// One text file of a library.
#[derive(Clone, Debug)]
pub(crate) struct SourceFile {
    /// Path below the library's folder, with `/`.
    pub(crate) path: String,
    /// Path as messages show it.
    pub(crate) shown: String,
    /// Its text, without byte-order mark and with line feeds only.
    pub(crate) text: String,
}

impl SourceFile {
    /// A file from its bytes.
    pub(crate) fn new(path: String, shown: String, bytes: &[u8]) -> Result<Self, Problem> {
        let text = std::str::from_utf8(bytes).map_err(|e| {
            let line = bytes[..e.valid_up_to()].iter().filter(|b| **b == b'\n').count() + 1;
            Problem::new(&shown, line, "is not UTF-8 text").hint("save the file as UTF-8")
        })?;
        let text = text.trim_start_matches('\u{feff}').replace("\r\n", "\n");
        Ok(Self { path, shown, text })
    }

    /// Lower-case hexadecimal SHA-256 of the text.
    pub(crate) fn sha256(&self) -> String {
        hex(&Sha256::digest(self.text.as_bytes()))
    }

    /// The line of a byte, counted from 1.
    pub(crate) fn line_at(&self, offset: usize) -> usize {
        let end = offset.min(self.text.len());
        self.text.as_bytes()[..end].iter().filter(|b| **b == b'\n').count() + 1
    }

    /// The first line after the line with `after` (or from the start) that has `"word"` or else `word`; 0 if none has.
    pub(crate) fn line_of(&self, after: &str, word: &str) -> usize {
        let quoted = format!("\"{word}\"");
        let from = if after.is_empty() { 0 } else { self.text.find(&format!("\"{after}\"")).unwrap_or(0) };
        let find = |needle: &str, from: usize| self.text[from..].find(needle).map(|at| at + from);
        find(&quoted, from).or_else(|| find(&quoted, 0)).or_else(|| find(word, from)).map_or(0, |at| self.line_at(at))
    }
}

/// Hexadecimal digits of some bytes.
pub(crate) fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write;
    bytes.iter().fold(String::new(), |mut out, b| {
        let _ = write!(out, "{b:02x}");
        out
    })
}

/// Whether a file is left out of the library: hidden, or a README.
fn ignored(path: &str) -> bool {
    path.split('/').any(|part| part.starts_with('.')) || path.rsplit('/').next() == Some("README.md")
}

/// Files and problems of a folder.
pub(crate) type Files = (Vec<SourceFile>, Vec<Problem>);

/// Takes in a file, or says why it does not belong.
fn take(files: &mut Files, path: String, shown: String, bytes: &[u8]) {
    if ignored(&path) {
        return;
    }
    if !path.ends_with(".md") {
        let p = Problem::new(shown, 0, "is not a Markdown file")
            .hint("a library holds `.md` files only: rename or remove it");
        files.1.push(p);
        return;
    }
    match SourceFile::new(path, shown, bytes) {
        Ok(file) => files.0.push(file),
        Err(problem) => files.1.push(problem),
    }
}

/// The files of the built-in folder.
pub(crate) fn builtin(dir: &include_dir::Dir<'_>) -> Files {
    let mut files = Files::default();
    collect_builtin(dir, &mut files);
    files.0.sort_by(|a, b| a.path.cmp(&b.path));
    files
}

fn collect_builtin(dir: &include_dir::Dir<'_>, files: &mut Files) {
    for file in dir.files() {
        let path = file.path().to_string_lossy().replace('\\', "/");
        take(files, path.clone(), format!("clauses/{path}"), file.contents());
    }
    for sub in dir.dirs() {
        collect_builtin(sub, files);
    }
}

/// The files of a folder on disk.
pub(crate) fn folder(dir: &Path) -> Files {
    let mut files = Files::default();
    collect_folder(dir, "", &mut files);
    if files.0.is_empty() && files.1.is_empty() {
        let p = Problem::new(dir.display().to_string(), 0, "holds no library file");
        files
            .1
            .push(p.hint("a library folder has files such as `compensation-cap/general-cap.md` or `lexicon/money.md`"));
    }
    files.0.sort_by(|a, b| a.path.cmp(&b.path));
    files
}

fn collect_folder(dir: &Path, below: &str, files: &mut Files) {
    let unreadable = |path: &Path, error: std::io::Error| {
        Problem::new(path.display().to_string(), 0, format!("cannot be read: {error}"))
            .hint("check that it exists and that you may open it")
    };
    let entries = match std::fs::read_dir(dir) {
        Ok(entries) => entries,
        Err(error) => return files.1.push(unreadable(dir, error)),
    };
    for entry in entries {
        let path = match entry {
            Ok(entry) => entry.path(),
            Err(error) => {
                files.1.push(unreadable(dir, error));
                continue;
            }
        };
        let name = path.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default();
        let relative = if below.is_empty() { name } else { format!("{below}/{name}") };
        if ignored(&relative) {
            continue;
        }
        if path.is_dir() {
            collect_folder(&path, &relative, files);
            continue;
        }
        match std::fs::read(&path) {
            Ok(bytes) => take(files, relative, path.display().to_string(), &bytes),
            Err(error) => files.1.push(unreadable(&path, error)),
        }
    }
}
