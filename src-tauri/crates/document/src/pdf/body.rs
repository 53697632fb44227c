//! What the pages of a file have in common: the size of the body, the words in it, and how lines join.

use std::collections::{BTreeMap, HashSet};

use super::layout::{Layout, What};
use super::regions::Line;
use super::spans::Text;

/// What the whole file has in common.
#[derive(Debug, Default)]
pub(super) struct Body {
    /// The font size of most of the text.
    pub(super) size: f64,
    /// Most of the text is bold, so that bold says nothing.
    pub(super) bold: bool,
    /// Words that stand unbroken somewhere, in lower case.
    words: HashSet<String>,
}

impl Body {
    pub(super) fn of(pages: &[Layout], furniture: &[Vec<bool>]) -> Self {
        let mut sizes: BTreeMap<u32, usize> = BTreeMap::new();
        let (mut bold, mut total) = (0, 0);
        let mut words = HashSet::new();
        for (page, skip) in pages.iter().zip(furniture) {
            for (item, _) in page.items.iter().zip(skip).filter(|(_, skip)| !**skip) {
                let cells;
                let lines: Vec<&Line> = match &item.what {
                    What::Line(line) | What::Contents(line) => vec![line],
                    What::Table(grid) => {
                        cells = grid.cells.iter().flat_map(|c| &c.lines).collect();
                        cells
                    }
                };
                for line in lines {
                    let length = line.text.string.len();
                    *sizes.entry(tenths(line.size)).or_default() += length;
                    total += length;
                    bold += line.text.parts().filter(|(_, l)| l.bold).map(|(r, _)| r.len()).sum::<usize>();
                    note_words(&line.text.string, &mut words);
                }
            }
        }
        let size = sizes.into_iter().max_by_key(|&(_, n)| n).map_or(0, |(size, _)| size);
        Self { size: f64::from(size) / 10.0, bold: bold * 10 > total * 6, words }
    }

    /// Text for a line break between `before` and `after`, and how many bytes of the end of `before` go.
    ///
    /// A hyphen goes where the word stands unbroken elsewhere. A hyphen that only typesetting programs write goes
    /// unless the word is also written with one. Any other hyphen stays, without a blank after it.
    pub(super) fn line_break(&self, before: &str, after: &str) -> (&'static str, usize) {
        let before = before.trim_end();
        let Some(hyphen) = before.chars().next_back().filter(|c| matches!(c, '-' | '\u{2010}')) else {
            return ("\n", 0);
        };
        let stem = &before[..before.len() - hyphen.len_utf8()];
        let head = last_word(stem);
        let tail: String = after.chars().take_while(|c| c.is_alphabetic() || *c == '-').collect();
        if head.is_empty() || !tail.starts_with(char::is_alphabetic) {
            return ("\n", 0);
        }
        let known = |w: String| self.words.contains(&w.to_lowercase());
        let first = tail.split('-').next().unwrap_or("");
        let joined = known(format!("{head}{first}"));
        let hyphenated = known(format!("{head}-{tail}")) || known(format!("{head}-{first}"));
        let low = tail.starts_with(char::is_lowercase);
        let typeset = hyphen == '\u{2010}';
        if low && !hyphenated && (typeset || joined) { ("", hyphen.len_utf8()) } else { ("", 0) }
    }
}

pub(super) fn tenths(size: f64) -> u32 {
    // Sizes are between half a point and two thousand.
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "bounded above")]
    let tenths = (size.clamp(0.0, 2000.0) * 10.0).round() as u32;
    tenths
}

/// The last word of a text, hyphens included.
fn last_word(text: &str) -> &str {
    let start = text
        .rfind(|c: char| !c.is_alphabetic() && c != '-')
        .map_or(0, |i| i + text[i..].chars().next().map_or(1, char::len_utf8));
    text[start..].trim_matches('-')
}

/// Notes the words inside a line: the first and last may be broken.
fn note_words(text: &str, words: &mut HashSet<String>) {
    let text = text.replace('\u{2010}', "-");
    let mut all = text.split(|c: char| !c.is_alphabetic() && c != '-').filter(|w| w.len() > 2).peekable();
    while let Some(word) = all.next() {
        if !(word.ends_with('-') && all.peek().is_none()) {
            words.insert(word.trim_matches('-').to_lowercase());
        }
    }
}

/// The lines of a paragraph as one text, with the range that each line has in it.
pub(super) fn joined(lines: &[Line], body: &Body) -> (Text, Vec<std::ops::Range<usize>>) {
    let mut text = Text::default();
    let mut ranges: Vec<std::ops::Range<usize>> = Vec::with_capacity(lines.len());
    for line in lines {
        if let Some(last) = ranges.last_mut() {
            let (glue, cut) = body.line_break(&text.string, &line.text.string);
            let end = text.string.len() - cut;
            text.truncate(end);
            last.end = last.end.min(end);
            let look = text.looks.last().map(|l| l.1).unwrap_or_default();
            text.push(glue, look);
        }
        let start = text.string.len();
        text.append(&line.text);
        ranges.push(start..text.string.len());
    }
    (text, ranges)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn body(words: &[&str]) -> Body {
        Body { words: words.iter().map(|w| (*w).to_owned()).collect(), ..Body::default() }
    }

    #[test]
    fn hyphens_at_line_ends() {
        type Case<'c> = (&'c str, &'c str, &'c [&'c str], (&'c str, usize));
        let cases: &[Case<'_>] = &[
            ("the limi-", "tation of", &["limitation"], ("", 1)),
            ("the limi-", "tation of", &[], ("", 0)),
            ("any third-", "party claim", &["thirdparty", "third-party"], ("", 0)),
            ("the limi\u{2010}", "tation of", &[], ("", 3)),
            ("are de\u{2010}", "identified data", &["de-identified"], ("", 0)),
            ("sections 1 -", "4", &[], ("\n", 0)),
            ("a plain", "line", &[], ("\n", 0)),
            ("the Non-", "Renewal date", &["nonrenewal"], ("", 0)),
        ];
        for (before, after, words, expected) in cases {
            assert_eq!(body(words).line_break(before, after), *expected, "{before}/{after}");
        }
    }
}
