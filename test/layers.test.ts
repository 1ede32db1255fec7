/** Keeps the arrows between packages to the ones that `docs/architecture.md` draws, and imports free of cycles. */
import { globSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { describe, expect, it } from 'vitest'

const root = resolve(import.meta.dirname, '..')
const scope = '@privacykit/'

/** Entries of the contract that everyone may import. */
const ZOD_FREE = new Set([`${scope}contract/error`, `${scope}contract/taxonomy`])

interface Arrow {
  to: string
  typesOnly: boolean
}

/** Reads lines such as `- client → policy, contract (types)`. */
function drawnArrows(): Map<string, Arrow[]> {
  const drawn = new Map<string, Arrow[]>()
  const text = readFileSync(resolve(root, 'docs/architecture.md'), 'utf8')
  for (const [, from = '', targets = ''] of text.matchAll(/^- (\w+) → (.+)$/gm)) {
    const arrows = targets
      .split(',')
      .map((target) => ({ to: target.trim().split(' ')[0] ?? '', typesOnly: target.includes('(types') }))
    drawn.set(from, [...(drawn.get(from) ?? []), ...arrows])
  }
  return drawn
}

interface Import {
  file: string
  specifier: string
  typesOnly: boolean
}

function importsOf(folder: string): Import[] {
  const files = globSync('src/**/*.{ts,tsx}', { cwd: resolve(root, 'packages', folder) }).filter(
    (file) => !/\.(test|test-d)\.tsx?$/.test(file) && !file.includes('.test.'),
  )
  return files.flatMap((file) => {
    const source = readFileSync(resolve(root, 'packages', folder, file), 'utf8').replaceAll(/\/\*[\s\S]*?\*\//g, '')
    const found = [
      ...source.matchAll(/^\s*(?:import|export)\s+(type\s+)?[^'";]*?from\s+'([^']+)'/gm),
      ...source.matchAll(/\bimport\((?:)()'([^']+)'\)/g),
    ]
    return found.map(([statement, type, specifier = '']) => ({
      file,
      specifier,
      typesOnly: (type !== undefined && type !== '') || /\{\s*(type \w+(, )?)+\s*\}/.test(statement),
    }))
  })
}

const packages = globSync('*', { cwd: resolve(root, 'packages') })

describe('arrows between packages', () => {
  const drawn = drawnArrows()

  it.each(packages)('%s imports only what the picture shows', (folder) => {
    const allowed = drawn.get(folder) ?? []
    const extra = importsOf(folder).filter(({ specifier, file, typesOnly }) => {
      if (!specifier.startsWith(scope) || ZOD_FREE.has(specifier)) return false
      const target = specifier.slice(scope.length).split('/')[0]
      const arrow = allowed.find(({ to }) => to === target)
      return arrow === undefined || (arrow.typesOnly && !typesOnly && !isValidator(folder, file))
    })
    expect(extra.map(({ file, specifier }) => `${file} → ${specifier}`)).toEqual([])
  })

  it.each(packages)('%s reaches into no other package past its exports', (folder) => {
    const home = resolve(root, 'packages', folder)
    const inner = importsOf(folder).filter(
      ({ file, specifier }) =>
        /@privacykit\/[^/]+\/(src|dist)/.test(specifier) ||
        (specifier.startsWith('.') &&
          !isInside(file.includes('/test-') ? [home, support] : [home], resolve(home, file, '..', specifier))),
    )

    expect(inner).toEqual([])
  })

  it('draws no arrow that no import needs', () => {
    const idle = [...drawn].flatMap(([from, arrows]) => {
      const used = new Set(importsOf(from).map(({ specifier }) => specifier.slice(scope.length).split('/')[0]))
      return arrows.filter(({ to }) => !used.has(to)).map(({ to }) => `${from} → ${to}`)
    })

    expect(idle).toEqual([])
  })
})

describe('what a browser loads', () => {
  it.each(['client', 'elements', 'react', 'policy'])('%s loads no zod outside its validator', (folder) => {
    const zod = importsOf(folder).filter(
      ({ specifier, file, typesOnly }) => /^zod(\/|$)/.test(specifier) && !typesOnly && !isValidator(folder, file),
    )

    expect(zod).toEqual([])
  })

  it.each(packages)('%s never takes the zod that drags every language along', (folder) => {
    const source = globSync('src/**/*.ts', { cwd: resolve(root, 'packages', folder) }).map((file) =>
      readFileSync(resolve(root, 'packages', folder, file), 'utf8'),
    )

    expect(source.filter((text) => /import \{[^}]*\bz\b[^}]*\} from 'zod/.test(text))).toEqual([])
  })
})

/** What tests of several packages need; files named `test-…` are never packed. */
const support = resolve(root, 'test/support')

function isInside(folders: readonly string[], path: string): boolean {
  return folders.some((folder) => path.startsWith(`${folder}/`))
}

/** The zod side of policy has entries of its own and never reaches a browser. */
function isValidator(folder: string, file: string): boolean {
  return folder === 'policy' && /validate|check/.test(file)
}
