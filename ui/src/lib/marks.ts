// Cuts a block's text into stretches that look alike: emphasis, findings (which may overlap), and the words pointed at.
import type { EmphasisView, FindingView } from './types'

export interface Range {
  start: number
  end: number
}

/** A finding's stretch of one block. */
export interface Highlight extends Range {
  id: string
  /** Length of the whole finding over all blocks: longer findings go outside shorter ones. */
  weight: number
}

/** A stretch that is to look special. */
export interface Look extends Range {
  look: string
  /** What is said about it when the pointer rests there. */
  title?: string
  /** The reference that it belongs to: an index into the review's references. */
  reference?: number
}

export interface Segment extends Range {
  text: string
  bold: boolean
  underline: boolean
  italic: boolean
  /** Ids of the findings that cover it, the longest first. */
  findings: string[]
  /** Looks given from outside: `pointed` (a term, a cue, a place looked at), `found` and `found-here` (search), those of
   * `beside.ts`. */
  looks: string[]
  /** What is said about it when the pointer rests there; empty for most. */
  title: string
  /** The reference that it belongs to. */
  reference: number | null
}

/** Moves a range into the text and away from the middle of a surrogate pair; `null` if nothing is left. */
function fit(text: string, range: Range, from: number, to: number): Range | null {
  const inPair = (at: number) => at > 0 && at < text.length && isLow(text.charCodeAt(at)) && isHigh(text.charCodeAt(at - 1))
  let start = Math.max(range.start, from)
  let end = Math.min(range.end, to)
  if (inPair(start)) start -= 1
  if (inPair(end)) end += 1
  return end > start ? { start, end } : null
}

const isHigh = (unit: number) => unit >= 0xd800 && unit <= 0xdbff
const isLow = (unit: number) => unit >= 0xdc00 && unit <= 0xdfff

/** The segments of `text` from `from` to `to`, in order and without gaps. */
export function segments(
  text: string,
  from: number,
  to: number,
  emphasis: readonly EmphasisView[],
  highlights: readonly Highlight[],
  looks: readonly Look[],
): Segment[] {
  const whole = fit(text, { start: from, end: to }, 0, text.length)
  if (!whole) return []
  const fitted = <T extends Range>(list: readonly T[]) =>
    list.flatMap((item) => {
      const range = fit(text, item, whole.start, whole.end)
      return range ? [{ ...item, ...range }] : []
    })
  const bold = fitted(emphasis)
  const found = fitted(highlights).sort((a, b) => b.weight - a.weight || a.start - b.start || (a.id < b.id ? -1 : 1))
  const shown = fitted(looks)

  const cuts = new Set<number>([whole.start, whole.end])
  for (const list of [bold, found, shown]) for (const { start, end } of list) cuts.add(start).add(end)
  const edges = [...cuts].sort((a, b) => a - b)

  const covers = (range: Range, start: number, end: number) => range.start <= start && end <= range.end
  return edges.slice(1).map((end, i) => {
    const start = edges[i] ?? whole.start
    const styles = bold.filter((e) => covers(e, start, end))
    return {
      start,
      end,
      text: text.slice(start, end),
      bold: styles.some((e) => e.bold),
      underline: styles.some((e) => e.underline),
      italic: styles.some((e) => e.italic),
      findings: [...new Set(found.filter((h) => covers(h, start, end)).map((h) => h.id))],
      looks: [...new Set(shown.filter((l) => covers(l, start, end)).map((l) => l.look))],
      title: shown.flatMap((l) => (l.title && covers(l, start, end) ? [l.title] : [])).join('\n'),
      reference: shown.find((l) => l.reference !== undefined && covers(l, start, end))?.reference ?? null,
    }
  })
}

/** The highlights of every block that has any. */
export function highlightsByBlock(findings: readonly FindingView[]): Map<number, Highlight[]> {
  const map = new Map<number, Highlight[]>()
  for (const finding of findings) {
    const weight = finding.marks.reduce((sum, mark) => sum + mark.end - mark.start, 0)
    for (const { block, start, end } of finding.marks) {
      const list = map.get(block)
      const highlight = { start, end, id: finding.id, weight }
      if (list) list.push(highlight)
      else map.set(block, [highlight])
    }
  }
  return map
}
