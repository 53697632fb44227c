import { render } from '@testing-library/svelte'
import { expect, test } from 'vitest'
import Prose from './Prose.svelte'

test.each<[string, string[][]]>([
  ['one\n\ntwo', [['one'], ['two']]],
  ['Intro:\n• a\n• b\n\nAfter.', [['Intro:', '• a', '• b'], ['After.']]],
  ['1. one\n2. two', [['1. one', '2. two']]],
  ['第一段。\n\n第二段。', [['第一段。'], ['第二段。']]],
  ['5 < 6 & "quoted" *not slanted* [***]', [['5 < 6 & "quoted" *not slanted* [***]']]],
  ['<img src=x onerror=alert(1)>', [['<img src=x onerror=alert(1)>']]],
  ['', []],
])('%s', (text, expected) => {
  const { container } = render(Prose, { text })
  const lines = [...container.querySelectorAll('p')].map((p) => [...p.children].map((line) => line.textContent))
  expect(lines).toEqual(expected)
})

test('items of inner lists stand further in', () => {
  const { container } = render(Prose, { text: '• outer\n  • inner' })
  expect([...container.querySelectorAll<HTMLElement>('.item')].map((item) => item.style.marginLeft)).toEqual(['0em', '1.2em'])
})
