/** What the backend says about itself: fields from a closed list, so that nothing personal can slip in. */
import type { EndpointName, ErrorCode } from '@privacykit/contract'

/** One line. There is no free text, no subject and no value of a request in it. */
export interface LogEntry {
  event: 'request' | 'failure' | 'step' | 'job'
  endpoint?: EndpointName
  tenant?: string
  app?: string
  status?: number
  code?: ErrorCode
  durationMs?: number
  requestId?: string
  stepId?: string
  hook?: string
  /** Name of the error's class and the database's or system's error code; never its message. */
  error?: string
}

/** Receives every entry; must not throw. */
export type Log = (entry: LogEntry) => void

/** Class and code of an error, without its message, which may quote data. */
export function describeError(error: unknown): string {
  if (!(error instanceof Error)) return typeof error
  const code = 'code' in error && typeof error.code === 'string' ? ` ${error.code.slice(0, 40)}` : ''
  return `${error.name}${code}`
}
