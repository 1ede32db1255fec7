/** `.privacykit`: what a development backend keeps between two runs. Never committed. */
import { randomBytes } from 'node:crypto'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

export interface ServiceFolder {
  data: string
  keys: string
  /** The service key; the same in every run. */
  key: string
}

/** Makes the folder at the first run, with a `.gitignore` that keeps all of it out of version control. */
export async function openServiceFolder(folder: string): Promise<ServiceFolder> {
  await mkdir(folder, { recursive: true, mode: 0o700 })
  await createOnce(join(folder, '.gitignore'), '*\n')
  const key = await createOnce(join(folder, 'service-key'), `pk_dev_${randomBytes(32).toString('base64url')}\n`)
  return { data: join(folder, 'data'), keys: join(folder, 'keys'), key: key.trim() }
}

/** Writes a file unless it is there, and answers what it holds now. */
async function createOnce(path: string, text: string): Promise<string> {
  try {
    await writeFile(path, text, { flag: 'wx', mode: 0o600 })
    return text
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error
    return readFile(path, 'utf8')
  }
}
