//! Tables: cells at their places in the grid, and tables that only lay out a page.

use super::blocks::{Builder, emphasis_at};
use super::numbering::Printed;
use super::story::{Row, StoryNode};
use crate::measure::{is_clause, words};
use crate::raw::RawBlock;
use crate::{Cell, Emphasis, Error, Source, Table, TextRange};

/// A cell with more words than this holds prose rather than a value.
const PROSE_WORDS: usize = 120;

/// Whether a table only lays out the page: a frame around text, or columns of clauses. Its cells are then read as
/// paragraphs one after the other, so that the clauses in it keep their labels.
pub(super) fn is_layout(rows: &[Row], builder: &Builder<'_>) -> bool {
    if rows.iter().all(|row| row.cells.iter().filter(|c| !c.continues).count() <= 1) {
        return true;
    }
    let mut clauses = 0;
    let prose = rows.iter().flat_map(|row| &row.cells).any(|cell| {
        let mut paragraphs = 0;
        let mut numbered = 0;
        let mut length = 0;
        for node in &cell.nodes {
            match node {
                StoryNode::Paragraph(p) if !p.text.trim().is_empty() => {
                    paragraphs += 1;
                    numbered += usize::from(builder.is_labelled(p));
                    length += words(&p.text);
                    clauses += usize::from(is_clause(&p.text));
                }
                StoryNode::Table(_) => return true,
                _ => {}
            }
        }
        paragraphs >= 2 && (numbered >= 2 || length > PROSE_WORDS)
    });
    // Two languages side by side: clauses with typed numbers, one a cell.
    prose || clauses >= 2
}

/// How many rows at the top are one cell across the whole table.
pub(super) fn leading(rows: &[Row]) -> usize {
    let spans = |row: &Row| row.cells.iter().map(|c| c.span).sum::<usize>() + row.before;
    let width = rows.iter().map(spans).max().unwrap_or(0);
    let is_leading = |row: &&Row| row.cells.len() == 1 && spans(row) == width && !row.cells[0].continues;
    rows.iter().take_while(is_leading).count()
}

/// The block of a table: cells of a row parted by tabs, rows by line feeds.
pub(super) fn block(rows: Vec<Row>, builder: &mut Builder<'_>) -> Result<RawBlock, Error> {
    let mut out = Text::default();
    let mut table = Table { rows: rows.len(), ..Table::default() };
    // For each grid column, the cell that a continuing cell below belongs to.
    let mut above: Vec<Option<usize>> = Vec::new();
    let mut bold_rows = Vec::new();
    for (row_number, row) in rows.into_iter().enumerate() {
        if row_number > 0 {
            out.text.push('\n');
        }
        let mut column = row.before;
        let mut bold = true;
        let first = table.cells.len();
        for (i, cell) in row.cells.into_iter().enumerate() {
            if cell.span == 0 {
                // Merged into the cell before it.
                if let Some(last) = table.cells.last_mut().filter(|c| c.row == row_number) {
                    last.column_span += 1;
                    out.nodes(cell.nodes, builder)?;
                    last.range.end = out.text.len();
                }
                column += 1;
                continue;
            }
            if i > 0 {
                out.text.push('\t');
            }
            let owner = above.get(column).copied().flatten().filter(|_| cell.continues);
            let start = out.text.len();
            let marks = out.emphasis.len();
            out.nodes(cell.nodes, builder)?;
            let range = TextRange::new(start, out.text.len());
            if above.len() < column + cell.span {
                above.resize(column + cell.span, None);
            }
            let index = match owner.and_then(|i| table.cells.get_mut(i).map(|c| (i, c))) {
                Some((i, owner)) if range.is_empty() => {
                    owner.row_span = row_number - owner.row + 1;
                    i
                }
                // A cell with text of its own is shown, whatever the merging says.
                _ => {
                    table.cells.push(Cell {
                        row: row_number,
                        column,
                        row_span: 1,
                        column_span: cell.span,
                        header: row.header,
                        range,
                    });
                    table.cells.len() - 1
                }
            };
            above[column..column + cell.span].fill(Some(index));
            let is_bold = out.emphasis[marks..].iter().filter(|e| e.bold).map(|e| e.range.len()).sum::<usize>();
            bold &= range.is_empty() || is_bold * 10 >= range.len() * 9;
            column += cell.span;
        }
        table.columns = table.columns.max(column);
        bold_rows.push(bold && table.cells[first..].iter().any(|c| !c.range.is_empty()));
    }
    // No row marked as header: a first row in bold above rows that are not.
    let marked = table.cells.iter().any(|c| c.header);
    if !marked && bold_rows.first() == Some(&true) && bold_rows.iter().skip(1).any(|bold| !bold) {
        table.cells.iter_mut().filter(|c| c.row == 0).for_each(|c| c.header = true);
    }
    Ok(RawBlock {
        text: out.text,
        pieces: out.pieces,
        emphasis: out.emphasis,
        notes: out.notes,
        table: Some(table),
        ..RawBlock::new(builder.table_kind())
    })
}

#[derive(Default)]
struct Text {
    text: String,
    pieces: Vec<(TextRange, Source)>,
    emphasis: Vec<Emphasis>,
    notes: Vec<(TextRange, usize)>,
}

impl Text {
    /// Appends what is in a cell on one line.
    fn nodes(&mut self, nodes: Vec<StoryNode>, builder: &mut Builder<'_>) -> Result<(), Error> {
        let start = self.text.len();
        for node in nodes {
            match node {
                StoryNode::Paragraph(mut p) => {
                    let printed = builder.label(&p);
                    builder.pictures(&p);
                    if p.text.trim().is_empty() {
                        let here = TextRange::new(self.text.len(), self.text.len());
                        self.notes.extend(builder.anchor(p.notes, 0).into_iter().map(|(_, note)| (here, note)));
                        continue;
                    }
                    if self.text.len() > start {
                        self.text.push(' ');
                    }
                    match printed {
                        Some((_, Printed::Label(label))) => {
                            self.text.push_str(&label);
                            self.text.push(' ');
                        }
                        Some((_, Printed::Bullet)) => self.text.push_str("• "),
                        _ => {}
                    }
                    // Tabs and line feeds part cells and rows; they take one byte, as the blank that stands for them.
                    p.text = p.text.replace(['\t', '\n'], " ");
                    let lead = p.text.len() - p.text.trim_start().len();
                    let kept = lead..p.text.trim_end().len();
                    p.pieces.retain(|piece| piece.text.end > kept.start && piece.text.start < kept.end);
                    for piece in &mut p.pieces {
                        let exact = piece.text.len() == piece.source.len();
                        let (cut_front, cut_back) =
                            (kept.start.saturating_sub(piece.text.start), piece.text.end.saturating_sub(kept.end));
                        if exact {
                            piece.source = piece.source.start + cut_front..piece.source.end - cut_back;
                        }
                        piece.text = piece.text.start + cut_front - lead..piece.text.end - cut_back - lead;
                    }
                    for note in &mut p.notes {
                        let place = |at: usize| at.clamp(kept.start, kept.end) - lead;
                        note.text = place(note.text.start)..place(note.text.end);
                    }
                    let offset = self.text.len();
                    self.text.push_str(&p.text[kept]);
                    self.notes.extend(builder.anchor(p.notes, offset));
                    self.pieces.extend(p.pieces.iter().map(|piece| builder.piece(piece, offset)));
                    self.emphasis.extend(emphasis_at(&p.pieces, offset));
                }
                StoryNode::Table(rows) => {
                    for cell in rows.into_iter().flat_map(|row| row.cells) {
                        if self.text.len() > start && !self.text.ends_with(' ') {
                            self.text.push(' ');
                        }
                        self.nodes(cell.nodes, builder)?;
                    }
                }
                StoryNode::TextBox(nodes) => {
                    if self.text.len() > start && !self.text.ends_with(' ') {
                        self.text.push(' ');
                    }
                    self.nodes(nodes, builder)?;
                }
                foreign @ StoryNode::Foreign(_) => builder.nodes(vec![foreign])?,
            }
        }
        // A nested table may have ended in empty cells.
        while self.text.len() > start && self.text.ends_with(' ') {
            self.text.pop();
        }
        let end = self.text.len();
        for (range, _) in self.notes.iter_mut().rev().take_while(|(r, _)| r.end > end) {
            *range = TextRange::new(range.start.min(end), end);
        }
        Ok(())
    }
}
