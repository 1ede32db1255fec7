/**
 * Ways in which the strongest consent client of today loses or invents consent, tried on ours. The numbers are those of the list in
 * docs/consent.md; 13 to 22 are the backend's (`peer-weaknesses-backend.db.test.ts`).
 */
import { createPrivacyClient, type PrivacyClientOptions } from '@privacykit/client'
import * as engine from '@privacykit/client/engine'
import { definePolicy } from '@privacykit/policy'
import { startTables } from '@privacykit/policy/start-tables'
import { createClock, createFakePrivacy } from '@privacykit/testkit'
import { beforeEach, describe, expect, it } from 'vitest'
import { createMemoryBrowser } from './support/memory-page.ts'

const purpose = (title: string) =>
  ({
    basis: 'consent',
    data: ['user.telemetry'],
    title: { en: title },
    summary: { en: 'For tests.' },
    expiresDays: 180,
    age: 'not-required',
    ageReason: 'A test of consent, not of age.',
  }) as const

const policy = definePolicy({
  app: 'news',
  version: '1',
  locales: ['en'],
  controller: { name: 'News', country: 'ID', contact: { email: 'privacy@news.example' } },
  purposes: { analytics: purpose('Visit counts'), films: purpose('Films') },
  recipients: {},
  retention: {},
  children: {},
})

type Options = Partial<PrivacyClientOptions<typeof policy>>
const ENDPOINT = 'https://www.news.example/api/privacy'
const never = () => new Promise<never>(() => {})

/** The engine linked into the page, or loaded when it is needed, as a bundler would split it off. */
const HALVES: [name: string, options: Options][] = [
  ['with the engine linked', { engine }],
  ['with the engine loaded when needed', { start: startTables([{ policy }]) }],
]

function createWorld(halves: Options) {
  const clock = createClock('2026-11-22T10:00:00.000Z')
  const fake = createFakePrivacy({ policy, now: clock.now })
  const seen: Request[] = []
  const fetch: NonNullable<Options['fetch']> = (input, init) => {
    const request = new Request(input, init)
    seen.push(request.clone())
    return fake.fetch(request)
  }
  const open = (options: Options) =>
    createPrivacyClient({ policy, endpoint: ENDPOINT, now: () => clock.now(), fetch, ...halves, ...options })
  return { clock, fake, seen, fetch, open, browser: createMemoryBrowser() }
}

describe.each(HALVES)('what a peer’s client loses or invents, %s', (_, halves) => {
  let world: ReturnType<typeof createWorld>
  const openPage = (options: Options = {}) => world.open({ page: world.browser.openPage(), ...options })
  const secret = () => world.browser.stored.get('privacykit:news:secret:d0') ?? ''
  const storedIds = async () => (await world.fake.records({ device: secret() })).map(({ record }) => record.id)

  beforeEach(() => {
    world = createWorld(halves)
  })

  it('1: starts what was granted although the backend hangs', async () => {
    await openPage().choose({ analytics: 'granted' }, { surface: 'banner' }).saved

    const later = openPage({ fetch: never })
    const started: string[] = []
    later.gate('analytics', () => void started.push('analytics'))

    expect(later.allows('analytics')).toBe(true)
    expect(started).toEqual(['analytics'])
  })

  const answers: [string, () => Promise<Response>][] = [
    ['a 500', async () => new Response('no', { status: 500 })],
    ['a 429', async () => new Response('no', { status: 429 })],
    ['a page of HTML', async () => new Response('<html>', { headers: { 'content-type': 'text/html' } })],
    ['a network that is down', () => Promise.reject(new TypeError('Failed to fetch'))],
  ]
  it.each(answers)('2: keeps a refusal through %s', async (_, answer) => {
    await openPage().choose({ analytics: 'refused' }, { surface: 'banner' }).saved
    const [kept] = await storedIds()

    const failing = openPage({ fetch: answer })
    await failing.signedIn().catch(() => undefined)
    failing.destroy()
    const healthy = openPage()

    expect(healthy.decide('analytics')).toMatchObject({ allowed: false, reason: 'refused', recordIds: [kept] })
    expect(healthy.questions()).not.toContain('analytics')
  })

  it('3: sends from the next page what the last one was closed in the midst of, under the same id', async () => {
    const closing = openPage({ fetch: never })
    const { records } = closing.choose({ analytics: 'refused' }, { surface: 'banner' })
    closing.destroy()

    openPage()

    await expect.poll(storedIds).toEqual(records.map(({ id }) => id))
  })

  it('3: asks the browser to send even while the page goes away', async () => {
    await openPage().choose({ analytics: 'refused' }, { surface: 'banner' }).saved

    expect(world.seen.find(({ method }) => method === 'POST')?.keepalive).toBe(true)
  })

  it('4: says when a credential is refused, and sends the same record under the next', async () => {
    await world.fake.signIn('ada')
    const page = openPage()
    await page.signedIn({ account: 'ada' })
    world.fake.fail('missing-credential')

    const { saved, records } = page.choose({ analytics: 'refused' }, { surface: 'panel' })
    await expect(saved).rejects.toMatchObject({ code: 'missing-credential' })
    expect(page.status()).toMatchObject({ pending: 1, lastError: { code: 'missing-credential' } })
    await page.signedIn({ account: 'ada' })

    const ids = async () => (await world.fake.records({ account: 'ada' })).map(({ record }) => record.id)
    await expect.poll(ids).toEqual(expect.arrayContaining(records.map(({ id }) => id)))
    expect(page.status().pending).toBe(0)
  })

  it('5: loses nothing that is said while the queue is being sent', async () => {
    const gates: (() => void)[] = []
    const slow: Options['fetch'] = async (input, init) => {
      const request = new Request(input, init)
      if (request.method === 'POST') await new Promise<void>((resolve) => gates.push(resolve))
      return world.fetch(request)
    }
    const page = openPage({ fetch: slow })
    const first = page.choose({ analytics: 'granted' }, { surface: 'banner' })
    await expect.poll(() => gates.length).toBe(1)
    const second = page.choose({ films: 'granted' }, { surface: 'embed' })

    const release = setInterval(() => gates.splice(0).forEach((open) => void open()), 5)
    await Promise.all([first.saved, second.saved])
    clearInterval(release)

    expect(await storedIds()).toEqual(expect.arrayContaining([first, second].map(({ records }) => records[0]?.id)))
  })

  it('6: records a withdrawal as what it is, also when the page is left at once', async () => {
    const page = openPage()
    await page.choose({ analytics: 'granted' }, { surface: 'banner' }).saved
    page.choose({ analytics: 'withdrawn' }, { surface: 'panel' })
    page.destroy()

    openPage()

    await expect
      .poll(async () => (await world.fake.records({ device: secret() })).at(-1)?.record)
      .toMatchObject({
        type: 'choice',
        choice: 'withdrawn',
        surface: 'panel',
        policyVersion: '1',
      })
  })

  it('7: closes in every tab, and a tab that slept cannot grant again what another withdrew', async () => {
    const [front, back] = [openPage(), openPage()]
    const asleep = world.open({ page: world.browser.openPage({ deaf: true }) })
    front.choose({ analytics: 'granted' }, { surface: 'banner' })
    const before = asleep.shown()
    front.choose({ analytics: 'withdrawn' }, { surface: 'panel' })
    expect(back.allows('analytics')).toBe(false)

    asleep.choose({ films: 'granted' }, { surface: 'embed', shown: before })
    expect(openPage().allows('analytics')).toBe(false)
    asleep.choose({ analytics: 'granted' }, { surface: 'banner', shown: before })

    expect(openPage().decide('analytics')).toMatchObject({ allowed: false })
  })

  it('8: lets a grant lapse on the device, and asks again', async () => {
    const page = openPage()
    await page.choose({ analytics: 'granted' }, { surface: 'banner' }).saved

    world.clock.advance({ days: 181 })
    const later = openPage({ fetch: () => Promise.reject(new TypeError('offline')) })

    expect(later.allows('analytics')).toBe(false)
    await later.prepare()
    expect(later.decide('analytics')).toMatchObject({ allowed: false, reason: 'expired' })
    expect(later.questions()).toContain('analytics')
    expect(await storedIds()).toHaveLength(1)
  })

  it('9: works where storage is blocked: asks, keeps the answer for the page, throws nothing', () => {
    const page = world.open({ page: createMemoryBrowser({ blocked: true }).openPage() })
    expect(page.questions()).toEqual(['analytics', 'films'])

    page.choose({ analytics: 'granted', films: 'refused' }, { surface: 'banner' })

    expect([page.allows('analytics'), page.allows('films')]).toEqual([true, false])
    expect(page.status().storage).toBe('memory')
  })

  it('11: has decided in the same tick', () => {
    const page = openPage()
    page.choose({ analytics: 'granted' }, { surface: 'banner' })
    const granted = page.allows('analytics')
    page.choose({ analytics: 'withdrawn' }, { surface: 'panel' })

    expect([granted, page.allows('analytics')]).toEqual([true, false])
  })

  it('12: reads back what the person said elsewhere', async () => {
    await world.fake.signIn('ada')
    const here = openPage()
    await here.signedIn({ account: 'ada' })
    await here.choose({ analytics: 'granted' }, { surface: 'banner' }).saved
    const elsewhere = world.open({ page: createMemoryBrowser().openPage() })
    await elsewhere.signedIn({ account: 'ada' })
    await elsewhere.choose({ analytics: 'withdrawn' }, { surface: 'panel' }).saved

    const next = openPage()
    await next.signedIn({ account: 'ada' })

    expect(next.decide('analytics')).toMatchObject({ allowed: false, reason: 'withdrawn' })
  })
})
