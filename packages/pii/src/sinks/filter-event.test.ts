import { describe, expect, test } from 'vitest'
import { filterEvent, filterPosthog, filterSegment } from './filter-event.ts'
import type { GuardReport } from './withheld.ts'

const SECRET = 'jane@example.test'

const pageview = () => ({
  uuid: 'u',
  event: '$pageview',
  timestamp: new Date(0),
  properties: {
    token: 'phc_1',
    distinct_id: 'd_1',
    $device_id: 'd_2',
    $session_id: 's_1',
    $lib: 'web',
    $current_url: `https://shop.test/orders?email=${SECRET}&utm_source=mail`,
    $referrer: '$direct',
    $pathname: `/people/${SECRET}`,
    $ip: '203.0.113.9',
    title: 'Orders of Jane Doe',
    own: { token: 'secret', url: '/a?b=1', list: [{ email: SECRET, size: 2 }] },
  },
  $set: { email: SECRET, plan: 'pro', $initial_person_info: { r: '$direct', u: 'https://shop.test/?q=jane' } },
})

describe('an event of PostHog', () => {
  test('keeps its ids, and loses what was collected with it', () => {
    expect(filterPosthog()(pageview())).toEqual({
      uuid: 'u',
      event: '$pageview',
      timestamp: new Date(0),
      properties: {
        token: 'phc_1',
        distinct_id: 'd_1',
        $device_id: 'd_2',
        $session_id: 's_1',
        $lib: 'web',
        $current_url: 'https://shop.test/orders?utm_source=mail',
        $referrer: '$direct',
        $pathname: '/people/[user.contact.email]',
        own: {
          token: '[user.authorization.password]',
          url: '/a',
          list: [{ email: '[user.contact.email]', size: 2 }],
        },
      },
      $set: {
        email: '[user.contact.email]',
        plan: 'pro',
        $initial_person_info: { r: '$direct', u: 'https://shop.test/' },
      },
    })
  })

  test('is a copy', () => {
    const given = pageview()

    filterPosthog()(given)

    expect(given).toEqual(pageview())
  })

  test('is not sent under an address as its id', () => {
    const given = { ...pageview(), properties: { ...pageview().properties, distinct_id: SECRET } }

    expect(filterPosthog()(given)).toBeNull()
    expect(filterPosthog()(null)).toBeNull()
  })

  test('loses the words of clicked elements, and keeps where they stand', () => {
    const left = filterPosthog()({
      event: '$autocapture',
      properties: {
        $el_text: 'Jane Doe',
        $elements: [
          { tag_name: 'a', $el_text: 'Jane Doe', attr__href: '/x?y=1', 'attr__aria-label': 'Jane', nth_child: 2 },
        ],
        $elements_chain: 'a.link:attr__href="/x"nth-child="2"text="Jane \\"JD\\" Doe";li:nth-child="1"',
      },
    })

    expect(left?.properties).toEqual({
      $elements: [{ tag_name: 'a', attr__href: '/x', nth_child: 2 }],
      $elements_chain: 'a.link:nth-child="2";li:nth-child="1"',
    })
  })

  test('keeps titles and texts, cleaned, where that is wished', () => {
    const left = filterPosthog(undefined, { texts: 'clean' })({
      event: 'x',
      properties: { title: `Hi ${SECRET}`, $el_text: 'Buy' },
    })

    expect(left?.properties).toEqual({ title: 'Hi [user.contact.email]', $el_text: 'Buy' })
  })

  test('passes no recording, unless it is wished', () => {
    const snapshot = { event: '$snapshot', properties: { token: 't', distinct_id: 'd', $snapshot_data: [{ type: 3 }] } }

    expect(filterPosthog()(snapshot)).toBeNull()
    expect(filterPosthog(undefined, { recordings: true })(snapshot)).toEqual(snapshot)
  })
})

describe('an event of Segment', () => {
  const page = () => ({
    type: 'page',
    messageId: 'm',
    userId: SECRET,
    anonymousId: 'a',
    context: {
      library: { name: 'analytics.js', version: '1' },
      campaign: { name: 'spring' },
      ip: '203.0.113.9',
      page: { url: `https://shop.test/?to=${SECRET}`, search: `?to=${SECRET}`, path: '/', title: 'Jane' },
    },
    properties: { url: `https://shop.test/?to=${SECRET}`, search: `?to=${SECRET}`, title: 'Jane', plan: 'pro' },
  })

  test('goes on clean, on a facade of its own', () => {
    const handed: unknown[] = []
    const payload = { obj: page(), event: () => 'facade' }

    filterSegment()({ payload, next: (left) => handed.push([left?.obj, left?.event()]) })

    expect(handed).toEqual([
      [
        {
          type: 'page',
          messageId: 'm',
          anonymousId: 'a',
          context: {
            library: { name: 'analytics.js', version: '1' },
            campaign: { name: 'spring' },
            page: { url: 'https://shop.test/', search: '', path: '/' },
          },
          properties: { url: 'https://shop.test/', search: '', plan: 'pro' },
        },
        'facade',
      ],
    ])
    expect(payload.obj).toEqual(page())
  })

  test('is not handed on at all when it must not be sent', () => {
    const handed: unknown[] = []

    filterSegment(undefined, { allows: () => false })({ payload: { obj: page() }, next: (left) => handed.push(left) })

    expect(handed).toEqual([])
  })
})

describe('an event of another library', () => {
  test('keeps ids at the top and beside its properties, and nowhere else', () => {
    const filter = filterEvent()

    expect(
      filter({
        event_type: 'seen',
        device_id: 'd',
        user_id: SECRET,
        event_properties: { device_id: 'x', size: 2 },
        ip: '$remote',
      }),
    ).toEqual({
      event_type: 'seen',
      device_id: 'd',
      event_properties: { device_id: '[user.device.cookie_id]', size: 2 },
    })
    expect(filter({ event: 'seen', properties: { token: 't', distinct_id: 'd', $current_url: '/a?b=1' } })).toEqual({
      event: 'seen',
      properties: { token: 't', distinct_id: 'd', $current_url: '/a' },
    })
  })

  test('goes as a whole under a name that the redactor knows', () => {
    const left = filterEvent()({ event: 'seen', password: { old: 'a', new: 'b' }, cart: { password: ['a'] } })

    expect(JSON.stringify(left)).not.toMatch(/"[ab]"/)
  })

  test('is withheld when the redactor fails on a part, and only that part', () => {
    const reports: GuardReport[] = []
    const broken = (value: unknown) => {
      if (JSON.stringify(value).includes('bad')) throw new Error(SECRET)
      return value
    }
    const left = filterEvent(broken, { onWithheld: (report) => reports.push(report) })({
      event: 'seen',
      bad: 1,
      size: 2,
    })

    expect(left).toEqual({ event: 'seen', size: 2 })
    expect(reports[0]?.withheld).toEqual([{ path: '$.*', category: null, why: 'failed' }])
  })

  test('is withheld when it contains itself without end', () => {
    const event: Record<string, unknown> = { event: 'seen', size: 2 }
    event.self = event

    const left = filterEvent()(event)

    expect(() => JSON.stringify(left)).not.toThrow()
  })
})
