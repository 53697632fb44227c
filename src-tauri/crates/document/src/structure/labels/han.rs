//! Chinese labels: `一、`, `第三条`, `附件一`.

use super::numbers::integer;
use super::{Digits, Match, Reading, Shape, Word};

const ZH_REFERENCE: [&str; 28] = [
    "规定", "约定", "所", "的", "中", "之", "款", "项", "至", "和", "及", "与", "、", "，", ",", "或", "内", "下",
    "第", "载", "要求", "列", "提", "（", "(", "履行", "承担", "）",
];

pub(super) fn han_digit(c: char) -> Option<u32> {
    Some(match c {
        '零' | '〇' => 0,
        '一' | '壹' => 1,
        '二' | '贰' => 2,
        '三' | '叁' => 3,
        '四' | '肆' => 4,
        '五' | '伍' => 5,
        '六' | '陆' => 6,
        '七' | '柒' => 7,
        '八' | '捌' => 8,
        '九' | '玖' => 9,
        '十' | '拾' => 10,
        '百' | '佰' => 100,
        _ => return None,
    })
}

/// A Chinese number below 1000, all of `text`.
pub(crate) fn han_number(text: &str) -> Option<u32> {
    let (mut sum, mut last) = (0u32, 0u32);
    let mut count = 0;
    for c in text.chars() {
        let d = han_digit(c)?;
        count += 1;
        if d >= 10 {
            sum += last.max(1) * d;
            last = 0;
        } else {
            // 一二 without 十 is no number of ours
            if last > 0 {
                return None;
            }
            last = d;
        }
    }
    let sum = sum + last;
    (count > 0 && count < 8 && sum > 0).then_some(sum)
}

fn han_run(text: &str) -> usize {
    text.chars().take_while(|&c| han_digit(c).is_some()).take(8).map(char::len_utf8).sum()
}

pub(super) fn han(text: &str) -> Option<Match> {
    let n = han_run(text);
    let value = han_number(&text[..n])?;
    let c = text[n..].chars().next()?;
    let (shape, weak) = match c {
        '、' | '，' => (Shape::Comma, c == '，'),
        '.' | '．' => (Shape::Dot, false),
        ':' | '：' => (Shape::Comma, true),
        ')' | '）' => (Shape::Half, false),
        c if c.is_whitespace() => (Shape::Comma, true),
        _ => return None,
    };
    let len = if c.is_whitespace() { n } else { n + c.len_utf8() };
    // 一、二、三级: an enumeration in running text
    let rest = &text[len..];
    let chain = rest.chars().next().is_some_and(|c| han_digit(c).is_some()) && {
        let m = han_run(rest);
        rest[m..].starts_with(['、', '级', '类', '项', '条'])
    };
    Some(Match {
        len,
        body: len,
        readings: vec![Reading { shape, digits: Digits::Han, path: vec![value] }],
        weak: weak || chain,
    })
}

/// `第三条`, `第3章`, `第一部分`
pub(super) fn ordinal(text: &str) -> Option<Match> {
    let start = '第'.len_utf8();
    let rest = text[start..].trim_start();
    let at = text.len() - rest.len();
    let (digits, value, n) = if let Some((value, n)) = integer(rest) {
        (Digits::Arabic, value, n)
    } else {
        let n = han_run(rest);
        (Digits::Han, han_number(&rest[..n])?, n)
    };
    let unit = rest[n..].trim_start();
    let gap = rest[n..].len() - unit.len();
    let (kind, m) = match unit.chars().next()? {
        '条' => (Word::Article, 3),
        '章' => (Word::Chapter, 3),
        '节' => (Word::ZhSection, 3),
        '编' => (Word::Part, 3),
        '款' => (Word::Paragraph, 3),
        '部' if unit.starts_with("部分") => (Word::Part, 6),
        _ => return None,
    };
    let mut len = at + n + gap + m;
    let mut after = &text[len..];
    if let Some(c) = after.chars().next()
        && matches!(c, '：' | ':' | '、' | '.')
        && !(c == '、' && after[c.len_utf8()..].starts_with('第'))
    {
        len += c.len_utf8();
        after = &text[len..];
    } else if !after.starts_with(char::is_whitespace) && ZH_REFERENCE.iter().any(|w| after.starts_with(w)) {
        return None;
    }
    let weak = kind == Word::Paragraph || value == 0;
    let readings = vec![Reading { shape: Shape::Word(kind), digits, path: vec![value] }];
    // 第三条 规定: a blank behind it makes a reference unlikely, not impossible
    let weak = weak || after.trim_start().starts_with("规定") || after.trim_start().starts_with("约定的");
    Some(Match { len, body: len, readings, weak })
}

/// `附件一`, `附件1：`, `附录A`, `附件：`
pub(super) fn attachment(text: &str) -> Option<Match> {
    let kind = ["附件", "附录", "附表"].into_iter().find(|w| text.starts_with(w))?;
    let rest = text[kind.len()..].trim_start();
    let at = text.len() - rest.len();
    let (digits, value, n) = if let Some((value, n)) = integer(rest) {
        (Digits::Arabic, value, n)
    } else if let n @ 1.. = han_run(rest) {
        (Digits::Han, han_number(&rest[..n])?, n)
    } else if rest.starts_with(|c: char| c.is_ascii_uppercase()) {
        (Digits::Upper, u32::from(rest.as_bytes()[0] - b'A') + 1, 1)
    } else if rest.starts_with(['：', ':']) {
        (Digits::Arabic, 1, 0)
    } else {
        return None;
    };
    let mut len = at + n;
    let after = &text[len..];
    match after.chars().next() {
        None => {}
        Some(c) if matches!(c, '：' | ':' | '、' | '.') => len += c.len_utf8(),
        Some(c) if c.is_whitespace() || matches!(c, '《' | '—' | '-') => {}
        Some(_) => return None,
    }
    let weak = text.len() > 150;
    Some(Match {
        len,
        body: len,
        readings: vec![Reading { shape: Shape::Word(Word::Schedule), digits, path: vec![value] }],
        weak,
    })
}
