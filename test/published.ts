/** Checks each package as users get it: packs it, then runs publint and attw on the tarball, and loads it by `require`. */
import { spawnSync } from 'node:child_process'
import { globSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'

interface Manifest {
  name: string
  publishConfig: { exports: Record<string, { default: string } | string> }
}

const packages = resolve(import.meta.dirname, '../packages')
const out = mkdtempSync(join(tmpdir(), 'privacykit-pack-'))
const failures: string[] = []

for (const folder of readdirSync(packages)) {
  const directory = join(packages, folder)
  const manifest = JSON.parse(readFileSync(join(directory, 'package.json'), 'utf8')) as Manifest // as: our own manifests
  const tarball = join(out, `${folder}.tgz`)
  check(manifest.name, 'pnpm', ['pack', '--out', tarball], directory)
  check(manifest.name, 'pnpm', ['exec', 'publint', '--strict', tarball], import.meta.dirname)
  check(
    manifest.name,
    'pnpm',
    ['exec', 'attw', '--profile', 'esm-only', '--no-emoji', '--format', 'ascii', tarball],
    import.meta.dirname,
  )
  requireEach(manifest, directory)
}
rmSync(out, { recursive: true, force: true })

if (failures.length > 0) {
  console.error(failures.join('\n\n'))
  process.exitCode = 1
} else console.log('publint, attw and require() pass for every package')

function check(name: string, command: string, args: string[], cwd: string): void {
  const result = spawnSync(command, args, { cwd, encoding: 'utf8' })
  if (result.status !== 0) failures.push(`${name}: ${args.slice(0, 2).join(' ')}\n${result.stdout}${result.stderr}`)
}

/** ESM only, and still loadable from CommonJS: Node >= 22.12 can `require` it. */
function requireEach(manifest: Manifest, directory: string): void {
  const require = createRequire(join(directory, 'package.json'))
  for (const target of Object.values(manifest.publishConfig.exports)) {
    if (typeof target === 'string' || target.default.endsWith('/main.js')) continue // main.js is a program, not a module
    const files = globSync(target.default, { cwd: directory })
    if (files.length === 0) failures.push(`${manifest.name}: nothing fits '${target.default}'`)
    for (const file of files) {
      try {
        require(join(directory, file))
      } catch (error) {
        failures.push(`${manifest.name}: require('${file}') throws: ${String(error)}`)
      }
    }
  }
}
