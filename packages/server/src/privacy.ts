/** `createPrivacy`: the app server's side, in one object. */
import type {
  AppendReply,
  Decision,
  Deregistration,
  DeregistrationPreview,
  OpenAccountReply,
  PrivacyRecord,
} from '@privacykit/contract'
import type { AnySchema } from '@privacykit/pii'
import type { PolicyInput, PurposeName } from '@privacykit/policy'
import type * as z from 'zod/mini'
import { createOpenAccount, type OpenAccountOptions } from './account.ts'
import type { CheckOptions } from './consent.ts'
import type { DeregisterOptions } from './deregistration.ts'
import { createDisclose, type Disclosed, type DisclosureOptions } from './disclosure.ts'
import type { Fence } from './fence.ts'
import { type PrivacyOptions, requireSoundOptions } from './options.ts'
import { makeParts } from './parts.ts'
import type { Author } from './records.ts'
import type { Sql } from './sql.ts'
import { type RequestFacts, type SubjectRef, toSubject } from './subject.ts'
import type { WorkOptions } from './work.ts'

/** The subject of a request, with what the request says about place and signals; pass it to the checks. */
export type RequestSubject = Exclude<SubjectRef, string> & RequestFacts

/** The app server's side of PrivacyKit. */
export interface Privacy<P extends PolicyInput = PolicyInput> {
  /** Answers the browser-facing routes; mount it under `prefix`. Never throws. */
  fetch(request: Request): Promise<Response>
  /** Account of the session, else the device; null for a visitor who has said nothing. Throws `erased` for the session of an erased account. */
  subjectOf(request: Request): Promise<RequestSubject | null>
  /** Whether a purpose may do it, now. Never throws for an answer; what is not known is no. */
  allows(subject: SubjectRef, purpose: PurposeName<P>, options?: CheckOptions): Promise<boolean>
  /** The same with its reason. */
  decide(subject: SubjectRef, purpose: PurposeName<P>, options?: CheckOptions): Promise<Decision>
  /** Throws `not-allowed` or `erased`; for an account it looks at the fence too, and with `tx` an erasure waits for that transaction. */
  guard(subject: SubjectRef, purpose: PurposeName<P>, options?: CheckOptions & { tx?: Sql }): Promise<void>
  /** Opens an account before its first data is written; safe to repeat. Keep `generation` in the session. */
  openAccount(
    account: string,
    options: OpenAccountOptions & { contracts?: readonly PurposeName<P>[] },
  ): Promise<OpenAccountReply>
  /** Appends records (contract, notice, jurisdiction, …); all or none, safe to repeat with the same ids. `role-not-allowed`, `insufficient-scope`. */
  append(subject: SubjectRef, records: readonly PrivacyRecord[], options?: Author): Promise<AppendReply>
  /**
   * Filters data for a recipient, decides, records, and answers what may be sent: fields whose category the recipient and the purpose both
   * declare, and non-personal ones. Throws `not-allowed`, also when nothing personal is left, and `erased`.
   */
  disclose<S extends AnySchema, D extends z.core.input<S> | z.core.output<S>>(
    subject: SubjectRef,
    options: DisclosureOptions<S, D> & { purpose: PurposeName<P> },
  ): Promise<Disclosed<D>>
  /** What closing the account would erase and keep. */
  preview(account: string, options?: { generation?: number }): Promise<DeregistrationPreview>
  /**
   * Closes an account. With `tx` the request is part of that transaction; without, it is stored and sent at once.
   * `stale-session` when `authTime` is given and too old; `id-reused` when the request id is another account's.
   */
  deregister(account: string, options?: DeregisterOptions): Promise<{ requestId: string; undoUntil: string }>
  /** Status of a request. `not-found`. */
  deregistration(requestId: string): Promise<Deregistration>
  /** Undoes a request of that account in its time. `foreign-subject`, `undo-period-over`, `not-found`. */
  cancel(account: string, requestId: string): Promise<Deregistration>
  /**
   * What the subject's withdrawals and objections started, oldest first: status, what goes, what stays for whom, steps, proof.
   * Each is on its way within a second where `work()` runs.
   */
  withdrawals(subject: SubjectRef): Promise<Deregistration[]>
  /** Against writes that come after an erasure has begun. */
  readonly fence: Fence
  /** Sends requests, runs steps, follows changes: until `signal` is aborted, or one pass without. Runs in as many processes as you like. */
  work(options?: WorkOptions): Promise<void>
  /** Compares data map, database and policy. `invalid-option` with everything that does not fit. */
  check(): Promise<void>
  /** Makes or updates PrivacyKit's tables in the app's databases, then checks the data map. Safe to repeat. */
  migrate(): Promise<void>
  /** Ends `work` and waits for it. The app's own connections stay open. */
  close(): Promise<void>
}

/**
 * The app server's side of PrivacyKit. Creating it does nothing yet: call `migrate()` once at start, mount `fetch`, and run `work()`.
 * Throws `invalid-option` when an option is wrong, when hooks wait for each other, or when a hook's name is taken twice.
 *
 * @example
 * ```ts
 * const privacy = createPrivacy({
 *   policy,
 *   backend: { url: 'http://127.0.0.1:4400', key },
 *   session: async (request) => findSession(request),
 *   stores: { main: postgres(pool, map) },
 *   hooks: { billing: hook({ after: ['main'], erase: async ({ account }) => erased(await forget(account)) }) },
 * })
 * await privacy.migrate()
 * app.all('/api/privacy/*', (context) => privacy.fetch(context.req.raw))
 * void privacy.work({ signal })
 * ```
 */
export function createPrivacy<const P extends PolicyInput>(options: PrivacyOptions<P>): Privacy<P> {
  requireSoundOptions(options)
  const parts = makeParts(options)
  const { append, checks, deregistrations, identify } = parts
  const ending = new AbortController()
  const running = new Set<Promise<void>>()
  return {
    fetch: parts.handle,
    async subjectOf(request) {
      const subject = await identify.subjectOf(request)
      if (subject === null) return null
      const facts = parts.facts.of(request)
      if (subject.kind === 'device') return { device: subject.secret, ...facts }
      return {
        account: subject.id,
        ...facts,
        ...(subject.generation === undefined ? {} : { generation: subject.generation }),
      }
    },
    allows: checks.allows,
    decide: checks.decide,
    guard: checks.guard,
    openAccount: createOpenAccount(parts),
    append: (subject, records, { role = 'app', principal } = {}) =>
      append(toSubject(subject), { role, records, ...(principal === undefined ? {} : { principal }) }),
    disclose: createDisclose(parts),
    preview: deregistrations.preview,
    deregister: deregistrations.deregister,
    deregistration: deregistrations.status,
    cancel: deregistrations.cancel,
    withdrawals: async (subject) => (await parts.call('listWithdrawals', { subject: toSubject(subject) })).withdrawals,
    fence: parts.fence,
    work(workOptions = {}) {
      const { signal } = workOptions
      const working = parts.work(
        signal === undefined ? workOptions : { ...workOptions, signal: AbortSignal.any([signal, ending.signal]) },
      )
      const settled = working.catch(() => undefined) // whoever called work() gets the error; close() only waits
      running.add(settled)
      void settled.then(() => running.delete(settled))
      return working
    },
    check: parts.check,
    migrate: parts.migrate,
    async close() {
      ending.abort()
      await Promise.all(running)
    },
  }
}
