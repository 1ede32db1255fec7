/** A store on PostgreSQL or PGlite: the data map becomes two hooks, one for the rows and one for the account's own row. */
import type { Identifier, Retained } from '@privacykit/contract'
import type { PolicyInput } from '@privacykit/policy'
import type { DataMap } from './data-map.ts'
import { erasureOrder, requireFittingMap } from './data-map-check.ts'
import { readShape } from './database-shape.ts'
import { addKept, counted, onceRecorded } from './erasure-run.ts'
import { type ErasureScope, type PlannedTable, planErasure } from './erasure-sql.ts'
import type { EraseOutcome, PreviewItem, StoreHook } from './hook.ts'
import { inTransaction, quoted, rowsOf, type Sql, type SqlClient } from './sql.ts'
import type { Store } from './store.ts'
import { storeWithdrawal } from './withdrawal-store.ts'

/** Longer than any request takes, its second residual check included. */
const STEPS_KEPT_MS = 2 * 366 * 86_400_000

/**
 * A store over the app's own tables. `client` is anything with `query(sql, params)`: a `pg.Pool`, a `pg.Client`, PGlite. Each table and
 * column of the schema is classified in `map`; `privacy.work()` and `privacy.check()` refuse a map that does not fit the database.
 *
 * Rows are looked up when they are erased, never before, and go in one transaction together with the fence and the step's result.
 *
 * @example
 * ```ts
 * const main = postgres(pool, {
 *   subject: { table: 'users', key: 'id', identifiers: { email: 'email' } },
 *   tables: {
 *     users: { columns: { id: 'user.unique_id', email: 'user.contact.email' }, erase: 'delete' },
 *     orders: {
 *       subject: 'user_id',
 *       columns: { id: 'non-personal', user_id: 'user.unique_id', ship_to: 'user.contact.address', paid_at: 'non-personal' },
 *       erase: keep({ rule: 'invoices', from: 'paid_at', mask: ['ship_to'] }),
 *     },
 *     products: 'no-personal-data',
 *   },
 * })
 * ```
 */
export function postgres(client: SqlClient, map: DataMap): Store {
  const plans = new WeakMap<PolicyInput, Promise<PlannedTable[]>>()
  const planFor = (policy: PolicyInput): Promise<PlannedTable[]> => {
    const known = plans.get(policy)
    if (known !== undefined) return known
    const made = makePlan(client, map, policy)
    plans.set(policy, made)
    made.catch(() => plans.delete(policy)) // the caller gets the error; the next call tries again
    return made
  }
  return {
    sql: client,
    async check(policy) {
      plans.delete(policy)
      await planFor(policy)
    },
    identifiers: (account) => readIdentifiers(client, map, account),
    hooks({ name, policy, now }) {
      const part = (phase: StoreHook['phase']): StoreHook => {
        const isMine = (table: string) => (table === map.subject.table) === (phase === 'identity')
        const plan = async () => (await planFor(policy)).filter((table) => isMine(table.name))
        const order = async () => (await plan()).map((table) => table.name)
        const withdrawal = storeWithdrawal({ client, map, policy, now, isMine, order })
        return { ...tablesHook({ client, now, phase, plan }), ...(withdrawal === undefined ? {} : { withdrawal }) }
      }
      return { [name]: part('data'), [`${name}:identity`]: part('identity') }
    },
    async purge(policy, at) {
      const plan = await planFor(policy)
      return inTransaction(client, (tx) => purgeEnded(tx, plan, at))
    },
  }
}

async function makePlan(client: SqlClient, map: DataMap, policy: PolicyInput): Promise<PlannedTable[]> {
  const shape = await readShape(client, map.schema ?? 'public')
  requireFittingMap(map, shape, policy)
  return planErasure({ map, policy, order: erasureOrder(map, shape) })
}

interface TablesHookOptions {
  client: SqlClient
  now: () => Date
  phase: StoreHook['phase']
  plan: () => Promise<PlannedTable[]>
}

function tablesHook({ client, now, phase, plan }: TablesHookOptions): StoreHook {
  return {
    phase,
    async preview({ account }) {
      const items: PreviewItem[] = []
      for (const table of await plan()) items.push(...(await previewTable(client, table, { account, at: now() })))
      return items
    },
    async erase(context, raiseFence) {
      const tables = await plan()
      return inTransaction(client, async (tx) => {
        await raiseFence(tx)
        return onceRecorded(tx, context.idempotencyKey, () =>
          eraseTables(tx, tables, { account: context.account, at: now() }),
        )
      })
    },
    async verify({ account }) {
      const scope = { account, at: now() }
      let residual = 0
      for (const table of await plan()) {
        for (const statement of [table.countDoomed(scope), table.countUnmasked(scope)]) {
          if (statement !== null) residual += (await counted(client, statement)).count
        }
      }
      return residual
    },
  }
}

async function previewTable(client: Sql, table: PlannedTable, scope: ErasureScope): Promise<PreviewItem[]> {
  const doomed = await counted(client, table.countDoomed(scope))
  const items: PreviewItem[] = doomed.count > 0 ? [{ what: table.label, count: doomed.count, fate: 'erased' }] : []
  const statement = table.countKept(scope)
  if (statement === null || table.rule === null) return items
  const kept = await counted(client, statement)
  if (kept.count === 0) return items
  return [
    ...items,
    { what: table.label, count: kept.count, fate: 'retained', rule: table.rule, until: kept.until ?? null },
  ]
}

async function eraseTables(tx: Sql, tables: readonly PlannedTable[], scope: ErasureScope): Promise<EraseOutcome> {
  const kept = new Map<string, Retained>()
  let count = 0
  // table by table, pointing rows first: a row finds its person and its rule through rows that are untouched until then
  for (const table of tables) {
    const counting = table.countKept(scope)
    if (counting !== null && table.rule !== null) addKept(kept, table.rule, await counted(tx, counting))
    const masking = table.maskKept(scope)
    if (masking !== null) await tx.query(masking.text, masking.params)
    count += (await counted(tx, table.deleteDoomed(scope))).count
  }
  const retained = [...kept.values()]
  return retained.length === 0 ? { outcome: 'erased', count } : { outcome: 'erased', count, retained }
}

async function purgeEnded(tx: Sql, plan: readonly PlannedTable[], at: Date): Promise<Record<string, number>> {
  const forgotten = new Date(at.getTime() - STEPS_KEPT_MS).toISOString()
  await rowsOf(tx, 'delete from privacykit_step where done_at < $1', [forgotten])
  const purged: Record<string, number> = {}
  for (const table of plan) {
    const statement = table.deleteEnded(at)
    if (statement === null || table.rule === null) continue
    const { count } = await counted(tx, statement)
    if (count > 0) purged[table.rule] = (purged[table.rule] ?? 0) + count
  }
  return purged
}

async function readIdentifiers(client: Sql, map: DataMap, account: string): Promise<Identifier[]> {
  const { table, key, identifiers = {} } = map.subject
  const kinds = Object.entries(identifiers) as [Identifier['kind'], string][] // as: Object.entries forgets the literal keys
  if (kinds.length === 0) return []
  const columns = kinds.map(([kind, column]) => `${quoted(column)}::text as ${quoted(kind)}`).join(', ')
  const text = `select ${columns} from ${quoted(map.schema ?? 'public')}.${quoted(table)} where ${quoted(key)} = $1`
  const { rows } = await client.query(text, [account])
  const row = rows[0] as Partial<Record<Identifier['kind'], string | null>> | undefined // as: named in the statement above
  return kinds.flatMap(([kind]) => {
    const value = row?.[kind]
    return value === undefined || value === null || value === '' ? [] : [{ kind, value }]
  })
}
