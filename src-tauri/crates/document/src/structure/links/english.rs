//! References in English: `Sections 9.1 and 9.3`, `paragraph (b)`, `Exhibit A to the Agreement`, `Article 28 of the GDPR`.

use crate::TextRange;
use crate::structure::labels::{Word, roman};

use super::index::Key;
use super::references::{Mention, What, Within};

/// A word that a number follows.
#[derive(Clone, Copy, Debug)]
struct Keyword<'a> {
    /// Without the plural's s, as written.
    text: &'a str,
    /// `None` for attachments.
    word: Option<Word>,
    plural: bool,
}

impl Keyword<'_> {
    fn is_capital(self) -> bool {
        self.text.starts_with(char::is_uppercase) || self.text.starts_with('§')
    }
    fn is_all_capitals(self) -> bool {
        !self.text.contains(char::is_lowercase)
    }
}

/// The keyword at the start of `text`, and its length.
fn keyword(text: &str) -> Option<(Keyword<'_>, usize)> {
    if let Some(rest) = text.strip_prefix('§') {
        let plural = rest.starts_with('§');
        let len = '§'.len_utf8() * if plural { 2 } else { 1 };
        return Some((Keyword { text: &text[..2], word: Some(Word::Section), plural }, len));
    }
    // Asked of every word there is.
    const BEGINNINGS: [&str; 14] =
        ["sec", "sub", "cla", "art", "par", "ite", "poi", "cha", "exh", "sch", "ann", "app", "att", "add"];
    if !text.get(..3).is_some_and(|t| BEGINNINGS.iter().any(|b| b.eq_ignore_ascii_case(t))) {
        return None;
    }
    let run = text.bytes().take_while(|b| b.is_ascii_alphabetic() || *b == b'-').take(16).count();
    let written = &text[..run];
    let lower = written.to_ascii_lowercase();
    let plural = lower.ends_with('s');
    let (singular, len) = match lower.as_str() {
        "annexes" | "appendixes" => (&lower[..lower.len() - 2], run - 2),
        "appendices" => ("appendix", run),
        _ if plural => (&lower[..lower.len() - 1], run - 1),
        _ => (lower.as_str(), run),
    };
    let word = match singular {
        "section" | "sec" | "clause" | "subsection" | "sub-section" | "subclause" | "sub-clause" => Some(Word::Section),
        "article" | "art" => Some(Word::Article),
        "paragraph" | "para" | "subparagraph" | "sub-paragraph" | "item" | "point" => Some(Word::Paragraph),
        "part" => Some(Word::Part),
        "chapter" => Some(Word::Chapter),
        "exhibit" | "schedule" | "annex" | "annexure" | "appendix" | "attachment" | "addendum" => None,
        _ => return None,
    };
    let dot = usize::from(matches!(singular, "sec" | "art" | "para") && text[run..].starts_with('.'));
    Some((Keyword { text: &written[..len.min(run)], word, plural }, run + dot))
}

/// A number behind a keyword: the number itself and the items below it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Number {
    key: Key,
    sub: Key,
    len: usize,
}

/// Whether letters are a label: one, two the same, or a Roman number.
fn is_letter_label(text: &str) -> bool {
    let bytes = text.as_bytes();
    let same_case = text.chars().all(char::is_lowercase) || text.chars().all(char::is_uppercase);
    same_case && (bytes.len() == 1 || (bytes.len() == 2 && bytes[0] == bytes[1]) || roman(text).is_some())
}

/// One part of a number: `9`, `4A`, `IV`, `b`. Capital letters only for the first.
fn token(text: &str, first: bool) -> Option<(String, usize)> {
    let digits = text.bytes().take_while(u8::is_ascii_digit).take(6).count();
    let letters = text[digits..].bytes().take_while(u8::is_ascii_alphabetic).take(6).count();
    let len = digits + letters;
    let ends = !text[len..].starts_with(|c: char| c.is_alphanumeric());
    let fine = match (digits, letters) {
        (1..=5, 0) => ends,
        (1..=5, 1) => ends,
        (0, 1..) => ends && is_letter_label(&text[..len]) && (!first || text.as_bytes()[0].is_ascii_uppercase()),
        _ => false,
    };
    fine.then(|| (text[..len].to_ascii_lowercase(), len))
}

/// `(a)`, `(iv)`, `(2)` at the start of `text`.
fn item(text: &str) -> Option<(String, usize)> {
    let inner = text.strip_prefix('(')?;
    let end = inner.bytes().take(6).position(|b| b == b')')?;
    let content = &inner[..end];
    let digits = content.len() <= 2 && content.bytes().all(|b| b.is_ascii_digit());
    let fine =
        !content.is_empty() && (digits || content.bytes().all(|b| b.is_ascii_alphabetic()) && is_letter_label(content));
    fine.then(|| (content.to_ascii_lowercase(), end + 2))
}

fn number(text: &str) -> Option<Number> {
    let mut out = Number::default();
    if let Some((first, n)) = token(text, true) {
        out.key.push(first);
        out.len = n;
        while out.key.len() < 8
            && let Some(rest) = text[out.len..].strip_prefix('.')
            && let Some((next, n)) = token(rest, false)
        {
            out.key.push(next);
            out.len += n + 1;
        }
        if text[out.len..].starts_with('%') {
            return None;
        }
    }
    while out.sub.len() < 6
        && let Some((step, n)) = item(&text[out.len..])
    {
        out.sub.push(step);
        out.len += n;
    }
    // "Section 9.2 (a) above", but not "under Section 9 (a) the fees and (b) the costs"
    if let Some((step, n)) = text[out.len..].strip_prefix(' ').filter(|_| out.sub.is_empty()).and_then(item)
        && !out.key.is_empty()
    {
        let after = &text[out.len + 1 + n..];
        let ends = after.is_empty() || after.starts_with([',', '.', ';', ')', ':', '(']);
        if ends || [" of ", " above", " below", " shall ", " and (", " or ("].iter().any(|w| after.starts_with(w)) {
            out.sub.push(step);
            out.len += n + 1;
            while let Some((step, n)) = item(&text[out.len..]) {
                out.sub.push(step);
                out.len += n;
            }
        }
    }
    (out.len > 0).then_some(out)
}

/// What stands between the numbers of a list, and its length.
fn separator(text: &str) -> Option<usize> {
    const JOINS: [&str; 14] = [
        ", and ",
        ", or ",
        ", and/or ",
        " and/or ",
        " and ",
        " or ",
        " through ",
        " to ",
        " & ",
        ", ",
        "; ",
        " – ",
        "–",
        "-",
    ];
    JOINS.iter().find(|j| text.starts_with(**j)).map(|j| j.len())
}

/// The heading that a reference names in brackets: ` (Limitation of Liability)`.
fn titled(text: &str) -> usize {
    let Some(inner) = text.strip_prefix(" (") else { return 0 };
    if !inner.trim_start_matches(['“', '"', '*']).starts_with(|c: char| c.is_uppercase()) {
        return 0;
    }
    let end = inner.char_indices().take(120).find(|(_, c)| matches!(c, ')' | '('));
    end.filter(|(_, c)| *c == ')').map_or(0, |(i, _)| i + 3)
}

/// All mentions in a block's text, in order.
pub(super) fn mentions(text: &str) -> Vec<Mention> {
    let mut out = Vec::new();
    let mut at = 0;
    while let Some(start) = next_word(text, at) {
        match chain(text, start) {
            Some((found, end)) => {
                out.extend(found);
                at = end.max(start + 1);
            }
            None => at = start + text[start..].chars().next().map_or(1, char::len_utf8),
        }
        // On to the end of this word.
        at += text[at..].bytes().take_while(u8::is_ascii_alphabetic).count();
    }
    out
}

/// Where the next Latin word or section sign begins.
fn next_word(text: &str, from: usize) -> Option<usize> {
    let mut previous = text[..from].chars().next_back();
    for (i, c) in text[from..].char_indices() {
        let joined = previous.is_some_and(|p| p.is_ascii_alphanumeric() || matches!(p, '-' | '_' | '/' | '&' | '.'));
        if c == '§' || (c.is_ascii_alphabetic() && !joined) {
            return Some(from + i);
        }
        previous = Some(c);
    }
    None
}

/// References that hang together: `Sections 4 and 5(a), and Exhibit B, of the Agreement`. Where they end is given too.
fn chain(text: &str, start: usize) -> Option<(Vec<Mention>, usize)> {
    let mut out: Vec<(Mention, Option<Word>)> = Vec::new();
    let before = named_before(&text[..start]);
    let mut at = start;
    let mut end = start;
    while let Some((word, n)) = keyword(&text[at..]) {
        let Some((found, stop)) = group(text, at, word, n) else { break };
        out.extend(found.into_iter().map(|m| (m, word.word)));
        end = stop;
        let after = stop + titled(&text[stop..]);
        match separator(&text[after..]) {
            Some(n) => at = after + n,
            None => break,
        }
    }
    let (_, last) = out.last()?.clone();
    let behind = named_behind(&text[end + titled(&text[end..])..], last.is_none());
    // In "Section 7 and Article 28 of the GDPR" only the article is one of the GDPR.
    // "Annex I, Part B of the Clauses" is one place.
    let one_place = |w: Option<Word>| w == last || (last == Some(Word::Part) && w.is_none());
    for (mention, _) in out.iter_mut().rev().take_while(|(_, w)| one_place(*w)) {
        if behind != Within::Unsaid {
            mention.within = behind.clone();
        }
    }
    for (mention, _) in out.iter_mut().filter(|(m, _)| m.within == Within::Unsaid) {
        if let Some(name) = &before {
            mention.within = Within::Named(name.clone());
        }
    }
    Some((out.into_iter().map(|(m, _)| m).collect(), end))
}

/// A keyword with its numbers.
fn group(text: &str, start: usize, word: Keyword<'_>, len: usize) -> Option<(Vec<Mention>, usize)> {
    let mut at = start + len;
    let rest = &text[at..];
    let gap = rest.chars().next().filter(|c| matches!(c, ' ' | '\u{a0}' | '\t')).map_or(0, char::len_utf8);
    let no = if rest[gap..].starts_with("No. ") { 4 } else { 0 };
    let own = said_before(text, start, "this ") || said_before(text, start, "these ");
    let first = (gap > 0 || rest.starts_with('(') || word.text == "§")
        .then(|| number(&rest[gap + no..]))
        .flatten()
        .filter(|n| fits(word, n, &rest[gap + no + n.len..]));
    let Some(first) = first else {
        let kind = word.word.unwrap_or(Word::Schedule);
        let from = start.checked_sub("this ".len()).filter(|_| own && !word.plural)?;
        let named = word.is_capital() || matches!(kind, Word::Section | Word::Article | Word::Paragraph);
        let addendum = word.text.eq_ignore_ascii_case("addendum");
        let item = word.text.eq_ignore_ascii_case("item") || word.text.eq_ignore_ascii_case("point");
        return (named && !addendum && !item).then(|| {
            let what = What::This { word: kind, sub: Key::new() };
            (vec![Mention { range: TextRange::new(from, at), what, within: Within::Own }], at)
        });
    };
    at += gap + no;
    let mut out = Vec::new();
    let mut last = first.clone();
    let mut range = TextRange::new(start, at + first.len);
    let mut found = first;
    loop {
        let within = if own { Within::Own } else { Within::Unsaid };
        out.push(Mention { range, what: what(word, &found), within });
        let after = range.end + titled(&text[range.end..]);
        let Some(n) = separator(&text[after..]) else { break };
        let from = after + n;
        let Some(mut next) = number(&text[from..]) else { break };
        let comma = text[after..].starts_with([',', ';']) && n == 2;
        let dotted = next.key.len() > 1 || next.key.is_empty();
        let unit = crate::structure::labels::starts_with_unit(&text[from + next.len..]);
        let dash = n <= '–'.len_utf8();
        let goes_on = word.plural && !unit || !comma && !unit && (!dash || dotted) || comma && next.key.len() > 1;
        // "Section 9 or (c) the fees": an item of the sentence, unless the list is one of items.
        if next.key.is_empty() && last.sub.is_empty() && !(word.plural && last.key.is_empty()) {
            break;
        }
        // A capital letter alone is more often a word.
        let letter = next.key.first().is_some_and(|k| k.bytes().all(|b| b.is_ascii_alphabetic()));
        if !goes_on || (letter && !(word.plural && word.is_capital())) || !fits(word, &next, &text[from + next.len..]) {
            break;
        }
        range = TextRange::new(from, from + next.len);
        if next.key.is_empty() && !last.key.is_empty() {
            // "Section 4(a), (b) and (c)"
            next.key = last.key.clone();
            let kept = last.sub.len().saturating_sub(next.sub.len());
            next.sub = last.sub[..kept].iter().cloned().chain(next.sub).collect();
        }
        last = next.clone();
        found = next;
    }
    Some((out, range.end))
}

fn what(word: Keyword<'_>, n: &Number) -> What {
    match word.word {
        None => {
            let number = n.key.iter().chain(&n.sub).cloned().collect::<Vec<_>>().join(".");
            What::Attachment { word: word.text.to_lowercase(), number }
        }
        Some(_) if n.key.is_empty() => What::Near { sub: n.sub.clone(), sure: true },
        Some(kind) => What::Number { word: kind, key: n.key.clone(), sub: n.sub.clone() },
    }
}

/// Whether the number goes with the word: "part of" is none, "item 3" hardly one.
fn fits(word: Keyword<'_>, n: &Number, after: &str) -> bool {
    let lettered = n.key.first().is_some_and(|k| k.bytes().all(|b| b.is_ascii_alphabetic()));
    let lower_word = !word.is_capital();
    if lettered && (lower_word && n.key[0].len() == 1 && n.key.len() == 1) {
        return false;
    }
    // "THIS SECTION A PARTY MAY": the letter has to stand apart.
    if lettered && word.is_all_capitals() && n.key.len() == 1 && after.starts_with(' ') {
        return n.key[0] != "a" && n.key[0] != "i";
    }
    match word.word {
        Some(Word::Paragraph) if matches!(word.text.to_lowercase().as_str(), "item" | "point") => n.key.is_empty(),
        Some(Word::Part | Word::Chapter) => word.is_capital() && !n.key.is_empty(),
        None => !n.key.is_empty() && (word.is_capital() || !lettered),
        _ => true,
    }
}

fn said_before(text: &str, at: usize, word: &str) -> bool {
    at.checked_sub(word.len()).and_then(|i| text.get(i..at)).is_some_and(|t| t.eq_ignore_ascii_case(word))
}

/// Words at the end of a law's name.
const LAWS: [&str; 23] = [
    "Act",
    "Code",
    "GDPR",
    "CCPA",
    "CPRA",
    "UCC",
    "Regulation",
    "Regulations",
    "Directive",
    "Law",
    "Laws",
    "U.S.C.",
    "USC",
    "C.F.R.",
    "CFR",
    "Constitution",
    "SCCs",
    "Clauses",
    "FAR",
    "DFAR",
    "DFARS",
    "HIPAA",
    "DSGVO",
];

/// Whether a word is part of a name: it begins with a capital or a figure, or is a short code in brackets, `(EU)`.
fn is_name_word(word: &str) -> bool {
    match word.strip_prefix('(') {
        Some(code) => code.len() < 6 && code.ends_with(')') && code.starts_with(char::is_uppercase),
        None => {
            word.trim_start_matches(['“', '"', '‘', '*']).starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit())
        }
    }
}

const JOINING: [&str; 7] = ["of", "for", "on", "the", "to", "&", "de"];

/// The law that is named right before a reference: `California Civil Code, Section 1542`, `47 U.S.C. § 230`.
fn named_before(before: &str) -> Option<String> {
    let bare = before.strip_suffix(' ')?.trim_end_matches(',');
    let from = bare.char_indices().rev().nth(90).map_or(0, |(i, _)| i);
    let from = from + bare[from..].find(|c: char| c.is_whitespace()).filter(|_| from > 0).unwrap_or(0);
    let words: Vec<&str> = bare[from..].split(' ').collect();
    let is_law = |w: &&str| LAWS.contains(&w.trim_start_matches(['(', '“', '"']));
    let numbered = words.last()?.contains('/') && words.iter().rev().skip(1).take(3).any(is_law);
    if !numbered && !words.last().is_some_and(is_law) {
        return None;
    }
    let mut first = words.len() - 1;
    while first > 0 {
        let word = words[first - 1];
        let joins = JOINING.contains(&word) && first > 1 && is_name_word(words[first - 2]);
        let stops = word.ends_with([',', ';', ':', ')']) || word.ends_with('.') && word.len() > 5;
        if stops || !(is_name_word(word) || joins) {
            break;
        }
        first -= 1;
    }
    while first + 1 < words.len() && ["The", "Under", "In", "See", "Per", "This", "These"].contains(&words[first]) {
        first += 1;
    }
    Some(words[first..].join(" ").trim_start_matches(['(', '“', '"']).to_owned())
}

/// What is said behind references about where they lead: `hereof`, `of the GDPR`, `of Exhibit A`, `to the Agreement`.
fn named_behind(after: &str, attachment: bool) -> Within {
    let Some(rest) = after.strip_prefix(' ') else { return Within::Unsaid };
    if ["hereof", "herein", "hereto", "above", "below"].iter().any(|w| rest.starts_with(w)) {
        return Within::Own;
    }
    let Some((link, mut rest)) = rest.split_once(' ') else { return Within::Unsaid };
    if !(matches!(link, "of" | "in" | "from") || link == "to" && attachment) {
        return Within::Unsaid;
    }
    while let Some((word, more)) = rest.split_once(' ') {
        match word.to_ascii_lowercase().as_str() {
            "this" | "these" => return Within::This(name_at(more)),
            "the" | "our" | "your" | "its" | "their" | "applicable" | "relevant" | "such" | "each" | "any" | "that"
            | "said" | "both" => rest = more,
            _ => break,
        }
    }
    if let Some((word, n)) = keyword(rest)
        && word.word.is_none()
        && let Some(found) = rest[n..].strip_prefix(' ').and_then(number)
        && !found.key.is_empty()
    {
        let name = rest[..n + 1 + found.len].to_owned();
        return Within::Attachment { word: word.text.to_lowercase(), number: found.key.join("."), name };
    }
    let name = name_at(rest);
    // "in" is found before much else: only a name in capitals is one there.
    if name.is_empty() || (link == "in" && !name.contains(' ') && !name.chars().all(char::is_uppercase)) {
        return Within::Unsaid;
    }
    Within::Named(name)
}

/// The capitalised name that `text` begins with.
fn name_at(text: &str) -> String {
    let words: Vec<&str> = text.split(' ').take(14).collect();
    let mut end = 0;
    for (i, word) in words.iter().enumerate() {
        let next_named =
            || words[i + 1..].iter().take(2).find(|w| !JOINING.contains(w)).is_some_and(|w| is_name_word(w));
        if is_name_word(word) {
            end = i + 1;
        } else if !(JOINING.contains(word) && end > 0 && next_named()) {
            break;
        }
        let stops = word.ends_with([',', ';', ':', '”', '"', '’', '.', '?', ')'])
            && !matches!(*word, "U.S." | "U.K." | "(EU)" | "(UK)" | "(EC)");
        if stops {
            break;
        }
    }
    let name = words[..end].join(" ");
    let name = name.trim_end_matches([',', ';', ':', '.', '?', '”', '"', '*', '’']);
    let name = name.trim_start_matches(['“', '"', '*']);
    let unopened = name.ends_with(')') && !name.contains('(');
    name.trim_end_matches(if unopened { &[')'][..] } else { &[][..] }).to_owned()
}
