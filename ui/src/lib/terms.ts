// Where the defined terms of an agreement are used.
import type { DefinitionView } from './types'

export interface TermUse {
  start: number
  end: number
  definition: DefinitionView
}

const escape = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
/** Whether words are parted by blanks in what the term is written in. */
const parted = (text: string) => /[\p{Script=Latin}\p{N}]/u.test(text)

/** Finds defined terms in a text: whole words as they are written in the definition, the longest where several begin at a place. */
export class Terms {
  readonly #byTerm: ReadonlyMap<string, DefinitionView>
  readonly #pattern: RegExp | null

  constructor(definitions: readonly DefinitionView[]) {
    // Of a term that is defined twice, the first definition is told.
    const map = new Map<string, DefinitionView>()
    for (const definition of definitions) {
      if (definition.term.length >= 2 && !map.has(definition.term)) map.set(definition.term, definition)
    }
    this.#byTerm = map
    const words = [...map.keys()].sort((a, b) => b.length - a.length).map((term) => {
      const [before, after] = [parted(term.slice(0, 1)), parted(term.slice(-1))]
      return `${before ? '(?<![\\p{Script=Latin}\\p{N}])' : ''}${escape(term)}${after ? '(?![\\p{Script=Latin}\\p{N}])' : ''}`
    })
    this.#pattern = words.length > 0 ? new RegExp(words.join('|'), 'gu') : null
  }

  in(text: string): TermUse[] {
    if (!this.#pattern) return []
    return [...text.matchAll(this.#pattern)].flatMap(({ 0: found, index }) => {
      const definition = this.#byTerm.get(found)
      return definition ? [{ start: index, end: index + found.length, definition }] : []
    })
  }
}
