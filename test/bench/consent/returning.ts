/** A returning visitor: from creating the client to its first answer, in a fresh document, against a bare read and parse of the same bytes. */
import { resolve } from 'node:path'
import { build } from 'esbuild'
import { median } from './checks.ts'
import { openBenchPage, policyOf } from './page.ts'

export interface ReturningRow {
  name: string
  /** Microseconds: median and 95th percentile. */
  median: number
  p95: number
  /** Over the bare read in the same document: median of the documents. */
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
  return [
    {
      name: 'ours',
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
    },
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
const parse = () => { const text = ${stored}; const before = performance.now(); JSON.parse(decode(${stored})); return [performance.now() - before, text.length] }
const ask = async () => { const before = performance.now(); const yes = ${answer}; return [performance.now() - before, yes] }
localStorage.getItem('loads the area')
const askFirst = location.hash === '#ask'
let asked = askFirst ? await ask() : null
const [bare, bytes] = parse()
asked ??= await ask()
window.result = { bare, bytes, asked: asked[0], yes: asked[1] }`,
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
    const found: { bare: number; bytes: number; asked: number; yes: boolean }[] = []
    for (let index = 0; index < DOCUMENTS; index++) {
      await tab.goto(`${page.url}visit?${index}${index % 2 === 0 ? '#ask' : ''}`)
      const handle = await tab.waitForFunction('window.result')
      found.push((await handle.jsonValue()) as (typeof found)[number]) // as: the script above made it
    }
    if (!found.every(({ yes }) => yes === true)) throw new Error(`${name}: the stored grant was not read.`)
    const asked = found.map((each) => each.asked * 1000).sort((a, b) => a - b)
    return {
      name,
      median: median(asked),
      p95: asked[Math.floor(asked.length * 0.95)] ?? Number.NaN,
      // a clock of 5 µs: the medians of both are compared, not single readings
      ratio: median(asked) / median(found.map(({ bare }) => bare * 1000)),
      bytes: found[0]?.bytes ?? 0,
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
