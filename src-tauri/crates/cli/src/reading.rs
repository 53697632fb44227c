//! Reading an input as the arguments ask for.

use crate::Failure;
use crate::args::ReadingArguments;
use crate::inputs::Input;
use crate::interrupt::Interrupt;
use document::{Document, Options, Worker};
use std::path::Path;

/// Longest file that holds a password, in bytes.
const MAX_PASSWORD_FILE: u64 = 4096;

/// Reads inputs.
pub(crate) struct Reader {
    worker: Worker,
    options: Options,
}

impl Reader {
    /// A reader that does what the arguments say.
    pub(crate) fn new(args: &ReadingArguments) -> Result<Self, Failure> {
        let worker = Worker::this_program().map_err(|e| Failure::Work(format!("files {e}")))?;
        let password = args.password_file.as_deref().map(password).transpose()?;
        Ok(Self { worker, options: Options { password, revisions: args.revisions.into(), ..Options::default() } })
    }

    /// Reads an input in a process of its own, or says why it cannot be read.
    pub(crate) fn read(&self, input: &Input) -> Result<Document, String> {
        let (name, bytes) = input.bytes(self.options.max_bytes).map_err(|e| format!("{}: {e}", input.name()))?;
        self.worker
            .read(&name, &bytes, &self.options, &mut Interrupt)
            .map_err(|error| format!("{}: {error}", input.name()))
    }
}

/// The password in a file: its first line.
fn password(path: &Path) -> Result<String, Failure> {
    let wrong = |what: String| Failure::Usage(format!("{}: {what}", path.display()));
    let bytes = document::bytes_of(path, MAX_PASSWORD_FILE).map_err(|e| wrong(e.to_string()))?;
    let text = String::from_utf8(bytes).map_err(|_| wrong("is not UTF-8. Save the password as a text file".into()))?;
    let line = text.trim_start_matches('\u{feff}').lines().next().unwrap_or_default();
    if line.is_empty() {
        return Err(wrong("its first line is empty; the password should stand there".into()));
    }
    Ok(line.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_password_is_the_first_line() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("password");
        for (content, want) in [
            ("secret", Some("secret")),
            ("se cret \r\nmore\n", Some("se cret ")),
            ("\u{feff}密码\n", Some("密码")),
            ("", None),
            ("\nsecret", None),
        ] {
            std::fs::write(&path, content).unwrap();
            assert_eq!(password(&path).ok().as_deref(), want, "{content:?}");
        }
        std::fs::write(&path, vec![b'x'; 5000]).unwrap();
        assert!(matches!(password(&path), Err(Failure::Usage(m)) if m.contains("the limit is 4096")));
        std::fs::write(&path, b"\xff\xfe").unwrap();
        assert!(matches!(password(&path), Err(Failure::Usage(m)) if m.contains("not UTF-8")));
    }
}
