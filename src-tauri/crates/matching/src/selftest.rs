//! The library as a test of itself: every example is found at its marks with its terms, no counter-example is, every
//! wording is recognised and rated as it claims.

use crate::matcher::core_range;
use crate::{Finding, Matcher};
use document::{Document, Options};
use library::{ClauseType, Example, Library, Problem, Rating, Status};

/// Runs all examples, counter-examples and wordings of the stable entries. An empty list means that all is well.
#[must_use]
pub fn selftest(library: &Library) -> Vec<Problem> {
    let matcher = match Matcher::new(library) {
        Ok(m) => m,
        Err(e) => return vec![Problem::new("clauses", 0, e.to_string())],
    };
    let mut problems = Vec::new();
    for entry in library.clause_types.values().filter(|t| t.front.status == Status::Stable) {
        let test = EntryTest { entry, matcher: &matcher };
        let fallback = test.wordings(&mut problems);
        for e in &entry.examples {
            test.example(e, fallback, &mut problems);
        }
        for e in &entry.counter_examples {
            test.counter_example(e, &mut problems);
        }
    }
    problems
}

struct EntryTest<'a> {
    entry: &'a ClauseType,
    matcher: &'a Matcher,
}

/// The rating of the fallback wording in each language.
#[derive(Clone, Copy, Default)]
struct Fallback {
    en: Option<Rating>,
    zh: Option<Rating>,
}

impl EntryTest<'_> {
    fn problem(&self, line: usize, message: String) -> Problem {
        Problem::new(format!("clauses/{}.md", self.entry.id), line, message)
    }

    fn find(&self, text: &str, problems: &mut Vec<Problem>, line: usize) -> Option<(Document, Vec<Finding>)> {
        match document::read_bytes("example.md", text.as_bytes(), &Options::default()) {
            Ok(doc) => {
                let findings = self.matcher.find(&doc).findings;
                Some((doc, findings))
            }
            Err(e) => {
                problems.push(self.problem(line, format!("the example cannot be read: it {e}")));
                None
            }
        }
    }

    fn example(&self, example: &Example, fallback: Fallback, problems: &mut Vec<Problem>) {
        let Some((doc, findings)) = self.find(&example.text, problems, example.line) else { return };
        let marked: Vec<(usize, usize)> = example.marks.iter().map(|&(s, e)| trim(&example.text, s, e)).collect();
        let mut own: Vec<(Option<(usize, usize)>, &Finding)> = Vec::new();
        for f in &findings {
            if f.clause_type == self.entry.id {
                own.push((doc.source_range(core_range(&doc.text, f.range)), f));
            } else if !example.also.iter().any(|a| a == "*" || *a == f.clause_type) {
                let hint = "correct the pattern, or name the type in also=\"…\" if it is right there too";
                let message = format!("the example also fires {} (pattern \"{}\")", f.clause_type, first(&f.patterns));
                problems.push(self.problem(example.line, message).words(clip(&f.text)).hint(hint));
            }
        }
        let mut at_first_mark = None;
        for (i, &(s, e)) in marked.iter().enumerate() {
            let hit = own.iter().find(|(range, _)| range.is_some_and(|(a, b)| same(&example.text, (a, b), (s, e))));
            match hit {
                Some((_, f)) if i == 0 => at_first_mark = Some(*f),
                Some(_) => {}
                None => {
                    let hint = match own.first() {
                        Some((_, f)) => format!("found instead: \"{}\"", clip(&f.text)),
                        None => "nothing of this type was found in the example".to_owned(),
                    };
                    let words = clip(&example.text[s..e]);
                    problems.push(
                        self.problem(example.line, "the marked words are not found".to_owned()).words(words).hint(hint),
                    );
                }
            }
        }
        for (range, f) in &own {
            if !range.is_some_and(|r| marked.iter().any(|&m| same(&example.text, r, m))) {
                let message = format!("words outside the marks are found (pattern \"{}\")", first(&f.patterns));
                problems.push(self.problem(example.line, message).words(clip(&f.text)));
            }
        }
        let Some(f) = at_first_mark else { return };
        self.terms(example, f, problems);
        let limit = if example.language == "zh" { fallback.zh } else { fallback.en };
        if let (Some(rating), Some(limit)) = (f.rating, limit)
            && rating > limit
            && !example.good
        {
            let message = format!("the example is rated {rating:?}, better than the fallback wording ({limit:?})");
            let hint = "correct the rating rules, or write `good` after the language if the example is a good clause";
            problems.push(self.problem(example.line, message).hint(hint));
        }
    }

    fn terms(&self, example: &Example, finding: &Finding, problems: &mut Vec<Problem>) {
        for (name, want) in &example.terms {
            let got = finding.terms.get(name).map(|t| t.short.as_str());
            if got != Some(want.as_str()) {
                let message = format!(
                    "term `{name}` is read as {}, not as \"{want}\"",
                    got.map_or("nothing".to_owned(), |g| format!("\"{g}\""))
                );
                problems.push(self.problem(example.line, message).words(clip(&finding.text)));
            }
        }
    }

    fn counter_example(&self, example: &Example, problems: &mut Vec<Problem>) {
        let Some((_, findings)) = self.find(&example.text, problems, example.line) else { return };
        for f in findings.iter().filter(|f| f.clause_type == self.entry.id) {
            let message = format!("the counter-example fires (pattern \"{}\")", first(&f.patterns));
            problems.push(
                self.problem(example.line, message)
                    .words(clip(&f.text))
                    .hint(format!("it must not, because: {}", example.why)),
            );
        }
    }

    /// Runs the preferred and the fallback wording; gives the fallback's rating.
    fn wordings(&self, problems: &mut Vec<Problem>) -> Fallback {
        let ask = &self.entry.ask;
        let mut fallback = Fallback::default();
        for (what, wording, at_least) in [
            ("preferred", &ask.preferred.wording, Rating::Preferred),
            ("fallback", &ask.fallback.wording, Rating::Fallback),
        ] {
            for (language, text) in [("en", &wording.en), ("zh", &wording.zh)] {
                if text.trim().is_empty() {
                    continue;
                }
                let Some((_, findings)) = self.find(text, problems, 0) else { continue };
                let best = findings.iter().filter(|f| f.clause_type == self.entry.id).collect::<Vec<_>>();
                if best.is_empty() {
                    let message = format!("the {what} wording ({language}) is not recognised as this clause type");
                    problems.push(self.problem(0, message).words(clip(text)));
                    continue;
                }
                if self.entry.front.rating.is_empty() {
                    continue;
                }
                let rating = best.iter().filter_map(|f| f.rating).max();
                if rating < Some(at_least) {
                    let message = format!("the {what} wording ({language}) is rated {rating:?}, below {at_least:?}");
                    let read: Vec<String> =
                        best.iter().flat_map(|f| f.terms.iter().map(|(n, t)| format!("{n} = {}", t.short))).collect();
                    problems.push(
                        self.problem(0, message).words(clip(text)).hint(format!("terms read: {}", read.join(", "))),
                    );
                }
                if what == "fallback" {
                    if language == "zh" {
                        fallback.zh = rating;
                    } else {
                        fallback.en = rating;
                    }
                }
            }
        }
        fallback
    }
}

fn first(patterns: &[String]) -> &str {
    patterns.first().map_or("", String::as_str)
}

fn trim(text: &str, start: usize, end: usize) -> (usize, usize) {
    core_range(text, document::TextRange::new(start, end)).into()
}

/// Whether two spans are the same but for blanks, punctuation and mark-up at their ends.
fn same(text: &str, a: (usize, usize), b: (usize, usize)) -> bool {
    let idle = |c: char| c.is_whitespace() || "*_|-.;,:。；，：`#>".contains(c);
    let words = |(s, e): (usize, usize)| {
        let raw = text.get(s..e).unwrap_or("");
        let from = s + (raw.len() - raw.trim_start_matches(idle).len());
        (from, from + raw.trim_matches(idle).len())
    };
    words(a) == words(b)
}

fn clip(text: &str) -> String {
    const MOST: usize = 120;
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if line.chars().count() <= MOST { line } else { line.chars().take(MOST).chain(['…']).collect() }
}
