/** Google Tag Manager: the container is loaded after a grant, told of each change, and silenced as far as it can be on withdrawal. */
import { PrivacyError } from '@privacykit/contract/error'
import type { PolicyInput, PurposeName } from '@privacykit/policy'
import { type ConsentModeMap, consentPurposes } from '../consent-mode/consent-types.ts'
import { dataLayerOf } from '../consent-mode/data-layer.ts'
import { type ConsentSource, followConsent, gateAll, standingOf } from '../consent-mode/follow-consent.ts'
import { measurementSwitch } from './google-switch.ts'
import { googleUrl, requireGoogleId } from './google-url.ts'
import { loadScript } from './load-script.ts'

export type { ConsentSource } from '../consent-mode/follow-consent.ts'

/** Options of `connectGtm`. */
export interface GtmOptions<N extends string = string> {
  /** The container, `GTM-…`. */
  id: string
  /** The purposes behind each of Google's consent types; the same as the snippet's. */
  consentMode: ConsentModeMap<N>
  /**
   * `basic` (default): the container is not loaded before a grant. `advanced`: it is loaded at once with everything denied; what its tags then
   * send without a yes is decided by the consent checks set on each tag in the container, and Google's own send cookieless pings.
   */
  mode?: 'basic' | 'advanced'
  /** Purposes that must all be open before the container is loaded. Default: any one of those in `consentMode`. */
  purposes?: readonly N[]
  /** Google Analytics ids inside the container (`G-…`), switched off by `ga-disable-<id>` while `analytics_storage` is not granted. */
  measurementIds?: readonly string[]
  /** Name of the event pushed after each `update`, for triggers. False: none. Default `privacy_change`. */
  event?: string | false
  /** False when the page brings the container itself. Default true. */
  load?: boolean
  /** Default `https://www.googletagmanager.com/gtm.js`. */
  src?: string
  /** The nonce of the page's CSP. */
  nonce?: string
  /** Name of the data layer. Default `dataLayer`. */
  dataLayer?: string
}

/**
 * Connects a container to the person's decisions. `update` comes before the event that triggers listen to, so no tag fires on the consent of a
 * moment ago. Set consent checks on the tags: a tag without them runs whenever the container is loaded, and one that runs already is not stopped
 * by an update. Returns what disconnects. On a server it does nothing.
 *
 * @throws PrivacyError `invalid-option`
 * @example
 * ```ts
 * const disconnect = connectGtm(privacy, { id: 'GTM-ABC123', consentMode: { analytics_storage: 'analytics' } })
 * ```
 */
export function connectGtm<const P extends PolicyInput>(
  privacy: ConsentSource<P>,
  options: GtmOptions<PurposeName<P>>,
): () => void {
  const { mode = 'basic', event = 'privacy_change', measurementIds = [], src = GTM_URL } = options
  const id = requireGoogleId(options.id)
  const types = consentPurposes(privacy.policy, options.consentMode)
  const mapped = [...new Set(Object.values(types).flatMap((each) => each ?? []))]
  if (mapped.length === 0)
    throw new PrivacyError(
      'invalid-option',
      '`consentMode`: name at least one purpose; without one nothing would ever load.',
    )
  const switches = measurementIds.map((each) => measurementSwitch(requireGoogleId(each)))
  if (typeof document === 'undefined') return () => {}
  const layer = dataLayerOf(options.dataLayer ?? 'dataLayer')
  const tell = () => {
    if (event !== false && (options.load === false || layer.loaded.has(id))) layer.push({ event })
  }
  layer.afterUpdate.add(tell)
  const line = followConsent(privacy, types, layer)

  let wasRefused = false
  /** What was pushed while every answer was no must not reach a tag later. */
  const forget = () => {
    if (wasRefused && layer.loaded.size === 0) layer.dropEvents()
    wasRefused = mapped.every((purpose) => standingOf(privacy, purpose) === 'denied')
    if (wasRefused && layer.loaded.size === 0) layer.dropEvents()
  }
  const load = () => {
    if (options.load === false || layer.loaded.has(id)) return
    forget()
    layer.loaded.add(id)
    layer.push({ 'gtm.start': Date.now(), event: 'gtm.js' })
    loadScript(googleUrl(src, id, options.dataLayer), { nonce: options.nonce })
  }
  const gates = options.purposes === undefined ? mapped.map((purpose) => [purpose]) : [options.purposes]
  const closes = gates.map((purposes) =>
    gateAll(privacy, purposes, () => {
      line.settle()
      load()
      return line.settle
    }),
  )
  for (const each of switches) each.off()
  if (types.analytics_storage !== null)
    closes.push(
      gateAll(privacy, types.analytics_storage, () => {
        for (const each of switches) each.on()
        return () => {
          for (const each of switches) each.off()
        }
      }),
    )
  const follow = () => {
    forget()
    const standings = mapped.map((purpose) => standingOf(privacy, purpose))
    if (mode === 'advanced' && !wasRefused && !standings.includes('unknown')) load()
  }
  follow()
  const unfollow = privacy.subscribe(follow)
  return () => {
    unfollow()
    for (const close of closes) close()
    line.close()
    layer.afterUpdate.delete(tell)
  }
}

const GTM_URL = 'https://www.googletagmanager.com/gtm.js'
