/** The port to what outlives the page: plain keys and strings, synchronous, and never throwing. */

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
