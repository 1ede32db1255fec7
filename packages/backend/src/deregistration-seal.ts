/** Personal data of a request, under a key of the request's own: destroying that key erases it in the database's backups too. */
import type { Identifier, Subject } from '@privacykit/contract'
import { type Keys, openSealed, seal } from '@privacykit/vault'
import type { RequestKey } from './deregistration-store.ts'

/** Who a request is about. */
export interface SealedSubject {
  /** The account; the device, where `kind` says so. */
  account: string
  /** Default account. */
  kind?: Subject['kind']
  identifiers: readonly Identifier[]
}

/** Ids at other systems, by the hook's own names for them. */
export type Aliases = Record<string, string[]>

/** Seals it; opens with `openSubject` until the key is destroyed. */
export async function sealSubject(keys: Keys, key: RequestKey, subject: SealedSubject): Promise<string> {
  return seal(await keys.secret(secretName(key)), JSON.stringify(subject), context(key, 'subject'))
}

/** Throws `not-authentic` when the key is gone. */
export async function openSubject(keys: Keys, key: RequestKey, sealed: string): Promise<SealedSubject> {
  const text = openSealed(await keys.secret(secretName(key)), sealed, context(key, 'subject'))
  return JSON.parse(text) as SealedSubject // as: sealed by sealSubject
}

/** Seals what a hook's `identify` found; the hook's name is bound in, so that no other hook can be handed it. */
export async function sealAliases(keys: Keys, key: RequestKey & { hook: string }, aliases: Aliases): Promise<string> {
  return seal(await keys.secret(secretName(key)), JSON.stringify(aliases), context(key, `aliases:${key.hook}`))
}

/** None when nothing was found. Throws `not-authentic` when the key is gone. */
export async function openAliases(
  keys: Keys,
  key: RequestKey & { hook: string },
  sealed: string | null,
): Promise<Aliases> {
  if (sealed === null) return {}
  const text = openSealed(await keys.secret(secretName(key)), sealed, context(key, `aliases:${key.hook}`))
  return JSON.parse(text) as Aliases // as: sealed by sealAliases
}

/** Destroys the request's key; repeating it is fine. */
export function destroyRequestKey(keys: Keys, key: RequestKey): Promise<void> {
  return keys.destroySecret(secretName(key))
}

function secretName({ tenant, app, requestId }: RequestKey): string {
  return `request:${tenant}:${app}:${requestId}`
}

function context({ tenant, app, requestId }: RequestKey, what: string): string[] {
  return ['deregistration', tenant, app, requestId, what]
}
