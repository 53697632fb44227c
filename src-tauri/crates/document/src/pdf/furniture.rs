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
/// How far apart the heights of a line may be that stands on both pages of a file of two, in points.
const SAME_HEIGHT: f64 = 1.5;
/// Longest line that may be furniture in the middle of a page, in bytes.
const INNER_LENGTH: usize = 160;

/// For each page, which of its items are furniture.
pub(super) fn furniture(pages: &[Layout]) -> Vec<Vec<bool>> {
    let edges: Vec<Vec<Edge>> = pages.iter().map(edges).collect();
    let mut places: HashMap<&str, Vec<(usize, &Edge)>> = HashMap::new();
    for (p, page) in edges.iter().enumerate() {
        for edge in page {
            let places = places.entry(edge.mask.as_str()).or_default();
            if places.last().is_none_or(|(last, _)| *last < p) {
                places.push((p, edge));
            }
        }
    }
    let recurs = |mask: &str| {
        let Some(places @ [(first, a), .., (last, b)]) = places.get(mask).map(Vec::as_slice) else { return false };
        // On every other page at least; files of several agreements change their headers on the way.
        let often = places.len() >= PAGES && places.len() * 2 > last - first;
        let both = pages.len() == 2 && a.outermost && b.outermost && (a.y - b.y).abs() < SAME_HEIGHT;
        often || both
    };
    let mut out: Vec<Vec<bool>> = pages
        .iter()
        .zip(&edges)
        .map(|(page, edges)| {
            let mut out = vec![false; page.items.len()];
            for edge in edges {
                out[edge.item] = edge.number || recurs(&edge.mask);
            }
            out
        })
        .collect();
    inner_breaks(pages, &mut out);
    out
}

/// A line at the edge of its page.
#[derive(Debug)]
struct Edge {
    item: usize,
    y: f64,
    mask: String,
    /// Nothing stands above it, or nothing below.
    outermost: bool,
    /// It is a page number and nothing else.
    number: bool,
}

/// The lines at the edges of a page. Tables and contents are none.
fn edges(page: &Layout) -> Vec<Edge> {
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
    let top = TOP.min(lines.len());
    let bottom = lines.len().saturating_sub(BOTTOM).max(top);
    let last = lines.len().saturating_sub(1);
    let edge = |n: usize| {
        let (item, line) = lines[n];
        let (text, outermost) = (line.text.string.as_str(), n == 0 || n == last);
        let found = page_number(text);
        // A Roman number could be a label in the text; at the very edge it is none.
        let number = found.as_ref().is_some_and(|n| n.beside.is_empty() && (!n.roman || outermost));
        // The number may stand in the line on some pages and by itself on others.
        let words = found.map(|n| n.beside).filter(|beside| !beside.is_empty());
        Edge { item, y: line.y, mask: mask(words.as_deref().unwrap_or(text)), outermost, number }
    };
    (0..top).chain(bottom..lines.len()).map(edge).collect()
}

/// Page breaks of an earlier print in the middle of a page, as filings have them: numbers that count up, alone on
/// their lines or as `Page 3 of 9` beside words that stay the same, and the lines that recur next to them.
fn inner_breaks(pages: &[Layout], furniture: &mut [Vec<bool>]) {
    let lines = || {
        pages.iter().enumerate().flat_map(|(p, page)| {
            page.items.iter().enumerate().filter_map(move |(i, item)| match &item.what {
                What::Line(line) => Some((p, i, line.text.string.as_str())),
                What::Contents(_) | What::Table(_) => None,
            })
        })
    };
    let places: Vec<(usize, usize)> = lines().map(|(p, i, _)| (p, i)).collect();
    // By the words beside the number: which line, and which number.
    let mut numbered: HashMap<String, Vec<(usize, u32, bool)>> = HashMap::new();
    for (n, (.., text)) in lines().enumerate() {
        if text.len() <= INNER_LENGTH
            && let Some(number) = page_number(text)
        {
            // "Article 3" is a heading.
            let counts = !number.roman && (number.beside.is_empty() || number.explicit);
            numbered.entry(mask(&number.beside)).or_default().push((n, number.value, counts));
        }
    }
    for (beside, found) in numbered {
        let counted = found.iter().filter(|(.., counts)| *counts).map(|&(n, value, _)| (n, value));
        let run = longest_run(counted);
        if run.len() < PAGES {
            continue;
        }
        let mut marked = run.clone();
        if !beside.is_empty() {
            marked.extend(found.iter().map(|(n, ..)| *n));
        }
        let text = |n: usize| match places.get(n).map(|&(p, i)| &pages[p].items[i].what) {
            Some(What::Line(line)) => line.text.string.as_str(),
            _ => "",
        };
        let around = |n: usize| [n.wrapping_sub(2), n.wrapping_sub(1), n + 1, n + 2].map(|m| (m, mask(text(m))));
        let mut count: HashMap<String, usize> = HashMap::new();
        for (_, mask) in run.iter().flat_map(|&n| around(n)).filter(|(_, mask)| !mask.is_empty()) {
            *count.entry(mask).or_default() += 1;
        }
        for (n, mask) in run.iter().flat_map(|&n| around(n)) {
            if count.get(&mask).is_some_and(|&n| n >= PAGES && n * 2 >= run.len()) {
                marked.push(n);
            }
        }
        for (p, i) in marked.into_iter().filter_map(|n| places.get(n)) {
            furniture[*p][*i] = true;
        }
    }
}

/// The longest run of numbers that go up by one, with text in between.
fn longest_run(numbers: impl Iterator<Item = (usize, u32)>) -> Vec<usize> {
    let (mut run, mut best): (Vec<usize>, Vec<usize>) = (Vec::new(), Vec::new());
    let mut value = 0;
    for (n, number) in numbers {
        let next = number > value && number <= value + 1 + SKIPPED;
        if !(next && run.last().is_some_and(|&last| n > last + INNER_LINES)) {
            run.clear();
        }
        run.push(n);
        value = number;
        if run.len() > best.len() {
            best.clone_from(&run);
        }
    }
    best
}

/// A page number at the start or the end of a line.
#[derive(Debug, PartialEq, Eq)]
struct PageNumber {
    value: u32,
    roman: bool,
    /// It says that it is one: `Page 3`, `3 of 9`, 第3页.
    explicit: bool,
    /// The other words of the line.
    beside: String,
}

fn page_number(text: &str) -> Option<PageNumber> {
    let text = text.trim();
    if let Some(found) = han_page_number(text) {
        return Some(found);
    }
    let signs: &[char] = &['-', '–', '—', '|', '·', '•', '~', '[', ']', '/', '.', ','];
    let words: Vec<&str> = text.split([' ', '/', '|']).filter(|w| !w.is_empty()).collect();
    let bare: Vec<String> = words.iter().map(|w| w.trim_matches(signs).to_lowercase()).collect();
    let number = |i: usize| -> Option<(u32, bool)> {
        let word = bare.get(i)?.trim_start_matches("p.").trim_start_matches("pg.");
        // "12." is a label.
        let label = words[i].ends_with(['.', ',']) || words[i].starts_with('.');
        match word.parse() {
            Ok(value) if !label && value < 100_000 => Some((value, false)),
            _ => roman(word).filter(|_| !label).map(|value| (value, true)),
        }
    };
    // From each end: [page] number [of number], the longest first.
    let take = |at: usize| -> Option<(usize, PageNumber)> {
        let page = bare.get(at).is_some_and(|w| matches!(w.as_str(), "page" | "p" | "pg"));
        let first = at + usize::from(page);
        let (value, roman) = number(first)?;
        let of = bare.get(first + 1).is_some_and(|w| w == "of");
        let total = text.contains('/') && number(first + 1).is_some();
        let end = first + 1 + if of && number(first + 2).is_some() { 2 } else { usize::from(total) };
        let prefixed = bare[first].starts_with("p.") || bare[first].starts_with("pg.");
        let explicit = page || prefixed || end > first + 1;
        Some((end, PageNumber { value, roman, explicit, beside: String::new() }))
    };
    let rest = |from: usize, to: usize| {
        let kept = words[..from].iter().chain(&words[to..]).filter(|w| !w.trim_matches(signs).is_empty());
        kept.copied().collect::<Vec<_>>().join(" ")
    };
    // Signs alone are no words of the line.
    let start = bare.iter().position(|w| !w.is_empty())?;
    let finish = bare.iter().rposition(|w| !w.is_empty())? + 1;
    if let Some((end, found)) = take(start) {
        return Some(PageNumber { beside: rest(start, end), ..found });
    }
    let at = (finish.saturating_sub(4)..finish).find(|&at| take(at).is_some_and(|(end, _)| end == finish))?;
    take(at).map(|(end, found)| PageNumber { beside: rest(at, end), ..found })
}

/// `第 3 页`, `第3页 共9页`, `第3页/共9页`.
fn han_page_number(text: &str) -> Option<PageNumber> {
    let from = text.find('第')?;
    let rest = text[from + '第'.len_utf8()..].trim_start();
    let digits = rest.len() - rest.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let value = rest[..digits].parse().ok()?;
    let after =
        rest[digits..].trim_start().strip_prefix('页').or_else(|| rest[digits..].trim_start().strip_prefix('頁'))?;
    let total = |c: char| c.is_ascii_digit() || matches!(c, '共' | '页' | '頁' | '/' | ',' | '，' | ' ');
    let beside = format!("{} {}", text[..from].trim(), after.trim_start_matches(total).trim());
    let bare = beside.trim_matches(['-', '–', '—', '|', '·', ' ']).to_owned();
    Some(PageNumber { value, roman: false, explicit: true, beside: bare })
}

/// A Roman number as front matter is counted in, up to 39.
fn roman(word: &str) -> Option<u32> {
    let (tens, rest) = (word.len() - word.trim_start_matches('x').len(), word.trim_start_matches('x'));
    // "ix" begins with no ten.
    let ones = ["", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix"].iter().position(|w| *w == rest)?;
    let value = u32::try_from(tens * 10 + ones).ok()?;
    (1..40).contains(&value).then_some(value)
}

/// The words of a line whatever their order, with every number as one `#`: page numbers of any length are alike, and so
/// are the mirrored headers of left and right pages.
fn mask(text: &str) -> String {
    let mut words: Vec<String> = Vec::new();
    for word in text.split_whitespace() {
        let mut masked = String::new();
        for c in word.chars() {
            if !c.is_ascii_digit() {
                masked.push(c);
            } else if !masked.ends_with('#') {
                masked.push('#');
            }
        }
        if roman(&masked).is_some() {
            masked = "#".into();
        }
        words.push(masked);
    }
    words.sort_unstable();
    words.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn page_numbers_are_told_from_text() {
        type Case<'c> = (&'c str, Option<(u32, bool, &'c str)>);
        let cases: [Case<'_>; 22] = [
            ("12", Some((12, false, ""))),
            ("- 3 -", Some((3, false, ""))),
            ("-3-", Some((3, false, ""))),
            ("Page 4 of 10", Some((4, true, ""))),
            ("Page | 4", Some((4, true, ""))),
            ("第 3 页 共 12 页", Some((3, true, ""))),
            ("第3页/共12页", Some((3, true, ""))),
            ("云服务协议 第3页", Some((3, true, "云服务协议"))),
            ("3 / 7", Some((3, true, ""))),
            ("3/7", Some((3, true, ""))),
            ("[5]", Some((5, false, ""))),
            ("p. 5", Some((5, true, ""))),
            ("xiv", Some((14, false, ""))),
            ("Hosting Agreement 4", Some((4, false, "Hosting Agreement"))),
            ("Version 1: May 2020 2 of 6", Some((2, true, "Version 1: May 2020"))),
            ("2 of 6 Version 1: May 2020", Some((2, true, "Version 1: May 2020"))),
            ("1.", None),
            ("Page", None),
            ("第三条", None),
            ("99.9%", None),
            ("(a)", None),
            ("(iv)", None),
        ];
        for (text, expected) in cases {
            let found = page_number(text);
            let found = found.as_ref().map(|n| (n.value, n.explicit, n.beside.as_str()));
            assert_eq!(found, expected, "{text}");
        }
    }

    #[test]
    fn mirrored_headers_are_alike() {
        assert_eq!(mask("Hosting Agreement 12"), mask("3 Hosting Agreement"));
        assert_eq!(mask("Annex B iv"), mask("xii Annex B"));
        assert_ne!(mask("Hosting Agreement"), mask("Hosting Agreements"));
    }
}
