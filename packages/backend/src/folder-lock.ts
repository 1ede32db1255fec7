/** An exclusive lock on a PGlite folder: a second opener, in this process or another, destroys the data without it. */
import { mkdirSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { PrivacyError } from '@privacykit/contract'

/**
 * Takes the lock `<folder>.lock`, which the kernel releases when the process dies, however it dies. Returns the release.
 * Throws `storage-locked` when it is held, `invalid-option` on a Node without node:sqlite (before 22.13).
 */
export async function lockFolder(folder: string): Promise<() => void> {
  const { DatabaseSync } = await loadSqlite()
  const path = `${resolve(folder)}.lock`
  mkdirSync(dirname(path), { recursive: true })
  const lock = new DatabaseSync(path)
  try {
    lock.exec('pragma locking_mode = exclusive; pragma journal_mode = memory; begin exclusive')
  } catch (cause) {
    lock.close()
    throw new PrivacyError(
      'storage-locked',
      'Another process, or this one, has this database folder open: stop it, or use PostgreSQL to share a database.',
      { cause },
    )
  }
  return () => lock.close()
}

async function loadSqlite(): Promise<typeof import('node:sqlite')> {
  try {
    return await import('node:sqlite')
  } catch (cause) {
    throw new PrivacyError(
      'invalid-option',
      'A PGlite folder needs Node 22.13 or newer, whose node:sqlite holds the lock: update Node, or use PostgreSQL.',
      { cause },
    )
  }
}
