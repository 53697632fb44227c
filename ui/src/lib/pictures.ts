// Pictures of pages, asked for a few at a time. A page that is scrolled away before its turn is not drawn at all.

interface Waiting {
  load: () => Promise<ImageBitmap>
  done: (picture: ImageBitmap) => void
  failed: (reason: unknown) => void
}

export class Pictures {
  readonly #atOnce: number
  #running = 0
  /** The one asked for last comes first: it is what the reader looks at. */
  #waiting: Waiting[] = []

  constructor(atOnce = 2) {
    this.#atOnce = atOnce
  }

  /** Draws in turn; the function returned takes the order back, and then neither `done` nor `failed` is called. */
  order(load: () => Promise<ImageBitmap>, done: (picture: ImageBitmap) => void, failed: (reason: unknown) => void): () => void {
    let wanted = true
    const entry: Waiting = {
      load,
      done: (picture) => {
        if (wanted) done(picture)
        else picture.close()
      },
      failed: (reason) => {
        if (wanted) failed(reason)
      },
    }
    this.#waiting.push(entry)
    this.#next()
    return () => {
      wanted = false
      this.#waiting = this.#waiting.filter((x) => x !== entry)
    }
  }

  #next(): void {
    if (this.#running >= this.#atOnce) return
    const entry = this.#waiting.pop()
    if (!entry) return
    this.#running += 1
    entry.load().then(entry.done, entry.failed).finally(() => {
      this.#running -= 1
      this.#next()
    })
    this.#next()
  }
}
