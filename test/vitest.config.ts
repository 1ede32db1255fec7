import { resolve } from 'node:path'
import { playwright } from '@vitest/browser-playwright'
import { msw } from 'msw/vite'
import { defineConfig } from 'vitest/config'
import { findChromium } from './support/chromium.ts'

const root = resolve(import.meta.dirname, '..')
const browserTests = '**/*.browser.test.{ts,tsx}'
const databaseTests = '**/*.db.test.ts'

export default defineConfig(async () => ({
  root,
  test: {
    projects: [
      {
        root,
        test: {
          name: 'unit',
          include: ['packages/*/src/**/*.test.ts', 'examples/*/**/*.test.ts', 'test/*.test.ts'],
          exclude: ['**/node_modules/**', '**/dist/**', browserTests, databaseTests, '**/*.e2e.test.ts'],
        },
      },
      {
        root,
        test: {
          name: 'database',
          include: [`packages/*/src/${databaseTests}`, 'test/*.db.test.ts'],
          globalSetup: ['postgres.ts', 'pglite-template.ts'].map((file) =>
            resolve(import.meta.dirname, 'support', file),
          ),
          setupFiles: [resolve(import.meta.dirname, 'support/pglite-from-template.ts')],
          testTimeout: 30_000,
          hookTimeout: 60_000,
        },
      },
      {
        root,
        // serves msw's service worker, so that no copy of it lies in the repository
        plugins: [msw({ mode: 'worker-only' })],
        test: {
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
          name: 'end-to-end',
          include: ['test/*.e2e.test.ts'],
          globalSetup: [resolve(import.meta.dirname, 'support/shop-pages.ts')],
          testTimeout: 60_000,
          hookTimeout: 120_000,
          fileParallelism: false,
        },
      },
    ],
  },
}))
