import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { open, start } from './browser.mjs'

let session
before(async () => { session = await start() })
after(() => session.stop())

test('the sample agreement opens and shows findings', async () => {
  const page = await open(session)
  await page.click('[data-testid=sample-en]')
  await page.locator('[data-testid=finding-card]').first().waitFor()
  assert.ok((await page.locator('[data-testid=finding-card]').count()) > 10)
  assert.deepEqual(page.problems, [])
})
