//! Rows, typed.

use document::{RecognisedPage, Revisions};
use jiff::Timestamp;
use library::Side;
use review::view::Decision;

/// A matter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Matter {
    /// Its id.
    pub id: i64,
    /// Its name, trimmed.
    pub name: String,
    /// Whom the user acts for.
    pub side: Side,
    /// When it was made.
    pub created_at: Timestamp,
    /// When it, an agreement or a decision in it last changed.
    pub updated_at: Timestamp,
}

/// An agreement of a matter, without its bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Document {
    /// Its id.
    pub id: i64,
    /// The matter it stands in.
    pub matter_id: i64,
    /// File name without folders.
    pub name: String,
    /// `markdown`, `text`, `html`, `docx`, `pdf`.
    pub format: String,
    /// `en` or `zh`.
    pub language: String,
    /// Of the file, lower-case hex.
    pub sha256: String,
    /// When it was added.
    pub added_at: Timestamp,
    /// Findings of its latest review.
    pub findings: u32,
    /// How many of those have a decision.
    pub decided: u32,
    /// How its tracked changes are read.
    pub revisions: Revisions,
}

/// How the file of an agreement is read, beside what the program always does.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Reading {
    /// How tracked changes are read.
    pub revisions: Revisions,
    /// Words recognised on scanned pages, by page.
    pub recognised: Vec<RecognisedPage>,
}

/// A file to be added.
#[derive(Clone, Copy, Debug)]
pub struct NewDocument<'a> {
    /// The matter it goes to.
    pub matter_id: i64,
    /// File name without folders.
    pub name: &'a str,
    /// `markdown`, `text`, `html`, `docx`, `pdf`.
    pub format: &'a str,
    /// `en` or `zh`.
    pub language: &'a str,
    /// Of `bytes`, lower-case hex.
    pub sha256: &'a str,
    /// The file.
    pub bytes: &'a [u8],
    /// How it was read.
    pub reading: &'a Reading,
}

/// A review to be kept.
#[derive(Clone, Debug)]
pub struct NewReview<'a> {
    /// Version of the clause library.
    pub library_version: &'a str,
    /// Version of the program.
    pub app_version: &'a str,
    /// The side its severities are for.
    pub side: Side,
    /// The review as JSON, without decisions.
    pub json: &'a str,
    /// Its findings in text order.
    pub findings: Vec<NewFinding<'a>>,
}

/// A finding to be kept.
#[derive(Clone, Copy, Debug)]
pub struct NewFinding<'a> {
    /// Stable id.
    pub id: &'a str,
    /// Id of the clause type.
    pub clause_type: &'a str,
    /// `info`, `low`, `medium`, `high`.
    pub severity: &'a str,
    /// 0 to 1.
    pub confidence: f64,
    /// Its words.
    pub text: &'a str,
}

/// A review as it was kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Review {
    /// Version of the clause library it was made with.
    pub library_version: String,
    /// Version of the program it was made with.
    pub app_version: String,
    /// The side its severities are for.
    pub side: Side,
    /// When it was made.
    pub created_at: Timestamp,
    /// The review as JSON, without decisions.
    pub json: String,
}

/// What the user made of a finding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DecisionRow {
    /// The finding; its review may no longer have it.
    pub finding_id: String,
    /// The decision; `None` where there is only a note.
    pub decision: Option<Decision>,
    /// The note.
    pub note: String,
    /// When it last changed.
    pub updated_at: Timestamp,
}
