//! Labels in figures: `1.`, `1.1`, `1、`, `1-1`, and what only looks like one.

use crate::draft::is_han;

use super::{Match, Shape, plain};

const UNITS: [&str; 34] = [
    "hours", "hour", "days", "day", "months", "month", "years", "year", "minutes", "minute", "seconds", "percent",
    "million", "billion", "times", "business", "calendar", "working", "gb", "tb", "mb", "kb", "ghz", "mhz", "km",
    "weeks", "week", "points", "usd", "eur", "per", "am", "pm", "x",
];

const ZH_UNITS: &str = "年月日号天个倍元万亿千百小分秒次折版台项名人家位种级份笔点时页米";

fn digit(c: char) -> Option<u32> {
    match c {
        '0'..='9' => Some(c as u32 - '0' as u32),
        '０'..='９' => Some(c as u32 - '０' as u32),
        _ => None,
    }
}

/// Up to three digits at the start of `text`, and their length in bytes.
pub(super) fn integer(text: &str) -> Option<(u32, usize)> {
    let (mut value, mut len, mut count) = (0, 0, 0);
    for c in text.chars() {
        let Some(d) = digit(c) else { break };
        value = value * 10 + d;
        len += c.len_utf8();
        count += 1;
        if count > 3 {
            return None;
        }
    }
    (count > 0).then_some((value, len))
}

/// `1`, `1.2`, `1.2.3` at the start of `text`, and its length.
pub(super) fn number(text: &str) -> Option<(Vec<u32>, usize)> {
    let (first, mut len) = integer(text)?;
    let mut path = vec![first];
    while path.len() < 7 {
        let rest = &text[len..];
        let dot = rest.chars().next().filter(|c| matches!(c, '.' | '．')).map_or(0, char::len_utf8);
        let Some((value, n)) = (dot > 0).then(|| integer(&rest[dot..])).flatten() else { break };
        path.push(value);
        len += dot + n;
    }
    Some((path, len))
}

/// `2. 3.`: a path whose full stops are followed by blanks.
fn spaced(text: &str) -> Option<(Vec<u32>, usize)> {
    let (mut path, mut len) = (Vec::new(), 0);
    loop {
        let rest = &text[len..];
        let gap = usize::from(!path.is_empty() && rest.starts_with(' '));
        let Some((value, n)) = integer(&rest[gap..]) else { break };
        let stopped = rest[gap + n..].starts_with('.');
        if !stopped || (gap == 0 && !path.is_empty()) || value == 0 || value > 99 || path.len() > 5 {
            break;
        }
        path.push(value);
        len += gap + n + 1;
    }
    (path.len() > 1 && text[len..].starts_with(' ')).then_some((path, len))
}

/// Words that only begin like a unit: 个人信息, 项目.
const NO_ZH_UNITS: [&str; 22] = [
    "个人", "个体", "年度", "月度", "日常", "项目", "人员", "人力", "版权", "版本", "名称", "名单", "位置", "时间",
    "分别", "分包", "点击", "级别", "种类", "份额", "家庭", "台账",
];

pub(crate) fn starts_with_unit(rest: &str) -> bool {
    let rest = rest.trim_start();
    if NO_ZH_UNITS.iter().any(|w| rest.starts_with(w)) {
        return false;
    }
    let word: String = rest.chars().take_while(char::is_ascii_alphabetic).take(12).collect();
    UNITS.contains(&word.to_ascii_lowercase().as_str()) || rest.chars().next().is_some_and(|c| ZH_UNITS.contains(c))
}

pub(super) fn arabic(text: &str) -> Option<Match> {
    let (path, len) = number(text)?;
    let rest = &text[len..];
    let next = rest.chars().next();
    if let Some(c) = next
        && matches!(c, '-' | '－')
        && path.len() == 1
    {
        return dashed(text);
    }
    if path.len() > 1 {
        return decimal(text, path, len);
    }
    let value = path[0];
    if value == 0 {
        return None;
    }
    if let Some((path, len)) = spaced(text) {
        return Some(plain(Shape::Path, path, len));
    }
    let c = next?;
    let after = &rest[c.len_utf8()..];
    let then = after.chars().next();
    let shape = match c {
        '.' | '．' => {
            // "1.": a digit behind it would have been read as a path, so this is a full stop.
            if then.is_some_and(|c| digit(c).is_some() || c == '.') {
                return None;
            }
            Shape::Dot
        }
        '、' | '，' => Shape::Comma,
        ')' | '）' => Shape::Half,
        ':' | '：' if then.is_some_and(|c| !c.is_ascii_digit()) => Shape::Dot,
        c if c.is_whitespace() => {
            let body = rest.trim_start();
            let upper = body.chars().next().is_some_and(|c| c.is_uppercase() || is_han(c) || matches!(c, '“' | '"'));
            if !upper || starts_with_unit(body) {
                return None;
            }
            return Some(Match { weak: true, ..plain(Shape::Bare, path, len) });
        }
        _ => return None,
    };
    // "3，" and "2:" are more often amounts and times than labels.
    let weak = matches!(c, '，' | ':' | '：') || value > 99;
    Some(Match { weak, ..plain(shape, path, len + c.len_utf8()) })
}

fn decimal(text: &str, mut path: Vec<u32>, len: usize) -> Option<Match> {
    let rest = &text[len..];
    let mut end = len;
    let mut next = rest.chars().next();
    if let Some(c) = next
        && matches!(c, '.' | '．' | '、' | ':' | '：' | ')' | '）')
    {
        end += c.len_utf8();
        next = text[end..].chars().next();
    }
    // Amounts, dates, addresses: 99.9%, 2021.3.1, 10.0.0.1
    if path[0] == 0 || path.len() > 6 || next.is_some_and(|c| digit(c).is_some() || matches!(c, '%' | '％' | '‰' | '/'))
    {
        return None;
    }
    let body = text[end..].trim_start();
    if body.chars().next().is_some_and(|c| matches!(c, '%' | '％' | '+' | '=' | '*' | '×' | ')' | '）' | ',' | '，'))
    {
        return None;
    }
    // "1.0 DEFINITIONS" counts 1.0, 2.0, 3.0.
    let round = path.len() == 2 && path[1] == 0;
    if path[1..].contains(&0) && !round {
        return None;
    }
    if round {
        path.pop();
    }
    let lower = body.chars().next().is_some_and(char::is_lowercase);
    let touching = next.is_some_and(|c| c.is_ascii_alphabetic());
    let weak = starts_with_unit(body)
        || is_cross_reference(body)
        || (lower && end == len)
        || (touching && lower)
        || body.is_empty();
    Some(Match { weak, ..plain(if round { Shape::Round } else { Shape::Path }, path, end) })
}

/// `(Payment) (for amounts due)`, `(Taxes),`: a reference names the heading of what it refers to in brackets.
fn is_cross_reference(body: &str) -> bool {
    let Some((inner, after)) = body.strip_prefix('(').and_then(|b| b.split_once(')')) else { return false };
    inner.len() < 60 && !after.trim_start().starts_with(|c: char| c.is_alphabetic())
}

fn dashed(text: &str) -> Option<Match> {
    let (first, mut len) = integer(text)?;
    let mut path = vec![first];
    while path.len() < 5 {
        let rest = &text[len..];
        let Some(dash) = rest.chars().next().filter(|c| matches!(c, '-' | '－')) else { break };
        let Some((value, n)) = integer(&rest[dash.len_utf8()..]) else { break };
        path.push(value);
        len += dash.len_utf8() + n;
    }
    if path.len() > 1
        && let Some(stop) = text[len..].chars().next().filter(|c| matches!(c, '．' | '.' | '、' | '：'))
    {
        len += stop.len_utf8();
    }
    // A small letter or another figure makes it a code: 3-5x, 1-2.5
    let next = text[len..].chars().next();
    let apart = next.is_none_or(|c| {
        c.is_whitespace() || is_han(c) || c.is_ascii_uppercase() || matches!(c, '“' | '"' | '《' | '（')
    });
    let fine = path.len() > 1 && path.iter().all(|&v| v > 0 && v < 100) && apart;
    fine.then(|| Match { weak: path.len() == 2 && starts_with_unit(&text[len..]), ..plain(Shape::Dash, path, len) })
}
