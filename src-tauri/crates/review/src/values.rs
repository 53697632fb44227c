//! Values of terms as people write them, in both languages.

use document::Language;
use library::{ClauseType, Library, Term};
use matching::{Duration, DurationUnit, TermValue, Tier, Value};

/// A term's value for people: "12 months" / "12 个月", "US$100" / "100 美元".
///
/// Choices get their title from the entry; without one, the choice's name (English) or the first phrase that stands for
/// it (Chinese).
#[must_use]
pub fn value_text(
    value: &TermValue,
    term: Option<&Term>,
    entry: &ClauseType,
    library: &Library,
    language: Language,
) -> String {
    let choice = |name: &str| choice_text(name, term, entry, library, language);
    match (&value.value, language) {
        (Value::Money { amount, currency }, _) => money(&amount.normalize().to_string(), currency, language),
        (Value::Percentage { value }, _) => format!("{}%", value.normalize()),
        (Value::Duration(duration), _) => duration_text(*duration, language),
        (Value::Number { value }, _) => grouped(&value.normalize().to_string()),
        (Value::Choice { value }, _) => choice(value),
        (Value::Set { values }, Language::En) => values.iter().map(|v| choice(v)).collect::<Vec<_>>().join(", "),
        (Value::Set { values }, Language::Zh) => values.iter().map(|v| choice(v)).collect::<Vec<_>>().join("、"),
        (Value::Tiers { tiers }, Language::En) => {
            tiers.iter().map(|t| tier(t, language)).collect::<Vec<_>>().join("; ")
        }
        (Value::Tiers { tiers }, Language::Zh) => {
            tiers.iter().map(|t| tier(t, language)).collect::<Vec<_>>().join("；")
        }
    }
}

/// What a choice is called.
fn choice_text(name: &str, term: Option<&Term>, entry: &ClauseType, library: &Library, language: Language) -> String {
    let title = term.and_then(|t| t.choice_titles.get(name));
    match language {
        Language::En => title.map_or_else(|| name.replace('-', " "), |t| t.en.clone()),
        Language::Zh => title
            .map(|t| t.zh.clone())
            .or_else(|| {
                let cues = term.and_then(|t| t.choices.get(name)).into_iter().flatten();
                cues.filter_map(|cue| cue_words(cue, entry, library, Language::Zh)).next()
            })
            .unwrap_or_else(|| name.replace('-', " ")),
    }
}

/// The first plain phrase of a cue: how one says it.
#[must_use]
pub fn cue_words(cue: &str, entry: &ClauseType, library: &Library, language: Language) -> Option<String> {
    let value = match (cue, language) {
        ("@money", Language::En) => "an amount",
        ("@money", Language::Zh) => "金额",
        ("@percent", Language::En) => "a percentage",
        ("@percent", Language::Zh) => "百分比",
        ("@duration", Language::En) => "a length of time",
        ("@duration", Language::Zh) => "期限",
        ("@number", Language::En) => "a number",
        ("@number", Language::Zh) => "数字",
        _ => "",
    };
    if !value.is_empty() {
        return Some(value.to_owned());
    }
    let cue = entry.front.cue.get(cue).or_else(|| library.lexicon.get(cue))?;
    let phrases = if language == Language::Zh { &cue.zh } else { &cue.en };
    let plain = phrases.iter().find(|p| !p.contains(['…', '{', '*']));
    plain.or_else(|| phrases.first()).map(|p| p.replace('*', ""))
}

fn duration_text(duration: Duration, language: Language) -> String {
    let value = duration.value.normalize();
    if language == Language::Zh {
        let unit = match duration.unit {
            DurationUnit::Second => "秒",
            DurationUnit::Minute => "分钟",
            DurationUnit::Hour => "小时",
            DurationUnit::Day => "天",
            DurationUnit::BusinessDay => "个工作日",
            DurationUnit::Week => "周",
            DurationUnit::Month => "个月",
            DurationUnit::Quarter => "个季度",
            DurationUnit::BillingCycle => "个账单周期",
            DurationUnit::Year => "年",
        };
        return format!("{value} {unit}");
    }
    let unit = match duration.unit {
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
    };
    let plural = if value.to_string() == "1" { "" } else { "s" };
    format!("{value} {unit}{plural}")
}

fn money(amount: &str, currency: &str, language: Language) -> String {
    let amount = grouped(amount);
    let named = match (currency, language) {
        ("USD", Language::En) => return format!("US${amount}"),
        ("EUR", Language::En) => return format!("€{amount}"),
        ("GBP", Language::En) => return format!("£{amount}"),
        (_, Language::En) => return format!("{currency} {amount}"),
        ("CNY", Language::Zh) => "元",
        ("USD", Language::Zh) => "美元",
        ("EUR", Language::Zh) => "欧元",
        ("GBP", Language::Zh) => "英镑",
        ("HKD", Language::Zh) => "港元",
        ("JPY", Language::Zh) => "日元",
        ("TWD", Language::Zh) => "新台币",
        (other, Language::Zh) => other,
    };
    format!("{amount} {named}")
}

/// Digits in groups of three: `1,000,000.5`.
fn grouped(number: &str) -> String {
    let (sign, digits) = number.strip_prefix('-').map_or(("", number), |rest| ("-", rest));
    let (whole, fraction) = digits.split_once('.').map_or((digits, None), |(w, f)| (w, Some(f)));
    let mut out = String::from(sign);
    for (i, digit) in whole.chars().enumerate() {
        if i > 0 && (whole.len() - i).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    if let Some(fraction) = fraction {
        out.push('.');
        out.push_str(fraction);
    }
    out
}

fn tier(tier: &Tier, language: Language) -> String {
    let credit = tier.credit.normalize();
    let below = tier.below.map(|v| v.normalize());
    let least = tier.at_least.map(|v| v.normalize());
    match (least, below, language) {
        (Some(a), Some(b), Language::En) => format!("{a}% to below {b}%: {credit}%"),
        (Some(a), Some(b), Language::Zh) => format!("{a}% 至低于 {b}%：{credit}%"),
        (None, Some(b), Language::En) => format!("below {b}%: {credit}%"),
        (None, Some(b), Language::Zh) => format!("低于 {b}%：{credit}%"),
        (Some(a), None, Language::En) => format!("from {a}%: {credit}%"),
        (Some(a), None, Language::Zh) => format!("{a}% 及以上：{credit}%"),
        (None, None, Language::En) => format!("{credit}%"),
        (None, None, Language::Zh) => format!("{credit}%"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use document::TextRange;
    use rust_decimal::Decimal;

    fn dec(s: &str) -> Decimal {
        s.parse().unwrap()
    }

    /// Both languages of a value.
    fn both(value: Value, term: Option<&Term>) -> [String; 2] {
        let value = TermValue { value, short: String::new(), text: String::new(), range: TextRange::default() };
        let entry = crate::fixtures::entry();
        let library = crate::fixtures::library();
        [Language::En, Language::Zh].map(|l| value_text(&value, term, &entry, &library, l))
    }

    #[test]
    fn values_in_both_languages() {
        let money = |a: &str, c: &str| Value::Money { amount: dec(a), currency: c.into() };
        let duration = |v: &str, unit| Value::Duration(Duration { value: dec(v), unit });
        let tier = |below: Option<&str>, least: Option<&str>, credit: &str| Tier {
            below: below.map(dec),
            at_least: least.map(dec),
            credit: dec(credit),
        };
        let cases = [
            (money("100", "USD"), ["US$100", "100 美元"]),
            (money("1234567.50", "EUR"), ["€1,234,567.5", "1,234,567.5 欧元"]),
            (money("500000", "CNY"), ["CNY 500,000", "500,000 元"]),
            (money("100", "SEK"), ["SEK 100", "100 SEK"]),
            (Value::Percentage { value: dec("99.90") }, ["99.9%", "99.9%"]),
            (Value::Number { value: dec("3") }, ["3", "3"]),
            (duration("12", DurationUnit::Month), ["12 months", "12 个月"]),
            (duration("1", DurationUnit::Month), ["1 month", "1 个月"]),
            (duration("1.5", DurationUnit::Hour), ["1.5 hours", "1.5 小时"]),
            (duration("5", DurationUnit::BusinessDay), ["5 business days", "5 个工作日"]),
            (
                Value::Tiers { tiers: vec![tier(Some("99.9"), Some("99"), "10"), tier(Some("99"), None, "25.0")] },
                ["99% to below 99.9%: 10%; below 99%: 25%", "99% 至低于 99.9%：10%；低于 99%：25%"],
            ),
        ];
        for (value, want) in cases {
            assert_eq!(both(value, None), want);
        }
    }

    #[test]
    fn choices_take_title_or_words() {
        let entry = crate::fixtures::entry();
        let term = entry.front.term.iter().find(|t| t.name == "basis").unwrap();
        let choice = |name: &str| Value::Choice { value: name.into() };
        assert_eq!(both(choice("paid"), Some(term)), ["Fees paid", "已付费用"]);
        assert_eq!(both(choice("not-payable"), Some(term)), ["not payable", "应付"]);
        let set = Value::Set { values: vec!["not-payable".into(), "paid".into()] };
        assert_eq!(both(set, Some(term)), ["not payable, Fees paid", "应付、已付费用"]);
    }
}
