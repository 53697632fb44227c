// A virtual list for Svelte on top of @tanstack/virtual-core: rows of different heights, exact jumps.
import {
  elementScroll,
  observeElementOffset,
  observeElementRect,
  Virtualizer,
  type VirtualItem,
} from '@tanstack/virtual-core'
import { untrack } from 'svelte'

export interface VirtualOptions {
  count: number
  estimate: (index: number) => number
  overscan?: number
  paddingStart?: number
  paddingEnd?: number
  scrollPadding?: number
}

export class VirtualRows {
  readonly core: Virtualizer<HTMLElement, HTMLElement>
  #version = $state(0)
  #element: HTMLElement | null = null

  /** `options` is read in an effect: what it reads is followed. Call while a component is set up. */
  constructor(options: () => VirtualOptions) {
    const resolve = () => {
      const o = options()
      return {
        count: o.count,
        estimateSize: o.estimate,
        overscan: o.overscan ?? 6,
        paddingStart: o.paddingStart ?? 0,
        paddingEnd: o.paddingEnd ?? 0,
        scrollPaddingStart: o.scrollPadding ?? 0,
        scrollPaddingEnd: o.scrollPadding ?? 0,
        getScrollElement: () => this.#element,
        scrollToFn: elementScroll,
        observeElementRect,
        observeElementOffset,
        onChange: () => {
          this.#version += 1
        },
      }
    }
    this.core = new Virtualizer(untrack(resolve))
    $effect.pre(() => {
      const next = resolve()
      untrack(() => {
        this.core.setOptions(next)
        this.core._willUpdate()
        this.#version += 1
      })
    })
  }

  /** The rows to draw. */
  get items(): VirtualItem[] {
    void this.#version
    return this.core.getVirtualItems()
  }

  /** Height of all rows together. */
  get total(): number {
    void this.#version
    return this.core.getTotalSize()
  }

  get offset(): number {
    void this.#version
    return this.core.scrollOffset ?? 0
  }

  get viewport(): number {
    void this.#version
    return this.core.scrollRect?.height ?? 0
  }

  /** Attach to the element that scrolls. */
  scroller = (node: HTMLElement): (() => void) => {
    return untrack(() => {
      this.#element = node
      const stop = this.core._didMount()
      this.core._willUpdate()
      this.#version += 1
      return () => {
        stop()
        this.#element = null
      }
    })
  }

  /** Attach to every row; the row carries `data-index`. */
  row = (node: HTMLElement): (() => void) => {
    untrack(() => this.core.measureElement(node))
    return () => this.core.measureElement(null)
  }

  /** Forgets all measurements, for instance because the type size changed. */
  remeasure(): void {
    this.core.measure()
  }
}
