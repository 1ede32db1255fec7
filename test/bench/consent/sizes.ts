/** What a page loads: ours at first and in all, beside the peers, each as its own documentation imports it. */
import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { gzipSync } from 'node:zlib'
import { loadSize } from '../../support/first-load.ts'

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
  return Promise.all(
    rows.map(async ([name, code, resolveDir, external, css]) => {
      const size = await loadSize(code, { resolveDir, external })
      return { name, ...size, css: css === null ? 0 : gzipped(resolve(peers, 'node_modules', css)) }
    }),
  )
}

const REACT = ['react', 'react-dom', 'react/jsx-runtime', 'react-dom/client']

const OURS_STORE = `export { createPrivacyClient } from '@privacykit/client'`
const OURS_ALL = `export { createPrivacyClient } from '@privacykit/client'
export { definePrivacyBanner, setPrivacyClient } from '@privacykit/elements/banner'`
const OURS_WHOLE = `export { createPrivacyClient } from '@privacykit/client'
export * as engine from '@privacykit/client/engine'`

function gzipped(path: string): number {
  return gzipSync(readFileSync(path), { level: 9 }).length
}
