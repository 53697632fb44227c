//! The library's patterns compiled to sets of cues, and what a unit of text must hold to satisfy them.

use crate::cues::{CueId, Hit};
use library::UnitKind;

/// A set of cues as bits.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct CueBits(Vec<u64>);

impl CueBits {
    pub(crate) fn new(cues: usize) -> Self {
        Self(vec![0; cues.div_ceil(64)])
    }

    pub(crate) fn of(cues: usize, hits: &[Hit]) -> Self {
        let mut bits = Self::new(cues);
        bits.extend(hits);
        bits
    }

    pub(crate) fn extend(&mut self, hits: &[Hit]) {
        for h in hits {
            self.insert(h.cue);
        }
    }

    pub(crate) fn insert(&mut self, cue: CueId) {
        if let Some(word) = self.0.get_mut(cue / 64) {
            *word |= 1 << (cue % 64);
        }
    }

    pub(crate) fn merge(&mut self, other: &Self) {
        for (a, b) in self.0.iter_mut().zip(&other.0) {
            *a |= b;
        }
    }

    pub(crate) fn has(&self, cue: CueId) -> bool {
        self.0.get(cue / 64).is_some_and(|w| w >> (cue % 64) & 1 == 1)
    }

    /// Whether the two sets share a cue.
    pub(crate) fn meets(&self, other: &Self) -> bool {
        self.0.iter().zip(&other.0).any(|(a, b)| a & b != 0)
    }

    pub(crate) fn any(&self, cues: &[CueId]) -> bool {
        cues.iter().any(|&c| self.has(c))
    }
}

/// A pattern with its cues resolved.
#[derive(Clone, Debug)]
pub(crate) struct Pattern {
    pub(crate) name: String,
    pub(crate) all: Vec<CueId>,
    pub(crate) any: Vec<Vec<CueId>>,
    pub(crate) own: Vec<CueId>,
    pub(crate) under: Vec<CueId>,
    pub(crate) nearby: Vec<CueId>,
    pub(crate) not: Vec<CueId>,
    pub(crate) not_under: Vec<CueId>,
    pub(crate) order: Vec<CueId>,
    pub(crate) within: Option<usize>,
    pub(crate) units: Vec<UnitKind>,
    pub(crate) confidence: f64,
}

/// A unit of text as patterns see it.
#[derive(Clone, Debug)]
pub(crate) struct Unit<'a> {
    pub(crate) kind: UnitKind,
    /// Cues in the sentence (or table) itself, in order.
    pub(crate) hits: &'a [Hit],
    pub(crate) own: &'a CueBits,
    /// Own and lead-in.
    pub(crate) with_lead: &'a CueBits,
    /// Lead-in and headings above.
    pub(crate) above: &'a CueBits,
    /// Same block and the sentences right before and after.
    pub(crate) nearby: &'a CueBits,
}

impl Pattern {
    /// Cues that speak for the clause type.
    pub(crate) fn positive(&self) -> impl Iterator<Item = CueId> + '_ {
        self.all.iter().chain(&self.own).chain(&self.order).chain(self.any.iter().flatten()).copied()
    }

    /// Whether all conditions hold for `unit`.
    pub(crate) fn matches(&self, unit: &Unit<'_>) -> bool {
        self.units.contains(&unit.kind)
            && self.all.iter().all(|&c| unit.with_lead.has(c))
            && self.own.iter().all(|&c| unit.own.has(c))
            && self.any.iter().all(|set| unit.with_lead.any(set))
            && (self.under.is_empty() || unit.above.any(&self.under))
            && (self.nearby.is_empty() || unit.nearby.any(&self.nearby))
            && !unit.with_lead.any(&self.not)
            && !unit.above.any(&self.not_under)
            && self.positive().any(|c| unit.own.has(c))
            && self.in_order(unit.hits)
    }

    /// `order` and `within`: each cue begins at or after the end of the one before, all within the given distance.
    fn in_order(&self, hits: &[Hit]) -> bool {
        let Some(limit) = self.within else {
            return self.order.is_empty() || sequence(&self.order, hits, usize::MAX);
        };
        if !self.order.is_empty() {
            return sequence(&self.order, hits, limit);
        }
        // Without an order: some window of `limit` bytes holds every cue of `all`.
        hits.iter().any(|first| {
            self.all.contains(&first.cue)
                && self.all.iter().all(|&c| {
                    hits.iter().any(|h| {
                        h.cue == c && h.range.start >= first.range.start && h.range.end <= first.range.start + limit
                    })
                })
        })
    }

    /// How near the pattern comes to `unit`: the share of its positive conditions that hold, and the cues that lack.
    /// Nothing where not even one of its own words is there or where something speaks against it.
    pub(crate) fn nearness(&self, unit: &Unit<'_>) -> Option<(f64, Vec<CueId>)> {
        if !self.units.contains(&unit.kind) || unit.with_lead.any(&self.not) || unit.above.any(&self.not_under) {
            return None;
        }
        if !self.positive().any(|c| unit.own.has(c)) {
            return None;
        }
        let (mut held, mut asked, mut missing) = (0_u32, 0_u32, Vec::new());
        let mut check = |holds: bool, cue: Option<CueId>| {
            asked += 1;
            if holds {
                held += 1;
            } else {
                missing.extend(cue);
            }
        };
        for &c in &self.all {
            check(unit.with_lead.has(c), Some(c));
        }
        for &c in &self.own {
            check(unit.own.has(c), Some(c));
        }
        for set in &self.any {
            check(unit.with_lead.any(set), set.first().copied());
        }
        if !self.under.is_empty() {
            check(unit.above.any(&self.under), self.under.first().copied());
        }
        if !self.nearby.is_empty() {
            check(unit.nearby.any(&self.nearby), self.nearby.first().copied());
        }
        (held > 0).then(|| (f64::from(held) / f64::from(asked), missing))
    }
}

fn sequence(order: &[CueId], hits: &[Hit], limit: usize) -> bool {
    let Some((&first, rest)) = order.split_first() else { return true };
    hits.iter().filter(|h| h.cue == first).any(|start| {
        let mut end = start.range.end;
        for &cue in rest {
            match hits.iter().filter(|h| h.cue == cue && h.range.start >= end).map(|h| h.range.end).min() {
                Some(e) => end = e,
                None => return false,
            }
        }
        end - start.range.start <= limit
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use document::TextRange;

    fn hit(cue: CueId, start: usize, end: usize) -> Hit {
        Hit { cue, range: TextRange::new(start, end) }
    }

    fn pattern() -> Pattern {
        Pattern {
            name: "p".into(),
            all: vec![1, 2],
            any: Vec::new(),
            own: Vec::new(),
            under: Vec::new(),
            nearby: Vec::new(),
            not: vec![9],
            not_under: Vec::new(),
            order: Vec::new(),
            within: None,
            units: vec![UnitKind::Sentence],
            confidence: 0.9,
        }
    }

    fn matches(p: &Pattern, own: &[Hit], lead: &[Hit], above: &[Hit]) -> bool {
        let o = CueBits::of(80, own);
        let mut with_lead = CueBits::of(80, lead);
        with_lead.merge(&o);
        let above = CueBits::of(80, above);
        let unit =
            Unit { kind: UnitKind::Sentence, hits: own, own: &o, with_lead: &with_lead, above: &above, nearby: &o };
        p.matches(&unit)
    }

    #[test]
    fn conditions() {
        let base = pattern();
        assert!(matches(&base, &[hit(1, 0, 5), hit(2, 6, 9)], &[], &[]));
        assert!(matches(&base, &[hit(1, 0, 5)], &[hit(2, 90, 95)], &[]), "lead-in counts");
        assert!(!matches(&base, &[hit(3, 0, 1)], &[hit(1, 90, 91), hit(2, 92, 95)], &[]), "own words are needed");
        assert!(!matches(&base, &[hit(1, 0, 5), hit(2, 6, 9), hit(9, 10, 11)], &[], &[]), "negation");
        let under = Pattern { under: vec![70], ..pattern() };
        assert!(!matches(&under, &[hit(1, 0, 5), hit(2, 6, 9)], &[], &[]));
        assert!(matches(&under, &[hit(1, 0, 5), hit(2, 6, 9)], &[], &[hit(70, 0, 1)]));
    }

    #[test]
    fn order_and_distance() {
        let ordered = Pattern { order: vec![1, 2], ..pattern() };
        assert!(matches(&ordered, &[hit(1, 0, 5), hit(2, 6, 9)], &[], &[]));
        assert!(!matches(&ordered, &[hit(2, 0, 5), hit(1, 6, 9)], &[], &[]));
        let near = Pattern { within: Some(12), ..pattern() };
        assert!(matches(&near, &[hit(2, 0, 3), hit(1, 6, 9)], &[], &[]));
        assert!(!matches(&near, &[hit(2, 0, 3), hit(1, 60, 69)], &[], &[]));
        assert!(matches(&near, &[hit(1, 0, 3), hit(2, 60, 63), hit(1, 66, 69)], &[], &[]), "the nearest pair counts");
    }
}
