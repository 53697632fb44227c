// A PDF agreement made in code, long enough that not all of its pages are drawn at once, and its pages drawn from the text.
import type { BlockView, FindingView, LineView, ReviewView } from './types'

const [WIDTH, HEIGHT] = [595, 842]
const [LEFT, TOP, BOTTOM] = [72, 80, 760]
const LETTERS = 78
const [ADVANCE, SIZE, LEADING] = [5.6, 11, 16]

const CAP =
  'Kestrel’s total liability under this agreement shall not exceed the Charges paid in the six months before the claim, whatever the number of claims and whatever their cause.'
const SUBJECTS = ['Orders', 'Charges', 'Support', 'Records', 'Audit', 'Notices', 'Changes', 'Term']

/** Pages of it that are scanned. */
const SCANS = [3, 4, 5]

/** The same with its scanned pages recognised. */
export function withScans(review: ReviewView): ReviewView {
  const of = (page: number) => review.blocks.flatMap(({ lines, text }, block) => (lines[0]?.page === page ? [{ block, start: 0, end: text.length }] : []))
  return { ...review, unread: [], recognised: SCANS.map((page, i) => ({ page, confidence: i === 0 ? 0.62 : 0.95, marks: of(page) })) }
}

/** An agreement of about so many pages; the cap stands on the last one. */
export function pdfReview(pages = 40): ReviewView {
  const blocks: BlockView[] = []
  const outline: ReviewView['outline'] = []
  let [page, y] = [1, TOP]

  const set = (kind: string, text: string, level: number) => {
    const lines: LineView[] = []
    for (let start = 0; start < text.length; ) {
      let end = Math.min(text.length, start + LETTERS)
      if (end < text.length) end = text.lastIndexOf(' ', end) + 1
      if (y > BOTTOM) [page, y] = [page + 1, TOP]
      lines.push({ start, end, page, left: LEFT, top: y, right: LEFT + (end - start) * ADVANCE, bottom: y + SIZE + 2 })
      y += LEADING
      start = end
    }
    y += LEADING / 2
    return blocks.push({ kind, story: 'body', level, label: null, text, emphasis: [], cells: [], lines, clause: outline.length - 1 }) - 1
  }

  for (let n = 1; page < pages; n += 1) {
    const heading = `${n}. ${SUBJECTS[n % SUBJECTS.length]}`
    outline.push({ number: String(n), heading: heading.replace(/^\d+\. /, ''), heading_is_excerpt: false, level: 1, parent: null, block: blocks.length })
    set('heading', heading, 1)
    for (let k = 0; k < 4; k += 1) {
      set('paragraph', `Clause ${n}.${k + 1} says how the parties deal with ${SUBJECTS[(n + k) % SUBJECTS.length]?.toLowerCase()}: they agree in writing, keep what they agreed for six years, and tell each other at once when something stands in the way of it.`, 0)
    }
  }
  outline.push({ number: 'A', heading: 'Limits of liability', heading_is_excerpt: false, level: 1, parent: null, block: blocks.length })
  set('heading', 'A. Limits of liability', 1)
  const cap = set('paragraph', CAP, 0)
  const first = blocks.findIndex((b) => b.kind === 'paragraph')

  const finding = (id: string, type: string, block: number, words: string): FindingView => {
    const start = blocks[block]?.text.indexOf(words) ?? 0
    return {
      id,
      clause_type: type,
      family: type.split('/')[0] ?? '',
      severity: 'high',
      confidence: 0.9,
      rating: 'poor',
      number: '1',
      heading: null,
      text: words,
      lead_in: null,
      marks: [{ block, start, end: start + words.length }],
      terms: [],
      cues: [],
      patterns: [],
      decision: null,
      note: '',
    }
  }
  return {
    name: 'hosting-agreement.pdf',
    title: 'Hosting agreement',
    format: 'pdf',
    language: 'en',
    library_version: 'made-in-code',
    outline,
    blocks,
    pages: Array.from({ length: page }, () => ({ width: WIDTH, height: HEIGHT })),
    changes: [],
    comments: [],
    asides: [],
    recognised: [],
    definitions: [],
    references: [],
    findings: [
      finding('pdf-asis', 'exemption/as-is', first, 'they agree in writing'),
      finding('pdf-cap', 'compensation-cap/general-cap', cap, 'shall not exceed the Charges paid in the six months before the claim'),
    ],
    absent: [],
    unread: SCANS.map((page) => ({ place: `page ${page}`, scanned_page: page, reason: 'The page is a picture without text.' })),
    warnings: [],
  }
}

/** A page as a picture: its lines in black on white. */
export async function drawPage(review: ReviewView, page: number, width: number): Promise<Blob> {
  const shown = review.pages[page - 1]
  if (!shown) throw { message: `${review.name} has no page ${page}; it has ${review.pages.length}` }
  const scale = width / shown.width
  const canvas = new OffscreenCanvas(width, Math.round(shown.height * scale))
  const context = canvas.getContext('2d')
  if (!context) throw new Error('The browser draws nothing.')
  context.fillStyle = '#fff'
  context.fillRect(0, 0, canvas.width, canvas.height)
  context.fillStyle = '#000'
  for (const { text, kind, lines } of review.blocks) {
    context.font = `${kind === 'heading' ? 'bold ' : ''}${SIZE * scale}px serif`
    for (const line of lines) {
      if (line.page !== page) continue
      context.fillText(text.slice(line.start, line.end).trimEnd(), line.left * scale, (line.bottom - 3) * scale, (line.right - line.left) * scale)
    }
  }
  context.fillText(`Page ${page}`, (shown.width / 2 - 15) * scale, (shown.height - 40) * scale)
  return canvas.convertToBlob({ type: 'image/png' })
}
