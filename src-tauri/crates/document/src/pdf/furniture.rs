//! Page headers, footers and page numbers: lines at the edges of pages that recur.

use std::collections::HashMap;

use super::layout::{Layout, What};
use super::regions::Line;

/// Lines looked at from the top of a page.
const TOP: usize = 3;
/// Lines looked at from the bottom of a page.
const BOTTOM: usize = 4;
/// Page numbers that may be missing in between.
const SKIPPED: u32 = 2;
/// Fewest lines between two page numbers in the middle of pages.
const INNER_LINES: usize = 8;
/// Fewest pages that a line must recur on.
const PAGES: usize = 3;

/// For each page, which of its items are furniture.
pub(super) fn furniture(pages: &[Layout]) -> Vec<Vec<bool>> {
    let edges: Vec<Vec<(usize, String)>> = pages.iter().map(edge_lines).collect();
    let mut count: HashMap<&str, usize> = HashMap::new();
    for page in &edges {
        let mut masks: Vec<&str> = page.iter().map(|(_, mask)| mask.as_str()).collect();
        masks.sort_unstable();
        masks.dedup();
        for mask in masks {
            *count.entry(mask).or_default() += 1;
        }
    }
    let recurs = |mask: &str| {
        let n = count.get(mask).copied().unwrap_or(0);
        n >= PAGES && n * 2 >= pages.len()
    };
    let mut out: Vec<Vec<bool>> = pages
        .iter()
        .zip(&edges)
        .map(|(page, edge)| {
            let mut out = vec![false; page.items.len()];
            for (i, mask) in edge {
                out[*i] = recurs(mask) || is_page_number(mask);
            }
            out
        })
        .collect();
    inner_breaks(pages, &mut out);
    out
}

/// Page breaks of an earlier print in the middle of a page, as filings have them: numbers that count up, alone on
/// their lines, and the lines that recur next to them.
fn inner_breaks(pages: &[Layout], furniture: &mut [Vec<bool>]) {
    let lines: Vec<(usize, usize, String, &str)> = pages
        .iter()
        .enumerate()
        .flat_map(|(p, page)| {
            page.items.iter().enumerate().filter_map(move |(i, item)| match &item.what {
                What::Line(line) => Some((p, i, mask(&line.text.string), line.text.string.as_str())),
                What::Contents(_) | What::Table(_) => None,
            })
        })
        .collect();
    // The longest run of numbers that go up by one, with text in between.
    let mut run: Vec<usize> = Vec::new();
    let mut best: Vec<usize> = Vec::new();
    let mut value = 0;
    for (n, (.., mask, text)) in lines.iter().enumerate() {
        if !is_page_number(mask) {
            continue;
        }
        let Some(number) = first_number(text) else { continue };
        let next = number > value && number <= value + 1 + SKIPPED;
        let follows = next && run.last().is_some_and(|&last| n > last + INNER_LINES);
        if !follows {
            run.clear();
        }
        run.push(n);
        value = number;
        if run.len() > best.len() {
            best.clone_from(&run);
        }
    }
    if best.len() < PAGES {
        return;
    }
    let mut beside: HashMap<&str, usize> = HashMap::new();
    for &n in &best {
        let around = [n.wrapping_sub(2), n.wrapping_sub(1), n + 1, n + 2];
        for m in around.into_iter().filter(|m| *m < lines.len()) {
            *beside.entry(lines[m].2.as_str()).or_default() += 1;
        }
    }
    let recurs = |mask: &str| beside.get(mask).is_some_and(|&count| count >= PAGES && count * 2 >= best.len());
    for (n, (p, i, mask, _)) in lines.iter().enumerate() {
        furniture[*p][*i] |= best.contains(&n) || recurs(mask);
    }
}

fn first_number(text: &str) -> Option<u32> {
    let digits: String = text.chars().skip_while(|c| !c.is_ascii_digit()).take_while(char::is_ascii_digit).collect();
    digits.parse().ok()
}

/// The outermost lines of a page with digits masked. A line that is one of many cells is no header.
fn edge_lines(page: &Layout) -> Vec<(usize, String)> {
    let mut lines: Vec<(usize, &Line)> = page
        .items
        .iter()
        .enumerate()
        .filter_map(|(i, item)| match &item.what {
            What::Line(line) => Some((i, line)),
            What::Contents(_) | What::Table(_) => None,
        })
        .collect();
    lines.sort_by(|a, b| b.1.y.total_cmp(&a.1.y));
    let bottom = lines.len().saturating_sub(BOTTOM).max(TOP.min(lines.len()));
    let top = &lines[..TOP.min(lines.len())];
    top.iter().chain(&lines[bottom..]).map(|(i, line)| (*i, mask(&line.text.string))).collect()
}

/// The text without blanks and with every number as one `#`, so that page numbers of any length are alike.
fn mask(text: &str) -> String {
    let mut out = String::new();
    for c in text.chars().filter(|c| !c.is_whitespace()) {
        if c.is_ascii_digit() {
            if !out.ends_with('#') {
                out.push('#');
            }
        } else {
            out.push(c);
        }
    }
    out
}

/// Whether a masked line holds a page number and nothing else.
fn is_page_number(mask: &str) -> bool {
    let bare = mask.trim_matches(['-', '–', '—', '|', '·', '~', '[', ']']).to_lowercase();
    matches!(
        bare.as_str(),
        "#" | "page#"
            | "page#of#"
            | "#of#"
            | "#/#"
            | "page#/#"
            | "p.#"
            | "第#页"
            | "第#页共#页"
            | "第#页/共#页"
            | "第#页,共#页"
            | "第#页，共#页"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn page_numbers_are_told_from_text() {
        for text in ["12", "- 3 -", "Page 4 of 10", "第 3 页 共 12 页", "3 / 7", "[5]"] {
            assert!(is_page_number(&mask(text)), "{text}");
        }
        for text in ["1.", "Page", "12 months", "第三条", "99.9%", "(a)"] {
            assert!(!is_page_number(&mask(text)), "{text}");
        }
    }
}
