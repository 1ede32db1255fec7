/** Every entry that a page loads can also be loaded on a server, where there is no page: importing it does nothing. */
import { readdirSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import 'zod/mini' // registers itself, whoever imports it first

const packages = resolve(import.meta.dirname, '../packages')

/** Files behind the entries of a package, by the name that users import. */
function entriesOf(name: string): [specifier: string, file: string][] {
  const { exports } = JSON.parse(readFileSync(resolve(packages, name, 'package.json'), 'utf8')) as {
    exports: Record<string, string>
  } // as: our own package files
  return Object.entries(exports)
    .filter(([, file]) => file.endsWith('.ts'))
    .flatMap(([entry, file]) =>
      filesOf(resolve(packages, name), file).map(([star, path]) => [entry.replace('*', star), path]),
    )
    .map(([entry = '', path = '']) => [`@privacykit/${name}${entry.slice(1)}`, path])
}

/** The file, or all that a `*` in its name stands for. */
function filesOf(folder: string, file: string): [star: string, path: string][] {
  const [head = '', tail] = file.split('*')
  if (tail === undefined) return [['', resolve(folder, file)]]
  const stars = readdirSync(resolve(folder, head))
    .filter((name) => name.endsWith(tail) && !name.includes('.test.'))
    .map((name) => name.slice(0, -tail.length))
  return stars.map((star) => [star, resolve(folder, `${head}${star}${tail}`)])
}

/** What a page loads. */
const names = ['contract', 'policy', 'pii', 'client', 'elements', 'react']

describe.each(names.flatMap(entriesOf))('%s', (_, file) => {
  it('loads without a page, and leaves the globals alone', async () => {
    const before = new Set(Reflect.ownKeys(globalThis))

    const entry = (await import(file)) as Record<string, unknown> // as: a module is a record of its exports

    expect(Object.keys(entry)).not.toContain('default')
    expect(Reflect.ownKeys(globalThis).filter((key) => !before.has(key))).toEqual([])
  })
})
