/** A tag of the page that waits for its purposes. */
import type { Outcome } from './report.ts'

/** What is known of one tag. */
export interface Gated {
  readonly element: HTMLElement
  readonly purposes: readonly string[]
  /** All of its purposes are open. */
  isOn: boolean
  /** The script that took the tag's place; one runs once a page. */
  script?: HTMLScriptElement
}

/** Notes what became of a tag, and returns how often that has happened to ones like it. */
export type Tell = (outcome: Outcome, item: Gated) => number

/** Where a tag loads from; null: its text is all there is. */
export function sourceOf(element: Element): string | null {
  return element.getAttribute('data-src') ?? element.getAttribute('src')
}

/** Lets an element load: its `data-src` becomes its `src`, and so on; or takes that away again. */
export function setLoading(element: Element, isOn: boolean): void {
  for (const name of ['src', 'srcset', 'href']) {
    const value = element.getAttribute(`data-${name}`)
    if (value === null) continue
    if (isOn) element.setAttribute(name, value)
    else element.removeAttribute(name)
  }
  // without its address a frame keeps its page; taken out and put back, it starts empty, and leaves no step in the history
  if (!isOn && element.localName === 'iframe') element.parentNode?.insertBefore(element, element.nextSibling)
}

/** Scripts that wait, and other elements that have something to load. */
const TAGS = '[data-purpose]:is(script[type="text/plain"],:not(script):is([data-src],[data-srcset],[data-href]))'

/** Calls `found` for each tag below `root`, now and later, and `changed` after later ones, and as the parser goes on. Returns what ends that. */
export function watchTags(root: ParentNode & Node, found: (tag: HTMLElement) => void, changed: () => void): () => void {
  const look = (node: ParentNode) => {
    for (const tag of node.querySelectorAll<HTMLElement>(TAGS)) found(tag)
  }
  const observer = new MutationObserver((mutations) => {
    for (const node of mutations.flatMap(({ addedNodes }) => [...addedNodes])) {
      if (!(node instanceof HTMLElement)) continue
      if (node.matches(TAGS)) found(node)
      look(node)
    }
    changed()
  })
  look(root)
  observer.observe(root, { childList: true, subtree: true })
  document.addEventListener('readystatechange', changed)
  return () => {
    observer.disconnect()
    document.removeEventListener('readystatechange', changed)
  }
}
