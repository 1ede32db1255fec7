/**
 * A returning visitor: from creating the client to its first answer, against a bare read and parse of the same bytes. Every reading has a
 * fresh document of its own, half of them for either; scripts come from the browser's cache, as they do for somebody who returns.
 */
import { resolve } from 'node:path'
import { build } from 'esbuild'
import { median } from './checks.ts'
import { openBenchPage, policyOf } from './page.ts'

export interface ReturningRow {
  name: string
  /** Microseconds: median and 95th percentile. */
  median: number
  p95: number
  /** Microseconds of the bare read and parse, median. */
  bare: number
  /** Of the medians. */
  ratio: number
  bytes: number
}

const test = resolve(import.meta.dirname, '../..')
const DOCUMENTS = 200
const PURPOSES = 10

interface Subject {
  name: string
  resolveDir: string
  /** Imports of both scripts. */
  head: string
  /** Stores the choices of a first visit; an expression, awaited. */
  seed: string
  /** What a page that is visited again does until it knows: an expression that is true. */
  answer: string
  /** The stored bytes that the answer comes from: an expression. */
  stored: string
}

function subjects(peers: string): Subject[] {
  const policy = `const policy = ${JSON.stringify(policyOf(PURPOSES))}; const names = Object.keys(policy.purposes)`
  const bound = policy.replaceAll('"basis":"consent"', '"basis":"consent","sharing":true')
  return [
    ours('ours', policy),
    ours('ours, with purposes that GPC binds', bound),
    {
      name: 'klaro',
      resolveDir: peers,
      head: `import ConsentManager from './node_modules/klaro/src/consent-manager.js'\n${policy}
const config = { storageMethod: 'localStorage', services: names.map((name) => ({ name, purposes: [name] })) }`,
      seed: `(() => { const m = new ConsentManager(config); m.changeAll(true); m.saveAndApplyConsents() })()`,
      answer: `new ConsentManager(config).getConsent('purpose-3')`,
      stored: `localStorage.getItem('klaro')`,
    },
    {
      name: 'vanilla-cookieconsent',
      resolveDir: peers,
      head: `import * as vanilla from 'vanilla-cookieconsent'\n${policy}
const config = { autoShow: false, hideFromBots: false, cookie: { useLocalStorage: true }, categories: Object.fromEntries(names.map((name) => [name, {}])), language: { default: 'en', translations: { en: { consentModal: {}, preferencesModal: { sections: [] } } } } }`,
      seed: `vanilla.run(config).then(() => vanilla.acceptCategory(names))`,
      answer: `(await vanilla.run(config), vanilla.acceptedCategory('purpose-3'))`,
      stored: `localStorage.getItem('cc_cookie')`,
    },
    {
      name: 'c15t',
      resolveDir: peers,
      head: `import { getOrCreateConsentRuntime } from 'c15t'`,
      seed: `(async () => { const { consentStore } = getOrCreateConsentRuntime({ mode: 'offline', consentCategories: ['necessary', 'measurement'] }); await new Promise((done) => setTimeout(done, 500)); await consentStore.getState().saveConsents('all') })()`,
      answer: `getOrCreateConsentRuntime({ mode: 'offline', consentCategories: ['necessary', 'measurement'] }).consentStore.getState().has('measurement')`,
      stored: `localStorage.getItem('c15t')`,
    },
  ]
}

function ours(name: string, policy: string): Subject {
  return {
    name,
    resolveDir: test,
    head: `import { createPrivacyClient } from '@privacykit/client'\n${policy}`,
    seed: `(async () => {
        const privacy = createPrivacyClient({ policy })
        await privacy.prepare?.()
        privacy.choose(Object.fromEntries(names.map((n) => [n, 'granted'])), { surface: 'panel' })
        await new Promise((done) => setTimeout(done, 500))
      })()`,
    answer: `createPrivacyClient({ policy }).allows('purpose-3')`,
    stored: `localStorage.getItem('privacykit:bench:table')`,
  }
}

export async function measureReturning(peers: string): Promise<ReturningRow[]> {
  const rows: ReturningRow[] = []
  for (const subject of subjects(peers)) rows.push(await measure(subject))
  return rows
}

async function measure({ name, resolveDir, head, seed, answer, stored }: Subject): Promise<ReturningRow> {
  const files = {
    ...(await scripts(resolveDir, {
      seed: `${head}\nawait ${seed}; window.seeded = true`,
      visit: `${head}
const decode = (text) => text.startsWith('%') ? decodeURIComponent(text) : text
const parse = async () => { const before = performance.now(); const text = ${stored}; const found = JSON.parse(decode(text)); return [performance.now() - before, text.length, !!found] }
const ask = async () => { const before = performance.now(); const yes = ${answer}; return [performance.now() - before, 0, yes] }
localStorage.getItem('loads the area')
const [taken, bytes, yes] = await (location.hash === '#ask' ? ask() : parse())
window.result = { taken, bytes, yes }`,
    })),
    '/': '<!doctype html><title>seed</title><script type="module" src="/seed.js"></script>',
    '/visit': '<!doctype html><title>visit</title><script type="module" src="/visit.js"></script>',
  }
  const page = await openBenchPage(files)
  try {
    const tab = await page.context.newPage()
    tab.on('pageerror', (error) => console.error(name, error.message))
    await tab.goto(page.url)
    await tab.waitForFunction('window.seeded')
    const asked: number[] = []
    const bare: number[] = []
    let bytes = 0
    for (let index = 0; index < 2 * DOCUMENTS; index++) {
      const isAsking = index % 2 === 0
      await tab.goto(`${page.url}visit?${index}${isAsking ? '#ask' : ''}`)
      const handle = await tab.waitForFunction('window.result')
      const result = (await handle.jsonValue()) as { taken: number; bytes: number; yes: boolean } // as: the script above made it
      if (!result.yes) throw new Error(`${name}: the stored grant was not read.`)
      if (isAsking) asked.push(result.taken * 1000)
      else bare.push(result.taken * 1000)
      bytes ||= result.bytes
    }
    asked.sort((a, b) => a - b)
    return {
      name,
      median: median(asked),
      p95: asked[Math.floor(asked.length * 0.95)] ?? Number.NaN,
      bare: median(bare),
      ratio: median(asked) / median(bare),
      bytes,
    }
  } finally {
    await page.close()
  }
}

async function scripts(resolveDir: string, code: Record<string, string>): Promise<Record<string, string>> {
  const files: Record<string, string> = {}
  for (const [name, contents] of Object.entries(code)) {
    const { outputFiles } = await build({
      stdin: { contents, resolveDir, loader: 'ts' },
      bundle: true,
      splitting: true,
      minify: true,
      format: 'esm',
      target: 'es2022',
      outdir: '/out',
      entryNames: name,
      chunkNames: `${name}-[hash]`,
      write: false,
      define: { 'process.env.NODE_ENV': '"production"' },
      logLevel: 'silent',
    })
    for (const { path, text } of outputFiles) files[path.replace(/^.*\/out/, '')] = text
  }
  return files
}
