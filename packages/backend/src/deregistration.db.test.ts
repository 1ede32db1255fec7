import { readdirSync } from 'node:fs'
import type { Deregistration, Proof, SubjectState } from '@privacykit/contract'
import { memoryKeys, newId, verifyJws } from '@privacykit/vault'
import { compactVerify, createLocalJWKSet, type JSONWebKeySet } from 'jose'
import { expect, it } from 'vitest'
import { append, call, choice, newAccount, newDevice, testBackend, testPolicy } from './test-backend.ts'
import { DAY, describeSagas, hook, lostJobs } from './test-saga.ts'

describeSagas('deregistration', (saga) => {
  it('goes from the request to the final proof, and keeps nothing that tells who it was', async () => {
    const account = newAccount()
    const device = newDevice()
    await saga.open(account)
    await append(saga.backend, [choice({ choice: 'refused' })], { account })
    await append(saga.backend, [choice()], { device })
    expect((await call(saga.backend, '/v1/links', { account, device, body: { mode: 'adopt' } })).status).toBe(200)

    const { status, body: made } = await saga.request(account)
    expect(status).toBe(202)
    expect(made).toMatchObject({ status: 'scheduled', irreversibleAt: null, steps: [] })
    expect(Date.parse(made.undoUntil) - saga.now).toBe(14 * DAY)
    expect(await saga.work()).toEqual([])

    saga.now += 14 * DAY
    const ran = await saga.work()
    expect(ran).toEqual(['identify main', 'erase main', 'erase billing', 'erase row', 'verify main', 'verify row'])
    const confirming = await saga.read(made.requestId)
    expect(confirming.status).toBe('confirming')
    expect(confirming.interimProofId).not.toBeNull()
    expect(confirming.completedAt).toBeNull()

    saga.now += 30 * DAY
    expect(await saga.work()).toEqual(['residual-check main', 'residual-check row'])
    const completed = await saga.read(made.requestId)
    expect(completed.status).toBe('completed')
    expect(completed.completedAt).toBe(saga.iso())

    const { body: proof } = await call<Proof>(saga.backend, `/v1/proofs/${completed.finalProofId}`)
    expect(proof).toMatchObject({ kind: 'final', residual: 0, notVerified: ['billing'], app: 'shop' })
    expect(proof.recordsDeleted).toBeGreaterThanOrEqual(5)
    expect(JSON.stringify(proof)).not.toContain(account)
    const keys = (await call<JSONWebKeySet>(saga.backend, '/v1/keys', { secret: null })).body
    const { payload } = await compactVerify(proof.jws, createLocalJWKSet(keys))
    const { jws, ...said } = proof
    expect(JSON.parse(new TextDecoder().decode(payload))).toEqual(said)
    expect(verifyJws(jws, keys as never, 'privacy-proof+jws')).toEqual(said)

    const stored = await saga.rows('select * from privacykit.deregistration where request_id = $1', [made.requestId])
    const steps = await saga.rows('select * from privacykit.step where request_id = $1', [made.requestId])
    expect(stored[0]?.sealed).toBeNull()
    expect(JSON.stringify([stored, steps])).not.toMatch(new RegExp(`${account}|cus_81|mail\\.example`))
    expect(steps.every((step) => step.sealed_aliases === null)).toBe(true)
    const left = await saga.rows('select type from privacykit.record where subject_id = $1', [account])
    expect(left).toEqual([{ type: 'erased' }])
    await saga.lease() // whoever asks for work also destroys keys that are due
    expect(readdirSync(saga.dir).filter((name) => name.includes(made.requestId))).toEqual([])
  })

  it('is undone in time, without a trace in what is allowed later', async () => {
    const account = newAccount()
    await saga.open(account)
    const { body: made } = await saga.request(account)
    saga.now += 14 * DAY - 1
    const cancel = (by: string) =>
      call<Deregistration & { code: string }>(saga.backend, `/v1/deregistrations/${made.requestId}/cancel`, {
        account: by,
        body: {},
      })

    expect((await cancel(newAccount())).body.code).toBe('foreign-subject')
    expect((await cancel(account)).body.status).toBe('withdrawn')
    expect((await cancel(account)).body.status).toBe('withdrawn')

    saga.now += 60 * DAY
    expect(await saga.work()).toEqual([])
    expect((await saga.read(made.requestId)).status).toBe('withdrawn')
    const { body: state } = await call<SubjectState>(saga.backend, '/v1/state', { account })
    expect(state.records.map(({ record }) => record.type)).toEqual([
      'account-opened',
      'deregistration-requested',
      'deregistration-cancelled',
    ])
    expect((await saga.request(account)).body.status).toBe('scheduled')
  })

  it('cannot be undone once its time is over, even before anything ran', async () => {
    const account = newAccount()
    const { body: made } = await saga.request(account)
    saga.now += 14 * DAY

    const { status, body } = await call(saga.backend, `/v1/deregistrations/${made.requestId}/cancel`, {
      account,
      body: {},
    })

    expect([status, body.code]).toEqual([409, 'undo-period-over'])
  })

  it('takes the same request twice as one, joins a second one of the account, and refuses a taken id', async () => {
    const account = newAccount()
    const requestId = newId()
    const first = await saga.request(account, { requestId })

    const replies = await Promise.all([
      saga.request(account, { requestId }),
      saga.request(account),
      saga.request(account),
      saga.request(newAccount(), { requestId }),
    ])

    expect(replies[0]?.body).toEqual(first.body)
    expect(replies[1]?.body.requestId).toBe(requestId)
    expect(replies[2]?.body.requestId).toBe(requestId)
    expect([replies[3]?.status, replies[3]?.body]).toEqual([409, expect.objectContaining({ code: 'id-reused' })])
    const plans = await saga.rows(
      "select 1 from privacykit.record where subject_id = $1 and type = 'deregistration-requested'",
      [account],
    )
    expect(plans).toHaveLength(1)
  })

  it('makes one request of twenty that come at once', async () => {
    const account = newAccount()
    const requestId = newId()

    const replies = await Promise.all(
      Array.from({ length: 20 }, (_, index) =>
        index % 2 ? saga.request(account) : saga.request(account, { requestId }),
      ),
    )

    expect(replies.map(({ status }) => status)).toEqual(Array(20).fill(202))
    expect(new Set(replies.map(({ body }) => body.requestId)).size).toBe(1)
  })

  it('waits with the plan for an app that never declared a hook', async () => {
    const foreign = { secret: 'service-key-of-another-tenant-tests' }
    const account = newAccount()
    const requestId = newId()
    const times = { authTime: saga.iso(), requestedAt: saga.iso() }
    await call(saga.backend, '/v1/deregistrations', {
      ...foreign,
      account,
      body: { requestId, ...times, identifiers: [] },
    })
    saga.now += 14 * DAY
    await call(saga.backend, '/v1/steps/lease', {
      ...foreign,
      body: { hooks: [], max: 1, leaseSeconds: 1, waitSeconds: 0 },
    })
    const path = `/v1/deregistrations/${requestId}`
    expect((await call(saga.backend, path, foreign)).body.status).toBe('blocked')
    expect((await call(saga.backend, path)).status).toBe(404) // another tenant’s key

    await call(saga.backend, '/v1/hooks', {
      ...foreign,
      method: 'PUT',
      body: { hooks: [hook('only', { verifies: false })] },
    })

    expect((await call(saga.backend, path, foreign)).body.status).toBe('running')
  })

  it('keeps requests out of reach without the key that seals them, and others going', async () => {
    const stray = testBackend(saga.shared, {
      now: () => new Date(saga.now),
      keys: memoryKeys(),
      deregistration: { jobs: lostJobs },
    })
    const account = newAccount()
    const { body: lost } = await call<Deregistration>(stray, '/v1/deregistrations', {
      account,
      body: {
        requestId: newId(),
        authTime: saga.iso(),
        requestedAt: saga.iso(),
        identifiers: [],
      },
    })
    const { body: made } = await saga.request(newAccount())
    saga.now += 14 * DAY

    await saga.work()

    expect((await saga.read(lost.requestId)).status).toBe('scheduled')
    expect((await saga.read(made.requestId)).status).toBe('confirming')
  })

  it('publishes policy times in fractions of days', async () => {
    const policy = testPolicy('2026-12-01', { deregistration: { undoDays: 1 / DAY, residualCheckDays: 0 } })
    await call(saga.other, '/v1/policies', {
      method: 'PUT',
      secret: 'service-key-of-another-tenant-tests',
      body: { policy },
    })
    const times = { authTime: saga.iso(), requestedAt: saga.iso() }

    const { body } = await call<Deregistration>(saga.other, '/v1/deregistrations', {
      secret: 'service-key-of-another-tenant-tests',
      account: newAccount(),
      body: { requestId: newId(), ...times, identifiers: [] },
    })

    expect(Date.parse(body.undoUntil)).toBe(saga.now + 1)
  })
})
