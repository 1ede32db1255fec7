/** How the browser suite reaches an app. */
import type { PrivacyRecord } from '@privacykit/contract'
import { ask, type CallOptions, type Target } from './call.ts'

/** Headers of a signed-in browser. `authTime`: instant of the sign-in, default now. */
export type SignIn = (account: string, options?: { authTime?: string }) => Promise<Readonly<Record<string, string>>>

/** An app under test, which obeys `fixturePolicy`. The suite signs accounts up and closes them: give it an app of its own. */
export interface BrowserContext {
  /** `privacy.fetch`, the fake's, or the global `fetch` of Node; a page's own cannot send the headers that the suite forges. */
  fetch: (request: Request) => Promise<Response>
  /** Origin of the app. Default `https://app.test`. */
  origin?: string
  /** Path of the routes. Default `/api/privacy`. */
  prefix?: string
  /** Signs an account in, opening it when it is new or erased, and returns the headers of its session. */
  signIn?: SignIn
  /** Brings deregistrations whose undo period is over to their end: runs the app's worker, moves its clock. */
  closeAccounts?: () => Promise<void>
}

/** The app's own pages: same origin, like a browser says it. */
export function browserTarget({ fetch, origin = 'https://app.test', prefix = '/api/privacy' }: BrowserContext): Target {
  return { fetch, base: `${origin}${prefix}`, headers: { origin, 'sec-fetch-site': 'same-origin' } }
}

/** Sends records as the person; the reply is checked. */
export function choose(target: Target, options: CallOptions, records: readonly PrivacyRecord[]) {
  return ask(target, 'browserAppend', { ...options, body: { records, sentAt: new Date().toISOString() } })
}

/** `context.signIn`, which the case has declared in `needs`. */
export function signIn(context: BrowserContext, ...input: Parameters<SignIn>): ReturnType<SignIn> {
  if (context.signIn === undefined) throw new Error('the case must name signIn in needs')
  return context.signIn(...input)
}
