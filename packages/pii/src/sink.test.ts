import { describe, expect, test } from 'vitest'
import * as z from 'zod'
import { box } from './box.ts'
import { createSink, type SinkReport } from './sink.ts'
import { nonPersonal, personal } from './tag.ts'

const SECRET = 'jane@example.test'
const viewed = z.object({
  page: nonPersonal(z.string()),
  email: personal(z.string(), 'user.contact.email').optional(),
  nobody: z.string().optional(),
})

function recorded() {
  const sent: unknown[] = []
  const reports: SinkReport[] = []
  return {
    sent,
    reports,
    send: (_event: string, payload: unknown) => sent.push(payload),
    onWithheld: (report: SinkReport) => reports.push(report),
  }
}

// payloads that reached a sink through `any`, which is how they escape the compiler
const untyped = (value: unknown) => value as never // as: the case under test

describe('a sink with schemas', () => {
  test('sends what is classified non-personal and strips the rest, with a report', () => {
    const { sent, reports, ...ports } = recorded()
    const track = createSink('analytics', { events: { viewed }, ...ports })

    track('viewed', untyped({ page: '/', email: SECRET, nobody: 'n', extra: 1 }))

    expect(sent).toEqual([{ page: '/' }])
    expect(reports).toEqual([
      {
        sink: 'analytics',
        event: 'viewed',
        sent: true,
        withheld: [
          { path: 'email', category: 'user.contact.email', why: 'tagged' },
          { path: 'nobody', category: null, why: 'unclassified' },
          { path: '$.*', category: null, why: 'undeclared' },
        ],
        jointly: null,
      },
    ])
  })

  test('lets accepted categories through, with those below them', () => {
    const { sent, reports, ...ports } = recorded()
    const track = createSink('newsletter', {
      accepts: ['user.contact'],
      purpose: 'letters',
      events: { viewed },
      ...ports,
    })

    track('viewed', untyped({ page: '/', email: SECRET }))

    expect(sent).toEqual([{ page: '/', email: SECRET }])
    expect(reports).toEqual([])
  })

  test('sends nothing of an event that has no schema', () => {
    const { sent, reports, ...ports } = recorded()
    const track = createSink('analytics', { events: { viewed }, ...ports })

    track(untyped('other'), { page: '/' })

    expect(sent).toEqual([])
    expect(reports).toMatchObject([{ sent: false, withheld: [{ why: 'undeclared' }] }])
  })
})

describe('a sink without schemas', () => {
  test('strips what is plainly an e-mail address, as value, in text, in a URL and as a key', () => {
    const { sent, reports, ...ports } = recorded()
    const track = createSink('analytics', ports)
    const payload = {
      page: '/',
      user: { id: 1, mail: SECRET },
      list: [`write to ${SECRET}!`, 'fine'],
      url: '/confirm?to=jane%40example.test',
      [SECRET]: 1,
    }

    track('viewed', payload)

    expect(sent).toEqual([{ page: '/', user: { id: 1 }, list: ['fine'] }])
    expect(reports[0]?.withheld.map(({ path }) => path)).toEqual(['user.mail', 'list[]', 'url', '<key>'])
    expect(JSON.stringify(reports)).not.toContain('jane')
  })

  test('drops maps, errors and class instances, whose printed form it cannot know', () => {
    const { sent, ...ports } = recorded()
    const track = createSink('analytics', ports)

    track('viewed', untyped({ page: '/', map: new Map([['a', SECRET]]), error: new Error(SECRET), at: new Date(0) }))

    expect(sent).toEqual([{ page: '/', at: new Date(0) }])
  })

  test('passes an unsuspicious payload on as it is', () => {
    const { sent, reports, ...ports } = recorded()
    const track = createSink('analytics', ports)
    const payload = { page: '/@shop', handle: '@jane', text: 'a @ b', none: undefined }

    track('viewed', payload)

    expect(sent[0]).toBe(payload)
    expect(reports).toEqual([])
  })

  test('takes linear time on a hostile text', () => {
    const { sent, ...ports } = recorded()
    const track = createSink('analytics', ports)
    const hostile = { a: 'a@'.repeat(50_000), b: `a@${'a.'.repeat(50_000)}`, c: 'a%40a'.repeat(30_000) }

    const startedAt = performance.now()
    track('viewed', hostile)

    expect(performance.now() - startedAt).toBeLessThan(500)
    expect(sent).toHaveLength(1)
  })
})

describe('quasi-identifiers in one payload', () => {
  const country = personal(z.string(), 'user.contact.address.country', { kind: 'quasi' })
  const job = personal(z.string(), 'user.job_title', { kind: 'quasi' })
  const seen = z.object({ page: nonPersonal(z.string()), country: country.optional(), job: job.optional() })
  const options = {
    accepts: ['user.contact', 'user.job_title'],
    purpose: 'analytics',
    events: { seen },
  } as const

  test('go when two stand together without a reason, and are reported', () => {
    const { sent, reports, ...ports } = recorded()
    const track = createSink('analytics', { ...options, ...ports })

    track('seen', untyped({ page: '/', country: 'ID', job: 'potter' }))

    expect(sent).toEqual([{ page: '/' }])
    expect(reports[0]?.withheld).toEqual([
      { path: 'country', category: 'user.contact.address.country', why: 'jointly-identifying' },
      { path: 'job', category: 'user.job_title', why: 'jointly-identifying' },
    ])
  })

  test('pass alone', () => {
    const { sent, reports, ...ports } = recorded()
    const track = createSink('analytics', { ...options, ...ports })

    track('seen', untyped({ page: '/', country: 'ID' }))

    expect(sent).toEqual([{ page: '/', country: 'ID' }])
    expect(reports).toEqual([])
  })

  test('pass together when the call says why, and the report repeats it', () => {
    const { sent, reports, ...ports } = recorded()
    const track = createSink('analytics', { ...options, ...ports })

    track('seen', untyped({ page: '/', country: 'ID', job: 'potter' }), { jointly: 'thousands of potters there' })

    expect(sent).toEqual([{ page: '/', country: 'ID', job: 'potter' }])
    expect(reports).toMatchObject([{ sent: true, withheld: [], jointly: 'thousands of potters there' }])
  })

  test('count anew in each payload', () => {
    const { sent, ...ports } = recorded()
    const track = createSink('analytics', { ...options, ...ports })
    const both = { page: '/', country: 'ID', job: 'potter' }

    track('seen', untyped(both))
    track('seen', untyped({ page: '/', country: 'ID' }))
    track('seen', untyped(both), { jointly: 'thousands of potters there' })
    track('seen', untyped(both))

    expect(sent).toEqual([{ page: '/' }, { page: '/', country: 'ID' }, both, { page: '/' }])
  })

  test('do not count when the sink takes one of them out anyway', () => {
    const { sent, ...ports } = recorded()
    const track = createSink('analytics', { ...options, accepts: ['user.job_title'], ...ports })

    track('seen', untyped({ page: '/', country: 'ID', job: 'potter' }))

    expect(sent).toEqual([{ page: '/', job: 'potter' }])
  })
})

test('a box stays shut at a sink, also where its category is accepted', () => {
  const { sent, ...ports } = recorded()
  const boxed = box(SECRET, { categories: ['user.contact.email'] })

  createSink('strict', { accepts: ['user.contact'], purpose: 'letters', events: { viewed }, ...ports })(
    'viewed',
    untyped({ page: '/', email: boxed }),
  )
  createSink('plain', ports)('viewed', untyped({ page: '/', email: boxed }))

  expect(sent).toEqual([{ page: '/' }, { page: '/' }])
})

test('asks the gate about its purpose', () => {
  const asked: string[] = []
  const { sent, ...ports } = recorded()
  const allows = (purpose: string) => asked.push(purpose) > 0
  createSink('tally', { accepts: ['user.telemetry'], purpose: 'analytics', allows, ...ports })('viewed', { page: '/' })

  expect(asked).toEqual(['analytics'])
  expect(sent).toEqual([{ page: '/' }])
})

test('refuses a sink that accepts personal data for no purpose', () => {
  expect(() => createSink('tally', { accepts: ['user.contact'], send: () => {} })).toThrow(/name its purpose/)
})

test('sends nothing while the gate is shut, and says so', () => {
  const { sent, reports, ...ports } = recorded()
  const track = createSink('analytics', { allows: () => false, ...ports })

  const result = track('viewed', { page: '/' })

  expect(result).toBeUndefined()
  expect(sent).toEqual([])
  expect(reports).toEqual([{ sink: 'analytics', event: 'viewed', sent: false, withheld: [], jointly: null }])
})

test('answers what send answers', () => {
  const track = createSink('analytics', { send: (event) => `${event} sent` })

  expect(track('viewed', { page: '/' })).toBe('viewed sent')
})

test('refuses a sink without a name', () => {
  expect(() => createSink('', { send: () => {} })).toThrow(/name of its recipient/)
})
