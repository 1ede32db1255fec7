import type { Deregistration } from '@privacykit/contract'
import { memoryKeys, newId } from '@privacykit/vault'
import { sql } from 'kysely'
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest'
import type { Backend } from './backend.ts'
import type { OpenDatabase } from './database.ts'
import type { DeregistrationOptions } from './deregistration-service.ts'
import { inlineJobs } from './jobs.ts'
import { pgBossJobs } from './jobs-pg-boss.ts'
import { call, newAccount, testBackend, testPolicy } from './test-backend.ts'
import { describeDatabases } from './test-databases.ts'
import { DAY, hook, lostJobs } from './test-saga.ts'

const TENANT = 'jobs'
const SECRET = 'service-key-of-the-tenant-for-jobs'
const NEVER = 3600

describeDatabases('what wakes a deregistration', ({ database }) => {
  let opened: OpenDatabase
  let backend: Backend
  beforeAll(async () => {
    opened = await database().open()
  })
  afterEach(() => backend.stop())
  afterAll(() => opened.close())

  const start = async (deregistration: DeregistrationOptions) => {
    // the undo time is a tenth of a second, and the second check is due at once
    const policy = testPolicy('2026-11-01', { deregistration: { undoDays: 100 / DAY, residualCheckDays: 0 } })
    backend = testBackend(
      { open: async () => ({ ...opened, close: async () => {} }) },
      {
        keys: memoryKeys(),
        apps: [{ id: 'shop', tenant: TENANT, policy, keys: [{ secret: SECRET }] }],
        deregistration,
      },
    )
    await backend.start()
    await call(backend, '/v1/hooks', { secret: SECRET, method: 'PUT', body: { hooks: [hook('main')] } })
    const now = new Date().toISOString()
    const body = { requestId: newId(), authTime: now, requestedAt: now, identifiers: [] }
    await call(backend, '/v1/deregistrations', { secret: SECRET, account: newAccount(), body })
    return body.requestId
  }
  const status = async (requestId: string) =>
    (await call<Deregistration>(backend, `/v1/deregistrations/${requestId}`, { secret: SECRET })).body.status

  it('goes on by pg-boss, without anybody asking for work', async () => {
    const requestId = await start({ jobs: pgBossJobs(opened.boss), reconcileSeconds: NEVER })

    await expect.poll(() => status(requestId), { timeout: 20_000 }).toBe('running')
  })

  it('goes on by timers of the process', async () => {
    const requestId = await start({ jobs: inlineJobs(), reconcileSeconds: NEVER })

    await expect.poll(() => status(requestId), { timeout: 10_000 }).toBe('running')
  })

  it('goes on by the reconciler alone when the jobs lose everything', async () => {
    const requestId = await start({ jobs: lostJobs, reconcileSeconds: 0.1 })

    await expect.poll(() => status(requestId), { timeout: 10_000 }).toBe('running')
  })

  it('goes on when the job queue is broken', async () => {
    const broken = { ...lostJobs, wake: () => Promise.reject(new Error('queue is full')) }
    const requestId = await start({ jobs: broken, reconcileSeconds: 0.1 })

    await expect.poll(() => status(requestId), { timeout: 10_000 }).toBe('running')
  })

  it('names requests in jobs, and nobody', async () => {
    const requestId = await start({ jobs: pgBossJobs(opened.boss), reconcileSeconds: NEVER })
    await expect.poll(() => status(requestId), { timeout: 20_000 }).toBe('running')

    const { rows: jobs } = await sql<{
      data: unknown
    }>`select data from privacykit_jobs.job where name = 'privacykit-wake'`.execute(opened.db)

    expect(jobs.map(({ data }) => data)).toContainEqual({ tenant: TENANT, app: 'shop', requestId })
    for (const { data } of jobs) expect(Object.keys(data ?? {}).sort()).toEqual(['app', 'requestId', 'tenant'])
  })
})
