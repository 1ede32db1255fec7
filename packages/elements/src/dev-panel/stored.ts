/** What the client keeps on this device, read from the page's storage as any script can. */

/** One key of ours. */
export interface StoredKey {
  readonly where: 'localStorage' | 'cookie'
  readonly name: string
  /** Characters of its value. */
  readonly size: number
}

/** The answer table, as far as it can be read. */
export interface StoredTable {
  readonly policy: string
  /** Milliseconds since 1970. */
  readonly made: number
  readonly until: number
  readonly allowed: readonly string[]
}

/** Keys and cookies of an app, by name; empty where storage is blocked. */
export function storedKeys(app: string): StoredKey[] {
  const keys = attempt(() => Object.keys(localStorage), [])
    .filter((name) => name.startsWith(`privacykit:${app}:`))
    .map((name) => ({ where: 'localStorage' as const, name, size: localStorage.getItem(name)?.length ?? 0 }))
  const cookies = attempt(() => document.cookie.split('; '), [])
    .map((pair) => [pair.split('=')[0] ?? '', pair.length] as const)
    .filter(([name]) => name.includes('privacy'))
    .map(([name, size]) => ({ where: 'cookie' as const, name, size: size - name.length - 1 }))
  return [...keys, ...cookies].sort((a, b) => (a.name < b.name ? -1 : 1))
}

/** Null: there is none, or none that can be read. */
export function storedTable(app: string): StoredTable | null {
  const text = attempt(() => localStorage.getItem(`privacykit:${app}:table`), null)
  const table = attempt(() => JSON.parse(text ?? 'null') as Partial<StoredTable> | null, null) // as: the members are checked in the next lines
  const { policy, made, until, allowed } = table ?? {}
  const isReadable =
    typeof policy === 'string' && typeof made === 'number' && typeof until === 'number' && Array.isArray(allowed)
  return isReadable ? { policy, made, until, allowed } : null
}

function attempt<T>(read: () => T, otherwise: T): T {
  try {
    return read()
  } catch {
    return otherwise // blocked storage, or a text that is not ours
  }
}
