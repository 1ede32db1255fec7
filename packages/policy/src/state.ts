/** What `fold` makes of records: the same set, sorted into registers and types. It holds no decision and no policy. */
import type { ListedRecord, PrivacyRecord, RecordOf, RecordType, Stamp } from '@privacykit/contract'

/**
 * A register of what a person (or guardian) said: about a purpose (choices and objections together), about all direct marketing, or a
 * guardian's approval for a purpose.
 */
export type Register = `purpose:${string}` | `approval:${string}` | 'direct-marketing'

/** A readable record in a state. */
export interface Entry<R extends PrivacyRecord = PrivacyRecord> {
  readonly record: R
  readonly stamp?: Stamp | undefined
  /**
   * In an account's list: `own`; `adopted` from a linked device; or `foreign`, a device's record of which only denials count.
   * In a device's own list everything is `own`.
   */
  readonly origin: 'own' | 'adopted' | 'foreign'
}

/** The folded list. Equal sets of records make equal states, in whatever order they came. */
export interface State {
  /** Instant up to which records were considered; null: all that there are, which means the present. */
  readonly knownAt: string | null
  /** Ids of records that this version cannot read. */
  readonly unreadable: readonly string[]
  /** Readable records by type, in the backend's order. */
  readonly entries: ReadonlyMap<RecordType, readonly Entry[]>
  /** Choices, objections and approvals by register. */
  readonly registers: ReadonlyMap<Register, readonly Entry[]>
  /** Ids of records that stay superseded although what replaced them was dropped. */
  readonly superseded: ReadonlySet<string>
  /** The records themselves, for merging and for judging a past moment. */
  readonly records: readonly ListedRecord[]
}

/** The entries of one type, in the backend's order. */
export function entriesOf<T extends RecordType>(state: State, type: T): readonly Entry<RecordOf<T>>[] {
  const filed: readonly Entry[] = state.entries.get(type) ?? []
  return filed as unknown as readonly Entry<RecordOf<T>>[] // as: fold files each record under its own type
}
