//! Files into a matter.

use crate::{
    commands::{CommandError, Desk, DocumentSummary, Language},
    reading::{self, Failure, Needs, Watched},
    recognition,
    state::Secret,
};
use library::Side;
use serde::Serialize;
use sha2::{Digest, Sha256};
use std::path::{Path, PathBuf};
use store::{NewDocument, Reading};

/// What the file dialog offers first.
pub(crate) const EXTENSIONS: &[&str] = &["docx", "docm", "pdf", "html", "htm", "md", "mdx", "txt"];

/// Reading and reviewing one file.
#[derive(Clone, Debug, Serialize)]
pub struct Progress {
    file: String,
    stage: Stage,
    /// Pages of a PDF.
    pages: Option<Pages>,
    /// 0 to 1 over all files.
    share: f64,
}

impl Progress {
    /// Of the recognition of one agreement that is there.
    pub(crate) fn recognising(file: &str, progress: document::Progress) -> Self {
        let (stage, pages) = (Stage::Recognising, Some(Pages::from(progress)));
        Self { file: file.to_owned(), stage, pages, share: stage.share(pages) }
    }
}

/// How many pages are done.
#[derive(Clone, Copy, Debug, Serialize)]
pub(crate) struct Pages {
    done: usize,
    total: usize,
}

impl From<document::Progress> for Pages {
    fn from(document::Progress { done, total }: document::Progress) -> Self {
        Self { done, total }
    }
}

#[derive(Clone, Copy, Debug, Serialize)]
#[serde(rename_all = "lowercase")]
enum Stage {
    Reading,
    Recognising,
    Matching,
    Saving,
    Done,
    Failed,
}

impl Stage {
    /// How much of a file's work is behind it. Matching and the reading of PDF files take the time.
    fn share(self, pages: Option<Pages>) -> f64 {
        #[allow(clippy::cast_precision_loss, reason = "no file has 2^53 pages")]
        let read = pages.filter(|p| p.total > 0).map_or(0.0, |p| p.done.min(p.total) as f64 / p.total as f64);
        match self {
            Self::Reading | Self::Recognising => 0.05 + 0.45 * read,
            Self::Matching => 0.5,
            Self::Saving => 0.95,
            Self::Done | Self::Failed => 1.0,
        }
    }
}

/// What became of one file.
#[derive(Clone, Debug, Default, Serialize)]
pub struct AddResult {
    file: String,
    document: Option<DocumentSummary>,
    /// What is wrong with it, to be read after its name: "is empty …".
    error: Option<String>,
    /// What would help.
    needs: Option<Needs>,
    /// Under which number it waits for that, for `add_waiting`.
    waiting: Option<u64>,
    /// What the user should know though it was added, one sentence each.
    notes: Vec<String>,
}

/// A file or a text.
#[derive(Clone, Debug)]
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
            Self::File(path) => document::bytes_of(path, document::Options::default().max_bytes),
            Self::Sample { text, .. } => Ok(text.as_bytes().to_vec()),
        }
    }
}

/// A path's last part, for people.
pub(crate) fn file_name(path: &Path) -> String {
    path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned()
}

/// Something to be added, with what the user gave for it.
#[derive(Clone, Debug)]
pub(crate) struct Task {
    /// The file or text.
    pub(crate) input: Input,
    /// The password of a protected PDF.
    pub(crate) password: Option<Secret>,
    /// Whether the text of scanned pages is to be recognised.
    pub(crate) recognise: bool,
}

impl From<Input> for Task {
    fn from(input: Input) -> Self {
        Self { input, password: None, recognise: false }
    }
}

/// Adds files and texts to a matter one after the other. One that fails is a result with an error; the others go on. When
/// the user stops it, the one that is read and those after it are told as stopped, and nothing of them is kept.
///
/// # Errors
/// Where there is no such matter, no database or no usable library: then nothing was added.
pub(crate) fn add_all(
    desk: Desk<'_>,
    matter: i64,
    tasks: Vec<Task>,
    report: &dyn Fn(Progress),
) -> Result<Vec<AddResult>, CommandError> {
    let side = desk.store(|store| store.matter(matter))?.side;
    desk.engine()?;
    desk.state.go_on();
    #[allow(clippy::cast_precision_loss, reason = "nobody adds 2^53 files")]
    let count = tasks.len() as f64;
    let mut results = Vec::new();
    for (index, task) in tasks.into_iter().enumerate() {
        let file = task.input.name();
        let tell = |stage: Stage, pages: Option<Pages>| {
            #[allow(clippy::cast_precision_loss, reason = "nobody adds 2^53 files")]
            let share = (index as f64 + stage.share(pages)) / count;
            report(Progress { file: file.clone(), stage, pages, share });
        };
        let mut result = AddResult { file: file.clone(), ..AddResult::default() };
        match add_one(desk, matter, side, &task, &tell) {
            Ok((document, notes)) => (result.document, result.notes) = (Some(document), notes),
            Err(Failure { message, needs }) => {
                result.waiting = needs.is_some().then(|| desk.state.set_aside(matter, task));
                (result.error, result.needs) = (Some(message), needs);
            }
        }
        tell(if result.error.is_none() { Stage::Done } else { Stage::Failed }, None);
        results.push(result);
    }
    Ok(results)
}

/// Reads, reviews and keeps one input.
fn add_one(
    desk: Desk<'_>,
    matter: i64,
    side: Side,
    task: &Task,
    tell: &dyn Fn(Stage, Option<Pages>),
) -> Result<(DocumentSummary, Vec<String>), Failure> {
    if desk.state.stopped() {
        return Err(document::Error::Cancelled.into());
    }
    tell(Stage::Reading, None);
    let name = task.input.name();
    let bytes = task.input.bytes()?;
    let sha256 = hex(&Sha256::digest(&bytes));
    // Before the review, which takes time; the database looks again when the file is kept.
    if let Some(there) = desk.store(|store| store.find_document(matter, &sha256))? {
        return Err(store::Error::Duplicate { name: there.name }.to_string().into());
    }
    let password = task.password.as_ref().map(|password| password.0.clone());
    let mut reading = Reading::default();
    let options = reading::options(&reading, password.clone());
    let stage = if task.recognise { Stage::Recognising } else { Stage::Reading };
    let mut pages = |progress| tell(stage, Some(Pages::from(progress)));
    let mut watch = Watched { desk, pages: &mut pages };
    let mut notes = Vec::new();
    let document = if task.recognise {
        let read = recognition::read(desk, (&name, &bytes), &options, &mut watch)?;
        (reading.recognised, notes) = (read.pages, read.notes);
        read.document
    } else {
        desk.state.worker()?.read(&name, &bytes, &options, &mut watch)?
    };
    tell(Stage::Matching, None);
    let view = reading::review(desk, &document, side)?;
    if desk.state.stopped() {
        return Err(document::Error::Cancelled.into());
    }
    tell(Stage::Saving, None);
    let engine = desk.engine()?;
    let json = reading::json(&view)?;
    let new = NewDocument {
        matter_id: matter,
        name: &name,
        format: &view.format,
        language: &view.language,
        sha256: &sha256,
        bytes: &bytes,
        reading: &reading,
    };
    let document = desk.store(|store| store.add_document(&new, &reading::new_review(engine, side, &view, &json)))?;
    if let Some(password) = password {
        desk.state.keep_password(document.id, password);
    }
    Ok((document.into(), notes))
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
