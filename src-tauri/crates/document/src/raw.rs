//! What a format's reader hands over: blocks in reading order, before labels, outline and sentences are worked out.

use crate::{AsideKind, BlockKind, ChangeKind, Format, Page, RecognisedPage, Source, Story, TextRange, Unread};

/// A block as the format gives it. All ranges are byte ranges in `text` (this block's own), end exclusive.
#[derive(Clone, Debug)]
pub(crate) struct RawBlock {
    /// What the format says it is. Plain paragraphs may still become headings or list items by their printed label.
    pub(crate) kind: BlockKind,
    /// Its text, without a label that the format prints by itself. May hold line feeds where the source has line
    /// breaks that could matter (plain text, Markdown soft breaks): the structure pass splits or joins there.
    pub(crate) text: String,
    /// Text ranges with their source, ascending.
    pub(crate) pieces: Vec<(TextRange, Source)>,
    /// A label that the format prints by itself (Word numbering, `<ol>`).
    pub(crate) auto_label: Option<String>,
    /// Outline level that the format knows of (Word outline level or list level, list depth), 1 the highest.
    pub(crate) level: Option<u8>,
    /// Emphasised ranges.
    pub(crate) emphasis: Vec<crate::Emphasis>,
    /// For tables: cells in `text`, parted by tabs and line feeds.
    pub(crate) table: Option<crate::Table>,
    /// The part of the document that it belongs to.
    pub(crate) story: Story,
    /// Where notes stand: a range of the text, or an empty one for a point, with an index into [`Raw::notes`]. A note
    /// may stand in several blocks.
    pub(crate) notes: Vec<(TextRange, usize)>,
}

/// What people wrote beside the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Note {
    /// A tracked change and its words.
    Change { kind: ChangeKind, author: Option<String>, date: Option<String>, text: String },
    /// A comment.
    Comment { author: Option<String>, date: Option<String>, text: String },
    /// Words that are not printed.
    Aside { kind: AsideKind, text: String },
}

impl Raw {
    /// Nothing yet.
    pub(crate) const fn new(format: Format) -> Self {
        Self {
            format,
            encoding: None,
            title: None,
            blocks: Vec::new(),
            notes: Vec::new(),
            pages: Vec::new(),
            recognised: Vec::new(),
            unread: Vec::new(),
        }
    }
}

/// All that a format's reader hands over.
#[derive(Clone, Debug)]
pub(crate) struct Raw {
    /// What it was read as.
    pub(crate) format: Format,
    /// How the text was decoded, for text formats.
    pub(crate) encoding: Option<String>,
    /// Title from the file's own metadata or front matter.
    pub(crate) title: Option<String>,
    /// The blocks.
    pub(crate) blocks: Vec<RawBlock>,
    /// Changes, comments and words that are not printed; the blocks say where they stand. One that no block names
    /// stands at the end of the text.
    pub(crate) notes: Vec<Note>,
    /// Pages of a PDF.
    pub(crate) pages: Vec<Page>,
    /// Pages whose text is from text recognition, for their confidence.
    pub(crate) recognised: Vec<RecognisedPage>,
    /// What could not be read.
    pub(crate) unread: Vec<Unread>,
}
