/** A page on loopback whose clock is fine enough to measure with: cross-origin isolated, 5 µs instead of 100. */

import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { build } from 'esbuild'
import { type BrowserContext, chromium } from 'playwright-core'
import { findChromium } from '../../support/chromium.ts'

export interface BenchPage {
  url: string
  context: BrowserContext
  close(): Promise<void>
}

/** Serves `files` by path (`/` is the page) and opens a browser; nothing is loaded yet. */
export async function openBenchPage(files: Record<string, string>): Promise<BenchPage> {
  const server = createServer((request, response) => {
    const path = new URL(request.url ?? '/', 'http://loopback').pathname
    const body = files[path]
    const type = path.endsWith('.js') ? 'text/javascript' : 'text/html'
    response.writeHead(body === undefined ? 404 : 200, {
      'content-type': `${type}; charset=utf-8`,
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-embedder-policy': 'require-corp',
      'cache-control': path.endsWith('.js') ? 'max-age=3600, immutable' : 'no-store',
    })
    response.end(body ?? '')
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const { path } = await findChromium()
  // a profile on disk, as people have one: what is compiled once is kept there
  const profile = mkdtempSync(join(tmpdir(), 'privacykit-bench-'))
  const context = await chromium.launchPersistentContext(profile, { executablePath: path, args: ['--no-sandbox'] })
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`, // as: a TCP server's address is never a string
    context,
    async close() {
      await context.close()
      rmSync(profile, { recursive: true, force: true })
      await new Promise((done) => server.close(done))
    },
  }
}

/** One script that sets `window.subject`, whole: what is measured is the running, not the loading. */
export async function bundle(code: string, resolveDir: string): Promise<string> {
  const { outputFiles } = await build({
    stdin: { contents: code, resolveDir, loader: 'ts' },
    bundle: true,
    minify: true,
    format: 'iife',
    target: 'es2022',
    write: false,
    define: { 'process.env.NODE_ENV': '"production"' },
    logLevel: 'silent',
  })
  return outputFiles[0]?.text ?? ''
}

/** A policy with that many purposes on consent. */
export function policyOf(purposes: number) {
  const names = Array.from({ length: purposes }, (_, index) => `purpose-${index}`)
  return {
    app: 'bench',
    version: '1',
    locales: ['en'],
    controller: { name: 'Bench', country: 'ID', contact: { email: 'privacy@bench.example' } },
    purposes: Object.fromEntries(
      names.map((name) => [
        name,
        {
          basis: 'consent',
          data: ['user.device.cookie_id'],
          title: { en: name },
          summary: { en: 'Counts visits.' },
          age: 'not-required',
          ageReason: 'A bench.',
        },
      ]),
    ),
    recipients: {},
    retention: {},
    children: {},
  }
}
