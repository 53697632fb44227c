//! A page as lines and tables in reading order.

use std::collections::BTreeMap;

use super::collect::{Direction, Glyph, Rule};
use super::contents;
use super::grid::{Grid, GridCell, grids};
use super::regions::{Line, Region, lines, regions};
use super::rows;
use super::spans::spans;
use crate::measure::is_clause;

/// A cell with more characters holds prose: the table lays out the page.
const PROSE: usize = 900;

/// A piece of a page.
#[derive(Clone, Debug)]
pub(super) struct Item {
    /// Lines of one number follow each other in one column.
    pub(super) region: usize,
    pub(super) what: What,
}

/// A line or a table.
#[derive(Clone, Debug)]
pub(super) enum What {
    Line(Line),
    /// A line of a table of contents.
    Contents(Line),
    Table(Grid),
}

/// The layout of a page.
#[derive(Clone, Debug, Default)]
pub(super) struct Layout {
    /// Height of the page.
    pub(super) height: f64,
    pub(super) items: Vec<Item>,
    /// What is marked as page furniture in the upper half of the page, and in the lower.
    pub(super) above: Vec<Line>,
    pub(super) below: Vec<Line>,
}

/// Lays out what a page has drawn. `height` is that of the page.
pub(super) fn layout(page: usize, height: f64, glyphs: Vec<Glyph>, rules: &[Rule]) -> Layout {
    let mut layout = Layout { height, ..Layout::default() };
    let mut by_direction: BTreeMap<Direction, (Vec<Glyph>, Vec<Glyph>)> = BTreeMap::new();
    for glyph in glyphs {
        let (body, artifacts) = by_direction.entry(glyph.direction).or_default();
        if glyph.artifact { artifacts.push(glyph) } else { body.push(glyph) }
    }
    let mut directions: Vec<_> = by_direction.into_iter().collect();
    // The direction that most of the page is set in comes first.
    directions.sort_by_key(|(_, (body, _))| std::cmp::Reverse(body.len()));
    for (direction, (body, artifacts)) in directions {
        for line in lines(spans(&artifacts, &[])) {
            let line = Line { page, direction, ..line };
            let upper = direction == Direction::Across && line.y > height / 2.0;
            if upper { layout.above.push(line) } else { layout.below.push(line) }
        }
        // Grids are looked for in the common direction only.
        let rules = if direction == Direction::Across { rules } else { &[] };
        let mut spans = spans(&body, rules);
        let grids = grids(rules, &mut spans);
        let mut region_lists: Vec<Vec<What>> = regions(spans).into_iter().map(items).collect();
        for grid in grids {
            insert(grid, &mut region_lists);
        }
        for list in region_lists {
            let region = layout.items.last().map_or(0, |i| i.region + 1);
            layout.items.extend(list.into_iter().map(|mut what| {
                place(&mut what, page, direction);
                Item { region, what }
            }));
        }
    }
    layout
}

fn place(what: &mut What, page: usize, direction: Direction) {
    let set = |line: &mut Line| (line.page, line.direction) = (page, direction);
    match what {
        What::Line(line) | What::Contents(line) => set(line),
        What::Table(grid) => grid.cells.iter_mut().flat_map(|c| &mut c.lines).for_each(set),
    }
}

/// Takes lines of hyphens for what they are in typewritten text: the line above is underlined.
fn typed_underlines(lines: &mut Vec<Line>) {
    let mut i = 1;
    while i < lines.len() {
        let (above, below) = (&lines[i - 1], &lines[i]);
        let close = (0.0..1.6 * above.size).contains(&(above.y - below.y));
        // The label of a heading is often left out.
        let under = below.x0 > above.x0 - above.size && below.x1 < above.x1 + 2.0 * above.size;
        let letters = above.text.string.chars().any(char::is_alphanumeric);
        if close && under && letters && is_typed_rule(&below.text.string) {
            // Under the cells of a table it is a rule and nothing else.
            if let [cell] = lines[i - 1].cells.as_mut_slice() {
                cell.text.underline();
                lines[i - 1].text.underline();
            }
            lines.remove(i);
        } else {
            i += 1;
        }
    }
}

fn is_typed_rule(text: &str) -> bool {
    let typed = text.chars().filter(|c| matches!(c, '-' | '=')).count();
    typed >= 3 && text.chars().all(|c| matches!(c, '-' | '=' | ' '))
}

/// The lines of a region, with those that stand in columns taken as tables.
fn items(mut region: Region) -> Vec<What> {
    typed_underlines(&mut region.lines);
    let mut out = Vec::new();
    let contents = contents::marks(&region.lines);
    let mut at = 0;
    while let Some(line) = region.lines.get(at) {
        let end = at + contents[at..].iter().take_while(|c| !**c).count();
        if contents[at] {
            out.push(What::Contents(line.clone()));
            at += 1;
        } else if let Some((grid, taken)) = rows::table(&region.lines[at..end]) {
            out.push(What::Table(grid));
            at += taken;
        } else {
            out.push(What::Line(line.clone()));
            at += 1;
        }
    }
    out
}

/// Puts a ruled table where it stands between the lines around it; one that holds prose is put there cell by cell.
fn insert(grid: Grid, regions: &mut Vec<Vec<What>>) {
    let (mut best, mut distance) = (None, f64::MAX);
    for (r, list) in regions.iter().enumerate() {
        for (i, what) in list.iter().enumerate() {
            let (x0, x1, top, bottom) = extent(what);
            if x1.min(grid.x1) - x0.max(grid.x0) < 0.3 * (x1 - x0).min(grid.x1 - grid.x0) {
                continue;
            }
            // Above this one, or below it.
            let (at, gap) = if bottom >= grid.top - 3.0 { (i + 1, bottom - grid.top) } else { (i, grid.bottom - top) };
            if gap.abs() < distance {
                distance = gap.abs();
                best = Some((r, at));
            }
        }
    }
    let whats = if is_prose(&grid) {
        grid.cells.into_iter().flat_map(|c| c.lines).map(What::Line).collect()
    } else {
        vec![What::Table(grid)]
    };
    match best {
        Some((r, at)) if matches!(whats[..], [What::Table(_)]) => {
            regions[r].splice(at..at, whats);
        }
        // Cells of prose are columns of their own.
        Some((r, at)) => {
            let after = regions[r].split_off(at);
            regions.splice(r + 1..r + 1, [whats, after]);
        }
        None => regions.push(whats),
    }
}

fn extent(what: &What) -> (f64, f64, f64, f64) {
    match what {
        What::Line(l) | What::Contents(l) => (l.x0, l.x1, l.y + l.size, l.y),
        What::Table(g) => (g.x0, g.x1, g.top, g.bottom),
    }
}

/// Whether a table lays out text: cells as long as pages, or clauses in two languages side by side.
fn is_prose(grid: &Grid) -> bool {
    let text = |c: &GridCell| c.lines.iter().map(|l| l.text.string.as_str()).collect::<Vec<_>>().join(" ");
    let texts: Vec<String> = grid.cells.iter().map(text).collect();
    let long = grid.cells.iter().zip(&texts).any(|(c, t)| t.len() > PROSE && c.lines.len() > 8);
    long || texts.iter().filter(|t| is_clause(t)).count() >= 2
}
