//! Tables without rules: lines whose stretches stand below each other in columns.

use super::grid::{Grid, GridCell};
use super::regions::{CellSpan, Line};
use super::spans::Text;

/// How far the edges of a column's cells may differ, in points.
const ALIGNED: f64 = 4.0;
/// Rows further apart than this many font sizes are not of one table.
const ROW_GAP: f64 = 3.2;
/// A line this close to the one above, in font sizes, goes on in its cell.
const WRAP_GAP: f64 = 1.45;

/// Narrowest gap between columns, in font sizes.
const COLUMN_GAP: f64 = 1.2;
/// The same in a table of two rows.
const COLUMN_GAP_OF_TWO: f64 = 2.0;

#[derive(Clone, Copy, Debug)]
struct Column {
    x0: f64,
    x1: f64,
}

/// The table that starts at the first of `lines`, and how many lines it takes.
pub(super) fn table(lines: &[Line]) -> Option<(Grid, usize)> {
    let first = lines.first()?;
    let cells = cells(first);
    if cells.len() < 2 {
        return None;
    }
    let mut columns: Vec<Column> = cells.iter().map(|c| Column { x0: c.x0, x1: c.x1 }).collect();
    // For each row its lines, and for each line its cells with their columns.
    let mut rows: Vec<Vec<Vec<(usize, CellSpan)>>> = vec![vec![cells.into_iter().enumerate().collect()]];
    let mut taken = 1;
    for pair in lines.windows(2) {
        let (above, line) = (&pair[0], &pair[1]);
        let gap = (above.y - line.y) / line.size.max(above.size).max(0.1);
        if !(0.0..=ROW_GAP).contains(&gap) {
            break;
        }
        let cells = self::cells(line);
        let Some(placed) = place(&mut columns, &cells) else { break };
        let row: Vec<(usize, CellSpan)> = placed.into_iter().zip(cells).collect();
        if row.len() >= 2 {
            rows.push(vec![row]);
        } else if gap <= WRAP_GAP && row.first().is_some_and(|(c, _)| *c > 0) {
            if let Some(last) = rows.last_mut() {
                last.push(row);
            }
        } else {
            break;
        }
        taken += 1;
    }
    // Justified lines have wide gaps too: two rows must be further apart than three.
    let gap = columns.windows(2).map(|w| w[1].x0 - w[0].x1).fold(f64::MAX, f64::min);
    if gap < first.size * if rows.len() > 2 { COLUMN_GAP } else { COLUMN_GAP_OF_TWO } {
        return None;
    }
    // Wrapped lines in which every column goes on count as rows; two rows with two cells each are the least.
    if rows.len() < 2 || !(0..columns.len()).all(|c| is_aligned(&rows, c)) {
        return None;
    }
    let grid = Grid {
        x0: columns.first()?.x0,
        x1: columns.last()?.x1,
        bottom: lines[taken - 1].y,
        top: first.y + first.size,
        rows: rows.len(),
        columns: columns.len(),
        cells: grid_cells(&rows, columns.len(), lines),
    };
    Some((grid, taken))
}

/// A line with several cells as a table of one row.
pub(super) fn single(line: &Line) -> Option<Grid> {
    let cells = cells(line);
    if cells.len() < 2 {
        return None;
    }
    let columns = cells.len();
    let rows = vec![vec![cells.into_iter().enumerate().collect()]];
    Some(Grid {
        x0: line.x0,
        x1: line.x1,
        bottom: line.y,
        top: line.y + line.size,
        rows: 1,
        columns,
        cells: grid_cells(&rows, columns, std::slice::from_ref(line)),
    })
}

/// The cells of a line; a label or bullet belongs to the text after it.
fn cells(line: &Line) -> Vec<CellSpan> {
    let mut cells = line.cells.clone();
    if cells.len() >= 2 && is_label(&cells[0].text.string) {
        let label = cells.remove(0);
        if let Some(first) = cells.first_mut() {
            let mut text = label.text;
            text.blank();
            text.append(&first.text);
            *first = CellSpan { x0: label.x0, x1: first.x1, text };
        }
    }
    cells
}

/// Whether a short stretch at the start of a line is a label or a bullet rather than a cell.
pub(super) fn is_label(text: &str) -> bool {
    let text = text.trim();
    let count = text.chars().count();
    if count <= 1 {
        return text.chars().all(|c| !c.is_alphanumeric());
    }
    let inner =
        text.trim_start_matches(['(', '（', '[', '第']).trim_end_matches(['.', ')', '）', ']', '、', ':', '条', '章']);
    let marked = inner.len() < text.len() || inner.contains('.');
    let number = !inner.is_empty() && inner.split('.').all(|p| !p.is_empty() && p.chars().all(|c| c.is_ascii_digit()));
    let letters = inner.chars().count() <= 4 && inner.chars().all(|c| c.is_ascii_alphabetic());
    let han = inner.chars().all(|c| "一二三四五六七八九十百零〇".contains(c));
    let words = ["section", "article", "clause", "schedule", "exhibit", "annex"];
    let word = words.iter().any(|w| text.to_lowercase().starts_with(w)) && count <= 14;
    count <= 10 && marked && (number || letters || han) || word
}

/// The column of each cell, columns widened to hold them; `None` where a cell falls into more than one.
fn place(columns: &mut Vec<Column>, cells: &[CellSpan]) -> Option<Vec<usize>> {
    let mut widened = columns.clone();
    let mut placed = Vec::with_capacity(cells.len());
    for cell in cells {
        let mut hit = (0..widened.len()).filter(|&i| cell.x0 < widened[i].x1 && cell.x1 > widened[i].x0);
        let column = match (hit.next(), hit.next()) {
            (Some(i), None) => i,
            // Below the gap between two columns: it belongs to the one whose edge it shares.
            (None, _) => (0..widened.len()).find(|&i| (widened[i].x0 - cell.x0).abs() <= ALIGNED)?,
            _ => return None,
        };
        if placed.last().is_some_and(|&last| last >= column) {
            return None;
        }
        widened[column] = Column { x0: widened[column].x0.min(cell.x0), x1: widened[column].x1.max(cell.x1) };
        placed.push(column);
    }
    if widened.windows(2).any(|w| w[0].x1 >= w[1].x0) {
        return None;
    }
    *columns = widened;
    Some(placed)
}

/// Whether the cells of a column share their left edge, right edge or middle.
fn is_aligned(rows: &[Vec<Vec<(usize, CellSpan)>>], column: usize) -> bool {
    let cells: Vec<&CellSpan> =
        rows.iter().flatten().flatten().filter(|(c, _)| *c == column).map(|(_, cell)| cell).collect();
    let spread = |of: fn(&CellSpan) -> f64| {
        let values = cells.iter().map(|c| of(c));
        let (low, high) = values.fold((f64::MAX, f64::MIN), |(l, h), v| (l.min(v), h.max(v)));
        high - low
    };
    cells.len() >= 2
        && (spread(|c| c.x0) <= ALIGNED
            || spread(|c| c.x1) <= ALIGNED
            || spread(|c| f64::midpoint(c.x0, c.x1)) <= ALIGNED)
}

fn grid_cells(rows: &[Vec<Vec<(usize, CellSpan)>>], columns: usize, lines: &[Line]) -> Vec<GridCell> {
    let mut out = Vec::new();
    let mut next_line = 0;
    for (row_number, row) in rows.iter().enumerate() {
        let mut in_column: Vec<Vec<Line>> = vec![Vec::new(); columns];
        for cells in row {
            let line = &lines[next_line];
            next_line += 1;
            for (column, cell) in cells {
                in_column[*column].push(part_of(line, cell));
            }
        }
        for (column, lines) in in_column.into_iter().enumerate().filter(|(_, l)| !l.is_empty()) {
            out.push(GridCell { row: row_number, column, row_span: 1, column_span: 1, lines });
        }
    }
    out
}

fn part_of(line: &Line, cell: &CellSpan) -> Line {
    let text: Text = cell.text.clone();
    Line { x0: cell.x0, x1: cell.x1, text, cells: vec![cell.clone()], ..line.clone() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pdf::fonts::Look;
    use crate::pdf::regions::lines;
    use crate::pdf::spans::Span;

    fn page(rows: &[&[(f64, &str)]]) -> Vec<Line> {
        let mut spans = Vec::new();
        for (i, row) in rows.iter().enumerate() {
            for (x0, text) in *row {
                let mut t = Text::default();
                t.push(text, Look::default());
                let y = 700.0 - 12.0 * i as f64;
                spans.push(Span {
                    x0: *x0,
                    x1: x0 + 5.0 * text.len() as f64,
                    y,
                    size: 10.0,
                    text: t,
                    ..Span::default()
                });
            }
        }
        lines(spans)
    }

    fn cells(grid: &Grid) -> Vec<(usize, usize, String)> {
        let text = |c: &GridCell| c.lines.iter().map(|l| l.text.string.as_str()).collect::<Vec<_>>().join(" ");
        grid.cells.iter().map(|c| (c.row, c.column, text(c))).collect()
    }

    #[test]
    fn aligned_stretches_are_rows() {
        let lines = page(&[
            &[(50.0, "Uptime"), (200.0, "Credit")],
            &[(50.0, "99.0% to 99.9%"), (200.0, "10% of the")],
            &[(200.0, "monthly fee")],
            &[(50.0, "below 99.0%"), (200.0, "25%")],
            &[(50.0, "Credits are paid on the next invoice after the claim.")],
        ]);
        let (grid, taken) = table(&lines).unwrap();
        assert_eq!(taken, 4);
        let expected = [
            (0, 0, "Uptime"),
            (0, 1, "Credit"),
            (1, 0, "99.0% to 99.9%"),
            (1, 1, "10% of the monthly fee"),
            (2, 0, "below 99.0%"),
            (2, 1, "25%"),
        ];
        assert_eq!(cells(&grid), expected.map(|(r, c, t)| (r, c, t.to_owned())));
    }

    #[test]
    fn lists_and_text_are_no_tables() {
        let list = page(&[&[(50.0, "(a)"), (80.0, "the first item")], &[(50.0, "(b)"), (80.0, "the second item")]]);
        assert!(table(&list).is_none());
        let text =
            page(&[&[(50.0, "a line with"), (130.0, "a wide gap")], &[(50.0, "and one without any gap at all")]]);
        assert!(table(&text).is_none());
        let single = page(&[&[(50.0, "Date"), (200.0, "Name")]]);
        assert!(table(&single).is_none());
    }

    #[test]
    fn labels() {
        for label in ["(a)", "1.", "1.1", "12.3.4", "•", "iv)", "（一）", "一、", "第三条", "Section 4", "A."]
        {
            assert!(is_label(label), "{label}");
        }
        for text in ["Fee", "10%", "99.9%", "Uptime", "2024", "by"] {
            assert!(!is_label(text), "{text}");
        }
    }
}
