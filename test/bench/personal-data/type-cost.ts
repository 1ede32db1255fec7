/** What the compiler pays for refusing personal data: a program with 600 guarded calls beside the same program with plain ones. */
import { spawnSync } from 'node:child_process'
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { resolve } from 'node:path'

const CALLS = 600
const ROUNDS = 7
// inside the workspace, so that its packages and its compiler options are found
const folder = resolve(import.meta.dirname, '../../.artifacts/type-cost')

/** One program: middle values over the rounds. */
export interface TypeCost {
  name: string
  checkSeconds: number
  totalSeconds: number
  instantiations: number
  /** Check time against the unguarded program of the same round, middle, least and most. */
  ratio: readonly [number, number, number]
}

/** Compiles both programs in fresh processes, by turns. Throws when one does not compile. */
export function measureTypeCost(): TypeCost[] {
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder, { recursive: true })
  const programs = [
    { name: 'payload: unknown', file: write('plain', 'declare function track(event: string, payload: unknown): void') },
    {
      name: 'payload refused by tag',
      file: write('guarded', `const track = createSink('analytics', { send: () => {} })`),
    },
  ]
  const runs = programs.map(() => [] as Diagnostics[])
  for (let round = 0; round <= ROUNDS; round++)
    for (const [index, { file }] of programs.entries()) {
      const measured = compile(file)
      if (round > 0) runs[index]?.push(measured) // the first warms the disk cache
    }
  return programs.map(({ name }, index) => summarise(name, runs[index] ?? [], runs[0] ?? []))
}

function write(name: string, track: string): string {
  const fields = ['plan', 'screen', 'count', 'tags', 'at', 'nested']
  const calls = Array.from({ length: CALLS }, (_, n) => {
    const [a, b] = [fields[n % 6], fields[(n + 2) % 6]]
    return `track('event ${n}', { ${a}: visit.${a}, ${b}: visit.${b}, step: ${n}, where: { page: '/p${n}', list: [${n}, 'x'] } })`
  })
  const file = resolve(folder, `${name}.ts`)
  writeFileSync(file, [...head(track), ...calls].join('\n'))
  writeFileSync(
    resolve(folder, `${name}.json`),
    JSON.stringify({ extends: '../../tsconfig.json', include: [], files: [file] }),
  )
  return resolve(folder, `${name}.json`)
}

function head(track: string): string[] {
  return [
    `import * as z from 'zod'`,
    `import { createSink, nonPersonal, personal } from '@privacykit/pii'`,
    `const email = personal(z.email(), 'user.contact.email')`,
    `const visitSchema = z.object({`,
    `  plan: nonPersonal(z.enum(['free', 'pro'])), screen: nonPersonal(z.string()), count: nonPersonal(z.number()),`,
    `  tags: nonPersonal(z.array(z.string())), at: nonPersonal(z.date()), nested: z.object({ deep: nonPersonal(z.string()) }),`,
    `  email, nick: personal(z.string(), 'user.name').optional(), all: z.array(email),`,
    `})`,
    `declare const visit: z.output<typeof visitSchema>`,
    `void createSink`,
    track,
  ]
}

interface Diagnostics {
  check: number
  total: number
  instantiations: number
}

function compile(project: string): Diagnostics {
  const tsc = resolve(import.meta.dirname, '../../node_modules/typescript/bin/tsc')
  const { status, stdout } = spawnSync(process.execPath, [tsc, '-p', project, '--extendedDiagnostics'], {
    encoding: 'utf8',
  })
  if (status !== 0) throw new Error(`The measured program does not compile:\n${stdout.slice(0, 2000)}`)
  const figure = (name: string) => Number(new RegExp(`^${name}:\\s+([\\d.]+)`, 'm').exec(stdout)?.[1])
  return { check: figure('Check time'), total: figure('Total time'), instantiations: figure('Instantiations') }
}

function summarise(name: string, runs: readonly Diagnostics[], plain: readonly Diagnostics[]): TypeCost {
  const ratios = runs.map(({ check }, index) => check / (plain[index]?.check ?? Number.NaN)).sort((a, b) => a - b)
  return {
    name,
    checkSeconds: middle(runs.map(({ check }) => check)),
    totalSeconds: middle(runs.map(({ total }) => total)),
    instantiations: middle(runs.map(({ instantiations }) => instantiations)),
    ratio: [middle(ratios), ratios.at(0) ?? Number.NaN, ratios.at(-1) ?? Number.NaN],
  }
}

function middle(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[values.length >> 1] ?? Number.NaN
}
