//! From the formats' blocks to units: lines that belong together are joined, and a block is cut where a label could
//! begin. The outline says later which cuts hold.

use crate::draft::{glue, is_invisible};
use crate::flow::HARD_BREAK;
use crate::raw::RawBlock;
use crate::{BlockKind, Format, TextRange};

use super::labels::{self, Match};

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
    /// It began with a bullet character, which is not in the text.
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
    // Word and HTML have no line ends but those that are meant.
    let meant = |c: char| c == HARD_BREAK || (c == '\n' && matches!(format, Format::Docx | Format::Html));
    let mut first = true;
    let mut start = 0;
    let mut hard = false;
    let mut pending: Option<Unit> = None;
    let text = block.text.as_str();
    let mut ends: Vec<(usize, usize, bool)> = text
        .char_indices()
        .filter(|(_, c)| *c == '\n' || meant(*c))
        .map(|(i, c)| (i, c.len_utf8(), meant(c)))
        .collect();
    ends.push((text.len(), 0, false));
    for (end, len, is_hard) in ends {
        let range = TextRange::new(start, end);
        start = end + len;
        let begins_hard = hard;
        hard |= is_hard;
        let fixed = heading || (first && block.auto_label.is_some());
        let (range, bullet) = if fixed { (range, None) } else { strip_bullet(text, range) };
        let mut line = block.squeeze(range);
        if line.text.is_empty() {
            continue;
        }
        hard = is_hard;
        let label = if heading && !first { None } else { labels::lex(&line.text) };
        let unit =
            |line: RawBlock, cut, glue| Unit { block: line, cut, glue, label: label.clone(), bullet: bullet.is_some() };
        if first {
            first = false;
            pending = Some(unit(line, Cut::Block, ""));
            continue;
        }
        line.auto_label = None;
        let Some(previous) = pending.as_mut() else { continue };
        let between = glue(&previous.block.text, &line.text);
        let label_only = previous.label.as_ref().is_some_and(|m| m.body >= previous.block.text.len());
        let own = bullet.is_some() || label.is_some();
        let splits = !heading
            && !label_only
            && (own || (begins_hard && ends_statement(&previous.block.text) && !continues(&line.text)));
        if splits {
            let cut = if begins_hard || bullet.is_some() { Cut::Hard } else { Cut::Line };
            if let Some(done) = pending.replace(unit(line, cut, between)) {
                out.push(done);
            }
        } else {
            let had_body = !label_only;
            previous.block.append(between, line);
            if !had_body {
                previous.label = labels::lex(&previous.block.text);
            }
        }
    }
    if let Some(done) = pending {
        out.push(done);
    }
}

/// Leaves out a bullet character at the start of a line.
fn strip_bullet(text: &str, range: TextRange) -> (TextRange, Option<char>) {
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
