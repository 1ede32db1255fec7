/** The port to what outlives the page, on `localStorage`. */
import type { Page, WebStorage } from './page.ts'
import type { Persistence } from './persistence.ts'

/** The page's `localStorage`. Where it is blocked or full, the rest is held in memory and `kind()` says so. */
export function pagePersistence(page: Page | null): Persistence {
  const held: Record<string, string> = {}
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
      const names = { ...held }
      attempt((from) => {
        for (let index = 0; index < from.length; index++) names[from.key(index) ?? ''] = ''
      })
      return Object.keys(names).filter((name) => name.startsWith(prefix))
    },
    read: (key) => held[key] ?? attempt((from) => from.getItem(key)) ?? null,
    write(key, value) {
      held[key] = value
      attempt((to) => {
        to.setItem(key, value)
        delete held[key]
      })
    },
    remove(key) {
      delete held[key]
      attempt((from) => from.removeItem(key))
    },
  }
}
