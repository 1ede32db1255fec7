/** For development: what lies on the device although no purpose of the policy declares it. */
import { matchesPattern, type PolicyInput, type StoreKind } from '@privacykit/policy'
import { cookieNames } from '../cleanup.ts'
import { type Page, readMember, type WebStorage } from '../page.ts'
import type { PrivacyClient } from '../privacy-client.ts'
import { CLIENT_STORES } from '../stores.ts'

/** A name on the device that nobody declared. */
export interface UndeclaredStore {
  kind: StoreKind
  name: string
  /** The line for the `stores` of the purpose that needs it. What looks like an id in the name has become `*`. */
  suggestion: string
}

/** Options of `watchUndeclaredStores`. */
export interface WatchOptions {
  /** Called once for each suggestion. Default: a warning on the console that says what to write where. */
  onFound?: (store: UndeclaredStore) => void
  /** Milliseconds between two looks. Default 2000. */
  everyMs?: number
  /** Default: the page; nothing is found on a server. */
  page?: Page | null
}

/**
 * Lists cookies, keys of local and session storage, and names of databases that no purpose declares; the client's own are left out. Cookies set
 * as HttpOnly, for another path or for another host do not show in a page, nor databases where the browser does not list them.
 *
 * @example
 * ```ts
 * for (const { suggestion } of await findUndeclaredStores(policy)) console.log(suggestion)
 * ```
 */
export async function findUndeclaredStores(
  policy: PolicyInput,
  page: Page | null = thisPage(),
): Promise<UndeclaredStore[]> {
  const ofPurposes = Object.values(policy.purposes).flatMap(({ stores = [] }) => stores)
  const declared: readonly Readonly<Partial<Record<StoreKind, string | undefined>>>[] = [
    ...CLIENT_STORES,
    ...ofPurposes,
  ]
  const names: Record<StoreKind, readonly string[]> = {
    cookie: cookieNames(readMember(page, 'document')),
    localStorage: keysOf(readMember(page, 'localStorage')),
    sessionStorage: keysOf(readMember(page, 'sessionStorage')),
    indexedDB: await databaseNames(page),
  }
  const kinds = Object.keys(names) as StoreKind[] // as: Object.keys forgets the literal keys
  return kinds.flatMap((kind) => {
    const patterns = declared.flatMap((store) => store[kind] ?? [])
    return names[kind]
      .filter((name) => !patterns.some((pattern) => matchesPattern(pattern, name)))
      .map((name) => ({ kind, name, suggestion: `{ ${kind}: ${JSON.stringify(patternFor(name))} },` }))
  })
}

/**
 * Looks again and again, and after every change of the client, and tells of each undeclared store once. For development: leave it out of what you
 * ship. Returns what ends it.
 *
 * @example
 * ```ts
 * if (process.env.NODE_ENV !== 'production') watchUndeclaredStores(privacy)
 * ```
 */
export function watchUndeclaredStores(
  privacy: Pick<PrivacyClient, 'policy' | 'subscribe'>,
  { onFound = warn, everyMs = 2000, page = thisPage() }: WatchOptions = {},
): () => void {
  const told = new Set<string>()
  let hasEnded = false
  const look = async () => {
    for (const store of await findUndeclaredStores(privacy.policy, page)) {
      if (hasEnded || told.has(store.suggestion)) continue
      told.add(store.suggestion)
      onFound(store)
    }
  }
  const again = () => void look()
  const timer = page === null ? undefined : setInterval(again, everyMs)
  const unsubscribe = privacy.subscribe(again)
  again()
  return () => {
    hasEnded = true
    clearInterval(timer)
    unsubscribe()
  }
}

function warn({ kind, name, suggestion }: UndeclaredStore): void {
  console.warn(
    `PrivacyKit: \`${name}\` (${kind}) is on this device, and no purpose declares it. Add ${suggestion} to the \`stores\` of the purpose that needs it, so that it goes when the person says no.`,
  )
}

/** Null on a server. */
function thisPage(): Page | null {
  return typeof window === 'undefined' ? null : (window as unknown as Page) // as: TypeScript's DOM lists more overloads than this slice names
}

function keysOf(storage: WebStorage | undefined): string[] {
  try {
    return Array.from({ length: storage?.length ?? 0 }, (_, index) => storage?.key(index) ?? '')
  } catch {
    return [] // blocked storage holds nothing
  }
}

async function databaseNames(page: Page | null): Promise<string[]> {
  try {
    const databases = (await readMember(page, 'indexedDB')?.databases?.()) ?? []
    return databases.flatMap(({ name }) => name ?? [])
  } catch {
    return [] // a browser that does not list its databases
  }
}

/** Ids differ from visit to visit: UUIDs, long tokens and long numbers become `*`; a name that is nothing else stays as it is. */
function patternFor(name: string): string {
  const pattern = name.replace(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|(?=[a-z]*\d)[a-z\d]{16,}|\d{5,}/gi, '*')
  return /[^*]/.test(pattern) ? pattern : name
}
