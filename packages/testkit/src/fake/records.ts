/** Appending to a list in memory, with the checks, stamps and receipts of the real backend. */
import {
  PrivacyError,
  type PrivacyRecord,
  RECORD_ROLES,
  type Receipt,
  type ReceiptPayload,
  type Role,
  type Stamp,
} from '@privacykit/contract'
import { type PolicyInput, scopeDigest } from '@privacykit/policy'
import canonicalize from 'canonicalize'
import { sha256, toBase64Url } from '../bytes.ts'
import { currentPolicy, type FakeEntry, type FakeList, type FakeWorld, keepList, recordsOf } from './world.ts'

export interface AppendInput {
  list: FakeList
  records: readonly PrivacyRecord[]
  role: Role
  /** The author's clock when it sent them; default: the fake's own. */
  sentAt?: string
}

/**
 * Appends all records or none, and answers one receipt for each. A record that is stored already, byte for byte, gets its
 * first receipt again. Throws `erased`, `role-not-allowed`, `id-reused`, `unknown-policy-version`, `unknown-purpose`,
 * `scope-mismatch`, `unknown-replaces`.
 */
export async function append(world: FakeWorld, input: AppendInput): Promise<Receipt[]> {
  const { list, records } = input
  if (list.erased) throw new PrivacyError('erased', 'This generation of the account has been erased: sign in again.')
  const known = new Set(recordsOf(world, list).map(({ record }) => record.id))
  const staged = new Map<string, FakeEntry>()
  const receipts: Receipt[] = []
  for (const record of records) {
    const bytes = bytesOf(record)
    const stored = staged.get(record.id) ?? storedEntry(world, list, record)
    if (stored !== null && stored.bytes !== bytes) throw idReused()
    if (stored === null) {
      if (input.role !== 'backend') check(world, { record, role: input.role, known })
      staged.set(record.id, await entryOf(world, { ...input, record, bytes, staged }))
      known.add(record.id)
    }
    const entry = stored ?? staged.get(record.id)
    if (entry) receipts.push(entry.receipt)
  }
  for (const entry of staged.values()) {
    list.entries.push(entry)
    world.owners.set(entry.record.id, list)
  }
  if (staged.size > 0) keepList(world, list)
  return receipts
}

function storedEntry(world: FakeWorld, list: FakeList, record: PrivacyRecord): FakeEntry | null {
  const owner = world.owners.get(record.id)
  if (owner === undefined) return null
  const entry = owner.entries.find((candidate) => candidate.record.id === record.id)
  if (owner !== list || entry === undefined) throw idReused()
  return entry
}

function idReused(): PrivacyError {
  return new PrivacyError('id-reused', 'The id of a record is taken: give each record a fresh random id.')
}

function check(world: FakeWorld, input: { record: PrivacyRecord; role: Role; known: ReadonlySet<string> }): void {
  const { record, role, known } = input
  const roles: readonly Role[] = RECORD_ROLES[record.type]
  if (!roles.includes(role)) throw new PrivacyError('role-not-allowed', `A ${role} may not write ${record.type}.`)
  const policy = 'policyVersion' in record ? policyOf(world, record.policyVersion) : currentPolicy(world)
  for (const purpose of purposesIn(record)) {
    if (!Object.hasOwn(policy.purposes, purpose)) {
      throw new PrivacyError('unknown-purpose', 'The policy has no such purpose: publish the version that has it.')
    }
  }
  if ('scopeDigest' in record && record.scopeDigest !== scopeDigest(policy, record.purpose)) {
    throw new PrivacyError('scope-mismatch', 'The scope is not the published one: build the client from that version.')
  }
  if ('replaces' in record && record.replaces.some((id) => !known.has(id))) {
    throw new PrivacyError('unknown-replaces', 'Send the replaced record first, or name only heads that were shown.')
  }
}

function policyOf(world: FakeWorld, version: string): PolicyInput {
  const policy = world.policies.find((candidate) => candidate.version === version)
  if (policy) return policy
  throw new PrivacyError('unknown-policy-version', 'That version has not arrived here yet: repeat the request later.')
}

function purposesIn(record: PrivacyRecord): readonly string[] {
  if ('purpose' in record) return [record.purpose]
  if ('purposes' in record) return record.purposes
  if (record.type === 'objection' && typeof record.scope === 'object') return [record.scope.purpose]
  return record.type === 'restriction' && Array.isArray(record.scope) ? record.scope : []
}

interface EntryInput extends AppendInput {
  record: PrivacyRecord
  bytes: string
  staged: ReadonlyMap<string, FakeEntry>
}

async function entryOf(world: FakeWorld, input: EntryInput): Promise<FakeEntry> {
  const { list, record, bytes, staged } = input
  const before = [...list.entries, ...staged.values()]
  const stamp: Stamp = {
    subject: list.subject,
    generation: list.generation,
    actor: { role: input.role },
    seq: before.length + 1,
    ...clockOf(world, input, before),
  }
  const payload: ReceiptPayload = {
    v: 1,
    recordId: record.id,
    app: currentPolicy(world).app,
    seq: stamp.seq,
    receivedAt: stamp.receivedAt,
    effectiveAt: stamp.effectiveAt,
    commitment: toBase64Url(await sha256(bytes)),
    durability: 'process',
  }
  const jws = await world.signer.sign('privacy-receipt+jws', payload)
  return { record, stamp, bytes, receipt: { ...payload, jws } }
}

const PLAUSIBLE_MS = 30 * 86_400_000

/** The author's clock corrected by its own offset, where it lies between what it replaces (30 days at most) and now. */
function clockOf(world: FakeWorld, input: EntryInput, before: readonly FakeEntry[]) {
  const { record, sentAt } = input
  const last = before.at(-1)?.stamp.receivedAt
  const received = Math.max(world.now().getTime(), last === undefined ? 0 : Date.parse(last))
  const receivedAt = new Date(received).toISOString()
  const replaced = 'replaces' in record ? before.filter((entry) => record.replaces.includes(entry.record.id)) : []
  const lower = Math.max(received - PLAUSIBLE_MS, ...replaced.map((entry) => Date.parse(entry.stamp.effectiveAt)))
  const estimate = Date.parse(record.claimedAt ?? '') + received - Date.parse(sentAt ?? receivedAt)
  // a missing claim makes the estimate NaN, which no comparison lets through
  if (estimate >= lower && estimate <= received) {
    return { receivedAt, effectiveAt: new Date(estimate).toISOString(), clock: 'estimated' as const }
  }
  return { receivedAt, effectiveAt: receivedAt, clock: 'received' as const }
}

function bytesOf(record: PrivacyRecord): string {
  return canonicalize(record) ?? ''
}
