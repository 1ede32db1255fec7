/** `npm start`: serves the built page and the privacy routes, with the privacy backend in the same process. */
import { randomBytes } from 'node:crypto'
import { join, resolve } from 'node:path'
import { serve } from '@hono/node-server'
import { serveStatic } from '@hono/node-server/serve-static'
import { createBackend } from '@privacykit/backend'
import { pglite } from '@privacykit/backend/pglite'
import { createPrivacy } from '@privacykit/server'
import { memoryKeys } from '@privacykit/vault'
import { Hono } from 'hono'
import { policy } from '../privacy.policy.ts'

const dist = resolve(import.meta.dirname, '../dist')

// in memory, gone when the server stops; `pglite('./data')` and `fileKeys('./keys')` keep it
const key = `pk_${randomBytes(32).toString('base64url')}`
const backend = createBackend({
  apps: [{ id: policy.app, policy, keys: [{ secret: key }] }],
  database: pglite(),
  keys: memoryKeys(),
})
await backend.start()
const privacy = createPrivacy({ policy, backend: { fetch: backend.fetch, key }, session: async () => null })

const app = new Hono()
app.all('/api/privacy/*', (context) => privacy.fetch(context.req.raw))
app.use('*', serveStatic({ root: dist }))
app.get('*', serveStatic({ path: join(dist, 'index.html') }))

const server = serve(
  { fetch: app.fetch, port: Number(process.env.PORT ?? 4332), hostname: '127.0.0.1' },
  ({ port }) => {
    console.log(`Crumb: http://localhost:${port}   (Ctrl-C stops it)`)
  },
)

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => {
    server.close()
    privacy
      .close()
      .then(() => backend.stop())
      .finally(() => process.exit(0))
  })
}
