//! Tables of contents: lines that end in leaders and a page number, or in page numbers that stand below each other
//! and count up.

use super::regions::Line;
use crate::measure::is_labelled;

/// Lines with page numbers but without leaders that make a table of contents below its title.
const ENTRIES: usize = 3;
/// The same without a title; then every entry must have a label too.
const UNTITLED_ENTRIES: usize = 5;
/// How far the right edges of page numbers may differ, in points.
const ALIGNED: f64 = 4.0;
/// Entries further apart than this many font sizes are not of one table.
const ROW_GAP: f64 = 3.5;

/// Which lines of a region belong to a table of contents.
pub(super) fn marks(lines: &[Line]) -> Vec<bool> {
    let mut marks: Vec<bool> = lines.iter().map(|l| has_leaders(&l.text.string)).collect();
    let mut start = 0;
    while start < lines.len() {
        let end = start + run(&lines[start..]);
        let titled = start > 0 && is_title(&lines[start - 1].text.string);
        let entries = lines[start..end].iter().filter(|l| page_number(l).is_some()).count();
        let labelled = || {
            let entries = lines[start..end].iter().filter(|l| page_number(l).is_some());
            entries.filter(|l| !is_labelled(&l.text.string)).count() == 0
        };
        if (titled && entries >= ENTRIES) || (entries >= UNTITLED_ENTRIES && labelled()) {
            marks[start..end].fill(true);
        }
        start = end.max(start + 1);
    }
    // The first lines of entries that are too long for one, and the title.
    for i in (1..lines.len()).rev() {
        let above = &lines[i - 1];
        if marks[i] && !marks[i - 1] {
            let wrapped = i > 1 && marks[i - 2] && above.y - lines[i].y < 1.5 * above.size;
            marks[i - 1] = wrapped || is_title(&above.text.string);
        }
    }
    marks
}

/// How many lines from the first on are entries whose page numbers stand below each other and never go down. An entry
/// may have one line without a number.
fn run(lines: &[Line]) -> usize {
    let Some(mut last) = lines.first().and_then(page_number) else { return 0 };
    let right = lines[0].x1;
    let mut taken = 1;
    let mut wrapped = false;
    for pair in lines.windows(2) {
        let gap = (pair[0].y - pair[1].y) / pair[1].size.max(0.1);
        if !(0.0..=ROW_GAP).contains(&gap) {
            break;
        }
        match page_number(&pair[1]) {
            Some(number) if number >= last && (pair[1].x1 - right).abs() <= ALIGNED => {
                last = number;
                wrapped = false;
            }
            None if !wrapped && pair[1].x1 < right - 2.0 * pair[1].size => wrapped = true,
            _ => break,
        }
        taken += 1;
    }
    // A line without a number at the end begins something else.
    if wrapped { taken - 1 } else { taken }
}

/// The number that stands by itself at the right end of a line.
fn page_number(line: &Line) -> Option<u32> {
    let [first, .., last] = line.cells.as_slice() else { return None };
    let letters = first.text.string.chars().filter(|c| c.is_alphabetic()).count()
        + line.cells[1..line.cells.len() - 1].iter().map(|c| c.text.string.len()).sum::<usize>();
    let number: u32 = last.text.string.trim().parse().ok()?;
    (letters >= 2 && number < 2_000).then_some(number)
}

/// Whether a line is the title of a table of contents.
fn is_title(text: &str) -> bool {
    let bare: String = text.chars().filter(|c| !c.is_whitespace()).collect::<String>().to_lowercase();
    matches!(bare.as_str(), "contents" | "tableofcontents" | "index" | "目录" | "目錄" | "目次" | "contents:")
}

/// Whether a line ends in dots and a page number.
fn has_leaders(text: &str) -> bool {
    let is_page = |c: char| c.is_ascii_digit() || matches!(c, 'i' | 'v' | 'x' | 'I' | 'V' | 'X' | ' ');
    let bare = text.trim_end_matches(is_page);
    if bare.len() == text.len() {
        return false;
    }
    let dot = |c: char| match c {
        ' ' => Some(0),
        '…' | '⋯' => Some(3),
        '.' | '·' | '_' => Some(1),
        _ => None,
    };
    bare.chars().rev().map_while(dot).sum::<usize>() >= 4
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pdf::fonts::Look;
    use crate::pdf::regions::lines;
    use crate::pdf::spans::{Span, Text};

    fn page(rows: &[(&str, &str)]) -> Vec<Line> {
        let mut spans = Vec::new();
        for (i, (title, number)) in rows.iter().enumerate() {
            let y = 700.0 - 14.0 * i as f64;
            for (text, right) in [(*title, None), (*number, Some(500.0))] {
                if !text.is_empty() {
                    let mut t = Text::default();
                    t.push(text, Look::default());
                    let width = 5.0 * text.chars().count() as f64;
                    let x0 = right.map_or(50.0, |r| r - width);
                    spans.push(Span { x0, x1: x0 + width, y, size: 10.0, text: t, ..Span::default() });
                }
            }
        }
        lines(spans)
    }

    #[test]
    fn leaders_make_contents() {
        for text in ["1. Definitions ........ 3", "第一条 定义……………… 2", "Annex A . . . . . iv"] {
            assert!(has_leaders(text), "{text}");
        }
        for text in ["within 30 days", "and so on... 3", "Name: ________"] {
            assert!(!has_leaders(text), "{text}");
        }
    }

    #[test]
    fn page_numbers_that_count_up_make_contents() {
        type Case<'c> = (&'c str, &'c [(&'c str, &'c str)], &'c [bool]);
        let cases: &[Case<'_>] = &[
            (
                "below a title, with a wrapped entry",
                &[
                    ("Contents", ""),
                    ("Fees", "2"),
                    ("Limits of what either", ""),
                    ("party pays", "4"),
                    ("Law", "4"),
                    ("Text", ""),
                ],
                &[true, true, true, true, true, false],
            ),
            (
                "without a title",
                &[("1. Fees", "2"), ("2. Term", "3"), ("3. Law", "3"), ("4. Caps", "5"), ("5. End", "6")],
                &[true; 5],
            ),
            ("too few without a title", &[("1. Fees", "2"), ("2. Term", "3"), ("3. Law", "3")], &[false; 3]),
            (
                "credits",
                &[("below 99%", "10"), ("below 98%", "20"), ("below 97%", "30"), ("below 96%", "40"), ("less", "50")],
                &[false; 5],
            ),
            ("going down", &[("Contents", ""), ("Fees", "9"), ("Term", "3"), ("Law", "1")], &[false; 4]),
        ];
        for (name, rows, expected) in cases {
            assert_eq!(marks(&page(rows)), *expected, "{name}");
        }
    }
}
