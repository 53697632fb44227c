//! References in Chinese: 第10.3条、第三条第（二）款、本条、附件一、《民法典》第五百零六条.

use crate::TextRange;
use crate::draft::is_han;
use crate::structure::labels::{Word, han_number};

use super::index::Key;
use super::references::{Mention, What, Within};

/// A number with the brackets around it.
struct Numeral {
    key: Key,
    bracketed: bool,
    len: usize,
}

/// `10.3`, `三`, `（二）`, `(a)` at the start of `text`.
fn numeral(text: &str) -> Option<Numeral> {
    let open = text.chars().next().filter(|c| matches!(c, '（' | '(')).map_or(0, char::len_utf8);
    let inner = &text[open..];
    let digits: usize = inner.bytes().take_while(u8::is_ascii_digit).take(4).count();
    let (key, mut len) = if digits > 0 {
        let mut key = vec![inner[..digits].to_owned()];
        let mut len = digits;
        while key.len() < 8
            && let Some(rest) = inner[len..].strip_prefix(['.', '．', '-'])
            && let n @ 1..=3 = rest.bytes().take_while(u8::is_ascii_digit).count()
        {
            key.push(rest[..n].to_owned());
            len = inner.len() - rest.len() + n;
        }
        (key, len)
    } else {
        let run: usize =
            inner.chars().take_while(|c| "零〇一二三四五六七八九十百千".contains(*c)).take(9).map(char::len_utf8).sum();
        match thousands(&inner[..run]) {
            Some(value) => (vec![value.to_string()], run),
            None if open > 0 => {
                let run = inner.bytes().take_while(u8::is_ascii_alphabetic).take(4).count();
                let fine = run > 0 && inner[..run].bytes().all(|b| b.is_ascii_lowercase());
                fine.then(|| (vec![inner[..run].to_owned()], run))?
            }
            None => return None,
        }
    };
    if open > 0 {
        len += inner[len..].chars().next().filter(|c| matches!(c, '）' | ')')).map(char::len_utf8)?;
    }
    Some(Numeral { key, bracketed: open > 0, len: open + len })
}

/// Statutes count above a thousand: 第一千二百五十四条.
fn thousands(text: &str) -> Option<u32> {
    match text.split_once('千') {
        Some((head, tail)) => {
            let head = han_number(head)?;
            let tail = tail.trim_start_matches(['零', '〇']);
            let tail = if tail.is_empty() { 0 } else { han_number(tail)? };
            Some(head * 1000 + tail)
        }
        None => han_number(text),
    }
}

/// 条, 款, 项 and the like at the start of `text`, and its length.
fn unit(text: &str) -> Option<(Word, usize)> {
    let table: [(&str, Word); 9] = [
        ("条款", Word::Article),
        ("条", Word::Article),
        ("章", Word::Chapter),
        ("节", Word::ZhSection),
        ("部分", Word::Part),
        ("编", Word::Part),
        ("款", Word::Paragraph),
        ("项", Word::Paragraph),
        ("目", Word::Paragraph),
    ];
    let (word, kind) = table.iter().find(|(w, _)| text.starts_with(w))?;
    // 第三目标, 第1项目, 条例, 节点, 款式
    let none = ["项目", "目标", "目的", "条例", "节点", "款式", "章程", "款项"];
    (!none.iter().any(|n| text.starts_with(n))).then_some((*kind, word.len()))
}

fn blanks(text: &str) -> usize {
    text.len() - text.trim_start_matches([' ', '\u{a0}', '*']).len()
}

const JOINS: [&str; 10] = ["以及", "、", "和", "及", "与", "或", "至", "到", "-", "—"];

fn join(text: &str) -> Option<usize> {
    JOINS.iter().find(|j| text.starts_with(**j)).map(|j| j.len())
}

/// A number with its unit: 第10.3条, 第（二）款, and where lists share a unit the numbers before it: 第9.1、9.2条.
struct Step {
    numbers: Vec<(Key, TextRange)>,
    word: Word,
    bracketed: bool,
    end: usize,
}

/// Reads a step at `at`; `ordinal` if 第 has to stand there.
fn step(text: &str, at: usize, ordinal: bool) -> Option<Step> {
    let mut from = at;
    if let Some(rest) = text[at..].strip_prefix('第') {
        from = text.len() - rest.len();
    } else if ordinal {
        return None;
    }
    let mut numbers = Vec::new();
    let mut bracketed = false;
    let mut start = at;
    loop {
        from += blanks(&text[from..]);
        let n = numeral(&text[from..])?;
        bracketed |= n.bracketed;
        let end = from + n.len;
        let gap = blanks(&text[end..]);
        numbers.push((n.key, TextRange::new(start, end)));
        if let Some((word, len)) = unit(&text[end + gap..]) {
            let last = numbers.last_mut()?;
            last.1.end = end + gap + len;
            let end = last.1.end;
            return Some(Step { numbers, word, bracketed, end });
        }
        from = end + join(&text[end..])?;
        start = from;
    }
}

/// All mentions in a block's text, in order.
pub(super) fn mentions(text: &str) -> Vec<Mention> {
    let mut out: Vec<Mention> = Vec::new();
    let mut done = 0;
    for (at, c) in text.char_indices() {
        if at < done {
            continue;
        }
        let found = match c {
            '第' => numbered(text, at, &out),
            '本' => this(text, at),
            '附' => attachment(text, at),
            '0'..='9'
                if !text[..at].ends_with(|c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '第' | '-')) =>
            {
                bare(text, at)
            }
            _ => None,
        };
        if let Some((found, end)) = found {
            out.extend(found);
            done = end;
        }
    }
    out
}

/// 6.2条 without 第: only numbers of several parts.
fn bare(text: &str, at: usize) -> Option<(Vec<Mention>, usize)> {
    let found = step(text, at, false).filter(|s| s.numbers.iter().all(|(k, _)| k.len() > 1) && !s.bracketed)?;
    Some((spread(text, &found, within(&text[..at])), found.end))
}

fn spread(text: &str, found: &Step, within: Within) -> Vec<Mention> {
    let last = found.numbers.len().saturating_sub(1);
    let mut out = Vec::new();
    for (i, (key, range)) in found.numbers.iter().enumerate() {
        let relative = found.word == Word::Paragraph && key.len() == 1;
        if relative {
            let what = What::Near { sub: key.clone(), sure: found.bracketed };
            out.push(Mention { range: *range, what, within: within.clone() });
            continue;
        }
        let (subs, end) = if i == last { below(text, range.end) } else { (Vec::new(), range.end) };
        let range = TextRange::new(range.start, subs.first().map_or(end, |(_, r)| r.end));
        let number = |sub: Key| What::Number { word: found.word, key: key.clone(), sub };
        let first = subs.first().map(|(k, _)| k.clone()).unwrap_or_default();
        out.push(Mention { range, what: number(first), within: within.clone() });
        for (sub, range) in subs.into_iter().skip(1) {
            out.push(Mention { range, what: number(sub), within: within.clone() });
        }
    }
    out
}

/// The 款 and 项 behind an article: 第二款第（三）项. Several items of one list come apart: 第（一）、（二）项.
fn below(text: &str, from: usize) -> (Vec<(Key, TextRange)>, usize) {
    let mut path = Key::new();
    let mut at = from;
    while path.len() < 4
        && let Some(found) = step(text, at + blanks(&text[at..]), true).filter(|s| s.word == Word::Paragraph)
    {
        at = found.end;
        if found.numbers.len() > 1 {
            let all = found.numbers.into_iter().map(|(key, range)| (path.iter().cloned().chain(key).collect(), range));
            return (all.collect(), at);
        }
        path.extend(found.numbers.into_iter().flat_map(|(key, _)| key));
    }
    // 第三条（二）
    if path.is_empty()
        && let Some(n) = numeral(&text[at..]).filter(|n| n.bracketed && n.key.len() == 1)
        && n.key[0].len() < 3
    {
        at += n.len;
        at += unit(&text[at..]).filter(|(w, _)| *w == Word::Paragraph).map_or(0, |(_, n)| n);
        path.extend(n.key);
    }
    if path.is_empty() { (Vec::new(), at) } else { (vec![(path, TextRange::new(from, at))], at) }
}

fn numbered(text: &str, at: usize, before: &[Mention]) -> Option<(Vec<Mention>, usize)> {
    let found = step(text, at, true)?;
    // 《民法典》第五百零六条、第五百八十五条: the law is named once.
    let carried = before.last().filter(|m| matches!(m.within, Within::Named(_))).and_then(|m| {
        let between = text.get(m.range.end..at)?.trim();
        (join(between) == Some(between.len()) || between == "，").then(|| m.within.clone())
    });
    let within = carried.unwrap_or_else(|| within(&text[..at]));
    let out = spread(text, &found, within);
    let end = out.iter().map(|m| m.range.end).max().unwrap_or(found.end).max(found.end);
    Some((out, end))
}

/// 本条, 本款第（二）项, but not 本条款, 本条例, 本款项.
fn this(text: &str, at: usize) -> Option<(Vec<Mention>, usize)> {
    let start = at + '本'.len_utf8();
    let rest = &text[start..];
    let table = [
        ("附件", Word::Schedule),
        ("附录", Word::Schedule),
        ("条", Word::Article),
        ("款", Word::Paragraph),
        ("章", Word::Chapter),
        ("节", Word::ZhSection),
    ];
    let (word, kind) = table.iter().find(|(w, _)| rest.starts_with(w))?;
    let after = &rest[word.len()..];
    let other: &[&str] = match *word {
        "条" => &["款", "例", "件", "目", "文"],
        "款" => &["项", "式", "产品"],
        "章" => &["程"],
        "节" => &["点", "目", "日"],
        // 本附件一
        _ => &["一", "二", "三", "四", "五", "1", "2", "3", "4", "5"],
    };
    if other.iter().any(|o| after.starts_with(o)) {
        return None;
    }
    let from = start + word.len();
    let (subs, end) = below(text, from);
    let sub = subs.first().map(|(k, _)| k.clone()).unwrap_or_default();
    let range = TextRange::new(at, subs.first().map_or(from, |(_, r)| r.end));
    Some((vec![Mention { range, what: What::This { word: *kind, sub }, within: Within::Own }], end.max(from)))
}

/// 附件一, 附录A, 附件《价格表》.
fn attachment(text: &str, at: usize) -> Option<(Vec<Mention>, usize)> {
    let kind = ["附件", "附录", "附表"].into_iter().find(|w| text[at..].starts_with(w))?;
    let mut from = at + kind.len();
    from += blanks(&text[from..]);
    let rest = &text[from..];
    let named = within(&text[..at]);
    let within = if matches!(named, Within::Named(_)) { named } else { Within::Unsaid };
    let (what, len) = if let Some(n) = numeral(rest).filter(|n| n.key.len() == 1 && !n.bracketed) {
        (What::Attachment { word: kind.to_owned(), number: n.key[0].clone() }, n.len)
    } else if let Some(c) = rest.chars().next().filter(char::is_ascii_uppercase)
        && !rest[1..].starts_with(|c: char| c.is_ascii_alphanumeric())
    {
        (What::Attachment { word: kind.to_owned(), number: c.to_ascii_lowercase().to_string() }, 1)
    } else if rest.starts_with('《') {
        let end = rest.char_indices().take(40).find(|(_, c)| *c == '》')?.0;
        (What::Named, end + '》'.len_utf8())
    } else {
        return None;
    };
    let range = TextRange::new(at, from + len);
    Some((vec![Mention { range, what, within }], range.end))
}

/// Words that a law's name may begin behind.
const BEFORE_LAW: [&str; 14] =
    ["根据", "依据", "依照", "按照", "违反", "符合", "适用", "遵守", "参照", "以及", "包括", "和", "与", "及"];

/// The document that a number is said to stand in, by the words before it.
fn within(before: &str) -> Within {
    let bare = before.trim_end_matches([' ', '*', '的', '中', '之', '内', '里']);
    if bare.ends_with('》') {
        let name = bare.char_indices().rev().take(50).find(|(_, c)| *c == '《').map(|(i, _)| &bare[i..]);
        return name.map_or(Within::Unsaid, |n| Within::Named(n.to_owned()));
    }
    if bare.ends_with("正文") {
        return Within::This(String::new());
    }
    for name in ["主协议", "主合同", "原协议", "原合同"] {
        if bare.ends_with(name) {
            return Within::Named(name.to_owned());
        }
    }
    if !["法", "法典", "条例", "办法", "司法解释"].iter().any(|w| bare.ends_with(w)) {
        return if bare.ends_with("协议") || bare.ends_with("合同") { Within::Own } else { Within::Unsaid };
    }
    let from = bare.char_indices().rev().take(24).take_while(|(_, c)| is_han(*c)).last().map_or(bare.len(), |(i, _)| i);
    let mut name = &bare[from..];
    for word in BEFORE_LAW {
        if let Some((_, rest)) = name.rsplit_once(word).filter(|(_, r)| r.chars().count() > 1) {
            name = rest;
        }
    }
    // 无法, 方法, 依法
    let law =
        name.chars().count() > 2 && !["无法", "方法", "做法", "依法", "合法", "设法"].iter().any(|w| name.ends_with(w));
    if law { Within::Named(name.to_owned()) } else { Within::Unsaid }
}
