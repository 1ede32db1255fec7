/** Sends what was stored. The record is the queue entry: losing a tab, a network or an answer loses no choice. */
import type { AppendBody, AppendReply, PrivacyRecord, Receipt } from '@privacykit/contract'
import { PrivacyError } from '@privacykit/contract/error'
import { buildCall, type Call, type Credential, type Fetch, sendOnce } from './api.ts'
import { nextBatch } from './batch.ts'
import { accountIdOf, type Entries, type Entry } from './entries.ts'
import { toPrivacyError, type Verdict, verdictOf } from './errors.ts'
import { listen, type Page, readMember } from './page.ts'
import { stampOf } from './receipt.ts'
import type { Subjects } from './subject.ts'

/** What the outbox works with. */
export interface OutboxOptions {
  /** Null: device-only, nothing is ever sent. */
  endpoint: string | null
  fetch: Fetch
  page: Page | null
  prefix: string
  entries: Entries
  subjects: Subjects
  /** The author's clock, as an instant. */
  at(): string
  newId(): string
  /** Time for another attempt, after a pause or when the network is back. */
  retry(): void
  /** Records changed their state; `receipts` are new ones. */
  changed(entries: Entry[], receipts: Receipt[]): void
}

/** The queue of what the backend has not acknowledged. */
export interface Outbox {
  /**
   * Sends stored records in the caller's own task. Resolves with their receipts; rejects with the `PrivacyError` that ended an
   * attempt for good; stays pending as long as there is hope. Device-only: resolves at once with none.
   */
  submit(ids: readonly string[]): Promise<Receipt[]>
  /** Sends what is waiting, one tab at a time. `devicesOnly`: nothing that needs a session. Never rejects. */
  drain(options?: { devicesOnly?: boolean }): Promise<void>
  /** Sends what is waiting for a subject in this task, without waiting for the answer. */
  flush(tag: string): Promise<void>
  /** Another tab did something, and perhaps got receipts. */
  hear(receipts: readonly Receipt[]): void
  /** Whose session it is has just been found out: this subject's. What waited from earlier pages may be sent. */
  verify(tag: string): void
  /** Somebody signed in: what was set aside for want of a session may go again, once it is known who. */
  unpark(): void
  /** Rejects what can never be sent any more. */
  giveUp(ids: readonly string[]): void
  /** What the last attempt failed with; null after a success. */
  lastError(): PrivacyError | null
  close(): void
}

interface Waiter {
  resolve(receipt: Receipt): void
  reject(error: PrivacyError): void
}

const FIRST_PAUSE_MS = 2_000
const LONGEST_PAUSE_MS = 900_000

/** What the outbox lets its slower half (`drain.ts`, loaded when needed) do. */
export interface Queue extends Pick<OutboxOptions, 'fetch' | 'entries' | 'subjects' | 'newId'> {
  /** Null: this subject's records cannot be sent from here now. */
  credentialOf(tag: string): Credential | null
  callFor(batch: readonly Entry[], credential: Credential, keepalive: boolean): Call
  acknowledge(batch: readonly Entry[], reply: AppendReply, credential: Credential): void
  /** Notes a failure, and says what it means for the batch. */
  fail(batch: readonly Entry[], error: PrivacyError): Verdict
  abandon(id: string, error: PrivacyError): void
  /** A record was written anew under another id. */
  moveWaiter(from: string, to: string): void
  /** Ids of records that somebody here waits for. */
  awaited(): string[]
  isParked(tag: string): boolean
  isVerified(tag: string): boolean
  /** Ends when the first attempts that are under way have ended. */
  underWay(): Promise<unknown>
}

/** Creates the outbox of one client. */
export function createOutbox(options: OutboxOptions): Outbox {
  const { endpoint, fetch, page, prefix, entries, subjects } = options
  const waiters = new Map<string, Waiter>()
  const parked = new Set<string>()
  const verified = new Set<string>()
  const writtenHere = new Set<string>()
  /** By device's tag: the secret under which this tab last stored something. */
  const storedUnder = new Map<string, string>()
  const sending = new Set<Promise<unknown>>()
  let lastError: PrivacyError | null = null
  let failures = 0
  let timer: ReturnType<typeof setTimeout> | undefined
  let draining: Promise<void> = Promise.resolve()
  let closed = false

  function credentialOf(tag: string): Credential | null {
    const subject = subjects.current()
    if (subject.kind === 'account' && tag === subject.tag)
      return { kind: 'account', account: accountIdOf(entries.server(tag)) }
    const secret = subjects.secretOf(tag)
    const device = subjects.cookieDevice(tag)
    if (secret === null && device === null) return null
    return {
      kind: 'device',
      secret: secret ?? undefined,
      device: device ?? undefined,
      withoutSession: tag !== subject.tag,
    }
  }

  function callFor(batch: readonly Entry[], credential: Credential, keepalive: boolean) {
    const records = batch.map(({ record }) => record as PrivacyRecord) // as: nextBatch takes only records that were written here
    const body: AppendBody = { records, sentAt: options.at() }
    return buildCall<'browserAppend'>(endpoint ?? '', { path: '/records', credential, body, keepalive })
  }

  function acknowledge(batch: readonly Entry[], reply: AppendReply, { kind, secret }: Credential): void {
    const receipts = Array.isArray(reply.receipts) ? reply.receipts : []
    const named = new Map(receipts.map((receipt) => [receipt.recordId, receipt]))
    if (!batch.every(({ record }) => named.has(record.id)))
      throw new TypeError('an acknowledgement does not name every record of its request')
    const stored: Entry[] = []
    for (const { record } of batch) {
      const [receipt, entry] = [named.get(record.id), entries.get(record.id)]
      // a sign-out may have taken it from the device meanwhile
      if (receipt === undefined || entry === null) continue
      const { code: _, ...kept } = entry
      const stamp = stampOf(receipt, reply.generation, { kind, id: entry.tag })
      stored.push({ ...kept, state: 'stored', stamp })
    }
    for (const entry of stored) {
      entries.put(entry)
      if (secret !== undefined) storedUnder.set(entry.tag, secret)
    }
    lastError = null
    failures = 0
    settleWaiters(receipts)
    options.changed(stored, receipts)
    reunite()
  }

  /**
   * Two tabs that speak in the same moment may each make the device's secret, and storage keeps one. What went out under the other is
   * offered anew to the device that stays: reading its list shows that it lacks it.
   */
  function reunite(): void {
    for (const [tag, secret] of storedUnder) {
      if (secret === (subjects.secretOf(tag) ?? secret)) continue
      storedUnder.delete(tag)
      options.retry()
    }
  }

  function settleWaiters(receipts: readonly Receipt[]): void {
    for (const receipt of receipts) {
      waiters.get(receipt.recordId)?.resolve(receipt)
      waiters.delete(receipt.recordId)
    }
  }

  function abandon(id: string, error: PrivacyError): void {
    waiters.get(id)?.reject(error)
    waiters.delete(id)
  }

  function fail(batch: readonly Entry[], error: PrivacyError): Verdict {
    lastError = error
    const verdict = verdictOf(error)
    if (verdict === 'retry') schedule()
    if (verdict === 'park') {
      for (const { record, tag } of batch) {
        parked.add(tag)
        abandon(record.id, error)
      }
    }
    options.changed([], [])
    return verdict
  }

  function schedule(): void {
    if (closed || timer !== undefined) return
    const pause = Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 4 ** failures)
    failures += 1
    timer = setTimeout(
      () => {
        timer = undefined
        options.retry()
      },
      pause * (0.5 + Math.random() / 2),
    )
  }

  const queue: Queue = {
    ...{ fetch, entries, subjects, newId: options.newId, credentialOf, callFor, acknowledge, fail, abandon },
    moveWaiter(from, to) {
      const waiter = waiters.get(from)
      if (waiter !== undefined) waiters.set(to, waiter)
      waiters.delete(from)
    },
    awaited: () => [...waiters.keys()],
    isParked: (tag) => closed || parked.has(tag),
    isVerified: (tag) => verified.has(tag),
    underWay: () => Promise.allSettled([...sending]),
  }

  const outbox: Outbox = {
    submit(ids) {
      if (endpoint === null) return Promise.resolve([])
      const receipts = ids.map((id) => new Promise<Receipt>((resolve, reject) => waiters.set(id, { resolve, reject })))
      const saved = Promise.all(receipts)
      saved.catch(() => undefined) // the failure is in status() as well; nobody has to await `saved`
      const { tag } = subjects.current()
      parked.delete(tag)
      for (const id of ids) writtenHere.add(id)
      void outbox.flush(tag)
      return saved
    },
    async flush(tag) {
      const credential = credentialOf(tag)
      const batch = nextBatch(entries.all(), tag)
      if (endpoint === null || credential === null || batch.length === 0) return
      // a session may have changed hands since an earlier page wrote it; then it is not this person's word
      const isOurs = verified.has(tag) || batch.every(({ record }) => writtenHere.has(record.id))
      if (credential.kind === 'account' && !isOurs) return options.retry()
      const sent = sendOnce<'browserAppend'>(fetch, callFor(batch, credential, true))
        .then((reply) => acknowledge(batch, reply, credential))
        .then(() => nextBatch(entries.all(), tag).length > 0)
        .catch((thrown) => fail(batch, toPrivacyError(thrown)) === 'final')
      sending.add(sent)
      const more = await sent
      sending.delete(sent)
      if (more) await outbox.drain()
    },
    drain({ devicesOnly = false } = {}) {
      const isIdle = waiters.size === 0 && !entries.all().some(({ state }) => state === 'pending')
      if (endpoint === null || closed || isIdle) return draining
      clearTimeout(timer)
      timer = undefined
      const locks = readMember(page, 'navigator')?.locks
      const all = async () => (await import('./drain.ts')).drainAll(queue, devicesOnly)
      // one after the other: what came while a drain was under way may have been too late for it
      draining = draining
        .then(() => (locks === undefined ? all() : locks.request(`${prefix}outbox`, all)))
        .catch(() => schedule()) // a lock that was taken away, or a chunk that did not load; the records are still there
      return draining
    },
    hear(receipts) {
      settleWaiters(receipts)
      reunite()
    },
    verify: (tag) => void verified.add(tag),
    unpark() {
      parked.clear()
      verified.clear()
    },
    giveUp(ids) {
      const error = new PrivacyError(
        'missing-credential',
        'The session ended before this was sent. Call signedOut() before ending it.',
      )
      for (const id of ids) abandon(id, error)
    },
    lastError: () => lastError,
    close() {
      closed = true
      clearTimeout(timer)
      unlisten()
    },
  }
  const unlisten = listen(page, ['online'], () => options.retry())
  return outbox
}
