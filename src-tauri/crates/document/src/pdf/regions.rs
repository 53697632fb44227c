//! Reading order: a page is cut at its gutters and wide gaps into regions, and each region into lines.

use super::collect::Direction;
use super::spans::{Span, Text};

/// Narrowest gutter between columns, in points.
const GUTTER: f64 = 8.0;
/// Places across a page at which a gutter is looked for.
const CANDIDATES: usize = 80;
/// Cuts within cuts.
const MAX_DEPTH: usize = 12;

/// One line of text.
#[derive(Clone, Debug)]
pub(super) struct Line {
    /// Page index from 0.
    pub(super) page: usize,
    pub(super) direction: Direction,
    pub(super) x0: f64,
    pub(super) x1: f64,
    /// Baseline.
    pub(super) y: f64,
    pub(super) size: f64,
    pub(super) text: Text,
    /// Stretches of the line parted by wide gaps.
    pub(super) cells: Vec<CellSpan>,
}

/// A stretch of a line.
#[derive(Clone, Debug)]
pub(super) struct CellSpan {
    pub(super) x0: f64,
    pub(super) x1: f64,
    pub(super) text: Text,
}

/// Lines that follow each other in one column.
#[derive(Clone, Debug, Default)]
pub(super) struct Region {
    pub(super) lines: Vec<Line>,
}

/// The regions of a page in reading order.
pub(super) fn regions(spans: Vec<Span>) -> Vec<Region> {
    let mut out = Vec::new();
    cut(spans, &mut out, 0);
    out
}

fn cut(spans: Vec<Span>, out: &mut Vec<Region>, depth: usize) {
    if spans.is_empty() {
        return;
    }
    if depth < MAX_DEPTH
        && spans.len() > 8
        && let Some(Gutter { x, top, bottom }) = gutter(&spans)
    {
        // What crosses the gutter, such as a title, is above or below the columns.
        let (above, rest): (Vec<_>, Vec<_>) = spans.into_iter().partition(|s| s.y >= top);
        let (below, columns): (Vec<_>, Vec<_>) = rest.into_iter().partition(|s| s.y <= bottom);
        let (left, right): (Vec<_>, Vec<_>) = columns.into_iter().partition(|s| s.x0 < x);
        for part in [above, left, right, below] {
            cut(part, out, depth + 1);
        }
        return;
    }
    let lines = lines(spans);
    match out.last_mut() {
        // Bands of the same column are one region again.
        Some(last) if runs_on(last, &lines) => last.lines.extend(lines),
        _ => out.push(Region { lines }),
    }
}

fn runs_on(region: &Region, lines: &[Line]) -> bool {
    let edges = |lines: &[Line]| {
        let x0 = lines.iter().map(|l| l.x0).fold(f64::MAX, f64::min);
        let x1 = lines.iter().map(|l| l.x1).fold(f64::MIN, f64::max);
        (x0, x1)
    };
    let (Some(last), Some(first)) = (region.lines.last(), lines.first()) else { return false };
    let ((a0, a1), (b0, b1)) = (edges(&region.lines), edges(lines));
    let overlap = a1.min(b1) - a0.max(b0);
    first.y < last.y && overlap > 0.5 * (a1 - a0).min(b1 - b0)
}

/// A gutter between two columns of running text.
#[derive(Clone, Copy, Debug)]
struct Gutter {
    /// Its middle.
    x: f64,
    /// Baseline of the line above the columns that crosses it.
    top: f64,
    /// The same below the columns.
    bottom: f64,
}

/// The gutter with the most text beside it.
fn gutter(spans: &[Span]) -> Option<Gutter> {
    let left = spans.iter().map(|s| s.x0).fold(f64::MAX, f64::min);
    let right = spans.iter().map(|s| s.x1).fold(f64::MIN, f64::max);
    let width = right - left;
    if !width.is_finite() || width < 10.0 * GUTTER {
        return None;
    }
    let mut heights: Vec<f64> = spans.iter().map(|s| s.y).collect();
    heights.sort_by(f64::total_cmp);
    let mut best: Option<(usize, Gutter)> = None;
    // Every place in the middle half of the width where a gutter could be.
    for step in 0..=CANDIDATES {
        let x = left + width * (0.25 + 0.5 * step as f64 / CANDIDATES as f64);
        let mut crossing: Vec<f64> = spans.iter().filter(|s| s.x0 < x && s.x1 > x).map(|s| s.y).collect();
        crossing.sort_by(f64::total_cmp);
        crossing.insert(0, f64::MIN);
        crossing.push(f64::MAX);
        // The longest stretch of the page that nothing crosses here.
        for pair in crossing.windows(2) {
            let inside =
                heights.partition_point(|&y| y < pair[1]).saturating_sub(heights.partition_point(|&y| y <= pair[0]));
            if best.is_none_or(|(count, _)| inside > count) {
                best = Some((inside, Gutter { x, top: pair[1], bottom: pair[0] }));
            }
        }
    }
    let (_, mut gutter) = best?;
    let inside = || spans.iter().filter(|s| s.y < gutter.top && s.y > gutter.bottom);
    let (l, r): (Vec<&Span>, Vec<&Span>) = inside().partition(|s| s.x0 < gutter.x);
    let (from, to) = (l.iter().map(|s| s.x1).fold(f64::MIN, f64::max), r.iter().map(|s| s.x0).fold(f64::MAX, f64::min));
    if to - from <= GUTTER || !is_column(&l, width) || !is_column(&r, width) {
        return None;
    }
    gutter.x = f64::midpoint(from, to);
    Some(gutter)
}

/// Whether spans are a column of running text and not cells of a table: enough lines, and most of them about as wide
/// as the widest.
fn is_column(spans: &[&Span], page: f64) -> bool {
    let lines = lines(spans.iter().map(|s| (*s).clone()).collect());
    let widest = lines.iter().map(|l| l.x1 - l.x0).fold(0.0, f64::max);
    let full = lines.iter().filter(|l| l.x1 - l.x0 > 0.8 * widest).count();
    lines.len() >= 4 && widest > 0.25 * page && full * 2 >= lines.len()
}

/// Spans of one column as lines from top to bottom.
pub(super) fn lines(mut spans: Vec<Span>) -> Vec<Line> {
    spans.sort_by(|a, b| b.y.total_cmp(&a.y));
    let mut out = Vec::new();
    let mut rest = spans.as_slice();
    while let Some(first) = rest.first() {
        let same = |s: &Span| (first.y - s.y).abs() < 0.45 * first.size.max(s.size).min(first.size * 1.5);
        let count = rest.iter().take_while(|s| same(s)).count().max(1);
        let (row, after) = rest.split_at(count);
        out.push(line(row));
        rest = after;
    }
    out
}

/// Puts spans that stand in gaps of others there: raised signs that were drawn after the line.
fn interleaved(row: &[Span]) -> Vec<Span> {
    let mut row: Vec<Span> = row.to_vec();
    row.sort_by(|a, b| a.x0.total_cmp(&b.x0));
    let mut i = 1;
    while i < row.len() {
        let (before, small) = (&row[i - 1], &row[i]);
        let inside = small.x0 > before.x0 && small.x1 < before.x1 && small.x1 - small.x0 < 3.0 * before.size;
        if inside && let Some((left, right)) = before.split(f64::midpoint(small.x0, small.x1)) {
            row[i - 1] = Span { x1: small.x0.min(left.x1), ..left };
            // Behind it in order: what follows may stand in a gap of the rest.
            let at = i + 1 + row[i + 1..].partition_point(|s| s.x0 <= right.x0);
            row.insert(at, right);
        }
        i += 1;
    }
    row
}

fn line(row: &[Span]) -> Line {
    let row = interleaved(row);
    let main = row.iter().max_by_key(|s| s.text.string.len());
    let mut line = Line {
        page: 0,
        direction: Direction::Across,
        x0: row.first().map_or(0.0, |s| s.x0),
        x1: 0.0,
        y: main.map_or(0.0, |s| s.y),
        size: main.map_or(0.0, |s| s.size),
        text: Text::default(),
        cells: Vec::new(),
    };
    let mut reach = f64::MIN;
    for span in &row {
        let gap = span.x0 - reach;
        if line.cells.is_empty() || gap > span.size.min(line.size) {
            line.cells.push(CellSpan { x0: span.x0, x1: span.x1, text: Text::default() });
        }
        let blank = gap > 0.18 * span.size;
        if blank && !line.text.string.is_empty() {
            line.text.blank();
        }
        line.text.append(&span.text);
        if let Some(cell) = line.cells.last_mut() {
            if blank && !cell.text.string.is_empty() {
                cell.text.blank();
            }
            cell.text.append(&span.text);
            cell.x1 = cell.x1.max(span.x1);
        }
        reach = reach.max(span.x1);
    }
    line.x1 = reach;
    bullet(&mut line);
    line
}

/// Word sets its second bullet as the letter o of a typewriter face.
fn bullet(line: &mut Line) {
    let letter = line.cells.len() > 1 && line.cells[0].text.string == "o";
    if letter && let Some(rest) = line.text.string.strip_prefix("o ").map(str::to_owned) {
        let look = line.text.looks.first().map(|l| l.1).unwrap_or_default();
        let old = std::mem::take(&mut line.text);
        line.text.push("•", look);
        line.text.append(&old.tail(old.string.len() - rest.len() - 1));
        line.cells[0].text = Text::default();
        line.cells[0].text.push("•", look);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pdf::fonts::Look;

    fn span(x0: f64, y: f64, text: &str) -> Span {
        let mut t = Text::default();
        t.push(text, Look::default());
        Span { x0, x1: x0 + 5.0 * text.len() as f64, y, size: 10.0, text: t, ..Span::default() }
    }

    fn texts(regions: &[Region]) -> Vec<Vec<String>> {
        regions.iter().map(|r| r.lines.iter().map(|l| l.text.string.clone()).collect()).collect()
    }

    #[test]
    fn columns_are_read_one_after_the_other() {
        let mut spans = vec![span(50.0, 700.0, "A title across both of the columns of text")];
        for i in 0..6 {
            let y = 660.0 - 12.0 * f64::from(i);
            spans.push(span(50.0, y, &format!("left column line {i}")));
            spans.push(span(180.0, y, &format!("right column line {i}")));
        }
        let found = texts(&regions(spans));
        let flat: Vec<&str> = found.iter().flatten().map(String::as_str).collect();
        assert_eq!(flat[0], "A title across both of the columns of text");
        assert_eq!(flat[1..7].iter().filter(|l| l.starts_with("left")).count(), 6);
        assert_eq!(flat[7..13].iter().filter(|l| l.starts_with("right")).count(), 6);
    }

    #[test]
    fn cells_of_a_table_are_not_columns() {
        let mut spans = Vec::new();
        for (i, left) in ["Uptime", "99.9% or more", "99.0% to 99.9%", "under 99%", "none"].iter().enumerate() {
            let y = 660.0 - 12.0 * i as f64;
            spans.push(span(50.0, y, left));
            spans.push(span(180.0, y, &format!("{i}0%")));
        }
        let found = regions(spans);
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].lines.len(), 5);
        assert_eq!(found[0].lines[1].cells.len(), 2);
        assert_eq!(found[0].lines[1].text.string, "99.9% or more 10%");
    }
}
