// Where the text of a PDF stands on its pages: boxes in points from the top left corner of the page as it is shown.
import { widthInEm } from './heights'
import type { BlockView, FindingView, LineView, Mark } from './types'

export interface Box {
  left: number
  top: number
  right: number
  bottom: number
}

/** A box on a page, counted from 1. */
export interface PageBox extends Box {
  page: number
}

/** A box of a finding. */
export interface FindingBox extends Box {
  id: string
}

/** The part of a line that a stretch of its block covers. Letters are taken to be as wide as usual. */
function part(text: string, line: LineView, start: number, end: number): PageBox {
  const { page, left, top, right, bottom } = line
  const whole = widthInEm(text.slice(line.start, line.end))
  const at = (unit: number) =>
    whole === 0 ? left : left + ((right - left) * widthInEm(text.slice(line.start, unit))) / whole
  return {
    page,
    left: start <= line.start ? left : at(start),
    top,
    right: end >= line.end ? right : at(end),
    bottom,
  }
}

/** The boxes that words stand in, one a line. */
export function boxesOf(blocks: readonly BlockView[], marks: readonly Mark[]): PageBox[] {
  return marks.flatMap(({ block, start, end }) => {
    const found = blocks[block]
    if (!found) return []
    return found.lines
      .filter((line) => line.start < end && start < line.end)
      .map((line) => part(found.text, line, start, end))
  })
}

/** The boxes of all findings, by page. */
export function boxesByPage(blocks: readonly BlockView[], findings: readonly FindingView[]): Map<number, FindingBox[]> {
  const map = new Map<number, FindingBox[]>()
  for (const { id, marks } of findings) {
    for (const { page, ...box } of boxesOf(blocks, marks)) {
      const list = map.get(page)
      if (list) list.push({ id, ...box })
      else map.set(page, [{ id, ...box }])
    }
  }
  return map
}

/** The line that stands `share` (0 to 1) down a block; of a block without lines, the nearest line before it. */
export function lineAt(blocks: readonly BlockView[], block: number, share: number): LineView | null {
  const lines = blocks[block]?.lines ?? []
  const here = lines[Math.min(lines.length - 1, Math.max(0, Math.floor(share * lines.length)))]
  if (here) return here
  for (let i = block - 1; i >= 0; i -= 1) {
    const last = blocks[i]?.lines.at(-1)
    if (last) return last
  }
  return null
}

/** The block whose line is nearest to a place on a page; `null` where the page has no text. */
export function blockAt(blocks: readonly BlockView[], page: number, x: number, y: number): number | null {
  let best: { block: number; distance: number } | null = null
  for (const [block, { lines }] of blocks.entries()) {
    for (const line of lines) {
      if (line.page !== page) continue
      const dx = Math.max(line.left - x, 0, x - line.right)
      const dy = Math.max(line.top - y, 0, y - line.bottom)
      const distance = Math.hypot(dx, dy)
      if (!best || distance < best.distance) best = { block, distance }
    }
  }
  return best?.block ?? null
}
