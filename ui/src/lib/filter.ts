// Which findings are listed, in what order, and which one comes next.
import { FAMILIES, familyRank, severityRank, type Severity } from './families'
import type { ClauseTypeView, Decision, FindingView } from './types'

export type DecisionState = 'all' | 'undecided' | 'accepted' | 'rejected'
export type Order = 'family' | 'text'

export interface Filter {
  /** Families shown; none chosen means all. */
  families: readonly string[]
  /** The lowest severity shown. */
  severity: Severity
  decision: DecisionState
  /** Words that must all occur in title, number, heading, text or note. */
  query: string
}

export const NO_FILTER: Filter = { families: [], severity: 'info', decision: 'all', query: '' }

export interface Verdict {
  decision: Decision | null
  note: string
}

export function isFiltered(filter: Filter): boolean {
  return (
    filter.families.length > 0 || filter.severity !== 'info' || filter.decision !== 'all' || filter.query.trim() !== ''
  )
}

/** The findings that pass, in text order. */
export function filterFindings(
  findings: readonly FindingView[],
  filter: Filter,
  verdict: (id: string) => Verdict,
  clauseType: (id: string) => ClauseTypeView | undefined,
): FindingView[] {
  const words = filter.query.toLocaleLowerCase().split(/\s+/).filter(Boolean)
  const lowest = severityRank(filter.severity)
  return findings.filter((finding) => {
    if (filter.families.length > 0 && !filter.families.includes(finding.family)) return false
    if (severityRank(finding.severity) < lowest) return false
    const { decision, note } = verdict(finding.id)
    if (filter.decision !== 'all' && (decision ?? 'undecided') !== filter.decision) return false
    if (words.length === 0) return true
    const type = clauseType(finding.clause_type)
    const haystack = [type?.title_en, type?.title_zh, finding.clause_type, finding.number, finding.heading, finding.text, note]
      .filter(Boolean)
      .join('\n')
      .toLocaleLowerCase()
    return words.every((word) => haystack.includes(word))
  })
}

export interface Group {
  family: string
  findings: FindingView[]
}

/** Findings by family, families in their fixed order; within a family text order is kept. */
export function groupByFamily(findings: readonly FindingView[]): Group[] {
  const map = new Map<string, FindingView[]>()
  for (const finding of findings) {
    const list = map.get(finding.family)
    if (list) list.push(finding)
    else map.set(finding.family, [finding])
  }
  return [...map]
    .map(([family, list]) => ({ family, findings: list }))
    .sort((a, b) => familyRank(a.family) - familyRank(b.family) || (a.family < b.family ? -1 : 1))
}

/** The findings as the list shows them from top to bottom. */
export function listed(findings: readonly FindingView[], order: Order): FindingView[] {
  return order === 'text' ? [...findings] : groupByFamily(findings).flatMap((group) => group.findings)
}

/**
 * The id `delta` places away, held at both ends; the first (or last) one where nothing is selected. `all` is the whole
 * list in the same order: with it the way goes on from a finding that the filter has just taken away.
 */
export function step(ids: readonly string[], current: string | null, delta: 1 | -1, all: readonly string[] = ids): string | null {
  if (ids.length === 0) return null
  const edge = (delta === 1 ? ids[0] : ids[ids.length - 1]) ?? null
  if (current === null) return edge
  const at = ids.indexOf(current)
  if (at >= 0) return ids[Math.min(ids.length - 1, Math.max(0, at + delta))] ?? null
  const place = all.indexOf(current)
  if (place < 0) return edge
  const shown = new Set(ids)
  for (let i = place + delta; i >= 0 && i < all.length; i += delta) {
    const id = all[i]
    if (id !== undefined && shown.has(id)) return id
  }
  return (delta === 1 ? ids[ids.length - 1] : ids[0]) ?? null
}

/** The next undecided finding after `current`, going round once. */
export function nextUndecided(ids: readonly string[], current: string | null, verdict: (id: string) => Verdict): string | null {
  const from = current === null ? -1 : ids.indexOf(current)
  for (let i = 1; i <= ids.length; i += 1) {
    const id = ids[(from + i + ids.length) % ids.length]
    if (id !== undefined && id !== current && verdict(id).decision === null) return id
  }
  return null
}

/** How many findings each family has, in the fixed order, families without any left out. */
export function familyCounts(findings: readonly FindingView[]): { family: string; count: number }[] {
  const known = new Set<string>(FAMILIES)
  const counts = new Map<string, number>()
  for (const { family } of findings) counts.set(family, (counts.get(family) ?? 0) + 1)
  return [...FAMILIES, ...[...counts.keys()].filter((family) => !known.has(family)).sort()].flatMap((family) => {
    const count = counts.get(family)
    return count ? [{ family, count }] : []
  })
}
