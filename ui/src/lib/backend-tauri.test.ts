import { emit } from '@tauri-apps/api/event'
import { clearMocks, mockIPC } from '@tauri-apps/api/mocks'
import { afterEach, expect, test } from 'vitest'
import type { Progress } from './backend'
import { backend } from './backend-tauri'

afterEach(() => clearMocks())

/** Answers every command with its name and keeps what was asked. */
function record(): [string, unknown][] {
  const calls: [string, unknown][] = []
  mockIPC((command, args) => {
    calls.push([command, args])
    return command
  })
  return calls
}

test('commands and arguments have the names that Rust knows', async () => {
  const calls = record()
  await backend.appInfo()
  await backend.settings()
  await backend.saveSettings({ language: 'zh', theme: 'dark' })
  await backend.clauseTypes()
  await backend.matters()
  await backend.createMatter('Renewal', 'customer')
  await backend.updateMatter(3, 'Renewal', 'provider')
  await backend.deleteMatter(3)
  await backend.deleteDocument(7)
  await backend.review(7)
  await backend.readAs(7, 'marked')
  await backend.unlock(7, 'secret')
  await backend.cancelAdding()
  await backend.recogniser()
  await backend.decide(7, 'f1', 'accepted', 'note')
  await backend.decide(7, 'f1', null, '')
  expect(calls).toEqual([
    ['app_info', {}],
    ['settings', {}],
    ['save_settings', { settings: { language: 'zh', theme: 'dark' } }],
    ['clause_types', {}],
    ['matters', {}],
    ['create_matter', { name: 'Renewal', side: 'customer' }],
    ['update_matter', { id: 3, name: 'Renewal', side: 'provider' }],
    ['delete_matter', { id: 3 }],
    ['delete_document', { id: 7 }],
    ['review', { document: 7 }],
    ['read_as', { document: 7, revisions: 'marked' }],
    ['unlock', { document: 7, password: 'secret' }],
    ['cancel_adding', {}],
    ['recogniser', {}],
    ['decide', { document: 7, finding: 'f1', decision: 'accepted', note: 'note' }],
    ['decide', { document: 7, finding: 'f1', decision: null, note: '' }],
  ])
})

test('progress comes through a channel', async () => {
  const seen: Progress[] = []
  const commands: string[] = []
  mockIPC((command, args) => {
    const { matter, onProgress } = args as { matter: number; onProgress: { onmessage: (p: Progress) => void } }
    commands.push(`${command} ${matter} ${(args as { language?: string }).language ?? ''}`)
    onProgress.onmessage({ file: 'a.docx', stage: 'reading', pages: { done: 3, total: 9 }, share: 0.5 })
    return []
  })
  const keep = (p: Progress) => seen.push(p)
  await backend.chooseDocuments(1, keep)
  await backend.addDropped(2, keep)
  await backend.addSample(3, 'zh', keep)
  await backend.addWaiting(4, 'secret', false, keep)
  await backend.recognise(5, keep)
  expect(commands).toEqual(['choose_documents 1 ', 'add_dropped 2 ', 'add_sample 3 zh', 'add_waiting undefined ', 'recognise undefined '])
  expect(seen).toHaveLength(5)
})

test('a refused command is rejected with its message', async () => {
  mockIPC(() => {
    throw { message: 'The file is locked. Close it elsewhere.' }
  })
  await expect(backend.review(1)).rejects.toEqual({ message: 'The file is locked. Close it elsewhere.' })
})

test('drop events reach the handler until it is stopped', async () => {
  mockIPC(() => undefined, { shouldMockEvents: true })
  const seen: string[] = []
  const stop = await backend.onDrop(({ type, files }) => seen.push(`${type} ${files.join()}`))
  await emit('drop-over', { files: [] })
  await emit('drop-files', { files: ['a.pdf', 'b.docx'] })
  await emit('drop-left')
  expect(seen).toEqual(['over ', 'dropped a.pdf,b.docx', 'left '])
  stop()
})

test('the bytes of a page become a picture, however they come', async () => {
  for (const bytes of [new Uint8Array([137, 80, 78, 71]).buffer, [137, 80, 78, 71]]) {
    mockIPC((command, args) => {
      expect([command, args]).toEqual(['page_picture', { document: 7, page: 3, width: 800 }])
      return bytes
    })
    const picture = await backend.pagePicture(7, 3, 800)
    expect([picture.type, [...new Uint8Array(await picture.arrayBuffer())]]).toEqual(['image/png', [137, 80, 78, 71]])
  }
})
