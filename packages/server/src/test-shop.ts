/** For tests: a small app with users, orders that tax law keeps, their items, messages and products. */
import { definePolicy } from '@privacykit/policy'
import { type DataMap, keep } from './data-map.ts'
import type { SqlClient } from './sql.ts'

export const shopPolicy = definePolicy({
  app: 'shop',
  version: '2026-11-01',
  locales: ['en'],
  controller: { name: 'Shop', country: 'DE', contact: { email: 'privacy@shop.example' } },
  purposes: {
    orders: {
      basis: 'contract',
      title: { en: 'Orders' },
      summary: { en: 'Ships what you order.' },
      data: [
        'user.name',
        'user.contact.email',
        'user.contact.address',
        'user.behavior.purchase_history',
        'user.unique_id',
      ],
      recipients: ['courier'],
      whenUnknown: 'last-known',
      noticeRequired: false,
      age: 'not-required',
      ageReason: 'Tests.',
    },
    analytics: {
      basis: 'consent',
      title: { en: 'Visit counts' },
      summary: { en: 'Counts visits.' },
      data: ['user.device.cookie_id'],
      stores: [{ cookie: '_tally*' }],
      noticeRequired: false,
      sharing: true,
      age: 'not-required',
      ageReason: 'Tests.',
    },
    club: {
      basis: 'consent',
      title: { en: 'Club' },
      summary: { en: 'Tea for members.' },
      data: ['user.name'],
      noticeRequired: false,
    },
    messages: {
      basis: 'contract',
      title: { en: 'Messages' },
      summary: { en: 'Answers you.' },
      data: ['user.content.private'],
      noticeRequired: false,
    },
  },
  recipients: {
    courier: { name: 'Courier', role: 'controller', country: 'DE', data: ['user.name', 'user.contact.address'] },
  },
  retention: {
    invoices: { from: 'paid', years: 10, reason: { en: 'Tax law.' }, law: 'AO 147' },
    lawless: { from: 'paid', years: 1, reason: { en: 'We like to.' } },
  },
  children: {},
  deregistration: { undoDays: 0, residualCheckDays: 0 },
})

export const shopMap: DataMap = {
  subject: { table: 'users', key: 'id', identifiers: { email: 'email' } },
  tables: {
    users: {
      columns: { id: 'user.unique_id', email: 'user.contact.email', created_at: 'non-personal' },
      erase: 'delete',
    },
    messages: {
      label: 'questions you sent',
      subject: 'user_id',
      columns: { id: 'non-personal', user_id: 'user.unique_id', body: 'user.content.private' },
      erase: 'delete',
    },
    orders: {
      subject: 'user_id',
      columns: {
        id: 'non-personal',
        user_id: 'user.unique_id',
        name: 'user.name',
        ship_to: 'user.contact.address',
        note: 'user.content.private',
        paid_at: 'non-personal',
      },
      erase: keep({ rule: 'invoices', from: 'paid_at', mask: { ship_to: null, note: 'removed' } }),
    },
    order_items: {
      subject: { column: 'order_id', in: 'orders' },
      columns: { id: 'non-personal', order_id: 'non-personal', product: 'user.behavior.purchase_history' },
      erase: 'with-owner',
    },
    products: 'no-personal-data',
  },
}

const STATEMENTS = [
  'drop table if exists order_items, orders, messages, users, products cascade',
  'create table users (id text primary key, email text not null, created_at timestamptz not null default now())',
  'create table messages (id bigint generated always as identity primary key, user_id text not null references users (id), body text not null)',
  `create table orders (id text primary key, user_id text not null, name text not null, ship_to text, note text not null default '', paid_at timestamptz)`,
  'create table order_items (id bigint generated always as identity primary key, order_id text not null references orders (id), product text not null)',
  'create table products (id text primary key)',
]

/** Empty tables of the app; those of PrivacyKit stay as they are. */
export async function resetShop(sql: SqlClient): Promise<void> {
  for (const statement of STATEMENTS) await sql.query(statement)
}

/** An account with one message, a paid order of 2024, one of 2010, and one that was never paid; each order has two items. */
export async function addShopUser(sql: SqlClient, id: string): Promise<void> {
  await sql.query('insert into users (id, email) values ($1, $2)', [id, `${id}@people.example`])
  await sql.query('insert into messages (user_id, body) values ($1, $2)', [id, 'Where is my teapot?'])
  for (const [suffix, paidAt] of [
    ['new', '2024-02-29T12:00:00.000Z'],
    ['old', '2010-01-01T00:00:00.000Z'],
    ['unpaid', null],
  ]) {
    const order = `${id}-${suffix}`
    await sql.query('insert into orders (id, user_id, name, ship_to, note, paid_at) values ($1, $2, $3, $4, $5, $6)', [
      order,
      id,
      'Ada',
      'Garden Street 1',
      'ring twice',
      paidAt,
    ])
    await sql.query(`insert into order_items (order_id, product) values ($1, 'pot'), ($1, 'cup')`, [order])
  }
}
