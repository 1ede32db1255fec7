/** What `createPrivacy` takes, checked once. */
import { PrivacyError } from '@privacykit/contract'
import type { PolicyInput, PolicyVersionEntry } from '@privacykit/policy'
import type { BackendOptions } from './backend-client.ts'
import type { OnEvent } from './event.ts'
import { type GpcSupport, gpcJson } from './gpc-json.ts'
import type { Hook, TellRecipient } from './hook.ts'
import type { FindSession } from './identity.ts'
import { type JurisdictionOption, requireSoundJurisdiction } from './jurisdiction.ts'
import type { SqlClient } from './sql.ts'
import type { Store } from './store.ts'

/** Options of `createPrivacy`. */
export interface PrivacyOptions<P extends PolicyInput = PolicyInput> {
  /** The app's policy, as deployed. */
  policy: P
  /** Its earlier versions, oldest first (`privacy.policy.history.json`). Default none: what is missing is asked from the backend. */
  history?: readonly PolicyVersionEntry[]
  /** The privacy backend, apart (`{ url, key }`) or in this process (`{ fetch: backend.fetch, key }`). */
  backend: BackendOptions
  /** The app's own session of a request; null: nobody is signed in. */
  session: FindSession
  /** The app's databases, by name; each is a hook of a deregistration. Default none. */
  stores?: Readonly<Record<string, Store>>
  /** Other systems that must forget: partners, search, files. Default none. */
  hooks?: Readonly<Record<string, Hook>>
  /**
   * How each recipient of the policy is told that a purpose closed (GDPR 19), by its name there. A withdrawal whose recipient is missing here
   * waits, blocked. Default none.
   */
  recipients?: Readonly<Record<string, TellRecipient>>
  /**
   * Where a request comes from: a header of the app's own edge, or a function that answers an ISO 3166 code (`DE`, `US-CA`), from the edge or the
   * account, never from what the page says. What is no code counts as unknown. Default: unknown, the strictest rule.
   */
  jurisdiction?: JurisdictionOption
  /** Lets `fetch` answer `GET /.well-known/gpc.json`, where the app mounts that path on it too. Default: it does not. */
  gpc?: GpcSupport
  /** Where `fetch` is mounted. Ad blockers know such paths: choose your own. Default `/api/privacy`. */
  prefix?: string
  /** Further origins that may write, such as `https://www.shop.example`. Default: only the request's own. */
  origins?: readonly string[]
  /** Holds outbox and fence. Default: the database of the first store. */
  database?: SqlClient
  deregistration?: {
    /** Seconds since the person last proved who they are. Default 300. */
    maxAuthAgeSeconds?: number
  }
  /** Clock. Default the machine's. */
  now?: () => Date
  /** Makes 128-bit ids, 22 characters of base64url. Default random. */
  newId?: () => string
  /** Told about everything that happens, without personal data. */
  onEvent?: OnEvent
  /** Gets errors as they were thrown, by a hook or by a database, for the app's own error reports. They may hold personal data. Default: dropped; events keep their code. */
  onError?: (error: unknown, where: string) => void
}

/** @internal Throws `invalid-option`, naming the option. */
export function requireSoundOptions(options: PrivacyOptions): void {
  const { prefix = '/api/privacy', deregistration } = options
  if (!/^\/[^?#]*[^/?#]$/.test(prefix)) throw invalid('prefix', 'must begin with / and not end with one')
  if (typeof options.session !== 'function')
    throw invalid('session', 'must be a function from a request to the session or null')
  requireSoundJurisdiction(options.jurisdiction)
  if (options.gpc !== undefined) gpcJson(options.gpc)
  const age = deregistration?.maxAuthAgeSeconds
  if (age !== undefined && !(age > 0)) throw invalid('deregistration.maxAuthAgeSeconds', 'must be more than 0')
  for (const origin of options.origins ?? []) {
    if (!URL.canParse(origin) || new URL(origin).origin !== origin)
      throw invalid('origins', 'takes origins such as https://shop.example, without a path')
  }
}

function invalid(option: string, rule: string): PrivacyError {
  return new PrivacyError('invalid-option', `\`createPrivacy\`: the option \`${option}\` ${rule}.`)
}
