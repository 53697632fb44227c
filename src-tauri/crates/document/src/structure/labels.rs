//! Printed labels: `9.2`, `(a)`, `Section 4`, `第三条`, `（一）`, `1、`.
//!
//! [`lex`] looks at the start of a line and says what label it could be read as. Whether it *is* one depends on the
//! labels before it, which is for the outline to decide.

use crate::draft::is_han;

/// How a label is written around its number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Shape {
    /// `1.`, `a.`, `IV.`, `一.`
    Dot,
    /// `1、`, `一、`
    Comma,
    /// `(1)`, `（一）`, `(a)`
    Paren,
    /// `1)`, `a)`
    Half,
    /// `1.0`, `2.0`
    Round,
    /// `1.1`, `1.1.1`
    Path,
    /// `1-1`, `1-1-1`
    Dash,
    /// `①`
    Circle,
    /// `1 Background`: a number with nothing behind it.
    Bare,
    /// `Section 4`, `第三条`
    Word(Word),
}

/// The word of a label, from the widest division to the narrowest.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) enum Word {
    /// Schedule, exhibit, annex, appendix, attachment; 附件, 附录, 附表.
    Schedule,
    /// Part; 编, 部分.
    Part,
    /// Chapter; 章.
    Chapter,
    /// 节.
    ZhSection,
    /// Article; 条.
    Article,
    /// Section, clause, §.
    Section,
    /// 款.
    Paragraph,
}

/// The digits a label counts in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Digits {
    /// 1, 2, 3
    Arabic,
    /// a, b, c
    Lower,
    /// A, B, C
    Upper,
    /// i, ii, iii
    LowerRoman,
    /// I, II, III
    UpperRoman,
    /// 一, 二, 三
    Han,
}

/// One way to read a label.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Reading {
    /// How it is written.
    pub(crate) shape: Shape,
    /// What it counts in.
    pub(crate) digits: Digits,
    /// Its number: one for most, several for `1.1`.
    pub(crate) path: Vec<u32>,
}

impl Reading {
    /// The last number.
    pub(crate) fn value(&self) -> u32 {
        self.path.last().copied().unwrap_or(0)
    }
}

/// A label found at the start of a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Match {
    /// Bytes of the label.
    pub(crate) len: usize,
    /// Where the text after it begins.
    pub(crate) body: usize,
    /// The ways to read it, the likeliest first.
    pub(crate) readings: Vec<Reading>,
    /// It could well be something else (an amount, a reference): only believed in sequence.
    pub(crate) weak: bool,
}

/// Reads a label at the start of `text`.
pub(crate) fn lex(text: &str) -> Option<Match> {
    let first = text.chars().next()?;
    let mut found = match first {
        '0'..='9' | '０'..='９' => arabic(text),
        '(' | '（' => paren(text),
        '第' => ordinal(text),
        '附' => attachment(text),
        '§' => sign(text),
        '①'..='⑳' | '⑴'..='⒇' | '⒈'..='⒛' => circled(text, first),
        'a'..='z' | 'A'..='Z' => word(text).or_else(|| letter(text)),
        _ if han_digit(first).is_some() => han(text),
        _ => None,
    }?;
    let rest = &text[found.len..];
    found.body = found.len + (rest.len() - rest.trim_start().len());
    Some(found)
}

/// Reads a label that the format prints by itself, such as `1.` or `(a)`.
pub(crate) fn lex_auto(label: &str) -> Option<Match> {
    let label = label.trim();
    // Alone, a label has nothing behind it that could make it doubtful.
    let bare = label.trim_end_matches(['.', ' ']);
    lex(label)
        .filter(|m| m.len == label.len())
        .or_else(|| lex(bare).filter(|m| m.len == bare.len()))
        .or_else(|| number(bare).filter(|(_, n)| *n == bare.len()).map(|(path, n)| plain(Shape::Bare, path, n)))
        .map(|m| Match { len: label.len(), body: label.len(), weak: false, ..m })
}

fn plain(shape: Shape, path: Vec<u32>, len: usize) -> Match {
    Match { len, body: len, readings: vec![Reading { shape, digits: Digits::Arabic, path }], weak: false }
}

fn digit(c: char) -> Option<u32> {
    match c {
        '0'..='9' => Some(c as u32 - '0' as u32),
        '０'..='９' => Some(c as u32 - '０' as u32),
        _ => None,
    }
}

/// Up to three digits at the start of `text`, and their length in bytes.
fn integer(text: &str) -> Option<(u32, usize)> {
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
fn number(text: &str) -> Option<(Vec<u32>, usize)> {
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

const UNITS: [&str; 34] = [
    "hours", "hour", "days", "day", "months", "month", "years", "year", "minutes", "minute", "seconds", "percent",
    "million", "billion", "times", "business", "calendar", "working", "gb", "tb", "mb", "kb", "ghz", "mhz", "km",
    "weeks", "week", "points", "usd", "eur", "per", "am", "pm", "x",
];

const ZH_UNITS: &str = "年月日号天个倍元万亿千百小分秒次折版台项名人家位种级份笔点时页米";

fn starts_with_unit(rest: &str) -> bool {
    let rest = rest.trim_start();
    let word: String = rest.chars().take_while(char::is_ascii_alphabetic).take(12).collect();
    UNITS.contains(&word.to_ascii_lowercase().as_str()) || rest.chars().next().is_some_and(|c| ZH_UNITS.contains(c))
}

fn arabic(text: &str) -> Option<Match> {
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
    let Some(c) = next else { return None };
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
    let next = text[len..].chars().next();
    let apart = next.is_none_or(|c| c.is_whitespace() || is_han(c) || matches!(c, '“' | '《' | '（'));
    let fine = path.len() > 1 && path.iter().all(|&v| v > 0 && v < 100) && apart;
    fine.then(|| Match { weak: path.len() == 2 && starts_with_unit(&text[len..]), ..plain(Shape::Dash, path, len) })
}

fn paren(text: &str) -> Option<Match> {
    let open = text.chars().next()?;
    let inner = &text[open.len_utf8()..];
    let stop = inner.char_indices().take(9).find(|(_, c)| matches!(c, ')' | '）'))?;
    let content = inner[..stop.0].trim();
    // "( x )", "[ x ]": a box that is ticked
    if content.len() < stop.0 && content.eq_ignore_ascii_case("x") {
        return None;
    }
    let len = open.len_utf8() + stop.0 + stop.1.len_utf8();
    let readings = content_readings(Shape::Paren, content)?;
    let rest = text[len..].trim_start();
    // "(a) and (b) above", "(90) days": running text.
    let refers = ["and (", "or (", "to (", "through (", "、（", "、(", "至", "和", "及", "或"]
        .iter()
        .any(|w| rest.starts_with(w));
    let weak = refers || starts_with_unit(rest) && readings[0].digits == Digits::Arabic;
    Some(Match { len, body: len, readings, weak })
}

/// The readings of what stands between brackets or before a dot.
fn content_readings(shape: Shape, content: &str) -> Option<Vec<Reading>> {
    let one = |digits, value| Reading { shape, digits, path: vec![value] };
    if let Some((path, n)) = number(content)
        && n == content.len()
    {
        return (path[0] > 0 && (path.len() == 1 || shape == Shape::Paren)).then(|| {
            vec![Reading { shape: if path.len() > 1 { Shape::Path } else { shape }, digits: Digits::Arabic, path }]
        });
    }
    if let Some(value) = han_number(content) {
        return Some(vec![one(Digits::Han, value)]);
    }
    let mut out = Vec::new();
    let bytes = content.as_bytes();
    let (Some(&first), true) = (bytes.first(), bytes.iter().all(u8::is_ascii_alphabetic)) else { return None };
    let lower = first.is_ascii_lowercase();
    if !bytes.iter().all(|b| b.is_ascii_lowercase() == lower) {
        return None;
    }
    let base = if lower { b'a' } else { b'A' };
    let letters = if lower { Digits::Lower } else { Digits::Upper };
    match bytes {
        [b] => out.push(one(letters, u32::from(b - base) + 1)),
        // (aa) comes after (z)
        [a, b] if a == b => out.push(one(letters, 26 + u32::from(b - base) + 1)),
        _ => {}
    }
    if let Some(value) = roman(content)
        && (bytes.len() > 1 || matches!(first.to_ascii_lowercase(), b'i' | b'v' | b'x'))
    {
        let reading = one(if lower { Digits::LowerRoman } else { Digits::UpperRoman }, value);
        // Alone, "(i)" opens a Roman list far more often than it follows "(h)".
        if first.eq_ignore_ascii_case(&b'i') || bytes.len() > 1 { out.insert(0, reading) } else { out.push(reading) }
    }
    (!out.is_empty()).then_some(out)
}

/// A Roman number below 90, in one case.
pub(crate) fn roman(text: &str) -> Option<u32> {
    let values: Option<Vec<u32>> = text
        .bytes()
        .map(|b| match b.to_ascii_lowercase() {
            b'i' => Some(1),
            b'v' => Some(5),
            b'x' => Some(10),
            b'l' => Some(50),
            _ => None,
        })
        .collect();
    let values = values.filter(|v| !v.is_empty() && v.len() < 9)?;
    let mut sum = 0;
    for (i, &v) in values.iter().enumerate() {
        if values.get(i + 1).is_some_and(|&n| n > v) {
            sum -= v as i32;
        } else {
            sum += v as i32;
        }
    }
    let sum = u32::try_from(sum).ok()?;
    (roman_text(sum) == text.to_ascii_lowercase()).then_some(sum)
}

/// A number from 1 to 99 in lower-case Roman digits.
pub(crate) fn roman_text(value: u32) -> String {
    const TENS: [&str; 10] = ["", "x", "xx", "xxx", "xl", "l", "lx", "lxx", "lxxx", "xc"];
    const ONES: [&str; 10] = ["", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix"];
    match value {
        1..=99 => format!("{}{}", TENS[value as usize / 10], ONES[value as usize % 10]),
        _ => value.to_string(),
    }
}

fn letter(text: &str) -> Option<Match> {
    let run: usize = text.bytes().take_while(u8::is_ascii_alphabetic).take(6).count();
    let c = text[run..].chars().next()?;
    let (shape, weak) = match c {
        '.' | '．' => (Shape::Dot, true),
        '、' => (Shape::Comma, false),
        ')' | '）' => (Shape::Half, false),
        _ => return None,
    };
    let len = run + c.len_utf8();
    let rest = &text[len..];
    // "A. Foo" but not "e.g." or "U.S."; "IT)" is no label.
    if shape == Shape::Dot && !rest.chars().next().is_none_or(|c| c.is_whitespace() || is_han(c)) {
        return None;
    }
    let readings = content_readings(shape, &text[..run])?;
    let single = run == 1;
    let fine = readings.iter().any(|r| matches!(r.digits, Digits::LowerRoman | Digits::UpperRoman)) || single;
    fine.then_some(Match { len, body: len, readings, weak: weak && single })
}

fn word_kind(word: &str) -> Option<Word> {
    Some(match word.to_ascii_lowercase().as_str() {
        "section" | "sec" | "clause" => Word::Section,
        "article" | "art" => Word::Article,
        "schedule" | "exhibit" | "annex" | "annexure" | "appendix" | "attachment" | "addendum" => Word::Schedule,
        "part" => Word::Part,
        "chapter" => Word::Chapter,
        _ => return None,
    })
}

const NUMBER_WORDS: [&str; 20] = [
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
    "twenty",
];

fn word(text: &str) -> Option<Match> {
    let run = text.bytes().take_while(u8::is_ascii_alphabetic).take(12).count();
    if !text.starts_with(|c: char| c.is_ascii_uppercase()) {
        return None;
    }
    let kind = word_kind(&text[..run])?;
    let abbreviated = usize::from(text[run..].starts_with('.'));
    let gap = text[run + abbreviated..].chars().next().filter(|c| c.is_whitespace())?;
    let at = run + abbreviated + gap.len_utf8();
    let rest = &text[at..];
    let shape = Shape::Word(kind);
    let (readings, n) = if let Some((path, n)) = number(rest) {
        (vec![Reading { shape, digits: Digits::Arabic, path }], n)
    } else {
        let n = rest.bytes().take_while(u8::is_ascii_alphabetic).take(10).count();
        let token = &rest[..n];
        if let Some(i) = NUMBER_WORDS.iter().position(|w| w.eq_ignore_ascii_case(token)) {
            (vec![Reading { shape, digits: Digits::Arabic, path: vec![i as u32 + 1] }], n)
        } else if token.bytes().all(|b| b.is_ascii_uppercase()) {
            (content_readings(shape, token)?, n)
        } else {
            return None;
        }
    };
    let mut len = at + n;
    let mut after = text[len..].chars().next();
    // "Section 4A"
    if after.is_some_and(char::is_alphanumeric) {
        return None;
    }
    let closed = after.is_some_and(|c| matches!(c, '.' | ':' | '：' | '—' | '–' | '-' | ')'));
    if let Some(c) = after
        && matches!(c, '.' | ':' | '：')
    {
        len += 1.max(c.len_utf8());
        after = text[len..].chars().next();
    }
    let body = text[len..].trim_start().trim_start_matches(['—', '–', '-']).trim_start();
    let head = body.chars().next();
    // "Section 9.2 applies", "Section 5(a)", "Section 3, the", "Section 9.2 (Restrictions) applies": references.
    if head.is_some_and(char::is_lowercase) || matches!(after, Some('(' | ',' | ';' | '\'' | '’')) {
        return None;
    }
    let bracket = head == Some('(') && body.len() > 60;
    let first_word = body.split_whitespace().next().unwrap_or("");
    let capitals = first_word.len() > 1
        && first_word.chars().all(|c| !c.is_lowercase())
        && first_word.starts_with(char::is_alphabetic);
    let running = !closed && !capitals && head.is_some() && body.len() > 100;
    Some(Match { len, body: len, readings, weak: bracket || running })
}

fn sign(text: &str) -> Option<Match> {
    let rest = text.trim_start_matches('§');
    let rest = rest.trim_start();
    let at = text.len() - rest.len();
    let (path, n) = number(rest)?;
    let dot = usize::from(rest[n..].starts_with('.'));
    let len = at + n + dot;
    let body = text[len..].trim_start();
    if body.starts_with(|c: char| c.is_lowercase() || matches!(c, ',' | '(' | ';')) {
        return None;
    }
    Some(plain(Shape::Word(Word::Section), path, len))
}

fn circled(text: &str, first: char) -> Option<Match> {
    let value = match first {
        '①'..='⑳' => first as u32 - '①' as u32,
        '⑴'..='⒇' => first as u32 - '⑴' as u32,
        _ => first as u32 - '⒈' as u32,
    } + 1;
    let mut len = first.len_utf8();
    if let Some(c) = text[len..].chars().next().filter(|c| matches!(c, '、' | '.' | '．')) {
        len += c.len_utf8();
    }
    Some(plain(Shape::Circle, vec![value], len))
}

fn han_digit(c: char) -> Option<u32> {
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

fn han(text: &str) -> Option<Match> {
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

const ZH_REFERENCE: [&str; 28] = [
    "规定", "约定", "所", "的", "中", "之", "款", "项", "至", "和", "及", "与", "、", "，", ",", "或", "内", "下",
    "第", "载", "要求", "列", "提", "（", "(", "履行", "承担", "）",
];

/// `第三条`, `第3章`, `第一部分`
fn ordinal(text: &str) -> Option<Match> {
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
fn attachment(text: &str) -> Option<Match> {
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
