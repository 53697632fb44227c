//! What a page carries besides the agreement: page numbers, filing stamps, tables of contents.

use std::collections::{HashMap, HashSet};

use crate::BlockKind;
use crate::draft::is_cjk;

use super::labels;
use super::lines::Unit;

/// Whether a line of its own is page furniture: `12`, `- 2 -`, `Page 37 of 80`, `第3页`, `Source: NAME, 8-K, 3/28/2019`.
pub(crate) fn is_page_furniture(line: &str) -> bool {
    let line = line.trim();
    if line.is_empty() || line.len() > 200 {
        return false;
    }
    let bare = line.trim_matches(|c: char| matches!(c, '-' | '–' | '—' | '[' | ']' | ' ' | '|' | '~'));
    let digits = |s: &str| !s.is_empty() && s.len() <= 4 && s.bytes().all(|b| b.is_ascii_digit());
    if digits(bare)
        || (bare.len() < 5
            && labels::roman(bare).is_some()
            && bare.len() == line.len()
            && bare.bytes().all(|b| b.is_ascii_lowercase()))
    {
        return true;
    }
    if let Some((a, b)) = bare.split_once(' ')
        && digits(a)
        && digits(b.trim())
    {
        return true;
    }
    if let Some((a, b)) = bare.split_once('/')
        && digits(a.trim())
        && digits(b.trim())
    {
        return true;
    }
    let lower = bare.to_lowercase();
    if let Some(rest) = lower.strip_prefix("page") {
        let mut words = rest.split_whitespace();
        let first = words.next().is_some_and(digits);
        let second = match words.next() {
            None => true,
            Some("of" | "/") => words.next().is_some_and(digits) && words.next().is_none(),
            Some(_) => false,
        };
        return first && second;
    }
    if let Some(rest) = bare.strip_prefix('第')
        && let Some((number, tail)) = rest.split_once('页')
    {
        return digits(number.trim()) && tail.chars().count() < 12;
    }
    is_filing_stamp(line)
}

/// `Source: COMPANY, 10-K, 3/28/2019`
fn is_filing_stamp(line: &str) -> bool {
    let Some(rest) = line.strip_prefix("Source: ") else { return false };
    let date = rest.rsplit(", ").next().unwrap_or("");
    date.split('/').count() == 3
        && date.split('/').all(|p| !p.is_empty() && p.len() <= 4 && p.bytes().all(|b| b.is_ascii_digit()))
}

/// Marks furniture and tables of contents among the units.
pub(crate) fn mark(units: &mut [Unit]) {
    for unit in units.iter_mut() {
        let text = unit.block.text.as_str();
        let plain = matches!(unit.block.kind, BlockKind::Paragraph | BlockKind::ListItem { .. })
            && unit.block.auto_label.is_none();
        if plain && (is_page_furniture(text) || is_template_mark(text)) {
            unit.block.kind = BlockKind::Furniture;
            unit.label = None;
        }
    }
    // "EXHIBIT 10.4" at the top is the number of a filing.
    for unit in units.iter_mut().take(4).filter(|u| is_filing_number(&u.block.text)) {
        unit.block.kind = BlockKind::Furniture;
        unit.label = None;
    }
    mark_repeated(units);
    mark_contents(units);
}

/// `EXHIBIT 10.4`, `EX-10.4(a)`
pub(crate) fn is_filing_number(text: &str) -> bool {
    let upper = text.trim().to_ascii_uppercase();
    let rest = upper.strip_prefix("EXHIBIT").or_else(|| upper.strip_prefix("EX-")).unwrap_or("");
    let number = rest.trim();
    number.len() < 10 && number.contains('.') && number.starts_with(|c: char| c.is_ascii_digit())
}

/// `[AZURE.LANGUAGE]`: a mark that the page's template fills in.
fn is_template_mark(text: &str) -> bool {
    text.len() < 60
        && text.strip_prefix('[').and_then(|t| t.strip_suffix(']')).is_some_and(|t| {
            t.contains('.') && t.bytes().all(|b| b.is_ascii_uppercase() || matches!(b, b'.' | b'_' | b'-'))
        })
}

/// Running headers and footers: short blocks that come at least three times, with page numbers that count on, or
/// beside other furniture.
fn mark_repeated(units: &mut [Unit]) {
    let mut seen: HashMap<String, Vec<usize>> = HashMap::new();
    for (i, unit) in units.iter().enumerate() {
        let text = unit.block.text.as_str();
        let plain = unit.block.kind == BlockKind::Paragraph && unit.block.auto_label.is_none() && !unit.bullet;
        if plain && text.len() < 160 && text.chars().filter(|c| c.is_alphabetic()).count() >= 8 {
            let mut key = String::with_capacity(text.len());
            for c in text.chars().filter(|c| !c.is_whitespace()) {
                match c {
                    '0'..='9' if key.ends_with('#') => {}
                    '0'..='9' => key.push('#'),
                    c => key.push(c),
                }
            }
            seen.entry(key).or_default().push(i);
        }
    }
    for places in seen.into_values().filter(|p| p.len() >= 3) {
        // The page number may stand anywhere in the line, beside other numbers that stay.
        let numbers: Vec<Vec<u32>> = places.iter().map(|&i| integers(&units[i].block.text)).collect();
        let width = numbers.iter().map(Vec::len).min().unwrap_or(0);
        let counts_on = (0..width).any(|k| numbers.windows(2).all(|w| w[1][k] == w[0][k] + 1));
        let beside = || {
            places.iter().all(|&i| {
                let near = |j: Option<usize>| {
                    j.and_then(|j| units.get(j)).is_some_and(|u| u.block.kind == BlockKind::Furniture)
                };
                near(i.checked_sub(1)) || near(Some(i + 1))
            })
        };
        if counts_on || beside() {
            for i in places {
                units[i].block.kind = BlockKind::Furniture;
                units[i].label = None;
            }
        }
    }
}

fn integers(text: &str) -> Vec<u32> {
    text.split(|c: char| !c.is_ascii_digit()).filter_map(|n| n.parse().ok()).filter(|n| *n < 100_000).collect()
}

fn is_contents_title(text: &str) -> bool {
    let bare: String = text.chars().filter(|c| c.is_alphabetic()).collect::<String>().to_lowercase();
    matches!(bare.as_str(), "tableofcontents" | "contents" | "tableofcontentspage" | "目录" | "目次")
}

/// An entry's words: no label, no leader dots, no page number.
fn entry_words(text: &str) -> String {
    let body = labels::lex(text).map_or(text, |m| &text[m.body..]);
    let bare =
        body.trim_end_matches(|c: char| c.is_ascii_digit() || matches!(c, '.' | '·' | '…' | ' ' | '-' | '_' | '\t'));
    bare.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// `Definitions ........ 3`
fn has_leader(text: &str) -> bool {
    let without = text.trim_end_matches(|c: char| c.is_ascii_digit());
    without.len() < text.len() && ["....", ". . .", "……", "····", "___"].iter().any(|l| without.trim_end().ends_with(l))
}

/// Most tables of contents looked for in one file: each is compared with all that follows it.
const MAX_CONTENTS: usize = 20;

fn mark_contents(units: &mut [Unit]) {
    let mut i = 0;
    let mut titles = 0;
    while i < units.len() {
        let text = units[i].block.text.as_str();
        if titles < MAX_CONTENTS && is_contents_title(text) {
            titles += 1;
            let end = contents_end(units, i + 1);
            let entries = if end >= i + 4 { (i + 1..end).collect() } else { entries_of_headings(units, i + 1) };
            if let Some(&last) = entries.last() {
                for n in std::iter::once(i).chain(entries) {
                    if units[n].block.kind != BlockKind::Furniture {
                        contents(&mut units[n]);
                    }
                }
                i = last;
            }
        } else if has_leader(text) {
            contents(&mut units[i]);
        }
        i += 1;
    }
}

/// The lines before the next heading whose words come again as headings further down.
fn entries_of_headings(units: &[Unit], start: usize) -> Vec<usize> {
    let is_heading = |u: &&Unit| matches!(u.block.kind, BlockKind::Heading { .. });
    let run = units[start..].iter().take(80).take_while(|u| !is_heading(u)).count();
    if run < 2 {
        return Vec::new();
    }
    let later: HashSet<String> =
        units[start + run..].iter().filter(is_heading).map(|u| entry_words(&u.block.text)).collect();
    let entries: Vec<usize> =
        (start..start + run).filter(|&n| later.contains(&entry_words(&units[n].block.text))).collect();
    let (Some(&first), Some(&last)) = (entries.first(), entries.last()) else { return Vec::new() };
    if entries.len() < 2 {
        return Vec::new();
    }
    // Short lines among them are entries whose headings read a little otherwise.
    let short = |n: &usize| units[*n].block.text.len() < 130 && !units[*n].block.text.ends_with(['.', '。', ';', '；']);
    (first..=last).filter(|n| entries.contains(n) || short(n)).collect()
}

fn contents(unit: &mut Unit) {
    unit.block.kind = BlockKind::Contents;
    unit.block.table = None;
    unit.label = None;
}

/// Where the entries behind a contents title end: at a long block, or where the first entry comes again.
fn contents_end(units: &[Unit], start: usize) -> usize {
    let columns = |t: &str| t.chars().map(|c| if is_cjk(c) { 2 } else { 1 }).sum::<usize>();
    let Some(first) = units.get(start).map(|u| entry_words(&u.block.text)) else { return start };
    for (i, unit) in units.iter().enumerate().skip(start) {
        let text = unit.block.text.as_str();
        let listed =
            unit.block.kind == BlockKind::Contents || has_leader(text) || unit.block.kind == BlockKind::Furniture;
        if i > start && !first.is_empty() && entry_words(text) == first {
            return i;
        }
        if !listed && (columns(text) > 130 || text.ends_with(['.', ';', '。', '；']) && columns(text) > 60) {
            // Without its first entry again this was no table of contents, or one cut off: trust only what has leaders.
            let trusted =
                units[start..i].iter().rposition(|u| has_leader(&u.block.text) || u.block.kind == BlockKind::Contents);
            return trusted.map_or(start, |n| start + n + 1);
        }
    }
    start
}
