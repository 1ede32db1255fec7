import type { LeasedStep, Outcome, Proof } from '@privacykit/contract'
import { newId } from '@privacykit/vault'
import { sql } from 'kysely'
import { expect, it } from 'vitest'
import { call, newAccount } from './test-backend.ts'
import { DAY, describeSagas, HOOKS, hook, well } from './test-saga.ts'

describeSagas('steps of a deregistration', (saga) => {
  it('hands a step to another worker when its lease ran out, under the same key, and refuses the late word', async () => {
    const account = newAccount()
    await saga.request(account)
    saga.now += 14 * DAY
    const [lost] = await saga.lease({ leaseSeconds: 10 })
    expect(lost?.subject).toEqual({ account, generation: 1 })
    expect(await saga.lease({}, saga.other)).toEqual([])

    saga.now += 10_000
    const [again] = await saga.lease({}, saga.other)

    if (lost === undefined || again === undefined) throw new Error('no lease')
    expect(again.step).toMatchObject({ id: lost.step.id, attempts: 2, failure: 'lease-expired' })
    const late = await saga.report(lost, well(lost))
    expect([late.status, late.body.code]).toEqual([409, 'lease-lost'])
    expect((await saga.report(again, well(again))).body.status).toBe('done')
    await saga.work()
  })

  it('hears a report twice and does nothing twice', async () => {
    await saga.request(newAccount())
    saga.now += 14 * DAY
    const [leased] = await saga.lease()
    if (leased === undefined) throw new Error('no lease')

    const first = await saga.report(leased, well(leased))
    const second = await saga.report(leased, well(leased))
    const differs = await saga.report(leased, { outcome: 'identified', aliases: {} })

    expect(second).toMatchObject({ status: 200, body: first.body })
    expect(differs.status).toBe(409)
    expect((await saga.report({ ...leased, leaseToken: newId() }, well(leased))).status).toBe(409)
    expect((await saga.report(leased, { outcome: 'erased', count: 1 })).status).toBe(422)
    expect((await saga.report({ ...leased, step: { ...leased.step, id: newId() } }, well(leased))).status).toBe(404)
    await saga.work()
  })

  it('never gives one step to two workers', async () => {
    const accounts = Array.from({ length: 6 }, newAccount)
    await saga.declare(Array.from({ length: 5 }, (_, index) => hook(`h${index}`)))
    for (const account of accounts) await saga.request(account)
    saga.now += 14 * DAY
    const hooks = Array.from({ length: 5 }, (_, index) => `h${index}`)
    const seen: string[] = []

    for (let round = 0; round < 12 && seen.length < 30; round += 1) {
      const grants = await Promise.all(
        [saga.backend, saga.other, saga.backend, saga.other].map((at) => saga.lease({ hooks, max: 4 }, at)),
      )
      seen.push(...grants.flat().map(({ step }) => step.id))
    }

    expect(seen.length).toBe(30)
    expect(new Set(seen).size).toBe(30)
    saga.now += 120_000
    for (let leased = await saga.lease({ hooks }); leased.length > 0; leased = await saga.lease({ hooks })) {
      for (const each of leased) await saga.report(each, well(each))
    }
  })

  it('finishes the oldest request first, so that new ones do not starve it', async () => {
    const { body: older } = await saga.request(newAccount())
    saga.now += 1000
    await saga.request(newAccount())
    saga.now += 14 * DAY

    const requests: string[] = []
    for (let leased = await saga.lease({ max: 1 }); requests.length < 6; leased = await saga.lease({ max: 1 })) {
      for (const each of leased) {
        await saga.report(each, well(each))
        requests.push(each.step.requestId)
      }
    }

    expect(new Set(requests)).toEqual(new Set([older.requestId]))
    await saga.work()
  })

  it('blocks visibly while a hook is not deployed, and goes on by itself when it is', async () => {
    const { body: made } = await saga.request(newAccount())
    saga.now += 14 * DAY
    await saga.lease({ hooks: [] }) // the plan is made
    await saga.declare([hook('billing')])
    expect(await saga.lease({ hooks: ['billing'] })).toEqual([])
    expect((await saga.read(made.requestId)).status).toBe('blocked')

    await saga.declare(HOOKS)

    expect((await saga.read(made.requestId)).status).toBe('running')
    await saga.work()
    expect((await saga.read(made.requestId)).status).toBe('confirming')
  })

  it('refuses hooks that no plan can hold', async () => {
    const circle = [hook('a', { after: ['b'] }), hook('b', { after: ['a'] })]
    for (const hooks of [circle, [hook('a'), hook('a')], [hook('a', { after: ['nowhere'] })]]) {
      const reply = await call(saga.backend, '/v1/hooks', { method: 'PUT', body: { hooks } })
      expect(reply).toMatchObject({ status: 422, body: { code: 'invalid-body', pointers: ['/hooks'] } })
    }
  })

  it('backs off from a failing hook, shows it, and never gives up', async () => {
    const { body: made } = await saga.request(newAccount())
    saga.now += 14 * DAY
    let attempts = 0
    for (; attempts < 12; attempts += 1) {
      const [leased] = await saga.lease()
      if (leased === undefined) throw new Error('no lease')
      const { body: step } = await saga.report(leased, { outcome: 'failed', code: 'billing-down' })
      expect(step).toMatchObject({ status: 'failed', failure: 'billing-down', attempts: attempts + 1 })
      expect(await saga.lease()).toEqual([])
      const nextAt = Date.parse(step.nextAt ?? '')
      expect(nextAt - saga.now).toBeGreaterThan(attempts === 0 ? 900 : 1500)
      expect(nextAt - saga.now).toBeLessThanOrEqual(3_600_000)
      saga.now = nextAt
    }
    expect((await saga.read(made.requestId)).status).toBe('blocked')

    await saga.work()
    expect((await saga.read(made.requestId)).status).toBe('confirming')
  })

  it('looks again when a hook said when', async () => {
    const { body: made } = await saga.request(newAccount())
    saga.now += 14 * DAY
    const checkAfter = new Date(saga.now + 3 * DAY).toISOString()
    await saga.report((await saga.lease())[0] as LeasedStep, { outcome: 'waiting', checkAfter }) // as: a step is open, else the report fails
    expect((await saga.read(made.requestId)).status).toBe('waiting')

    saga.now += 3 * DAY
    expect((await saga.work())[0]).toBe('identify main')
  })

  it('hands what identify found to the same hook only', async () => {
    await saga.request(newAccount())
    saga.now += 14 * DAY
    const aliases: Record<string, unknown> = {}

    await saga.work((leased) => {
      aliases[`${leased.step.kind} ${leased.step.hook}`] = leased.aliases
      return well(leased)
    })

    expect(aliases).toMatchObject({
      'erase main': { card: ['cus_81'] },
      'verify main': { card: ['cus_81'] },
      'erase row': {},
      'erase billing': {},
    })
  })

  it('erases again as a new step when something is left, now and at the second check', async () => {
    const { body: made } = await saga.request(newAccount())
    saga.now += 14 * DAY
    const left = new Set(['verify main', 'residual-check main'])
    const answer = (leased: LeasedStep): Outcome =>
      left.delete(`${leased.step.kind} ${leased.step.hook}`) ? { outcome: 'verified', residual: 2 } : well(leased)

    const ran = await saga.work(answer)
    expect(ran.slice(4)).toEqual(['verify main', 'verify row', 'erase main', 'verify main'])
    saga.now += 30 * DAY
    expect(await saga.work(answer)).toEqual([
      'residual-check main',
      'residual-check row',
      'erase main',
      'residual-check main',
    ])

    const done = await saga.read(made.requestId)
    expect(done.status).toBe('completed')
    const erasures = done.steps.filter(({ hook: name, kind }) => name === 'main' && kind === 'erase')
    expect(new Set(erasures.map(({ id }) => id)).size).toBe(3)
    expect((await call<Proof>(saga.backend, `/v1/proofs/${done.finalProofId}`)).body.residual).toBe(0)
  })

  it('does not say that there is no work while somebody else only has the request in hand', async () => {
    const { body: made } = await saga.request(newAccount())
    saga.now += 14 * DAY
    let release = () => {}
    const released = new Promise<void>((resolve) => {
      release = resolve
    })
    let holding: Promise<void> | undefined
    await new Promise<void>((locked, failed) => {
      holding = saga.opened.db.transaction().execute(async (trx) => {
        await sql`select 1 from privacykit.deregistration where request_id = ${made.requestId} for update`.execute(trx)
        locked()
        await released
      })
      holding.catch(failed)
    })

    const asked = saga.lease()
    // PGlite has one connection: there the question itself waits for the other transaction
    await Promise.race([asked, new Promise((later) => setTimeout(later, 300))])
    release()
    await holding

    const [leased] = await asked
    expect(leased?.step.requestId).toBe(made.requestId)
    if (leased !== undefined) await saga.report(leased, well(leased))
    await saga.work()
  })

  it('answers a waiting worker as soon as there is work', async () => {
    const waiting = saga.lease({ waitSeconds: 20 })
    const { body: made } = await saga.request(newAccount())

    saga.now += 14 * DAY

    const [leased] = await waiting
    expect(leased?.step.requestId).toBe(made.requestId)
    if (leased !== undefined) await saga.report(leased, well(leased))
    await saga.work()
  })
})
