//! Tables of a story.

use super::{RawCell, Row, StoryNode, StoryReader};
use crate::Error;
use crate::docx::xml::{Node, Vocabulary::Compatibility, Vocabulary::Word};

/// Most grid columns one cell may cover; Word itself allows 63.
const MAX_SPAN: usize = 64;

impl StoryReader<'_> {
    pub(super) fn table(&mut self, out: &mut Vec<StoryNode>) -> Result<(), Error> {
        let mut rows = Vec::new();
        self.rows(&mut rows)?;
        rows.retain(|row| !row.deleted);
        out.push(StoryNode::Table(rows));
        Ok(())
    }

    fn rows(&mut self, rows: &mut Vec<Row>) -> Result<(), Error> {
        loop {
            match self.cursor.next()? {
                Node::Open(e) => match e.name() {
                    (Word, "tr") => {
                        let mut row = Row::default();
                        self.cells(&mut row)?;
                        rows.push(row);
                    }
                    (Word, "sdt") => self.content_control(|this| this.rows(rows))?,
                    (Word, "ins" | "moveTo" | "customXml") => self.rows(rows)?,
                    (Compatibility, "AlternateContent") => self.alternative(|this| this.rows(rows))?,
                    _ => self.cursor.skip()?,
                },
                Node::Close | Node::End => return Ok(()),
                _ => {}
            }
        }
    }

    fn cells(&mut self, row: &mut Row) -> Result<(), Error> {
        loop {
            match self.cursor.next()? {
                Node::Open(e) => match e.name() {
                    (Word, "tc") => {
                        let mut cell = RawCell { span: 1, ..RawCell::default() };
                        self.cell(&mut cell)?;
                        row.cells.push(cell);
                    }
                    (Word, "trPr") => self.row_properties(row)?,
                    (Word, "sdt") => self.content_control(|this| this.cells(row))?,
                    (Word, "ins" | "moveTo" | "customXml") => self.cells(row)?,
                    (Compatibility, "AlternateContent") => self.alternative(|this| this.cells(row))?,
                    _ => self.cursor.skip()?,
                },
                Node::Close | Node::End => return Ok(()),
                _ => {}
            }
        }
    }

    fn row_properties(&mut self, row: &mut Row) -> Result<(), Error> {
        loop {
            match self.cursor.next()? {
                Node::Open(e) => {
                    match e.name() {
                        (Word, "gridBefore") => row.before = e.number("val").unwrap_or(0).min(MAX_SPAN),
                        (Word, "tblHeader") => row.header = e.is_on(),
                        (Word, "del") => row.deleted = true,
                        _ => {}
                    }
                    self.cursor.skip()?;
                }
                Node::Close | Node::End => return Ok(()),
                _ => {}
            }
        }
    }

    fn cell(&mut self, cell: &mut RawCell) -> Result<(), Error> {
        loop {
            match self.cursor.next()? {
                Node::Open(e) => match e.name() {
                    (Word, "tcPr") => self.cell_properties(cell)?,
                    _ => self.block(&e, &mut cell.nodes)?,
                },
                Node::Close | Node::End => return Ok(()),
                _ => {}
            }
        }
    }

    fn cell_properties(&mut self, cell: &mut RawCell) -> Result<(), Error> {
        loop {
            match self.cursor.next()? {
                Node::Open(e) => {
                    match e.name() {
                        (Word, "gridSpan") => cell.span = e.number("val").unwrap_or(1).clamp(1, MAX_SPAN),
                        // Without a value the cell continues the one above.
                        (Word, "vMerge") => cell.continues = e.attribute("val").as_deref() != Some("restart"),
                        // Horizontal merge of old files: joined to the cell before.
                        (Word, "hMerge") if e.attribute("val").as_deref() != Some("restart") => cell.span = 0,
                        _ => {}
                    }
                    self.cursor.skip()?;
                }
                Node::Close | Node::End => return Ok(()),
                _ => {}
            }
        }
    }
}
