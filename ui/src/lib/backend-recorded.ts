// A backend without Rust, for tests in a browser and for work on the design: matters and decisions live in memory, reviews
// come from recordings. It is built only in the mode `recorded` (see vite.config.ts).
//
// The recordings, in `recorded/`:
// - `sample-en.json`, `sample-zh.json`: a `ReviewView` each, as the command `review` gives it for
//   `tests/agreements/sample-en.md` and `sample-zh.md` added to a matter on the customer's side;
// - `clause-types.json`: the list that the command `clause_types` gives.
// To record them anew, from the root of the repository:
//   cargo run --release -p review --example record -- ui/recorded tests/agreements/sample-en.md tests/agreements/sample-zh.md
// and then `npm test && npm run test:browser`. No test rests on what exactly is found in the samples: those look at the
// agreements made in code (`recorded-kinds.ts`, `recorded-large.ts`).
//
// The address chooses what is shown: `?seed` starts with some matters, `?kinds`, `?large` and `?pdf` add the agreements made in
// code, `?locked` protects the PDF with the password `secret` (and so are dropped files with “protected” in their name),
// `?fail=review,decide,matters,add,copy` makes those commands fail, `?fail=tesseract` takes text recognition away, `?slow=300` delays every answer by so many
// milliseconds, `?lang=zh` and `?theme=dark` set the settings.
import clauseTypes from '../../recorded/clause-types.json'
import sampleEn from '../../recorded/sample-en.json'
import sampleZh from '../../recorded/sample-zh.json'
import type { AddResult, Backend, DocumentSummary, MatterSummary, Needs, Progress, Revisions, Settings, Side } from './backend'
import { kindsReview } from './recorded-kinds'
import { largeReview } from './recorded-large'
import { drawPage, pdfReview, withScans } from './recorded-pdf'
import type { ClauseTypeView, Decision, ReviewView } from './types'

export interface RecordedOptions {
  seed?: boolean
  large?: boolean
  kinds?: boolean
  pdf?: boolean
  locked?: boolean
  fail?: readonly string[]
  slow?: number
  settings?: Partial<Settings>
}

/** A file to be taken in: its review, or why there is none and what would help. */
interface Given {
  name: string
  review: ReviewView | string
  needs?: Needs
}

const NOW = Date.UTC(2026, 10, 23, 9, 30)

export function recordedBackend(options: RecordedOptions = {}): Backend {
  const fail = new Set(options.fail ?? [])
  let settings: Settings = { language: 'en', theme: 'system', ...options.settings }
  let serial = 0
  let minutes = 0
  let dropped: string[] = []
  const documents = new Map<number, { matter: number; name: string; review: ReviewView; revisions: Revisions }>()
  const waiting = new Map<number, { matter: number; file: Given }>()
  let locked = options.locked ?? false
  let stopped = false
  const matters = new Map<number, { name: string; side: Side; updatedAt: string }>()

  const copyOf = (value: unknown): ReviewView => structuredClone(value) as ReviewView
  const now = () => new Date(NOW + (minutes += 1) * 60_000).toISOString()

  async function answer<T>(command: string, value: () => T): Promise<T> {
    await new Promise((resolve) => setTimeout(resolve, options.slow ?? 0))
    if (fail.has(command)) throw { message: `${command}: the recording says that this command fails. Try again without ?fail.` }
    return value()
  }

  const summary = (id: number): DocumentSummary => {
    const found = documents.get(id)
    if (!found) throw { message: `There is no document ${id}. Open the matter again.` }
    const { name, review, revisions } = found
    return {
      id,
      name,
      format: review.format,
      language: review.language,
      findings: review.findings.length,
      decided: review.findings.filter((f) => f.decision !== null).length,
      revisions,
    }
  }
  const matterSummary = (id: number): MatterSummary => {
    const found = matters.get(id)
    if (!found) throw { message: `There is no matter ${id}. Go back to the list.` }
    const own = [...documents].filter(([, d]) => d.matter === id).map(([d]) => summary(d))
    return { id, ...found, documents: own }
  }
  const touch = (matter: number) => {
    const found = matters.get(matter)
    if (found) found.updatedAt = now()
  }
  const addDocument = (matter: number, name: string, review: ReviewView): DocumentSummary => {
    const id = (serial += 1)
    documents.set(id, { matter, name, review, revisions: 'accepted' })
    touch(matter)
    return summary(id)
  }
  const addMatter = (name: string, side: Side): number => {
    const id = (serial += 1)
    matters.set(id, { name, side, updatedAt: now() })
    return id
  }

  /** Goes through the stages of reading files one after the other. */
  async function take(matter: number, files: Given[], onProgress: (p: Progress) => void): Promise<AddResult[]> {
    stopped = false
    const results: AddResult[] = []
    for (const [i, file] of files.entries()) {
      const { name, review, needs } = file
      const fails = typeof review === 'string'
      const stages = fails ? (['reading', 'failed'] as const) : (['reading', 'matching', 'saving', 'done'] as const)
      for (const [k, stage] of stages.entries()) {
        if (stopped) break
        const pages = stage === 'reading' && name.endsWith('.pdf') ? { done: 32, total: 480 } : null
        onProgress({ file: name, stage, pages, share: (i + (k + 1) / stages.length) / files.length })
        await answer('add', () => undefined)
      }
      if (stopped) results.push({ file: name, document: null, error: 'was not read: stopped on request', needs: null, waiting: null, notes: [] })
      else if (fails) {
        const number = needs ? (serial += 1) : null
        if (number !== null) waiting.set(number, { matter, file })
        results.push({ file: name, document: null, error: review, needs: needs ?? null, waiting: number, notes: [] })
      } else results.push({ file: name, document: addDocument(matter, name, review), error: null, needs: null, waiting: null, notes: [] })
    }
    return results
  }

  const protectedFile = (name: string, wrong: boolean): Given => ({
    name,
    review: `is protected with a password${wrong ? ', and the password given is wrong' : ''}. Give its password, or open it with the password and save a copy without one`,
    needs: { kind: 'password', wrong },
  })

  const SCAN =
    'page 1 to 12 hold pictures of text and no text: nothing could be read. Run the file through text recognition (OCR) and add the result.'

  if (options.seed) {
    const first = addMatter('Tarn Valley: platform renewal', 'customer')
    const english = addDocument(first, 'cloud-services-agreement.md', copyOf(sampleEn))
    const en = documents.get(english.id)?.review
    en?.findings.slice(0, 9).forEach((f, i) => (f.decision = i % 4 === 3 ? 'rejected' : 'accepted'))
    if (en?.findings[2]) en.findings[2].note = 'Raised with procurement on the first call.'
    addDocument(first, '云服务采购协议.md', copyOf(sampleZh))
    addMatter('Framework hosting, provider side', 'provider')
    const third = addMatter('禾穗鲜配：云服务采购', 'customer')
    addDocument(third, '云服务采购协议.docx', copyOf(sampleZh))
  }
  if (options.kinds) addDocument(addMatter('Master terms', 'customer'), 'master-terms.docx', kindsReview())
  if (options.pdf) addDocument(addMatter('Hosting', 'customer'), 'hosting-agreement.pdf', pdfReview())
  if (options.large) {
    const id = addMatter('Framework agreement', 'customer')
    addDocument(id, 'framework-agreement.docx', largeReview())
  }

  return {
    appInfo: () =>
      answer('app_info', () => ({
        version: '0.1.0',
        libraryVersion: 'recorded',
        dataDir: '/home/user/.local/share/carveout',
        libraryProblems: fail.has('library') ? ['clauses/general/forum.md, line 3: unknown key `titel`. Write `title`.'] : [],
      })),
    settings: () => answer('settings', () => ({ ...settings })),
    saveSettings: (next) =>
      answer('save_settings', () => {
        settings = { ...next }
      }),
    clauseTypes: () => answer('clause_types', () => clauseTypes as ClauseTypeView[]),

    matters: () =>
      answer('matters', () =>
        [...matters.keys()].map(matterSummary).sort((a, b) => (a.updatedAt < b.updatedAt ? 1 : a.updatedAt > b.updatedAt ? -1 : b.id - a.id)),
      ),
    createMatter: (name, side) => answer('create_matter', () => matterSummary(addMatter(name, side))),
    updateMatter: (id, name, side) =>
      answer('update_matter', () => {
        matters.set(id, { ...matterSummary(id), name, side, updatedAt: now() })
        return matterSummary(id)
      }),
    deleteMatter: (id) =>
      answer('delete_matter', () => {
        matters.delete(id)
        for (const [d, { matter }] of documents) if (matter === id) documents.delete(d)
      }),

    chooseDocuments: (matter, onProgress) =>
      take(
        matter,
        [
          { name: 'cloud-services-agreement.md', review: copyOf(sampleEn) },
          { name: 'scanned-annex.pdf', review: SCAN },
          { name: '云服务采购协议.md', review: copyOf(sampleZh) },
        ],
        onProgress,
      ),
    addDropped: (matter, onProgress) =>
      take(
        matter,
        dropped.map((name) => /protected/.test(name) ? protectedFile(name, false) : ({ name, ...(/\.(pdf|png)$/.test(name) ? { needs: { kind: 'recognition' } } : {}), review: /\.(pdf|png)$/.test(name) ? SCAN : copyOf(/[\u4e00-\u9fff]/.test(name) ? sampleZh : sampleEn) })),
        onProgress,
      ),
    addSample: (matter, language, onProgress) =>
      take(
        matter,
        [language === 'en' ? { name: 'sample-en.md', review: copyOf(sampleEn) } : { name: 'sample-zh.md', review: copyOf(sampleZh) }],
        onProgress,
      ),
    addWaiting: (number, password, recognise, onProgress) => {
      const found = waiting.get(number)
      if (!found) throw { message: 'The file does not wait any more. Add it again' }
      waiting.delete(number)
      const { name } = found.file
      if (recognise) return take(found.matter, [{ name, review: pdfReview(2) }], onProgress)
      return take(found.matter, [password === 'secret' ? { name, review: pdfReview(2) } : protectedFile(name, true)], onProgress)
    },
    cancelAdding: async () => {
      stopped = true
    },
    deleteDocument: (id) =>
      answer('delete_document', () => {
        documents.delete(id)
      }),

    review: (id) =>
      answer('review', () => {
        summary(id)
        return structuredClone(documents.get(id)?.review) as ReviewView
      }),
    readAs: (id, revisions) =>
      answer('read_as', () => {
        summary(id)
        const found = documents.get(id)
        if (found) found.revisions = revisions
        return structuredClone(found?.review) as ReviewView
      }),
    recogniser: () => answer('recogniser', () => ({ ready: !fail.has('tesseract'), version: '5.3.0', problem: null })),
    recognise: async (id, onProgress) => {
      stopped = false
      const { name } = summary(id)
      for (let done = 0; done <= 3; done += 1) {
        onProgress({ file: name, stage: 'recognising', pages: { done, total: 3 }, share: done / 3 })
        await answer('recognise', () => undefined)
        if (stopped) throw { message: `${name} was not recognised: text recognition was stopped on request` }
      }
      const found = documents.get(id)
      if (found) found.review = withScans(found.review)
      return { review: structuredClone(found?.review) as ReviewView, notes: [] }
    },
    unlock: (_, password) =>
      answer('unlock', () => {
        if (password !== 'secret') throw { message: 'The password is wrong', needs: { kind: 'password', wrong: true } }
        locked = false
      }),
    pagePicture: async (id, page, width) => {
      const review = await answer('page_picture', () => documents.get(id)?.review)
      if (locked) throw { message: 'hosting-agreement.pdf is protected with a password.', needs: { kind: 'password', wrong: false } }
      if (!review) throw { message: `There is no document ${id}. Open the matter again.` }
      return drawPage(review, page, width)
    },
    decide: (id, finding: string, decision: Decision | null, note: string) =>
      answer('decide', () => {
        const found = documents.get(id)?.review.findings.find((f) => f.id === finding)
        if (!found) throw { message: `There is no finding ${finding} in this document. Open the document again.` }
        found.decision = decision
        found.note = note
      }),

    async onDrop(handler) {
      // In a browser, files dragged over the page stand in for the events of the shell.
      const names = (event: DragEvent) => [...(event.dataTransfer?.files ?? [])].map((file) => file.name)
      const over = (event: DragEvent) => {
        event.preventDefault()
        handler({ type: 'over', files: names(event) })
      }
      const drop = (event: DragEvent) => {
        event.preventDefault()
        dropped = names(event)
        handler({ type: 'dropped', files: dropped })
      }
      const left = (event: DragEvent) => {
        if (event.relatedTarget === null) handler({ type: 'left', files: [] })
      }
      window.addEventListener('dragover', over)
      window.addEventListener('drop', drop)
      window.addEventListener('dragleave', left)
      return () => {
        window.removeEventListener('dragover', over)
        window.removeEventListener('drop', drop)
        window.removeEventListener('dragleave', left)
      }
    },
  }
}

function fromAddress(): RecordedOptions {
  const query = new URLSearchParams(location.search)
  const lang = query.get('lang')
  const theme = query.get('theme')
  return {
    seed: query.has('seed'),
    large: query.has('large'),
    kinds: query.has('kinds'),
    pdf: query.has('pdf'),
    locked: query.has('locked'),
    fail: query.get('fail')?.split(',') ?? [],
    slow: Number(query.get('slow') ?? 0),
    settings: {
      ...(lang === 'zh' || lang === 'en' ? { language: lang } : {}),
      ...(theme === 'dark' || theme === 'light' || theme === 'system' ? { theme } : {}),
    },
  }
}

export const backend: Backend = recordedBackend(fromAddress())
