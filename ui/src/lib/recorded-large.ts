// An agreement of about 500 pages, made in code: what the window must scroll smoothly. Always the same text.
import type { BlockView, FindingView, OutlineNode, ReviewView } from './types'

/** A small generator of numbers from 0 to 1 that always gives the same series (mulberry32). */
function series(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }
}

const SUBJECTS = ['The Supplier', 'Each party', 'The Customer', 'A subcontractor', 'The service desk', 'An authorised user']
const VERBS = ['shall keep', 'may review', 'shall report on', 'shall make available', 'may replace', 'shall test']
const OBJECTS = [
  'the records of the hosting environment',
  'the measures set out in the applicable service description',
  'the capacity reserved for the production workloads',
  'the plan for the recovery of the platform',
  'the list of components that are nearing their end of support',
  'the interfaces to the systems of third parties',
]
const TAILS = [
  'within the time given in the order.',
  'and shall bear its own costs of doing so.',
  'unless the parties have agreed otherwise in writing.',
  'in the form that the governance schedule asks for, and no later than the end of the month that follows the month in which the need became known.',
  'having regard to the volume of data, the criticality of the workload and the instructions given by the Customer from time to time.',
]
const TITLES = ['Scope', 'Hosting', 'Operations', 'Change control', 'Capacity', 'Continuity', 'Reporting', 'Governance', 'Charges', 'Liability']

const CAP = "The Supplier's total aggregate liability under this Part shall not exceed the Charges paid for the affected service in the six months before the claim."
const LOSS = 'Neither party is liable for indirect or consequential loss, loss of profit or loss of goodwill.'
const CREDIT = 'Service Credits are the sole and exclusive remedy for a failure to meet a Service Level under this Part.'

const TYPES = [
  { text: CAP, clause_type: 'compensation-cap/general-cap', severity: 'high', rating: 'walk-away', words: 'the Charges paid for the affected service', cue: 'total aggregate liability' },
  { text: LOSS, clause_type: 'exemption/indirect-loss', severity: 'high', rating: 'poor', words: 'loss of profit', cue: 'indirect or consequential loss' },
  { text: CREDIT, clause_type: 'compensation-cap/sole-remedy', severity: 'medium', rating: 'walk-away', words: 'Service Credits', cue: 'sole and exclusive remedy' },
] as const

/** The review of an agreement with `parts` parts of ten clauses each; 60 parts make about 500 pages. */
export function largeReview(parts = 60): ReviewView {
  const random = series(20260101)
  const from = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T
  const sentence = () => `${from(SUBJECTS)} ${from(VERBS)} ${from(OBJECTS)} ${from(TAILS)}`

  const blocks: BlockView[] = []
  const outline: OutlineNode[] = []
  const findings: FindingView[] = []
  const block = (kind: string, text: string, level: number, clause: number | null): number =>
    blocks.push({ kind, story: 'body', level, label: null, text, emphasis: [], cells: [], lines: [], clause }) - 1
  const node = (entry: Omit<OutlineNode, 'block'>): number => outline.push({ ...entry, block: blocks.length }) - 1

  block('heading', 'Framework agreement for managed hosting', 1, null)
  for (let part = 1; part <= parts; part += 1) {
    const top = node({ number: `Part ${part}`, heading: `${from(TITLES)} ${part}`, heading_is_excerpt: false, level: 1, parent: null })
    const title = outline[top]?.heading ?? ''
    block('heading', `Part ${part}: ${title}`, 2, top)
    for (let clause = 1; clause <= 10; clause += 1) {
      const heading = TITLES[clause - 1] ?? ''
      const number = `${part}.${clause}`
      const middle = node({ number, heading, heading_is_excerpt: false, level: 2, parent: top })
      block('heading', `${number} ${heading}`, 3, middle)
      for (let sub = 1; sub <= 8; sub += 1) {
        const special = clause === 10 && sub <= 3 ? TYPES[sub - 1] : undefined
        const words = special ? special.text : Array.from({ length: 1 + Math.floor(random() * 4) }, sentence).join(' ')
        const own = `${number}.${sub}`
        const at = node({ number: own, heading: `${words.slice(0, 48)}…`, heading_is_excerpt: true, level: 3, parent: middle })
        const text = `${own} ${words}`
        const index = block('paragraph', text, 0, at)
        if (special) {
          const mark = (part_: string) => ({ block: index, start: text.indexOf(part_), end: text.indexOf(part_) + part_.length })
          findings.push({
            id: `large-${own}`,
            clause_type: special.clause_type,
            family: special.clause_type.split('/')[0] ?? '',
            severity: special.severity,
            confidence: 0.9,
            rating: special.rating,
            number: own,
            heading,
            text: special.text,
            lead_in: null,
            marks: [mark(special.text)],
            terms: [
              { name: 'words', title_en: 'Words', title_zh: '措辞', value_en: special.words, value_zh: special.words, text: special.words, marks: [mark(special.words)] },
            ],
            cues: [{ cue: 'cue', text: special.cue, marks: [mark(special.cue)] }],
            patterns: ['made-for-the-test'],
            decision: null,
            note: '',
          })
        }
        if (sub % 4 === 0) {
          for (let item = 0; item < 3; item += 1) block('list-item', `(${'abc'[item]}) ${sentence()}`, 1, at)
        }
      }
      if (clause % 5 === 0) block('table', 'Level\tTarget\tMeasured\nGold\t99.95%\tmonthly\nSilver\t99.9%\tmonthly', 0, middle)
    }
  }
  for (const b of blocks) {
    if (b.kind !== 'table') continue
    let at = 0
    b.text.split('\n').forEach((row, r) => {
      row.split('\t').forEach((cell, c) => {
        b.cells.push({ row: r, column: c, row_span: 1, column_span: 1, header: r === 0, start: at, end: at + cell.length })
        at += cell.length + 1
      })
    })
  }
  return {
    name: 'framework-agreement.docx',
    title: 'Framework agreement for managed hosting',
    format: 'docx',
    language: 'en',
    library_version: 'made-in-code',
    outline,
    blocks,
    pages: [],
    changes: [],
    comments: [],
    asides: [],
    recognised: [],
    definitions: [],
    references: [],
    findings,
    absent: [],
    unread: [],
    warnings: [],
  }
}
