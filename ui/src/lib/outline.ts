// The outline as a tree that opens and closes, with the findings that stand under each node.
import type { BlockView, FindingView, OutlineNode } from './types'

export interface OutlineRow {
  index: number
  node: OutlineNode
  hasChildren: boolean
  open: boolean
  /** Place among its siblings and how many there are, for screen readers. */
  position: number
  siblings: number
  /** Findings per family that stand here, those of closed children included. */
  families: { family: string; count: number }[]
}

/** Which nodes are open at first: all of a short outline, the upper levels of a long one. */
export function initiallyOpen(outline: readonly OutlineNode[], limit = 300): Set<number> {
  const deepest = outline.length <= limit ? Infinity : 1
  return new Set(outline.flatMap((node, i) => (node.level <= deepest ? [i] : [])))
}

/** Number of findings per node (own blocks only) and family. */
export function findingsByNode(blocks: readonly BlockView[], findings: readonly FindingView[]): Map<number, Map<string, number>> {
  const map = new Map<number, Map<string, number>>()
  for (const finding of findings) {
    const block = finding.marks[0]?.block
    const clause = block === undefined ? null : (blocks[block]?.clause ?? null)
    if (clause === null) continue
    const counts = map.get(clause) ?? new Map<string, number>()
    counts.set(finding.family, (counts.get(finding.family) ?? 0) + 1)
    map.set(clause, counts)
  }
  return map
}

/** The rows to show, given which nodes are open. */
export function outlineRows(
  outline: readonly OutlineNode[],
  open: ReadonlySet<number>,
  own: ReadonlyMap<number, ReadonlyMap<string, number>>,
): OutlineRow[] {
  const children = new Map<number | null, number[]>()
  outline.forEach((node, i) => {
    const parent = node.parent !== null && node.parent >= 0 && node.parent < i ? node.parent : null
    const list = children.get(parent)
    if (list) list.push(i)
    else children.set(parent, [i])
  })
  // Parents come before their children, so one pass from the end adds everything up.
  const total = outline.map((_, i) => new Map(own.get(i)))
  for (let i = outline.length - 1; i >= 0; i -= 1) {
    const parent = outline[i]?.parent
    const sum = parent === null || parent === undefined || parent >= i ? undefined : total[parent]
    if (sum) for (const [family, count] of total[i] ?? []) sum.set(family, (sum.get(family) ?? 0) + count)
  }
  const rows: OutlineRow[] = []
  const walk = (parent: number | null) => {
    const list = children.get(parent) ?? []
    list.forEach((index, k) => {
      const node = outline[index]
      if (!node) return
      const hasChildren = children.has(index)
      const isOpen = hasChildren && open.has(index)
      const counts = isOpen ? (own.get(index) ?? new Map<string, number>()) : (total[index] ?? new Map<string, number>())
      rows.push({
        index,
        node,
        hasChildren,
        open: isOpen,
        position: k + 1,
        siblings: list.length,
        families: [...counts].map(([family, count]) => ({ family, count })),
      })
      if (isOpen) walk(index)
    })
  }
  walk(null)
  return rows
}

/** A node's number without what its place in the tree says already: `(a)` below `9.1`, `2.3` below `Schedule 1`. */
export function shortNumber(outline: readonly OutlineNode[], node: OutlineNode): string | null {
  const { number } = node
  if (number === null) return null
  let at = node.parent
  while (at !== null) {
    const above = outline[at]
    if (!above) break
    if (above.number && number.startsWith(above.number)) {
      const rest = number.slice(above.number.length)
      if (/^[（(]/.test(rest)) return rest
      if (/^[,，]? /.test(rest)) return rest.replace(/^[,，]? /, '')
    }
    at = above.parent
  }
  return number
}

/** The row that stands for node `index`: itself, or the nearest ancestor that is shown. */
export function rowOf(rows: readonly OutlineRow[], outline: readonly OutlineNode[], index: number | null): number {
  let at = index
  while (at !== null && at !== undefined) {
    const wanted = at
    const row = rows.findIndex((r) => r.index === wanted)
    if (row >= 0) return row
    at = outline[at]?.parent ?? null
  }
  return -1
}
