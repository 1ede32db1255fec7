/** What each browser-facing endpoint does, once the request has been checked. HTTP itself is in `handle.ts`. */
import {
  type EndpointBody,
  type EndpointName,
  type EndpointReply,
  type ListedRecord,
  PrivacyError,
} from '@privacykit/contract'
import { fold } from '@privacykit/policy'
import type { AgeGates } from './age.ts'
import type { BackendClient } from './backend-client.ts'
import type { Deregistrations } from './deregistration.ts'
import type { Facts } from './facts.ts'
import type { AccountSubject, AppSession, DeviceSubject, Identify } from './identity.ts'
import type { FindRegion } from './jurisdiction.ts'
import type { Append } from './records.ts'
import type { States } from './state.ts'
import type { KnownSubject } from './subject.ts'

/** @internal Names of the endpoints that a browser may call. */
export type BrowserEndpoint = Extract<EndpointName, `browser${string}`>

/** @internal `cookies`: values of `Set-Cookie`; `clear`: the browser still carries the session of an erased account. */
export interface BrowserAnswer<N extends BrowserEndpoint> {
  body: EndpointReply<N>
  cookies?: readonly string[]
  clear?: boolean
}

/** @internal A checked request: path parameters, and the body as the contract has it. */
export interface BrowserInput<N extends BrowserEndpoint> {
  request: Request
  params: Readonly<Record<string, string>>
  body: EndpointBody<N>
}

/** @internal One handler for each browser endpoint. */
export type BrowserHandlers = { [N in BrowserEndpoint]: (input: BrowserInput<N>) => Promise<BrowserAnswer<N>> }

/** @internal What the handlers are made of. */
export interface BrowserParts {
  call: BackendClient
  identify: Identify
  append: Append
  states: States
  ages: AgeGates
  deregistrations: Deregistrations
  facts: Facts
  region: FindRegion
  now: () => Date
}

/** @internal All handlers. They throw `PrivacyError`; HTTP is added by `createHandle`. */
export function createBrowserHandlers(parts: BrowserParts): BrowserHandlers {
  return { ...recordHandlers(parts), ...ageHandlers(parts), ...deregistrationHandlers(parts) }
}

function recordHandlers(
  parts: BrowserParts,
): Pick<BrowserHandlers, 'browserAppend' | 'browserState' | 'browserLink' | 'browserKeys'> {
  const { call, identify, states } = parts
  return {
    async browserAppend({ request, body }) {
      const subject = await requireSubject(identify, request)
      const reply = await parts.append(subject, { role: 'subject', records: body.records, sentAt: body.sentAt })
      await parts.facts.record(parts.facts.of(request), { subject, generation: reply.generation })
      const isChoice = body.records.some(({ type }) => type === 'choice' || type === 'objection')
      return { body: reply, cookies: isChoice ? cookiesFor(parts, { request, subject }) : [] }
    },
    async browserState({ request }) {
      const subject = await requireSubject(identify, request)
      const reply = await states.read(subject)
      const records = reply.records.filter((listed) => !isConcealed(listed as ListedRecord, parts.now())) // as: the schema's output is a list of records
      const said = parts.facts.of(request)
      const { region } = said
      if (reply.seq > 0 && (said.gpc || typeof region === 'string')) {
        const state = fold(reply.records as ListedRecord[]) // as: see above
        await parts.facts.record(said, { subject, generation: reply.generation, state })
      }
      const by = subject.kind === 'device' ? identify.proofOf(request)?.by : undefined
      return {
        body: {
          ...reply,
          records,
          ...(region === undefined ? {} : { region }),
          ...(by === undefined ? {} : { device: { id: subject.id, by } }),
        },
      }
    },
    async browserLink({ request, body }) {
      const { subject } = await requireAccount(identify, request)
      const device = identify.deviceOf(request)
      if (device === null)
        throw new PrivacyError('missing-credential', 'Send Privacy-Device: linking needs the device’s secret as well.')
      const reply = await call('link', { subject, device: device.secret, role: 'subject', body })
      states.invalidate('account', subject.id)
      await parts.facts.recordIfListed(parts.facts.of(request), subject)
      // the device is the account's now; whoever uses this browser after a sign-out starts with a device of their own
      return { body: reply, cookies: identify.forgetDevice(request) }
    },
    browserKeys: async () => ({ body: await call('readKeys') }),
  }
}

function ageHandlers(parts: BrowserParts): Pick<BrowserHandlers, 'browserAgeGate' | 'browserAge'> {
  return {
    browserAgeGate: async ({ request }) => ({ body: parts.ages.open(parts.region(request) ?? null) }),
    async browserAge({ request, body }) {
      const subject = await requireSubject(parts.identify, request)
      const { band, generation } = await parts.ages.answer(subject, body)
      if (generation !== null) await parts.facts.record(parts.facts.of(request), { subject, generation })
      return { body: { band }, cookies: band === null ? [] : cookiesFor(parts, { request, subject }) }
    },
  }
}

type DeregistrationEndpoint =
  | 'browserPreview'
  | 'browserDeregister'
  | 'browserDeregistration'
  | 'browserCancel'
  | 'browserProof'
  | 'browserWithdrawals'

function deregistrationHandlers({
  call,
  identify,
  deregistrations,
}: BrowserParts): Pick<BrowserHandlers, DeregistrationEndpoint> {
  return {
    async browserPreview({ request }) {
      const { subject } = await requireAccount(identify, request)
      const { id, generation } = subject
      return { body: await deregistrations.preview(id, generation === undefined ? {} : { generation }) }
    },
    async browserDeregister({ request, body }) {
      const { subject, session } = await requireAccount(identify, request)
      const { requestId } = body
      const authTime = authTimeOf(session)
      const generation = subject.generation === undefined ? {} : { generation: subject.generation }
      await deregistrations.deregister(subject.id, { requestId, authTime, ...generation })
      return { body: await deregistrations.status(requestId) }
    },
    async browserDeregistration({ request, params }) {
      const body = await deregistrations.status(params.requestId ?? '')
      // everything that this browser keeps under that session was the erased account's; others' storage is left alone
      return { body, clear: body.status === 'completed' && (await identify.isErasedSession(request)) }
    },
    async browserCancel({ request, params }) {
      const { subject } = await requireAccount(identify, request)
      return { body: await deregistrations.cancel(subject.id, params.requestId ?? '') }
    },
    async browserWithdrawals({ request }) {
      return { body: await call('listWithdrawals', { subject: await requireSubject(identify, request) }) }
    },
    browserProof: async ({ params }) => ({
      body: await call('readProof', { params: { proofId: params.proofId ?? '' } }),
    }),
  }
}

async function requireSubject(identify: Identify, request: Request): Promise<KnownSubject> {
  const subject = await identify.subjectOf(request)
  if (subject !== null) return subject
  throw new PrivacyError(
    'missing-credential',
    'Sign in, or send Privacy-Device with the secret that this device made at its first choice.',
  )
}

async function requireAccount(
  identify: Identify,
  request: Request,
): Promise<{ subject: AccountSubject; session: AppSession }> {
  const account = await identify.accountOf(request)
  if (account !== null) return account
  throw new PrivacyError('missing-credential', 'Sign in first: this concerns an account.')
}

/** Without the moment of the last sign-in nobody knows how old the proof is, so it counts as old. */
function authTimeOf({ authTime }: AppSession): Date | string {
  if (authTime !== undefined) return authTime
  throw new PrivacyError(
    'stale-session',
    'Let the person sign in again, and return `authTime` from the `session` option.',
  )
}

function cookiesFor(
  { identify }: BrowserParts,
  { request, subject }: { request: Request; subject: KnownSubject },
): string[] {
  return subject.kind === 'device' ? identify.deviceCookies(request, subject satisfies DeviceSubject) : []
}

/** A disclosure that a law forbids to tell the person about, until its time. */
function isConcealed({ record }: ListedRecord, now: Date): boolean {
  if (record.type !== 'disclosure' || !('conceal' in record)) return false
  const conceal = record.conceal as { until?: unknown } | undefined // as: a disclosure of this or a newer contract
  return conceal !== undefined && !(Date.parse(String(conceal.until)) <= now.getTime())
}
