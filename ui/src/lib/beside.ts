// What stands beside the text, and what leads elsewhere: tracked changes, comments, hidden words, recognised words,
// references.
import { formatPercent, formatDate } from './i18n.svelte'
import type { Look } from './marks'
import { m } from './paraglide/messages.js'
import type { AsideView, ChangeView, CommentView, Mark, ReviewView } from './types'

/** A comment or hidden words, to be shown below the block that they belong to. */
export type Note = { kind: 'comment'; comment: CommentView } | { kind: 'aside'; aside: AsideView }

/** Words that the file carries and that whoever signs does not see; reading aids are no such thing. */
export function hiddenWords(view: ReviewView): AsideView[] {
  return view.asides.filter((aside) => aside.kind !== 'phonetic')
}

/** Who and when, as far as the file says. */
export function byline({ author, date }: { author: string | null; date: string | null }): string {
  return [author, date && formatDate(date)].filter(Boolean).join(' · ')
}

export function changeTitle(kind: string): string {
  if (kind === 'inserted') return m.change_inserted()
  if (kind === 'deleted') return m.change_deleted()
  return kind === 'moved-to' ? m.change_moved_to() : m.change_moved_from()
}

export function asideTitle(kind: string): string {
  if (kind === 'hidden') return m.aside_hidden()
  if (kind === 'phonetic') return m.aside_phonetic()
  return kind === 'alternative' ? m.aside_alternative() : m.aside_unplaced()
}

/** Number and heading of a clause. */
export function placeName(view: ReviewView, clause: number | null): string {
  const node = clause === null ? undefined : view.outline[clause]
  return node ? [node.number, node.heading].filter(Boolean).join(' ') : ''
}

/** Comments and hidden words by the block that they are shown under: the last one they touch. */
export function notesByBlock(view: ReviewView): Map<number, Note[]> {
  const map = new Map<number, Note[]>()
  const put = (marks: readonly Mark[], note: Note) => {
    const block = marks.at(-1)?.block
    if (block === undefined) return
    const list = map.get(block)
    if (list) list.push(note)
    else map.set(block, [note])
  }
  for (const aside of hiddenWords(view)) put(aside.marks, { kind: 'aside', aside })
  for (const comment of view.comments) put(comment.marks, { kind: 'comment', comment })
  return map
}

/** Looks of changed, commented and recognised words and of references by block. Changes are only told where the text shows both states. */
export function looksByBlock(view: ReviewView, marked: boolean): Map<number, Look[]> {
  const map = new Map<number, Look[]>()
  const put = (marks: readonly Mark[], look: string, title: string) => {
    for (const { block, start, end } of marks) {
      if (start === end) continue
      const list = map.get(block)
      if (list) list.push({ start, end, look, title })
      else map.set(block, [{ start, end, look, title }])
    }
  }
  const saying = (title: string, change: ChangeView) => [title, byline(change)].filter(Boolean).join(': ')
  if (marked) for (const change of view.changes) put(change.marks, change.kind, saying(changeTitle(change.kind), change))
  for (const comment of view.comments) put(comment.marks, 'commented', '')
  for (const [reference, { marks, target, clause, name }] of view.references.entries()) {
    const [look, title] =
      target === 'missing'
        ? ['reference missing', m.reference_missing()]
        : target === 'clause'
          ? ['reference', m.reference_to({ place: placeName(view, clause) })]
          : ['reference outside', m.reference_outside({ name: name ?? '' })]
    for (const { block, start, end } of marks) {
      const list = map.get(block)
      const entry: Look = { start, end, look, title, reference }
      if (list) list.push(entry)
      else map.set(block, [entry])
    }
  }
  for (const { marks, page, confidence } of view.recognised) {
    const share = formatPercent(confidence)
    put(marks, confidence < LOW ? 'recognised unsure' : 'recognised', m.recognised_hint({ page, share }))
  }
  return map
}

/** Below this confidence recognised words are to be checked against the page. */
const LOW = 0.8
