import type { SubjectState } from '@privacykit/contract'
import { newId } from '@privacykit/vault'
import { expect, it } from 'vitest'
import { append, call, choice, newAccount, newDevice } from './test-backend.ts'
import { DAY, describeSagas } from './test-saga.ts'

describeSagas('after an erasure', (saga) => {
  it('answers `erased` to the old generation and its devices, and opens the next one without history', async () => {
    const account = newAccount()
    const device = newDevice()
    await saga.open(account)
    await append(
      saga.backend,
      [{ id: newId(), type: 'objection', scope: 'direct-marketing', objection: 'objected', replaces: [] }],
      { account },
    )
    const claim = {
      id: newId(),
      type: 'age-claim',
      band: { min: 13, max: 15 },
      source: 'self-declared',
      assurance: 'asserted',
      gateId: newId(),
    }
    expect((await append(saga.backend, [claim], { account, role: 'app' })).status).toBe(200)
    await append(saga.backend, [choice()], { device })
    await call(saga.backend, '/v1/links', { account, device, body: { mode: 'adopt' } })
    await saga.request(account)
    saga.now += 14 * DAY
    await saga.work()

    expect((await append(saga.backend, [choice()], { account, generation: 1 })).status).toBe(410)
    expect((await append(saga.backend, [choice()], { device })).status).toBe(410)
    expect((await saga.request(account, { generation: 1 })).status).toBe(410)
    const { body: opened2 } = await saga.open(account, ` ${account.toUpperCase()}@Mail.Example `)
    expect(opened2).toEqual({ generation: 2, flags: { suppressed: true, ageUnknown: true } })
    const { body: state } = await call<SubjectState>(saga.backend, '/v1/state', { account, generation: 2 })
    expect(state.records.map(({ record }) => record.type)).toEqual(['account-opened', 'objection'])
    expect((await append(saga.backend, [choice()], { account, generation: 1 })).status).toBe(410)
    expect((await append(saga.backend, [choice()], { account, generation: 2 })).status).toBe(200)
    const { body: returned } = await saga.open(newAccount(), `${account}@mail.example`)
    expect(returned).toEqual({ generation: 2, flags: { suppressed: true, ageUnknown: true } })
    expect((await saga.open(newAccount())).body.flags).toEqual({ suppressed: false, ageUnknown: false })
  })

  it('forgets the fence when it ends, and keeps the suppression', async () => {
    const account = newAccount()
    await saga.open(account)
    await append(
      saga.backend,
      [{ id: newId(), type: 'objection', scope: 'direct-marketing', objection: 'objected', replaces: [] }],
      { account },
    )
    const { body: made } = await saga.request(account)
    saga.now += 14 * DAY
    await saga.work()
    saga.now += 30 * DAY
    await saga.work()

    saga.now += 31 * DAY
    await saga.lease()

    const [stored] = await saga.rows(
      'select account_index, next_at from privacykit.deregistration where request_id = $1',
      [made.requestId],
    )
    expect(stored).toEqual({ account_index: null, next_at: null })
    expect(await saga.rows('select 1 from privacykit.subject where id = $1', [account])).toEqual([])
    expect(await saga.rows('select 1 from privacykit.record where subject_id = $1', [account])).toEqual([])
    expect((await saga.open(account)).body).toEqual({ generation: 1, flags: { suppressed: true, ageUnknown: false } })
  })
})
