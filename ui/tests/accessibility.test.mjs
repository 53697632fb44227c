// axe-core on every screen, in both themes: no violation that is serious or critical.
import assert from 'node:assert/strict'
import { createRequire } from 'node:module'
import { after, before, test } from 'node:test'
import { open, start } from './browser.mjs'

const axe = createRequire(import.meta.url).resolve('axe-core/axe.min.js')
let session
before(async () => { session = await start() })
after(() => session.stop())

const id = (name) => `[data-testid=${name}]`
const review = async (page, name) => {
  await page.locator(id('matter-item')).filter({ hasText: name }).click()
  await page.locator(id('finding-card')).first().waitFor()
}

const screens = {
  'empty start': { address: '', go: (page) => page.locator(id('empty-home')).waitFor() },
  'list of matters': { address: '?seed', go: (page) => page.locator(id('matter-item')).first().waitFor() },
  'empty matter': { address: '?seed', go: async (page) => { await page.locator(id('matter-item')).filter({ hasText: 'provider side' }).click(); await page.locator(id('empty-matter')).waitFor() } },
  review: { address: '?seed', go: async (page) => { await review(page, 'Tarn Valley'); for (let i = 0; i < 4; i += 1) await page.keyboard.press('j') } },
  'every kind of block': { address: '?kinds', go: async (page) => { await review(page, 'Master terms'); await page.keyboard.press('j') } },
  'review in Chinese': { address: '?seed&lang=zh', go: async (page) => { await review(page, '禾穗鲜配'); await page.keyboard.press('j') } },
  absent: { address: '?kinds', go: async (page) => { await review(page, 'Master terms'); await page.click(id('absent-tab')) } },
  unread: { address: '?kinds', go: async (page) => { await review(page, 'Master terms'); await page.click(id('unread-tab')) } },
  'find bar': { address: '?seed', go: async (page) => { await review(page, 'Tarn Valley'); await page.keyboard.press('Control+f'); await page.keyboard.type('liability') } },
  'family menu': { address: '?seed', go: async (page) => { await review(page, 'Tarn Valley'); await page.click(id('filter-family')); await page.locator('[data-family]').first().waitFor() } },
  'new matter': { address: '?seed', go: async (page) => { await page.click(id('new-matter')); await page.locator(id('matter-dialog')).waitFor() } },
  confirm: { address: '?seed', go: async (page) => { await page.locator(id('matter-actions')).first().click(); await page.getByRole('menuitem').last().click(); await page.locator(id('confirm')).waitFor() } },
  settings: { address: '?seed', go: async (page) => { await page.click(id('open-settings')); await page.locator(id('settings')).waitFor() } },
  shortcuts: { address: '?seed', go: async (page) => { await page.locator(id('matter-item')).first().waitFor(); await page.keyboard.press('?'); await page.locator(id('shortcuts')).waitFor() } },
  palette: { address: '?seed', go: async (page) => { await review(page, 'Tarn Valley'); await page.keyboard.press('Control+k'); await page.keyboard.type('cap') } },
  errors: { address: '?seed&fail=decide', go: async (page) => { await page.locator(id('matter-item')).filter({ hasText: 'provider side' }).click(); await page.click(id('add-files')); await page.locator(id('error-list')).waitFor(); await page.locator(id('finding-card')).first().waitFor(); await page.keyboard.press('j'); await page.keyboard.press('a'); await page.locator(id('notice')).waitFor() } },
  'failed start': { address: '?fail=matters', go: (page) => page.getByRole('alert').waitFor() },
}

for (const theme of ['light', 'dark']) {
  for (const [name, { address, go }] of Object.entries(screens)) {
    test(`${name}, ${theme}`, async () => {
      const page = await open(session, `${address}${address ? '&' : '?'}theme=${theme}`)
      try {
        await go(page)
        await page.waitForTimeout(200)
        // The content security policy keeps scripts out; the debugger's door is not subject to it.
        await page.evaluate(await (await import('node:fs/promises')).readFile(axe, 'utf8'))
        const { violations } = await page.evaluate(() => window.axe.run(document, { resultTypes: ['violations'] }))
        const serious = violations
          .filter((v) => v.impact === 'serious' || v.impact === 'critical')
          .map((v) => `${v.id}: ${v.help}: ${v.nodes.slice(0, 4).map((n) => `${n.html.slice(0, 160)} ${n.any[0]?.message ?? ''}`).join(' | ')}`)
        assert.deepEqual(serious, [])
      } finally {
        await page.context().close()
      }
    })
  }
}
