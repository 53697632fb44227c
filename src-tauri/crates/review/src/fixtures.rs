//! A small library and documents made by hand for the tests of this crate.

use document::{
    Block, BlockKind, Clause, Document, Format, Language, Segment, Sentence, SentenceKind, Source, Story, TextRange,
};
use library::{ClauseType, Library};

const LEXICON: &str = "+++\n[cue.liability]\nen = [\"liability\"]\nzh = [\"责任\"]\n\
    [cue.not-exceed]\nen = [\"shall not … exceed\", \"shall not exceed\"]\nzh = [\"不超过\"]\n\
    [cue.paid]\nen = [\"paid\"]\nzh = [\"已付\"]\n[cue.payable]\nen = [\"payable\"]\nzh = [\"应付\"]\n+++\n";

const LAW: &str = "+++\ntitle = { en = \"Article 1\", zh = \"第一条\" }\njurisdiction = \"CN\"\ncitation = \"Code, art. 1\"\n\
    evidence = \"V\"\n+++\nA *rule* in words.\n\n### 中文\n一条规则。\n";

const ENTRY: &str = include_str!("fixtures/cap.md");

/// Its library.
pub(crate) fn library() -> Library {
    Library::from_texts([("lexicon/words.md", LEXICON), ("law/one.md", LAW), ("compensation-cap/cap.md", ENTRY)])
        .expect("the fixture has no problem")
}

/// Its only clause type.
pub(crate) fn entry() -> ClauseType {
    library().clause_types["compensation-cap/cap"].clone()
}

/// A document of these blocks (kind, text), each a sentence, without segments for Word and PDF.
pub(crate) fn document(format: Format, language: Language, blocks: &[(BlockKind, &str)]) -> Document {
    let mut text = String::new();
    let (mut out, mut sentences, mut segments) = (Vec::new(), Vec::new(), Vec::new());
    for (i, (kind, words)) in blocks.iter().enumerate() {
        let range = TextRange::new(text.len(), text.len() + words.len());
        text.push_str(words);
        text.push('\n');
        let source = match format {
            Format::Pdf => Source::Pdf { page: 1, bbox: [0.0, 0.0, 10.0, 10.0] },
            _ => Source::Bytes { start: range.start + 3, end: range.end + 3 },
        };
        segments.push(Segment { text: range, source });
        let heading = matches!(kind, BlockKind::Heading { .. });
        let kind_of = if heading { SentenceKind::Heading } else { SentenceKind::Prose };
        sentences.push(Sentence { range, block: i, kind: kind_of });
        let emphasis = Vec::new();
        out.push(Block {
            kind: *kind,
            story: Story::Body,
            range,
            label: None,
            body: range,
            emphasis,
            table: None,
            clause: None,
            lead_in: None,
        });
    }
    Document {
        language,
        encoding: (format != Format::Pdf).then(|| "UTF-8".into()),
        sha256: "00".into(),
        text,
        blocks: out,
        sentences,
        segments,
        ..Document::new("folder/agreement.md", format)
    }
}

/// Puts all blocks into one clause.
pub(crate) fn one_clause(mut document: Document, number: Option<&str>, heading: Option<&str>) -> Document {
    for block in &mut document.blocks {
        block.clause = Some(0);
    }
    document.clauses = vec![Clause {
        label: number.map(str::to_owned),
        number: number.map(str::to_owned),
        heading: heading.map(str::to_owned),
        level: 1,
        parent: None,
        first_block: 0,
        end_block: document.blocks.len(),
    }];
    document
}
