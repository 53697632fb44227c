//! Builds blocks out of a stream of "paragraph starts, text, list item ends" that Markdown and HTML both speak.
//!
//! Both readers drive the same [`Flow`], so that HTML inside Markdown (tables above all) lands in the same blocks, and
//! Markdown inside an HTML table cell lands in the cell.

use std::ops::Range;

use crate::raw::RawBlock;
use crate::{BlockKind, Cell, Emphasis, Source, Table, TextRange};

/// Line break that the author wants to see, in [`RawBlock::text`]; a plain line feed is a line end of the source only.
pub(crate) const HARD_BREAK: char = '\u{2028}';

/// Inline styles.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Style {
    Bold,
    Italic,
    Underline,
}

/// How a list numbers its items.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Numbering {
    Bullet,
    Decimal,
    LowerAlpha,
    UpperAlpha,
    LowerRoman,
    UpperRoman,
}

impl Numbering {
    /// The number as printed, without punctuation; `None` for bullets.
    pub(crate) fn print(self, value: i64) -> Option<String> {
        let roman = |v: i64| u32::try_from(v).map_or_else(|_| v.to_string(), crate::structure::labels::roman_text);
        let alpha = |v: i64| match v {
            1..=26 => char::from(b'a' + (v - 1) as u8).to_string(),
            27..=702 => [(v - 27) / 26, (v - 27) % 26].iter().map(|d| char::from(b'a' + *d as u8)).collect(),
            _ => v.to_string(),
        };
        Some(match self {
            Self::Bullet => return None,
            Self::Decimal => value.to_string(),
            Self::LowerAlpha => alpha(value),
            Self::UpperAlpha => alpha(value).to_uppercase(),
            Self::LowerRoman => roman(value),
            Self::UpperRoman => roman(value).to_uppercase(),
        })
    }
}

#[derive(Debug)]
struct List {
    /// Inside an item.
    in_item: bool,
    /// Label for the item's first block; taken when that block opens.
    label: Option<String>,
    /// The item has its first block.
    opened: bool,
}

#[derive(Debug)]
struct Finished {
    block: RawBlock,
    /// All of it is a link to a place in the same document: an entry of a table of contents, perhaps.
    anchor: bool,
}

#[derive(Debug, Default)]
struct Frame {
    blocks: Vec<Finished>,
    open: Option<RawBlock>,
    /// Bytes of the open block's text that are links into the document.
    anchored: usize,
    lists: Vec<List>,
}

#[derive(Debug)]
struct CellDraft {
    blocks: Vec<Finished>,
    header: bool,
    row_span: usize,
    column_span: usize,
}

#[derive(Debug, Default)]
struct TableDraft {
    rows: Vec<Vec<CellDraft>>,
    cell: Option<(bool, usize, usize)>,
}

/// The block builder.
#[derive(Debug)]
pub(crate) struct Flow {
    frames: Vec<Frame>,
    tables: Vec<TableDraft>,
    bold: u32,
    italic: u32,
    underline: u32,
    anchor: u32,
    furniture: u32,
}

/// Tables within tables deeper than this are read as running text.
const MAX_TABLES: usize = 8;
/// Columns up to which a cell may reach over several: cells that reach down, too, push each other ever farther right.
const MAX_COLUMNS: usize = 1000;

impl Flow {
    pub(crate) fn new() -> Self {
        Self {
            frames: vec![Frame::default()],
            tables: Vec::new(),
            bold: 0,
            italic: 0,
            underline: 0,
            anchor: 0,
            furniture: 0,
        }
    }

    fn frame(&mut self) -> &mut Frame {
        if self.frames.is_empty() {
            self.frames.push(Frame::default());
        }
        let last = self.frames.len() - 1;
        &mut self.frames[last]
    }

    /// Text that should not be searched (navigation, header, footer) begins or ends.
    pub(crate) fn furniture(&mut self, on: bool) {
        self.block_end();
        self.furniture = if on { self.furniture + 1 } else { self.furniture.saturating_sub(1) };
    }

    /// A link into the document itself begins or ends.
    pub(crate) fn anchor(&mut self, on: bool) {
        self.anchor = if on { self.anchor + 1 } else { self.anchor.saturating_sub(1) };
    }

    pub(crate) fn style(&mut self, style: Style, on: bool) {
        let count = match style {
            Style::Bold => &mut self.bold,
            Style::Italic => &mut self.italic,
            Style::Underline => &mut self.underline,
        };
        *count = if on { *count + 1 } else { count.saturating_sub(1) };
    }

    /// Flips bold: for `**` that Markdown did not take for mark-up.
    pub(crate) fn toggle_bold(&mut self) {
        self.bold = u32::from(self.bold == 0);
    }

    /// Forgets all inline styles, where they cannot run on.
    pub(crate) fn reset_styles(&mut self) {
        (self.bold, self.italic, self.underline, self.anchor) = (0, 0, 0, 0);
    }

    pub(crate) fn block_start(&mut self, kind: BlockKind) {
        self.block_end();
        let furniture = self.furniture > 0;
        let frame = self.frame();
        let mut block = RawBlock::new(kind);
        let depth = u8::try_from(frame.lists.len()).unwrap_or(u8::MAX);
        if let Some(list) = frame.lists.last_mut().filter(|l| l.in_item) {
            block.level = Some(depth);
            if !list.opened {
                list.opened = true;
                block.auto_label = list.label.take();
                if kind == BlockKind::Paragraph {
                    block.kind = BlockKind::ListItem { depth };
                }
            }
        }
        if let BlockKind::Heading { level } = kind {
            block.level = Some(level);
        }
        if furniture {
            block.kind = BlockKind::Furniture;
        }
        frame.anchored = 0;
        frame.open = Some(block);
    }

    pub(crate) fn block_end(&mut self) {
        let frame = self.frame();
        let Some(mut block) = frame.open.take() else { return };
        if block.text.chars().all(|c| c.is_whitespace() || crate::draft::is_invisible(c)) {
            // An item whose first block is empty keeps its label for the next.
            if let Some(list) = frame.lists.last_mut().filter(|l| l.in_item)
                && (block.auto_label.is_some() || matches!(block.kind, BlockKind::ListItem { .. }))
            {
                list.opened = false;
                list.label = block.auto_label.take();
            }
            return;
        }
        let letters = block.text.bytes().filter(|b| !b.is_ascii_whitespace()).count();
        let anchor = letters > 0 && frame.anchored >= letters;
        frame.blocks.push(Finished { block, anchor });
    }

    /// Whether a block is open.
    pub(crate) fn is_open(&mut self) -> bool {
        self.frame().open.is_some()
    }

    /// Whether text goes into a table cell.
    pub(crate) fn in_cell(&self) -> bool {
        self.tables.last().is_some_and(|t| t.cell.is_some())
    }

    /// Appends text that stands at `source` in the file's text.
    pub(crate) fn text(&mut self, text: &str, source: Range<usize>) {
        if text.is_empty() {
            return;
        }
        let (bold, italic, underline) = (self.bold > 0, self.italic > 0, self.underline > 0);
        let anchored = self.anchor > 0;
        if !self.is_open() {
            if text.chars().all(char::is_whitespace) {
                return;
            }
            self.block_start(BlockKind::Paragraph);
        }
        let frame = self.frame();
        let Some(block) = frame.open.as_mut() else { return };
        let start = block.text.len();
        block.push(text, Source::Bytes { start: source.start, end: source.end });
        let range = TextRange::new(start, block.text.len());
        if anchored {
            frame.anchored += text.bytes().filter(|b| !b.is_ascii_whitespace()).count();
        }
        if bold || italic || underline {
            match block.emphasis.last_mut() {
                Some(e) if e.range.end == start && (e.bold, e.italic, e.underline) == (bold, italic, underline) => {
                    e.range.end = range.end;
                }
                _ => block.emphasis.push(Emphasis { range, bold, underline, italic }),
            }
        }
    }

    /// Appends text that a reference at `source` stands for. Where both happen to be of the same length the source
    /// gives up a byte: same length means same text.
    pub(crate) fn decoded(&mut self, text: &str, mut source: Range<usize>) {
        if text.len() == source.len() {
            source.end -= 1;
        }
        self.text(text, source);
    }

    /// A line end (`hard` where the author asked for it).
    pub(crate) fn line_break(&mut self, hard: bool, source: Range<usize>) {
        if self.is_open() {
            let mut buffer = [0; 4];
            let c = if hard { HARD_BREAK } else { '\n' };
            self.text(c.encode_utf8(&mut buffer), source);
        }
    }

    pub(crate) fn list_start(&mut self) {
        self.block_end();
        let frame = self.frame();
        if frame.lists.len() < 200 {
            frame.lists.push(List { in_item: false, label: None, opened: false });
        }
    }

    pub(crate) fn list_end(&mut self) {
        self.block_end();
        self.frame().lists.pop();
    }

    /// A list item begins; `label` is what the list prints before it.
    pub(crate) fn item_start(&mut self, label: Option<String>) {
        self.block_end();
        let frame = self.frame();
        if frame.lists.is_empty() {
            frame.lists.push(List { in_item: false, label: None, opened: false });
        }
        if let Some(list) = frame.lists.last_mut() {
            *list = List { in_item: true, label, opened: false };
        }
    }

    pub(crate) fn item_end(&mut self) {
        self.block_end();
        if let Some(list) = self.frame().lists.last_mut() {
            list.in_item = false;
            list.label = None;
        }
    }

    pub(crate) fn table_start(&mut self) {
        self.cell_end();
        self.block_end();
        self.tables.push(TableDraft::default());
    }

    pub(crate) fn row_start(&mut self) {
        self.cell_end();
        if let Some(table) = self.tables.last_mut() {
            table.rows.push(Vec::new());
        }
    }

    /// A cell begins. Spans of 0 (HTML's "to the end") count as 1.
    pub(crate) fn cell_start(&mut self, header: bool, row_span: usize, column_span: usize) {
        self.cell_end();
        if self.tables.len() > MAX_TABLES {
            return;
        }
        if let Some(table) = self.tables.last_mut() {
            if table.rows.is_empty() {
                table.rows.push(Vec::new());
            }
            table.cell = Some((header, row_span.clamp(1, 1000), column_span.clamp(1, 1000)));
            self.frames.push(Frame::default());
        }
    }

    pub(crate) fn cell_end(&mut self) {
        if !self.in_cell() {
            return;
        }
        self.block_end();
        let frame = if self.frames.len() > 1 { self.frames.pop() } else { None };
        if let Some(table) = self.tables.last_mut()
            && let Some((header, row_span, column_span)) = table.cell.take()
            && let (Some(row), Some(frame)) = (table.rows.last_mut(), frame)
        {
            row.push(CellDraft { blocks: frame.blocks, header, row_span, column_span });
        }
    }

    pub(crate) fn table_end(&mut self) {
        self.cell_end();
        self.block_end();
        let Some(draft) = self.tables.pop() else { return };
        let furniture = self.furniture > 0;
        let depth = u8::try_from(self.frame().lists.len()).unwrap_or(u8::MAX);
        let frame = self.frame();
        if is_layout(&draft) {
            frame.blocks.extend(draft.rows.into_iter().flatten().flat_map(|c| c.blocks));
            return;
        }
        let mut block = assemble(draft);
        if block.text.trim().is_empty() {
            return;
        }
        block.level = (depth > 0).then_some(depth);
        if furniture {
            block.kind = BlockKind::Furniture;
            block.table = None;
        }
        frame.blocks.push(Finished { block, anchor: false });
    }

    /// Closes everything and hands over the blocks.
    pub(crate) fn finish(mut self) -> Vec<RawBlock> {
        while !self.tables.is_empty() {
            self.table_end();
        }
        self.block_end();
        let mut blocks: Vec<Finished> = self.frames.drain(..).flat_map(|f| f.blocks).collect();
        // Links into the document, three or more in a row: its table of contents.
        let mut i = 0;
        while i < blocks.len() {
            let run = blocks[i..].iter().take_while(|b| b.anchor).count();
            if run >= 3 {
                blocks[i..i + run].iter_mut().for_each(|b| b.block.kind = BlockKind::Contents);
            }
            i += run.max(1);
        }
        blocks.into_iter().map(|b| b.block).collect()
    }
}

/// A table that only arranges running text: one cell, or cells that hold headings or many paragraphs.
fn is_layout(table: &TableDraft) -> bool {
    let cells = || table.rows.iter().flatten().filter(|c| !c.blocks.is_empty());
    cells().count() <= 1
        || cells().any(|c| {
            c.blocks.len() > 12
                || (c.blocks.len() > 1
                    && c.blocks.iter().filter(|b| matches!(b.block.kind, BlockKind::Heading { .. })).count() > 1)
        })
}

fn assemble(draft: TableDraft) -> RawBlock {
    let mut out = RawBlock::new(BlockKind::Table);
    let mut table = Table::default();
    // Columns taken by cells that reach down from rows above: remaining rows per column.
    let mut taken: Vec<usize> = Vec::new();
    let rows = draft.rows.into_iter().filter(|r| !r.is_empty());
    for (r, row) in rows.enumerate() {
        if r > 0 {
            out.text.push('\n');
        }
        let mut column = 0;
        let mut next_taken: Vec<usize> = taken.iter().map(|&n: &usize| n.saturating_sub(1)).collect();
        for (i, cell) in row.into_iter().enumerate() {
            while taken.get(column).is_some_and(|&n| n > 0) {
                column += 1;
            }
            if i > 0 {
                out.text.push('\t');
            }
            let start = out.text.len();
            for (n, b) in cell.blocks.into_iter().enumerate() {
                let label = b.block.auto_label.clone();
                let whole = TextRange::new(0, b.block.text.len());
                let squeezed = b.block.squeeze(whole);
                let mut glue = if n == 0 { String::new() } else { " ".to_owned() };
                if let Some(label) = label {
                    glue.push_str(&label);
                    glue.push(' ');
                }
                out.append(&glue, squeezed);
            }
            let column_span = cell.column_span.min(MAX_COLUMNS.saturating_sub(column)).max(1);
            let end = column + column_span;
            if end > next_taken.len() {
                next_taken.resize(end, 0);
            }
            next_taken[column..end].fill(cell.row_span - 1);
            table.columns = table.columns.max(end);
            table.cells.push(Cell {
                row: r,
                column,
                row_span: cell.row_span,
                column_span,
                header: cell.header,
                range: TextRange::new(start, out.text.len()),
            });
            column = end;
        }
        table.rows = r + 1;
        taken = next_taken;
    }
    // A span may not reach past the table.
    for c in &mut table.cells {
        c.row_span = c.row_span.min(table.rows - c.row);
    }
    out.table = Some(table);
    out
}
