//! From a document to a review.

use crate::model::{
    ClauseRef, LibraryRef, Place, Review, ReviewAbsent, ReviewCandidate, ReviewFinding, Reviewed, SCHEMA,
};
use crate::{Settings, Warning, recognised, severity, warnings};
use document::{Document, Language, TextRange};
use library::Library;
use matching::{Absent, Candidate, Finding, Matcher, Matches};
use std::cmp::Reverse;

/// The library with its patterns compiled: make it once, review many documents with it, from several threads.
pub struct Reviewer {
    library: Library,
    matcher: Matcher,
}

/// How far a review is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// Looking for clauses.
    Matching,
    /// Putting the results together.
    Writing,
}

impl Reviewer {
    /// Compiles the patterns of `library`.
    ///
    /// # Errors
    /// Where a phrase or pattern cannot be compiled.
    pub fn new(library: Library) -> Result<Self, matching::Error> {
        let matcher = Matcher::new(&library)?;
        Ok(Self { library, matcher })
    }

    /// The library.
    #[must_use]
    pub fn library(&self) -> &Library {
        &self.library
    }
}

/// Reviews one document. `progress` hears of each stage as it begins.
pub fn run(document: &Document, reviewer: &Reviewer, settings: Settings, progress: &mut dyn FnMut(Stage)) -> Review {
    progress(Stage::Matching);
    let matches = reviewer.matcher.find(document);
    progress(Stage::Writing);
    assemble(document, matches, &reviewer.library, settings)
}

/// Puts the review together.
fn assemble(document: &Document, matches: Matches, library: &Library, settings: Settings) -> Review {
    let language = settings.language.unwrap_or(document.language);
    let mut findings: Vec<_> = matches.findings.into_iter().map(|f| finding(document, f, library, settings)).collect();
    findings.sort_by(|a, b| {
        let key = |f: &ReviewFinding| (f.place.text_range.start, Reverse(f.place.text_range.end));
        key(a).cmp(&key(b)).then_with(|| a.clause_type.cmp(&b.clause_type)).then_with(|| a.id.cmp(&b.id))
    });
    let mut absent: Vec<_> =
        matches.absent.into_iter().filter_map(|a| absent_type(document, a, library, settings, language)).collect();
    absent.sort_by(|a, b| b.severity.cmp(&a.severity).then_with(|| a.clause_type.cmp(&b.clause_type)));
    let codes = warnings::codes(document, !findings.is_empty());
    let warnings = codes
        .into_iter()
        .map(|code| Warning { code, text: warnings::warning_text(code, document, language) })
        .collect();
    Review {
        schema: SCHEMA.to_owned(),
        document: reviewed(document),
        findings,
        absent,
        unread: document.unread.clone(),
        recognised: recognised::pages(document),
        warnings,
        library: LibraryRef { version: library.version.clone() },
        settings,
    }
}

fn reviewed(document: &Document) -> Reviewed {
    Reviewed {
        source: document.source.clone(),
        format: document.format,
        language: document.language,
        sha256: document.sha256.clone(),
        title: document.title.clone(),
        clauses: document.clauses.len(),
        encoding: document.encoding.clone(),
    }
}

/// Where a range of the document stands in the file.
fn place(document: &Document, range: TextRange) -> Place {
    let source_range = document.source_range(range);
    let anchor = match source_range {
        Some(_) => Vec::new(),
        None => document.segments_in(range).map(|s| s.source.clone()).collect(),
    };
    Place { source_range, anchor, text_range: range }
}

fn finding(document: &Document, f: Finding, library: &Library, settings: Settings) -> ReviewFinding {
    let entry = library.clause_types.get(&f.clause_type);
    // A finding of a type that the library does not have cannot come from its patterns; it is worth knowing all the same.
    let severity = entry.map_or(library::Severity::Info, |e| severity(e.front.severity, settings.side, f.rating));
    ReviewFinding {
        id: f.id,
        recognised: recognised::confidence(document, f.range),
        clause: ClauseRef::from(&f.clause),
        place: place(document, f.range),
        severity,
        clause_type: f.clause_type,
        text: f.text,
        confidence: f.confidence,
        terms: f.terms,
        cues: f.cues,
        patterns: f.patterns,
        rating: f.rating,
        lead_in: f.lead_in,
    }
}

fn absent_type(
    doc: &Document,
    a: Absent,
    library: &Library,
    settings: Settings,
    language: Language,
) -> Option<ReviewAbsent> {
    let absence = library.clause_types.get(&a.clause_type)?.front.absence.as_ref()?;
    let meaning = match language {
        Language::En => &absence.meaning.en,
        Language::Zh => &absence.meaning.zh,
    };
    Some(ReviewAbsent {
        clause_type: a.clause_type,
        severity: absence.severity.of(settings.side),
        meaning: meaning.clone(),
        candidates: a.candidates.into_iter().map(|c| candidate(doc, c)).collect(),
    })
}

fn candidate(document: &Document, c: Candidate) -> ReviewCandidate {
    ReviewCandidate {
        clause: ClauseRef::from(&c.clause),
        place: place(document, c.range),
        text: c.text,
        pattern: c.pattern,
        missing: c.missing,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::WarningCode;
    use crate::fixtures::{document, library, one_clause};
    use document::{BlockKind, Format, Unread};
    use library::{Severity, Side};

    const CAP: &str = "Our liability shall not exceed the fees paid in the 6 months before the claim.";
    const P: BlockKind = BlockKind::Paragraph;

    fn reviewed(doc: &Document, settings: Settings) -> Review {
        run(doc, &Reviewer::new(library()).unwrap(), settings, &mut |_| {})
    }

    fn codes(review: &Review) -> Vec<WarningCode> {
        review.warnings.iter().map(|w| w.code).collect()
    }

    #[test]
    fn finding_with_place_terms_and_severity() {
        let doc = one_clause(document(Format::Markdown, Language::En, &[(P, CAP)]), Some("9.2"), Some("Limits"));
        let review = reviewed(&doc, Settings::default());
        let f = &review.findings[0];
        assert_eq!(f.clause.number.as_deref(), Some("9.2"));
        assert_eq!(f.place.source_range, Some((3, 3 + CAP.len())));
        assert_eq!(f.terms["look_back"].short, "6 months");
        assert_eq!((f.rating, f.severity), (Some(library::Rating::WalkAway), Severity::High));
        assert!(review.absent.is_empty());
        let provider = reviewed(&doc, Settings { side: Side::Provider, language: None });
        assert_eq!(provider.findings[0].severity, Severity::Medium);
    }

    #[test]
    fn word_and_pdf_have_anchors() {
        let doc = document(Format::Pdf, Language::En, &[(P, CAP)]);
        let f = &reviewed(&doc, Settings::default()).findings[0];
        assert_eq!(f.place.source_range, None);
        assert_eq!(f.place.anchor.len(), 1);
    }

    #[test]
    fn absent_and_warnings_in_the_language_asked_for() {
        let mut doc = document(Format::Pdf, Language::En, &[(P, "Nothing of interest.")]);
        doc.unread.push(Unread { place: "page 2".into(), scanned_page: Some(2), reason: "scanned".into() });
        let review = reviewed(&doc, Settings { side: Side::Customer, language: Some(Language::Zh) });
        assert!(review.findings.is_empty());
        assert_eq!(review.absent[0].meaning, "责任没有上限。");
        assert_eq!(codes(&review), [WarningCode::NoOutline, WarningCode::Unread, WarningCode::NothingFound]);
        assert!(review.warnings.iter().all(|w| w.text.contains('。')), "{:?}", review.warnings);
    }

    #[test]
    fn mixed_languages_are_told() {
        let english = "The provider shall keep the service available. ".repeat(20);
        let chinese = "服务商应当保持服务可用。".repeat(20);
        for (blocks, mixed) in [
            (vec![(P, english.as_str())], false),
            (vec![(P, english.as_str()), (P, chinese.as_str())], true),
            (vec![(P, english.as_str()), (P, "服务商"), (BlockKind::Furniture, chinese.as_str())], false),
        ] {
            let review = reviewed(&document(Format::Text, Language::En, &blocks), Settings::default());
            assert_eq!(codes(&review).contains(&WarningCode::MixedLanguages), mixed);
        }
    }

    #[test]
    fn json_line_is_stable_and_reads_back() {
        let doc = one_clause(document(Format::Text, Language::En, &[(P, CAP)]), None, None);
        let mut review = reviewed(&doc, Settings::default());
        let line = review.to_json_line().unwrap();
        assert!(!line.contains('\n'));
        assert_eq!(line, reviewed(&doc, Settings::default()).to_json_line().unwrap());
        assert_eq!(serde_json::from_str::<Review>(&line).unwrap(), review);
        review.library.version = "version".into();
        insta::assert_json_snapshot!(review);
    }

    #[test]
    fn stages_are_told_in_order() {
        let doc = document(Format::Text, Language::En, &[(P, CAP)]);
        let mut stages = Vec::new();
        run(&doc, &Reviewer::new(library()).unwrap(), Settings::default(), &mut |s| stages.push(s));
        assert_eq!(stages, [Stage::Matching, Stage::Writing]);
    }
}
