/** The client's memory: records folded once per change, decisions ready to be looked up, one immutable snapshot for listeners. */
import type { Decision, ListedRecord, Operation } from '@privacykit/contract'
import type { PrivacyError } from '@privacykit/contract/error'
import {
  type DecideInput,
  decide,
  fold,
  type PolicyInput,
  type PurposeName,
  questions,
  type State,
  shownHeads,
} from '@privacykit/policy'
import type { AgeMemory } from './age.ts'
import { instantNow, sleepUntilChange } from './clock.ts'
import type { Entries } from './entries.ts'
import { listFor, type SubjectList } from './listed.ts'
import type { Settings } from './options.ts'
import { readSignals, type Signals } from './signals.ts'
import type { Subject, Subjects } from './subject.ts'

/** Per purpose, the records that are being shown to the person. Keep it from render to click and give it to `choose`. */
export type ShownHeads<N extends string = string> = Readonly<Partial<Record<N, readonly string[]>>>

/** Where the client stands. */
export interface Status {
  /** Records that the backend has not acknowledged. 0 without an endpoint: nothing waits to be sent. */
  readonly pending: number
  /** What the last attempt to send failed with; null after a success. */
  readonly lastError: PrivacyError | null
  /** `memory`: storage is blocked or full, so choices may not outlive the page. */
  readonly storage: 'persistent' | 'memory'
  /** `device-only`: no endpoint was given; nothing is sent, no receipt exists. */
  readonly endpoint: 'device-only' | 'connected'
}

/** All that a page shows, immutable; the same object until something changes. */
export interface Snapshot<N extends string = string> {
  readonly decisions: Readonly<Record<N, Decision>>
  /** Purposes that are open for use now. */
  readonly allowed: ReadonlySet<string>
  /** Purposes on consent that may be asked about now, in the policy's order. */
  readonly questions: readonly N[]
  readonly shown: ShownHeads<N>
  readonly signals: Signals
  readonly status: Status
}

/** What a decision can be asked about besides the purpose. */
export interface DecideOptions {
  /** Default `use`. */
  operation?: Operation
  categories?: readonly string[]
  recipient?: string
  storage?: DecideInput['storage']
}

/** The store of one client. */
export interface Store<N extends string> {
  snapshot(): Snapshot<N>
  /** Reads storage again and decides anew. The snapshot keeps its identity when nothing came of it. */
  refresh(): void
  decide(purpose: string, options?: DecideOptions): Decision
  /** The subject that the snapshot is about; another tab may have switched it since. */
  subject(): Subject
  listed(): readonly ListedRecord[]
  state(): State
  at(): string
  /** Milliseconds until time alone may change something. */
  sleep(): number
}

/** What the store reads from. */
export interface StoreOptions<P extends PolicyInput> {
  settings: Settings<P>
  entries: Entries
  subjects: Subjects
  age: AgeMemory
  lastError(): PrivacyError | null
}

/** On a server nothing is known about the person: the state counts as older than any lease. */
const NEVER_READ = new Date(0).toISOString()

/** Creates the store and reads what is there. Never throws. */
export function createStore<P extends PolicyInput>(options: StoreOptions<P>): Store<PurposeName<P>> {
  type N = PurposeName<P>
  const { settings, entries, subjects, age } = options
  const { policy, policies, page, persistence } = settings
  const names = Object.keys(policy.purposes) as N[] // as: Object.keys forgets the literal keys
  let subject: Subject
  let list: SubjectList
  let state: State
  let snapshot: Snapshot<N> | undefined

  const at = () => new Date(instantNow(settings.now, list.records)).toISOString()
  function inputFor(purpose: string, extra: DecideOptions = {}): DecideInput {
    return {
      policies,
      state,
      purpose,
      at: at(),
      history: settings.projection,
      region: settings.region,
      signals: readSignals(page),
      ageLaw: age.law(subject.tag),
      flags: entries.server(subject.tag)?.flags,
      ...(settings.live ? {} : { asOf: NEVER_READ }),
      ...extra,
      operation: extra.operation ?? 'use',
    }
  }

  function status(): Status {
    const connected = settings.endpoint !== null
    return {
      pending: connected ? list.own.filter(({ state }) => state === 'pending').length : 0,
      lastError: options.lastError(),
      storage: persistence.kind(),
      endpoint: connected ? 'connected' : 'device-only',
    }
  }

  function refresh(): void {
    subject = subjects.current()
    list = listFor(subject, entries, age.claims(subject.tag))
    state = fold(list.records, { superseded: list.superseded })
    const decisions = Object.fromEntries(names.map((name) => [name, decide(inputFor(name))])) as Record<N, Decision> // as: fromEntries forgets the literal keys
    const { purpose: _, operation: __, ...asked } = inputFor('')
    const next: Snapshot<N> = {
      decisions,
      allowed: new Set(names.filter((name) => decisions[name].allowed)),
      questions: questions(asked) as N[], // as: it answers with names of this policy
      shown: shownHeads(policy, state),
      signals: readSignals(page),
      status: status(),
    }
    if (snapshot === undefined || !isSame(snapshot, next)) snapshot = next
  }

  refresh()
  return {
    snapshot: () => snapshot as Snapshot<N>, // as: the first refresh has set it
    refresh,
    decide: (purpose, extra) => decide(inputFor(purpose, extra)),
    subject: () => subject,
    listed: () => list.records,
    state: () => state,
    at,
    sleep() {
      const now = instantNow(settings.now, list.records)
      const span = sleepUntilChange(now, list.records, policies)
      // behind the latest record the clock stands still, and a short sleep would come round again and again
      return now > new Date(settings.now()).getTime() ? Math.max(span, 60_000) : span
    },
  }
}

function isSame(a: Snapshot, b: Snapshot): boolean {
  const facts = ({ decisions, questions, shown, signals, status }: Snapshot) =>
    JSON.stringify([decisions, questions, shown, signals, { ...status, lastError: null }])
  return a.status.lastError === b.status.lastError && facts(a) === facts(b)
}
