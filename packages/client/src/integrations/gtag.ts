/** Google Analytics and Google Ads through gtag.js: loaded after a grant, told of each change, stopped on withdrawal. */
import { PrivacyError } from '@privacykit/contract/error'
import type { PolicyInput, PurposeName } from '@privacykit/policy'
import { type ConsentModeMap, type ConsentPurposes, consentPurposes } from '../consent-mode/consent-types.ts'
import { type DataLayer, dataLayerOf } from '../consent-mode/data-layer.ts'
import { type ConsentSource, followConsent, gateAll, standingOf } from '../consent-mode/follow-consent.ts'
import { measurementSwitch } from './google-switch.ts'
import { googleUrl, requireGoogleId } from './google-url.ts'
import { loadScript } from './load-script.ts'

export type { ConsentSource } from '../consent-mode/follow-consent.ts'

/** Options of `connectGtag`. */
export interface GtagOptions<N extends string = string> {
  /** Measurement id (`G-…`), conversion id (`AW-…`, `DC-…`), tag id (`GT-…`), or several of them. */
  id: string | readonly string[]
  /** The purposes behind each of Google's consent types; the same as the snippet's. */
  consentMode: ConsentModeMap<N>
  /**
   * `basic` (default): nothing is loaded or sent before a grant. `advanced`: the tag is loaded at once with everything denied, and then Google
   * gets, without a yes, the IP address, user agent, time, page address and referrer of each page and event, as "cookieless pings"; after a
   * refusal it gets nothing more.
   */
  mode?: 'basic' | 'advanced'
  /** False when the page brings gtag.js itself; then only consent and the switches of the ids are set. Default true. */
  load?: boolean
  /** Third argument of `gtag('config', id, …)`. Default none. */
  config?: Readonly<Record<string, unknown>>
  /** Address of gtag.js; your own host where you serve it yourself. Default `https://www.googletagmanager.com/gtag/js`. */
  src?: string
  /** The nonce of the page's CSP. */
  nonce?: string
  /** Name of the data layer. Default `dataLayer`. */
  dataLayer?: string
}

/**
 * Connects gtag.js to the person's decisions. A `G-` id needs `analytics_storage`, `AW-` and `DC-` need `ad_storage`, any other id both, as far as
 * they stand in `consentMode`. A change is told in one `update`, nothing is told when nothing changed. On withdrawal, in the same tick and before
 * the cookies of the purpose go: `update` with denied, and `window['ga-disable-<id>'] = true`. The script itself cannot be unloaded; it stays and
 * is silent. Events pushed while the answer is no, before the tag was ever loaded, are dropped. Returns what disconnects, which also stops
 * the measuring. On a server it does nothing.
 *
 * @throws PrivacyError `invalid-option`
 * @example
 * ```ts
 * const disconnect = connectGtag(privacy, { id: 'G-ABC123', consentMode: { analytics_storage: 'analytics' } })
 * ```
 */
export function connectGtag<const P extends PolicyInput>(
  privacy: ConsentSource<P>,
  options: GtagOptions<PurposeName<P>>,
): () => void {
  const purposes = consentPurposes(privacy.policy, options.consentMode)
  const tags = [options.id].flat().map((id) => ({ id: requireGoogleId(id), needs: needsOf(id, purposes) }))
  if (typeof document === 'undefined') return () => {}
  const layer = dataLayerOf(options.dataLayer ?? 'dataLayer')
  const line = followConsent(privacy, purposes, layer)
  // what was said to nobody while the answer was no must not reach anybody later
  let wasRefused = false
  const forget = () => {
    if (wasRefused && layer.loaded.size === 0) layer.dropEvents()
    wasRefused = tags.every(({ needs }) => needs.some((purpose) => standingOf(privacy, purpose) === 'denied'))
    if (wasRefused && layer.loaded.size === 0) layer.dropEvents()
  }
  const unsubscribe = privacy.subscribe(forget)
  forget()
  const stops = tags.map((tag) => connectTag(privacy, tag, { ...options, layer, settle: line.settle, forget }))
  return () => {
    unsubscribe()
    for (const stop of stops) stop()
    line.close()
  }
}

interface Tag {
  id: string
  /** Purposes that must be open. */
  needs: readonly string[]
}

interface TagOptions extends Pick<GtagOptions, 'mode' | 'load' | 'config' | 'src' | 'nonce' | 'dataLayer'> {
  layer: DataLayer
  settle(): void
  /** Drops what was pushed while the answer was no. */
  forget(): void
}

function connectTag<P extends PolicyInput>(
  privacy: ConsentSource<P>,
  { id, needs }: Tag,
  options: TagOptions,
): () => void {
  const { layer, settle, mode = 'basic' } = options
  const measuring = measurementSwitch(id)
  const standings = () => needs.map((purpose) => standingOf(privacy, purpose))
  const early = () => {
    if (standings().includes('denied')) measuring.off()
    else if (!standings().includes('unknown')) {
      measuring.on()
      loadTag(id, options)
    }
  }
  if (mode === 'advanced') early()
  else measuring.off()
  const unsubscribe = mode === 'advanced' ? privacy.subscribe(early) : () => {}
  const close = gateAll(privacy, needs, () => {
    settle()
    measuring.on()
    loadTag(id, options)
    return () => {
      settle()
      measuring.off()
    }
  })
  return () => {
    unsubscribe()
    close()
    measuring.off()
  }

  function loadTag(tag: string, { load = true, config = {}, src = GTAG_URL, nonce, dataLayer }: TagOptions): void {
    if (!load || layer.loaded.has(tag)) return
    options.forget()
    const isFirst = ![...layer.loaded].some((each) => !each.startsWith('GTM-'))
    layer.loaded.add(tag)
    if (isFirst) layer.command('js', new Date())
    layer.command('config', tag, config)
    if (isFirst) loadScript(googleUrl(src, tag, dataLayer), { nonce })
  }
}

const GTAG_URL = 'https://www.googletagmanager.com/gtag/js'

function needsOf(id: string, purposes: ConsentPurposes): readonly string[] {
  const types = (['analytics_storage', 'ad_storage'] as const).filter(
    (type) => !(type === 'ad_storage' ? /^(G|UA)-/ : /^(AW|DC)-/).test(id),
  )
  const needs = [...new Set(types.flatMap((type) => purposes[type] ?? []))]
  if (needs.length > 0) return needs
  throw new PrivacyError(
    'invalid-option',
    `\`consentMode\`: name the purpose behind ${types.join(' or ')}, which ${id} needs.`,
  )
}

/** What gtag.js keeps on the device, to paste into the `stores` of the purposes behind `analytics_storage` and `ad_storage`. */
export const gtagStores = {
  analytics: [
    { cookie: '_ga', days: 730 },
    { cookie: '_ga_*', days: 730 },
    { cookie: '_gid', days: 1 },
    { cookie: '_gat*', days: 1 },
    { cookie: '_dc_gtm_*', days: 1 },
  ],
  ads: [{ cookie: '_gcl_*', days: 90 }, { cookie: '_gac_*', days: 90 }, { localStorage: '_gcl_ls' }],
} as const
