//! Printed labels: `9.2`, `(a)`, `Section 4`, `第三条`, `（一）`, `1、`.
//!
//! [`lex`] looks at the start of a line and says what label it could be read as. Whether it *is* one depends on the
//! labels before it, which is for the outline to decide.

mod han;
mod numbers;
mod words;

use crate::draft::is_han;

pub(crate) use han::han_number;
use han::{attachment, han, han_digit, ordinal};
pub(crate) use numbers::starts_with_unit;
use numbers::{arabic, number};
use words::{sign, word};

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
    let mut body = rest.trim_start();
    // "ARTICLE 1 - DEFINITIONS"
    if found.readings.iter().any(|r| matches!(r.shape, Shape::Word(_))) {
        body = body.trim_start_matches(['-', '–', '—', ':', '：', '|', ' ']);
    }
    found.body = text.len() - body.len();
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

#[cfg(test)]
mod tests {
    use super::*;

    /// Text, then label and body; `None` where there is no label. A `?` before the label marks a doubtful one.
    #[test]
    fn labels_and_what_is_none() {
        let cases: &[(&str, Option<(&str, &str)>)] = &[
            ("1. Services", Some(("1.", "Services"))),
            ("1.服务范围", Some(("1.", "服务范围"))),
            ("1、定义", Some(("1、", "定义"))),
            ("1．定义", Some(("1．", "定义"))),
            ("12) Notices", Some(("12)", "Notices"))),
            ("1）通知", Some(("1）", "通知"))),
            ("1.1 Scope", Some(("1.1", "Scope"))),
            ("1.1服务", Some(("1.1", "服务"))),
            ("1.1. Scope", Some(("1.1.", "Scope"))),
            ("2.13.1 赔偿范围：", Some(("2.13.1", "赔偿范围："))),
            ("4.10《服务协议》中所述", Some(("4.10", "《服务协议》中所述"))),
            ("2. 3. the words", Some(("2. 3.", "the words"))),
            ("1.0 DEFINITIONS", Some(("1.0", "DEFINITIONS"))),
            ("(a) rent the Services", Some(("(a)", "rent the Services"))),
            ("(iv) any other", Some(("(iv)", "any other"))),
            ("（1）预先通知", Some(("（1）", "预先通知"))),
            ("（一）定义", Some(("（一）", "定义"))),
            ("(一) 定义", Some(("(一)", "定义"))),
            ("a. foo", Some(("?a.", "foo"))),
            ("iv. foo", Some(("iv.", "foo"))),
            ("IV. FEES", Some(("IV.", "FEES"))),
            ("a) foo", Some(("a)", "foo"))),
            ("①不可抗力", Some(("①", "不可抗力"))),
            ("一、定义", Some(("一、", "定义"))),
            ("十二、其他", Some(("十二、", "其他"))),
            ("第三条 责任", Some(("第三条", "责任"))),
            ("第十一条通则", Some(("第十一条", "通则"))),
            ("第1条：范围", Some(("第1条：", "范围"))),
            ("第一章 总则", Some(("第一章", "总则"))),
            ("第二节 赔偿", Some(("第二节", "赔偿"))),
            ("1-1-1 服务器托管", Some(("1-1-1", "服务器托管"))),
            ("2-1用户承诺", Some(("2-1", "用户承诺"))),
            ("6-9-1．用户申请的", Some(("6-9-1．", "用户申请的"))),
            ("6-8Provider处理", Some(("6-8", "Provider处理"))),
            ("7.1 个人信息的删除", Some(("7.1", "个人信息的删除"))),
            ("7.1 个工作日内", Some(("?7.1", "个工作日内"))),
            ("附件一：价格", Some(("附件一：", "价格"))),
            ("附件1", Some(("附件1", ""))),
            ("附件：", Some(("附件：", ""))),
            ("Section 4. Term", Some(("Section 4.", "Term"))),
            ("Section 4.2 Fees", Some(("Section 4.2", "Fees"))),
            ("ARTICLE IV LIABILITY", Some(("ARTICLE IV", "LIABILITY"))),
            ("ARTICLE 1 - DEFINITIONS", Some(("ARTICLE 1", "DEFINITIONS"))),
            ("Article One: Scope", Some(("Article One:", "Scope"))),
            ("Schedule 2", Some(("Schedule 2", ""))),
            ("EXHIBIT A", Some(("EXHIBIT A", ""))),
            ("§ 5 Haftung", Some(("§ 5", "Haftung"))),
            ("1 Background", Some(("?1", "Background"))),
            // amounts, dates, addresses
            ("99.9% of the time", None),
            ("99.95％的服务可用性", None),
            ("1.5 hours after", Some(("?1.5", "hours after"))),
            ("1.5倍的费用", Some(("?1.5", "倍的费用"))),
            ("2021.3.1 生效", None),
            ("2021年3月", None),
            ("10.0.0.1 is", None),
            ("24小时内", None),
            ("30 days after", None),
            ("7×24小时", None),
            ("1,000 units", None),
            ("(90) days", Some(("?(90)", "days"))),
            ("(2020) was", None),
            ("( x ) by e-mail", None),
            // references
            ("Section 9.2 applies", None),
            ("Section 5(a) of", None),
            ("第三条规定的情形", None),
            ("第三条、第四条", None),
            ("第十条的约定", None),
            ("附件一为本合同的一部分", None),
            ("(a) and (b) above", Some(("?(a)", "and (b) above"))),
            ("12.1 (Payment) (for amounts due),", Some(("?12.1", "(Payment) (for amounts due),"))),
            ("U.S. law", None),
            ("e.g. this", None),
            ("The parties", None),
            ("", None),
        ];
        for (text, expected) in cases {
            let got = lex(text)
                .map(|m| (format!("{}{}", if m.weak { "?" } else { "" }, &text[..m.len]), text[m.body..].to_owned()));
            assert_eq!(got, expected.map(|(l, b)| (l.to_owned(), b.to_owned())), "{text}");
        }
    }

    #[test]
    fn ambiguous_letters_have_two_readings() {
        let digits = |t: &str| lex(t).map(|m| m.readings.iter().map(|r| (r.digits, r.value())).collect::<Vec<_>>());
        assert_eq!(digits("(i) x"), Some(vec![(Digits::LowerRoman, 1), (Digits::Lower, 9)]));
        assert_eq!(digits("(v) x"), Some(vec![(Digits::Lower, 22), (Digits::LowerRoman, 5)]));
        assert_eq!(digits("(c) x"), Some(vec![(Digits::Lower, 3)]));
        assert_eq!(digits("(aa) x"), Some(vec![(Digits::Lower, 27)]));
    }

    #[test]
    fn numbers_in_letters() {
        for n in 1..90 {
            assert_eq!(roman(&roman_text(n)), Some(n));
        }
        for (text, value) in [("一", 1), ("十", 10), ("十二", 12), ("二十", 20), ("三十四", 34), ("一百零五", 105)]
        {
            assert_eq!(han_number(text), Some(value), "{text}");
        }
        for text in ["", "一二", "零"] {
            assert_eq!(han_number(text), None, "{text}");
        }
        assert_eq!(roman("iiii"), None);
    }

    #[test]
    fn labels_that_the_format_prints() {
        for (label, value) in [
            ("1.", 1),
            ("(a)", 1),
            ("iv.", 4),
            ("1.2.3", 3),
            ("1.2.", 2),
            ("第五条", 5),
            ("一、", 1),
            ("Section 2", 2),
            ("7", 7),
        ] {
            assert_eq!(lex_auto(label).map(|m| m.readings[0].value()), Some(value), "{label}");
        }
        assert_eq!(lex_auto("Step"), None);
    }
}
