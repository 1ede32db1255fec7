/** A browser for tests of the client through its public options: tabs that share what a browser shares, in memory. */
import type { PrivacyClientOptions } from '@privacykit/client'
import type { PolicyInput } from '@privacykit/policy'

type Page = NonNullable<PrivacyClientOptions<PolicyInput>['page']>
type Listener = (event: { key?: string | null }) => void

/** One browser. */
export interface MemoryBrowser {
  /** A page of it, freshly opened. `deaf`: a tab that sleeps and hears nothing of the others. */
  openPage(options?: { deaf?: boolean }): Page
  /** What its localStorage holds. */
  stored: Map<string, string>
}

/** `blocked`: touching localStorage throws, as in a browser that blocks site data. */
export function createMemoryBrowser({ blocked = false }: { blocked?: boolean } = {}): MemoryBrowser {
  const stored = new Map<string, string>()
  const open = new Set<{ hear: (key: string) => void }>()
  return {
    stored,
    openPage({ deaf = false } = {}) {
      const listeners = new Set<Listener>()
      const self = { hear: (key: string) => deaf || listeners.forEach((listener) => void listener({ key })) }
      open.add(self)
      const changed = (key: string) => {
        for (const page of open) if (page !== self) page.hear(key)
      }
      const localStorage = {
        get length() {
          return stored.size
        },
        key: (index: number) => [...stored.keys()][index] ?? null,
        getItem: (key: string) => stored.get(key) ?? null,
        setItem(key: string, value: string) {
          stored.set(key, value)
          changed(key)
        },
        removeItem(key: string) {
          if (stored.delete(key)) changed(key)
        },
      }
      return {
        document: { cookie: '', visibilityState: 'visible' },
        location: { hostname: 'www.news.example', pathname: '/', protocol: 'https:' },
        navigator: {},
        get localStorage() {
          if (blocked) throw new Error('SecurityError: storage is blocked')
          return localStorage
        },
        addEventListener: (type: string, listener: Listener) => void (type === 'storage' && listeners.add(listener)),
        removeEventListener: (_: string, listener: Listener) => void listeners.delete(listener),
      }
    },
  }
}
