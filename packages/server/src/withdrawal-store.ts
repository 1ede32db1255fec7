/** A store's part when one purpose closes: its tables, in one transaction with the step's result. */
import type { Retained } from '@privacykit/contract'
import type { PolicyInput } from '@privacykit/policy'
import { type DataMap, personalTables } from './data-map.ts'
import { addKept, counted, onceRecorded } from './erasure-run.ts'
import type { StoreWithdrawal, WithdrawalContext } from './hook.ts'
import { inTransaction, type SqlClient } from './sql.ts'
import { purposesServed } from './withdrawal-map.ts'
import { type WithdrawnTable, withdrawTable } from './withdrawal-sql.ts'

/** @internal The tables of one hook of a store. */
export interface StoreWithdrawalOptions {
  client: SqlClient
  map: DataMap
  policy: PolicyInput
  now: () => Date
  isMine: (table: string) => boolean
  /** Names of this hook's tables, those that point to others first; checks the map. */
  order: () => Promise<readonly string[]>
}

/** Undefined when the map does not say what a withdrawal takes of these tables, and some of them hold such data. */
export function storeWithdrawal(options: StoreWithdrawalOptions): StoreWithdrawal | undefined {
  const { client, map, policy, now, isMine, order } = options
  const purposes = purposesServed(map, policy, isMine)
  if (purposes === null) return undefined
  const source = { map, policy, tables: new Map(personalTables(map)) }
  const planFor = async (context: WithdrawalContext): Promise<WithdrawnTable[]> => {
    const scope = { ...context, at: now() }
    return (await order()).flatMap((name) => withdrawTable(name, source, scope) ?? [])
  }
  return {
    purposes,
    async erase(context, awaitWriters) {
      const tables = await planFor(context)
      return inTransaction(client, async (tx) => {
        await awaitWriters(tx)
        return onceRecorded(tx, context.idempotencyKey, async () => {
          const kept = new Map<string, Retained>()
          let count = 0
          for (const { take, stays } of tables) {
            for (const { rule, count: statement } of stays) addKept(kept, rule, await counted(tx, statement))
            if (take !== null) count += (await counted(tx, take)).count
          }
          const retained = [...kept.values()]
          return retained.length === 0 ? { outcome: 'erased', count } : { outcome: 'erased', count, retained }
        })
      })
    },
    async verify(context) {
      let residual = 0
      for (const { left } of await planFor(context)) if (left !== null) residual += (await counted(client, left)).count
      return residual
    },
  }
}
