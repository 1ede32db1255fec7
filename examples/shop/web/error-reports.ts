/** Tells the error tracker what broke in the page. The report is cleaned here, and once more by the shop. */
import { guardBeforeSend } from '@privacykit/pii/sinks'
import { errorEvent } from '../shared/error-event.ts'

const clean = guardBeforeSend(undefined, { messages: 'withhold' })
/** A page that fails in a loop must not send in a loop. */
const REPORTS_AT_MOST = 10

/** Listens for errors that nobody caught. */
export function reportErrors(): void {
  let sent = 0
  const report = (error: unknown) => {
    sent += 1
    if (sent > REPORTS_AT_MOST) return
    const event = clean({ ...errorEvent(error, 'javascript'), request: { url: location.href } })
    if (event === null) return
    const headers = { 'content-type': 'application/json' }
    // a report that is lost is no harm to anybody
    void fetch('/api/errors', { method: 'POST', headers, body: JSON.stringify(event), keepalive: true }).catch(() => {})
  }
  addEventListener('error', ({ error }) => report(error))
  addEventListener('unhandledrejection', ({ reason }) => report(reason))
}
