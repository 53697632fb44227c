//! Reading a finding's terms as typed values.

use crate::compile::Term;
use crate::cues::{Hit, Scan, ValueAt};
use crate::values::{self, ValueKind};
use crate::{TermValue, Value};
use document::{Document, TextRange};
use library::TermKind;
use std::collections::BTreeMap;

/// Sentences whose words count for a finding's terms: its own first, then those that introduce it.
pub(crate) struct Scope<'a> {
    pub(crate) doc: &'a Document,
    /// Each inner list is tried as a whole; a term is read from the first that has it.
    pub(crate) layers: Vec<Vec<&'a Scan>>,
    /// Tiers that a table or the words gave beforehand.
    pub(crate) tiers: Option<TermValue>,
}

/// The terms that can be read in `scope`.
pub(crate) fn read(terms: &[Term], scope: &Scope<'_>) -> BTreeMap<String, TermValue> {
    let mut out = BTreeMap::new();
    for term in terms {
        let value = if term.kind == TermKind::Tiers {
            scope.tiers.clone()
        } else {
            scope.layers.iter().find_map(|layer| read_one(term, layer, scope.doc))
        };
        if let Some(value) = value {
            out.insert(term.name.clone(), value);
        }
    }
    out
}

fn read_one(term: &Term, layer: &[&Scan], doc: &Document) -> Option<TermValue> {
    match term.kind {
        TermKind::Money => nearest(term, layer, doc, &[ValueKind::Money]),
        TermKind::Percentage => nearest(term, layer, doc, &[ValueKind::Percent]),
        TermKind::Duration => nearest(term, layer, doc, &[ValueKind::Duration]),
        // A multiple is often given as a percentage: "150% of the fees".
        TermKind::Number => nearest(term, layer, doc, &[ValueKind::Number])
            .or_else(|| nearest(term, layer, doc, &[ValueKind::Percent]).map(as_multiple)),
        TermKind::Choice => choice(term, layer, doc),
        TermKind::Set => set(term, layer, doc),
        TermKind::Tiers => None,
    }
}

fn as_multiple(mut t: TermValue) -> TermValue {
    if let Value::Percentage { value } = t.value {
        t.value = Value::Number { value: (value / rust_decimal::Decimal::ONE_HUNDRED).normalize() };
        t.short = values::short(&t.value);
    }
    t
}

/// The value nearest to one of the term's `near` cues, or the first where it names none.
fn nearest(term: &Term, layer: &[&Scan], doc: &Document, kinds: &[ValueKind]) -> Option<TermValue> {
    let candidates = layer.iter().flat_map(|s| &s.values).filter(|v| kinds.contains(&v.hit.kind()));
    let chosen = if term.near.is_empty() {
        candidates.into_iter().next()
    } else {
        let near: Vec<&Hit> = layer.iter().flat_map(|s| &s.hits).filter(|h| term.near.contains(&h.cue)).collect();
        candidates
            .filter_map(|v| near.iter().map(|h| distance(v.range, h.range)).min().map(|d| (d, v)))
            .filter(|(d, _)| term.within.is_none_or(|w| *d <= w))
            .min_by_key(|(d, v)| (*d, v.range.start))
            .map(|(_, v)| v)
    }?;
    Some(term_value(chosen, doc))
}

fn term_value(v: &ValueAt, doc: &Document) -> TermValue {
    let value = v.hit.value.clone();
    TermValue { short: values::short(&value), text: doc.slice(v.range).to_owned(), range: v.range, value }
}

fn distance(a: TextRange, b: TextRange) -> usize {
    if a.overlaps(b) { 0 } else { a.start.saturating_sub(b.end).max(b.start.saturating_sub(a.end)) }
}

/// Hits of the term's choices; a hit inside a longer one of another choice does not count ("paid" in "paid or payable").
fn choices<'a>(term: &'a Term, layer: &[&Scan]) -> Vec<(&'a str, TextRange)> {
    let all: Vec<(&str, TextRange)> = layer
        .iter()
        .flat_map(|s| &s.hits)
        .flat_map(|h| {
            let hits = term.choices.iter().filter(|(_, cues)| cues.contains(&h.cue));
            hits.map(|(name, _)| (name.as_str(), h.range))
        })
        .collect();
    all.iter()
        .filter(|(name, range)| {
            !all.iter().any(|(other, wider)| other != name && wider.contains(*range) && wider.len() > range.len())
        })
        .copied()
        .collect()
}

/// Of several choices the one that the library prefers, else the one said with the most words, the earliest among equals.
fn choice(term: &Term, layer: &[&Scan], doc: &Document) -> Option<TermValue> {
    let rank = |name: &str| term.prefer.iter().position(|p| p == name).unwrap_or(term.prefer.len());
    let hits = choices(term, layer);
    let (name, range) = hits.into_iter().min_by_key(|(name, r)| (rank(name), std::cmp::Reverse(r.len()), r.start))?;
    let value = Value::Choice { value: name.to_owned() };
    Some(TermValue { short: values::short(&value), text: doc.slice(range).to_owned(), range, value })
}

fn set(term: &Term, layer: &[&Scan], doc: &Document) -> Option<TermValue> {
    let hits = choices(term, layer);
    let range = hits.iter().map(|(_, r)| *r).reduce(TextRange::cover)?;
    let mut names: Vec<String> = hits.iter().map(|(n, _)| (*n).to_owned()).collect();
    names.sort();
    names.dedup();
    let value = Value::Set { values: names };
    Some(TermValue { short: values::short(&value), text: doc.slice(range).to_owned(), range, value })
}
