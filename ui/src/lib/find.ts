// Finds words in the agreement's text.
import type { BlockView, Mark } from './types'

/** No agreement has that many places worth stepping through; the count on screen then reads "5000+". */
export const MOST = 5000

const SPECIAL = /[.*+?^${}()|[\]\\]/g

/** Where `query` stands, without regard to case and to how blanks are written; at most `MOST` places. */
export function findText(blocks: readonly BlockView[], query: string): Mark[] {
  const words = query.trim().split(/\s+/).filter(Boolean)
  if (words.length === 0) return []
  // Quotes are typed straight and printed curly.
  const pattern = words.map((word) => word.replace(SPECIAL, '\\$&').replace(/['’‘]/g, "['’‘]").replace(/["“”]/g, '["“”]')).join('\\s+')
  const regex = new RegExp(pattern, 'giu')
  const marks: Mark[] = []
  for (const [block, { text }] of blocks.entries()) {
    for (const match of text.matchAll(regex)) {
      marks.push({ block, start: match.index, end: match.index + match[0].length })
      if (marks.length === MOST) return marks
    }
  }
  return marks
}

/** Index of the first place at or after a block, going round; -1 where there is none. */
export function firstFrom(marks: readonly Mark[], block: number): number {
  if (marks.length === 0) return -1
  return Math.max(0, marks.findIndex((mark) => mark.block >= block))
}
