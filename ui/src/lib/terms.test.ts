import { expect, test } from 'vitest'
import { Terms } from './terms'

const define = (term: string, meaning = `what ${term} means`) => ({ term, meaning, marks: [], clause: null })
const found = (terms: string[], text: string) => new Terms(terms.map((t) => define(t))).in(text).map((u) => text.slice(u.start, u.end))

test('terms are found as they are written, and as whole words', () => {
  expect(found(['Fees'], 'Fees and fees; the Fees. Feesible, preFees')).toEqual(['Fees', 'Fees'])
  expect(found(['C++ Tools (all)'], 'the C++ Tools (all), used')).toEqual(['C++ Tools (all)'])
})

test('the longest of several terms is found', () => {
  expect(found(['Service', 'Service Credit'], 'a Service Credit for the Service')).toEqual(['Service Credit', 'Service'])
})

test('Chinese terms stand without blanks', () => {
  expect(found(['服务费', '甲方'], '甲方应付服务费，服务费不退。')).toEqual(['甲方', '服务费', '服务费'])
  expect(found(['SLA'], '依SLA赔偿')).toEqual(['SLA'])
})

test('one letter is no term, and the first definition is told', () => {
  expect(found(['A'], 'A and A')).toEqual([])
  expect(new Terms([define('Fees', 'one'), define('Fees', 'two')]).in('Fees')[0]?.definition.meaning).toBe('one')
  expect(new Terms([]).in('Fees')).toEqual([])
})
