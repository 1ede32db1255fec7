/** Where a request comes from, as the app's edge says, never as the page says. What is not known for sure is unknown: the strictest rule. */
import { PrivacyError, regionSchema } from '@privacykit/contract'
import { recordedPlace, type State } from '@privacykit/policy'
import * as z from 'zod/mini'
import type { OnEvent } from './event.ts'
import { codeOf } from './failure.ts'
import { type Append, derivedId } from './records.ts'
import type { KnownSubject } from './subject.ts'

/** A header that the app's edge sets. */
export interface JurisdictionHeader {
  /** Holds an ISO 3166-1 code, such as `cf-ipcountry`, `x-vercel-ip-country`, `cloudfront-viewer-country`; or an ISO 3166-2 one. */
  header: string
  /** Holds the subdivision alone (`CA`) or whole (`US-CA`), such as `cf-region-code`, `x-vercel-ip-country-region`. Default: only the country is known. */
  subdivision?: string
  /**
   * Whether the header is the edge's own. `always`: every request passes an edge that sets or removes it; if anybody can reach the server past
   * the edge, they can say where they are. A function looks at the request, for example for a secret that only the edge knows.
   */
  trust: 'always' | ((request: Request) => boolean)
}

/** How the app finds the place of a request: a header, or a function that answers an ISO 3166 code, or null for unknown. */
export type JurisdictionOption = JurisdictionHeader | ((request: Request) => string | null)

/** @internal Null: unknown, the strictest rule. Undefined: the app does not look. Never throws. */
export type FindRegion = (request: Request) => string | null | undefined

/** @internal Reads the place by the option; a function that throws is told, and the place is unknown. */
export function createFindRegion(option: JurisdictionOption | undefined, onEvent: OnEvent): FindRegion {
  if (option === undefined) return () => undefined
  const find = typeof option === 'function' ? option : (request: Request) => regionIn(request, option)
  return (request) => {
    try {
      return knownRegion(find(request))
    } catch (error) {
      onEvent({ kind: 'failure', where: 'jurisdiction', code: codeOf(error) })
      return null
    }
  }
}

/** @internal Throws `invalid-option` for an option that is neither. */
export function requireSoundJurisdiction(option: unknown): void {
  if (option === undefined || typeof option === 'function') return
  const { header, subdivision, trust } = (option ?? {}) as Record<string, unknown> // as: looked at member by member
  const isName = (value: unknown) => typeof value === 'string' && /^[A-Za-z0-9-]+$/.test(value)
  const isSound =
    isName(header) &&
    (subdivision === undefined || isName(subdivision)) &&
    (trust === 'always' || typeof trust === 'function')
  if (isSound) return
  throw new PrivacyError(
    'invalid-option',
    '`createPrivacy`: the option `jurisdiction` is a function from a request to a code or null, or names a `header` and says in `trust` why it is the edge’s own: `always`, or a function.',
  )
}

function regionIn(request: Request, { header, subdivision, trust }: JurisdictionHeader): string | null {
  if (trust !== 'always' && trust(request) !== true) return null
  const country = codeIn(request, header)
  const part = subdivision === undefined ? '' : codeIn(request, subdivision)
  const whole = part === '' || country.includes('-') ? country : `${country}-${part.replace(`${country}-`, '')}`
  // with a part that is none, the country is still known; of a country alone the strictest part counts
  return knownRegion(whole) ?? country
}

const codeIn = (request: Request, header: string) => (request.headers.get(header) ?? '').trim().toUpperCase()

/** ISO 3166-1 gives these to nobody; edges send them for "unknown", "somewhere in Europe", Tor and the like. Kosovo goes by XK. */
const NOWHERE = /^(?:AA|AP|EU|EZ|UN|Q[M-Z]|X(?!K)[A-Z]|ZZ)(?:-|$)/

function knownRegion(found: unknown): string | null {
  if (typeof found !== 'string' || NOWHERE.test(found)) return null
  return z.safeParse(regionSchema, found).success ? found : null
}

/** @internal Stores where the subject is, once per change. Throws what the backend answers. */
export type RecordRegion = (
  region: string,
  whose: { subject: KnownSubject; generation: number; state: State },
) => Promise<void>

/** @internal Makes `RecordRegion`. The id is made of what came before, so every process that sees the same change writes the same record. */
export function createRecordRegion(append: Append, source: 'edge-header' | 'app'): RecordRegion {
  return async (region, { subject, generation, state }) => {
    const last = recordedPlace(state)
    if (last?.region === region) return
    const id = derivedId(['jurisdiction', subject.kind, subject.id, String(generation), region, last?.id ?? ''])
    await append(subject, { role: 'app', records: [{ id, type: 'jurisdiction', region, source }] })
  }
}
