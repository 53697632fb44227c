//! From lines to paragraphs: which lines run on, which words were hyphenated, what is larger than the body.

use std::collections::{BTreeMap, HashMap};

use super::body::{Body, tenths};
use super::characters::is_wide;
use super::grid::Grid;
use super::layout::{Item, Layout, What};
use super::regions::Line;
use super::rows::{self, is_label};
use crate::Story;
use crate::measure::{is_labelled, words};

/// A change of font size that begins a new paragraph.
const SIZE_CHANGE: f64 = 0.12;
/// How much larger than the body a heading is set.
const HEADING_SIZE: f64 = 1.15;
/// Longest heading told by its size, in words (two Han characters count as one).
const HEADING_WORDS: usize = 25;
/// Lines that may go on below each other at this many times the usual distance.
const LOOSE: f64 = 1.3;
/// Regions with fewer lines borrow their edges from those around them.
const FEW_LINES: usize = 4;
/// The same where the line above ends a sentence.
const LOOSE_AFTER_END: f64 = 1.14;

/// What a paragraph is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Paragraph,
    /// Set larger than the body; 1 is the largest.
    Heading(u8),
    /// Entry of a table of contents.
    Contents,
    /// Of the head or the foot of the page.
    Furniture(Story),
}

/// A line in its region.
#[derive(Clone, Debug)]
struct Placed {
    region: usize,
    line: Line,
}

/// A paragraph or table.
#[derive(Clone, Debug)]
pub(super) enum Part {
    Paragraph(Kind, Vec<Line>),
    Table(Grid),
}

/// Turns the pages into paragraphs and tables in reading order.
pub(super) fn parts(pages: Vec<Layout>, furniture: &[Vec<bool>]) -> (Vec<Part>, Body) {
    let body = Body::of(&pages, furniture);
    let mut parts: Vec<Part> = Vec::new();
    let mut builder = Builder { out: &mut parts, open: Vec::new(), waiting: Vec::new(), metrics: HashMap::new() };
    for (page, layout) in pages.into_iter().enumerate() {
        builder.metrics = metrics(&layout, &furniture[page]);
        builder.furniture(Story::Header, layout.above);
        for (i, Item { region, what }) in layout.items.into_iter().enumerate() {
            match what {
                What::Table(grid) => builder.table(grid),
                What::Line(line) if furniture[page][i] => {
                    let story = if line.y > layout.height / 2.0 { Story::Header } else { Story::Footer };
                    builder.furniture(story, vec![line]);
                }
                What::Contents(line) => {
                    builder.close();
                    builder.out.push(Part::Paragraph(Kind::Contents, vec![line]));
                }
                What::Line(line) => builder.line(Placed { region, line }, &body),
            }
        }
        builder.furniture(Story::Footer, layout.below);
    }
    builder.close();
    rank_headings(&body, &mut parts);
    (parts, body)
}

struct Builder<'o> {
    out: &'o mut Vec<Part>,
    open: Vec<Placed>,
    /// Furniture met while a paragraph was open: put after it.
    waiting: Vec<(Story, Line)>,
    metrics: HashMap<usize, Metrics>,
}

impl Builder<'_> {
    fn furniture(&mut self, story: Story, lines: Vec<Line>) {
        self.waiting.extend(lines.into_iter().map(|line| (story, line)));
        if self.open.is_empty() {
            self.flush_furniture();
        }
    }

    fn flush_furniture(&mut self) {
        let furniture = |(story, line)| Part::Paragraph(Kind::Furniture(story), vec![line]);
        self.out.extend(self.waiting.drain(..).map(furniture));
    }

    fn close(&mut self) {
        if !self.open.is_empty() {
            let lines = self.open.drain(..).map(|p| p.line).collect();
            self.out.push(Part::Paragraph(Kind::Paragraph, lines));
        }
        self.flush_furniture();
    }

    fn line(&mut self, placed: Placed, body: &Body) {
        if self.open.is_empty()
            && let Some(row) = rows::single(&placed.line)
            && self.continue_table(&row)
        {
            return;
        }
        let metrics = self.metrics.get(&placed.region).copied().unwrap_or_default();
        if let Some(last) = self.open.last()
            && breaks(&self.open, last, &placed, &metrics, body)
        {
            self.close();
        }
        self.open.push(placed);
    }

    fn table(&mut self, grid: Grid) {
        if self.open.is_empty() && self.continue_table(&grid) {
            return;
        }
        self.close();
        if grid.rows > 1 {
            self.out.push(Part::Table(grid));
        } else {
            // One row is no table: its cells are read one after the other.
            for cell in grid.cells {
                self.out.push(Part::Paragraph(Kind::Paragraph, cell.lines));
            }
        }
    }

    /// Adds the rows of a table to one that ended the page before, if they have the same columns.
    fn continue_table(&mut self, grid: &Grid) -> bool {
        let last = self.out.iter_mut().rev().find(|p| !matches!(p, Part::Paragraph(Kind::Furniture(_), _)));
        match last {
            Some(Part::Table(above)) if above.page() + 1 == grid.page() && above.continues_in(grid) => {
                above.append(grid.clone());
                true
            }
            _ => false,
        }
    }
}

/// What the lines of a region have in common.
#[derive(Clone, Copy, Debug, Default)]
struct Metrics {
    x0: f64,
    x1: f64,
    /// Usual distance of baselines; 0 where there is only one line.
    leading: f64,
}

fn metrics(layout: &Layout, furniture: &[bool]) -> HashMap<usize, Metrics> {
    let mut by_region: BTreeMap<usize, Vec<&Line>> = BTreeMap::new();
    for (i, item) in layout.items.iter().enumerate() {
        if let (What::Line(line), false) = (&item.what, furniture[i]) {
            by_region.entry(item.region).or_default().push(line);
        }
    }
    let own: Vec<(usize, usize, Metrics)> =
        by_region.into_iter().map(|(region, lines)| (region, lines.len(), metrics_of(&lines))).collect();
    let widened = |&(region, count, m): &(usize, usize, Metrics)| {
        if count >= FEW_LINES {
            return (region, m);
        }
        // A few lines do not show how wide their column is: the wider regions above and below do.
        let mut out = m;
        for (_, _, other) in own.iter().filter(|(_, n, _)| *n >= FEW_LINES) {
            if other.x0 <= m.x0 + 2.0 && other.x1 >= m.x1 - 2.0 {
                (out.x0, out.x1) = (out.x0.min(other.x0), out.x1.max(other.x1));
                out.leading = if out.leading > 0.0 { out.leading } else { other.leading };
            }
        }
        (region, out)
    };
    own.iter().map(widened).collect()
}

fn metrics_of(lines: &[&Line]) -> Metrics {
    let gaps = lines.windows(2).map(|w| (w[0].y - w[1].y, w[0].size));
    let mut gaps: Vec<f64> = gaps.filter(|(gap, size)| *gap > 0.0 && *gap < size * 3.0).map(|(gap, _)| gap).collect();
    gaps.sort_by(f64::total_cmp);
    // Lines within paragraphs are the closest ones: a low quantile, not the middle.
    let leading = gaps.get(gaps.len() / 4).copied().unwrap_or(0.0);
    Metrics {
        x0: lines.iter().map(|l| l.x0).fold(f64::MAX, f64::min),
        x1: lines.iter().map(|l| l.x1).fold(f64::MIN, f64::max),
        leading,
    }
}

/// Whether a new paragraph begins with `next`.
fn breaks(open: &[Placed], last: &Placed, next: &Placed, metrics: &Metrics, body: &Body) -> bool {
    let (a, b) = (&last.line, &next.line);
    if a.direction != b.direction {
        return true;
    }
    if (a.size - b.size).abs() > SIZE_CHANGE * a.size.max(b.size) {
        return true;
    }
    let text = a.text.string.as_str();
    let ended = ends_statement(text);
    let starts_low = b.text.string.starts_with(|c: char| c.is_lowercase());
    if a.page != b.page || last.region != next.region {
        // Over the end of a column: only what clearly goes on.
        return ended || starts_marked(b) || is_set_off(a, b, body) || !(starts_low || is_full(last, open, metrics));
    }
    let gap = a.y - b.y;
    if gap <= 0.0 {
        return true;
    }
    let leading = if metrics.leading > 0.0 { metrics.leading } else { a.size * 1.2 };
    let loose = if ended { LOOSE_AFTER_END } else { LOOSE };
    if gap > leading * loose && gap > a.size * 1.1 {
        return true;
    }
    if is_set_off(a, b, body) || (ended && starts_definition(&b.text.string)) {
        return true;
    }
    if starts_marked(b) {
        // A label in the middle of a sentence is a reference or an item of a list that runs on in the line. The
        // structure pass may still cut there.
        let moved = (a.x0 - b.x0).abs() > 3.0 && open.len() > 1;
        let stop = text.trim_end().ends_with(['.', ':', '。', '：', '；']);
        if stop || fits(a, b, metrics) || (moved && (ended || ends_loosely(text))) {
            return true;
        }
    }
    let (side_a, side_b) = (side(a, metrics), side(b, metrics));
    // Set to another side: an exhibit number on the right above a title in the middle.
    let narrow = a.x1 - a.x0 < 0.6 * (metrics.x1 - metrics.x0);
    if side_a != Side::Left
        && side_a != side_b
        && narrow
        && (a.x0 - b.x0).abs() > 3.0
        && !starts_low
        && !starts_marked(a)
    {
        return true;
    }
    // A title over several lines.
    if side_a == Side::Centre && side_b == Side::Centre && !ended {
        return gap > leading * LOOSE_AFTER_END && gap > a.size * 1.25;
    }
    // The first word of the next line had room on this one: the line was ended on purpose.
    if fits(a, b, metrics) {
        return ended || !starts_low;
    }
    // A first line set in.
    let indent = b.x0 - a.x0;
    let hanging = starts_marked(&open[0].line) && open.len() == 1;
    if ended && indent > 0.8 * a.size && indent < 8.0 * a.size && !hanging {
        return true;
    }
    // Back to the margin after lines that were set in.
    let outdent = open.len() >= 2 && (open[open.len() - 2].line.x0 - a.x0).abs() < 2.0 && a.x0 - b.x0 > 0.8 * a.size;
    ended && outdent
}

/// Whether text ends a sentence or an item.
fn ends_statement(text: &str) -> bool {
    let text = text.trim_end_matches(['"', '”', '’', '\'', ')', '）', '」', '』', ']', ' ']);
    text.ends_with(['.', ';', ':', '!', '?', '。', '；', '：', '！', '？'])
}

/// Whether an item of a list may end here.
fn ends_loosely(text: &str) -> bool {
    let text = text.trim_end();
    text.ends_with([',', '，', '、']) || text.ends_with(" and") || text.ends_with(" or") || text.ends_with(['或', '和'])
}

/// Whether a line begins the definition of a term.
fn starts_definition(text: &str) -> bool {
    let Some(rest) = text.strip_prefix(['"', '“', '「']) else { return false };
    let Some((i, close)) = rest.char_indices().take(80).find(|(_, c)| matches!(c, '"' | '”' | '」')) else {
        return false;
    };
    let after = rest[i + close.len_utf8()..].trim_start();
    [
        "means",
        "mean ",
        "has the",
        "have the",
        "shall mean",
        "is defined",
        "refers to",
        "includes",
        "or “",
        "or \"",
        "指",
        "：",
        "是指",
    ]
    .iter()
    .any(|w| after.starts_with(w))
}

/// Whether a line begins with a label or a bullet.
fn starts_marked(line: &Line) -> bool {
    let text = line.text.string.as_str();
    let first = text.split(' ').next().unwrap_or("");
    (first.len() < text.len() && is_label(first)) || is_labelled(text)
}

/// Whether one of two lines is a heading of its own by its weight.
fn is_set_off(a: &Line, b: &Line, body: &Body) -> bool {
    if body.bold {
        return false;
    }
    let (bold_a, bold_b) = (a.text.all(|l| l.bold), b.text.all(|l| l.bold));
    let begins_bold = |l: &Line| l.text.looks.first().is_some_and(|(_, look)| look.bold);
    // A bold line and text that is not; but a paragraph may begin or end in bold.
    (bold_a && !begins_bold(b) && words(&a.text.string) <= 14) || (bold_b && !bold_a && ends_statement(&a.text.string))
}

/// Whether the first word of `b` had room behind `a`.
fn fits(a: &Line, b: &Line, metrics: &Metrics) -> bool {
    let room = metrics.x1 - a.x1;
    let text = b.text.string.as_str();
    let width = b.x1 - b.x0;
    let count = text.chars().count().max(1) as f64;
    let first = text.split(' ').next().unwrap_or("");
    // Han text breaks anywhere; punctuation may hang over.
    let word = if first.chars().any(is_wide) { 3.0 } else { first.chars().count() as f64 + 1.0 };
    let slack = if first.chars().any(is_wide) { a.size } else { 0.6 * a.size };
    room > word * width / count + slack
}

/// Which side of its column a line is set to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Side {
    Left,
    Centre,
    Right,
}

fn side(line: &Line, metrics: &Metrics) -> Side {
    let (left, right) = (line.x0 - metrics.x0, metrics.x1 - line.x1);
    let width = metrics.x1 - metrics.x0;
    if (left - right).abs() < 0.06 * width && left > 2.0 * line.size {
        Side::Centre
    } else if right < line.size && left > 0.4 * width {
        Side::Right
    } else {
        Side::Left
    }
}

/// Whether a line reaches the right edge of its own column.
fn is_full(last: &Placed, open: &[Placed], metrics: &Metrics) -> bool {
    let same = open.iter().filter(|p| p.line.page == last.line.page && p.region == last.region);
    let right = same.map(|p| p.line.x1).fold(metrics.x1, f64::max);
    last.line.x1 > right - 6.0 * last.line.size
}

/// Short paragraphs set larger than the body are headings, ranked by size.
fn rank_headings(body: &Body, parts: &mut [Part]) {
    let size_of = |kind: Kind, lines: &[Line]| {
        let size = lines.iter().map(|l| l.size).fold(f64::MAX, f64::min);
        let count: usize = lines.iter().map(|l| words(&l.text.string)).sum();
        let large = size > body.size * HEADING_SIZE && size < 1000.0;
        let letters = lines.iter().any(|l| l.text.string.chars().any(char::is_alphabetic));
        (kind == Kind::Paragraph && large && letters && (1..=HEADING_WORDS).contains(&count)).then(|| tenths(size))
    };
    let mut sizes: Vec<u32> = Vec::new();
    for part in parts.iter() {
        if let Part::Paragraph(kind, lines) = part {
            sizes.extend(size_of(*kind, lines));
        }
    }
    sizes.sort_unstable_by(|a, b| b.cmp(a));
    // Sizes within half a point are one.
    sizes.dedup_by(|a, b| b.abs_diff(*a) <= 5);
    for part in parts.iter_mut() {
        if let Part::Paragraph(kind, lines) = part
            && let Some(size) = size_of(*kind, lines)
        {
            let rank = sizes.iter().position(|s| s.abs_diff(size) <= 5).unwrap_or(0) + 1;
            *kind = Kind::Heading(u8::try_from(rank).unwrap_or(9).min(6));
        }
    }
}
