/** The Meta pixel behind a purpose: loaded after a grant, revoked at a withdrawal. */
import type { DeviceStore } from '@privacykit/contract'
import { loadScript } from './load-script.ts'
import { connectVendor, type GatedClient } from './vendor.ts'

export type { GatedClient } from './vendor.ts'

/** Meta's global function, and the queue that it is until its script is there. */
interface Fbq {
  (...command: unknown[]): void
  callMethod?: (...command: unknown[]) => void
  queue: unknown[][]
  loaded: boolean
  version: string
  push: unknown
  disablePushState?: boolean
}

/** What `connectMetaPixel` takes. */
export interface MetaPixelOptions<N extends string> {
  /** Purpose of the policy that the pixel needs. */
  purpose: N
  pixelId: string
  /** Sends `PageView` at the start. Default true. */
  pageView?: boolean
  /** Lets Meta's script report clicks and page data by itself. Default false: only what is passed to `track` is sent. */
  autoConfig?: boolean
  /** Advanced matching: data of the person, which Meta's script hashes. Default none. */
  matching?: Readonly<Record<string, string>>
  /** The nonce of the page's CSP. Default none. */
  nonce?: string
  /** Address of Meta's script. Default Meta's own. */
  src?: string
}

/** The pixel, as connected. Calls are held in memory before an answer (the first 100), and thrown away after a refusal. */
export interface MetaPixelConnection {
  /** A standard event, such as `Purchase`. `eventId` lets Meta match it with one from a server. */
  track(event: string, parameters?: Record<string, unknown>, eventId?: string): void
  /** An event of the app's own. */
  trackCustom(event: string, parameters?: Record<string, unknown>, eventId?: string): void
  /** Takes the gate away and revokes. */
  disconnect(): void
}

/** What the pixel keeps on the device, for the `stores` of a purpose. */
export const META_PIXEL_STORES = [
  { cookie: '_fbp', days: 90, text: { en: 'Meta: tells browsers apart.' } },
  { cookie: '_fbc', days: 90, text: { en: 'Meta: the advertisement that led here.' } },
  { localStorage: 'lastExternalReferrer*', text: { en: 'Meta: the page that led here.' } },
] as const satisfies readonly DeviceStore[]

/** Ids that were initialised here; Meta's script warns of a second time. */
const initialised = new WeakMap<Fbq, Set<string>>()

/** What stands in the page while the pixel is revoked, with the pixel that it stands for. */
const dummies = new WeakMap<Fbq, Fbq>()

const SCRIPT = 'https://connect.facebook.net/en_US/fbevents.js'

/**
 * Connects the Meta pixel to a purpose. Before a grant nothing of it is in the page; a pixel that the page brought itself is told
 * `revoke`. A withdrawal is told as `revoke`, a new grant as `grant`, and the script is loaded once. Meta's script keeps events that come
 * while it is revoked and sends them at the next grant: until then `fbq` is one that forgets, and `autoConfig` is off so that the script makes
 * none itself.
 *
 * @example
 * const pixel = connectMetaPixel(privacy, { purpose: 'ads', pixelId: '1234567890' })
 * pixel.track('Purchase', { value: 12, currency: 'EUR' })
 *
 * Nothing is thrown: where loading fails, the client's `onEvent` hears `callback-failed`, and the next grant tries again.
 */
export function connectMetaPixel<N extends string>(
  privacy: GatedClient<N>,
  options: MetaPixelOptions<NoInfer<N>>,
): MetaPixelConnection {
  const { purpose, pixelId, pageView = true, autoConfig = false, matching, nonce, src = SCRIPT } = options
  const vendor = connectVendor<Fbq, N>(privacy, {
    purpose,
    load: () => pixelOf(src, nonce),
    start(fbq) {
      page().fbq = fbq
      fbq('consent', 'grant')
      const ids = initialised.get(fbq) ?? new Set()
      if (ids.has(pixelId)) return
      initialised.set(fbq, ids.add(pixelId))
      if (!autoConfig) {
        fbq.disablePushState = true
        fbq('set', 'autoConfig', false, pixelId)
      }
      fbq('init', pixelId, ...(matching === undefined ? [] : [matching]))
      if (pageView) fbq('trackSingle', pixelId, 'PageView')
    },
    stop(fbq) {
      fbq('consent', 'revoke')
      page().fbq = createDummy(fbq)
    },
  })
  if (!privacy.allows(purpose)) ownPixel()?.('consent', 'revoke')

  const send = (command: 'trackSingle' | 'trackSingleCustom') =>
    vendor.call((fbq, event: string, parameters: Record<string, unknown> = {}, eventId?: string) => {
      fbq(command, pixelId, event, parameters, ...(eventId === undefined ? [] : [{ eventID: eventId }]))
    })
  return { track: send('trackSingle'), trackCustom: send('trackSingleCustom'), disconnect: vendor.disconnect }
}

const page = () => globalThis as { fbq?: Fbq; _fbq?: Fbq } // as: the names under which Meta's script looks for its queue

/** The pixel that is in the page already; undefined on a server too. */
function ownPixel(): Fbq | undefined {
  const { fbq } = page()
  return fbq && (dummies.get(fbq) ?? fbq)
}

/** Takes calls of other code, which Meta's script would keep and send at the next grant, and forgets them. */
function createDummy(fbq: Fbq): Fbq {
  const dummy = Object.assign(() => {}, fbq)
  dummies.set(dummy, fbq)
  return dummy
}

/** The page's pixel, brought in if there is none. Resolves when its script is there. */
function pixelOf(src: string, nonce: string | undefined): Fbq | Promise<Fbq> {
  const own = ownPixel()
  if (own !== undefined) return own
  const fbq = createQueue()
  return new Promise((resolve, reject) => {
    page().fbq = page()._fbq = fbq
    const script = loadScript(src, { nonce })
    script.element.addEventListener('load', () => resolve(fbq))
    script.element.addEventListener('error', () => {
      script.remove()
      delete page().fbq
      delete page()._fbq
      reject(
        new Error('The script of the Meta pixel could not be loaded; a content blocker or the page’s CSP may stop it.'),
      )
    })
  })
}

/** The queue that Meta's script takes over. */
function createQueue(): Fbq {
  const fbq: Fbq = Object.assign(
    (...command: unknown[]) => {
      if (fbq.callMethod === undefined) fbq.queue.push(command)
      else fbq.callMethod(...command)
    },
    { queue: [], loaded: true, version: '2.0', push: undefined as unknown },
  )
  fbq.push = fbq
  return fbq
}
