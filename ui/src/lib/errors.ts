// What to tell people about an error of any shape.
import type { Needs } from './backend'

/** The message of a command's error (`{message}`), of an `Error`, or of a plain string. */
export function messageOf(error: unknown): string {
  if (typeof error === 'string' && error) return error
  if (typeof error === 'object' && error !== null && 'message' in error) {
    const { message } = error
    if (typeof message === 'string' && message) return message
  }
  return String(error)
}

/** What would help, where a command says so. */
export function needsOf(error: unknown): Needs | null {
  if (typeof error !== 'object' || error === null || !('needs' in error)) return null
  return (error.needs as Needs | null) ?? null
}
