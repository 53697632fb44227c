//! A document as patterns see it: every sentence scanned once, with what stands above and around it.

use crate::compile::Compiled;
use crate::cues::{Hit, Scan};
use crate::normalize::is_wide;
use crate::patterns::CueBits;
use document::{Block, BlockKind, Document, Language, Sentence, SentenceKind, TextRange};
use library::UnitKind;
use std::collections::HashMap;

/// Rows of a table that are as long as a sentence are read as one: cover pages and definitions come as tables.
const ROW_CHARS_ZH: usize = 40;
const ROW_WORDS_EN: usize = 12;

/// One unit to be held against the patterns.
#[derive(Debug)]
pub(crate) struct UnitData {
    pub(crate) kind: UnitKind,
    pub(crate) language: Language,
    pub(crate) range: TextRange,
    pub(crate) block: usize,
    /// Indices of its sentences.
    pub(crate) sentences: std::ops::Range<usize>,
    pub(crate) hits: Vec<Hit>,
    pub(crate) own: CueBits,
    pub(crate) with_lead: CueBits,
    pub(crate) above: CueBits,
    pub(crate) nearby: CueBits,
    /// Sentences that introduce it, nearest first.
    pub(crate) lead_in: Vec<usize>,
}

/// Everything that was read from the document's sentences.
pub(crate) struct Context<'a> {
    pub(crate) doc: &'a Document,
    pub(crate) scans: Vec<Scan>,
    pub(crate) units: Vec<UnitData>,
}

/// The compiled library of each language.
#[derive(Clone, Copy)]
pub(crate) struct Both<'a> {
    pub(crate) en: &'a Compiled,
    pub(crate) zh: &'a Compiled,
}

impl<'a> Both<'a> {
    pub(crate) fn of(self, language: Language) -> &'a Compiled {
        match language {
            Language::En => self.en,
            Language::Zh => self.zh,
        }
    }
}

impl<'a> Context<'a> {
    pub(crate) fn new(doc: &'a Document, rules: Both<'_>) -> Self {
        let builder = Builder::new(doc, rules);
        let units = builder.units();
        Self { doc, scans: builder.scans, units }
    }
}

struct Builder<'a, 'r> {
    doc: &'a Document,
    rules: Both<'r>,
    languages: Vec<Language>,
    scans: Vec<Scan>,
    /// First and last sentence of each block.
    of_block: Vec<std::ops::Range<usize>>,
    /// Cues in each clause's heading.
    headings: HashMap<(usize, Language), CueBits>,
    /// Cues in the document's title: the heading above everything ("Disclaimer", "服务等级协议").
    title: HashMap<Language, CueBits>,
}

impl<'a, 'r> Builder<'a, 'r> {
    fn new(doc: &'a Document, rules: Both<'r>) -> Self {
        let languages: Vec<Language> = doc.sentences.iter().map(|s| language_of(doc, s)).collect();
        let scans: Vec<Scan> = doc
            .sentences
            .iter()
            .zip(&languages)
            .map(|(s, &l)| rules.of(l).cues.scan(doc.slice(s.range), s.range.start))
            .collect();
        let mut of_block = vec![0..0; doc.blocks.len()];
        for (i, s) in doc.sentences.iter().enumerate() {
            if let Some(r) = of_block.get_mut(s.block) {
                let first = if r.start == r.end { i } else { r.start };
                *r = first..i + 1;
            }
        }
        let mut headings = HashMap::new();
        let mut title = HashMap::new();
        for language in [Language::En, Language::Zh] {
            let cues = &rules.of(language).cues;
            let hits = doc.title.as_deref().map(|t| cues.scan(t, 0).hits).unwrap_or_default();
            title.insert(language, CueBits::of(cues.len(), &hits));
        }
        for (i, clause) in doc.clauses.iter().enumerate() {
            let Some(heading) = &clause.heading else { continue };
            for language in [Language::En, Language::Zh] {
                let cues = &rules.of(language).cues;
                headings.insert((i, language), CueBits::of(cues.len(), &cues.scan(heading, 0).hits));
            }
        }
        Self { doc, rules, languages, scans, of_block, headings, title }
    }

    fn units(&self) -> Vec<UnitData> {
        let mut units = Vec::new();
        for (i, s) in self.doc.sentences.iter().enumerate() {
            let Some(block) = self.doc.blocks.get(s.block) else { continue };
            let kind = match s.kind {
                SentenceKind::Heading => UnitKind::Heading,
                SentenceKind::Row if !self.is_long(i) => continue,
                SentenceKind::Row => UnitKind::Sentence,
                SentenceKind::Prose if is_item(block) => UnitKind::Item,
                SentenceKind::Prose => UnitKind::Sentence,
            };
            units.push(self.unit(kind, s.range, s.block, i..i + 1));
        }
        for (b, block) in self.doc.blocks.iter().enumerate() {
            let sentences = self.of_block[b].clone();
            if block.kind == BlockKind::Table && !sentences.is_empty() {
                units.push(self.unit(UnitKind::Table, block.range, b, sentences));
            }
        }
        units.sort_by_key(|u| (u.range.start, u.range.end));
        units
    }

    fn unit(&self, kind: UnitKind, range: TextRange, block: usize, sentences: std::ops::Range<usize>) -> UnitData {
        let language = self.languages[sentences.start];
        let cues = self.rules.of(language).cues.len();
        let hits: Vec<Hit> = sentences
            .clone()
            .filter(|&i| self.languages[i] == language)
            .flat_map(|i| self.scans[i].hits.clone())
            .collect();
        let own = CueBits::of(cues, &hits);
        let lead_in = self.lead_in(block);
        let mut lead = CueBits::new(cues);
        for &i in lead_in.iter().filter(|&&i| self.languages[i] == language) {
            lead.extend(&self.scans[i].hits);
        }
        let mut with_lead = own.clone();
        with_lead.merge(&lead);
        let mut above = lead;
        if let Some(bits) = self.title.get(&language) {
            above.merge(bits);
        }
        for clause in self.doc.clause_path(block) {
            if let Some(bits) = self.headings.get(&(clause, language)) {
                above.merge(bits);
            }
        }
        let nearby = self.nearby(&sentences, block, language, cues);
        UnitData { kind, language, range, block, sentences, hits, own, with_lead, above, nearby, lead_in }
    }

    /// Cues of the same block and of the sentences right before and after.
    fn nearby(&self, sentences: &std::ops::Range<usize>, block: usize, language: Language, cues: usize) -> CueBits {
        let mut bits = CueBits::new(cues);
        let around = sentences.start.saturating_sub(1)..(sentences.end + 1).min(self.scans.len());
        for i in self.of_block[block].clone().chain(around) {
            if self.languages[i] == language {
                bits.extend(&self.scans[i].hits);
            }
        }
        bits
    }

    /// The sentences that introduce a block's list, nearest first: of each introducing block the last sentence if it
    /// opens a list ("... the following:"), else all of them.
    fn lead_in(&self, block: usize) -> Vec<usize> {
        const DEEPEST: usize = 6;
        let mut out = Vec::new();
        let mut at = self.doc.blocks.get(block).and_then(|b| b.lead_in);
        for _ in 0..DEEPEST {
            let Some(b) = at.filter(|&b| b < self.of_block.len()) else { break };
            let sentences = self.of_block[b].clone();
            if let Some(last) = sentences.clone().next_back() {
                if self.doc.slice(self.doc.sentences[last].range).ends_with([':', '：', '—', '-']) {
                    out.push(last);
                } else {
                    out.extend(sentences.rev());
                }
            }
            at = self.doc.blocks[b].lead_in;
        }
        out
    }

    fn is_long(&self, sentence: usize) -> bool {
        let text = self.doc.slice(self.doc.sentences[sentence].range);
        match self.languages[sentence] {
            Language::Zh => text.chars().filter(|&c| is_wide(c)).count() >= ROW_CHARS_ZH,
            Language::En => text.split_whitespace().count() >= ROW_WORDS_EN,
        }
    }
}

fn is_item(block: &Block) -> bool {
    block.lead_in.is_some() || block.label.is_some() || matches!(block.kind, BlockKind::ListItem { .. })
}

/// The language a sentence is written in: Han characters against Latin words, the document's where it has neither.
fn language_of(doc: &Document, sentence: &Sentence) -> Language {
    let (mut han, mut latin, mut in_word) = (0_usize, 0_usize, false);
    for c in doc.slice(sentence.range).chars() {
        let letter = c.is_ascii_alphabetic();
        latin += usize::from(letter && !in_word);
        in_word = letter;
        han += usize::from(is_wide(c) && c.is_alphabetic());
    }
    match (han, latin) {
        (0, 0) => doc.language,
        // "99% ≤ P < 99.95% | 10%": a row of figures and symbols.
        (0, 1..=2) if sentence.kind == SentenceKind::Row => doc.language,
        // A Chinese sentence may be full of product names; an English one rarely holds Han characters.
        (h, l) if h * 2 >= l => Language::Zh,
        _ => Language::En,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_of_figures_are_in_the_language_of_the_document() {
        let zh = "# 服务等级\n\n| 可用性（P） | 赔偿比例 |\n|---|---|\n| 95%≤P<99% | 10% |\n| Monthly fee of the plan | 10% |\n";
        let en = "# Service levels\n\n| Uptime (P) | Credit |\n|---|---|\n| 95%≤P<99% | 10% |\n";
        for (text, row, want) in [
            (zh, "95%", Language::Zh),
            (zh, "Monthly", Language::En),
            (zh, "可用性", Language::Zh),
            (en, "95%", Language::En),
        ] {
            let doc = document::read_bytes("t.md", text.as_bytes(), &document::Options::default()).unwrap();
            let sentence = doc.sentences.iter().find(|s| doc.slice(s.range).starts_with(row)).unwrap();
            assert_eq!(language_of(&doc, sentence), want, "{row}");
        }
    }
}
