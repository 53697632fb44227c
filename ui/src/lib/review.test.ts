import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { App } from './app.svelte'
import type { Backend } from './backend'
import { recordedBackend } from './backend-recorded'
import { NO_FILTER } from './filter'
import { ReviewState } from './review.svelte'
import { block, finding, node, review } from './test-data'
import type { Decision } from './types'

const view = review({
  outline: [node({ number: '1', block: 0 }), node({ number: '2', block: 1 })],
  blocks: [block('first clause', { clause: 0 }), block('second clause', { clause: 1 })],
  findings: [
    finding({ id: 'x1', family: 'exemption', clause_type: 'exemption/as-is' }),
    finding({ id: 'c1', marks: [{ block: 1, start: 0, end: 6 }] }),
    finding({ id: 'c2', marks: [{ block: 1, start: 2, end: 4 }] }),
  ],
})

type Call = [string, Decision | null, string]
let calls: Call[]
let answer: () => Promise<void>
let app: App
let state: ReviewState

beforeEach(() => {
  vi.useFakeTimers()
  calls = []
  answer = () => Promise.resolve()
  const backend: Backend = {
    ...recordedBackend(),
    decide: (_document, id, decision, note) => {
      calls.push([id, decision, note])
      return answer()
    },
  }
  app = new App(backend)
  state = new ReviewState(1, view, app)
})
afterEach(() => vi.useRealTimers())

describe('selection', () => {
  test('goes through the list as it is grouped', () => {
    expect(state.order).toEqual(['c1', 'c2', 'x1'])
    state.move(1)
    state.move(1)
    expect(state.selectedId).toBe('c2')
    expect(state.jump).toEqual({ block: 1, mark: { block: 1, start: 2, end: 4 }, look: null })
    state.move(-1)
    expect(state.selectedId).toBe('c1')
  })

  test('repeated clicks go round the findings under the pointer, without moving the text', () => {
    state.cycle(['c2', 'c1'])
    expect([state.selectedId, state.jump]).toEqual(['c2', null])
    state.cycle(['c2', 'c1'])
    expect(state.selectedId).toBe('c1')
    state.cycle(['c2', 'c1'])
    expect(state.selectedId).toBe('c2')
    state.cycle([])
    expect(state.selectedId).toBe('c2')
  })

  test('goes on from a finding that the filter took away', async () => {
    state.select('c1')
    state.filter = { ...NO_FILTER, decision: 'undecided' }
    await state.decide('c1', 'accepted')
    expect(state.order).toEqual(['c2', 'x1'])
    state.move(1)
    expect(state.selectedId).toBe('c2')
  })

  test('selecting from the absent tab shows the findings', () => {
    state.tab = 'absent'
    state.select('x1')
    expect(state.tab).toBe('findings')
  })
})

describe('decisions', () => {
  test('are shown at once and kept', async () => {
    const done = state.decide('c1', 'accepted')
    expect(state.verdict('c1').decision).toBe('accepted')
    expect(state.decided).toBe(1)
    await done
    expect(calls).toEqual([['c1', 'accepted', '']])
  })

  test('are taken back on screen where they could not be kept, with a notice', async () => {
    answer = () => Promise.reject({ message: 'The disk is full.' })
    await state.decide('c1', 'rejected')
    expect(state.verdict('c1').decision).toBe(null)
    expect(state.decided).toBe(0)
    expect(app.notices.map((n) => [n.kind, n.text])).toEqual([['error', 'The decision was not kept: The disk is full.']])
  })

  test('a failure does not undo a later decision', async () => {
    let fail: (e: unknown) => void = () => undefined
    answer = () => new Promise((_, reject) => (fail = reject))
    const first = state.decide('c1', 'accepted')
    await Promise.resolve()
    const second = state.decide('c1', 'rejected')
    await vi.waitFor(() => expect(calls).toHaveLength(1))
    answer = () => Promise.resolve()
    fail({ message: 'busy' })
    await Promise.all([first, second])
    expect(state.verdict('c1').decision).toBe('rejected')
    expect(calls.map((c) => c[1])).toEqual(['accepted', 'rejected'])
  })

  test('requests for one finding go one after the other', async () => {
    const order: string[] = []
    let release: () => void = () => undefined
    answer = () => {
      order.push('asked')
      return new Promise((resolve) => (release = () => resolve()))
    }
    const first = state.decide('c1', 'accepted')
    const second = state.decide('c1', null)
    await vi.waitFor(() => expect(order).toHaveLength(1))
    release()
    await first
    await vi.waitFor(() => expect(order).toHaveLength(2))
    release()
    await second
    expect(calls.map((c) => c[1])).toEqual(['accepted', null])
  })

  test('accept and go on selects the next undecided finding', () => {
    state.select('c1')
    state.decideAndGoOn('accepted')
    expect(state.selectedId).toBe('c2')
    state.decideAndGoOn('rejected')
    expect(state.selectedId).toBe('x1')
    state.decideAndGoOn('accepted')
    expect([state.selectedId, state.decided]).toEqual(['x1', 3])
  })

  test('undo takes back the selected decision, else the last one', async () => {
    state.select('c1')
    state.decideAndGoOn('accepted')
    state.undo()
    expect([state.selectedId, state.verdict('c1').decision]).toEqual(['c1', null])
    state.undo()
    expect(state.decided).toBe(0)
    await vi.waitFor(() => expect(calls).toHaveLength(2))
  })
})

describe('notes', () => {
  test('are kept after a pause in typing, once', async () => {
    state.typeNote('c1', 'a')
    await vi.advanceTimersByTimeAsync(400)
    state.typeNote('c1', 'ab')
    await vi.advanceTimersByTimeAsync(799)
    expect(calls).toEqual([])
    await vi.advanceTimersByTimeAsync(1)
    expect(calls).toEqual([['c1', null, 'ab']])
    await vi.advanceTimersByTimeAsync(5000)
    expect(calls).toHaveLength(1)
  })

  test('go along with a decision', async () => {
    state.typeNote('c1', 'see annex')
    await state.decide('c1', 'accepted')
    await vi.advanceTimersByTimeAsync(2000)
    expect(calls).toEqual([['c1', 'accepted', 'see annex']])
  })

  test('are kept when another finding is selected', async () => {
    state.select('c1')
    state.typeNote('c1', 'mine')
    state.select('c2')
    await vi.advanceTimersByTimeAsync(0)
    expect(calls).toEqual([['c1', null, 'mine']])
  })

  test('that say what is kept already cost nothing', async () => {
    state.typeNote('c1', '')
    state.flushNotes()
    await vi.advanceTimersByTimeAsync(2000)
    expect(calls).toEqual([])
  })
})

describe('finding words', () => {
  test('starts at the place on screen and goes round', () => {
    state.current = 1
    state.find('clause')
    expect([state.found.length, state.foundAt]).toEqual([2, 1])
    expect(state.jump).toEqual({ block: 1, mark: { block: 1, start: 7, end: 13 }, look: 'found-here' })
    state.findStep(1)
    expect(state.foundAt).toBe(0)
    state.findStep(-1)
    expect(state.foundAt).toBe(1)
  })

  test('looks of search and pointing are gathered by block', () => {
    state.find('first')
    state.point([{ block: 0, start: 6, end: 12 }])
    expect(state.looks.get(0)?.map((l) => l.look)).toEqual(['found-here', 'pointed'])
    state.find(null)
    expect(state.looks.get(0)?.map((l) => l.look)).toEqual(['pointed'])
  })
})
