import { expect, test } from 'vitest'
import * as z from 'zod'
import { personal } from '../tag.ts'
import { dataMap } from './data-map.ts'
import type { RecordPolicy } from './policy-part.ts'
import { isThirdCountry, recordOfProcessing } from './record-of-processing.ts'
import { examplePolicy } from './test-policy.ts'

const schemas = {
  order: z.object({
    email: personal(z.email(), 'user.contact.email'),
    street: personal(z.string(), 'user.contact.address.street'),
  }),
}
const record = (options = {}, policy: RecordPolicy = examplePolicy) =>
  recordOfProcessing(dataMap(schemas, policy), policy, options)

test('names controller, contact, officer and joint controllers', () => {
  expect(record()).toMatchObject({
    app: 'kiosk',
    version: '2026-11-01',
    controller: { name: 'Kiosk Ltd', contact: { email: 'privacy@kiosk.example' }, dpo: { email: 'dpo@kiosk.example' } },
    jointControllers: ['Twin Stores'],
  })
})

test('has one row per purpose, with the columns of Art. 30(1)', () => {
  const rows = record().rows

  expect(rows.map((row) => row.purpose)).toEqual(['orders', 'news', 'watch'])
  expect(rows[0]).toEqual({
    purpose: 'orders',
    title: 'Orders',
    summary: 'Ships what you order.',
    basis: 'contract',
    law: null,
    subjects: null,
    categories: [
      { category: 'user.contact.email', label: 'E-mail address', fields: 1 },
      { category: 'user.contact.address', label: 'Address', fields: 1 },
      { category: 'user.financial', label: 'Payment data', fields: 0 },
    ],
    recipients: [
      {
        name: 'Post',
        role: 'processor',
        country: 'DE',
        categories: ['user.contact.email', 'user.contact.address.street'],
      },
      { name: 'Bank', role: 'controller', country: 'US', categories: ['user.financial'] },
    ],
    transfers: [{ recipient: 'Bank', country: 'US', safeguard: 'Standard contractual clauses' }],
    erasure: { rule: 'invoices', from: 'invoice-date', years: 10, reason: 'Tax law wants it.', law: 'Tax Code 5' },
    systems: ['kiosk'],
  })
})

test('says nothing that nobody declared', () => {
  const { security, rows } = record()

  expect(security).toBeNull()
  expect(rows.map((row) => row.subjects)).toEqual([null, null, null])
  expect(rows[1]?.transfers).toEqual([{ recipient: 'Twin Stores', country: 'GB', safeguard: null }])
  expect(rows[2]?.erasure).toBeNull()
})

test('takes people and security measures from the app', () => {
  const all = record({ subjects: ['customers'], security: 'Encrypted disks.' })
  const some = record({ subjects: { news: ['readers'] } })

  expect(all.security).toBe('Encrypted disks.')
  expect(all.rows.map((row) => row.subjects)).toEqual([['customers'], ['customers'], ['customers']])
  expect(some.rows.map((row) => row.subjects)).toEqual([null, ['readers'], null])
})

test('speaks the language that is asked for, and the first locale where that has no text', () => {
  const rows = record({ language: 'id' }).rows

  expect(rows.map((row) => row.title)).toEqual(['Pesanan', 'News', 'Watch'])
  expect(record({ language: 'constructor' }).rows[0]?.title).toBe('Orders')
})

test.each([
  ['DE', 'FR', false],
  ['DE', 'DE', false],
  ['US-CA', 'US', false],
  ['NO', 'IE', false],
  ['GB', 'IE', true],
  ['SG', 'ID', true],
  ['DE', 'ID', true],
])('data in %s of a controller in %s has left its area: %s', (country, controller, expected) => {
  expect(isThirdCountry(country, controller)).toBe(expected)
})
