import type { AgeGate } from '@privacykit/contract'
import { expect, test } from 'vitest'
import { answerFor } from './age-answer.ts'
import { createBrowser, until } from './fake-browser.ts'
import { problem } from './fake-server.ts'

const BANNER = { surface: 'banner', noticeId: 'banner-1' } as const
const gate: AgeGate = {
  gateId: 'g'.repeat(22),
  onDate: '2026-11-22',
  adultIfBornBy: '2008-11-22',
  consentIfBornBy: '2010-11-22',
  childAge: 18,
  consentAge: 16,
  region: null,
  tableDate: '2026-11-01',
}

function setup() {
  const browser = createBrowser()
  browser.server.intercept = ({ path }) => {
    if (path === '/age-gate') return Response.json(gate)
    return path === '/age' ? Response.json({ band: null }) : undefined
  }
  return { browser, privacy: browser.open() }
}

test.each([
  ['2008-11-22', 'adult'],
  ['2008-11-23', 'teen'],
  ['2010-11-22', 'teen'],
  ['2010-11-23', 'child'],
  ['2026-11-23', 'child'],
] as const)('answers for a person born on %s: %s', (born, word) => {
  expect(answerFor(born, gate)).toBe(word)
})

test.each(['2026-12-24', '2010-02-30', '2010-1-1', '1.1.2010', '', '0000-00-00'])(
  'refuses %s as a date of birth',
  (born) => {
    expect(() => answerFor(born, gate)).toThrow('real date')
  },
)

test('sends which side of the cut-offs, and never the date', async () => {
  const { browser, privacy } = setup()

  const state = await privacy.age.answer('2009-03-04', await privacy.age.gate())

  expect(state).toEqual({ answer: 'teen', band: { min: 16, max: 17 }, sent: true })
  expect(browser.server.seen.find(({ path }) => path === '/age')?.body).toEqual({ gateId: gate.gateId, answer: 'teen' })
  expect(JSON.stringify(browser.localStorage.keys().map((key) => browser.localStorage.getItem(key)))).not.toContain(
    '2009-03-04',
  )
})

test('mints the device’s secret with the first answer, not with the question', async () => {
  const { browser, privacy } = setup()

  await privacy.age.gate()
  expect(browser.localStorage.keys()).toEqual([])
  await privacy.age.answer('adult', gate)

  expect(browser.server.seen.at(-1)?.headers.get('privacy-device')).toMatch(/^[\w-]{43}$/)
})

test('lets the answer count here at once, also offline, and sends it later', async () => {
  const { browser, privacy } = setup()
  privacy.choose({ chat: 'granted' }, BANNER)
  expect(privacy.decide('chat').reason).toBe('age-unknown')
  browser.server.goDown()

  const state = await privacy.age.answer('adult', gate)
  expect(state.sent).toBe(false)
  expect(privacy.allows('chat')).toBe(true)
  privacy.destroy()

  browser.server.intercept = ({ path }) => (path === '/age' ? Response.json({ band: null }) : undefined)
  const next = browser.open()
  await until(() => next.age.state().sent)
  next.destroy()
})

test('closes what a child may not allow alone', async () => {
  const { privacy } = setup()
  privacy.choose({ chat: 'granted' }, BANNER)

  await privacy.age.answer('child', gate)

  expect(privacy.decide('chat').reason).toBe('guardian-required')
})

test('lets the first answer stand, but for one that was not given', async () => {
  const { privacy } = setup()

  await privacy.age.answer('unknown', gate)
  await privacy.age.answer('child', gate)
  const state = await privacy.age.answer('adult', gate)

  expect(state.answer).toBe('child')
})

test('says when the server refuses an answer', async () => {
  const { browser, privacy } = setup()
  browser.server.intercept = () => problem(403, 'foreign-origin')

  await expect(privacy.age.answer('adult', gate)).rejects.toMatchObject({ code: 'foreign-origin' })
})

test('lets an adult be one where the age of consent lies above the child age', async () => {
  const { browser, privacy } = setup()
  const late: AgeGate = { ...gate, consentAge: 20, consentIfBornBy: '2006-11-22' }
  browser.server.intercept = ({ path }) => {
    if (path === '/age-gate') return Response.json(late)
    return path === '/age' ? Response.json({ band: null }) : undefined
  }

  const state = await privacy.age.answer('1990-01-01', await privacy.age.gate())

  expect(state).toMatchObject({ answer: 'adult', band: { min: 20 } })
})
