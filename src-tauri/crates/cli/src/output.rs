//! Where results go: standard output, or a file that appears only when it is complete.

use crate::inputs::Input;
use crate::{Failure, Outcome};
use std::io::{ErrorKind, Write};
use std::path::{Path, PathBuf};

/// A place to write results to.
pub(crate) enum Output {
    /// Standard output.
    Stdout(std::io::Stdout),
    /// A file: written beside its place, then put there in one step.
    File {
        /// Its path.
        path: PathBuf,
        /// What is written meanwhile.
        file: tempfile::NamedTempFile,
    },
}

impl Output {
    /// Standard output, or `path`.
    pub(crate) fn open(path: Option<&Path>) -> Result<Self, Failure> {
        let Some(path) = path else { return Ok(Self::Stdout(std::io::stdout())) };
        let folder = path.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new("."));
        let file = tempfile::Builder::new().prefix(".carveout-").tempfile_in(folder);
        let file = file.map_err(|e| {
            let name = path.display();
            Failure::Usage(format!(
                "{name}: cannot be written: {e}. Check that the folder exists and that you may write to it"
            ))
        })?;
        Ok(Self::File { path: path.to_owned(), file })
    }

    /// Writes a piece of the results, and shows it at once.
    pub(crate) fn write(&mut self, text: &str) -> Result<(), Failure> {
        let (written, name) = match self {
            Self::Stdout(out) => {
                (out.write_all(text.as_bytes()).and_then(|()| out.flush()), "standard output".to_owned())
            }
            Self::File { path, file } => (file.write_all(text.as_bytes()), path.display().to_string()),
        };
        written.map_err(|e| match e.kind() {
            ErrorKind::BrokenPipe => Failure::OutputClosed,
            _ => Failure::Work(format!("{name}: cannot be written: {e}. Check that there is room on the disk")),
        })
    }

    /// Puts the file in its place.
    pub(crate) fn close(self) -> Result<(), Failure> {
        let Self::File { path, file } = self else { return Ok(()) };
        let name = path.display().to_string();
        file.persist(path)
            .map_err(|e| Failure::Work(format!("{name}: cannot be written: {}. Is it open elsewhere?", e.error)))?;
        Ok(())
    }
}

/// Refuses to write the results over one of the agreements.
pub(crate) fn refuse_overwriting(out: &Path, inputs: &[Input]) -> Result<(), Failure> {
    let Ok(target) = out.canonicalize() else { return Ok(()) };
    let same = |input: &Input| matches!(input, Input::File(path) if path.canonicalize().is_ok_and(|p| p == target));
    if inputs.iter().any(same) {
        let name = out.display();
        return Err(Failure::Usage(format!(
            "{name}: is one of the agreements to be read. Choose another name for --out"
        )));
    }
    Ok(())
}

/// Prints a text to standard output.
pub(crate) fn print(text: &str) -> Result<Outcome, Failure> {
    Output::open(None)?.write(text)?;
    Ok(Outcome::Done)
}
