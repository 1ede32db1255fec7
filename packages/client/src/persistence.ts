/** The port to what outlives the page: plain keys and strings, synchronous, and never throwing. */
import { type Page, readMember, type WebStorage } from './page.ts'

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
  const storage = readMember(page, 'localStorage')
  const held = memoryPersistence()
  let reliable = storage !== undefined && storage !== null
  const guarded = <T>(otherwise: T, work: (storage: WebStorage) => T): T => {
    if (storage === undefined || storage === null) return otherwise
    try {
      return work(storage)
    } catch {
      reliable = false // blocked, or full: from here on the person's choices may not outlive the page
      return otherwise
    }
  }

  return {
    kind: () => (reliable ? 'persistent' : 'memory'),
    keys: (prefix) => [...new Set([...held.keys(prefix), ...guarded([], (from) => storedKeys(from, prefix))])],
    read: (key) => held.read(key) ?? guarded(null, (from) => from.getItem(key)),
    write(key, value) {
      const kept = guarded(false, (to) => {
        to.setItem(key, value)
        return true
      })
      if (kept) held.remove(key)
      else held.write(key, value)
    },
    remove(key) {
      held.remove(key)
      guarded(undefined, (from) => from.removeItem(key))
    },
  }
}

/** Keys of a web storage; collected before anything is removed, because removing renumbers them. */
export function storedKeys(storage: WebStorage, prefix = ''): string[] {
  const keys: string[] = []
  for (let index = 0; index < storage.length; index++) {
    const key = storage.key(index)
    if (key?.startsWith(prefix)) keys.push(key)
  }
  return keys
}
