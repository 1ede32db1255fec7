/** `npm start`: serves the page, the privacy routes and the counter, with the privacy backend in the same process. */
import { randomBytes } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { serve } from '@hono/node-server'
import { serveStatic } from '@hono/node-server/serve-static'
import { createBackend } from '@privacykit/backend'
import { pglite } from '@privacykit/backend/pglite'
import { snippetTag } from '@privacykit/client/snippet'
import { startTables } from '@privacykit/policy/start-tables'
import { createPrivacy } from '@privacykit/server'
import { memoryKeys } from '@privacykit/vault'
import { Hono } from 'hono'
import { importMap, moduleFile } from './modules.ts'
import { policy } from './public/privacy.policy.js'

const pages = join(import.meta.dirname, 'public')

// in memory, gone when the server stops; `pglite('./data')` and `fileKeys('./keys')` keep it
const key = `pk_${randomBytes(32).toString('base64url')}`
const backend = createBackend({
  apps: [{ id: policy.app, policy, keys: [{ secret: key }] }],
  database: pglite(),
  keys: memoryKeys(),
})
await backend.start()
const privacy = createPrivacy({ policy, backend: { fetch: backend.fetch, key }, session: async () => null })

// what a first visit may be asked; the same for everybody, so it is worked out once
const start = JSON.stringify(startTables([{ policy }])).replaceAll('<', '\\u003c')

const app = new Hono()
app.all('/api/privacy/*', (context) => privacy.fetch(context.req.raw))
app.post('/count', async (context) => {
  const { event, page } = (await context.req.json()) as { event: string; page: string } // as: what public/count.js sends
  console.log(`count  ${page}  ${event}`)
  return context.body(null, 204)
})
app.get('/modules/*', async (context) => {
  const text = await moduleFile(context.req.path.slice('/modules/'.length))
  return text === null ? context.notFound() : context.body(text, 200, { 'content-type': 'text/javascript' })
})
app.get('/', async (context) => {
  const nonce = randomBytes(16).toString('base64')
  const map = JSON.stringify(await importMap())
  const head = [
    snippetTag({ policy, nonce }),
    `<script type="importmap" nonce="${nonce}">${map}</script>`,
    `<script type="application/json" id="privacy-start">${start}</script>`,
  ].join('\n    ')
  const page = await readFile(join(pages, 'index.html'), 'utf8')
  context.header('content-security-policy', contentSecurityPolicy(nonce))
  return context.html(page.replace('<!-- head -->', () => head).replaceAll('{nonce}', nonce))
})
app.use('*', serveStatic({ root: pages }))

const server = serve(
  { fetch: app.fetch, port: Number(process.env.PORT ?? 4331), hostname: '127.0.0.1' },
  ({ port }) => {
    console.log(`Slow Kitchen: http://localhost:${port}   (Ctrl-C stops it)`)
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

/** Nothing but our own scripts and styles; the video only in a frame. */
function contentSecurityPolicy(nonce: string): string {
  return [
    "default-src 'self'",
    `script-src 'self' 'nonce-${nonce}'`,
    "img-src 'self' data:",
    'frame-src https://www.youtube-nocookie.com',
    "base-uri 'none'",
    "object-src 'none'",
  ].join('; ')
}
