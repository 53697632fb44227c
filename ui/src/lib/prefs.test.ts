import { afterEach, expect, test, vi } from 'vitest'
import { load, prefs, zoom, ZOOM_STEPS } from './prefs.svelte'

afterEach(() => vi.restoreAllMocks())

const kept = (value: unknown) => {
  localStorage.setItem('carveout.prefs', typeof value === 'string' ? value : JSON.stringify(value))
  return load()
}

test('what was kept is taken over, what does not fit is not', () => {
  expect(kept({ outlineWidth: 300, order: 'text', theme: 'dark' })).toMatchObject({ outlineWidth: 300, order: 'text', theme: 'dark', zoom: 1 })
  for (const odd of [{ outlineWidth: 'wide' }, { zoom: -1 }, { zoom: null }, { order: 'random' }, { theme: 'pink' }, { unknown: 1 }, 'no json', 'null', '[]', '7']) {
    expect(kept(odd)).toMatchObject({ outlineWidth: 240, zoom: 1, order: 'family', theme: 'system' })
  }
})

test('without storage the defaults do', () => {
  vi.spyOn(Storage.prototype, 'getItem').mockImplementation(() => {
    throw new Error('forbidden')
  })
  expect(load().outlineWidth).toBe(240)
})

test('zoom goes by steps and stops at both ends', () => {
  for (let i = 0; i < 20; i += 1) zoom(1)
  expect(prefs.zoom).toBe(ZOOM_STEPS.at(-1))
  for (let i = 0; i < 20; i += 1) zoom(-1)
  expect(prefs.zoom).toBe(ZOOM_STEPS[0])
  zoom(0)
  expect(prefs.zoom).toBe(1)
})
