// An agreement made in code that has one of everything: each kind of block, findings that overlap or run over several
// blocks, absent clauses with and without near places, parts that could not be read. What the samples have changes with
// the clause library; tests of the window look here.
import type { BlockView, EmphasisView, FindingView, Mark, OutlineNode, ReviewView } from './types'

const blocks: BlockView[] = []
const outline: OutlineNode[] = []

function node(number: string | null, heading: string, level: number, parent: number | null, excerpt = false): number {
  return outline.push({ number, heading, heading_is_excerpt: excerpt, level, parent, block: blocks.length }) - 1
}

function block(kind: string, text: string, change: Partial<BlockView> = {}): number {
  return blocks.push({ kind, story: 'body', level: 0, label: null, text, emphasis: [], cells: [], lines: [], clause: outline.length ? outline.length - 1 : null, ...change }) - 1
}

function emphasis(text: string, words: string, style: Partial<EmphasisView>): EmphasisView {
  const start = text.indexOf(words)
  return { start, end: start + words.length, bold: false, underline: false, italic: false, ...style }
}

/** Where words stand in a block. */
function at(index: number, words: string): Mark {
  const start = blocks[index]?.text.indexOf(words) ?? -1
  if (start < 0) throw new Error(`block ${index} has no "${words}"`)
  return { block: index, start, end: start + words.length }
}

block('furniture', 'Kestrel Hosting · Master terms · Page 1 of 3')
block('heading', 'Master hosting terms', { level: 1 })
block('contents', '1 Limits of liability ........ 1\n2 Service levels ........ 2')

const limits = node('1', 'Limits of liability', 1, null)
block('heading', 'Limits of liability', { level: 2, label: '1.' })
node('1.1', 'Subject to clause 1.2, the total liability of…', 2, limits, true)
const capText =
  'Subject to clause 1.2, the total liability of Kestrel shall not exceed the Charges paid in the last three months, and Kestrel is not liable for loss of profit.'
const cap = block('list-item', capText, {
  level: 1,
  label: '1.1',
  emphasis: [emphasis(capText, 'shall not exceed', { bold: true }), emphasis(capText, 'Charges', { underline: true }), emphasis(capText, 'loss of profit', { italic: true })],
})
const outside = node('1.2', 'The following stand outside clause 1.1:', 2, limits, true)
const lead = block('list-item', 'The following stand outside clause 1.1:', { level: 1, label: '1.2' })
node('1.2(a)', 'death or injury caused by negligence;', 3, outside, true)
const injury = block('list-item', 'death or injury caused by negligence;', { level: 2, label: '(a)' })
node('1.2(b)', 'fraud 𠮷 and wilful default.', 3, outside, true)
const fraud = block('list-item', 'fraud 𠮷 and wilful default.', { level: 2, label: '(b)' })

node('2', 'Service levels', 1, null)
block('heading', 'Service levels', { level: 2, label: '2.' })
block('paragraph', 'Kestrel credits the share of the monthly Charges that the table gives.\nNo other sum is due.')
const term = block('paragraph', 'Credits are paid within thirty sixty days.')
const tableText = 'Availability\tCredit\t\n\tStandard\tPremium\nbelow 99.9%\t5%\t10%\nbelow 99%\t10%\t25%'
const table = block('table', tableText)
block('code', 'availability = (minutes - downtime) / minutes')
block('furniture', 'Page 2 of 3')
const footnote = block('paragraph', 'Downtime is counted in whole minutes.', { story: 'footnote' })

node('3', '适用法律', 1, null)
block('heading', '适用法律', { level: 2, label: '3.' })
const law = block('paragraph', '本协议适用香港特别行政区法律。')

const cell = (row: number, column: number, words: string, from: number, change = {}) => {
  const start = tableText.indexOf(words, from)
  return { row, column, row_span: 1, column_span: 1, header: row < 2, start, end: start + words.length, ...change }
}
const body = tableText.indexOf('below 99.9%')
const last = tableText.indexOf('below 99%')
blocks[table]?.cells.push(
  cell(0, 0, 'Availability', 0, { row_span: 2 }),
  cell(0, 1, 'Credit', 0, { column_span: 2 }),
  cell(1, 1, 'Standard', 0),
  cell(1, 2, 'Premium', 0),
  cell(2, 0, 'below 99.9%', body),
  cell(2, 1, '5%', body),
  cell(2, 2, '10%', body),
  cell(3, 0, 'below 99%', last),
  cell(3, 1, '10%', last),
  cell(3, 2, '25%', last),
)

function finding(change: Partial<FindingView> & Pick<FindingView, 'id' | 'clause_type' | 'marks'>): FindingView {
  return {
    family: change.clause_type.split('/')[0] ?? '',
    severity: 'high',
    confidence: 0.9,
    rating: 'poor',
    number: '1.1',
    heading: 'Limits of liability',
    text: change.marks.map((m) => blocks[m.block]?.text.slice(m.start, m.end)).join('\n'),
    lead_in: null,
    terms: [],
    cues: [],
    patterns: [],
    decision: null,
    note: '',
    ...change,
  }
}

const findings: FindingView[] = [
  finding({
    id: 'kinds-cap',
    clause_type: 'compensation-cap/general-cap',
    rating: 'walk-away',
    marks: [at(cap, capText)],
    terms: [
      { name: 'look_back', title_en: 'Look-back', title_zh: '回溯期', value_en: '3 months', value_zh: '3 个月', text: 'the last three months', marks: [at(cap, 'the last three months')] },
      { name: 'basis', title_en: 'Basis', title_zh: '计算基数', value_en: 'paid', value_zh: '已付', text: 'Charges paid', marks: [at(cap, 'Charges paid')] },
    ],
    cues: [{ cue: 'total-liability', text: 'total liability', marks: [at(cap, 'total liability')] }],
    patterns: ['total-not-exceed'],
  }),
  finding({ id: 'kinds-loss', clause_type: 'exemption/indirect-loss', marks: [at(cap, 'Kestrel is not liable for loss of profit')] }),
  finding({
    id: 'kinds-carve-out',
    clause_type: 'compensation-cap/uncapped-liability',
    severity: 'info',
    rating: null,
    number: '1.2',
    marks: [at(injury, 'death or injury caused by negligence;'), at(fraud, 'fraud 𠮷 and wilful default.')],
    lead_in: blocks[lead]?.text ?? null,
  }),
  finding({
    id: 'kinds-tiers',
    clause_type: 'service-level/credit-schedule',
    severity: 'medium',
    rating: 'fallback',
    number: '2',
    heading: 'Service levels',
    marks: [{ block: table, start: 0, end: tableText.length }],
  }),
]

const candidate = (index: number, words: string, number: string, heading: string, missing: string[]) => ({
  number,
  heading,
  text: words,
  marks: [at(index, words)],
  missing,
})

/** The review; a new copy each time. */
export function kindsReview(): ReviewView {
  return structuredClone({
    name: 'master-terms.docx',
    title: 'Master hosting terms',
    format: 'docx',
    language: 'en',
    library_version: 'made-in-code',
    outline,
    blocks,
    pages: [],
    changes: [
      { kind: 'deleted', author: 'Li Na', date: '2026-03-01T09:00:00Z', text: 'thirty', marks: [at(term, 'thirty')] },
      { kind: 'inserted', author: 'Li Na', date: '2026-03-01T09:00:00Z', text: 'sixty', marks: [at(term, 'sixty')] },
    ],
    comments: [
      { author: 'A. Lee', date: '2026-03-02T10:00:00Z', text: 'Is this what we agreed?\nPlease check.', marks: [at(term, 'Credits')] },
      { author: null, date: null, text: 'A note without a name.', marks: [{ block: footnote, start: 0, end: 0 }] },
    ],
    asides: [{ kind: 'hidden', text: 'Our walk-away is ninety days.', marks: [{ block: term, start: 12, end: 12 }] }],
    recognised: [],
    definitions: [{ term: 'Charges', meaning: 'the sums on the order form.', marks: [at(cap, 'Charges')], clause: limits }],
    references: [
      { marks: [at(cap, 'clause 1.2')], target: 'clause', clause: outside, name: null },
      { marks: [at(lead, 'clause 1.1')], target: 'missing', clause: null, name: null },
    ],
    findings,
    absent: [
      {
        clause_type: 'compensation-cap/super-cap',
        family: 'compensation-cap',
        severity: 'high',
        meaning_en: 'A breach of data protection is held to the same low limit as everything else.',
        meaning_zh: '违反数据保护义务的责任与其他责任适用同一较低上限。',
        candidates: [
          candidate(law, '本协议适用香港特别行政区法律。', '3', '适用法律', ['责任上限']),
          candidate(cap, 'the total liability of Kestrel', '1.1', 'Limits of liability', ['data protection', 'separate limit']),
        ],
      },
      {
        clause_type: 'exemption/force-majeure',
        family: 'exemption',
        severity: 'low',
        meaning_en: 'Without it the general law on impossibility applies.',
        meaning_zh: '没有约定的，适用法律关于不可抗力的规定。',
        candidates: [],
      },
    ],
    unread: [{ place: 'page 3', scanned_page: null, reason: 'The page is a picture without text. Run the file through text recognition (OCR) and add the result.' }],
    warnings: [{ text_en: 'The agreement mixes English and Chinese.', text_zh: '该协议混用英文与中文。' }],
  } satisfies ReviewView)
}
