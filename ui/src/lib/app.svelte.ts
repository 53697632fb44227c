// The state of the whole window, and every action that goes to the backend. Components call these and show what is kept
// here; a failure always ends in a notice.
import { getContext, setContext } from 'svelte'
import type {
  AddResult,
  AppInfo,
  Backend,
  DocumentSummary,
  MatterSummary,
  Needs,
  Progress,
  RecogniserInfo,
  Revisions,
  Settings,
  Side,
} from './backend'
import { messageOf, needsOf } from './errors'
import { language } from './i18n.svelte'
import { m } from './paraglide/messages.js'
import { ReviewState } from './review.svelte'
import type { ClauseTypeView, ReviewView } from './types'

export interface Notice {
  id: number
  kind: 'error' | 'info'
  text: string
}

/** A file that could not be taken in; kept until it is dismissed. */
export interface FileError {
  id: number
  matter: number
  file: string
  message: string
  /** What would help, and under which number the file waits for it. */
  needs: Needs | null
  waiting: number | null
}

/** What a password is for: a file that waits to be taken in, or an agreement that is there. */
export type Locked = { waiting: number; matter: number } | { document: number }

export type Dialog =
  | { kind: 'new-matter'; dropped?: string[] }
  | { kind: 'edit-matter'; matter: MatterSummary }
  | { kind: 'delete-matter'; matter: MatterSummary }
  | { kind: 'delete-document'; document: DocumentSummary }
  | { kind: 'password'; file: string; wrong: boolean; locked: Locked }
  | { kind: 'settings' }
  | { kind: 'shortcuts' }
  | { kind: 'palette' }

export class App {
  info: AppInfo | null = $state.raw(null)
  settings: Settings = $state({ language: 'en', theme: 'system' })
  clauseTypes: ReadonlyMap<string, ClauseTypeView> = $state.raw(new Map())
  matters: MatterSummary[] = $state.raw([])
  /** `starting` until matters and library are there; `failed` with the reason if they are not to be had. */
  phase: 'starting' | 'ready' | { failed: string } = $state('starting')

  matterId: number | null = $state(null)
  documentId: number | null = $state(null)
  review: ReviewState | null = $state.raw(null)
  /** Why the open document cannot be shown. */
  reviewError: string | null = $state(null)
  /** What would help there. */
  reviewNeeds: Needs | null = $state.raw(null)
  loadingReview = $state(false)

  dialog: Dialog | null = $state(null)
  notices: Notice[] = $state([])
  fileErrors: FileError[] = $state([])
  /** Files being taken in; `null` when there are none. */
  adding: { matter: number; files: Map<string, Progress>; share: number; stopping: boolean } | null = $state.raw(null)
  /** What recognises text here; `null` until somebody has asked. */
  recogniser: RecogniserInfo | null = $state.raw(null)
  /** Counts passwords taken: what failed for want of one is tried again. */
  unlocked = $state(0)
  /** Files hover over the window. */
  dropping: { files: string[] } | null = $state.raw(null)

  matter: MatterSummary | null = $derived(this.matters.find((x) => x.id === this.matterId) ?? null)

  readonly backend: Backend
  #serial = 0
  #loads = 0
  /** Reviews of the open matter, so that coming back to a document finds filter, selection and place. */
  #kept = new Map<number, ReviewState>()

  constructor(backend: Backend) {
    this.backend = backend
  }

  // ---- notices ----

  notify(kind: Notice['kind'], text: string): void {
    if (this.notices.some((n) => n.kind === kind && n.text === text)) return
    const id = (this.#serial += 1)
    this.notices.push({ id, kind, text })
    if (kind === 'info') setTimeout(() => this.dismiss(id), 4000)
  }

  fail(error: unknown, what?: string): void {
    const text = messageOf(error)
    this.notify('error', what ? `${what}: ${text}` : text)
  }

  dismiss(id: number): void {
    this.notices = this.notices.filter((n) => n.id !== id)
  }

  dismissFileError(id: number): void {
    this.fileErrors = this.fileErrors.filter((e) => e.id !== id)
  }

  // ---- start and settings ----

  async start(): Promise<void> {
    this.phase = 'starting'
    try {
      const [info, settings, types, matters] = await Promise.all([
        this.backend.appInfo(),
        this.backend.settings(),
        this.backend.clauseTypes(),
        this.backend.matters(),
      ])
      this.info = info
      this.settings = settings
      language.current = settings.language
      this.clauseTypes = new Map(types.map((type) => [type.id, type]))
      this.matters = matters
      this.phase = 'ready'
      if (info.libraryProblems.length > 0) {
        this.notify('error', `${m.library_problems()} ${info.libraryProblems.join(' ')}`)
      }
    } catch (error) {
      this.phase = { failed: messageOf(error) }
    }
  }

  /** Changes settings at once and keeps them; takes the change back if it cannot be kept. */
  async saveSettings(change: Partial<Settings>): Promise<void> {
    const before = { ...this.settings }
    const after = { ...before, ...change }
    this.settings = after
    language.current = after.language
    try {
      await this.backend.saveSettings(after)
    } catch (error) {
      this.settings = before
      language.current = before.language
      this.fail(error, m.error_settings())
    }
  }

  // ---- matters ----

  async refresh(): Promise<void> {
    try {
      this.matters = await this.backend.matters()
    } catch (error) {
      this.fail(error)
    }
  }

  async createMatter(name: string, side: Side): Promise<MatterSummary | null> {
    try {
      const matter = await this.backend.createMatter(name, side)
      await this.refresh()
      return matter
    } catch (error) {
      this.fail(error, m.error_create_matter())
      return null
    }
  }

  async updateMatter(matter: MatterSummary, name: string, side: Side): Promise<boolean> {
    try {
      await this.backend.updateMatter(matter.id, name, side)
      await this.refresh()
      // Severities depend on the side.
      if (side !== matter.side && this.matterId === matter.id) {
        this.#kept.clear()
        await this.loadReview()
      }
      return true
    } catch (error) {
      this.fail(error, m.error_update_matter())
      return false
    }
  }

  async deleteMatter(id: number): Promise<boolean> {
    try {
      await this.backend.deleteMatter(id)
    } catch (error) {
      this.fail(error, m.error_delete_matter())
      return false
    }
    if (this.matterId === id) await this.goHome()
    this.fileErrors = this.fileErrors.filter((e) => e.matter !== id)
    await this.refresh()
    return true
  }

  async openMatter(id: number): Promise<void> {
    if (id !== this.matterId) this.#kept.clear()
    this.matterId = id
    const first = this.matters.find((x) => x.id === id)?.documents[0]
    await this.openDocument(first?.id ?? null)
  }

  async goHome(): Promise<void> {
    this.matterId = null
    await this.openDocument(null)
    this.#kept.clear()
    await this.refresh()
  }

  // ---- documents ----

  async openDocument(id: number | null): Promise<void> {
    if (id !== null && id === this.documentId && this.review) return
    this.review?.flushNotes()
    this.documentId = id
    this.reviewError = null
    this.reviewNeeds = null
    this.review = (id === null ? null : this.#kept.get(id)) ?? null
    if (this.review) {
      // A load under way is for another document.
      this.#loads += 1
      this.loadingReview = false
    } else if (id !== null) await this.loadReview()
  }

  /** Loads the open document's review, again if need be. */
  async loadReview(): Promise<void> {
    const id = this.documentId
    if (id === null) return
    const load = (this.#loads += 1)
    const selected = this.review?.selectedId ?? null
    this.review?.flushNotes()
    this.loadingReview = true
    this.reviewError = null
    this.reviewNeeds = null
    try {
      const view = await this.backend.review(id)
      if (load !== this.#loads || this.documentId !== id) return
      this.review = new ReviewState(id, view, this)
      this.#kept.set(id, this.review)
      if (selected && this.review.byId.has(selected)) this.review.select(selected)
    } catch (error) {
      if (load === this.#loads) {
        this.reviewError = messageOf(error)
        this.reviewNeeds = needsOf(error)
        if (this.reviewNeeds?.kind === 'password') this.askPassword(id)
      }
    } finally {
      if (load === this.#loads) this.loadingReview = false
    }
  }

  /**
   * Takes documents in: from the dialog, from a drop, the sample, or what waited for something. Opens the first one that
   * was read, and asks for the first password that is missing.
   */
  async add(
    kind: 'choose' | 'dropped' | { sample: 'en' | 'zh' } | { waiting: number; password: string | null; recognise: boolean },
    matter: number,
  ): Promise<void> {
    if (this.adding) {
      this.notify('info', m.adding_busy())
      return
    }
    const onProgress = (p: Progress) => {
      const files = new Map(this.adding?.files)
      files.set(p.file, p)
      const { share = 0, stopping = false } = this.adding ?? {}
      this.adding = { matter, files, share: Math.max(share, p.share), stopping }
    }
    this.adding = { matter, files: new Map(), share: 0, stopping: false }
    if (typeof kind === 'object' && 'waiting' in kind) {
      this.fileErrors = this.fileErrors.filter((e) => e.waiting !== kind.waiting)
    }
    let results: AddResult[] = []
    try {
      if (kind === 'choose') results = await this.backend.chooseDocuments(matter, onProgress)
      else if (kind === 'dropped') results = await this.backend.addDropped(matter, onProgress)
      else if ('sample' in kind) results = await this.backend.addSample(matter, kind.sample, onProgress)
      else results = await this.backend.addWaiting(kind.waiting, kind.password, kind.recognise, onProgress)
    } catch (error) {
      this.fail(error, m.error_add())
    } finally {
      this.adding = null
    }
    for (const { file, error, needs, waiting, notes } of results) {
      for (const note of notes) this.notify('error', `${file}: ${note}`)
      if (error !== null) this.fileErrors.push({ id: (this.#serial += 1), matter, file, message: error, needs, waiting })
    }
    if (results.length === 0) return
    const locked = results.find((r) => r.needs?.kind === 'password')
    if (locked && locked.waiting !== null && this.dialog === null) {
      const wrong = locked.needs?.kind === 'password' && locked.needs.wrong
      this.dialog = { kind: 'password', file: locked.file, wrong, locked: { waiting: locked.waiting, matter } }
    }
    await this.refresh()
    const first = results.find((r) => r.document !== null)?.document
    if (first && this.matterId === matter) await this.openDocument(first.id)
  }

  /** Stops the taking in of files; those not done are told as stopped. */
  async cancelAdding(): Promise<void> {
    if (!this.adding) return
    this.adding = { ...this.adding, stopping: true }
    try {
      await this.backend.cancelAdding()
    } catch (error) {
      this.fail(error)
    }
  }

  /** Asks for the password of an agreement that is there. */
  askPassword(document: number, wrong = false): void {
    const file = this.matters.flatMap((x) => x.documents).find((d) => d.id === document)?.name ?? ''
    this.dialog = { kind: 'password', file, wrong, locked: { document } }
  }

  /** Tries a password, and asks again where it is wrong. */
  async givePassword(locked: Locked, password: string): Promise<void> {
    this.dialog = null
    if ('waiting' in locked) return this.add({ waiting: locked.waiting, password, recognise: false }, locked.matter)
    const { document } = locked
    try {
      await this.backend.unlock(document, password)
    } catch (error) {
      if (needsOf(error)?.kind === 'password') this.askPassword(document, true)
      else this.fail(error)
      return
    }
    this.unlocked += 1
    if (this.documentId === document && this.review === null) await this.loadReview()
  }

  /** Reads the tracked changes of the open agreement in another way. */
  async readAs(revisions: Revisions): Promise<void> {
    const id = this.documentId
    if (id === null || this.loadingReview) return
    await this.#replaceReview(id, () => this.backend.readAs(id, revisions))
    await this.refresh()
  }

  /** Looks whether text recognition is installed; again where it was not. */
  async lookForRecogniser(): Promise<void> {
    if (this.recogniser?.ready) return
    try {
      this.recogniser = await this.backend.recogniser()
    } catch (error) {
      this.fail(error)
    }
  }

  /** Recognises the scanned pages of the open agreement. */
  async recognise(): Promise<void> {
    const [id, matter] = [this.documentId, this.matterId]
    if (id === null || matter === null) return
    if (this.adding) {
      this.notify('info', m.adding_busy())
      return
    }
    this.adding = { matter, files: new Map(), share: 0, stopping: false }
    const onProgress = (p: Progress) => {
      this.adding = { matter, files: new Map([[p.file, p]]), share: p.share, stopping: this.adding?.stopping ?? false }
    }
    await this.#replaceReview(id, async () => {
      const { review, notes } = await this.backend.recognise(id, onProgress)
      for (const note of notes) this.notify('error', note)
      return review
    })
    this.adding = null
    await this.refresh()
  }

  /** Puts a new review in the place of the open one, which stays where there is none to be had. */
  async #replaceReview(id: number, make: () => Promise<ReviewView>): Promise<void> {
    const load = (this.#loads += 1)
    const selected = this.review?.selectedId ?? null
    this.review?.flushNotes()
    this.loadingReview = true
    try {
      const view = await make()
      this.#kept.delete(id)
      if (load !== this.#loads || this.documentId !== id) return
      this.review = new ReviewState(id, view, this)
      this.#kept.set(id, this.review)
      if (selected && this.review.byId.has(selected)) this.review.select(selected)
    } catch (error) {
      if (needsOf(error)?.kind === 'password') this.askPassword(id)
      else this.fail(error)
    } finally {
      if (load === this.#loads) this.loadingReview = false
    }
  }

  /** Makes a matter with the sample agreement in it and opens it. */
  async trySample(sample: 'en' | 'zh'): Promise<void> {
    const matter = await this.createMatter(sample === 'en' ? m.sample_matter_en() : m.sample_matter_zh(), 'customer')
    if (!matter) return
    await this.openMatter(matter.id)
    await this.add({ sample }, matter.id)
  }

  async deleteDocument(id: number): Promise<boolean> {
    try {
      await this.backend.deleteDocument(id)
    } catch (error) {
      this.fail(error, m.error_delete_document())
      return false
    }
    const wasOpen = this.documentId === id
    this.#kept.delete(id)
    await this.refresh()
    if (wasOpen) await this.openDocument(this.matter?.documents[0]?.id ?? null)
    return true
  }

  /** Keeps the count of decisions of a document in step without asking the backend again. */
  setDecided(document: number, decided: number): void {
    this.matters = this.matters.map((matter) =>
      matter.documents.some((d) => d.id === document)
        ? { ...matter, documents: matter.documents.map((d) => (d.id === document ? { ...d, decided } : d)) }
        : matter,
    )
  }
}

const KEY = Symbol('app')

export function provideApp(app: App): App {
  return setContext(KEY, app)
}

export function useApp(): App {
  return getContext<App>(KEY)
}
