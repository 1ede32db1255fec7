/** When the person said what is in force, and how far that word got. */
import type { ShownRecord } from './port.ts'

/** `at`: the newest time among the records; the backend's where it is known, else the device's. */
export interface Said {
  readonly at: string
  readonly state: ShownRecord['state']
}

/** What the deciding records tell; null when none decided, or none is known here. */
export function saidIn(history: readonly ShownRecord[], recordIds: readonly string[]): Said | null {
  const wanted = new Set(recordIds)
  const found = history
    .filter(({ record }) => wanted.has(record.id))
    .map(({ record, stamp, state }) => ({ at: stamp?.effectiveAt ?? record.claimedAt, state }))
    .filter((said): said is Said => typeof said.at === 'string')
  return found.toSorted((a, b) => a.at.localeCompare(b.at)).at(-1) ?? null
}

/** Whether one of the deciding records was a yes against the browser's signal. */
export function saidAgainstSignal(history: readonly ShownRecord[], recordIds: readonly string[]): boolean {
  return history.some(({ record }) => record.overrides === 'gpc' && recordIds.includes(record.id))
}
