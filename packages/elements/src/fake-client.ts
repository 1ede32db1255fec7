/** A client for tests: puts purposes, accounts and networks into any state. Not part of the package. */
import type { Status } from '@privacykit/client'
import type { ElementsClient } from './elements-client.ts'
import { fakePolicy } from './fake-policy.ts'
import type {
  AgeGroup,
  Answer,
  ChoiceContext,
  ShownDeregistration,
  ShownPolicy,
  ShownPreview,
  ShownRecord,
} from './port.ts'

/** What a fake deletion will do. */
const fakePreview: ShownPreview = {
  undoDays: 14,
  items: [
    { hook: 'main', what: 'Your profile', count: 1, fate: 'erased' },
    { hook: 'main', what: 'Orders', count: 12, fate: 'erased' },
    {
      hook: 'billing',
      what: 'Invoices',
      count: 4,
      fate: 'retained',
      rule: 'invoices',
      until: '2036-12-31T00:00:00.000Z',
    },
    { hook: 'mailer', what: 'Your address at Surat Mail', count: 1, fate: 'external' },
  ],
}

/** A deletion in its undo period. */
export const fakeDeregistration: ShownDeregistration = {
  requestId: 'r'.repeat(22),
  status: 'scheduled',
  undoUntil: '2026-12-06T10:00:00.000Z',
  completedAt: null,
  steps: [],
  interimProofId: null,
  finalProofId: null,
}

/** The fake, with what tests set and look at. */
export interface FakeClient extends ElementsClient {
  reasons: Map<string, string>
  /** Everything that `choose` and `object` were given. */
  said: { answers: Readonly<Record<string, string>>; context?: ChoiceContext }[]
  ages: AgeGroup[]
  records: ShownRecord[]
  preview: ShownPreview | Error
  deregistration: ShownDeregistration | Error
  /** Changes the status line and tells listeners. */
  set(status: Partial<Status>): void
  /** Puts a purpose into a state and tells listeners. */
  become(purpose: string, reason: string): void
}

const ASKED = new Set(['not-asked', 'expired', 'outdated', 'conflict'])
const OPEN = new Set(['granted', 'contract', 'interests', 'obligation'])
const START: Record<string, string> = {
  consent: 'not-asked',
  contract: 'contract',
  'legitimate-interests': 'interests',
  'legal-obligation': 'obligation',
}

/** Makes a client about whom nothing is known yet. */
export function createFakeClient(policy: ShownPolicy = fakePolicy): FakeClient {
  const listeners = new Set<() => void>()
  const tell = () => {
    for (const listener of listeners) listener()
  }
  const reasons = new Map(
    Object.entries(policy.purposes).map(([name, { basis }]) => [name, START[basis] ?? 'not-asked']),
  )
  let status: Status = { pending: 0, lastError: null, storage: 'persistent', endpoint: 'connected' }
  const recordOf = (name: string) => `record-${name}`
  const remember = (name: string, said: Partial<ShownRecord['record']>) => {
    const policyVersion = policy.version
    const record = { id: recordOf(name), type: 'choice', claimedAt: '2026-11-22T10:00:00.000Z', policyVersion, ...said }
    fake.records = [...fake.records.filter((old) => old.record.id !== record.id), { record, state: 'stored' }]
  }
  const fake: FakeClient = {
    policy,
    reasons,
    said: [],
    ages: [],
    records: [],
    preview: fakePreview,
    deregistration: fakeDeregistration,
    set(next) {
      status = { ...status, ...next }
      tell()
    },
    become(purpose, reason) {
      reasons.set(purpose, reason)
      tell()
    },
    decide(purpose) {
      const reason = reasons.get(purpose) ?? 'unknown-purpose'
      return { allowed: OPEN.has(reason), reason, recordIds: [recordOf(purpose)] }
    },
    questions: () => Object.keys(policy.purposes).filter((name) => ASKED.has(reasons.get(name) ?? '')),
    shown: () => Object.fromEntries([...reasons].map(([name, reason]) => [name, [reason]])),
    choose(answers: Readonly<Record<string, Answer>>, context) {
      fake.said.push({ answers, context })
      for (const [name, answer] of Object.entries(answers)) {
        reasons.set(name, answer)
        remember(name, { purpose: name, choice: answer, overrides: context.overrides })
      }
      tell()
      return { saved: Promise.resolve() }
    },
    object(scope, objection) {
      const purpose = scope === 'direct-marketing' ? 'letter' : scope.purpose
      fake.said.push({ answers: { [purpose]: objection } })
      reasons.set(purpose, objection === 'objected' ? 'objected' : 'interests')
      remember(purpose, { type: 'objection', scope, objection })
      tell()
      return { saved: Promise.resolve() }
    },
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    history: async () => fake.records,
    status: () => status,
    age: {
      gate: async () => ({
        gateId: 'g',
        onDate: '2026-11-22',
        adultIfBornBy: '2008-11-22',
        consentIfBornBy: '2011-11-22',
        childAge: 18,
        consentAge: 15,
        region: null,
        tableDate: '2026-11-01',
      }),
      answer: async (said, gate) => {
        const answer = said === 'unknown' ? said : said <= gate.adultIfBornBy ? 'adult' : 'child'
        fake.ages.push(answer)
        return { answer }
      },
      state: () => ({ answer: fake.ages[0] ?? null }),
    },
    account: {
      preview: async () => orThrow(fake.preview),
      deregister: async () => orThrow(fake.deregistration),
      status: async () => orThrow(fake.deregistration),
      cancel: async () => {
        fake.deregistration = { ...orThrow(fake.deregistration), status: 'withdrawn' }
        return fake.deregistration
      },
    },
  }
  return fake
}

function orThrow<T>(value: T | Error): T {
  if (value instanceof Error) throw value
  return value
}
