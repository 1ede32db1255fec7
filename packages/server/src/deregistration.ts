/** Closing an account: asked in the app's own transaction, sent to the backend, watched and undone by its id. */
import { type Deregistration, type DeregistrationPreview, type Identifier, PrivacyError } from '@privacykit/contract'
import type { PolicyInput } from '@privacykit/policy'
import type { BackendClient } from './backend-client.ts'
import type { DeployedHook } from './deployed-hooks.ts'
import type { OnEvent } from './event.ts'
import { codeOf, hasCode } from './failure.ts'
import type { Outbox, OutboxRow } from './outbox.ts'
import type { Sql, SqlClient } from './sql.ts'
import type { States } from './state.ts'
import { toSubject } from './subject.ts'

/** How a request is made. */
export interface DeregisterOptions {
  /** The app's own transaction: the request commits or vanishes with it, whatever the backend does. `work()` sends it then. */
  tx?: Sql
  generation?: number
  /** When the person last proved who they are. Given, it is checked (`stale-session`); absent, the app vouches for the request. */
  authTime?: Date | string
  /** The same id again is the same request. Default: a new one. */
  requestId?: string
}

/** @internal Everything about closing accounts, for the app and for the browser route. */
export interface Deregistrations {
  deregister(account: string, options?: DeregisterOptions): Promise<{ requestId: string; undoUntil: string }>
  /** Status. `not-found` for an unknown id. A request that is still on its way is `scheduled`. */
  status(requestId: string): Promise<Deregistration>
  /** Undoes a request of that account. `foreign-subject`, `undo-period-over`, `not-found`. */
  cancel(account: string, requestId: string): Promise<Deregistration>
  /** What closing would erase and keep, by the same planner that does it. */
  preview(account: string, options?: { generation?: number }): Promise<DeregistrationPreview>
  /** Sends what is due. Failures stay in the outbox and are told as events. */
  forwardDue(): Promise<void>
}

/** @internal What deregistrations are made of. */
export interface DeregistrationsOptions {
  policy: PolicyInput
  call: BackendClient
  outbox: Outbox
  /** The app's database; null: no deregistrations here. */
  sql: SqlClient | null
  hooks: readonly DeployedHook[]
  identifiersOf: (account: string) => Promise<Identifier[]>
  states: States
  maxAuthAgeSeconds: number
  now: () => Date
  newId: () => string
  onEvent: OnEvent
}

const DAY_MS = 86_400_000
const DEFAULT_UNDO_DAYS = 14
const ROWS_PER_PASS = 20

/** @internal Makes the functions around a request: ask, send, watch, undo, preview. */
export function createDeregistrations(parts: DeregistrationsOptions): Deregistrations {
  const { call, outbox, onEvent } = parts
  const undoDays = parts.policy.deregistration?.undoDays ?? DEFAULT_UNDO_DAYS
  const undoUntilOf = (row: { requestedAt: string }) =>
    new Date(Date.parse(row.requestedAt) + undoDays * DAY_MS).toISOString()
  const forward = createForward(parts)
  const forwardOne = async (requestId: string) => {
    const row = await outbox.takeOne(requestId)
    if (row !== null) await forward(row)
  }
  /** What does not get through now is sent by work(): the request itself is safe. Only an id that another account has can never be. */
  const forwardNow = async (requestId: string) => {
    try {
      await forwardOne(requestId)
    } catch (error) {
      if (!hasCode(error, 'id-reused')) return
      await outbox.remove(requestId)
      throw error
    }
  }
  return {
    async deregister(account, options = {}) {
      const row = makeRow(account, options, parts)
      const sql = options.tx ?? parts.sql
      if (sql === null)
        throw new PrivacyError(
          'invalid-option',
          'Give `createPrivacy` a store or `database`: the request is kept there first.',
        )
      await outbox.add(sql, row)
      onEvent({ kind: 'request', requestId: row.requestId, status: 'requested' })
      if (options.tx === undefined) await forwardNow(row.requestId)
      return { requestId: row.requestId, undoUntil: undoUntilOf(row) }
    },
    async status(requestId) {
      const row = parts.sql === null ? null : await outbox.find(requestId)
      if (row !== null) return onItsWay(row, undoUntilOf(row))
      return call('readDeregistration', { params: { requestId } })
    },
    async cancel(account, requestId) {
      const row = parts.sql === null ? null : await outbox.find(requestId)
      if (row !== null && row.account !== account)
        throw new PrivacyError('foreign-subject', 'That request belongs to another account.')
      if (row !== null) await forwardOne(requestId)
      const reply = await call('cancelDeregistration', {
        params: { requestId },
        subject: toSubject(account),
        role: 'subject',
        body: {},
      })
      parts.states.invalidate('account', account)
      onEvent({ kind: 'request', requestId, status: 'cancelled' })
      return reply
    },
    async preview(account, { generation = 1 } = {}) {
      const context = { account, generation, signal: AbortSignal.timeout(PREVIEW_TIMEOUT_MS) }
      const items = await Promise.all(
        parts.hooks.map(async ({ name, preview }) => (await preview(context)).map((item) => ({ hook: name, ...item }))),
      )
      return { undoDays, items: items.flat() }
    },
    async forwardDue() {
      if (parts.sql === null) return // a worker of hooks alone keeps no requests
      for (const row of await outbox.take(ROWS_PER_PASS)) await forward(row).catch(() => undefined) // told by an event inside; the row stays
    },
  }
}

const PREVIEW_TIMEOUT_MS = 10_000

/** Sends one row and removes it. Throws what the backend answers; the row then waits for its next turn. */
function createForward({
  call,
  outbox,
  identifiersOf,
  states,
  onEvent,
}: DeregistrationsOptions): (row: OutboxRow) => Promise<void> {
  return async (row) => {
    const { requestId, account, generation, authTime, requestedAt } = row
    try {
      // read now, not copied into the outbox: the account's row stands until the backend's plan ends with it
      const identifiers = await identifiersOf(account)
      const subject = toSubject(generation === null ? account : { account, generation })
      await call('requestDeregistration', {
        subject,
        role: 'subject',
        body: { requestId, authTime, requestedAt, identifiers },
      })
    } catch (error) {
      // erased already: there is nothing left to ask for
      if (!hasCode(error, 'erased')) {
        onEvent({ kind: 'request', requestId, status: 'forward-failed', code: codeOf(error) })
        await outbox.putBack(row)
        throw error
      }
    }
    await outbox.remove(requestId)
    states.invalidate('account', account)
    onEvent({ kind: 'request', requestId, status: 'forwarded' })
  }
}

function makeRow(
  account: string,
  options: DeregisterOptions,
  parts: DeregistrationsOptions,
): Omit<OutboxRow, 'attempts'> {
  toSubject(account)
  const requestedAt = parts.now()
  const authTime = options.authTime === undefined ? requestedAt : new Date(options.authTime)
  requireFresh(authTime, { now: requestedAt, maxAgeSeconds: parts.maxAuthAgeSeconds })
  return {
    requestId: options.requestId ?? parts.newId(),
    account,
    generation: options.generation ?? null,
    authTime: authTime.toISOString(),
    requestedAt: requestedAt.toISOString(),
  }
}

/** A stolen session must not be able to close the account; a date that cannot be read counts as old. */
function requireFresh(authTime: Date, { now, maxAgeSeconds }: { now: Date; maxAgeSeconds: number }): void {
  const ageMs = now.getTime() - authTime.getTime()
  if (ageMs <= maxAgeSeconds * 1000) return
  throw new PrivacyError(
    'stale-session',
    `Let the person sign in again: the proof of who they are must not be older than ${maxAgeSeconds} s.`,
  )
}

function onItsWay(row: OutboxRow, undoUntil: string): Deregistration {
  return {
    requestId: row.requestId,
    status: 'scheduled',
    requestedAt: row.requestedAt,
    undoUntil,
    irreversibleAt: null,
    completedAt: null,
    steps: [],
    interimProofId: null,
    finalProofId: null,
  }
}
