/** Every published version of every app's policy, forever; the same version never gets other content. */
import { type PolicyDocument, PrivacyError, type PublishedPolicy } from '@privacykit/contract'
import { scopeDigest } from '@privacykit/policy'
import { type Kysely, sql } from 'kysely'
import { hashOf } from './canonical.ts'
import type { Tables } from './tables.ts'

interface AppKey {
  tenant: string
  app: string
}

export interface PolicyRegistry {
  /** Idempotent. Throws `policy-version-reused` when that version is stored with another hash, `invalid-body` for another app's policy. */
  publish(key: AppKey, policy: PolicyDocument): Promise<PublishedPolicy>
  /** Oldest first; at most a second old. */
  list(key: AppKey): Promise<readonly PublishedPolicy[]>
  /** Null: not published yet, as far as the database knows at this moment. */
  find(key: AppKey, version: string): Promise<PolicyDocument | null>
  /** `scopeDigest` of a purpose in a policy that came from here, remembered; null when it has no such purpose. */
  digest(policy: PolicyDocument, purpose: string): string | null
}

export interface PolicyRegistryOptions {
  db: Kysely<Tables>
  fixedNow(): Date | null
}

/** How long a list may lag behind a version that another process published. */
const FRESH_MS = 1000

interface Entry {
  policies: readonly PublishedPolicy[]
  readAt: number
}

export function createPolicyRegistry(options: PolicyRegistryOptions): PolicyRegistry {
  const entries = new Map<string, Entry>()
  const digests = new WeakMap<PolicyDocument, Map<string, string | null>>()

  const read = async (key: AppKey): Promise<Entry> => {
    const readAt = performance.now()
    const entry = { policies: await selectPolicies(options.db, key), readAt }
    entries.set(nameOf(key), entry)
    return entry
  }
  return {
    async publish(key, policy) {
      if (policy.app !== key.app)
        throw new PrivacyError('invalid-body', `Publish under the app that the policy names.`, {
          pointers: ['/policy/app'],
        })
      const hash = hashOf(policy)
      await insertPolicy(options, { ...key, policy, hash })
      const stored = (await read(key)).policies.find((each) => each.policy.version === policy.version)
      if (stored?.hash !== hash) throw versionReused(policy.version)
      return stored
    },
    async list(key) {
      const known = entries.get(nameOf(key))
      if (known !== undefined && performance.now() - known.readAt < FRESH_MS) return known.policies
      return (await read(key)).policies
    },
    async find(key, version) {
      const known = entries.get(nameOf(key))?.policies.find((each) => each.policy.version === version)
      if (known !== undefined) return known.policy
      const { policies } = await read(key)
      return policies.find((each) => each.policy.version === version)?.policy ?? null
    },
    digest(policy, purpose) {
      const known = digests.get(policy) ?? new Map<string, string | null>()
      digests.set(policy, known)
      const digest = known.get(purpose) ?? scopeDigest(policy, purpose)
      known.set(purpose, digest)
      return digest
    },
  }
}

async function insertPolicy(
  { db, fixedNow }: PolicyRegistryOptions,
  row: AppKey & { policy: PolicyDocument; hash: string },
): Promise<void> {
  const now = fixedNow()?.toISOString() ?? null
  await sql`insert into privacykit.policy (tenant, app, version, hash, document, published_at)
    values (${row.tenant}, ${row.app}, ${row.policy.version}, ${row.hash}, ${JSON.stringify(row.policy)}::jsonb,
      date_trunc('milliseconds', coalesce(${now}::timestamptz, clock_timestamp())))
    on conflict do nothing`.execute(db)
}

async function selectPolicies(db: Kysely<Tables>, key: AppKey): Promise<PublishedPolicy[]> {
  const rows = await db
    .selectFrom('policy')
    .select(['document', 'hash', 'published_at'])
    .where('tenant', '=', key.tenant)
    .where('app', '=', key.app)
    .orderBy('published_at')
    .orderBy('version')
    .execute()
  return rows.map((row) => ({ policy: row.document, hash: row.hash, publishedAt: row.published_at.toISOString() }))
}

function nameOf(key: AppKey): string {
  return JSON.stringify([key.tenant, key.app])
}

function versionReused(version: string): PrivacyError {
  return new PrivacyError(
    'policy-version-reused',
    `Version ${version} is published with other content: give the changed policy a new version.`,
  )
}
