/** The script for the page's head: what the person answered, known before anything else runs. */
import { PrivacyError } from '@privacykit/contract/error'
import type { PolicyInput, PurposeName } from '@privacykit/policy'
import { answerCookieName, answerCookiePrefix } from '@privacykit/policy/answer-cookie'
import { type ConsentModeMap, consentPurposes } from '../consent-mode/consent-types.ts'
import { tableKey } from '../table.ts'
import { inlineJson } from './escape.ts'
import { CONSENT_MODE, PROGRAM } from './program.ts'
import { type RegionDefault, regionDefaults } from './regions.ts'

/** Options of `snippet`. */
export interface SnippetOptions<P extends PolicyInput = PolicyInput> {
  policy: P
  /** The purposes behind each type of Google Consent Mode v2. Without it, nothing of Google is touched. */
  consentMode?: ConsentModeMap<PurposeName<P>>
  /** Further defaults for single places. Default none: denied everywhere until the person has answered. */
  regions?: readonly RegionDefault[]
  /** How long Google's tags wait for an `update` when nothing is stored, in milliseconds. Default 500. */
  waitForUpdateMs?: number
  /** Ad click ids are redacted while `ad_storage` is denied (Google's `ads_data_redaction`). Default false. */
  adsDataRedaction?: boolean
  /** Ad click ids travel in links while storage is denied (Google's `url_passthrough`). Default false. */
  urlPassthrough?: boolean
  /** The `region` that `createPrivacyClient` is given on the same page, if it is given one. Default none. */
  region?: string | null
  /** Name of the data layer. Default `dataLayer`. */
  dataLayer?: string
}

/** Options of `snippetTag`. */
export interface SnippetTagOptions<P extends PolicyInput = PolicyInput> extends SnippetOptions<P> {
  /** The nonce of this response's CSP. */
  nonce?: string
}

/**
 * The text of an inline script, at most 1 KB gzip for ten purposes. Put it first in `<head>`: before any tag it reads what is stored (the
 * answer table, else the answer cookie), and doubts everything: another policy version, past its time, another signal, unreadable all count as
 * nothing stored. Then it
 *
 * - gives Google Consent Mode its `default`: denied, unless a stored answer opened the purpose;
 * - sets `data-privacy` on `<html>`: `answered` when there is nothing to ask, else `open`, so that CSS can hide a banner in the server's HTML;
 * - sets `window.privacyAnswers` (see `PrivacyAnswers`) for inline code that cannot wait for the bundle.
 *
 * It makes no request and stores nothing. Made once per policy: at build time, or when the server starts.
 *
 * @throws PrivacyError `invalid-option`
 * @example
 * ```ts
 * const text = snippet({ policy, consentMode: { analytics_storage: 'analytics' } })
 * ```
 */
export function snippet<const P extends PolicyInput>(options: SnippetOptions<P>): string {
  const { policy, consentMode, regions = [], waitForUpdateMs = 500, region = null, dataLayer = 'dataLayer' } = options
  if (typeof policy?.purposes !== 'object' || policy.purposes === null)
    throw new PrivacyError('invalid-option', 'Give the snippet the `policy` that definePolicy returned.')
  if (!(waitForUpdateMs >= 0))
    throw new PrivacyError('invalid-option', '`waitForUpdateMs`: a number of milliseconds, or leave it out.')
  const base = {
    a: policy.app,
    v: policy.version,
    k: tableKey(policy.app),
    c: `${answerCookieName(policy.app)}=${answerCookiePrefix(policy)}`,
    r: region,
    p: Object.keys(policy.purposes),
  }
  if (consentMode === undefined) return wrap(base, PROGRAM)
  const purposes = consentPurposes<PolicyInput>(policy, consentMode)
  const google = {
    l: dataLayer,
    m: purposes,
    w: waitForUpdateMs,
    g: regionDefaults(policy, purposes, regions),
    s: [
      ...(options.adsDataRedaction === true ? ['ads_data_redaction'] : []),
      ...(options.urlPassthrough === true ? ['url_passthrough'] : []),
    ],
  }
  return wrap({ ...base, ...google }, PROGRAM + CONSENT_MODE)
}

/** The snippet as a `<script>` element, with the nonce of the response if it has one. Throws `invalid-option`. */
export function snippetTag<const P extends PolicyInput>({ nonce, ...options }: SnippetTagOptions<P>): string {
  if (nonce !== undefined && !/^[A-Za-z0-9+/_-]+={0,2}$/.test(nonce))
    throw new PrivacyError('invalid-option', '`nonce`: use base64, as CSP demands.')
  return `<script${nonce === undefined ? '' : ` nonce="${nonce}"`}>${snippet(options as SnippetOptions<P>)}</script>` // as: the rest of the options, which TypeScript cannot tell from a generic
}

/** The snippet as a source for `script-src` of a page that has no nonce: `'sha256-…'`. Throws `invalid-option`. */
export async function snippetHash<const P extends PolicyInput>(options: SnippetOptions<P>): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(snippet(options)))
  return `'sha256-${btoa(String.fromCharCode(...new Uint8Array(digest)))}'`
}

function wrap(values: object, program: string): string {
  return `(()=>{let C=${inlineJson(values)};\n${program}})()`
}
