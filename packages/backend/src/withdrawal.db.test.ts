import type { Deregistration, HookDeclaration, LeasedStep, Outcome, Proof, RecordOf } from '@privacykit/contract'
import { scopeDigest } from '@privacykit/policy'
import { newId } from '@privacykit/vault'
import { beforeEach, expect, it } from 'vitest'
import { append, call, choice, newAccount, newDevice, testPolicy } from './test-backend.ts'
import { DAY, describeSagas, HOOKS, hook, well } from './test-saga.ts'

const lines = { title: { en: 'Title' }, summary: { en: 'Summary' }, age: 'not-required' as const, ageReason: 'Tests.' }
const POLICY = testPolicy('2026-11-20', {
  purposes: {
    ...testPolicy().purposes,
    analytics: {
      basis: 'consent',
      data: ['user.device.cookie_id', 'user.telemetry'],
      recipients: ['counter'],
      ...lines,
    },
    ads: { basis: 'consent', data: ['user.device.cookie_id'], recipients: ['counter'], ...lines },
    safety: { basis: 'legitimate-interests', data: ['user.behavior'], ...lines },
  },
  recipients: { counter: { name: 'Counter', role: 'processor', country: 'ID', data: ['user.telemetry'] } },
})

const knows = (name: string, purposes: string[], fields: Partial<HookDeclaration> = {}) =>
  hook(name, { withdrawals: { purposes, identifies: false, verifies: true }, ...fields })
/** `billing` holds nothing of any purpose on consent, and says so. */
const KNOWING = [
  knows('main', ['analytics', 'safety'], { identifies: true }),
  knows('billing', [], { after: ['main'] }),
  knows('row', [], { phase: 'identity' }),
]
const NAMES = KNOWING.map(({ name }) => name)
const ALL = { hooks: NAMES, withdrawals: NAMES, recipients: ['counter'] }

const say = (word: RecordOf<'choice'>['choice'], fields: Partial<RecordOf<'choice'>> = {}) => {
  const purpose = fields.purpose ?? 'analytics'
  const digest = scopeDigest(POLICY, purpose) ?? ''
  return choice({ policyVersion: POLICY.version, scopeDigest: digest, choice: word, ...fields })
}

describeSagas('a withdrawal', (saga) => {
  let account: string
  const said = (...records: unknown[]) => append(saga.backend, records, { account })
  const list = async (headers: object = { account }) =>
    (await call<{ withdrawals: Deregistration[] }>(saga.backend, '/v1/withdrawals', headers)).body.withdrawals
  const declare = (hooks = KNOWING, recipients = ['counter']) =>
    call(saga.backend, '/v1/hooks', { method: 'PUT', body: { hooks, recipients } })
  /** Grants, and withdraws a minute later. */
  const withdraw = async () => {
    const granted = say('granted')
    await said(granted)
    saga.now += 60_000
    const record = say('withdrawn', { replaces: [granted.id] })
    await said(record)
    return record
  }
  const work = async (answer: (leased: LeasedStep) => Outcome = well) => {
    const ran: LeasedStep[] = []
    for (let leased = await saga.lease(ALL); leased.length > 0; leased = await saga.lease(ALL)) {
      for (const each of leased) {
        expect((await saga.report(each, answer(each))).status).toBe(200)
        ran.push(each)
      }
    }
    return ran
  }
  const short = (ran: readonly LeasedStep[]) => ran.map(({ step }) => `${step.kind} ${step.hook}`).sort()

  beforeEach(async () => {
    const published = await call(saga.backend, '/v1/policies', { method: 'PUT', body: { policy: POLICY } })
    expect(published.status).toBe(200)
    await saga.rows('delete from privacykit.withdrawal_due')
    await declare()
    account = newAccount()
  })

  it('erases what nothing else needs, tells each recipient, verifies, and ends in a signed proof', async () => {
    const record = await withdraw()

    const ran = await work()

    expect(short(ran)).toEqual(['erase main', 'notify counter', 'verify main'])
    const task = {
      purpose: 'analytics',
      before: saga.iso(),
      categories: ['user.device.cookie_id', 'user.telemetry'],
      kept: [],
    }
    for (const each of ran)
      expect(each.withdrawal).toEqual({ ...task, subject: { kind: 'account', id: account }, devices: [] })
    const [done] = await list()
    expect(done).toMatchObject({ status: 'completed', withdrawal: task, interimProofId: null })
    const proof = (await call<Proof>(saga.backend, `/v1/proofs/${done?.finalProofId}`)).body
    expect(proof).toMatchObject({ kind: 'final', withdrawal: task, residual: 0, notVerified: [], recordsDeleted: 0 })
    expect(proof.steps.map(({ kind }) => kind).sort()).toEqual(['erase', 'notify', 'verify'])
    expect(JSON.stringify([done, proof])).not.toContain(account)

    expect((await said(record)).status).toBe(200)
    expect(short(await work())).toEqual([])
    expect(await list()).toHaveLength(1)
  })

  it('starts once, whoever looks first, and each step runs at one worker at a time', async () => {
    await withdraw()

    const grants = await Promise.all(
      [saga.backend, saga.other, saga.backend, saga.other].map((at) => saga.lease(ALL, at)),
    )

    const seen = [...grants.flat(), ...(await saga.lease(ALL))]
    expect(short(seen)).toEqual(['erase main', 'notify counter'])
    expect(await list()).toHaveLength(1)
    saga.now += 61_000 // those workers died
    const again = await work()
    const keys = new Map(seen.map(({ step }) => [step.kind, step.id]))
    for (const { step } of again.filter(({ step: { kind } }) => kind !== 'verify')) {
      expect(step).toMatchObject({ id: keys.get(step.kind), attempts: 2 })
    }
    expect((await list())[0]?.status).toBe('completed')
  })

  it('starts nothing for a refusal of what was never granted, nor for a second denial', async () => {
    await said(say('refused'))
    expect(await saga.rows('select record_id from privacykit.withdrawal_due')).toEqual([])
    expect(await work()).toEqual([])

    const granted = say('granted', { purpose: 'ads' })
    const withdrawn = say('withdrawn', { purpose: 'ads', replaces: [granted.id] })
    await said(granted, withdrawn, say('refused', { purpose: 'ads', replaces: [withdrawn.id] }))
    await work()

    expect((await list()).map(({ withdrawal }) => withdrawal?.purpose)).toEqual(['ads'])
    expect(await saga.rows('select record_id from privacykit.withdrawal_due')).toEqual([])
  })

  it('starts nothing for a request that is refused as a whole', async () => {
    const granted = say('granted')
    await said(granted)

    const reply = await said(say('withdrawn', { replaces: [granted.id] }), say('withdrawn', { replaces: [newId()] }))

    expect(reply.status).toBe(422)
    expect(await work()).toEqual([])
    expect(await list()).toEqual([])
  })

  it('keeps what another granted purpose needs, and says why', async () => {
    await said(say('granted', { purpose: 'ads' }))
    await withdraw()

    const [first] = await work()

    expect(first?.withdrawal).toMatchObject({
      categories: ['user.telemetry'],
      kept: [{ category: 'user.device.cookie_id', purpose: 'ads', reason: 'granted' }],
    })
  })

  it('looks again at what stayed, once the purpose that needed it closes too', async () => {
    const ads = say('granted', { purpose: 'ads' })
    await said(ads)
    await withdraw()
    const before = saga.iso()
    await work()
    saga.now += 60_000

    await said(say('withdrawn', { purpose: 'ads', replaces: [ads.id] }))
    await work()

    expect((await list()).map(({ status, withdrawal }) => [status, withdrawal?.purpose, withdrawal?.before])).toEqual([
      ['completed', 'analytics', before],
      expect.arrayContaining(['completed']),
      expect.arrayContaining(['completed']),
    ])
    const again = (await list()).slice(1).map(({ withdrawal }) => withdrawal)
    expect(again).toContainEqual({
      purpose: 'analytics',
      before,
      categories: ['user.device.cookie_id', 'user.telemetry'],
      kept: [],
    })
    expect(again).toContainEqual(expect.objectContaining({ purpose: 'ads', before: saga.iso(), kept: [] }))
  })

  it('starts for an objection to interests, which need no grant', async () => {
    const objection = {
      id: newId(),
      type: 'objection',
      scope: { purpose: 'safety' },
      objection: 'objected',
      replaces: [],
    }
    await said(objection)

    expect(short(await work())).toEqual(['erase main', 'verify main'])
    expect((await list())[0]?.withdrawal).toMatchObject({ purpose: 'safety', categories: ['user.behavior'] })
    account = newAccount()
    await said(say('refused', { purpose: 'safety' }))
    expect(short(await work())).toEqual(['erase main', 'verify main'])
  })

  it('is not called off by a new grant: what was collected before it goes', async () => {
    const withdrawn = await withdraw()
    const before = saga.iso()
    saga.now += 60_000
    await said(say('granted', { replaces: [withdrawn.id] }))

    const [first] = await work()

    expect(first?.withdrawal).toMatchObject({ before, categories: ['user.device.cookie_id', 'user.telemetry'] })
    expect((await list())[0]?.status).toBe('completed')
  })

  it('waits, blocked, for a hook or a recipient that nobody declared, and hands neither to a worker that does not know', async () => {
    await declare(HOOKS, [])
    await withdraw()
    expect(await saga.lease({ hooks: NAMES })).toEqual([])

    const [blocked] = await list()
    expect(blocked?.status).toBe('blocked')
    const failures = blocked?.steps.map(({ hook: name, status, failure }) => [name, status, failure])
    expect(failures).toEqual([
      ['main', 'ready', 'withdrawals-not-declared'],
      ['billing', 'pending', 'withdrawals-not-declared'],
      ['row', 'pending', 'withdrawals-not-declared'],
      ['counter', 'ready', 'recipient-not-declared'],
    ])

    await declare()
    await work()
    expect((await list())[0]?.status).toBe('completed')
  })

  it('waits for the first deployment that declares hooks', async () => {
    await saga.rows('delete from privacykit.hook_set')
    await withdraw()
    await saga.lease(ALL)
    expect((await list())[0]).toMatchObject({ status: 'blocked', steps: [] })

    await declare()

    expect(short(await work())).toEqual(['erase main', 'notify counter', 'verify main'])
  })

  it('erases again as a new step when something is left, and backs off from a failing one', async () => {
    await withdraw()
    const [failing] = (await saga.lease(ALL)).filter(({ step }) => step.kind === 'erase')
    if (failing === undefined) throw new Error('no lease')
    const { body: failed } = await saga.report(failing, { outcome: 'failed', code: 'disk-full' })
    expect(await saga.lease(ALL)).toEqual([])
    saga.now = Date.parse(failed.nextAt ?? '') + 61_000
    const left = new Set(['verify'])

    const ran = await work((leased) =>
      left.delete(leased.step.kind) ? { outcome: 'verified', residual: 1 } : well(leased),
    )

    expect(short(ran)).toEqual(['erase main', 'erase main', 'notify counter', 'verify main', 'verify main'])
    expect(new Set(ran.map(({ step }) => step.id)).size).toBe(5)
  })

  it('belongs to the account once the device is linked; a device alone is erased as one', async () => {
    const device = newDevice()
    const granted = say('granted')
    await append(saga.backend, [granted], { device })
    await append(saga.backend, [say('withdrawn', { replaces: [granted.id] })], { device })
    const [first] = await work()
    expect(first).toMatchObject({ subject: { account: null }, withdrawal: { subject: { kind: 'device' } } })
    expect(first?.withdrawal?.devices).toEqual([first?.withdrawal?.subject.id])
    expect((await list({ device }))[0]?.status).toBe('completed')

    const linked = newDevice()
    await append(saga.backend, [say('granted')], { device: linked })
    await call(saga.backend, '/v1/links', { account, device: linked, body: { mode: 'adopt' } })
    await said(say('withdrawn'))
    const [joined] = await work()
    expect(joined?.withdrawal).toMatchObject({
      subject: { kind: 'account', id: account },
      devices: [expect.any(String)],
    })
  })

  it('gives way to the erasure of the whole account', async () => {
    await withdraw()
    const taken = await saga.lease(ALL)
    const [open] = await list()
    const { body: closing } = await saga.request(account)
    saga.now += 14 * DAY
    await saga.lease({ hooks: [] }) // the plan is made

    expect(await list()).toEqual([])
    expect(await saga.read(open?.requestId ?? '')).toMatchObject({ requestId: closing.requestId, status: 'running' })
    for (const each of taken) expect((await saga.report(each, well(each))).status).toBe(404)
    const ran = await work()
    expect(ran.every(({ step, withdrawal }) => step.requestId === closing.requestId && !withdrawal)).toBe(true)
    saga.now += 30 * DAY
    await work()
    expect((await saga.read(closing.requestId)).status).toBe('completed')
  })

  it('cannot be undone, and is nobody else’s to see', async () => {
    await withdraw()
    await work()
    const [done] = await list()

    const undo = await call(saga.backend, `/v1/deregistrations/${done?.requestId}/cancel`, { account, body: {} })

    expect(undo).toMatchObject({ status: 409, body: { code: 'undo-period-over' } })
    expect(await list({ account: newAccount() })).toEqual([])
  })
})
