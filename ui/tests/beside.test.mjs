// What stands beside the text of a Word file: tracked changes, comments, hidden words.
import assert from 'node:assert/strict'
import { after, afterEach, before, test } from 'node:test'
import { open, start } from './browser.mjs'

let session
let page
before(async () => { session = await start() })
after(() => session.stop())
afterEach(async () => {
  const problems = page?.problems ?? []
  await page?.context().close()
  page = undefined
  assert.deepEqual(problems, [], 'the browser reported nothing')
})

const id = (name) => `[data-testid=${name}]`

async function kinds(address = '?kinds') {
  page = await open(session, address, { width: 1280, height: 800 })
  await page.locator(id('matter-item')).first().click()
  await page.locator(id('finding-card')).first().waitFor()
}

test('tracked changes are shown where the reader asks for them, and so they stay', async () => {
  await kinds()
  assert.equal(await page.locator('.inserted, .deleted').count(), 0, 'as if accepted')
  await page.locator(id('revisions')).selectOption('marked')
  const deleted = page.locator(`${id('text')} .deleted`)
  await deleted.waitFor()
  assert.equal(await deleted.innerText(), 'thirty')
  assert.equal(await deleted.evaluate((e) => getComputedStyle(e).textDecorationLine), 'line-through')
  assert.match(await deleted.getAttribute('title'), /Deleted: Li Na · .*2026/)
  assert.equal(await page.locator(`${id('text')} .inserted`).innerText(), 'sixty')
  await page.click(id('home'))
  await page.locator(id('matter-item')).first().click()
  await deleted.waitFor()
  assert.equal(await page.locator(id('revisions')).inputValue(), 'marked')
})

test('a change that cannot be made leaves the text as it was', async () => {
  await kinds('?kinds&fail=read_as')
  await page.locator(id('revisions')).selectOption('marked')
  await page.locator('[role=alert]').first().waitFor()
  await page.locator(id('finding-card')).first().waitFor()
  assert.equal(await page.locator(id('revisions')).inputValue(), 'accepted')
})

test('comments stand below their words with name and date', async () => {
  await kinds()
  const note = page.locator(id('comment-note')).first()
  await note.scrollIntoViewIfNeeded()
  assert.match(await note.innerText(), /A\. Lee · .*2026\nIs this what we agreed\?\nPlease check\./)
  assert.equal(await page.locator(`${id('text')} .commented`).innerText(), 'Credits')
  assert.equal(await page.locator(`${id('text')} ${id('story')}`).innerText(), 'Footnote')
})

test('hidden text is told above the text and shown in its place', async () => {
  await kinds()
  assert.match(await page.locator(id('hidden-notice')).innerText(), /hidden text at 1 place/)
  assert.match(await page.locator(id('hidden-note')).innerText(), /Our walk-away is ninety days\./)
  await page.click(id('show-hidden'))
  const entries = await page.locator(id('beside-entry')).allInnerTexts()
  assert.equal(entries.length, 7)
  assert.match(entries[0], /Hidden text\nOur walk-away/)
  await page.locator(id('beside-entry'), { hasText: 'sixty' }).click()
  await page.locator(`${id('text')} .pointed`).waitFor()
  assert.equal(await page.locator(`${id('text')} .pointed`).innerText(), 'sixty')
  await page.locator(`${id('hidden-notice')} button`).last().click()
  assert.equal(await page.locator(id('hidden-notice')).count(), 0)
})

test('references lead to their clause, by pointer and by key; terms tell what they mean', async () => {
  await kinds()
  const link = page.locator(`${id('text')} ${id('reference')}`)
  assert.equal(await link.first().innerText(), 'clause 1.2')
  assert.match(await link.first().getAttribute('title'), /Go to 1\.2 The following/)
  await link.first().focus()
  await page.keyboard.press('Enter')
  await page.locator(`${id('outline')} [aria-current=true], ${id('outline')} .current`, { hasText: '1.2' }).first().waitFor()
  assert.equal(await page.locator(`${id('text')} .missing`).innerText(), 'clause 1.1')
  assert.match(await page.locator(`${id('text')} .term`).first().getAttribute('title'), /Charges: the sums on the order form\./)
})
