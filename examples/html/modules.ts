/** Gives a page without a bundler its modules: an import map, and the files that it names, straight from `node_modules`. */
import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { stripTypeScriptTypes } from 'node:module'
import { dirname, join, normalize, relative, sep } from 'node:path'
import { fileURLToPath } from 'node:url'

/** What the page imports, itself or through PrivacyKit. */
const OURS = ['client', 'elements', 'policy', 'contract'].map((name) => `@privacykit/${name}`)
const THEIRS = ['ky', 'idb-keyval']

const folders = new Map([...OURS, ...THEIRS].map((name) => [name, folderOf(fileURLToPath(import.meta.resolve(name)))]))

/** The page's import map. Names are what code imports; addresses are what `moduleFile` serves. */
export async function importMap(): Promise<{ imports: Record<string, string> }> {
  const imports: Record<string, string> = {}
  for (const name of OURS) {
    const { exports } = JSON.parse(await readFile(join(folders.get(name) ?? '', 'package.json'), 'utf8')) as Manifest // as: our own packages
    for (const [path, target] of Object.entries(exports)) {
      const file = typeof target === 'string' ? target : target.default
      if (/\.[jt]s$/.test(file) && !path.includes('*')) imports[join(name, path)] = join('/modules', name, file)
    }
  }
  for (const name of THEIRS) {
    const file = fileURLToPath(import.meta.resolve(name))
    imports[name] = join('/modules', name, relative(folders.get(name) ?? '', file))
  }
  return { imports }
}

/** The JavaScript at a path below `/modules/`; null: there is none. */
export async function moduleFile(path: string): Promise<string | null> {
  const name = [...folders.keys()].find((each) => path.startsWith(`${each}/`))
  const folder = name === undefined ? undefined : folders.get(name)
  if (name === undefined || folder === undefined || !/\.[mc]?[jt]s$/.test(path)) return null
  const file = normalize(join(folder, path.slice(name.length)))
  if (!file.startsWith(folder + sep) || !existsSync(file)) return null
  const text = await readFile(file, 'utf8')
  // from npm PrivacyKit is JavaScript already; inside its own repository it is TypeScript
  return file.endsWith('.ts') ? stripTypeScriptTypes(text) : text
}

interface Manifest {
  exports: Record<string, string | { default: string }>
}

function folderOf(file: string): string {
  let folder = dirname(file)
  while (!existsSync(join(folder, 'package.json'))) folder = dirname(folder)
  return folder
}
