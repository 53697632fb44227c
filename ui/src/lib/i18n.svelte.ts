// The interface's language. Messages read it while they are drawn, so a change redraws them at once.
import { overwriteGetLocale } from './paraglide/runtime.js'

export type Locale = 'en' | 'zh'

class Language {
  current: Locale = $state('en')
}

export const language = new Language()
overwriteGetLocale(() => language.current)

type Both<K extends string> = { [P in `${K}_en` | `${K}_zh`]: string }

/** The text of a bilingual field in `locale`; the other language where that one is empty. */
export function pick<K extends string>(from: Both<K>, field: K, locale: Locale = language.current): string {
  const texts = from as Record<string, string>
  return texts[`${field}_${locale}`] || texts[`${field}_${locale === 'en' ? 'zh' : 'en'}`] || ''
}

/** A date and time as people write it: relative within a week, the date after that. */
export function formatTime(rfc3339: string, now = Date.now()): string {
  const then = Date.parse(rfc3339)
  if (Number.isNaN(then)) return rfc3339
  const seconds = Math.round((then - now) / 1000)
  const relative = new Intl.RelativeTimeFormat(language.current, { numeric: 'auto' })
  const units = [
    ['minute', 60, 3600],
    ['hour', 3600, 86_400],
    ['day', 86_400, 604_800],
  ] as const
  if (Math.abs(seconds) < 60) return relative.format(0, 'minute')
  for (const [unit, size, until] of units) {
    if (Math.abs(seconds) < until) return relative.format(Math.trunc(seconds / size), unit)
  }
  return new Intl.DateTimeFormat(language.current, { dateStyle: 'medium' }).format(then)
}

/** A date as people write it; what is no date stays as it is. */
export function formatDate(iso: string): string {
  const then = Date.parse(iso)
  return Number.isNaN(then) ? iso : new Intl.DateTimeFormat(language.current, { dateStyle: 'medium' }).format(then)
}

/** A share as a whole percentage. */
export function formatPercent(share: number): string {
  return new Intl.NumberFormat(language.current, { style: 'percent', maximumFractionDigits: 0 }).format(share)
}
