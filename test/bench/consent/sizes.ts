/** What a page loads: ours at first and in all, beside the peers, each as its own documentation imports it. */
import { resolve } from 'node:path'
import { gzipSync } from 'node:zlib'
import { snippet } from '@privacykit/client/snippet'
import type { PolicyInput } from '@privacykit/policy'
import { build } from 'esbuild'
import { loadSize } from '../../support/first-load.ts'
import { policyOf } from './page.ts'

export interface SizeRow {
  name: string
  /** Bytes after gzip. */
  first: number
  later: number
  css: number
}

const test = resolve(import.meta.dirname, '../..')

export async function measureSizes(peers: string): Promise<SizeRow[]> {
  const rows: [name: string, code: string, resolveDir: string, external: string[], css: string | null][] = [
    ['ours: store and gates', OURS_STORE, test, [], null],
    ['ours: with banner and its CSS', OURS_ALL, test, [], null],
    ['ours: with engine, all at once', OURS_WHOLE, test, [], null],
    ['klaro: manager', `export { default } from './node_modules/klaro/src/consent-manager.js'`, peers, [], null],
    ['klaro: with its UI', `export * from 'klaro/dist/klaro-no-css.js'`, peers, [], 'klaro/dist/klaro.min.css'],
    [
      'vanilla-cookieconsent',
      `export * from 'vanilla-cookieconsent'`,
      peers,
      [],
      'vanilla-cookieconsent/dist/cookieconsent.css',
    ],
    ['c15t: core', `export { getOrCreateConsentRuntime } from 'c15t'`, peers, [], null],
    [
      'c15t: React, banner',
      `export { ConsentManagerProvider, ConsentBanner } from '@c15t/react'`,
      peers,
      REACT,
      '@c15t/react/dist/styles.css',
    ],
  ]
  const measured = await Promise.all(
    rows.map(async ([name, code, resolveDir, external, css]) => {
      const size = await loadSize(code, { resolveDir, external })
      return { name, ...size, css: css === null ? 0 : await styleSize(resolve(peers, 'node_modules', css)) }
    }),
  )
  return [{ name: 'ours: snippet for the head, 10 purposes', first: snippetSize(), later: 0, css: 0 }, ...measured]
}

/** The text itself, with Google's consent types for two of the purposes. */
function snippetSize(): number {
  const consentMode = { analytics_storage: 'purpose-0', ad_storage: 'purpose-1' }
  return gzipSync(snippet({ policy: policyOf(10) as PolicyInput, consentMode }), { level: 9 }).length // as: the generated names are no literals
}

const REACT = ['react', 'react-dom', 'react/jsx-runtime', 'react-dom/client']

const OURS_STORE = `export { createPrivacyClient } from '@privacykit/client'`
const OURS_ALL = `export { createPrivacyClient } from '@privacykit/client'
export { definePrivacyBanner, setPrivacyClient } from '@privacykit/elements/banner'`
const OURS_WHOLE = `export { createPrivacyClient } from '@privacykit/client'
export * as engine from '@privacykit/client/engine'`

/** A style sheet with all that it imports, minified. */
async function styleSize(path: string): Promise<number> {
  const { outputFiles } = await build({
    entryPoints: [path],
    bundle: true,
    minify: true,
    write: false,
    logLevel: 'silent',
  })
  return gzipSync(outputFiles[0]?.contents ?? '', { level: 9 }).length
}
