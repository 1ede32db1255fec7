/**
 * What outlives an erasure: keyed hashes that recognise a returning person without telling who it is. A tombstone (until its expiry) carries
 * the generation and the minor flag; a suppression (without end) carries an objection to marketing (GDPR 21(3)).
 */

import type { KeyObject } from 'node:crypto'
import type { Identifier, Subject } from '@privacykit/contract'
import { blindIndex, type Keys } from '@privacykit/vault'
import { type Kysely, sql } from 'kysely'
import type { Tables } from './tables.ts'

interface Scope {
  tenant: string
  app: string
}

export interface TombstoneQuery extends Scope {
  keys: Keys
  account: string
  identifiers: readonly Identifier[]
  now: Date
}

/** What sign-up learns of an earlier generation. */
export interface TombstoneFlags {
  /** Newest erased generation under this account id or one of the identifiers; 0 when none is remembered. */
  generation: number
  /** One of the identifiers objected to marketing before. */
  suppressed: boolean
  /** A minor was erased under this account id or one of the identifiers: the age is unknown until it is verified. */
  ageUnknown: boolean
}

/** Looks an account that is being opened up among the erased ones. Writes nothing. */
export async function findTombstones(db: Kysely<Tables>, query: TombstoneQuery): Promise<TombstoneFlags> {
  const key = await tombstoneKey(query.keys, query)
  const scoped = { tenant: query.tenant, app: query.app }
  const tombstones = await db
    .selectFrom('tombstone')
    .select(['generation', 'minor'])
    .where('tenant', '=', scoped.tenant)
    .where('app', '=', scoped.app)
    .where('index', 'in', [
      accountIndex(key, query.account),
      ...query.identifiers.map((each) => identifierIndex(key, each)),
    ])
    .where('expires_at', '>', query.now)
    .execute()
  const marketing = suppressionIndexes(key, query.identifiers)
  const suppression = await db
    .selectFrom('suppression')
    .select('index')
    .where('tenant', '=', scoped.tenant)
    .where('app', '=', scoped.app)
    .where('index', 'in', marketing.length > 0 ? marketing : [''])
    .executeTakeFirst()
  return {
    generation: Math.max(0, ...tombstones.map(({ generation }) => generation)),
    suppressed: suppression !== undefined,
    ageUnknown: tombstones.some(({ minor }) => minor),
  }
}

export interface TombstoneRows extends Scope {
  key: KeyObject
  account: string
  identifiers: readonly Identifier[]
  generation: number
  minor: boolean
  /** The person objected to direct marketing. */
  objectedMarketing: boolean
  expiresAt: Date
}

/** Writes them in the transaction that deletes the records. */
export async function writeTombstones(trx: Kysely<Tables>, rows: TombstoneRows): Promise<void> {
  const { tenant, app, key, generation, minor } = rows
  const indexes = [accountIndex(key, rows.account), ...rows.identifiers.map((each) => identifierIndex(key, each))]
  const expires_at = rows.expiresAt.toISOString()
  await trx
    .insertInto('tombstone')
    .values([...new Set(indexes)].map((index) => ({ tenant, app, index, generation, minor, expires_at })))
    // two accounts may have shared an identifier in the same generation: the stricter flag and the longer life win
    .onConflict((conflict) =>
      conflict.columns(['tenant', 'app', 'index', 'generation']).doUpdateSet({
        minor: sql<boolean>`tombstone.minor or excluded.minor`,
        expires_at: sql<string>`greatest(tombstone.expires_at, excluded.expires_at)`,
      }),
    )
    .execute()
  const suppressed = rows.objectedMarketing ? suppressionIndexes(key, rows.identifiers) : []
  if (suppressed.length === 0) return
  await trx
    .insertInto('suppression')
    .values(suppressed.map((index) => ({ tenant, app, index })))
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}

/** The app's key for blind indexes; it must outlive every fence. */
export function tombstoneKey(keys: Keys, { tenant, app }: Scope): Promise<KeyObject> {
  return keys.secret(`tombstones:${tenant}:${app}`)
}

/** Blind index of an account id. */
export function accountIndex(key: KeyObject, account: string): string {
  return blindIndex(key, ['account', account])
}

/** Blind index of an account or a device, by which its requests are found. */
export function subjectIndex(key: KeyObject, { kind, id }: Subject): string {
  return kind === 'account' ? accountIndex(key, id) : blindIndex(key, ['device', id])
}

function identifierIndex(key: KeyObject, identifier: Identifier): string {
  return blindIndex(key, ['identifier', identifier.kind, normalise(identifier)])
}

/** Only what marketing can reach. Another kind of index, so that a suppression cannot be joined to a tombstone. */
function suppressionIndexes(key: KeyObject, identifiers: readonly Identifier[]): string[] {
  const reachable = identifiers.filter(({ kind }) => kind === 'email' || kind === 'phone')
  return reachable.map((each) => blindIndex(key, ['suppression', each.kind, normalise(each)]))
}

/** Spellings of one address must meet: people sign up again with other capitals and spaces. */
function normalise({ kind, value }: Identifier): string {
  const text = value.normalize('NFKC').trim()
  if (kind === 'phone') return text.replace(/[^\d+]/g, '').replace(/^00/, '+')
  return kind === 'external' ? text : text.toLowerCase()
}
