// Made from the Rust types in src-tauri/crates/review/src/view.rs. Do not edit: change them there, then run
//   UPDATE_TYPES=1 cargo test -p review typescript

/**
 * A stretch of one block, in UTF-16 units of [`BlockView::text`].
 */
export type Mark = { 
/**
 * Index into [`ReviewView::blocks`].
 */
block: number, 
/**
 * First unit.
 */
start: number, 
/**
 * One past the last unit.
 */
end: number, };

/**
 * An emphasised stretch of a block.
 */
export type EmphasisView = { 
/**
 * First unit.
 */
start: number, 
/**
 * One past the last unit.
 */
end: number, 
/**
 * Bold.
 */
bold: boolean, 
/**
 * Underlined.
 */
underline: boolean, 
/**
 * Italic.
 */
italic: boolean, };

/**
 * One table cell; its text is a stretch of the block's text.
 */
export type CellView = { 
/**
 * Row, from 0.
 */
row: number, 
/**
 * Column, from 0.
 */
column: number, 
/**
 * Rows covered.
 */
row_span: number, 
/**
 * Columns covered.
 */
column_span: number, 
/**
 * Whether it is a header cell.
 */
header: boolean, 
/**
 * First unit of its text in the block.
 */
start: number, 
/**
 * One past the last unit.
 */
end: number, };

/**
 * A stretch of a block as it is printed on one line of a page. Places are points (1/72 inch) from the top left corner of
 * the page as it is shown.
 */
export type LineView = { 
/**
 * First unit of its text in the block.
 */
start: number, 
/**
 * One past the last unit.
 */
end: number, 
/**
 * Page, from 1.
 */
page: number, 
/**
 * Left edge.
 */
left: number, 
/**
 * Upper edge.
 */
top: number, 
/**
 * Right edge.
 */
right: number, 
/**
 * Lower edge.
 */
bottom: number, };

/**
 * A block of the agreement.
 */
export type BlockView = { 
/**
 * `heading`, `paragraph`, `list-item`, `table`, `code`, `furniture`, `contents`.
 */
kind: string, 
/**
 * `body`, `footnote`, `endnote`, `text-box`, `header`, `footer`.
 */
story: string, 
/**
 * Heading level or list depth; 0 elsewhere.
 */
level: number, 
/**
 * A label that the format prints by itself and that is therefore not in `text` (Word lists).
 */
label: string | null, 
/**
 * Its text; tables have tabs and line feeds between cells.
 */
text: string, 
/**
 * Emphasised stretches.
 */
emphasis: Array<EmphasisView>, 
/**
 * Cells, for tables.
 */
cells: Array<CellView>, 
/**
 * Where it is printed, for a PDF, in the order of the text.
 */
lines: Array<LineView>, 
/**
 * Index into [`ReviewView::outline`].
 */
clause: number | null, };

/**
 * A node of the outline.
 */
export type OutlineNode = { 
/**
 * As a person would cite it.
 */
number: string | null, 
/**
 * Its heading, or its first words where it has none.
 */
heading: string, 
/**
 * Whether `heading` is only its first words.
 */
heading_is_excerpt: boolean, 
/**
 * Depth, from 1.
 */
level: number, 
/**
 * Index of the enclosing node.
 */
parent: number | null, 
/**
 * Its first block.
 */
block: number, };

/**
 * What the user made of a finding.
 */
export type Decision = "accepted" | "rejected";

/**
 * A term, for the table of terms.
 */
export type TermView = { 
/**
 * Name in the JSON.
 */
name: string, 
/**
 * Title in English.
 */
title_en: string, 
/**
 * Title in Chinese.
 */
title_zh: string, 
/**
 * Value for people, in English.
 */
value_en: string, 
/**
 * Value for people, in Chinese.
 */
value_zh: string, 
/**
 * The words it was read from.
 */
text: string, 
/**
 * Where they stand.
 */
marks: Array<Mark>, };

/**
 * A cue that fired.
 */
export type CueView = { 
/**
 * Name of the cue.
 */
cue: string, 
/**
 * Its words.
 */
text: string, 
/**
 * Where they stand.
 */
marks: Array<Mark>, };

/**
 * A finding.
 */
export type FindingView = { 
/**
 * Stable id.
 */
id: string, 
/**
 * Id of the clause type.
 */
clause_type: string, 
/**
 * Family of the clause type.
 */
family: string, 
/**
 * `info`, `low`, `medium`, `high`: for the matter's side, rating included.
 */
severity: string, 
/**
 * 0 to 1.
 */
confidence: number, 
/**
 * `walk-away`, `poor`, `fallback`, `preferred`.
 */
rating: string | null, 
/**
 * Number of its clause.
 */
number: string | null, 
/**
 * Heading of its clause.
 */
heading: string | null, 
/**
 * Its words.
 */
text: string, 
/**
 * The words that introduce its list.
 */
lead_in: string | null, 
/**
 * Where it stands (one mark a block).
 */
marks: Array<Mark>, 
/**
 * Terms.
 */
terms: Array<TermView>, 
/**
 * Cues.
 */
cues: Array<CueView>, 
/**
 * Patterns that fired.
 */
patterns: Array<string>, 
/**
 * The user's decision.
 */
decision: Decision | null, 
/**
 * The user's note.
 */
note: string, };

/**
 * A place looked at in vain.
 */
export type CandidateView = { 
/**
 * Number of its clause.
 */
number: string | null, 
/**
 * Heading of its clause.
 */
heading: string | null, 
/**
 * Its words.
 */
text: string, 
/**
 * Where it stands.
 */
marks: Array<Mark>, 
/**
 * What it lacks: words that would have been there, in the language of the agreement.
 */
missing: Array<string>, };

/**
 * A clause type that is not there.
 */
export type AbsentView = { 
/**
 * Id of the clause type.
 */
clause_type: string, 
/**
 * Family.
 */
family: string, 
/**
 * Severity for the matter's side.
 */
severity: string, 
/**
 * What it means, in English.
 */
meaning_en: string, 
/**
 * What it means, in Chinese.
 */
meaning_zh: string, 
/**
 * Nearest places.
 */
candidates: Array<CandidateView>, };

/**
 * Something that could not be read.
 */
export type UnreadView = { 
/**
 * Where.
 */
place: string, 
/**
 * The page of a PDF that text recognition (OCR) could read, from 1.
 */
scanned_page: number | null, 
/**
 * Why, and what to do.
 */
reason: string, };

/**
 * Something about the reading that the user should know.
 */
export type WarningView = { 
/**
 * In English.
 */
text_en: string, 
/**
 * In Chinese.
 */
text_zh: string, };

/**
 * A page of a PDF as it is shown.
 */
export type PageView = { 
/**
 * Width in points.
 */
width: number, 
/**
 * Height in points.
 */
height: number, };

/**
 * A tracked change of a Word file.
 */
export type ChangeView = { 
/**
 * `inserted`, `deleted`, `moved-to`, `moved-from`.
 */
kind: string, 
/**
 * Who made it.
 */
author: string | null, 
/**
 * When, as Word has it (ISO 8601).
 */
date: string | null, 
/**
 * Its words.
 */
text: string, 
/**
 * Where they stand; one empty mark where this way of reading does not show them.
 */
marks: Array<Mark>, };

/**
 * A comment of a Word file.
 */
export type CommentView = { 
/**
 * Who wrote it.
 */
author: string | null, 
/**
 * When, as Word has it (ISO 8601).
 */
date: string | null, 
/**
 * What it says; paragraphs are parted by line feeds.
 */
text: string, 
/**
 * The words that it is about; one empty mark where it stands at a point.
 */
marks: Array<Mark>, };

/**
 * Words that a file carries without printing them in its flow.
 */
export type AsideView = { 
/**
 * `hidden`, `phonetic`, `alternative`, `unplaced`.
 */
kind: string, 
/**
 * The words.
 */
text: string, 
/**
 * One empty mark where they would stand.
 */
marks: Array<Mark>, };

/**
 * Words that come from text recognition.
 */
export type RecognisedView = { 
/**
 * Where they stand.
 */
marks: Array<Mark>, 
/**
 * Page, from 1.
 */
page: number, 
/**
 * How sure the recogniser was on average, 0 to 1.
 */
confidence: number, };

/**
 * A term that the agreement defines.
 */
export type DefinitionView = { 
/**
 * The term.
 */
term: string, 
/**
 * What it means, in the agreement's words.
 */
meaning: string, 
/**
 * Where the term stands in its definition.
 */
marks: Array<Mark>, 
/**
 * The clause that defines it: index into [`ReviewView::outline`].
 */
clause: number | null, };

/**
 * A reference to another place.
 */
export type ReferenceView = { 
/**
 * Where it stands.
 */
marks: Array<Mark>, 
/**
 * What it leads to: `clause`, `attachment`, `elsewhere`, or `missing` where the agreement has no such clause.
 */
target: string, 
/**
 * For `clause`: index into [`ReviewView::outline`].
 */
clause: number | null, 
/**
 * For `attachment` and `elsewhere`: its name as written.
 */
name: string | null, };

/**
 * Everything the window needs to show one reviewed agreement.
 */
export type ReviewView = { 
/**
 * File name.
 */
name: string, 
/**
 * Title of the agreement, where one could be told.
 */
title: string | null, 
/**
 * `markdown`, `text`, `html`, `docx`, `pdf`.
 */
format: string, 
/**
 * `en` or `zh`.
 */
language: string, 
/**
 * Version of the library it was reviewed with.
 */
library_version: string, 
/**
 * Outline.
 */
outline: Array<OutlineNode>, 
/**
 * Text.
 */
blocks: Array<BlockView>, 
/**
 * Pages of a PDF; empty for other formats.
 */
pages: Array<PageView>, 
/**
 * Tracked changes of a Word file.
 */
changes: Array<ChangeView>, 
/**
 * Comments of a Word file.
 */
comments: Array<CommentView>, 
/**
 * Words that are not printed in the flow of the text.
 */
asides: Array<AsideView>, 
/**
 * Text that comes from text recognition.
 */
recognised: Array<RecognisedView>, 
/**
 * Terms that the agreement defines.
 */
definitions: Array<DefinitionView>, 
/**
 * References to other places.
 */
references: Array<ReferenceView>, 
/**
 * In text order.
 */
findings: Array<FindingView>, 
/**
 * Highest severity first.
 */
absent: Array<AbsentView>, 
/**
 * What could not be read.
 */
unread: Array<UnreadView>, 
/**
 * Things the user should know: no outline, mixed languages.
 */
warnings: Array<WarningView>, };

/**
 * A position on screen.
 */
export type PositionView = { 
/**
 * What to ask for.
 */
text_en: string, 
/**
 * The same in Chinese.
 */
text_zh: string, 
/**
 * Wording in English.
 */
wording_en: string, 
/**
 * Wording in Chinese.
 */
wording_zh: string, };

/**
 * A law card on screen.
 */
export type LawView = { 
/**
 * Id.
 */
id: string, 
/**
 * Title in English.
 */
title_en: string, 
/**
 * Title in Chinese.
 */
title_zh: string, 
/**
 * Jurisdiction.
 */
jurisdiction: string, 
/**
 * Citation.
 */
citation: string, 
/**
 * `V`, `P` or `S`.
 */
evidence: string, 
/**
 * What it says, in English.
 */
text_en: string, 
/**
 * What it says, in Chinese.
 */
text_zh: string, };

/**
 * A clause type on screen.
 */
export type ClauseTypeView = { 
/**
 * Id.
 */
id: string, 
/**
 * Family.
 */
family: string, 
/**
 * Id in the taxonomy.
 */
taxonomy: string, 
/**
 * Title in English.
 */
title_en: string, 
/**
 * Title in Chinese.
 */
title_zh: string, 
/**
 * What it is. Texts of an entry are plain: paragraphs parted by an empty line, list items with `•`.
 */
what_en: string, 
/**
 * What it is, in Chinese.
 */
what_zh: string, 
/**
 * Why it matters.
 */
why_en: string, 
/**
 * Why it matters, in Chinese.
 */
why_zh: string, 
/**
 * What the other side says.
 */
other_side_en: string, 
/**
 * What the other side says, in Chinese.
 */
other_side_zh: string, 
/**
 * Preferred position.
 */
preferred: PositionView, 
/**
 * Fallback.
 */
fallback: PositionView, 
/**
 * Walk away.
 */
walk_away: PositionView, 
/**
 * Law cards.
 */
law: Array<LawView>, };
