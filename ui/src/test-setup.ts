// What happy-dom lacks and the components use.
import { afterEach } from 'vitest'
import { cleanup } from '@testing-library/svelte'
import { language } from './lib/i18n.svelte'
import { prefs } from './lib/prefs.svelte'

afterEach(() => {
  cleanup()
  language.current = 'en'
  Object.assign(prefs, { zoom: 1, outlineWidth: 240, findingsWidth: 400, listShare: 0.4, order: 'family', showOutline: true, showPages: false, showOutlineBesidePages: false, pageShare: 0.5, pageZoom: 1, language: 'en', theme: 'system' })
  localStorage.clear()
})
