/** Takes resource hints out of the page while nobody may contact their host yet. */

const HINTS = ['preconnect', 'dns-prefetch', 'prefetch', 'preload', 'modulepreload', 'prerender']
const SELECTOR = HINTS.map((hint) => `link[rel~="${hint}"]`).join()

/** Holds back each hint for which `isHeld`, those added later too, until `subscribe` tells of a change. Returns what puts them back. */
export function holdHints(
  root: ParentNode & Node,
  isHeld: (address: string) => boolean,
  subscribe: (listener: () => void) => () => void,
): () => void {
  const held = new Map<Element, string>()
  const hold = () => {
    for (const hint of root.querySelectorAll(SELECTOR)) {
      const address = hint.getAttribute('href')
      if (address === null || !isHeld(address)) continue
      held.set(hint, address)
      hint.removeAttribute('href')
    }
  }
  const release = (isDue: (address: string) => boolean) => {
    for (const [hint, address] of held) {
      if (!isDue(address)) continue
      held.delete(hint)
      hint.setAttribute('href', address)
    }
  }
  const sync = () => {
    release((address) => !isHeld(address))
    hold()
  }
  const observer = new MutationObserver(hold)
  observer.observe(root, { childList: true, subtree: true, attributes: true, attributeFilter: ['href', 'rel'] })
  const unsubscribe = subscribe(sync)
  hold()
  return () => {
    observer.disconnect()
    unsubscribe()
    release(() => true)
  }
}
