/** vitest setup file: databases in memory start as copies of an empty one, which takes a quarter of the time. Folders are made as ever. */
import { openAsBlob } from 'node:fs'
import { PGlite, type PGliteOptions } from '@electric-sql/pglite'

const path = process.env.PGLITE_TEMPLATE
const create = PGlite.create as (options?: string | PGliteOptions) => Promise<PGlite> // as: the overloads that tests use

if (path !== undefined) {
  const fromTemplate: typeof create = async (options) => {
    const isInMemory = options === undefined || (typeof options === 'object' && options.dataDir === undefined)
    return isInMemory ? create({ ...options, loadDataDir: await openAsBlob(path) }) : create(options)
  }
  PGlite.create = fromTemplate as typeof PGlite.create // as: the same overloads
}
