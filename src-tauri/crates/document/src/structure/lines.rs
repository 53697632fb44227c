//! From the formats' blocks to units: lines that belong together are joined, and a block is cut where a label could
//! begin. The outline says later which cuts hold.

use crate::draft::{glue, is_han, is_invisible};
use crate::flow::HARD_BREAK;
use crate::raw::RawBlock;
use crate::{BlockKind, Format, TextRange};

use super::labels::{self, Match, Shape};
use super::{furniture, headings};

/// Why a unit begins where it does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Cut {
    /// A block of the format begins here.
    Block,
    /// A line break that the author asked for.
    Hard,
    /// A line of the source, with what could be a label.
    Line,
    /// In the middle of a line, behind the end of a sentence, with what could be a label.
    Inline,
}

/// A stretch that is a block of its own if its cut holds.
#[derive(Clone, Debug)]
pub(crate) struct Unit {
    /// Its text, blanks squeezed.
    pub(crate) block: RawBlock,
    /// Why it begins here.
    pub(crate) cut: Cut,
    /// What to put before it if it is joined to the unit before.
    pub(crate) glue: &'static str,
    /// The printed label that it could begin with.
    pub(crate) label: Option<Match>,
    /// It began with a bullet character, which is in the text of Word files only.
    pub(crate) bullet: bool,
}

const BULLETS: [char; 16] =
    ['•', '·', '●', '○', '◦', '▪', '■', '□', '◆', '‣', '⁃', '∙', '\u{f0b7}', '\u{f0a7}', '➢', '✓'];

/// Cuts and joins all blocks.
pub(crate) fn units(blocks: Vec<RawBlock>, format: Format) -> Vec<Unit> {
    let mut out = Vec::new();
    for block in blocks {
        match block.kind {
            BlockKind::Table | BlockKind::Code => {
                out.push(Unit { block, cut: Cut::Block, glue: "", label: None, bullet: false });
            }
            _ => cut_block(&block, format, &mut out),
        }
    }
    out
}

fn cut_block(block: &RawBlock, format: Format, out: &mut Vec<Unit>) {
    let heading = matches!(block.kind, BlockKind::Heading { .. });
    if heading && headings::is_prose(&block.text) {
        let demoted = RawBlock { kind: BlockKind::Paragraph, level: None, ..block.clone() };
        return cut_block(&demoted, format, out);
    }
    let mut state = Cutter { format, heading, pending: None, floating: Vec::new(), out };
    let text = block.text.as_str();
    // Word and HTML have no line ends but those that are meant.
    let meant = |c: char| c == HARD_BREAK || (c == '\n' && matches!(format, Format::Docx | Format::Html));
    let breaks =
        text.char_indices().filter(|(_, c)| *c == '\n' || *c == HARD_BREAK).map(|(i, c)| (i, c.len_utf8(), meant(c)));
    let (mut start, mut hard) = (0, false);
    for (end, len, is_hard) in breaks.chain([(text.len(), 0, false)]) {
        let used = state.line(block, TextRange::new(start, end), hard);
        hard = is_hard || (hard && !used);
        start = end + len;
    }
    state.flush();
}

struct Cutter<'a> {
    format: Format,
    heading: bool,
    pending: Option<Unit>,
    /// Page furniture met inside the pending unit.
    floating: Vec<Unit>,
    out: &'a mut Vec<Unit>,
}

impl Cutter<'_> {
    fn flush(&mut self) {
        if let Some(unit) = self.pending.take() {
            if matches!(self.format, Format::Text | Format::Pdf) && unit.block.kind == BlockKind::Paragraph {
                inline_cuts(unit, self.out);
            } else {
                self.out.push(unit);
            }
        }
        self.out.append(&mut self.floating);
    }

    /// Takes one line of a block; `hard` if the break before it was meant. Says whether there was anything in it.
    fn line(&mut self, block: &RawBlock, range: TextRange, hard: bool) -> bool {
        let first = self.pending.is_none();
        let fixed = self.heading || (first && block.auto_label.is_some());
        let (after, bullet) = if fixed { (range, None) } else { strip_bullet(&block.text, range) };
        let bullet = bullet.is_some();
        // In Word a typed bullet is a word like others, and none is lost; elsewhere it is mark-up.
        let kept = bullet && self.format == Format::Docx;
        let mut line = block.squeeze(if kept { range } else { after });
        if line.text.is_empty() {
            return false;
        }
        let label = if kept || (self.heading && !first) { None } else { labels::lex(&line.text) };
        let stamp = !fixed && furniture::is_page_furniture(&line.text);
        if stamp {
            line.kind = BlockKind::Furniture;
            let unit = Unit { block: line, cut: Cut::Block, glue: "", label: None, bullet: false };
            if first {
                self.out.push(unit)
            } else {
                self.floating.push(unit)
            }
            return true;
        }
        let Some(previous) = self.pending.as_mut() else {
            self.pending = Some(Unit { block: line, cut: Cut::Block, glue: "", label, bullet });
            return true;
        };
        line.auto_label = None;
        let between = glue(&previous.block.text, &line.text);
        let label_only = previous.label.as_ref().is_some_and(|m| m.body >= previous.block.text.len());
        let stated = hard && ends_statement(&previous.block.text) && !continues(&line.text);
        let titled = !label_only && is_title_line(previous, &line, self.format);
        let fields = is_field(&previous.block.text) && is_field(&line.text);
        // 附件： alone on its line, then 一、: a label does not complete another.
        let division = |m: &Match| m.readings.iter().any(|r| matches!(r.shape, Shape::Word(_)));
        let another = label_only
            && previous.label.as_ref().is_some_and(division)
            && label.as_ref().is_some_and(|m| !m.weak && !division(m));
        let splits =
            !self.heading && (another || !label_only) && (bullet || label.is_some() || stated || titled || fields);
        if splits {
            let cut = if hard || bullet || ((titled || fields) && label.is_none()) { Cut::Hard } else { Cut::Line };
            let unit = Unit { block: line, cut, glue: between, label, bullet };
            self.flush();
            self.pending = Some(unit);
        } else {
            previous.block.append(between, line);
            if label_only {
                previous.label = labels::lex(&previous.block.text);
            }
        }
        true
    }
}

/// Whether a line is a field of a form, filled in or not: `甲方：`, `Address: ...`.
fn is_field(line: &str) -> bool {
    let colon = line.char_indices().take(16).find(|(_, c)| matches!(c, '：' | ':'));
    line.len() < 160
        && colon.is_some_and(|(i, _)| {
            i > 0 && line[..i].chars().all(|c| c.is_alphabetic() || matches!(c, ' ' | '（' | '）' | '(' | ')'))
        })
        && !line.contains(['。', '；'])
        && !line.contains(". ")
}

/// Whether the unit so far is a title on a line of its own, and `line` begins the text under it.
fn is_title_line(unit: &Unit, line: &RawBlock, format: Format) -> bool {
    let body = unit.label.as_ref().map_or(0, |m| m.body);
    let text = &unit.block.text[body..];
    let marked = unit.block.emphasised(TextRange::new(body, unit.block.text.len()))
        && !line.emphasised(TextRange::new(0, line.text.len()));
    let capitals = headings::is_capitals(text) && !headings::is_capitals(&line.text);
    let plain = format == Format::Text && unit.label.is_some();
    (marked || capitals || plain)
        && headings::is_title(text)
        && text.len() < 90
        && !continues(&line.text)
        && line.text.starts_with(|c: char| c.is_uppercase() || is_han(c) || matches!(c, '“' | '"' | '(' | '（'))
}

/// Words before a number that make it a reference.
pub(crate) const REFERRING: [&str; 34] = [
    "section",
    "sections",
    "clause",
    "clauses",
    "article",
    "articles",
    "paragraph",
    "paragraphs",
    "subsection",
    "and",
    "or",
    "to",
    "in",
    "of",
    "with",
    "by",
    "under",
    "per",
    "than",
    "item",
    "items",
    "exhibit",
    "schedule",
    "annex",
    "appendix",
    "figure",
    "version",
    "through",
    "from",
    "at",
    "for",
    "part",
    "no.",
    "§",
];

/// Cuts a long line where a label could begin: files that hold a page on one line. Behind the end of a sentence any
/// sure label will do; elsewhere only numbers like 9.4, and the outline takes them only where they come next.
fn inline_cuts(unit: Unit, out: &mut Vec<Unit>) {
    let text = unit.block.text.as_str();
    let mut cuts: Vec<usize> = Vec::new();
    if text.len() > 200 {
        let mut word = "";
        let mut at = 0;
        for token in text.split_inclusive(' ') {
            let here = at;
            at += token.len();
            let starts = token.starts_with(|c: char| c.is_ascii_digit() || matches!(c, '(' | 'A' | 'S' | 'E' | '§'));
            if here > 0
                && starts
                && let Some(found) = labels::lex(&text[here..]).filter(|m| !m.weak)
                && let Some(reading) = found.readings.first()
            {
                let path = reading.shape == Shape::Path && reading.path.len() > 1;
                let divided = matches!(reading.shape, Shape::Word(_));
                let stopped = word.ends_with('.') && !super::sentences::is_abbreviation(word);
                let opens = text[here + found.body..]
                    .starts_with(|c: char| c.is_uppercase() || matches!(c, '"' | '“' | '(' | '['));
                let refers = REFERRING.contains(&word.to_ascii_lowercase().as_str());
                if stopped || (opens && !refers && (path || divided)) {
                    cuts.push(here);
                }
            }
            word = token.trim_end();
        }
    }
    if cuts.is_empty() {
        out.push(unit);
        return;
    }
    let end = text.len();
    let mut start = 0;
    for (n, &next) in cuts.iter().chain([&end]).enumerate() {
        let block = unit.block.squeeze(TextRange::new(start, next));
        let label = if n == 0 && unit.label.is_none() { None } else { labels::lex(&block.text) };
        let (cut, glue) = if n == 0 { (unit.cut, unit.glue) } else { (Cut::Inline, " ") };
        out.push(Unit { block, cut, glue, label, bullet: n == 0 && unit.bullet });
        start = next;
    }
}

/// Leaves out a bullet character at the start of a line.
pub(crate) fn strip_bullet(text: &str, range: TextRange) -> (TextRange, Option<char>) {
    let line = text.get(range.start..range.end).unwrap_or("");
    let trimmed = line.trim_start_matches(|c: char| c.is_whitespace() || is_invisible(c));
    let Some(c) = trimmed.chars().next() else { return (range, None) };
    let after = &trimmed[c.len_utf8()..];
    let dash = matches!(c, '-' | '*' | '–' | '—' | '+')
        && after.starts_with(' ')
        && after.trim_start().chars().next().is_some_and(char::is_alphabetic);
    if BULLETS.contains(&c) || dash {
        let skip = line.len() - trimmed.len() + c.len_utf8();
        (TextRange::new(range.start + skip, range.end), Some(c))
    } else {
        (range, None)
    }
}

/// Whether what stands before a line break is finished.
pub(crate) fn ends_statement(text: &str) -> bool {
    text.trim_end_matches(['”', '"', '’', ')', '）', '」', '』', ' '])
        .ends_with(['.', ';', ':', '!', '?', '。', '；', '：', '！', '？', '…', '—'])
}

/// Whether a line goes on with what the line before began.
fn continues(text: &str) -> bool {
    text.chars().next().is_some_and(|c| c.is_lowercase() || matches!(c, ',' | '，' | '、' | ')' | '）'))
}
