//! The rules that a file must keep once it could be read: names resolve, kinds fit, enough examples.

use crate::condition::is_name;
use crate::entry::require;
use crate::phrase::{self, VALUE_NAMES};
use crate::source::SourceFile;
use crate::{
    Bilingual, ClauseType, Condition, Cue, LawCard, Library, Operand, Pattern, Problem, Status, Term, TermKind,
    did_you_mean,
};
use std::collections::BTreeSet;

/// Examples that a stable entry needs in each language.
const EXAMPLES: usize = 4;
/// Counter-examples that a stable entry needs in each language.
const COUNTER_EXAMPLES: usize = 3;
/// Jurisdictions of law cards.
const JURISDICTIONS: [&str; 7] = ["CN", "EU", "UK", "US", "DE", "HK", "FR"];

/// Checks a cue's name and phrases.
pub(crate) fn cue(name: &str, cue: &Cue, file: &SourceFile, problems: &mut Vec<Problem>) {
    // Lines are looked up only where there is something to report: the lexicon has thousands of phrases.
    let line = || file.line_of("", &format!("[cue.{name}]"));
    if !is_name(name) {
        let p = Problem::new(&file.shown, line(), format!("`{name}` is not a name for a cue"));
        problems.push(p.hint("use small letters, digits and hyphens"));
    }
    if cue.en.is_empty() && cue.zh.is_empty() {
        problems.push(Problem::new(&file.shown, line(), format!("the cue `{name}` has no phrase")));
    }
    let mut seen = BTreeSet::new();
    let phrases = cue.en.iter().map(|p| ("en", p)).chain(cue.zh.iter().map(|p| ("zh", p)));
    for (language, phrase) in phrases {
        let line = || file.line_of("", phrase);
        if let Some((message, hint)) = phrase::fault(phrase) {
            let p = Problem::new(&file.shown, line(), format!("cue `{name}`: {message}"));
            problems.push(p.words(phrase).hint(hint));
        }
        if !seen.insert((language, phrase)) {
            problems.push(Problem::new(&file.shown, line(), format!("cue `{name}` has a phrase twice")).words(phrase));
        }
    }
}

/// Checks a law card.
pub(crate) fn law_card(card: &LawCard, file: &SourceFile, problems: &mut Vec<Problem>) {
    require(file, || file.line_of("", "title"), "the title", &card.title, problems);
    if !JURISDICTIONS.contains(&card.jurisdiction.as_str()) {
        let p = Problem::new(&file.shown, file.line_of("", "jurisdiction"), "unknown jurisdiction")
            .words(&card.jurisdiction);
        problems.push(p.hint(format!("one of {}", JURISDICTIONS.join(", "))));
    }
    if !["V", "P", "S"].contains(&card.evidence.as_str()) {
        let p = Problem::new(&file.shown, file.line_of("", "evidence"), "unknown evidence").words(&card.evidence);
        problems.push(p.hint("V = read in the primary text, P = in part, S = second-hand"));
    }
    if card.citation.trim().is_empty() {
        problems.push(Problem::new(&file.shown, file.line_of("", "citation"), "has no citation"));
    }
}

/// Checks a clause type against the library that it is part of.
pub(crate) fn clause_type(entry: &ClauseType, library: &Library, file: &SourceFile, problems: &mut Vec<Problem>) {
    let mut check = Check { entry, library, file, problems };
    check.front();
    check.own_cues();
    check.patterns();
    check.terms();
    check.ratings();
    check.references();
    check.examples();
}

struct Check<'a> {
    entry: &'a ClauseType,
    library: &'a Library,
    file: &'a SourceFile,
    problems: &'a mut Vec<Problem>,
}

impl<'a> Check<'a> {
    /// Reports something about `word`, which stands below the line with `after`.
    fn report(&mut self, after: &str, word: &str, message: String, hint: impl Into<String>) {
        let line = self.file.line_of(after, word);
        self.problems.push(Problem::new(&self.file.shown, line, message).words(word).hint(hint));
    }

    fn text(&mut self, after: &str, what: &str, text: &Bilingual) {
        require(self.file, || self.file.line_of("", after), what, text, self.problems);
    }

    fn front(&mut self) {
        let front = &self.entry.front;
        self.text("title", "the title", &front.title);
        if let Some(absence) = &front.absence {
            self.text("[absence]", "the meaning of absence", &absence.meaning);
        }
        let version = front.since.split('.').filter(|n| n.parse::<u32>().is_ok()).count();
        if version != 3 || front.since.split('.').count() != 3 {
            self.report("", &front.since, "`since` is not a version".to_owned(), "write three numbers: 0.1.0");
        }
        if front.taxonomy.trim().is_empty() {
            self.report("", "taxonomy", "`taxonomy` is empty".to_owned(), "the id in the taxonomy, such as A1");
        }
        for source in &front.source {
            if source.accessed.parse::<jiff::civil::Date>().is_err() {
                self.report("", &source.accessed, "`accessed` is not a date".to_owned(), "write 2026-11-23");
            }
        }
    }

    fn own_cues(&mut self) {
        for (name, cue) in &self.entry.front.cue {
            self::cue(name, cue, self.file, self.problems);
        }
    }

    /// The cue of that name: the entry's own first.
    fn find_cue(&self, name: &str) -> Option<&'a Cue> {
        self.entry.front.cue.get(name).or_else(|| self.library.lexicon.get(name))
    }

    fn unknown_cue(&mut self, after: &str, name: &str, place: &str) {
        let hint = match name.strip_prefix('@') {
            Some(value) => {
                let near = did_you_mean(value, VALUE_NAMES).replacen('`', "`@", 1);
                if near.is_empty() { "values: @money, @percent, @duration, @number".to_owned() } else { near }
            }
            None => {
                did_you_mean(name, self.library.lexicon.keys().chain(self.entry.front.cue.keys()).map(String::as_str))
            }
        };
        let hint = if hint.is_empty() { "define it in the entry's [cue] or in lexicon/".to_owned() } else { hint };
        self.report(after, name, format!("unknown cue `{name}` in {place}"), hint);
    }

    fn patterns(&mut self) {
        let patterns = &self.entry.front.pattern;
        for (language, patterns) in [("en", &patterns.en), ("zh", &patterns.zh)] {
            let mut names = BTreeSet::new();
            if patterns.is_empty() && self.entry.front.status == Status::Stable {
                let section = format!("[[pattern.{language}]]");
                self.report("", &section, format!("no `{section}`"), "a stable entry has patterns in both languages");
            }
            for pattern in patterns {
                if !names.insert(&pattern.name) {
                    let message = format!("two patterns of {language} are named `{}`", pattern.name);
                    self.report("", &pattern.name, message, "names are the reason shown to people: say what differs");
                }
                self.pattern(language, pattern);
            }
        }
    }

    fn pattern(&mut self, language: &str, p: &Pattern) {
        let place = format!("pattern `{}`", p.name);
        let report = |check: &mut Self, message: &str, hint: &str| {
            check.report("", &p.name, format!("{place}: {message}"), hint);
        };
        if p.name.trim().is_empty() {
            report(self, "has no name", "say in a few words what it finds");
        }
        if !(p.confidence > 0.0 && p.confidence <= 1.0) {
            report(
                self,
                &format!("confidence {} is not above 0 and up to 1", p.confidence),
                "0.9 = right nine times in ten",
            );
        }
        let positive = [&p.all, &p.any, &p.any2, &p.own, &p.under, &p.nearby, &p.order];
        if positive.iter().all(|list| list.is_empty()) {
            report(self, "asks for nothing", "give at least one cue in all, any, any2, own, under, nearby or order");
        }
        if p.units.is_empty() {
            report(self, "`units` is empty", "leave it out for sentences and items");
        }
        if p.within == Some(0) || (p.within.is_some() && p.order.len().max(p.all.len()) < 2) {
            report(
                self,
                "`within` has nothing to measure",
                "it needs two cues in `order` or `all`, and a number above 0",
            );
        }
        for name in positive.into_iter().flatten().chain(&p.not).chain(&p.not_under) {
            if !self.resolves(name) {
                self.unknown_cue(&p.name, name, &place);
            }
        }
        for name in p.all.iter().chain(&p.own).chain(&p.order) {
            self.needed(language, p, std::slice::from_ref(name));
        }
        for list in [&p.any, &p.any2, &p.under, &p.nearby] {
            self.needed(language, p, list);
        }
    }

    fn resolves(&self, name: &str) -> bool {
        match name.strip_prefix('@') {
            Some(value) => VALUE_NAMES.contains(&value),
            None => self.find_cue(name).is_some(),
        }
    }

    /// One of `names` must be sayable in the pattern's language, else the pattern can never hold.
    fn needed(&mut self, language: &str, p: &Pattern, names: &[String]) {
        let sayable = |name: &String| {
            self.find_cue(name).is_none_or(|cue| !(if language == "zh" { &cue.zh } else { &cue.en }).is_empty())
        };
        if names.is_empty() || names.iter().any(sayable) {
            return;
        }
        let names = names.join("`, `");
        let message = format!("pattern `{}` can never hold: `{names}` has no phrase in {language}", p.name);
        self.report("", &p.name, message, format!("add {language} phrases to the cue, or take another"));
    }

    fn terms(&mut self) {
        let mut names = BTreeSet::new();
        for term in &self.entry.front.term {
            let inner = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_';
            if term.name.is_empty() || !term.name.bytes().all(inner) {
                self.report(
                    "",
                    &term.name,
                    format!("`{}` is not a name for a term", term.name),
                    "use snake case: look_back",
                );
            }
            if !names.insert(&term.name) {
                self.report("", &term.name, format!("two terms are named `{}`", term.name), "");
            }
            self.text(&term.name, &format!("the title of term `{}`", term.name), &term.title);
            self.term(term);
        }
    }

    fn term(&mut self, term: &Term) {
        let place = format!("term `{}`", term.name);
        let report = |check: &mut Self, message: &str, hint: &str| {
            check.report("", &term.name, format!("{place}: {message}"), hint);
        };
        let named = matches!(term.kind, TermKind::Choice | TermKind::Set);
        if named && term.choices.is_empty() {
            report(self, "has no choices", "choices = { paid = [\"paid\"] }: name of the choice to its cues");
        }
        let has_choices = !term.choices.is_empty() || !term.choice_titles.is_empty();
        if !named && has_choices {
            report(self, "has choices, but its kind is a value", "choices are for the kinds choice and set");
        }
        if named && (!term.near.is_empty() || term.within.is_some()) {
            report(self, "has `near` or `within`, but its kind is choice or set", "they are for values");
        }
        if term.near.is_empty() && term.within.is_some() {
            report(self, "has `within` without `near`", "say what the value must be near to");
        }
        for name in term.near.iter().chain(term.choices.values().flatten()) {
            if !self.resolves(name) {
                self.unknown_cue(&term.name, name, &place);
            }
        }
        for (choice, cues) in &term.choices {
            if !is_name(choice) {
                let hint = "use small letters, digits and hyphens";
                self.report(&term.name, choice, format!("{place}: `{choice}` is not a name for a choice"), hint);
            }
            if cues.is_empty() {
                self.report(&term.name, choice, format!("{place}: the choice `{choice}` has no cue"), "");
            }
        }
        for (choice, title) in &term.choice_titles {
            if named && !term.choices.contains_key(choice) {
                let hint = did_you_mean(choice, term.choices.keys().map(String::as_str));
                self.report(&term.name, choice, format!("{place}: a title for `{choice}`, which is no choice"), hint);
            }
            self.text(choice, &format!("the title of choice `{choice}`"), title);
        }
    }

    fn ratings(&mut self) {
        for rule in &self.entry.front.rating {
            for (name, text) in &rule.when {
                let Some(term) = self.find_term("the rating", name) else { continue };
                match Condition::parse(text) {
                    Ok(condition) => self.condition(term, text, &condition),
                    Err(error) => self.report("", text, format!("the rating's condition on `{name}`: {error}"), ""),
                }
            }
        }
    }

    fn find_term(&mut self, place: &str, name: &str) -> Option<&'a Term> {
        let terms = &self.entry.front.term;
        let found = terms.iter().find(|t| t.name == name);
        if found.is_none() {
            let near = did_you_mean(name, terms.iter().map(|t| t.name.as_str()));
            let all = terms.iter().map(|t| t.name.as_str()).collect::<Vec<_>>().join(", ");
            let hint = if near.is_empty() { format!("terms here: {all}") } else { near };
            self.report("", name, format!("{place} names `{name}`, which is no term of this entry"), hint);
        }
        found
    }

    fn condition(&mut self, term: &Term, text: &str, condition: &Condition) {
        let fits = match (condition, term.kind) {
            (Condition::Present | Condition::Missing, _) => true,
            (Condition::Is(name) | Condition::IsNot(name), TermKind::Choice | TermKind::Set) => {
                if !term.choices.contains_key(name) {
                    let hint = did_you_mean(name, term.choices.keys().map(String::as_str));
                    self.report("", text, format!("`{name}` is no choice of term `{}`", term.name), hint);
                }
                true
            }
            (Condition::Compare(_, Operand::Duration { .. }), TermKind::Duration)
            | (Condition::Compare(_, Operand::Percentage(_)), TermKind::Percentage)
            | (Condition::Compare(_, Operand::Money { .. }), TermKind::Money)
            | (Condition::Compare(_, Operand::Number(_)), TermKind::Number) => true,
            (Condition::Compare(..) | Condition::Is(_) | Condition::IsNot(_), _) => false,
        };
        if !fits {
            let hint = "durations compare with `12 months`, percentages with `99.9%`, money with `USD 100`, numbers with `2`; \
                        choices by name";
            let kind = format!("{:?}", term.kind).to_lowercase();
            self.report("", text, format!("the condition does not fit term `{}`, a {kind}", term.name), hint);
        }
    }

    fn references(&mut self) {
        for id in &self.entry.front.yields_to {
            if id == &self.entry.id || !self.library.clause_types.contains_key(id) {
                let others = self.library.clause_types.keys().filter(|other| **other != self.entry.id);
                let hint = did_you_mean(id, others.map(String::as_str));
                self.report("yields_to", id, format!("`{id}` is no other clause type of the library"), hint);
            }
        }
        for id in &self.entry.front.law {
            if !self.library.law.contains_key(id) {
                let hint = did_you_mean(id, self.library.law.keys().map(String::as_str));
                self.report("", id, format!("unknown law card `{id}`"), hint);
            }
        }
        for example in self.entry.examples.iter().chain(&self.entry.counter_examples) {
            for id in example.also.iter().filter(|id| *id != "*" && !self.library.clause_types.contains_key(*id)) {
                let hint = did_you_mean(id, self.library.clause_types.keys().map(String::as_str));
                let p = Problem::new(&self.file.shown, example.line, format!("unknown clause type `{id}` in `also`"));
                self.problems.push(p.hint(hint));
            }
        }
    }

    fn examples(&mut self) {
        for (kind, list, least) in [
            ("example", &self.entry.examples, EXAMPLES),
            ("counter-example", &self.entry.counter_examples, COUNTER_EXAMPLES),
        ] {
            for language in ["en", "zh"] {
                let count = list.iter().filter(|e| e.language == language).count();
                if self.entry.front.status == Status::Stable && count < least {
                    let message = format!("{count} {kind}s in {language}; a stable entry has {least} at least");
                    let heading = if kind == "example" { "## Examples" } else { "## Counter-examples" };
                    self.report("", heading, message, "");
                }
            }
        }
        for example in &self.entry.examples {
            for name in example.terms.keys() {
                if !self.entry.front.term.iter().any(|t| t.name == *name) {
                    let hint = did_you_mean(name, self.entry.front.term.iter().map(|t| t.name.as_str()));
                    let message = format!("the example expects `{name}`, which is no term of this entry");
                    self.problems.push(Problem::new(&self.file.shown, example.line, message).hint(hint));
                }
            }
        }
    }
}
