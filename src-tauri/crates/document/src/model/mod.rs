//! The one shape every format is read into.
//!
//! A [`Document`] has one string, [`Document::text`], and everything else points into it by byte range: blocks,
//! clauses, sentences, table cells. Segments map ranges of that string back to the source, so that a finding can be
//! shown where the file has it.

use serde::{Deserialize, Serialize};

mod links;
mod notes;
mod pages;

pub use links::{Definition, DefinitionKind, Reference, Target};
pub use notes::{Aside, AsideKind, Change, ChangeKind, Comment};
pub use pages::{Page, Recognised, RecognisedPage, RecognisedWord};

/// A byte range in [`Document::text`], end exclusive, always on character boundaries.
///
/// Serialised as `[start, end]`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(from = "(usize, usize)", into = "(usize, usize)")]
pub struct TextRange {
    /// First byte.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
}

impl TextRange {
    /// A range from `start` to `end`.
    #[must_use]
    pub const fn new(start: usize, end: usize) -> Self {
        Self { start, end }
    }
    /// Length in bytes.
    #[must_use]
    pub const fn len(self) -> usize {
        self.end.saturating_sub(self.start)
    }
    /// Whether the range holds no byte.
    #[must_use]
    pub const fn is_empty(self) -> bool {
        self.end <= self.start
    }
    /// Whether `other` lies wholly inside.
    #[must_use]
    pub const fn contains(self, other: Self) -> bool {
        self.start <= other.start && other.end <= self.end
    }
    /// Whether the two share at least one byte.
    #[must_use]
    pub const fn overlaps(self, other: Self) -> bool {
        self.start < other.end && other.start < self.end
    }
    /// The smallest range that holds both.
    #[must_use]
    pub fn cover(self, other: Self) -> Self {
        Self::new(self.start.min(other.start), self.end.max(other.end))
    }
}

impl From<(usize, usize)> for TextRange {
    fn from((start, end): (usize, usize)) -> Self {
        Self { start, end }
    }
}

impl From<TextRange> for (usize, usize) {
    fn from(r: TextRange) -> Self {
        (r.start, r.end)
    }
}

/// The format a file was read as.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Format {
    /// Markdown or MDX.
    Markdown,
    /// Plain text.
    Text,
    /// HTML.
    Html,
    /// Word, Office Open XML.
    Docx,
    /// PDF with text.
    Pdf,
}

/// The language most of a document (or of a block) is written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Language {
    /// English.
    En,
    /// Chinese, simplified or traditional.
    Zh,
}

impl Language {
    /// `en` or `zh`.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::En => "en",
            Self::Zh => "zh",
        }
    }
}

/// Where a stretch of text stands in the source file.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "lowercase")]
pub enum Source {
    /// Byte range in the file's UTF-8 text after decoding (Markdown, HTML, plain text). A leading byte-order mark
    /// counts as text.
    Bytes {
        /// First byte.
        start: usize,
        /// One past the last byte.
        end: usize,
    },
    /// A run of a Word file.
    Docx {
        /// Package part, such as `word/document.xml`.
        part: String,
        /// Paragraph within the part, counted from 0.
        paragraph: usize,
        /// Run within the paragraph, counted from 0.
        run: usize,
        /// Byte range of the text content inside the part's XML.
        start: usize,
        /// One past the last byte.
        end: usize,
    },
    /// A stretch of one line on a PDF page.
    Pdf {
        /// Page, counted from 1.
        page: usize,
        /// Left, bottom, right, top in PDF points.
        bbox: [f32; 4],
    },
}

/// A stretch of [`Document::text`] and the stretch of the source that it came from.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Segment {
    /// Where in the text.
    pub text: TextRange,
    /// Where in the source.
    pub source: Source,
}

/// What a block is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "kebab-case")]
pub enum BlockKind {
    /// A heading, however it was marked (`#`, Word style, underline, a bold line of its own).
    Heading {
        /// 1 is the highest.
        level: u8,
    },
    /// A paragraph.
    Paragraph,
    /// An item of a list: by the format's own list mark-up or by its printed label.
    ListItem {
        /// 1 is the outermost list.
        depth: u8,
    },
    /// A table; its cells are in [`Block::table`].
    Table,
    /// Code or preformatted text.
    Code,
    /// Page header, footer, page number, navigation: kept apart, not searched for clauses.
    Furniture,
    /// An entry of a table of contents: shown, not searched for clauses.
    Contents,
}

/// The printed label of a block: `9.2`, `(a)`, `第三条`, `一、`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Label {
    /// As printed, without surrounding blanks: `1.1`, `(a)`, `第三条`, `Section 4`.
    pub text: String,
    /// Where it stands in [`Document::text`]; `None` where the format numbers by itself (Word lists, `<ol>`).
    pub range: Option<TextRange>,
}

/// A stretch of a block that is emphasised in the source.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Emphasis {
    /// Where in the text.
    pub range: TextRange,
    /// Bold.
    pub bold: bool,
    /// Underlined, or marked with dots below as Chinese text is.
    pub underline: bool,
    /// Italic.
    pub italic: bool,
}

/// One cell of a table.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cell {
    /// Row, counted from 0.
    pub row: usize,
    /// Column, counted from 0, after merged cells have taken their places.
    pub column: usize,
    /// Rows covered, at least 1.
    pub row_span: usize,
    /// Columns covered, at least 1.
    pub column_span: usize,
    /// Whether it is a header cell.
    pub header: bool,
    /// Its text, inside the block's range.
    pub range: TextRange,
}

/// The cells of a table block. In the text, cells of a row are parted by a tab and rows by a line feed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Table {
    /// Number of rows.
    pub rows: usize,
    /// Number of columns.
    pub columns: usize,
    /// In reading order.
    pub cells: Vec<Cell>,
}

/// The part of a document that a block belongs to. Word keeps several beside its body; the others have only a body and
/// what is printed at the edges of pages.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Story {
    /// The running text.
    #[default]
    Body,
    /// A footnote.
    Footnote,
    /// An endnote.
    Endnote,
    /// A text box or the text of a drawn shape.
    TextBox,
    /// The head of a page.
    Header,
    /// The foot of a page.
    Footer,
}

/// A paragraph, heading, list item or table.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Block {
    /// What it is.
    pub kind: BlockKind,
    /// The part of the document that it belongs to.
    pub story: Story,
    /// Its text in [`Document::text`], a printed label included where the source has it as text.
    pub range: TextRange,
    /// Its printed label, if any.
    pub label: Option<Label>,
    /// The text after the label: equals `range` where there is no label in the text.
    pub body: TextRange,
    /// Emphasised stretches, in order.
    pub emphasis: Vec<Emphasis>,
    /// For [`BlockKind::Table`].
    pub table: Option<Table>,
    /// The clause it belongs to: index into [`Document::clauses`].
    pub clause: Option<usize>,
    /// The block that introduces this list item or table ("The following are excluded:"): index into
    /// [`Document::blocks`].
    pub lead_in: Option<usize>,
}

/// A node of the outline: a numbered clause, or a heading without a number.
///
/// Numbers are labels, not keys: real agreements repeat and misnumber them. A clause is known by its index.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Clause {
    /// Its own printed label (`(a)`, `9.2`, `第三条`), if it has one.
    pub label: Option<String>,
    /// The number a person would cite: `9.2(a)`, `第三条（一）`; the label joined to its parents' where the label alone
    /// does not say it. `None` for a heading without a number.
    pub number: Option<String>,
    /// Its heading, without the label; for a run-in heading ("**Term**. This Agreement ...") only the heading words.
    pub heading: Option<String>,
    /// Depth in the outline, 1 for the top.
    pub level: u8,
    /// Index of the enclosing clause.
    pub parent: Option<usize>,
    /// First block.
    pub first_block: usize,
    /// One past the last block, sub-clauses included.
    pub end_block: usize,
}

/// What a [`Sentence`] is part of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum SentenceKind {
    /// A sentence of a paragraph or list item.
    Prose,
    /// A heading.
    Heading,
    /// One row of a table, header rows included.
    Row,
}

/// The unit that patterns look at: a sentence without its label, a heading, or a table row.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sentence {
    /// Where in the text, blanks trimmed.
    pub range: TextRange,
    /// Index of its block.
    pub block: usize,
    /// What it is part of.
    pub kind: SentenceKind,
}

/// Something the reader saw but could not read as text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Unread {
    /// Where: `page 3`, `image "formula.png"`.
    pub place: String,
    /// The PDF page that text recognition (OCR) could read, counted from 1; `None` where it would not help.
    pub scanned_page: Option<usize>,
    /// Why, in one sentence, with what to do about it.
    pub reason: String,
}

/// A file read into text with its structure.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Document {
    /// The name or path it was given under; for messages only.
    pub source: String,
    /// What it was read as.
    pub format: Format,
    /// The language most of it is in.
    pub language: Language,
    /// Name of the text encoding it was decoded from (`UTF-8`, `gb18030`); `None` for Word and PDF.
    pub encoding: Option<String>,
    /// Lower-case hexadecimal SHA-256 of the file's bytes.
    pub sha256: String,
    /// Its title, where one could be told.
    pub title: Option<String>,
    /// All text: the blocks' texts, each followed by a line feed.
    pub text: String,
    /// In reading order; ranges ascend and do not overlap.
    pub blocks: Vec<Block>,
    /// The outline in document order. Empty where no clause was recognised: callers must say so.
    pub clauses: Vec<Clause>,
    /// In reading order. [`BlockKind::Furniture`], [`BlockKind::Contents`] and code have none.
    pub sentences: Vec<Sentence>,
    /// Text to source, ascending by text range.
    pub segments: Vec<Segment>,
    /// Pages of a PDF; empty for other formats.
    pub pages: Vec<Page>,
    /// Text of scanned pages that came from text recognition, ascending by range.
    pub recognised: Vec<Recognised>,
    /// Tracked changes of a Word file, in the order of the text.
    pub changes: Vec<Change>,
    /// Comments of a Word file, in the order of the text.
    pub comments: Vec<Comment>,
    /// Text that the file carries without printing it in its flow, in the order of the text.
    pub asides: Vec<Aside>,
    /// Terms that the document defines, in the order of the text.
    pub definitions: Vec<Definition>,
    /// What the document refers to, in the order of the text.
    pub references: Vec<Reference>,
    /// What could not be read.
    pub unread: Vec<Unread>,
}

impl Document {
    /// A document with nothing in it yet.
    #[must_use]
    pub fn new(source: impl Into<String>, format: Format) -> Self {
        Self {
            source: source.into(),
            format,
            language: Language::En,
            encoding: None,
            sha256: String::new(),
            title: None,
            text: String::new(),
            blocks: Vec::new(),
            clauses: Vec::new(),
            sentences: Vec::new(),
            segments: Vec::new(),
            pages: Vec::new(),
            recognised: Vec::new(),
            changes: Vec::new(),
            comments: Vec::new(),
            asides: Vec::new(),
            definitions: Vec::new(),
            references: Vec::new(),
            unread: Vec::new(),
        }
    }

    /// The text of a range.
    ///
    /// A range that does not fit this document gives an empty string.
    #[must_use]
    pub fn slice(&self, range: TextRange) -> &str {
        self.text.get(range.start..range.end).unwrap_or("")
    }

    /// The segments that overlap `range`, in order.
    pub fn segments_in(&self, range: TextRange) -> impl Iterator<Item = &Segment> {
        let first = self.segments.partition_point(|s| s.text.end <= range.start);
        self.segments[first..]
            .iter()
            .take_while(move |s| s.text.start < range.end)
            .filter(move |s| s.text.overlaps(range))
    }

    /// The byte range in the source's UTF-8 text that `range` stands at; `None` for Word and PDF.
    #[must_use]
    pub fn source_range(&self, range: TextRange) -> Option<(usize, usize)> {
        let mut found: Option<(usize, usize)> = None;
        for s in self.segments_in(range) {
            let Source::Bytes { start, end } = s.source else { return None };
            // Where text and source have the same length (the rule) the cut is exact; else the whole segment counts.
            let exact = end - start == s.text.len();
            let from = if exact { start + range.start.saturating_sub(s.text.start) } else { start };
            let to = if exact { end - s.text.end.saturating_sub(range.end) } else { end };
            found = Some(found.map_or((from, to), |(a, b)| (a.min(from), b.max(to))));
        }
        found
    }

    /// The index of the clause that holds `block`, and those around it, innermost first.
    pub fn clause_path(&self, block: usize) -> impl Iterator<Item = usize> + '_ {
        let first = self.blocks.get(block).and_then(|b| b.clause);
        std::iter::successors(first, |&c| self.clauses.get(c).and_then(|c| c.parent))
    }

    /// The block that holds the byte at `at`.
    #[must_use]
    pub fn block_at(&self, at: usize) -> Option<usize> {
        let i = self.blocks.partition_point(|b| b.range.end <= at);
        self.blocks.get(i).filter(|b| b.range.start <= at).map(|_| i)
    }
}
