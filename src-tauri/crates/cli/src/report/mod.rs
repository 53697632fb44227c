//! What a person reads in the terminal: the report of a review, and entries of the library.

mod entry;
mod layout;
#[cfg(test)]
mod tests;
mod words;

pub(crate) use entry::{entry, law};

use document::Language;
use layout::{Page, pad, pad_left};
use library::{ClauseType, FAMILIES, Library, Rating, Severity, Side};
use review::view::missing_words;
use review::{ClauseRef, Review, ReviewAbsent, ReviewFinding, plain, value_text};
use std::collections::BTreeMap;
use std::io::IsTerminal as _;
pub(crate) use words::Words;

/// Columns of a report that does not go to a terminal.
const WIDTH: usize = 100;
/// Bounds of the width in a terminal: narrower breaks words, wider is hard to read.
const WIDTHS: std::ops::RangeInclusive<usize> = 40..=120;
/// Severities from the top.
const SEVERITIES: [Severity; 4] = [Severity::High, Severity::Medium, Severity::Low, Severity::Info];

/// Columns to write to: those of the terminal, if `standard_output` is used and is one.
pub(crate) fn width(standard_output: bool) -> usize {
    if !standard_output || !std::io::stdout().is_terminal() {
        return WIDTH;
    }
    let columns = terminal_size::terminal_size().map_or(WIDTH, |(w, _)| usize::from(w.0));
    columns.clamp(*WIDTHS.start(), *WIDTHS.end())
}

/// The report of a review.
pub(crate) fn text(review: &Review, library: &Library, width: usize) -> String {
    let language = review.settings.language.unwrap_or(review.document.language);
    let mut report = Report { review, library, words: Words(language), page: Page::new(width), told: BTreeMap::new() };
    report.head();
    report.summary();
    report.warnings();
    report.findings();
    report.absent();
    report.unread();
    report.foot();
    report.page.finish()
}

struct Report<'a> {
    review: &'a Review,
    library: &'a Library,
    words: Words,
    page: Page,
    /// Number of the finding under which a clause type was explained.
    told: BTreeMap<&'a str, usize>,
}

impl<'a> Report<'a> {
    fn entry(&self, clause_type: &str) -> Option<&'a ClauseType> {
        self.library.clause_types.get(clause_type)
    }

    /// The title of a clause type.
    fn title(&self, clause_type: &'a str) -> &'a str {
        self.entry(clause_type).map_or(clause_type, |e| match self.words.0 {
            Language::En => &e.front.title.en,
            Language::Zh => &e.front.title.zh,
        })
    }

    fn head(&mut self) {
        let (w, d) = (self.words, &self.review.document);
        let name = review::view::file_name(&d.source);
        let name = if name == "-" { w.pick("standard input", "标准输入") } else { name };
        self.page.title(d.title.as_deref().unwrap_or(name));
        let clauses = w.count(d.clauses, "clause", "clauses", "条");
        let parts = [name, w.format(d.format), w.language(d.language), &clauses, w.side(self.review.settings.side)];
        self.page.text("", "", &parts.join(" · "));
    }

    /// A table of counts: families down, severities across.
    fn summary(&mut self) {
        let w = self.words;
        let findings = &self.review.findings;
        self.page.gap();
        let families = FAMILIES.iter().filter(|family| findings.iter().any(|f| in_family(f, family)));
        let label = w.count(findings.len(), "finding", "findings", "项发现");
        let mut rows = vec![(label, SEVERITIES.map(|s| w.severity(s).to_owned()))];
        for family in families {
            let count = |s| findings.iter().filter(|f| in_family(f, family) && f.severity == s).count();
            let cell = |n: usize| if n == 0 { "·".to_owned() } else { n.to_string() };
            rows.push((format!("  {}", w.family(family)), SEVERITIES.map(|s| cell(count(s)))));
        }
        for (label, cells) in rows {
            let cells: String = cells.iter().map(|c| pad_left(c, 8)).collect();
            self.page.text("", "", &format!("{}{cells}", pad(&label, 24)).replace(' ', "\u{a0}"));
        }
        if !self.review.absent.is_empty() {
            let n = self.review.absent.len();
            let text = w.count(
                n,
                "clause that one would expect is not there",
                "clauses that one would expect are not there",
                "项通常应有的条款缺失",
            );
            self.page.text("", "", &text);
        }
    }

    fn warnings(&mut self) {
        for warning in &self.review.warnings {
            self.page.gap();
            let mark = self.words.pick("Note: ", "注意：");
            self.page.text(mark, "      ", &warning.text);
        }
    }

    fn findings(&mut self) {
        let review = self.review;
        let mut number = 0;
        for severity in SEVERITIES {
            let of_severity: Vec<_> = review.findings.iter().filter(|f| f.severity == severity).collect();
            if of_severity.is_empty() {
                continue;
            }
            let count = self.words.count(of_severity.len(), "finding", "findings", "项发现");
            self.page.title(&format!("{} · {count}", self.words.severity(severity)));
            for finding in of_severity {
                number += 1;
                self.finding(number, finding);
            }
        }
    }

    fn finding(&mut self, number: usize, f: &'a ReviewFinding) {
        let w = self.words;
        self.page.gap();
        let lead = format!("{number}. ");
        let rest = " ".repeat(lead.len());
        let place = place(&f.clause);
        let title = self.title(&f.clause_type);
        let head = if place.is_empty() { title.to_owned() } else { format!("{title}  —  {place}") };
        self.page.text(&lead, &rest, &head);
        let words = match &f.lead_in {
            Some(lead_in) => format!("{lead_in} […] {}", f.text),
            None => f.text.clone(),
        };
        self.page.text("   ", "   ", &w.quoted(&words.replace('\t', " | ")));
        self.page.gap();
        self.terms(f);
        self.explain(number, f);
        let mut seen = Vec::new();
        for cue in &f.cues {
            if !seen.contains(&cue.text.as_str()) {
                seen.push(&cue.text);
            }
        }
        let cues = seen.iter().map(|c| w.quoted(c)).collect::<Vec<_>>().join(" · ");
        let sure = format!("{:.0}%", f.confidence * 100.0);
        self.item(w.pick("Confidence", "置信度"), &format!("{sure}  {cues}"));
        if let Some(confidence) = f.recognised {
            let sure = format!("{:.0}%", confidence * 100.0);
            let text = match w.0 {
                Language::En => format!("text recognition read these words ({sure} sure); compare them with the page"),
                Language::Zh => format!("文字由文字识别得出（置信度{sure}），请与页面核对"),
            };
            self.item(w.pick("Scanned", "扫描件"), &text);
        }
    }

    /// A labelled paragraph below a finding.
    fn item(&mut self, label: &str, text: &str) {
        self.page.labelled(3, 15, label, text);
    }

    fn terms(&mut self, f: &ReviewFinding) {
        let Some(entry) = self.entry(&f.clause_type) else { return };
        let mut rows = Vec::new();
        for term in &entry.front.term {
            let Some(value) = f.terms.get(&term.name) else { continue };
            let text = value_text(value, Some(term), entry, self.library, self.words.0);
            let words = shortened(&value.text, 80);
            let words = if words == text { String::new() } else { format!("  {}", self.words.quoted(&words)) };
            rows.push((self.words.of(&term.title).to_owned(), format!("{text}{words}")));
        }
        if rows.is_empty() {
            return;
        }
        self.page.table(3, &rows);
        self.page.gap();
    }

    /// Rating, why it matters and what to ask: the latter two once for each clause type.
    fn explain(&mut self, number: usize, f: &'a ReviewFinding) {
        let w = self.words;
        let Some(entry) = self.entry(&f.clause_type) else { return };
        if let Some(rating) = f.rating {
            self.item(w.pick("Rating", "评级"), w.rating(rating));
        }
        if let Some(first) = self.told.get(f.clause_type.as_str()) {
            let text = match w.0 {
                Language::En => format!("as for no. {first}"),
                Language::Zh => format!("同第 {first} 项"),
            };
            return self.item(w.pick("Why, ask", "说明"), &text);
        }
        self.told.insert(&f.clause_type, number);
        self.item(w.pick("Why", "影响"), &first_paragraph(w.of(&entry.why)));
        if f.rating != Some(Rating::Preferred) {
            let label = match self.review.settings.side {
                Side::Customer => w.pick("Ask", "建议"),
                Side::Provider => w.pick("They may ask", "客户诉求"),
            };
            self.item(label, &first_paragraph(w.of(&entry.ask.preferred.text)));
        }
    }

    fn absent(&mut self) {
        if self.review.absent.is_empty() {
            return;
        }
        self.page.title(self.words.pick("Not found", "未找到的条款"));
        let review = self.review;
        for absent in &review.absent {
            self.absent_type(absent);
        }
    }

    fn absent_type(&mut self, absent: &'a ReviewAbsent) {
        let w = self.words;
        self.page.gap();
        let head = format!("{}  —  {}", self.title(&absent.clause_type), w.severity(absent.severity));
        self.page.text("• ", "  ", &head);
        let entry = self.entry(&absent.clause_type);
        let meaning =
            entry.and_then(|e| e.front.absence.as_ref()).map_or(absent.meaning.as_str(), |a| w.of(&a.meaning));
        self.page.text("  ", "  ", &plain(meaning));
        for candidate in &absent.candidates {
            let place = place(&candidate.clause);
            let lacks = missing_words(&candidate.missing, entry, self.library, self.review.document.language);
            let lacks = lacks.iter().map(|l| w.quoted(l)).collect::<Vec<_>>().join(", ");
            let lacks = if lacks.is_empty() { lacks } else { format!("  ({} {lacks})", w.pick("lacks", "缺少")) };
            let words = w.quoted(&shortened(&candidate.text, 160));
            let place = if place.is_empty() { place } else { format!("{place}: ") };
            self.page.labelled(2, 12, w.pick("Nearest", "最接近"), &format!("{place}{words}{lacks}"));
        }
    }

    fn unread(&mut self) {
        if self.review.unread.is_empty() {
            return;
        }
        self.page.title(self.words.pick("Not read", "未能读取的部分"));
        for unread in &self.review.unread {
            self.page.text("• ", "  ", &format!("{}: {}", unread.place, unread.reason));
        }
    }

    fn foot(&mut self) {
        self.page.gap();
        let version = &self.review.library.version;
        let text = match self.words.0 {
            Language::En => format!("Clause library {version}. A help for the person who reviews, not legal advice."),
            Language::Zh => format!("条款库版本 {version}。供审阅者参考，不构成法律意见。"),
        };
        self.page.text("", "", &text);
    }
}

fn in_family(finding: &ReviewFinding, family: &str) -> bool {
    finding.clause_type.split('/').next() == Some(family)
}

/// Number and heading of a clause.
fn place(clause: &ClauseRef) -> String {
    let parts = [clause.number.as_deref(), clause.heading.as_deref()];
    parts.into_iter().flatten().filter(|p| !p.is_empty()).collect::<Vec<_>>().join(" ")
}

/// The first paragraph of some Markdown, as plain text.
fn first_paragraph(markdown: &str) -> String {
    plain(markdown).split("\n\n").next().unwrap_or_default().to_owned()
}

/// The begin of a long text, on one line; at most `most` characters of it.
pub(crate) fn shortened(text: &str, most: usize) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    match line.char_indices().nth(most) {
        Some((cut, _)) => format!("{}…", line[..cut].trim_end()),
        None => line,
    }
}
