/** A server that renders the app by the answers of the request, under a strict CSP, on loopback. */
import { randomBytes } from 'node:crypto'
import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { basename, resolve } from 'node:path'
import { createPrivacyClient } from '@privacykit/client'
import { snippet, snippetTag } from '@privacykit/client/snippet'
import { readAnswers } from '@privacykit/server'
import { build } from 'esbuild'
import { createElement } from 'react'
import { renderToString } from 'react-dom/server'
import { App, CONSENT_MODE, Document, policy } from './rendered-app.ts'

/** A running site. `/` reads the cookie; `/static` is the same page for everybody; `/document` lets React own the document. */
export interface RenderedSite {
  url: string
  /** Paths of what was asked for, without the page's own files. */
  asked: string[]
  stop(): Promise<void>
}

const SNIPPET = { policy, consentMode: CONSENT_MODE } as const
const HIDE = 'html[data-privacy=answered] #banner { display: none }'
/** Runs right behind the snippet, as a tag in the head does; it notes what it finds, and then what the page shows, after each change. */
const TAG = `
window.seenByTag = Array.from(window.dataLayer ?? [], (entry) => Array.from(entry))
window.states = []
const look = () => {
  const banner = document.querySelector('#banner')
  const state = [banner && getComputedStyle(banner).display !== 'none' ? 'banner' : '', document.querySelector('#counted') ? 'counted' : ''].join()
  // what stands behind the root: all of it has arrived
  if (document.querySelector('#initial') && window.states.at(-1) !== state) window.states.push(state)
}
new MutationObserver(look).observe(document, { subtree: true, childList: true, attributes: true, characterData: true })
addEventListener('DOMContentLoaded', look)
`

/** Bundles the page and starts the server. */
export async function startRenderedSite(): Promise<RenderedSite> {
  const files = await bundle()
  const asked: string[] = []
  const client = createPrivacyClient({ policy })
  const server = createServer((request, response) => {
    const { pathname: path } = new URL(request.url ?? '/', 'http://localhost')
    const file = files.get(basename(path))
    if (file !== undefined) return response.writeHead(200, { 'content-type': 'text/javascript' }).end(file)
    // a whole Chromium asks for it by itself, a headless one does not
    if (path === '/favicon.ico') return response.writeHead(204).end()
    asked.push(path)
    if (path === '/tag.js')
      return response
        .writeHead(200, { 'content-type': 'text/javascript' })
        .end('window.tagRan = (window.tagRan ?? 0) + 1')
    if (!['/', '/static', '/document'].includes(path)) return response.writeHead(404).end()
    const nonce = randomBytes(16).toString('base64')
    const headers = { 'content-type': 'text/html', vary: 'Cookie, Sec-GPC' }
    if (path === '/document') return response.writeHead(200, headers).end(wholeDocument(request))
    const initial = readAnswers(path === '/static' ? { headers: new Headers() } : headersOf(request), { policy })
    const policies = [`script-src 'nonce-${nonce}' 'strict-dynamic'`, `require-trusted-types-for 'script'`]
    response.writeHead(200, {
      ...headers,
      'content-security-policy': [...policies, 'trusted-types privacykit', `object-src 'none'`].join('; '),
    })
    response.end(`<!doctype html><html lang="en"><head>${snippetTag({ ...SNIPPET, nonce })}
<script nonce="${nonce}">${TAG}</script><style>${HIDE}</style><title>Rendered</title></head>
<body><div id="root">${renderToString(createElement(App, { client, initial }))}</div>
${json({ initial })}<script type="module" nonce="${nonce}" src="/page.js"></script></body></html>`)
  })

  function wholeDocument(request: IncomingMessage): string {
    const initial = readAnswers(headersOf(request), { policy })
    const head = snippet(SNIPPET)
    const html = renderToString(createElement(Document, { client, initial, head }))
    return `<!doctype html>${html.replace('</body>', `${json({ initial, head })}</body>`)}`
  }

  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const { port } = server.address() as AddressInfo // as: it listens on a port
  return {
    url: `http://localhost:${port}`,
    asked,
    async stop() {
      server.closeAllConnections()
      await new Promise((done) => server.close(done))
    },
  }
}

const headersOf = ({ headers }: IncomingMessage) => ({
  headers: { get: (name: string) => headers[name]?.toString() ?? null },
})

/** Data for the page, which no browser runs. */
const json = (value: unknown) =>
  `<script type="application/json" id="initial">${JSON.stringify(value).replaceAll('<', '\\u003c')}</script>`

/** React's development build: it says what does not match. */
async function bundle(): Promise<Map<string, Uint8Array>> {
  const { outputFiles } = await build({
    entryPoints: { page: resolve(import.meta.dirname, 'rendered-page.ts') },
    outdir: '/',
    bundle: true,
    splitting: true,
    write: false,
    format: 'esm',
    target: 'es2023',
    define: { 'process.env.NODE_ENV': '"development"' },
  })
  return new Map(outputFiles.map(({ path, contents }) => [basename(path), contents]))
}
