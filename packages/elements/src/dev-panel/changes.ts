/** What changed, and when: the difference between two looks at a client, in words. */
import type { DevPanelClient, ShownDecision } from './port.ts'

/** One change. */
export interface Change {
  /** Milliseconds since 1970. */
  readonly at: number
  readonly text: string
}

/** Keeps the newest changes. */
export interface ChangeLog {
  /** Newest first. */
  list(): readonly Change[]
  /** When a purpose last changed since the panel is there; undefined: it did not. */
  changedAt(purpose: string): number | undefined
  add(text: string): void
  /** Looks at the client and notes what is different. */
  look(): void
}

/** Older changes than that many are forgotten. */
const MOST_CHANGES = 200

/** Starts with the state of this moment. */
export function createChangeLog(client: Pick<DevPanelClient, 'snapshot' | 'status'>): ChangeLog {
  const changes: Change[] = []
  const last = new Map<string, number>()
  let decisions = client.snapshot().decisions
  let status = client.status()
  const add = (text: string) => {
    changes.unshift({ at: Date.now(), text })
    changes.length = Math.min(changes.length, MOST_CHANGES)
  }
  const words = ({ allowed, reason }: ShownDecision) => `${allowed ? 'open' : 'closed'}, ${reason}`

  function look(): void {
    const now = client.snapshot().decisions
    for (const [purpose, decision] of Object.entries(now)) {
      const before = decisions[purpose]
      const isSame = before !== undefined && words(before) === words(decision) && sameIds(before, decision)
      if (isSame) continue
      last.set(purpose, Date.now())
      add(`${purpose}: ${before === undefined ? '' : `${words(before)} → `}${words(decision)}`)
    }
    decisions = now
    const next = client.status()
    if (next.pending !== status.pending) add(`outbox: ${status.pending} → ${next.pending} waiting`)
    if (next.lastError !== status.lastError)
      add(next.lastError === null ? 'outbox: the last attempt succeeded' : `outbox: ${next.lastError.code}`)
    if (next.storage !== status.storage) add(`storage: ${status.storage} → ${next.storage}`)
    status = next
  }
  return { list: () => changes, changedAt: (purpose) => last.get(purpose), add, look }
}

function sameIds(a: ShownDecision, b: ShownDecision): boolean {
  return a.recordIds.join() === b.recordIds.join()
}
