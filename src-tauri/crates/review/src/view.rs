//! The review as the window shows it: plain data, offsets in UTF-16 units of a block's text as JavaScript counts them.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

pub use crate::view_build::{
    Decided, build, clause_type_views, file_name, format_name, missing_words, rating_name, severity_name,
};

/// A stretch of one block, in UTF-16 units of [`BlockView::text`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export_to = "types.ts")]
pub struct Mark {
    /// Index into [`ReviewView::blocks`].
    pub block: usize,
    /// First unit.
    pub start: usize,
    /// One past the last unit.
    pub end: usize,
}

/// An emphasised stretch of a block.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export_to = "types.ts")]
pub struct EmphasisView {
    /// First unit.
    pub start: usize,
    /// One past the last unit.
    pub end: usize,
    /// Bold.
    pub bold: bool,
    /// Underlined.
    pub underline: bool,
    /// Italic.
    pub italic: bool,
}

/// One table cell; its text is a stretch of the block's text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export_to = "types.ts")]
pub struct CellView {
    /// Row, from 0.
    pub row: usize,
    /// Column, from 0.
    pub column: usize,
    /// Rows covered.
    pub row_span: usize,
    /// Columns covered.
    pub column_span: usize,
    /// Whether it is a header cell.
    pub header: bool,
    /// First unit of its text in the block.
    pub start: usize,
    /// One past the last unit.
    pub end: usize,
}

/// A stretch of a block as it is printed on one line of a page. Places are points (1/72 inch) from the top left corner of
/// the page as it is shown.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
#[ts(export_to = "types.ts")]
pub struct LineView {
    /// First unit of its text in the block.
    pub start: usize,
    /// One past the last unit.
    pub end: usize,
    /// Page, from 1.
    pub page: usize,
    /// Left edge.
    pub left: f32,
    /// Upper edge.
    pub top: f32,
    /// Right edge.
    pub right: f32,
    /// Lower edge.
    pub bottom: f32,
}

/// A block of the agreement.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
#[ts(export_to = "types.ts")]
pub struct BlockView {
    /// `heading`, `paragraph`, `list-item`, `table`, `code`, `furniture`, `contents`.
    pub kind: String,
    /// `body`, `footnote`, `endnote`, `text-box`, `header`, `footer`.
    pub story: String,
    /// Heading level or list depth; 0 elsewhere.
    pub level: u8,
    /// A label that the format prints by itself and that is therefore not in `text` (Word lists).
    pub label: Option<String>,
    /// Its text; tables have tabs and line feeds between cells.
    pub text: String,
    /// Emphasised stretches.
    pub emphasis: Vec<EmphasisView>,
    /// Cells, for tables.
    pub cells: Vec<CellView>,
    /// Where it is printed, for a PDF, in the order of the text.
    pub lines: Vec<LineView>,
    /// Index into [`ReviewView::outline`].
    pub clause: Option<usize>,
}

/// A node of the outline.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export_to = "types.ts")]
pub struct OutlineNode {
    /// As a person would cite it.
    pub number: Option<String>,
    /// Its heading, or its first words where it has none.
    pub heading: String,
    /// Whether `heading` is only its first words.
    pub heading_is_excerpt: bool,
    /// Depth, from 1.
    pub level: u8,
    /// Index of the enclosing node.
    pub parent: Option<usize>,
    /// Its first block.
    pub block: usize,
}

/// What the user made of a finding.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "lowercase")]
#[ts(export_to = "types.ts")]
pub enum Decision {
    /// It is right and stays.
    Accepted,
    /// It is wrong or does not matter.
    Rejected,
}

/// A term, for the table of terms.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export_to = "types.ts")]
pub struct TermView {
    /// Name in the JSON.
    pub name: String,
    /// Title in English.
    pub title_en: String,
    /// Title in Chinese.
    pub title_zh: String,
    /// Value for people, in English.
    pub value_en: String,
    /// Value for people, in Chinese.
    pub value_zh: String,
    /// The words it was read from.
    pub text: String,
    /// Where they stand.
    pub marks: Vec<Mark>,
}

/// A cue that fired.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export_to = "types.ts")]
pub struct CueView {
    /// Name of the cue.
    pub cue: String,
    /// Its words.
    pub text: String,
    /// Where they stand.
    pub marks: Vec<Mark>,
}

/// A finding.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
#[ts(export_to = "types.ts")]
pub struct FindingView {
    /// Stable id.
    pub id: String,
    /// Id of the clause type.
    pub clause_type: String,
    /// Family of the clause type.
    pub family: String,
    /// `info`, `low`, `medium`, `high`: for the matter's side, rating included.
    pub severity: String,
    /// 0 to 1.
    pub confidence: f64,
    /// `walk-away`, `poor`, `fallback`, `preferred`.
    pub rating: Option<String>,
    /// Number of its clause.
    pub number: Option<String>,
    /// Heading of its clause.
    pub heading: Option<String>,
    /// Its words.
    pub text: String,
    /// The words that introduce its list.
    pub lead_in: Option<String>,
    /// Where it stands (one mark a block).
    pub marks: Vec<Mark>,
    /// Terms.
    pub terms: Vec<TermView>,
    /// Cues.
    pub cues: Vec<CueView>,
    /// Patterns that fired.
    pub patterns: Vec<String>,
    /// The user's decision.
    pub decision: Option<Decision>,
    /// The user's note.
    pub note: String,
}

/// A place looked at in vain.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export_to = "types.ts")]
pub struct CandidateView {
    /// Number of its clause.
    pub number: Option<String>,
    /// Heading of its clause.
    pub heading: Option<String>,
    /// Its words.
    pub text: String,
    /// Where it stands.
    pub marks: Vec<Mark>,
    /// What it lacks: words that would have been there, in the language of the agreement.
    pub missing: Vec<String>,
}

/// A clause type that is not there.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export_to = "types.ts")]
pub struct AbsentView {
    /// Id of the clause type.
    pub clause_type: String,
    /// Family.
    pub family: String,
    /// Severity for the matter's side.
    pub severity: String,
    /// What it means, in English.
    pub meaning_en: String,
    /// What it means, in Chinese.
    pub meaning_zh: String,
    /// Nearest places.
    pub candidates: Vec<CandidateView>,
}

/// Something that could not be read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export_to = "types.ts")]
pub struct UnreadView {
    /// Where.
    pub place: String,
    /// The page of a PDF that text recognition (OCR) could read, from 1.
    pub scanned_page: Option<usize>,
    /// Why, and what to do.
    pub reason: String,
}

/// Something about the reading that the user should know.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export_to = "types.ts")]
pub struct WarningView {
    /// In English.
    pub text_en: String,
    /// In Chinese.
    pub text_zh: String,
}

/// A page of a PDF as it is shown.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
#[ts(export_to = "types.ts")]
pub struct PageView {
    /// Width in points.
    pub width: f32,
    /// Height in points.
    pub height: f32,
}

/// A tracked change of a Word file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export_to = "types.ts")]
pub struct ChangeView {
    /// `inserted`, `deleted`, `moved-to`, `moved-from`.
    pub kind: String,
    /// Who made it.
    pub author: Option<String>,
    /// When, as Word has it (ISO 8601).
    pub date: Option<String>,
    /// Its words.
    pub text: String,
    /// Where they stand; one empty mark where this way of reading does not show them.
    pub marks: Vec<Mark>,
}

/// A comment of a Word file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export_to = "types.ts")]
pub struct CommentView {
    /// Who wrote it.
    pub author: Option<String>,
    /// When, as Word has it (ISO 8601).
    pub date: Option<String>,
    /// What it says; paragraphs are parted by line feeds.
    pub text: String,
    /// The words that it is about; one empty mark where it stands at a point.
    pub marks: Vec<Mark>,
}

/// Words that a file carries without printing them in its flow.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export_to = "types.ts")]
pub struct AsideView {
    /// `hidden`, `phonetic`, `alternative`, `unplaced`.
    pub kind: String,
    /// The words.
    pub text: String,
    /// One empty mark where they would stand.
    pub marks: Vec<Mark>,
}

/// Words that come from text recognition.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
#[ts(export_to = "types.ts")]
pub struct RecognisedView {
    /// Where they stand.
    pub marks: Vec<Mark>,
    /// Page, from 1.
    pub page: usize,
    /// How sure the recogniser was on average, 0 to 1.
    pub confidence: f32,
}

/// A term that the agreement defines.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export_to = "types.ts")]
pub struct DefinitionView {
    /// The term.
    pub term: String,
    /// What it means, in the agreement's words.
    pub meaning: String,
    /// Where the term stands in its definition.
    pub marks: Vec<Mark>,
    /// The clause that defines it: index into [`ReviewView::outline`].
    pub clause: Option<usize>,
}

/// A reference to another place.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export_to = "types.ts")]
pub struct ReferenceView {
    /// Where it stands.
    pub marks: Vec<Mark>,
    /// What it leads to: `clause`, `attachment`, `elsewhere`, or `missing` where the agreement has no such clause.
    pub target: String,
    /// For `clause`: index into [`ReviewView::outline`].
    pub clause: Option<usize>,
    /// For `attachment` and `elsewhere`: its name as written.
    pub name: Option<String>,
}

/// Everything the window needs to show one reviewed agreement.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
#[ts(export_to = "types.ts")]
pub struct ReviewView {
    /// File name.
    pub name: String,
    /// Title of the agreement, where one could be told.
    pub title: Option<String>,
    /// `markdown`, `text`, `html`, `docx`, `pdf`.
    pub format: String,
    /// `en` or `zh`.
    pub language: String,
    /// Version of the library it was reviewed with.
    pub library_version: String,
    /// Outline.
    pub outline: Vec<OutlineNode>,
    /// Text.
    pub blocks: Vec<BlockView>,
    /// Pages of a PDF; empty for other formats.
    pub pages: Vec<PageView>,
    /// Tracked changes of a Word file.
    pub changes: Vec<ChangeView>,
    /// Comments of a Word file.
    pub comments: Vec<CommentView>,
    /// Words that are not printed in the flow of the text.
    pub asides: Vec<AsideView>,
    /// Text that comes from text recognition.
    pub recognised: Vec<RecognisedView>,
    /// Terms that the agreement defines.
    pub definitions: Vec<DefinitionView>,
    /// References to other places.
    pub references: Vec<ReferenceView>,
    /// In text order.
    pub findings: Vec<FindingView>,
    /// Highest severity first.
    pub absent: Vec<AbsentView>,
    /// What could not be read.
    pub unread: Vec<UnreadView>,
    /// Things the user should know: no outline, mixed languages.
    pub warnings: Vec<WarningView>,
}

/// A position on screen.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export_to = "types.ts")]
pub struct PositionView {
    /// What to ask for.
    pub text_en: String,
    /// The same in Chinese.
    pub text_zh: String,
    /// Wording in English.
    pub wording_en: String,
    /// Wording in Chinese.
    pub wording_zh: String,
}

/// A law card on screen.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export_to = "types.ts")]
pub struct LawView {
    /// Id.
    pub id: String,
    /// Title in English.
    pub title_en: String,
    /// Title in Chinese.
    pub title_zh: String,
    /// Jurisdiction.
    pub jurisdiction: String,
    /// Citation.
    pub citation: String,
    /// `V`, `P` or `S`.
    pub evidence: String,
    /// What it says, in English.
    pub text_en: String,
    /// What it says, in Chinese.
    pub text_zh: String,
}

/// A clause type on screen.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export_to = "types.ts")]
pub struct ClauseTypeView {
    /// Id.
    pub id: String,
    /// Family.
    pub family: String,
    /// Id in the taxonomy.
    pub taxonomy: String,
    /// Title in English.
    pub title_en: String,
    /// Title in Chinese.
    pub title_zh: String,
    /// What it is. Texts of an entry are plain: paragraphs parted by an empty line, list items with `•`.
    pub what_en: String,
    /// What it is, in Chinese.
    pub what_zh: String,
    /// Why it matters.
    pub why_en: String,
    /// Why it matters, in Chinese.
    pub why_zh: String,
    /// What the other side says.
    pub other_side_en: String,
    /// What the other side says, in Chinese.
    pub other_side_zh: String,
    /// Preferred position.
    pub preferred: PositionView,
    /// Fallback.
    pub fallback: PositionView,
    /// Walk away.
    pub walk_away: PositionView,
    /// Law cards.
    pub law: Vec<LawView>,
}
