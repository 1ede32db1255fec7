import { describe, expect, test } from 'vitest'
import * as z from 'zod'
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
      },
    ])
  })

  test('lets accepted categories through, with those below them', () => {
    const { sent, reports, ...ports } = recorded()
    const track = createSink('newsletter', { accepts: ['user.contact'], events: { viewed }, ...ports })

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

test('sends nothing while the gate is shut, and says so', () => {
  const { sent, reports, ...ports } = recorded()
  const track = createSink('analytics', { allows: () => false, ...ports })

  const result = track('viewed', { page: '/' })

  expect(result).toBeUndefined()
  expect(sent).toEqual([])
  expect(reports).toEqual([{ sink: 'analytics', event: 'viewed', sent: false, withheld: [] }])
})

test('answers what send answers', () => {
  const track = createSink('analytics', { send: (event) => `${event} sent` })

  expect(track('viewed', { page: '/' })).toBe('viewed sent')
})

test('refuses a sink without a name', () => {
  expect(() => createSink('', { send: () => {} })).toThrow(/name of its recipient/)
})
