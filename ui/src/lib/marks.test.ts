import { describe, expect, test } from 'vitest'
import { highlightsByBlock, segments, type Highlight } from './marks'
import { finding } from './test-data'

const hl = (id: string, start: number, end: number, weight = end - start): Highlight => ({ id, start, end, weight })
const cut = (text: string, highlights: Highlight[], from = 0, to = text.length) =>
  segments(text, from, to, [], highlights, []).map((s) => [s.text, s.findings.join('+')])

describe('segments', () => {
  const cases: { name: string; text: string; highlights: Highlight[]; expected: string[][] }[] = [
    { name: 'plain text is one segment', text: 'abc', highlights: [], expected: [['abc', '']] },
    { name: 'a finding in the middle', text: 'one two three', highlights: [hl('a', 4, 7)], expected: [['one ', ''], ['two', 'a'], [' three', '']] },
    { name: 'findings side by side', text: 'abcd', highlights: [hl('a', 0, 2), hl('b', 2, 4)], expected: [['ab', 'a'], ['cd', 'b']] },
    { name: 'the longer finding goes outside', text: 'abcdef', highlights: [hl('in', 2, 4), hl('out', 0, 6)], expected: [['ab', 'out'], ['cd', 'out+in'], ['ef', 'out']] },
    { name: 'crossing findings', text: 'abcdef', highlights: [hl('a', 0, 4), hl('b', 2, 6)], expected: [['ab', 'a'], ['cd', 'a+b'], ['ef', 'b']] },
    { name: 'three deep', text: 'abcdefg', highlights: [hl('c', 3, 4), hl('b', 2, 5), hl('a', 0, 7)], expected: [['ab', 'a'], ['c', 'a+b'], ['d', 'a+b+c'], ['e', 'a+b'], ['fg', 'a']] },
    { name: 'the same finding twice over the same words counts once', text: 'abc', highlights: [hl('a', 0, 3), hl('a', 0, 3)], expected: [['abc', 'a']] },
    { name: 'weight decides, not the length in this block', text: 'abcd', highlights: [hl('long', 1, 2, 90), hl('short', 0, 4)], expected: [['a', 'short'], ['b', 'long+short'], ['cd', 'short']] },
    { name: 'a range beyond the text is cut off', text: 'abc', highlights: [hl('a', 1, 99)], expected: [['a', ''], ['bc', 'a']] },
    { name: 'an empty or reversed range is left out', text: 'abc', highlights: [hl('a', 1, 1), hl('b', 2, 1)], expected: [['abc', '']] },
    { name: 'Chinese', text: '乙方不承担责任。', highlights: [hl('a', 2, 7)], expected: [['乙方', ''], ['不承担责任', 'a'], ['。', '']] },
  ]
  test.each(cases)('$name', ({ text, highlights, expected }) => {
    expect(cut(text, highlights)).toEqual(expected)
  })

  test('a surrogate pair is never cut in two', () => {
    const text = 'a𠮷b'
    expect(text.length).toBe(4)
    expect(cut(text, [hl('x', 0, 2)])).toEqual([['a𠮷', 'x'], ['b', '']])
    expect(cut(text, [hl('x', 2, 4)])).toEqual([['a', ''], ['𠮷b', 'x']])
    expect(cut('😀😀', [hl('x', 1, 3)])).toEqual([['😀😀', 'x']])
  })

  test('segments put together are the text, whatever the ranges are', () => {
    const text = '9.2 责任上限 𠮷 shall not exceed £50,000 😀.'
    for (let start = 0; start < text.length; start += 1) {
      for (let end = start; end <= text.length; end += 1) {
        const parts = segments(text, 0, text.length, [], [hl('a', start, end), hl('b', text.length - end, text.length - start)], [])
        expect(parts.map((p) => p.text).join('')).toBe(text)
        for (const part of parts) expect(part.text.isWellFormed()).toBe(true)
      }
    }
  })

  test('a stretch of a block (a table cell) shows only its own part', () => {
    expect(cut('left\tright', [hl('a', 2, 7)], 0, 4)).toEqual([['le', ''], ['ft', 'a']])
    expect(cut('left\tright', [hl('a', 2, 7)], 5, 10)).toEqual([['ri', 'a'], ['ght', '']])
    expect(cut('abc', [], 3, 3)).toEqual([])
  })

  test('emphasis and looks cut, too', () => {
    const emphasis = [{ start: 0, end: 4, bold: true, underline: false, italic: false }, { start: 2, end: 6, bold: false, underline: true, italic: true }]
    const parts = segments('abcdefgh', 0, 8, emphasis, [hl('a', 3, 8)], [{ start: 5, end: 7, look: 'pointed' }])
    expect(parts.map((p) => [p.text, p.bold, p.underline, p.italic, p.findings.length, p.looks.join()])).toEqual([
      ['ab', true, false, false, 0, ''],
      ['c', true, true, true, 0, ''],
      ['d', true, true, true, 1, ''],
      ['e', false, true, true, 1, ''],
      ['f', false, true, true, 1, 'pointed'],
      ['g', false, false, false, 1, 'pointed'],
      ['h', false, false, false, 1, ''],
    ])
  })
})

test('highlights are gathered by block, with the weight of the whole finding', () => {
  const map = highlightsByBlock([
    finding({ id: 'a', marks: [{ block: 3, start: 0, end: 10 }, { block: 4, start: 0, end: 5 }] }),
    finding({ id: 'b', marks: [{ block: 4, start: 1, end: 3 }] }),
  ])
  expect(map.get(3)).toEqual([{ start: 0, end: 10, id: 'a', weight: 15 }])
  expect(map.get(4)?.map((h) => [h.id, h.weight])).toEqual([['a', 15], ['b', 2]])
  expect(map.has(0)).toBe(false)
})
