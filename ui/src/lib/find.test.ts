import { expect, test } from 'vitest'
import { findText, firstFrom, MOST } from './find'
import { block } from './test-data'

const blocks = [block('The Provider’s liability is limited.'), block('LIABILITY (a) of the\nprovider'), block('乙方的责任上限；责任')]

test.each([
  ['liability', [[0, 15, 24], [1, 0, 9]]],
  ["provider's", [[0, 4, 14]]],
  ['the  provider', [[0, 0, 12], [1, 17, 29]]],
  ['(a)', [[1, 10, 13]]],
  ['责任', [[2, 3, 5], [2, 8, 10]]],
  ['  ', []],
  ['absent', []],
])('finds %s', (query, expected) => {
  expect(findText(blocks, query).map((m) => [m.block, m.start, m.end])).toEqual(expected)
})

test('offsets stay right where lower case is longer than upper case', () => {
  const text = 'İİ cap'
  const mark = findText([block(text)], 'CAP')[0]
  expect(text.slice(mark?.start, mark?.end)).toBe('cap')
})

test('stops at a number of places that can be stepped through', () => {
  expect(findText([block('a'.repeat(MOST + 10))], 'a')).toHaveLength(MOST)
})

test('starts at the block on screen and goes round', () => {
  const marks = findText(blocks, 'liability')
  expect(firstFrom(marks, 0)).toBe(0)
  expect(firstFrom(marks, 1)).toBe(1)
  expect(firstFrom(marks, 2)).toBe(0)
  expect(firstFrom([], 0)).toBe(-1)
})
