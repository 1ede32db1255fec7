import { newId } from '@privacykit/vault'
import { expect, it } from 'vitest'
import { describeClosing } from './closing.test.support.ts'
import { inTransaction } from './sql.ts'
import { select } from './test-databases.ts'
import { browse } from './test-privacy.ts'

describeClosing('the fence of a closed account', (shop) => {
  it('stops a late write, and a late write that got through first is erased with the rest', async () => {
    const privacy = shop.makePrivacy()
    await shop.open(privacy)
    await privacy.fence.assertAlive({ id: shop.account, generation: 1 })
    await shop.sql.query('insert into messages (user_id, body) values ($1, $2)', [shop.account, 'just in time'])

    const { requestId } = await privacy.deregister(shop.account)
    await shop.workUntilDone(privacy, requestId)
    const late = inTransaction(shop.sql, async (tx) => {
      await privacy.fence.assertAlive({ id: shop.account, generation: 1 }, { tx })
      await tx.query('insert into messages (user_id, body) values ($1, $2)', ['bob', 'late'])
    })

    await expect(late).rejects.toMatchObject({ code: 'erased' })
    await expect(privacy.guard({ account: shop.account, generation: 1 }, 'messages')).rejects.toMatchObject({
      code: 'erased',
    })
    expect(await select(shop.sql, 'select user_id from messages')).toEqual([{ user_id: 'bob' }])
  })

  it('answers 410 to a session of the erased generation, and lets the next generation in', async () => {
    const privacy = shop.makePrivacy()
    await shop.open(privacy)
    const { requestId } = await privacy.deregister(shop.account)
    await shop.workUntilDone(privacy, requestId)

    const old = await browse(privacy, '/state', { session: { id: shop.account, generation: 1 } })
    const unknown = await browse(privacy, '/state', { session: { id: shop.account } })
    const { generation } = await shop.open(privacy)
    const fresh = await browse(privacy, '/state', { session: { id: shop.account, generation } })

    expect(old).toMatchObject({ status: 410, body: { code: 'erased' } })
    expect(unknown.status).toBe(410)
    expect(generation).toBe(2)
    expect(fresh).toMatchObject({ status: 200, body: { generation: 2 } })
    expect(await privacy.allows({ account: shop.account, generation: 2 }, 'orders')).toBe(true)
  })

  it('clears the browser of the erased account, and of nobody else', async () => {
    const privacy = shop.makePrivacy()
    await shop.open(privacy)
    const session = { id: shop.account, generation: 1, authTime: new Date().toISOString() }
    const { body, headers } = await browse(privacy, '/deregistrations', { session, body: { requestId: newId() } })
    expect(headers.get('clear-site-data')).toBeNull()
    await shop.workUntilDone(privacy, body.requestId)

    const own = await browse(privacy, `/deregistrations/${body.requestId}`, { session })
    const other = await browse(privacy, `/deregistrations/${body.requestId}`, {
      session: { id: 'bob', generation: 1 },
    })

    expect(own.headers.get('clear-site-data')).toBe('"cookies", "storage"')
    expect(other.headers.get('clear-site-data')).toBeNull()
  })
})

describeClosing('closing an account from the browser', (shop) => {
  const session = (id = shop.account, ageSeconds = 0) => ({
    id,
    generation: 1,
    authTime: new Date(Date.now() - ageSeconds * 1000).toISOString(),
  })

  it('asks for a fresh sign-in', async () => {
    const privacy = shop.patientPrivacy()
    await shop.open(privacy)

    const stale = await browse(privacy, '/deregistrations', {
      session: session(shop.account, 301),
      body: { requestId: newId() },
    })
    const never = await browse(privacy, '/deregistrations', {
      session: { id: shop.account, generation: 1 },
      body: { requestId: newId() },
    })

    expect(stale).toMatchObject({ status: 403, body: { code: 'stale-session' } })
    expect(never).toMatchObject({ status: 403, body: { code: 'stale-session' } })
    expect(await select(shop.sql, 'select * from privacykit_outbox')).toEqual([])
  })

  it('can be undone by the person, and by nobody else', async () => {
    const privacy = shop.patientPrivacy()
    await shop.open(privacy)
    const asked = await browse(privacy, '/deregistrations', { session: session(), body: { requestId: newId() } })
    expect(asked).toMatchObject({ status: 202, body: { status: 'scheduled' } })
    expect(await privacy.decide({ account: shop.account, generation: 1 }, 'orders')).toMatchObject({
      reason: 'deregistering',
    })
    const path = `/deregistrations/${asked.body.requestId}/cancel`

    const visitor = await browse(privacy, path, { body: {} })
    const foreign = await browse(privacy, path, { session: session('bob'), body: {} })
    const own = await browse(privacy, path, { session: session(), body: {} })

    expect(visitor).toMatchObject({ status: 401, body: { code: 'missing-credential' } })
    expect(foreign).toMatchObject({ status: 403, body: { code: 'foreign-subject' } })
    expect(own).toMatchObject({ status: 200, body: { status: 'withdrawn' } })
    expect(await privacy.allows({ account: shop.account, generation: 1 }, 'orders')).toBe(true)
  })

  it('refuses to undo another account’s request that is still on its way', async () => {
    const privacy = shop.patientPrivacy()
    const { requestId } = await inTransaction(shop.sql, (tx) => privacy.deregister(shop.account, { tx }))

    await expect(privacy.cancel('bob', requestId)).rejects.toMatchObject({ code: 'foreign-subject' })
    await shop.sql.query('delete from privacykit_outbox')
  })

  it('shows before what will happen', async () => {
    const privacy = shop.patientPrivacy()

    const { body } = await browse(privacy, '/deregistrations/preview', { session: session() })

    expect(body.undoDays).toBe(1)
    expect(body.items).toContainEqual({ hook: 'main', what: 'questions you sent', count: 1, fate: 'erased' })
    expect(body.items).toContainEqual({ hook: 'main:identity', what: 'users', count: 1, fate: 'erased' })
  })
})
