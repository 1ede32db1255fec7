import { availableParallelism } from 'node:os'
import { resolve } from 'node:path'
import { playwright } from '@vitest/browser-playwright'
import { msw } from 'msw/vite'
import { defineConfig } from 'vitest/config'
import { findChromium } from './support/chromium.ts'

const root = resolve(import.meta.dirname, '..')
const browserTests = '**/*.browser.test.{ts,tsx}'
const databaseTests = '**/*.db.test.ts'
const unitTests = ['packages/*/src/**/*.test.ts', 'examples/*/**/*.test.ts', 'test/*.test.ts']
/** Of code that keeps something in a module, as a page does: each file begins with a fresh one. */
const statefulTests = ['packages/{client,elements,react}/src/**/*.test.ts', 'test/*.test.ts']
const otherTests = ['**/node_modules/**', '**/dist/**', browserTests, databaseTests, '**/*.e2e.test.ts']

// `isolate: false` is one process for many files: starting one for each takes longer than most tests

/** A busy machine is slow, and no test measures time: what does not come within this never comes. */
const patient = { testTimeout: 30_000, expect: { poll: { timeout: 20_000 } } }

export default defineConfig(async () => ({
  root,
  test: {
    // much of what these tests do is waiting: for a database, for a browser
    maxWorkers: Math.max(2, availableParallelism() - 1),
    projects: [
      {
        root,
        test: {
          ...patient,
          name: 'unit',
          include: unitTests,
          exclude: [...otherTests, ...statefulTests],
          isolate: false,
        },
      },
      {
        root,
        test: { ...patient, name: 'unit-isolated', include: statefulTests, exclude: otherTests },
      },
      {
        root,
        test: {
          ...patient,
          name: 'database',
          include: [`packages/*/src/${databaseTests}`, 'test/*.db.test.ts'],
          globalSetup: ['postgres.ts', 'pglite-template.ts'].map((file) =>
            resolve(import.meta.dirname, 'support', file),
          ),
          setupFiles: [resolve(import.meta.dirname, 'support/pglite-from-template.ts')],
          isolate: false,
          hookTimeout: 60_000,
        },
      },
      {
        root,
        // serves msw's service worker, so that no copy of it lies in the repository
        plugins: [msw({ mode: 'worker-only' })],
        test: {
          ...patient,
          name: 'browser',
          include: [`packages/*/src/${browserTests}`],
          browser: {
            enabled: true,
            headless: true,
            screenshotFailures: false,
            provider: playwright({ launchOptions: { executablePath: (await findChromium()).path } }),
            instances: [{ browser: 'chromium' as const }],
          },
        },
      },
      {
        root,
        test: {
          ...patient,
          name: 'end-to-end',
          include: ['test/*.e2e.test.ts'],
          globalSetup: [resolve(import.meta.dirname, 'support/shop-pages.ts')],
          testTimeout: 60_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
}))
