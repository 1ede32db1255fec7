/** What the fake remembers: policies, one list per subject and generation, requests and proofs. */
import type {
  Deregistration,
  HookDeclaration,
  ListedRecord,
  PrivacyRecord,
  Proof,
  Receipt,
  Stamp,
  Subject,
} from '@privacykit/contract'
import type { PolicyInput } from '@privacykit/policy'
import type { FakeSigner } from './signer.ts'

/** A stored record with what the real backend keeps beside it. */
export interface FakeEntry {
  record: PrivacyRecord
  stamp: Stamp
  receipt: Receipt
  /** RFC 8785 form, by which a repeated record is told from a reused id. */
  bytes: string
}

export interface FakeList {
  subject: Subject
  generation: number
  entries: FakeEntry[]
  erased: boolean
}

export interface FakeRequest {
  deregistration: Deregistration
  account: string
  generation: number
  /** When the second residual check is due; null before the first is done. */
  residualDueAt: number | null
}

export interface FakeWorld {
  /** Oldest first; the last is in force. */
  policies: PolicyInput[]
  lists: Map<string, FakeList>
  /** Newest generation of each account. */
  generations: Map<string, number>
  /** Where each record id is stored. */
  owners: Map<string, FakeList>
  /** Account that each linked device belongs to. */
  links: Map<string, string>
  requests: Map<string, FakeRequest>
  proofs: Map<string, Proof>
  hooks: readonly HookDeclaration[]
  region: string | null
  signer: FakeSigner
  now: () => Date
  newId: () => string
}

/** The policy in force. */
export function currentPolicy(world: FakeWorld): PolicyInput {
  const policy = world.policies.at(-1)
  if (policy === undefined) throw new Error('createFakePrivacy puts a policy in before anything asks for it')
  return policy
}

/** The list of a subject, made when there is none yet and `create` says so. */
export function listOf(world: FakeWorld, subject: Subject, generation: number): FakeList {
  return world.lists.get(keyOf(subject, generation)) ?? { subject, generation, entries: [], erased: false }
}

/** Keeps a list from now on; reading alone never creates a subject. */
export function keepList(world: FakeWorld, list: FakeList): void {
  world.lists.set(keyOf(list.subject, list.generation), list)
}

/** Own records, and before them those of linked devices: the fold tells what a link carries over. */
export function recordsOf(world: FakeWorld, list: FakeList): ListedRecord[] {
  const own = list.entries.map(({ record, stamp }) => ({ record, stamp }))
  if (list.subject.kind === 'device') return own
  const linked = list.entries.flatMap(({ record }) => (record.type === 'link' ? [record.device] : []))
  const carried = linked.flatMap((id) => listOf(world, { kind: 'device', id }, 1).entries)
  return [...carried.map(({ record, stamp }) => ({ record, stamp })), ...own]
}

function keyOf(subject: Subject, generation: number): string {
  return `${subject.kind} ${subject.id} ${generation}`
}
