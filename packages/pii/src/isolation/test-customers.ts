/** For tests: customers in two tables, of which two are there before each test. */
import { beforeAll, beforeEach } from 'vitest'
import * as z from 'zod'
import { nonPersonal, personal } from '../tag.ts'
import { createIsolatedTables } from './postgres.ts'
import { split } from './split.ts'
import type { Sql } from './sql.ts'
import { describeDatabases, select, type TestDatabase } from './test-databases.ts'

export const JANE = 'jane@example.test'
export const schema = z.object({
  email: personal(z.string(), 'user.contact.email'),
  name: personal(z.string(), 'user.name').nullable(),
  plan: nonPersonal(z.enum(['free', 'pro'])),
  spent: nonPersonal(z.number()),
})
export const policy = {
  purposes: { orders: { data: ['user.contact.email', 'user.name'] }, news: { data: ['user.contact.email'] } },
} as const
export const jane = schema.parse({ email: JANE, name: 'Jane', plan: 'pro', spent: 12.5 })
export const bob = schema.parse({ email: 'bob@example.test', name: null, plan: 'free', spent: 0 })
/** Grounds to open a box, but for the persons. */
export const open = { purpose: 'orders', decision: { allowed: true, reason: 'contract' }, audit: () => {} }
/** What PostgreSQL says to those who may not. */
export const denied = { code: '42501' }

interface TestCustomers {
  target: TestDatabase
  reader: () => string
  /** Of the next decision. */
  verdict: { allowed: boolean; reason: string }
  tables: (sql?: Sql) => ReturnType<typeof tablesOf>
  owner: (text: string) => Promise<Record<string, unknown>[]>
  asReader: (text: string) => Promise<Record<string, unknown>[]>
}

/** Runs a suite over customers in PGlite and in PostgreSQL. */
export function describeCustomers(title: string, suite: (customers: TestCustomers) => void): void {
  describeDatabases(title, (target) => {
    let reader = ''
    const customers: TestCustomers = {
      target,
      reader: () => reader,
      verdict: { allowed: true, reason: 'contract' },
      tables: (sql = target.sql) => tablesOf({ sql, reader, decide: () => customers.verdict }),
      owner: (text) => select(target.sql, text),
      asReader: (text) => target.as(reader, (sql) => select(sql, text)),
    }
    beforeAll(async () => {
      reader = target.newRole()
      await customers.tables().migrate()
    })
    beforeEach(async () => {
      customers.verdict = { allowed: true, reason: 'contract' }
      for (const table of ['personal.customer', 'personal.customer_access', 'app.customer'])
        await target.sql.query(`truncate ${table}`)
      await customers.tables().insert(jane, { subject: 'u_jane' })
      await customers.tables().insert(bob, { subject: 'u_bob' })
    })
    suite(customers)
  })
}

function tablesOf({ sql, reader, decide }: { sql: Sql; reader: string; decide: () => TestCustomers['verdict'] }) {
  return createIsolatedTables({ name: 'customer', split: split(schema), client: sql, reader, policy, decide })
}
