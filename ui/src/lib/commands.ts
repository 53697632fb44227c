// Every command of the window, its keys and its words: one list for the keyboard, the palette and the shortcut sheet.
import { tick } from 'svelte'
import type { App } from './app.svelte'
import { m } from './paraglide/messages.js'
import { prefs, zoom } from './prefs.svelte'
import { outlineShown, showOutline } from './review.svelte'

export interface Command {
  id: string
  title: () => string
  /** Key specifications such as `Mod+k`, `Shift+A`, `?`; any of them runs the command. */
  keys: string[]
  section: 'review' | 'view' | 'file'
  /** Whether it works now. */
  enabled: (app: App) => boolean
  run: (app: App) => void
  /** Works while typing in a field, too. */
  global?: boolean
}

/** Moves the focus to the element marked `data-focus="name"`, once it is drawn. */
export async function focusOn(name: string): Promise<void> {
  await tick()
  const element = document.querySelector<HTMLElement>(`[data-focus="${name}"]`)
  element?.focus()
  if (element instanceof HTMLInputElement) element.select()
}

/** Selects the next finding; the list takes the focus, unless the reader is in the list or the details already. */
function move(app: App, delta: 1 | -1): void {
  app.review?.move(delta)
  const at = document.activeElement
  if (!at?.closest('[data-focus="findings"], [data-testid="finding-detail"]')) {
    document.querySelector<HTMLElement>('[data-focus="findings"]')?.focus({ preventScroll: true })
  }
}

const inReview = (app: App) => app.review !== null
const hasSelected = (app: App) => Boolean(app.review?.selected)
const hasPages = (app: App) => app.review?.hasPages === true
const pagesShown = (app: App) => hasPages(app) && prefs.showPages
const inMatter = (app: App) => app.matterId !== null

function decide(app: App, decision: 'accepted' | 'rejected'): void {
  const id = app.review?.selectedId
  if (id) void app.review?.decide(id, decision)
}

export const COMMANDS: Command[] = [
  { id: 'next', title: m.cmd_next, keys: ['j'], section: 'review', enabled: inReview, run: (app) => move(app, 1) },
  { id: 'previous', title: m.cmd_previous, keys: ['k'], section: 'review', enabled: inReview, run: (app) => move(app, -1) },
  { id: 'accept', title: m.cmd_accept, keys: ['a'], section: 'review', enabled: hasSelected, run: (app) => decide(app, 'accepted') },
  { id: 'reject', title: m.cmd_reject, keys: ['x'], section: 'review', enabled: hasSelected, run: (app) => decide(app, 'rejected') },
  { id: 'accept-next', title: m.cmd_accept_next, keys: ['Shift+A'], section: 'review', enabled: hasSelected, run: (app) => app.review?.decideAndGoOn('accepted') },
  { id: 'reject-next', title: m.cmd_reject_next, keys: ['Shift+X'], section: 'review', enabled: hasSelected, run: (app) => app.review?.decideAndGoOn('rejected') },
  { id: 'undo', title: m.cmd_undo, keys: ['u'], section: 'review', enabled: inReview, run: (app) => app.review?.undo() },
  { id: 'note', title: m.cmd_note, keys: ['n'], section: 'review', enabled: hasSelected, run: () => void focusOn('note') },
  {
    id: 'search',
    title: m.cmd_search,
    keys: ['/'],
    section: 'review',
    enabled: inReview,
    run: (app) => {
      if (app.review) app.review.tab = 'findings'
      void focusOn('search')
    },
  },
  {
    id: 'filters',
    title: m.cmd_filters,
    keys: ['f'],
    section: 'review',
    enabled: inReview,
    run: (app) => {
      if (app.review) app.review.tab = 'findings'
      void focusOn('filters')
    },
  },
  {
    id: 'outline',
    title: m.cmd_outline,
    keys: ['o'],
    section: 'view',
    enabled: inReview,
    run: (app) => {
      if (app.review) showOutline(app.review, true)
      void focusOn('outline')
    },
  },
  { id: 'text', title: m.cmd_text, keys: ['t'], section: 'view', enabled: inReview, run: () => void focusOn('text') },
  {
    id: 'find',
    title: m.cmd_find,
    keys: ['Mod+f'],
    section: 'view',
    enabled: inReview,
    global: true,
    run: (app) => {
      if (app.review && app.review.query === null) app.review.find('')
      void focusOn('find')
    },
  },
  { id: 'toggle-outline', title: m.cmd_toggle_outline, keys: ['Mod+b'], section: 'view', enabled: inReview, run: (app) => { if (app.review) showOutline(app.review, !outlineShown(app.review)) }, global: true },
  { id: 'pages', title: m.cmd_pages, keys: ['p'], section: 'view', enabled: hasPages, run: () => { prefs.showPages = !prefs.showPages } },
  { id: 'previous-page', title: m.cmd_page_previous, keys: ['['], section: 'view', enabled: pagesShown, run: (app) => { if (app.review) app.review.turn = { by: -1 } } },
  { id: 'next-page', title: m.cmd_page_next, keys: [']'], section: 'view', enabled: pagesShown, run: (app) => { if (app.review) app.review.turn = { by: 1 } } },
  { id: 'larger', title: m.cmd_larger, keys: ['Mod++', 'Mod+='], section: 'view', enabled: () => true, run: () => zoom(1), global: true },
  { id: 'smaller', title: m.cmd_smaller, keys: ['Mod+-'], section: 'view', enabled: () => true, run: () => zoom(-1), global: true },
  { id: 'normal-size', title: m.cmd_normal_size, keys: ['Mod+0'], section: 'view', enabled: () => true, run: () => zoom(0), global: true },
  { id: 'palette', title: m.cmd_palette, keys: ['Mod+k'], section: 'view', enabled: (app) => app.phase === 'ready', run: (app) => { app.dialog = { kind: 'palette' } }, global: true },
  { id: 'shortcuts', title: m.cmd_shortcuts, keys: ['?', '？'], section: 'view', enabled: () => true, run: (app) => { app.dialog = { kind: 'shortcuts' } } },
  { id: 'settings', title: m.cmd_settings, keys: ['Mod+,'], section: 'view', enabled: () => true, run: (app) => { app.dialog = { kind: 'settings' } }, global: true },
  { id: 'language', title: m.cmd_language, keys: [], section: 'view', enabled: () => true, run: (app) => void app.saveSettings({ language: app.settings.language === 'en' ? 'zh' : 'en' }) },
  { id: 'add', title: m.cmd_add, keys: ['Mod+o'], section: 'file', enabled: inMatter, run: (app) => { if (app.matterId !== null) void app.add('choose', app.matterId) }, global: true },
  { id: 'new-matter', title: m.cmd_new_matter, keys: ['Mod+n'], section: 'file', enabled: (app) => app.phase === 'ready', run: (app) => { app.dialog = { kind: 'new-matter' } }, global: true },
  {
    id: 'remove-document',
    title: m.delete_document,
    keys: [],
    section: 'file',
    enabled: (app) => app.documentId !== null,
    run: (app) => {
      const document = app.matter?.documents.find((d) => d.id === app.documentId)
      if (document) app.dialog = { kind: 'delete-document', document }
    },
  },
  { id: 'home', title: m.cmd_home, keys: [], section: 'file', enabled: inMatter, run: (app) => void app.goHome() },
]

/** What Esc does where no dialog, menu or field has taken it: closes the find bar, else the finding. */
function escape(app: App): boolean {
  const review = app.review
  if (!review) return false
  if (review.query !== null) review.find(null)
  else if (review.selectedId !== null) review.select(null)
  else return false
  return true
}

const isMac = typeof navigator !== 'undefined' && /Mac/.test(navigator.platform)

/** Whether a key event is the one a specification describes. */
export function matches(spec: string, event: KeyboardEvent): boolean {
  const parts = spec === 'Mod++' ? ['Mod', '+'] : spec.split('+')
  const key = parts[parts.length - 1] ?? ''
  const mod = parts.includes('Mod')
  if (event.altKey) return false
  if ((isMac ? event.metaKey : event.ctrlKey) !== mod) return false
  if ((isMac ? event.ctrlKey : event.metaKey) === true) return false
  if (parts.includes('Shift') !== event.shiftKey && /^[a-z]$/i.test(key)) return false
  return event.key.toLowerCase() === key.toLowerCase()
}

/** How keys are written on screen. */
export function keyLabels(spec: string): string[] {
  const parts = spec === 'Mod++' ? ['Mod', '+'] : spec.split('+')
  const names: Record<string, string> = { Mod: isMac ? '⌘' : 'Ctrl', Shift: isMac ? '⇧' : 'Shift' }
  return parts.map((part) => names[part] ?? (part.length === 1 ? part.toUpperCase() : part))
}

/** Whether keys typed there are text. */
export function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable || target.matches('textarea, select, input:not([type=checkbox]):not([type=radio])'))
  )
}

/** Runs the command that a key event stands for; says whether there was one. */
export function handleKey(app: App, event: KeyboardEvent): boolean {
  if (event.defaultPrevented || event.isComposing) return false
  if (event.key === 'Escape') return app.dialog === null && !isTyping(event.target) && escape(app)
  const command = COMMANDS.find((c) => c.keys.some((spec) => matches(spec, event)))
  if (!command) return false
  if (isTyping(event.target) && !command.global) return false
  if (app.dialog !== null && !(command.id === 'larger' || command.id === 'smaller' || command.id === 'normal-size')) return false
  event.preventDefault()
  if (command.enabled(app)) command.run(app)
  return true
}
