import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { page, userEvent } from 'vitest/browser'
import type { PrivacyAgeQuestion } from './age-question.ts'
import { createFakeClient } from './fake-client.ts'
import { find, mount, until } from './mount.ts'

const field = (part: string) => find<HTMLInputElement>(`[data-part=${part}]`)
const submit = () => find<HTMLButtonElement>('privacy-age-question [type=submit]')

async function show(client = createFakeClient()) {
  mount('privacy-age-question')
  const answers: unknown[] = []
  const question = find<PrivacyAgeQuestion>('privacy-age-question')
  question.addEventListener('privacy-age', (event) => answers.push(event.detail))
  question.client = client
  await until(() => find('.pk-root', question))
  return { question, client, answers }
}

async function type(day: string, month: string, year: string): Promise<void> {
  await userEvent.fill(field('day'), day)
  await userEvent.fill(field('month'), month)
  await userEvent.fill(field('year'), year)
}

beforeEach(() => page.viewport(1280, 800))
afterEach(() => document.body.replaceChildren())

test('starts empty, says no wanted age, and waits for a date', async () => {
  const { question } = await show()

  expect([field('day').value, field('month').value, field('year').value]).toEqual(['', '', ''])
  expect(question.textContent).not.toMatch(/\d/)
  expect(submit().disabled).toBe(true)
})

test('asks the day first, also in plain English', async () => {
  await show()

  const order = [...document.querySelectorAll('input')].map((input) => input.dataset.part)

  expect(order).toEqual(['day', 'month', 'year'])
})

test('waits until the client knows what was answered before', async () => {
  let known = () => {}
  const client = {
    ...createFakeClient(),
    prepare: () =>
      new Promise<void>((done) => {
        known = done
      }),
  }
  mount('privacy-age-question')
  const question = find<PrivacyAgeQuestion>('privacy-age-question')
  const prepare = vi.spyOn(client, 'prepare')
  question.client = client
  await until(() => expect(prepare).toHaveBeenCalled())
  const before = question.childElementCount
  client.ages.push('adult')

  known()

  await until(() => expect(question.textContent).toContain('You have answered this before.'))
  expect(before).toBe(0)
  expect(question.querySelector('input')).toBeNull()
})

test('answers with the age group, and forgets the date', async () => {
  const { question, client, answers } = await show()

  await type('22', '11', '2008')
  await userEvent.click(submit())

  await until(() => expect(answers).toEqual([{ answer: 'adult' }]))
  expect(client.ages).toEqual(['adult'])
  expect(question.querySelector('input')).toBeNull()
  expect(question.textContent).toBe('Thank you. Your answer is saved.')
})

test('shows a child the same page and the same thanks', async () => {
  const { question, answers } = await show()

  await type('23', '11', '2015')
  await userEvent.keyboard('{Enter}')

  await until(() => expect(answers).toEqual([{ answer: 'child' }]))
  expect(question.textContent).toBe('Thank you. Your answer is saved.')
})

test.each([
  ['31', '2', '1990', 'This date does not exist. Check the day and the month.'],
  ['1', '1', '2190', 'This date has not happened yet. Check the year.'],
  ['1', '1', '1790', 'Check the year. Write it with four digits.'],
])('does not take %s.%s.%s, and says why', async (day, month, year, message) => {
  await show()

  await type(day, month, year)

  expect(find('[role=alert]').textContent).toBe(message)
  expect(submit().disabled).toBe(true)
  expect(field('year').getAttribute('aria-invalid')).toBe('true')
})

test('does not call a date wrong that is still being typed', async () => {
  await show()

  await userEvent.fill(field('day'), '3')
  await userEvent.fill(field('month'), '1')

  expect(find('[role=alert]').textContent).toBe('')
})

test('takes "I prefer not to say" as unknown', async () => {
  const { answers } = await show()

  await userEvent.click(find('[data-action=skip]'))

  await until(() => expect(answers).toEqual([{ answer: 'unknown' }]))
})

test('lets the first answer stand', async () => {
  const client = createFakeClient()
  client.ages.push('child')

  const { question } = await show(client)

  expect(question.querySelector('input')).toBeNull()
  expect(question.textContent).toContain('You have answered this before.')
})

test('keeps what was typed when the answer could not be sent, and lets the person try again', async () => {
  const client = createFakeClient()
  const { answers } = await show({
    ...client,
    age: { ...client.age, gate: vi.fn(client.age.gate).mockRejectedValueOnce(new Error('offline')) },
  })
  await type('1', '2', '1990')

  await userEvent.click(submit())
  await until(() => expect(find('[role=alert]').textContent).toContain('Nothing has changed.'))
  const kept = field('year').value
  await userEvent.click(submit())

  await until(() => expect(answers).toEqual([{ answer: 'adult' }]))
  expect(kept).toBe('1990')
})

test('keeps a half-typed date when something else changes on the page', async () => {
  const { client } = await show()
  await userEvent.fill(field('day'), '3')

  client.become('analytics', 'granted')

  expect(field('day').value).toBe('3')
})
