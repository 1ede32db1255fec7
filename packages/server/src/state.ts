/** What this process knows of subjects: read once, kept for a lease, dropped when the feed names them. */
import type { ListedRecord, SubjectState } from '@privacykit/contract'
import { fold, type State } from '@privacykit/policy'
import type { BackendClient } from './backend-client.ts'
import type { OnEvent } from './event.ts'
import { hasCode } from './failure.ts'
import type { History } from './history.ts'
import type { KnownSubject } from './subject.ts'

/** A subject's list as last read. */
interface KnownState {
  state: State
  generation: number
  flags: SubjectState['flags']
  seq: number
  /** This process's clock when the read began; the list was current then. */
  asOf: Date
}

/** `erased`: that generation is gone. Null: nothing is known, and nothing could be read. */
export type StateAnswer = KnownState | 'erased' | null

/** @internal The memory of subjects’ states. */
export interface States {
  /** Known and not older than `leaseMs`: from memory. Else one read, shared by all who ask at once; if that fails, the last known. Never throws. */
  get(subject: KnownSubject, leaseMs: number): Promise<StateAnswer>
  /** Reads now. Throws what the backend answers. */
  read(subject: KnownSubject): Promise<SubjectState>
  /**
   * What is known is not current any more; it stays as the last known. With `seq`, only when the known list does not reach it; 0 always counts.
   */
  invalidate(kind: 'account' | 'device', id: string, seq?: number): void
  /** Nothing that is known is current any more; reads that have begun are for their callers only. */
  invalidateAll(): void
}

interface Reading {
  promise: Promise<StateAnswer>
  /** A read for one generation says nothing to a caller of another. */
  generation: number | null
}

interface Slot {
  /** Counts the invalidations. */
  changes: number
  known: KnownState | null
  reading: Reading | null
}

/** @internal Where states come from, and how many are kept. */
export interface StatesOptions {
  call: BackendClient
  history: History
  now: () => Date
  onEvent: OnEvent
  /** Most subjects kept in memory. Default 10 000. */
  capacity?: number
}

const NEVER = new Date(0)

/** An empty memory. */
export function createStates(options: StatesOptions): States {
  const slots = new Map<string, Slot>()
  const { capacity = 10_000, now, onEvent, call } = options
  const slotOf = (kind: string, id: string): Slot => {
    const key = `${kind}:${id}`
    const slot = slots.get(key) ?? { changes: 0, known: null, reading: null }
    slots.delete(key) // set again below: the map's order is the order of use
    slots.set(key, slot)
    if (slots.size > capacity) slots.delete(slots.keys().next().value ?? key)
    return slot
  }
  const outdate = (slot: Slot) => {
    if (slot.known !== null) slot.known = { ...slot.known, asOf: NEVER }
    slot.changes += 1
    slot.reading = null
  }
  return {
    async get(subject, leaseMs) {
      const slot = slotOf(subject.kind, subject.id)
      const { known } = slot
      const isFresh = known !== null && now().getTime() - known.asOf.getTime() < leaseMs
      if (isFresh && fits(known, subject)) return known
      if (slot.reading === null || slot.reading.generation !== generationOf(subject)) {
        slot.reading = startReading(slot, subject, options)
      }
      return slot.reading.promise
    },
    read: (subject) => call('readState', { subject, query: { receipts: '1' } }),
    invalidate(kind, id, seq = 0) {
      const slot = slots.get(`${kind}:${id}`)
      if (slot === undefined) return
      const isSeen = seq > 0 && slot.known !== null && slot.known.seq >= seq && slot.reading === null
      if (isSeen) return
      outdate(slot)
      onEvent({ kind: 'state', change: 'changed' })
    },
    invalidateAll() {
      for (const slot of slots.values()) outdate(slot)
    },
  }
}

function startReading(slot: Slot, subject: KnownSubject, options: StatesOptions): Reading {
  const reading: Reading = { promise: Promise.resolve(null), generation: generationOf(subject) }
  const { changes } = slot
  reading.promise = readOnce(subject, options)
    .then((answer) => {
      // an invalidation during the read leaves its result usable for this call, and not for the next
      if (answer !== null && answer !== 'erased') {
        slot.known = slot.changes === changes ? answer : { ...answer, asOf: NEVER }
      }
      return answer ?? lastKnown(slot, subject)
    })
    .finally(() => {
      if (slot.reading === reading) slot.reading = null
    })
  return reading
}

async function readOnce(subject: KnownSubject, { call, history, now, onEvent }: StatesOptions): Promise<StateAnswer> {
  const asOf = now()
  try {
    const reply = await call('readState', { subject })
    onEvent({ kind: 'state', change: 'read' })
    const records = reply.records as ListedRecord[] // as: the schema's output, whose optional stamp is the same with another spelling
    await history.learn(versionsIn(records))
    return { state: fold(records), generation: reply.generation, flags: reply.flags, seq: reply.seq, asOf }
  } catch (error) {
    if (hasCode(error, 'erased')) return 'erased'
    onEvent({ kind: 'state', change: 'unreachable' })
    return null
  }
}

const generationOf = (subject: KnownSubject) => (subject.kind === 'account' ? (subject.generation ?? null) : null)

/** Of an older generation nothing may be known through a newer one, nor the other way round. */
function fits(known: KnownState, subject: KnownSubject): boolean {
  return subject.kind === 'device' || subject.generation === undefined || subject.generation === known.generation
}

function lastKnown(slot: Slot, subject: KnownSubject): StateAnswer {
  return slot.known !== null && fits(slot.known, subject) ? slot.known : null
}

function versionsIn(records: readonly ListedRecord[]): string[] {
  return records.flatMap(({ record }) =>
    'policyVersion' in record && typeof record.policyVersion === 'string' ? [record.policyVersion] : [],
  )
}
