/** The port to a database of the app: what a store must be able to do for a deregistration. */
import type { Identifier } from '@privacykit/contract'
import type { PolicyInput } from '@privacykit/policy'
import type { StoreHook } from './hook.ts'
import type { SqlClient } from './sql.ts'

/** A database of the app whose data map is known. `postgres()` makes one. */
export interface Store {
  /** Where the store's rows are; the first store's also holds outbox and fence unless `database` says otherwise. */
  readonly sql: SqlClient
  /**
   * Compares map, database and policy. Throws `invalid-option` on an unknown table, column, category or retention rule.
   * A column that nobody classified is an error, not an innocent column.
   */
  check(policy: PolicyInput): Promise<void>
  /** What the person can be recognised by, read now; empty when the row is gone or the store holds none. */
  identifiers(account: string): Promise<Identifier[]>
  /** Its hooks, named after the store: rows first, the account's own row last. */
  hooks(options: { name: string; policy: PolicyInput; now: () => Date }): Readonly<Record<string, StoreHook>>
  /** Deletes rows whose retention has ended and whose account is gone. Returns how many, by rule. */
  purge(policy: PolicyInput, at: Date): Promise<Readonly<Record<string, number>>>
}
