/** Pages with all elements on a loopback server, a third party beside it that writes down what reaches it, and a Chromium. */
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { resolve } from 'node:path'
import { build } from 'esbuild'
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core'
import { findChromium } from './chromium.ts'

/** How a page is opened. */
interface Visit extends BrowserContextOptions {
  /** Language of the page. Default `en`. */
  language?: string
  scheme?: 'light' | 'dark'
  /** Runs before anything of the page. */
  before?: (page: Page) => Promise<unknown>
}

/** What a test sees of it. */
export interface ElementSite {
  /** Such as `stats.example /hit`, in the order of arrival, since the last `visit`. */
  arrived: string[]
  /** Those of them that said where they came from. */
  referred: string[]
  /** Opens the page in a browser of its own that knows nothing yet. */
  visit(options?: Visit): Promise<Page>
  close(): Promise<void>
}

/** Nothing inline without the nonce, no style attributes, no strings where the browser wants Trusted Types. */
const POLICY = [
  "default-src 'none'",
  "script-src 'nonce-n1' 'strict-dynamic'",
  "style-src 'nonce-n1'",
  "connect-src 'self' http://stats.example:*",
  'frame-src http://film.example:*',
  "base-uri 'none'",
  "require-trusted-types-for 'script'",
  "trusted-types 'none'",
].join('; ')

/** Starts the servers and the browser. */
export async function startElementSite(): Promise<ElementSite> {
  const files = await bundle()
  const arrived: string[] = []
  const referred: string[] = []
  const third = createServer((request, response) => {
    const line = `${request.headers.host?.replace(/:.*/, '')} ${request.url}`
    arrived.push(line)
    if (request.headers.referer !== undefined) referred.push(line)
    response.writeHead(200, { 'content-type': 'text/html' })
    response.end('<!doctype html><title>Film</title>')
  })
  const thirdPort = await listen(third)
  const own = createServer((request, response) => {
    const url = new URL(request.url ?? '/', 'http://own')
    const script = files.get(url.pathname)
    response.writeHead(url.pathname === '/favicon.ico' ? 404 : 200, {
      'content-type': script === undefined ? 'text/html; charset=utf-8' : 'text/javascript',
      'content-security-policy': POLICY,
    })
    response.end(script ?? html(url.searchParams, thirdPort))
  })
  const port = await listen(own)
  const browser: Browser = await chromium.launch({
    executablePath: (await findChromium()).path,
    args: ['--host-resolver-rules=MAP *.example 127.0.0.1'],
  })
  return {
    arrived,
    referred,
    async visit({ language = 'en', scheme = 'light', before, ...options } = {}) {
      for (const context of browser.contexts()) await context.close()
      arrived.length = 0
      referred.length = 0
      const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, ...options })
      const page = await context.newPage()
      page.setDefaultTimeout(15_000)
      await before?.(page)
      await page.goto(`http://teras.example:${port}/?${new URLSearchParams({ language, scheme })}`)
      return page
    },
    async close() {
      await browser.close()
      await Promise.all([third, own].map(end))
    },
  }
}

/** Built from the sources, split as an app's bundler splits it. */
async function bundle(): Promise<Map<string, string>> {
  const { outputFiles } = await build({
    entryPoints: [resolve(import.meta.dirname, 'element-page.ts')],
    bundle: true,
    splitting: true,
    format: 'esm',
    target: 'es2022',
    outdir: '/assets',
    chunkNames: '[name]-[hash]',
    write: false,
  })
  return new Map(outputFiles.map(({ path, text }) => [path, text]))
}

function html(query: URLSearchParams, third: number): string {
  const language = query.get('language')
  const direction = language === 'ar' ? 'rtl' : 'ltr'
  return `<!doctype html>
<html lang="${language}" dir="${direction}" data-third="${third}" data-scheme="${query.get('scheme')}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Teras</title>
<style nonce="n1">
body { margin: 0; font-family: Georgia, serif; background: Canvas; color: CanvasText }
html[data-scheme=dark] { color-scheme: dark }
main { padding: 16px }
</style>
<script nonce="n1">
var violations = []
addEventListener('securitypolicyviolation', (event) => violations.push(event.effectiveDirective + ' ' + event.sample))
</script>
</head>
<body>
<privacy-banner></privacy-banner>
<main>
<h1>Teras</h1>
<p>Tea is a leaf, a pot and some patience.</p>
<privacy-embed purpose="films"><template><iframe src="http://film.example:${third}/42" title="At the wheel"></iframe></template></privacy-embed>
<privacy-age-question></privacy-age-question>
<p><a id="to-films" href="http://film.example:${third}/all">All films</a></p>
<privacy-link></privacy-link>
</main>
<privacy-leave></privacy-leave>
<privacy-deletion-dialog></privacy-deletion-dialog>
<script type="module" nonce="n1" src="/assets/element-page.js"></script>
</body>
</html>`
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
