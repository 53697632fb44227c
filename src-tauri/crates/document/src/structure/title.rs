//! What a document calls itself.

use crate::{Block, BlockKind, Document};

use super::headings;
use super::lines::Unit;

/// Words that a document is called by.
const DOCUMENT_WORDS: [&str; 22] = [
    "agreement",
    "terms",
    "contract",
    "policy",
    "addendum",
    "sla",
    "licence",
    "license",
    "conditions",
    "schedule",
    "order form",
    "statement",
    "service level",
    "notice",
    "协议",
    "合同",
    "条款",
    "规则",
    "声明",
    "政策",
    "细则",
    "承诺",
];

/// Whether a line says what kind of document this is.
pub(crate) fn names_document(text: &str) -> bool {
    let lower = text.to_lowercase();
    DOCUMENT_WORDS.iter().any(|w| lower.contains(w))
}

/// The document's own title: the first heading, where it stands before all other text and is the only one so high or
/// says what the document is; with the lines that go on with it.
pub(super) fn title_units(units: &[Unit]) -> std::ops::Range<usize> {
    let headed = |u: &Unit| matches!(u.block.kind, BlockKind::Heading { .. }) || headings::unmarked(&u.block).is_some();
    let bare = |u: &Unit| u.label.is_none() && u.block.auto_label.is_none();
    let first = units.iter().enumerate().take(8).find(|(_, u)| headed(u) && u.block.kind != BlockKind::Furniture);
    let Some((i, first)) = first else { return 0..0 };
    let level = match first.block.kind {
        BlockKind::Heading { level } => Some(level),
        _ => None,
    };
    let count =
        |l: u8| units.iter().filter(|u| matches!(u.block.kind, BlockKind::Heading { level: o } if o <= l)).count();
    let long_before = units[..i].iter().any(|u| u.block.text.len() > 300 || u.label.is_some());
    let single = level.is_some_and(|l| count(l) == 1);
    if !bare(first) || long_before || !(single || i < 3 && names_document(&first.block.text)) {
        return 0..0;
    }
    let mut end = i + 1;
    while let Some(next) = units.get(end).filter(|u| headed(u) && bare(u) && u.block.kind == first.block.kind) {
        let before = &units[end - 1].block.text;
        let unfinished = before.ends_with(['&', ',', '-', '–', '—'])
            || before
                .rsplit(' ')
                .next()
                .is_some_and(|w| matches!(w.to_lowercase().as_str(), "and" | "of" | "for" | "the" | "to" | "with"));
        if !(unfinished
            || next.block.text.starts_with(['(', '（'])
            || (names_document(&next.block.text) && !names_document(before)))
        {
            break;
        }
        end += 1;
    }
    i..end
}

/// The title that the file carries, or the one in the text where there is none or where the file's is the same with a
/// site's name behind it.
pub(super) fn choose(given: Option<String>, document: &Document) -> Option<String> {
    let found = guess_title(document);
    match (given, found) {
        (Some(g), Some(f)) if g != f && g.contains(&f) && g.contains(['|', '–', '—', '-']) => Some(f),
        (given, found) => given.or(found),
    }
}

/// The title heading, the first line up to its date, or the name that the first paragraphs give the document.
fn guess_title(document: &Document) -> Option<String> {
    let early = || {
        let body = document.blocks.iter().enumerate();
        body.filter(|(_, b)| !matches!(b.kind, BlockKind::Furniture | BlockKind::Contents)).take(10)
    };
    let is_heading = |b: &Block| matches!(b.kind, BlockKind::Heading { .. });
    for (nth, (i, block)) in early().enumerate().filter(|(_, (_, b))| b.label.is_none()) {
        let text = undated(document.slice(block.body));
        let count = text.chars().count();
        let dated = headings::is_dated(text) && !names_document(text);
        if text.is_empty() || count > 120 || dated {
            continue;
        }
        if is_heading(block) && (block.clause.is_none() || nth == 0 || names_document(text)) {
            // A title may go over several lines.
            let more = document.blocks[i + 1..]
                .iter()
                .take_while(|b| block.clause.is_none() && b.clause.is_none() && b.kind == block.kind)
                .map(|b| document.slice(b.body));
            return Some(std::iter::once(text).chain(more).collect::<Vec<_>>().join(" "));
        }
        let line = !document.slice(block.body).contains(['：', '。', '，', '！'])
            && (headings::is_title(text) || names_document(text));
        if nth < 3 && block.kind == BlockKind::Paragraph && line && count <= 80 {
            return Some(text.to_owned());
        }
    }
    early().find_map(|(_, b)| named_in(document.slice(b.range)))
}

/// The name in `《X》（以下简称“本协议”` or `This X (“Agreement”)`.
fn named_in(text: &str) -> Option<String> {
    for mark in ["》（以下简称", "》(以下简称", "》（下称", "》（简称"] {
        if let Some((before, after)) = text.split_once(mark)
            && after.trim_start_matches(['：', ':', ' ', '“', '"', '「']).starts_with('本')
        {
            return before.rsplit('《').next().filter(|n| n.chars().count() <= 40).map(str::to_owned);
        }
    }
    let rest = text.strip_prefix("This ").or_else(|| text.strip_prefix("THIS "))?;
    let (name, after) = rest.split_once(" (")?;
    let quoted = after.trim_start_matches("this ").trim_start_matches("the ").starts_with(['“', '"']);
    (quoted && name.len() <= 90 && name.contains(' ') && names_document(name) && headings::is_title(name))
        .then(|| name.to_owned())
}

/// The text before "Last updated ..." and its like.
fn undated(text: &str) -> &str {
    let marks = [
        "Last updated",
        "Last Updated",
        "Latest version",
        "Effective",
        "Version",
        "Last modified",
        "更新日期",
        "生效日期",
        "版本",
    ];
    let cut = marks.iter().filter_map(|m| text.find(m)).filter(|i| *i > 0).min().unwrap_or(text.len());
    let text = text[..cut].trim_end_matches([' ', '-', '–', '—', '|', '(', '（', ',', '，', ':', '：']);
    // "EXHIBIT 10.4 HOSTING AGREEMENT"
    match super::labels::lex(text).filter(|m| m.body < text.len()) {
        Some(m) if super::furniture::is_filing_number(&text[..m.len]) => &text[m.body..],
        _ => text,
    }
}
