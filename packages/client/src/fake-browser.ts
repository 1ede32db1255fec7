/** Test support: a browser with tabs, storage and cookies, and a server behind it, all in memory. Not part of the package's entry. */
import { createPrivacyClient } from './client.ts'
import * as engine from './engine.ts'
import { policy } from './fake-policy.ts'
import { createServer } from './fake-server.ts'
import type { PrivacyClientOptions, PrivacyEvent } from './options.ts'
import type { Page, TabChannel, WebStorage } from './page.ts'

/** The options that tests set. */
export type Overrides = Partial<PrivacyClientOptions<typeof policy>> & { deviceOnly?: boolean; frontOnly?: boolean }

/** Web storage in memory; `blocked` makes every access throw, as a sandboxed frame does, `full` every write. */
function fakeStorage(state: { blocked?: boolean; full?: boolean } = {}): WebStorage & { keys(): string[] } {
  const map = new Map<string, string>()
  const guard = () => {
    if (state.blocked) throw new Error('SecurityError')
  }
  const storage = {
    get length() {
      guard()
      return map.size
    },
    key: (index: number) => [...map.keys()][index] ?? null,
    getItem(key: string) {
      guard()
      return map.get(key) ?? null
    },
    setItem(key: string, value: string) {
      guard()
      if (state.full) throw new Error('QuotaExceededError')
      map.set(key, value)
    },
    removeItem(key: string) {
      guard()
      map.delete(key)
    },
    keys: () => [...map.keys()],
  }
  // as in a browser, what is stored shows as the object's own members
  return new Proxy(storage, {
    ownKeys: () => storage.keys(),
    getOwnPropertyDescriptor: (_, key) =>
      map.has(String(key)) ? { value: map.get(String(key)), enumerable: true, configurable: true } : undefined,
  })
}

/** A browser: tabs share storage, cookies, channels and the clock. */
export function createBrowser(state: { blocked?: boolean; full?: boolean } = {}) {
  const localStorage = fakeStorage(state)
  const sessionStorage = fakeStorage(state)
  const cookies = new Map<string, string>()
  const channels = new Map<string, Set<(event: { data: unknown }) => void>>()
  const clock = { at: Date.parse('2026-11-22T10:00:00.000Z') }
  const server = createServer(clock)
  const signals = { gpc: undefined as unknown }
  const events: PrivacyEvent[] = []

  class Channel implements TabChannel {
    readonly #listeners: Set<(event: { data: unknown }) => void>
    #own: ((event: { data: unknown }) => void) | null = null
    constructor(name: string) {
      this.#listeners = channels.get(name) ?? new Set()
      channels.set(name, this.#listeners)
    }
    postMessage(message: unknown) {
      const copy = structuredClone(message)
      for (const listener of this.#listeners) if (listener !== this.#own) listener({ data: copy })
    }
    addEventListener(_: 'message', listener: (event: { data: unknown }) => void) {
      this.#own = listener
      this.#listeners.add(listener)
    }
    close() {
      if (this.#own) this.#listeners.delete(this.#own)
    }
  }

  function openTab({ deaf = false } = {}) {
    const listeners = new Set<[string, (event: { key?: string | null }) => void]>()
    const page: Page = {
      document: {
        visibilityState: 'visible',
        get cookie() {
          return [...cookies].map(([name, value]) => `${name}=${value}`).join('; ')
        },
        set cookie(line: string) {
          const [pair = '', ...attributes] = line.split('; ')
          const [name = '', value = ''] = pair.split('=')
          // a cookie of the root path and this host, as scripts usually set them
          const isHere = attributes.includes('Path=/') && !attributes.some((each) => each.startsWith('Domain='))
          if (attributes.includes('Max-Age=0')) isHere && cookies.delete(name)
          else cookies.set(name, value)
        },
      },
      location: { hostname: 'www.shop.example', pathname: '/a/b', protocol: 'http:' },
      get localStorage() {
        if (state.blocked) throw new Error('SecurityError')
        return localStorage
      },
      sessionStorage,
      navigator: {
        get globalPrivacyControl() {
          return signals.gpc
        },
      },
      ...(deaf ? {} : { BroadcastChannel: Channel }),
      addEventListener: (type, listener) => void listeners.add([type, listener]),
      removeEventListener(type, listener) {
        for (const each of listeners) if (each[0] === type && each[1] === listener) listeners.delete(each)
      },
    }
    return {
      page,
      fire: (type: string, event: { key?: string | null } = {}) => {
        for (const [name, listener] of [...listeners]) if (name === type) listener(event)
      },
    }
  }

  /** Opens a tab with a client in it. `deaf`: a sleeping tab, which hears nothing of the others. `frontOnly`: its engine comes later. */
  function open({ deviceOnly = false, frontOnly = false, ...overrides }: Overrides = {}, tab = openTab()) {
    const client = createPrivacyClient({
      policy,
      ...(frontOnly ? {} : { engine }),
      ...(deviceOnly ? {} : { endpoint: 'https://shop.example/api/privacy' }),
      page: tab.page,
      now: () => clock.at,
      fetch: server.fetch,
      onEvent: (event) => void events.push(event),
      ...overrides,
    })
    return Object.assign(client, { fire: tab.fire })
  }

  return { open, openTab, localStorage, sessionStorage, cookies, clock, server, signals, events }
}

/** Waits until the condition holds: for what runs in promises, without a fixed pause. */
export async function until(condition: () => boolean): Promise<void> {
  for (let turn = 0; turn < 2000; turn++) {
    if (condition()) return
    await new Promise((resolve) => setTimeout(resolve))
  }
  throw new Error('it did not come to that')
}
