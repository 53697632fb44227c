//! Labels with a word: `Section 4`, `ARTICLE IV`, `§ 5`.

use super::numbers::number;
use super::{Digits, Match, Reading, Shape, Word, content_readings, plain};

const NUMBER_WORDS: [&str; 20] = [
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
    "twenty",
];

fn word_kind(word: &str) -> Option<Word> {
    Some(match word.to_ascii_lowercase().as_str() {
        "section" | "sec" | "clause" => Word::Section,
        "article" | "art" => Word::Article,
        "schedule" | "exhibit" | "annex" | "annexure" | "appendix" | "attachment" | "addendum" => Word::Schedule,
        "part" => Word::Part,
        "chapter" => Word::Chapter,
        _ => return None,
    })
}

pub(super) fn word(text: &str) -> Option<Match> {
    let run = text.bytes().take_while(u8::is_ascii_alphabetic).take(12).count();
    if !text.starts_with(|c: char| c.is_ascii_uppercase()) {
        return None;
    }
    let kind = word_kind(&text[..run])?;
    let abbreviated = usize::from(text[run..].starts_with('.'));
    let gap = text[run + abbreviated..].chars().next().filter(|c| c.is_whitespace())?;
    let at = run + abbreviated + gap.len_utf8();
    let rest = &text[at..];
    let shape = Shape::Word(kind);
    let (readings, n) = if let Some((path, n)) = number(rest) {
        (vec![Reading { shape, digits: Digits::Arabic, path }], n)
    } else {
        let n = rest.bytes().take_while(u8::is_ascii_alphabetic).take(10).count();
        let token = &rest[..n];
        if let Some(i) = NUMBER_WORDS.iter().position(|w| w.eq_ignore_ascii_case(token)) {
            (vec![Reading { shape, digits: Digits::Arabic, path: vec![i as u32 + 1] }], n)
        } else if token.bytes().all(|b| b.is_ascii_uppercase()) {
            (content_readings(shape, token)?, n)
        } else {
            return None;
        }
    };
    let mut len = at + n;
    let mut after = text[len..].chars().next();
    // "Section 4A"
    if after.is_some_and(char::is_alphanumeric) {
        return None;
    }
    let closed = after.is_some_and(|c| matches!(c, '.' | ':' | '：' | '—' | '–' | '-' | ')'));
    if let Some(c) = after
        && matches!(c, '.' | ':' | '：')
    {
        len += 1.max(c.len_utf8());
        after = text[len..].chars().next();
    }
    let body = text[len..].trim_start().trim_start_matches(['—', '–', '-']).trim_start();
    let head = body.chars().next();
    // "Section 9.2 applies", "Section 5(a)", "Section 3, the", "Section 9.2 (Restrictions) applies": references.
    if head.is_some_and(char::is_lowercase) || matches!(after, Some('(' | ',' | ';' | '\'' | '’')) {
        return None;
    }
    let bracket = head == Some('(') && body.len() > 60;
    let first_word = body.split_whitespace().next().unwrap_or("");
    let capitals = first_word.len() > 1
        && first_word.chars().all(|c| !c.is_lowercase())
        && first_word.starts_with(char::is_alphabetic);
    let running = !closed && !capitals && head.is_some() && body.len() > 100;
    Some(Match { len, body: len, readings, weak: bracket || running })
}

pub(super) fn sign(text: &str) -> Option<Match> {
    let rest = text.trim_start_matches('§');
    let rest = rest.trim_start();
    let at = text.len() - rest.len();
    let (path, n) = number(rest)?;
    let dot = usize::from(rest[n..].starts_with('.'));
    let len = at + n + dot;
    let body = text[len..].trim_start();
    if body.starts_with(|c: char| c.is_lowercase() || matches!(c, ',' | '(' | ';')) {
        return None;
    }
    Some(plain(Shape::Word(Word::Section), path, len))
}
