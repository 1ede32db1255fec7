/** All migrations in order; forward only, plain objects, so that they travel inside the bundle. A released one never changes. */
import type { Migration } from 'kysely/migration'
import { records } from './0001-records.ts'
import { deregistration } from './0002-deregistration.ts'
import { withdrawal } from './0003-withdrawal.ts'

export const migrations: Record<string, Migration> = {
  '0001-records': records,
  '0002-deregistration': deregistration,
  '0003-withdrawal': withdrawal,
}
