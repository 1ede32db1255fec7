/** Answering the age question: the page compares the date with the server's cut-offs, and only the side of them leaves the page. */
import type { AgeGate } from '@privacykit/contract'
import { PrivacyError } from '@privacykit/contract/error'
import { type AgeActions, type AgeMemory, type AgeWord, ageStateOf } from './age.ts'
import { buildCall, type Credential, type Fetch, sendOnce } from './api.ts'
import { toPrivacyError, verdictOf } from './errors.ts'
import type { Subject, Subjects } from './subject.ts'

/** What the question needs. */
export interface AgeOptions {
  endpoint: string | null
  fetch: Fetch
  subjects: Subjects
  memory: AgeMemory
  /** Id of the account with that tag, where it is known. */
  accountOf(tag: string): string | undefined
  at(): string
  /** An answer was stored, or arrived. */
  changed(): void
}

/** The age question, as loaded. `resend` sends a stored answer that has not arrived; it never rejects. */
export interface AgeQuestion extends Pick<AgeActions, 'gate' | 'answer'> {
  resend(): Promise<void>
}

const WORDS: readonly string[] = ['adult', 'teen', 'child', 'unknown'] satisfies AgeWord[]

/** Creates the question. */
export function createAgeQuestion(options: AgeOptions): AgeQuestion {
  const { endpoint, fetch, subjects, memory, changed } = options

  function credential(subject: Subject): Credential {
    if (subject.kind === 'account') return { kind: 'account', account: options.accountOf(subject.tag) }
    const device = subjects.cookieDevice(subject.tag)
    if (device !== null) return { kind: 'device', device }
    return { kind: 'device', secret: subjects.mintSecret(subject.tag) }
  }

  async function send(subject: Subject): Promise<void> {
    const age = memory.read(subject.tag)
    if (age === null || age.sent || endpoint === null) return
    const body = { gateId: age.gate.gateId, answer: age.answer }
    const call = buildCall<'browserAge'>(endpoint, { path: '/age', credential: credential(subject), body })
    await sendOnce<'browserAge'>(fetch, call)
    memory.write(subject.tag, { ...age, sent: true })
    changed()
  }

  return {
    async gate() {
      if (endpoint === null)
        throw new PrivacyError(
          'invalid-option',
          'Set `endpoint`: the rule on ages comes from the server, which knows the place.',
        )
      const call = buildCall<'browserAgeGate'>(endpoint, { path: '/age-gate', credential: { kind: 'device' } })
      return sendOnce<'browserAgeGate'>(fetch, call)
    },
    async answer(given, gate) {
      const answer = WORDS.includes(given) ? (given as AgeWord) : answerFor(given, gate) // as: WORDS has just been asked
      const subject = subjects.current()
      const before = memory.read(subject.tag)
      if (before === null || before.answer === 'unknown') {
        memory.write(subject.tag, { gate, answer, answeredAt: options.at(), sent: false })
        changed()
      }
      try {
        await send(subject)
      } catch (thrown) {
        const error = toPrivacyError(thrown)
        if (verdictOf(error) !== 'retry') throw error
      }
      return ageStateOf(memory, subject.tag)
    },
    resend: () => send(subjects.current()).catch(() => undefined), // it is tried again with the next sync
  }
}

/**
 * Compares a birth date (`YYYY-MM-DD`) with the cut-offs.
 * Throws `invalid-option` for what is no calendar date or lies in the future.
 */
export function answerFor(birthDate: string, gate: AgeGate): AgeWord {
  const day = /^\d{4}-\d{2}-\d{2}$/.test(birthDate) ? new Date(`${birthDate}T00:00:00Z`) : new Date(Number.NaN)
  const isReal = !Number.isNaN(day.getTime()) && day.toISOString().startsWith(birthDate)
  // the gate's day may be the earliest anywhere; the person may already be a day further
  const latest = new Date(Date.parse(`${gate.onDate}T00:00:00Z`) + 2 * 86_400_000)
  if (!isReal || day > latest) throw new PrivacyError('invalid-option', 'Ask for a real date of birth, as YYYY-MM-DD.')
  if (birthDate <= gate.adultIfBornBy) return 'adult'
  return birthDate <= gate.consentIfBornBy ? 'teen' : 'child'
}
