//! One story of a Word file (body, footnotes, a header) as paragraphs and tables, read from its XML.
//!
//! Text is taken as a reader of the accepted document sees it: insertions in, deletions and hidden text out, of a field
//! only its result, of alternative contents only the first, of a phonetic guide only the base text.

mod math;
mod runs;
mod tables;

use std::ops::Range;

use super::styles::{Marks, ParagraphProperties, Styles};
use super::xml::{Cursor, Element, Node, Part, Vocabulary::Compatibility, Vocabulary::Math, Vocabulary::Word, damaged};
use crate::Error;

/// Most paragraphs read from one part. The longest agreements have some ten thousand; the limit bounds memory for a
/// part made of empty elements.
const MAX_PARAGRAPHS: usize = 500_000;

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
    deleted: bool,
}

/// What a story is made of.
#[derive(Clone, Debug)]
pub(super) enum StoryNode {
    Paragraph(Box<Paragraph>),
    Table(Vec<Row>),
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
}

impl Field {
    /// Whether what is read now belongs to a table of contents.
    fn is_contents(&self) -> bool {
        let name = self.instruction.split_whitespace().next();
        self.in_result && name.is_some_and(|n| n.eq_ignore_ascii_case("TOC"))
    }
}

/// Reads one part.
pub(super) struct StoryReader<'a> {
    cursor: Cursor<'a>,
    styles: &'a Styles,
    fields: Vec<Field>,
    /// Content controls open that hold a table of contents.
    in_contents: usize,
}

impl<'a> StoryReader<'a> {
    pub(super) fn new(part: &'a Part, styles: &'a Styles) -> Self {
        Self { cursor: Cursor::new(part), styles, fields: Vec::new(), in_contents: 0 }
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
                    (Word, "document" | "body" | "hdr" | "ftr" | "footnotes" | "endnotes") => {}
                    (Word, "footnote" | "endnote") => {
                        // Separators and continuation notices are no notes.
                        if e.attribute("type").is_some_and(|t| t != "normal") {
                            self.cursor.skip()?;
                        }
                    }
                    _ => self.block(&e, &mut nodes)?,
                },
                Node::End => return Ok(nodes),
                _ => {}
            }
        }
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
            (Word, "ins" | "moveTo" | "customXml" | "smartTag") => self.flow(out),
            (Compatibility, "AlternateContent") => self.alternative(|this| this.flow(out)),
            (Math, "oMathPara" | "oMath") => {
                let mut paragraph = Paragraph { index: self.cursor.paragraphs(), ..Paragraph::default() };
                self.math(&mut paragraph)?;
                out.push(StoryNode::Paragraph(Box::new(paragraph)));
                Ok(())
            }
            (Word, "altChunk" | "subDoc") => {
                out.push(StoryNode::Foreign(e.attribute("id").unwrap_or_default()));
                self.cursor.skip()
            }
            _ => self.cursor.skip(),
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

    /// Reads the first alternative that there is.
    fn alternative(&mut self, mut content: impl FnMut(&mut Self) -> Result<(), Error>) -> Result<(), Error> {
        let mut taken = false;
        loop {
            match self.cursor.next()? {
                Node::Open(e) => match e.name() {
                    (Compatibility, "Choice" | "Fallback") if !taken => {
                        taken = true;
                        content(self)?;
                    }
                    _ => self.cursor.skip()?,
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
        let contents = self.in_contents > 0 || self.fields.iter().any(Field::is_contents);
        let mut paragraph = Paragraph { index, contents, ..Paragraph::default() };
        // Text boxes anchored here follow as paragraphs of their own.
        let mut boxes = Vec::new();
        self.inline(&mut paragraph, &mut boxes, false)?;
        out.push(StoryNode::Paragraph(Box::new(paragraph)));
        out.append(&mut boxes);
        Ok(())
    }
}
