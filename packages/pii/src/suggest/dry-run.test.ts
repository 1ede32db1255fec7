import { describe, expect, test } from 'vitest'
import * as z from 'zod'
import { createSink } from '../sink.ts'
import { nonPersonal, personal } from '../tag.ts'
import { createDryRun, UNDECLARED_EVENT } from './dry-run.ts'

const SECRET = 'jane@example.test'
const viewed = z.object({
  page: nonPersonal(z.string()),
  email: personal(z.string(), 'user.contact.email').optional(),
  nobody: z.string().optional(),
})

describe('createDryRun', () => {
  test('counts by event and path what a sink would take out, with reason and category', () => {
    const dry = createDryRun({ events: { viewed } })

    dry.count('viewed', { page: '/' })
    dry.count('viewed', { page: '/', email: SECRET, [SECRET]: 1 })
    dry.count('viewed', { page: '/', email: SECRET, nobody: 'n' })
    dry.count('viewed', 'no object')

    expect(dry.summary()).toEqual({
      payloads: 4,
      untouched: 1,
      emptied: 1,
      failed: 0,
      events: [
        {
          event: 'viewed',
          payloads: 4,
          untouched: 1,
          emptied: 1,
          places: [
            { path: 'email', why: 'tagged', category: 'user.contact.email', count: 2 },
            { path: '$.*', why: 'undeclared', category: null, count: 1 },
            { path: 'nobody', why: 'unclassified', category: null, count: 1 },
            { path: '$', why: 'mismatch', category: null, count: 1 },
          ],
        },
      ],
    })
  })

  test('holds back what a sink with the same options holds back', () => {
    const payloads = [{ page: '/', email: SECRET }, { page: 1 }, { nobody: 'x' }, 7, undefined, { page: '/' }]
    const accepts = ['user.contact'] as const
    const dry = createDryRun({ events: { viewed }, accepts })
    const live = createDryRun()
    const track = createSink('analytics', {
      events: { viewed },
      accepts,
      purpose: 'news',
      send: () => {},
      onWithheld: live.onWithheld,
    })

    for (const payload of payloads) {
      dry.count('viewed', payload)
      track('viewed', payload as never) // as: payloads that escaped the compiler
    }

    expect(live.summary().events[0]?.places).toEqual(dry.summary().events[0]?.places)
    expect(live.summary().emptied).toBe(dry.summary().emptied)
  })

  test('never names an event or a key that no schema spells out', () => {
    const dry = createDryRun({ events: { viewed } })

    dry.count(SECRET, { [SECRET]: SECRET })
    dry.count('viewed', { [SECRET]: { [SECRET]: SECRET } })

    expect(JSON.stringify(dry.summary())).not.toContain('jane')
    expect(dry.summary().events.map(({ event }) => event)).toEqual([UNDECLARED_EVENT, 'viewed'])
  })

  test('leaves the payload alone and never throws into the live call', () => {
    const dry = createDryRun({ events: { viewed } })
    const payload = Object.freeze({ page: '/', email: SECRET })
    const hostile = {
      get page(): string {
        throw new Error(SECRET)
      },
    }

    dry.count('viewed', payload)
    dry.count('viewed', hostile)

    expect(payload).toEqual({ page: '/', email: SECRET })
    expect(dry.summary()).toMatchObject({ payloads: 1, failed: 1 })
  })

  test('does not grow with names that come from payloads', () => {
    const dry = createDryRun()

    for (let index = 0; index < 3000; index++) {
      dry.onWithheld({
        sink: 's',
        event: `e${index}`,
        sent: true,
        jointly: null,
        withheld: [{ path: 'p', category: null, why: 'opaque' }],
      })
      dry.onWithheld({
        sink: 's',
        event: 'e0',
        sent: true,
        jointly: null,
        withheld: [{ path: `p${index}`, category: null, why: 'opaque' }],
      })
    }

    const { events, payloads } = dry.summary()
    expect(payloads).toBe(6000)
    expect(events.length).toBeLessThanOrEqual(501)
    expect(events.find(({ event }) => event === 'e0')?.places.length).toBeLessThanOrEqual(1001)
  })

  test('asks for at least one event', () => {
    expect(() => createDryRun({ events: {} })).toThrow(/at least one event/)
  })
})
