import { definePolicy } from '@privacykit/policy'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { createPrivacyClient } from '../client.ts'
import * as engine from '../engine.ts'
import { type GateLinksOptions, gateLinks, type LinkAnswer, type LinkGates } from './links.ts'

const policy = definePolicy({
  app: 'links',
  version: '1',
  locales: ['en'],
  controller: { name: 'News', country: 'ID', contact: { email: 'privacy@news.example' } },
  purposes: {
    films: {
      basis: 'consent',
      data: ['user.telemetry'],
      title: { en: 'Films' },
      summary: { en: 'Films of another site.' },
      recipients: ['films'],
      age: 'not-required',
      ageReason: 'A test of links.',
    },
  },
  recipients: {
    films: { name: 'Films', role: 'controller', country: 'ID', data: ['user.telemetry'], hosts: ['*.films.example'] },
  },
  retention: {},
  children: {},
})

const open = () => createPrivacyClient({ policy, engine })
let privacy: ReturnType<typeof open>
let gates: LinkGates | undefined
/** Where clicks would have led: a last listener keeps the test's page where it is. */
let left: { url: string; referrer: string }[]
const leave = (event: Event) => {
  const link = event.composedPath().find((each) => each instanceof HTMLAnchorElement)
  if (link === undefined || event.defaultPrevented) return
  event.preventDefault()
  left.push({ url: link.href, referrer: link.referrerPolicy })
}
const click = HTMLAnchorElement.prototype.click

beforeEach(() => {
  localStorage.clear()
  left = []
  privacy = open()
  window.addEventListener('click', leave)
  HTMLAnchorElement.prototype.click = function (this: HTMLAnchorElement) {
    if (this.isConnected) click.call(this)
    else left.push({ url: this.href, referrer: this.referrerPolicy })
  }
})
afterEach(() => {
  gates?.remove()
  privacy.destroy()
  window.removeEventListener('click', leave)
  HTMLAnchorElement.prototype.click = click
  document.body.replaceChildren()
})

function gate(answer: LinkAnswer | Error, options: Partial<GateLinksOptions<'films'>> = {}) {
  const asked: string[] = []
  gates = gateLinks(privacy, {
    ask({ host, purposes }) {
      asked.push(`${host} ${purposes}`)
      if (answer instanceof Error) throw answer
      return answer
    },
    ...options,
  })
  return asked
}

function add(html: { href: string; ping?: string; target?: string }): HTMLAnchorElement {
  const link = document.createElement('a')
  for (const [name, value] of Object.entries(html)) link.setAttribute(name, value)
  const inner = document.createElement('span')
  inner.textContent = 'A film'
  link.append(inner)
  document.body.append(link)
  return link
}

test('asks before a closed third party, and stays when told to', async () => {
  const asked = gate('stay')

  add({ href: 'https://www.films.example/7' }).firstElementChild?.dispatchEvent(
    new MouseEvent('click', { bubbles: true, cancelable: true, composed: true }),
  )

  await expect.poll(() => asked).toEqual(['www.films.example films'])
  expect(left).toEqual([])
  expect(gates?.report().seen).toMatchObject([{ outcome: 'stopped', kind: 'link', host: 'www.films.example' }])
})

test('follows once without granting anything, and tells the other side nothing of where from', async () => {
  gate('once')

  add({ href: 'https://www.films.example/7' }).click()

  await expect.poll(() => left).toEqual([{ url: 'https://www.films.example/7', referrer: 'no-referrer' }])
  expect(privacy.allows('films')).toBe(false)
})

test('grants when the person says always, and asks no more', async () => {
  const asked = gate('always')
  const link = add({ href: 'https://www.films.example/7' })
  link.click()
  await expect.poll(() => left).toHaveLength(1)

  link.click()

  expect(left).toHaveLength(2)
  expect(asked).toHaveLength(1)
  expect(privacy.allows('films')).toBe(true)
})

test('cannot grant over a refusal that came while it asked', async () => {
  const pressed = new EventTarget()
  const pressing = new Promise((resolve) => pressed.addEventListener('always', resolve))
  gates = gateLinks(privacy, { ask: () => pressing.then(() => 'always' as const) })
  add({ href: 'https://www.films.example/7' }).click()

  privacy.choose({ films: 'refused' }, { surface: 'panel' })
  pressed.dispatchEvent(new Event('always'))

  await expect.poll(() => left).toHaveLength(1)
  expect(privacy.allows('films')).toBe(false)
})

test('lets its own pages and undeclared hosts go, the latter without referrer and ping', () => {
  const asked = gate('stay')

  add({ href: '/help' }).click()
  const link = add({ href: 'https://other.example/', ping: 'https://count.example/' })
  link.click()

  expect(asked).toEqual([])
  expect(left).toMatchObject([{ referrer: '' }, { url: 'https://other.example/', referrer: 'no-referrer' }])
  expect(link.hasAttribute('ping')).toBe(false)
})

test('stays when asking fails', async () => {
  const errors: unknown[] = []
  const hear = (event: ErrorEvent) => {
    errors.push(event.error)
    event.preventDefault()
    event.stopImmediatePropagation()
  }
  window.addEventListener('error', hear, { capture: true })
  gate(new Error('no dialog'))

  add({ href: 'https://www.films.example/7' }).click()

  await expect.poll(() => errors).toHaveLength(1)
  window.removeEventListener('error', hear, { capture: true })
  expect(left).toEqual([])
})

test('takes hints to a closed host out of the page until its purpose opens', async () => {
  const hint = document.createElement('link')
  hint.rel = 'preconnect'
  hint.setAttribute('href', 'https://cdn.films.example')
  gate('stay')
  document.body.append(hint)
  await expect.poll(() => hint.hasAttribute('href')).toBe(false)

  privacy.choose({ films: 'granted' }, { surface: 'panel' })
  expect(hint.getAttribute('href')).toBe('https://cdn.films.example')
  privacy.choose({ films: 'withdrawn' }, { surface: 'panel' })

  await expect.poll(() => hint.hasAttribute('href')).toBe(false)
})

test('refuses a host that is none', () => {
  expect(() => gateLinks(privacy, { ask: () => 'stay', hosts: { films: ['https://films.example/'] } })).toThrow(
    expect.objectContaining({ code: 'invalid-option' }),
  )
})
