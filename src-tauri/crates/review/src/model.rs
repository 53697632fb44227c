//! A review as plain data: what the command line prints as one line of JSON and what the app keeps.

use document::{Format, Language, Source, TextRange};
use library::{Rating, Severity, Side};
use matching::{CueHit, TermValue};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Name and version of the JSON form. It changes when a field changes its meaning or goes.
pub const SCHEMA: &str = "carveout.review/1";

/// What a review is asked to look at.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Settings {
    /// Whose severities count.
    pub side: Side,
    /// The language of meanings and warnings; the document's own unless given.
    #[serde(default)]
    pub language: Option<Language>,
}

/// One agreement, reviewed.
///
/// The same document, library and settings give the same value, and byte for byte the same JSON.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Review {
    /// [`SCHEMA`].
    pub schema: String,
    /// The file.
    pub document: Reviewed,
    /// In text order. Absent clauses are not among them.
    pub findings: Vec<ReviewFinding>,
    /// Clause types that the agreement does not have; highest severity first.
    pub absent: Vec<ReviewAbsent>,
    /// What could not be read.
    pub unread: Vec<document::Unread>,
    /// Pages whose text came from text recognition.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub recognised: Vec<RecognisedPage>,
    /// What the user should know about the reading.
    pub warnings: Vec<Warning>,
    /// The clause library.
    pub library: LibraryRef,
    /// What was asked.
    pub settings: Settings,
}

/// The file that was reviewed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Reviewed {
    /// Path or name as given.
    pub source: String,
    /// What it was read as.
    pub format: Format,
    /// The language most of it is in.
    pub language: Language,
    /// Lower-case hexadecimal SHA-256 of the file's bytes.
    pub sha256: String,
    /// Its title, where one could be told.
    pub title: Option<String>,
    /// Number of clauses in its outline.
    pub clauses: usize,
    /// The encoding it was decoded from; `None` for Word and PDF.
    pub encoding: Option<String>,
}

/// Number and heading of a clause, as the agreement prints them.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClauseRef {
    /// `9.2(a)`.
    pub number: Option<String>,
    /// Its heading.
    pub heading: Option<String>,
}

impl From<&matching::ClauseRef> for ClauseRef {
    fn from(clause: &matching::ClauseRef) -> Self {
        Self { number: clause.number.clone(), heading: clause.heading.clone() }
    }
}

/// Where words stand in the file.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Place {
    /// Byte range in the file's UTF-8 text after decoding, end exclusive; `null` for Word and PDF.
    pub source_range: Option<(usize, usize)>,
    /// For Word and PDF: runs, or stretches of lines.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub anchor: Vec<Source>,
    /// Byte range in the text that the reader made of the file.
    pub text_range: TextRange,
}

/// A clause type found.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ReviewFinding {
    /// Stable: the same words keep it when the text around them changes.
    pub id: String,
    /// Id of the clause type.
    pub clause_type: String,
    /// The clause it stands in.
    pub clause: ClauseRef,
    /// Where.
    #[serde(flatten)]
    pub place: Place,
    /// Its words.
    pub text: String,
    /// 0 to 1.
    pub confidence: f64,
    /// Its terms by name.
    pub terms: BTreeMap<String, TermValue>,
    /// The cues that fired, in text order.
    pub cues: Vec<CueHit>,
    /// Names of the patterns that fired, strongest first.
    pub patterns: Vec<String>,
    /// How good it is for the customer, where the library rates the type.
    pub rating: Option<Rating>,
    /// How much it matters to the side: see [`crate::severity`].
    pub severity: Severity,
    /// The words that introduce the list it is an item of.
    pub lead_in: Option<String>,
    /// Where its words came from text recognition: how sure that was, 0 to 1.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub recognised: Option<f64>,
}

/// A clause type that is not there.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ReviewAbsent {
    /// Id of the clause type.
    pub clause_type: String,
    /// How much that matters to the side.
    pub severity: Severity,
    /// What follows from it.
    pub meaning: String,
    /// The nearest places looked at, best first.
    pub candidates: Vec<ReviewCandidate>,
}

/// A place looked at in vain.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ReviewCandidate {
    /// The clause it stands in.
    pub clause: ClauseRef,
    /// Where.
    #[serde(flatten)]
    pub place: Place,
    /// Its words.
    pub text: String,
    /// The pattern that came nearest.
    pub pattern: String,
    /// Names of the cues that the pattern asks for and that are not there.
    pub missing: Vec<String>,
}

/// A page whose text came from text recognition.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct RecognisedPage {
    /// Page, counted from 1.
    pub page: usize,
    /// How sure the recognition of its words was on average, 0 to 1.
    pub confidence: f64,
}

/// Something about the reading that the user should know.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Warning {
    /// Which one.
    pub code: WarningCode,
    /// In words, in the language of the settings.
    pub text: String,
}

/// The warnings there are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum WarningCode {
    /// No clause outline was recognised.
    NoOutline,
    /// Parts could not be read.
    Unread,
    /// Pages were read by text recognition.
    Recognised,
    /// A good part is in the other language.
    MixedLanguages,
    /// Nothing was found at all.
    NothingFound,
}

/// The clause library of a review.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LibraryRef {
    /// Its version.
    pub version: String,
}

impl Review {
    /// The review as one line of JSON, without a line feed at its end.
    ///
    /// # Errors
    /// None that this type can cause; the writer's error is passed on all the same.
    pub fn to_json_line(&self) -> Result<String, serde_json::Error> {
        serde_json::to_string(self)
    }
}
