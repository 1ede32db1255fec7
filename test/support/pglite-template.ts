/** vitest global setup: one empty PGlite, dumped, so that the hundreds of databases in memory need not each be made from nothing. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PGlite } from '@electric-sql/pglite'

let folder: string | undefined

/** vitest calls this once before all files; workers read `PGLITE_TEMPLATE` (see `pglite-from-template.ts`). */
export async function setup(): Promise<void> {
  folder = mkdtempSync(join(tmpdir(), 'privacykit-pglite-'))
  const database = await PGlite.create()
  const dump = await database.dumpDataDir('none')
  await database.close()
  process.env.PGLITE_TEMPLATE = join(folder, 'empty.tar')
  writeFileSync(process.env.PGLITE_TEMPLATE, new Uint8Array(await dump.arrayBuffer()))
}

/** vitest calls this once after all files. */
export function teardown(): void {
  if (folder !== undefined) rmSync(folder, { recursive: true, force: true })
}
