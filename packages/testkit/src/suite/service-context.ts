/** How the service suite reaches a backend, and the policy that it publishes there. */
import type { PolicyDocument, PrivacyRecord, SubjectState } from '@privacykit/contract'
import { newId } from '../bytes.ts'
import { fixturePolicy } from '../fixture-policy.ts'
import { ask, type CallOptions, type Target } from './call.ts'

/**
 * A backend under test. The suite publishes policies, declares hooks and closes accounts: give it an app of its own, never one
 * that serves people.
 */
export interface ServiceContext {
  /** `backend.fetch`, or the global `fetch` for a backend behind a URL. */
  fetch: (request: Request) => Promise<Response>
  /** The app that the key names. */
  app: string
  /** Service key with every scope. */
  key: string
  /** Where the backend stands, without a trailing slash. Default `http://privacy.test`, for a `fetch` in process. */
  origin?: string
  /** Service key of the same app with the scope `read` alone. */
  readKey?: string
  /** Service key of another app or tenant, with every scope. */
  otherKey?: string
}

/** The suite's target, with `key` or another one. */
export function targetOf(context: ServiceContext, key: string | null = context.key): Target {
  const { origin = 'http://privacy.test', fetch } = context
  return { fetch, base: origin, headers: key === null ? {} : { authorization: `Bearer ${key}` } }
}

/** `fixturePolicy` under the app's id; the same in every run, so that a run can be repeated. */
export function suitePolicy(context: ServiceContext): PolicyDocument {
  return { ...fixturePolicy, app: context.app }
}

/** The target with `suitePolicy` published. */
export async function publishedTarget(context: ServiceContext): Promise<Target> {
  const target = targetOf(context)
  await ask(target, 'publishPolicy', { body: { policy: suitePolicy(context) } })
  return target
}

/** Publishes a fresh version with these times for closing an account; from now on it is in force. */
export async function publishTimes(
  context: ServiceContext,
  deregistration: { undoDays: number; residualCheckDays: number },
): Promise<Target> {
  const target = await publishedTarget(context)
  const policy = { ...suitePolicy(context), version: `conform-${newId()}`, deregistration }
  await ask(target, 'publishPolicy', { body: { policy } })
  return target
}

/** An opaque account id that nobody has used. */
export function newAccount(): string {
  return `conform-${newId()}`
}

/** Appends records for a subject as itself; the reply is checked. */
export function appendAs(target: Target, subject: CallOptions, records: readonly PrivacyRecord[]) {
  const body = { records, sentAt: new Date().toISOString() }
  return ask(target, 'appendRecords', { role: 'subject', ...subject, body })
}

/** Ids of a subject's list, in its order. */
export function idsOf(state: Pick<SubjectState, 'records'>): string[] {
  return state.records.map(({ record }) => record.id)
}
