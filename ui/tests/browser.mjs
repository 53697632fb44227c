// Serves the recorded build with the window's content security policy and opens it in Debian's Chromium.
import { preview } from 'vite'
import { chromium } from 'playwright-core'

/** As in tauri.conf.json, without the channel to Rust. */
export const CSP =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-src 'none'; object-src 'none'"

export async function start() {
  const server = await preview({
    mode: 'recorded',
    build: { outDir: 'dist-recorded' },
    preview: { port: 0, host: '127.0.0.1', headers: { 'Content-Security-Policy': CSP } },
    logLevel: 'error',
  })
  const address = server.httpServer.address()
  const browser = await chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
  })
  return {
    browser,
    url: `http://127.0.0.1:${address.port}/`,
    async stop() {
      await browser.close()
      await server.close()
    },
  }
}

/** A page on `address` whose every error and warning of the browser is kept in `page.problems`. */
export async function open({ browser, url }, address = '', viewport = { width: 1440, height: 900 }) {
  const context = await browser.newContext({ viewport, colorScheme: 'light' })
  const page = await context.newPage()
  page.problems = []
  page.on('pageerror', (error) => page.problems.push(String(error)))
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) page.problems.push(message.text())
  })
  // The desktop window freezes this prototype (tauri.conf.json: freezePrototype).
  await page.addInitScript(() => Object.freeze(Object.prototype))
  await page.goto(url + address)
  return page
}
