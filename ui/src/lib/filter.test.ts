import { describe, expect, test } from 'vitest'
import { familyCounts, filterFindings, groupByFamily, isFiltered, listed, nextUndecided, NO_FILTER, step, type Filter, type Verdict } from './filter'
import { clauseType, finding } from './test-data'

const findings = [
  finding({ id: 'law', clause_type: 'general/governing-law', family: 'general', severity: 'info', number: '15.1', heading: 'Governing law', text: 'the laws of England' }),
  finding({ id: 'cap', severity: 'high', text: 'shall not exceed the Fees' }),
  finding({ id: 'loss', clause_type: 'exemption/indirect-loss', family: 'exemption', severity: 'medium', number: '9.3', text: 'loss of profit' }),
  finding({ id: 'cap2', severity: 'low', number: '2.4', text: 'limited to £100' }),
]
const verdicts: Record<string, Verdict> = {
  cap: { decision: 'accepted', note: 'raise with the board' },
  loss: { decision: 'rejected', note: '' },
}
const verdict = (id: string): Verdict => verdicts[id] ?? { decision: null, note: '' }
const type = (id: string) => (id === 'compensation-cap/general-cap' ? clauseType({ id }) : undefined)
const ids = (filter: Partial<Filter>) => filterFindings(findings, { ...NO_FILTER, ...filter }, verdict, type).map((f) => f.id)

describe('filterFindings', () => {
  const cases: [string, Partial<Filter>, string[]][] = [
    ['nothing chosen shows all', {}, ['law', 'cap', 'loss', 'cap2']],
    ['one family', { families: ['exemption'] }, ['loss']],
    ['two families', { families: ['general', 'exemption'] }, ['law', 'loss']],
    ['medium and above', { severity: 'medium' }, ['cap', 'loss']],
    ['high', { severity: 'high' }, ['cap']],
    ['undecided', { decision: 'undecided' }, ['law', 'cap2']],
    ['accepted', { decision: 'accepted' }, ['cap']],
    ['rejected', { decision: 'rejected' }, ['loss']],
    ['words of the text', { query: 'PROFIT' }, ['loss']],
    ['all words, in any place', { query: 'cap 100' }, ['cap2']],
    ['number', { query: '15.1' }, ['law']],
    ['title in English', { query: 'general cap' }, ['cap', 'cap2']],
    ['title in Chinese', { query: '责任上限' }, ['cap', 'cap2']],
    ['note', { query: 'board' }, ['cap']],
    ['blanks alone are no query', { query: '   ' }, ['law', 'cap', 'loss', 'cap2']],
    ['everything at once', { families: ['compensation-cap'], severity: 'low', decision: 'undecided', query: 'limited' }, ['cap2']],
    ['nothing fits', { query: 'zebra' }, []],
  ]
  test.each(cases)('%s', (_, filter, expected) => expect(ids(filter)).toEqual(expected))
})

test('a filter knows whether it filters', () => {
  expect(isFiltered(NO_FILTER)).toBe(false)
  expect(isFiltered({ ...NO_FILTER, query: ' ' })).toBe(false)
  for (const change of [{ families: ['general'] }, { severity: 'low' as const }, { decision: 'accepted' as const }, { query: 'a' }]) {
    expect(isFiltered({ ...NO_FILTER, ...change })).toBe(true)
  }
})

test('families keep their fixed order, unknown ones come last', () => {
  const more = [...findings, finding({ id: 'new', family: 'zeta' })]
  expect(groupByFamily(more).map((g) => [g.family, g.findings.map((f) => f.id)])).toEqual([
    ['compensation-cap', ['cap', 'cap2']],
    ['exemption', ['loss']],
    ['general', ['law']],
    ['zeta', ['new']],
  ])
  expect(listed(more, 'family').map((f) => f.id)).toEqual(['cap', 'cap2', 'loss', 'law', 'new'])
  expect(listed(more, 'text').map((f) => f.id)).toEqual(['law', 'cap', 'loss', 'cap2', 'new'])
  expect(familyCounts(more)).toEqual([
    { family: 'compensation-cap', count: 2 },
    { family: 'exemption', count: 1 },
    { family: 'general', count: 1 },
    { family: 'zeta', count: 1 },
  ])
})

describe('step', () => {
  const all = ['a', 'b', 'c', 'd', 'e']
  const cases: [string, string[], string | null, 1 | -1, string | null][] = [
    ['forward', all, 'b', 1, 'c'],
    ['back', all, 'b', -1, 'a'],
    ['held at the end', all, 'e', 1, 'e'],
    ['held at the start', all, 'a', -1, 'a'],
    ['nothing selected, forward', all, null, 1, 'a'],
    ['nothing selected, back', all, null, -1, 'e'],
    ['an empty list', [], 'a', 1, null],
    ['from a finding filtered away, forward', ['a', 'd'], 'b', 1, 'd'],
    ['from a finding filtered away, back', ['a', 'd'], 'b', -1, 'a'],
    ['from beyond the last one shown', ['a', 'b'], 'e', 1, 'b'],
    ['from an id that is not there at all', ['a', 'b'], 'zz', 1, 'a'],
  ]
  test.each(cases)('%s', (_, ids_, current, delta, expected) => expect(step(ids_, current, delta, all)).toBe(expected))
})

test('the next undecided finding is looked for once round', () => {
  const order = ['law', 'cap', 'loss', 'cap2']
  expect(nextUndecided(order, 'law', verdict)).toBe('cap2')
  expect(nextUndecided(order, 'cap2', verdict)).toBe('law')
  expect(nextUndecided(order, null, verdict)).toBe('law')
  expect(nextUndecided(['cap', 'loss'], 'cap', verdict)).toBe(null)
  expect(nextUndecided([], null, verdict)).toBe(null)
})
