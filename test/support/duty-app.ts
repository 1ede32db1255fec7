/** A small shop for the tests of the duties: app and backend on the same kind of database, one clock that the test moves. */
import { randomBytes } from 'node:crypto'
import { PGlite } from '@electric-sql/pglite'
import { createBackend, type Database } from '@privacykit/backend'
import { pglite } from '@privacykit/backend/pglite'
import { postgres } from '@privacykit/backend/postgres'
import { createPrivacyClient, memoryPersistence } from '@privacykit/client'
import * as engine from '@privacykit/client/engine'
import { definePolicy } from '@privacykit/policy'
import {
  createPrivacy,
  erased,
  hook,
  keep,
  type PrivacyOptions,
  postgres as postgresStore,
  type SqlClient,
} from '@privacykit/server'
import { memoryKeys } from '@privacykit/vault'
import pg from 'pg'

const SITE = 'https://shop.example'
const key = randomBytes(32).toString('base64url')
/** A key of the people who run the shop; the app's own has no such scope. */
const adminKey = randomBytes(32).toString('base64url')
const grown = { age: 'not-required', ageReason: 'Sold to adults; tests.', noticeRequired: false } as const

export const dutyPolicy = definePolicy({
  app: 'duties',
  version: '2026-11-01',
  locales: ['en', 'id'],
  controller: { name: 'Tea Ltd', country: 'ID', contact: { email: 'privacy@tea.example' } },
  purposes: {
    orders: {
      basis: 'contract',
      title: { en: 'Orders', id: 'Pesanan' },
      summary: { en: 'Ships what you order.', id: 'Mengirim pesanan Anda.' },
      data: ['user.unique_id', 'user.name', 'user.contact.address'],
      optional: [
        {
          category: 'user.contact.phone_number',
          without: { en: 'The driver cannot call you.', id: 'Pengemudi tidak dapat menelepon.' },
        },
      ],
      recipients: ['courier'],
      retention: 'account',
      ...grown,
    },
    security: {
      basis: 'legitimate-interests',
      title: { en: 'Safety', id: 'Keamanan' },
      summary: { en: 'Spots stolen cards.', id: 'Mendeteksi kartu curian.' },
      data: ['user.telemetry'],
      retention: 'account',
      ...grown,
    },
    invoices: {
      basis: 'legal-obligation',
      title: { en: 'Invoices', id: 'Faktur' },
      summary: { en: 'Keeps invoices.', id: 'Menyimpan faktur.' },
      data: ['user.name', 'user.behavior.purchase_history'],
      retention: 'invoices',
      law: { name: 'A tax law' },
      duringClosure: true,
    },
    analytics: {
      basis: 'consent',
      title: { en: 'Visit counts', id: 'Hitungan kunjungan' },
      summary: { en: 'Counts visits.', id: 'Menghitung kunjungan.' },
      data: ['user.device.cookie_id'],
      retention: 'account',
      ...grown,
    },
    survey: {
      basis: 'legitimate-interests',
      title: { en: 'Survey', id: 'Survei' },
      summary: { en: 'Asks what you would like.', id: 'Menanyakan keinginan Anda.' },
      data: ['user.demographic.age_range'],
      retention: 'account',
      age: 'not-required',
      ageReason: 'Sold to adults; tests.',
    },
    club: {
      basis: 'contract',
      title: { en: 'Tea club', id: 'Klub teh' },
      summary: { en: 'A parcel every month.', id: 'Paket setiap bulan.' },
      data: ['user.name'],
      retention: 'account',
      noticeRequired: false,
    },
  },
  recipients: {
    courier: {
      name: 'Courier',
      role: 'controller',
      country: 'ID',
      data: ['user.name', 'user.contact.address', 'user.contact.phone_number'],
    },
    mailer: { name: 'Mailer', role: 'processor', country: 'ID', data: ['user.name'] },
  },
  retention: {
    account: { from: 'account-end', days: 1, reason: { en: 'While you are here.', id: 'Selama Anda di sini.' } },
    invoices: { from: 'paid', years: 10, reason: { en: 'Tax.', id: 'Pajak.' }, law: 'A tax law' },
  },
  children: { consentAge: 'by-jurisdiction' },
  deregistration: { undoDays: 14, residualCheckDays: 30 },
})

const TABLES = [
  'create table users (id text primary key, name text not null)',
  'create table orders (id text primary key, user_id text not null, street text, items text not null, paid timestamptz)',
  'create table parcels (account text primary key)',
]

/** Both kinds of database that everything must hold on. */
export const DATABASES: [name: string, open: () => Promise<OpenDatabases>][] = [
  ['PGlite', openPglite],
  ['PostgreSQL', openPostgres],
]

interface OpenDatabases {
  app: SqlClient
  backend: Database
  close: () => Promise<void>
}

async function openPglite(): Promise<OpenDatabases> {
  const app = await PGlite.create()
  return { app, backend: pglite(), close: () => app.close() }
}

async function openPostgres(): Promise<OpenDatabases> {
  const admin = new pg.Client({ connectionString: process.env.PG_URL })
  await admin.connect()
  const urls = []
  for (const part of ['app', 'backend']) {
    const url = new URL(process.env.PG_URL ?? '')
    url.pathname = `/duties_${part}_${randomBytes(6).toString('hex')}`
    await admin.query(`create database ${url.pathname.slice(1)}`)
    urls.push(url.href)
  }
  await admin.end()
  const [appUrl = '', backendUrl = ''] = urls
  const app = new pg.Pool({ connectionString: appUrl, max: 8 })
  return { app, backend: postgres({ connectionString: backendUrl }), close: () => app.end() }
}

export type DutyApp = Awaited<ReturnType<typeof openDutyApp>>

/** Starts it. `startProcess()` is one more process of the app; all see the same databases. */
export async function openDutyApp(open: () => Promise<OpenDatabases>) {
  const databases = await open()
  let time = Date.parse('2026-11-22T10:00:00.000Z')
  const now = () => new Date(time)
  const backend = createBackend({
    apps: [
      {
        id: dutyPolicy.app,
        policy: dutyPolicy,
        keys: [{ secret: key }, { secret: adminKey, scopes: ['admin', 'read', 'records'] }],
      },
    ],
    database: databases.backend,
    keys: memoryKeys(),
    now,
  })
  await backend.start()
  for (const table of TABLES) await databases.app.query(table, [])
  const startProcess = (options: Partial<PrivacyOptions<typeof dutyPolicy>> = {}) =>
    createPrivacy({
      policy: dutyPolicy,
      backend: { fetch: backend.fetch, key },
      session: (request) => JSON.parse(request.headers.get('x-session') ?? 'null'),
      stores: { main: mainStore(databases.app) },
      hooks: { courier: courierHook(databases.app) },
      jurisdiction: () => 'ID',
      now,
      ...options,
    })
  const privacy = startProcess()
  await privacy.migrate()
  await privacy.work() // says which hooks are deployed
  return {
    privacy,
    startProcess,
    /** The tool of the people who run the shop; only its key covers the role admin. */
    startAdminTool: () => startProcess({ backend: { fetch: backend.fetch, key: adminKey } }),
    sql: databases.app,
    now,
    /** Lets days go by; every clock follows. */
    pass(days: number) {
      time += days * 86_400_000
    },
    /** A page of the shop, where that person is signed in. */
    openPage: (account: string) => openPage({ account, fetch: privacy.fetch, now }),
    /** A call to the backend as an outsider of the app makes it: an admin's tool, an auditor's. */
    async service(
      path: string,
      { account, role, body }: { account: string; role: 'admin' | 'subject'; body: unknown },
    ) {
      const headers = {
        authorization: `Bearer ${adminKey}`,
        'content-type': 'application/json',
        'privacy-account': account,
        'privacy-role': role,
      }
      const request = new Request(`http://backend.invalid${path}`, {
        method: 'POST',
        headers,
        body: JSON.stringify(body),
      })
      return (await backend.fetch(request)).json()
    },
    async stop() {
      await privacy.close()
      await backend.stop()
      await databases.close()
    },
  }
}

function mainStore(sql: SqlClient) {
  return postgresStore(sql, {
    subject: { table: 'users', key: 'id' },
    tables: {
      users: { columns: { id: 'user.unique_id', name: 'user.name' }, erase: 'delete' },
      orders: {
        subject: 'user_id',
        columns: {
          id: 'non-personal',
          user_id: 'user.unique_id',
          street: 'user.contact.address.street',
          items: 'user.behavior.purchase_history',
          paid: 'non-personal',
        },
        erase: keep({ rule: 'invoices', from: 'paid', mask: ['street'] }),
      },
      // the courier's own list, which only happens to lie in the same database
      parcels: 'no-personal-data',
    },
  })
}

/** Another company, told after the shop's own rows are gone. */
function courierHook(sql: SqlClient) {
  const count = async (account: string) =>
    (await sql.query('select account from parcels where account = $1', [account])).rows.length
  return hook({
    after: ['main'],
    preview: async ({ account }) => [{ what: 'parcels', count: await count(account), fate: 'external' }],
    async erase({ account }) {
      const found = await count(account)
      await sql.query('delete from parcels where account = $1', [account])
      return erased(found)
    },
    verify: ({ account }) => count(account),
  })
}

interface PageOptions {
  account: string
  fetch: (request: Request) => Promise<Response>
  now: () => Date
}

function openPage({ account, fetch, now }: PageOptions) {
  const send = (path: string | URL | Request, init?: RequestInit) => {
    const request = new Request(new URL(String(path), SITE), init)
    request.headers.set('origin', SITE)
    request.headers.set('sec-fetch-site', 'same-origin')
    request.headers.set('x-session', JSON.stringify({ id: account, generation: 1, authTime: now().toISOString() }))
    return fetch(request)
  }
  const client = createPrivacyClient({
    engine,
    policy: dutyPolicy,
    endpoint: '/api/privacy',
    storage: memoryPersistence(),
    page: null,
    region: 'ID',
    now: () => now().getTime(),
    fetch: send,
  })
  return { ...client, send }
}
