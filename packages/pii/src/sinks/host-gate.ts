/** What may go to one host: takes a request apart, cleans each part, and puts it together again or refuses it. */
import { isWithinCategory, PrivacyError } from '@privacykit/contract'
import { EMAIL } from '../email-text.ts'
import { createSink } from '../sink.ts'
import type { FetchGuardOptions, HostRule } from './fetch-rules.ts'
import { keyRedactorFor, requirePurpose } from './guard.ts'
import { type CleanBody, cleanBody, SAME } from './request-body.ts'
import { cleanHeaders } from './request-headers.ts'
import { createScrubber } from './scrub.ts'
import { below, type Report, type Withheld } from './withheld.ts'

/** A request on its way out. */
export interface Outgoing {
  request: Request
  /** Its body was given as a stream. */
  isStream: boolean
  /** Takes what is found. */
  withheld: Withheld[]
}

/** The gate of one host, or of all hosts that nobody named. */
export interface HostGate {
  name: string
  /**
   * Answers the request that may go.
   *
   * @throws PrivacyError `not-allowed` when the purpose is closed, `personal-data-refused` for what may not go
   */
  prepare(outgoing: Outgoing): Promise<Request>
}

/** @throws PrivacyError `invalid-option` for categories that are accepted for no purpose */
export function createHostGate(host: string, rule: HostRule, options: FetchGuardOptions): HostGate {
  const { name = host, accepts = [], purpose, headers = [], allowOpaque = false } = rule
  const { whenFound = 'refuse', allows } = options
  requirePurpose(name, accepts, purpose)
  const accepted = (category: string) => accepts.some((parent) => isWithinCategory(category, parent))
  const redact = options.redact ?? keyRedactorFor(accepted, 'remove')
  const filterOf = jsonFilter(name, rule)
  return {
    name,
    async prepare({ request, isStream, withheld }) {
      if (purpose !== undefined && allows !== undefined && allows(purpose) !== true)
        throw new PrivacyError('not-allowed', `Nothing may go to ${name}: ${purpose} is not allowed at the moment.`)
      const report = (found: Withheld) => withheld.push(found)
      const settings = { takesAddresses: accepted(EMAIL), takesTokens: true, parameters: 'all', report } as const
      const scrubber = createScrubber({ ...settings, redact })
      const net = createScrubber({ ...settings, redact: (value) => value })
      const filter = (value: unknown) =>
        filterOf === null ? scrubber.data(value, 'body') : net.data(filterOf(value, report), 'body')
      try {
        const url = scrubber.url(request.url, 'url')
        const kept = cleanHeaders(request.headers, headers, scrubber)
        const body = await cleanBody(request, isStream, { scrubber, filter, allowOpaque })
        if (withheld.length === 0 || (whenFound === 'strip' && !withheld.some(isFatal)))
          return rebuild(request, { url, headers: kept, body, redirect: redirectOf(request, rule) })
      } catch {
        // what was thrown may quote the request
        report({ path: '$', category: null, why: 'failed' })
      }
      throw refusal(name, withheld)
    },
  }
}

/** Filters what JSON says by the tags of the rule's schema; null where there is none. */
function jsonFilter(
  name: string,
  { schema, accepts = [], purpose, jointly }: HostRule,
): ((value: unknown, report: Report) => unknown) | null {
  if (schema === undefined) return null
  let tell: Report = () => {}
  const filter = createSink(name, {
    accepts,
    ...(purpose === undefined ? {} : { purpose }),
    events: { request: schema },
    send: (_event, payload) => payload,
    onWithheld({ withheld }) {
      for (const found of withheld) tell({ ...found, path: below('body', found.path) })
    },
  }) as (event: string, payload: unknown, justification?: { jointly: string }) => unknown // as: what comes in is checked by its schema
  return (value, report) => {
    tell = report
    return filter('request', value, jointly === undefined ? undefined : { jointly })
  }
}

/** A request that would mean something else without it, or of which nothing is known. */
function isFatal({ path, why }: Withheld): boolean {
  return why === 'failed' || (path === 'body' && why === 'opaque')
}

function refusal(name: string, withheld: readonly Withheld[]): PrivacyError {
  const found = withheld.map(({ path, category, why }) => `${path} (${category ?? why})`).join(', ')
  return new PrivacyError(
    'personal-data-refused',
    `A request to ${name} was not sent, for what stands in ${found}. Take it out, or say that the host accepts it.`,
  )
}

interface Rebuilt {
  url: string
  headers: Headers
  body: CleanBody
  redirect: Request['redirect']
}

function rebuild(request: Request, { url, headers, body, redirect }: Rebuilt): Request {
  // a form is written anew, under a boundary of its own
  if (body instanceof FormData) headers.delete('content-type')
  // its length may be another; whoever sends it counts
  headers.delete('content-length')
  if (body === SAME && url === request.url) return new Request(request, { headers, redirect })
  const { method, mode, credentials, cache, referrer, referrerPolicy, integrity, keepalive, signal } = request
  const same = { method, mode, credentials, cache, referrer, referrerPolicy, integrity, keepalive, signal }
  const stream = body === SAME ? { body: request.body, duplex: 'half' as const } : { body }
  return new Request(url, { ...same, ...stream, headers, redirect })
}

/** A host that is given personal data must not hand the request on to another one. */
function redirectOf({ redirect }: Request, { accepts = [], followRedirects }: HostRule): Request['redirect'] {
  return redirect === 'follow' && !(followRedirects ?? accepts.length === 0) ? 'error' : redirect
}
