/** Guards of the calls with which a page's code sends: `fetch`, XHR, beacons, WebSocket and EventSource. */
import { createDeadSocket } from './dead-socket.ts'
import type { Patches } from './patch.ts'

/** Whether a request must not be sent; notes it when so. `unlisted`: the browser keeps no list of this kind, so what is let through is noted too. */
export type Judge = (kind: string, address: string, unlisted?: boolean) => boolean

/** An address of which every browser knows, without asking anybody, that nothing is there: it fails by itself, events and all. */
const NOWHERE = 'blob:nothing'

/** Sets the traps. */
export function guardNetwork(patches: Patches, isStopped: Judge): void {
  patches.add(globalThis, 'fetch', (proceed, _, [input]) =>
    isStopped('fetch', input instanceof Request ? input.url : `${input}`)
      ? Promise.reject(new TypeError('Failed to fetch: stopped by PrivacyKit, for its purpose is closed'))
      : proceed(),
  )
  patches.add(
    Navigator.prototype,
    'sendBeacon',
    (proceed, _, [address]) => !isStopped('beacon', `${address}`) && proceed(),
  )

  const opened = new WeakMap<XMLHttpRequest, { address: string; openNowhere(): void }>()
  patches.add(XMLHttpRequest.prototype, 'open', (proceed, xhr, args) => {
    proceed()
    // as the page's base is now: it may be another one when the request is sent
    const address = new URL(args[1], document.baseURI).href
    opened.set(xhr, { address, openNowhere: () => proceed(['GET', NOWHERE, args.length < 3 || args[2]]) })
  })
  patches.add(XMLHttpRequest.prototype, 'send', (proceed, xhr) => {
    const request = opened.get(xhr)
    if (request === undefined || !isStopped('xmlhttprequest', request.address)) return proceed()
    request.openNowhere()
    proceed([])
  })

  patches.add(globalThis, 'WebSocket', (proceed, { prototype }, [address]) =>
    isStopped('websocket', `${address}`, true)
      ? createDeadSocket(prototype, new URL(address, document.baseURI).href.replace(/^http/, 'ws'))
      : proceed(),
  )
  patches.add(globalThis, 'EventSource', (proceed, _, [address, ...rest]) =>
    proceed(isStopped('eventsource', `${address}`, true) ? [NOWHERE] : [address, ...rest]),
  )
}
