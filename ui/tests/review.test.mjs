// Flows in a real browser (layout, scrolling, focus), with the recorded backend and the window's content security policy.
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

async function sample(language = 'en', address = '', viewport = undefined) {
  page = await open(session, address, viewport)
  await page.click(id(`sample-${language}`))
  await page.locator(id('finding-card')).first().waitFor()
  return page
}

/** Opens the agreement that has one of everything. */
async function kinds() {
  page = await open(session, '?kinds')
  await page.locator(id('matter-item')).first().click()
  await page.locator(id('finding-card')).first().waitFor()
}

/** Waits until `check` holds, and fails with its last value. */
async function until(read, check, what) {
  let value
  for (let i = 0; i < 100; i += 1) {
    value = await read()
    if (check(value)) return value
    await new Promise((resolve) => setTimeout(resolve, 40))
  }
  assert.fail(`${what}: ${JSON.stringify(value)}`)
}

const selected = () => page.locator(`${id('finding-card')}[aria-selected=true]`)
const selectedId = async () => ((await selected().count()) ? selected().first().getAttribute('data-finding') : null)

/** Where an element stands within the text pane. */
const placeInText = (selector) =>
  page.evaluate((s) => {
    const view = document.querySelector('[data-testid=text]').getBoundingClientRect()
    const element = document.querySelector(`[data-testid=text] ${s}`)
    if (!element) return null
    const box = element.getBoundingClientRect()
    return { top: box.top - view.top, bottom: box.bottom - view.top, height: view.height }
  }, selector)
const visible = (place) => place !== null && place.top >= 0 && place.top < place.height - 10

/** How much of the text pane's height is covered by rows, and whether rows follow each other without gap or overlap. */
const coverage = () =>
  page.evaluate(() => {
    const view = document.querySelector('[data-testid=text]')
    const box = view.getBoundingClientRect()
    const rows = [...view.querySelectorAll('[data-index]')].map((row) => ({ index: Number(row.dataset.index), box: row.getBoundingClientRect() }))
    const gaps = rows.slice(1).filter((row, i) => row.index !== rows[i].index + 1 || Math.abs(row.box.top - rows[i].box.bottom) > 1).length
    const top = Math.min(...rows.map((r) => r.box.top))
    const bottom = Math.max(...rows.map((r) => r.box.bottom))
    return { gaps, top: top - box.top, bottom: box.bottom - bottom, atStart: view.scrollTop < 200, atEnd: view.scrollHeight - view.clientHeight - view.scrollTop < 200 }
  })
const covered = (c) => c.gaps === 0 && (c.top <= 0 || c.atStart) && (c.bottom <= 0 || c.atEnd)

describe('text and findings', () => {
  test('a click on highlighted words selects the card; a card brings its words into view', async () => {
    await sample()
    const first = page.locator(id('highlight')).first()
    const finding = await first.getAttribute('data-finding')
    await first.click()
    await until(selectedId, (x) => x === finding, 'the card of the clicked words is selected')
    assert.equal(await page.locator(id('finding-detail')).getAttribute('data-finding'), finding)

    const last = page.locator(id('finding-card')).last()
    const far = await last.getAttribute('data-finding')
    await last.click()
    await until(() => placeInText(`mark[data-finding="${far}"]`), visible, 'the words of the last card are in view')
  })

  test('repeated clicks go round findings that overlap', async () => {
    await kinds()
    const inner = page.locator('mark[data-finding=kinds-cap] mark[data-finding=kinds-loss]').first()
    const seen = []
    for (let i = 0; i < 3; i += 1) {
      await inner.click()
      seen.push(await selectedId())
    }
    assert.deepEqual(seen, ['kinds-loss', 'kinds-cap', 'kinds-loss'])
  })

  test('every kind of block looks like what it is', async () => {
    await kinds()
    const text = page.locator(id('text'))
    assert.deepEqual(
      await text.locator('[role=heading]').evaluateAll((all) => all.map((h) => [h.getAttribute('aria-level'), h.innerText.trim()])),
      [['2', 'Master hosting terms'], ['3', '1. Limits of liability'], ['3', '2. Service levels'], ['3', '3. 适用法律']],
    )
    assert.deepEqual(
      await text.locator('table tr').evaluateAll((rows) => rows.map((row) => [...row.cells].map((c) => `${c.tagName} ${c.innerText} ${c.colSpan}x${c.rowSpan}`))),
      [['TH Availability 1x2', 'TH Credit 2x1'], ['TH Standard 1x1', 'TH Premium 1x1'], ['TD below 99.9% 1x1', 'TD 5% 1x1', 'TD 10% 1x1'], ['TD below 99% 1x1', 'TD 10% 1x1', 'TD 25% 1x1']],
    )
    assert.equal(await text.locator('.furniture').count(), 2)
    assert.equal(await text.locator('.contents').count(), 1)
    assert.equal(await text.locator('pre').innerText(), 'availability = (minutes - downtime) / minutes')
    assert.equal((await text.locator('.b').allInnerTexts()).join(), 'shall not exceed')
    assert.equal(await text.locator('.u').first().evaluate((e) => getComputedStyle(e).textDecorationLine), 'underline')
    const indent = await text.locator('.item').evaluateAll((items) => items.map((i) => parseFloat(getComputedStyle(i).paddingLeft)))
    assert.ok(indent[2] > indent[0], 'inner items stand further in')
    const line = await text.locator('.item').first().evaluate((e) => e.getClientRects()[0].top - e.querySelector('.num').getBoundingClientRect().top)
    assert.ok(Math.abs(line) < 12, 'the number stands on the first line')
    assert.equal(await text.locator('mark[data-finding=kinds-carve-out]').count(), 2, 'a finding over two blocks is marked in both')
    assert.deepEqual(await page.locator(`${id('outline')} .number`).allInnerTexts(), ['1', '1.1', '1.2', '(a)', '(b)', '2', '3'])
  })

  test('accept and reject change card, count and text', async () => {
    await sample()
    await page.locator(id('finding-card')).first().click()
    await page.click(id('accept'))
    await until(() => page.locator(id('finding-card')).first().getAttribute('data-decision'), (x) => x === 'accepted', 'accepted')
    await page.locator(id('finding-card')).nth(1).click()
    const finding = await page.locator(id('finding-card')).nth(1).getAttribute('data-finding')
    await page.click(id('reject'))
    await page.locator(`mark.rejected[data-finding="${finding}"]`).first().waitFor()
    assert.match(await page.locator(id('decided')).innerText(), /^2 of \d+ decided$/)
    assert.match(await page.locator(id('document-tab')).innerText(), /2\/\d+/)
  })

  test('terms and cues mark their words in the text', async () => {
    await kinds()
    await page.locator(`${id('finding-card')}[data-finding=kinds-cap]`).click()
    const words = page.locator(id('term-words')).first()
    await words.hover()
    await page.locator('.pointed').first().waitFor()
    const shown = (await page.locator('.pointed').allInnerTexts()).join('')
    assert.equal(shown, await words.innerText())
    await page.mouse.move(5, 5)
    await until(() => page.locator('.pointed').count(), (n) => n === 0, 'nothing is pointed at any more')
  })

  test('filters by family through the menu', async () => {
    await sample()
    const all = await page.locator(id('finding-card')).count()
    await page.click(id('filter-family'))
    await page.click('[data-family=exemption]')
    await page.keyboard.press('Escape')
    const some = await page.locator(id('finding-card')).count()
    assert.ok(some > 0 && some < all)
    assert.deepEqual([...new Set(await page.locator(id('finding-card')).evaluateAll((c) => c.map((x) => x.classList.contains('f-exemption'))))], [true])
    await page.click(id('clear-filter'))
    assert.equal(await page.locator(id('finding-card')).count(), all)
  })

  test('the absent tab jumps to the nearest place', async () => {
    await kinds()
    await page.setViewportSize({ width: 1100, height: 480 })
    await page.click(id('absent-tab'))
    for (const i of [0, 1]) {
      const candidate = page.locator(id('candidate')).nth(i)
      const words = (await candidate.locator('span').innerText()).trim()
      await candidate.click()
      await until(async () => (await page.locator('.pointed').allInnerTexts()).join(''), (t) => t === words, 'the words are marked')
      await until(() => placeInText('.pointed'), visible, 'the place is in view')
    }
  })

  test('the outline jumps, and follows the text', async () => {
    await sample()
    const item = page.locator(`${id('outline-item')}`).filter({ hasText: 'Limitation of liability' })
    await item.scrollIntoViewIfNeeded().catch(() => undefined)
    await page.keyboard.press('Control+k')
    await page.keyboard.type('9 limitation of liability')
    await page.keyboard.press('Enter')
    const place = await until(() => page.evaluate(() => {
      const view = document.querySelector('[data-testid=text]').getBoundingClientRect()
      const heading = [...document.querySelectorAll('[data-testid=text] [role=heading]')].find((h) => h.textContent.includes('Limitation of liability'))
      return heading ? heading.getBoundingClientRect().top - view.top : null
    }), (top) => top !== null && top >= 0 && top < 60, 'the heading stands at the top')
    assert.ok(place >= 0)
    await until(() => page.locator(`${id('outline-item')}[aria-selected=true]`).innerText().catch(() => ''), (t) => t.includes('Limitation of liability'), 'the outline follows')
    await page.locator(id('text')).hover()
    await page.mouse.wheel(0, 4000)
    await until(() => page.locator(`${id('outline-item')}[aria-selected=true]`).innerText().catch(() => ''), (t) => t !== '' && !t.includes('Limitation of liability'), 'the outline follows the wheel')
  })

  test('finding words steps through the text', async () => {
    await sample()
    await page.keyboard.press('Control+f')
    await page.keyboard.type('service credit')
    const count = await until(() => page.locator(id('find-count')).innerText(), (t) => /^1 of \d+$/.test(t.trim()), 'places are counted')
    assert.ok(Number(count.split(' ')[2]) > 5)
    await until(() => placeInText('.found-here'), visible, 'the first place is in view')
    for (let i = 0; i < 6; i += 1) await page.keyboard.press('Enter')
    assert.match(await page.locator(id('find-count')).innerText(), /^7 of/)
    await until(() => placeInText('.found-here'), visible, 'the seventh place is in view')
    await page.keyboard.press('Escape')
    assert.equal(await page.locator(id('find-bar')).count(), 0)
  })

  test('zoom makes the text larger and keeps the place', async () => {
    await sample()
    await page.locator(id('finding-card')).nth(12).click()
    const size = () => page.locator(id('text')).evaluate((t) => parseFloat(getComputedStyle(t).fontSize))
    const before = await size()
    await page.keyboard.press('Control++')
    await page.keyboard.press('Control+=')
    assert.ok((await size()) > before)
    await until(coverage, covered, 'rows cover the pane')
    await page.keyboard.press('Control+0')
    assert.equal(await size(), before)
  })

  test('panes can be resized with the keyboard and the mouse', async () => {
    await sample()
    const splitter = page.locator('[role=separator]').last()
    const width = () => page.locator('.findings').evaluate((e) => e.getBoundingClientRect().width)
    const right = page.locator('[role=separator][aria-orientation=vertical]').last()
    const before = await width()
    await right.focus()
    await page.keyboard.press('ArrowLeft')
    await page.keyboard.press('ArrowLeft')
    assert.equal(Math.round(await width()), Math.round(before + 32))
    const box = await right.boundingBox()
    await page.mouse.move(box.x, box.y + 200)
    await page.mouse.down()
    await page.mouse.move(box.x + 50, box.y + 200, { steps: 4 })
    await page.mouse.up()
    assert.equal(Math.round(await width()), Math.round(before + 32 - 50))
    assert.ok(await splitter.count())
  })
})

describe('keyboard only', () => {
  test('from an empty start to decided findings, without the mouse', async () => {
    page = await open(session)
    await page.locator(id('empty-home')).waitFor()
    await page.keyboard.press('Control+n')
    await page.locator(id('matter-name')).waitFor()
    await page.keyboard.type('Keyboard matter')
    await page.keyboard.press('Enter')
    await page.locator(id('empty-matter')).waitFor()
    await page.keyboard.press('Control+o')
    await page.locator(id('finding-card')).first().waitFor()

    await page.keyboard.press('j')
    const first = await until(selectedId, Boolean, 'j selects')
    await page.keyboard.press('a')
    await until(() => selected().getAttribute('data-decision'), (d) => d === 'accepted', 'a accepts')
    await page.keyboard.press('j')
    assert.notEqual(await selectedId(), first)
    await page.keyboard.press('x')
    await until(() => selected().getAttribute('data-decision'), (d) => d === 'rejected', 'x rejects')
    await page.keyboard.press('u')
    await until(() => selected().getAttribute('data-decision'), (d) => d === 'undecided', 'u takes back')
    await page.keyboard.press('k')
    assert.equal(await selectedId(), first)

    await page.keyboard.press('n')
    await until(() => page.evaluate(() => document.activeElement?.dataset.testid), (t) => t === 'note', 'n goes to the note')
    await page.keyboard.type('jax?')
    await page.keyboard.press('Escape')
    assert.equal(await page.locator(id('note')).inputValue(), 'jax?')
    assert.equal(await selectedId(), first)

    await page.keyboard.press('/')
    const all = await page.locator(id('finding-card')).count()
    await page.keyboard.type('backup copies')
    await page.keyboard.press('Enter')
    await until(() => page.locator(id('finding-card')).count(), (n) => n > 0 && n < all, 'the search narrows the list')
    await until(() => page.evaluate(() => document.activeElement?.dataset.testid), (t) => t === 'findings', 'Enter goes to the list')
    await page.keyboard.press('Home')
    await page.keyboard.press('Shift+A')
    assert.equal(await page.locator(id('finding-card')).first().getAttribute('data-decision'), 'accepted')

    await page.keyboard.press('o')
    await until(() => page.evaluate(() => document.activeElement?.dataset.testid), (t) => t === 'outline', 'o goes to the outline')
    await page.keyboard.press('Home')
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Enter')
    await until(() => page.locator(id('text')).evaluate((t) => t.scrollTop), (y) => y > 100, 'Enter jumps')

    await page.keyboard.press('f')
    await until(() => page.evaluate(() => document.activeElement?.dataset.testid), (t) => t === 'filter-family', 'f goes to the filters')
    await page.keyboard.press('Enter')
    await page.locator('[data-family]').first().waitFor()
    await page.keyboard.press('Escape')
    await page.keyboard.press('?')
    await page.locator(id('shortcuts')).waitFor()
    await page.keyboard.press('Escape')
    await until(() => page.locator(id('shortcuts')).count(), (n) => n === 0, 'Esc closes')
  })

  test('Tab reaches every pane, and the focus can be seen', async () => {
    await sample()
    await page.locator(id('finding-card')).first().click()
    await page.locator('body').press('Tab')
    const seen = new Set()
    for (let i = 0; i < 80; i += 1) {
      const at = await page.evaluate(() => {
        const e = document.activeElement
        if (!e || e === document.body) return null
        const style = getComputedStyle(e)
        const after_ = getComputedStyle(e, '::after')
        const ring = style.outlineStyle !== 'none' || after_.opacity === '0.5' || after_.outlineStyle !== 'none' || e.querySelector('.cursor, .card.selected') !== null
        return { name: e.dataset.testid ?? e.dataset.focus ?? e.getAttribute('role') ?? e.tagName, ring }
      })
      if (at) {
        assert.ok(at.ring, `the focus on ${at.name} can be seen`)
        seen.add(at.name)
      }
      await page.keyboard.press('Tab')
    }
    for (const name of ['home', 'document-tab', 'outline', 'text', 'findings-tab', 'search', 'filter-family', 'filter-severity', 'findings', 'accept', 'reject', 'note', 'separator']) {
      assert.ok(seen.has(name), `Tab reaches ${name}: ${[...seen].join(' ')}`)
    }
  })
})

describe('languages and themes', () => {
  test('Chinese interface and agreement', async () => {
    await sample('zh', '?lang=zh')
    assert.equal(await page.locator(id('findings-tab')).innerText().then((t) => t.replace(/\s|\d/g, '')), '发现')
    assert.equal(await page.locator(id('text')).getAttribute('lang'), 'zh-Hans')
    await page.keyboard.press('j')
    await page.locator(id('finding-detail')).waitFor()
    const text = await page.locator('body').innerText()
    const latin = text.match(/\b(Accept|Reject|Findings|Outline|Absent|Severity|Search)\b/g)
    assert.equal(latin, null)
    await page.click(id('language-toggle'))
    await until(() => page.locator(id('findings-tab')).innerText(), (t) => t.includes('Findings'), 'back to English')
  })

  test('the next start has the look of the last one before anything is loaded', async () => {
    page = await open(session)
    await page.click(id('open-settings'))
    await page.click('[data-theme-choice=dark]')
    await page.click('[data-language=zh]')
    await page.goto(`${session.url}?slow=1500`)
    await page.locator('.starting').waitFor()
    assert.equal(await page.evaluate(() => document.documentElement.dataset.theme), 'dark')
    assert.equal(await page.evaluate(() => document.documentElement.lang), 'zh-Hans')
  })

  test('dark theme, chosen and by system', async () => {
    await sample('en', '?theme=dark')
    const ground = () => page.evaluate(() => getComputedStyle(document.querySelector('[data-testid=text]').closest('section')).backgroundColor)
    assert.equal(await ground(), 'rgb(23, 25, 28)')
    await page.context().close()
    page = await open(session)
    await page.emulateMedia({ colorScheme: 'dark' })
    await until(() => page.evaluate(() => document.documentElement.dataset.theme), (t) => t === 'dark', 'follows the system')
    await page.emulateMedia({ colorScheme: 'light' })
    await until(() => page.evaluate(() => document.documentElement.dataset.theme), (t) => t === 'light', 'follows it back')
  })
})

describe('states', () => {
  test('empty', async () => {
    page = await open(session)
    await page.locator(id('empty-home')).waitFor()
    assert.match(await page.locator(id('empty-home')).innerText(), /Create a matter/)
  })

  test('a review that cannot be loaded', async () => {
    page = await open(session, '?seed&fail=review')
    await page.locator(id('matter-item')).last().click()
    await page.locator(id('review-error')).waitFor()
    assert.match(await page.locator(id('review-error')).innerText(), /cannot be shown/)
  })

  test('files that cannot be read are listed while the others are reviewed', async () => {
    page = await open(session, '?seed&slow=30')
    await page.locator(id('matter-item')).filter({ hasText: 'provider side' }).click()
    await page.click(id('add-files'))
    await page.locator(id('add-progress')).waitFor()
    await page.locator(id('error-list')).waitFor()
    await page.locator(id('finding-card')).first().waitFor()
    assert.equal(await page.locator(id('document-tab')).count(), 2)
    await page.locator(id('error-list')).getByRole('button').click()
    assert.equal(await page.locator(id('error-list')).count(), 0)
  })

  test('dropped files are taken in, with an overlay while they hover', async () => {
    page = await open(session, '?seed')
    await page.locator(id('matter-item')).filter({ hasText: 'provider side' }).click()
    await page.locator(id('empty-matter')).waitFor()
    const fire = (type) =>
      page.evaluate((t) => {
        const data = new DataTransfer()
        data.items.add(new File(['x'], 'dropped.docx'))
        window.dispatchEvent(new DragEvent(t, { dataTransfer: data, cancelable: true, bubbles: true }))
      }, type)
    await fire('dragover')
    await page.locator(id('drop-overlay')).waitFor()
    await fire('drop')
    await page.locator(id('document-tab')).filter({ hasText: 'dropped.docx' }).waitFor()
    assert.equal(await page.locator(id('drop-overlay')).count(), 0)
  })

  test('files dropped on the list of matters start a new one', async () => {
    page = await open(session)
    await page.locator(id('empty-home')).waitFor()
    await page.evaluate(() => {
      const data = new DataTransfer()
      data.items.add(new File(['x'], 'hosting terms.docx'))
      window.dispatchEvent(new DragEvent('drop', { dataTransfer: data, cancelable: true, bubbles: true }))
    })
    assert.equal(await page.locator(id('matter-name')).inputValue(), 'hosting terms')
    await page.click(id('create-matter'))
    await page.locator(id('document-tab')).filter({ hasText: 'hosting terms.docx' }).waitFor()
  })

  test('coming back to a document finds selection, filter and place', async () => {
    page = await open(session, '?seed')
    await page.locator(id('matter-item')).filter({ hasText: 'Tarn Valley' }).click()
    await page.locator(id('finding-card')).nth(14).click()
    const finding = await selectedId()
    await page.locator(id('filter-severity')).selectOption('low')
    await until(() => placeInText(`mark[data-finding="${finding}"]`), visible, 'in view')
    await page.waitForTimeout(300)
    const before = await placeInText(`mark[data-finding="${finding}"]`)
    await page.locator(id('document-tab')).nth(1).click()
    await until(() => page.locator(id('text')).getAttribute('lang'), (l) => l === 'zh-Hans', 'the other document')
    assert.equal(await selectedId(), null)
    await page.locator(id('document-tab')).nth(0).click()
    await until(() => page.locator(id('text')).getAttribute('lang'), (l) => l === 'en', 'the first document')
    await page.waitForTimeout(400)
    assert.equal(await selectedId(), finding)
    assert.equal(await page.locator(id('filter-severity')).inputValue(), 'low')
    const later = await placeInText(`mark[data-finding="${finding}"]`)
    assert.ok(later && Math.abs(later.top - before.top) < 3, JSON.stringify([before, later]))
  })

  test('a document is removed after asking', async () => {
    await sample()
    await page.locator(id('document-tab')).first().hover()
    await page.locator(id('remove-document')).first().click()
    await page.click(id('confirm-action'))
    await page.locator(id('empty-matter')).waitFor()
  })
})

describe('a 500-page agreement', () => {
  const large = async () => {
    page = await open(session, '?large')
    await page.locator(id('matter-item')).first().click()
    await page.locator(id('finding-card')).first().waitFor()
  }

  test('scrolls without blank rows and with few elements', async () => {
    await large()
    const text = page.locator(id('text'))
    const height = await text.evaluate((t) => t.scrollHeight)
    assert.ok(height > 150_000, `height ${height}`)
    for (const share of [0, 0.1, 0.35, 0.5, 0.75, 0.9, 1, 0.6, 0.2, 0]) {
      await text.evaluate((t, y) => { t.scrollTop = y }, share * height)
      await until(coverage, covered, `rows cover the pane at ${share}`)
    }
    await text.hover()
    for (let i = 0; i < 25; i += 1) {
      await page.mouse.wheel(0, i % 5 === 4 ? -900 : 1400)
      await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))))
      const c = await coverage()
      assert.ok(covered(c), `rows cover the pane while the wheel turns: ${JSON.stringify(c)}`)
    }
    assert.ok((await page.evaluate(() => document.querySelectorAll('[data-testid=text] [data-index]').length)) < 120)
  })

  test('jumps are exact, far and near', async () => {
    await large()
    const cards = page.locator(id('finding-card'))
    const count = await cards.count()
    for (const i of [count - 1, 0, Math.floor(count / 2), 7, count - 30, 8]) {
      const card = cards.nth(i)
      const finding = await card.getAttribute('data-finding')
      await card.click()
      const place = await until(() => placeInText(`mark[data-finding="${finding}"]`), visible, `finding ${i} is in view`)
      await page.waitForTimeout(250)
      const later = await placeInText(`mark[data-finding="${finding}"]`)
      assert.ok(visible(later), `finding ${i} stays in view: ${JSON.stringify([place, later])}`)
      assert.ok(covered(await coverage()))
    }
  })

  test('the outline jumps to a part far away and opens by key', async () => {
    await large()
    await page.keyboard.press('o')
    await page.keyboard.press('End')
    await page.keyboard.press('Enter')
    await until(() => page.evaluate(() => [...document.querySelectorAll('[data-testid=text] [role=heading]')].map((h) => h.textContent.trim()).filter((t) => t.startsWith('Part 60') || t.startsWith('60.')).length), (n) => n > 0, 'part 60 is shown')
    await until(() => page.locator(`${id('outline-item')}[aria-selected=true]`).innerText().catch(() => ''), (t) => /60/.test(t), 'the outline follows')
  })
})
