/** A loopback server that is the page's own origin and every vendor's at once, and keeps what the vendors were sent. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { resolve } from 'node:path'
import { build } from 'esbuild'

/** A request that reached a vendor. */
interface Received {
  host: string
  path: string
  body: string
}

/** The server, running. */
export interface VendorServer {
  /** The page's own origin. */
  url: string
  /** For Chromium: every host ending in `.test` is this server. */
  hostRules: string
  /** What reached a vendor, oldest first. */
  received: Received[]
  /** While it is true, vendors answer 500. Default false. */
  failing: boolean
  close(): Promise<void>
}

const PAGES = ['posthog', 'segment', 'sentry', 'meta-pixel']

/** Bundles the pages and serves them. */
export async function startVendorServer(): Promise<VendorServer> {
  const folder = resolve(import.meta.dirname, 'vendor-pages')
  const { outputFiles } = await build({
    entryPoints: PAGES.map((name) => resolve(folder, `${name}.ts`)),
    outdir: '/assets',
    bundle: true,
    splitting: true,
    format: 'esm',
    target: 'es2023',
    write: false,
    logLevel: 'error',
  })
  const assets = new Map(outputFiles.map(({ path, contents }) => [path, contents]))
  const received: Received[] = []

  const state = { failing: false }
  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const host = request.headers.host?.split(':')[0] ?? ''
    const path = request.url ?? '/'
    if (!host.endsWith('.test')) return serveOwn(path, assets, response)
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk)
    received.push({ host, path, body: Buffer.concat(chunks).toString('utf8') })
    response.writeHead(state.failing ? 500 : 200, {
      'access-control-allow-origin': request.headers.origin ?? '*',
      'access-control-allow-credentials': 'true',
      'access-control-allow-headers': request.headers['access-control-request-headers'] ?? '*',
      'content-type': path.split('?')[0]?.endsWith('.js') ? 'text/javascript' : 'application/json',
    })
    response.end(replyOf(host, path))
  }

  const server = createServer((request, response) => void answer(request, response))
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const { port } = server.address() as AddressInfo // as: it listens on a port, not on a pipe
  return Object.assign(state, {
    url: `http://127.0.0.1:${port}`,
    hostRules: `MAP *.test 127.0.0.1:${port}`,
    received,
    async close() {
      server.closeAllConnections()
      await new Promise((done) => server.close(done))
    },
  })
}

function serveOwn(path: string, assets: ReadonlyMap<string, Uint8Array>, response: ServerResponse): void {
  const asset = assets.get(path)
  if (asset !== undefined) {
    response.writeHead(200, { 'content-type': 'text/javascript', 'cache-control': 'no-store' }).end(asset)
    return
  }
  const name = path.slice(1)
  const script = PAGES.includes(name) ? `<script type="module" src="/assets/${name}.js"></script>` : ''
  response
    .writeHead(200, { 'content-type': 'text/html', 'cache-control': 'no-store' })
    .end(
      `<!doctype html><html lang="en"><title>${name}</title><link rel="icon" href="data:,"><h1>Page</h1><button>Press</button>${script}`,
    )
}

/** What the vendors' libraries need as an answer to go on. */
function replyOf(host: string, path: string): string {
  if (host === 'meta.test' && path.startsWith('/fbevents.js')) return META_STAND_IN
  if (host === 'segment-cdn.test')
    return JSON.stringify({
      integrations: { 'Segment.io': { apiKey: 'write-key', unbundledIntegrations: [], addBundledMetadata: true } },
      plan: { track: { __default: { enabled: true } } },
      metrics: { sampleRate: 1, host: 'segment.test/v1' },
    })
  if (host === 'posthog.test') {
    const config = {
      supportedCompression: [],
      sessionRecording: { endpoint: '/s/' },
      surveys: false,
      hasFeatureFlags: true,
    }
    if (path.includes('/config.js')) return ''
    return JSON.stringify({ ...config, featureFlags: { beta: true }, featureFlagPayloads: {}, flags: {}, status: 1 })
  }
  return '{}'
}

/**
 * Behaves like Meta's script where it matters here: takes over the queue, sends one request an event and now and then one by itself, keeps what
 * comes while revoked and sends it at the next grant, and sets `_fbp` with a grant.
 */
const META_STAND_IN = `{
  const fbq = window.fbq
  let revoked = false
  const held = []
  const send = (event) => {
    if (revoked) return held.push(event)
    document.cookie = '_fbp=fb.1.1.1; Path=/'
    new Image().src = 'http://meta.test/tr?' + new URLSearchParams({ ev: event })
  }
  const run = (command, ...rest) => {
    if (command === 'consent') {
      revoked = rest[0] === 'revoke'
      if (!revoked) for (const event of held.splice(0)) send(event)
    }
    if (command === 'init') new Image().src = 'http://meta.test/signals/' + rest[0]
    if (command.startsWith('track')) send(command.startsWith('trackSingle') ? rest[1] : rest[0])
  }
  setInterval(() => send('by-itself'), 5000)
  for (const command of fbq.queue.splice(0)) run(...command)
  fbq.callMethod = run
}`
