/** For tests: a backend with a small policy, and calls as an app's server makes them. */
import { HEADERS, type PolicyDocument, type RecordOf } from '@privacykit/contract'
import { scopeDigest } from '@privacykit/policy'
import { memoryKeys, newDeviceSecret, newId } from '@privacykit/vault'
import { type Backend, type BackendOptions, createBackend } from './backend.ts'
import type { Database } from './database.ts'

export const SECRET = 'service-key-of-the-shop-for-tests'
export const ADMIN_SECRET = 'service-key-of-the-admin-for-tests'
export const FOREIGN_SECRET = 'service-key-of-another-tenant-tests'
export const READ_SECRET = 'service-key-that-only-reads-for-tests'

export function testPolicy(version = '2026-11-01', fields: Partial<PolicyDocument> = {}): PolicyDocument {
  return {
    app: 'shop',
    version,
    locales: ['en'],
    controller: { name: 'Shop', country: 'ID', contact: { email: 'privacy@shop.example' } },
    purposes: {
      orders: {
        basis: 'contract',
        data: ['user.contact.email'],
        title: { en: 'Orders' },
        summary: { en: 'Delivers.' },
      },
      analytics: {
        basis: 'consent',
        data: ['user.device.cookie_id'],
        title: { en: 'Statistics' },
        summary: { en: 'Counts.' },
        age: 'not-required',
        ageReason: 'Counts pages only.',
      },
    },
    recipients: {},
    retention: {},
    children: {},
    ...fields,
  }
}

/** Two tenants with an app of the same name, so that a mixed-up tenant shows. */
export function testBackend(database: Database, options: Partial<BackendOptions> = {}): Backend {
  const keys = [
    { secret: SECRET },
    { secret: READ_SECRET, scopes: ['read' as const] },
    { secret: ADMIN_SECRET, scopes: ['read' as const, 'records' as const, 'admin' as const] },
  ]
  return createBackend({
    apps: [
      { id: 'shop', policy: testPolicy(), keys },
      { id: 'shop', tenant: 'other', policy: testPolicy(), keys: [{ secret: FOREIGN_SECRET }] },
    ],
    database,
    keys: memoryKeys(),
    ...options,
  })
}

export interface Call {
  method?: 'GET' | 'POST' | 'PUT'
  body?: unknown
  secret?: string | null
  account?: string
  generation?: number
  device?: string
  role?: string
  headers?: Record<string, string>
}

/** The parsed reply; a problem document for failures. */
export interface Reply<T> {
  status: number
  body: T
  headers: Headers
}

export async function call<T = Record<string, unknown>>(
  backend: Backend,
  path: string,
  options: Call = {},
): Promise<Reply<T>> {
  const { secret = SECRET, account, generation, device, role, body } = options
  const headers = new Headers()
  if (secret !== null) headers.set('authorization', `Bearer ${secret}`)
  if (account !== undefined) headers.set(HEADERS.account, account)
  if (generation !== undefined) headers.set(HEADERS.generation, String(generation))
  if (device !== undefined) headers.set(HEADERS.device, device)
  if (role !== undefined) headers.set(HEADERS.role, role)
  if (body !== undefined) headers.set('content-type', 'application/json')
  for (const [name, value] of Object.entries(options.headers ?? {})) headers.set(name, value)
  const response = await backend.fetch(
    new Request(`http://backend.test${path}`, {
      method: options.method ?? (body === undefined ? 'GET' : 'POST'),
      headers,
      ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    }),
  )
  return { status: response.status, body: (await response.json()) as T, headers: response.headers } // as: the caller names what the endpoint replies
}

/** An append as the app's server sends it for a person. */
export function append<T = Record<string, unknown>>(backend: Backend, records: readonly unknown[], options: Call = {}) {
  const body = { records, sentAt: '2026-11-22T10:00:00.000Z' }
  return call<T>(backend, '/v1/records', { role: 'subject', body, ...options })
}

export function choice(fields: Partial<RecordOf<'choice'>> = {}): RecordOf<'choice'> {
  return {
    id: newId(),
    type: 'choice',
    purpose: 'analytics',
    choice: 'granted',
    replaces: [],
    policyVersion: '2026-11-01',
    scopeDigest: scopeDigest(testPolicy(), 'analytics') ?? '',
    noticeId: 'notice-1',
    language: 'en',
    surface: 'banner',
    ...fields,
  }
}

export const newAccount = () => `u_${newId()}`
export const newDevice = newDeviceSecret
