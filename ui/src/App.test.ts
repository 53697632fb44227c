// The window as a whole, in happy-dom with the recorded backend: lists, dialogs, details. There is no layout here, so the
// text pane (a virtual list) is tested in a real browser: tests/*.test.mjs.
import { render, screen, waitFor, within } from '@testing-library/svelte'
import userEvent from '@testing-library/user-event'
import { describe, expect, test, vi } from 'vitest'
import Root from './App.svelte'
import type { Backend } from './lib/backend'
import { recordedBackend, type RecordedOptions } from './lib/backend-recorded'

function show(options: RecordedOptions = {}, change: Partial<Backend> = {}) {
  const backend = { ...recordedBackend(options), ...change }
  render(Root, { backend })
  return { backend, user: userEvent.setup() }
}

const cards = () => screen.getAllByTestId('finding-card')
const openFirst = async (user: ReturnType<typeof userEvent.setup>, name = 'Tarn Valley: platform renewal') => {
  await user.click(await screen.findByText(name))
  await screen.findAllByTestId('finding-card')
}

describe('matters', () => {
  test('an empty start explains what to do, and makes the first matter', async () => {
    const { user } = show()
    expect((await screen.findByTestId('empty-home')).textContent).toContain('Create a matter and add a cloud agreement')
    await user.click(screen.getByTestId('new-matter'))
    await user.click(await screen.findByTestId('create-matter'))
    expect(screen.getByText('Enter a name.')).toBeTruthy()
    await user.type(screen.getByTestId('matter-name'), '  Storage renewal ')
    await user.click(screen.getByTestId('side-provider'))
    await user.click(screen.getByTestId('create-matter'))
    expect(await screen.findByTestId('empty-matter')).toBeTruthy()
    expect(screen.getByText('Storage renewal')).toBeTruthy()
    expect(screen.getByText('Provider')).toBeTruthy()
  })

  test('the list shows side, documents and progress', async () => {
    show({ seed: true })
    const row = (await screen.findByText('Tarn Valley: platform renewal')).closest('tr')
    if (!row) throw new Error('no row')
    expect(within(row).getByText('Customer')).toBeTruthy()
    expect(within(row).getByText('2 documents')).toBeTruthy()
    expect(row.textContent).toMatch(/9 \/ \d+/)
  })

  test('deleting asks first', async () => {
    const { user, backend } = show({ seed: true })
    const remove = vi.spyOn(backend, 'deleteMatter')
    await screen.findAllByTestId('matter-item')
    await user.click(screen.getByLabelText('Actions for Framework hosting, provider side'))
    await user.click(await screen.findByText('Delete matter…'))
    expect((await screen.findByTestId('confirm')).textContent).toContain('Delete “Framework hosting, provider side”?')
    expect(remove).not.toHaveBeenCalled()
    await user.click(screen.getByTestId('confirm-action'))
    await waitFor(() => expect(screen.queryByText('Framework hosting, provider side')).toBe(null))
  })
})

describe('review', () => {
  test('filters by family, severity, decision and words', async () => {
    const { user } = show({ seed: true })
    await openFirst(user)
    const all = cards().length
    await user.selectOptions(screen.getByTestId('filter-severity'), 'high')
    expect(cards().length).toBeLessThan(all)
    for (const card of cards()) expect(within(card).getByText('High')).toBeTruthy()
    await user.click(screen.getByTestId('clear-filter'))
    await user.selectOptions(screen.getByTestId('filter-decision'), 'rejected')
    for (const card of cards()) expect(card.dataset.decision).toBe('rejected')
    await user.click(screen.getByTestId('clear-filter'))
    await user.type(screen.getByTestId('search'), 'backup')
    expect(cards().length).toBeGreaterThan(0)
    expect(cards().length).toBeLessThan(all)
    await user.type(screen.getByTestId('search'), ' zebra')
    expect(screen.getByText('No finding matches these filters.')).toBeTruthy()
    await user.keyboard('{Escape}')
    expect(cards()).toHaveLength(all)
  })

  test('the detail shows words, terms, law and wording in the agreement’s language', async () => {
    const { user } = show({ kinds: true })
    await openFirst(user, 'Master terms')
    await user.type(screen.getByTestId('search'), 'last three months')
    await user.click(cards()[0] as HTMLElement)
    const detail = await screen.findByTestId('finding-detail')
    expect(within(detail).getByTestId('terms').textContent).toMatch(/3 months/)
    expect(within(detail).getAllByTestId('law-card').length).toBeGreaterThan(0)
    expect(within(detail).getByTestId('wording').lang).toBe('en')
    const english = within(detail).getByTestId('wording').textContent
    await user.click(within(detail).getByText('中文'))
    expect(within(detail).getByTestId('wording').lang).toBe('zh-Hans')
    expect(within(detail).getByTestId('wording').textContent).not.toBe(english)
    await user.click(within(detail).getByText('Walk away', { selector: 'button' }))
    expect(within(detail).queryByTestId('wording')).toBe(null)
  })

  test('accept, reject, take back', async () => {
    const { user, backend } = show()
    const decide = vi.spyOn(backend, 'decide')
    await user.click(await screen.findByTestId('sample-en'))
    await screen.findAllByTestId('finding-card')
    await user.click(cards()[0] as HTMLElement)
    await user.click(await screen.findByTestId('accept'))
    expect(cards()[0]?.dataset.decision).toBe('accepted')
    await user.click(screen.getByTestId('reject'))
    expect(cards()[0]?.dataset.decision).toBe('rejected')
    await user.click(screen.getByTestId('undo'))
    expect(cards()[0]?.dataset.decision).toBe('undecided')
    expect(decide.mock.calls.map((c) => c[2])).toEqual(['accepted', 'rejected', null])
  })

  test('a decision that cannot be kept is taken back with a message', async () => {
    const { user } = show({ fail: ['decide'] })
    await user.click(await screen.findByTestId('sample-en'))
    await screen.findAllByTestId('finding-card')
    await user.click(cards()[0] as HTMLElement)
    await user.click(await screen.findByTestId('accept'))
    expect((await screen.findByTestId('notice')).textContent).toContain('The decision was not kept')
    expect(cards()[0]?.dataset.decision).toBe('undecided')
  })

  test('a note is kept when the field is left', async () => {
    const { user, backend } = show()
    const decide = vi.spyOn(backend, 'decide')
    await user.click(await screen.findByTestId('sample-en'))
    await screen.findAllByTestId('finding-card')
    await user.keyboard('jn')
    await waitFor(() => expect(document.activeElement).toBe(screen.getByTestId('note')))
    await user.keyboard('ask for x and a')
    await user.tab()
    await waitFor(() => expect(decide.mock.calls.map((c) => [c[2], c[3]])).toEqual([[null, 'ask for x and a']]))
  })

  test('the absent tab says what is missing and what the nearest places lacked', async () => {
    const { user } = show({ kinds: true })
    await openFirst(user, 'Master terms')
    await user.click(await screen.findByTestId('absent-tab'))
    expect(screen.getAllByTestId('absent-item')).toHaveLength(2)
    expect(screen.getByTestId('absent').textContent).toContain('Lacks: data protection, separate limit')
    expect(screen.getByTestId('absent').textContent).toContain('No place in the text comes near.')
    await user.click(screen.getByTestId('unread-tab'))
    expect(screen.getByTestId('unread').textContent).toContain('page 3')
    expect(screen.getByTestId('unread').textContent).toContain('mixes English and Chinese')
  })
})

describe('errors', () => {
  test('files that could not be read stay listed until dismissed', async () => {
    const { user } = show({ seed: true })
    await user.click(await screen.findByText('Framework hosting, provider side'))
    await user.click(await screen.findByTestId('add-files'))
    const list = await screen.findByTestId('error-list')
    expect(list.textContent).toContain('scanned-annex.pdf')
    expect(list.textContent).toContain('text recognition')
    await user.click(within(list).getByRole('button'))
    expect(screen.queryByTestId('error-list')).toBe(null)
  })

  test('an unexpected error is shown', async () => {
    show()
    await screen.findByTestId('empty-home')
    window.dispatchEvent(new ErrorEvent('error', { error: new Error('out of the blue'), message: 'out of the blue' }))
    expect((await screen.findByTestId('notice')).textContent).toContain('Something unexpected went wrong: out of the blue')
  })

  test('a start that fails offers another try', async () => {
    const { user } = show({ fail: ['matters'] })
    expect((await screen.findByRole('alert')).textContent).toContain('Carveout could not start')
    await user.click(screen.getByText('Try again'))
    expect(await screen.findByRole('alert')).toBeTruthy()
  })
})

describe('settings', () => {
  test('the language changes everywhere at once', async () => {
    const { user, backend } = show({ seed: true })
    await user.click(await screen.findByTestId('language-toggle'))
    expect(await screen.findByText('新建项目')).toBeTruthy()
    expect(document.documentElement.lang).toBe('zh-Hans')
    expect((await backend.settings()).language).toBe('zh')
  })

  test('the theme is set on the document', async () => {
    const { user } = show({ settings: { theme: 'light' } })
    await user.click(await screen.findByTestId('open-settings'))
    expect(document.documentElement.dataset.theme).toBe('light')
    await user.click(await screen.findByText('Dark'))
    expect(document.documentElement.dataset.theme).toBe('dark')
  })
})

test('the palette finds commands, findings and clauses', async () => {
  const { user } = show()
  await user.click(await screen.findByTestId('sample-en'))
  await screen.findAllByTestId('finding-card')
  await user.keyboard('{Control>}k{/Control}')
  const field = within(await screen.findByTestId('palette')).getByRole('combobox')
  await user.type(field, 'force maj')
  const options = within(screen.getByTestId('palette')).getAllByRole('option')
  expect(options.some((o) => o.textContent?.includes('Clause'))).toBe(true)
  expect(options.some((o) => o.textContent?.includes('Finding'))).toBe(true)
  await user.clear(field)
  await user.type(field, 'keyboard short')
  await user.keyboard('{Enter}')
  expect(await screen.findByTestId('shortcuts')).toBeTruthy()
})
