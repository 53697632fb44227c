//! A file's sections as a clause type or a law card.

use crate::body::{Body, Fence, Section};
use crate::source::SourceFile;
use crate::{Bilingual, ClauseType, Example, FrontMatter, LawCard, Position, Problem, did_you_mean, example, front};

/// The headings of a clause type's file, in order.
const HEADINGS: [&str; 7] =
    ["What it is", "Why it matters", "Ask", "What the other side says", "Examples", "Counter-examples", "Known gaps"];
/// The headings below *Ask*.
const POSITIONS: [&str; 3] = ["Preferred", "Fallback", "Walk away"];
/// The heading of the Chinese half of a section.
const CHINESE: &str = "中文";

/// Reads a law card.
pub(crate) fn law_card(file: &SourceFile, id: &str, body: Body, problems: &mut Vec<Problem>) -> Option<LawCard> {
    let mut text = Bilingual::default();
    for section in &body.sections {
        match (section.level, section.heading.as_str()) {
            (0 | 1, _) => append(&mut text.en, &section.text()),
            (_, CHINESE) => append(&mut text.zh, &section.text()),
            (_, other) => problems.push(unknown_heading(file, section, other, &[CHINESE])),
        }
    }
    require(file, || 0, "the law card", &text, problems);
    let front = take(front::read::<front::LawFront>(file, body.front), problems)?;
    let front::LawFront { title, jurisdiction, citation, evidence } = front;
    Some(LawCard { id: id.to_owned(), title, jurisdiction, citation, evidence, text })
}

/// Reads a clause type.
pub(crate) fn clause_type(file: &SourceFile, id: &str, body: Body, problems: &mut Vec<Problem>) -> Option<ClauseType> {
    let mut sections = Sections { file, problems, entry: Parts::default(), top: String::new(), position: None };
    for section in &body.sections {
        sections.section(section);
    }
    let Sections { entry, .. } = sections;
    missing_headings(file, &entry, problems);
    missing_texts(file, &entry, problems);
    let front = take(front::read::<FrontMatter>(file, body.front), problems)?;
    let [preferred, fallback, walk_away] = entry.positions;
    Some(ClauseType {
        id: id.to_owned(),
        front,
        what: entry.what,
        why: entry.why,
        ask: crate::Ask { preferred, fallback, walk_away },
        other_side: entry.other_side,
        examples: entry.examples,
        counter_examples: entry.counter_examples,
        known_gaps: entry.known_gaps,
        sha256: file.sha256(),
        file: file.shown.clone(),
    })
}

fn take<T>(result: Result<T, Vec<Problem>>, problems: &mut Vec<Problem>) -> Option<T> {
    result.map_err(|mut found| problems.append(&mut found)).ok()
}

/// What the sections of a clause type's file hold.
#[derive(Default)]
struct Parts {
    seen: Vec<(String, usize)>,
    what: Bilingual,
    why: Bilingual,
    positions: [Position; 3],
    other_side: Bilingual,
    examples: Vec<Example>,
    counter_examples: Vec<Example>,
    known_gaps: Bilingual,
}

struct Sections<'a> {
    file: &'a SourceFile,
    problems: &'a mut Vec<Problem>,
    entry: Parts,
    /// The second-level heading above.
    top: String,
    /// The position above, below *Ask*.
    position: Option<usize>,
}

impl Sections<'_> {
    fn section(&mut self, section: &Section) {
        match section.level {
            0 | 1 => self.preamble(section),
            2 => self.open(section),
            _ if self.top == "Ask" => self.open_position(section),
            _ if section.heading == CHINESE => self.text(section, true),
            _ => self.problems.push(unknown_heading(self.file, section, &section.heading, &[CHINESE])),
        }
    }

    /// What stands above the first second-level heading: the title only.
    fn preamble(&mut self, section: &Section) {
        if section.level == 1 {
            self.see("#", section.line);
        }
        if !section.texts.is_empty() || !section.fences.is_empty() {
            let p = Problem::new(&self.file.shown, section.line.max(1), "text before the first section");
            self.problems.push(p.hint("move it below `## What it is`"));
        }
    }

    fn see(&mut self, heading: &str, line: usize) {
        if let Some((_, first)) = self.entry.seen.iter().find(|(h, _)| h == heading) {
            let p = Problem::new(&self.file.shown, line, format!("the heading `{heading}` stands twice"));
            self.problems.push(p.hint(format!("it is on line {first} already: merge the two")));
        }
        self.entry.seen.push((heading.to_owned(), line));
    }

    fn open(&mut self, section: &Section) {
        self.top.clone_from(&section.heading);
        self.position = None;
        if !HEADINGS.contains(&section.heading.as_str()) {
            self.problems.push(unknown_heading(self.file, section, &section.heading, &HEADINGS));
            return;
        }
        self.see(&section.heading, section.line);
        match section.heading.as_str() {
            "Examples" => self.examples(section, "example"),
            "Counter-examples" => self.examples(section, "counter"),
            _ => self.text(section, false),
        }
    }

    fn open_position(&mut self, section: &Section) {
        let Some(index) = POSITIONS.iter().position(|p| *p == section.heading) else {
            self.problems.push(unknown_heading(self.file, section, &section.heading, &POSITIONS));
            return;
        };
        self.see(&format!("Ask / {}", section.heading), section.line);
        let mut position = Position { text: split_languages(&section.texts), ..Position::default() };
        for fence in &section.fences {
            match self.info(fence, "wording") {
                Some(info) if info.language == "zh" => append(&mut position.wording.zh, fence.text.trim()),
                Some(_) => append(&mut position.wording.en, fence.text.trim()),
                None => {}
            }
        }
        self.position = Some(index);
        self.entry.positions[index] = position;
    }

    /// Text of a section in one language.
    fn text(&mut self, section: &Section, chinese: bool) {
        for fence in &section.fences {
            let p =
                Problem::new(&self.file.shown, fence.line, "a fenced block does not belong here").words(&fence.info);
            self.problems.push(p.hint("examples stand below `## Examples`, wordings below a position of `## Ask`"));
        }
        let target = match self.top.as_str() {
            "What it is" => &mut self.entry.what,
            "Why it matters" => &mut self.entry.why,
            "What the other side says" => &mut self.entry.other_side,
            "Known gaps" => &mut self.entry.known_gaps,
            _ => return,
        };
        append(if chinese { &mut target.zh } else { &mut target.en }, &section.text());
    }

    fn examples(&mut self, section: &Section, kind: &str) {
        for fence in &section.fences {
            let Some(info) = self.info(fence, kind) else { continue };
            match example::read(&self.file.shown, fence, info) {
                Ok(e) if kind == "example" => self.entry.examples.push(e),
                Ok(e) => self.entry.counter_examples.push(e),
                Err(problem) => self.problems.push(problem),
            }
        }
    }

    /// The info string of a fence, if it is of this kind.
    fn info(&mut self, fence: &Fence, kind: &str) -> Option<example::Info> {
        let info = match example::info(&self.file.shown, fence) {
            Ok(info) => info,
            Err(problem) => {
                self.problems.push(problem);
                return None;
            }
        };
        if info.kind == kind {
            return Some(info);
        }
        let message = format!("a block `{}` in a place for `{kind}`", info.kind);
        self.problems.push(Problem::new(&self.file.shown, fence.line, message).hint("move it to its section"));
        None
    }
}

/// Parts the paragraphs of a position: from one that begins with `中文：` on they are Chinese.
fn split_languages(texts: &[String]) -> Bilingual {
    let mut out = Bilingual::default();
    let mut chinese = false;
    for text in texts {
        let zh = text.strip_prefix("中文：").or_else(|| text.strip_prefix("中文:"));
        chinese |= zh.is_some();
        let words = zh.unwrap_or(text).trim();
        append(if chinese { &mut out.zh } else { &mut out.en }, words);
    }
    out
}

fn append(text: &mut String, more: &str) {
    if !text.is_empty() && !more.is_empty() {
        text.push_str("\n\n");
    }
    text.push_str(more);
}

fn unknown_heading(file: &SourceFile, section: &Section, heading: &str, known: &[&str]) -> Problem {
    let near = did_you_mean(heading, known.iter().copied());
    let hint = if near.is_empty() { format!("headings here: {}", known.join(", ")) } else { near };
    Problem::new(&file.shown, section.line, format!("unknown heading `{heading}`")).hint(hint)
}

fn missing_headings(file: &SourceFile, entry: &Parts, problems: &mut Vec<Problem>) {
    let has = |heading: &str| entry.seen.iter().any(|(h, _)| h == heading);
    if !has("#") {
        problems.push(Problem::new(&file.shown, 0, "has no title").hint("below the front matter: `# Title`"));
    }
    for heading in HEADINGS.iter().filter(|h| !has(h)) {
        problems.push(Problem::new(&file.shown, 0, format!("the heading `## {heading}` is missing")));
    }
    if has("Ask") {
        for position in POSITIONS.iter().filter(|p| !has(&format!("Ask / {p}"))) {
            problems.push(Problem::new(
                &file.shown,
                0,
                format!("the heading `### {position}` is missing below `## Ask`"),
            ));
        }
    }
}

fn missing_texts(file: &SourceFile, entry: &Parts, problems: &mut Vec<Problem>) {
    let line = |heading: &str| entry.seen.iter().find(|(h, _)| h == heading).map(|(_, line)| *line);
    let texts = [
        ("What it is", &entry.what),
        ("Why it matters", &entry.why),
        ("What the other side says", &entry.other_side),
        ("Known gaps", &entry.known_gaps),
    ];
    for (heading, text) in texts {
        if let Some(line) = line(heading) {
            require(file, || line, &format!("`{heading}`"), text, problems);
        }
    }
    for (name, position) in POSITIONS.iter().zip(&entry.positions) {
        let Some(line) = line(&format!("Ask / {name}")) else { continue };
        require(file, || line, &format!("`{name}`"), &position.text, problems);
        let wording = &position.wording;
        let optional = *name == "Walk away" && wording.en.is_empty() && wording.zh.is_empty();
        if !optional {
            require(file, || line, &format!("the wording of `{name}`"), wording, problems);
        }
    }
}

/// Reports a text that is missing in a language, or written in the other one.
pub(crate) fn require(
    file: &SourceFile,
    line: impl Fn() -> usize,
    what: &str,
    text: &Bilingual,
    problems: &mut Vec<Problem>,
) {
    let chinese = |s: &str| s.chars().any(|c| ('\u{4e00}'..='\u{9fff}').contains(&c));
    let english = |s: &str| s.chars().filter(char::is_ascii_alphabetic).count() > 3;
    let mut report = |message: String, hint: &str| problems.push(Problem::new(&file.shown, line(), message).hint(hint));
    if text.en.trim().is_empty() {
        report(format!("{what} has no English text"), "");
    } else if !english(&text.en) {
        report(format!("the English text of {what} is not in English"), "the two languages may have changed places");
    }
    if text.zh.trim().is_empty() {
        report(
            format!("{what} has no Chinese text"),
            "below `### 中文`; in *Ask*, a paragraph that begins with 中文：",
        );
    } else if !chinese(&text.zh) {
        report(format!("the Chinese text of {what} is not in Chinese"), "the two languages may have changed places");
    }
}
