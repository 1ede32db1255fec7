/** The slower half of the outbox: repeats, takes bad batches apart, finds remedies. Loaded when there is something to drain. */
import type { PrivacyError } from '@privacykit/contract/error'
import { nextBatch } from './batch.ts'
import { toPrivacyError, verdictOf } from './errors.ts'
import type { Queue } from './outbox.ts'
import { remedy } from './remedy.ts'
import { sendWithRetry } from './retry.ts'

/** Sends everything that waits, subject by subject; to be run by one tab at a time. `devicesOnly`: nothing that needs a session. */
export async function drainAll(queue: Queue, devicesOnly: boolean): Promise<void> {
  const { entries, subjects } = queue
  await queue.underWay()
  // another tab stored it, and its message did not arrive: asking again returns the same receipt
  for (const id of queue.awaited()) {
    const entry = entries.get(id)
    if (entry?.state === 'stored') entries.put({ ...entry, state: 'pending' })
  }
  // devices first: their records must be there before a link can carry them over
  for (const tag of subjects.devices()) {
    await drainSubject(queue, tag)
    retire(queue, tag)
  }
  const { kind, tag } = subjects.current()
  if (kind === 'account' && !devicesOnly && queue.isVerified(tag)) await drainSubject(queue, tag)
}

async function drainSubject(queue: Queue, tag: string): Promise<void> {
  let limit = Number.POSITIVE_INFINITY
  while (!queue.isParked(tag)) {
    const credential = queue.credentialOf(tag)
    const batch = nextBatch(queue.entries.all(), tag, limit)
    const [first] = batch
    if (credential === null || first === undefined) return
    try {
      const reply = await sendWithRetry<'browserAppend'>(queue.fetch, queue.callFor(batch, credential, false))
      queue.acknowledge(batch, reply, credential)
    } catch (thrown) {
      const error = toPrivacyError(thrown)
      // one bad record fails its whole batch, so a batch is taken apart before any of it is given up
      const cure = batch.length === 1 ? remedyOf(queue, first, error) : null
      if (cure !== null) queue.moveWaiter(first.record.id, cure)
      if (queue.fail(batch, error) !== 'final') return
      limit = 1
    }
  }
}

/** Id under which the record waits on; null when there is none to look for, or nothing helps. */
function remedyOf(queue: Queue, entry: Parameters<typeof remedy>[0]['entry'], error: PrivacyError): string | null {
  if (verdictOf(error) !== 'final') return null
  const cure = remedy({ entry, error, entries: queue.entries, newId: queue.newId })
  if (cure === null) queue.abandon(entry.record.id, error)
  return cure === entry.record.id ? null : cure
}

/** A device of an earlier visitor leaves nothing here once all it said has been sent. */
function retire({ entries, subjects }: Queue, tag: string): void {
  const { tag: current, carried } = subjects.current()
  const isWaiting = entries.all().some((entry) => entry.tag === tag && entry.state === 'pending')
  if (tag === current || tag === carried?.tag || isWaiting) return
  entries.forget(tag)
  subjects.forgetSecret(tag)
}
