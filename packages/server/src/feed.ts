/** Follows the backend's list of changes, so that what is kept in memory is dropped within a moment of a change. */
import type { FeedReply } from '@privacykit/contract'
import type { BackendClient } from './backend-client.ts'
import type { States } from './state.ts'

/** @internal A reader of changes that remembers where it was. */
export interface Feed {
  /** One look; waits up to `waitSeconds` for a change. Resolves with the number of changes; throws what the backend answers. */
  follow(options: { waitSeconds: number; signal?: AbortSignal }): Promise<number>
}

/**
 * @internal Begins with what is newest: what this process read before its first look may be older, so that is not current from then on, and
 * changes long past need not be told one by one. After a failure it goes on where it was, so no change passes unseen; until then the leases are
 * the limit for what is known.
 */
export function createFeed(call: BackendClient, states: States): Feed {
  let cursor: string | null = null
  const take = ({ changes, cursor: next }: FeedReply) => {
    for (const { kind, id, seq } of changes) states.invalidate(kind, id, seq)
    cursor = next
    return changes.length
  }
  return {
    async follow({ waitSeconds, signal }) {
      const ended = signal === undefined ? {} : { signal }
      if (cursor === null) {
        const newest = await call('readFeed', { query: { after: 'latest' }, ...ended })
        states.invalidateAll()
        const found = take(newest)
        if (found > 0) return found // a backend that knows no `latest` begins with the oldest
      }
      const query = { waitSeconds: String(waitSeconds), after: cursor ?? '' }
      return take(await call('readFeed', { query, waitMs: waitSeconds * 1000, ...ended }))
    },
  }
}
