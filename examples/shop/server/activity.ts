/** What the side drawer shows: each thing PrivacyKit does on the server, as it happens. */

export interface Activity {
  at: string
  kind: string
  text: string
}

export interface ActivityFeed {
  add: (kind: string, text: string) => void
  /** A server-sent event stream: the newest entries first, then each new one. */
  stream: (signal: AbortSignal) => Response
}

const KEPT = 50

export function createActivityFeed(): ActivityFeed {
  const kept: Activity[] = []
  const listeners = new Set<(entry: Activity) => void>()
  return {
    add(kind, text) {
      const entry = { at: new Date().toISOString(), kind, text }
      kept.push(entry)
      if (kept.length > KEPT) kept.shift()
      for (const listener of listeners) listener(entry)
    },
    stream(signal) {
      const encoder = new TextEncoder()
      const body = new ReadableStream<Uint8Array>({
        start(controller) {
          const send = (entry: Activity) => controller.enqueue(encoder.encode(`data: ${JSON.stringify(entry)}\n\n`))
          for (const entry of kept) send(entry)
          listeners.add(send)
          signal.addEventListener('abort', () => {
            listeners.delete(send)
            controller.close()
          })
        },
      })
      return new Response(body, { headers: { 'content-type': 'text/event-stream', 'cache-control': 'no-store' } })
    },
  }
}
