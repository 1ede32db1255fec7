/** A site on loopback whose page loads the client as a bundler would split it: the front first, the engine by `import()`. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { definePolicy } from '@privacykit/policy'
import { startTables } from '@privacykit/policy/start-tables'
import { createFakePrivacy } from '@privacykit/testkit'
import { build } from 'esbuild'

const purpose = (title: string) =>
  ({
    basis: 'consent',
    data: ['user.telemetry'],
    title: { en: title },
    summary: { en: 'For tests.' },
    age: 'not-required',
    ageReason: 'A test of consent, not of age.',
    stores: [{ cookie: '_stats' }],
  }) as const

const policy = definePolicy({
  app: 'halves',
  version: '1',
  locales: ['en'],
  controller: { name: 'Halves', country: 'ID', contact: { email: 'privacy@halves.example' } },
  purposes: { analytics: purpose('Visit counts'), films: purpose('Films') },
  recipients: {},
  retention: {},
  children: {},
})

/** The page's own script. `log` tells what the gate of analytics did; `report` what a page from the back/forward cache found. */
const PAGE = `
import { createPrivacyClient } from '@privacykit/client'
const policy = ${JSON.stringify(policy)}
const start = ${JSON.stringify(startTables([{ policy }]))}
const isLocal = new URLSearchParams(location.search).has('local')
const log = [], told = []
const onEvent = ({ kind }) => void told.push(kind)
const privacy = createPrivacyClient({ policy, start, onEvent, ...(isLocal ? {} : { endpoint: '/api/privacy' }) })
privacy.gate('analytics', () => { log.push('start'); return () => void log.push('stop') })
Object.assign(window, { privacy, log, told, first: { allows: privacy.allows('analytics'), questions: privacy.questions() } })
addEventListener('pageshow', ({ persisted }) => {
  if (persisted) fetch('/report', { method: 'POST', body: JSON.stringify({ allows: privacy.allows('analytics'), log }) })
})
`

/** What a test sees of the site. */
export interface HalvesSite {
  url: string
  /** Ids of the records that the server has. */
  stored(): number
  /** What pages from the back/forward cache have reported. */
  reports: { allows: boolean; log: string[] }[]
  close(): Promise<void>
}

/** Builds the page and serves it; `/sandboxed` serves it without storage and cookies, as a browser does that blocks them. */
export async function openHalvesSite(): Promise<HalvesSite> {
  const files = await bundlePage()
  const fake = createFakePrivacy({ policy })
  const reports: HalvesSite['reports'] = []
  const stored = new Set<string>()
  const server = createServer((request, response) => {
    answer(request, response).catch(() => response.destroy())
  })
  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { pathname } = new URL(request.url ?? '/', 'http://loopback')
    const body = await bodyOf(request)
    if (pathname.startsWith('/api/privacy')) {
      const reply = await fake.fetch(requestOf(request, body))
      const text = await reply.text()
      if (reply.ok && pathname.endsWith('/records'))
        for (const { recordId } of (JSON.parse(text) as { receipts: { recordId: string }[] }).receipts)
          stored.add(recordId) // as: the fake's own answer
      response.writeHead(reply.status, Object.fromEntries(reply.headers)).end(text)
      return
    }
    if (pathname === '/report') reports.push(JSON.parse(body) as HalvesSite['reports'][number]) // as: the page's own report
    const file = files.get(pathname)
    const type = file === undefined ? 'text/html; charset=utf-8' : 'text/javascript'
    response.writeHead(200, {
      'content-type': type,
      // a sandboxed page has no origin, and a module is fetched across origins then
      'access-control-allow-origin': '*',
      ...(pathname === '/sandboxed' ? { 'content-security-policy': 'sandbox allow-scripts' } : {}),
    })
    response.end(file ?? '<!doctype html><title>Halves</title><script type="module" src="/page.js"></script>')
  }
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const { port } = server.address() as AddressInfo // as: a TCP server's address is never a string
  return {
    url: `http://127.0.0.1:${port}`,
    stored: () => stored.size,
    reports,
    close: () => new Promise((done) => server.close(() => done())),
  }
}

async function bundlePage(): Promise<Map<string, string>> {
  const { outputFiles } = await build({
    stdin: { contents: PAGE, resolveDir: import.meta.dirname, loader: 'ts' },
    entryNames: 'page',
    chunkNames: '[name]-[hash]',
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'browser',
    target: 'es2022',
    outdir: '/',
    write: false,
    logLevel: 'silent',
  })
  return new Map(outputFiles.map(({ path, text }) => [path, text]))
}

function bodyOf(request: IncomingMessage): Promise<string> {
  return new Promise((resolve, reject) => {
    let text = ''
    request.setEncoding('utf8')
    request.on('data', (chunk: string) => {
      text += chunk
    })
    request.on('end', () => resolve(text))
    request.on('error', reject)
  })
}

function requestOf({ method = 'GET', url = '/', headers }: IncomingMessage, body: string): Request {
  const pairs = Object.entries(headers).flatMap(([name, value]): [string, string][] =>
    typeof value === 'string' ? [[name, value]] : [],
  )
  return new Request(new URL(url, `http://${headers.host}`), {
    method,
    headers: pairs,
    ...(method === 'GET' ? {} : { body }),
  })
}
