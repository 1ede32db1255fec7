import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { SubjectState } from '@privacykit/contract'
import { memoryKeys } from '@privacykit/vault'
import { sql } from 'kysely'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { migrate } from './database.ts'
import { lockFolder } from './folder-lock.ts'
import { pglite } from './pglite.ts'
import { append, call, choice, newAccount, testBackend } from './test-backend.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'privacykit-pglite-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const data = () => join(folder, 'data')
const LOCK = new URL('./folder-lock.ts', import.meta.url).href

test('keeps what was stored when the backend is started again on the folder', async () => {
  const account = newAccount()
  const keys = memoryKeys()
  const first = testBackend(pglite(data()), { keys })
  await first.start()
  const stored = await append(first, [choice()], { account })
  await first.stop()

  const second = testBackend(pglite(data()), { keys })
  await second.start()
  const state = await call<SubjectState>(second, '/v1/state?receipts=1', { account })
  await second.stop()

  expect(state.body.receipts).toEqual(stored.body.receipts)
})

test('refuses a second open in the same process, and opens once the first has closed', async () => {
  const first = await pglite(data()).open()

  await expect(pglite(data()).open()).rejects.toMatchObject({ code: 'storage-locked' })
  await first.close()

  const again = await pglite(data()).open()
  await again.close()
})

test('refuses a second process, and is free again when that one is killed', async () => {
  const script = `const { lockFolder } = await import('${LOCK}'); await lockFolder(${JSON.stringify(data())}); console.log('locked'); setInterval(() => {}, 1000)`
  const child = spawn(process.execPath, ['--input-type=module', '--eval', script], {
    stdio: ['ignore', 'pipe', 'inherit'],
    cwd: import.meta.dirname,
  })
  const exited = new Promise((resolve) => child.once('exit', resolve))
  await new Promise((resolve) => child.stdout.once('data', resolve))

  await expect(pglite(data()).open()).rejects.toMatchObject({ code: 'storage-locked' })
  child.kill('SIGKILL')
  await exited

  const release = await lockFolder(data())
  release()
})

test('migrates once, and refuses a database that a newer version migrated', async () => {
  const database = pglite(data())
  const first = await migrate(database)
  const second = await migrate(database)
  const opened = await database.open()
  await sql`insert into privacykit.kysely_migration (name, timestamp) values ('9999-future', 'now')`.execute(opened.db)
  await opened.close()

  await expect(migrate(database)).rejects.toMatchObject({ code: 'storage-newer' })
  expect(first.applied[0]).toBe('0001-records')
  expect(second.applied).toEqual([])
})
