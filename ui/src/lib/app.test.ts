import { describe, expect, test, vi } from 'vitest'
import { App } from './app.svelte'
import type { Backend } from './backend'
import { recordedBackend, type RecordedOptions } from './backend-recorded'
import { language } from './i18n.svelte'

async function started(options: RecordedOptions = {}, change: Partial<Backend> = {}): Promise<App> {
  const app = new App({ ...recordedBackend(options), ...change })
  await app.start()
  return app
}

test('start takes over settings, library and matters', async () => {
  const app = await started({ seed: true, settings: { language: 'zh', theme: 'dark' } })
  expect(app.phase).toBe('ready')
  expect(language.current).toBe('zh')
  expect(app.settings.theme).toBe('dark')
  expect(app.matters).toHaveLength(3)
  expect(app.clauseTypes.size).toBeGreaterThan(10)
})

test('a failed start says why and can be tried again', async () => {
  let broken = true
  const recorded = recordedBackend()
  const app = await started({}, { matters: () => (broken ? Promise.reject({ message: 'The store is newer than this program.' }) : recorded.matters()) })
  expect(app.phase).toEqual({ failed: 'The store is newer than this program.' })
  broken = false
  await app.start()
  expect(app.phase).toBe('ready')
})

test('mistakes in the user’s library are told', async () => {
  const app = await started({ fail: ['library'] })
  expect(app.notices[0]?.text).toContain('unknown key')
})

describe('settings', () => {
  test('change at once and are kept', async () => {
    const app = await started()
    await app.saveSettings({ language: 'zh' })
    expect(language.current).toBe('zh')
    expect(await app.backend.settings()).toEqual({ language: 'zh', theme: 'system' })
  })

  test('go back where they cannot be kept', async () => {
    const app = await started({ fail: ['save_settings'] })
    await app.saveSettings({ language: 'zh', theme: 'dark' })
    expect(language.current).toBe('en')
    expect(app.settings).toEqual({ language: 'en', theme: 'system' })
    expect(app.notices).toHaveLength(1)
  })
})

describe('matters', () => {
  test('are made, changed and deleted', async () => {
    const app = await started()
    const made = await app.createMatter('Renewal', 'customer')
    expect(app.matters.map((x) => x.name)).toEqual(['Renewal'])
    if (!made) throw new Error('not made')
    expect(await app.updateMatter(made, 'Renewal 2027', 'provider')).toBe(true)
    expect(app.matters[0]).toMatchObject({ name: 'Renewal 2027', side: 'provider' })
    await app.openMatter(made.id)
    expect(await app.deleteMatter(made.id)).toBe(true)
    expect([app.matters.length, app.matterId]).toEqual([0, null])
  })

  test('a change of side reviews the open document again', async () => {
    const app = await started({ seed: true })
    const matter = app.matters.find((x) => x.documents.length === 2)
    if (!matter) throw new Error('no seed')
    await app.openMatter(matter.id)
    const before = app.review
    const id = before?.view.findings[4]?.id ?? ''
    before?.select(id)
    await app.updateMatter(matter, matter.name, 'provider')
    expect(app.review).not.toBe(before)
    expect(app.review?.selectedId).toBe(id)
  })

  test.each(['create_matter', 'update_matter', 'delete_matter'])('a failed %s leaves a notice and everything as it was', async (command) => {
    const app = await started({ seed: true, fail: [command] })
    const matter = app.matters[0]
    if (!matter) throw new Error('no seed')
    if (command === 'create_matter') expect(await app.createMatter('x', 'customer')).toBe(null)
    if (command === 'update_matter') expect(await app.updateMatter(matter, 'x', 'customer')).toBe(false)
    if (command === 'delete_matter') expect(await app.deleteMatter(matter.id)).toBe(false)
    expect(app.matters).toHaveLength(3)
    expect(app.notices).toHaveLength(1)
  })
})

describe('documents', () => {
  test('the sample makes a matter and opens the review', async () => {
    const app = await started()
    await app.trySample('zh')
    expect(app.matter?.documents.map((d) => d.name)).toEqual(['sample-zh.md'])
    expect(app.review?.view.language).toBe('zh')
    expect(app.adding).toBe(null)
  })

  test('files that cannot be read are listed until dismissed, the others are opened', async () => {
    const app = await started()
    const matter = await app.createMatter('m', 'customer')
    if (!matter) throw new Error('not made')
    await app.openMatter(matter.id)
    const shares: number[] = []
    const original = app.backend.chooseDocuments.bind(app.backend)
    vi.spyOn(app.backend, 'chooseDocuments').mockImplementation((id, onProgress) =>
      original(id, (p) => {
        onProgress(p)
        shares.push(app.adding?.share ?? -1)
      }),
    )
    await app.add('choose', matter.id)
    expect(shares).toEqual([...shares].sort((a, b) => a - b))
    expect(shares.at(-1)).toBe(1)
    expect(app.fileErrors.map((e) => e.file)).toEqual(['scanned-annex.pdf'])
    expect(app.matter?.documents).toHaveLength(2)
    expect(app.review?.view.name).toBe('sample-en.md')
    app.dismissFileError(app.fileErrors[0]?.id ?? -1)
    expect(app.fileErrors).toEqual([])
  })

  test('a second load of files waits its turn', async () => {
    const app = await started({ slow: 5 })
    const matter = await app.createMatter('m', 'customer')
    const first = app.add({ sample: 'en' }, matter?.id ?? 0)
    await app.add({ sample: 'zh' }, matter?.id ?? 0)
    expect(app.notices.map((n) => n.kind)).toEqual(['info'])
    await first
  })

  test('a command that fails as a whole leaves a notice', async () => {
    const app = await started({ fail: ['add'] })
    await app.trySample('en')
    expect(app.notices).toHaveLength(1)
    expect(app.adding).toBe(null)
  })

  test('removing the open document opens the next one', async () => {
    const app = await started({ seed: true })
    const matter = app.matters.find((x) => x.documents.length === 2)
    await app.openMatter(matter?.id ?? 0)
    const [first, second] = matter?.documents ?? []
    expect(await app.deleteDocument(first?.id ?? 0)).toBe(true)
    expect(app.documentId).toBe(second?.id)
    expect(app.review?.view.language).toBe('zh')
  })

  test('a review that cannot be had is said in its place', async () => {
    const app = await started({ seed: true, fail: ['review'] })
    await app.openMatter(app.matters[0]?.id ?? 0)
    expect(app.review).toBe(null)
    expect(app.reviewError).toContain('review')
    expect(app.loadingReview).toBe(false)
  })

  test('a review that comes late does not replace the one asked for since', async () => {
    const recorded = recordedBackend({ seed: true })
    const waits = new Map<number, () => void>()
    const app = await started({}, { ...recorded, review: async (id) => {
      const view = await recorded.review(id)
      await new Promise<void>((resolve) => waits.set(id, resolve))
      return view
    } })
    const matter = app.matters.find((x) => x.documents.length === 2)
    const [en, zh] = matter?.documents.map((d) => d.id) ?? []
    app.matterId = matter?.id ?? null
    const first = app.openDocument(en ?? 0)
    const second = app.openDocument(zh ?? 0)
    await vi.waitFor(() => expect(waits.size).toBe(2))
    waits.get(zh ?? 0)?.()
    await second
    waits.get(en ?? 0)?.()
    await first
    expect(app.review?.view.language).toBe('zh')
  })

  test('decisions show in the counts of the list', async () => {
    const app = await started()
    await app.trySample('en')
    await app.review?.decide(app.review.view.findings[0]?.id ?? '', 'accepted')
    expect(app.matters[0]?.documents[0]?.decided).toBe(1)
  })
})

test('a notice comes once; an informing one goes by itself', async () => {
  vi.useFakeTimers()
  const app = new App(recordedBackend())
  app.fail(new Error('twice'))
  app.fail(new Error('twice'))
  app.notify('info', 'copied')
  expect(app.notices).toHaveLength(2)
  await vi.advanceTimersByTimeAsync(5000)
  expect(app.notices.map((n) => n.text)).toEqual(['twice'])
  vi.useRealTimers()
})
