/** Checks on the server: what may be done with a person's data, now, and why. */
import { type Decision, type Operation, PrivacyError } from '@privacykit/contract'
import { decide, fold, type PolicyInput } from '@privacykit/policy'
import { AGE_LAW } from '@privacykit/policy/age'
import type { OnEvent } from './event.ts'
import type { Facts } from './facts.ts'
import type { FenceKeeper } from './fence.ts'
import type { History } from './history.ts'
import type { Sql } from './sql.ts'
import type { StateAnswer, States } from './state.ts'
import { factsOf, type KnownSubject, type RequestFacts, type SubjectRef, toSubject } from './subject.ts'

/** What is to be done, beyond the purpose. Facts of the request come along when the subject is from `subjectOf(request)`. */
export interface CheckOptions extends RequestFacts {
  /** The request on whose behalf this is done: its place and signal count, and are stored for a subject that has a list. */
  request?: Request
  /** Default `use`. */
  operation?: Operation
  /** Categories about to be touched; one that the purpose does not declare is refused. */
  categories?: readonly string[]
  recipient?: string
}

/** The three ways to ask. */
export interface Checks {
  /** Never throws for an answer: what is not known, and what cannot be read, is denied with a reason. */
  decide(subject: SubjectRef, purpose: string, options?: CheckOptions): Promise<Decision>
  allows(subject: SubjectRef, purpose: string, options?: CheckOptions): Promise<boolean>
  /**
   * Throws `not-allowed` (its message names the reason) or `erased`. For an account it also looks at the fence; with `tx` an erasure waits
   * until that transaction has ended.
   */
  guard(subject: SubjectRef, purpose: string, options?: CheckOptions & { tx?: Sql }): Promise<void>
}

/** @internal What the checks are made of. */
export interface ChecksOptions {
  policy: PolicyInput
  history: History
  states: States
  fence: FenceKeeper
  facts: Facts
  now: () => Date
  onEvent: OnEvent
}

const DEFAULT_LEASE_SECONDS = 60

/** @internal Makes `decide`, `allows` and `guard`: the state from memory, the answer from `@privacykit/policy`. */
export function createChecks(parts: ChecksOptions): Checks {
  const decideFor: Checks['decide'] = async (ref, purpose, { request, ...options } = {}) => {
    const subject = toSubject(ref)
    const answer = await parts.states.get(subject, leaseMsOf(parts.policy, purpose))
    const said = saidIn(factsOf(ref), request === undefined ? {} : parts.facts.of(request))
    await recordFacts(parts.facts, said, { subject, answer })
    const check = { operation: 'use', ...said, ...options, gpc: said.gpc || options.gpc === true } as const
    const decision = decideWith(answer, { purpose, check, parts })
    parts.onEvent({
      kind: 'decision',
      purpose,
      operation: check.operation,
      allowed: decision.allowed,
      reason: decision.reason,
    })
    return decision
  }
  return {
    decide: decideFor,
    allows: async (ref, purpose, options) => (await decideFor(ref, purpose, options)).allowed,
    async guard(ref, purpose, { tx, ...options } = {}) {
      const subject = toSubject(ref)
      if (subject.kind === 'account') await requireAlive(parts.fence, { subject, tx })
      const decision = await decideFor(ref, purpose, options)
      if (decision.allowed) return
      if (decision.reason === 'erased') throw new PrivacyError('erased', 'The account has been erased: drop the write.')
      throw new PrivacyError(
        'not-allowed',
        `The policy does not allow this for the purpose ${purpose}: ${decision.reason}.`,
      )
    },
  }
}

/** A signal in either counts; a place that the request itself says is the newer word. */
function saidIn(ref: RequestFacts, request: RequestFacts): RequestFacts & { gpc: boolean } {
  const region = request.region === undefined ? ref.region : request.region
  return { gpc: ref.gpc === true || request.gpc === true, ...(region === undefined ? {} : { region }) }
}

/** Nothing for a subject that has never written: neither a signal nor a place makes a list. */
async function recordFacts(
  facts: Facts,
  said: RequestFacts,
  { subject, answer }: { subject: KnownSubject; answer: StateAnswer },
): Promise<void> {
  if (answer === null || answer === 'erased' || answer.seq === 0) return
  await facts.record(said, { subject, generation: answer.generation, state: answer.state })
}

function leaseMsOf({ purposes }: PolicyInput, name: string): number {
  const purpose = Object.hasOwn(purposes, name) ? purposes[name] : undefined
  return (purpose?.leaseSeconds ?? DEFAULT_LEASE_SECONDS) * 1000
}

function decideWith(
  answer: StateAnswer,
  input: { purpose: string; check: CheckOptions & { operation: Operation }; parts: ChecksOptions },
): Decision {
  const { purpose, check, parts } = input
  const at = parts.now().toISOString()
  const base = { policies: parts.history.versions(), purpose, at, operation: check.operation, ageLaw: AGE_LAW }
  if (answer === 'erased') return denied(decide({ ...base, state: fold([]) }), 'erased')
  // nothing was ever known, so there is no last known state that a contract could rest on
  if (answer === null)
    return denied(decide({ ...base, state: fold([]), asOf: new Date(0).toISOString() }), 'state-stale')
  return decide({
    ...base,
    state: answer.state,
    flags: answer.flags,
    asOf: answer.asOf.toISOString(),
    ...(check.categories === undefined ? {} : { categories: check.categories }),
    ...(check.recipient === undefined ? {} : { recipient: check.recipient }),
    ...(check.region === undefined ? {} : { region: check.region }),
    ...(check.gpc === undefined ? {} : { signals: { gpc: check.gpc } }),
  })
}

/** A denial that `decide` cannot see, because the list itself could not be had; its own denial, if any, comes first. */
function denied(decision: Decision, reason: 'erased' | 'state-stale'): Decision {
  return decision.allowed || decision.reason !== 'unknown-purpose'
    ? { ...decision, allowed: false, reason, recordIds: [], mayAsk: false }
    : decision
}

async function requireAlive(
  fence: FenceKeeper,
  { subject, tx }: { subject: { id: string; generation?: number }; tx: Sql | undefined },
): Promise<void> {
  if (tx !== undefined) return fence.assertAlive(subject, { tx })
  if (await fence.isErased(subject)) throw new PrivacyError('erased', 'The account has been erased: drop the write.')
}
