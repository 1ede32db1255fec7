/** The browser-facing routes of an app in memory: what msw handlers, component tests and demos talk to. */
import {
  ENDPOINTS,
  type EndpointMatch,
  type ErrorCode,
  type HookDeclaration,
  type ListedRecord,
  matchEndpoint,
  PrivacyError,
} from '@privacykit/contract'
import type { PolicyInput } from '@privacykit/policy'
import { deviceIdOf, newId as randomId } from '../bytes.ts'
import { advanceDeregistrations } from './deregistration.ts'
import { checkOrigin, checkReader, jsonResponse, problemResponse, readBody } from './http.ts'
import { append } from './records.ts'
import { type BrowserEndpoint, type FakeAnswer, type FakeCall, ROUTES } from './routes.ts'
import { createSigner } from './signer.ts'
import { accountOf, checkExpected, deviceOf, type FakeSession, meansDevice } from './subject.ts'
import { type FakeWorld, listOf, recordsOf } from './world.ts'

export interface FakePrivacyOptions {
  /** The policy in force; `publish` adds later versions. */
  policy: PolicyInput
  /** Path below which the routes stand. Default `/api/privacy`. */
  prefix?: string
  /** Default: the system clock. */
  now?: () => Date
  /** Default: 128 random bits, base64url. */
  newId?: () => string
  /** Region for the age gate (`ID`, `US-CA`). Default null: unknown, the strictest rule. */
  region?: string | null
  /** Hooks whose steps a deregistration simulates. Default: `main`, and `main:identity` for the account row. */
  hooks?: readonly HookDeclaration[]
  /** The session of a request. Default: the account last signed in with `signIn`. */
  session?: (request: Request) => FakeSession | null
}

export interface FakePrivacy {
  readonly prefix: string
  /** Answers as `privacy.fetch` of an app server does; throws a `TypeError` after `fail('network')`. */
  fetch: (request: Request) => Promise<Response>
  /** Signs the one browser in; opens the account, or a new generation of an erased one. Returns the generation. */
  signIn: (account: string, options?: { contracts?: readonly string[]; authTime?: string }) => Promise<number>
  signOut: () => void
  /** Publishes a later version of the policy. */
  publish: (policy: PolicyInput) => void
  /** Lets the next `times` (default 1) requests fail with a code, or as a network that is down. */
  fail: (how: ErrorCode | 'network', times?: number) => void
  /** What is stored for an account or for the device with that secret; empty when it is not known. */
  records: (subject: { account: string } | { device: string }) => Promise<ListedRecord[]>
}

const DEFAULT_HOOKS: readonly HookDeclaration[] = [
  { name: 'main', after: [], phase: 'data', identifies: false, verifies: true },
  { name: 'main:identity', after: [], phase: 'identity', identifies: false, verifies: true },
]

/**
 * An app server with its backend, in memory: the browser-facing routes with the semantics of the real ones (idempotent
 * records, receipts, links, age gate, deregistration with undo). Nothing outlives the object.
 *
 * @example
 * const fake = createFakePrivacy({ policy })
 * const client = createPrivacyClient({ policy, endpoint: '/api/privacy', fetch: (request) => fake.fetch(new Request(request)) })
 */
export function createFakePrivacy(options: FakePrivacyOptions): FakePrivacy {
  const { prefix = '/api/privacy' } = options
  const world = createWorld(options)
  const failures: (ErrorCode | 'network')[] = []
  let signedIn: FakeSession | null = null
  const session = options.session ?? (() => signedIn)
  // one request after the other: what a row lock does for the real backend
  let last: Promise<unknown> = Promise.resolve()
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const result = last.then(work, work)
    last = result
    return result
  }

  return {
    prefix,
    async fetch(request) {
      const failure = failures.shift()
      if (failure === 'network') throw new TypeError('Failed to fetch')
      if (failure) return problemResponse(new PrivacyError(failure, 'The test asked for this failure.'))
      return inTurn(() => answer(world, { request, prefix, session: session(request) }))
    },
    signIn: (account, { contracts, authTime } = {}) =>
      inTurn(async () => {
        const generation = await signIn(world, account, contracts ?? [])
        signedIn = { id: account, generation, authTime: authTime ?? world.now().toISOString() }
        return generation
      }),
    signOut() {
      signedIn = null
    },
    publish(policy) {
      world.policies.push(policy)
    },
    fail(how, times = 1) {
      failures.push(...Array.from({ length: times }, () => how))
    },
    records: (subject) => inTurn(() => readRecords(world, subject)),
  }
}

function createWorld(options: FakePrivacyOptions): FakeWorld {
  return {
    policies: [options.policy],
    lists: new Map(),
    generations: new Map(),
    owners: new Map(),
    links: new Map(),
    requests: new Map(),
    proofs: new Map(),
    hooks: options.hooks ?? DEFAULT_HOOKS,
    region: options.region ?? null,
    signer: createSigner(),
    now: options.now ?? (() => new Date()),
    newId: options.newId ?? randomId,
  }
}

interface Incoming {
  request: Request
  prefix: string
  session: FakeSession | null
}

async function answer(world: FakeWorld, { request, prefix, session }: Incoming): Promise<Response> {
  try {
    const { endpoint, params } = routeOf(request, prefix)
    checkOrigin(request)
    if (ENDPOINTS[endpoint].subject !== 'none') checkReader(request)
    await advanceDeregistrations(world)
    const device = await deviceOf(world, request)
    // status and proof need only their id: a session of an erased account must not stand in the way
    const isAccounts = ENDPOINTS[endpoint].subject !== 'none' && !meansDevice(request, device)
    const account = session === null || !isAccounts ? null : await accountOf(world, session)
    if (account !== null) checkExpected(request, account)
    const body = await readBody(request, ENDPOINTS[endpoint])
    const call = { request, params, body, session, account, device }
    const { reply, cookies } = await dispatch(world, endpoint, call)
    const response = jsonResponse(ENDPOINTS[endpoint].status, reply)
    for (const cookie of cookies ?? []) response.headers.append('set-cookie', cookie)
    return response
  } catch (failure) {
    return problemResponse(failure)
  }
}

function routeOf(request: Request, prefix: string): EndpointMatch & { endpoint: BrowserEndpoint } {
  const { pathname } = new URL(request.url)
  const path = pathname.startsWith(`${prefix}/`) ? pathname.slice(prefix.length) : ''
  const match = matchEndpoint('browser', request.method, path)
  if (typeof match === 'string') throw new PrivacyError(match, 'Check method and path against the contract.')
  return { ...match, endpoint: match.endpoint as BrowserEndpoint } // as: only browser endpoints were searched
}

function dispatch(
  world: FakeWorld,
  endpoint: BrowserEndpoint,
  call: Omit<FakeCall<BrowserEndpoint>, 'body'> & { body: unknown },
): Promise<FakeAnswer<BrowserEndpoint>> {
  const route = ROUTES[endpoint] as (world: FakeWorld, call: unknown) => Promise<FakeAnswer<BrowserEndpoint>> // as: the endpoint's own schema has checked the body
  return route(world, call)
}

async function signIn(world: FakeWorld, account: string, contracts: readonly string[]): Promise<number> {
  await advanceDeregistrations(world)
  const newest = world.generations.get(account) ?? 1
  const { erased } = listOf(world, { kind: 'account', id: account }, newest)
  const list = await accountOf(world, { id: account, generation: erased ? newest + 1 : newest })
  if (contracts.length > 0) {
    const record = { id: world.newId(), type: 'contract-opened' as const, purposes: [...contracts] }
    await append(world, { list, records: [record], role: 'app' })
  }
  return list.generation
}

async function readRecords(
  world: FakeWorld,
  subject: { account: string } | { device: string },
): Promise<ListedRecord[]> {
  if ('device' in subject) {
    return recordsOf(world, listOf(world, { kind: 'device', id: await deviceIdOf(subject.device) }, 1))
  }
  const generation = world.generations.get(subject.account) ?? 1
  return recordsOf(world, listOf(world, { kind: 'account', id: subject.account }, generation))
}
