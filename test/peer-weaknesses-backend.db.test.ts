/**
 * Ways in which the strongest consent backend of today loses or invents consent, tried on ours: the app's server and its backend together,
 * as an unfriendly client meets them. Numbers as in docs/consent.md; 1 to 12 are the client's (`peer-weaknesses-client.test.ts`).
 */
import { randomBytes } from 'node:crypto'
import { PGlite } from '@electric-sql/pglite'
import { createBackend } from '@privacykit/backend'
import { pglite } from '@privacykit/backend/pglite'
import type { ErrorCode, ListedRecord, RecordOf } from '@privacykit/contract'
import { choiceRecords, definePolicy } from '@privacykit/policy'
import { createPrivacy, postgres } from '@privacykit/server'
import { memoryKeys, newDeviceSecret, newId } from '@privacykit/vault'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'

const SITE = 'https://news.example'
const grown = { age: 'not-required', ageReason: 'A test of consent, not of age.', noticeRequired: false } as const
const policy = definePolicy({
  app: 'news',
  version: '1',
  locales: ['en'],
  controller: { name: 'News', country: 'ID', contact: { email: 'privacy@news.example' } },
  purposes: {
    analytics: {
      ...{ basis: 'consent', data: ['user.telemetry'], title: { en: 'Visit counts' }, ...grown },
      summary: { en: 'Counts visits.' },
    },
    ads: {
      ...{ basis: 'legitimate-interests', data: ['user.telemetry'], title: { en: 'Advertising' }, ...grown },
      summary: { en: 'Sells space to advertisers.' },
      sharing: true,
    },
    letters: {
      basis: 'consent',
      data: ['user.contact.email', 'user.unique_id'],
      title: { en: 'Letters' },
      summary: { en: 'Writes.' },
    },
  },
  recipients: {},
  retention: {},
  children: { consentAge: 'by-jurisdiction' },
})

type Answer = 'granted' | 'refused' | 'withdrawn'
const choice = (answers: Partial<Record<keyof typeof policy.purposes, Answer>>): RecordOf<'choice'>[] =>
  choiceRecords<typeof policy>({
    ...{ policy, answers, shown: {}, surface: 'banner', noticeId: 'banner:1', language: 'en', newId },
    claimedAt: new Date().toISOString(),
  })

async function openApp() {
  const key = randomBytes(32).toString('base64url')
  const database = await PGlite.create()
  await database.query('create table readers (id text primary key)')
  const backend = createBackend({
    ...{ apps: [{ id: 'news', policy, keys: [{ secret: key }] }], database: pglite(), keys: memoryKeys() },
  })
  await backend.start()
  const privacy = createPrivacy({
    policy,
    backend: { fetch: backend.fetch, key },
    session: (request) => JSON.parse(request.headers.get('x-session') ?? 'null'),
    stores: {
      main: postgres(database, {
        subject: { table: 'readers', key: 'id' },
        tables: { readers: { columns: { id: 'user.unique_id' }, erase: 'delete' } },
      }),
    },
    // a trusted edge sets it; what a client sends under another name is nobody's word
    jurisdiction: (request) => request.headers.get('x-edge-country'),
  })
  await privacy.migrate()
  await privacy.work() // says which hooks are deployed
  const stop = async () => {
    await privacy.close()
    await backend.stop()
    await database.close()
  }
  return { privacy, stop }
}

describe('what a peer’s backend loses or invents', () => {
  let app: Awaited<ReturnType<typeof openApp>>
  let device: string

  beforeAll(async () => {
    app = await openApp()
  })
  afterAll(() => app?.stop())
  beforeEach(() => {
    device = newDeviceSecret()
  })

  async function send(path: string, options: { body?: unknown; headers?: Record<string, string> } = {}) {
    const { body, headers = { 'privacy-device': device } } = options
    const response = await app.privacy.fetch(
      new Request(`${SITE}/api/privacy${path}`, {
        method: body === undefined ? 'GET' : 'POST',
        headers: { origin: SITE, 'sec-fetch-site': 'same-origin', 'content-type': 'application/json', ...headers },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      }),
    )
    const answer = (await response.json()) as { code?: ErrorCode; records?: ListedRecord[] } // as: a problem or a state
    return { status: response.status, code: answer.code, records: answer.records ?? [], cookie: response.headers }
  }
  const say = (records: unknown[], headers?: Record<string, string>) =>
    send('/records', {
      body: { records, sentAt: new Date().toISOString() },
      ...(headers === undefined ? {} : { headers }),
    })
  const session = (id: string) => ({
    'x-session': JSON.stringify({ id, generation: 1, authTime: new Date().toISOString() }),
  })

  it('13, 17: a refusal is a refusal, and never the same as silence', async () => {
    expect((await app.privacy.decide({ device }, 'analytics')).reason).toBe('not-asked')

    await say(choice({ analytics: 'refused' }))

    expect(await app.privacy.allows({ device }, 'analytics')).toBe(false)
    expect((await app.privacy.decide({ device }, 'analytics')).reason).toBe('refused')
    expect((await send('/state')).records.map(({ record }) => record)).toMatchObject([{ choice: 'refused' }])
  })

  it('14: nobody reads or takes over a device without its secret', async () => {
    const [record] = choice({ analytics: 'refused' })
    await say([record])
    const [ada, eve] = [`u_${newId()}`, `u_${newId()}`]
    for (const account of [ada, eve]) await app.privacy.openAccount(account, { identifiers: [] })
    await send('/link', { body: { mode: 'adopt' }, headers: { 'privacy-device': device, ...session(ada) } })

    const guess = await send('/state', { headers: { 'privacy-device': newDeviceSecret() } })
    const withId = await send('/state', { headers: { 'privacy-device': record?.id ?? '' } })
    const relink = await send('/link', {
      body: { mode: 'adopt' },
      headers: { 'privacy-device': device, ...session(eve) },
    })
    const withoutDevice = await send('/link', { body: { mode: 'adopt' }, headers: session(eve) })

    expect(guess.records).toEqual([])
    expect(withId.status).toBeGreaterThanOrEqual(400)
    expect(relink.code).toBe('device-linked')
    expect(withoutDevice.status).toBeGreaterThanOrEqual(400)
    expect((await send('/state', { headers: session(eve) })).records.map(({ record }) => record.id)).not.toContain(
      record?.id,
    )
  })

  it('15: twenty first requests at once are all answered, and stored as one', async () => {
    const records = choice({ analytics: 'refused' })

    const answers = await Promise.all(Array.from({ length: 20 }, () => say(records)))

    expect(answers.map(({ status }) => status)).toEqual(Array(20).fill(200))
    expect((await send('/state')).records).toHaveLength(1)
  })

  it('16: the same id with other content is an error, and what was stored first stays', async () => {
    const [record] = choice({ analytics: 'refused' })
    await say([record])

    const other = await say([{ ...record, choice: 'granted' }])

    expect(other).toMatchObject({ status: 409, code: 'id-reused' })
    expect((await send('/state')).records.map(({ record }) => record)).toMatchObject([{ choice: 'refused' }])
  })

  it('18: a visitor cannot make purposes up', async () => {
    const [record] = choice({ analytics: 'granted' })
    const invented = Array.from({ length: 64 }, (_, index) => ({ ...record, id: newId(), purpose: `made-up-${index}` }))

    const answer = await say(invented)

    expect(answer.status).toBe(422)
    expect((await send('/state')).records).toEqual([])
    expect((await say(Array.from({ length: 1000 }, () => ({ ...record, id: newId() })))).status).toBeGreaterThanOrEqual(
      400,
    )
  })

  it('19, 20: the country is the edge’s word; a client’s own counts for nothing, and unknown is the strictest', async () => {
    const visit = (headers: Record<string, string>) =>
      app.privacy.subjectOf(new Request(SITE, { headers: { 'privacy-device': device, ...headers } }))
    await say(choice({ letters: 'granted' }))

    const claimed = await visit({ 'x-edge-country': 'DE', 'x-country': 'US', 'cf-ipcountry': 'US' })
    const unknown = await visit({ 'x-country': 'US' })
    const hostile = await visit({ 'x-edge-country': "US'; drop table" })

    expect([claimed?.region, unknown?.region, hostile?.region]).toEqual(['DE', null, null])
    if (unknown === null) throw new Error('the device is known')
    expect(await app.privacy.allows(unknown, 'letters')).toBe(false)
  })

  it.each(['US-CO', 'US-CT', 'US-VA', 'US-TX', null])('21: a signal of the browser binds in %s', async (region) => {
    await say(choice({ analytics: 'refused' }))
    const headers = { 'privacy-device': device, ...(region === null ? {} : { 'x-edge-country': region }) }
    const silent = await app.privacy.subjectOf(new Request(SITE, { headers }))
    const signalling = await app.privacy.subjectOf(new Request(SITE, { headers: { ...headers, 'sec-gpc': '1' } }))
    if (silent === null || signalling === null) throw new Error('the device is known')

    const before = await app.privacy.decide(silent, 'ads')
    const signalled = await app.privacy.decide(signalling, 'ads')
    const after = await app.privacy.decide(silent, 'ads')

    expect(before.reason).not.toBe('opted-out-by-signal')
    expect(signalled).toMatchObject({ allowed: false, reason: 'opted-out-by-signal' })
    expect(after.allowed).toBe(false) // a signal that has vanished is no opt-in
  })

  it('22: an account can be closed, by its owner with a fresh sign-in and by nobody else', async () => {
    const account = `u_${newId()}`
    await app.privacy.openAccount(account, { identifiers: [] })
    const requestId = newId()

    const stranger = await send('/deregistrations', { body: { requestId } })
    const owner = await send('/deregistrations', { body: { requestId }, headers: session(account) })

    expect(stranger.status).toBe(401)
    expect(owner.status).toBe(202)
    await expect(app.privacy.deregistration(requestId)).resolves.toMatchObject({ requestId })
  })
})
