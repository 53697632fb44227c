//! Numbers in digits and words, percentages and multiples.

use super::ValueHit;
use crate::Value;
use regex::Regex;
use rust_decimal::Decimal;
use std::str::FromStr;
use std::sync::LazyLock;

/// A number at a place of the folded text, with a repetition in brackets taken in: "twelve (12)", "六十(60)".
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct NumberHit {
    pub(crate) start: usize,
    pub(crate) end: usize,
    pub(crate) value: Decimal,
    /// Whether it was written as digits (without words).
    pub(crate) digits: bool,
}

// The patterns are constants of this file; the tests run every one of them.
#[allow(clippy::expect_used)]
pub(super) fn regex(pattern: &str) -> Regex {
    Regex::new(pattern).expect("constant pattern")
}

static NUMBER: LazyLock<Regex> = LazyLock::new(|| {
    let word = "one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|\
                seventeen|eighteen|nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundred|thousand|\
                million|billion";
    regex(&format!(
        r"(?P<en>\b(?:{word})(?:(?:[ -]+(?:and )?)(?:{word}))*\b)|(?P<digits>\d+(?:,\d{{3}})+(?:\.\d+)?|\d+(?:\.\d+)?)|(?P<zh>[零〇一二两三四五六七八九十百千万亿壹贰叁肆伍陆柒捌玖拾佰仟]+)"
    ))
});

static REPEATED: LazyLock<Regex> = LazyLock::new(|| {
    regex(
        r"^ ?\( ?(?P<n>\d+(?:,\d{3})*(?:\.\d+)?|[零一二两三四五六七八九十百千]+)(?P<x>x|%|‰| percent| times| times\b)? ?\)",
    )
});

/// All numbers of the folded text, in order.
pub(crate) fn scan(text: &str) -> Vec<NumberHit> {
    let mut out: Vec<NumberHit> = Vec::new();
    let mut from = 0;
    while let Some(m) = NUMBER.captures_at(text, from) {
        let Some(whole) = m.get(0) else { break };
        from = whole.end();
        let value = if let Some(d) = m.name("digits") {
            digits(d.as_str())
        } else if let Some(w) = m.name("en") {
            english(w.as_str())
        } else {
            chinese(whole.as_str())
        };
        let Some(value) = value else { continue };
        // Digits glued to a name are part of the name: "s3", "gpt4", "v2".
        let glued = text[..whole.start()].chars().next_back().is_some_and(|c| c.is_ascii_alphabetic());
        if glued {
            continue;
        }
        let mut hit = NumberHit { start: whole.start(), end: whole.end(), value, digits: m.name("digits").is_some() };
        if let Some(r) = REPEATED.captures(&text[hit.end..]) {
            let again = r.name("n").and_then(|n| digits(n.as_str()).or_else(|| chinese(n.as_str())));
            if again == Some(hit.value) {
                // A unit inside the brackets ("three times (3x)", "fifty (50%)") is left for the caller to see.
                if r.name("x").is_none() {
                    hit.end += r.get(0).map_or(0, |m| m.end());
                    from = hit.end;
                }
            }
        }
        out.push(hit);
    }
    out
}

fn digits(s: &str) -> Option<Decimal> {
    Decimal::from_str(&s.replace(',', "")).ok()
}

/// "one hundred and twenty" to 120.
fn english(s: &str) -> Option<Decimal> {
    let (mut total, mut part) = (0_i64, 0_i64);
    for w in s.split([' ', '-']).filter(|w| !w.is_empty() && *w != "and") {
        let n = match w {
            "one" => 1,
            "two" => 2,
            "three" => 3,
            "four" => 4,
            "five" => 5,
            "six" => 6,
            "seven" => 7,
            "eight" => 8,
            "nine" => 9,
            "ten" => 10,
            "eleven" => 11,
            "twelve" => 12,
            "thirteen" => 13,
            "fourteen" => 14,
            "fifteen" => 15,
            "sixteen" => 16,
            "seventeen" => 17,
            "eighteen" => 18,
            "nineteen" => 19,
            "twenty" => 20,
            "thirty" => 30,
            "forty" => 40,
            "fifty" => 50,
            "sixty" => 60,
            "seventy" => 70,
            "eighty" => 80,
            "ninety" => 90,
            "hundred" => {
                part = part.max(1).checked_mul(100)?;
                continue;
            }
            "thousand" | "million" | "billion" => {
                let unit = match w {
                    "thousand" => 1_000,
                    "million" => 1_000_000,
                    _ => 1_000_000_000,
                };
                total = total.checked_add(part.max(1).checked_mul(unit)?)?;
                part = 0;
                continue;
            }
            _ => return None,
        };
        part = part.checked_add(n)?;
    }
    Some(Decimal::from(total.checked_add(part)?))
}

/// "六十" to 60, "一百二十" to 120, "贰拾万" to 200000. A run of digits without units ("二〇二六") is read as digits.
fn chinese(s: &str) -> Option<Decimal> {
    let digit = |c: char| -> Option<i64> {
        Some(match c {
            '零' | '〇' => 0,
            '一' | '壹' => 1,
            '二' | '两' | '贰' => 2,
            '三' | '叁' => 3,
            '四' | '肆' => 4,
            '五' | '伍' => 5,
            '六' | '陆' => 6,
            '七' | '柒' => 7,
            '八' | '捌' => 8,
            '九' | '玖' => 9,
            _ => return None,
        })
    };
    if s.chars().all(|c| digit(c).is_some()) {
        let mut value = 0_i64;
        for c in s.chars() {
            value = value.checked_mul(10)?.checked_add(digit(c)?)?;
        }
        return Some(Decimal::from(value));
    }
    let (mut total, mut section, mut current) = (0_i64, 0_i64, 0_i64);
    for c in s.chars() {
        if let Some(d) = digit(c) {
            current = d;
            continue;
        }
        let unit = match c {
            '十' | '拾' => 10,
            '百' | '佰' => 100,
            '千' | '仟' => 1_000,
            '万' => 10_000,
            '亿' => 100_000_000,
            _ => return None,
        };
        if unit < 10_000 {
            section = section.checked_add(current.max(i64::from(current == 0)).checked_mul(unit)?)?;
        } else {
            let all = total.checked_add(section)?.checked_add(current)?;
            total = all.max(1).checked_mul(unit)?;
            section = 0;
        }
        current = 0;
    }
    Some(Decimal::from(total.checked_add(section)?.checked_add(current)?))
}

static PERCENT_AFTER: LazyLock<Regex> =
    LazyLock::new(|| regex(r"^ ?(?P<unit>%|‰|per ?cent(?:um)?\b|per mille\b|per thousand\b)(?: ?\( ?[\d.,]+ ?% ?\))?"));
static PERCENT_REPEATED: LazyLock<Regex> =
    LazyLock::new(|| regex(r"^ ?(?:percent|per cent)? ?\( ?(?P<n>\d+(?:\.\d+)?) ?% ?\)"));
static PERCENT_ZH: LazyLock<Regex> = LazyLock::new(|| regex(r"(?P<base>百|千|万)分之$"));

/// Percentages: "99.9%", "ten percent (10%)", "百分之十", "千分之一" (0.1), "5‰" (0.5), "万分之五" (0.05).
pub(super) fn percentages(text: &str, numbers: &[NumberHit]) -> Vec<ValueHit> {
    let mut out = Vec::new();
    for (i, n) in numbers.iter().enumerate() {
        let (before, after) = (&text[..n.start], &text[n.end..]);
        if let Some(m) = PERCENT_AFTER.captures(after) {
            let scale = if matches!(&m["unit"], "‰" | "per mille" | "per thousand") { 10 } else { 1 };
            let end = n.end + m.get(0).map_or(0, |m| m.end());
            out.push(hit(n.start, end, n.value / Decimal::from(scale)));
        } else if let Some(m) = PERCENT_REPEATED.captures(after) {
            let again = Decimal::from_str(&m["n"]).ok();
            if again == Some(n.value) {
                out.push(hit(n.start, n.end + m.get(0).map_or(0, |m| m.end()), n.value));
            }
        } else if let Some(m) = PERCENT_ZH.captures(before) {
            let scale = match &m["base"] {
                "百" => 1,
                "千" => 10,
                _ => 100,
            };
            let start = m.get(0).map_or(n.start, |m| m.start());
            out.push(hit(start, n.end, n.value / Decimal::from(scale)));
        } else if let Some((base, rest)) = split_parts_of(&text[n.start..n.end])
            && let Some(next) = numbers.get(i + 1)
            && next.start == n.end + "分之".len()
            && text[n.end..].starts_with("分之")
            && rest.is_empty()
        {
            out.push(hit(n.start, next.end, next.value / base));
        }
    }
    out
}

/// In "百分之十" the number scanner takes "百" for a number of its own: that is the base here.
fn split_parts_of(s: &str) -> Option<(Decimal, &str)> {
    let mut chars = s.chars();
    let scale = match chars.next()? {
        '百' => 1,
        '千' => 10,
        '万' => 100,
        _ => return None,
    };
    Some((Decimal::from(scale), chars.as_str()))
}

fn hit(start: usize, end: usize, value: Decimal) -> ValueHit {
    ValueHit { start, end, value: Value::Percentage { value: value.normalize() } }
}

static TIMES: LazyLock<Regex> = LazyLock::new(|| {
    regex(r"^ ?(?:\( ?\d+(?:\.\d+)?(?:x| times)? ?\) ?)?(?:times|x\b|倍)(?: ?\( ?\d+(?:\.\d+)?x ?\))?")
});

/// Multiples ("three times (3x)", "2倍") and bare numbers. Dates and clause numbers are left out.
pub(super) fn plain(text: &str, numbers: &[NumberHit]) -> Vec<ValueHit> {
    numbers
        .iter()
        .filter_map(|n| {
            let after = &text[n.end..];
            let times = TIMES.find(after).map_or(0, |m| m.end());
            let dotted = after.starts_with('.') && after[1..].starts_with(|c: char| c.is_ascii_digit());
            let in_number =
                text[..n.start].ends_with('.') && text[..n.start - 1].ends_with(|c: char| c.is_ascii_digit());
            if times == 0 && (dotted || in_number || !n.digits) {
                return None;
            }
            Some(ValueHit { start: n.start, end: n.end + times, value: Value::Number { value: n.value.normalize() } })
        })
        .collect()
}
