import { describe, expect, test } from 'vitest'
import { COMMANDS, keyLabels, matches } from './commands'

const key = (key: string, change: Partial<KeyboardEventInit> = {}) => new KeyboardEvent('keydown', { key, ...change })

describe('keys', () => {
  test.each([
    ['j', key('j'), true],
    ['j', key('J', { shiftKey: true }), false],
    ['j', key('j', { ctrlKey: true }), false],
    ['j', key('j', { altKey: true }), false],
    ['Shift+A', key('A', { shiftKey: true }), true],
    ['a', key('A', { shiftKey: true }), false],
    ['a', key('A'), true],
    ['Mod+k', key('k', { ctrlKey: true }), true],
    ['Mod+k', key('k'), false],
    ['Mod++', key('+', { ctrlKey: true, shiftKey: true }), true],
    ['Mod+=', key('=', { ctrlKey: true }), true],
    ['Mod+-', key('-', { ctrlKey: true }), true],
    ['?', key('?', { shiftKey: true }), true],
    ['/', key('/'), true],
  ])('%s', (spec, event, expected) => expect(matches(spec, event)).toBe(expected))

  test('no key stands for two commands', () => {
    const keys = COMMANDS.flatMap((c) => c.keys.map((k) => k.replace('Shift+A', 'shift a').replace('Shift+X', 'shift x').toLowerCase()))
    expect(new Set(keys).size).toBe(keys.length)
  })

  test('labels', () => {
    expect(keyLabels('Mod++')).toEqual(['Ctrl', '+'])
    expect(keyLabels('Shift+A')).toEqual(['Shift', 'A'])
    expect(keyLabels('?')).toEqual(['?'])
  })
})
