//! PDF files with text.
//!
//! hayro interprets the pages down to single glyphs with their places; what makes text of them is here.
//!
//! ```text
//! collect (glyphs, rules) -> spans -> grid, regions, rows -> layout -> furniture -> paragraphs -> blocks
//! ```
//!
//! A page is allowed a bounded amount of work. One that breaks the interpreter or draws without end is reported as
//! unread and the others are read all the same.

mod body;
mod characters;
mod collect;
mod contents;
mod draw;
mod fonts;
mod furniture;
mod grid;
mod hidden;
mod layout;
mod overprint;
mod pages;
mod paragraphs;
mod recognised;
mod regions;
mod rows;
mod spans;
mod system_fonts;

use std::collections::HashMap;
use std::panic::{AssertUnwindSafe, catch_unwind};

use hayro_interpret::TransformExt;
use hayro_interpret::hayro_syntax::page::Page;
use hayro_interpret::hayro_syntax::{DecryptionError, LoadPdfError, Pdf};
use hayro_interpret::kurbo::{Affine, Point, Rect};

use crate::raw::{Note, Raw, RawBlock};
use crate::{
    AsideKind, BlockKind, Cell, Emphasis, Error, Format, Options, Progress, Source, Story, Table, TextRange, Unread,
};
use body::Body;
use collect::{Collector, page_of};
use pages::Pages;
use paragraphs::{Kind, Part};
use regions::Line;

/// Stack of the thread that reads: forms nest in forms.
const STACK: usize = 64 << 20;
/// Share of characters, in per cent, that may be unknown before a page counts as unread.
const MAX_UNKNOWN: usize = 30;
/// A page with fewer characters of its own that a picture covers counts as scanned.
const FEW_CHARACTERS: usize = 200;
/// Share of the page that such a picture covers.
const SCAN: f64 = 0.6;
/// Smallest width and height of a picture that may hold text, in points.
const PICTURE: (f64, f64) = (24.0, 8.0);
/// Pictures of a page that are looked at.
const MAX_PICTURES: usize = 200;
/// Pages that a picture stands on at the same place to be a logo.
const LOGO: usize = 3;
/// Bytes at the end of a file in which its closing marks are looked for.
const TAIL: usize = 32 << 10;

const OCR: &str = "Run text recognition (OCR) on the file, or ask the sender for the text version";

/// Reads a PDF.
///
/// # Errors
/// [`Error::Damaged`] for a file that is cut off or no PDF, [`Error::Password`] where one is needed,
/// [`Error::NoText`] where no page has text, [`Error::TooLarge`] for more text than allowed.
pub(crate) fn read(
    name: &str,
    bytes: &[u8],
    options: &Options,
    progress: &mut (dyn FnMut(Progress) + Send),
) -> Result<Raw, Error> {
    on_large_stack(|| read_here(name, bytes, options, progress))
}

/// Draws a page as a PNG picture `width` pixels wide.
///
/// # Errors
/// [`Error::NoPage`], and those of opening the file.
pub(crate) fn draw(bytes: &[u8], page: usize, width: u32, password: Option<&str>) -> Result<Vec<u8>, Error> {
    on_large_stack(|| draw::page(&open(bytes, password)?, page, width))
}

fn on_large_stack<T: Send>(work: impl FnOnce() -> Result<T, Error> + Send) -> Result<T, Error> {
    let thread = std::thread::scope(|scope| {
        let builder = std::thread::Builder::new().name("read-pdf".into()).stack_size(STACK);
        builder.spawn_scoped(scope, work).map(|handle| handle.join())
    });
    match thread {
        Ok(Ok(result)) => result,
        // The interpreter panicked outside of a page.
        Ok(Err(_)) => Err(unreadable()),
        Err(e) => Err(Error::Damaged { detail: format!("no thread could be started to read it ({e}). Try again") }),
    }
}

fn read_here(
    name: &str,
    bytes: &[u8],
    options: &Options,
    progress: &mut (dyn FnMut(Progress) + Send),
) -> Result<Raw, Error> {
    let pdf = open(bytes, options.password.as_deref())?;
    let pages = pdf.pages();
    if pages.is_empty() {
        return Err(unreadable());
    }
    tracing::debug!(name, pages = pages.len(), "reading a PDF");
    let Pages { read, mut unread } = pages::read(&pdf, options, progress)?;
    let (mut layouts, mut to_file) = (Vec::with_capacity(read.len()), Vec::with_capacity(read.len()));
    let (mut recognised, mut pictures, mut hidden) = (Vec::new(), Vec::new(), Vec::new());
    for page in read {
        layouts.push(page.layout);
        to_file.push(page.to_file);
        recognised.extend(page.recognised);
        pictures.push(page.pictures);
        hidden.push(page.hidden);
    }

    let furniture = furniture::furniture(&layouts);
    let (parts, body) = paragraphs::parts(layouts, &furniture);
    let mut blocks: Vec<RawBlock> = parts.into_iter().map(|part| block(part, &body, &to_file)).collect();
    unread.extend(unread_pictures(&pictures));
    if unread.is_empty() && blocks.iter().all(|b| b.kind == BlockKind::Furniture) {
        // Pages that differ in numbers only: what recurs on all of them is the text.
        for block in &mut blocks {
            (block.kind, block.story) = (BlockKind::Paragraph, Story::Body);
        }
    }
    if blocks.iter().all(|b| b.kind == BlockKind::Furniture) {
        let detail = unread.first().map_or_else(|| format!("its pages are empty. {OCR}"), |u| u.reason.clone());
        let scanned_pages = unread.iter().filter_map(|u| u.scanned_page).collect();
        return Err(Error::NoText { detail, scanned_pages });
    }
    let notes = hidden_notes(&hidden, &mut blocks);
    let pages = pages.iter().map(shown).collect();
    Ok(Raw { title: title(&pdf), blocks, notes, pages, recognised, unread, ..Raw::new(Format::Pdf) })
}

/// The words of each page that nobody sees, as notes at its first block.
fn hidden_notes(hidden: &[String], blocks: &mut [RawBlock]) -> Vec<Note> {
    let mut notes = Vec::new();
    let mut at = 0;
    for (i, text) in hidden.iter().enumerate().filter(|(_, text)| !text.is_empty()) {
        let reaches = |b: &RawBlock| b.pieces.iter().any(|(_, s)| matches!(s, Source::Pdf { page, .. } if *page > i));
        at += blocks[at..].iter().take_while(|b| !reaches(b)).count();
        if let Some(block) = blocks.get_mut(at) {
            block.notes.push((TextRange::new(0, 0), notes.len()));
        }
        notes.push(Note::Aside { kind: AsideKind::Hidden, text: text.clone() });
    }
    notes
}

/// A page's size and the way from the file's coordinates onto it.
fn shown(page: &Page<'_>) -> crate::Page {
    let (width, height) = page.render_dimensions();
    #[expect(clippy::cast_possible_truncation, reason = "points on a page need no more")]
    let transform = page.initial_transform(true).to_kurbo().as_coeffs().map(|c| c as f32);
    crate::Page { width, height, transform }
}

fn open(bytes: &[u8], password: Option<&str>) -> Result<Pdf, Error> {
    let tail = &bytes[bytes.len().saturating_sub(TAIL)..];
    let closed = [b"%%EOF".as_slice(), b"startxref"].iter().any(|mark| tail.windows(mark.len()).any(|w| w == *mark));
    let loaded = catch_unwind(AssertUnwindSafe(|| Pdf::new_with_password(bytes.to_vec(), password.unwrap_or(""))))
        .map_err(|_| unreadable())?;
    match loaded {
        // Parts of it could be read, but nobody could tell what is missing.
        Ok(_) if !closed => Err(Error::Damaged {
            detail: format!(
                "the PDF is cut off: its end is missing after {} bytes. Download or export it again",
                bytes.len()
            ),
        }),
        Ok(pdf) => Ok(pdf),
        Err(LoadPdfError::Decryption(DecryptionError::PasswordProtected)) => {
            Err(Error::Password { wrong: password.is_some() })
        }
        Err(LoadPdfError::Decryption(DecryptionError::UnsupportedAlgorithm)) => {
            Err(Error::Encrypted { found: "a PDF protected in a way that is not supported".into() })
        }
        Err(LoadPdfError::Decryption(_)) => Err(Error::Encrypted { found: "a PDF whose protection is broken".into() }),
        Err(LoadPdfError::Invalid) => Err(unreadable()),
    }
}

fn unreadable() -> Error {
    Error::Damaged {
        detail: "it is no readable PDF: its list of pages cannot be found. Download or export it again".into(),
    }
}

/// The pictures of a page of text that are large enough to hold text and have none of the page's text on them.
fn pictures(page: &Collector<'_, '_>, frame: Rect) -> Vec<Rect> {
    let has_text = |r: &Rect| {
        page.glyphs.iter().any(|g| r.contains(collect::page_of(g.direction, Point::new(g.x0, g.y + 0.3 * g.size))))
    };
    let holds_text = |r: &&Rect| {
        r.width() >= PICTURE.0 && r.height() >= PICTURE.1 && r.area() <= SCAN * frame.area() && !has_text(r)
    };
    page.pictures.iter().take(MAX_PICTURES).filter(holds_text).copied().collect()
}

/// Pictures on pages of text, page by page; those that recur at the same place are logos.
fn unread_pictures(pages: &[Vec<Rect>]) -> Vec<Unread> {
    #[expect(clippy::cast_possible_truncation, reason = "places on a page")]
    let place = |r: &Rect| [r.x0, r.y0, r.x1, r.y1].map(|v| v.round() as i32);
    let mut count: HashMap<[i32; 4], usize> = HashMap::new();
    for r in pages.iter().flatten() {
        *count.entry(place(r)).or_default() += 1;
    }
    let mut out = Vec::new();
    for (i, pictures) in pages.iter().enumerate() {
        let number = pictures.iter().filter(|r| count.get(&place(r)).is_none_or(|n| *n < LOGO)).count();
        if number > 0 {
            let what = if number == 1 { "a picture".to_owned() } else { format!("{number} pictures") };
            out.push(Unread {
                place: format!("page {}", i + 1),
                scanned_page: None,
                reason: format!(
                    "{what} beside its text cannot be read. Look whether a formula, a table or a signature is in it"
                ),
            });
        }
    }
    out
}

/// Why a page, or most of it, is not read.
struct NotRead {
    reason: String,
    /// Whether what it has of text is worth keeping.
    text: bool,
}

fn unread(page: &Collector<'_, '_>, frame: Rect) -> Option<NotRead> {
    let printed = page.glyphs.iter().filter(|g| !g.text.trim().is_empty()).count();
    let largest = page.pictures.iter().map(|p| p.area()).fold(0.0, f64::max);
    let (why, text) = if printed > 0 && page.unmapped * 100 > printed * MAX_UNKNOWN {
        ("its fonts do not say which characters they draw", false)
    } else if printed == 0 && !page.pictures.is_empty() {
        ("it is scanned: a picture without text", false)
    } else if printed == 0 && page.shapes > 0 {
        ("it is drawn: shapes without text", false)
    } else if printed < FEW_CHARACTERS && page.unpainted == 0 && largest > SCAN * frame.area() {
        // Signing services print a line over scanned pages.
        ("it is scanned: a picture with a few words printed over it", true)
    } else {
        return None;
    };
    Some(NotRead { reason: format!("{why}. {OCR}"), text })
}

/// The title in the document information, unless it is the name of a source file.
fn title(pdf: &Pdf) -> Option<String> {
    let title = characters::text_string(pdf.metadata().title.as_deref()?);
    let title = title.trim();
    let file_name = title.contains('\\')
        || title.starts_with("Microsoft Word")
        || title
            .rsplit_once('.')
            .is_some_and(|(_, end)| (2..=5).contains(&end.len()) && end.chars().all(|c| c.is_ascii_alphanumeric()));
    (!title.is_empty() && !file_name && title.chars().all(|c| !c.is_control())).then(|| title.to_owned())
}

fn block(part: Part, body: &Body, to_file: &[Affine]) -> RawBlock {
    match part {
        Part::Paragraph(found, lines) => {
            let kind = match found {
                Kind::Paragraph => BlockKind::Paragraph,
                Kind::Heading(level) => BlockKind::Heading { level },
                Kind::Contents => BlockKind::Contents,
                Kind::Furniture(_) => BlockKind::Furniture,
            };
            let story = match found {
                Kind::Furniture(story) => story,
                _ => Story::Body,
            };
            let mut out = Out::default();
            out.lines(&lines, body, to_file, false);
            RawBlock { text: out.text, pieces: out.pieces, emphasis: out.emphasis, story, ..RawBlock::new(kind) }
        }
        Part::Table(mut grid) => {
            let mut out = Out::default();
            let mut table = Table { rows: grid.rows, columns: grid.columns, cells: Vec::new() };
            grid.cells.sort_by_key(|c| (c.row, c.column));
            let mut bold_rows = vec![true; grid.rows];
            for (row, bold) in bold_rows.iter_mut().enumerate() {
                if row > 0 {
                    out.text.push('\n');
                }
                for (i, cell) in grid.cells.iter().filter(|c| c.row == row).enumerate() {
                    if i > 0 {
                        out.text.push('\t');
                    }
                    *bold &= cell.lines.iter().all(|l| l.text.all(|look| look.bold));
                    let start = out.text.len();
                    out.lines(&cell.lines, body, to_file, true);
                    table.cells.push(Cell {
                        row,
                        column: cell.column,
                        row_span: cell.row_span,
                        column_span: cell.column_span,
                        header: false,
                        range: TextRange::new(start, out.text.len()),
                    });
                }
            }
            if bold_rows.first() == Some(&true) && bold_rows.iter().any(|bold| !bold) {
                table.cells.iter_mut().filter(|c| c.row == 0).for_each(|c| c.header = true);
            }
            RawBlock {
                text: out.text,
                pieces: out.pieces,
                emphasis: out.emphasis,
                table: Some(table),
                ..RawBlock::new(BlockKind::Table)
            }
        }
    }
}

#[derive(Default)]
struct Out {
    text: String,
    pieces: Vec<(TextRange, Source)>,
    emphasis: Vec<Emphasis>,
}

impl Out {
    /// Appends lines. In a table they become one line; elsewhere a line feed stays where a line ends, for the
    /// structure pass to join or to split.
    fn lines(&mut self, lines: &[Line], body: &Body, to_file: &[Affine], one_line: bool) {
        let base = self.text.len();
        let (text, ranges) = body::joined(lines, body);
        if one_line {
            // Both take one byte.
            self.text.push_str(&text.string.replace(['\n', '\t'], " "));
        } else {
            self.text.push_str(&text.string);
        }
        for (line, range) in lines.iter().zip(ranges).filter(|(_, r)| !r.is_empty()) {
            let range = TextRange::new(range.start + base, range.end + base);
            let transform = to_file.get(line.page).copied().unwrap_or(Affine::IDENTITY);
            let bbox = bounds(line, transform);
            self.pieces.push((range, Source::Pdf { page: line.page + 1, bbox }));
        }
        for (range, look) in text.parts() {
            let bold = look.bold && !body.bold;
            let words = &text.string[range.clone()];
            let trimmed = words.trim();
            if !(bold || look.italic || look.underline) || trimmed.is_empty() {
                continue;
            }
            let start = range.start + (words.len() - words.trim_start().len());
            let range = start..start + trimmed.len();
            let range = TextRange::new(range.start + base, range.end + base);
            let (underline, italic) = (look.underline, look.italic);
            match self.emphasis.last_mut() {
                // Blanks between words have no look of their own.
                Some(last)
                    if (last.bold, last.underline, last.italic) == (bold, underline, italic)
                        && self.text[last.range.end..range.start].trim().is_empty()
                        && last.range.end > base =>
                {
                    last.range.end = range.end;
                }
                _ => self.emphasis.push(Emphasis { range, bold, underline, italic }),
            }
        }
    }
}

/// Left, bottom, right, top of a line in the file's coordinates.
fn bounds(line: &Line, to_file: Affine) -> [f32; 4] {
    // Descenders and ascenders of common fonts.
    let (low, high) = (line.y - 0.22 * line.size, line.y + 0.78 * line.size);
    let corners = [(line.x0, low), (line.x1, low), (line.x0, high), (line.x1, high)];
    let corners = corners.map(|(x, y)| to_file * page_of(line.direction, Point::new(x, y)));
    let bound = |of: fn(&Point) -> f64, pick: fn(f64, f64) -> f64| {
        #[expect(clippy::cast_possible_truncation, reason = "points on a page need no more")]
        let value = corners.iter().map(of).reduce(pick).unwrap_or(0.0) as f32;
        value
    };
    [bound(|p| p.x, f64::min), bound(|p| p.y, f64::min), bound(|p| p.x, f64::max), bound(|p| p.y, f64::max)]
}

#[cfg(test)]
mod tests;
