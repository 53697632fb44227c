// The backend of the desktop window: commands of the Rust shell.
import { Channel, invoke } from '@tauri-apps/api/core'
import { listen } from '@tauri-apps/api/event'
import type { AddResult, Backend, Progress } from './backend'

type DropPayload = { files: string[] } | null

/** Runs a command that reports progress through a channel. */
function withProgress<T = AddResult[]>(command: string, args: Record<string, unknown>, onProgress: (p: Progress) => void): Promise<T> {
  const channel = new Channel<Progress>()
  channel.onmessage = onProgress
  return invoke<T>(command, { ...args, onProgress: channel })
}

export const backend: Backend = {
  appInfo: () => invoke('app_info'),
  settings: () => invoke('settings'),
  saveSettings: (settings) => invoke('save_settings', { settings }),
  clauseTypes: () => invoke('clause_types'),

  matters: () => invoke('matters'),
  createMatter: (name, side) => invoke('create_matter', { name, side }),
  updateMatter: (id, name, side) => invoke('update_matter', { id, name, side }),
  deleteMatter: (id) => invoke('delete_matter', { id }),

  chooseDocuments: (matter, onProgress) => withProgress('choose_documents', { matter }, onProgress),
  addDropped: (matter, onProgress) => withProgress('add_dropped', { matter }, onProgress),
  addSample: (matter, language, onProgress) => withProgress('add_sample', { matter, language }, onProgress),
  addWaiting: (waiting, password, recognise, onProgress) => withProgress('add_waiting', { waiting, password, recognise }, onProgress),
  cancelAdding: () => invoke('cancel_adding'),
  deleteDocument: (id) => invoke('delete_document', { id }),

  review: (document) => invoke('review', { document }),
  readAs: (document, revisions) => invoke('read_as', { document, revisions }),
  recogniser: () => invoke('recogniser'),
  recognise: (document, onProgress) => withProgress('recognise', { document }, onProgress),
  unlock: (document, password) => invoke('unlock', { document, password }),
  async pagePicture(document, page, width) {
    // Where the web view has no binary channel the bytes come as a list of numbers.
    const bytes = await invoke<ArrayBuffer | number[]>('page_picture', { document, page, width })
    return new Blob([new Uint8Array(bytes)], { type: 'image/png' })
  },
  decide: (document, finding, decision, note) => invoke('decide', { document, finding, decision, note }),

  async onDrop(handler) {
    const kinds = { 'drop-over': 'over', 'drop-files': 'dropped', 'drop-left': 'left' } as const
    const unlisten = await Promise.all(
      Object.entries(kinds).map(([event, type]) =>
        listen<DropPayload>(event, ({ payload }) => handler({ type, files: payload?.files ?? [] })),
      ),
    )
    return () => unlisten.forEach((stop) => stop())
  },
}
