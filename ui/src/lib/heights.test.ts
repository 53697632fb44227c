import { expect, test } from 'vitest'
import { estimateHeight, widthInEm } from './heights'
import { largeReview } from './recorded-large'
import { block } from './test-data'

test('ideographs are twice as wide as letters', () => {
  expect(widthInEm('abcd')).toBe(2)
  expect(widthInEm('责任上限')).toBe(4)
  expect(widthInEm('第9条，')).toBe(3.5)
})

test('longer text, narrower columns and larger type are taller', () => {
  const text = block('word '.repeat(100))
  expect(estimateHeight(text, 600, 15)).toBeGreaterThan(estimateHeight(block('word'), 600, 15))
  expect(estimateHeight(text, 300, 15)).toBeGreaterThan(estimateHeight(text, 600, 15))
  expect(estimateHeight(text, 600, 20)).toBeGreaterThan(estimateHeight(text, 600, 15))
})

test('every block has a height', () => {
  for (const b of largeReview(2).blocks) expect(estimateHeight(b, 600, 15)).toBeGreaterThan(10)
  expect(estimateHeight(block('', { kind: 'heading', level: 9 }), 10, 15)).toBeGreaterThan(10)
})
