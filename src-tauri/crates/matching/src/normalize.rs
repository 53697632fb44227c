//! One spelling for text and phrases: case, width, quotes, blanks and the two Chinese scripts are folded away.

use document::TextRange;

/// A folded stretch of text, with the way back.
#[derive(Clone, Debug, Default)]
pub(crate) struct Folded {
    /// The folded text.
    pub(crate) text: String,
    /// For every byte of `text`: where the character behind it begins and ends in the text that was folded.
    origin: Vec<(u32, u32)>,
}

impl Folded {
    /// Folds `text`.
    pub(crate) fn new(text: &str) -> Self {
        // One character in, one character out: so the pairing by position holds.
        let simplified = fast2s::convert(text);
        let mut out = Self { text: String::with_capacity(text.len()), origin: Vec::with_capacity(text.len()) };
        let mut blank: Option<(u32, u32)> = None;
        for ((at, original), c) in text.char_indices().zip(simplified.chars()) {
            // Agreements are far below 4 GiB (the reader's limit is in megabytes).
            let place = (at as u32, (at + original.len_utf8()) as u32);
            let c = fold_char(c);
            if c == ' ' {
                if !out.text.is_empty() {
                    blank.get_or_insert(place);
                }
                continue;
            }
            // A blank beside a Han character says nothing: "不低于 99.9%" and "不低于99.9%" are the same.
            if let Some(place) = blank.take()
                && !out.text.chars().next_back().is_some_and(is_wide)
                && !is_wide(c)
            {
                out.push(' ', place);
            }
            out.push(c, place);
        }
        out
    }

    fn push(&mut self, c: char, place: (u32, u32)) {
        self.text.push(c);
        self.origin.extend(std::iter::repeat_n(place, c.len_utf8()));
    }

    /// The range in the original text, moved by `base` bytes, that the bytes `start..end` of the folded text stand for.
    pub(crate) fn back(&self, start: usize, end: usize, base: usize) -> TextRange {
        let last = self.origin.last().map_or(0, |&(_, e)| e);
        let from = self.origin.get(start).map_or(last, |&(s, _)| s);
        let to = if end > start { self.origin.get(end - 1).map_or(last, |&(_, e)| e) } else { from };
        TextRange::new(base + from as usize, base + to as usize)
    }
}

/// Folds a phrase of the library in the same way.
pub(crate) fn fold(text: &str) -> String {
    Folded::new(text).text
}

/// Whether a blank beside `c` carries no meaning: Han characters and Chinese punctuation.
pub(crate) fn is_wide(c: char) -> bool {
    matches!(u32::from(c), 0x2E80..=0x303F | 0x3400..=0x9FFF | 0xF900..=0xFAFF | 0x20000..=0x3134F)
}

fn fold_char(c: char) -> char {
    match c {
        '\u{FF01}'..='\u{FF5E}' => char::from_u32(u32::from(c) - 0xFEE0).unwrap_or(c).to_ascii_lowercase(),
        '\u{3000}' => ' ',
        '‘' | '’' | '‛' | '′' => '\'',
        '“' | '”' | '„' | '″' => '"',
        '‐' | '‑' | '–' | '—' | '−' => '-',
        '≦' => '≤',
        '≧' => '≥',
        c if c.is_whitespace() || c == '\u{200B}' || c == '\u{FEFF}' => ' ',
        c => c.to_ascii_lowercase(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folds_case_width_quotes_blanks_and_script() {
        for (given, want) in [
            ("Shall  NOT\nExceed", "shall not exceed"),
            ("不低于 99.9 ％ 。", "不低于99.9 %。"),
            ("服務可用性（SLA）", "服务可用性(sla)"),
            ("Provider’s “fees”", "provider's \"fees\""),
            ("  trailing  ", "trailing"),
            ("", ""),
        ] {
            assert_eq!(fold(given), want, "{given:?}");
        }
    }

    #[test]
    fn ranges_lead_back_to_the_words() {
        for (text, needle, words) in [
            ("may  NOT  exceed 5", "not exceed", "NOT  exceed"),
            ("责任（ＵＳ＄１００）为限", "(us$100)", "（ＵＳ＄１００）"),
            ("不低于 99.9 %", "不低于99.9 %", "不低于 99.9 %"),
            ("賠償總額不超過費用", "总额不超过", "總額不超過"),
            ("the Fees. ", "fees.", "Fees."),
        ] {
            let folded = Folded::new(text);
            let at = folded.text.find(needle).unwrap_or_else(|| panic!("{needle} in {}", folded.text));
            let range = folded.back(at, at + needle.len(), 0);
            assert_eq!(&text[range.start..range.end], words);
        }
    }

    proptest::proptest! {
        #[test]
        fn every_range_is_on_character_boundaries(text in "[a-zA-Z 　（）服務务‘’\u{1F600}é\\n]{0,40}") {
            let folded = Folded::new(&text);
            let bounds: Vec<usize> = folded.text.char_indices().map(|(i, _)| i).chain([folded.text.len()]).collect();
            for (k, &a) in bounds.iter().enumerate() {
                for &b in &bounds[k..] {
                    let r = folded.back(a, b, 0);
                    proptest::prop_assert!(text.get(r.start..r.end).is_some(), "{:?} {:?} {}..{}", text, folded.text, a, b);
                }
            }
        }
    }
}
