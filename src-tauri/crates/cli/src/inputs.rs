//! What is to be read: files, the files of folders, standard input.

use crate::complain;
use document::Error;
use std::io::Read as _;
use std::path::{Path, PathBuf};

/// Endings of the files that a folder stands for.
const ENDINGS: [&str; 10] = ["docx", "pdf", "html", "htm", "xhtml", "md", "markdown", "mdx", "txt", "text"];

/// One thing to read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Input {
    /// A file, named as in messages.
    File(PathBuf),
    /// Standard input.
    Stdin,
}

impl Input {
    /// Its name in messages.
    pub(crate) fn name(&self) -> String {
        match self {
            Self::File(path) => path.display().to_string(),
            Self::Stdin => "standard input".to_owned(),
        }
    }

    /// Its name in results, and its bytes, at most `limit` of them.
    ///
    /// # Errors
    /// [`Error::Io`], [`Error::TooLarge`].
    pub(crate) fn bytes(&self, limit: u64) -> Result<(String, Vec<u8>), Error> {
        match self {
            Self::File(path) => Ok((path.to_string_lossy().into_owned(), document::bytes_of(path, limit)?)),
            Self::Stdin => {
                let mut bytes = Vec::new();
                // One byte more than allowed is enough for the reader to refuse it.
                let read = std::io::stdin().lock().take(limit + 1).read_to_end(&mut bytes);
                read.map_err(|source| Error::Io { path: "-".into(), source })?;
                Ok(("-".into(), bytes))
            }
        }
    }
}

/// The inputs that the arguments stand for, in their order, and whether all could be listed. What is left out of a
/// folder, or cannot be listed, is told on standard error.
pub(crate) fn expand(files: &[String]) -> (Vec<Input>, bool) {
    let (mut inputs, mut complete) = (Vec::new(), true);
    for file in files {
        let path = Path::new(file);
        if file == "-" {
            if !inputs.contains(&Input::Stdin) {
                inputs.push(Input::Stdin);
            }
        } else if path.is_dir() {
            complete &= folder(path, &mut inputs);
        } else {
            // A file that is not there is reported when it is read, in its turn.
            inputs.push(Input::File(path.to_owned()));
        }
    }
    (inputs, complete)
}

/// Adds the agreements of a folder, sorted by path.
fn folder(dir: &Path, inputs: &mut Vec<Input>) -> bool {
    let mut found = Found::default();
    found.list(dir);
    let name = dir.display();
    found.files.sort();
    if found.files.is_empty() && found.complete {
        complain(&format!("{name}: holds no agreement. Files read in a folder end in: {}", ENDINGS.join(", ")));
        found.complete = false;
    }
    if found.left_out > 0 {
        let n = found.left_out;
        let what =
            if n == 1 { "1 file of another kind was".to_owned() } else { format!("{n} files of other kinds were") };
        complain(&format!("{name}: {what} left out. Name a file itself to have it read"));
    }
    inputs.extend(found.files.into_iter().map(Input::File));
    found.complete
}

struct Found {
    files: Vec<PathBuf>,
    left_out: usize,
    complete: bool,
}

impl Default for Found {
    fn default() -> Self {
        Self { files: Vec::new(), left_out: 0, complete: true }
    }
}

impl Found {
    fn list(&mut self, dir: &Path) {
        let entries = std::fs::read_dir(dir).and_then(Iterator::collect::<Result<Vec<_>, _>>);
        let entries = match entries {
            Ok(entries) => entries,
            Err(error) => {
                complain(&format!("{}: cannot be listed: {error}. Check that you may open the folder", dir.display()));
                self.complete = false;
                return;
            }
        };
        for entry in entries {
            let path = entry.path();
            if entry.file_name().to_string_lossy().starts_with('.') {
                continue;
            }
            // Links to folders are not followed: they may lead in circles.
            if entry.file_type().is_ok_and(|t| t.is_dir()) {
                self.list(&path);
            } else if path.is_file() && is_agreement(&path) {
                self.files.push(path);
            } else {
                self.left_out += 1;
            }
        }
    }
}

fn is_agreement(path: &Path) -> bool {
    let ending = path.extension().map(|e| e.to_string_lossy().to_lowercase()).unwrap_or_default();
    ENDINGS.contains(&ending.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folders_stand_for_their_agreements_in_order() {
        let dir = tempfile::tempdir().unwrap();
        for name in ["b.MD", "a.docx", "notes.json", ".hidden.md", "sub/c.pdf"] {
            let path = dir.path().join(name);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, "x").unwrap();
        }
        let here = dir.path().display().to_string();
        let (inputs, complete) = expand(&["-".into(), here, "missing.md".into(), "-".into()]);
        let names: Vec<String> = inputs
            .iter()
            .map(|i| match i {
                Input::Stdin => "-".to_owned(),
                Input::File(p) => p.file_name().unwrap().to_string_lossy().into_owned(),
            })
            .collect();
        assert_eq!(names, ["-", "a.docx", "b.MD", "c.pdf", "missing.md"]);
        assert!(complete);
    }

    #[test]
    fn a_folder_without_agreements_is_not_done() {
        let dir = tempfile::tempdir().unwrap();
        assert_eq!(expand(&[dir.path().display().to_string()]), (Vec::new(), false));
    }
}
