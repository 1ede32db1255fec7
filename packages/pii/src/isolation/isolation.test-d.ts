/** What the compiler knows of a split and a join. Every `@ts-expect-error` must be an error; everything else must compile. */
import * as z from 'zod'
import { createSink, nonPersonal, type Personal, personal } from '../index.ts'
import { createJoin, split } from './index.ts'
import { createIsolatedTables, type Sql } from './postgres.ts'

type Same<A, B> = (<X>() => X extends A ? 1 : 2) extends <X>() => X extends B ? 1 : 2 ? true : false
const holds = <T extends true>(): T | undefined => undefined

const schema = z.object({
  email: personal(z.string(), 'user.contact.email').optional(),
  address: z.object({ city: personal(z.string(), 'user.contact.address.city', { kind: 'quasi' }) }),
  plan: nonPersonal(z.enum(['free', 'pro'])),
  note: z.unknown(),
  productId: nonPersonal(z.string()),
})
const parts = split(schema, { withPersonal: { note: 'user.content.private' }, thingIds: ['productId'] })
const policy = { purposes: { orders: { data: ['user.contact'] }, support: { data: ['user'] } } } as const
const join = createJoin({
  split: parts,
  policy,
  // purposes arrive as the policy's own names
  decide: (_subject, purpose: 'orders' | 'support') => ({ allowed: purpose === 'orders', reason: 'contract' }),
  audit: () => {},
  read: async () => [],
})

declare const record: z.output<typeof schema>
const divided = parts.divide(record)
holds<Same<keyof typeof divided.personal, 'email' | 'address' | 'note'>>()
holds<Same<typeof divided.nonPersonal, { plan: 'free' | 'pro'; productId: string }>>()
holds<Same<keyof typeof parts.nonPersonal.shape, 'plan' | 'productId'>>()
holds<Same<keyof typeof parts.personal.shape, 'email' | 'address' | 'note'>>()
// @ts-expect-error a record that was not parsed
parts.divide({ email: 'a', address: { city: 'b' }, plan: 'free', note: 1, productId: 'p' })
// @ts-expect-error no such field
split(schema, { withPersonal: { nope: 'user.content.private' } })
// @ts-expect-error not a key of the taxonomy
split(schema, { withPersonal: { note: 'secret' } })
// @ts-expect-error a field of the personal part names no thing
split(schema, { withPersonal: { note: 'user.content.private' }, thingIds: ['note'] })

// the non-personal part may leave, the personal one may not
const track = createSink('analytics', { send: () => {} })
track('viewed', divided.nonPersonal)
// @ts-expect-error personal
track('viewed', divided.personal)

const email = join({ subject: 'u_1', purpose: 'orders', fields: ['email', 'plan'] })
type Email = Awaited<typeof email>
holds<Same<Email, Personal<readonly Pick<z.output<typeof schema>, 'email' | 'plan'>[], 'user.contact.email'>>>()
const everything = join({ subject: 'u_1', purpose: 'support' })
type Categories<B> = B extends Personal<unknown, infer C> ? C : never
holds<
  Same<
    Categories<Awaited<typeof everything>>,
    'user.contact.email' | 'user.contact.address.city' | 'user.content.private'
  >
>()
// @ts-expect-error the policy has no such purpose
join({ subject: 'u_1', purpose: 'order' })
// @ts-expect-error a join without a reason
join({ subject: 'u_1' })
// @ts-expect-error no such field
join({ subject: 'u_1', purpose: 'orders', fields: ['phone'] })
declare const box: Email
// @ts-expect-error what a join answers goes nowhere without being opened
track('viewed', { box })

// a field of type any may be in either part
const loose = split(z.object({ a: nonPersonal(z.any()), email: personal(z.string(), 'user.contact.email') }))
holds<Same<keyof ReturnType<typeof loose.divide>['nonPersonal'], 'a'>>()
holds<Same<keyof ReturnType<typeof loose.divide>['personal'], 'a' | 'email'>>()

// the tables know the same
declare const client: Sql
const tables = createIsolatedTables({
  ...{ name: 'customer', split: parts, client, reader: 'app_reader', policy },
  decide: (_subject, purpose: 'orders' | 'support') => ({ allowed: purpose === 'orders', reason: 'contract' }),
  columns: { note: { type: 'jsonb', encode: (value: unknown) => JSON.stringify(value) } },
})
const joined = tables.join({ subject: 'u_1', purpose: 'orders', fields: ['email', 'plan'], by: 'checkout' })
holds<Same<Awaited<typeof joined>, Email>>()
// @ts-expect-error nobody asks
tables.join({ subject: 'u_1', purpose: 'orders' })
// @ts-expect-error the policy has no such purpose
tables.join({ subject: 'u_1', purpose: 'order', by: 'checkout' })
const found = tables.readNonPersonal({ plan: 'pro' })
holds<Same<Awaited<typeof found>, { plan: 'free' | 'pro'; productId: string }[]>>()
// @ts-expect-error a field of the personal part is not looked for
tables.readNonPersonal({ email: 'a@b.example' })
createIsolatedTables({
  ...{ name: 'c', split: parts, client, reader: 'r', policy },
  decide: () => ({ allowed: true, reason: 'contract' }),
  // @ts-expect-error a column of no field
  columns: { nope: { type: 'text' } },
})

// rounding is for fields of the non-personal part
split(z.object({ email: personal(z.string(), 'user.name'), at: nonPersonal(z.date()) }), { moments: { at: 'day' } })
// @ts-expect-error no such grain
split(z.object({ email: personal(z.string(), 'user.name'), at: nonPersonal(z.date()) }), { moments: { at: 'week' } })
