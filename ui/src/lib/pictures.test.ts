import { expect, test } from 'vitest'
import { Pictures } from './pictures'

/** A picture that comes when it is told to. */
function picture() {
  let come = (_: ImageBitmap) => {}
  let fail = (_: unknown) => {}
  let asked = 0
  let closed = 0
  const bitmap = { close: () => (closed += 1) } as unknown as ImageBitmap
  const load = () => {
    asked += 1
    return new Promise<ImageBitmap>((resolve, reject) => {
      come = resolve
      fail = reject
    })
  }
  const settle = () => new Promise((resolve) => setTimeout(resolve))
  return {
    load,
    bitmap,
    get asked() {
      return asked
    },
    get closed() {
      return closed
    },
    come: () => (come(bitmap), settle()),
    fail: (reason: unknown) => (fail(reason), settle()),
  }
}

test('two are drawn at once, and of those that wait the last one is next', async () => {
  const pictures = new Pictures(2)
  const all = [picture(), picture(), picture(), picture()]
  const seen: number[] = []
  all.forEach((p, i) => pictures.order(p.load, () => seen.push(i), () => {}))
  expect(all.map((p) => p.asked)).toEqual([1, 1, 0, 0])
  await all[0]?.come()
  expect(all.map((p) => p.asked)).toEqual([1, 1, 0, 1])
  await all[3]?.come()
  await all[2]?.come()
  expect(seen).toEqual([0, 3, 2])
})

test('what is no longer wanted is not drawn, and given up where it comes all the same', async () => {
  const pictures = new Pictures(1)
  const [first, second] = [picture(), picture()]
  const seen: string[] = []
  const stopFirst = pictures.order(first.load, () => seen.push('first'), () => {})
  const stopSecond = pictures.order(second.load, () => seen.push('second'), () => {})
  stopFirst()
  stopSecond()
  await first.come()
  expect([seen, first.closed, second.asked]).toEqual([[], 1, 0])
})

test('a failure is told and the next one comes', async () => {
  const pictures = new Pictures(1)
  const [first, second] = [picture(), picture()]
  const seen: unknown[] = []
  pictures.order(first.load, () => {}, (reason) => seen.push(reason))
  pictures.order(second.load, () => seen.push('second'), () => {})
  await first.fail('broken')
  await second.come()
  expect(seen).toEqual(['broken', 'second'])
})
