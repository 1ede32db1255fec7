/** What the compiler refuses. Every `@ts-expect-error` must be an error; everything else must compile. */
import * as z from 'zod'
import * as mini from 'zod/mini'
import {
  box,
  combine,
  createSink,
  generalise,
  type Personal,
  type PersonalIn,
  personal,
  pseudonymise,
  type Refuse,
} from './index.ts'

type Same<A, B> = (<X>() => X extends A ? 1 : 2) extends <X>() => X extends B ? 1 : 2 ? true : false
const holds = <T extends true>(): T | undefined => undefined

const email = personal(z.email(), 'user.contact.email')
const name = personal(z.string(), 'user.name')
const user = z.object({
  id: z.string(),
  plan: z.enum(['free', 'pro']),
  email,
  nick: name.optional(),
  alternative: email.nullable(),
  all: z.array(email),
  byKey: z.record(z.string(), name),
  nested: z.object({ deep: z.object({ name }) }),
  who: z.discriminatedUnion('type', [
    z.object({ type: z.literal('person'), name }),
    z.object({ type: z.literal('organisation'), reference: z.string() }),
  ]),
  pair: z.tuple([z.number(), email]),
  map: z.map(z.string(), email),
  set: z.set(name),
  keys: z.map(email, z.number()),
  lazy: z.lazy(() => name),
  frozen: email.readonly(),
  fallback: name.default('x' as never), // as: a brand cannot be written as a literal
  caught: name.catch('x' as never), // as: the same
  pre: z.preprocess((value) => value, email),
  either: z.union([email, z.number()]),
  both: z.intersection(z.object({ name }), z.object({ size: z.number() })),
  born: personal(z.date(), 'user.demographic.date_of_birth', { kind: 'quasi' }),
  small: personal(mini.string(), 'user.name'),
  refined: email.min(6).describe('refined after the tag'),
})
declare const u: z.output<typeof user>
// biome-ignore lint/suspicious/noExplicitAny: any is the case under test
declare const anything: any
declare const unknownValue: unknown
declare const promised: Promise<z.output<typeof email>>

const track = createSink('analytics', { send: () => {} })

track('plain values pass', { plan: u.plan, count: 1, at: new Date(), list: ['a'], none: null })
track('an id that nobody tagged passes', { id: u.id })
track('nothing passes', undefined)
// @ts-expect-error a plain field
track('x', { email: u.email })
// @ts-expect-error optional
track('x', { nick: u.nick })
// @ts-expect-error nullable
track('x', { alternative: u.alternative })
// @ts-expect-error array
track('x', { all: u.all })
// @ts-expect-error record
track('x', { byKey: u.byKey })
// @ts-expect-error nested object
track('x', u.nested)
// @ts-expect-error one arm of a discriminated union
track('x', { who: u.who })
// @ts-expect-error tuple
track('x', { pair: u.pair })
// @ts-expect-error map value
track('x', { map: u.map })
// @ts-expect-error map key
track('x', { keys: u.keys })
// @ts-expect-error set
track('x', { set: u.set })
// @ts-expect-error lazy
track('x', { lazy: u.lazy })
// @ts-expect-error readonly
track('x', { frozen: u.frozen })
// @ts-expect-error default
track('x', { fallback: u.fallback })
// @ts-expect-error catch
track('x', { caught: u.caught })
// @ts-expect-error preprocess
track('x', { pre: u.pre })
// @ts-expect-error union with a number
track('x', { either: u.either })
// @ts-expect-error intersection
track('x', { both: u.both })
// @ts-expect-error a date
track('x', { born: u.born })
// @ts-expect-error a schema of zod/mini
track('x', { small: u.small })
// @ts-expect-error checks after the tag
track('x', { refined: u.refined })
// @ts-expect-error a promise
track('x', { promised })
// @ts-expect-error spread
track('x', { ...u, extra: 1 })
// @ts-expect-error the whole record
track('x', u)
// @ts-expect-error bare, without an object around it
track('x', u.email)
// @ts-expect-error any is no proof of absence
track('x', { value: anything })
// @ts-expect-error nor is it without an object around it
track('x', anything)
// @ts-expect-error neither is unknown
track('x', { value: unknownValue })

// what a sink accepts passes, with what lies below it
const newsletter = createSink('newsletter', { accepts: ['user.contact'], purpose: 'letters', send: () => {} })
newsletter('accepted', { email: u.email })
// @ts-expect-error another category does not
newsletter('x', { email: u.email, nick: u.nick })

// event names are those that have a schema
const typed = createSink('typed', { events: { viewed: z.object({ page: z.string() }) }, send: (event) => event.length })
const answered = typed('viewed', { page: '/' })
holds<Same<typeof answered, number | undefined>>()
// @ts-expect-error no such event
typed('bought', { page: '/' })

// the tag comes first: branding an optional schema would take undefined out of its type
// @ts-expect-error optional first
personal(z.string().optional(), 'user.name')
// @ts-expect-error nullable first
personal(z.string().nullable(), 'user.name')
// @ts-expect-error not a key of the taxonomy
personal(z.string(), 'email')
personal(z.string(), 'user.contact.email.work')

holds<Same<PersonalIn<{ plan: 'free' }>, never>>()
holds<Same<PersonalIn<{ a: typeof u.email }>, 'pii:user.contact.email'>>()
holds<Same<PersonalIn<typeof anything>, 'unchecked:any'>>()
holds<Same<Refuse<{ a: typeof u.email }, 'user.contact'>, unknown>>()
holds<Same<undefined extends z.output<typeof user.shape.nick> ? true : false, true>>()
holds<Same<z.input<typeof email>, string>>()

// known holes of brands: these compile, and the sink's run-time check is what is left
track('template literal', { a: `${u.email}` })
track('method call', { a: u.email.toLowerCase() })
track('widened', { a: u.email as string })

// biome-ignore lint/style/useTemplate: concatenation is the case under test
track('concatenated', { a: u.email + '' })
track('as JSON', { a: JSON.stringify(u) })
track('through a function that takes a string', { a: ((text: string) => text)(u.email) })

// quasi-identifiers: one passes where it is accepted, two need a reason at the call
const country = personal(z.string(), 'user.contact.address.country', { kind: 'quasi' })
const job = personal(z.string(), 'user.job_title', { kind: 'quasi' })
const visitor = z.object({ country, job, more: z.array(country) })
declare const v: z.output<typeof visitor>
const counts = createSink('counts', {
  accepts: ['user.contact', 'user.job_title'],
  purpose: 'analytics',
  send: () => {},
})
counts('one', { country: v.country })
counts('the same one twice', { country: v.country, more: v.more })
// @ts-expect-error two, one of them deeper
counts('x', { country: v.country, at: { work: v.job } })
counts('two, with a reason', { country: v.country, job: v.job }, { jointly: 'shown in the public profile' })
// @ts-expect-error a reason does not open the sink for what it refuses
track('x', { country: v.country, job: v.job }, { jointly: 'because' })
// @ts-expect-error a reason is words
counts('x', { country: v.country, job: v.job }, { jointly: 1 })

// the box has none of the holes
const boxed = box('ann@shop.example', { categories: ['user.contact.email'] })
holds<Same<typeof boxed, Personal<string, 'user.contact.email'>>>()
// @ts-expect-error a box
track('x', { a: boxed })
// @ts-expect-error what is made of it
track('x', { a: boxed.map((text) => text.length) })
// @ts-expect-error a pseudonym is still personal
track('x', { a: pseudonymise(boxed, () => 'hash') })
// @ts-expect-error coarser is still personal
track('x', { a: generalise(boxed, () => 'shop.example', { reason: 'domains', audit: () => {} }) })
const together = combine({ email: boxed, screen: 'home' })
holds<Same<PersonalIn<typeof together>, 'pii:user.contact.email'>>()
// @ts-expect-error combined with a box
track('x', together)
track('nothing boxed', combine({ screen: 'home', ms: 12 }))
// @ts-expect-error a box is no string
;((text: string) => text)(boxed)
// @ts-expect-error nor has it its methods
boxed.toLowerCase()
// @ts-expect-error it opens on grounds only
boxed.reveal()
// @ts-expect-error and a purpose alone is none
boxed.reveal({ purpose: 'orders' })
// @ts-expect-error a box names its categories
box('ann@shop.example', { categories: [1] })
newsletter('an accepted box compiles, and stays shut', { a: boxed })
