//! All that was read of a file, as one line of JSON. `docs/json.md` describes it.

use document::{
    Aside, Block, BlockKind, Change, Comment, Definition, DefinitionKind, Document, Emphasis, Format, Language, Page,
    Recognised, Segment, SentenceKind, Source, Story, Table, Target, TextRange, Unread,
};
use review::Warning;
use serde::Serialize;

/// Name and version of this form. It changes when a field changes its meaning or goes.
const SCHEMA: &str = "carveout.document/1";

/// The line, with a line feed at its end.
pub(super) fn line(document: &Document) -> Result<String, serde_json::Error> {
    let whole = Whole {
        schema: SCHEMA,
        document: File {
            source: &document.source,
            format: document.format,
            language: document.language,
            encoding: document.encoding.as_deref(),
            sha256: &document.sha256,
            title: document.title.as_deref(),
        },
        text: &document.text,
        blocks: document.blocks.iter().map(|b| block(document, b)).collect(),
        clauses: document.clauses.iter().map(|c| clause(document, c)).collect(),
        sentences: document.sentences.iter().map(|s| sentence(document, s)).collect(),
        definitions: document.definitions.iter().map(|d| definition(document, d)).collect(),
        references: document
            .references
            .iter()
            .map(|r| ShownReference {
                text: document.slice(r.range),
                target: &r.target,
                place: place(document, r.range),
            })
            .collect(),
        changes: &document.changes,
        comments: &document.comments,
        asides: &document.asides,
        segments: &document.segments,
        pages: &document.pages,
        recognised: &document.recognised,
        unread: &document.unread,
        warnings: review::reading_warnings(document, document.language),
    };
    Ok(serde_json::to_string(&whole)? + "\n")
}

#[derive(Serialize)]
struct Whole<'a> {
    schema: &'a str,
    document: File<'a>,
    text: &'a str,
    blocks: Vec<ShownBlock<'a>>,
    clauses: Vec<ShownClause<'a>>,
    sentences: Vec<ShownSentence<'a>>,
    definitions: Vec<ShownDefinition<'a>>,
    references: Vec<ShownReference<'a>>,
    changes: &'a [Change],
    comments: &'a [Comment],
    asides: &'a [Aside],
    segments: &'a [Segment],
    pages: &'a [Page],
    recognised: &'a [Recognised],
    unread: &'a [Unread],
    warnings: Vec<Warning>,
}

#[derive(Serialize)]
struct File<'a> {
    source: &'a str,
    format: Format,
    language: Language,
    encoding: Option<&'a str>,
    sha256: &'a str,
    title: Option<&'a str>,
}

/// Where a stretch of text stands: in the text, and in the file.
#[derive(Serialize)]
struct Place<'a> {
    range: TextRange,
    source_range: Option<(usize, usize)>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    anchor: Vec<&'a Source>,
}

#[derive(Serialize)]
struct ShownBlock<'a> {
    kind: &'static str,
    level: Option<u8>,
    story: Story,
    label: Option<&'a str>,
    #[serde(flatten)]
    place: Place<'a>,
    body: TextRange,
    text: &'a str,
    clause: Option<usize>,
    lead_in: Option<usize>,
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    emphasis: &'a [Emphasis],
    #[serde(skip_serializing_if = "Option::is_none")]
    table: Option<&'a Table>,
}

#[derive(Serialize)]
struct ShownClause<'a> {
    label: Option<&'a str>,
    number: Option<&'a str>,
    heading: Option<&'a str>,
    level: u8,
    parent: Option<usize>,
    first_block: usize,
    end_block: usize,
    range: TextRange,
}

#[derive(Serialize)]
struct ShownSentence<'a> {
    kind: SentenceKind,
    block: usize,
    range: TextRange,
    source_range: Option<(usize, usize)>,
    text: &'a str,
}

#[derive(Serialize)]
struct ShownDefinition<'a> {
    term: &'a str,
    kind: DefinitionKind,
    #[serde(flatten)]
    place: Place<'a>,
    meaning: &'a str,
    meaning_range: TextRange,
    clause: Option<usize>,
}

#[derive(Serialize)]
struct ShownReference<'a> {
    text: &'a str,
    target: &'a Target,
    #[serde(flatten)]
    place: Place<'a>,
}

fn place(document: &Document, range: TextRange) -> Place<'_> {
    let source_range = document.source_range(range);
    let anchor = match source_range {
        Some(_) => Vec::new(),
        None => document.segments_in(range).map(|s| &s.source).collect(),
    };
    Place { range, source_range, anchor }
}

fn block<'a>(document: &'a Document, block: &'a Block) -> ShownBlock<'a> {
    let (kind, level) = match block.kind {
        BlockKind::Heading { level } => ("heading", Some(level)),
        BlockKind::Paragraph => ("paragraph", None),
        BlockKind::ListItem { depth } => ("list-item", Some(depth)),
        BlockKind::Table => ("table", None),
        BlockKind::Code => ("code", None),
        BlockKind::Furniture => ("furniture", None),
        BlockKind::Contents => ("contents", None),
    };
    ShownBlock {
        kind,
        level,
        story: block.story,
        label: block.label.as_ref().map(|l| l.text.as_str()),
        place: place(document, block.range),
        body: block.body,
        text: document.slice(block.range),
        clause: block.clause,
        lead_in: block.lead_in,
        emphasis: &block.emphasis,
        table: block.table.as_ref(),
    }
}

fn clause<'a>(document: &'a Document, clause: &'a document::Clause) -> ShownClause<'a> {
    let blocks = document.blocks.get(clause.first_block..clause.end_block).unwrap_or_default();
    let range = blocks.iter().map(|b| b.range).reduce(TextRange::cover).unwrap_or_default();
    ShownClause {
        label: clause.label.as_deref(),
        number: clause.number.as_deref(),
        heading: clause.heading.as_deref(),
        level: clause.level,
        parent: clause.parent,
        first_block: clause.first_block,
        end_block: clause.end_block,
        range,
    }
}

fn sentence<'a>(document: &'a Document, sentence: &document::Sentence) -> ShownSentence<'a> {
    ShownSentence {
        kind: sentence.kind,
        block: sentence.block,
        range: sentence.range,
        source_range: document.source_range(sentence.range),
        text: document.slice(sentence.range),
    }
}

fn definition<'a>(document: &'a Document, definition: &'a Definition) -> ShownDefinition<'a> {
    ShownDefinition {
        term: &definition.term,
        kind: definition.kind,
        place: place(document, definition.range),
        meaning: document.slice(definition.meaning),
        meaning_range: definition.meaning,
        clause: definition.clause,
    }
}
