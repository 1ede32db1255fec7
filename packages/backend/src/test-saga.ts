/** For tests: a backend whose jobs lose everything, a clock that the test moves, and an app's worker by hand. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Deregistration, HookDeclaration, LeasedStep, Outcome, Step } from '@privacykit/contract'
import { fileKeys, newId } from '@privacykit/vault'
import { CompiledQuery } from 'kysely'
import { afterAll, beforeAll, beforeEach } from 'vitest'
import type { Backend } from './backend.ts'
import type { Database, OpenDatabase } from './database.ts'
import type { Jobs } from './jobs.ts'
import { call, type Reply, testBackend } from './test-backend.ts'
import { describeDatabases } from './test-databases.ts'

export const DAY = 86_400_000

/** Jobs that lose everything: only the reconciler, and workers that ask, move anything. */
export const lostJobs: Jobs = { start: async () => {}, wake: async () => {}, stop: async () => {} }

export const hook = (name: string, fields: Partial<HookDeclaration> = {}): HookDeclaration => ({
  name,
  after: [],
  phase: 'data',
  identifies: false,
  verifies: true,
  ...fields,
})
export const HOOKS = [
  hook('main', { identifies: true }),
  hook('billing', { after: ['main'], verifies: false }),
  hook('row', { phase: 'identity' }),
]

interface LeaseFields {
  hooks?: string[]
  /** Those of them that know withdrawals. */
  withdrawals?: string[]
  recipients?: string[]
  max?: number
  leaseSeconds?: number
  waitSeconds?: number
}

/** A suite's world; its fields are set before the first test runs. */
export interface SagaWorld {
  backend: Backend
  /** A second backend on the same database and keys. */
  other: Backend
  opened: OpenDatabase
  /** The same database for further backends; closing it is left to the suite. */
  shared: Database
  /** Folder of the keys. */
  dir: string
  /** Milliseconds; the test moves it. */
  now: number
  iso(): string
  declare(hooks: readonly HookDeclaration[]): Promise<void>
  request(account: string, fields?: { requestId?: string; generation?: number }): Promise<Reply<Deregistration>>
  read(requestId: string): Promise<Deregistration>
  open(account: string, email?: string): Promise<Reply<{ generation: number; flags: object }>>
  lease(fields?: LeaseFields, at?: Backend): Promise<LeasedStep[]>
  report(leased: LeasedStep, outcome: Outcome): Promise<Reply<Step & { code?: string }>>
  /** Runs steps until none is left now; returns what was run, in order. */
  work(answer?: (leased: LeasedStep) => Outcome): Promise<string[]>
  rows(text: string, parameters?: unknown[]): Promise<Record<string, unknown>[]>
}

/** What well-behaved hooks answer. */
export function well({ step }: LeasedStep): Outcome {
  if (step.kind === 'identify') return { outcome: 'identified', aliases: { card: ['cus_81'] } }
  if (step.kind === 'notify') return { outcome: 'told' }
  if (step.kind !== 'erase') return { outcome: 'verified', residual: 0 }
  const retained = [{ rule: 'invoices', count: 2, until: null }]
  return step.hook === 'billing' ? { outcome: 'retained', retained } : { outcome: 'erased', count: 3 }
}

/** Runs a suite once a database; each test starts without requests. */
export function describeSagas(title: string, suite: (saga: SagaWorld) => void): void {
  describeDatabases(title, ({ database }) => {
    const saga = createWorld()
    beforeAll(async () => {
      saga.dir = mkdtempSync(join(tmpdir(), 'privacykit-saga-'))
      saga.opened = await database().open()
      saga.shared = { open: async () => ({ ...saga.opened, close: async () => {} }) }
      const options = { now: () => new Date(saga.now), deregistration: { jobs: lostJobs, fenceDays: 60 } }
      saga.backend = testBackend(saga.shared, { ...options, keys: fileKeys(saga.dir) })
      saga.other = testBackend(saga.shared, { ...options, keys: fileKeys(saga.dir) })
      saga.now = Date.parse('2026-11-22T10:00:00.000Z')
    })
    beforeEach(async () => {
      await saga.declare(HOOKS) // opens and migrates
      await saga.rows('delete from privacykit.step')
      await saga.rows('delete from privacykit.deregistration')
    })
    afterAll(async () => {
      await saga.opened.close()
      rmSync(saga.dir, { recursive: true, force: true })
    })
    suite(saga)
  })
}

function createWorld(): SagaWorld {
  const saga = {
    iso: () => new Date(saga.now).toISOString(),
    async declare(hooks) {
      must(await call(saga.backend, '/v1/hooks', { method: 'PUT', body: { hooks } }))
    },
    request(account, { requestId = newId(), ...headers } = {}) {
      const identifiers = [{ kind: 'email', value: `${account}@mail.example` }]
      const body = { requestId, authTime: saga.iso(), requestedAt: saga.iso(), identifiers }
      return call(saga.backend, '/v1/deregistrations', { account, ...headers, body })
    },
    read: async (requestId) => must(await call(saga.backend, `/v1/deregistrations/${requestId}`)),
    open(account, email = `${account}@mail.example`) {
      return call(saga.backend, '/v1/accounts', { account, body: { identifiers: [{ kind: 'email', value: email }] } })
    },
    async lease(fields = {}, at = saga.backend) {
      const body = { hooks: HOOKS.map(({ name }) => name), max: 32, leaseSeconds: 60, waitSeconds: 0, ...fields }
      return must(await call<{ steps: LeasedStep[] }>(at, '/v1/steps/lease', { body })).steps
    },
    report: ({ step, leaseToken }, outcome) =>
      call(saga.backend, `/v1/steps/${step.id}/report`, { body: { leaseToken, outcome } }),
    async work(answer = well) {
      const ran: string[] = []
      for (let leased = await saga.lease(); leased.length > 0; leased = await saga.lease()) {
        for (const each of leased) {
          must(await saga.report(each, answer(each)))
          ran.push(`${each.step.kind} ${each.step.hook}`)
        }
      }
      return ran
    },
    rows: async (text, parameters = []) =>
      (await saga.opened.db.executeQuery<Record<string, unknown>>(CompiledQuery.raw(text, parameters))).rows,
  } as SagaWorld // as: the rest is set before the first test
  return saga
}

function must<T>({ status, body }: Reply<T>): T {
  if (status >= 300) throw new Error(`the backend answered ${status}: ${JSON.stringify(body)}`)
  return body
}
