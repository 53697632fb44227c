//! Files read in the worker process, with what the user gave for them, and a kept review back onto the screen.

use crate::{
    commands::{CommandError, Desk},
    engine::Engine,
};
use document::{Document, Error, Options, Progress, Revisions, Watch};
use library::Side;
use review::view::{self, ReviewView};
use serde::Serialize;
use std::{
    any::Any,
    panic::{AssertUnwindSafe, catch_unwind},
};
use store::{NewFinding, NewReview, Reading};

const APP_VERSION: &str = env!("CARGO_PKG_VERSION");

/// What the user must give before a file can be read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "kind", rename_all = "lowercase")]
pub enum Needs {
    /// The password of a protected PDF.
    Password {
        /// Whether one was given that does not open it.
        wrong: bool,
    },
    /// Leave to recognise the text of scanned pages, as there is no other text.
    Recognition,
}

/// Why a file was not read or reviewed.
#[derive(Debug)]
pub(crate) struct Failure {
    /// A sentence to be read after the file's name.
    pub(crate) message: String,
    /// What would help.
    pub(crate) needs: Option<Needs>,
}

impl Failure {
    /// The same with the file's name before it.
    pub(crate) fn of(self, name: &str) -> CommandError {
        CommandError { message: format!("{name} {}", self.message), needs: self.needs }
    }
}

impl From<String> for Failure {
    fn from(message: String) -> Self {
        Self { message, needs: None }
    }
}

impl From<CommandError> for Failure {
    fn from(error: CommandError) -> Self {
        Self { message: error.message, needs: error.needs }
    }
}

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        let needs = match &error {
            Error::Password { wrong } => Some(Needs::Password { wrong: *wrong }),
            Error::NoText { scanned_pages, .. } if !scanned_pages.is_empty() => Some(Needs::Recognition),
            _ => None,
        };
        Self { message: error.to_string(), needs }
    }
}

/// What of a file's reading is not always the same.
pub(crate) fn options(reading: &Reading, password: Option<String>) -> Options {
    let (revisions, recognised) = (reading.revisions, reading.recognised.clone());
    Options { revisions, recognised, password, ..Options::default() }
}

/// Reports progress of the worker, and stops it when the user wants that.
pub(crate) struct Watched<'a> {
    pub(crate) desk: Desk<'a>,
    pub(crate) pages: &'a mut dyn FnMut(Progress),
}

impl Watch for Watched<'_> {
    fn progress(&mut self, progress: Progress) {
        (self.pages)(progress);
    }

    fn cancelled(&mut self) -> bool {
        self.desk.state.stopped()
    }
}

/// Reviews a document. A mistake of the program in one file is told like a mistake of the file: the other files go on.
pub(crate) fn review(desk: Desk<'_>, document: &Document, side: Side) -> Result<ReviewView, Failure> {
    let engine = desk.engine()?;
    catch_unwind(AssertUnwindSafe(|| engine.review(document, side))).map_err(|panic| {
        Failure::from(format!(
            "could not be reviewed: the program made a mistake ({}). Nothing of it was kept; please report it, with the \
             file if you may share it",
            panic_message(panic.as_ref())
        ))
    })
}

fn panic_message(panic: &(dyn Any + Send)) -> &str {
    let text = panic.downcast_ref::<String>().map(String::as_str);
    text.or_else(|| panic.downcast_ref::<&str>().copied()).unwrap_or("no message")
}

/// A review as it is kept.
pub(crate) fn json(view: &ReviewView) -> Result<String, Failure> {
    serde_json::to_string(view).map_err(|e| format!("could not be kept: {e}").into())
}

/// A review for the database.
pub(crate) fn new_review<'a>(engine: &'a Engine, side: Side, view: &'a ReviewView, json: &'a str) -> NewReview<'a> {
    let findings = view.findings.iter().map(|f| NewFinding {
        id: &f.id,
        clause_type: &f.clause_type,
        severity: &f.severity,
        confidence: f.confidence,
        text: &f.text,
    });
    NewReview { library_version: engine.version(), app_version: APP_VERSION, side, json, findings: findings.collect() }
}

/// The review of an agreement with what the user made of it. A review made with another library, by another version of
/// the program or for the other side is made again from the file; decisions stay.
///
/// # Errors
/// Where the agreement is gone, can no longer be read or needs its password again, and those of the database.
pub(crate) fn open_review(desk: Desk<'_>, id: i64) -> Result<ReviewView, CommandError> {
    let engine = desk.engine()?;
    let (side, kept) = desk.store(|store| {
        let matter = store.document(id)?.matter_id;
        Ok((store.matter(matter)?.side, store.review(id)?))
    })?;
    let current = kept.filter(|kept| {
        kept.library_version == engine.version() && kept.app_version == APP_VERSION && kept.side == side
    });
    // JSON of an earlier shape is no error: the review is made again.
    match current.and_then(|kept| serde_json::from_str(&kept.json).ok()) {
        Some(view) => with_decisions(desk, id, view),
        None => {
            let reading = desk.store(|store| store.reading(id))?;
            read_again(desk, id, &reading)
        }
    }
}

/// Reads an agreement's tracked changes in another way from now on.
///
/// # Errors
/// As for [`open_review`]; then it is read as before.
pub(crate) fn read_as(desk: Desk<'_>, id: i64, revisions: Revisions) -> Result<ReviewView, CommandError> {
    let reading = Reading { revisions, ..desk.store(|store| store.reading(id))? };
    read_again(desk, id, &reading)
}

/// Makes a review again from the file as it was added, and keeps it with the way it was read.
fn read_again(desk: Desk<'_>, id: i64, reading: &Reading) -> Result<ReviewView, CommandError> {
    let (name, bytes) = desk.store(|store| Ok((store.document(id)?.name, store.document_bytes(id)?)))?;
    let named = |error: Error| Failure::from(error).of(&name);
    let options = options(reading, desk.state.password(id));
    let worker = desk.state.worker().map_err(named)?;
    let document = worker.read(&name, &bytes, &options, &mut ()).map_err(named)?;
    keep(desk, id, reading, &document)
}

/// Reviews an agreement that was read again, and keeps the review with the way it was read.
pub(crate) fn keep(
    desk: Desk<'_>,
    id: i64,
    reading: &Reading,
    document: &Document,
) -> Result<ReviewView, CommandError> {
    let engine = desk.engine()?;
    let side = desk.store(|store| Ok(store.matter(store.document(id)?.matter_id)?.side))?;
    let named = |failure: Failure| failure.of(view::file_name(&document.source));
    let view = review(desk, document, side).map_err(named)?;
    let json = json(&view).map_err(named)?;
    desk.store(|store| store.save_reading(id, reading, &new_review(engine, side, &view, &json)))?;
    with_decisions(desk, id, view)
}

/// A review with the decisions that were kept.
fn with_decisions(desk: Desk<'_>, id: i64, mut view: ReviewView) -> Result<ReviewView, CommandError> {
    for row in desk.store(|store| store.decisions(id))? {
        if let Some(finding) = view.findings.iter_mut().find(|f| f.id == row.finding_id) {
            finding.decision = row.decision;
            finding.note = row.note;
        }
    }
    Ok(view)
}

/// Takes the password of a protected agreement, for as long as the program runs. It is never written to disk.
///
/// # Errors
/// Where it does not open the file or the agreement is gone, and those of the database.
pub(crate) fn unlock(desk: Desk<'_>, id: i64, password: String) -> Result<(), CommandError> {
    let name = desk.store(|store| store.document(id))?.name;
    let bytes = desk.store(|store| store.document_bytes(id))?;
    let named = |e: Error| Failure::from(e).of(&name);
    // The cheapest thing that needs the file opened.
    match desk.state.worker().map_err(named)?.draw_page(&bytes, 1, 16, Some(&password), &mut ()) {
        Err(error @ Error::Password { .. }) => return Err(named(error)),
        Err(error) => tracing::debug!("opened, but its first page was not drawn: {error}"),
        Ok(_) => {}
    }
    desk.state.keep_password(id, password);
    Ok(())
}
