/** The whole shop in one process: pages, API, privacy routes, and the privacy backend on an embedded database. */
import { randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { PGlite } from '@electric-sql/pglite'
import { serve } from '@hono/node-server'
import { serveStatic } from '@hono/node-server/serve-static'
import { createBackend } from '@privacykit/backend'
import { pglite } from '@privacykit/backend/pglite'
import type { Privacy } from '@privacykit/server'
import { fileKeys, memoryKeys } from '@privacykit/vault'
import { Hono } from 'hono'
import { policy } from '../privacy.policy.ts'
import { createActivityFeed } from './activity.ts'
import { migrateShop } from './database.ts'
import { createErrorReports } from './error-reports.ts'
import { createLog, type Log } from './log.ts'
import { createPartners } from './partners.ts'
import { createShopPrivacy } from './privacy.ts'
import { createRoutes } from './routes.ts'

export interface ShopOptions {
  /** Folder for both databases and the keys; absent: all in memory, gone at the end. */
  dataDir?: string
  /** 0 takes a free port. */
  port: number
  /** Days, for tests that cannot wait a minute. */
  deregistration?: { undoDays: number; residualCheckDays: number }
  /** Gets each finished log line. Default: none. */
  out?: (line: string) => void
}

export interface Shop {
  url: string
  database: PGlite
  privacy: Privacy
  log: Log
  stop: () => Promise<void>
}

export async function startShop({ dataDir, port, deregistration, out = () => {} }: ShopOptions): Promise<Shop> {
  const inForce = deregistration === undefined ? policy : { ...policy, deregistration }
  if (dataDir !== undefined) mkdirSync(dataDir, { recursive: true })
  const database = await PGlite.create(dataDir === undefined ? undefined : join(dataDir, 'shop'))
  await migrateShop(database)

  const key = serviceKey(dataDir)
  const backend = createBackend({
    apps: [{ id: policy.app, policy: inForce, keys: [{ secret: key }] }],
    database: pglite(dataDir === undefined ? undefined : join(dataDir, 'privacy')),
    keys: dataDir === undefined ? memoryKeys() : fileKeys(join(dataDir, 'keys')),
  })
  await backend.start()

  const activity = createActivityFeed()
  const log = createLog((line) => {
    activity.add('log', line)
    out(line)
  })
  const partners = createPartners(database)
  const errors = createErrorReports((report) => {
    activity.add('error report', JSON.stringify(report))
    partners.tracker.report(report).catch((error: unknown) => log.write('the tracker is not reached', { error }))
  })
  const privacy = createShopPrivacy({
    policy: inForce,
    database,
    partners,
    backend: { fetch: backend.fetch, key },
    activity,
  })
  await privacy.migrate()

  const app = new Hono()
  app.all('/api/privacy/*', (context) => privacy.fetch(context.req.raw))
  app.route('/api', createRoutes({ database, privacy, partners, activity, log, errors }))
  const dist = resolve(import.meta.dirname, '../dist')
  app.use('*', serveStatic({ root: dist }))
  app.get('*', serveStatic({ path: join(dist, 'index.html') }))

  const ending = new AbortController()
  const working = privacy.work({ signal: ending.signal })
  const server = await new Promise<ReturnType<typeof serve>>((done) => {
    const started = serve({ fetch: app.fetch, port, hostname: '127.0.0.1' }, () => done(started))
  })
  const address = server.address()
  return {
    url: `http://localhost:${typeof address === 'object' && address !== null ? address.port : port}`,
    database,
    privacy,
    log,
    async stop() {
      ending.abort()
      await working
      await new Promise((done) => {
        server.close(done)
        if ('closeAllConnections' in server) server.closeAllConnections()
      })
      await privacy.close()
      await backend.stop()
      await database.close()
    },
  }
}

/** The key between the shop and its backend, made once and kept beside the data. */
function serviceKey(dataDir: string | undefined): string {
  const fresh = `pk_${randomBytes(32).toString('base64url')}`
  if (dataDir === undefined) return fresh
  const file = join(dataDir, 'service.key')
  if (existsSync(file)) return readFileSync(file, 'utf8')
  writeFileSync(file, fresh, { mode: 0o600 })
  return fresh
}
