/** Keys as files of a folder that only this user reads. Keep it out of the database's backups: they must not bring keys back. */
import { randomBytes } from 'node:crypto'
import { link, mkdir, open, readdir, readFile, stat, unlink } from 'node:fs/promises'
import { join } from 'node:path'
import { PrivacyError } from '@privacykit/contract/error'
import { createKeys, type Keys } from './keys.ts'

/**
 * Keys in a folder (made with mode 0700; files 0600). Processes that share the folder share the keys. The newest `signing-NNNN.pem`
 * signs, and all of them verify, so a key is rotated by adding a file and restarting. A destroyed secret is overwritten and unlinked;
 * what the file system or a backup keeps beneath that is beyond us. Other processes forget it within a minute.
 *
 * @example
 * const keys = fileKeys('./keys')
 */
export function fileKeys(dir: string): Keys {
  const path = (name: string) => join(dir, fileName(name))
  return createKeys({
    async list(prefix) {
      await mkdir(dir, { recursive: true, mode: 0o700 })
      return (await readdir(dir)).filter((name) => name.startsWith(prefix))
    },
    read: (name) => readOrNull(path(name)),
    async create(name, bytes) {
      const present = await readOrNull(path(name))
      if (present !== null) return present
      await mkdir(dir, { recursive: true, mode: 0o700 })
      await writeOnce(dir, path(name), bytes)
      return readFile(path(name))
    },
    remove: (name) => destroy(path(name)),
  })
}

function fileName(name: string): string {
  const encoded = encodeURIComponent(name)
  if (encoded.length > 255) throw new PrivacyError('invalid-option', 'Name secrets with at most 200 plain characters.')
  return encoded
}

async function readOrNull(path: string): Promise<Uint8Array | null> {
  try {
    return await readFile(path)
  } catch (error) {
    if (isMissing(error)) return null
    throw error
  }
}

/** A whole file or none, and never over another: written and synced aside, then linked, which fails when the name is taken. */
async function writeOnce(dir: string, path: string, bytes: Uint8Array): Promise<void> {
  const aside = join(dir, `.new-${randomBytes(8).toString('hex')}`)
  const file = await open(aside, 'wx', 0o600)
  try {
    await file.writeFile(bytes)
    await file.sync()
  } finally {
    await file.close()
  }
  try {
    await link(aside, path)
  } catch (error) {
    if (!hasCode(error, 'EEXIST')) throw error // EEXIST: another process was first, and its key is the key
  } finally {
    await unlink(aside)
  }
}

async function destroy(path: string): Promise<void> {
  try {
    const { size } = await stat(path)
    const file = await open(path, 'r+')
    try {
      await file.write(randomBytes(size), 0, size, 0)
      await file.sync()
    } finally {
      await file.close()
    }
    await unlink(path)
  } catch (error) {
    if (!isMissing(error)) throw error
  }
}

function isMissing(error: unknown): boolean {
  return hasCode(error, 'ENOENT')
}

function hasCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code
}
