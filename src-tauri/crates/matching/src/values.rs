//! Amounts, percentages, lengths of time and numbers in the words of agreements, English and Chinese.
//!
//! Works on folded text (see [`crate::normalize`]): lower case, half width, simplified script.

mod duration;
mod money;
mod number;

use crate::{Duration, Value};
use rust_decimal::Decimal;

/// What kind of value a hit is: the builtin cues `@money`, `@percent`, `@duration`, `@number`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) enum ValueKind {
    Money,
    Percent,
    Duration,
    Number,
}

impl ValueKind {
    /// The kind that a name of a builtin cue or a placeholder in a phrase stands for.
    pub(crate) fn from_name(name: &str) -> Option<Self> {
        Some(match name {
            "money" => Self::Money,
            "percent" => Self::Percent,
            "duration" => Self::Duration,
            "number" => Self::Number,
            _ => return None,
        })
    }
}

/// A value at a place of the folded text.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct ValueHit {
    pub(crate) start: usize,
    pub(crate) end: usize,
    pub(crate) value: Value,
}

impl ValueHit {
    pub(crate) fn kind(&self) -> ValueKind {
        match self.value {
            Value::Money { .. } => ValueKind::Money,
            Value::Percentage { .. } => ValueKind::Percent,
            Value::Duration(_) => ValueKind::Duration,
            _ => ValueKind::Number,
        }
    }
}

/// All values of a folded text in order of place. Where two readings overlap the more specific one wins: money and
/// percentage before duration before plain number.
pub(crate) fn scan(text: &str) -> Vec<ValueHit> {
    let numbers = number::scan(text);
    let mut hits = money::scan(text, &numbers);
    hits.extend(number::percentages(text, &numbers));
    let mut out: Vec<ValueHit> = Vec::new();
    let durations = duration::scan(text, &numbers);
    let multiples = number::plain(text, &numbers);
    for hit in hits.into_iter().chain(durations).chain(multiples) {
        if !out.iter().any(|o| o.start < hit.end && hit.start < o.end) {
            out.push(hit);
        }
    }
    out.sort_by_key(|h| (h.start, h.end));
    out
}

/// The short form of a value, for people and for the library's examples.
pub(crate) fn short(value: &Value) -> String {
    match value {
        Value::Money { amount, currency } => format!("{currency} {}", amount.normalize()),
        Value::Percentage { value } => format!("{}%", value.normalize()),
        Value::Duration(d) => short_duration(*d),
        Value::Number { value } => value.normalize().to_string(),
        Value::Choice { value } => value.clone(),
        Value::Set { values } => values.join(" "),
        Value::Tiers { tiers } => tiers
            .iter()
            .map(|t| {
                let bound = match (t.below, t.at_least) {
                    (Some(b), _) => format!("<{}%", b.normalize()),
                    (None, Some(a)) => format!(">={}%", a.normalize()),
                    (None, None) => "any".to_owned(),
                };
                format!("{bound}:{}%", t.credit.normalize())
            })
            .collect::<Vec<_>>()
            .join(" "),
    }
}

fn short_duration(d: Duration) -> String {
    let name = duration::unit_name(d.unit);
    let plural = if d.value == Decimal::ONE { "" } else { "s" };
    format!("{} {name}{plural}", d.value.normalize())
}

#[cfg(test)]
mod tests;
