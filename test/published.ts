/** Checks each package as users get it: packs it, then runs publint and attw on the tarball, and loads it by `require`. */
import { execFile } from 'node:child_process'
import { globSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { availableParallelism, tmpdir } from 'node:os'
import { join, resolve } from 'node:path'

interface Manifest {
  name: string
  publishConfig: { exports: Record<string, { default: string } | string> }
}

const packages = resolve(import.meta.dirname, '../packages')
const out = mkdtempSync(join(tmpdir(), 'privacykit-pack-'))
const failures: string[] = []

const folders = readdirSync(packages)

/** Takes one package after the other, beside others that do. */
async function checkNext(): Promise<void> {
  for (let folder = folders.pop(); folder !== undefined; folder = folders.pop()) await checkPackage(folder)
}

async function checkPackage(folder: string): Promise<void> {
  const directory = join(packages, folder)
  const manifest = JSON.parse(readFileSync(join(directory, 'package.json'), 'utf8')) as Manifest // as: our own manifests
  const tarball = join(out, `${folder}.tgz`)
  await check(manifest.name, ['pack', '--out', tarball], directory)
  await check(manifest.name, ['exec', 'publint', '--strict', tarball], import.meta.dirname)
  await check(
    manifest.name,
    ['exec', 'attw', '--profile', 'esm-only', '--no-emoji', '--format', 'ascii', tarball],
    import.meta.dirname,
  )
  requireEach(manifest, directory)
}

await Promise.all(Array.from({ length: availableParallelism() }, checkNext))
rmSync(out, { recursive: true, force: true })

if (failures.length > 0) {
  console.error(failures.join('\n\n'))
  process.exitCode = 1
} else console.log('publint, attw and require() pass for every package')

function check(name: string, args: string[], cwd: string): Promise<void> {
  return new Promise((done) =>
    execFile('pnpm', args, { cwd }, (error, stdout, stderr) => {
      if (error !== null) failures.push(`${name}: ${args.slice(0, 2).join(' ')}\n${stdout}${stderr}`)
      done()
    }),
  )
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
