/** Global Privacy Control as a request carries it. It is stored once for a subject that exists, and it never creates one. */
import type { State } from '@privacykit/policy'
import { type Append, derivedId } from './records.ts'
import type { KnownSubject } from './subject.ts'

/** @internal True when the request says `Sec-GPC: 1`, the only value that the specification gives a meaning. */
export function hasGpc(request: Request): boolean {
  return request.headers.get('sec-gpc') === '1'
}

/** @internal Stores the signal. `state`: the subject's list where it is at hand. Throws what the backend answers. */
export type RecordSignal = (whose: { subject: KnownSubject; generation: number; state?: State }) => Promise<void>

/** @internal Makes `RecordSignal`, which remembers whose signal is stored. */
export function createRecordSignal(append: Append): RecordSignal {
  const stored = new Set<string>()
  return async ({ subject, generation, state }) => {
    const id = derivedId(['signal', 'gpc', subject.kind, subject.id, String(generation)])
    if (stored.has(id)) return
    const isListed = (state?.entries.get('signal')?.length ?? 0) > 0
    if (!isListed) await append(subject, { role: 'app', records: [{ id, type: 'signal', signal: 'gpc', value: 1 }] })
    if (stored.size >= CAPACITY) stored.clear() // the same record again is answered by the backend as the same
    stored.add(id)
  }
}

const CAPACITY = 10_000
