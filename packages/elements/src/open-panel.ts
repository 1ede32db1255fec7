/** Finds the page's panel, or makes one: banner and link need no wiring. */
import type { PrivacyElement } from './element.ts'

/**
 * Opens the panel that the element's `panel` attribute names by id; without it the first of the page, made at the end of the body when there
 * is none. `fail` hears whether to say that it could not be opened.
 */
export async function openPanel(from: PrivacyElement, fail: (failed: boolean) => void): Promise<void> {
  const id = from.getAttribute('panel')
  const document = from.ownerDocument
  const found = id === null ? document.querySelector('privacy-panel') : document.getElementById(id)
  const panel = found ?? document.body.appendChild(document.createElement('privacy-panel'))
  if (!hasOpen(panel)) return
  if (found === null) {
    if (from.client !== undefined) panel.client = from.client
    for (const name of ['lang', 'class-prefix', 'notice-id']) {
      const value = from.getAttribute(name)
      if (value !== null) panel.setAttribute(name, value)
    }
  }
  fail(false)
  fail((await panel.open()) === false)
}

/** A panel of the host's own counts too, when it can be opened. */
function hasOpen(element: HTMLElement): element is PrivacyElement & { open(): unknown } {
  return 'open' in element && typeof element.open === 'function'
}
