//! The library made ready for matching: one [`Compiled`] for each language.

use crate::Error;
use crate::cues::{CueId, CueSet, CueSetBuilder};
use crate::normalize::fold;
use crate::patterns::{CueBits, Pattern};
use document::Language;
use library::{ClauseType, Condition, Library, Rating, Status, TermKind};
use std::collections::{BTreeMap, HashMap};

/// A term with its cues resolved.
#[derive(Debug)]
pub(crate) struct Term {
    pub(crate) name: String,
    pub(crate) kind: TermKind,
    pub(crate) near: Vec<CueId>,
    /// In bytes.
    pub(crate) within: Option<usize>,
    pub(crate) prefer: Vec<String>,
    pub(crate) choices: Vec<(String, Vec<CueId>)>,
}

/// A rating rule with its conditions read.
#[derive(Debug)]
pub(crate) struct RatingRule {
    pub(crate) rating: Rating,
    pub(crate) when: Vec<(String, Condition)>,
}

/// A clause type ready for one language.
#[derive(Debug)]
pub(crate) struct TypeRules {
    pub(crate) id: String,
    pub(crate) patterns: Vec<Pattern>,
    /// Cues of which at least one must be in a unit for any pattern to match.
    pub(crate) gate: CueBits,
    pub(crate) terms: Vec<Term>,
    pub(crate) ratings: Vec<RatingRule>,
    /// Folded heading aliases of both languages.
    pub(crate) headings: Vec<String>,
    pub(crate) report_absence: bool,
    /// Ids of more special types.
    pub(crate) yields_to: Vec<String>,
}

/// The library ready for one language.
#[derive(Debug)]
pub(crate) struct Compiled {
    pub(crate) cues: CueSet,
    pub(crate) types: Vec<TypeRules>,
}

impl Compiled {
    pub(crate) fn new(library: &Library, language: Language) -> Result<Self, Error> {
        let mut cues = CueSetBuilder::new(language == Language::Zh);
        let mut shared = HashMap::new();
        for (name, cue) in &library.lexicon {
            shared.insert(name.as_str(), cues.add("clauses/lexicon", name, phrases(cue, language))?);
        }
        let mut types = Vec::new();
        for entry in library.clause_types.values().filter(|t| t.front.status == Status::Stable) {
            let mut own = HashMap::new();
            for (name, cue) in &entry.front.cue {
                own.insert(name.as_str(), cues.add(&entry.id, name, phrases(cue, language))?);
            }
            let names = Names { entry, own, shared: &shared, builder: &cues };
            types.push(names.rules(language)?);
        }
        let cues = cues.build()?;
        for t in &mut types {
            t.gate = CueBits::new(cues.len());
            t.patterns.iter().flat_map(Pattern::positive).for_each(|c| t.gate.insert(c));
        }
        Ok(Self { cues, types })
    }
}

fn phrases(cue: &library::Cue, language: Language) -> &[String] {
    match language {
        Language::En => &cue.en,
        Language::Zh => &cue.zh,
    }
}

/// Cue names as one entry sees them.
struct Names<'a> {
    entry: &'a ClauseType,
    own: HashMap<&'a str, CueId>,
    shared: &'a HashMap<&'a str, CueId>,
    builder: &'a CueSetBuilder,
}

impl Names<'_> {
    fn id(&self, name: &str, place: &str) -> Result<CueId, Error> {
        self.own.get(name).or_else(|| self.shared.get(name)).copied().or_else(|| self.builder.builtin(name)).ok_or_else(
            || Error::UnknownCue { entry: self.entry.id.clone(), cue: name.to_owned(), place: place.to_owned() },
        )
    }

    fn ids(&self, names: &[String], place: &str) -> Result<Vec<CueId>, Error> {
        names.iter().map(|n| self.id(n, place)).collect()
    }

    fn rules(&self, language: Language) -> Result<TypeRules, Error> {
        let front = &self.entry.front;
        let given = match language {
            Language::En => &front.pattern.en,
            Language::Zh => &front.pattern.zh,
        };
        // Patterns count characters; ranges count bytes, three for a Han character.
        let bytes = if language == Language::Zh { 3 } else { 1 };
        let mut patterns = Vec::with_capacity(given.len());
        for p in given {
            let place = format!("pattern \"{}\"", p.name);
            let mut any = Vec::new();
            for set in [&p.any, &p.any2] {
                if !set.is_empty() {
                    any.push(self.ids(set, &place)?);
                }
            }
            patterns.push(Pattern {
                name: p.name.clone(),
                all: self.ids(&p.all, &place)?,
                any,
                own: self.ids(&p.own, &place)?,
                under: self.ids(&p.under, &place)?,
                nearby: self.ids(&p.nearby, &place)?,
                not: self.ids(&p.not, &place)?,
                not_under: self.ids(&p.not_under, &place)?,
                order: self.ids(&p.order, &place)?,
                within: p.within.map(|w| w * bytes),
                units: p.units.clone(),
                confidence: p.confidence,
            });
        }
        let mut terms = Vec::with_capacity(front.term.len());
        for t in &front.term {
            let place = format!("term `{}`", t.name);
            let choices: Result<Vec<_>, Error> =
                t.choices.iter().map(|(name, cues)| Ok((name.clone(), self.ids(cues, &place)?))).collect();
            terms.push(Term {
                name: t.name.clone(),
                kind: t.kind,
                near: self.ids(&t.near, &place)?,
                within: t.within.map(|w| w * bytes),
                prefer: t.prefer.clone(),
                choices: choices?,
            });
        }
        let ratings: Result<Vec<_>, Error> = front.rating.iter().map(|r| self.rating(r.rating, &r.when)).collect();
        let headings = front.headings.en.iter().chain(&front.headings.zh).map(|h| fold(h)).collect();
        Ok(TypeRules {
            id: self.entry.id.clone(),
            patterns,
            gate: CueBits::default(),
            terms,
            ratings: ratings?,
            headings,
            report_absence: front.absence.is_some(),
            yields_to: front.yields_to.clone(),
        })
    }

    fn rating(&self, rating: Rating, when: &BTreeMap<String, String>) -> Result<RatingRule, Error> {
        let when: Result<Vec<_>, Error> = when
            .iter()
            .map(|(term, condition)| {
                let parsed = Condition::parse(condition).map_err(|e| Error::Condition {
                    entry: self.entry.id.clone(),
                    condition: condition.clone(),
                    cause: e.to_string(),
                })?;
                Ok((term.clone(), parsed))
            })
            .collect();
        Ok(RatingRule { rating, when: when? })
    }
}
