/** What the compiler refuses at a ready sink. Every `@ts-expect-error` must be an error; everything else must compile. */
import * as z from 'zod'
import { box, personal } from '../index.ts'
import { analyticsSink, guardFetch, guardSentry, loggerSink, toPosthog } from './index.ts'

const user = z.object({
  id: personal(z.string(), 'user.unique_id.pseudonymous', { kind: 'pseudonym' }),
  email: personal(z.email(), 'user.contact.email'),
  plan: z.enum(['free', 'pro']),
})
declare const u: z.output<typeof user>
// biome-ignore lint/suspicious/noExplicitAny: any is the case under test
declare const anything: any
declare const text: string
declare const posthog: { capture(event: string, properties?: Record<string, unknown>): number }

const events = { viewed: z.object({ page: z.string() }) }
const analytics = analyticsSink('tally', {
  ...toPosthog(posthog),
  accepts: ['user.unique_id'],
  purpose: 'analytics',
  events,
})

// events
analytics.track('viewed', { page: '/' })
analytics.track('viewed', { id: u.id })
const result: number | undefined = analytics.track('viewed', { plan: u.plan })
// @ts-expect-error a category that the sink does not accept
analytics.track('viewed', { email: u.email })
// @ts-expect-error an event without a schema
analytics.track('bought', { page: '/' })
// @ts-expect-error any is no proof of absence
analytics.track('viewed', { page: anything })
// @ts-expect-error a box
analytics.track('viewed', { page: box('x', { categories: ['user.name'] }) })
// @ts-expect-error on a page view too
analytics.page('viewed', { email: u.email })

// persons
analytics.identify(u.id)
analytics.identify(u.id, { plan: u.plan })
// @ts-expect-error an address is no pseudonym
analytics.identify(u.email)
// @ts-expect-error nobody said that this text is one
analytics.identify(text)
// @ts-expect-error any is no proof
analytics.identify(anything)
// @ts-expect-error a trait that the sink does not accept
analytics.identify(u.id, { email: u.email })
// @ts-expect-error this sink takes no ids
analyticsSink('plain', { track: () => {} }).identify(u.id)

// lines
const log = loggerSink(console, { fields: { user }, plain: ['requestId'] })
log.info('signed in', { requestId: 'r1' })
log.info('signed in, under a name with a schema, which masks it', { user: u })
declare const caught: unknown
log.error('failed', { err: caught, requestId: 'r1' })
log.error('failed', { reason: new Error('x') })
// @ts-expect-error a tagged value under another name
log.info('signed in', { email: u.email })
// @ts-expect-error a text that the program does not spell out
log.info(text)
// @ts-expect-error nor one with data in it
log.info(`hello ${text}`)
// @ts-expect-error the console has no such level
log.fatal('x')

// hooks: one for spans or one for transactions, as Sentry sends them
guardSentry().beforeSendSpan({ name: 'x' })
guardSentry(undefined, { traceLifecycle: 'static' }).beforeSendTransaction({ type: 'transaction' })
// @ts-expect-error Sentry would merge what it answers into the transaction
guardSentry(undefined, { traceLifecycle: 'static' }).beforeSendSpan

// any fetch
const send: typeof fetch = guardFetch(fetch, {
  hosts: { 'a.test': { accepts: ['user.contact.email'], purpose: 'letters' } },
})
// @ts-expect-error not a key of the taxonomy
guardFetch(fetch, { hosts: { 'a.test': { accepts: ['email'] } } })

export { result, send }
