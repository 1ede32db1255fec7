/** One function per browser-facing endpoint of the fake. */
import {
  type EndpointBody,
  type EndpointName,
  type EndpointReply,
  PrivacyError,
  type SubjectState,
} from '@privacykit/contract'
import { answerAge, openAgeGate } from './age.ts'
import {
  cancelDeregistration,
  previewOf,
  readDeregistration,
  readProof,
  requestDeregistration,
} from './deregistration.ts'
import { append } from './records.ts'
import { deviceCookies, type FakeDevice, type FakeSession, forgottenCookies, subjectOf } from './subject.ts'
import { currentPolicy, type FakeList, type FakeWorld, recordsOf } from './world.ts'

export type BrowserEndpoint = Extract<EndpointName, `browser${string}`>

/** A request that was read, checked and attributed. */
export interface FakeCall<N extends BrowserEndpoint> {
  request: Request
  params: Readonly<Record<string, string>>
  body: EndpointBody<N>
  session: FakeSession | null
  account: FakeList | null
  device: FakeDevice | null
}

export interface FakeAnswer<N extends BrowserEndpoint> {
  reply: EndpointReply<N>
  /** Values of `Set-Cookie`. */
  cookies?: readonly string[]
}

type Routes = { [N in BrowserEndpoint]: (world: FakeWorld, call: FakeCall<N>) => Promise<FakeAnswer<N>> }

/** Longest time since the sign-in after which an account may still be closed without signing in again. */
const MAX_AUTH_AGE_MS = 300_000

export const ROUTES: Routes = {
  async browserAppend(world, call) {
    const list = subjectOf('browserAppend', call)
    const { records, sentAt } = call.body
    const receipts = await append(world, { list, records, role: 'subject', sentAt })
    await appendSignal(world, call.request, list)
    return { reply: { receipts, seq: list.entries.length, generation: list.generation }, ...cookieFor(call) }
  },

  async browserState(world, call) {
    const list = subjectOf('browserState', call)
    // a signal is stored for a subject that exists, and makes none
    if (list.entries.length > 0) await appendSignal(world, call.request, list)
    const { device } = call
    const isDevice = device !== null && device.list.subject.id === list.subject.id
    return {
      reply: {
        ...stateOf(world, list),
        region: world.region,
        ...(isDevice && { device: { id: list.subject.id, by: device.by } }),
      },
    }
  },

  async browserLink(world, call) {
    const { account, device } = call
    if (account === null || device === null) {
      throw new PrivacyError('missing-credential', 'Linking needs both the session and the device secret.')
    }
    const id = device.list.subject.id
    const owner = world.links.get(id)
    if (owner !== undefined && owner !== account.subject.id) {
      throw new PrivacyError('device-linked', 'Mint a new device secret: this one belongs to another account.')
    }
    if (owner === undefined) {
      const link = { id: world.newId(), type: 'link' as const, device: id, account: account.subject.id, ...call.body }
      await append(world, { list: account, records: [link], role: 'backend' })
      world.links.set(id, account.subject.id)
    }
    return { reply: { linked: true, seq: account.entries.length }, cookies: forgottenCookies(call.request) }
  },

  browserAgeGate: async (world) => ({ reply: openAgeGate(world) }),

  async browserAge(world, call) {
    const list = subjectOf('browserAge', call)
    const band = await answerAge(world, list, call.body)
    await appendSignal(world, call.request, list)
    return { reply: { band }, ...cookieFor(call) }
  },

  browserPreview: async (world, call) => ({ reply: previewOf(world, subjectOf('browserPreview', call)) }),

  async browserDeregister(world, call) {
    const list = subjectOf('browserDeregister', call)
    const authTime = Date.parse(call.session?.authTime ?? world.now().toISOString())
    if (world.now().getTime() - authTime > MAX_AUTH_AGE_MS) {
      throw new PrivacyError('stale-session', 'Ask the person to sign in again, then repeat this.')
    }
    return { reply: await requestDeregistration(world, list, call.body.requestId) }
  },

  browserDeregistration: async (world, { params }) => ({ reply: readDeregistration(world, params.requestId ?? '') }),

  async browserCancel(world, call) {
    const list = subjectOf('browserCancel', call)
    return { reply: await cancelDeregistration(world, list, call.params.requestId ?? '') }
  },

  // nothing runs behind the fake that could erase or tell
  async browserWithdrawals(_world, call) {
    subjectOf('browserWithdrawals', call)
    return { reply: { withdrawals: [] } }
  },

  browserProof: async (world, { params }) => ({ reply: readProof(world, params.proofId ?? '') }),

  browserKeys: async (world) => ({ reply: await world.signer.keys() }),
}

/** A subject's list as the state endpoint answers it. */
function stateOf(world: FakeWorld, list: FakeList): SubjectState {
  return {
    kind: list.subject.kind,
    generation: list.generation,
    records: recordsOf(world, list),
    receipts: list.entries.map((entry) => entry.receipt),
    asOf: world.now().toISOString(),
    seq: list.entries.length,
    policyVersion: currentPolicy(world).version,
    flags: { suppressed: false, ageUnknown: false },
  }
}

/** GPC is stored once, beside something the person said; it never makes a subject by itself. */
async function appendSignal(world: FakeWorld, request: Request, list: FakeList): Promise<void> {
  if (request.headers.get('sec-gpc') !== '1' || list.entries.some(({ record }) => record.type === 'signal')) return
  await append(world, { list, records: [{ id: world.newId(), type: 'signal', signal: 'gpc', value: 1 }], role: 'app' })
}

/** The cookie comes with the answer to a device's first write, never before. */
function cookieFor({ request, account, device }: FakeCall<'browserAppend' | 'browserAge'>): { cookies?: string[] } {
  if (account !== null || device === null || device.hasCookie) return {}
  return { cookies: deviceCookies(request, device.secret) }
}
