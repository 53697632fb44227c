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
 * A block of the agreement.
 */
export type BlockView = { 
/**
 * `heading`, `paragraph`, `list-item`, `table`, `code`, `furniture`, `contents`.
 */
kind: string, 
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
