import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import en from '../../messages/en.json'
import zh from '../../messages/zh.json'
import { formatPercent, formatTime, language, pick } from './i18n.svelte'
import { m } from './paraglide/messages.js'

type Messages = Record<string, unknown>

/** All texts of a message, variants included. */
function texts(message: unknown): string[] {
  if (typeof message === 'string') return [message]
  if (Array.isArray(message)) return message.flatMap((m_: { match: Record<string, string> }) => Object.values(m_.match))
  throw new Error(`unknown shape of message: ${JSON.stringify(message)}`)
}
const inputs = (text: string) => [...text.matchAll(/\{(\w+)\}/g)].map((match) => match[1]).sort()
const entries = (messages: Messages) => Object.entries(messages).filter(([key]) => key !== '$schema')

describe('messages', () => {
  test('both languages have the same keys', () => {
    expect(Object.keys(zh).sort()).toEqual(Object.keys(en).sort())
  })

  test('both languages use the same inputs, and none is empty', () => {
    for (const [key, message] of entries(en)) {
      const other = texts((zh as Messages)[key])
      for (const text of [...texts(message), ...other]) expect(text.trim(), key).not.toBe('')
      const used = new Set(texts(message).flatMap(inputs))
      expect(new Set(other.flatMap(inputs)), key).toEqual(used)
    }
  })

  test('Chinese messages are Chinese', () => {
    const same = entries(zh).filter(([, message]) => !texts(message).every((text) => /[\u4e00-\u9fff]/.test(text)))
    expect(same.map(([key]) => key)).toEqual(['find_count'])
  })

  test('every message is used, and every message used is there', () => {
    const files = readdirSync('src', { recursive: true, encoding: 'utf8' }).filter((f) => /\.(svelte|ts)$/.test(f) && !f.includes('paraglide') && !/\.test\.ts$|recorded/.test(f))
    const source = files.map((f) => readFileSync(`src/${f}`, 'utf8')).join('\n')
    const used = new Set([...source.matchAll(/\bm\.([a-z_0-9]+)/g)].map((match) => match[1]))
    expect([...used].sort()).toEqual(entries(en).map(([key]) => key).sort())
  })
})

test('messages follow the language, with plural forms', () => {
  expect(m.count_documents({ count: 1 })).toBe('1 document')
  expect(m.count_documents({ count: 2 })).toBe('2 documents')
  language.current = 'zh'
  expect(m.count_documents({ count: 2 })).toBe('2 份文档')
})

test('bilingual fields fall back to the other language', () => {
  expect(pick({ title_en: 'Cap', title_zh: '上限' }, 'title')).toBe('Cap')
  expect(pick({ title_en: 'Cap', title_zh: '上限' }, 'title', 'zh')).toBe('上限')
  expect(pick({ title_en: '', title_zh: '上限' }, 'title', 'en')).toBe('上限')
  expect(pick({ title_en: '', title_zh: '' }, 'title')).toBe('')
})

test('times are relative within a week', () => {
  const now = Date.parse('2026-11-23T12:00:00Z')
  expect(formatTime('2026-11-23T11:59:50Z', now)).toBe('this minute')
  expect(formatTime('2026-11-23T11:40:00Z', now)).toBe('20 minutes ago')
  expect(formatTime('2026-11-23T09:30:00Z', now)).toBe('2 hours ago')
  expect(formatTime('2026-11-22T11:00:00Z', now)).toBe('yesterday')
  expect(formatTime('2026-10-01T11:00:00Z', now)).toContain('2026')
  expect(formatTime('not a time', now)).toBe('not a time')
  language.current = 'zh'
  expect(formatTime('2026-11-23T09:30:00Z', now)).toBe('2小时前')
  expect(formatPercent(0.976)).toBe('98%')
})
