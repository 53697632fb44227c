//! Reading an input as the arguments ask for.

use crate::Failure;
use crate::args::ReadingArguments;
use crate::inputs::Input;
use crate::interrupt::Interrupt;
use document::recognise::{RecogniseError, Recogniser, Recognition};
use document::{Document, Error, Options, Worker};
use std::path::Path;
use std::sync::OnceLock;

/// Longest file that holds a password, in bytes.
const MAX_PASSWORD_FILE: u64 = 4096;

/// Reads inputs.
pub(crate) struct Reader {
    worker: Worker,
    options: Options,
    /// Tesseract's codes of languages, where scanned pages are to be recognised; empty for those that fit.
    ocr: Option<Vec<String>>,
    /// Looked for when the first scanned page is met. The message says why there is none.
    recogniser: OnceLock<Result<Recogniser, String>>,
}

/// What was read.
pub(crate) struct Read {
    /// The document.
    pub(crate) document: Document,
    /// What the user should know of how it was read.
    pub(crate) notes: Vec<String>,
    /// Whether all that was asked for could be done.
    pub(crate) complete: bool,
}

impl Reader {
    /// A reader that does what the arguments say.
    pub(crate) fn new(args: &ReadingArguments) -> Result<Self, Failure> {
        let worker = Worker::this_program().map_err(|e| Failure::Work(format!("files {e}")))?;
        let password = args.password_file.as_deref().map(password).transpose()?;
        let codes = |list: &String| list.split('+').filter(|c| !c.is_empty()).map(str::to_owned).collect();
        Ok(Self {
            worker,
            options: Options { password, revisions: args.revisions.into(), ..Options::default() },
            ocr: args.ocr.as_ref().map(codes),
            recogniser: OnceLock::new(),
        })
    }

    /// Reads an input in a process of its own, or says why it cannot be read. All messages begin with its name.
    pub(crate) fn read(&self, input: &Input) -> Result<Read, String> {
        let name = input.name();
        self.read_input(input)
            .map(|read| Read { notes: read.notes.into_iter().map(|note| format!("{name}: {note}")).collect(), ..read })
            .map_err(|message| format!("{name}: {message}"))
    }

    fn read_input(&self, input: &Input) -> Result<Read, String> {
        let (name, bytes) = input.bytes(self.options.max_bytes).map_err(|e| e.to_string())?;
        let first = self.worker.read(&name, &bytes, &self.options, &mut Interrupt);
        let scanned = match &first {
            Ok(document) => document.unread.iter().filter(|u| u.scanned_page.is_some()).count(),
            Err(Error::NoText { scanned_pages, .. }) => scanned_pages.len(),
            Err(_) => 0,
        };
        let problem = match self.ocr.as_deref() {
            _ if scanned == 0 => None,
            None => Some((left_out(scanned), true)),
            Some(codes) => match self.recognised(codes, &name, &bytes) {
                Ok(read) => return Ok(read),
                Err(message) => Some((message, false)),
            },
        };
        match (first, problem) {
            (Ok(document), None) => Ok(Read { document, notes: Vec::new(), complete: true }),
            (Ok(document), Some((note, complete))) => Ok(Read { document, notes: vec![note], complete }),
            (Err(Error::NoText { .. }), Some((message, false))) => Err(message),
            (Err(error), Some(_)) => Err(format!("{error}. With --ocr, Tesseract recognises it")),
            (Err(error), None) => Err(error.to_string()),
        }
    }

    /// Reads a file with its scanned pages recognised.
    fn recognised(&self, codes: &[String], name: &str, bytes: &[u8]) -> Result<Read, String> {
        let found = self.recogniser.get_or_init(|| {
            Recogniser::find().map(|r| r.with_languages(codes.to_vec())).map_err(|e: RecogniseError| e.to_string())
        });
        let recogniser = found.as_ref().map_err(Clone::clone)?;
        let read = recogniser.read(&self.worker, name, bytes, &self.options, &mut Interrupt);
        let read = read.map_err(|e| e.to_string())?;
        let Some(Recognition { failed, languages, .. }) = read.recognition else {
            return Ok(Read { document: read.document, notes: Vec::new(), complete: true });
        };
        let complete = failed.is_empty();
        let notes = failed.iter().map(|(_, error)| error.to_string()).chain(languages.advice()).collect();
        Ok(Read { document: read.document, notes, complete })
    }
}

fn left_out(pages: usize) -> String {
    match pages {
        1 => "1 scanned page was left out; with --ocr, Tesseract recognises it".to_owned(),
        n => format!("{n} scanned pages were left out; with --ocr, Tesseract recognises them"),
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
