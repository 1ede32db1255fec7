import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import * as z from 'zod'
import {
  isBelow,
  isJointlyIdentifying,
  isPersonal,
  joinLabels,
  type Label,
  labelOf,
  labelWith,
  NON_PERSONAL,
  servesPurpose,
} from './label.ts'
import { nonPersonal, personal } from './tag.ts'

const some = (...names: string[]) => fc.subarray(names)
const labels: fc.Arbitrary<Label> = fc
  .record({
    categories: some('user.name', 'user.contact.email', 'user.job_title'),
    quasi: some('user.job_title', 'user.contact.address.country'),
    subjects: some('u_1', 'u_2'),
    purposes: fc.oneof(fc.constant('any' as const), some('orders', 'analytics', 'support')),
  })
  .map(labelWith)

describe('joining labels', () => {
  test('is commutative, associative and idempotent, with non-personal at the bottom', () => {
    fc.assert(
      fc.property(labels, labels, labels, (a, b, c) => {
        expect(joinLabels(a, b)).toEqual(joinLabels(b, a))
        expect(joinLabels(joinLabels(a, b), c)).toEqual(joinLabels(a, joinLabels(b, c)))
        expect(joinLabels(a, a)).toEqual(a)
        expect(joinLabels(NON_PERSONAL, a)).toEqual(a)
        expect(joinLabels()).toEqual(NON_PERSONAL)
      }),
    )
  })

  test('agrees with the order: below means that the join changes nothing', () => {
    fc.assert(
      fc.property(labels, labels, (a, b) => {
        expect(isBelow(a, b)).toBe(JSON.stringify(joinLabels(a, b)) === JSON.stringify(b))
        expect(isBelow(a, joinLabels(a, b))).toBe(true)
      }),
    )
  })

  test('is personal as soon as one part is, and never allows a purpose that a part does not', () => {
    fc.assert(
      fc.property(
        fc.array(labels, { maxLength: 5 }),
        fc.constantFrom('orders', 'analytics', 'support'),
        (parts, purpose) => {
          const joined = joinLabels(...parts)

          expect(isPersonal(joined)).toBe(parts.some(isPersonal))
          expect(servesPurpose(joined, purpose)).toBe(parts.every((part) => servesPurpose(part, purpose)))
        },
      ),
    )
  })
})

describe('the label of a schema', () => {
  const email = personal(z.email(), 'user.contact.email')
  const country = personal(z.string(), 'user.contact.address.country', { kind: 'quasi' })

  test('holds every tag, wherever it is wrapped', () => {
    const schema = z.object({
      list: z.array(z.object({ email: email.optional() })),
      country,
      plan: nonPersonal(z.string()),
    })

    expect(labelOf(schema, { subjects: ['u_1'], purposes: ['orders'] })).toEqual({
      categories: ['user.contact.address.country', 'user.contact.email'],
      quasi: ['user.contact.address.country'],
      subjects: ['u_1'],
      purposes: ['orders'],
    })
  })

  test('is the bottom only when every field was looked at', () => {
    expect(labelOf(z.object({ plan: nonPersonal(z.string()) }))).toEqual(NON_PERSONAL)
    expect(isPersonal(labelOf(z.object({ plan: z.string() })))).toBe(true)
    expect(isPersonal(labelOf(z.object({ extra: z.unknown() })))).toBe(true)
  })
})

test('two quasi-identifiers together are jointly identifying, one is not', () => {
  const country = labelWith({ quasi: ['user.contact.address.country'] })
  const job = labelWith({ quasi: ['user.job_title'] })

  expect(isJointlyIdentifying(joinLabels(country, country))).toBe(false)
  expect(isJointlyIdentifying(joinLabels(country, job))).toBe(true)
})

test('data of a known person is personal without any category', () => {
  expect(isPersonal(labelWith({ subjects: ['u_1'] }))).toBe(true)
})
