/** One tool and fast-redact on the records of every size. `node structure-child.ts <peers> <tool>` prints rows as JSON. */
import { createRecord, type LogRecord, type RecordSize } from './records.ts'
import type { StructureRow } from './structure.ts'
import { STRUCTURE_BASE, structureTools, type ToJson } from './structure-tools.ts'

/** Each tool runs so long in a round. Short, so that many rounds pass between two hiccups of the machine. */
const MILLISECONDS = 1.5
const ROUNDS = 300
const WARM_UP = 150

const [folder = '', tool = ''] = process.argv.slice(2)
const tools = structureTools(folder)
const SIZES = ['small', 'medium', 'large'] as const
const measured = SIZES.map((size) => ({ size, record: createRecord(size), ratio: compare(size) }))
// afterwards: what the watched objects teach the compiler would slow a tool down
process.stdout.write(JSON.stringify(measured.map(examine)))

function open(name: string, size: RecordSize): ToJson {
  const toJson = tools[name]?.(size)
  if (toJson === undefined) throw new Error(`Unknown tool: ${name}`)
  return toJson
}

function compare(size: RecordSize): number | null {
  const { value } = createRecord(size)
  const toJson = open(tool, size)
  const base = open(STRUCTURE_BASE, size)
  const own = structuredClone(value)
  const other = structuredClone(value)
  // the last character: a text that is not put together yet has to be
  const runs = [() => String(toJson(own)).at(-1), () => String(base(other)).at(-1)] as const
  try {
    runs[0]()
  } catch {
    return null
  }
  const speeds: [number[], number[]] = [[], []]
  for (const run of runs) speedOf(run, WARM_UP)
  for (let round = 0; round < ROUNDS; round++)
    for (const index of [0, 1] as const) speeds[index].push(speedOf(runs[index], MILLISECONDS))
  return undisturbed(speeds[0]) / undisturbed(speeds[1])
}

function speedOf(run: () => unknown, milliseconds: number): number {
  let count = 0
  const startedAt = performance.now()
  let elapsed = 0
  while (elapsed < milliseconds) {
    run()
    run()
    count += 2
    elapsed = performance.now() - startedAt
  }
  return count / elapsed
}

/** The median of the faster half: whatever else the machine does only ever makes a round slower. */
function undisturbed(speeds: readonly number[]): number {
  return speeds.toSorted((a, b) => b - a)[speeds.length >> 2] ?? Number.NaN
}

function examine({ size, record, ratio }: { size: RecordSize; record: LogRecord; ratio: number | null }): StructureRow {
  const { value, secrets } = record
  const row = { tool, size, bytes: JSON.stringify(value).length, ratio, secrets: secrets.length }
  if (ratio === null) return { ...row, leaked: 0, mutated: 'no' }
  const toJson = open(tool, size)
  const own = structuredClone(value)
  const output = String(toJson(own))
  const isChanged = JSON.stringify(own) !== JSON.stringify(value)
  return {
    ...row,
    leaked: secrets.filter((secret) => output.includes(secret)).length,
    mutated: isChanged ? 'yes' : isWrittenTo(toJson, value) ? 'restored' : 'no',
  }
}

/** Whether the value is written to on the way: frozen, such a tool throws or leaks. */
function isWrittenTo(toJson: ToJson, value: object): boolean {
  let isWritten = false
  const watch = (target: object): object =>
    new Proxy(target, {
      get(object, key, receiver) {
        const inner: unknown = Reflect.get(object, key, receiver)
        return typeof inner === 'object' && inner !== null && !isFixed(object, key) ? watch(inner) : inner
      },
      set(object, key, inner) {
        isWritten = true
        return Reflect.set(object, key, inner)
      },
    })
  try {
    toJson(watch(structuredClone(value)))
  } catch {
    // a tool that refuses proxies has been seen by the comparison before
  }
  return isWritten
}

function isFixed(object: object, key: PropertyKey): boolean {
  return Reflect.getOwnPropertyDescriptor(object, key)?.configurable === false
}
