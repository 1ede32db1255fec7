/** Keeps the two parts of a record in two tables of PostgreSQL, of which one role reads only one; a join leaves its trace with the read. */
import { PrivacyError } from '@privacykit/contract'
import type { Audit } from '../audit.ts'
import { type Column, columnsOf } from './column.ts'
import { type Exposure, exposuresOf } from './exposure.ts'
import { boxed, type Joined } from './join.ts'
import { type JoinPolicy, type JoinRequest, type JudgeOptions, judge } from './judge.ts'
import { migration } from './migration.ts'
import type { Claimed, FieldOf, NonPersonalPart, ObjectSchema, RecordOf } from './part.ts'
import type { Sql } from './sql.ts'
import { eraseAll, insertBoth, readJoined, readOther, type Tables, updateBoth } from './statement.ts'
import { tableNames } from './table-names.ts'
import { type Access, insertTrace, readTrail, trimTrail } from './trail.ts'

export type { Column } from './column.ts'
export type { Exposure } from './exposure.ts'
export type { Sql } from './sql.ts'
export type { Access } from './trail.ts'

/** Where the tables are, and on what a join is asked. */
export interface IsolatedTablesOptions<S extends ObjectSchema, W extends Claimed, P extends JoinPolicy>
  extends JudgeOptions<S, W, P> {
  /** Name of both tables; the trail of joins is called `<name>_access`. Up to 48 bytes. */
  name: string
  /**
   * A pool or PGlite, as the owner of the tables or a role with its rights. No connection inside a transaction: a rollback would take the trace of
   * a join with it.
   */
  client: Sql
  /**
   * Role that reads the non-personal part and nothing else; it is made without a login. Give it to those who count and report: `grant app_reader to
   * reporting`. The owner, superusers and members of `pg_read_all_data` read everything all the same.
   */
  reader: string
  /** Default `{ personal: 'personal', nonPersonal: 'app' }`. */
  schemas?: { personal: string; nonPersonal: string }
  /** Columns of your own. Needed for fields whose values JSON cannot carry (maps, bytes, results of a transform). */
  columns?: Readonly<Partial<Record<FieldOf<S>, Column>>>
  /** Gets the entry of each join as well, before the statement that writes the row and reads. */
  audit?: Audit
}

/** A request for a join, and who makes it. */
export interface TableJoinRequest<S extends ObjectSchema, P extends JoinPolicy, F extends FieldOf<S> = FieldOf<S>>
  extends JoinRequest<S, P, F> {
  /** Opaque id of the employee or the service that asks. */
  by: string
  /** Only the record under this key, as `insert` answered it. Default: every record of the person. */
  joinKey?: string
}

/** What runs in the app's own transaction, when it gives one. */
export interface InTransaction {
  tx?: Sql
}

/** The two tables. */
export interface IsolatedTables<S extends ObjectSchema, W extends Claimed, P extends JoinPolicy> {
  /**
   * Makes schemas, tables, role and rights, or adds what is new; safe to repeat. `invalid-option` when the role can come at the personal table all
   * the same: it owns it, is a superuser, or is a member of a role that may.
   */
  migrate(): Promise<void>
  /** Ways in that the catalogue shows; empty is good. Put it in a test of the deployed database. */
  exposures(): Promise<readonly Exposure[]>
  /** Stores both parts of a parsed record, or none. Answers the key; whoever stores it beside an account id undoes the isolation. */
  insert(record: RecordOf<S>, options: { subject: string } & InTransaction): Promise<string>
  /**
   * Changes fields of a person's records: of all, or of the one under `joinKey`. A field that is undefined or null is emptied. Answers the number of
   * records. It reads nothing and leaves no row in the trail; whether the change may be made is for the caller to ask, as with `insert`.
   */
  update(patch: Partial<RecordOf<S>>, options: { subject: string; joinKey?: string } & InTransaction): Promise<number>
  /** Rows of the non-personal part that have these values, in an order that says nothing. Nothing of the other part, not even the key. */
  readNonPersonal(where?: Partial<NonPersonalPart<S, W>>): Promise<NonPersonalPart<S, W>[]>
  /**
   * Decides, then writes the row of the trail and reads in one statement: there is no read without its trace. A refused one leaves its row too.
   * Errors as `createJoin` has them.
   */
  join<F extends FieldOf<S> = FieldOf<S>>(request: TableJoinRequest<S, P, F>): Promise<Joined<S, W, F>>
  /** Who wanted a person's data, and for what; oldest first. It is about the person and part of what they may ask for (GDPR Art. 15). */
  accesses(subject: string): Promise<Access[]>
  /** Drops rows of the trail from before a moment, when they have been kept long enough. Answers their number. */
  trimAccesses(before: Date): Promise<number>
  /**
   * Deletes the personal part of everything about a person, and gives the other part fresh keys that are stored nowhere else. Answers the number of
   * records. The trail stays. Until a vacuum the old rows are in the files, and in backups as long as those live.
   */
  erase(subject: string, options?: InTransaction): Promise<number>
  /**
   * Rewrites the non-personal table in the order of its random keys. New rows stand at its end, so a reader who knows when somebody came knows
   * which are theirs: let a job do this now and then. It locks the table while it runs.
   */
  shuffle(): Promise<void>
}

/**
 * Describes the two tables of a split schema. The reader's role has no right in the schema of the personal part, and none to the key. What it still
 * learns: names of all tables and columns, how many rows there are, and by looking twice, which rows are new.
 *
 * @throws PrivacyError `invalid-option` for names, fields and types that the database cannot keep
 * @example
 * const customers = createIsolatedTables({ name: 'customer', split: parts, client: pool, reader: 'app_reader', policy, decide: privacy.decide })
 * await customers.migrate()
 * await customers.insert(customer, { subject: 'u_81' })
 * const mine = await customers.join({ subject: 'u_81', purpose: 'orders', fields: ['email'], by: 'checkout' })
 */
export function createIsolatedTables<S extends ObjectSchema, W extends Claimed, P extends JoinPolicy>(
  options: IsolatedTablesOptions<S, W, P>,
): IsolatedTables<S, W, P> {
  const { name, split, client, reader, schemas = { personal: 'personal', nonPersonal: 'app' } } = options
  const names = tableNames({ name, reader, schemas })
  const given = (options.columns ?? {}) as Readonly<Record<string, Column>> // as: a column that is not there is not found
  const columns = { personal: columnsOf(split.personal.shape, given), other: columnsOf(split.nonPersonal.shape, given) }
  const tables: Tables = { names, ...columns }
  const exposures = () => exposuresOf(client, { names, reader, others: columns.other })
  return {
    exposures,
    async migrate() {
      await client.query(migration(names, columns))
      requireClosed(await exposures())
    },
    async insert(record, { subject, tx = client }) {
      const { joinKey, personal, nonPersonal } = split.divide(record)
      await insertBoth(tx, tables, { subject: named(subject), joinKey, personal, nonPersonal })
      return joinKey
    },
    async update(patch, { subject, joinKey = null, tx = client }) {
      const { personal, nonPersonal } = split.divide(patch as RecordOf<S>) // as: only fields that are there are looked at
      return updateBoth(tx, tables, { subject: named(subject), joinKey, personal, nonPersonal })
    },
    // as: the table's columns are the fields of that part
    readNonPersonal: async (where = {}) => (await readOther(client, tables, where)) as NonPersonalPart<S, W>[],
    async join(request) {
      const by = named(request.by)
      const { subject, joinKey = null } = request
      const { entry, label, fields, refused } = await judge(options, request)
      options.audit?.(entry)
      const trace = { entry, subject, by }
      if (refused === null) return boxed(await readJoined(client, tables, { trace, fields, joinKey }), label)
      const { text, values } = insertTrace(names, trace)
      await client.query(text, values)
      throw refused
    },
    accesses: (subject) => readTrail(client, names, named(subject)),
    trimAccesses: (before) => trimTrail(client, names, before),
    erase: (subject, { tx = client } = {}) => eraseAll(tx, tables, named(subject)),
    async shuffle() {
      await client.query(`cluster ${names.other} using ${names.keyIndex}`)
    },
  }
}

function requireClosed(exposures: readonly Exposure[]): void {
  const rights = exposures.filter(({ kind }) => kind === 'right').map(({ name }) => name)
  if (rights.length === 0) return
  throw new PrivacyError(
    'invalid-option',
    `Take another role as reader: this one may come at the personal part by ${rights.join(', ')}.`,
  )
}

function named(id: string): string {
  if (typeof id === 'string' && id !== '') return id
  throw new PrivacyError('invalid-option', 'Name the person, and whoever asks, by an opaque id.')
}
