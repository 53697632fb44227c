//! One story of a Word file (body, footnotes, a header) as paragraphs and tables, read from its XML.
//!
//! Text is taken as it is printed in the view that was asked for: of a field only its result, of alternative contents
//! only the first, of a phonetic guide only the base text, no hidden text. What is not printed is kept beside the text.

mod beside;
mod math;
mod runs;
mod tables;

use std::ops::Range;

pub(super) use beside::{Beside, NoteAt};

use super::notes::{Marker, NoteText};
use super::revisions::Revision;
use super::styles::{Marks, ParagraphProperties, Styles};
use super::xml::{Cursor, Element, Node, Part, Vocabulary::Compatibility, Vocabulary::Math, Vocabulary::Word, damaged};
use crate::{AsideKind, Error, Revisions};

/// Most paragraphs read from one part. The longest agreements have some ten thousand; the limit bounds memory for a
/// part made of empty elements.
const MAX_PARAGRAPHS: usize = 500_000;
/// Most stretches of text, notes, rows and cells taken from one part, for the same reason.
const MAX_PIECES: usize = 1_000_000;

/// A stretch of a paragraph's text that comes from one place of the XML.
///
/// Text and source have the same bytes, or the piece is a single character written in another way (`&amp;`, `<w:tab/>`,
/// a no-break space).
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Piece {
    /// Bytes of [`Paragraph::text`].
    pub(super) text: Range<usize>,
    /// Run within its paragraph.
    pub(super) run: usize,
    /// Paragraph within the part: differs within a paragraph that was joined from several.
    pub(super) paragraph: usize,
    /// Bytes of the part.
    pub(super) source: Range<usize>,
    pub(super) marks: Marks,
    /// Font size in half points.
    pub(super) size: u32,
}

/// A picture or embedded object.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Picture {
    /// Its name or description as Word has it, or what kind of object it is.
    pub(super) name: String,
    /// Whether it is an embedded object (such as an old equation) and not a plain picture.
    pub(super) object: bool,
}

/// A paragraph.
#[derive(Clone, Debug, Default)]
pub(super) struct Paragraph {
    /// Counted from 0 over all `w:p` of the part.
    pub(super) index: usize,
    pub(super) properties: ParagraphProperties,
    pub(super) text: String,
    pub(super) pieces: Vec<Piece>,
    pub(super) pictures: Vec<Picture>,
    /// In the order of the part.
    pub(super) notes: Vec<NoteAt>,
    /// Part of a table of contents.
    pub(super) contents: bool,
    runs: usize,
}

/// A cell of a table as the XML has it.
#[derive(Clone, Debug, Default)]
pub(super) struct RawCell {
    pub(super) span: usize,
    /// Continues the cell above.
    pub(super) continues: bool,
    pub(super) nodes: Vec<StoryNode>,
}

/// A row of a table.
#[derive(Clone, Debug, Default)]
pub(super) struct Row {
    pub(super) cells: Vec<RawCell>,
    /// Grid columns left out before the first cell.
    pub(super) before: usize,
    /// Repeated at the top of each page.
    pub(super) header: bool,
}

/// What a story is made of.
#[derive(Clone, Debug)]
pub(super) enum StoryNode {
    Paragraph(Box<Paragraph>),
    Table(Vec<Row>),
    /// Text boxes anchored in the paragraph before.
    TextBox(Vec<StoryNode>),
    /// Contents kept in another format inside the package, which are not read.
    Foreign(String),
}

/// Where the reader is inside a complex field.
#[derive(Clone, Debug, Default)]
struct Field {
    /// After the separator: what is printed.
    in_result: bool,
    instruction: String,
    /// What a form field shows when it has no result of its own.
    form: Option<String>,
    /// Whether a field around it is a table of contents. Only the innermost field changes, so this stays true.
    in_contents: bool,
    /// Whether it stands in an instruction of a field around it.
    in_instruction: bool,
}

impl Field {
    /// Inside of another one.
    fn inside(outer: Option<&Self>, form: Option<String>) -> Self {
        let in_contents = outer.is_some_and(Self::is_contents);
        let in_instruction = outer.is_some_and(Self::is_instruction);
        Self { form, in_contents, in_instruction, ..Self::default() }
    }

    /// Whether what is read now belongs to a table of contents.
    fn is_contents(&self) -> bool {
        let name = self.instruction.split_whitespace().next();
        self.in_contents || (self.in_result && name.is_some_and(|n| n.eq_ignore_ascii_case("TOC")))
    }

    /// Whether what is read now is an instruction and not printed.
    fn is_instruction(&self) -> bool {
        self.in_instruction || !self.in_result
    }
}

/// Reads one part.
pub(super) struct StoryReader<'a> {
    cursor: Cursor<'a>,
    styles: &'a Styles,
    view: Revisions,
    fields: Vec<Field>,
    /// Content controls open that hold a table of contents.
    in_contents: usize,
    /// Tracked changes open, the outermost first.
    revisions: Vec<Revision>,
    /// Notes met between paragraphs, for the next one.
    adrift: Vec<NoteAt>,
    /// Gives the marks of footnotes and endnotes; only the body has such.
    marker: Option<&'a mut Marker>,
    /// Counted against [`MAX_PIECES`].
    pieces: usize,
}

impl<'a> StoryReader<'a> {
    pub(super) fn new(part: &'a Part, styles: &'a Styles, view: Revisions) -> Self {
        Self {
            cursor: Cursor::new(part),
            styles,
            view,
            fields: Vec::new(),
            in_contents: 0,
            revisions: Vec::new(),
            adrift: Vec::new(),
            marker: None,
            pieces: 0,
        }
    }

    /// With footnotes and endnotes marked where they are referred to.
    pub(super) fn marking(mut self, marker: &'a mut Marker) -> Self {
        self.marker = Some(marker);
        self
    }

    /// All paragraphs and tables of the part.
    ///
    /// # Errors
    /// [`Error::Damaged`] where the XML is broken.
    pub(super) fn read(mut self) -> Result<Vec<StoryNode>, Error> {
        let mut nodes = Vec::new();
        loop {
            match self.cursor.next()? {
                Node::Open(e) => match e.name() {
                    // The root, and what wraps the blocks of each kind of part.
                    (Word, "document" | "body" | "hdr" | "ftr") => {}
                    _ => self.block(&e, &mut nodes)?,
                },
                Node::End => {
                    self.land(&mut nodes);
                    return Ok(nodes);
                }
                _ => {}
            }
        }
    }

    /// All notes of a part of footnotes, endnotes or comments, in its order.
    ///
    /// # Errors
    /// [`Error::Damaged`] where the XML is broken.
    pub(super) fn read_notes(mut self) -> Result<Vec<NoteText>, Error> {
        let mut notes = Vec::new();
        loop {
            match self.cursor.next()? {
                Node::Open(e) => match e.name() {
                    (Word, "footnotes" | "endnotes" | "comments") => {}
                    (Word, "footnote" | "endnote" | "comment") => {
                        let mut nodes = Vec::new();
                        self.flow(&mut nodes)?;
                        self.land(&mut nodes);
                        self.fields.clear();
                        notes.push(NoteText {
                            id: e.attribute("id").unwrap_or_default(),
                            separator: e.attribute("type").is_some_and(|t| t != "normal"),
                            author: e.attribute("author"),
                            date: e.attribute("date"),
                            nodes,
                        });
                    }
                    _ => self.cursor.skip()?,
                },
                Node::End => return Ok(notes),
                _ => {}
            }
        }
    }

    /// All words of the part, wherever they stand.
    ///
    /// # Errors
    /// [`Error::Damaged`] where the XML is broken.
    pub(super) fn read_words(mut self) -> Result<String, Error> {
        self.words()
    }

    /// Notes that no paragraph followed get one of their own, without text.
    fn land(&mut self, nodes: &mut Vec<StoryNode>) {
        if !self.adrift.is_empty() {
            let notes = std::mem::take(&mut self.adrift);
            nodes.push(StoryNode::Paragraph(Box::new(Paragraph { notes, ..Paragraph::default() })));
        }
    }

    /// Counts parts of the document against the limit.
    fn count(&mut self, more: usize) -> Result<(), Error> {
        self.pieces = self.pieces.saturating_add(more);
        if self.pieces <= MAX_PIECES {
            return Ok(());
        }
        let what = format!("the part is cut into over {MAX_PIECES} pieces, which no agreement is");
        Err(damaged(self.cursor.part(), self.cursor.position(), &what))
    }

    /// Reads blocks up to the end of the element that is open.
    fn flow(&mut self, out: &mut Vec<StoryNode>) -> Result<(), Error> {
        loop {
            match self.cursor.next()? {
                Node::Open(e) => self.block(&e, out)?,
                Node::Close | Node::End => return Ok(()),
                _ => {}
            }
        }
    }

    fn block(&mut self, e: &Element<'_>, out: &mut Vec<StoryNode>) -> Result<(), Error> {
        match e.name() {
            (Word, "p") => self.paragraph(out),
            (Word, "tbl") => self.table(out),
            (Word, "sdt") => self.content_control(|this| this.flow(out)),
            (Word, "customXml" | "smartTag") => self.flow(out),
            (Word, "ins" | "del" | "moveTo" | "moveFrom") => match Revision::kind(e.name().1) {
                Some(kind) => self.changed(e, kind, |this| this.flow(out)),
                None => self.flow(out),
            },
            (Compatibility, "AlternateContent") => self.alternative(|this| this.flow(out)),
            (Math, "oMathPara" | "oMath") => {
                let notes = std::mem::take(&mut self.adrift);
                let mut paragraph = Paragraph { index: self.cursor.paragraphs(), notes, ..Paragraph::default() };
                self.formula(&mut paragraph)?;
                out.push(StoryNode::Paragraph(Box::new(paragraph)));
                Ok(())
            }
            (Word, "altChunk" | "subDoc") => {
                out.push(StoryNode::Foreign(e.attribute("id").unwrap_or_default()));
                self.cursor.skip()
            }
            _ => {
                if let Some(comment) = Self::comment_of(e) {
                    self.note_comment_between(e, comment, out);
                }
                self.set_aside(None, AsideKind::Unplaced)
            }
        }
    }

    /// Reads a content control; `content` reads what is in it.
    fn content_control(&mut self, mut content: impl FnMut(&mut Self) -> Result<(), Error>) -> Result<(), Error> {
        let mut contents = false;
        loop {
            match self.cursor.next()? {
                Node::Open(e) => match e.name() {
                    (Word, "sdtPr") => contents = self.is_contents_control()?,
                    (Word, "sdtContent") => {
                        self.in_contents += usize::from(contents);
                        content(self)?;
                        self.in_contents -= usize::from(contents);
                    }
                    _ => self.cursor.skip()?,
                },
                Node::Close | Node::End => return Ok(()),
                _ => {}
            }
        }
    }

    fn is_contents_control(&mut self) -> Result<bool, Error> {
        let mut found = false;
        let mut open = 0_usize;
        loop {
            match self.cursor.next()? {
                Node::Open(e) => {
                    open += 1;
                    if e.name() == (Word, "docPartGallery") {
                        found |= e.attribute("val").as_deref() == Some("Table of Contents");
                    }
                }
                Node::Close if open > 0 => open -= 1,
                Node::Close | Node::End => return Ok(found),
                _ => {}
            }
        }
    }

    /// Reads the first alternative that there is; the words of the others are kept beside the text.
    fn alternative(&mut self, mut content: impl FnMut(&mut Self) -> Result<(), Error>) -> Result<(), Error> {
        let mut taken = false;
        loop {
            match self.cursor.next()? {
                Node::Open(e) => match e.name() {
                    (Compatibility, "Choice" | "Fallback") if !taken => {
                        taken = true;
                        content(self)?;
                    }
                    _ => self.set_aside(None, AsideKind::Alternative)?,
                },
                Node::Close | Node::End => return Ok(()),
                _ => {}
            }
        }
    }

    fn paragraph(&mut self, out: &mut Vec<StoryNode>) -> Result<(), Error> {
        let index = self.cursor.paragraphs().saturating_sub(1);
        if index >= MAX_PARAGRAPHS {
            let what = format!("the part has over {MAX_PARAGRAPHS} paragraphs, which no agreement has");
            return Err(damaged(self.cursor.part(), self.cursor.position(), &what));
        }
        let contents = self.in_contents > 0 || self.fields.last().is_some_and(Field::is_contents);
        let notes = std::mem::take(&mut self.adrift);
        let mut paragraph = Paragraph { index, contents, notes, ..Paragraph::default() };
        // Text boxes anchored here follow as blocks of their own.
        let mut boxes = Vec::new();
        self.inline(&mut paragraph, &mut boxes)?;
        self.note_end(&mut paragraph);
        self.count(paragraph.pieces.len() + paragraph.notes.len())?;
        out.push(StoryNode::Paragraph(Box::new(paragraph)));
        if !boxes.is_empty() {
            out.push(StoryNode::TextBox(boxes));
        }
        Ok(())
    }
}
