//! Cues compiled for one language: all literal parts of all phrases in one Aho-Corasick automaton, so that a sentence
//! is read once whatever the size of the library; gaps and values are checked only where the literals hit.

use crate::normalize::{Folded, fold};
use crate::values::{self, ValueHit, ValueKind};
use crate::{CueHit, Error};
use aho_corasick::{AhoCorasick, MatchKind};
use document::TextRange;
use std::collections::HashMap;

/// A cue within one language's [`CueSet`].
pub(crate) type CueId = usize;

/// Longest gap `…` in words (English).
const GAP_WORDS: usize = 8;
/// Longest gap `…` in characters (Chinese).
const GAP_CHARS: usize = 24;

/// One element of a phrase.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Part {
    /// A literal, by its index in the automaton.
    Literal(usize),
    /// A value of some kind.
    Value(ValueKind),
}

/// What may stand between two elements of a phrase.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Between {
    /// A blank at most.
    Nothing,
    /// The rest of a word (`indemnif*`), then a blank at most.
    RestOfWord,
    /// Up to [`GAP_WORDS`] words or [`GAP_CHARS`] characters.
    Gap,
}

#[derive(Clone, Debug)]
struct Phrase {
    cue: CueId,
    parts: Vec<Part>,
    /// One shorter than `parts`.
    between: Vec<Between>,
    /// Whether the last word may go on (`limit*`).
    open_end: bool,
}

/// A cue found in a sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Hit {
    pub(crate) cue: CueId,
    /// Where in the document's text.
    pub(crate) range: TextRange,
}

/// A value found in a sentence.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct ValueAt {
    pub(crate) hit: ValueHit,
    /// Where in the document's text.
    pub(crate) range: TextRange,
}

/// What one sentence holds.
#[derive(Clone, Debug, Default)]
pub(crate) struct Scan {
    /// In order of place.
    pub(crate) hits: Vec<Hit>,
    /// In order of place.
    pub(crate) values: Vec<ValueAt>,
}

/// All cues of one language.
#[derive(Debug)]
pub(crate) struct CueSet {
    chinese: bool,
    names: Vec<String>,
    phrases: Vec<Phrase>,
    automaton: AhoCorasick,
    /// Length of each literal in bytes.
    literal_len: Vec<usize>,
    /// Phrases that begin with this literal.
    by_first: Vec<Vec<usize>>,
    /// Phrases that begin with a value.
    value_first: Vec<usize>,
    /// Cues that stand for a value of a kind (`@money`).
    builtin: Vec<(ValueKind, CueId)>,
}

/// Collects cues before they are compiled.
#[derive(Debug, Default)]
pub(crate) struct CueSetBuilder {
    chinese: bool,
    names: Vec<String>,
    phrases: Vec<Phrase>,
    literals: Vec<String>,
    literal_ids: HashMap<String, usize>,
    builtin: Vec<(ValueKind, CueId)>,
}

impl CueSetBuilder {
    pub(crate) fn new(chinese: bool) -> Self {
        let mut b = Self { chinese, ..Self::default() };
        for (name, kind) in [
            ("@money", ValueKind::Money),
            ("@percent", ValueKind::Percent),
            ("@duration", ValueKind::Duration),
            ("@number", ValueKind::Number),
        ] {
            b.builtin.push((kind, b.names.len()));
            b.names.push(name.to_owned());
        }
        b
    }

    /// The builtin cue of that name (`@money`).
    pub(crate) fn builtin(&self, name: &str) -> Option<CueId> {
        self.builtin.iter().map(|&(_, id)| id).find(|&id| self.names[id] == name)
    }

    /// Adds a cue with its phrases.
    pub(crate) fn add(&mut self, entry: &str, name: &str, phrases: &[String]) -> Result<CueId, Error> {
        let cue = self.names.len();
        self.names.push(name.to_owned());
        for text in phrases {
            let phrase = self.phrase(cue, text).map_err(|cause| Error::Phrase {
                entry: entry.to_owned(),
                cue: name.to_owned(),
                phrase: text.clone(),
                cause,
            })?;
            self.phrases.push(phrase);
        }
        Ok(cue)
    }

    fn phrase(&mut self, cue: CueId, text: &str) -> Result<Phrase, String> {
        let mut phrase = Phrase { cue, parts: Vec::new(), between: Vec::new(), open_end: false };
        for (i, run) in text.split('…').enumerate() {
            if i > 0 {
                phrase.between.push(Between::Gap);
            }
            self.run(run, &mut phrase)?;
        }
        if phrase.parts.is_empty() || phrase.between.len() + 1 != phrase.parts.len() {
            return Err("a gap `…` needs words on both sides".to_owned());
        }
        Ok(phrase)
    }

    /// Words between two gaps: literals, `word*` and `{value}`.
    fn run(&mut self, run: &str, phrase: &mut Phrase) -> Result<(), String> {
        let mut rest = run;
        let mut first = true;
        while !rest.trim().is_empty() {
            if !first {
                phrase.between.push(if phrase.open_end { Between::RestOfWord } else { Between::Nothing });
            }
            first = false;
            phrase.open_end = false;
            let trimmed = rest.trim_start();
            if let Some(inner) = trimmed.strip_prefix('{') {
                let (name, after) = inner.split_once('}').ok_or("`{` without `}`")?;
                let kind = ValueKind::from_name(name).ok_or_else(|| format!("unknown value `{{{name}}}`"))?;
                phrase.parts.push(Part::Value(kind));
                rest = after;
                continue;
            }
            let stop = trimmed.find(['*', '{']).unwrap_or(trimmed.len());
            let literal = fold(&trimmed[..stop]);
            if literal.is_empty() {
                return Err("`*` without a word before it".to_owned());
            }
            phrase.parts.push(Part::Literal(self.literal(literal)));
            phrase.open_end = trimmed[stop..].starts_with('*');
            rest = trimmed[stop..].strip_prefix('*').unwrap_or(&trimmed[stop..]);
        }
        Ok(())
    }

    fn literal(&mut self, text: String) -> usize {
        let next = self.literals.len();
        *self.literal_ids.entry(text).or_insert_with_key(|text| {
            self.literals.push(text.clone());
            next
        })
    }

    pub(crate) fn build(self) -> Result<CueSet, Error> {
        let automaton = AhoCorasick::builder()
            .match_kind(MatchKind::Standard)
            .build(&self.literals)
            .map_err(|e| Error::Automaton(e.to_string()))?;
        let mut by_first = vec![Vec::new(); self.literals.len()];
        let mut value_first = Vec::new();
        for (i, p) in self.phrases.iter().enumerate() {
            match p.parts.first() {
                Some(Part::Literal(l)) => by_first[*l].push(i),
                Some(Part::Value(_)) => value_first.push(i),
                None => {}
            }
        }
        Ok(CueSet {
            chinese: self.chinese,
            names: self.names,
            phrases: self.phrases,
            automaton,
            literal_len: self.literals.iter().map(String::len).collect(),
            by_first,
            value_first,
            builtin: self.builtin,
        })
    }
}

impl CueSet {
    /// Number of cues.
    pub(crate) fn len(&self) -> usize {
        self.names.len()
    }

    /// Name of a cue.
    pub(crate) fn name(&self, cue: CueId) -> &str {
        &self.names[cue]
    }

    /// Reads one sentence that begins at byte `base` of the document's text.
    pub(crate) fn scan(&self, sentence: &str, base: usize) -> Scan {
        let folded = Folded::new(sentence);
        let values = values::scan(&folded.text);
        // Places of every literal, by literal.
        let mut places: HashMap<usize, Vec<usize>> = HashMap::new();
        for m in self.automaton.find_overlapping_iter(&folded.text) {
            places.entry(m.pattern().as_usize()).or_default().push(m.start());
        }
        let text = folded.text.as_str();
        let view = View { set: self, text, places: &places, values: &values };
        let mut found: Vec<(CueId, usize, usize)> = Vec::new();
        for (&literal, starts) in &places {
            for &p in &self.by_first[literal] {
                for &start in starts {
                    found.extend(view.phrase_at(&self.phrases[p], start, start + self.literal_len[literal]));
                }
            }
        }
        for &p in &self.value_first {
            let phrase = &self.phrases[p];
            let Some(Part::Value(kind)) = phrase.parts.first() else { continue };
            for v in values.iter().filter(|v| v.kind() == *kind) {
                found.extend(view.phrase_at(phrase, v.start, v.end));
            }
        }
        for &(kind, cue) in &self.builtin {
            found.extend(values.iter().filter(|v| v.kind() == kind).map(|v| (cue, v.start, v.end)));
        }
        found.sort_unstable_by_key(|&(cue, start, end)| (start, end, cue));
        found.dedup();
        Scan {
            hits: found.into_iter().map(|(cue, s, e)| Hit { cue, range: folded.back(s, e, base) }).collect(),
            values: values
                .into_iter()
                .map(|hit| ValueAt { range: folded.back(hit.start, hit.end, base), hit })
                .collect(),
        }
    }

    /// A hit as people see it; `slice` gives the words of a range.
    pub(crate) fn describe<'a>(&self, hit: &Hit, slice: impl Fn(TextRange) -> &'a str) -> CueHit {
        CueHit { cue: self.names[hit.cue].clone(), text: slice(hit.range).to_owned(), range: hit.range }
    }
}

/// One folded sentence with its literals and values.
struct View<'a> {
    set: &'a CueSet,
    text: &'a str,
    places: &'a HashMap<usize, Vec<usize>>,
    values: &'a [ValueHit],
}

impl View<'_> {
    /// The phrase from its first element at `start..end`, if the rest follows.
    fn phrase_at(&self, phrase: &Phrase, start: usize, end: usize) -> Option<(CueId, usize, usize)> {
        if matches!(phrase.parts.first(), Some(Part::Literal(_))) && !self.word_starts_at(start) {
            return None;
        }
        let mut at = end;
        for (i, part) in phrase.parts.iter().enumerate().skip(1) {
            let between = phrase.between[i - 1];
            if between == Between::Nothing && matches!(phrase.parts[i - 1], Part::Literal(_)) && !self.word_ends_at(at)
            {
                return None;
            }
            if between == Between::RestOfWord {
                at += self.rest_of_word(at);
            }
            if between == Between::Gap && matches!(phrase.parts[i - 1], Part::Literal(_)) && !self.word_ends_at(at) {
                return None;
            }
            at = self.next(part, at, between)?;
        }
        let closed = phrase.open_end || matches!(phrase.parts.last(), Some(Part::Value(_))) || self.word_ends_at(at);
        closed.then_some((phrase.cue, start, at))
    }

    /// The end of `part` where it follows `from` as `between` allows.
    fn next(&self, part: &Part, from: usize, between: Between) -> Option<usize> {
        let fits = |start: usize| match between {
            Between::Nothing | Between::RestOfWord => self.text[from..start].trim().is_empty(),
            Between::Gap => self.gap_fits(&self.text[from..start]),
        };
        match part {
            Part::Literal(l) => {
                let starts = self.places.get(l)?;
                let first = starts.partition_point(|&s| s < from);
                starts[first..]
                    .iter()
                    .take_while(|&&s| fits(s))
                    .find(|&&s| self.word_starts_at(s))
                    .map(|s| s + self.set.literal_len[*l])
            }
            Part::Value(kind) => self
                .values
                .iter()
                .filter(|v| v.start >= from && v.kind() == *kind)
                .take_while(|v| fits(v.start))
                .map(|v| v.end)
                .next(),
        }
    }

    fn gap_fits(&self, gap: &str) -> bool {
        if self.set.chinese {
            gap.chars().take(GAP_CHARS + 1).count() <= GAP_CHARS
        } else {
            gap.split_whitespace().take(GAP_WORDS + 1).count() <= GAP_WORDS
        }
    }

    fn word_starts_at(&self, at: usize) -> bool {
        let first = self.text[at..].chars().next().is_some_and(|c| c.is_ascii_alphanumeric());
        !first || !self.text[..at].ends_with(|c: char| c.is_ascii_alphanumeric())
    }

    fn word_ends_at(&self, at: usize) -> bool {
        let last = self.text[..at].chars().next_back().is_some_and(|c| c.is_ascii_alphanumeric());
        !last || !self.text[at..].starts_with(|c: char| c.is_ascii_alphanumeric())
    }

    fn rest_of_word(&self, at: usize) -> usize {
        self.text[at..].find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(self.text.len() - at)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(chinese: bool, phrases: &[&str], text: &str) -> Vec<String> {
        let mut b = CueSetBuilder::new(chinese);
        let phrases: Vec<String> = phrases.iter().map(|s| (*s).to_owned()).collect();
        let id = b.add("test", "x", &phrases).unwrap();
        let set = b.build().unwrap();
        let scan = set.scan(text, 0);
        scan.hits.iter().filter(|h| h.cue == id).map(|h| text[h.range.start..h.range.end].to_owned()).collect()
    }

    #[test]
    fn phrases_hit_their_words() {
        let en: &[(&str, &str, &[&str])] = &[
            ("shall not exceed", "It SHALL  not exceed 5.", &["SHALL  not exceed"]),
            ("liable", "reliable liable liables", &["liable"]),
            ("indemnif*", "will indemnify", &["indemnif"]),
            ("indemnif* and hold", "will indemnify and hold", &["indemnify and hold"]),
            (
                "in no event … exceed",
                "in no event will our liability exceed $5",
                &["in no event will our liability exceed"],
            ),
            ("in no event … exceed", "in no event one two three four five six seven eight nine exceed", &[]),
            ("at least {percent}", "at least 99.9% uptime", &["at least 99.9%"]),
            ("{percent} of the fees", "ten percent (10%) of the fees", &["ten percent (10%) of the fees"]),
            ("provider's", "the Provider’s fault", &["Provider’s"]),
        ];
        for (phrase, text, want) in en {
            assert_eq!(found(false, &[phrase], text), *want, "{phrase} in {text}");
        }
        let zh: &[(&str, &str, &[&str])] = &[
            ("以…为限", "赔偿以月度服务费为限", &["以月度服务费为限"]),
            ("不低于{percent}", "可用性不低于 99.9％，", &["不低于 99.9％"]),
            ("赔偿总额", "賠償總額不超過", &["賠償總額"]),
            ("前{duration}", "事件发生前十二（12）个月", &["前十二（12）个月"]),
        ];
        for (phrase, text, want) in zh {
            assert_eq!(found(true, &[phrase], text), *want, "{phrase} in {text}");
        }
    }

    #[test]
    fn broken_phrases_are_refused() {
        for phrase in ["{mony}", "{money", "*", "…x", "x…"] {
            let mut b = CueSetBuilder::new(false);
            assert!(b.add("e", "c", &[phrase.to_owned()]).is_err(), "{phrase}");
        }
    }
}
