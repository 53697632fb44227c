//! Files into a matter, and a kept review back onto the screen.

use crate::{
    commands::{CommandError, Desk, DocumentSummary, Language},
    engine::Engine,
};
use library::Side;
use review::view::ReviewView;
use serde::Serialize;
use sha2::{Digest, Sha256};
use std::{
    any::Any,
    fs::{self, File},
    io::{self, Read},
    panic::{AssertUnwindSafe, catch_unwind},
    path::{Path, PathBuf},
};
use store::{NewDocument, NewFinding, NewReview};

/// What the file dialog offers first.
pub(crate) const EXTENSIONS: &[&str] = &["docx", "docm", "pdf", "html", "htm", "md", "mdx", "txt"];

const APP_VERSION: &str = env!("CARGO_PKG_VERSION");

/// Reading and reviewing one file.
#[derive(Clone, Debug, Serialize)]
pub struct Progress {
    file: String,
    stage: Stage,
    /// 0 to 1 over all files.
    share: f64,
}

#[derive(Clone, Copy, Debug, Serialize)]
#[serde(rename_all = "lowercase")]
enum Stage {
    Reading,
    Matching,
    Saving,
    Done,
    Failed,
}

impl Stage {
    /// How much of a file's work is behind it. Matching and the reading of PDF files take the time.
    const fn share(self) -> f64 {
        match self {
            Self::Reading => 0.05,
            Self::Matching => 0.5,
            Self::Saving => 0.95,
            Self::Done | Self::Failed => 1.0,
        }
    }
}

/// What became of one file.
#[derive(Clone, Debug, Serialize)]
pub struct AddResult {
    file: String,
    document: Option<DocumentSummary>,
    /// What is wrong with it, to be read after its name: "is empty …".
    error: Option<String>,
}

/// Something to be added.
#[derive(Debug)]
pub(crate) enum Input {
    /// A file that the user chose or dropped.
    File(PathBuf),
    /// A text that came with the program.
    Sample {
        /// Name to show.
        name: &'static str,
        /// Markdown.
        text: &'static str,
    },
}

/// The sample agreement of a language.
pub(crate) const fn sample(language: Language) -> Input {
    match language {
        Language::En => {
            Input::Sample { name: "Sample agreement.md", text: include_str!("../../tests/agreements/sample-en.md") }
        }
        Language::Zh => {
            Input::Sample { name: "示例协议.md", text: include_str!("../../tests/agreements/sample-zh.md") }
        }
    }
}

impl Input {
    fn name(&self) -> String {
        match self {
            Self::File(path) => file_name(path),
            Self::Sample { name, .. } => (*name).into(),
        }
    }

    fn bytes(&self) -> Result<Vec<u8>, document::Error> {
        match self {
            Self::File(path) => {
                let limit = document::Options::default().max_bytes;
                read(path, limit).map_err(|source| document::Error::Io { path: path.clone(), source })?
            }
            Self::Sample { text, .. } => Ok(text.as_bytes().to_vec()),
        }
    }
}

/// A path's last part, for people.
pub(crate) fn file_name(path: &Path) -> String {
    path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned()
}

/// Reads a file of at most `limit` bytes. Devices and pipes are refused: they may never end.
fn read(path: &Path, limit: u64) -> io::Result<Result<Vec<u8>, document::Error>> {
    let meta = fs::metadata(path)?;
    if meta.is_dir() {
        return Err(io::Error::new(io::ErrorKind::IsADirectory, "it is a folder; add the files in it"));
    }
    if !meta.is_file() {
        return Err(io::Error::new(io::ErrorKind::InvalidInput, "it is a device or a pipe"));
    }
    let mut bytes = Vec::new();
    File::open(path)?.take(limit + 1).read_to_end(&mut bytes)?;
    let size = meta.len().max(bytes.len() as u64);
    Ok(if size > limit { Err(document::Error::TooLarge { size, limit }) } else { Ok(bytes) })
}

/// Adds inputs to a matter one after the other. One that fails is a result with an error; the others go on.
///
/// # Errors
/// Where there is no such matter, no database or no usable library: then nothing was added.
pub(crate) fn add_all(
    desk: Desk<'_>,
    matter: i64,
    inputs: Vec<Input>,
    report: &dyn Fn(Progress),
) -> Result<Vec<AddResult>, CommandError> {
    let side = desk.store(|store| store.matter(matter))?.side;
    let engine = desk.engine()?;
    #[allow(clippy::cast_precision_loss, reason = "nobody adds 2^53 files")]
    let share = |index: usize, stage: Stage| (index as f64 + stage.share()) / inputs.len() as f64;
    let mut results = Vec::new();
    for (index, input) in inputs.iter().enumerate() {
        let file = input.name();
        let tell = |stage| report(Progress { file: file.clone(), stage, share: share(index, stage) });
        let (document, error) = match add_one(desk, engine, matter, side, input, &tell) {
            Ok(document) => (Some(document), None),
            Err(error) => (None, Some(error)),
        };
        tell(if error.is_none() { Stage::Done } else { Stage::Failed });
        results.push(AddResult { file, document, error });
    }
    Ok(results)
}

/// Reads, reviews and keeps one input; a failure is a sentence that goes after the file's name.
fn add_one(
    desk: Desk<'_>,
    engine: &Engine,
    matter: i64,
    side: Side,
    input: &Input,
    tell: &dyn Fn(Stage),
) -> Result<DocumentSummary, String> {
    tell(Stage::Reading);
    let name = input.name();
    let bytes = input.bytes().map_err(|e| e.to_string())?;
    let sha256 = hex(&Sha256::digest(&bytes));
    // Before the review, which takes time; the database looks again when the file is kept.
    if let Some(there) = desk.store(|store| store.find_document(matter, &sha256)).map_err(|e| e.message)? {
        return Err(store::Error::Duplicate { name: there.name }.to_string());
    }
    let view = run(engine, &name, &bytes, side, &|| tell(Stage::Matching))?;
    tell(Stage::Saving);
    let json = json(&view)?;
    let new = NewDocument {
        matter_id: matter,
        name: &name,
        format: &view.format,
        language: &view.language,
        sha256: &sha256,
        bytes: &bytes,
    };
    let document = desk.store(|store| store.add_document(&new, &new_review(engine, side, &view, &json)));
    document.map(DocumentSummary::from).map_err(|e| e.message)
}

/// One review. A mistake of the program in one file is told like a mistake of the file: the other files go on.
fn run(engine: &Engine, name: &str, bytes: &[u8], side: Side, matching: &dyn Fn()) -> Result<ReviewView, String> {
    let work = || {
        let document = engine.read(name, bytes)?;
        matching();
        Ok(engine.review(&document, side))
    };
    match catch_unwind(AssertUnwindSafe(work)) {
        Ok(result) => result.map_err(|e: document::Error| e.to_string()),
        Err(panic) => Err(format!(
            "could not be reviewed: the program made a mistake ({}). Nothing of it was kept; please report it, with the \
             file if you may share it",
            panic_message(panic.as_ref())
        )),
    }
}

fn panic_message(panic: &(dyn Any + Send)) -> &str {
    let text = panic.downcast_ref::<String>().map(String::as_str);
    text.or_else(|| panic.downcast_ref::<&str>().copied()).unwrap_or("no message")
}

fn json(view: &ReviewView) -> Result<String, String> {
    serde_json::to_string(view).map_err(|e| format!("could not be kept: {e}"))
}

fn new_review<'a>(engine: &'a Engine, side: Side, view: &'a ReviewView, json: &'a str) -> NewReview<'a> {
    let findings = view.findings.iter().map(|f| NewFinding {
        id: &f.id,
        clause_type: &f.clause_type,
        severity: &f.severity,
        confidence: f.confidence,
        text: &f.text,
    });
    NewReview { library_version: engine.version(), app_version: APP_VERSION, side, json, findings: findings.collect() }
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// The review of an agreement with what the user made of it. A review made with another library, by another version of
/// the program or for the other side is made again from the file; decisions stay.
///
/// # Errors
/// Where the agreement is gone or can no longer be read, and those of the database.
pub(crate) fn open_review(desk: Desk<'_>, id: i64) -> Result<ReviewView, CommandError> {
    let engine = desk.engine()?;
    let (document, side, kept) = desk.store(|store| {
        let document = store.document(id)?;
        let side = store.matter(document.matter_id)?.side;
        Ok((document, side, store.review(id)?))
    })?;
    let current = kept.filter(|kept| {
        kept.library_version == engine.version() && kept.app_version == APP_VERSION && kept.side == side
    });
    // JSON of an earlier shape is no error: the review is made again.
    let view = current.and_then(|kept| serde_json::from_str(&kept.json).ok());
    let mut view: ReviewView = match view {
        Some(view) => view,
        None => renew(desk, engine, &document, side)?,
    };
    for row in desk.store(|store| store.decisions(id))? {
        if let Some(finding) = view.findings.iter_mut().find(|f| f.id == row.finding_id) {
            finding.decision = row.decision;
            finding.note = row.note;
        }
    }
    Ok(view)
}

/// Makes a review again from the file as it was added.
fn renew(desk: Desk<'_>, engine: &Engine, document: &store::Document, side: Side) -> Result<ReviewView, CommandError> {
    let bytes = desk.store(|store| store.document_bytes(document.id))?;
    let named = |e: String| CommandError::new(format!("{} {e}", document.name));
    let view = run(engine, &document.name, &bytes, side, &|| {}).map_err(named)?;
    let json = json(&view).map_err(named)?;
    desk.store(|store| store.save_review(document.id, &new_review(engine, side, &view, &json)))?;
    Ok(view)
}
