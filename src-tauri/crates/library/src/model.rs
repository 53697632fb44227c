//! The typed form of the clause library's files.

use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// A text in both languages of the library.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Bilingual {
    /// English.
    pub en: String,
    /// Chinese.
    pub zh: String,
}

/// Lists of words in both languages.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct BilingualList {
    /// English.
    pub en: Vec<String>,
    /// Chinese.
    pub zh: Vec<String>,
}

/// How far an entry may be relied on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Status {
    /// Not used in reviews.
    Draft,
    /// Used.
    Stable,
    /// Kept for old reviews only.
    Deprecated,
}

/// A side of the deal.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Side {
    /// The buyer of the service.
    #[default]
    Customer,
    /// The seller of the service.
    Provider,
}

/// How much a clause (or its absence) matters to a side.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// Worth knowing.
    Info,
    /// Small.
    Low,
    /// Ask for it.
    Medium,
    /// Decides what is paid.
    High,
}

/// A severity for each side.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SideSeverity {
    /// For the customer.
    pub customer: Severity,
    /// For the provider.
    pub provider: Severity,
}

impl SideSeverity {
    /// The severity for `side`.
    #[must_use]
    pub const fn of(self, side: Side) -> Severity {
        match side {
            Side::Customer => self.customer,
            Side::Provider => self.provider,
        }
    }
}

/// What it means that an agreement has no such clause.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Absence {
    /// How much that matters.
    pub severity: SideSeverity,
    /// What follows from it, in a sentence or two.
    pub meaning: Bilingual,
}

/// Which kind of unit a pattern looks at.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum UnitKind {
    /// A sentence of a paragraph.
    Sentence,
    /// A sentence of a list item that has a lead-in, or of a numbered block.
    Item,
    /// A whole table.
    Table,
    /// A heading.
    Heading,
}

/// One way of recognising a clause type. All conditions given must hold.
///
/// A cue is named as in `lexicon/` or in the entry's own `[cue]` table; `@money`, `@percent`, `@duration` and
/// `@number` stand for values.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Pattern {
    /// Short name, unique within entry and language; shown to people as the reason of a finding.
    pub name: String,
    /// Every one of these cues is in the sentence or its lead-in; one of them at least in the sentence itself.
    #[serde(default)]
    pub all: Vec<String>,
    /// At least one of these is in the sentence or its lead-in.
    #[serde(default)]
    pub any: Vec<String>,
    /// At least one of these too (a second `any`).
    #[serde(default)]
    pub any2: Vec<String>,
    /// Every one of these is in the sentence itself.
    #[serde(default)]
    pub own: Vec<String>,
    /// At least one of these is in the lead-in or in a heading above.
    #[serde(default)]
    pub under: Vec<String>,
    /// At least one of these is in the same block or in the sentences right before and after it.
    #[serde(default)]
    pub nearby: Vec<String>,
    /// None of these is in the sentence or its lead-in.
    #[serde(default)]
    pub not: Vec<String>,
    /// None of these is in the lead-in or in a heading above.
    #[serde(default)]
    pub not_under: Vec<String>,
    /// These cues stand in the sentence in this order (each one's first hit after the hit before).
    #[serde(default)]
    pub order: Vec<String>,
    /// The cues of `order` (or, without it, of `all`) lie within so many characters, from the first's start to the last's end.
    #[serde(default)]
    pub within: Option<usize>,
    /// Kinds of unit it looks at; sentences and items unless told.
    #[serde(default = "default_units")]
    pub units: Vec<UnitKind>,
    /// How sure it is on its own, 0 to 1.
    pub confidence: f64,
}

fn default_units() -> Vec<UnitKind> {
    vec![UnitKind::Sentence, UnitKind::Item]
}

/// Patterns of both languages.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Patterns {
    /// English.
    pub en: Vec<Pattern>,
    /// Chinese.
    pub zh: Vec<Pattern>,
}

/// A cue: a thing that can be said in several ways.
///
/// A phrase is matched without regard to case, quote style, full or half width, and number of blanks; English phrases
/// begin and end at word boundaries. `*` at a word's end stands for any ending (`indemnif*`); `…` for up to 8 words
/// (English) or 24 characters (Chinese) within the sentence; `{money}`, `{percent}`, `{duration}`, `{number}` for a value.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Cue {
    /// English phrases.
    pub en: Vec<String>,
    /// Chinese phrases.
    pub zh: Vec<String>,
}

/// What kind of value a term is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum TermKind {
    /// An amount with its currency.
    Money,
    /// A percentage.
    Percentage,
    /// A length of time.
    Duration,
    /// A plain number or a multiple ("three times").
    Number,
    /// One of the named choices, by the cues that stand for it.
    Choice,
    /// All of the named choices whose cues are there.
    Set,
    /// The tiers of a table of credits.
    Tiers,
}

/// A term to be read from a finding.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Term {
    /// Name in snake case, the key in the JSON.
    pub name: String,
    /// What it is called on screen.
    pub title: Bilingual,
    /// What kind of value.
    pub kind: TermKind,
    /// For values: take the one nearest to one of these cues; the first in the finding where none is given.
    #[serde(default)]
    pub near: Vec<String>,
    /// For values: a cue of `near` must be within so many characters, else there is no value.
    #[serde(default)]
    pub within: Option<usize>,
    /// For choices: where several are there, the first named here wins; without it the one said with the most words.
    #[serde(default)]
    pub prefer: Vec<String>,
    /// For choices: name of the choice to the cues that stand for it. Longer hits win over shorter ones inside them.
    #[serde(default)]
    pub choices: BTreeMap<String, Vec<String>>,
    /// Names of the choices on screen.
    #[serde(default)]
    pub choice_titles: BTreeMap<String, Bilingual>,
}

/// How good a clause is for the customer, measured against the entry's positions.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Rating {
    /// Worse than what the customer should ever sign.
    WalkAway,
    /// Worse than the fallback, not beyond the pale.
    Poor,
    /// As good as the fallback.
    Fallback,
    /// As good as the preferred position.
    Preferred,
}

/// A rule that rates a finding by its terms; the first rule that holds decides.
///
/// A condition is written as a string: `"paid"` (the choice), `"!paid"` (not that choice, or no value), `"*"` (has a
/// value), `"-"` (has none), `"< 12 months"`, `">= 99.9%"`, `">= 2"`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RatingRule {
    /// The rating it gives.
    pub rating: Rating,
    /// Conditions on terms, all of which must hold; none means always.
    #[serde(default)]
    pub when: BTreeMap<String, String>,
}

/// A source that an entry rests on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Citation {
    /// What it is.
    pub title: String,
    /// When it was last looked at, ISO date.
    pub accessed: String,
}

/// The TOML front matter of a clause type's file.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FrontMatter {
    /// Title.
    pub title: Bilingual,
    /// How far it may be relied on.
    pub status: Status,
    /// Version of the library that first had it.
    pub since: String,
    /// Id in the taxonomy (`A1`).
    pub taxonomy: String,
    /// The side that such a clause usually favours.
    pub favours: Side,
    /// How much it matters that such a clause is there.
    pub severity: SideSeverity,
    /// What its absence means; without it absence is not reported.
    #[serde(default)]
    pub absence: Option<Absence>,
    /// Headings under which it stands.
    #[serde(default)]
    pub headings: BilingualList,
    /// Cues of this entry alone; they go before those of the lexicon.
    #[serde(default)]
    pub cue: BTreeMap<String, Cue>,
    /// How it is recognised.
    pub pattern: Patterns,
    /// What is read from it.
    #[serde(default)]
    pub term: Vec<Term>,
    /// How it is rated from the customer's chair.
    #[serde(default)]
    pub rating: Vec<RatingRule>,
    /// Ids of more special clause types: where one of them is found at the same words, this type is not reported there.
    #[serde(default)]
    pub yields_to: Vec<String>,
    /// Ids of law cards: `law/cn-civil-code-496-498`.
    #[serde(default)]
    pub law: Vec<String>,
    /// Sources.
    #[serde(default)]
    pub source: Vec<Citation>,
}

/// One position of the *Ask* section.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Position {
    /// What to ask for, in words.
    pub text: Bilingual,
    /// The wording to propose.
    pub wording: Bilingual,
}

/// The *Ask* section.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ask {
    /// What to open with.
    pub preferred: Position,
    /// What to settle for.
    pub fallback: Position,
    /// What not to sign.
    pub walk_away: Position,
}

/// An example or counter-example of an entry.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Example {
    /// Its language: `en` or `zh`.
    pub language: String,
    /// The text as Markdown, without the marks.
    pub text: String,
    /// Byte ranges in `text` that stood between `[[` and `]]`; empty for counter-examples.
    pub marks: Vec<(usize, usize)>,
    /// Terms expected: name to their short form ("12 months", "USD 100", "paid").
    pub terms: BTreeMap<String, String>,
    /// Other clause types that may fire on it.
    pub also: Vec<String>,
    /// Whether its rating may be better than the fallback wording's (`good` in the info string).
    #[serde(default)]
    pub good: bool,
    /// For counter-examples: why it does not count.
    pub why: String,
    /// Line in the file, counted from 1.
    pub line: usize,
}

/// A clause type: one file of the library.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ClauseType {
    /// Its id: the path below `clauses/` without `.md`.
    pub id: String,
    /// The front matter.
    #[serde(flatten)]
    pub front: FrontMatter,
    /// *What it is*.
    pub what: Bilingual,
    /// *Why it matters*.
    pub why: Bilingual,
    /// *Ask*.
    pub ask: Ask,
    /// *What the other side says*.
    pub other_side: Bilingual,
    /// *Examples*.
    pub examples: Vec<Example>,
    /// *Counter-examples*.
    pub counter_examples: Vec<Example>,
    /// *Known gaps*.
    pub known_gaps: Bilingual,
    /// Lower-case hexadecimal SHA-256 of the file, line ends as line feeds.
    pub sha256: String,
    /// The file as messages name it: `clauses/compensation-cap/general-cap.md`.
    #[serde(skip)]
    pub file: String,
}

impl ClauseType {
    /// The family: the id up to the slash.
    #[must_use]
    pub fn family(&self) -> &str {
        self.id.split('/').next().unwrap_or_default()
    }
}

/// A rule of law that bears on clauses, in our own words.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LawCard {
    /// `law/cn-civil-code-506`.
    pub id: String,
    /// Its name.
    pub title: Bilingual,
    /// `CN`, `EU`, `UK`, `US`, `DE`, `HK`, `FR`.
    pub jurisdiction: String,
    /// Where it stands: statute and article, or court and case number.
    pub citation: String,
    /// How well it was checked: `V` read in the primary text, `P` in part, `S` second-hand.
    pub evidence: String,
    /// What it says and does to a clause.
    pub text: Bilingual,
}

/// The whole library.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Library {
    /// By id.
    pub clause_types: BTreeMap<String, ClauseType>,
    /// Shared cues by name.
    pub lexicon: BTreeMap<String, Cue>,
    /// By id.
    pub law: BTreeMap<String, LawCard>,
    /// Changes whenever a file does: first 12 hexadecimal digits of the SHA-256 over all ids and file hashes.
    pub version: String,
}
