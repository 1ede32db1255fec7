/** Tells the error tracker what broke and where. Nothing of whom it happened to gets that far. */
import { createKeyRedactor } from '@privacykit/pii'
import { createDetector } from '@privacykit/pii/detect'
import { guardBeforeSend } from '@privacykit/pii/sinks'
import { errorEvent } from '../shared/error-event.ts'

export interface ErrorReports {
  /** An error of the server, and the request that it broke. */
  failed: (error: unknown, request: Request) => void
  /** A report that a page has sent; it is not trusted to be clean. */
  received: (event: object) => void
}

/** `send` hands a finished report to the tracker. */
export function createErrorReports(send: (report: object) => void): ErrorReports {
  // a message may hold a name, which nobody can find in a text; type and stack say enough
  const clean = guardBeforeSend(createKeyRedactor({ text: createDetector({ alone: false }) }), { messages: 'withhold' })
  const received = (event: object) => {
    const left = clean(event)
    if (left !== null) send(left)
  }
  return {
    received,
    failed: (error, { method, url }) => received({ ...errorEvent(error, 'node'), request: { method, url } }),
  }
}
