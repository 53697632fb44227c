//! How good a finding is for the customer: the first rule of its entry whose conditions hold.

use crate::compile::RatingRule;
use crate::{Duration, DurationUnit, TermValue, Value};
use library::{Condition, Operand, Rating, TimeUnit};
use rust_decimal::Decimal;
use std::cmp::Ordering;
use std::collections::BTreeMap;

/// The rating that `rules` give, if any of them holds.
pub(crate) fn rate(rules: &[RatingRule], terms: &BTreeMap<String, TermValue>) -> Option<Rating> {
    rules
        .iter()
        .find(|r| r.when.iter().all(|(name, condition)| holds(condition, terms.get(name).map(|t| &t.value))))
        .map(|r| r.rating)
}

fn holds(condition: &Condition, value: Option<&Value>) -> bool {
    match condition {
        Condition::Present => value.is_some(),
        Condition::Missing => value.is_none(),
        Condition::Is(name) => value.is_some_and(|v| chosen(v, name)),
        Condition::IsNot(name) => !value.is_some_and(|v| chosen(v, name)),
        Condition::Compare(comparison, operand) => {
            value.and_then(|v| compare(v, operand)).is_some_and(|o| comparison.holds(o))
        }
    }
}

fn chosen(value: &Value, name: &str) -> bool {
    match value {
        Value::Choice { value } => value == name,
        Value::Set { values } => values.iter().any(|v| v == name),
        _ => false,
    }
}

/// Nothing where the two cannot be compared: other kind, other currency.
fn compare(value: &Value, operand: &Operand) -> Option<Ordering> {
    match (value, operand) {
        (Value::Money { amount, currency }, Operand::Money { amount: limit, currency: unit }) if currency == unit => {
            Some(amount.cmp(limit))
        }
        (Value::Percentage { value }, Operand::Percentage(limit))
        | (Value::Number { value }, Operand::Number(limit)) => Some(value.cmp(limit)),
        // "100%" and "1" are the same multiple of the fees.
        (Value::Percentage { value }, Operand::Number(limit)) => Some((value / Decimal::ONE_HUNDRED).cmp(limit)),
        (Value::Number { value }, Operand::Percentage(limit)) => Some((value * Decimal::ONE_HUNDRED).cmp(limit)),
        (Value::Duration(d), Operand::Duration { value, unit }) => Some(hours(*d)?.cmp(&hours_of(*value, *unit)?)),
        (Value::Tiers { tiers }, Operand::Percentage(limit)) => {
            tiers.iter().map(|t| t.credit).max().map(|m| m.cmp(limit))
        }
        _ => None,
    }
}

/// A length of time in hours, for comparing only: a month counts as 30 days, a year as 12 months, a business day as 1.4
/// days (5 in a week), a billing cycle as a month.
fn hours(d: Duration) -> Option<Decimal> {
    hours_of(
        d.value,
        match d.unit {
            DurationUnit::Second => TimeUnit::Second,
            DurationUnit::Minute => TimeUnit::Minute,
            DurationUnit::Hour => TimeUnit::Hour,
            DurationUnit::Day => TimeUnit::Day,
            DurationUnit::BusinessDay => TimeUnit::BusinessDay,
            DurationUnit::Week => TimeUnit::Week,
            DurationUnit::Month => TimeUnit::Month,
            DurationUnit::Quarter => TimeUnit::Quarter,
            DurationUnit::BillingCycle => TimeUnit::BillingCycle,
            DurationUnit::Year => TimeUnit::Year,
        },
    )
}

fn hours_of(value: Decimal, unit: TimeUnit) -> Option<Decimal> {
    let (times, by) = match unit {
        TimeUnit::Second => (1, 3600),
        TimeUnit::Minute => (1, 60),
        TimeUnit::Hour => (1, 1),
        TimeUnit::Day => (24, 1),
        TimeUnit::BusinessDay => (168, 5),
        TimeUnit::Week => (168, 1),
        TimeUnit::Month | TimeUnit::BillingCycle => (720, 1),
        TimeUnit::Quarter => (2160, 1),
        TimeUnit::Year => (8640, 1),
    };
    value.checked_mul(Decimal::from(times))?.checked_div(Decimal::from(by))
}

#[cfg(test)]
mod tests {
    use super::*;
    use document::TextRange;

    fn terms(pairs: &[(&str, Value)]) -> BTreeMap<String, TermValue> {
        pairs
            .iter()
            .map(|(n, v)| {
                let t = TermValue {
                    value: v.clone(),
                    short: String::new(),
                    text: String::new(),
                    range: TextRange::default(),
                };
                ((*n).to_owned(), t)
            })
            .collect()
    }

    #[test]
    fn conditions_hold() {
        let months = |n: i64| Value::Duration(Duration { value: Decimal::from(n), unit: DurationUnit::Month });
        let cases = [
            ("< 12 months", Some(months(6)), true),
            ("< 12 months", Some(months(12)), false),
            ("< 1 year", Some(months(11)), true),
            ("< 12 months", None, false),
            ("-", None, true),
            ("*", Some(months(1)), true),
            ("paid", Some(Value::Choice { value: "paid".into() }), true),
            ("!paid", None, true),
            ("!data", Some(Value::Set { values: vec!["data".into(), "profit".into()] }), false),
            (">= 2", Some(Value::Percentage { value: Decimal::from(200) }), true),
            ("< USD 100", Some(Value::Money { amount: Decimal::from(50), currency: "EUR".into() }), false),
        ];
        for (text, value, want) in cases {
            let condition = Condition::parse(text).unwrap();
            assert_eq!(holds(&condition, value.as_ref()), want, "{text} {value:?}");
        }
    }

    #[test]
    fn the_first_rule_that_holds_decides() {
        let rule = |rating, when: &[(&str, &str)]| RatingRule {
            rating,
            when: when.iter().map(|(n, c)| ((*n).to_owned(), Condition::parse(c).unwrap())).collect(),
        };
        let rules = [rule(Rating::WalkAway, &[("basis", "paid")]), rule(Rating::Poor, &[])];
        let paid = terms(&[("basis", Value::Choice { value: "paid".into() })]);
        assert_eq!(rate(&rules, &paid), Some(Rating::WalkAway));
        assert_eq!(rate(&rules, &terms(&[])), Some(Rating::Poor));
        assert_eq!(rate(&[], &paid), None);
    }
}
