/** The duties about data itself: what counts as personal, what stays apart, and what becomes of a combination. Shown on both databases. */
import {
  type AuditEntry,
  assessUniqueness,
  box,
  combine,
  createSink,
  drop,
  isBox,
  nonPersonal,
  personal,
  type SinkReport,
} from '@privacykit/pii'
import { split } from '@privacykit/pii/isolation'
import { createIsolatedTables } from '@privacykit/pii/postgres'
import { erased, hook, type SqlClient } from '@privacykit/server'
import { newId } from '@privacykit/vault'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import * as z from 'zod'
import { DATABASES, type DutyApp, dutyPolicy, openDutyApp } from './support/duty-app.ts'

const memberSchema = z.object({
  name: personal(z.string(), 'user.name'),
  street: personal(z.string(), 'user.contact.address.street'),
  tea: nonPersonal(z.enum(['green', 'black'])),
})
const member = memberSchema.parse({ name: 'Ada', street: 'Road 1', tea: 'green' })

describe.each(DATABASES)('a duty about data on %s', (_, open) => {
  const reader = `duty_reader_${newId()
    .toLowerCase()
    .replaceAll(/[^a-z0-9]/g, '')}`
  let app: DutyApp
  let account: string
  const members = () =>
    createIsolatedTables({
      name: 'member',
      split: split(memberSchema),
      client: app.sql,
      reader,
      policy: dutyPolicy,
      decide: (subject, purpose, question) => app.privacy.decide(subject, purpose, question),
    })

  beforeAll(async () => {
    app = await openDutyApp(open)
    account = `u_${newId()}`
    await app.privacy.openAccount(account, { identifiers: [], contracts: ['orders'] })
    await members().migrate()
  })
  afterAll(async () => {
    await app?.sql.query(`drop owned by ${reader}`)
    await app?.sql.query(`drop role ${reader}`)
    await app?.stop()
  })

  it('D02: what points to a person only together with other data is held back together, and counted', () => {
    const country = personal(z.string(), 'user.contact.address.country', { kind: 'quasi' })
    const job = personal(z.string(), 'user.job_title', { kind: 'quasi' })
    const visit = z.object({ country, job, page: nonPersonal(z.string()) })
    const sent: unknown[] = []
    const reports: SinkReport[] = []
    const track = createSink('tally', {
      accepts: ['user.contact.address.country', 'user.job_title'],
      purpose: 'analytics',
      events: { visit },
      send: (_event, payload) => sent.push(payload),
      onWithheld: (report) => reports.push(report),
    })
    const people = [...Array(6).fill({ country: 'ID', job: 'potter' }), { country: 'ID', job: 'judge' }]
    const one = visit.parse({ country: 'ID', job: 'judge', page: '/' })

    // @ts-expect-error two together do not compile
    track('visit', one)
    track('visit', one, { jointly: 'both stand in the public profile' })
    const { smallest, suppressed, kept } = assessUniqueness(people, ['country', 'job'], { date: '2026-11-26' })

    expect(sent).toEqual([{ page: '/' }, one])
    expect(reports).toMatchObject([
      { withheld: [{ why: 'jointly-identifying' }, { why: 'jointly-identifying' }] },
      { withheld: [], jointly: 'both stand in the public profile' },
    ])
    expect({ smallest, suppressed, left: kept.length }).toEqual({ smallest: 1, suppressed: 1, left: 6 })
  })

  it('D05 (sinks): data that is accepted is accepted for a purpose, which is what the gate is asked about', () => {
    const asked: string[] = []
    const accepting = { accepts: ['user.device.cookie_id'], send: () => {} } as const

    createSink('tally', { ...accepting, purpose: 'analytics', allows: (purpose) => asked.push(purpose) > 0 })(
      'seen',
      {},
    )

    expect(() => createSink('tally', accepting)).toThrow(/name its purpose/)
    expect(asked).toEqual(['analytics'])
  })

  it('D06: the parts of a record are apart; who reads one is refused the other, and a join needs a purpose and leaves a trace', async () => {
    await members().insert(member, { subject: account })

    expect(await members().readNonPersonal()).toEqual([{ tea: 'green' }])
    await expect(asReader(app.sql, reader, 'select name from personal.member')).rejects.toMatchObject({ code: '42501' })
    expect(await asReader(app.sql, reader, 'select tea from app.member')).toEqual([{ tea: 'green' }])

    const joined = await members().join({ subject: account, purpose: 'orders', fields: ['name', 'tea'], by: 'packing' })
    const decision = await app.privacy.decide(account, 'orders', { categories: joined.label.categories })
    const opened = joined.reveal({ purpose: 'orders', decision, subjects: [account], audit: () => {} })

    expect(JSON.stringify(joined)).not.toContain('Ada')
    expect(opened).toEqual([{ name: 'Ada', tea: 'green' }])
    // the policy gives analytics no names, and does not know the reason at all
    const inVain = { subject: account, fields: ['name'], by: 'reports' } as const
    await expect(members().join({ ...inVain, purpose: 'analytics' })).rejects.toMatchObject({ code: 'not-allowed' })
    // @ts-expect-error a reason that the policy does not declare does not compile
    await expect(members().join({ ...inVain, purpose: 'curiosity' })).rejects.toMatchObject({ code: 'not-allowed' })
    expect(await members().accesses(account)).toMatchObject([
      { purpose: 'orders', allowed: true, by: 'packing' },
      { purpose: 'analytics', allowed: false, reason: 'undeclared-category', by: 'reports' },
      { purpose: null, allowed: false, reason: 'unknown-purpose', by: 'reports' },
    ])
  })

  it('D06: closing the account takes the personal part, and leaves rows that lead nowhere', async () => {
    const closing = `u_${newId()}`
    const worker = app.startProcess({
      hooks: {
        courier: hook({ erase: async () => erased(0), verify: async () => 0 }),
        members: hook({
          erase: async ({ account: of }) => erased(await members().erase(of)),
          verify: async ({ account: of }) =>
            rowsOf(app.sql, 'select 1 from personal.member where privacykit_subject = $1', of),
        }),
      },
    })
    await worker.openAccount(closing, { identifiers: [], contracts: ['orders'] })
    await members().insert(member, { subject: closing })
    const { requestId } = await worker.deregister(closing)
    app.pass(15)
    const finish = async () => {
      await worker.work()
      return (await worker.deregistration(requestId)).status
    }
    await expect.poll(finish, { timeout: 15_000 }).toBe('confirming')

    expect(await rowsOf(app.sql, 'select 1 from personal.member where privacykit_subject = $1', closing)).toBe(0)
    expect(await rowsOf(app.sql, 'select 1 from app.member')).toBe(2)
    await worker.close()
  })

  it('D07: what is combined with personal data is personal, and stops being so only where that is written down', () => {
    const entries: AuditEntry[] = []
    const audit = (entry: AuditEntry) => void entries.push(entry)
    const name = box('Ada', { categories: ['user.name'], subjects: [account] })
    const sent: unknown[] = []
    const track = createSink('tally', { send: (_event, payload) => sent.push(payload) })

    const together = combine({ name, screen: 'home' })
    // @ts-expect-error the combination does not compile at a sink
    track('seen', together)
    // @ts-expect-error nor does what is made of it
    track('seen', { length: together.map((record) => record.screen.length) })
    const rest = drop(together, ['name'], { reason: 'screen counts', audit })

    expect(isBox(together)).toBe(true)
    expect(JSON.stringify(together)).toBe('"[personal: user.name]"')
    expect(JSON.stringify(sent)).not.toMatch(/Ada|home/)
    expect(rest).toEqual({ screen: 'home' })
    expect(entries).toMatchObject([{ action: 'drop', categories: ['user.name'], reason: 'screen counts' }])
  })
})

/** Runs a statement with the rights of a role, and gives them back. */
async function asReader(sql: SqlClient, role: string, text: string): Promise<unknown[]> {
  if (sql.transaction !== undefined)
    return sql.transaction(async (tx) => {
      await tx.query(`set local role ${role}`)
      return (await tx.query(text)).rows
    })
  const lent = (await sql.connect?.()) as { query: SqlClient['query']; release(broken?: boolean): void } // as: the pool of the duty app
  try {
    await lent.query(`set role ${role}`)
    return (await lent.query(text)).rows
  } finally {
    lent.release(true) // a connection with another role is not lent again
  }
}

async function rowsOf(sql: SqlClient, text: string, ...params: unknown[]): Promise<number> {
  return (await sql.query(text, params)).rows.length
}
