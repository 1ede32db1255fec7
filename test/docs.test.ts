/** Keeps the docs true: links lead somewhere, snippets compile, and the duties still missing never become more. */
import { spawnSync } from 'node:child_process'
import { existsSync, globSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { run } from '@privacykit/cli'
import { describe, expect, it } from 'vitest'

const root = resolve(import.meta.dirname, '..')
const pages = globSync(
  ['README.md', 'CONTRIBUTING.md', 'docs/**/*.md', 'packages/*/README.md', 'examples/*/README.md'],
  { cwd: root },
)
const read = (page: string) => readFileSync(join(root, page), 'utf8')

describe('links', () => {
  it.each(pages)('%s links only to what exists', (page) => {
    const targets = [...read(page).matchAll(/\]\((?!https?:|mailto:)([^)#\s]+)(?:#[^)]*)?\)/g)].map(
      ([, target = '']) => target,
    )

    const broken = targets.filter((target) => !existsSync(resolve(root, dirname(page), target)))

    expect(broken).toEqual([])
  })
})

describe('duties', () => {
  const rows = [...read('docs/duties.md').matchAll(/^\| (D\d\d) \|(.*)\|$/gm)].map(([, id = '', cells = '']) => ({
    id,
    cells,
  }))
  const missing = rows.filter(({ cells }) => cells.includes('not yet'))

  it('names every duty once, in order', () => {
    expect(rows.map(({ id }) => id)).toEqual(
      Array.from({ length: 32 }, (_, index) => `D${String(index + 1).padStart(2, '0')}`),
    )
  })

  it('links each kept duty to an API and to a test', () => {
    const unproven = rows.filter(
      (row) => !missing.includes(row) && !/\]\([^)]*\.(test|test-d)\.tsx?[^)]*\)/.test(row.cells),
    )

    expect(unproven.map(({ id }) => id)).toEqual([])
  })

  it('counts what is missing as the page says, and never more than before', () => {
    const [, stated = ''] = /(\d+) of 32 are not yet kept/.exec(read('docs/duties.md')) ?? []

    expect(missing.length).toBe(Number(stated))
    expect(missing.length).toBeLessThanOrEqual(MISSING_AT_MOST)
  })
})

/** Lower it with every duty that becomes kept; never raise it. */
const MISSING_AT_MOST = 21

describe('snippets', () => {
  const folder = join(import.meta.dirname, '.artifacts/snippets')

  it('compile as they stand', { timeout: 120_000 }, async () => {
    rmSync(folder, { recursive: true, force: true })
    mkdirSync(folder, { recursive: true })
    const files = pages.flatMap((page) =>
      snippetsOf(page).map(({ language, code }, index) => {
        const file = join(folder, `${page.replaceAll(/[/.]/g, '-')}-${index}.${language}`)
        writeFileSync(file, `${code}\nexport {}\n`)
        return file
      }),
    )
    // the policy that the other snippets import is the one that the first page writes
    writeFileSync(join(folder, 'privacy.policy.ts'), snippetsOf('docs/start.md')[0]?.code ?? '')
    // and its browser projection is what `privacykit build` makes of that
    const complaints: string[] = []
    const io = { cwd: folder, env: {}, out() {}, err: (line: string) => void complaints.push(line), fetch }
    await run(['build', '--out', 'privacy'], { ...io, signal: new AbortController().signal })
    expect(complaints).toEqual([])

    const options = { noEmit: true, noUnusedLocals: false }
    const project = {
      extends: '../../tsconfig.json',
      compilerOptions: options,
      include: ['.', '../../support/app-names.d.ts'],
    }
    writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify(project))
    const compiler = join(root, 'node_modules/typescript-native/bin/tsc')
    const { status, stdout } = spawnSync(process.execPath, [compiler, '-p', '.', '--pretty', 'false'], {
      cwd: folder,
      encoding: 'utf8',
    })

    expect(files.length).toBeGreaterThan(0)
    expect({ status, problems: stdout }).toEqual({ status: 0, problems: '' })
  })
})

function snippetsOf(page: string): { language: string; code: string }[] {
  const found = read(page).matchAll(/^```(tsx?)\n([\s\S]*?)^```/gm)
  return [...found].map(([, language = 'ts', code = '']) => ({ language, code }))
}
