import { newId } from '@privacykit/vault'
import { expect, it } from 'vitest'
import { describeClosing } from './closing.test.support.ts'
import { erased, type Hook, hook, waiting } from './hook.ts'
import { inTransaction } from './sql.ts'
import { select } from './test-databases.ts'
import { browse, KEY } from './test-privacy.ts'

describeClosing('closing an account', (shop) => {
  it('erases in the app’s database, keeps what the law keeps, and ends in a proof', async () => {
    const privacy = shop.makePrivacy()
    await shop.open(privacy)

    const { requestId } = await privacy.deregister(shop.account)
    await shop.workUntilDone(privacy, requestId)

    const { finalProofId } = await privacy.deregistration(requestId)
    const { body: proof } = await browse(privacy, `/proofs/${finalProofId}`)
    expect(proof).toMatchObject({ requestId, residual: 0, kind: 'final' })
    expect(proof.steps).toContainEqual(
      expect.objectContaining({
        hook: 'main',
        kind: 'erase',
        count: 7,
        retained: [{ rule: 'invoices', count: 3, until: '2034-02-28T12:00:00.000Z' }],
      }),
    )
    expect(JSON.stringify(proof)).not.toContain(shop.account)
    expect(await select(shop.sql, 'select id from users')).toEqual([{ id: 'bob' }])
    expect(await privacy.allows({ account: shop.account, generation: 1 }, 'orders')).toBe(false)
  })

  it('leaves no request behind when the app’s transaction rolls back', async () => {
    const privacy = shop.makePrivacy()
    const requestId = newId()

    const attempt = inTransaction(shop.sql, async (tx) => {
      await privacy.deregister(shop.account, { tx, requestId })
      throw new Error('the app changed its mind')
    })
    await expect(attempt).rejects.toThrow('changed its mind')
    await privacy.work()

    await expect(privacy.deregistration(requestId)).rejects.toMatchObject({ code: 'not-found' })
  })

  it('loses nothing when the process dies between commit and sending', async () => {
    const dying = shop.makePrivacy()
    await shop.open(dying)
    const { requestId } = await inTransaction(shop.sql, (tx) => dying.deregister(shop.account, { tx }))
    await dying.close()

    const next = shop.makePrivacy()
    expect(await next.deregistration(requestId)).toMatchObject({ status: 'scheduled' })
    await shop.workUntilDone(next, requestId)

    expect(await select(shop.sql, 'select id from users')).toEqual([{ id: 'bob' }])
    expect(await select(shop.sql, 'select * from privacykit_outbox')).toEqual([])
  })

  it('keeps the request while the backend is down, and sends it later', async () => {
    const down = shop.makePrivacy({
      backend: { fetch: () => Promise.reject(new TypeError('connection refused')), key: KEY },
    })
    const { requestId, undoUntil } = await down.deregister(shop.account)

    expect(await down.deregistration(requestId)).toMatchObject({ status: 'scheduled', undoUntil })
    expect(shop.events).toContainEqual({ kind: 'request', requestId, status: 'forward-failed', code: 'unavailable' })

    const up = shop.makePrivacy()
    await shop.open(up)
    await expect
      .poll(() => up.work().then(() => select(shop.sql, 'select * from privacykit_outbox')), { timeout: 10_000 })
      .toEqual([])
    expect((await up.deregistration(requestId)).requestId).toBe(requestId)
  })

  it('sends the same request once however often it is made', async () => {
    const privacy = shop.makePrivacy()
    await shop.open(privacy)
    const requestId = newId()

    const [first, second] = [
      await privacy.deregister(shop.account, { requestId }),
      await privacy.deregister(shop.account, { requestId }),
    ]

    expect(second.requestId).toBe(first.requestId)
    expect(await select(shop.sql, 'select * from privacykit_outbox')).toEqual([])
  })

  it('refuses an id that another account has, whether that request was sent already or not', async () => {
    const privacy = shop.patientPrivacy()
    await shop.open(privacy)
    await shop.open(privacy, 'bob')
    const [sent, waiting] = [newId(), newId()]
    await privacy.deregister(shop.account, { requestId: sent })
    await inTransaction(shop.sql, (tx) => privacy.deregister(shop.account, { requestId: waiting, tx }))

    for (const requestId of [sent, waiting]) {
      await expect(privacy.deregister('bob', { requestId })).rejects.toMatchObject({ code: 'id-reused' })
    }
    expect(await select(shop.sql, 'select account from privacykit_outbox')).toEqual([{ account: shop.account }])
    await shop.sql.query('delete from privacykit_outbox')
  })

  it('runs each step to its end once when two workers share the work', async () => {
    const ends = new Map<string, number>()
    const attempts: string[] = []
    const journaling: Hook = hook({
      identify: async ({ account }) => ({ customer: [`customer-of-${account}`] }),
      async erase({ account: closed, idempotencyKey, aliases, attempt }) {
        if (closed !== shop.account) return erased(0) // left over from another test
        attempts.push(idempotencyKey)
        expect(aliases.customer).toEqual([`customer-of-${shop.account}`])
        if (attempt === 1) return waiting({ checkAfter: new Date() })
        ends.set(idempotencyKey, (ends.get(idempotencyKey) ?? 0) + 1)
        return erased(1)
      },
      verify: async () => 0,
    })
    const hooks = { billing: journaling, search: { ...journaling, after: ['billing', 'main'] } }
    const [one, two] = [shop.makePrivacy({ hooks }), shop.makePrivacy({ hooks })]
    await shop.open(one)
    const stop = new AbortController()
    const workers = [one, two].map((privacy) => privacy.work({ signal: stop.signal }))

    const { requestId } = await one.deregister(shop.account)
    await expect.poll(async () => (await one.deregistration(requestId)).status, { timeout: 25_000 }).toBe('completed')
    stop.abort()
    await Promise.all(workers)

    expect([...ends.values()]).toEqual([1, 1])
    expect(new Set(attempts).size).toBe(2)
  })

  it('reports the code of a throwing hook, never its message, and repeats with the same key', async () => {
    const keys: string[] = []
    const reported: unknown[] = []
    const hooks = {
      partner: hook({
        async erase({ idempotencyKey, attempt }) {
          keys.push(idempotencyKey)
          if (attempt === 1) throw new Error(`no such person: ${shop.account}@people.example`)
          return erased(0)
        },
      }),
    }
    const privacy = shop.makePrivacy({ hooks, onError: (error) => reported.push(error) })
    await shop.open(privacy)

    const { requestId } = await privacy.deregister(shop.account)
    await shop.workUntilDone(privacy, requestId)

    expect(keys.length).toBeGreaterThan(1)
    expect(new Set(keys).size).toBe(1)
    expect(shop.events).toContainEqual(
      expect.objectContaining({ kind: 'step', hook: 'partner', outcome: 'failed', code: 'hook-threw' }),
    )
    expect(JSON.stringify(shop.events)).not.toContain('people.example')
    expect(JSON.stringify(shop.events)).not.toContain(shop.account)
    expect(reported).toHaveLength(1)
  })
})
