/**
 * Appends records. Requests that come while a statement is under way share the next one, so an idle backend adds no wait and a busy
 * one pays one round trip and one commit for many choices. The rules themselves stand in the database function.
 */
import { type ErrorCode, PrivacyError, type PrivacyRecord, type Role } from '@privacykit/contract'
import { canonicalRecord, commit } from './canonical.ts'
import type { KnownSubject } from './subject.ts'
import { mayRunAgain } from './transaction.ts'

/** One request's records of one subject; all of them are stored or none. */
export interface AppendGroup {
  tenant: string
  app: string
  subject: KnownSubject
  role: Role
  principal: string | null
  /** The author's clock when it sent this; null: `claimedAt` is not used. */
  sentAt: string | null
  records: readonly PrivacyRecord[]
}

/** A record's place in the list; of a repeated record, the place it got the first time. */
export interface Stored {
  id: string
  seq: number
  receivedAt: Date
  effectiveAt: Date
  clock: 'estimated' | 'received'
  commitment: string
}

export interface Appended {
  generation: number
  /** In the order of the request. */
  records: Stored[]
}

export interface Appender {
  /**
   * Throws `id-reused`, `unknown-replaces` (both with a pointer), `erased`, `foreign-subject`; then nothing of the group is stored.
   * `unavailable` leaves open whether it was stored; the same call again finds out.
   */
  append(group: AppendGroup): Promise<Appended>
}

/** Runs the append function once, in whatever transaction it stands: JSON of the groups in, JSON of the answers out. */
export type RunAppend = (groups: string, fixedNow: Date | null) => Promise<string>

type GroupAnswer = [failure: ErrorCode | null, index: number, generation: number, records: RecordAnswer[]]
type RecordAnswer = [seq: number, received: number, effective: number, estimated: boolean, commitment: string]

export interface AppenderOptions {
  run: RunAppend
  /** Statements under way at once. */
  parallel: number
  fixedNow(): Date | null
  /** Called after each commit that may have written. */
  onCommit(): void
}

/** Groups in one statement: enough to spread the commit's cost, few enough that PGlite does not hold up the process. */
const MOST_GROUPS = 64
const ATTEMPTS = 8

interface Waiting {
  group: AppendGroup
  encoded: string
  resolve(appended: Appended): void
  reject(error: unknown): void
}

export function createAppender(options: AppenderOptions): Appender {
  const waiting: Waiting[] = []
  let running = 0

  const pump = () => {
    while (running < options.parallel && waiting.length > 0) {
      running += 1
      void flush(waiting.splice(0, MOST_GROUPS), options).then(() => {
        running -= 1
        pump()
      })
    }
  }
  return {
    append(group) {
      return new Promise((resolve, reject) => {
        waiting.push({ group, encoded: encodeGroup(group), resolve, reject })
        pump()
      })
    },
  }
}

/** One group at once, for a caller that has its own transaction. Throws as `Appender.append`, and the database's own errors. */
export async function appendDirectly(run: RunAppend, group: AppendGroup, fixedNow: Date | null): Promise<Appended> {
  return readGroup(group, parseAnswers(await run(`[${encodeGroup(group)}]`, fixedNow))[0])
}

/** Never rejects: each waiting caller gets its own answer. */
async function flush(batch: Waiting[], options: AppenderOptions): Promise<void> {
  // one order for everybody, so that two processes cannot wait for each other's subjects
  batch.sort((one, other) => (orderOf(one.group) < orderOf(other.group) ? -1 : 1))
  try {
    const answers = parseAnswers(await options.run(`[${batch.map((each) => each.encoded).join()}]`, options.fixedNow()))
    options.onCommit()
    for (const [index, each] of batch.entries()) settle(each, answers[index])
  } catch (error) {
    if (batch.length > 1 && mayRunAgain(error)) for (const each of batch) await flushAlone(each, options)
    else if (batch.length === 1 && batch[0] !== undefined && mayRunAgain(error)) await flushAlone(batch[0], options)
    else for (const each of batch) each.reject(error)
  }
}

async function flushAlone(each: Waiting, options: AppenderOptions): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      const [answer] = parseAnswers(await options.run(`[${each.encoded}]`, options.fixedNow()))
      options.onCommit()
      return settle(each, answer)
    } catch (error) {
      if (!mayRunAgain(error) || attempt === ATTEMPTS) return each.reject(error)
    }
  }
}

function settle(each: Waiting, answer: GroupAnswer | undefined): void {
  try {
    each.resolve(readGroup(each.group, answer))
  } catch (error) {
    each.reject(error)
  }
}

function encodeGroup(group: AppendGroup): string {
  const { kind, id, generation } = group.subject
  return JSON.stringify({
    tenant: group.tenant,
    app: group.app,
    kind,
    id,
    generation,
    role: group.role,
    principal: group.principal,
    sentAt: group.sentAt,
    records: group.records.map((record) => encodeRecord(group, record)),
  })
}

function encodeRecord(group: AppendGroup, record: PrivacyRecord) {
  const canonical = canonicalRecord(group, record)
  const replaces = 'replaces' in record && record.replaces.length > 0 ? record.replaces : undefined
  return { id: record.id, type: record.type, canonical, claimedAt: record.claimedAt, replaces, ...commit(canonical) }
}

function parseAnswers(json: string): GroupAnswer[] {
  return JSON.parse(json) as GroupAnswer[] // as: our own function made it
}

function readGroup(group: AppendGroup, answer: GroupAnswer | undefined): Appended {
  if (answer === undefined) throw new PrivacyError('internal-error', 'The append function gave no answer.')
  const [failure, index, generation, records] = answer
  if (failure !== null) throw refusal(failure, index)
  return { generation, records: records.map((each, position) => toStored(group.records[position]?.id ?? '', each)) }
}

function toStored(id: string, [seq, received, effective, estimated, commitment]: RecordAnswer): Stored {
  const clock = estimated ? 'estimated' : 'received'
  return { id, seq, receivedAt: new Date(received), effectiveAt: new Date(effective), clock, commitment }
}

const ADVICE: Partial<Record<ErrorCode, string>> = {
  'id-reused': 'This id is stored with other bytes or for another subject: make a new id for a new record.',
  'unknown-replaces':
    'Replace only records that were read from this subject’s list; read it again, show it, ask again.',
  erased: 'This generation was erased: end the session; a new sign-up opens the next generation.',
  'foreign-subject': 'No such generation was opened: open the account first.',
}

function refusal(code: ErrorCode, index: number): PrivacyError {
  const pointers = code === 'id-reused' || code === 'unknown-replaces' ? [`/records/${index}`] : []
  return new PrivacyError(code, ADVICE[code] ?? 'The records were refused.', { pointers })
}

function orderOf({ tenant, app, subject }: AppendGroup): string {
  return JSON.stringify([tenant, app, subject.kind, subject.id])
}
