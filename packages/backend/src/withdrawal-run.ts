/** The backend's duties in a withdrawal: the plan of one purpose, and the proof of what became of it. */
import type { HookDeclaration, Withdrawal } from '@privacykit/contract'
import { type PolicyVersionEntry, planWithdrawal } from '@privacykit/policy'
import { AGE_LAW } from '@privacykit/policy/age'
import { type Kysely, sql } from 'kysely'
import { deployedAs } from './deregistration-state.ts'
import type { LoadedSaga, RequestKey } from './deregistration-store.ts'
import { toSagaSteps } from './plan.ts'
import { readList, toListedRecord } from './record-list.ts'
import type { SagaStep } from './step-state.ts'
import { findSubject, type SubjectKey } from './subject.ts'
import type { Tables } from './tables.ts'

/** Why a step of a withdrawal is never handed out: nobody has declared that the hook, or the recipient, can do it. */
const NOT_DECLARED = { hook: 'withdrawals-not-declared', recipient: 'recipient-not-declared' } as const

interface PlanOptions {
  loaded: LoadedSaga
  subject: SubjectKey['subject']
  policies: readonly PolicyVersionEntry[]
  now: number
  newId: () => string
}

/** Plans over the list as it stands in the caller's transaction. */
export async function planPurpose(
  trx: Kysely<Tables>,
  { loaded, subject, policies, now, newId }: PlanOptions,
): Promise<{ withdrawal: Withdrawal; steps: SagaStep[] }> {
  const { key, row, hooks, recipients } = loaded
  const { purpose, before } = withdrawalOf(loaded)
  const list = await readList(trx, { ...key, subject, generation: row.generation })
  const found = await findSubject(trx, { ...key, subject })
  const plan = planWithdrawal({
    ...{ policies, purpose, hooks: hooks ?? [], ageLaw: AGE_LAW, at: new Date(now).toISOString() },
    records: list.map(toListedRecord),
    flags: { suppressed: found?.suppressed ?? false, ageUnknown: found?.ageUnknown ?? false },
  })
  const declared = new Set(hooks?.flatMap(({ name, withdrawals }) => (withdrawals === undefined ? [] : [name])))
  const steps = toSagaSteps(plan.steps, newId).map((step): SagaStep => {
    const isTold = step.kind === 'notify'
    if (isTold ? recipients.includes(step.hook) : declared.has(step.hook)) return step
    return { ...step, failure: isTold ? NOT_DECLARED.recipient : NOT_DECLARED.hook }
  })
  return { withdrawal: { purpose, before, categories: plan.categories, kept: plan.kept }, steps }
}

/** What counts as deployed: for a withdrawal only the hooks that know one, and the recipients that can be told. */
export function deployedFor({ saga, recipients }: LoadedSaga, hooks: readonly HookDeclaration[]): string[] {
  if (saga.kind === 'account') return hooks.map(({ name }) => name)
  const able = hooks.filter(({ withdrawals }) => withdrawals !== undefined).map(({ name }) => name)
  return [...able, ...recipients.map((hook) => deployedAs({ kind: 'notify', hook }))]
}

/** Throws `TypeError` for an account's request. */
export function withdrawalOf({ row }: Pick<LoadedSaga, 'row'>): Withdrawal {
  if (row.withdrawal === null) throw new TypeError('The request is not a withdrawal.')
  return JSON.parse(row.withdrawal) as Withdrawal // as: written by withdrawal-start, and by planPurpose above
}

/**
 * The whole account is being erased: its withdrawals that are under way lead to that request from now on, and their steps are void. Those
 * that are done lose what leads to the person.
 */
export async function supersedeWithdrawals(trx: Kysely<Tables>, { key, row }: LoadedSaga): Promise<void> {
  if (row.account_index === null) return
  const { tenant, app, requestId } = key
  const mine = sql`kind = 'withdrawal' and account_index = ${row.account_index} and tenant = ${tenant} and app = ${app}
    and generation = ${row.generation}`
  await sql`delete from privacykit.step where tenant = ${tenant} and app = ${app} and request_id in (
    select request_id from privacykit.deregistration where ${mine} and final_proof_id is null)`.execute(trx)
  await sql`update privacykit.deregistration set same_as = ${requestId}, sealed = null, next_at = null
    where ${mine} and final_proof_id is null`.execute(trx)
  await sql`update privacykit.deregistration set account_index = null where ${mine}`.execute(trx)
}

/** Requests whose keys are of no use any more since this one took their place. */
export async function supersededBy(db: Kysely<Tables>, { tenant, app, requestId }: RequestKey): Promise<RequestKey[]> {
  const rows = await db
    .selectFrom('deregistration')
    .select('request_id as requestId')
    .where('tenant', '=', tenant)
    .where('app', '=', app)
    .where('same_as', '=', requestId)
    .where('kind', '=', 'withdrawal')
    .execute()
  return rows.map((each) => ({ tenant, app, requestId: each.requestId }))
}
