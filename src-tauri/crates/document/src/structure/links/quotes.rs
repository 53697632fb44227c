//! Words in quotation marks.

use crate::TextRange;

/// Longest term, in bytes.
const MAX_TERM: usize = 120;

/// Words in quotation marks: with the marks and without.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Quoted {
    pub(super) outer: TextRange,
    pub(super) inner: TextRange,
}

/// The quoted words of `text`, in order.
pub(super) fn quoted(text: &str) -> Vec<Quoted> {
    let mut out = Vec::new();
    let mut open: Option<(usize, char, char)> = None;
    let mut previous: Option<char> = None;
    for (at, c) in text.char_indices() {
        let here = at + c.len_utf8();
        match open {
            Some((start, mark, close)) => {
                let inner = start + mark.len_utf8();
                // Two opening marks in a row, or no end in sight: the first was none.
                if c == close || (c == '“' && mark == '“' && at > inner) {
                    let range = trimmed(text, TextRange::new(inner, at));
                    if !range.is_empty() {
                        out.push(Quoted { outer: TextRange::new(start, here), inner: range });
                    }
                    open = None;
                } else if at - inner > MAX_TERM {
                    open = None;
                }
            }
            None => {
                let close = match c {
                    '“' => Some('”'),
                    '「' => Some('」'),
                    '『' => Some('』'),
                    '‘' => Some('’'),
                    // A closing mark for an opening one is a slip that Chinese texts make.
                    '"' if previous.is_none_or(|p| !p.is_ascii_alphanumeric()) => Some('"'),
                    _ => None,
                };
                open = close.map(|close| (at, c, close));
            }
        }
        previous = Some(c);
    }
    out
}

fn trimmed(text: &str, range: TextRange) -> TextRange {
    let part = &text[range.start..range.end];
    let marks = |c: char| c.is_whitespace() || matches!(c, ',' | '.' | '，' | '*');
    let lead = part.len() - part.trim_start_matches(marks).len();
    TextRange::new(range.start + lead, (range.start + part.trim_end_matches(marks).len()).max(range.start + lead))
}
