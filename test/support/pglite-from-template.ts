/**
 * vitest setup file: new databases start as copies of an empty one, which takes a quarter of the time. Processes that tests start (the shop,
 * the kill runs) make theirs from nothing, as users do.
 */
import { existsSync, openAsBlob } from 'node:fs'
import { PGlite, type PGliteOptions } from '@electric-sql/pglite'

const path = process.env.PGLITE_TEMPLATE
const create = PGlite.create as (options?: string | PGliteOptions) => Promise<PGlite> // as: the overloads that tests use

if (path !== undefined) {
  const fromTemplate: typeof create = async (options) => {
    const given = typeof options === 'string' ? { dataDir: options } : options
    const isNew = given?.dataDir === undefined || !existsSync(given.dataDir)
    return isNew ? create({ ...given, loadDataDir: await openAsBlob(path) }) : create(options)
  }
  PGlite.create = fromTemplate as typeof PGlite.create // as: the same overloads
}
