/** A robot that refuses for people (autoconsent), on our banner in Chromium: what `test/autoconsent.e2e.test.ts` finds, test by test. */
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'

export interface RobotRow {
  what: string
  passed: boolean
}

export function measureRobots(): RobotRow[] {
  const folder = mkdtempSync(join(tmpdir(), 'privacykit-robots-'))
  const report = join(folder, 'report.json')
  try {
    spawnSync(
      process.execPath,
      [
        resolve(import.meta.dirname, '../../node_modules/vitest/vitest.mjs'),
        ...['run', '--config', 'test/vitest.config.ts', '--project', 'end-to-end', 'test/autoconsent.e2e.test.ts'],
        ...['--reporter=json', `--outputFile=${report}`],
      ],
      { cwd: resolve(import.meta.dirname, '../../..'), stdio: 'ignore' },
    )
    const { testResults } = JSON.parse(readFileSync(report, 'utf8')) as {
      testResults: { assertionResults: { title: string; status: string }[] }[]
    } // as: vitest's own report
    return testResults.flatMap(({ assertionResults }) =>
      assertionResults.map(({ title, status }) => ({ what: title, passed: status === 'passed' })),
    )
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
