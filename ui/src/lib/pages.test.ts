import { expect, test } from 'vitest'
import { blockAt, boxesByPage, boxesOf, lineAt } from './pages'
import { block, finding } from './test-data'

const line = (start: number, end: number, page: number, top: number) => ({ start, end, page, left: 100, top, right: 200, bottom: top + 10 })
// Ten letters a line, so that a letter is ten points wide.
const blocks = [
  block('abcdefghijklmnopqrst', { lines: [line(0, 10, 1, 50), line(10, 20, 2, 30)] }),
  block('责任aaaa', { lines: [line(0, 6, 2, 60)] }),
  block('no lines'),
]

test('words have a box on each line that they stand on', () => {
  expect(boxesOf(blocks, [{ block: 0, start: 5, end: 12 }])).toEqual([
    { page: 1, left: 150, top: 50, right: 200, bottom: 60 },
    { page: 2, left: 100, top: 30, right: 120, bottom: 40 },
  ])
  expect(boxesOf(blocks, [{ block: 0, start: 10, end: 20 }])).toHaveLength(1)
  expect(boxesOf(blocks, [{ block: 2, start: 0, end: 2 }, { block: 9, start: 0, end: 2 }])).toEqual([])
})

test('an ideograph is as wide as two letters', () => {
  expect(boxesOf(blocks, [{ block: 1, start: 0, end: 2 }])).toEqual([{ page: 2, left: 100, top: 60, right: 150, bottom: 70 }])
})

test('the boxes of findings are kept by page', () => {
  const map = boxesByPage(blocks, [
    finding({ id: 'a', marks: [{ block: 0, start: 0, end: 20 }] }),
    finding({ id: 'b', marks: [{ block: 1, start: 0, end: 6 }] }),
  ])
  expect([...map].map(([page, boxes]) => [page, boxes.map((b) => b.id)])).toEqual([[1, ['a']], [2, ['a', 'b']]])
})

test('a share of a block is one of its lines; a block without lines takes the one before', () => {
  expect(lineAt(blocks, 0, 0)?.page).toBe(1)
  expect(lineAt(blocks, 0, 0.6)?.page).toBe(2)
  expect(lineAt(blocks, 0, 5)?.page).toBe(2)
  expect(lineAt(blocks, 2, 0)?.top).toBe(60)
  expect(lineAt([block('x')], 0, 0)).toBeNull()
})

test('a place on a page is the block nearest to it', () => {
  expect(blockAt(blocks, 2, 150, 35)).toBe(0)
  expect(blockAt(blocks, 2, 500, 800)).toBe(1)
  expect(blockAt(blocks, 7, 0, 0)).toBeNull()
})
