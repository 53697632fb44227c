// Families, severities and ratings: their order and their words.
import { m } from './paraglide/messages.js'

export const FAMILIES = [
  'compensation-cap',
  'exemption',
  'liability',
  'service-level',
  'security',
  'change-and-exit',
  'general',
] as const

export type Family = (typeof FAMILIES)[number]

/** Lowest first, so that an index is a rank. */
export const SEVERITIES = ['info', 'low', 'medium', 'high'] as const

export type Severity = (typeof SEVERITIES)[number]

/** Rank of a severity; unknown words rank lowest. */
export function severityRank(severity: string): number {
  return Math.max(0, SEVERITIES.indexOf(severity as Severity))
}

/** Place of a family in the fixed order; families unknown to this version come last. */
export function familyRank(family: string): number {
  const at = FAMILIES.indexOf(family as Family)
  return at < 0 ? FAMILIES.length : at
}

/** Name of the colour class; a family unknown to this version is coloured as `general`. */
export function familyClass(family: string): string {
  return `f-${FAMILIES.includes(family as Family) ? family : 'general'}`
}

const familyTitles: Record<Family, () => string> = {
  'compensation-cap': m.family_compensation_cap,
  exemption: m.family_exemption,
  liability: m.family_liability,
  'service-level': m.family_service_level,
  security: m.family_security,
  'change-and-exit': m.family_change_and_exit,
  general: m.family_general,
}

export function familyTitle(family: string): string {
  return family in familyTitles ? familyTitles[family as Family]() : family
}

const severityTitles: Record<Severity, () => string> = {
  high: m.severity_high,
  medium: m.severity_medium,
  low: m.severity_low,
  info: m.severity_info,
}

export function severityTitle(severity: string): string {
  return severity in severityTitles ? severityTitles[severity as Severity]() : severity
}

const ratingTitles: Record<string, () => string> = {
  'walk-away': m.rating_walk_away,
  poor: m.rating_poor,
  fallback: m.rating_fallback,
  preferred: m.rating_preferred,
}

export function ratingTitle(rating: string): string {
  return ratingTitles[rating]?.() ?? rating
}

const formatTitles: Record<string, string> = { markdown: 'Markdown', text: 'Text', html: 'HTML', docx: 'Word', pdf: 'PDF' }

/** Name of a file format. */
export function formatTitle(format: string): string {
  return formatTitles[format] ?? format
}

const evidenceTitles: Record<string, () => string> = {
  V: m.evidence_v,
  P: m.evidence_p,
  S: m.evidence_s,
}

/** What the evidence mark of a law card says. */
export function evidenceTitle(mark: string): string {
  return evidenceTitles[mark]?.() ?? mark
}
