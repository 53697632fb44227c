//! The review as the window shows it, made from the review and its document.

use crate::plain::plain;
use crate::values::{cue_words, value_text};
use crate::view::{
    AbsentView, BlockView, CandidateView, CellView, ClauseTypeView, CueView, Decision, EmphasisView, FindingView,
    LawView, Mark, OutlineNode, PageView, PositionView, ReviewView, TermView, UnreadView, WarningView,
};
use crate::view_notes::story_name;
use crate::warnings::warning_text;
use crate::{Review, ReviewAbsent, ReviewCandidate, ReviewFinding};
use document::{Block, BlockKind, Clause, Document, Format, Language, TextRange};
use library::{Bilingual, ClauseType, LawCard, Library, Position, Rating, Severity};
use matching::{CueHit, TermValue};
use std::collections::BTreeMap;

/// Longest excerpt of a clause without heading, in characters: English and Chinese.
const EXCERPT: [usize; 2] = [60, 24];

/// Decision and note of a finding.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Decided {
    /// The decision; `None` where there is only a note.
    pub decision: Option<Decision>,
    /// The note.
    pub note: String,
}

/// The view of a review of `document`. `decisions` are by finding id; those of findings that are gone are left out.
#[must_use]
pub fn build(
    document: &Document,
    review: &Review,
    library: &Library,
    decisions: &BTreeMap<String, Decided>,
) -> ReviewView {
    let view = Builder { document, library, decisions };
    ReviewView {
        name: file_name(&document.source).to_owned(),
        title: document.title.clone(),
        format: format_name(review.document.format).to_owned(),
        language: document.language.code().to_owned(),
        library_version: review.library.version.clone(),
        outline: document.clauses.iter().map(|c| view.outline(c)).collect(),
        blocks: document.blocks.iter().map(|b| view.block(b)).collect(),
        pages: document.pages.iter().map(|p| PageView { width: p.width, height: p.height }).collect(),
        changes: document.changes.iter().map(|c| view.change(c)).collect(),
        comments: document.comments.iter().map(|c| view.comment(c)).collect(),
        asides: document.asides.iter().map(|a| view.aside(a)).collect(),
        recognised: document.recognised.iter().map(|r| view.recognised(r)).collect(),
        definitions: document.definitions.iter().map(|d| view.definition(d)).collect(),
        references: document.references.iter().map(|r| view.reference(r)).collect(),
        findings: review.findings.iter().map(|f| view.finding(f)).collect(),
        absent: review.absent.iter().map(|a| view.absent(a)).collect(),
        unread: document
            .unread
            .iter()
            .map(|u| UnreadView { place: u.place.clone(), scanned_page: u.scanned_page, reason: u.reason.clone() })
            .collect(),
        warnings: review
            .warnings
            .iter()
            .map(|w| WarningView {
                text_en: warning_text(w.code, document, Language::En),
                text_zh: warning_text(w.code, document, Language::Zh),
            })
            .collect(),
    }
}

/// The last part of a path, whichever slash it is written with.
#[must_use]
pub fn file_name(path: &str) -> &str {
    path.rsplit(['/', '\\']).next().unwrap_or(path)
}

/// Units of UTF-16 in a text: what JavaScript calls its length.
fn utf16(text: &str) -> usize {
    text.chars().map(char::len_utf16).sum()
}

/// The name of a format in the view and in the JSON.
#[must_use]
pub const fn format_name(format: Format) -> &'static str {
    match format {
        Format::Markdown => "markdown",
        Format::Text => "text",
        Format::Html => "html",
        Format::Docx => "docx",
        Format::Pdf => "pdf",
    }
}

/// The name of a severity in the view.
#[must_use]
pub const fn severity_name(severity: Severity) -> &'static str {
    match severity {
        Severity::Info => "info",
        Severity::Low => "low",
        Severity::Medium => "medium",
        Severity::High => "high",
    }
}

/// The name of a rating in the view.
#[must_use]
pub const fn rating_name(rating: Rating) -> &'static str {
    match rating {
        Rating::WalkAway => "walk-away",
        Rating::Poor => "poor",
        Rating::Fallback => "fallback",
        Rating::Preferred => "preferred",
    }
}

fn family(clause_type: &str) -> String {
    clause_type.split('/').next().unwrap_or_default().to_owned()
}

pub(crate) struct Builder<'a> {
    pub(crate) document: &'a Document,
    pub(crate) library: &'a Library,
    pub(crate) decisions: &'a BTreeMap<String, Decided>,
}

impl Builder<'_> {
    /// A byte offset as UTF-16 units from the start of a block.
    pub(crate) fn unit(&self, block: &Block, at: usize) -> usize {
        let at = at.clamp(block.range.start, block.range.end);
        utf16(self.document.slice(TextRange::new(block.range.start, at)))
    }

    /// One mark for each block that the range has words in.
    pub(crate) fn marks(&self, range: TextRange) -> Vec<Mark> {
        let blocks = &self.document.blocks;
        let first = blocks.partition_point(|b| b.range.end <= range.start);
        let touched = blocks.iter().enumerate().skip(first).take_while(|(_, b)| b.range.start < range.end);
        touched
            .filter(|(_, b)| b.range.overlaps(range))
            .map(|(i, b)| Mark { block: i, start: self.unit(b, range.start), end: self.unit(b, range.end) })
            .collect()
    }

    fn block(&self, block: &Block) -> BlockView {
        let (kind, level) = kind_name(block.kind);
        let emphasis = block.emphasis.iter().map(|e| EmphasisView {
            start: self.unit(block, e.range.start),
            end: self.unit(block, e.range.end),
            bold: e.bold,
            underline: e.underline,
            italic: e.italic,
        });
        let cells = block.table.iter().flat_map(|t| &t.cells).map(|c| CellView {
            row: c.row,
            column: c.column,
            row_span: c.row_span,
            column_span: c.column_span,
            header: c.header,
            start: self.unit(block, c.range.start),
            end: self.unit(block, c.range.end),
        });
        BlockView {
            kind: kind.to_owned(),
            story: story_name(block.story).to_owned(),
            level,
            label: block.label.as_ref().filter(|l| l.range.is_none()).map(|l| l.text.clone()),
            text: self.document.slice(block.range).to_owned(),
            emphasis: emphasis.collect(),
            cells: cells.collect(),
            lines: self.lines(block),
            clause: block.clause,
        }
    }

    fn outline(&self, clause: &Clause) -> OutlineNode {
        let heading = clause.heading.as_ref().filter(|h| !h.trim().is_empty());
        OutlineNode {
            number: clause.number.clone(),
            heading: heading.cloned().unwrap_or_else(|| self.excerpt(clause.first_block)),
            heading_is_excerpt: heading.is_none(),
            level: clause.level,
            parent: clause.parent,
            block: clause.first_block,
        }
    }

    /// The first words of a block.
    fn excerpt(&self, block: usize) -> String {
        let Some(block) = self.document.blocks.get(block) else { return String::new() };
        let text = self.document.slice(block.body).split_whitespace().collect::<Vec<_>>().join(" ");
        let most = EXCERPT[usize::from(self.document.language == Language::Zh)];
        let Some((cut, _)) = text.char_indices().nth(most) else { return text };
        let cut = if self.document.language == Language::En { text[..cut].rfind(' ').unwrap_or(cut) } else { cut };
        format!("{}…", text[..cut].trim_end())
    }

    fn finding(&self, f: &ReviewFinding) -> FindingView {
        let decided = self.decisions.get(&f.id).cloned().unwrap_or_default();
        let entry = self.library.clause_types.get(&f.clause_type);
        FindingView {
            id: f.id.clone(),
            clause_type: f.clause_type.clone(),
            family: family(&f.clause_type),
            severity: severity_name(f.severity).to_owned(),
            confidence: f.confidence,
            rating: f.rating.map(|r| rating_name(r).to_owned()),
            number: f.clause.number.clone(),
            heading: f.clause.heading.clone(),
            text: f.text.clone(),
            lead_in: f.lead_in.clone(),
            marks: self.marks(f.place.text_range),
            terms: entry.map(|e| self.terms(e, &f.terms)).unwrap_or_default(),
            cues: f.cues.iter().map(|c| self.cue(c)).collect(),
            patterns: f.patterns.clone(),
            decision: decided.decision,
            note: decided.note,
        }
    }

    /// Terms in the order of the entry.
    fn terms(&self, entry: &ClauseType, values: &BTreeMap<String, TermValue>) -> Vec<TermView> {
        let found = entry.front.term.iter().filter_map(|term| Some((term, values.get(&term.name)?)));
        found
            .map(|(term, value)| TermView {
                name: term.name.clone(),
                title_en: term.title.en.clone(),
                title_zh: term.title.zh.clone(),
                value_en: value_text(value, Some(term), entry, self.library, Language::En),
                value_zh: value_text(value, Some(term), entry, self.library, Language::Zh),
                text: value.text.clone(),
                marks: self.marks(value.range),
            })
            .collect()
    }

    fn cue(&self, cue: &CueHit) -> CueView {
        CueView { cue: cue.cue.clone(), text: cue.text.clone(), marks: self.marks(cue.range) }
    }

    fn absent(&self, a: &ReviewAbsent) -> AbsentView {
        let entry = self.library.clause_types.get(&a.clause_type);
        let meaning = entry.and_then(|e| e.front.absence.as_ref()).map(|x| x.meaning.clone());
        // A review that was kept may be older than the library: then its own words are all there is.
        let meaning = meaning.unwrap_or_else(|| Bilingual { en: a.meaning.clone(), zh: a.meaning.clone() });
        AbsentView {
            clause_type: a.clause_type.clone(),
            family: family(&a.clause_type),
            severity: severity_name(a.severity).to_owned(),
            meaning_en: meaning.en,
            meaning_zh: meaning.zh,
            candidates: a.candidates.iter().map(|c| self.candidate(c, entry)).collect(),
        }
    }

    fn candidate(&self, c: &ReviewCandidate, entry: Option<&ClauseType>) -> CandidateView {
        CandidateView {
            number: c.clause.number.clone(),
            heading: c.clause.heading.clone(),
            text: c.text.clone(),
            marks: self.marks(c.place.text_range),
            missing: missing_words(&c.missing, entry, self.library, self.document.language),
        }
    }
}

/// What a place lacks, as words that would have been there: "shall not exceed" for the cue `not-exceed`.
#[must_use]
pub fn missing_words(
    cues: &[String],
    entry: Option<&ClauseType>,
    library: &Library,
    language: Language,
) -> Vec<String> {
    cues.iter().filter_map(|cue| entry.and_then(|e| cue_words(cue, e, library, language))).collect()
}

const fn kind_name(kind: BlockKind) -> (&'static str, u8) {
    match kind {
        BlockKind::Heading { level } => ("heading", level),
        BlockKind::Paragraph => ("paragraph", 0),
        BlockKind::ListItem { depth } => ("list-item", depth),
        BlockKind::Table => ("table", 0),
        BlockKind::Code => ("code", 0),
        BlockKind::Furniture => ("furniture", 0),
        BlockKind::Contents => ("contents", 0),
    }
}

/// The library's clause types for the screen, drafts left out, by id.
#[must_use]
pub fn clause_type_views(library: &Library) -> Vec<ClauseTypeView> {
    let shown = library.clause_types.values().filter(|e| e.front.status != library::Status::Draft);
    shown.map(|entry| clause_type_view(entry, library)).collect()
}

fn clause_type_view(entry: &ClauseType, library: &Library) -> ClauseTypeView {
    ClauseTypeView {
        id: entry.id.clone(),
        family: entry.family().to_owned(),
        taxonomy: entry.front.taxonomy.clone(),
        title_en: entry.front.title.en.clone(),
        title_zh: entry.front.title.zh.clone(),
        what_en: plain(&entry.what.en),
        what_zh: plain(&entry.what.zh),
        why_en: plain(&entry.why.en),
        why_zh: plain(&entry.why.zh),
        other_side_en: plain(&entry.other_side.en),
        other_side_zh: plain(&entry.other_side.zh),
        preferred: position_view(&entry.ask.preferred),
        fallback: position_view(&entry.ask.fallback),
        walk_away: position_view(&entry.ask.walk_away),
        law: entry.front.law.iter().filter_map(|id| library.law.get(id)).map(law_view).collect(),
    }
}

fn position_view(position: &Position) -> PositionView {
    PositionView {
        text_en: plain(&position.text.en),
        text_zh: plain(&position.text.zh),
        wording_en: position.wording.en.clone(),
        wording_zh: position.wording.zh.clone(),
    }
}

fn law_view(card: &LawCard) -> LawView {
    LawView {
        id: card.id.clone(),
        title_en: card.title.en.clone(),
        title_zh: card.title.zh.clone(),
        jurisdiction: card.jurisdiction.clone(),
        citation: card.citation.clone(),
        evidence: card.evidence.clone(),
        text_en: plain(&card.text.en),
        text_zh: plain(&card.text.zh),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixtures::{document, library, one_clause};
    use crate::{Reviewer, Settings, run};
    use document::{Cell, Emphasis, Label, Table};

    const P: BlockKind = BlockKind::Paragraph;

    fn cut(text: &str, mark: &Mark) -> String {
        let units: Vec<u16> = text.encode_utf16().collect();
        String::from_utf16(&units[mark.start..mark.end]).unwrap()
    }

    /// A builder's marks for the words `words` of the text.
    fn marks_of(doc: &Document, words: &str) -> Vec<(usize, String)> {
        let start = doc.text.find(words).unwrap();
        let library = Library::default();
        let view = Builder { document: doc, library: &library, decisions: &BTreeMap::new() };
        let marks = view.marks(TextRange::new(start, start + words.len()));
        marks.iter().map(|m| (m.block, cut(doc.slice(doc.blocks[m.block].range), m))).collect()
    }

    #[test]
    fn marks_count_utf16_units_of_their_block() {
        let doc =
            document(Format::Text, Language::Zh, &[(P, "前😀言，责任上限😀。"), (P, "plain 😀 text"), (P, "𠀀字 end")]);
        let own = |i: usize, s: &str| vec![(i, s.to_owned())];
        assert_eq!(marks_of(&doc, "责任上限"), own(0, "责任上限"));
        assert_eq!(marks_of(&doc, "😀。"), own(0, "😀。"));
        assert_eq!(marks_of(&doc, "text"), own(1, "text"));
        assert_eq!(marks_of(&doc, "字 end"), own(2, "字 end"));
        assert_eq!(marks_of(&doc, "😀。\nplain"), vec![(0, "😀。".to_owned()), (1, "plain".to_owned())]);
        assert_eq!(marks_of(&doc, "\nplain 😀 text\n"), own(1, "plain 😀 text"));
    }

    proptest::proptest! {
        #[test]
        fn any_words_are_cut_at_the_same_place(texts in proptest::collection::vec("[a😀责é𠀀 ]{1,12}", 1..5), from in 0_usize..40, len in 1_usize..20) {
            let blocks: Vec<(BlockKind, &str)> = texts.iter().map(|t| (P, t.as_str())).collect();
            let doc = document(Format::Text, Language::En, &blocks);
            let ends: Vec<usize> = doc.text.char_indices().map(|(i, _)| i).chain([doc.text.len()]).collect();
            let (a, b) = (ends[from.min(ends.len() - 1)], ends[(from + len).min(ends.len() - 1)]);
            let library = Library::default();
            let view = Builder { document: &doc, library: &library, decisions: &BTreeMap::new() };
            let marks = view.marks(TextRange::new(a, b));
            let got: String = marks.iter().map(|m| cut(doc.slice(doc.blocks[m.block].range), m)).collect();
            proptest::prop_assert_eq!(got, doc.text[a..b].replace('\n', ""));
        }
    }

    #[test]
    fn blocks_outline_and_cells() {
        let long = "当事人应当依照本协议的约定履行各自的义务并承担相应的后果否则应予赔偿";
        let mut doc = document(
            Format::Docx,
            Language::Zh,
            &[(BlockKind::ListItem { depth: 2 }, long), (BlockKind::Table, "甲\t乙\n😀\t丁")],
        );
        doc.blocks[0].label = Some(Label { text: "（一）".into(), range: None });
        let at = doc.blocks[0].range.start;
        doc.blocks[0].emphasis =
            vec![Emphasis { range: TextRange::new(at, at + 9), bold: true, underline: false, italic: false }];
        let last = doc.text.find('丁').unwrap();
        let range = TextRange::new(last, last + "丁".len());
        let cell = Cell { row: 1, column: 1, row_span: 1, column_span: 1, header: false, range };
        doc.blocks[1].table = Some(Table { rows: 2, columns: 2, cells: vec![cell] });
        let doc = one_clause(doc, Some("三（一）"), None);
        let library = Library::default();
        let view = Builder { document: &doc, library: &library, decisions: &BTreeMap::new() };
        let block = view.block(&doc.blocks[0]);
        assert_eq!((block.kind.as_str(), block.level, block.label.as_deref()), ("list-item", 2, Some("（一）")));
        assert_eq!((block.emphasis[0].start, block.emphasis[0].end, block.emphasis[0].bold), (0, 3, true));
        let table = view.block(&doc.blocks[1]);
        assert_eq!((table.cells[0].start, table.cells[0].end), (7, 8));
        let node = view.outline(&doc.clauses[0]);
        assert!(node.heading_is_excerpt);
        assert_eq!(node.heading, "当事人应当依照本协议的约定履行各自的义务并承担相…");
    }

    /// The view of a small agreement, in full: what the window gets.
    #[test]
    fn whole_view() {
        let library = library();
        let reviewer = Reviewer::new(library).unwrap();
        let doc = document(
            Format::Markdown,
            Language::En,
            &[
                (BlockKind::Heading { level: 1 }, "Limitation of Liability"),
                (P, "😀 Our liability shall not exceed the fees paid in the 6 months before the claim."),
            ],
        );
        let doc = one_clause(doc, Some("9.2"), Some("Limitation of Liability"));
        let review = run(&doc, &reviewer, Settings::default(), &mut |_| {});
        let id = review.findings[0].id.clone();
        let decided = Decided { decision: Some(Decision::Accepted), note: "ask".into() };
        let mut view = build(&doc, &review, reviewer.library(), &BTreeMap::from([(id, decided)]));
        assert_eq!(view.findings[0].decision, Some(Decision::Accepted));
        view.library_version = "version".into();
        insta::assert_json_snapshot!(view);
    }

    #[test]
    fn clause_types_for_the_screen() {
        let views = clause_type_views(&library());
        insta::assert_json_snapshot!(views);
    }
}
