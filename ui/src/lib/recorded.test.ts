import { describe, expect, test } from 'vitest'
import clauseTypes from '../../recorded/clause-types.json'
import sampleEn from '../../recorded/sample-en.json'
import sampleZh from '../../recorded/sample-zh.json'
import { recordedBackend } from './backend-recorded'
import { FAMILIES, SEVERITIES } from './families'
import { kindsReview } from './recorded-kinds'
import { largeReview } from './recorded-large'
import type { Mark, ReviewView } from './types'

const types = new Set(clauseTypes.map((t) => t.id))

describe.each([
  ['English sample', sampleEn as ReviewView],
  ['Chinese sample', sampleZh as ReviewView],
  ['agreement with one of everything', kindsReview()],
  ['large agreement', largeReview(3)],
])('%s', (_, view) => {
  const inside = ({ block, start, end }: Mark) => {
    const text = view.blocks[block]?.text ?? ''
    return 0 <= start && start < end && end <= text.length
  }
  const words = ({ block, start, end }: Mark) => view.blocks[block]?.text.slice(start, end)

  test('marks lie inside their blocks, and are the words they stand for', () => {
    for (const f of view.findings) {
      expect(f.marks.length, f.id).toBeGreaterThan(0)
      for (const mark of f.marks) expect(inside(mark), f.id).toBe(true)
      for (const part of [...f.terms, ...f.cues]) {
        for (const mark of part.marks) expect(inside(mark), `${f.id} ${part.text}`).toBe(true)
        if (part.marks.length === 1 && part.marks[0]) expect(words(part.marks[0])?.replace(/\s/g, '')).toBe(part.text.replace(/\s/g, ''))
      }
    }
    for (const candidate of view.absent.flatMap((a) => a.candidates)) for (const mark of candidate.marks) expect(inside(mark)).toBe(true)
  })

  test('outline and blocks refer to each other', () => {
    for (const [i, node] of view.outline.entries()) {
      expect(view.blocks[node.block], `node ${i}`).toBeDefined()
      if (node.parent !== null) expect(node.parent).toBeLessThan(i)
    }
    for (const block of view.blocks) {
      if (block.clause !== null) expect(view.outline[block.clause]).toBeDefined()
      for (const cell of block.cells) expect(cell.end).toBeLessThanOrEqual(block.text.length)
    }
  })

  test('ids are unique, families and severities known', () => {
    expect(new Set(view.findings.map((f) => f.id)).size).toBe(view.findings.length)
    for (const item of [...view.findings, ...view.absent]) {
      expect(FAMILIES).toContain(item.family)
      expect(SEVERITIES).toContain(item.severity)
      expect(item.clause_type.startsWith(`${item.family}/`), item.clause_type).toBe(true)
    }
  })
})

test('the clause types of the samples are recorded, too', () => {
  for (const view of [sampleEn, sampleZh] as ReviewView[]) {
    for (const { clause_type } of [...view.findings, ...view.absent]) expect(types.has(clause_type), clause_type).toBe(true)
  }
})

test('the large agreement is large, and always the same', () => {
  const view = largeReview()
  const characters = view.blocks.reduce((sum, b) => sum + b.text.length, 0)
  // A printed page holds some 3,000 characters.
  expect(characters / 3000).toBeGreaterThan(400)
  expect(largeReview(2)).toEqual(largeReview(2))
})

test('the recorded backend keeps decisions in memory and gives copies', async () => {
  const backend = recordedBackend({ seed: true })
  const document = (await backend.matters()).flatMap((x) => x.documents)[0]
  if (!document) throw new Error('no seed')
  const view = await backend.review(document.id)
  const id = view.findings[0]?.id ?? ''
  await backend.decide(document.id, id, 'rejected', 'why')
  expect(view.findings[0]?.decision).toBe(null)
  expect((await backend.review(document.id)).findings[0]).toMatchObject({ decision: 'rejected', note: 'why' })
  await expect(backend.decide(document.id, 'nothing', 'accepted', '')).rejects.toHaveProperty('message')
  await expect(backend.review(999)).rejects.toHaveProperty('message')
})
