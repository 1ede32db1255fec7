/** What the client uses of the browser, as a slice that a test can fake; everything is optional because a page may lack it. */

/** Web storage as far as it is used; any member may throw when the person or the browser blocks storage. */
export interface WebStorage {
  readonly length: number
  key(index: number): string | null
  getItem(key: string): string | null
  setItem(key: string, value: string): void
  removeItem(key: string): void
}

/** A channel between the tabs of one browser. */
export interface TabChannel {
  postMessage(message: unknown): void
  addEventListener(type: 'message', listener: (event: { data: unknown }) => void): void
  close(): void
}

/** Web Locks, as far as they are used. */
export interface TabLocks {
  request<T>(name: string, work: () => Promise<T>): Promise<T>
}

/** The slice of `window` that the client touches. `window` itself fits. */
export interface Page {
  readonly document?: { cookie: string; readonly visibilityState?: string }
  readonly location?: { readonly hostname: string; readonly pathname: string; readonly protocol: string }
  readonly localStorage?: WebStorage
  readonly sessionStorage?: WebStorage
  readonly indexedDB?: { deleteDatabase(name: string): unknown; databases?(): Promise<{ name?: string | undefined }[]> }
  readonly navigator?: { readonly onLine?: boolean; readonly globalPrivacyControl?: unknown; readonly locks?: TabLocks }
  readonly BroadcastChannel?: new (name: string) => TabChannel
  requestIdleCallback?(work: () => void): unknown
  addEventListener?(type: string, listener: (event: { key?: string | null }) => void, capture?: boolean): void
  removeEventListener?(type: string, listener: (event: { key?: string | null }) => void, capture?: boolean): void
}

export { currentPage } from './current-page.ts'

/** Reads a member that a blocking browser guards with an exception (`localStorage` in a sandboxed frame). */
export function readMember<K extends keyof Page>(page: Page | null, member: K): Page[K] | undefined {
  try {
    return page?.[member]
  } catch {
    return undefined
  }
}

/** Listens to several events of the page at once; returns what takes all of them away again. */
export function listen(
  page: Page | null,
  types: readonly string[],
  listener: (event: { key?: string | null }) => void,
): () => void {
  // `resume` is fired at the document and does not bubble; the window sees it on its way down
  for (const type of types) page?.addEventListener?.(type, listener, true)
  return () => {
    for (const type of types) page?.removeEventListener?.(type, listener, true)
  }
}
