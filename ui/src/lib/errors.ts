// What to tell people about an error of any shape.

/** The message of a command's error (`{message}`), of an `Error`, or of a plain string. */
export function messageOf(error: unknown): string {
  if (typeof error === 'string' && error) return error
  if (typeof error === 'object' && error !== null && 'message' in error) {
    const { message } = error
    if (typeof message === 'string' && message) return message
  }
  return String(error)
}
