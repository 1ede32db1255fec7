/** Writes the answer table after each change, and takes it back before one: a table that outlives what it was made of must deny. */
import { isFlagged } from '@privacykit/policy'
import type { Settings } from './engine-settings.ts'
import type { Snapshot, Store } from './store.ts'
import type { AnswerTable } from './table.ts'

/** The table of one client. */
export interface Tables {
  /** Before records change: should the page end in between, the next one opens nothing until its engine has looked. */
  doubt(): void
  /**
   * After records changed. `isHeard`: another tab changed something; then its table is only narrowed, so that two tabs that see things
   * differently do not write against each other for ever.
   */
  write(snapshot: Snapshot, isHeard: boolean): void
}

/** It is only a cache, so after this long the engine looks before anything opens. */
const LONGEST_MS = 30 * 86_400_000

/** A table is written again for its time alone only when this much of it is gone. */
const RENEW_MS = LONGEST_MS / 2

/** Creates the writer. */
export function createTables(settings: Settings, store: () => Store<string>): Tables {
  const { persistence, prefix, policy, options } = settings
  const key = `${prefix}table`
  const { cookie } = options
  const isHeeded = Object.values(policy.purposes).some(isFlagged)

  function tableOf(snapshot: Snapshot): AnswerTable {
    const now = new Date(settings.now()).getTime()
    return {
      v: 1,
      policy: policy.version,
      until: now + Math.min(store().sleep(LONGEST_MS), LONGEST_MS),
      made: now,
      gpc: snapshot.signals.gpc ? 1 : 0,
      ...(isHeeded ? {} : { deaf: 1 }),
      tag: store().subject().tag,
      region: settings.region ?? null,
      allowed: [...snapshot.allowed],
      grants: store().grants(),
      questions: snapshot.questions,
      decisions: snapshot.decisions,
      shown: snapshot.shown as AnswerTable['shown'], // as: every purpose is in it
    }
  }

  return {
    doubt() {
      // first away: where storage is full, writing fails and would leave the old one
      persistence.remove(key)
      persistence.write(key, '0')
      cookie?.write(null)
    },
    write(snapshot, isHeard) {
      if (!settings.live) return
      const text = persistence.read(key)
      if (!persistence.keys(prefix).some((name) => name !== key)) {
        // nothing is stored of this visitor, so nothing is kept about them either
        if (text !== null) persistence.remove(key)
        return
      }
      const stored = tableIn(text)
      const table = tableOf(snapshot)
      if (stored !== null && isHeard && (!isOfOneKind(stored, table) || isWithin(stored, table))) return
      if (stored !== null && facts(stored) === facts(table) && isFresh(stored, table)) return
      persistence.remove(key)
      persistence.write(key, JSON.stringify(table))
      cookie?.write(table)
    },
  }
}

function isOfOneKind(a: AnswerTable, b: AnswerTable): boolean {
  const kind = ({ policy, gpc, tag, region }: AnswerTable) => JSON.stringify([policy, gpc, tag, region])
  return kind(a) === kind(b)
}

const isWithin = (narrow: AnswerTable, wide: AnswerTable): boolean =>
  narrow.allowed.every((name) => wide.allowed.includes(name)) &&
  narrow.grants.every((name) => wide.grants.includes(name))

const facts = (table: AnswerTable): string => JSON.stringify({ ...table, made: 0, until: 0 })

const isFresh = (stored: AnswerTable, next: AnswerTable): boolean =>
  stored.made <= next.made && stored.until <= next.until && stored.until > next.until - RENEW_MS

/** Only compared, never believed. */
function tableIn(text: string | null): AnswerTable | null {
  try {
    const table = JSON.parse(text ?? 'null') as AnswerTable | null // as: the version is checked in the next line
    return table?.v === 1 ? table : null
  } catch {
    return null
  }
}
