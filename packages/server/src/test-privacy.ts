/** For tests: an app server over a real backend, with a session in a header, and a browser that sends what browsers send. */
import type { PrivacyRecord } from '@privacykit/contract'
import { scopeDigest } from '@privacykit/policy'
import { newId } from '@privacykit/vault'
import type { AppSession } from './identity.ts'
import type { PrivacyOptions } from './options.ts'
import { createPrivacy, type Privacy } from './privacy.ts'
import { shopPolicy } from './test-shop.ts'

export const KEY = 'service-key-of-the-shop-for-tests'
export const SITE = 'https://shop.example'

export function testPrivacy(options: Partial<PrivacyOptions> & Pick<PrivacyOptions, 'backend'>): Privacy {
  return createPrivacy({ policy: shopPolicy, session: sessionOf, ...options })
}

/** The test's session cookie is its own content. */
function sessionOf(request: Request): AppSession | null {
  const text = request.headers.get('x-session')
  return text === null ? null : (JSON.parse(text) as AppSession) // as: written by `browse` below
}

export interface Visit {
  body?: unknown
  session?: AppSession
  device?: string
  headers?: Record<string, string>
  method?: string
  site?: string
}

export interface Answer {
  status: number
  // biome-ignore lint/suspicious/noExplicitAny: tests look into replies of every endpoint
  body: any
  headers: Headers
}

/** A request as a page of the app makes it. */
export async function browse(privacy: Privacy, path: string, visit: Visit = {}): Promise<Answer> {
  const { body, session, device, site = SITE } = visit
  const method = visit.method ?? (body === undefined ? 'GET' : 'POST')
  const headers = new Headers({ 'sec-fetch-site': 'same-origin' })
  if (method !== 'GET') headers.set('origin', site)
  if (body !== undefined) headers.set('content-type', 'application/json')
  if (session !== undefined) headers.set('x-session', JSON.stringify(session))
  if (device !== undefined) headers.set('privacy-device', device)
  for (const [name, value] of Object.entries(visit.headers ?? {})) headers.set(name, value)
  const text = typeof body === 'string' ? body : JSON.stringify(body)
  const request = new Request(`${site}/api/privacy${path}`, {
    method,
    headers,
    ...(body === undefined ? {} : { body: text }),
  })
  const response = await privacy.fetch(request)
  return { status: response.status, body: await response.json(), headers: response.headers }
}

export function choice(fields: Partial<Extract<PrivacyRecord, { type: 'choice' }>> = {}) {
  return {
    id: newId(),
    type: 'choice',
    purpose: 'analytics',
    choice: 'granted',
    replaces: [],
    policyVersion: shopPolicy.version,
    scopeDigest: scopeDigest(shopPolicy, fields.purpose ?? 'analytics') ?? '',
    noticeId: 'notice-1',
    language: 'en',
    surface: 'banner',
    ...fields,
  } satisfies PrivacyRecord
}

export const batch = (...records: PrivacyRecord[]) => ({ records, sentAt: new Date().toISOString() })
