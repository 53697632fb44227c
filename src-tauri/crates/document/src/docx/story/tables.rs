//! Tables of a story.

use super::{NoteAt, RawCell, Row, StoryNode, StoryReader};
use crate::docx::revisions::Revision;
use crate::docx::xml::{Element, Node, Vocabulary::Compatibility, Vocabulary::Word};
use crate::{AsideKind, Error};

/// Most grid columns one cell may cover; Word itself allows 63.
const MAX_SPAN: usize = 64;

impl StoryReader<'_> {
    pub(super) fn table(&mut self, out: &mut Vec<StoryNode>) -> Result<(), Error> {
        let mut rows = Vec::new();
        self.rows(&mut rows)?;
        if !rows.is_empty() {
            out.push(StoryNode::Table(rows));
        }
        Ok(())
    }

    fn rows(&mut self, rows: &mut Vec<Row>) -> Result<(), Error> {
        loop {
            match self.cursor.next()? {
                Node::Open(e) => match e.name() {
                    (Word, "tr") => {
                        let mut row = Row::default();
                        let outside = self.revisions.len();
                        self.count(1)?;
                        self.cells(&mut row)?;
                        let shown = self.is_shown();
                        self.revisions.truncate(outside);
                        if shown {
                            rows.push(row);
                        } else {
                            row.cells.into_iter().for_each(|cell| self.leave_out(cell.nodes));
                        }
                    }
                    (Word, "sdt") => self.content_control(|this| this.rows(rows))?,
                    (Word, "customXml") => self.rows(rows)?,
                    (Word, "ins" | "del" | "moveTo" | "moveFrom") => match Revision::kind(e.name().1) {
                        Some(kind) => self.changed(&e, kind, |this| this.rows(rows))?,
                        None => self.rows(rows)?,
                    },
                    (Compatibility, "AlternateContent") => self.alternative(|this| this.rows(rows))?,
                    _ => self.between(&e)?,
                },
                Node::Close | Node::End => return Ok(()),
                _ => {}
            }
        }
    }

    /// Passes over what stands between rows or cells.
    fn between(&mut self, e: &Element<'_>) -> Result<(), Error> {
        if let Some(comment) = Self::comment_of(e) {
            self.note_comment_between(e, comment, &mut []);
        }
        self.set_aside(None, AsideKind::Unplaced)
    }

    /// Keeps the notes of cells that this view does not show: their words are all in there.
    fn leave_out(&mut self, nodes: Vec<StoryNode>) {
        for node in nodes {
            match node {
                StoryNode::Paragraph(p) => {
                    self.adrift.extend(p.notes.into_iter().map(|n| NoteAt { text: 0..0, ..n }));
                }
                StoryNode::Table(rows) => {
                    rows.into_iter().flat_map(|r| r.cells).for_each(|cell| self.leave_out(cell.nodes));
                }
                StoryNode::TextBox(nodes) => self.leave_out(nodes),
                StoryNode::Foreign(_) => {}
            }
        }
    }

    fn cells(&mut self, row: &mut Row) -> Result<(), Error> {
        loop {
            match self.cursor.next()? {
                Node::Open(e) => match e.name() {
                    (Word, "tc") => {
                        let mut cell = RawCell { span: 1, ..RawCell::default() };
                        let outside = self.revisions.len();
                        self.count(1)?;
                        let row_shown = self.is_shown();
                        self.cell(&mut cell)?;
                        let shown = self.is_shown();
                        self.revisions.truncate(outside);
                        if shown || !row_shown {
                            row.cells.push(cell);
                        } else {
                            self.leave_out(cell.nodes);
                        }
                    }
                    (Word, "trPr") => self.row_properties(row)?,
                    (Word, "sdt") => self.content_control(|this| this.cells(row))?,
                    (Word, "customXml") => self.cells(row)?,
                    (Word, "ins" | "del" | "moveTo" | "moveFrom") => match Revision::kind(e.name().1) {
                        Some(kind) => self.changed(&e, kind, |this| this.cells(row))?,
                        None => self.cells(row)?,
                    },
                    (Compatibility, "AlternateContent") => self.alternative(|this| this.cells(row))?,
                    _ => self.between(&e)?,
                },
                Node::Close | Node::End => return Ok(()),
                _ => {}
            }
        }
    }

    /// Reads the properties of a row; a tracked change of the row stays open until the row ends.
    fn row_properties(&mut self, row: &mut Row) -> Result<(), Error> {
        loop {
            match self.cursor.next()? {
                Node::Open(e) => {
                    match e.name() {
                        (Word, "gridBefore") => row.before = e.number("val").unwrap_or(0).min(MAX_SPAN),
                        (Word, "tblHeader") => row.header = e.is_on(),
                        (Word, name @ ("ins" | "del")) => self.open_change(&e, name),
                        _ => {}
                    }
                    self.cursor.skip()?;
                }
                Node::Close | Node::End => return Ok(()),
                _ => {}
            }
        }
    }

    fn open_change(&mut self, e: &Element<'_>, name: &str) {
        self.revisions.extend(Revision::kind(name).map(|kind| Revision::of(e, kind)));
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
                        (Word, name @ ("cellIns" | "cellDel")) => self.open_change(&e, name),
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
