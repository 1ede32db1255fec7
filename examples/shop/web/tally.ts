/** The visit counter. It knows nothing of consent: the gate starts and stops it. */
import { createSink, nonPersonal, personal } from '@privacykit/pii'
import * as z from 'zod/mini'

const visitSchema = z.object({
  page: nonPersonal(z.string()),
  visitor: personal(z.string(), 'user.device.cookie_id', { kind: 'pseudonym' }),
})

let visitor: string | null = null

/** Takes the visitor's cookie id and nothing else personal: a tagged e-mail address does not compile, and would be stripped at run time. */
const track = createSink('tally', {
  purpose: 'analytics',
  accepts: ['user.device.cookie_id'],
  events: { page: visitSchema },
  allows: () => visitor !== null,
  send: (_event, payload) => {
    const headers = { 'content-type': 'application/json' }
    void fetch('/api/tally', { method: 'POST', headers, body: JSON.stringify(payload), keepalive: true })
  },
})

/** Counts a page, if the counter runs. */
export function countPage(path: string): void {
  track('page', { page: path.replace(/\/product\/.*/, '/product'), visitor })
}

/** Starts the counter with its cookie; returns what stops it. */
export function startTally(): () => void {
  visitor = /(?:^|; )_tally=([^;]+)/.exec(document.cookie)?.[1] ?? crypto.randomUUID()
  document.cookie = `_tally=${visitor}; Path=/; Max-Age=${180 * 86_400}; SameSite=Lax`
  countPage(location.pathname)
  return () => {
    visitor = null
  }
}
