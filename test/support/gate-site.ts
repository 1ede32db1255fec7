/** A page and a third party on loopback, each on a server that writes down what reaches it, and a Chromium that knows their names. */
import { createHash } from 'node:crypto'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'
import { resolve } from 'node:path'
import { build } from 'esbuild'
import { type Browser, chromium, type Page } from 'playwright-core'
import { findChromium } from './chromium.ts'

/** Within a body: the server sends what stands before it, and the rest later. */
export const PAUSE = '<!-- pause -->'

/** What a test sees of it. */
export interface GateSite {
  /** `host:port` of the third party's names end with this port. */
  port: number
  /** Such as `GET stats.tracker.example /pixel.gif`, in the order of arrival since the last `visit`; without the page's own files. */
  arrived: string[]
  /** Opens a page with this body in a new profile; the kit is loaded first, in its head. */
  visit(body: string, headers?: Record<string, string>): Promise<Page>
  /** Opens a path, or another host of the shop, in the same profile. */
  goto(page: Page, path: string, host?: string): Promise<void>
  close(): Promise<void>
}

const TYPES: Record<string, string> = {
  js: 'text/javascript',
  mjs: 'text/javascript',
  css: 'text/css',
  gif: 'image/gif',
  html: 'text/html',
  events: 'text/event-stream',
}
const PIXEL = Buffer.from('R0lGODlhAQABAAAAACwAAAAAAQABAAAC', 'base64')

/** Starts both servers and the browser. */
export async function startGateSite(): Promise<GateSite> {
  const kit = await bundleKit()
  const arrived: string[] = []
  const upgraded = new Set<Socket>()
  let document = { body: '', headers: {} as Record<string, string> } // as: an empty literal has no keys
  const third = createServer((request, response) => {
    arrived.push(lineOf(request))
    const path = request.url ?? ''
    const name = /(\w+)\.\w+$/.exec(path)?.[1]
    const type = TYPES[/\.(\w+)$/.exec(path)?.[1] ?? ''] ?? 'text/plain'
    response.writeHead(path.includes('missing') ? 404 : 200, {
      'content-type': type,
      'access-control-allow-origin': '*',
      'timing-allow-origin': '*',
    })
    const answer = () =>
      response.end(type === 'image/gif' ? PIXEL : type === 'text/javascript' ? `log.push('${name}')` : '')
    if (path.includes('slow')) setTimeout(answer, 150)
    else answer()
  })
  third.on('upgrade', (request, socket) => {
    arrived.push(lineOf(request))
    upgraded.add(socket as Socket) // as: an http server's sockets are those of the net module
    acceptWebSocket(request, socket as Socket) // as: see above
  })
  const own = createServer((request, response) => {
    const isKit = request.url === '/kit.js'
    if (request.url?.startsWith('/own')) arrived.push(lineOf(request))
    response.writeHead(200, { 'content-type': isKit ? TYPES.js : TYPES.html, ...(isKit ? {} : document.headers) })
    if (isKit) response.end(kit)
    else void sendParts(response, document.body.split(PAUSE))
  })
  const [port, ownPort] = [await listen(third), await listen(own)]
  const browser: Browser = await chromium.launch({
    executablePath: (await findChromium()).path,
    args: ['--host-resolver-rules=MAP *.example 127.0.0.1'],
  })
  return {
    port,
    arrived,
    async visit(body, headers = {}) {
      for (const context of browser.contexts()) await context.close()
      arrived.length = 0
      document = {
        body: `<!doctype html><title>Gates</title><script src="/kit.js" nonce="n1"></script>\n${body}`,
        headers,
      }
      const page = await (await browser.newContext()).newPage()
      await page.goto(`http://shop.example:${ownPort}/`)
      return page
    },
    async goto(page, path, host = 'shop.example') {
      await page.goto(`http://${host}:${ownPort}${path}`)
    },
    async close() {
      await browser.close()
      for (const socket of upgraded) socket.destroy()
      await Promise.all([third, own].map((server) => end(server)))
    },
  }
}

async function sendParts(response: ServerResponse, [part = '', ...rest]: readonly string[]): Promise<void> {
  response.write(part)
  if (rest.length === 0) return void response.end()
  await new Promise((done) => setTimeout(done, 150))
  await sendParts(response, rest)
}

const lineOf = ({ method, headers, url }: IncomingMessage) => `${method} ${headers.host?.replace(/:.*/, '')} ${url}`

async function bundleKit(): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [resolve(import.meta.dirname, 'gate-kit.ts')],
    bundle: true,
    format: 'iife',
    target: 'es2022',
    write: false,
  })
  return outputFiles[0]?.text ?? ''
}

/** Opens the connection, sends nothing, and closes with the other side. */
function acceptWebSocket({ headers }: IncomingMessage, socket: Socket): void {
  const key = createHash('sha1').update(`${headers['sec-websocket-key']}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`)
  const lines = ['HTTP/1.1 101 Switching Protocols', 'Upgrade: websocket', 'Connection: Upgrade']
  socket.write(`${[...lines, `Sec-WebSocket-Accept: ${key.digest('base64')}`].join('\r\n')}\r\n\r\n`)
  socket.on('error', () => socket.destroy())
}

function listen(server: Server): Promise<number> {
  return new Promise((done) => {
    server.listen(0, '127.0.0.1', () => done((server.address() as AddressInfo).port)) // as: it listens on a port, not on a pipe
  })
}

function end(server: Server): Promise<void> {
  server.closeAllConnections()
  return new Promise((done) => {
    server.close(() => done())
  })
}
