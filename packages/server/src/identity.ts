/** Who a request comes from: the app's own session, else the device that the visitor's browser proves. Never a field of the body. */
import { deviceSecretSchema, HEADERS, PrivacyError } from '@privacykit/contract'
import { deviceIdOf } from '@privacykit/vault'
import * as z from 'zod/mini'
import type { FenceKeeper } from './fence.ts'
import type { KnownSubject } from './subject.ts'

/** What the app's own session says. */
export interface AppSession {
  /** Opaque account id. */
  id: string
  /** From `openAccount`; 1 for an app that never takes up an id again. Without it, any erasure of that id ends the session. */
  generation?: number
  /** When the person last proved who they are. Without it the account cannot be closed from the browser. */
  authTime?: Date | string
}

/** Finds the session of a request, with the app's own means; null: nobody is signed in. */
export type FindSession = (request: Request) => Promise<AppSession | null> | AppSession | null

/** @internal A device whose secret was shown. */
export type DeviceSubject = Extract<KnownSubject, { kind: 'device' }>
/** @internal An account that the app’s session vouches for. */
export type AccountSubject = Extract<KnownSubject, { kind: 'account' }>

/** @internal Reads credentials from a request. */
export interface Identify {
  /**
   * The account of the session; null without one. Throws `erased` when its generation has been erased, and `foreign-subject` when the page
   * meant another account.
   */
  accountOf(request: Request): Promise<{ subject: AccountSubject; session: AppSession } | null>
  /** The device that the header, or else the cookie, proves. */
  deviceOf(request: Request): DeviceSubject | null
  /** Account before device; null for a visitor who has said nothing. Throws `foreign-subject` when an account was meant and none is there. */
  subjectOf(request: Request): Promise<KnownSubject | null>
  /** The cookie to set in the answer to this device's first choice; null when the browser has it. */
  deviceCookie(request: Request, device: DeviceSubject): string | null
  isErasedSession(request: Request): Promise<boolean>
}

const COOKIE = 'privacy-device'
/** Before the id of an account that the page means. */
const ACCOUNT = 'account:'
const ONE_YEAR_SECONDS = 31_536_000

/** @internal Reads session, cookie and header, and asks the fence about the session’s generation. */
export function createIdentify({ session, fence }: { session: FindSession; fence: FenceKeeper }): Identify {
  const accountOf: Identify['accountOf'] = async (request) => {
    const found = await session(request)
    if (found === null) return null
    const { id, generation } = found
    const expected = request.headers.get(HEADERS.expect)
    if (expected?.startsWith(ACCOUNT) && expected !== ACCOUNT + id) {
      throw new PrivacyError(
        'foreign-subject',
        'This was meant for another account than the one signed in: keep it until that one returns.',
      )
    }
    const subject: AccountSubject =
      generation === undefined ? { kind: 'account', id } : { kind: 'account', id, generation }
    if (await fence.isErased(subject))
      throw new PrivacyError('erased', 'This account has been erased: sign the session out.')
    return { subject, session: found }
  }
  return {
    accountOf,
    deviceOf,
    async subjectOf(request) {
      const account = await accountOf(request)
      if (account !== null) return account.subject
      if (request.headers.get(HEADERS.expect)?.startsWith('account')) {
        throw new PrivacyError(
          'foreign-subject',
          'This was meant for an account, and nobody is signed in: sign in, then repeat it.',
        )
      }
      return deviceOf(request)
    },
    deviceCookie(request, device) {
      if (cookieSecret(request) === device.secret) return null
      const secure = isSecure(request)
      const name = secure ? `__Host-${COOKIE}` : COOKIE
      return `${name}=${device.secret}; Path=/; Max-Age=${ONE_YEAR_SECONDS}; HttpOnly; SameSite=Lax${secure ? '; Secure' : ''}`
    },
    async isErasedSession(request) {
      const found = await session(request)
      return found !== null && (await fence.isErased(found))
    },
  }
}

/** The header is what the page means now; the cookie may be left from before a sign-out. */
function deviceOf(request: Request): DeviceSubject | null {
  const header = request.headers.get(HEADERS.device)
  if (header !== null && !isSecret(header)) {
    throw new PrivacyError(
      'invalid-credential',
      'The header Privacy-Device must be a device secret: 43 characters of base64url.',
    )
  }
  const secret = header ?? cookieSecret(request)
  return secret === null ? null : { kind: 'device', id: deviceIdOf(secret), secret }
}

/** `__Host-` first: a neighbouring subdomain cannot set it. The plain name is for http on a developer's machine. */
function cookieSecret(request: Request): string | null {
  const names = isSecure(request) ? [`__Host-${COOKIE}`] : [`__Host-${COOKIE}`, COOKIE]
  const pairs = (request.headers.get('cookie') ?? '').split(/;\s*/)
  for (const name of names) {
    const secret = pairs.find((pair) => pair.startsWith(`${name}=`))?.slice(name.length + 1)
    if (secret !== undefined && isSecret(secret)) return secret
  }
  return null
}

const isSecret = (value: string) => z.safeParse(deviceSecretSchema, value).success

/** Behind a proxy that ends TLS the URL says http; the browser's own Origin, or the proxy's header, says what the browser sees. */
function isSecure(request: Request): boolean {
  if (new URL(request.url).protocol === 'https:') return true
  const origin = request.headers.get('origin')
  return origin?.startsWith('https://') === true || request.headers.get('x-forwarded-proto') === 'https'
}
