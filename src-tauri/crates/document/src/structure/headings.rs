//! Which lines are headings, and which words at the start of a paragraph are its heading.

use crate::draft::{is_cjk, is_han};
use crate::raw::RawBlock;
use crate::{BlockKind, TextRange};

/// How a heading without mark-up shows itself. Headings of the same style are of the same rank.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Style {
    /// A bold or underlined line.
    Bold,
    /// A line in capitals.
    Capitals,
    /// Bold words at the start of a paragraph.
    RunIn,
}

/// Longest heading, in columns (a Han character takes two).
const MAX_COLUMNS: usize = 110;

fn columns(text: &str) -> usize {
    text.chars().map(|c| if is_cjk(c) { 2 } else { 1 }).sum()
}

/// Words that end a line which introduces something and is no title.
pub(crate) fn introduces(text: &str) -> bool {
    let text = text.trim_end();
    text.ends_with([':', '：', '—', '–']) || text.ends_with("--")
}

/// Whether `text` ends like a sentence or a part of one.
fn ends_like_prose(text: &str) -> bool {
    text.ends_with(['.', ';', ',', '。', '；', '，', '、', '!', '！', '：', ':'])
}

/// Whether a whole line reads as a title: short, not ended like a sentence, its words capitalised.
pub(crate) fn is_title(text: &str) -> bool {
    let text = text.trim();
    // Asked of blocks of any length, over and over.
    if text.len() > 4 * MAX_COLUMNS {
        return false;
    }
    let bare = text.trim_end_matches(['.', ':', '：']);
    if bare.is_empty() || columns(text) > MAX_COLUMNS || ends_like_prose(bare) {
        return false;
    }
    if text.chars().any(is_han) {
        let count = text.chars().count();
        return count <= 32
            && !ends_like_prose(text)
            && !text.contains(['。', '；', '！', '？', '，', '=', '×', '%'])
            && !introduces(text);
    }
    if text.contains(['=', ';']) || text.starts_with(['"', '“', '(']) || text.contains("://") || text.contains('@') {
        return false;
    }
    let words: Vec<&str> = bare.split_whitespace().collect();
    let stops = words.iter().any(|w| w.ends_with('.') && w.len() > 2 && !super::sentences::is_abbreviation(w));
    if stops {
        return false;
    }
    // "Title." with one full stop is fine, a sentence is not.
    if introduces(text) {
        let small = words.last().is_some_and(|w| SMALL.contains(&w.to_lowercase().as_str()));
        return words.len() <= 4 && !small && title_case(&words);
    }
    title_case(&words) && words.len() <= 14 && !words.contains(&"means")
}

const SMALL: [&str; 34] = [
    "a", "an", "and", "as", "at", "by", "for", "from", "in", "into", "is", "of", "on", "or", "our", "per", "the", "to",
    "upon", "use", "via", "we", "with", "without", "your", "you", "under", "&", "-", "–", "—", "/", "vs", "not",
];

/// Whether the words that matter are capitalised, as in titles.
fn title_case(words: &[&str]) -> bool {
    let Some(first) = words.first() else { return false };
    if !first.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit()) {
        return false;
    }
    let (mut upper, mut lower) = (0, 0);
    for w in words {
        let bare = w.trim_matches(|c: char| !c.is_alphanumeric() && c != '&' && c != '-');
        if bare.is_empty() || SMALL.contains(&bare.to_lowercase().as_str()) {
            continue;
        }
        if bare.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit()) {
            upper += 1;
        } else {
            lower += 1;
        }
    }
    upper > lower && lower <= 2
}

/// Whether `text` is in capitals: at least two letters, none lower case.
pub(crate) fn is_capitals(text: &str) -> bool {
    let mut upper = 0;
    for c in text.chars() {
        if c.is_lowercase() || is_han(c) {
            return false;
        }
        upper += usize::from(c.is_uppercase());
    }
    upper >= 3
}

/// Whether a short text says something, as a sentence does, and does not only name it.
pub(crate) fn states(text: &str) -> bool {
    if text.chars().any(is_han) {
        let words = ["不得", "应当", "不应", "须在", "必须", "有权", "无需", "不予", "不超过", "视为", "均由"];
        return text.chars().count() > 14 && words.iter().any(|w| text.contains(w));
    }
    let words: Vec<&str> = text.split_whitespace().collect();
    let verb = words
        .iter()
        .skip(1)
        .any(|w| VERBS.contains(&w.trim_matches(|c: char| !c.is_alphabetic()).to_lowercase().as_str()));
    // "What We Will Do" is a title, "ALL FEES ARE FINAL" is none.
    verb && words.len() > 3 && (is_capitals(text) || !title_case(&words) || text.ends_with('.'))
}

/// Whether a year stands in the text: "Last updated: 3 July 2025", "2019年11月版".
pub(crate) fn is_dated(text: &str) -> bool {
    text.split(|c: char| !c.is_ascii_digit()).any(|n| n.len() == 4 && (n.starts_with("19") || n.starts_with("20")))
}

/// Whether marked-up heading text is no heading but a sentence that someone wanted large.
pub(crate) fn is_prose(text: &str) -> bool {
    let count = text.chars().count();
    if text.chars().any(is_han) {
        count > 40 && (text.ends_with(['。', '；']) || text.contains(['。', '；']) || count > 90)
    } else {
        columns(text) > 160 && (text.ends_with('.') || text.contains(". "))
            || columns(text) > 400
            || text.contains("” means ")
            || text.contains("\" means ")
    }
}

/// A heading without mark-up and without a label: a short bold line, a short line in capitals, or bold words that
/// open a paragraph.
pub(crate) fn unmarked(block: &RawBlock) -> Option<Style> {
    if block.kind != BlockKind::Paragraph || block.level.is_some() {
        return None;
    }
    let text = block.text.as_str();
    if text.len() < 500 && is_dated(text) || text.ends_with(['!', '！']) || text.starts_with('[') {
        return None;
    }
    let whole = TextRange::new(0, text.len());
    let short = text.len() <= 4 * MAX_COLUMNS && columns(text) <= MAX_COLUMNS;
    let han = text.chars().any(is_han);
    if short && block.emphasised(whole) {
        let title = if han {
            text.chars().count() <= 40 && !text.contains(['。', '；', '，']) && !text.ends_with('、') && !states(text)
        } else {
            let single = !text.contains(". ") && !text.ends_with([',', ';']);
            text.split_whitespace().count() <= 14 && single && !states(text)
        };
        return (title && text.chars().any(char::is_alphabetic)).then_some(Style::Bold);
    }
    if text.len() <= 320
        && columns(text) <= 80
        && is_capitals(text)
        && !text.ends_with([',', ';'])
        && text.split_whitespace().count() <= 12
        && !states(text)
        && !(text.ends_with('.') && text.split_whitespace().count() > 4)
    {
        let code = |w: &str| w.chars().any(char::is_alphabetic) && w.chars().any(|c| c.is_ascii_digit());
        if text.split_whitespace().count() < 3 && text.split_whitespace().any(code) {
            return None;
        }
        let letters = text.chars().filter(|c| c.is_alphabetic()).count();
        return (letters * 2 > text.chars().count() && letters > 3).then_some(Style::Capitals);
    }
    run_in(block, 0)
        .filter(|_| block.emphasis.first().is_some_and(|e| (e.bold || e.underline) && e.range.start == 0))
        .map(|_| Style::RunIn)
}

/// The heading words that open the text from `start` on and are followed by more text:
/// `Fees. Customer shall pay`, `责任限制：任何一方`, `【签约动作】您点击`.
pub(crate) fn run_in(block: &RawBlock, start: usize) -> Option<TextRange> {
    let text = block.text.get(start..)?;
    if let Some(range) = marked_run_in(block, start) {
        return Some(range);
    }
    if let Some(inner) = text.strip_prefix('【') {
        let end = inner.char_indices().take(24).find(|(_, c)| *c == '】')?.0;
        let range = TextRange::new(start + '【'.len_utf8(), start + '【'.len_utf8() + end);
        return (text.len() > end + 12).then_some(range);
    }
    let han = text.chars().take(4).any(is_han);
    if han { han_run_in(text) } else { latin_run_in(text) }.map(|n| TextRange::new(start, start + n))
}

/// Bold or underlined words at the start, with a full stop or colon in them or right behind them.
fn marked_run_in(block: &RawBlock, start: usize) -> Option<TextRange> {
    let mut end = start;
    for e in block.emphasis.iter().filter(|e| e.bold || e.underline) {
        if e.range.start <= end + 1 && e.range.end > end && (e.range.start >= start || e.range.end > start) {
            end = e.range.end;
        }
    }
    let words = block.text.get(start..end)?.trim();
    let after = block.text.get(end..)?.trim_start();
    if words.is_empty() || after.chars().count() < 3 || columns(words) > 90 {
        return None;
    }
    let closed =
        words.ends_with(['.', ':', '：', '。', '】', '—', '–']) || after.starts_with(['.', ':', '：', '—', '–']);
    let mut bare = words.trim_end_matches(['.', ':', '：', '。', '—', '–', ' ']);
    if let Some((head, _)) = bare.split_once(". ")
        && title_case(&head.split_whitespace().collect::<Vec<_>>())
    {
        bare = head;
    }
    let inner_stop = bare.contains(". ") || bare.contains(['。', '；', '，', ';']);
    let intro = ["以下", "下列", "如下", "包括", "the following", "include"].iter().any(|w| bare.contains(w));
    let wide = bare.chars().any(is_han) && bare.chars().count() > 18;
    let fine = closed
        && !wide
        && !states(bare)
        && !inner_stop
        && !intro
        && bare.chars().any(char::is_alphabetic)
        && bare.split_whitespace().count() <= 14;
    fine.then(|| {
        let lead = block.text[start..].len() - block.text[start..].trim_start().len();
        TextRange::new(start + lead, start + lead + bare.len())
    })
}

fn latin_run_in(text: &str) -> Option<usize> {
    // "Limitation of Liability. In no event": a full stop, then a capital.
    let limit = text.char_indices().map(|(i, _)| i).nth(90).unwrap_or(text.len());
    let mut from = 0;
    while let Some(i) = text[from..limit].find(['.', ':']).map(|i| from + i) {
        let (head, tail) = (&text[..i], &text[i + 1..]);
        let next = tail.trim_start().chars().next();
        let stop = text.as_bytes()[i] == b'.';
        let last = head.split_whitespace().next_back().unwrap_or("");
        if !tail.starts_with(char::is_whitespace) || super::sentences::is_abbreviation(last) {
            from = i + 1;
            continue;
        }
        let words: Vec<&str> = head.split_whitespace().collect();
        let capital = next.is_some_and(|c| c.is_uppercase() || matches!(c, '"' | '“' | '(' | '*'));
        let plain = !head.contains([',', ';', '"', '“', '(']) || is_capitals(head) && !head.contains(';');
        let title = title_case(&words) || words.len() <= 8 && sentence_case(&words);
        let opens = ["TO THE ", "IN NO ", "EXCEPT "].iter().any(|w| head.starts_with(w));
        let statement = opens || is_capitals(head) && states(head);
        let fine = plain && words.len() <= 9 && title && !statement && (stop && capital || !stop && is_capitals(head));
        return (fine && tail.trim().len() > 2).then_some(i);
    }
    None
}

const VERBS: [&str; 40] = [
    "is",
    "are",
    "was",
    "be",
    "shall",
    "will",
    "may",
    "must",
    "has",
    "have",
    "had",
    "can",
    "does",
    "do",
    "did",
    "means",
    "applies",
    "apply",
    "agree",
    "agrees",
    "includes",
    "provides",
    "provide",
    "governs",
    "remains",
    "terminates",
    "survive",
    "survives",
    "reserves",
    "warrants",
    "acknowledge",
    "acknowledges",
    "should",
    "would",
    "could",
    "expires",
    "begins",
    "owns",
    "ends",
    "grants",
];

/// `Limitation of liability`: a capital first, no verb.
fn sentence_case(words: &[&str]) -> bool {
    words.first().is_some_and(|w| w.starts_with(char::is_uppercase) && w.len() > 2)
        && words.iter().all(|w| {
            !VERBS.contains(&w.to_lowercase().as_str())
                && w.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '/' | '\'' | '’' | '&'))
        })
        && !matches!(
            words[0].to_lowercase().as_str(),
            "you" | "we" | "they" | "it" | "this" | "that" | "customer" | "if" | "no"
        )
}

fn han_run_in(text: &str) -> Option<usize> {
    let (i, c) =
        text.char_indices().take(18).find(|(_, c)| matches!(c, '：' | ':' | '。' | '，' | '；' | '、' | '“' | '”'))?;
    let head = &text[..i];
    let tail = text[i + c.len_utf8()..].trim();
    let intro = ["以下", "下列", "如下", "包括", "例如", "比如", "即", "确认", "认可", "同意", "承诺", "声明"]
        .iter()
        .any(|w| head.contains(w));
    let party = ["甲方", "乙方", "双方", "各方", "您", "电话", "地址", "日期", "传真", "注", "其中", "说明"]
        .iter()
        .any(|w| head.starts_with(w));
    let fine = matches!(c, '：' | ':') && head.chars().count() >= 2 && tail.chars().count() >= 4 && !intro && !party;
    fine.then_some(i)
}
