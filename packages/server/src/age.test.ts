import { PrivacyError } from '@privacykit/contract'
import { newDeviceSecret, newId } from '@privacykit/vault'
import { beforeEach, describe, expect, it } from 'vitest'
import type { Privacy } from './privacy.ts'
import { AT, appendReply, type FakeBackend, fakeBackend, stateReply } from './test-backend.ts'
import { browse, KEY, testPrivacy } from './test-privacy.ts'

describe('the age gate', () => {
  let backend: FakeBackend
  let privacy: Privacy
  let clock: Date
  const device = newDeviceSecret()
  const makePrivacy = (key = KEY) =>
    testPrivacy({
      backend: { fetch: backend.fetch, key },
      now: () => clock,
      jurisdiction: (request) => request.headers.get('x-country'),
    })
  const gateIn = async (country?: string) =>
    (await browse(privacy, '/age-gate', country === undefined ? {} : { headers: { 'x-country': country } })).body
  const answer = (gateId: string, text: string, from = privacy) =>
    browse(from, '/age', { device, body: { gateId, answer: text } })

  beforeEach(() => {
    clock = new Date(AT)
    backend = fakeBackend({ appendRecords: appendReply, readState: () => stateReply() })
    privacy = makePrivacy()
  })

  it('resolves the cut-offs for the place that the server found', async () => {
    const [germany, unknown, nonsense] = [await gateIn('DE'), await gateIn(), await gateIn('Germany')]

    expect(germany).toMatchObject({ region: 'DE', consentAge: 16, childAge: 18 })
    expect(unknown).toMatchObject({ region: null, consentAge: 18 })
    expect(nonsense).toMatchObject({ region: null, consentAge: 18 })
    expect(backend.calls).toEqual([])
  })

  it('stores the answer as a claim of the app, and gives the cookie', async () => {
    const { gateId } = await gateIn('DE')

    const { status, body, headers } = await answer(gateId, 'teen')

    expect([status, body]).toEqual([200, { band: { min: 16, max: 17 } }])
    expect(headers.get('set-cookie')).toContain('privacy-device')
    expect(backend.calls[0]?.headers.get('privacy-role')).toBe('app')
    expect(backend.calls[0]?.body.records).toEqual([
      {
        id: expect.any(String),
        type: 'age-claim',
        band: { min: 16, max: 17 },
        source: 'self-declared',
        assurance: 'asserted',
        gateId,
      },
    ])
  })

  it('counts the ages that the page was given, wherever the person is when answering', async () => {
    const { gateId } = await gateIn('DE')

    const { body } = await browse(privacy, '/age', {
      device,
      headers: { 'x-country': 'US' },
      body: { gateId, answer: 'child' },
    })

    expect(body).toEqual({ band: { max: 15 } })
  })

  it('lets the first answer to a gate stand', async () => {
    const { gateId } = await gateIn('DE')
    const stored: { id: string; type: string }[] = []
    backend.replies.appendRecords = ({ body }) => {
      const [record] = body.records
      const first = stored.find(({ id }) => id === record.id)
      if (first !== undefined && JSON.stringify(first) !== JSON.stringify(record))
        throw new PrivacyError('id-reused', 'told to')
      stored.push(record)
      return appendReply()
    }
    backend.replies.readState = () => stateReply(stored)

    expect((await answer(gateId, 'child')).body).toEqual({ band: { max: 15 } })
    expect((await answer(gateId, 'adult')).body).toEqual({ band: { max: 15 } })
    expect((await answer(gateId, 'adult', makePrivacy())).body).toEqual({ band: { max: 15 } })
  })

  it('stores nothing for unknown', async () => {
    const { gateId } = await gateIn('DE')

    const { body, headers } = await answer(gateId, 'unknown')

    expect(body).toEqual({ band: null })
    expect(headers.get('set-cookie')).toBeNull()
    expect(backend.calls).toEqual([])
  })

  it('refuses a gate that it did not open, one of another app, and one of last week', async () => {
    const { gateId } = await gateIn('DE')
    const forged = Buffer.from(gateId, 'base64url')
    forged[0] = 13

    const answers = [
      await answer(newId(), 'adult'),
      await answer(forged.toString('base64url'), 'adult'),
      await answer(gateId, 'adult', makePrivacy('another key')),
    ]
    clock = new Date('2026-11-29T10:00:00.000Z')
    answers.push(await answer(gateId, 'adult'))

    expect(answers.map(({ status }) => status)).toEqual([422, 422, 422, 422])
    expect(answers[0]?.body.pointers).toEqual(['/gateId'])
    expect(backend.calls).toEqual([])
  })

  it('takes no birth date', async () => {
    const { gateId } = await gateIn('DE')

    const { status } = await browse(privacy, '/age', {
      device,
      body: { gateId, answer: 'adult', birthDate: '2000-01-01' },
    })

    expect(status).toBe(422)
  })
})
