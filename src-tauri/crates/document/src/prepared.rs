//! A text with parts left out or put in, that still knows where everything stood.

use std::ops::Range;

/// A rewritten copy of a text.
#[derive(Debug, Default)]
pub(crate) struct Prepared {
    /// What the parser gets.
    pub(crate) text: String,
    /// Starts of runs: place in `text`, place in the original, and whether the run was copied from there (or put in).
    runs: Vec<(usize, usize, bool)>,
    /// Bytes copied from the original end here: `text` beyond the last run's length was put in.
    original_end: usize,
}

impl Prepared {
    /// Appends `original[range]`, which stands at `range` in the original.
    pub(crate) fn copy(&mut self, original: &str, range: Range<usize>) {
        let Some(part) = original.get(range.clone()).filter(|p| !p.is_empty()) else { return };
        let run_on =
            self.runs.last().is_some_and(|&(new, old, copied)| copied && old + (self.text.len() - new) == range.start);
        if !run_on {
            self.runs.push((self.text.len(), range.start, true));
        }
        self.text.push_str(part);
        self.original_end = range.end;
    }

    /// Appends text that is not in the original.
    pub(crate) fn insert(&mut self, text: &str) {
        if !text.is_empty() {
            self.runs.push((self.text.len(), self.original_end, false));
            self.text.push_str(text);
        }
    }

    /// The parts of `range` that were copied in one go, each with its place in the original; what was put in has an
    /// empty one.
    pub(crate) fn parts(&self, range: Range<usize>) -> impl Iterator<Item = (Range<usize>, Range<usize>)> + '_ {
        let first = self.runs.partition_point(|&(new, ..)| new <= range.start).saturating_sub(1);
        self.runs[first.min(self.runs.len())..].iter().enumerate().map_while(move |(i, &(new, old, copied))| {
            let end = self.runs.get(first + i + 1).map_or(self.text.len(), |&(next, ..)| next).min(range.end);
            let start = new.max(range.start);
            let end = end.max(start);
            let source = if copied { old + (start - new)..old + (end - new) } else { old..old };
            (new < range.end).then_some((start..end, source))
        })
    }

    /// Where `range` stands in the original, from its first to its last copied byte.
    pub(crate) fn source(&self, range: Range<usize>) -> Range<usize> {
        let mut out: Option<Range<usize>> = None;
        for (_, old) in self.parts(range) {
            out = Some(out.map_or(old.clone(), |o| o.start.min(old.start)..o.end.max(old.end)));
        }
        out.unwrap_or(self.original_end..self.original_end)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_survive_cuts_and_additions() {
        let original = "##One\n    two\n";
        let mut p = Prepared::default();
        p.copy(original, 0..2);
        p.insert(" ");
        p.copy(original, 2..6);
        p.copy(original, 10..14);
        assert_eq!(p.text, "## One\ntwo\n");
        assert_eq!(p.source(3..6), 2..5);
        assert_eq!(p.source(7..10), 10..13);
        let parts: Vec<_> = p.parts(3..10).collect();
        assert_eq!(parts, [(3..7, 2..6), (7..10, 10..13)]);
        assert_eq!(p.parts(2..4).collect::<Vec<_>>(), [(2..3, 2..2), (3..4, 2..3)]);
    }
}
