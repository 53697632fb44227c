//! Terms that the document defines: by a sentence, in passing, in a list or table of definitions.

use std::collections::BTreeMap;

use crate::draft::{is_han, shift};
use crate::{Block, BlockKind, Definition, DefinitionKind, Document, Sentence, SentenceKind, TextRange};

use super::is_read;
use super::quotes::{Quoted, quoted};

/// Verbs of a definition in English.
const VERBS: [&str; 30] = [
    "means",
    "mean",
    "shall mean",
    "will mean",
    "is deemed to mean",
    "collectively means",
    "collectively mean",
    "refers to",
    "refer to",
    "shall refer to",
    "will refer to",
    "collectively refers to",
    "has the meaning",
    "have the meaning",
    "has the same meaning",
    "have the same meaning",
    "shall have the meaning",
    "shall have the same meaning",
    "will have the meaning",
    "shall have the respective meaning",
    "has the respective meaning",
    "have the respective meaning",
    "bears the meaning",
    "is defined",
    "are defined",
    "shall be defined",
    "will be defined",
    "also means",
    "also includes",
    "will have the same meaning",
];

/// Verbs of a definition in Chinese that mean nothing else.
const HAN_VERBS: [&str; 9] = ["是指", "系指", "指的是", "均指", "特指", "意指", "意为", "即指", "定义为"];

/// 指定, 指示, 指导 and others that only begin with 指.
const NOT_POINTING: &str = "定示导标派令引纹南出挥向数代使正";

/// Say in Chinese that a short name follows, the longer first.
const HAN_MARKS: [&str; 9] = ["以下简称", "以下统称", "以下合称", "下文简称", "以下称", "下称", "统称", "合称", "简称"];

/// Reads the definitions of all blocks.
pub(super) fn definitions(document: &Document) -> Vec<Definition> {
    let glossary = glossary_clauses(document);
    let mut found: BTreeMap<usize, Definition> = BTreeMap::new();
    let mut sentences = document.sentences.iter().peekable();
    for (i, block) in document.blocks.iter().enumerate() {
        let mut own: Vec<&Sentence> = Vec::new();
        while let Some(s) = sentences.next_if(|s| s.block <= i) {
            own.push(s);
        }
        if !is_read(block.kind) {
            continue;
        }
        let in_glossary = block.clause.is_some_and(|c| glossary[c]);
        let mut reader = Reader { document, block, in_glossary, found: &mut found };
        if block.kind == BlockKind::Table && reader.table() {
            continue;
        }
        reader.entry(&own);
        for s in own {
            reader.sentence(s);
        }
    }
    found.into_values().collect()
}

/// Which clauses stand under a heading that announces definitions.
fn glossary_clauses(document: &Document) -> Vec<bool> {
    let names = ["definition", "glossary", "interpretation", "defined term", "定义", "术语", "释义", "名词解释"];
    let mut out: Vec<bool> = Vec::with_capacity(document.clauses.len());
    for clause in &document.clauses {
        let heading = clause.heading.as_deref().unwrap_or("").to_lowercase();
        let own = heading.chars().count() < 60 && names.iter().any(|n| heading.contains(n));
        out.push(own || clause.parent.is_some_and(|p| out[p]));
    }
    out
}

struct Reader<'a> {
    document: &'a Document,
    block: &'a Block,
    in_glossary: bool,
    found: &'a mut BTreeMap<usize, Definition>,
}

impl Reader<'_> {
    fn add(&mut self, kind: DefinitionKind, range: TextRange, meaning: TextRange) {
        let text = self.document.text.as_str();
        let meaning = trimmed(text, meaning);
        let term = self.document.slice(range);
        if term.is_empty() || meaning.is_empty() || !term.contains(char::is_alphabetic) {
            return;
        }
        let definition = Definition { term: term.to_owned(), kind, range, meaning, clause: self.block.clause };
        self.found.entry(range.start).or_insert(definition);
    }

    /// A table of terms and their meanings. Says whether it is one.
    fn table(&mut self) -> bool {
        let Some(table) = self.block.table.as_ref().filter(|t| t.columns >= 2) else { return false };
        let cells: BTreeMap<(usize, usize), TextRange> =
            table.cells.iter().filter(|c| c.column < 2).map(|c| ((c.row, c.column), c.range)).collect();
        let text = |row, column| cells.get(&(row, column)).map(|r| self.document.slice(*r).trim().to_lowercase());
        let (first, second) = (text(0, 0).unwrap_or_default(), text(0, 1).unwrap_or_default());
        let terms = ["term", "defined term", "word", "expression", "术语", "名词", "词语", "定义术语"];
        let meanings = ["definition", "meaning", "定义", "含义", "释义", "解释"];
        let headed = terms.contains(&first.trim_end_matches('s')) && meanings.iter().any(|m| second.starts_with(m));
        if !headed && !self.in_glossary {
            return false;
        }
        let rows: Vec<(TextRange, TextRange)> = (usize::from(headed)..table.rows)
            .filter_map(|row| Some((*cells.get(&(row, 0))?, *cells.get(&(row, 1))?)))
            .collect();
        let mut any = false;
        for (term, meaning) in rows {
            let inner = unquoted(&self.document.text, term);
            if inner.len() <= 90 && !meaning.is_empty() {
                self.add(DefinitionKind::Sentence, inner, meaning);
                any = true;
            }
        }
        any
    }

    /// An entry of a list of definitions whose term stands as a heading: `Affiliate: any entity ...`, 用户：指…….
    fn entry(&mut self, sentences: &[&Sentence]) {
        let [head, prose, ..] = sentences else { return };
        if head.kind != SentenceKind::Heading || prose.kind != SentenceKind::Prose {
            return;
        }
        let text = self.document.slice(prose.range);
        let verb = verb(text);
        let colon = self.document.text[head.range.end..prose.range.start].contains([':', '：', '—', '–']);
        if verb.is_none() && !(self.in_glossary && colon) {
            return;
        }
        let range = unquoted(&self.document.text, head.range);
        let meaning = TextRange::new(prose.range.start + verb.unwrap_or(0), prose.range.end);
        self.add(DefinitionKind::Sentence, range, meaning);
    }

    fn sentence(&mut self, s: &Sentence) {
        let text = self.document.slice(s.range);
        let quotes = quoted(text);
        self.quoted_terms(s, text, &quotes);
        self.in_brackets(s, text, &quotes);
        self.called(s, text, &quotes);
        self.called_in_chinese(s, text, &quotes);
        if s.kind == SentenceKind::Prose {
            self.unquoted_term(s, text);
        }
    }

    /// “Fees” means ..., “服务”是指……
    fn quoted_terms(&mut self, s: &Sentence, text: &str, quotes: &[Quoted]) {
        let mut group: Vec<Quoted> = Vec::new();
        for (i, q) in quotes.iter().enumerate() {
            let joined = group.last().is_some_and(|g| joins(&text[g.outer.end..q.outer.start]));
            if !joined {
                group.clear();
            }
            group.push(*q);
            let until = quotes.get(i + 1).map_or(text.len(), |n| n.outer.start);
            let after = &text[q.outer.end..];
            let found = verb(after).or_else(|| distant_verb(&after[..until - q.outer.end])).or_else(|| {
                let plain = after.trim_start_matches(['*', ' ', '：', ':', '）']);
                let listed = self.in_glossary && group[0].outer.start < 8;
                let is = ["为", "即", "是", "包括", "is ", "are ", "includes "].iter().find(|w| plain.starts_with(**w));
                let dash = plain.starts_with(['–', '—', '-']).then(|| after.len() - plain.len());
                listed.then(|| is.map(|w| after.len() - plain.len() + w.len()).or(dash)).flatten()
            });
            if let Some(n) = found {
                let meaning = TextRange::new(s.range.start + q.outer.end + n, s.range.end);
                for g in std::mem::take(&mut group) {
                    self.add(DefinitionKind::Sentence, shift(g.inner, s.range.start), meaning);
                }
            }
        }
    }

    /// ... (the “Services”), ...（“腾讯云”）
    fn in_brackets(&mut self, s: &Sentence, text: &str, quotes: &[Quoted]) {
        let mut next = quotes.iter().peekable();
        for (open, close) in brackets(text) {
            let content = TextRange::new(open, close);
            while next.next_if(|q| q.outer.start < open).is_some() {}
            let inside: Vec<Quoted> =
                std::iter::from_fn(|| next.next_if(|q| content.contains(q.outer)).copied()).collect();
            let before = text[..open].trim_end();
            let words = &text[open..close];
            if before.is_empty() || words.len() > 360 || is_example(words) {
                continue;
            }
            let meaning =
                TextRange::new(s.range.start, s.range.start + before.trim_end_matches(['(', '（', ' ']).len());
            if inside.is_empty() {
                self.bold_in_brackets(s, text, content, meaning);
            }
            let mut from = open;
            for (i, q) in inside.iter().enumerate() {
                let lead = text.get(from..q.outer.start).unwrap_or("");
                let after = &text[q.outer.end..inside.get(i + 1).map_or(close, |n| n.outer.start)];
                // (“T” stands for the day of the trade)
                let ends = after.len() < 60 && verb(after).is_none();
                if ends && names_a_term(lead, &text[q.inner.start..q.inner.end]) {
                    self.add(DefinitionKind::Inline, shift(q.inner, s.range.start), meaning);
                }
                from = q.outer.end;
            }
        }
    }

    /// `(the Services)` with the term in bold.
    fn bold_in_brackets(&mut self, s: &Sentence, text: &str, content: TextRange, meaning: TextRange) {
        let inner = text.get(content.start..content.end).unwrap_or("").trim_start_matches(['(', '（']);
        let from = content.end - inner.len();
        let term = ["the ", "each a ", "each, a ", "a ", "an ", "collectively, the ", "together, the "]
            .iter()
            .find_map(|w| inner.strip_prefix(w))
            .unwrap_or("");
        let range = shift(TextRange::new(content.end - term.len(), content.end), s.range.start);
        let bold = self.block.emphasised(range);
        if bold && content.end > from && term.starts_with(char::is_uppercase) && term.len() < 60 {
            self.add(DefinitionKind::Inline, range, meaning);
        }
    }

    /// ... hereinafter referred to as the “Services”
    fn called(&mut self, s: &Sentence, text: &str, quotes: &[Quoted]) {
        const CALLED: [&str; 9] = [
            "hereinafter referred to as",
            "referred to as",
            "referred to herein as",
            "hereinafter",
            "hereafter",
            "hereinafter called",
            "defined as",
            "collectively",
            "collectively,",
        ];
        for q in quotes {
            let before = text[..q.outer.start].trim_end().trim_end_matches('*').trim_end();
            let bare = [" the", " a", " an", " our"].iter().find_map(|w| before.strip_suffix(w)).unwrap_or(before);
            let from = bare.char_indices().rev().nth(40).map_or(0, |(i, _)| i);
            let tail = bare[from..].to_lowercase();
            let Some(mark) = CALLED.iter().find(|m| tail.ends_with(**m)) else { continue };
            let meaning = TextRange::new(s.range.start, s.range.start + bare.len().saturating_sub(mark.len()));
            self.add(DefinitionKind::Inline, shift(q.inner, s.range.start), meaning);
        }
    }

    /// 以下简称“本服务”, 以下统称该等行为
    fn called_in_chinese(&mut self, s: &Sentence, text: &str, quotes: &[Quoted]) {
        let mut done = 0;
        for (at, c) in text.char_indices() {
            if at < done || !matches!(c, '以' | '下' | '统' | '合' | '简') {
                continue;
            }
            let Some(mark) = HAN_MARKS.iter().find(|m| text[at..].starts_with(**m)) else { continue };
            let mut from = at + mark.len();
            let rest = text[from..].trim_start_matches(['为', '：', ':', ' ', '*', '作', ',', '，']);
            from = text.len() - rest.len();
            done = from;
            let before = text[..at].trim_end_matches(['（', '(', ' ', '，', ',', '*']);
            let meaning = TextRange::new(s.range.start, s.range.start + before.len());
            let first = quotes.partition_point(|q| q.outer.start < from);
            if quotes.get(first).is_some_and(|q| q.outer.start == from) {
                let mut end = from;
                for q in &quotes[first..] {
                    if !joins(&text[end..q.outer.start]) {
                        break;
                    }
                    self.add(DefinitionKind::Inline, shift(q.inner, s.range.start), meaning);
                    end = q.outer.end;
                }
                done = end;
                continue;
            }
            let run: usize = rest
                .chars()
                .take(17)
                .take_while(|c| c.is_alphanumeric() || matches!(c, ' ' | '-' | '/'))
                .map(char::len_utf8)
                .sum();
            let term = rest[..run].trim();
            let ends = rest[run..].starts_with(['）', ')', '，', '。', '；', '、', ',', '”']);
            if ends && term.chars().any(is_han) && term.chars().count() <= 12 {
                let range = TextRange::new(s.range.start + from, s.range.start + from + term.len());
                self.add(DefinitionKind::Inline, range, meaning);
            }
        }
    }

    /// A term without quotation marks at the start of its sentence: Confidential Information means ..., 可用率是指…….
    fn unquoted_term(&mut self, s: &Sentence, text: &str) {
        let limit = text.char_indices().nth(100).map_or(text.len(), |(i, _)| i);
        let head = &text[..limit];
        let mut found: Option<(TextRange, usize)> = None;
        let likely =
            [" mean", " refer", " the meaning", " defined", " the same meaning"].iter().any(|w| head.contains(w));
        for verb in VERBS.iter().filter(|_| likely).filter(|v| !v.starts_with("is ") && !v.starts_with("are ")) {
            let spaced = format!(" {verb} ");
            if let Some(at) = head.find(&spaced).filter(|_| found.is_none()) {
                let term = head[..at].trim_start_matches("The term ").trim_matches(['*', ',', ':', ' ']);
                let start = at - head[..at].len() + head.find(term).unwrap_or(0);
                let range = TextRange::new(start, start + term.len());
                let bold = self.block.emphasised(shift(range, s.range.start));
                if names_in_latin(term) || (bold && term.len() < 60) {
                    found = Some((range, at + spaced.len()));
                }
            }
        }
        for verb in HAN_VERBS {
            if found.is_none()
                && let Some(at) = head.find(verb)
                && let Some(range) = han_term(&head[..at])
            {
                found = Some((range, at + verb.len()));
            }
        }
        if let Some((range, end)) = found {
            let meaning = TextRange::new(s.range.start + end, s.range.end);
            self.add(DefinitionKind::Sentence, shift(range, s.range.start), meaning);
        }
    }
}

impl Block {
    /// Whether bold or underlined words cover `range`.
    fn emphasised(&self, range: TextRange) -> bool {
        let after = self.emphasis.partition_point(|e| e.range.start <= range.start);
        let near = &self.emphasis[after.saturating_sub(2)..after];
        !range.is_empty() && near.iter().any(|e| (e.bold || e.underline) && e.range.contains(range))
    }
}

/// The bytes up to and with a verb of definition at the start of `after`.
fn verb(after: &str) -> Option<usize> {
    let plain = after.trim_start_matches(['*', '_', ' ', ',', '，', '：', ':', '）', ')', '\u{a0}', '】']);
    let at = after.len() - plain.len();
    let lower: String = plain.chars().take(40).collect::<String>().to_ascii_lowercase();
    let ends = |v: &str| !lower[v.len()..].starts_with(|c: char| c.is_ascii_alphanumeric());
    if let Some(v) = VERBS.iter().filter(|v| lower.starts_with(**v) && ends(v)).max_by_key(|v| v.len()) {
        return Some(at + v.len());
    }
    if let Some(v) = HAN_VERBS.iter().find(|v| plain.starts_with(**v)) {
        return Some(at + v.len());
    }
    let rest = plain.strip_prefix('指')?;
    (!rest.starts_with(|c| NOT_POINTING.contains(c))).then_some(at + '指'.len_utf8())
}

/// A verb behind words that say where the term is used so: `“Fees”, as used in this Section, means`.
fn distant_verb(after: &str) -> Option<usize> {
    let limit = after.char_indices().nth(140).map_or(after.len(), |(i, _)| i);
    let head = &after[..limit];
    let opens = [
        ", ",
        " (",
        " as used",
        " for purposes",
        " for the purpose",
        " in relation to",
        " with respect to",
        " when used",
    ];
    if !opens.iter().any(|o| head.starts_with(o)) {
        return None;
    }
    let verbs = ["means", "shall mean", "has the meaning", "have the meaning", "shall have the meaning"];
    verbs
        .iter()
        .filter_map(|v| head.find(&format!(" {v} ")).map(|i| i + v.len() + 1))
        .min()
        .filter(|&i| !head[..i].contains(['.', ';']))
}

/// Whether two quoted terms stand side by side: `“Fee” or “Fees”`, “本协议”或“SLA”.
fn joins(between: &str) -> bool {
    let bare =
        between.trim_matches(|c: char| c.is_whitespace() || matches!(c, ',' | '*' | '/' | '(' | '（' | '）' | ')'));
    matches!(
        bare.to_lowercase().as_str(),
        "" | "or"
            | "and"
            | "and/or"
            | "或"
            | "、"
            | "和"
            | "及"
            | "与"
            | "或者"
            | "以及"
            | "the"
            | "and the"
            | "or the"
    )
}

/// Pairs of brackets, the innermost only: where the words between begin and end.
fn brackets(text: &str) -> Vec<(usize, usize)> {
    let mut out = Vec::new();
    let mut open = None;
    for (i, c) in text.char_indices() {
        match c {
            '(' | '（' => open = Some(i + c.len_utf8()),
            ')' | '）' => out.extend(open.take().map(|o| (o, i))),
            _ => {}
        }
    }
    out
}

/// Whether brackets give an example or a reference, and no name.
fn is_example(words: &str) -> bool {
    let lower = words.trim_start().to_lowercase();
    [
        "e.g",
        "i.e",
        "eg.",
        "ie.",
        "including",
        "such as",
        "see ",
        "for example",
        "as defined",
        "如",
        "例如",
        "包括",
        "即",
        "含",
        "见",
    ]
    .iter()
    .any(|w| lower.starts_with(w))
}

/// Whether what stands before a quoted term in brackets makes it a name: `the`, `each, a`, 以下简称.
fn names_a_term(lead: &str, term: &str) -> bool {
    let bare = lead.trim().trim_matches(['*', '_', ',', '，', ':', '：', ';', ' ']);
    let last = bare.rsplit([' ', ',']).next().unwrap_or("").to_lowercase();
    let words = [
        "",
        "the",
        "a",
        "an",
        "each",
        "our",
        "as",
        "to",
        "collectively",
        "together",
        "hereinafter",
        "hereafter",
        "or",
        "and",
        "and/or",
        "any",
        "such",
        "called",
        "individually",
        "jointly",
        "this",
        "these",
        "being",
        "singularly",
        "either",
        "its",
        "their",
        "your",
        "also",
    ];
    let han = ["或", "、", "和", "及", "与", "为", "称"];
    if HAN_MARKS.iter().any(|m| bare.ends_with(m)) {
        return true;
    }
    let named = words.contains(&last.as_str()) || han.iter().any(|w| bare.ends_with(w));
    let capital = term.starts_with(|c: char| c.is_uppercase() || is_han(c) || c.is_ascii_digit());
    // A lower-case term needs an article: (“as is”) is a phrase, (the “software”) a name.
    named && bare.split_whitespace().count() <= 24 && (capital || !matches!(last.as_str(), "" | "or" | "and"))
}

/// Whether words without quotation marks are a term: all that matter begin with a capital.
fn names_in_latin(term: &str) -> bool {
    let words: Vec<&str> = term.split_whitespace().collect();
    let small = ["of", "and", "or", "the", "to", "for", "in", "&"];
    let none = [
        "this", "that", "it", "which", "what", "by", "such", "these", "no", "any", "all", "other", "each", "the", "if",
        "we", "you",
    ];
    let first = words.first().map(|w| w.to_lowercase()).unwrap_or_default();
    !words.is_empty()
        && words.len() <= 8
        && !none.contains(&first.as_str())
        && words
            .iter()
            .all(|w| small.contains(w) || w.starts_with(|c: char| c.is_uppercase() || matches!(c, '“' | '"' | '(')))
        && !term.contains(['“', '"', ',', ';', ':'])
}

/// The term in front of 是指: the words before it, without what says where it is used so.
fn han_term(before: &str) -> Option<TextRange> {
    let mut term = before.trim_end_matches(['，', ',', '：', ':', ' ', '*', '”', '】']);
    if let Some((_, rest)) = term.rsplit_once(['，', ',', '：', '；']) {
        term = rest;
    }
    for mark in [
        "所称的",
        "所称",
        "中的",
        "所述的",
        "所指的",
        "本文中",
        "所述",
        "项下的",
        "协议中",
        "合同中",
        "条款中",
        "其中",
        "上述",
        "此处",
    ] {
        if let Some((_, rest)) = term.split_once(mark) {
            term = rest;
        }
    }
    let term = term.trim_start_matches(|c: char| c.is_ascii_digit() || " .、*\"“【的".contains(c));
    let term = term.trim_start_matches('但').trim_end_matches('"');
    let count = term.chars().count();
    let none = ["如果", "若", "则", "该", "这", "视为", "即", "如", "并", "将", "不"];
    let fine = (2..=24).contains(&count)
        && term.chars().any(is_han)
        && !term.starts_with('第')
        && !term.contains(['。', '；', '”', '“', '「', '"', '《', '？', '（', '('])
        && !none.iter().any(|w| term.starts_with(w));
    if !fine {
        return None;
    }
    let start = before.rfind(term)?;
    Some(TextRange::new(start, start + term.len()))
}

/// `range` without blanks and quotation marks around.
fn unquoted(text: &str, range: TextRange) -> TextRange {
    let marks = |c: char| {
        c.is_whitespace()
            || matches!(c, '“' | '”' | '"' | '「' | '」' | '‘' | '’' | '*' | '：' | ':' | '.' | '；' | ';')
    };
    let part = &text[range.start..range.end];
    let lead = part.len() - part.trim_start_matches(marks).len();
    TextRange::new(range.start + lead, (range.start + part.trim_end_matches(marks).len()).max(range.start + lead))
}

/// `range` without blanks and stray marks around.
fn trimmed(text: &str, range: TextRange) -> TextRange {
    let part = text.get(range.start..range.end).unwrap_or("");
    let marks = |c: char| c.is_whitespace() || matches!(c, ':' | '：' | ',' | '，' | '*');
    let lead = part.len() - part.trim_start_matches(marks).len();
    TextRange::new(range.start + lead, (range.start + part.trim_end().len()).max(range.start + lead))
}
