/** Keeps room at the end of the page for a bar that floats over it, so that nothing of the page stays out of reach. */

/**
 * While `bar` is fixed to the bottom, the page is longer by its height, and what takes the focus scrolls clear of it (WCAG 2.2, 2.4.11).
 *
 * @returns A function that gives the room back.
 */
export function reservePlace(bar: HTMLElement): () => void {
  const page = bar.ownerDocument.documentElement
  const before = { end: page.style.paddingBlockEnd, scroll: page.style.scrollPaddingBlockEnd }
  const restore = () => {
    page.style.paddingBlockEnd = before.end
    page.style.scrollPaddingBlockEnd = before.scroll
  }
  const fit = () => {
    if (getComputedStyle(bar).position !== 'fixed') return restore()
    page.style.paddingBlockEnd = `${bar.offsetHeight}px`
    page.style.scrollPaddingBlockEnd = `${bar.offsetHeight + 16}px`
  }
  const observer = new ResizeObserver(fit)
  observer.observe(bar)
  fit()
  return () => {
    observer.disconnect()
    restore()
  }
}
