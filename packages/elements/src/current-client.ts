/** The client that every element takes which was not given one of its own. */
import type { ElementsClient } from './elements-client.ts'

let current: ElementsClient | undefined
const listeners = new Set<() => void>()

/**
 * Gives all elements of the page one client. An element's own `client` property wins over it.
 *
 * @example
 * setPrivacyClient(createPrivacyClient({ policy, endpoint: '/api/privacy' }))
 *
 * @param client Undefined takes it away again: the elements then show nothing.
 */
export function setPrivacyClient(client: ElementsClient | undefined): void {
  current = client
  for (const listener of listeners) listener()
}

/** The client of the page; undefined before `setPrivacyClient`. */
export function currentClient(): ElementsClient | undefined {
  return current
}

/** Calls back when the page's client changes, until the returned function is called. */
export function onCurrentClient(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}
