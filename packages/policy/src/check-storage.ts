/** What a policy declares to keep on a person's device. */
import { error, type Finding, warning } from './finding.ts'
import type { PolicyInput } from './policy.ts'
import { patternCovers, STORE_KINDS } from './store-pattern.ts'

/** Each store names one thing, once; one that two purposes share stays while either is open. */
export function storeFindings({ purposes }: PolicyInput): Finding[] {
  const declared = Object.entries(purposes).flatMap(([name, { stores = [] }]) =>
    stores.map((store, index) => {
      const kinds = STORE_KINDS.filter((kind) => store[kind] !== undefined)
      return { name, pointer: `/purposes/${name}/stores/${index}`, store, kinds }
    }),
  )
  const malformed = declared
    .filter(({ kinds }) => kinds.length !== 1)
    .map(({ pointer }) => error(pointer, 'Give exactly one of cookie, localStorage, sessionStorage, indexedDB.'))
  const catchAll = declared
    .filter(({ store, kinds }) => kinds.some((kind) => /^\**$/.test(store[kind] ?? '')))
    .map(({ pointer }) => error(pointer, 'This matches every name, or none. Name what the purpose keeps.'))
  const repeated = declared.flatMap((one, index) => declared.slice(0, index).flatMap((other) => overlap(one, other)))
  return [...malformed, ...catchAll, ...repeated]
}

interface Declared {
  readonly name: string
  readonly pointer: string
  readonly store: NonNullable<PolicyInput['purposes'][string]['stores']>[number]
}

function overlap(one: Declared, other: Declared): Finding[] {
  const isSame = STORE_KINDS.some((kind) => {
    const [a, b] = [one.store[kind], other.store[kind]]
    return a !== undefined && b !== undefined && (patternCovers(a, b) || patternCovers(b, a))
  })
  if (!isSame) return []
  if (one.name === other.name) return [warning(one.pointer, `Already declared at ${other.pointer}. Keep one of them.`)]
  if ((one.store.necessary === true) !== (other.store.necessary === true))
    return [
      error(
        one.pointer,
        `Declared at ${other.pointer} as well, and strictly necessary in one place only. Decide which.`,
      ),
    ]
  return [warning(one.pointer, `Declared at ${other.pointer} as well: it stays while either purpose is open.`)]
}
