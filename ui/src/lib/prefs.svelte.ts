// What the window remembers by itself: sizes of panes and text, order of the list. Losing it loses nothing of the work.

export interface Prefs {
  zoom: number
  outlineWidth: number
  findingsWidth: number
  listShare: number
  order: 'family' | 'text'
  showOutline: boolean
  /** The pages of a PDF beside its text; then the outline has a choice of its own, for room is scarce. */
  showPages: boolean
  showOutlineBesidePages: boolean
  /** Share of the pages in the room of text and pages. */
  pageShare: number
  /** 1 fits the width. */
  pageZoom: number
  /** The look of the last time, until the settings have been read. */
  language: 'en' | 'zh'
  theme: 'system' | 'light' | 'dark'
}

const DEFAULTS: Prefs = {
  zoom: 1,
  outlineWidth: 240,
  findingsWidth: 400,
  listShare: 0.4,
  order: 'family',
  showOutline: true,
  showPages: false,
  showOutlineBesidePages: false,
  pageShare: 0.5,
  pageZoom: 1,
  language: 'en',
  theme: 'system',
}
const KEY = 'carveout.prefs'

export const ZOOM_STEPS = [0.8, 0.9, 1, 1.1, 1.25, 1.4, 1.6, 1.8, 2]

export const PAGE_ZOOM_STEPS = [0.5, 0.75, 1, 1.25, 1.5, 2, 3]

const CHOICES: Record<string, readonly unknown[]> = {
  order: ['family', 'text'],
  language: ['en', 'zh'],
  theme: ['system', 'light', 'dark'],
}

/** Whether a kept value may be used: what another version wrote must not break this one. */
function fits(key: string, value: unknown): boolean {
  if (!(key in DEFAULTS) || typeof value !== typeof DEFAULTS[key as keyof Prefs]) return false
  if (typeof value === 'number') return Number.isFinite(value) && value > 0
  return CHOICES[key]?.includes(value) ?? true
}

/** The kept preferences, defaults where there are none. */
export function load(): Prefs {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(KEY) ?? '{}')
    if (typeof kept !== 'object' || kept === null) return { ...DEFAULTS }
    const entries = Object.entries(kept).filter(([key, value]) => fits(key, value))
    return { ...DEFAULTS, ...(Object.fromEntries(entries) as Partial<Prefs>) }
  } catch {
    // Unreadable or forbidden storage: the defaults do.
    return { ...DEFAULTS }
  }
}

export const prefs: Prefs = $state(load())

/** Keeps the preferences whenever they change; call once from the root component. */
export function keepPrefs(): void {
  $effect(() => {
    const text = JSON.stringify(prefs)
    try {
      localStorage.setItem(KEY, text)
    } catch {
      // A full or forbidden storage costs the pane sizes of the next start, nothing else.
    }
  })
}

/** Makes the agreement's text larger (1), smaller (-1) or normal (0). */
export function zoom(direction: 1 | -1 | 0): void {
  if (direction === 0) {
    prefs.zoom = 1
    return
  }
  const larger = ZOOM_STEPS.find((step) => step > prefs.zoom + 0.001)
  const smaller = ZOOM_STEPS.findLast((step) => step < prefs.zoom - 0.001)
  prefs.zoom = (direction === 1 ? larger : smaller) ?? prefs.zoom
}
