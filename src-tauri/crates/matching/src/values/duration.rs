//! Lengths of time: "twelve (12) months", "30-day", "5 business days", "六十(60)个自然日", "半年".

use super::ValueHit;
use super::number::{NumberHit, regex};
use crate::{Duration, DurationUnit, Value};
use regex::Regex;
use rust_decimal::Decimal;
use std::sync::LazyLock;

/// English name in the singular.
pub(super) const fn unit_name(unit: DurationUnit) -> &'static str {
    match unit {
        DurationUnit::Second => "second",
        DurationUnit::Minute => "minute",
        DurationUnit::Hour => "hour",
        DurationUnit::Day => "day",
        DurationUnit::BusinessDay => "business day",
        DurationUnit::Week => "week",
        DurationUnit::Month => "month",
        DurationUnit::Quarter => "quarter",
        DurationUnit::BillingCycle => "billing cycle",
        DurationUnit::Year => "year",
    }
}

static UNIT_EN: LazyLock<Regex> = LazyLock::new(|| {
    regex(
        r"^[ -]?(?:\( ?\w+ ?\) ?)?(?:(?:full|consecutive|continuous|complete|additional|prior|more|or more)[ -])*(?P<business>(?:business|working)[ -])?(?:calendar[ -])?(?P<unit>seconds?|secs?|minutes?|mins?|hours?|hrs?|days?|weeks?|months?|quarters?|years?|billing (?:cycles?|periods?|months?))\b'?",
    )
});
static UNIT_ZH: LazyLock<Regex> = LazyLock::new(|| {
    regex(
        r"^ ?(?:个|\(含\))?(?:连续|完整|自然|日历|连续自然)?(?P<unit>工作日|工作天|营业日|自然日|自然月|自然天|日历日|小时|分钟|秒钟|秒|天|日|周|星期|个月|月|季度|周年|年|计费周期|账期|账单周期)",
    )
});
static ORDINAL: LazyLock<Regex> = LazyLock::new(|| {
    regex(
        r"\b(?P<n>first|second|third|fourth|sixth) (?P<unit>billing cycle|billing period|billing month|calendar month|month)\b",
    )
});

/// All lengths of time in the folded text.
pub(super) fn scan(text: &str, numbers: &[NumberHit]) -> Vec<ValueHit> {
    let mut out: Vec<ValueHit> = numbers.iter().filter_map(|n| at(text, n)).collect();
    for (words, value, unit) in [
        ("半年", Decimal::from(6), DurationUnit::Month),
        ("半个月", Decimal::from(15), DurationUnit::Day),
        ("half a year", Decimal::from(6), DurationUnit::Month),
    ] {
        for (start, w) in text.match_indices(words) {
            out.push(hit(start, start + w.len(), value, unit));
        }
    }
    let ordinals = if text.contains("billing") { ORDINAL.captures_iter(text).collect() } else { Vec::new() };
    for m in ordinals {
        let n = match &m["n"] {
            "first" => 1,
            "second" => 2,
            "third" => 3,
            "fourth" => 4,
            _ => 6,
        };
        // "the first month" is a date rather than a length; a billing cycle counted from an event is a length.
        if let Some(whole) = m.get(0).filter(|_| m["unit"].starts_with("billing")) {
            out.push(hit(whole.start(), whole.end(), Decimal::from(n), DurationUnit::BillingCycle));
        }
    }
    out
}

fn at(text: &str, n: &NumberHit) -> Option<ValueHit> {
    let after = &text[n.end..];
    if let Some(m) = UNIT_EN.captures(after) {
        let business = m.name("business").is_some();
        let unit = match &m["unit"] {
            u if u.starts_with("sec") => DurationUnit::Second,
            u if u.starts_with("min") => DurationUnit::Minute,
            u if u.starts_with('h') => DurationUnit::Hour,
            u if u.starts_with('d') && business => DurationUnit::BusinessDay,
            u if u.starts_with('d') => DurationUnit::Day,
            u if u.starts_with('w') => DurationUnit::Week,
            u if u.starts_with("billing") => DurationUnit::BillingCycle,
            u if u.starts_with("month") => DurationUnit::Month,
            u if u.starts_with('q') => DurationUnit::Quarter,
            _ => DurationUnit::Year,
        };
        // "24 x 7 days" is a service window.
        if text[..n.start].trim_end().ends_with(['x', '*', '×', '/']) {
            return None;
        }
        return Some(hit(n.start, n.end + m.get(0)?.end(), n.value, unit));
    }
    let m = UNIT_ZH.captures(after)?;
    let unit = match &m["unit"] {
        "工作日" | "工作天" | "营业日" => DurationUnit::BusinessDay,
        "小时" => DurationUnit::Hour,
        "分钟" => DurationUnit::Minute,
        "秒" | "秒钟" => DurationUnit::Second,
        "周" | "星期" => DurationUnit::Week,
        "月" | "个月" | "自然月" => DurationUnit::Month,
        "季度" => DurationUnit::Quarter,
        "年" | "周年" => DurationUnit::Year,
        "计费周期" | "账期" | "账单周期" => DurationUnit::BillingCycle,
        _ => DurationUnit::Day,
    };
    let before = text[..n.start].chars().next_back();
    // Dates and ordinals: "2021年3月1日", "第五(5)个工作日", "每月5日", and the service window "7x24小时".
    let date = matches!(before, Some('年' | '月' | '第' | '每' | '/' | '*' | 'x' | '×' | '-'))
        && !after.starts_with('个')
        || before == Some('第')
        || (unit == DurationUnit::Year && n.value >= Decimal::from(1000))
        || (&m["unit"] == "月" && !after.starts_with('个') && n.digits);
    if date {
        return None;
    }
    Some(hit(n.start, n.end + m.get(0)?.end(), n.value, unit))
}

fn hit(start: usize, end: usize, value: Decimal, unit: DurationUnit) -> ValueHit {
    ValueHit { start, end, value: Value::Duration(Duration { value: value.normalize(), unit }) }
}
