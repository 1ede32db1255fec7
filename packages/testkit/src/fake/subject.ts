/** Who a request speaks for: the session, else the device that shows its secret. */
import { deviceSecretSchema, ENDPOINTS, type EndpointName, HEADERS, PrivacyError } from '@privacykit/contract'
import * as z from 'zod/mini'
import { deviceIdOf } from '../bytes.ts'
import { cookieOf } from './http.ts'
import { append } from './records.ts'
import { type FakeList, type FakeWorld, keepList, listOf } from './world.ts'

/** What the app's session says. `generation` default: the newest; `authTime` (instant) default: now. */
export interface FakeSession {
  id: string
  generation?: number
  authTime?: string
}

/** Cookie of a device, with TLS and without. */
const COOKIES = ['__Host-privacy-device', 'privacy-device'] as const

/** Says to scripts that the device's cookie is there. */
const HINTS = ['__Host-has-privacy-device', 'has-privacy-device'] as const

export interface FakeDevice {
  secret: string
  list: FakeList
  /** What proved it: only a page of the app can send the header. */
  by: 'header' | 'cookie'
  /** Whether the browser sent the secret as cookie already. */
  hasCookie: boolean
}

/** The device of a request, or null; throws `invalid-credential` for a secret of the wrong form. */
export async function deviceOf(world: FakeWorld, request: Request): Promise<FakeDevice | null> {
  const cookie = cookieOf(request, COOKIES)
  const header = request.headers.get(HEADERS.device)
  const secret = header ?? cookie
  if (secret === null) return null
  if (!z.safeParse(deviceSecretSchema, secret).success) {
    throw new PrivacyError('invalid-credential', 'Send the device secret as it was made: 43 base64url characters.')
  }
  const list = listOf(world, { kind: 'device', id: await deviceIdOf(secret) }, 1)
  return { secret, list, by: header === null ? 'cookie' : 'header', hasCookie: cookie === secret }
}

/** The account of a session; opened when it is new. Throws `erased` for a session of an erased generation. */
export async function accountOf(world: FakeWorld, session: FakeSession): Promise<FakeList> {
  const newest = world.generations.get(session.id)
  const generation = session.generation ?? newest ?? 1
  const list = listOf(world, { kind: 'account', id: session.id }, generation)
  if (list.erased) throw new PrivacyError('erased', 'This generation of the account has been erased: sign in again.')
  if (newest === undefined || generation > newest) {
    world.generations.set(session.id, generation)
    keepList(world, list)
    await append(world, { list, records: [{ id: world.newId(), type: 'account-opened' }], role: 'backend' })
  }
  return list
}

/** Throws `foreign-subject` when the page meant another account than the one signed in. */
export function checkExpected(request: Request, account: FakeList): void {
  const expected = request.headers.get(HEADERS.expect)
  if (!expected?.startsWith('account:') || expected === `account:${account.subject.id}`) return
  throw new PrivacyError('foreign-subject', 'Somebody else is signed in: keep the record until that account returns.')
}

/** True when the page means its device, whoever is signed in. Throws `foreign-subject` for another device than the one proved. */
export function meansDevice(request: Request, device: FakeDevice | null): boolean {
  const expected = request.headers.get(HEADERS.expect)
  if (expected !== 'device' && !expected?.startsWith('device:')) return false
  if (device === null || expected === 'device' || expected === `device:${device.list.subject.id}`) return true
  throw new PrivacyError('foreign-subject', 'Another device has the cookie: keep the record, and read the list again.')
}

interface Shown {
  request: Request
  account: FakeList | null
  device: FakeDevice | null
}

/** The list that an endpoint works on; throws `missing-credential`, or `foreign-subject` when the author meant an account. */
export function subjectOf(endpoint: EndpointName, { request, account, device }: Shown): FakeList {
  if (account === null && request.headers.get(HEADERS.expect)?.startsWith('account')) {
    throw new PrivacyError(
      'foreign-subject',
      'The session has ended: keep the record until the account signs in again.',
    )
  }
  const list = ENDPOINTS[endpoint].subject === 'any' ? (account ?? device?.list) : account
  if (list) return list
  throw new PrivacyError('missing-credential', 'Sign in, or send the device secret.')
}

/** Values of `Set-Cookie` for a device whose browser does not hold the cookie yet: one year, unreadable for scripts, and a hint for them. */
export function deviceCookies(request: Request, secret: string): string[] {
  return [
    cookie(request, COOKIES, `${secret}; Max-Age=31536000; HttpOnly`),
    cookie(request, HINTS, '1; Max-Age=31536000'),
  ]
}

/** Values of `Set-Cookie` that take both away, where they are. */
export function forgottenCookies(request: Request): string[] {
  if (cookieOf(request, COOKIES) === null) return []
  return [cookie(request, COOKIES, '; Max-Age=0; HttpOnly'), cookie(request, HINTS, '; Max-Age=0')]
}

function cookie(request: Request, [host, plain]: readonly [string, string], value: string): string {
  const secure = new URL(request.url).protocol === 'https:'
  return `${secure ? host : plain}=${value}; Path=/; SameSite=Lax${secure ? '; Secure' : ''}`
}
