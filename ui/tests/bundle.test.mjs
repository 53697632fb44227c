// The production bundle: no recordings, nothing that the content security policy forbids, nothing from the network.
import assert from 'node:assert/strict'
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { build } from 'vite'

let dir
const files = new Map()
before(async () => {
  dir = await mkdtemp(join(tmpdir(), 'carveout-ui-'))
  await build({ mode: 'production', logLevel: 'error', build: { outDir: dir, emptyOutDir: true } })
  for (const name of await readdir(dir, { recursive: true })) {
    if (/\.(html|js|css)$/.test(name)) files.set(name, await readFile(join(dir, name), 'utf8'))
  }
})
after(() => rm(dir, { recursive: true, force: true }))

const all = () => [...files.values()].join('\n')
const recording = async (name) => JSON.parse(await readFile(new URL(`../recorded/${name}.json`, import.meta.url), 'utf8'))

test('holds no recordings', async () => {
  const text = all()
  for (const name of ['sample-en', 'sample-zh']) {
    const { title, findings } = await recording(name)
    for (const words of [title, ...findings.map((f) => f.text)].filter((w) => w && w.length > 8)) assert.ok(!text.includes(words), `"${words}" of ${name}`)
  }
  assert.ok(!text.includes('the recording says'))
  assert.ok(text.includes('create_matter'), 'the commands of the shell are there')
})

test('has no script or style inside the page, and loads only its own files', () => {
  const html = files.get('index.html')
  assert.ok(html)
  assert.equal(html.match(/<script(?![^>]*\ssrc=)/g), null)
  assert.equal(html.match(/<style|\sstyle=|\son\w+=/g), null)
  for (const [, address] of html.matchAll(/(?:src|href)="([^"]+)"/g)) assert.match(address, /^(\/assets\/|data:,$)/)
})

test('style sheets ask for nothing', () => {
  for (const [name, text] of files) if (name.endsWith('.css')) assert.equal(text.match(/@import|url\((?!data:)/g), null, name)
})
