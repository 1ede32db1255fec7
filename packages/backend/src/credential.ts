/** Who calls: the service key gives tenant, app and scopes; headers name the subject that the app vouches for, or prove a device. */
import { hash, timingSafeEqual } from 'node:crypto'
import {
  accountIdSchema,
  deviceSecretSchema,
  type Endpoint,
  HEADERS,
  PrivacyError,
  type Role,
  roleSchema,
  type Scope,
} from '@privacykit/contract'
import { deviceIdOf } from '@privacykit/vault'
import * as z from 'zod/mini'
import type { Caller } from './context.ts'
import type { KnownSubject } from './subject.ts'

/** A key that an app's server shows. Only its hash stays in memory. */
export interface ServiceKey {
  /** Random, at least 16 characters; better 43 (256 bits). Two may be active while one replaces the other. */
  secret: string
  /** Default: all but `admin`. */
  scopes?: readonly Scope[]
  /** UTC instant after which it is refused. Default: never. */
  expiresAt?: string
}

export interface Credential {
  tenant: string
  app: string
  scopes: ReadonlySet<Scope>
}

/** Finds the credential of an Authorization header. */
export type FindCredential = (authorization: string | null, now: Date) => Credential

interface KnownKey extends Credential {
  digest: Buffer
  expiresAt: number
}

const DEFAULT_SCOPES: readonly Scope[] = ['read', 'records', 'policy', 'deregister', 'steps']
const SHORTEST_SECRET = 16

/** Throws `invalid-option` for a short or repeated secret. The result throws `missing-credential` and `invalid-credential`. */
export function createCredentials(
  apps: readonly { id: string; tenant?: string; keys: readonly ServiceKey[] }[],
): FindCredential {
  const known: KnownKey[] = apps.flatMap((app) =>
    app.keys.map((key) => ({
      tenant: app.tenant ?? 'default',
      app: app.id,
      scopes: new Set(key.scopes ?? DEFAULT_SCOPES),
      digest: digestOf(checkedSecret(key.secret)),
      expiresAt: key.expiresAt === undefined ? Number.POSITIVE_INFINITY : Date.parse(key.expiresAt),
    })),
  )
  if (new Set(known.map((key) => key.digest.toString('hex'))).size < known.length) {
    throw new PrivacyError('invalid-option', 'Two entries in `apps[].keys` have the same secret: give each its own.')
  }
  return (authorization, now) => {
    if (authorization === null)
      throw new PrivacyError('missing-credential', 'Send Authorization: Bearer <service key>.')
    const shown = /^Bearer ([!-~]+)$/i.exec(authorization)?.[1]
    const digest = digestOf(shown ?? '')
    // every key is compared, so that the time says nothing about which one came close
    const found = known.filter((key) => timingSafeEqual(key.digest, digest))[0]
    // NaN of a malformed date counts as over
    if (found === undefined || !(now.getTime() < found.expiresAt)) {
      throw new PrivacyError('invalid-credential', 'Use a service key of this backend that has not ended.')
    }
    return found
  }
}

/** Reads the subject and author from the headers. Throws `invalid-credential` when a header has not the form of a credential. */
export function readCaller(headers: Headers): Caller {
  return {
    account: readAccount(headers),
    device: readDevice(headers),
    role: readRole(headers),
    principal: headers.get(HEADERS.principal)?.slice(0, 128) ?? null,
  }
}

/** The account, else the device. Throws `missing-credential` when the endpoint needs one that was not shown. */
export function subjectOf(caller: Caller, needed: Endpoint['subject']): KnownSubject {
  const subject = caller.account ?? (needed === 'any' ? caller.device : null)
  if (subject === null || (needed === 'both' && caller.device === null)) {
    throw new PrivacyError('missing-credential', MISSING[needed])
  }
  return subject
}

const MISSING: Record<Endpoint['subject'], string> = {
  any: 'Send Privacy-Account for a signed-in person or Privacy-Device for a device.',
  account: 'Send Privacy-Account: this concerns a signed-in person.',
  both: 'Send Privacy-Account and Privacy-Device: linking needs both.',
  none: '',
}

function readAccount(headers: Headers): KnownSubject | null {
  const id = headers.get(HEADERS.account)
  if (id === null) return null
  const generation = headers.get(HEADERS.generation)
  if (!z.core.safeParse(accountIdSchema, id).success) throw malformed(HEADERS.account)
  if (generation !== null && !/^[1-9][0-9]{0,8}$/.test(generation)) throw malformed(HEADERS.generation)
  return { kind: 'account', id, generation: generation === null ? null : Number(generation) }
}

function readDevice(headers: Headers): KnownSubject | null {
  const secret = headers.get(HEADERS.device)
  if (secret === null) return null
  if (!z.core.safeParse(deviceSecretSchema, secret).success) throw malformed(HEADERS.device)
  // the id is a hash of the secret: whoever shows the secret is that device, and nobody can claim another
  return { kind: 'device', id: deviceIdOf(secret), generation: 1 }
}

function readRole(headers: Headers): Role {
  const role = z.core.safeParse(roleSchema, headers.get(HEADERS.role) ?? 'app')
  if (!role.success || role.data === 'backend') {
    throw new PrivacyError(
      'role-not-allowed',
      `Send ${HEADERS.role} with a role that a caller can have, or leave it out.`,
    )
  }
  return role.data
}

function malformed(header: string): PrivacyError {
  return new PrivacyError('invalid-credential', `The header ${header} has not the form that the contract gives it.`)
}

function checkedSecret(secret: string): string {
  if (secret.length >= SHORTEST_SECRET) return secret
  throw new PrivacyError(
    'invalid-option',
    `A secret in \`apps[].keys\` needs at least ${SHORTEST_SECRET} random characters.`,
  )
}

function digestOf(secret: string): Buffer {
  return hash('sha256', secret, 'buffer')
}
