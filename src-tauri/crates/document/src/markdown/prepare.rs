//! Makes the Markdown that people publish into the Markdown that they meant, with every byte's place kept.

use pulldown_cmark::{CodeBlockKind, Event, Parser, Tag, TagEnd};

use crate::draft::is_han;
use crate::prepared::Prepared;
use crate::structure::labels::{self, Shape};

/// Rewrites `text` for the parser: indented prose is moved to the margin, `#Heading` gets its blank, fences of notes
/// and imports of MDX go.
pub(crate) fn prepare(text: &str) -> Prepared {
    let cuts = indented_prose(text);
    let double = double_spaced(text);
    let mut out = Prepared::default();
    let mut cut = cuts.iter().peekable();
    let mut fenced = false;
    let mut blanks = 0;
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let start = at;
        at += line.len();
        let mut from = start;
        while let Some(c) = cut.peek()
            && c.1 <= at
        {
            if c.0 >= start {
                out.copy(text, from..c.0);
                from = c.1;
            }
            cut.next();
        }
        let bare = text[from..at].trim_end_matches(['\n', '\r']);
        let trimmed = bare.trim_start();
        if trimmed.starts_with("```") || trimmed.starts_with("~~~") {
            fenced = !fenced;
        }
        if fenced {
            out.copy(text, from..at);
            continue;
        }
        if trimmed.is_empty() {
            blanks += 1;
            // Text taken from a PDF with an empty line after every line: one empty line is a line end, two part
            // paragraphs.
            if double && blanks == 1 {
                continue;
            }
        } else {
            blanks = 0;
        }
        if note_fence(trimmed) || mdx_import(trimmed) || kramdown(trimmed) {
            out.insert("\n");
            continue;
        }
        // "8. 1.2.2 Deposits": a number broken by a blank, not item 8 of a list
        if let Some(gap) = broken_number(trimmed) {
            let mark = from + (bare.len() - trimmed.len()) + gap;
            out.copy(text, from..mark);
            out.copy(text, mark + 1..at);
            continue;
        }
        // "#Heading" and "##1. Scope"
        let hashes = trimmed.bytes().take_while(|b| *b == b'#').count();
        let after = trimmed[hashes..].chars().next();
        if (1..=6).contains(&hashes) && after.is_some_and(|c| !c.is_whitespace() && c != '#' && c != '!') {
            let mark = from + (bare.len() - trimmed.len()) + hashes;
            out.copy(text, from..mark);
            out.insert(" ");
            out.copy(text, mark..at);
            continue;
        }
        out.copy(text, from..at);
    }
    out
}

/// Where the blank is in `8. 1.2.2 Deposits`.
fn broken_number(line: &str) -> Option<usize> {
    let digits = line.bytes().take_while(u8::is_ascii_digit).count();
    let rest = line.get(digits..)?.strip_prefix(". ").filter(|_| (1..=2).contains(&digits))?;
    let found = labels::lex(rest).filter(|m| !m.weak && m.readings.iter().all(|r| r.shape == Shape::Path))?;
    (found.len >= 3).then_some(digits + 1)
}

/// `:::note`, `:::`
fn note_fence(line: &str) -> bool {
    line.strip_prefix(":::").is_some_and(|r| {
        r.trim().chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '{' | '}' | '.' | '=' | '"'))
    })
}

fn mdx_import(line: &str) -> bool {
    let import = line.starts_with("import ") && line.contains(" from ") && line.ends_with(['\'', '"', ';']);
    let export =
        line.starts_with("export ") && ["const ", "default ", "function "].iter().any(|w| line[7..].starts_with(w));
    import || export
}

/// `{: .class}`
fn kramdown(line: &str) -> bool {
    line.starts_with("{:") && line.ends_with('}') && line.len() < 100
}

/// Ranges of indentation that make prose into "code".
fn indented_prose(text: &str) -> Vec<(usize, usize)> {
    let mut cuts = Vec::new();
    let mut inside = false;
    let mut prose = false;
    for (event, range) in Parser::new_ext(text, super::options()).into_offset_iter() {
        match event {
            Event::Start(Tag::CodeBlock(CodeBlockKind::Indented)) => {
                inside = true;
                prose = text.get(range).is_some_and(is_prose);
            }
            Event::End(TagEnd::CodeBlock) => inside = false,
            Event::Text(_) if inside && prose => {
                // One event a line; what indents it stands before the event and at its start.
                let before = &text.as_bytes()[..range.start];
                let mut back = before.iter().rev().take(4).take_while(|b| **b == b' ').count();
                if back == 0 && before.last() == Some(&b'\t') {
                    back = 1;
                }
                let line = text.get(range.clone()).unwrap_or("");
                let inner = line.len() - line.trim_start_matches([' ', '\t']).len();
                cuts.push((range.start - back, range.start + inner));
            }
            _ => {}
        }
    }
    cuts
}

/// Whether an indented or fenced block is running text and no program.
pub(crate) fn is_prose(block: &str) -> bool {
    let lines =
        block.lines().map(str::trim).filter(|l| !l.is_empty() && !l.starts_with("```") && !l.starts_with("~~~"));
    let (mut all, mut code) = (0, 0);
    for line in lines {
        all += 1;
        let han = line.chars().any(is_han);
        let assigns = line.ends_with(';') && line.contains(['=', '{']);
        let program = assigns
            || line.ends_with(['{', '}'])
            || line.starts_with(['<', '$', '{', '}'])
            || line.starts_with("//")
            || line.contains("();")
            || line.contains(" => ");
        code += usize::from(program && !han);
    }
    all > 0 && code * 3 < all
}

/// Whether every line of running text is followed by an empty one, and paragraphs by several.
fn double_spaced(text: &str) -> bool {
    let (mut singles, mut doubles, mut none, mut run) = (0usize, 0usize, 0usize, 0usize);
    let mut unfinished = 0usize;
    let mut last = "";
    for line in text.lines() {
        let line = line.trim();
        if line.is_empty() {
            run += 1;
            continue;
        }
        match run {
            0 => none += 1,
            1 => {
                singles += 1;
                let open =
                    last.len() > 40 && !last.ends_with(['.', ':', ';', '。', '；', '：', '|', '!', '?', '"', '”']);
                unfinished += usize::from(open && line.chars().next().is_some_and(|c| c.is_lowercase() || is_han(c)));
            }
            _ => doubles += 1,
        }
        run = 0;
        last = line;
    }
    singles > 20 && doubles > 5 && none * 10 < singles && unfinished * 4 > singles
}

/// The title in YAML or TOML front matter.
pub(crate) fn front_matter_title(text: &str) -> Option<String> {
    text.lines().find_map(|line| {
        let (key, value) = line.trim().split_once([':', '='])?;
        (key.trim() == "title")
            .then(|| value.trim().trim_matches(['"', '\'']).trim().to_owned())
            .filter(|t| !t.is_empty())
    })
}
