//! Sentences: UAX#29, without the breaks behind abbreviations and inside brackets.

use unicode_segmentation::UnicodeSegmentation;

use crate::TextRange;
use crate::draft::is_han;

/// Never the end of a sentence.
const ALWAYS: [&str; 44] = [
    "e.g", "i.e", "eg", "ie", "cf", "viz", "vs", "v", "no", "nos", "art", "arts", "sec", "secs", "para", "paras", "cl",
    "ch", "fig", "approx", "incl", "excl", "mr", "mrs", "ms", "dr", "prof", "st", "ave", "rd", "blvd", "attn", "tel",
    "esp", "resp", "reg", "regs", "ref", "sch", "app", "rev", "ed", "messrs", "dept",
];

/// The end of a sentence only where a word follows that opens one.
const SOMETIMES: [&str; 24] = [
    "inc", "ltd", "corp", "co", "llc", "llp", "plc", "lp", "pty", "gmbh", "bros", "u.s", "u.k", "u.s.a", "e.u", "d.c",
    "a.m", "p.m", "etc", "al", "jr", "sr", "n.a", "s.a",
];

const OPENERS: [&str; 40] = [
    "the",
    "this",
    "these",
    "those",
    "that",
    "if",
    "you",
    "your",
    "we",
    "our",
    "any",
    "all",
    "each",
    "in",
    "it",
    "its",
    "no",
    "neither",
    "either",
    "such",
    "for",
    "to",
    "upon",
    "except",
    "unless",
    "a",
    "an",
    "when",
    "where",
    "as",
    "at",
    "by",
    "on",
    "without",
    "notwithstanding",
    "customer",
    "provider",
    "company",
    "they",
    "there",
];

/// Whether a word with its full stop cut off is an abbreviation.
pub(crate) fn is_abbreviation(word: &str) -> bool {
    let word = word.trim_start_matches(|c: char| !c.is_alphanumeric()).trim_end_matches('.').to_ascii_lowercase();
    ALWAYS.contains(&word.as_str()) || SOMETIMES.contains(&word.as_str())
}

/// The sentences of `text`, blanks trimmed, in order.
pub(crate) fn split(text: &str) -> Vec<TextRange> {
    let mut out: Vec<TextRange> = Vec::new();
    let mut start = None;
    for (at, piece) in text.split_sentence_bound_indices() {
        let end = at + piece.len();
        let from = *start.get_or_insert(at);
        if goes_on(&text[from..end], &text[end..]) {
            continue;
        }
        push(&mut out, text, from, end);
        start = None;
    }
    if let Some(from) = start {
        push(&mut out, text, from, text.len());
    }
    out
}

fn push(out: &mut Vec<TextRange>, text: &str, from: usize, to: usize) {
    let part = &text[from..to];
    let lead = part.len() - part.trim_start().len();
    let range = TextRange::new(from + lead, from + part.trim_end().len());
    if range.is_empty() {
        return;
    }
    let chars = part.chars().count();
    if chars > LONG && part.chars().filter(|c| is_han(*c)).count() * 2 > chars {
        split_at_semicolons(out, text, range);
    } else {
        out.push(range);
    }
}

/// A Chinese sentence longer than this many characters ends at its semicolons too.
const LONG: usize = 120;

fn split_at_semicolons(out: &mut Vec<TextRange>, text: &str, range: TextRange) {
    let mut from = range.start;
    let mut depth = 0i32;
    for (i, c) in text[range.start..range.end].char_indices() {
        match c {
            '（' | '(' | '“' | '《' => depth += 1,
            '）' | ')' | '”' | '》' => depth = (depth - 1).max(0),
            '；' if depth == 0 => {
                let end = range.start + i + c.len_utf8();
                out.push(TextRange::new(from, end));
                from = end + (text[end..range.end].len() - text[end..range.end].trim_start().len());
            }
            _ => {}
        }
    }
    if from < range.end {
        out.push(TextRange::new(from, range.end));
    }
}

/// Whether the sentence so far does not end here.
fn goes_on(so_far: &str, rest: &str) -> bool {
    if rest.trim().is_empty() {
        return false;
    }
    let bare = so_far.trim_end();
    // Stray closing quotes and brackets belong to what they close.
    if rest.starts_with(['”', '"', '’', '」', '』', '）', ')', '》']) {
        return true;
    }
    if so_far.len() < 600 && open_bracket(bare) && closes_soon(rest) {
        return true;
    }
    let Some(head) = bare.strip_suffix('.') else { return false };
    let word =
        head.rsplit(|c: char| c.is_whitespace() || matches!(c, '(' | '“' | '"' | ',' | '（')).next().unwrap_or("");
    let lower = word.to_ascii_lowercase();
    let next: String = rest.trim_start().chars().take_while(|c| c.is_alphanumeric()).collect();
    if word.is_empty() {
        return false;
    }
    // Initials, and labels that end in a full stop: "J. Smith", "5.1. Fees"
    let initial = word.chars().count() == 1 && word.chars().all(char::is_uppercase);
    let label = bare.len() < 12 && word.chars().all(|c| c.is_ascii_digit() || c == '.') && bare == format!("{word}.");
    if initial || label {
        return true;
    }
    if ALWAYS.contains(&lower.as_str()) {
        // "no." ends "They said no."; before a number it does not.
        return !matches!(lower.as_str(), "no" | "v" | "reg" | "ed" | "app" | "ref" | "art" | "st")
            || next.starts_with(|c: char| c.is_ascii_digit())
            || (lower == "v" || lower == "st");
    }
    SOMETIMES.contains(&lower.as_str()) && !OPENERS.contains(&next.to_ascii_lowercase().as_str())
}

fn open_bracket(text: &str) -> bool {
    let mut depth = 0i32;
    for c in text.chars() {
        match c {
            '(' | '（' => depth += 1,
            ')' | '）' => depth = (depth - 1).max(0),
            _ => {}
        }
    }
    depth > 0
}

fn closes_soon(rest: &str) -> bool {
    rest.chars().take(300).any(|c| matches!(c, ')' | '）'))
}

#[cfg(test)]
mod tests {
    use super::split;

    /// Sentences are parted by `|` in the cases.
    #[test]
    fn sentences_of_both_languages() {
        let cases = [
            "One.| Two!| Three?",
            "No limit applies, e.g. to fees.| Nor does it to costs, i.e. Legal costs.",
            "Acme Inc. Services are provided as is.| The rest follows.",
            "Notices go to Acme Inc.| The address is below.",
            "Fees are in U.S. Dollars.| Taxes are not included.",
            "See Art. 5 and No. 7 of Sec. 3.| Nothing else applies.",
            "The uptime is 99.9% per month.| Credits are 10.5% of fees.",
            "J. Smith signs.| B. Jones too.",
            "“We will pay.” | They will not.",
            "Services (see below. They vary) are limited.| Yes.",
            "本协议自签订之日起生效。|双方应当遵守。",
            "是否赔偿？|由双方协商！|协商不成的，提起诉讼。",
            "他说：“不承担责任。”|双方同意。",
            "费用（不含税。税费另计）由甲方承担。|其他费用由乙方承担。",
            "可用性不低于99.95%。|未达到的，按下表赔偿：",
            "甲方不承担责任；乙方自行承担。",
        ];
        for case in cases {
            let text = case.replace('|', "");
            let got: Vec<&str> = split(&text).into_iter().map(|r| &text[r.start..r.end]).collect();
            let expected: Vec<&str> = case.split('|').map(str::trim).collect();
            assert_eq!(got, expected);
        }
    }

    #[test]
    fn only_a_very_long_chinese_sentence_ends_at_semicolons() {
        let part = "因不可抗力造成的服务中断不计入不可用时间且服务商无需就此承担任何赔偿责任";
        let text = format!("{part}；{part}（含{part}；及其他）；{part}；{part}。");
        let got: Vec<&str> = split(&text).into_iter().map(|r| &text[r.start..r.end]).collect();
        assert_eq!(got.len(), 4);
        assert!(got[1].contains("；及其他"));
        let english = "a; b; c ".repeat(60);
        assert_eq!(split(&english).len(), 1);
    }
}
