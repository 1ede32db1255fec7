/** Finds a Chromium for the browser tests, or installs one, and says which. Nothing is skipped: no Chromium is a failure. */
import { spawnSync } from 'node:child_process'
import { accessSync, constants } from 'node:fs'

export interface FoundChromium {
  path: string
  /** Where it came from, in words. */
  source: string
}

const PATHS = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
]

/** Order: `CHROMIUM` names one; one that the machine has; the one from npm; Debian's, when we are root there. */
export async function findChromium(): Promise<FoundChromium> {
  const named = process.env.CHROMIUM
  if (named !== undefined) {
    if (starts(named)) return { path: named, source: 'named by CHROMIUM' }
    throw new Error('CHROMIUM names a file that does not start. Unset it, or point it to a Chromium.')
  }
  const installed = PATHS.find((path) => isExecutable(path) && starts(path))
  if (installed !== undefined) return { path: installed, source: 'found on this machine' }
  const bundled = await fromNpm()
  if (bundled !== null) return { path: bundled, source: 'unpacked from the npm package @sparticuz/chromium' }
  if (installFromDebian() && starts('/usr/bin/chromium'))
    return { path: '/usr/bin/chromium', source: 'installed with apt-get' }
  throw new Error(
    'No Chromium that starts was found, and none could be installed. Install one, or set CHROMIUM to its path.',
  )
}

async function fromNpm(): Promise<string | null> {
  try {
    const { default: chromium } = await import('@sparticuz/chromium')
    const path = await chromium.executablePath()
    return starts(path) ? path : null
  } catch {
    return null // not for this platform, or its system libraries are missing: the next source is tried
  }
}

function installFromDebian(): boolean {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return false
  const run = (...args: string[]) =>
    spawnSync('apt-get', args, { stdio: 'ignore', env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } })
  run('update')
  return run('install', '-y', '--no-install-recommends', 'chromium').status === 0
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    return false
  }
}

/** A file may be there and still lack its libraries; only a start shows. */
function starts(path: string): boolean {
  return spawnSync(path, ['--version', '--no-sandbox'], { timeout: 15_000, stdio: 'ignore' }).status === 0
}
