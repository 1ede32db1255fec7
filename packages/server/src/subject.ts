/** How the app names a person to the server functions, and how that becomes credentials for the backend. */
import { accountIdSchema, deviceSecretSchema, PrivacyError } from '@privacykit/contract'
import { deviceIdOf } from '@privacykit/vault'
import * as z from 'zod/mini'

/** What `subjectOf(request)` adds: facts of the request that decisions take into account. */
export interface RequestFacts {
  /** ISO 3166 region as the app's `region` function said; null: unknown, the strictest rule. */
  region?: string | null
  /** Global Privacy Control, live in that request. */
  gpc?: boolean
}

/** An account's id, an account with the generation of its session, or a device by its secret. */
export type SubjectRef =
  | string
  | ({ account: string; generation?: number } & RequestFacts)
  | ({ device: string } & RequestFacts)

/** @internal A subject whose credentials are at hand. */
export type KnownSubject =
  | { kind: 'account'; id: string; generation?: number }
  | { kind: 'device'; id: string; secret: string }

/** @internal Throws `invalid-option` for an account id or device secret that the contract does not take (an e-mail address, for example). */
export function toSubject(ref: SubjectRef): KnownSubject {
  if (typeof ref === 'object' && 'device' in ref) {
    if (!z.safeParse(deviceSecretSchema, ref.device).success) {
      throw new PrivacyError('invalid-option', 'A device is named by its secret: 43 characters of base64url.')
    }
    return { kind: 'device', id: deviceIdOf(ref.device), secret: ref.device }
  }
  const { account, generation } = typeof ref === 'string' ? { account: ref, generation: undefined } : ref
  if (!z.safeParse(accountIdSchema, account).success) {
    throw new PrivacyError(
      'invalid-option',
      'An account is named by an opaque id: printable ASCII without @, up to 128 characters.',
    )
  }
  return generation === undefined ? { kind: 'account', id: account } : { kind: 'account', id: account, generation }
}

/** @internal Place and signal that came along with the subject. */
export function factsOf(ref: SubjectRef): RequestFacts {
  return typeof ref === 'string' ? {} : ref
}
