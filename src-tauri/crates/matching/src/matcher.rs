//! Holding a document against the library.

use crate::compile::{Compiled, TypeRules};
use crate::context::{Both, Context, UnitData};
use crate::normalize::fold;
use crate::patterns::{Pattern, Unit};
use crate::{Absent, Candidate, ClauseRef, CueHit, Error, Finding, TermValue, Value, rating, terms, tiers, values};
use document::{Document, Language, TextRange};
use fuzzy_matcher::FuzzyMatcher;
use fuzzy_matcher::skim::SkimMatcherV2;
use library::{Library, UnitKind};
use sha2::{Digest, Sha256};
use std::collections::{BTreeMap, HashMap};

/// Places named with an absent finding.
const MAX_CANDIDATES: usize = 3;
/// A place is named with an absent finding where at least this share of a pattern's conditions holds.
const NEAR_ENOUGH: f64 = 0.5;
/// What a second pattern adds: this share of its own confidence.
const SECOND_PATTERN: f64 = 0.4;
/// What a fitting heading adds, as a share of the doubt that is left.
const HEADING_BONUS: f64 = 0.3;
/// No finding is certain.
const MAX_CONFIDENCE: f64 = 0.99;

/// Everything found in a document.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Matches {
    /// In text order.
    pub findings: Vec<Finding>,
    /// In order of clause type.
    pub absent: Vec<Absent>,
}

/// A library made ready for matching. Building one takes milliseconds; use it for many documents.
///
/// ```no_run
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// # let library = library::Library::default();
/// let matcher = matching::Matcher::new(&library)?;
/// let doc = document::read_file("agreement.docx".as_ref(), &document::Options::default())?;
/// for finding in matcher.find(&doc).findings {
///     println!("{} {:?}: {}", finding.clause_type, finding.clause.number, finding.text);
/// }
/// # Ok(()) }
/// ```
#[derive(Debug)]
pub struct Matcher {
    en: Compiled,
    zh: Compiled,
}

impl Matcher {
    /// Compiles the patterns of all stable entries.
    ///
    /// # Errors
    /// [`Error`] where a phrase, cue or condition cannot be used; a library that passed its own check has none.
    pub fn new(library: &Library) -> Result<Self, Error> {
        Ok(Self { en: Compiled::new(library, Language::En)?, zh: Compiled::new(library, Language::Zh)? })
    }

    /// Finds all clause types in a document. The same document gives the same result every time.
    #[must_use]
    pub fn find(&self, doc: &Document) -> Matches {
        let both = Both { en: &self.en, zh: &self.zh };
        let context = Context::new(doc, both);
        let mut headings = Headings::default();
        let mut findings = Vec::new();
        for unit in &context.units {
            let compiled = both.of(unit.language);
            let fired: Vec<(&TypeRules, Vec<&Pattern>)> =
                compiled.types.iter().map(|rules| (rules, fired(rules, unit))).filter(|(_, f)| !f.is_empty()).collect();
            let special = |rules: &TypeRules| fired.iter().any(|(other, _)| rules.yields_to.contains(&other.id));
            for (rules, patterns) in fired.iter().filter(|(rules, _)| !special(rules)) {
                findings.push(finding(&context, compiled, rules, unit, patterns, &mut headings));
            }
        }
        findings.sort_by(|a, b| (a.range, &a.clause_type).cmp(&(b.range, &b.clause_type)));
        number_ids(&mut findings);
        let absent = self.absent(&context, both, &findings);
        Matches { findings, absent }
    }

    fn absent(&self, context: &Context<'_>, both: Both<'_>, findings: &[Finding]) -> Vec<Absent> {
        let mut out = Vec::new();
        for (t, rules) in both.of(context.doc.language).types.iter().enumerate() {
            if !rules.report_absence || findings.iter().any(|f| f.clause_type == rules.id) {
                continue;
            }
            let mut near: Vec<(f64, Candidate)> = Vec::new();
            for unit in &context.units {
                let compiled = both.of(unit.language);
                // Both languages compile the same entries in the same order.
                let Some(rules) = compiled.types.get(t) else { continue };
                near.extend(candidate(context, compiled, rules, unit));
            }
            near.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.range.cmp(&b.1.range)));
            let candidates = near.into_iter().take(MAX_CANDIDATES).map(|(_, c)| c).collect();
            out.push(Absent { clause_type: rules.id.clone(), candidates });
        }
        out
    }
}

fn view(unit: &UnitData) -> Unit<'_> {
    Unit {
        kind: unit.kind,
        hits: &unit.hits,
        own: &unit.own,
        with_lead: &unit.with_lead,
        above: &unit.above,
        nearby: &unit.nearby,
    }
}

/// The patterns that match, strongest first.
fn fired<'a>(rules: &'a TypeRules, unit: &UnitData) -> Vec<&'a Pattern> {
    if !rules.gate.meets(&unit.own) {
        return Vec::new();
    }
    let view = view(unit);
    let mut fired: Vec<&Pattern> = rules.patterns.iter().filter(|p| p.matches(&view)).collect();
    fired.sort_by(|a, b| b.confidence.total_cmp(&a.confidence));
    fired
}

fn finding(
    context: &Context<'_>,
    compiled: &Compiled,
    rules: &TypeRules,
    unit: &UnitData,
    fired: &[&Pattern],
    headings: &mut Headings,
) -> Finding {
    let doc = context.doc;
    let terms = terms::read(&rules.terms, &scope(context, unit));
    let mut doubt = 1.0;
    for (i, p) in fired.iter().enumerate() {
        doubt *= 1.0 - p.confidence * if i == 0 { 1.0 } else { SECOND_PATTERN };
    }
    if headings.fit(doc, unit.block, rules) {
        doubt *= 1.0 - HEADING_BONUS;
    }
    let confidence = ((1.0 - doubt).min(MAX_CONFIDENCE) * 1000.0).round() / 1000.0;
    Finding {
        id: id(&rules.id, doc.slice(unit.range)),
        clause_type: rules.id.clone(),
        clause: clause_ref(doc, unit.block),
        range: unit.range,
        text: doc.slice(unit.range).to_owned(),
        confidence,
        patterns: fired.iter().map(|p| p.name.clone()).collect(),
        cues: cues(context, compiled, unit, fired),
        rating: rating::rate(&rules.ratings, &terms),
        terms,
        lead_in: unit.lead_in.first().map(|&i| doc.slice(doc.sentences[i].range).to_owned()),
    }
}

fn scope<'a>(context: &'a Context<'_>, unit: &UnitData) -> terms::Scope<'a> {
    let own = unit.sentences.clone().map(|i| &context.scans[i]).collect();
    let lead = unit.lead_in.iter().map(|&i| &context.scans[i]).collect();
    let doc = context.doc;
    let found = match unit.kind {
        UnitKind::Table => doc.blocks.get(unit.block).map(|b| tiers::of_table(doc, b)).unwrap_or_default(),
        _ => tiers::of_words(doc.slice(unit.range)),
    };
    let tiers = (!found.is_empty()).then(|| {
        let value = Value::Tiers { tiers: found };
        TermValue { short: values::short(&value), text: doc.slice(unit.range).to_owned(), range: unit.range, value }
    });
    terms::Scope { doc, layers: vec![own, lead], tiers }
}

/// The cues that the patterns asked for and that are in the unit or in what introduces it, in text order; of cues at
/// the same words the longest.
fn cues(context: &Context<'_>, compiled: &Compiled, unit: &UnitData, fired: &[&Pattern]) -> Vec<CueHit> {
    let asked: Vec<usize> = fired
        .iter()
        .flat_map(|p| p.positive().chain(p.under.iter().copied()).chain(p.nearby.iter().copied()))
        .collect();
    let lead = unit.lead_in.iter().flat_map(|&i| &context.scans[i].hits);
    let hits: Vec<&crate::cues::Hit> = unit.hits.iter().chain(lead).filter(|h| asked.contains(&h.cue)).collect();
    let mut out: Vec<CueHit> = hits
        .iter()
        .filter(|h| !hits.iter().any(|o| o.cue == h.cue && o.range != h.range && o.range.contains(h.range)))
        .map(|h| compiled.cues.describe(h, |r| context.doc.slice(r)))
        .collect();
    out.sort_by(|a, b| (a.range, &a.cue).cmp(&(b.range, &b.cue)));
    out.dedup();
    out
}

fn candidate(
    context: &Context<'_>,
    compiled: &Compiled,
    rules: &TypeRules,
    unit: &UnitData,
) -> Option<(f64, Candidate)> {
    let view = view(unit);
    let (share, missing, pattern) = rules
        .patterns
        .iter()
        .filter_map(|p| p.nearness(&view).map(|(share, missing)| (share, missing, p)))
        .max_by(|a, b| (a.0 * a.2.confidence).total_cmp(&(b.0 * b.2.confidence)))?;
    (share >= NEAR_ENOUGH && !missing.is_empty()).then(|| {
        let mut missing: Vec<String> = missing.iter().map(|&c| compiled.cues.name(c).to_owned()).collect();
        missing.sort();
        missing.dedup();
        let candidate = Candidate {
            clause: clause_ref(context.doc, unit.block),
            range: unit.range,
            text: context.doc.slice(unit.range).to_owned(),
            pattern: pattern.name.clone(),
            missing,
        };
        (share * pattern.confidence, candidate)
    })
}

/// The clause of a block as a person would cite it: the nearest number and the nearest heading above it.
fn clause_ref(doc: &Document, block: usize) -> ClauseRef {
    let path: Vec<&document::Clause> = doc.clause_path(block).filter_map(|c| doc.clauses.get(c)).collect();
    ClauseRef {
        number: path.iter().find_map(|c| c.number.clone()),
        heading: path.iter().find_map(|c| c.heading.clone()),
    }
}

/// Whether the headings above a block are ones under which a clause type stands; each answer is kept.
#[derive(Default)]
struct Headings {
    matcher: SkimMatcherV2,
    known: HashMap<(usize, String), bool>,
}

impl Headings {
    fn fit(&mut self, doc: &Document, block: usize, rules: &TypeRules) -> bool {
        doc.clause_path(block).any(|c| {
            if let Some(&known) = self.known.get(&(c, rules.id.clone())) {
                return known;
            }
            let fits =
                doc.clauses.get(c).and_then(|c| c.heading.as_deref()).is_some_and(|h| self.alike(&fold(h), rules));
            self.known.insert((c, rules.id.clone()), fits);
            fits
        })
    }

    /// A heading fits where it holds an alias, or where nearly all letters of the alias stand in it in order.
    fn alike(&self, heading: &str, rules: &TypeRules) -> bool {
        rules.headings.iter().any(|alias| {
            heading.contains(alias.as_str())
                || (heading.len() <= alias.len() * 2
                    && self
                        .matcher
                        .fuzzy_match(heading, alias)
                        .zip(self.matcher.fuzzy_match(alias, alias))
                        .is_some_and(|(score, full)| score * 10 >= full * 8))
        })
    }
}

/// First 16 hexadecimal digits of the SHA-256 over clause type and words without blanks: the same clause keeps its id
/// when text around it moves.
fn id(clause_type: &str, text: &str) -> String {
    let mut hasher = Sha256::new();
    hasher.update(clause_type.as_bytes());
    hasher.update([0]);
    let words: String = fold(text).split_whitespace().collect();
    hasher.update(words.as_bytes());
    hasher.finalize().iter().take(8).map(|b| format!("{b:02x}")).collect()
}

/// The second and later findings with the same words get `-2`, `-3`.
fn number_ids(findings: &mut [Finding]) {
    let mut seen: BTreeMap<String, usize> = BTreeMap::new();
    for f in findings {
        let n = seen.entry(f.id.clone()).or_insert(0);
        *n += 1;
        if *n > 1 {
            f.id = format!("{}-{n}", f.id);
        }
    }
}

/// The words of `range` without surrounding blanks and closing punctuation, for comparing spans.
pub(crate) fn core_range(text: &str, range: TextRange) -> TextRange {
    let words = text.get(range.start..range.end).unwrap_or("");
    let idle = |c: char| c.is_whitespace() || matches!(c, '.' | ';' | ',' | '。' | '；' | '，' | ':' | '：');
    let front = words.len() - words.trim_start_matches(idle).len();
    let back = words.len() - words.trim_end_matches(idle).len();
    if front + back >= words.len() { range } else { TextRange::new(range.start + front, range.end - back) }
}
