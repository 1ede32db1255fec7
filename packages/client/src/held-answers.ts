/** Answers from the cookie, for purposes of which this page has no record: storage is blocked, or was cleared, or another subdomain was answered. */
import type { Decision } from '@privacykit/contract'
import type { Settings } from './engine-settings.ts'
import type { AnswerTable } from './table.ts'

/** What the cookie still holds. */
export interface HeldAnswers {
  /** Reads the cookie again; what it held before is remembered, for a choice takes it away before it is written anew. */
  refresh(): void
  /** What holds for a purpose without a record, given what was decided without one. Opens nothing but what only an answer was missing for. */
  decision(purpose: string, decided: Decision): Decision
  /** Milliseconds since 1970 from which on it holds no longer; infinite when there is nothing. */
  until(): number
}

/** Reads nothing yet. */
export function createHeldAnswers(settings: Settings): HeldAnswers {
  const { options } = settings
  let held: AnswerTable | null = null
  const now = () => new Date(settings.now()).getTime()
  return {
    refresh() {
      const found = options.cookie?.read() ?? null
      if (found !== null) held = found
    },
    decision(purpose, decided) {
      if (held === null || !settings.fits(held)) return decided
      const before = Object.hasOwn(held.decisions, purpose) ? held.decisions[purpose] : undefined
      if (before?.reason === 'granted') return decided.reason === 'not-asked' ? before : decided
      const isDenied = before?.reason === 'refused' || before?.reason === 'objected'
      return isDenied && (decided.allowed || decided.mayAsk) ? before : decided
    },
    until: () => (held === null || held.until <= now() ? Number.POSITIVE_INFINITY : held.until),
  }
}
