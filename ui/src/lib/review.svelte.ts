// One open review: what is selected, pointed at and filtered, and what the user decided.
import { SvelteMap } from 'svelte/reactivity'
import type { App } from './app.svelte'
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
import { highlightsByBlock } from './marks'
import { findingsByNode, initiallyOpen, outlineRows } from './outline'
import { m } from './paraglide/messages.js'
import { prefs } from './prefs.svelte'
import type { Decision, FindingView, Mark, ReviewView } from './types'

export type Tab = 'findings' | 'absent' | 'unread'

/** A place in the text to show; a new object each time, so that asking twice jumps twice. */
export interface Jump {
  block: number
  /** The words to bring into view; the block's top where there are none. */
  mark: Mark | null
}

const NOTE_DELAY = 800

export class ReviewState {
  readonly documentId: number
  readonly view: ReviewView
  readonly byId: ReadonlyMap<string, FindingView>
  readonly highlights: ReturnType<typeof highlightsByBlock>
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
  openNodes: ReadonlySet<number> = $state.raw(new Set())

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

  constructor(documentId: number, view: ReviewView, app: App) {
    this.documentId = documentId
    this.view = view
    this.#app = app
    this.byId = new Map(view.findings.map((f) => [f.id, f]))
    this.highlights = highlightsByBlock(view.findings)
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
    const id = step(this.order, this.selectedId, delta)
    if (id !== null) this.select(id)
  }

  /** Selects the next finding among those under the pointer, going round on repeated clicks. */
  cycle(ids: readonly string[]): void {
    if (ids.length === 0) return
    const at = this.selectedId === null ? -1 : ids.indexOf(this.selectedId)
    this.select(ids[(at + 1) % ids.length] ?? null, false)
  }

  jumpTo(mark: Mark): void {
    this.jump = { block: mark.block, mark }
  }

  jumpToBlock(block: number): void {
    this.jump = { block, mark: null }
  }

  /** Points at words in the text; jumps to the first of them where asked. */
  point(marks: Mark[], jump = false): void {
    this.pointed = marks
    if (jump && marks[0]) this.jumpTo(marks[0])
  }

  toggleNode(index: number, open = !this.openNodes.has(index)): void {
    const next = new Set(this.openNodes)
    if (open) next.add(index)
    else next.delete(index)
    this.openNodes = next
  }

  // ---- decisions ----

  /** Decides on a finding (the same decision again takes it back). */
  decide(id: string, decision: Decision | null): Promise<void> {
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
