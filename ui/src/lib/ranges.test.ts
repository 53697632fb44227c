import { expect, test } from 'vitest'
import { ranges } from './ranges'

test.each([
  [[], ''],
  [[7], '7'],
  [[3, 4, 5], '3–5'],
  [[9, 8, 3, 4, 5, 3], '3–5, 8, 9'],
  [[1, 2, 4, 6, 7, 8], '1, 2, 4, 6–8'],
])('%j is written %s', (numbers, written) => {
  expect(ranges(numbers)).toBe(written)
})
