// Guesses how tall a block will be, so that the scrollbar and the marks beside it stand right before it is drawn.
import type { BlockView } from './types'

// CJK ideographs, kana, hangul and full-width forms take a whole em; the rest about half of one.
const WIDE = /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe4f\uff00-\uff60\uffe0-\uffe6]/g
const NARROW_EM = 0.5

/** Width of a text on one line, in em. */
export function widthInEm(text: string): number {
  const wide = text.match(WIDE)?.length ?? 0
  return wide + (text.length - wide) * NARROW_EM
}

function lines(text: string, em: number): number {
  return text.split('\n').reduce((sum, line) => sum + Math.max(1, Math.ceil(widthInEm(line) / Math.max(4, em))), 0)
}

/** Font size of a heading relative to the text; must agree with `Block.svelte`. */
export const HEADING_SCALE = [1.5, 1.5, 1.2, 1.08, 1, 1, 1]

/** Height in pixels of `block` set `width` pixels wide in `size` pixel type. */
export function estimateHeight(block: BlockView, width: number, size: number, lineHeight = 1.65): number {
  const line = size * lineHeight
  const text = block.label ? `${block.label} ${block.text}` : block.text
  switch (block.kind) {
    case 'heading': {
      const scale = HEADING_SCALE[Math.min(block.level, 6)] ?? 1
      return lines(text, width / size / scale) * line * scale * 0.82 + size * 1.5
    }
    case 'table': {
      const columns = block.cells.reduce((max, cell) => Math.max(max, cell.column + cell.column_span), 1)
      const rows = new Map<number, number>()
      for (const cell of block.cells) {
        const em = ((width / columns) * cell.column_span - 20) / (size * 0.93)
        rows.set(cell.row, Math.max(rows.get(cell.row) ?? 1, lines(block.text.slice(cell.start, cell.end), em)))
      }
      let sum = 0
      for (const count of rows.values()) sum += count * size * 1.4 + 11
      return sum + size * 1.2
    }
    case 'list-item':
      return lines(text, width / size - 1.6 * Math.max(1, block.level)) * line + size * 0.35
    case 'furniture':
    case 'contents':
      return lines(text, width / size / 0.86) * line * 0.86 + size * 0.2
    default:
      return lines(text, width / size) * line + size * 0.6
  }
}
