/** Tells the other tabs of this browser, and hears from them. Storage is the truth; messages only make it quicker. */
import type { Receipt } from '@privacykit/contract'
import type { Entry } from './entries.ts'
import { listen, type Page, readMember, type TabChannel } from './page.ts'

/** What one tab tells the others. */
interface TabMessage {
  /** New or changed records: storage of another process may show them later than this message. */
  entries?: Entry[]
  /** Acknowledgements that arrived in the telling tab. */
  receipts?: Receipt[]
}

/** The line to the other tabs. */
export interface Tabs {
  tell(message: TabMessage): void
  close(): void
}

/** What the line needs. */
export interface TabOptions {
  page: Page | null
  /** Prefix of the client's keys; it also names the channel, so that apps on one origin stay apart. */
  prefix: string
  hear(message: TabMessage): void
}

/**
 * Opens the line: BroadcastChannel where there is one, and storage events, which need none. A page that goes into the back/forward cache hangs
 * up: a message would throw it out of there, and it reads everything again when it comes back.
 */
export function createTabs({ page, prefix, hear }: TabOptions): Tabs {
  let channel: TabChannel | null = null
  const open = () => {
    channel ??= openChannel(page, prefix)
    channel?.addEventListener('message', ({ data }) => hear(typeof data === 'object' && data !== null ? data : {}))
  }
  const close = () => {
    channel?.close()
    channel = null
  }
  open()
  const unlisten = [
    // a null key: somebody called `localStorage.clear()`
    listen(page, ['storage'], ({ key }) => {
      if (key === null || key?.startsWith(prefix)) hear({})
    }),
    listen(page, ['pagehide'], close),
    listen(page, ['pageshow'], () => {
      if (channel === null) open()
    }),
  ]
  return {
    tell(message) {
      try {
        channel?.postMessage(message)
      } catch {
        // a closed channel; the storage event still tells them
      }
    },
    close() {
      for (const end of unlisten) end()
      close()
    },
  }
}

function openChannel(page: Page | null, name: string): TabChannel | null {
  const Channel = readMember(page, 'BroadcastChannel')
  try {
    return Channel === undefined ? null : new Channel(name)
  } catch {
    return null // an opaque origin has no channel
  }
}
