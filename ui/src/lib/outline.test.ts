import { expect, test } from 'vitest'
import { findingsByNode, initiallyOpen, outlineRows, rowOf, shortNumber } from './outline'
import { block, finding, node } from './test-data'

// 1 > (1.1, 1.2 > 1.2.1), 2
const outline = [
  node({ number: '1', level: 1, block: 0 }),
  node({ number: '1.1', level: 2, parent: 0, block: 1 }),
  node({ number: '1.2', level: 2, parent: 0, block: 2 }),
  node({ number: '1.2.1', level: 3, parent: 2, block: 3 }),
  node({ number: '2', level: 1, block: 4 }),
]
const blocks = [0, 1, 2, 3, 4].map((clause) => block('text', { clause }))
const findings = [
  finding({ id: 'a', marks: [{ block: 3, start: 0, end: 4 }] }),
  finding({ id: 'b', family: 'exemption', marks: [{ block: 3, start: 0, end: 4 }] }),
  finding({ id: 'c', marks: [{ block: 1, start: 0, end: 4 }] }),
  finding({ id: 'nowhere', marks: [] }),
]
const own = findingsByNode(blocks, findings)
const rows = (open: number[]) => outlineRows(outline, new Set(open), own)
const sum = (row: { families: { count: number }[] } | undefined) => row?.families.reduce((n, f) => n + f.count, 0)

test('open nodes show their children with place and count', () => {
  const all = rows([0, 1, 2, 3, 4])
  expect(all.map((r) => r.node.number)).toEqual(['1', '1.1', '1.2', '1.2.1', '2'])
  expect(all.map((r) => [r.hasChildren, r.open, r.position, r.siblings])).toEqual([
    [true, true, 1, 2],
    [false, false, 1, 2],
    [true, true, 2, 2],
    [false, false, 1, 1],
    [false, false, 2, 2],
  ])
  expect(all.map(sum)).toEqual([0, 1, 0, 2, 0])
  expect(all[3]?.families).toEqual([{ family: 'compensation-cap', count: 1 }, { family: 'exemption', count: 1 }])
})

test('a closed node counts what stands below it', () => {
  expect(rows([0]).map((r) => [r.node.number, sum(r)])).toEqual([['1', 0], ['1.1', 1], ['1.2', 2], ['2', 0]])
  expect(rows([]).map((r) => [r.node.number, sum(r)])).toEqual([['1', 3], ['2', 0]])
})

test('a hidden node is stood for by its nearest ancestor', () => {
  const closed = rows([])
  expect(rowOf(closed, outline, 3)).toBe(0)
  expect(rowOf(closed, outline, 4)).toBe(1)
  expect(rowOf(closed, outline, null)).toBe(-1)
  expect(rowOf([], outline, 3)).toBe(-1)
})

test('a long outline starts with its upper levels open', () => {
  expect(initiallyOpen(outline).size).toBe(5)
  expect([...initiallyOpen(outline, 3)]).toEqual([0, 4])
})

test('a parent that comes later is taken as none, so that nothing is lost', () => {
  const odd = [node({ number: 'x', parent: 1 }), node({ number: 'y' })]
  expect(outlineRows(odd, new Set([0, 1]), new Map()).map((r) => r.node.number)).toEqual(['x', 'y'])
})

test.each([
  [['9', '9.1', '9.1(a)'], '(a)'],
  [['第三条', '第三条（一）'], '（一）'],
  [['Schedule 1', 'Schedule 1 2', 'Schedule 1 2.3'], '2.3'],
  [['附件一', '附件一 二', '附件一 2.3'], '2.3'],
  [['SCHEDULE 4', 'SCHEDULE 4, 6.1'], '6.1'],
  [['1', '1.1'], '1.1'],
  [['1', '10.1'], '10.1'],
  [[null, '3'], '3'],
  [['3', null], null],
])('%s is shown as %s', (numbers, expected) => {
  const nodes = numbers.map((number, i) => node({ number, level: i + 1, parent: i === 0 ? null : i - 1 }))
  const last = nodes.at(-1)
  expect(last && shortNumber(nodes, last)).toBe(expected)
})
