import { expect, test } from 'vitest'
import * as z from 'zod'
import { type DataMapPolicy, dataMap } from './data-map.ts'
import { nonPersonal, personal } from './tag.ts'

const text = { en: 'text' }
const policy: DataMapPolicy = {
  purposes: {
    orders: {
      basis: 'contract',
      data: ['user.contact'],
      title: text,
      summary: text,
      retention: 'invoices',
      recipients: ['post', 'bank'],
    },
    news: { basis: 'consent', data: ['user.contact.email'], title: text, summary: text },
  },
  recipients: {
    post: { name: 'Post', role: 'processor', country: 'ID', data: ['user.contact.email', 'user.name'] },
    bank: { name: 'Bank', role: 'controller', country: 'ID', data: ['user.financial'] },
  },
}

test('names purposes, retention rules and recipients of each tagged field', () => {
  const customer = z.object({ email: personal(z.email(), 'user.contact.email'), plan: nonPersonal(z.string()) })

  const { rows, gaps } = dataMap({ customer }, policy)

  expect(gaps).toEqual([])
  expect(rows).toEqual([
    {
      source: 'customer',
      path: 'email',
      category: 'user.contact.email',
      kind: 'direct',
      label: 'E-mail address',
      dpv: 'https://w3id.org/dpv/pd#EmailAddress',
      purposes: ['orders', 'news'],
      retention: ['invoices'],
      recipients: ['post'],
    },
  ])
})

test('leaves purposes empty where the policy gives no reason to hold a category', () => {
  const { rows } = dataMap({ customer: z.object({ dna: personal(z.string(), 'user.biometric') }) }, policy)

  expect(rows).toMatchObject([{ category: 'user.biometric', purposes: [], retention: [], recipients: [] }])
})

test('lists what it cannot speak for', () => {
  const { gaps } = dataMap({ customer: z.object({ note: z.string(), blob: z.unknown() }) }, policy)

  expect(gaps).toEqual([
    { source: 'customer', path: 'note', why: 'nobody has classified it' },
    { source: 'customer', path: 'blob', why: 'unknown says nothing about its values' },
  ])
})

test('has one row for a field that is reached in two ways', () => {
  const email = personal(z.string(), 'user.contact.email')
  const schema = z.object({ email: z.union([email, email.min(9)]) })

  expect(dataMap({ schema }, policy).rows).toHaveLength(1)
})
