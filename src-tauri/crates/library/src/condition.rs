//! The conditions of rating rules: `"paid"`, `"!paid"`, `"*"`, `"-"`, `"< 12 months"`, `">= 99.9%"`, `"> USD 100"`.

use rust_decimal::Decimal;

/// A condition on one term.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Condition {
    /// `*`: the term has a value.
    Present,
    /// `-`: the term has no value.
    Missing,
    /// `paid`: the choice, or one of the choices of a set.
    Is(String),
    /// `!paid`: another choice or no value; for a set: not among its choices.
    IsNot(String),
    /// `< 12 months`: holds only where the term has a value.
    Compare(Comparison, Operand),
}

/// How a value is compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Comparison {
    /// `<`
    Less,
    /// `<=`
    AtMost,
    /// `=`
    Equal,
    /// `>=`
    AtLeast,
    /// `>`
    Greater,
}

impl Comparison {
    /// Whether a value that compares to the operand as `ordering` passes.
    #[must_use]
    pub const fn holds(self, ordering: std::cmp::Ordering) -> bool {
        match self {
            Self::Less => ordering.is_lt(),
            Self::AtMost => ordering.is_le(),
            Self::Equal => ordering.is_eq(),
            Self::AtLeast => ordering.is_ge(),
            Self::Greater => ordering.is_gt(),
        }
    }
}

/// What a value is compared with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Operand {
    /// `12 months`.
    Duration {
        /// How many.
        value: Decimal,
        /// Of what.
        unit: TimeUnit,
    },
    /// `99.9%`: percent.
    Percentage(Decimal),
    /// `USD 100`.
    Money {
        /// The amount.
        amount: Decimal,
        /// ISO 4217 code.
        currency: String,
    },
    /// `2`.
    Number(Decimal),
}

/// Units of time in conditions.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TimeUnit {
    /// Second.
    Second,
    /// Minute.
    Minute,
    /// Hour.
    Hour,
    /// Calendar day.
    Day,
    /// Business day.
    BusinessDay,
    /// Week.
    Week,
    /// Month.
    Month,
    /// Quarter.
    Quarter,
    /// Billing cycle.
    BillingCycle,
    /// Year.
    Year,
}

impl TimeUnit {
    fn parse(word: &str) -> Option<Self> {
        Some(match word.strip_suffix('s').unwrap_or(word) {
            "second" => Self::Second,
            "minute" => Self::Minute,
            "hour" => Self::Hour,
            "day" => Self::Day,
            "business day" => Self::BusinessDay,
            "week" => Self::Week,
            "month" => Self::Month,
            "quarter" => Self::Quarter,
            "billing cycle" => Self::BillingCycle,
            "year" => Self::Year,
            _ => return None,
        })
    }
}

/// A condition that could not be read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ConditionError {
    /// Nothing in it.
    #[error("the condition is empty: write a choice, `!choice`, `*` (has a value), `-` (has none) or a comparison")]
    Empty,
    /// The value after `<`, `>=` and so on.
    #[error(
        "cannot read `{0}`: compare with a number (`2`), a percentage (`99.9%`), a length of time (`12 months`) or an amount (`USD 100`)"
    )]
    Operand(String),
    /// Not the name of a choice.
    #[error("`{0}` is not the name of a choice: names have small letters, digits and hyphens")]
    Choice(String),
}

impl Condition {
    /// Reads a condition.
    ///
    /// ```
    /// use library::{Comparison, Condition};
    /// assert_eq!(Condition::parse("!paid"), Ok(Condition::IsNot("paid".into())));
    /// assert!(matches!(Condition::parse("< 12 months"), Ok(Condition::Compare(Comparison::Less, _))));
    /// ```
    ///
    /// # Errors
    /// [`ConditionError`] where the text is no condition.
    pub fn parse(text: &str) -> Result<Self, ConditionError> {
        let text = text.trim();
        match text {
            "" => return Err(ConditionError::Empty),
            "*" => return Ok(Self::Present),
            "-" => return Ok(Self::Missing),
            _ => {}
        }
        for (sign, comparison) in [
            ("<=", Comparison::AtMost),
            (">=", Comparison::AtLeast),
            ("<", Comparison::Less),
            (">", Comparison::Greater),
            ("=", Comparison::Equal),
        ] {
            if let Some(rest) = text.strip_prefix(sign) {
                return Ok(Self::Compare(comparison, operand(rest.trim())?));
            }
        }
        match text.strip_prefix('!') {
            Some(name) => Ok(Self::IsNot(choice(name.trim())?)),
            None => Ok(Self::Is(choice(text)?)),
        }
    }
}

/// Whether `name` may name a choice, cue or file: small letters, digits, inner hyphens.
pub(crate) fn is_name(name: &str) -> bool {
    let inner = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-';
    !name.is_empty() && name.bytes().all(inner) && !name.starts_with('-') && !name.ends_with('-')
}

fn choice(name: &str) -> Result<String, ConditionError> {
    if is_name(name) { Ok(name.to_owned()) } else { Err(ConditionError::Choice(name.to_owned())) }
}

fn operand(text: &str) -> Result<Operand, ConditionError> {
    let error = || ConditionError::Operand(text.to_owned());
    let number = |s: &str| s.trim().parse::<Decimal>().map_err(|_| error());
    if let Some(value) = text.strip_suffix('%') {
        return Ok(Operand::Percentage(number(value)?));
    }
    let Some((first, rest)) = text.split_once(' ') else { return Ok(Operand::Number(number(text)?)) };
    if first.len() == 3 && first.bytes().all(|b| b.is_ascii_uppercase()) {
        return Ok(Operand::Money { amount: number(rest)?, currency: first.to_owned() });
    }
    let unit = TimeUnit::parse(rest.trim()).ok_or_else(error)?;
    Ok(Operand::Duration { value: number(first)?, unit })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_every_form() {
        let n = |s: &str| s.parse::<Decimal>().unwrap();
        let cases = [
            ("*", Condition::Present),
            (" - ", Condition::Missing),
            ("paid-or-payable", Condition::Is("paid-or-payable".into())),
            ("!paid", Condition::IsNot("paid".into())),
            (">= 99.9%", Condition::Compare(Comparison::AtLeast, Operand::Percentage(n("99.9")))),
            ("<= 2", Condition::Compare(Comparison::AtMost, Operand::Number(n("2")))),
            ("= 0", Condition::Compare(Comparison::Equal, Operand::Number(n("0")))),
            (
                "<12 months",
                Condition::Compare(Comparison::Less, Operand::Duration { value: n("12"), unit: TimeUnit::Month }),
            ),
            (
                "> 5 business days",
                Condition::Compare(
                    Comparison::Greater,
                    Operand::Duration { value: n("5"), unit: TimeUnit::BusinessDay },
                ),
            ),
            (
                "< USD 100000",
                Condition::Compare(Comparison::Less, Operand::Money { amount: n("100000"), currency: "USD".into() }),
            ),
        ];
        for (text, want) in cases {
            assert_eq!(Condition::parse(text), Ok(want), "{text}");
        }
    }

    #[test]
    fn refuses_what_is_no_condition() {
        for text in ["", "  ", "< twelve", "< 12 monthes", ">= %", "!", "Paid", "a b", "<"] {
            assert!(Condition::parse(text).is_err(), "{text:?}");
        }
    }

    #[test]
    fn comparison_holds() {
        use std::cmp::Ordering::{Equal, Greater, Less};
        for (c, passes) in [
            (Comparison::Less, [true, false, false]),
            (Comparison::AtMost, [true, true, false]),
            (Comparison::Equal, [false, true, false]),
            (Comparison::AtLeast, [false, true, true]),
            (Comparison::Greater, [false, false, true]),
        ] {
            assert_eq!([Less, Equal, Greater].map(|o| c.holds(o)), passes, "{c:?}");
        }
    }
}
