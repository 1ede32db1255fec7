/** Log records of three sizes with known secrets, and the schema that describes them. */
import { nonPersonal, personal } from '@privacykit/pii'
import * as z from 'zod/mini'

/** Keys under which the records hold personal data, for tools that go by key. */
export const RECORD_KEYS = ['name', 'email', 'phone', 'authorization', 'cookie', 'line1']

export type RecordSize = 'small' | 'medium' | 'large'

const USER_PATHS = ['user.name', 'user.email']
const ALL_PATHS = [
  ...USER_PATHS,
  'user.phone',
  'req.headers.authorization',
  'req.headers.cookie',
  'orders[*].customer.email',
  'orders[*].customer.phone',
  'orders[*].customer.address.line1',
]
/** The same places for tools that go by path. */
export const RECORD_PATHS: Readonly<Record<RecordSize, readonly string[]>> = {
  small: USER_PATHS,
  medium: ALL_PATHS,
  large: ALL_PATHS,
}

export interface LogRecord {
  value: Readonly<Record<string, unknown>>
  /** A part of each personal value, found nowhere else. */
  secrets: readonly string[]
}

/** About 160 bytes, 2 kB and 43 kB of JSON. */
export function createRecord(size: RecordSize): LogRecord {
  const secrets: string[] = []
  const mark = () => {
    const secret = `zq${String(secrets.length + 1).padStart(3, '0')}x`
    secrets.push(secret)
    return secret
  }
  if (size === 'small') {
    const user = { id: 'u_1', name: `Siti ${mark()}`, email: `${mark()}.aa@contoso.example` }
    return { value: { ...line('user signed in'), user, ok: true }, secrets }
  }
  const value = {
    ...line('order created'),
    ...request(mark),
    user: user(mark),
    timing: { db: 12.3, cache: 0.4, total: 18.9 },
  }
  const orders = Array.from({ length: size === 'medium' ? 2 : 56 }, (_, index) => order(index, mark))
  if (size === 'medium') return { value: { ...value, orders }, secrets }
  const trace = Array.from({ length: 60 }, (_, index) => ({
    span: `s${index}`,
    op: 'db.query',
    ms: index * 0.7,
    attrs: { table: 'orders', rows: index },
  }))
  return { value: { ...value, orders, trace }, secrets }
}

function line(msg: string): Record<string, unknown> {
  return { level: 30, time: 1_790_000_000_000, msg, requestId: 'r-8d1f0c' }
}

function request(mark: () => string): Record<string, unknown> {
  const headers = {
    host: 'api.shop.example',
    authorization: `Bearer ${mark()}.eyJhbGciOiJIUzI1NiJ9`,
    cookie: `sid=${mark()}; theme=dark`,
    'user-agent': 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36',
    'content-type': 'application/json',
  }
  return {
    pid: 4242,
    hostname: 'api-7f9c',
    req: { method: 'POST', url: '/v1/orders?x=1', headers, remotePort: 51_234 },
  }
}

function user(mark: () => string): Record<string, unknown> {
  return {
    id: 'u_1002',
    name: `Siti ${mark()}`,
    email: `${mark()}.aa@contoso.example`,
    phone: `+62 812-5550-${mark()}`,
    locale: 'id-ID',
    createdAt: '2026-01-02T03:04:05.678Z',
    plan: { tier: 'pro', seats: 12, trial: false },
  }
}

function order(index: number, mark: () => string): Record<string, unknown> {
  const address = { line1: `Jalan ${mark()} No. 12`, city: 'Bandung', zip: '40111', country: 'ID' }
  const lines = Array.from({ length: 4 }, (_, item) => ({
    sku: `SKU-${index}-${item}`,
    qty: item + 1,
    price: 9.99 * (item + 1),
    title: `A product title of ordinary length ${item}`,
    tags: ['a', 'b', 'c'],
  }))
  return {
    orderId: `o_${index}`,
    total: 129.95 + index,
    currency: 'IDR',
    status: 'paid',
    customer: { email: `${mark()}.aa@contoso.example`, phone: `+62 812-5550-${mark()}`, address },
    lines,
  }
}

const text = nonPersonal(z.string())
const count = nonPersonal(z.number())
const flag = nonPersonal(z.boolean())
const name = personal(z.string(), 'user.name')
const email = personal(z.string(), 'user.contact.email')
const phone = personal(z.string(), 'user.contact.phone_number')
const address = z.object({
  line1: personal(z.string(), 'user.contact.address.street'),
  city: text,
  zip: text,
  country: text,
})
const headers = z.object({
  host: text,
  authorization: personal(z.string(), 'user.authorization.password'),
  cookie: personal(z.string(), 'user.device.cookie_id'),
  'user-agent': text,
  'content-type': text,
})
const item = z.object({ sku: text, qty: count, price: count, title: text, tags: z.array(text) })

/** Describes the records of every size. */
export const RECORD_SCHEMA = z.object({
  level: count,
  time: count,
  msg: text,
  requestId: text,
  ok: z.optional(flag),
  pid: z.optional(count),
  hostname: z.optional(text),
  req: z.optional(z.object({ method: text, url: text, headers, remotePort: count })),
  user: z.object({
    id: text,
    name,
    email,
    phone: z.optional(phone),
    locale: z.optional(text),
    createdAt: z.optional(text),
    plan: z.optional(z.object({ tier: text, seats: count, trial: flag })),
  }),
  timing: z.optional(z.object({ db: count, cache: count, total: count })),
  orders: z.optional(
    z.array(
      z.object({
        orderId: text,
        total: count,
        currency: text,
        status: text,
        customer: z.object({ email, phone, address }),
        lines: z.array(item),
      }),
    ),
  ),
  trace: z.optional(
    z.array(z.object({ span: text, op: text, ms: count, attrs: z.object({ table: text, rows: count }) })),
  ),
})
