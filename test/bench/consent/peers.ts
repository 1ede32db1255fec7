/** The peers that we measure beside, at the versions that the docs name. Installed beside the workspace, so that nobody else carries them. */
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { resolve } from 'node:path'

/** Exact versions; a figure in the docs is a figure of these. */
export const PEERS = {
  c15t: '2.2.1',
  '@c15t/react': '2.2.1',
  'vanilla-cookieconsent': '3.1.0',
  klaro: '0.7.22',
  react: '19.3.1',
  'react-dom': '19.3.1',
} as const

const folder = resolve(import.meta.dirname, '../../.artifacts/peers')

/** Installs what is not there yet, and returns the folder to resolve imports from. Throws when npm fails. */
export function installPeers(): string {
  mkdirSync(folder, { recursive: true })
  if (!existsSync(resolve(folder, 'package.json')))
    writeFileSync(resolve(folder, 'package.json'), '{ "private": true }\n')
  const missing = Object.entries(PEERS).filter(([name, version]) => installed(name) !== version)
  if (missing.length > 0) {
    const wanted = missing.map(([name, version]) => `${name}@${version}`)
    const { status } = spawnSync(
      'npm',
      ['install', '--no-audit', '--no-fund', '--ignore-scripts', '--legacy-peer-deps', '--save-exact', ...wanted],
      { cwd: folder, stdio: ['ignore', 'ignore', 'inherit'] },
    )
    if (status !== 0)
      throw new Error(`npm could not install the peers (${wanted.join(' ')}). Is the registry reachable?`)
  }
  return folder
}

function installed(name: string): string | null {
  const path = resolve(folder, 'node_modules', name, 'package.json')
  if (!existsSync(path)) return null
  return (JSON.parse(readFileSync(path, 'utf8')) as { version: string }).version // as: npm wrote it
}
