/** Brings the peers that we measure beside. Installed beside the workspace, so that nobody else carries them. */
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { resolve } from 'node:path'

/** Exact versions by package; a figure in the docs is a figure of these. */
export type PeerVersions = Readonly<Record<string, string>>

/** Installs what is not there yet under `test/.artifacts/<folder>`, and returns that folder to resolve imports from. Throws when npm fails. */
export function installPeers(name: string, versions: PeerVersions): string {
  const folder = resolve(import.meta.dirname, '../.artifacts', name)
  mkdirSync(folder, { recursive: true })
  if (!existsSync(resolve(folder, 'package.json')))
    writeFileSync(resolve(folder, 'package.json'), '{ "private": true }\n')
  const missing = Object.entries(versions).filter(([peer, version]) => installed(folder, peer) !== version)
  if (missing.length > 0) {
    const wanted = missing.map(([peer, version]) => `${peer}@${version}`)
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

function installed(folder: string, name: string): string | null {
  const path = resolve(folder, 'node_modules', name, 'package.json')
  if (!existsSync(path)) return null
  return (JSON.parse(readFileSync(path, 'utf8')) as { version: string }).version // as: npm wrote it
}

/** Prints rows as a Markdown table. */
export function printTable(head: readonly string[], rows: readonly (readonly string[])[]): void {
  console.log(`\n| ${head.join(' | ')} |\n|${head.map(() => '---').join('|')}|`)
  for (const row of rows) console.log(`| ${row.join(' | ')} |`)
}

/** The line that names the peers of a run. */
export function describePeers(versions: PeerVersions): string {
  return `Peers: ${Object.entries(versions)
    .map(([name, version]) => `${name} ${version}`)
    .join(', ')}`
}
