/** What happens inside, for a log, a metric or a demonstration: ids of records and requests, names, codes. No personal data. */
import type { Decision, ErrorCode, Operation, Outcome, RecordType, StepKind } from '@privacykit/contract'

/** One thing that happened. No subject is named, so an event cannot be traced to a person by itself. */
export type PrivacyEvent =
  | { kind: 'decision'; purpose: string; operation: Operation; allowed: boolean; reason: Decision['reason'] }
  | { kind: 'record'; types: RecordType[]; subject: 'account' | 'device' }
  | { kind: 'request'; requestId: string; status: 'requested' | 'forwarded' | 'cancelled' }
  | { kind: 'request'; requestId: string; status: 'forward-failed'; code: ErrorCode }
  | {
      kind: 'step'
      requestId: string
      stepId: string
      hook: string
      step: StepKind
      outcome: Outcome['outcome']
      code?: string
    }
  | { kind: 'step-lost'; requestId: string; stepId: string; hook: string; code: ErrorCode }
  | { kind: 'fence'; requestId: string; change: 'raised' | 'lowered' }
  | { kind: 'state'; change: 'read' | 'changed' | 'unreachable' }
  | { kind: 'purged'; rule: string; count: number }
  /** Nobody has said what a withdrawal takes from this hook, or how this recipient is told: withdrawals wait, blocked. */
  | { kind: 'undeclared'; hook: string }
  | { kind: 'undeclared'; recipient: string }
  | { kind: 'failure'; where: string; code: ErrorCode }

/** Receives every event. It must not throw; what it throws is dropped, because a log may not break a decision. */
export type OnEvent = (event: PrivacyEvent) => void

/** `onEvent` that is always there and never throws. */
export function eventSink(onEvent: OnEvent | undefined): OnEvent {
  if (onEvent === undefined) return () => undefined
  return (event) => {
    try {
      onEvent(event)
    } catch {
      // the listener's own failure: nobody here could act on it, and the caller asked about privacy, not about logs
    }
  }
}
