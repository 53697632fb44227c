//! Plain text: which line ends are meant, and which only keep lines short.

use crate::draft::is_cjk;
use crate::raw::{Raw, RawBlock};
use crate::{BlockKind, Error, Format, Source};

/// Reads plain text. `text` is the decoded file from `base` on (after a byte-order mark).
pub(crate) fn read(text: &str, base: usize, encoding: String) -> Result<Raw, Error> {
    let lines: Vec<Line> = lines(text);
    let wrapped = is_wrapped(&lines);
    let mut blocks: Vec<RawBlock> = Vec::new();
    let mut open: Option<(RawBlock, usize)> = None;
    for (i, line) in lines.iter().enumerate() {
        if line.text.is_empty() {
            blocks.extend(open.take().map(|(b, _)| b));
            continue;
        }
        if is_rule(line.text) {
            // An underline makes the one line above it a heading.
            if let Some((block, 1)) = open.as_mut()
                && i > 0
                && lines[i - 1].width.abs_diff(line.width) <= lines[i - 1].width / 2 + 3
                && line.text.starts_with(['=', '-', '~'])
                && line.text.len() >= 3
            {
                let level = if line.text.starts_with('=') { 1 } else { 2 };
                block.kind = BlockKind::Heading { level };
            }
            blocks.extend(open.take().map(|(b, _)| b));
            continue;
        }
        let source = Source::Bytes { start: base + line.start, end: base + line.start + line.text.len() };
        let runs_on = match (&open, i.checked_sub(1).and_then(|p| lines.get(p))) {
            (Some(_), Some(previous)) => runs_on(previous, line, wrapped),
            _ => false,
        };
        if let Some((block, count)) = open.as_mut().filter(|_| runs_on) {
            block.push("\n", Source::Bytes { start: base + line.start - line.gap, end: base + line.start });
            block.push(line.text, source);
            *count += 1;
        } else {
            blocks.extend(open.take().map(|(b, _)| b));
            let mut block = RawBlock::new(BlockKind::Paragraph);
            block.push(line.text, source);
            open = Some((block, 1));
        }
    }
    blocks.extend(open.map(|(b, _)| b));
    Ok(Raw { encoding: Some(encoding), blocks, ..Raw::new(Format::Text) })
}

struct Line<'a> {
    /// Trimmed.
    text: &'a str,
    /// Where `text` starts.
    start: usize,
    /// Bytes between the end of the line before and `start`.
    gap: usize,
    /// Columns: a Han character takes two.
    width: usize,
    indent: usize,
    /// A part of the line before, behind a gap of blanks where the file once had a line end.
    part: bool,
}

fn lines(text: &str) -> Vec<Line<'_>> {
    let mut out = Vec::new();
    let mut at = 0;
    let mut end = 0;
    for raw in text.split_inclusive(['\n', '\u{c}']) {
        let trimmed = raw.trim();
        let lead = raw.len() - raw.trim_start().len();
        let start = at + if trimmed.is_empty() { 0 } else { lead };
        at += raw.len();
        for (n, (from, piece)) in parts(trimmed).into_iter().enumerate() {
            let start = start + from;
            let piece = without_underline(piece);
            let width = piece.chars().map(|c| if is_cjk(c) { 2 } else { 1 }).sum();
            out.push(Line { text: piece, start, gap: start.saturating_sub(end), width, indent: lead, part: n > 0 });
            if !piece.is_empty() {
                end = start + piece.len();
            }
        }
    }
    out
}

/// Text that carries its underline at its end: `Taxes. -----`.
fn without_underline(line: &str) -> &str {
    let bare = line.trim_end_matches(['-', '=', '~', '─']);
    if line.len() - bare.len() >= 4 && bare.ends_with(' ') && !bare.trim().is_empty() { bare.trim_end() } else { line }
}

/// A very long line, parted at gaps of three and more blanks: whole pages on one line keep their line ends that way.
fn parts(line: &str) -> Vec<(usize, &str)> {
    if line.len() < 160 {
        return vec![(0, line)];
    }
    let mut out = Vec::new();
    let mut from = 0;
    while let Some(i) = line[from..].find("   ").map(|i| from + i) {
        out.push((from, &line[from..i]));
        from = line.len() - line[i..].trim_start().len();
    }
    out.push((from, &line[from..]));
    out
}

/// Whether lines are cut at a right margin.
fn is_wrapped(lines: &[Line<'_>]) -> bool {
    let mut widths: Vec<usize> = lines
        .windows(2)
        .filter(|w| !w[1].text.is_empty())
        .map(|w| w[0].width + w[0].indent)
        .filter(|w| *w > 0)
        .collect();
    // Line after line stops in the middle of a sentence.
    let pairs = lines.windows(2).filter(|w| w[0].width > 40 && !w[1].text.is_empty() && !w[1].part);
    let (mut all, mut open) = (0, 0);
    for w in pairs {
        all += 1;
        open += usize::from(!stops(w[0].text) && w[1].text.starts_with(char::is_lowercase));
    }
    if open >= 3 && open * 4 >= all {
        return true;
    }
    if widths.len() < 8 {
        return false;
    }
    widths.sort_unstable();
    let high = widths[widths.len() * 9 / 10];
    let near = widths.iter().filter(|w| **w * 10 >= high * 8).count();
    (40..=130).contains(&high) && near * 2 >= widths.len()
}

/// Whether a line ends with the end of a sentence or of an item.
fn stops(line: &str) -> bool {
    line.ends_with(['.', ';', ':', '!', '?', '。', '；', '：', '！', '？'])
}

fn runs_on(previous: &Line<'_>, line: &Line<'_>, wrapped: bool) -> bool {
    if line.part {
        return true;
    }
    let ends = stops(previous.text);
    let lower = line.text.chars().next().is_some_and(char::is_lowercase);
    if !wrapped {
        return !ends && lower && previous.width > 8;
    }
    // A first line that is set in, and a last line that ends early, part paragraphs.
    let set_in = line.indent > previous.indent + 1 && !lower;
    !(ends && (set_in || previous.width + previous.indent < 55))
}

/// A line of `=====`, `-----` or `_____`.
fn is_rule(line: &str) -> bool {
    let mut chars = line.chars();
    chars.next().is_some_and(|f| {
        matches!(f, '=' | '-' | '_' | '~' | '*' | '—' | '─') && line.len() > 2 && chars.all(|c| c == f)
    })
}

#[cfg(test)]
mod tests {
    use crate::{Options, read_bytes};

    fn blocks(text: &str) -> Vec<String> {
        let d = read_bytes("t.txt", text.as_bytes(), &Options::default()).unwrap();
        d.blocks.iter().map(|b| d.slice(b.range).to_owned()).collect()
    }

    #[test]
    fn lines_and_paragraphs() {
        let long = "The provider keeps the service available for all of the month and";
        let cases: &[(&str, String, &[&str])] = &[
            (
                "a line a paragraph",
                "甲方委托乙方托管服务器\n乙方提供机柜\n".into(),
                &["甲方委托乙方托管服务器", "乙方提供机柜"],
            ),
            ("a form", "甲方：\n地址：北京\n电话：\n".into(), &["甲方：", "地址：北京", "电话："]),
            (
                "wrapped lines",
                format!("{long}\nmeasures it.\n\n{long}\nreports it.\n\n{long}\nbills it.\n"),
                &[
                    "The provider keeps the service available for all of the month and measures it.",
                    "The provider keeps the service available for all of the month and reports it.",
                    "The provider keeps the service available for all of the month and bills it.",
                ],
            ),
            ("an underline is no text", "Taxes. ------------\n\nNone.\n".into(), &["Taxes.", "None."]),
            (
                "gaps in a very long line are line ends",
                format!("{long} more. {long} more. {long} more.   1. TERM   One year only.\n"),
                &["1. TERM", "One year only."],
            ),
            ("bullets", "Not covered:\n• floods\n• wars\n".into(), &["Not covered:", "floods", "wars"]),
            ("windows line ends and tabs", "1.\tScope\r\n\r\nAll  of\u{a0}it.\r\n".into(), &["1. Scope", "All of it."]),
            ("form feeds", "One.\u{c}Two.\n".into(), &["One.", "Two."]),
        ];
        for (what, text, expected) in cases {
            let got = blocks(text);
            let from = got.len().saturating_sub(expected.len());
            assert_eq!(got[from..], **expected, "{what}");
        }
    }

    #[test]
    fn an_underline_makes_a_heading() {
        let d = read_bytes("t.txt", b"Agreement\n=========\n\nFees\n----\n\nNone.\n", &Options::default()).unwrap();
        assert_eq!(d.title.as_deref(), Some("Agreement"));
        assert_eq!(d.clauses[0].heading.as_deref(), Some("Fees"));
    }
}
