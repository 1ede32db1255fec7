/** The contract suites against the real thing: the backend on both databases, and an app server before it. */
import { randomBytes } from 'node:crypto'
import { PGlite } from '@electric-sql/pglite'
import { createBackend, type Database } from '@privacykit/backend'
import { pglite } from '@privacykit/backend/pglite'
import { postgres } from '@privacykit/backend/postgres'
import { createPrivacy, postgres as postgresStore } from '@privacykit/server'
import { type BrowserContext, browserSuite, fixturePolicy, newId, serviceSuite } from '@privacykit/testkit'
import { memoryKeys } from '@privacykit/vault'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Coverage, watchCoverage } from './support/contract-coverage.ts'

const secret = () => randomBytes(32).toString('base64url')

/** A database of its own on the PostgreSQL of the tests. */
async function freshPostgres(): Promise<Database> {
  const name = `contract_${randomBytes(6).toString('hex')}`
  const client = new pg.Client({ connectionString: process.env.PG_URL })
  await client.connect()
  await client.query(`create database ${name}`)
  await client.end()
  const url = new URL(process.env.PG_URL ?? '')
  url.pathname = `/${name}`
  return postgres({ connectionString: url.href })
}

const DATABASES: [string, () => Promise<Database>][] = [
  ['PGlite', async () => pglite()],
  ['PostgreSQL', freshPostgres],
]

describe.each(DATABASES)('service surface of the backend on %s', (_, open) => {
  const context = { app: 'conform', key: secret(), readKey: secret(), otherKey: secret() }
  let coverage: Coverage = watchCoverage('service', async () => Response.error())
  let stop = async () => {}

  beforeAll(async () => {
    const backend = createBackend({
      apps: [
        {
          id: context.app,
          keys: [
            { secret: context.key, scopes: ['read', 'records', 'policy', 'deregister', 'steps', 'admin'] },
            { secret: context.readKey, scopes: ['read'] },
          ],
        },
        { id: context.app, tenant: 'other', keys: [{ secret: context.otherKey }] },
      ],
      database: await open(),
      keys: memoryKeys(),
    })
    await backend.start()
    coverage = watchCoverage('service', backend.fetch)
    stop = backend.stop
  })
  afterAll(() => stop())

  it.each(serviceSuite.map((each) => [each.title, each] as const))('%s', async (_, each) => {
    await expect(each.run({ ...context, fetch: coverage.fetch })).resolves.toBeUndefined()
  })

  it('has shown every endpoint and every code of its table', () => {
    expect(coverage.missing()).toEqual([])
  })
})

/** An app that keeps one table, before a backend on PGlite. The undo period is seconds, so that an account can be closed to the end. */
async function openApp() {
  const key = secret()
  const policy = { ...fixturePolicy, deregistration: { undoDays: 5 / 86_400, residualCheckDays: 0 } }
  const backend = createBackend({
    apps: [{ id: policy.app, policy, keys: [{ secret: key }] }],
    database: pglite(),
    keys: memoryKeys(),
  })
  await backend.start()
  const database = await PGlite.create()
  await database.query('create table users (id text primary key, email text not null)')
  const sessions = new Map<string, { id: string; generation: number; authTime: string }>()
  const privacy = createPrivacy({
    policy,
    backend: { fetch: backend.fetch, key },
    session: (request) => sessions.get(request.headers.get('x-session') ?? '') ?? null,
    stores: {
      main: postgresStore(database, {
        subject: { table: 'users', key: 'id', identifiers: { email: 'email' } },
        tables: { users: { columns: { id: 'user.unique_id', email: 'user.contact.email' }, erase: 'delete' } },
      }),
    },
  })
  await privacy.migrate()
  const signIn: BrowserContext['signIn'] = async (account, { authTime = new Date().toISOString() } = {}) => {
    const email = `${account}@example.org`
    const { generation } = await privacy.openAccount(account, { identifiers: [{ kind: 'email', value: email }] })
    await database.query('insert into users (id, email) values ($1, $2) on conflict do nothing', [account, email])
    const token = newId()
    sessions.set(token, { id: account, generation, authTime })
    return { 'x-session': token }
  }
  const stop = async () => {
    await privacy.close()
    await backend.stop()
    await database.close()
  }
  const coverage = watchCoverage('browser', privacy.fetch, '/api/privacy')
  return { context: { fetch: coverage.fetch, signIn, closeAccounts: () => privacy.work() }, coverage, stop }
}

describe('browser surface of an app with a backend', () => {
  let app: Awaited<ReturnType<typeof openApp>> | undefined

  beforeAll(async () => {
    app = await openApp()
  })
  afterAll(() => app?.stop())

  it.each(browserSuite.map((each) => [each.title, each] as const))('%s', async (_, each) => {
    if (app === undefined) throw new Error('the app did not start')

    await expect(each.run(app.context)).resolves.toBeUndefined()
  })

  it('has shown every endpoint and every code of its table', () => {
    expect(app?.coverage.missing()).toEqual([])
  })
})
