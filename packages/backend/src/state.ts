/** The endpoint that hands out a subject's list. */
import { PrivacyError, type SubjectState } from '@privacykit/contract'
import { policyInForce } from '@privacykit/policy'
import { sql } from 'kysely'
import type { Context, Handlers } from './context.ts'
import { signReceipts } from './receipt.ts'
import { type ListRow, readList, toListedRecord } from './record-list.ts'
import { findSubject, type KnownSubject, type SubjectRow } from './subject.ts'

/** A subject as it stands in the database; `row` null: nothing was ever stored. */
export interface SubjectReading {
  row: SubjectRow | null
  generation: number
  /** The subject's own records first. */
  list: ListRow[]
  /** Taken before the list was read, so the list is never older. */
  asOf: string
}

/** Throws `foreign-subject` for a generation that was never opened. Erased ones are read like any other: little is left of them. */
export async function readSubject(subject: KnownSubject, context: Context): Promise<SubjectReading> {
  const { db, tenant, app } = context
  const asOf = await readClock(context)
  const row = await findSubject(db, { tenant, app, subject })
  const generation = subject.generation ?? row?.generation ?? 1
  if (generation > (row?.generation ?? 1)) {
    throw new PrivacyError('foreign-subject', 'No such generation was opened: open the account first.')
  }
  const list = row === null ? [] : await readList(db, { tenant, app, subject, generation })
  return { row, generation, list, asOf }
}

/** Throws `erased`. */
export function requireAlive({ row, generation }: SubjectReading): void {
  if (row === null || (!row.erased && generation === row.generation)) return
  throw new PrivacyError(
    'erased',
    'This generation was erased: end the session; a new sign-up opens the next generation.',
  )
}

export const stateHandlers: Handlers<'readState'> = {
  async readState({ subject, query }, context): Promise<SubjectState> {
    const reading = await readSubject(subject, context)
    requireAlive(reading)
    const { row, generation, list, asOf } = reading
    const own = list.filter((each) => each.kind === subject.kind)
    return {
      kind: subject.kind,
      generation,
      records: list.map(toListedRecord),
      ...(isAsked(query.receipts) && { receipts: await signReceipts(own, context) }),
      asOf,
      seq: own.at(-1)?.seq ?? 0,
      policyVersion: policyInForce(await context.policies.list(context), asOf)?.version ?? null,
      flags: { suppressed: row?.suppressed ?? false, ageUnknown: row?.ageUnknown ?? false },
    }
  },
}

async function readClock({ db, fixedNow }: Context): Promise<string> {
  const fixed = fixedNow()
  if (fixed !== null) return fixed.toISOString()
  const { rows } = await sql<{ now: Date }>`select clock_timestamp() as now`.execute(db)
  const [row] = rows
  if (row === undefined) throw new TypeError('The database gave no time.')
  return row.now.toISOString()
}

function isAsked(value: string | undefined): boolean {
  return value !== undefined && value !== '0' && value !== 'false'
}
