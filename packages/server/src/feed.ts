/** Follows the backend's list of changes, so that what is kept in memory is dropped within a moment of a change. */
import type { BackendClient } from './backend-client.ts'
import type { States } from './state.ts'

/** @internal A reader of changes that remembers where it was. */
export interface Feed {
  /** One look; waits up to `waitSeconds` for a change. Resolves with the number of changes; throws what the backend answers. */
  follow(options: { waitSeconds: number; signal?: AbortSignal }): Promise<number>
}

/**
 * @internal Begins with the oldest change, since what was read before the first look may be older than any. After a failure it goes on where it
 * was, so no change passes unseen; until then the leases are the limit for what is known.
 */
export function createFeed(call: BackendClient, states: States): Feed {
  let cursor: string | null = null
  return {
    async follow({ waitSeconds, signal }) {
      const query: Record<string, string> = {
        waitSeconds: String(waitSeconds),
        ...(cursor === null ? {} : { after: cursor }),
      }
      const reply = await call('readFeed', {
        query,
        waitMs: waitSeconds * 1000,
        ...(signal === undefined ? {} : { signal }),
      })
      for (const { kind, id, seq } of reply.changes) states.invalidate(kind, id, seq)
      cursor = reply.cursor
      return reply.changes.length
    },
  }
}
