import { expect, test } from 'vitest'
import { messageOf } from './errors'

test.each([
  [{ message: 'The disk is full. Free some space.' }, 'The disk is full. Free some space.'],
  [new Error('broken'), 'broken'],
  ['plain', 'plain'],
  [{ message: '' }, '[object Object]'],
  [undefined, 'undefined'],
  [null, 'null'],
])('%s', (error, expected) => expect(messageOf(error)).toBe(expected))
