/** `pnpm test`: everything that must hold, in one run. The last line is `N passed, N failed`; any failure exits with 1. */
import { spawnSync } from 'node:child_process'
import { mkdirSync, readFileSync, rmSync } from 'node:fs'
import { relative, resolve } from 'node:path'
import { findChromium } from './support/chromium.ts'

interface Tally {
  passed: number
  failed: number
  /** What failed, where it has names of its own. */
  names?: readonly string[]
}

const root = resolve(import.meta.dirname, '..')
const report = resolve(root, 'test/.artifacts/vitest.json')

const steps: { name: string; run: () => Tally }[] = [
  { name: 'lint and format', run: () => command('biome', 'check', '.') },
  { name: 'build', run: () => command('pnpm', 'run', 'build') },
  { name: 'types', run: () => command('pnpm', 'run', 'typecheck') },
  { name: 'the shop’s policy', run: () => command('pnpm', '--filter', 'shop', 'run', 'check') },
  { name: 'unused files, exports and dependencies', run: () => command('knip', '--config', 'test/knip.json') },
  { name: 'packages as published', run: () => command('node', 'test/published.ts') },
  { name: 'size budget', run: () => command('pnpm', '--dir', 'test', 'exec', 'size-limit') },
  { name: 'tests', run: vitest },
]

const chromium = await findChromium()
console.log(`Chromium: ${chromium.path} (${chromium.source})`)
console.log(
  `PostgreSQL: ${process.env.PG_URL === undefined ? 'a real one from npm, on a free port' : 'the one that PG_URL names'}; PGlite beside it`,
)

const total = { passed: 0, failed: 0, names: [] as string[] }
for (const step of steps) {
  console.log(`\n── ${step.name}`)
  const started = performance.now()
  const { passed, failed, names = [step.name] } = step.run()
  total.passed += passed
  total.failed += failed
  if (failed > 0) total.names.push(...names)
  console.log(
    `── ${step.name}: ${failed === 0 ? 'ok' : 'FAILED'} (${((performance.now() - started) / 1000).toFixed(1)} s)`,
  )
}
console.log(
  ['', ...total.names.map((name) => `FAILED ${name}`), `${total.passed} passed, ${total.failed} failed`].join('\n'),
)
process.exitCode = total.failed === 0 ? 0 : 1

function command(name: string, ...args: string[]): Tally {
  const result = spawnSync('pnpm', name === 'pnpm' ? args : ['--dir', root, 'exec', name, ...args], {
    cwd: root,
    stdio: ['ignore', 'inherit', 'inherit'],
  })
  return result.status === 0 ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 }
}

/** Counts single tests; a run that found none, or died before its report, has failed. */
function vitest(): Tally {
  mkdirSync(resolve(report, '..'), { recursive: true })
  rmSync(report, { force: true })
  const ended = command(
    'vitest',
    'run',
    '--config',
    'test/vitest.config.ts',
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${report}`,
  )
  try {
    const { numPassedTests, numTotalTests, testResults } = JSON.parse(readFileSync(report, 'utf8')) as VitestReport // as: vitest's own report
    const failed = numTotalTests - numPassedTests
    const names = testResults.flatMap(namesOfFailed)
    if (failed > 0 || (ended.failed === 0 && numTotalTests > 0)) return { passed: numPassedTests, failed, names }
    return { passed: numPassedTests, failed: 1, names: [...names, 'tests: vitest ended with an error'] }
  } catch {
    return { passed: 0, failed: 1 }
  }
}

interface VitestReport {
  numPassedTests: number
  numTotalTests: number
  testResults: readonly VitestFile[]
}

interface VitestFile {
  name: string
  status: string
  assertionResults: readonly { fullName: string; status: string }[]
}

/** Tests that did not pass, skipped ones too; the file itself where it fell before or after its tests. */
function namesOfFailed({ name, status, assertionResults }: VitestFile): string[] {
  const file = relative(root, name)
  const failed = assertionResults
    .filter((test) => test.status !== 'passed')
    .map(({ fullName }) => `${file}: ${fullName}`)
  return failed.length === 0 && status !== 'passed' ? [file] : failed
}
