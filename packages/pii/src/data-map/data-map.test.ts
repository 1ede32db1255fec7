import { describe, expect, test } from 'vitest'
import * as z from 'zod'
import { nonPersonal, personal } from '../tag.ts'
import { type DataMapOptions, type DataMapPolicy, dataMap } from './index.ts'

const text = { en: 'text' }
const invoices = { from: 'invoice-date', years: 10, reason: text }
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
      bases: ['contract', 'consent'],
      retention: ['invoices'],
      recipients: ['post'],
      system: 'app',
      place: 'schema',
      erasure: null,
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

describe('names in rows', () => {
  test('are explained in the map, and only those that rows use', () => {
    const user = z.object({ email: personal(z.email(), 'user.contact.email') })

    const { recipients, retention } = dataMap({ user }, { ...policy, retention: { invoices, unused: invoices } })

    expect(recipients).toEqual({ post: { name: 'Post', role: 'processor', country: 'ID' } })
    expect(retention).toEqual({ invoices })
  })

  test('stay names where the policy does not declare them', () => {
    const purposes = { news: { ...policy.purposes.news, recipients: ['gone', 'constructor'], retention: 'gone' } }
    const user = z.object({ email: personal(z.email(), 'user.contact.email') })

    const map = dataMap({ user }, { purposes, recipients: {} } as DataMapPolicy) // as: a policy that no check has seen

    expect(map.rows).toMatchObject([{ purposes: ['news'], recipients: [], retention: ['gone'] }])
    expect(map.retention).toEqual({})
  })
})

describe('systems', () => {
  const schema = z.object({ email: personal(z.email(), 'user.contact.email') })
  const table = { columns: { mail: 'user.contact.email', at: 'non-personal' }, erase: 'delete' } as const

  test('are one for the schemas, named after the app, and one for each database', () => {
    const map = dataMap({ a: schema, b: schema }, { ...policy, app: 'shop' }, { databases: { main: { tables: {} } } })

    expect(map.systems).toEqual({
      shop: { title: 'shop', location: null, schemas: ['a', 'b'], databases: [] },
      main: { title: 'main', location: null, schemas: [], databases: ['main'] },
    })
    expect(map.rows.map((row) => row.system)).toEqual(['shop', 'shop'])
  })

  test('are as declared, with title and place, and take what they name', () => {
    const systems = { crm: { title: 'Customers', location: 'SG', schemas: ['b'], databases: ['main'] } }

    const map = dataMap({ a: schema, b: schema }, policy, {
      systems,
      databases: { main: { tables: { users: table } } },
    })

    expect(map.systems.crm).toEqual({ title: 'Customers', location: 'SG', schemas: ['b'], databases: ['main'] })
    expect(map.rows.map(({ source, system }) => [source, system])).toEqual([
      ['a', 'app'],
      ['b', 'crm'],
      ['main.users', 'crm'],
    ])
  })

  test('cannot name what was not given, nor share a schema', () => {
    const make = (systems: NonNullable<DataMapOptions['systems']>) => () => dataMap({ a: schema }, policy, { systems })

    expect(make({ crm: { schemas: ['b'] } })).toThrow('names the schema b, which was not given')
    expect(make({ crm: { schemas: ['constructor'] } })).toThrow('which was not given')
    expect(make({ crm: { schemas: ['a'] }, shop: { schemas: ['a'] } })).toThrow('in the systems crm and shop')
  })
})

describe('tables', () => {
  const users = {
    columns: { id: 'user.unique_id', mail: 'user.contact.email', street: 'user.contact.address', at: 'non-personal' },
    erase: { rule: 'law', mask: { street: null } },
  } as const
  const databases = { main: { tables: { users, products: 'no-personal-data' } } } as const

  test('give a row for each column with personal data, and say what erasure does with it', () => {
    const { rows } = dataMap({}, policy, { databases })

    expect(
      rows.map(({ source, path, place, erasure, retention }) => [source, path, place, erasure, retention]),
    ).toEqual([
      ['main.users', 'id', 'table', 'keep', ['law']],
      ['main.users', 'mail', 'table', 'keep', ['invoices', 'law']],
      ['main.users', 'street', 'table', 'mask', ['invoices']],
    ])
  })

  test('take the kind from a schema that tags the same category', () => {
    const user = z.object({ id: personal(z.string(), 'user.unique_id', { kind: 'pseudonym' }) })

    const { rows } = dataMap({ user }, policy, { databases })

    expect(rows.filter((row) => row.place === 'table').map((row) => row.kind)).toEqual([
      'pseudonym',
      'direct',
      'direct',
    ])
  })
})

test('is plain JSON', () => {
  const user = z.object({ email: personal(z.email(), 'user.contact.email'), note: z.unknown() })

  const map = dataMap({ user }, policy)

  expect(JSON.parse(JSON.stringify(map))).toEqual(map)
})

test('takes a policy that is frozen by as const, and every server map', () => {
  const frozen = {
    app: 'shop',
    purposes: { news: { basis: 'consent', data: ['user.name'], title: text, summary: text, recipients: [] } },
    recipients: {},
    retention: {},
  } as const
  const main = {
    subject: { table: 'users', key: 'id' },
    tables: { users: { columns: { n: 'user.name' }, erase: 'with-owner' } },
  } as const

  const { rows } = dataMap({}, frozen, { databases: { main } })

  expect(rows).toMatchObject([{ purposes: ['news'], erasure: 'with-owner' }])
})
