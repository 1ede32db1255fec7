/** A `fetch` that lets personal data out only to the hosts that were said to take it. */
import { PrivacyError } from '@privacykit/contract'
import type { FetchGuardOptions, FetchLike, HostRule } from './fetch-rules.ts'
import { createHostGate, type HostGate, type Outgoing } from './host-gate.ts'
import { maskAddresses } from './net.ts'
import { quietly, type Withheld } from './withheld.ts'

/**
 * Wraps `fetch`. It looks at the path and the query, at headers, and at bodies of JSON, forms and text; cookies and credentials in headers go only
 * where `headers` of the host names them. It fits the `fetch` option of ky and other clients; wrap outside of what signs requests.
 *
 * What it cannot see: names and numbers in free text, unless `redact` looks for them; where a redirect leads once it is followed; cookies that the
 * browser adds by itself; `navigator.sendBeacon`, `XMLHttpRequest`, sockets, forms and images, which are not `fetch`.
 *
 * @throws PrivacyError `invalid-option` for a host that accepts categories for no purpose. The wrapped function rejects with `personal-data-refused`
 * for what may not go, and with `not-allowed` for a host or a purpose that is closed; nothing is sent then.
 * @example
 * const send = guardFetch(fetch, { hosts: { 'api.mail.example': { accepts: ['user.contact.email'], purpose: 'letters' } } })
 * const api = ky.create({ fetch: send })
 */
export function guardFetch(fetch: FetchLike, options: FetchGuardOptions = {}): FetchLike {
  const { hosts = {}, unknownHosts = 'check', onWithheld } = options
  const gateOf = createLookup(hosts, options)
  const unknown = unknownHosts === 'check' ? createHostGate('unknown host', {}, options) : unknownHosts
  return async (input, init) => {
    // a copy, so that what was looked at is what goes
    const request = new Request(input, init)
    const { host } = new URL(request.url)
    const gate = gateOf(host) ?? unknown
    if (gate === 'pass') return fetch(request, extrasOf(init))
    const withheld: Withheld[] = []
    const name = gate === 'deny' ? maskAddresses(host) : gate.name
    const tell = (sent: boolean) => quietly(onWithheld, { sink: name, event: 'request', sent, withheld })
    const ready = await prepare(gate, { request, isStream: init?.body instanceof ReadableStream, withheld }).catch(
      (error: unknown) => {
        tell(false)
        throw error
      },
    )
    if (withheld.length > 0) tell(true)
    return fetch(ready, extrasOf(init))
  }
}

async function prepare(gate: HostGate | 'deny', outgoing: Outgoing): Promise<Request> {
  if (gate !== 'deny') return gate.prepare(outgoing)
  const { host } = new URL(outgoing.request.url)
  throw new PrivacyError('not-allowed', `Nothing may go to ${maskAddresses(host)}: name it in \`hosts\` of this fetch.`)
}

function createLookup(
  hosts: Readonly<Record<string, HostRule | 'pass' | 'deny'>>,
  options: FetchGuardOptions,
): (host: string) => HostGate | 'pass' | 'deny' | null {
  const gates = Object.entries(hosts).map(([pattern, rule]) => {
    if (
      !/^(?:\*\.)?[a-z0-9-]+(?:\.[a-z0-9-]+)*(?::\d{1,5})?$/i.test(pattern) &&
      !/^\[[0-9a-f:.]+\](?::\d{1,5})?$/i.test(pattern)
    )
      throw new PrivacyError(
        'invalid-option',
        `Write the host ${pattern} as \`api.example.com\` or \`*.example.com\`, without scheme and path.`,
      )
    return {
      pattern: pattern.toLowerCase(),
      gate: typeof rule === 'string' ? rule : createHostGate(pattern, rule, options),
    }
  })
  const exact = new Map(gates.map(({ pattern, gate }) => [pattern, gate]))
  // the longest first: what is said of a part holds before what is said of the whole
  const below = gates
    .filter(({ pattern }) => pattern.startsWith('*.'))
    .sort((one, other) => other.pattern.length - one.pattern.length)
  return (host) => exact.get(host) ?? below.find(({ pattern }) => host.endsWith(pattern.slice(1)))?.gate ?? null
}

const STANDARD = new Set([
  ...['method', 'headers', 'body', 'mode', 'credentials', 'cache', 'redirect', 'referrer', 'referrerPolicy'],
  ...['integrity', 'keepalive', 'signal', 'duplex', 'window'],
])

/** What a runtime adds to `fetch` (`next`, `dispatcher`): the request does not carry it. */
function extrasOf(init: RequestInit | undefined): RequestInit | undefined {
  const extras = Object.entries(init ?? {}).filter(([name]) => !STANDARD.has(name))
  return extras.length === 0 ? undefined : Object.fromEntries(extras)
}
