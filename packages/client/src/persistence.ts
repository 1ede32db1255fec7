/** The port to what outlives the page: plain keys and strings, synchronous, and never throwing. */
import type { Page, WebStorage } from './page.ts'

/** Where the client keeps its keys. No method throws; a value that cannot be kept is held in memory. */
export interface Persistence {
  /** `persistent` as long as everything written here outlives the page. */
  kind(): 'persistent' | 'memory'
  /** Every key that starts with `prefix`. */
  keys(prefix: string): string[]
  /** Null when nothing is stored under the key. */
  read(key: string): string | null
  write(key: string, value: string): void
  remove(key: string): void
}

/**
 * Keeps everything in memory; what a server, or a page with blocked storage, gets.
 * Pass one instance to two clients to let them share a "browser" in a test.
 */
export function memoryPersistence(kind: 'persistent' | 'memory' = 'memory'): Persistence {
  const held = new Map<string, string>()
  return {
    kind: () => kind,
    keys: (prefix) => [...held.keys()].filter((key) => key.startsWith(prefix)),
    read: (key) => held.get(key) ?? null,
    write: (key, value) => void held.set(key, value),
    remove: (key) => void held.delete(key),
  }
}

/** The page's `localStorage`. Where it is blocked or full, the rest is held in memory and `kind()` says so. */
export function pagePersistence(page: Page | null): Persistence {
  const held = new Map<string, string>()
  let kind: 'persistent' | 'memory' = 'persistent'
  const attempt = <T>(work: (storage: WebStorage) => T): T | undefined => {
    try {
      return work((page as { localStorage: WebStorage }).localStorage) // as: a page without it is caught like one that blocks it
    } catch {
      kind = 'memory' // blocked, or full: from here on the person's choices may not outlive the page
    }
  }

  return {
    kind() {
      attempt(({ length }) => length)
      return kind
    },
    keys(prefix) {
      const names = [...held.keys(), ...(attempt(storedKeys) ?? [])]
      return [...new Set(names)].filter((name) => name.startsWith(prefix))
    },
    read: (key) => held.get(key) ?? attempt((from) => from.getItem(key)) ?? null,
    write(key, value) {
      held.set(key, value)
      attempt((to) => {
        to.setItem(key, value)
        held.delete(key)
      })
    },
    remove(key) {
      held.delete(key)
      attempt((from) => from.removeItem(key))
    },
  }
}

/** Keys of a web storage; collected before anything is removed, because removing renumbers them. */
export function storedKeys(storage: WebStorage): string[] {
  return Array.from({ length: storage.length }, (_, index) => storage.key(index) ?? '')
}
