//! Tables drawn with rules: the rules give the grid, the text falls into its cells.

use super::collect::Rule;
use super::regions::{Line, lines};
use super::spans::Span;

/// Rules this close are one, in points; also how far rules may miss each other and still meet.
const NEAR: f64 = 3.0;
/// Narrowest column and lowest row, in points; less is a double rule.
const MIN_CELL: f64 = 6.0;
/// Grid lines in one direction, at most.
const MAX_LINES: usize = 200;

/// A table of a page.
#[derive(Clone, Debug, Default)]
pub(super) struct Grid {
    pub(super) x0: f64,
    pub(super) x1: f64,
    pub(super) bottom: f64,
    pub(super) top: f64,
    pub(super) rows: usize,
    pub(super) columns: usize,
    pub(super) cells: Vec<GridCell>,
}

/// A cell with its lines of text.
#[derive(Clone, Debug, Default)]
pub(super) struct GridCell {
    pub(super) row: usize,
    pub(super) column: usize,
    pub(super) row_span: usize,
    pub(super) column_span: usize,
    pub(super) lines: Vec<Line>,
}

impl Grid {
    /// Page index of its last line.
    pub(super) fn page(&self) -> usize {
        self.cells.iter().rev().flat_map(|c| c.lines.last()).map(|l| l.page).next().unwrap_or(0)
    }

    /// Whether `next`, at the top of the next page, has the same columns.
    pub(super) fn continues_in(&self, next: &Self) -> bool {
        let near = |a: f64, b: f64| (a - b).abs() < 8.0;
        let starts = |grid: &Self| {
            let mut starts = vec![f64::MAX; grid.columns];
            for cell in &grid.cells {
                let left = cell.lines.iter().map(|l| l.x0).fold(f64::MAX, f64::min);
                starts[cell.column] = starts[cell.column].min(left);
            }
            starts
        };
        self.columns == next.columns && starts(self).iter().zip(starts(next)).all(|(a, b)| near(*a, b))
    }

    /// Adds the rows of `next`, without a header that is repeated there.
    pub(super) fn append(&mut self, next: Self) {
        let row_text = |grid: &Self| -> Vec<String> {
            let first = grid.cells.iter().filter(|c| c.row == 0);
            first.flat_map(|c| &c.lines).map(|l| l.text.string.clone()).collect()
        };
        let skip = usize::from(next.rows > 1 && row_text(self) == row_text(&next));
        let cells = next.cells.into_iter().filter(|c| c.row >= skip);
        let rows = self.rows;
        self.cells.extend(cells.map(|c| GridCell { row: c.row + rows - skip, ..c }));
        self.rows += next.rows - skip;
    }
}

/// Takes the text of ruled tables out of `spans`.
pub(super) fn grids(rules: &[Rule], spans: &mut Vec<Span>) -> Vec<Grid> {
    let horizontal = merged(rules.iter().filter(|r| r.horizontal));
    let vertical = merged(rules.iter().filter(|r| !r.horizontal));
    let mut found = Vec::new();
    for group in groups(&horizontal, &vertical) {
        if let Some(grid) = grid(&group, spans) {
            found.push(grid);
        }
    }
    found
}

/// Rules on the same line that touch become one.
fn merged<'r>(rules: impl Iterator<Item = &'r Rule>) -> Vec<Rule> {
    let mut rules: Vec<Rule> = rules.copied().collect();
    rules.sort_by(|a, b| a.at.total_cmp(&b.at).then(a.from.total_cmp(&b.from)));
    let mut out: Vec<Rule> = Vec::new();
    for rule in rules {
        let near = out.iter_mut().rev().take_while(|r| rule.at - r.at <= NEAR);
        let touching = near.into_iter().find(|r| rule.from <= r.to + NEAR && rule.to >= r.from - NEAR);
        match touching {
            Some(r) => (r.from, r.to) = (r.from.min(rule.from), r.to.max(rule.to)),
            None => out.push(rule),
        }
    }
    out
}

#[derive(Default)]
struct Group {
    horizontal: Vec<Rule>,
    vertical: Vec<Rule>,
}

/// Rules that hang together by crossing or touching.
fn groups(horizontal: &[Rule], vertical: &[Rule]) -> Vec<Group> {
    let mut parent: Vec<usize> = (0..horizontal.len() + vertical.len()).collect();
    fn root(parent: &mut [usize], mut i: usize) -> usize {
        while parent[i] != i {
            parent[i] = parent[parent[i]];
            i = parent[i];
        }
        i
    }
    // Vertical rules are in order of x: only those within a horizontal rule's reach can meet it.
    for (i, h) in horizontal.iter().enumerate() {
        let from = vertical.partition_point(|v| v.at < h.from - NEAR);
        for (j, v) in vertical.iter().enumerate().skip(from).take_while(|(_, v)| v.at <= h.to + NEAR) {
            if v.from - NEAR <= h.at && h.at <= v.to + NEAR {
                let (a, b) = (root(&mut parent, i), root(&mut parent, horizontal.len() + j));
                parent[a] = b;
            }
        }
    }
    let mut by_root: std::collections::BTreeMap<usize, Group> = std::collections::BTreeMap::new();
    for i in 0..parent.len() {
        let group = by_root.entry(root(&mut parent, i)).or_default();
        match i.checked_sub(horizontal.len()) {
            None => group.horizontal.push(horizontal[i]),
            Some(j) => group.vertical.push(vertical[j]),
        }
    }
    by_root.into_values().filter(|g| g.horizontal.len() >= 2 && !g.vertical.is_empty()).collect()
}

/// Positions of grid lines, with those too close together taken as one.
fn positions(values: impl Iterator<Item = f64>) -> Vec<f64> {
    let mut values: Vec<f64> = values.collect();
    values.sort_by(f64::total_cmp);
    let mut out: Vec<f64> = Vec::new();
    for v in values {
        if out.last().is_none_or(|last| v - last > MIN_CELL) {
            out.push(v);
        }
    }
    out
}

fn grid(group: &Group, spans: &mut Vec<Span>) -> Option<Grid> {
    let (h, v) = (&group.horizontal, &group.vertical);
    let xs = positions(v.iter().map(|r| r.at).chain(h.iter().flat_map(|r| [r.from, r.to])));
    let ys = positions(h.iter().map(|r| r.at).chain(v.iter().flat_map(|r| [r.from, r.to])));
    if xs.len() < 3 || ys.len() < 2 || xs.len() > MAX_LINES || ys.len() > MAX_LINES {
        return None;
    }
    let (columns, rows) = (xs.len() - 1, ys.len() - 1);
    // Rows from top to bottom.
    let low = |row: usize| ys[rows - 1 - row];
    let high = |row: usize| ys[rows - row];
    let middle = |a: f64, b: f64| f64::midpoint(a, b);
    let wall_right = |row: usize, column: usize| {
        let y = middle(low(row), high(row));
        v.iter().any(|r| (r.at - xs[column + 1]).abs() <= MIN_CELL && r.from - NEAR <= y && y <= r.to + NEAR)
    };
    let wall_below = |row: usize, column: usize| {
        let x = middle(xs[column], xs[column + 1]);
        h.iter().any(|r| (r.at - low(row)).abs() <= MIN_CELL && r.from - NEAR <= x && x <= r.to + NEAR)
    };

    let mut owner = vec![usize::MAX; rows * columns];
    let mut cells: Vec<GridCell> = Vec::new();
    for row in 0..rows {
        for column in 0..columns {
            if owner[row * columns + column] != usize::MAX {
                continue;
            }
            let mut column_span = 1;
            while column + column_span < columns
                && owner[row * columns + column + column_span] == usize::MAX
                && !wall_right(row, column + column_span - 1)
            {
                column_span += 1;
            }
            let mut row_span = 1;
            while row + row_span < rows
                && (column..column + column_span).all(|c| !wall_below(row + row_span - 1, c))
                && (column..column + column_span).all(|c| owner[(row + row_span) * columns + c] == usize::MAX)
            {
                row_span += 1;
            }
            for r in row..row + row_span {
                owner[r * columns + column..r * columns + column + column_span].fill(cells.len());
            }
            cells.push(GridCell { row, column, row_span, column_span, lines: Vec::new() });
        }
    }

    let (x0, x1, bottom, top) = (xs[0], xs[columns], ys[0], ys[rows]);
    let inside = |s: &Span| {
        let (x, y) = (middle(s.x0, s.x1), s.y + 0.3 * s.size);
        x0 - NEAR <= x && x <= x1 + NEAR && bottom - NEAR <= y && y <= top + NEAR
    };
    let mut texts: Vec<Vec<Span>> = vec![Vec::new(); cells.len()];
    let (own, rest): (Vec<Span>, Vec<Span>) = std::mem::take(spans).into_iter().partition(inside);
    *spans = rest;
    for span in own.iter().cloned() {
        let (x, y) = (middle(span.x0, span.x1), span.y + 0.3 * span.size);
        let column = xs[1..columns].partition_point(|&edge| edge <= x);
        let row = rows - 1 - ys[1..rows].partition_point(|&edge| edge <= y);
        texts[owner[row * columns + column]].push(span);
    }
    // Drawings are full of crossing lines: a table has text in most of two columns or rows.
    let filled = texts.iter().filter(|t| !t.is_empty()).count();
    let columns_used = cells.iter().zip(&texts).filter(|(_, t)| !t.is_empty()).map(|(c, _)| c.column);
    let columns_used: std::collections::BTreeSet<usize> = columns_used.collect();
    if filled < 2 || columns_used.len() < 2 {
        spans.extend(own);
        return None;
    }
    for (cell, text) in cells.iter_mut().zip(texts) {
        cell.lines = lines(text);
    }
    Some(squeezed(Grid { x0, x1, bottom, top, rows, columns, cells }))
}

/// Leaves out rows and columns that have no text: double rules, spacers.
fn squeezed(mut grid: Grid) -> Grid {
    let used = |count: usize, at: fn(&GridCell) -> usize| -> Vec<usize> {
        let used: Vec<bool> =
            (0..count).map(|i| grid.cells.iter().any(|c| at(c) == i && !c.lines.is_empty())).collect();
        // New number of each line: how many used ones are before it.
        let mut next = 0;
        let mut map: Vec<usize> = used
            .iter()
            .map(|&u| {
                next += usize::from(u);
                next - usize::from(u)
            })
            .collect();
        map.push(next);
        map
    };
    let rows = used(grid.rows, |c| c.row);
    let columns = used(grid.columns, |c| c.column);
    grid.cells.retain(|c| !c.lines.is_empty());
    for cell in &mut grid.cells {
        let (row_end, column_end) = (rows[cell.row + cell.row_span], columns[cell.column + cell.column_span]);
        (cell.row, cell.column) = (rows[cell.row], columns[cell.column]);
        cell.row_span = row_end.saturating_sub(cell.row).max(1);
        cell.column_span = column_end.saturating_sub(cell.column).max(1);
    }
    grid.rows = rows.last().copied().unwrap_or(0);
    grid.columns = columns.last().copied().unwrap_or(0);
    grid
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pdf::fonts::Look;
    use crate::pdf::spans::Text;

    fn span(x0: f64, y: f64, text: &str) -> Span {
        let mut t = Text::default();
        t.push(text, Look::default());
        Span { x0, x1: x0 + 5.0 * text.len() as f64, y, size: 10.0, text: t, ..Span::default() }
    }

    fn across(at: f64, from: f64, to: f64) -> Rule {
        Rule { horizontal: true, at, from, to }
    }

    fn down(at: f64, from: f64, to: f64) -> Rule {
        Rule { horizontal: false, at, from, to }
    }

    #[test]
    fn rules_make_cells_and_missing_rules_merge_them() {
        // Two columns and three rows; the first row is one cell.
        let rules = [
            across(100.0, 0.0, 200.0),
            across(120.0, 0.0, 200.0),
            across(140.0, 0.0, 200.0),
            across(160.0, 0.0, 200.0),
            down(0.0, 100.0, 160.0),
            down(100.0, 100.0, 140.0),
            down(200.0, 100.0, 160.0),
        ];
        let mut spans = vec![
            span(5.0, 146.0, "Credits"),
            span(5.0, 126.0, "below 99.9%"),
            span(105.0, 126.0, "10%"),
            span(5.0, 106.0, "below 99%"),
            span(105.0, 106.0, "25%"),
            span(5.0, 300.0, "outside"),
        ];
        let found = grids(&rules, &mut spans);
        assert_eq!(spans.len(), 1);
        assert_eq!(found.len(), 1);
        let cells: Vec<_> =
            found[0].cells.iter().map(|c| (c.row, c.column, c.column_span, c.lines[0].text.string.as_str())).collect();
        let expected = [
            (0, 0, 2, "Credits"),
            (1, 0, 1, "below 99.9%"),
            (1, 1, 1, "10%"),
            (2, 0, 1, "below 99%"),
            (2, 1, 1, "25%"),
        ];
        assert_eq!(cells, expected);
    }

    #[test]
    fn frames_and_underlines_are_no_tables() {
        let frame =
            [across(0.0, 0.0, 200.0), across(100.0, 0.0, 200.0), down(0.0, 0.0, 100.0), down(200.0, 0.0, 100.0)];
        let mut spans = vec![span(5.0, 50.0, "a notice in a box"), span(5.0, 30.0, "second line")];
        assert!(grids(&frame, &mut spans).is_empty());
        assert!(grids(&[across(48.0, 5.0, 60.0)], &mut spans).is_empty());
        assert_eq!(spans.len(), 2);
    }
}
