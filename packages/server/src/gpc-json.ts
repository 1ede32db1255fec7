/** `/.well-known/gpc.json`: a site's public word that it honours Global Privacy Control (W3C GPC, support resource). */
import { PrivacyError } from '@privacykit/contract'

/** What the site says. */
export interface GpcSupport {
  /** Whether it abides by GPC requests. Default true. */
  gpc?: boolean
  /** Day on which this word was given or last changed: `2026-11-22`. */
  lastUpdate: string
}

/**
 * The resource's body.
 *
 * @throws PrivacyError `invalid-option` when `lastUpdate` is no day.
 */
export function gpcJson({ gpc = true, lastUpdate }: GpcSupport): Required<GpcSupport> {
  const isDay = /^\d{4}-\d{2}-\d{2}$/.test(lastUpdate) && isReal(lastUpdate)
  if (!isDay) throw new PrivacyError('invalid-option', 'Give `lastUpdate` as a day, such as 2026-11-22.')
  return { gpc, lastUpdate }
}

/**
 * The answer to `GET /.well-known/gpc.json`, which any page may read. `privacy.fetch` gives it by itself for an app with the option `gpc`.
 *
 * @example
 * ```ts
 * app.get('/.well-known/gpc.json', () => gpcResponse({ lastUpdate: '2026-11-22' }))
 * ```
 */
export function gpcResponse(support: GpcSupport): Response {
  return new Response(JSON.stringify(gpcJson(support)), {
    headers: {
      'content-type': 'application/json',
      'cache-control': 'public, max-age=86400',
      'access-control-allow-origin': '*',
      'x-content-type-options': 'nosniff',
    },
  })
}

function isReal(day: string): boolean {
  const at = new Date(`${day}T00:00:00.000Z`)
  return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(day)
}
