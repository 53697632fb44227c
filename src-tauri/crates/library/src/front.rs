//! The TOML front matter of a file: typed reading with every mistake reported at its line.

use crate::source::SourceFile;
use crate::{Bilingual, Citation, Cue, FrontMatter, Pattern, Problem, RatingRule, Term, did_you_mean};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use std::collections::BTreeMap;
use std::ops::Range;
use toml::Spanned;
use toml::de::{DeTable, DeValue, ValueDeserializer};

/// The front matter of a lexicon file.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct LexiconFront {
    /// Cues by name.
    #[serde(default)]
    pub(crate) cue: BTreeMap<String, Cue>,
}

/// The front matter of a law card.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct LawFront {
    pub(crate) title: Bilingual,
    pub(crate) jurisdiction: String,
    pub(crate) citation: String,
    pub(crate) evidence: String,
}

/// Reads the front matter that stands at `range` in `file`, or says all that is wrong with it.
pub(crate) fn read<T: Front>(file: &SourceFile, range: Range<usize>) -> Result<T, Vec<Problem>> {
    let toml = &file.text[range.clone()];
    let reader = Reader { file, start: range.start };
    let (table, syntax) = DeTable::parse_recoverable(toml);
    // One mistake in the syntax makes the reader stumble many times after it: only the first is told.
    if let Some(first) = syntax.iter().min_by_key(|e| e.span().map(|s| s.start)) {
        let mut problem = reader.problem(first);
        problem.message = format!("not valid TOML: {}", problem.message);
        problem.hint = "a quote, comma or bracket may be missing here or on the line above".to_owned();
        return Err(vec![problem]);
    }
    toml::from_str::<T>(toml).map_err(|first| {
        // serde stops at the first mistake: look at the parts one by one, so that the user sees the others too.
        let mut problems = vec![reader.problem(&first)];
        T::diagnose(&reader, table.get_ref(), &mut problems);
        problems.sort();
        problems.dedup();
        problems
    })
}

/// A kind of front matter.
pub(crate) trait Front: DeserializeOwned {
    /// Reports the mistakes in each part of `table`.
    fn diagnose(reader: &Reader<'_>, table: &DeTable<'_>, problems: &mut Vec<Problem>);
}

impl Front for FrontMatter {
    fn diagnose(reader: &Reader<'_>, table: &DeTable<'_>, problems: &mut Vec<Problem>) {
        if let Some(pattern) = table.get("pattern").and_then(|p| p.get_ref().as_table()) {
            for language in ["en", "zh"] {
                reader.each::<Pattern>(pattern.get(language), problems);
            }
        }
        reader.each::<Term>(table.get("term"), problems);
        reader.each::<RatingRule>(table.get("rating"), problems);
        reader.each::<Citation>(table.get("source"), problems);
        reader.values::<Cue>(table.get("cue"), problems);
    }
}

impl Front for LexiconFront {
    fn diagnose(reader: &Reader<'_>, table: &DeTable<'_>, problems: &mut Vec<Problem>) {
        reader.values::<Cue>(table.get("cue"), problems);
    }
}

impl Front for LawFront {
    fn diagnose(_: &Reader<'_>, _: &DeTable<'_>, _: &mut Vec<Problem>) {}
}

/// Turns errors of the TOML reader into problems at the line of the file.
pub(crate) struct Reader<'a> {
    file: &'a SourceFile,
    start: usize,
}

impl Reader<'_> {
    /// Checks each table of an array of tables as a `T`.
    fn each<T: DeserializeOwned>(&self, array: Option<&Spanned<DeValue<'_>>>, problems: &mut Vec<Problem>) {
        for item in array.and_then(|a| a.get_ref().as_array()).into_iter().flatten() {
            self.one::<T>(item, problems);
        }
    }

    /// Checks each value of a table as a `T`.
    fn values<T: DeserializeOwned>(&self, table: Option<&Spanned<DeValue<'_>>>, problems: &mut Vec<Problem>) {
        for (_, item) in table.and_then(|t| t.get_ref().as_table()).into_iter().flatten() {
            self.one::<T>(item, problems);
        }
    }

    fn one<T: DeserializeOwned>(&self, item: &Spanned<DeValue<'_>>, problems: &mut Vec<Problem>) {
        if let Err(error) = T::deserialize(ValueDeserializer::from(item.clone())) {
            problems.push(self.problem(&error));
        }
    }

    fn problem(&self, error: &toml::de::Error) -> Problem {
        let span = error.span().unwrap_or(0..0);
        let (start, end) = (self.start + span.start, self.start + span.end);
        let words = self.file.text.get(start..end).unwrap_or("").lines().next().unwrap_or("").trim();
        let words = if words.chars().count() > 60 { "" } else { words.trim_matches('"') };
        let message = error.message().trim().replace('\n', ", ");
        Problem::new(&self.file.shown, self.file.line_at(start), &message).words(words).hint(hint(&message))
    }
}

/// A hint for a message of the TOML reader.
fn hint(message: &str) -> String {
    let names: Vec<&str> = message.split('`').skip(1).step_by(2).collect();
    let [word, known @ ..] = names.as_slice() else { return String::new() };
    if message.starts_with("unknown field") || message.starts_with("unknown variant") {
        return did_you_mean(word, known.iter().copied());
    }
    if message.starts_with("missing field") {
        return format!("add `{word}`");
    }
    if message.starts_with("duplicate key") {
        return "each name stands once: merge the two, or rename one".to_owned();
    }
    String::new()
}
