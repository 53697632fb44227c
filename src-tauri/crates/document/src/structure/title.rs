//! What a document calls itself.

use crate::{BlockKind, Document};

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
    let Some((i, first)) = units.iter().enumerate().take(8).find(|(_, u)| headed(u)) else { return 0..0 };
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

/// The first heading without a number, or the first line up to its date.
pub(super) fn guess_title(document: &Document) -> Option<String> {
    let early =
        || document.blocks.iter().filter(|b| !matches!(b.kind, BlockKind::Furniture | BlockKind::Contents)).take(10);
    let heading = early().find(|b| matches!(b.kind, BlockKind::Heading { .. }) && b.label.is_none());
    let first = early().find(|b| b.kind == BlockKind::Paragraph && b.label.is_none());
    let block = match (heading, first) {
        (Some(h), Some(f)) if h.range.start > f.range.start && headings::is_title(undated(document.slice(f.body))) => f,
        (Some(h), _) => h,
        (None, f) => f?,
    };
    let text = undated(document.slice(block.body));
    // A title over two lines.
    let at = document.blocks.iter().position(|b| b.range == block.range).unwrap_or(0);
    let more: Vec<&str> = document.blocks[at + 1..]
        .iter()
        .take_while(|b| {
            block.clause.is_none()
                && b.clause.is_none()
                && b.kind == block.kind
                && matches!(b.kind, BlockKind::Heading { .. })
        })
        .map(|b| document.slice(b.body))
        .collect();
    if !more.is_empty() {
        let joined = std::iter::once(text).chain(more).collect::<Vec<_>>().join(" ");
        return (joined.chars().count() <= 160).then_some(joined);
    }
    let heading = matches!(block.kind, BlockKind::Heading { .. });
    let fits = heading || headings::is_title(text) || names_document(text) && !text.contains(['：', '。', '，']);
    (fits && !text.is_empty() && text.chars().count() <= 120).then(|| text.to_owned())
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
    text[..cut].trim_end_matches([' ', '-', '–', '—', '|', '(', '（', ',', '，', ':', '：'])
}
