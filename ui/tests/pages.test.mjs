// The pages of a PDF beside its text, its password, and files that are stopped.
import assert from 'node:assert/strict'
import { after, afterEach, before, describe, test } from 'node:test'
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

async function until(read, check, what) {
  let value
  for (let i = 0; i < 100; i += 1) {
    value = await read()
    if (check(value)) return value
    await new Promise((resolve) => setTimeout(resolve, 40))
  }
  assert.fail(`${what}: ${JSON.stringify(value)}`)
}

/** Opens the PDF with its pages beside it. */
async function pdf(address = '?pdf', viewport = { width: 1280, height: 800 }) {
  page = await open(session, address, viewport)
  await page.locator(id('matter-item')).first().click()
  await page.locator(id('finding-card')).first().waitFor()
  await page.keyboard.press('p')
  await page.locator(id('page-pane')).waitFor()
}
const current = async () => Number(await page.locator(id('page-number')).inputValue())
const drawn = () => page.locator(`${id('page')}[data-drawn=true]`).first().waitFor()
/** Where an element stands in the page pane. */
const place = (selector) =>
  page.evaluate((s) => {
    const view = document.querySelector('[data-testid=pages]').getBoundingClientRect()
    const box = document.querySelector(s)?.getBoundingClientRect()
    return box ? { top: box.top - view.top, bottom: box.bottom - view.top, left: box.left - view.left, width: box.width, height: view.height } : null
  }, selector)

describe('pages beside the text', () => {
  test('the pages come with a key, are remembered, and leave room for the text', async () => {
    await pdf()
    await drawn()
    const widths = await page.evaluate(() => ['text', 'pages'].map((x) => document.querySelector(`[data-testid=${x}]`).clientWidth))
    for (const width of widths) assert.ok(width > 380, `${widths}`)
    assert.equal(await page.locator(id('outline')).count(), 0, 'the outline makes room')
    await page.keyboard.press('Control+b')
    await page.locator(id('outline')).waitFor()
    await page.reload()
    await page.locator(id('matter-item')).first().click()
    await page.locator(id('page-pane')).waitFor()
    await page.locator(id('outline')).waitFor()
    await page.click(id('page-close'))
    assert.equal(await page.locator(id('page-pane')).count(), 0)
    assert.equal(await page.locator(id('toggle-pages')).getAttribute('aria-pressed'), 'false')
  })

  test('a picture of the page is really there, and no more pages than are looked at are drawn', async () => {
    await pdf()
    await drawn()
    const ink = await page.locator(`${id('page')}[data-page="1"] canvas`).evaluate((canvas) => {
      const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height)
      let dark = 0
      for (let i = 0; i < data.length; i += 4) if (data[i] < 128) dark += 1
      return { width: canvas.width, share: dark / (canvas.width * canvas.height) }
    })
    assert.ok(ink.width >= 400 && ink.share > 0.005 && ink.share < 0.3, JSON.stringify(ink))
    assert.ok((await page.locator(id('page')).count()) <= 4)
  })

  test('a finding is shown on its page, with a box round its words', async () => {
    await pdf()
    await page.locator(`${id('finding-card')}[data-finding=pdf-cap]`).click()
    const box = `${id('page-box')}[data-finding=pdf-cap]`
    await until(() => place(box), (p) => p !== null && p.top > 0 && p.bottom < p.height, 'the box is in view')
    assert.equal(await page.locator(box).count(), 2, 'one box for each line')
    assert.ok((await current()) >= 40)
    // The text stays with the finding, and the page with the text.
    await page.locator(`${id('finding-card')}[data-finding=pdf-asis]`).click()
    await until(current, (n) => n === 1, 'back on the first page')
    await page.locator(`${id('page-box')}[data-finding=pdf-asis]`).waitFor()
    const first = await place(`${id('page-box')}[data-finding=pdf-asis]`)
    const whole = await place(`${id('page')}[data-page="1"]`)
    assert.ok(first.left > whole.left + 40 && first.width < whole.width * 0.8, 'the words and not the line')
  })

  test('the pages go with the text, and turn by themselves', async () => {
    await pdf()
    await drawn()
    await page.locator(id('text')).hover()
    for (let i = 0; i < 12; i += 1) await page.mouse.wheel(0, 900)
    const there = await until(current, (n) => n > 5, 'the page follows the text')
    await page.keyboard.press(']')
    await until(current, (n) => n === there + 1, 'the next page')
    await page.keyboard.press('[')
    await until(current, (n) => n === there, 'the page before')
    await page.locator(id('page-number')).fill('17')
    await page.keyboard.press('Enter')
    await until(current, (n) => n === 17, 'a page by its number')
    await page.click(id('page-next'))
    await until(current, (n) => n === 18, 'the button')
  })

  test('a click on a page shows its words in the text', async () => {
    await pdf()
    await drawn()
    await page.locator(id('page-number')).fill('9')
    await page.keyboard.press('Enter')
    await page.locator(`${id('page')}[data-page="9"][data-drawn=true]`).waitFor()
    await page.locator(`${id('page')}[data-page="9"]`).click({ position: { x: 120, y: 90 } })
    const line = await page.locator(`${id('page')}[data-page="9"]`).evaluate(() => {
      const rows = [...document.querySelectorAll('[data-testid=text] [data-index]')]
      return rows.map((r) => r.innerText).join(' ')
    })
    assert.match(line, /Clause (1[0-9]|2[0-9])\./, 'the text is near the clause of that page')
  })

  test('the page is made larger and fits again', async () => {
    await pdf()
    await drawn()
    const width = async () => (await place(id('page'))).width
    const fit = await width()
    await page.click(id('page-larger'))
    await until(width, (w) => Math.abs(w / fit - 1.25) < 0.02, 'larger')
    await page.locator(id('pages')).focus()
    await page.keyboard.press('0')
    await until(width, (w) => Math.abs(w - fit) < 1, 'as before')
    await page.keyboard.press('-')
    await until(width, (w) => w < fit, 'smaller')
  })

  test('a page that cannot be drawn says why, and is tried again', async () => {
    await pdf('?pdf&fail=page_picture')
    const text = await page.locator(id('page-error')).first().innerText()
    assert.match(text, /cannot be shown/)
    assert.match(text, /Try again/)
  })

  test('a finding of a protected file is shown once the password is given', async () => {
    await pdf('?pdf&locked')
    await page.locator(id('page-error')).first().locator('button').click()
    await page.locator(id('password')).fill('wrong')
    await page.keyboard.press('Enter')
    await page.locator(id('password-wrong')).waitFor()
    await page.locator(id('password')).fill('secret')
    await page.click(id('password-open'))
    await drawn()
    assert.equal(await page.locator(id('password-dialog')).count(), 0)
  })
})

describe('scanned pages', () => {
  test('are told, and recognised on request; their text is marked', async () => {
    await pdf('?pdf&slow=60')
    assert.match(await page.locator(id('scanned-notice')).innerText(), /Pages 3–5 are scanned and were not read\./)
    await page.click(id('recognise'))
    await until(() => page.locator(id('add-progress')).innerText().catch(() => ''), (t) => /Recognising text · page \d of 3/.test(t), 'pages done')
    await until(() => page.locator(id('scanned-notice')).count(), (n) => n === 0, 'nothing is left to read')
    assert.equal(await page.locator(id('add-progress')).count(), 0)
    await page.locator(id('text')).hover()
    await until(async () => {
      await page.mouse.wheel(0, 400)
      return page.locator(`${id('text')} .recognised`).count()
    }, (n) => n > 0, 'recognised text')
    assert.match(await page.locator(`${id('text')} .recognised`).first().getAttribute('title'), /page 3, 62% sure/)
    assert.ok(await page.locator(`${id('text')} .recognised.unsure`).count())
  })

  test('stopping it leaves the agreement as it was', async () => {
    await pdf('?pdf&slow=250')
    await page.click(id('recognise'))
    await page.click(id('cancel-adding'))
    await page.locator('[role=alert]', { hasText: 'stopped on request' }).waitFor()
    await page.locator(id('scanned-notice')).waitFor()
    await page.locator(id('finding-card')).first().waitFor()
  })

  test('without Tesseract the window says how to install it', async () => {
    await pdf('?pdf&fail=tesseract')
    await page.locator(`${id('install-recogniser')} summary`).click()
    assert.match(await page.locator(id('install-recogniser')).innerText(), /apt install tesseract-ocr/)
  })
})

describe('taking files in', () => {
  const drop = async (names) => {
    const transfer = await page.evaluateHandle((all) => {
      const data = new DataTransfer()
      for (const name of all) data.items.add(new File(['x'], name))
      return data
    }, names)
    await page.dispatchEvent('body', 'drop', { dataTransfer: transfer })
  }

  test('a protected file asks for its password until it is right, or waits', async () => {
    page = await open(session, '?kinds')
    await page.locator(id('matter-item')).first().click()
    await drop(['protected.pdf'])
    await page.locator(id('password-dialog')).waitFor()
    assert.equal(await page.evaluate(() => document.activeElement?.dataset.testid), 'password', 'one can type at once')
    await page.locator(id('password')).fill('guess')
    await page.keyboard.press('Enter')
    await page.locator(id('password-wrong')).waitFor()
    await page.click(id('password-cancel'))
    assert.match(await page.locator(id('error-list')).innerText(), /protected\.pdf/)
    await page.click(id('give-password'))
    await page.locator(id('password')).fill('secret')
    await page.keyboard.press('Enter')
    await page.locator(`${id('document-tab')}[title="protected.pdf"]`).waitFor()
    assert.equal(await page.locator(id('error-list')).count(), 0)
  })

  test('a file of scans is read with text recognition', async () => {
    page = await open(session, '?kinds')
    await page.locator(id('matter-item')).first().click()
    await drop(['scan.pdf'])
    await page.click(id('recognise'))
    await page.locator(`${id('document-tab')}[title="scan.pdf"]`).waitFor()
    assert.equal(await page.locator(id('error-list')).count(), 0)
  })

  test('files are stopped, and those not done are told', async () => {
    page = await open(session, '?kinds&slow=150')
    await page.locator(id('matter-item')).first().click()
    await page.locator(id('document-tab')).first().waitFor()
    await drop(['a.md', 'b.md', 'c.md', 'd.md'])
    await page.click(id('cancel-adding'))
    const told = await page.locator(id('error-list')).innerText()
    assert.match(told, /d\.md.*stopped/s)
    assert.equal(await page.locator(id('add-progress')).count(), 0)
    assert.ok((await page.locator(id('document-tab')).count()) < 5)
  })

  test('the pages of a long file are counted', async () => {
    page = await open(session, '?kinds&slow=200')
    await page.locator(id('matter-item')).first().click()
    await page.locator(id('document-tab')).first().waitFor()
    await drop(['long.pdf'])
    await until(() => page.locator(id('add-progress')).innerText(), (t) => /page 32 of 480/.test(t), 'pages done')
  })
})
