//! Text recognition (OCR) of scanned pages, with the Tesseract that the user has installed.

use crate::{
    commands::{CommandError, Desk},
    reading::{self, Failure, Needs, Watched},
};
use document::{
    Document, Options, Progress, RecognisedPage, Watch,
    recognise::{RecogniseError, Recogniser, Recognition},
};
use review::view::ReviewView;
use serde::Serialize;

/// What recognises text here.
#[derive(Clone, Debug, Serialize)]
pub struct RecogniserInfo {
    /// Whether there is something that does.
    ready: bool,
    /// Its version.
    version: Option<String>,
    /// What is wrong where it is there but does not run.
    problem: Option<String>,
}

/// Looks for Tesseract.
pub(crate) fn info() -> RecogniserInfo {
    match Recogniser::find() {
        Ok(found) => RecogniserInfo { ready: true, version: Some(found.version().to_owned()), problem: None },
        Err(RecogniseError::NotInstalled) => RecogniserInfo { ready: false, version: None, problem: None },
        Err(error) => RecogniserInfo { ready: false, version: None, problem: Some(error.to_string()) },
    }
}

impl From<RecogniseError> for Failure {
    fn from(error: RecogniseError) -> Self {
        match error {
            RecogniseError::Document(error) => error.into(),
            // The file waits: the next time it may go better.
            error => Self { message: format!("was not recognised: {error}"), needs: Some(Needs::Recognition) },
        }
    }
}

/// A document read with its scanned pages recognised.
pub(crate) struct Recognised {
    pub(crate) document: Document,
    /// The pages recognised, those of earlier times included.
    pub(crate) pages: Vec<RecognisedPage>,
    /// What the user should know of it: pages that failed, languages that are missing.
    pub(crate) notes: Vec<String>,
}

/// Reads a file, and recognises those of its pages that are scanned and were not recognised before.
pub(crate) fn read(
    desk: Desk<'_>,
    (name, bytes): (&str, &[u8]),
    options: &Options,
    watch: &mut dyn Watch,
) -> Result<Recognised, Failure> {
    let worker = desk.state.worker()?;
    let read = Recogniser::find()?.read(worker, name, bytes, options, watch)?;
    let mut pages = options.recognised.clone();
    let mut notes = Vec::new();
    if let Some(Recognition { pages: new, failed, languages }) = read.recognition {
        pages.extend(new);
        notes.extend(failed.into_iter().map(|(_, error)| error.to_string()));
        notes.extend(languages.advice());
    }
    Ok(Recognised { document: read.document, pages, notes })
}

/// A review made again with scanned pages recognised.
#[derive(Clone, Debug, Serialize)]
pub struct RecognisedReview {
    review: ReviewView,
    /// What the user should know: pages that failed, languages that are missing. One sentence each.
    notes: Vec<String>,
}

/// Recognises the scanned pages of an agreement, and keeps their words and the new review.
///
/// # Errors
/// Where Tesseract is not there or the user stops it; then the agreement is as before. And as for opening a review.
pub(crate) fn recognise(
    desk: Desk<'_>,
    id: i64,
    pages: &mut dyn FnMut(Progress),
) -> Result<RecognisedReview, CommandError> {
    desk.state.go_on();
    let (document, bytes, mut kept) =
        desk.store(|store| Ok((store.document(id)?, store.document_bytes(id)?, store.reading(id)?)))?;
    let options = reading::options(&kept, desk.state.password(id));
    let read = read(desk, (&document.name, &bytes), &options, &mut Watched { desk, pages })
        .map_err(|failure| failure.of(&document.name))?;
    kept.recognised = read.pages;
    let review = reading::keep(desk, id, &kept, &read.document)?;
    Ok(RecognisedReview { review, notes: read.notes })
}
