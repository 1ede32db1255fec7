/** Global Privacy Control as a request carries it. It is stored once for a subject that exists, and it never creates one. */
import type { OnEvent } from './event.ts'
import { codeOf } from './failure.ts'
import { type Append, derivedId } from './records.ts'
import type { KnownSubject } from './subject.ts'

/** @internal True when the request says `Sec-GPC: 1`, the only value that the specification gives a meaning. */
export function hasGpc(request: Request): boolean {
  return request.headers.get('sec-gpc') === '1'
}

/** @internal What was just written, and for whom. */
interface Written {
  subject: KnownSubject
  generation: number
}

/**
 * @internal Stores the signal of a request beside the subject's own write. A failure is told, not thrown: the write itself has succeeded, the
 * live signal still counts, and the next write stores it.
 */
export type RecordSignal = (request: Request, written: Written) => Promise<void>

/** @internal Makes `RecordSignal`, which remembers whose signal is stored. */
export function createRecordSignal(append: Append, onEvent: OnEvent): RecordSignal {
  const stored = new Set<string>()
  return async (request, { subject, generation }) => {
    const id = derivedId(['signal', 'gpc', subject.kind, subject.id, String(generation)])
    if (!hasGpc(request) || stored.has(id)) return
    try {
      await append(subject, { role: 'app', records: [{ id, type: 'signal', signal: 'gpc', value: 1 }] })
      if (stored.size >= CAPACITY) stored.clear() // the same record again is answered by the backend as the same
      stored.add(id)
    } catch (error) {
      onEvent({ kind: 'failure', where: 'signal', code: codeOf(error) })
    }
  }
}

const CAPACITY = 10_000
