// Small data for unit tests.
import type { BlockView, ClauseTypeView, FindingView, OutlineNode, ReviewView } from './types'

export function finding(change: Partial<FindingView> & { id: string }): FindingView {
  return {
    clause_type: 'compensation-cap/general-cap',
    family: 'compensation-cap',
    severity: 'high',
    confidence: 0.9,
    rating: null,
    number: '9.2',
    heading: 'Liability',
    text: 'shall not exceed the Fees',
    lead_in: null,
    marks: [{ block: 0, start: 0, end: 5 }],
    terms: [],
    cues: [],
    patterns: [],
    decision: null,
    note: '',
    ...change,
  }
}

export function block(text: string, change: Partial<BlockView> = {}): BlockView {
  return { kind: 'paragraph', story: 'body', level: 0, label: null, text, emphasis: [], cells: [], lines: [], clause: null, ...change }
}

export function node(change: Partial<OutlineNode>): OutlineNode {
  return { number: null, heading: 'Heading', heading_is_excerpt: false, level: 1, parent: null, block: 0, ...change }
}

export function clauseType(change: Partial<ClauseTypeView> & { id: string }): ClauseTypeView {
  const position = { text_en: '', text_zh: '', wording_en: '', wording_zh: '' }
  return {
    family: change.id.split('/')[0] ?? '',
    taxonomy: 'A1',
    title_en: 'General cap',
    title_zh: '责任上限',
    what_en: '',
    what_zh: '',
    why_en: '',
    why_zh: '',
    other_side_en: '',
    other_side_zh: '',
    preferred: { ...position },
    fallback: { ...position },
    walk_away: { ...position },
    law: [],
    ...change,
  }
}

export function review(change: Partial<ReviewView> = {}): ReviewView {
  return {
    name: 'agreement.md',
    title: 'Agreement',
    format: 'markdown',
    language: 'en',
    library_version: 'test',
    outline: [],
    blocks: [],
    pages: [],
    changes: [],
    comments: [],
    asides: [],
    recognised: [],
    definitions: [],
    references: [],
    findings: [],
    absent: [],
    unread: [],
    warnings: [],
    ...change,
  }
}
