//! What matching finds.

use document::TextRange;
use library::Rating;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// A length of time as the agreement says it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Duration {
    /// How many units; fractions occur ("1.5 hours").
    pub value: Decimal,
    /// The unit.
    pub unit: DurationUnit,
}

/// Units of time in agreements. Months and years are kept as such: no conversion to days.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum DurationUnit {
    /// Second.
    Second,
    /// Minute.
    Minute,
    /// Hour.
    Hour,
    /// Calendar day (自然日, 日, 天).
    Day,
    /// Business day (工作日).
    BusinessDay,
    /// Week.
    Week,
    /// Month.
    Month,
    /// Quarter.
    Quarter,
    /// Billing cycle or billing period.
    BillingCycle,
    /// Year.
    Year,
}

/// One tier of a table of credits: below `below` percent (and at or above `at_least`) the credit is `credit` percent.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tier {
    /// Upper bound of availability in percent, exclusive.
    pub below: Option<Decimal>,
    /// Lower bound in percent, inclusive.
    pub at_least: Option<Decimal>,
    /// Credit in percent of the base.
    pub credit: Decimal,
}

/// The value of a term.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "lowercase")]
pub enum Value {
    /// An amount.
    Money {
        /// The amount.
        amount: Decimal,
        /// ISO 4217 code.
        currency: String,
    },
    /// A percentage: 99.9 for "99.9%".
    Percentage {
        /// Percent.
        value: Decimal,
    },
    /// A length of time.
    Duration(Duration),
    /// A plain number.
    Number {
        /// The number.
        value: Decimal,
    },
    /// One of the named choices of the library's term.
    Choice {
        /// Its name.
        value: String,
    },
    /// Several of the named choices, sorted.
    Set {
        /// Their names.
        values: Vec<String>,
    },
    /// Tiers of credits, highest availability first.
    Tiers {
        /// The tiers.
        tiers: Vec<Tier>,
    },
}

/// A term that was read, with the words it was read from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TermValue {
    /// The value.
    pub value: Value,
    /// Short form for people and for tests: `12 months`, `USD 100`, `99.9%`, `<99.9%:10% <99%:25%`.
    pub short: String,
    /// The words, as they stand in the agreement.
    pub text: String,
    /// Where they stand.
    pub range: TextRange,
}

/// A cue that fired for a finding.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct CueHit {
    /// Name of the cue.
    pub cue: String,
    /// The words that it matched.
    pub text: String,
    /// Where they stand.
    pub range: TextRange,
}

/// The clause that a finding stands in, as the agreement prints it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClauseRef {
    /// `9.2(a)`; nothing where the text has no number.
    pub number: Option<String>,
    /// The nearest heading.
    pub heading: Option<String>,
}

/// A clause type found at a place.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Finding {
    /// Stable: made of clause type and words, not of the position; the same words twice get `-2`, `-3`.
    pub id: String,
    /// Id of the clause type.
    pub clause_type: String,
    /// Where it stands.
    pub clause: ClauseRef,
    /// The sentence, list item or table.
    pub range: TextRange,
    /// Its words.
    pub text: String,
    /// 0 to 1.
    pub confidence: f64,
    /// Names of the patterns that fired, strongest first.
    pub patterns: Vec<String>,
    /// The cues that fired, in text order.
    pub cues: Vec<CueHit>,
    /// Its terms by name.
    pub terms: BTreeMap<String, TermValue>,
    /// How good it is for the customer, where the library rates the type.
    pub rating: Option<Rating>,
    /// The words that introduce the list it is an item of.
    pub lead_in: Option<String>,
}

/// A place that was looked at in vain.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Candidate {
    /// Where it stands.
    pub clause: ClauseRef,
    /// The place.
    pub range: TextRange,
    /// Its words.
    pub text: String,
    /// The pattern that came nearest.
    pub pattern: String,
    /// Cues that the pattern asks for and that were not there.
    pub missing: Vec<String>,
}

/// A clause type that the agreement does not have.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Absent {
    /// Id of the clause type.
    pub clause_type: String,
    /// The nearest places looked at, best first; at most three.
    pub candidates: Vec<Candidate>,
}
