import { describe, expect, test } from 'vitest'
import type { AuditEntry } from './audit.ts'
import { box, combine, isBox } from './box.ts'
import { aggregate, drop, generalise, pseudonymise } from './release.ts'

function trail() {
  const entries: AuditEntry[] = []
  return { entries, how: { reason: 'monthly report', audit: (entry: AuditEntry) => void entries.push(entry) } }
}
const email = box('jane@example.test', { categories: ['user.contact.email'], subjects: ['u_1'] })
const visits = (count: number) =>
  Array.from({ length: count }, (_, n) => box(n, { categories: ['user.telemetry'], subjects: [`u_${n}`] }))

describe('drop', () => {
  test('leaves a plain record when nothing personal is left, and writes it down', () => {
    const { entries, how } = trail()

    const rest = drop(combine({ email, screen: 'home' }), ['email'], how)

    expect(rest).toEqual({ screen: 'home' })
    expect(entries).toEqual([
      {
        action: 'drop',
        done: true,
        categories: ['user.contact.email'],
        subjects: ['u_1'],
        purpose: null,
        reason: 'monthly report',
      },
    ])
  })

  test('leaves a box with the label of the rest when that is personal', () => {
    const name = box('Jane', { categories: ['user.name'] })

    const rest = drop(combine({ email, name, screen: 'home' }), ['email'], trail().how)

    expect(isBox(rest) && rest.label.categories).toEqual(['user.name'])
    expect(isBox(rest) && drop(rest as never, ['name'] as never, trail().how)).toEqual({ screen: 'home' }) // as: the union was told apart
  })

  test('refuses a box of which nobody knows the parts', () => {
    const mapped = combine({ email, screen: 'home' }).map((record) => record)

    expect(() => drop(mapped, ['email'], trail().how)).toThrow(/made by combine/)
  })
})

test('a generalised value is a quasi-identifier, still in its box, and written down', () => {
  const { entries, how } = trail()
  const born = box('2001-02-03', { categories: ['user.demographic.date_of_birth'], subjects: ['u_1'] })

  const year = generalise(born, (date) => Number(date.slice(0, 4)), how)

  expect(isBox(year)).toBe(true)
  expect(year.label).toMatchObject({ quasi: ['user.demographic.date_of_birth'], subjects: ['u_1'] })
  expect(entries).toMatchObject([{ action: 'generalise', done: true }])
})

describe('aggregate', () => {
  const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0)

  test('answers over k persons or more', () => {
    const { entries, how } = trail()

    expect(aggregate(visits(5), sum, { ...how, k: 5 })).toBe(10)
    expect(entries).toMatchObject([{ action: 'aggregate', done: true, subjects: [] }])
  })

  test('answers nothing over fewer, and writes that down', () => {
    const { entries, how } = trail()

    expect(aggregate(visits(4), sum, { ...how, k: 5 })).toBeNull()
    expect(entries).toMatchObject([{ action: 'aggregate', done: false }])
  })

  test('counts persons, not values, and nobody for a box without an owner', () => {
    const sameOne = Array.from({ length: 9 }, () => box(1, { categories: ['user.telemetry'], subjects: ['u_1'] }))
    const nobody = Array.from({ length: 9 }, () => box(1, { categories: ['user.telemetry'] }))

    expect(aggregate(sameOne, sum, { ...trail().how, k: 2 })).toBeNull()
    expect(aggregate(nobody, sum, { ...trail().how, k: 2 })).toBeNull()
  })

  test.each([1, 0, 2.5, Number.NaN])('refuses k = %s', (k) => {
    expect(() => aggregate(visits(9), sum, { ...trail().how, k })).toThrow(/two or more/)
  })
})

test('a pseudonym is still in a box, with whose it is', () => {
  const hidden = pseudonymise(email, () => 'hash')

  expect(isBox(hidden)).toBe(true)
  expect(hidden.label).toMatchObject({ categories: ['user.unique_id.pseudonymous'], subjects: ['u_1'] })
})
