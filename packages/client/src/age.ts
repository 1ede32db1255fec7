/** What is known of the person's age on this device: which side of the cut-offs, never the date. */
import type { AgeAnswer, AgeBand, AgeGate, ListedRecord } from '@privacykit/contract'
import { type AgeLaw, ageBandOf, lawOfGate } from '@privacykit/policy'
import type { Persistence } from './persistence.ts'

/** Which side of the cut-offs; `unknown` when the person would not say. */
export type AgeWord = AgeAnswer['answer']

/** What is known of the person's age on this device. */
export interface AgeState {
  /** Null: the question was not answered here. */
  readonly answer: AgeWord | null
  /** Completed years, both ends inclusive; null when unknown. */
  readonly band: AgeBand | null
  /** Whether the backend has the answer. */
  readonly sent: boolean
}

/** Asking for an age, and answering. */
export interface AgeActions {
  /** The cut-off dates for the person's place. Rejects with a `PrivacyError`. */
  gate(): Promise<AgeGate>
  /**
   * Answers with a birth date (`YYYY-MM-DD`), which never leaves this function, or with the word itself. The first answer on this device
   * stands; `unknown` may be answered again. Offline it resolves with `sent: false` and holds here; it is sent with the next reading of the
   * list, on this page or a later one. Rejects with `invalid-option` for an impossible date, or with what the server refused it for.
   */
  answer(answer: AgeWord | `${number}-${number}-${number}`, gate: AgeGate): Promise<AgeState>
  state(): AgeState
}

/** A stored answer. The date it came from is nowhere. */
interface StoredAge {
  gate: AgeGate
  answer: AgeWord
  answeredAt: string
  sent: boolean
}

/** Age answers on this device, per subject. */
export interface AgeMemory {
  read(tag: string): StoredAge | null
  write(tag: string, age: StoredAge): void
  forget(tag: string): void
  /** The answer as a record, so that it holds before the server has written its own. Never sent. */
  claims(tag: string): ListedRecord[]
  /** The rule that the server resolved for the person's place, once the gate was read. */
  law(tag: string): AgeLaw | undefined
}

/** Answers kept under `prefix`. */
export function createAgeMemory(persistence: Persistence, prefix: string): AgeMemory {
  const keyOf = (tag: string) => `${prefix}age:${tag}`
  const memory: AgeMemory = {
    read: (tag) => parseAge(persistence.read(keyOf(tag))),
    write: (tag, age) => persistence.write(keyOf(tag), JSON.stringify(age)),
    forget: (tag) => persistence.remove(keyOf(tag)),
    claims(tag) {
      const age = memory.read(tag)
      const band = age === null ? null : ageBandOf(age.answer, age.gate)
      if (age === null || band === null) return []
      const { gateId } = age.gate
      return [
        {
          record: {
            id: `age:${gateId}`,
            type: 'age-claim',
            claimedAt: age.answeredAt,
            band,
            source: 'self-declared',
            assurance: 'asserted',
            gateId,
          },
        },
      ]
    },
    law(tag) {
      const age = memory.read(tag)
      return age === null ? undefined : lawOfGate(age.gate)
    },
  }
  return memory
}

/** What was answered here by the subject of that tag. */
export function ageStateOf(memory: AgeMemory, tag: string): AgeState {
  const age = memory.read(tag)
  if (age === null) return { answer: null, band: null, sent: false }
  return { answer: age.answer, band: ageBandOf(age.answer, age.gate), sent: age.sent }
}

function parseAge(text: string | null): StoredAge | null {
  try {
    const age = JSON.parse(text ?? 'null') as StoredAge | null // as: the members that are used are checked in the next line
    return typeof age?.gate?.gateId === 'string' && typeof age.answer === 'string' ? age : null
  } catch {
    return null // unknown holds
  }
}
