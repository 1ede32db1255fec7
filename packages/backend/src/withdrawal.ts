/** The endpoint by which a person sees what became of the data of purposes that they closed. */
import type { Context, Handlers } from './context.ts'
import { factsOf, type Sagas } from './deregistration-run.ts'
import { loadSaga, toDeregistration } from './deregistration-store.ts'
import { findSubject } from './subject.ts'
import { subjectIndex, tombstoneKey } from './tombstone.ts'

/** Most requests in one answer; the newest. */
const LIMIT = 100

export function withdrawalHandlers(sagas: Sagas): Handlers<'listWithdrawals'> {
  return {
    async listWithdrawals({ subject }, context) {
      const { tenant, app, db } = context
      const index = subjectIndex(await tombstoneKey(context.keys, context), subject)
      const generation = subject.generation ?? (await findSubject(db, { tenant, app, subject }))?.generation ?? 1
      const withdrawals = []
      for (const requestId of await findRequests(context, { index, generation })) {
        const loaded = await loadSaga(db, { tenant, app, requestId }, { fixedNow: context.fixedNow() })
        if (loaded !== null) withdrawals.push(toDeregistration(loaded, loaded.saga, factsOf(sagas, loaded)))
      }
      return { withdrawals }
    },
  }
}

async function findRequests(
  { db, tenant, app }: Context,
  { index, generation }: { index: string; generation: number },
): Promise<string[]> {
  const rows = await db
    .selectFrom('deregistration')
    .select('request_id as requestId')
    .where('kind', '=', 'withdrawal')
    .where('account_index', '=', index)
    .where('tenant', '=', tenant)
    .where('app', '=', app)
    .where('generation', '=', generation)
    .orderBy('requested_at', 'desc')
    .limit(LIMIT)
    .execute()
  return rows.map(({ requestId }) => requestId).reverse()
}
