/** What a request says besides its body: place and signal. They count at once, and are stored beside what the subject's list holds already. */
import { isSignalBinding, type PolicyInput, type State } from '@privacykit/policy'
import type { OnEvent } from './event.ts'
import { codeOf } from './failure.ts'
import { createRecordRegion, type FindRegion } from './jurisdiction.ts'
import type { Append } from './records.ts'
import { createRecordSignal, hasGpc } from './signal.ts'
import type { States } from './state.ts'
import type { KnownSubject, RequestFacts } from './subject.ts'

/** @internal A subject whose list exists. */
interface Listed {
  subject: KnownSubject
  generation: number
  /** The list, where it is at hand. */
  state?: State
}

/** @internal Facts of requests. */
export interface Facts {
  /** What a request says. `region` is absent when the app does not look for it. */
  of(request: Request): RequestFacts & { gpc: boolean }
  /**
   * Stores what is new among the facts; nothing for a subject without a list, which a signal or a place must not create. Never throws: the live
   * facts count anyway, a failure is told, and a later request stores them.
   */
  record(facts: RequestFacts, listed: Listed): Promise<void>
  /** The same for a subject of which it is not known whether it has a list. */
  recordIfListed(facts: RequestFacts, subject: KnownSubject): Promise<void>
}

/** @internal What facts are made of. */
export interface FactsOptions {
  policy: PolicyInput
  region: FindRegion
  regionSource: 'edge-header' | 'app'
  append: Append
  states: States
  now: () => Date
  onEvent: OnEvent
}

/** After a failure the same subject is left alone for so long, so that a backend that is down does not slow every check. */
const PAUSE_MS = 60_000
/** A list read within so long tells what is stored already. */
const LEASE_MS = 60_000
const CAPACITY = 10_000

/** @internal Makes `Facts`. */
export function createFacts({ policy, region, regionSource, append, states, now, onEvent }: FactsOptions): Facts {
  const recordSignal = createRecordSignal(append)
  const recordRegion = createRecordRegion(append, regionSource)
  const failedAt = new Map<string, number>()
  const storing = new Set<string>()

  async function quietly(where: string, { kind, id }: KnownSubject, store: () => Promise<void>): Promise<void> {
    const key = `${where}:${kind}:${id}`
    // a page asks for many things at once; one of its requests is enough
    if (storing.has(key) || now().getTime() - (failedAt.get(key) ?? Number.NEGATIVE_INFINITY) < PAUSE_MS) return
    storing.add(key)
    try {
      await store()
      failedAt.delete(key)
    } catch (error) {
      if (failedAt.size >= CAPACITY) failedAt.clear()
      failedAt.set(key, now().getTime())
      onEvent({ kind: 'failure', where, code: codeOf(error) })
    } finally {
      storing.delete(key)
    }
  }

  const facts: Facts = {
    of(request) {
      const found = region(request)
      return { gpc: hasGpc(request), ...(found === undefined ? {} : { region: found }) }
    },
    async record({ gpc, region: place = null }, { subject, generation, state }) {
      const known = state ?? (place === null ? undefined : await readState(subject))
      const listed = { subject, generation, ...(known === undefined ? {} : { state: known }) }
      if (gpc === true && isSignalBinding(policy, place)) await quietly('signal', subject, () => recordSignal(listed))
      if (place !== null && known !== undefined)
        await quietly('jurisdiction', subject, () => recordRegion(place, { ...listed, state: known }))
    },
    async recordIfListed(said, subject) {
      if (said.gpc !== true && typeof said.region !== 'string') return
      const answer = await states.get(subject, LEASE_MS)
      if (answer === null || answer === 'erased' || answer.seq === 0) return
      await facts.record(said, { subject, generation: answer.generation, state: answer.state })
    },
  }

  async function readState(subject: KnownSubject): Promise<State | undefined> {
    const answer = await states.get(subject, LEASE_MS)
    return answer === null || answer === 'erased' ? undefined : answer.state
  }
  return facts
}
