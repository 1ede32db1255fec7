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
/** @internal The device of a request, and what proved it: a header, which only a page of the app can send, or the cookie. */
interface ProvedDevice {
  device: DeviceSubject
  by: 'header' | 'cookie'
}
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
  /** The same, with what proved it. */
  proofOf(request: Request): ProvedDevice | null
  /**
   * Account before device, unless the device was meant; null for a visitor who has said nothing. Throws `foreign-subject` when an account was
   * meant and none is there, or another device than the one proved.
   */
  subjectOf(request: Request): Promise<KnownSubject | null>
  /** Values of `Set-Cookie` for the answer to this device's first choice; none when the browser has them. */
  deviceCookies(request: Request, device: DeviceSubject): string[]
  /** Values of `Set-Cookie` that take the device's cookies away, once it belongs to an account; none when the browser has none. */
  forgetDevice(request: Request): string[]
  isErasedSession(request: Request): Promise<boolean>
}

const COOKIE = 'privacy-device'
/** Says to scripts that the other cookie is there, and nothing else: they cannot read that one, and a first visit need not ask. */
const HINT = 'has-privacy-device'
/** Before the id of an account that the page means. */
const ACCOUNT = 'account:'
/** What the page sends when it means its device; followed by `:<id>` for a certain one. */
const DEVICE = 'device'
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
    deviceOf: (request) => proofOf(request)?.device ?? null,
    proofOf,
    async subjectOf(request) {
      if (meansDevice(request)) return meantDevice(request)
      const account = await accountOf(request)
      if (account !== null) return account.subject
      if (request.headers.get(HEADERS.expect)?.startsWith('account')) {
        throw new PrivacyError(
          'foreign-subject',
          'This was meant for an account, and nobody is signed in: sign in, then repeat it.',
        )
      }
      return proofOf(request)?.device ?? null
    },
    deviceCookies(request, device) {
      const secret =
        cookieSecret(request) === device.secret ? [] : [cookie(request, COOKIE, device.secret, '; HttpOnly')]
      return hasHint(request) ? secret : [...secret, cookie(request, HINT, '1')]
    },
    forgetDevice(request) {
      const secret = cookieSecret(request) === null ? [] : [cookie(request, COOKIE, null, '; HttpOnly')]
      return hasHint(request) ? [...secret, cookie(request, HINT, null)] : secret
    },
    async isErasedSession(request) {
      const found = await session(request)
      return found !== null && (await fence.isErased(found))
    },
  }
}

function meansDevice(request: Request): boolean {
  const expected = request.headers.get(HEADERS.expect)
  return expected === DEVICE || expected?.startsWith(`${DEVICE}:`) === true
}

/** The device that the page means. The cookie may have become another one's since the page last looked. */
function meantDevice(request: Request): DeviceSubject | null {
  const proved = proofOf(request)
  const expected = request.headers.get(HEADERS.expect)
  if (proved === null || expected === DEVICE || expected === `${DEVICE}:${proved.device.id}`)
    return proved?.device ?? null
  throw new PrivacyError(
    'foreign-subject',
    'This was meant for another device than the one that the cookie proves: keep it, and read the list again.',
  )
}

/** The header is what the page means now; the cookie may be left from before a sign-out. */
function proofOf(request: Request): ProvedDevice | null {
  const header = request.headers.get(HEADERS.device)
  if (header !== null && !isSecret(header)) {
    throw new PrivacyError(
      'invalid-credential',
      'The header Privacy-Device must be a device secret: 43 characters of base64url.',
    )
  }
  const secret = header ?? cookieSecret(request)
  if (secret === null) return null
  return { device: { kind: 'device', id: deviceIdOf(secret), secret }, by: header === null ? 'cookie' : 'header' }
}

/** `__Host-` first: a neighbouring subdomain cannot set it. The plain name is for http on a developer's machine. */
function cookieSecret(request: Request): string | null {
  return valuesOf(request, COOKIE).find(isSecret) ?? null
}

const hasHint = (request: Request) => valuesOf(request, HINT).includes('1')

function valuesOf(request: Request, base: string): string[] {
  const names = isSecure(request) ? [`__Host-${base}`] : [`__Host-${base}`, base]
  const pairs = (request.headers.get('cookie') ?? '').split(/;\s*/)
  return names.flatMap((name) =>
    pairs.filter((pair) => pair.startsWith(`${name}=`)).map((pair) => pair.slice(name.length + 1)),
  )
}

/** Null takes the cookie away. */
function cookie(request: Request, base: string, value: string | null, flags = ''): string {
  const secure = isSecure(request)
  const name = secure ? `__Host-${base}` : base
  const age = value === null ? 0 : ONE_YEAR_SECONDS
  return `${name}=${value ?? ''}; Path=/; Max-Age=${age}${flags}; SameSite=Lax${secure ? '; Secure' : ''}`
}

const isSecret = (value: string) => z.safeParse(deviceSecretSchema, value).success

/** Behind a proxy that ends TLS the URL says http; the browser's own Origin, or the proxy's header, says what the browser sees. */
function isSecure(request: Request): boolean {
  if (new URL(request.url).protocol === 'https:') return true
  const origin = request.headers.get('origin')
  return origin?.startsWith('https://') === true || request.headers.get('x-forwarded-proto') === 'https'
}
