/** Takes what a closed purpose left on the device: cookies, storage keys and databases, by the policy's patterns. */
import { isStoreKept, matchesPattern, type PolicyInput, type StoreKind, storesToClear } from '@privacykit/policy'
import { type Page, readMember, type WebStorage } from './page.ts'
import { storedKeys } from './stored-keys.ts'

/** Everything that the client and its server remember choices by, as `CLIENT_STORES` lists it; never taken, whatever a pattern says. */
const OWN = /^privacykit:|privacy-(device|answers)$/

/** What to take from the device. */
export interface ClearOptions {
  page: Page | null
  policy: PolicyInput
  /** The closed purpose. */
  purpose: string
  /** Purposes that are open; what one of them declares too is left alone. */
  open: readonly string[]
}

type Matches = (name: string) => boolean

/**
 * Removes what the policy declares for the purpose. Returns the names of cookies that are still there. Those set as HttpOnly do not
 * show in a page at all, and one set for a path the page is not on, or for another host, is out of its reach.
 */
export function clearStores({ page, policy, purpose, open }: ClearOptions): string[] {
  if (page === null) return []
  const left: string[] = []
  for (const store of storesToClear({ policy, purpose, open })) {
    const matching = (kind: StoreKind): Matches | null => {
      const pattern = store[kind]
      if (pattern === undefined) return null
      return (name) => matchesPattern(pattern, name) && !OWN.test(name) && !isStoreKept({ policy, open, kind, name })
    }
    left.push(...clearCookies(page, matching('cookie')))
    clearWebStorage(readMember(page, 'localStorage'), matching('localStorage'))
    clearWebStorage(readMember(page, 'sessionStorage'), matching('sessionStorage'))
    clearDatabases(page, store.indexedDB, matching('indexedDB'))
  }
  return left
}

function clearCookies(page: Page, matches: Matches | null): string[] {
  if (matches === null) return []
  const document = readMember(page, 'document')
  const names = () => cookieNames(document).filter(matches)
  for (const name of names()) {
    for (const scope of cookieScopes(page)) {
      try {
        if (document !== undefined)
          document.cookie = `${name}=; Max-Age=0; Expires=Thu, 01 Jan 1970 00:00:00 GMT${scope}`
      } catch {
        // a sandboxed frame has no cookies of its own
      }
    }
  }
  return names()
}

/** Names of the cookies that the page can see; none where it may not look. */
export function cookieNames(document: Page['document']): string[] {
  try {
    const pairs = (document?.cookie ?? '').split(';').map((pair) => pair.split('=')[0]?.trim() ?? '')
    return [...new Set(pairs.filter((name) => name !== ''))]
  } catch {
    return []
  }
}

/** A cookie goes only when path, domain and partition are those it was set with, which nobody can read: so all that could be. */
function cookieScopes(page: Page): string[] {
  const { hostname = '', pathname = '/', protocol = '' } = readMember(page, 'location') ?? {}
  const labels = hostname.split('.')
  const isAddress = hostname.includes(':') || labels.every((label) => /^\d+$/.test(label))
  const parents = isAddress ? [] : labels.map((_, index) => labels.slice(index).join('.')).slice(0, -1)
  const domains = ['', ...parents.map((domain) => `; Domain=${domain}`)]
  const steps = pathname.split('/').filter((step) => step !== '')
  const paths = [
    '/',
    ...steps.flatMap((_, index) =>
      [0, 1].map((slash) => `/${steps.slice(0, index + 1).join('/')}${'/'.repeat(slash)}`),
    ),
  ]
  const flags = protocol === 'https:' ? ['; Secure', '; Secure; Partitioned'] : ['']
  return domains.flatMap((domain) => paths.flatMap((path) => flags.map((flag) => `; Path=${path}${domain}${flag}`)))
}

function clearWebStorage(storage: WebStorage | undefined, matches: Matches | null): void {
  if (matches === null) return
  try {
    if (storage) for (const key of storedKeys(storage).filter(matches)) storage.removeItem(key)
  } catch {
    // blocked storage holds nothing of ours or of theirs
  }
}

/** Databases go in the background: their removal waits for other tabs that have them open. */
function clearDatabases(page: Page, pattern: string | undefined, matches: Matches | null): void {
  const databases = readMember(page, 'indexedDB')
  if (databases === undefined || pattern === undefined || matches === null) return
  if (!pattern.includes('*')) {
    if (matches(pattern)) databases.deleteDatabase(pattern)
    return
  }
  databases
    .databases?.()
    .then((found) => {
      for (const { name } of found) if (name !== undefined && matches(name)) databases.deleteDatabase(name)
    })
    .catch(() => undefined) // a browser that cannot list its databases; exact names still go
}
