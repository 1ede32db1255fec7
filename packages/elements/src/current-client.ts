/** The client that every element takes which was not given one of its own, and the looks that they share. */
import type { ElementsClient } from './elements-client.ts'

/** What all elements of a page have in common. */
export interface PrivacyElementOptions {
  /**
   * Stands before each class name, `acme` making `acme-button`. Default `pk`. Lists of ad blockers hide well-known names of banners; one of
   * your own is on none of them. An element's `class-prefix` attribute wins over it.
   */
  classPrefix?: string
}

let current: ElementsClient | undefined
let prefix = 'pk'
const listeners = new Set<() => void>()

/**
 * Gives all elements of the page one client. An element's own `client` property wins over it.
 *
 * @example
 * setPrivacyClient(createPrivacyClient({ policy, endpoint: '/api/privacy' }), { classPrefix: 'acme' })
 *
 * @param client Undefined takes it away again: the elements then show nothing.
 */
export function setPrivacyClient(client: ElementsClient | undefined, options: PrivacyElementOptions = {}): void {
  current = client
  prefix = options.classPrefix || 'pk'
  for (const listener of listeners) listener()
}

/** The client of the page; undefined before `setPrivacyClient`. */
export function currentClient(): ElementsClient | undefined {
  return current
}

/** The class prefix of the page. */
export function currentPrefix(): string {
  return prefix
}

/** Calls back when the page's client changes, until the returned function is called. */
export function onCurrentClient(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}
