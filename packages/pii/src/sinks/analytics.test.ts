import { describe, expect, test } from 'vitest'
import * as z from 'zod'
import { box } from '../box.ts'
import { nonPersonal, personal } from '../tag.ts'
import { type AnalyticsReport, analyticsSink } from './analytics.ts'
import { toAmplitude, toDataLayer, toGtag, toMixpanel, toPlausible, toPosthog, toSegment } from './recipients.ts'

const SECRET = 'jane@example.test'
const viewed = z.object({
  page: nonPersonal(z.string()),
  email: personal(z.string(), 'user.contact.email').optional(),
})
const untyped = (value: unknown) => value as never // as: payloads that escaped the compiler

function recorded() {
  const calls: unknown[][] = []
  const reports: AnalyticsReport[] = []
  const named =
    (name: string) =>
    (...call: unknown[]) => {
      calls.push([name, ...call])
      return calls.length
    }
  return {
    calls,
    reports,
    recipient: { track: named('track'), identify: named('identify'), page: named('page') },
    onWithheld: (report: AnalyticsReport) => reports.push(report),
  }
}

const ids = { accepts: ['user.unique_id'], purpose: 'analytics' } as const

describe('an analytics sink', () => {
  test('tracks what its schemas say is not personal', () => {
    const { calls, reports, recipient, onWithheld } = recorded()
    const analytics = analyticsSink('tally', { ...recipient, events: { viewed }, onWithheld })

    const result = analytics.track('viewed', untyped({ page: '/a', email: SECRET, other: 1 }))

    expect(result).toBe(1)
    expect(calls).toEqual([['track', 'viewed', { page: '/a' }]])
    expect(reports).toMatchObject([
      { sink: 'tally', event: 'viewed', sent: true, withheld: [{ path: 'email' }, { path: '$.*' }] },
    ])
  })

  test('nets an address in a field that was said to be plain', () => {
    const { calls, recipient } = recorded()

    analyticsSink('tally', { ...recipient, events: { viewed } }).track('viewed', {
      page: '/reset?to=jane%40example.test',
    })

    expect(calls).toEqual([['track', 'viewed', { page: '/reset?to=[user.contact.email]' }]])
  })

  test('without schemas goes by key', () => {
    const { calls, recipient } = recorded()

    analyticsSink('tally', recipient).track('paid', { plan: 'pro', phone: '+62 812', card: { cvc: '123', size: 2 } })

    expect(calls).toEqual([
      [
        'track',
        'paid',
        { plan: 'pro', phone: '[user.contact.phone_number]', card: { cvc: '[user.financial.credit_card]', size: 2 } },
      ],
    ])
  })

  test('keeps under its key what the sink accepts', () => {
    const { calls, recipient } = recorded()
    const analytics = analyticsSink('letters', { ...recipient, accepts: ['user.contact.email'], purpose: 'letters' })

    analytics.track('subscribed', { email: SECRET, phone: '1' })

    expect(calls).toEqual([['track', 'subscribed', { email: SECRET, phone: '[user.contact.phone_number]' }]])
  })

  test('sends nothing under a name in which an address stands', () => {
    const { calls, reports, recipient, onWithheld } = recorded()

    analyticsSink('tally', { ...recipient, onWithheld }).track(untyped(`paid by ${SECRET}`), { a: 1 })

    expect(calls).toEqual([])
    expect(reports).toMatchObject([{ sent: false, event: 'paid by [user.contact.email]' }])
  })

  test('sends nothing while its purpose is closed', () => {
    const { calls, recipient } = recorded()
    const analytics = analyticsSink('tally', { ...recipient, ...ids, allows: () => false })

    expect(analytics.track('viewed', { page: '/' })).toBeUndefined()
    expect(analytics.identify(untyped('u_1'))).toBe(false)
    expect(calls).toEqual([])
  })

  test('never throws for its payload, and reports no value of it', () => {
    const { calls, reports, recipient, onWithheld } = recorded()
    const bad = {
      get a(): string {
        throw new Error(SECRET)
      },
    }

    const closed = () => {
      throw new Error(SECRET)
    }
    analyticsSink('tally', { ...recipient, onWithheld }).track('seen', bad)
    analyticsSink('tally', { ...recipient, allows: closed, onWithheld }).track('seen', { b: 1 })

    expect(calls).toEqual([])
    expect(reports).toMatchObject([1, 2].map(() => ({ sent: false, withheld: [{ path: '$', why: 'failed' }] })))
    expect(JSON.stringify(reports)).not.toContain('jane')
  })

  test('never opens a box', () => {
    const { calls, recipient } = recorded()
    const analytics = analyticsSink('tally', { ...recipient, accepts: ['user.contact'], purpose: 'letters' })

    analytics.track('seen', untyped({ who: box(SECRET, { categories: ['user.contact.email'] }), size: 2 }))

    expect(calls).toEqual([['track', 'seen', { size: 2 }]])
  })

  test('sends page views to a library that knows them, and as events to others', () => {
    const { calls, recipient } = recorded()

    analyticsSink('tally', recipient).page('Home', { path: '/' })
    analyticsSink('tally', { track: recipient.track }).page('Home', undefined)

    expect(calls).toEqual([
      ['page', 'Home', { path: '/' }],
      ['track', 'Home', undefined],
    ])
  })
})

describe('naming a person', () => {
  test('takes a pseudonym, and traits as events have them', () => {
    const { calls, recipient } = recorded()
    const analytics = analyticsSink('tally', { ...recipient, ...ids })

    expect(analytics.identify(untyped('u_81'), untyped({ plan: 'pro', phone: '1' }))).toBe(true)

    expect(calls).toEqual([['identify', 'u_81', { plan: 'pro', phone: '[user.contact.phone_number]' }]])
  })

  test.each([SECRET, 'jane%40example.test', '+62 812 3456', '+628123456', 'Jane Doe', '', 81, null, { id: 'u_1' }])(
    'refuses %j as an id',
    (id) => {
      const { calls, reports, recipient, onWithheld } = recorded()

      expect(analyticsSink('tally', { ...recipient, ...ids, onWithheld }).identify(untyped(id))).toBe(false)

      expect(calls).toEqual([])
      expect(reports).toMatchObject([{ event: 'identify', sent: false, withheld: [{ path: '<id>' }] }])
    },
  )

  test('is refused by a sink that does not accept ids', () => {
    const { calls, recipient } = recorded()

    expect(analyticsSink('tally', recipient).identify(untyped('u_1'))).toBe(false)
    expect(calls).toEqual([])
  })

  test('passes traits on only by a schema, where events have schemas', () => {
    const { calls, recipient } = recorded()
    const traits = z.object({ plan: nonPersonal(z.string()) })

    analyticsSink('tally', { ...recipient, ...ids, events: { viewed } }).identify(untyped('u_1'), { plan: 'pro' })
    analyticsSink('tally', { ...recipient, ...ids, events: { viewed }, traits }).identify(
      untyped('u_1'),
      untyped({ plan: 'pro', x: 1 }),
    )

    expect(calls).toEqual([['identify', 'u_1', { plan: 'pro' }]])
  })
})

test('the usual libraries are called as they want to be', () => {
  const { calls, recipient } = recorded()
  const call =
    (name: string) =>
    (...given: unknown[]): void =>
      void calls.push([name, ...given])
  const all = {
    posthog: toPosthog({ capture: call('capture'), identify: call('identify') }),
    segment: toSegment(recipient),
    gtag: toGtag(call('gtag')),
    layer: toDataLayer({ push: call('push') }),
    amplitude: toAmplitude({ track: call('track'), setUserId: call('setUserId') }),
    mixpanel: toMixpanel({ track: call('track'), identify: call('identify'), people: { set: call('set') } }),
    plausible: toPlausible(call('plausible')),
  }

  const perLibrary = Object.entries(all).map(([name, library]) => {
    library.track('bought', { size: 2 })
    library.identify?.('u_1', { plan: 'pro' })
    return [name, calls.splice(0)]
  })

  expect(Object.fromEntries(perLibrary)).toEqual({
    posthog: [
      ['capture', 'bought', { size: 2 }],
      ['identify', 'u_1', { plan: 'pro' }],
    ],
    segment: [
      ['track', 'bought', { size: 2 }],
      ['identify', 'u_1', { plan: 'pro' }],
    ],
    gtag: [
      ['gtag', 'event', 'bought', { size: 2 }],
      ['gtag', 'set', { user_id: 'u_1' }],
      ['gtag', 'set', 'user_properties', { plan: 'pro' }],
    ],
    layer: [
      ['push', { event: 'bought', size: 2 }],
      ['push', { user_id: 'u_1', user_properties: { plan: 'pro' } }],
    ],
    amplitude: [
      ['track', 'bought', { size: 2 }],
      ['setUserId', 'u_1'],
    ],
    mixpanel: [
      ['track', 'bought', { size: 2 }],
      ['identify', 'u_1'],
      ['set', { plan: 'pro' }],
    ],
    plausible: [['plausible', 'bought', { props: { size: 2 } }]],
  })
})
