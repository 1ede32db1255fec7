/** The client as the elements see it. `PrivacyClient` of `@privacykit/client` fits; a type test holds that. */
import type { Status } from '@privacykit/client'
import type {
  AgeGroup,
  Answer,
  BirthDay,
  ChoiceContext,
  ShownAgeGate,
  ShownDeregistration,
  ShownPolicy,
  ShownPreview,
  ShownRecord,
  ShownState,
} from './port.ts'

/** Any client that can do this can drive the elements; `createPrivacyClient` makes one. */
export interface ElementsClient {
  readonly policy: ShownPolicy
  /** Why a purpose is on or off, and which records said so. Never throws. */
  decide(purpose: string): { readonly allowed: boolean; readonly reason: string; readonly recordIds: readonly string[] }
  /** Purposes worth asking now, in the order of the policy. */
  questions(): readonly string[]
  /** Token of the state on the screen; goes back with the choice made on that screen. */
  shown(): ShownState
  choose(answers: Readonly<Record<string, Answer>>, context: ChoiceContext): { readonly saved: Promise<unknown> }
  object(
    scope: { purpose: string } | 'direct-marketing',
    objection: 'objected' | 'lifted',
    options?: { shown?: ShownState },
  ): { readonly saved: Promise<unknown> }
  /** Notes that a notice about these purposes was in sight, if the client keeps such records. */
  noticed?(purposes: readonly string[], options: { language: string; noticeId?: string }): unknown
  /** Loads what a choice needs, if the client loads such things late. */
  prepare?(): unknown
  subscribe(listener: () => void): () => void
  /** The person's records, with how far each got. */
  history(): Promise<readonly ShownRecord[]>
  /** Where the answers are: here, with the app, or on their way. */
  status(): Status
  readonly age: {
    /** Cut-off dates, to be handed back with the answer. */
    gate(): Promise<ShownAgeGate>
    /** Takes a date of birth (`YYYY-MM-DD`) or `unknown`; the date goes no further. Answers with the answer that stands. */
    answer(said: BirthDay | 'unknown', gate: ShownAgeGate): Promise<{ readonly answer: AgeGroup | null }>
    state(): { readonly answer: AgeGroup | null }
  }
  readonly account: {
    preview(): Promise<ShownPreview>
    deregister(): Promise<ShownDeregistration>
    status(requestId: string): Promise<ShownDeregistration>
    cancel(requestId: string): Promise<ShownDeregistration>
  }
}
