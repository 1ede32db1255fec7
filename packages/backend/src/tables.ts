/** Columns of every table, as Kysely sees them. All stand in the schema `privacykit` and their keys start with (tenant, app). */
import type { PolicyDocument, Role, Subject } from '@privacykit/contract'
import type { ColumnType, Generated } from 'kysely'
import type { DeregistrationTables } from './deregistration-tables.ts'

/** Written as text so that PGlite and node-postgres agree; read as Date. */
type Instant = ColumnType<Date, Date | string, Date | string>

interface Scoped {
  tenant: string
  app: string
}

/** Every published version, forever. */
interface PolicyTable extends Scoped {
  version: string
  hash: string
  document: ColumnType<PolicyDocument, string, never>
  published_at: Instant
}

/** One row a person and generation; its lock orders the person's list. */
interface SubjectTable extends Scoped {
  kind: Subject['kind']
  id: string
  generation: number
  /** Highest position given out. */
  seq: Generated<number>
  /** `receivedAt` of the last record, so that time never goes back. */
  last_at: Instant
  erased: Generated<boolean>
  /** Found at sign-up among the tombstones of earlier generations. */
  suppressed: Generated<boolean>
  age_unknown: Generated<boolean>
}

/** The append-only list. */
interface RecordTable extends Scoped {
  kind: Subject['kind']
  subject_id: string
  generation: number
  seq: number
  id: string
  type: string
  role: Role
  principal: string | null
  /** The exact bytes that the commitment covers: RFC 8785 JSON of { app, record, subject, tenant }. */
  canonical: string
  salt: string
  commitment: string
  received_at: Instant
  effective_at: Instant
  clock: 'estimated' | 'received'
  /** Transaction that wrote it, as text; the feed's order. */
  xid: ColumnType<string, never, never>
}

/** A device belongs to one account for life; the row is written when both credentials were present. */
export interface LinkTable extends Scoped {
  device: string
  account: string
  generation: number
  mode: 'adopt' | 'deny-only'
  record_id: string
}

/** The core's tables; the deregistration's are declared beside it. */
interface CoreTables {
  policy: PolicyTable
  subject: SubjectTable
  record: RecordTable
  link: LinkTable
}

/** All tables. */
export interface Tables extends CoreTables, DeregistrationTables {}
