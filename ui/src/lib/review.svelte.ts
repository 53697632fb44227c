// One open review: what is selected, pointed at and filtered, and what the user decided.
import { SvelteMap, SvelteSet } from 'svelte/reactivity'
import type { App } from './app.svelte'
import type { Revisions } from './backend'
import { hiddenWords, looksByBlock, notesByBlock } from './beside'
import {
  filterFindings,
  groupByFamily,
  listed,
  NO_FILTER,
  nextUndecided,
  step,
  type Filter,
  type Verdict,
} from './filter'
import { findText, firstFrom } from './find'
import { highlightsByBlock, type Look } from './marks'
import { findingsByNode, initiallyOpen, outlineRows } from './outline'
import { m } from './paraglide/messages.js'
import { prefs } from './prefs.svelte'
import { Terms } from './terms'
import type { Decision, FindingView, Mark, ReferenceView, ReviewView } from './types'

export type Tab = 'findings' | 'absent' | 'unread' | 'beside'

/** A place in the text to show; a new object each time, so that asking twice jumps twice. */
export interface Jump {
  block: number
  /** The words to bring into view; the block's top where there are none. */
  mark: Mark | null
  /** The look that the words carry where they are not those of the selected finding. */
  look: string | null
}

const NOTE_DELAY = 800

/** Whether the outline is to be shown beside a review. */
export function outlineShown(review: ReviewState): boolean {
  return prefs.showPages && review.hasPages ? prefs.showOutlineBesidePages : prefs.showOutline
}

/** Shows or hides the outline as the review has it. */
export function showOutline(review: ReviewState, shown: boolean): void {
  if (prefs.showPages && review.hasPages) prefs.showOutlineBesidePages = shown
  else prefs.showOutline = shown
}

export class ReviewState {
  readonly documentId: number
  readonly view: ReviewView
  readonly byId: ReadonlyMap<string, FindingView>
  readonly highlights: ReturnType<typeof highlightsByBlock>
  /** Comments and hidden words by block. */
  readonly notes: ReturnType<typeof notesByBlock>
  /** The terms that it defines. */
  readonly terms: Terms
  /** How many entries there are in the list of what stands beside the text. */
  readonly beside: number
  /** References to clauses that the agreement does not have. */
  readonly missing: ReferenceView[]
  readonly #app: App
  readonly #own: ReturnType<typeof findingsByNode>

  verdicts = new SvelteMap<string, Verdict>()
  filter: Filter = $state.raw(NO_FILTER)
  tab: Tab = $state('findings')
  selectedId: string | null = $state(null)
  /** Words pointed at from the right pane. */
  pointed: Mark[] = $state.raw([])
  jump: Jump | null = $state.raw(null)
  /** Outline node at the top of the text. */
  current: number | null = $state(null)
  /** The block at the top of the text, and how much of it is above the window, 0 to 1. */
  top: { block: number; share: number } | null = $state.raw(null)
  /** After a jump the text stays with what was jumped to until the reader scrolls. */
  pinned = $state(false)
  /** Notices above the text that the reader has seen. */
  dismissed = new SvelteSet<string>()
  /** Pages to turn in the page pane; a new object each time. */
  turn: { by: 1 | -1 } | null = $state.raw(null)
  /** Where the text was left when the document was closed: a block, and how many pixels of it are above the window. */
  place: { block: number; below: number } | null = null
  openNodes: ReadonlySet<number> = $state.raw(new Set())
  /** Words looked for in the text; `null` while the find bar is closed. */
  query: string | null = $state(null)
  /** Which of the places found is shown. */
  foundAt = $state(0)

  selected: FindingView | null = $derived.by(() => (this.selectedId === null ? null : (this.byId.get(this.selectedId) ?? null)))
  filtered: FindingView[] = $derived.by(() =>
    filterFindings(
      this.view.findings,
      this.filter,
      (id) => this.verdict(id),
      (id) => this.#app.clauseTypes.get(id),
    ),
  )
  groups = $derived.by(() => groupByFamily(this.filtered))
  order: string[] = $derived.by(() => listed(this.filtered, prefs.order).map((f) => f.id))
  /** All findings in the order of the list, filtered or not. */
  whole: string[] = $derived.by(() => listed(this.view.findings, prefs.order).map((f) => f.id))
  found: Mark[] = $derived.by(() => (this.query === null ? [] : findText(this.view.blocks, this.query)))
  /** How its tracked changes were read. */
  revisions: Revisions = $derived.by(
    () => this.#app.matters.flatMap((x) => x.documents).find((d) => d.id === this.documentId)?.revisions ?? 'accepted',
  )
  #besideLooks = $derived.by(() => looksByBlock(this.view, this.revisions === 'marked'))
  /** Stretches that look special, by block. */
  looks: ReadonlyMap<number, Look[]> = $derived.by(() => {
    const map = new Map<number, Look[]>([...this.#besideLooks].map(([block, looks]) => [block, [...looks]]))
    const put = ({ block, start, end }: Mark, look: string) => {
      const list = map.get(block)
      if (list) list.push({ start, end, look })
      else map.set(block, [{ start, end, look }])
    }
    this.found.forEach((mark, i) => put(mark, i === this.foundAt ? 'found-here' : 'found'))
    for (const mark of this.pointed) put(mark, 'pointed')
    return map
  })
  rows = $derived.by(() => outlineRows(this.view.outline, this.openNodes, this.#own))
  decided: number = $derived.by(() => {
    let count = 0
    for (const { decision } of this.verdicts.values()) if (decision !== null) count += 1
    return count
  })

  /** Notes typed and not yet kept. */
  #pending = new Map<string, { note: string; timer: ReturnType<typeof setTimeout> }>()
  /** Requests per finding go one after the other, so that the last one wins. */
  #queues = new Map<string, Promise<void>>()
  /** Findings decided on, the last one last. */
  #history: string[] = []

  constructor(documentId: number, view: ReviewView, app: App) {
    this.documentId = documentId
    this.view = view
    this.#app = app
    this.byId = new Map(view.findings.map((f) => [f.id, f]))
    this.highlights = highlightsByBlock(view.findings)
    this.notes = notesByBlock(view)
    this.terms = new Terms(view.definitions)
    this.missing = view.references.filter((r) => r.target === 'missing')
    this.beside =
      view.comments.length + view.changes.length + hiddenWords(view).length + this.missing.length + view.definitions.length
    this.#own = findingsByNode(view.blocks, view.findings)
    this.openNodes = initiallyOpen(view.outline)
    for (const { id, decision, note } of view.findings) this.verdicts.set(id, { decision, note })
  }

  verdict(id: string): Verdict {
    return this.verdicts.get(id) ?? { decision: null, note: '' }
  }

  // ---- selection ----

  /** Selects a finding; `reveal` brings its words into view. */
  select(id: string | null, reveal = true): void {
    if (id !== this.selectedId) this.flushNotes()
    this.selectedId = id
    this.pointed = []
    if (id === null) return
    this.tab = 'findings'
    const mark = this.byId.get(id)?.marks[0]
    if (reveal && mark) this.jumpTo(mark)
  }

  move(delta: 1 | -1): void {
    const id = step(this.order, this.selectedId, delta, this.whole)
    if (id !== null) this.select(id)
  }

  /** Selects the next finding among those under the pointer, going round on repeated clicks. */
  cycle(ids: readonly string[]): void {
    if (ids.length === 0) return
    const at = this.selectedId === null ? -1 : ids.indexOf(this.selectedId)
    this.select(ids[(at + 1) % ids.length] ?? null, false)
  }

  /** Brings words into view: those of the selected finding, or those that carry a look. */
  jumpTo(mark: Mark, look: string | null = null): void {
    this.jump = { block: mark.block, mark, look }
  }

  jumpToBlock(block: number): void {
    this.jump = { block, mark: null, look: null }
  }

  /** Points at words in the text; jumps to the first of them where asked. */
  point(marks: Mark[], jump = false): void {
    this.pointed = marks
    if (jump && marks[0]) this.jumpTo(marks[0], 'pointed')
  }

  /** Whether there are pages to show beside the text. */
  get hasPages(): boolean {
    return this.view.pages.length > 0
  }

  /** Goes where a reference leads, if that is in this agreement. */
  follow(reference: number): void {
    const clause = this.view.references[reference]?.clause ?? null
    const node = clause === null ? undefined : this.view.outline[clause]
    if (node) this.jumpToBlock(node.block)
  }

  /** Shows the place of something that stands beside the text. */
  showPlace(marks: Mark[]): void {
    const mark = marks[0]
    if (!mark) return
    if (mark.start < mark.end) this.point(marks, true)
    else this.jumpToBlock(mark.block)
  }

  toggleNode(index: number, open = !this.openNodes.has(index)): void {
    const next = new Set(this.openNodes)
    if (open) next.add(index)
    else next.delete(index)
    this.openNodes = next
  }

  // ---- decisions ----

  /** Decides on a finding; `null` takes the decision back. */
  decide(id: string, decision: Decision | null): Promise<void> {
    if (decision !== null) this.#history.push(id)
    const { note } = this.#withPendingNote(id)
    return this.#keep(id, { decision, note })
  }

  /** Decides on the selected finding and goes on to the next undecided one. */
  decideAndGoOn(decision: Decision): void {
    const id = this.selectedId
    if (id === null) return
    void this.decide(id, decision)
    const next = nextUndecided(this.order, id, (x) => this.verdict(x))
    if (next !== null) this.select(next)
  }

  /** Takes back the decision on the selected finding, or else the last one made, and selects its finding. */
  undo(): void {
    let id: string | null | undefined = this.selectedId
    while (id === null || id === undefined || this.verdict(id).decision === null) {
      id = this.#history.pop()
      if (id === undefined) return
    }
    if (id !== this.selectedId) this.select(id)
    void this.decide(id, null)
  }

  // ---- finding words ----

  /** Looks for words; shows the first place at or after what is on screen. */
  find(query: string | null): void {
    this.query = query
    if (!query) return
    const from = this.current === null ? 0 : (this.view.outline[this.current]?.block ?? 0)
    this.foundAt = Math.max(0, firstFrom(this.found, from))
    this.#showFound()
  }

  /** Shows the next or the former place, going round. */
  findStep(delta: 1 | -1): void {
    const count = this.found.length
    if (count === 0) return
    this.foundAt = (this.foundAt + delta + count) % count
    this.#showFound()
  }

  #showFound(): void {
    const mark = this.found[this.foundAt]
    if (mark) this.jumpTo(mark, 'found-here')
  }

  // ---- notes ----

  /** Takes in a typed note; it is kept after a pause in typing, or by `flushNotes`. */
  typeNote(id: string, note: string): void {
    const pending = this.#pending.get(id)
    if (pending) clearTimeout(pending.timer)
    this.#pending.set(id, { note, timer: setTimeout(() => this.flushNotes(), NOTE_DELAY) })
  }

  /** Keeps what was typed, at once. */
  flushNotes(): void {
    for (const id of [...this.#pending.keys()]) {
      const { decision, note } = this.#withPendingNote(id)
      if (note !== this.verdict(id).note) void this.#keep(id, { decision, note })
    }
  }

  #withPendingNote(id: string): Verdict {
    const verdict = this.verdict(id)
    const pending = this.#pending.get(id)
    if (!pending) return verdict
    clearTimeout(pending.timer)
    this.#pending.delete(id)
    return { ...verdict, note: pending.note }
  }

  /** Shows a verdict at once and has it kept; shows the former one again if that fails. */
  #keep(id: string, verdict: Verdict): Promise<void> {
    const before = this.verdict(id)
    this.#show(id, verdict)
    const request = (this.#queues.get(id) ?? Promise.resolve()).then(async () => {
      try {
        await this.#app.backend.decide(this.documentId, id, verdict.decision, verdict.note)
      } catch (error) {
        // A later change is on its way and speaks for itself.
        if (this.verdicts.get(id) === verdict) this.#show(id, before)
        this.#app.fail(error, m.error_decide())
      }
    })
    this.#queues.set(id, request)
    return request
  }

  #show(id: string, verdict: Verdict): void {
    this.verdicts.set(id, verdict)
    this.#app.setDecided(this.documentId, this.decided)
  }
}
