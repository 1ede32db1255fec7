/** vitest global setup: builds the example shop's pages once, for all end-to-end tests. */
import { resolve } from 'node:path'
import { build } from 'vite'

/** vitest calls this once before all files. */
export async function setup(): Promise<void> {
  await build({ root: resolve(import.meta.dirname, '../../examples/shop'), logLevel: 'error' })
}
