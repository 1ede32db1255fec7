import { describe, expect, test } from 'vitest'
import { guardDatadog, guardRollbar } from './in-place.ts'

const SECRET = 'jane@example.test'
const unreadable = () => ({
  type: 'view',
  get view(): object {
    throw new Error(SECRET)
  },
  context: { a: SECRET },
})

describe('an event of Datadog', () => {
  test('is cleaned where it lies', () => {
    const event = {
      type: 'error',
      date: 1,
      session: { id: 's' },
      view: { id: 'v', url: `https://shop.test/a?email=${SECRET}`, referrer: `https://mail.test/?to=${SECRET}` },
      action: { type: 'click', target: { name: 'Jane Doe' } },
      error: { type: 'TypeError', message: `no ${SECRET}`, stack: `TypeError: no ${SECRET}\n at f (a.js:1:2)` },
      context: { email: SECRET, size: 2 },
      usr: { id: SECRET, name: 'Jane' },
    }

    expect(guardDatadog()(event)).toBe(true)

    expect(event).toEqual({
      type: 'error',
      date: 1,
      session: { id: 's' },
      view: { id: 'v', url: 'https://shop.test/a', referrer: 'https://mail.test/' },
      action: { type: 'click', target: {} },
      error: {
        type: 'TypeError',
        message: 'no [user.contact.email]',
        stack: 'TypeError: no [user.contact.email]\n at f (a.js:1:2)',
      },
      context: { email: '[user.contact.email]', size: 2 },
    })
  })

  test('is emptied and not sent when it cannot be read', () => {
    const event = unreadable()

    expect(guardDatadog()(event)).toBe(false)

    expect(event).toEqual({ type: 'view' })
  })
})

describe('a payload of Rollbar', () => {
  test('is cleaned where it lies', () => {
    const payload = {
      level: 'error',
      body: {
        trace: {
          exception: { class: 'TypeError', message: `no ${SECRET}` },
          frames: [{ filename: 'https://shop.test/a.js', lineno: 1, locals: { password: 'x' } }],
        },
      },
      request: { url: `https://shop.test/a?email=${SECRET}`, user_ip: '203.0.113.9', headers: { cookie: 'a=b' } },
      person: { id: 'u_1', email: SECRET },
    }

    guardRollbar(undefined, { accepts: ['user.unique_id'], purpose: 'diagnostics' })(payload)

    expect(payload).toEqual({
      level: 'error',
      body: {
        trace: {
          exception: { class: 'TypeError', message: 'no [user.contact.email]' },
          frames: [
            { filename: 'https://shop.test/a.js', lineno: 1, locals: { password: '[user.authorization.password]' } },
          ],
        },
      },
      request: { url: 'https://shop.test/a' },
      person: { id: 'u_1' },
    })
  })

  test('says nothing when it cannot be read', () => {
    const payload: object = unreadable()

    guardRollbar()(payload)

    expect(payload).toEqual({ body: { message: { body: '[withheld]' } } })
  })
})
