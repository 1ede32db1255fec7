/** The client's memory: records folded once per change, decisions ready to be looked up, one immutable snapshot for listeners. */
import type { Decision, ListedRecord, Operation } from '@privacykit/contract'
import type { PrivacyError } from '@privacykit/contract/error'
import { type DecideInput, decide, fold, grantable, questions, type State, shownHeads } from '@privacykit/policy'
import type { AgeMemory } from './age.ts'
import { instantNow, sleepUntilChange } from './clock.ts'
import type { Settings } from './engine-settings.ts'
import type { Entries } from './entries.ts'
import { createHeldAnswers } from './held-answers.ts'
import { listFor, type SubjectList } from './listed.ts'
import type { Signals } from './signals.ts'
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
  /** Milliseconds until time alone may change something, and `longest` at most (default: a quarter of a day). */
  sleep(longest?: number): number
  /** Purposes on consent that would be open if the person granted them now, without pointing a signal out. */
  grants(): string[]
}

/** What the store reads from. */
export interface StoreOptions {
  settings: Settings
  entries: Entries
  subjects: Subjects
  age: AgeMemory
  /** False while the person's answers are being read back: asking again would be wrong then. */
  mayAsk(): boolean
  /** What the page has answered so far. */
  before: Snapshot
  lastError(): PrivacyError | null
}

/** On a server nothing is known about the person: the state counts as older than any lease. */
const NEVER_READ = new Date(0).toISOString()

/** Creates the store and reads what is there. Never throws. */
export function createStore(options: StoreOptions): Store<string> {
  const { settings, entries, subjects, age } = options
  const { policy, policies, persistence } = settings
  const names = Object.keys(policy.purposes)
  const held = createHeldAnswers(settings)
  let subject: Subject
  let list: SubjectList
  let state: State
  /** Heads by purpose. */
  let shown: Record<string, readonly string[]>
  let snapshot = options.before

  const at = () => new Date(instantNow(settings.now, list.records)).toISOString()
  function inputFor(purpose: string, extra: DecideOptions = {}): DecideInput {
    return {
      policies,
      state,
      purpose,
      at: at(),
      history: settings.projection,
      region: settings.region === undefined ? entries.server(subject.tag)?.region : settings.region,
      signals: settings.signals(),
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
    shown = shownHeads(policy, state)
    held.refresh()
    const decisions: Record<string, Decision> = Object.fromEntries(
      names.map((name) => [name, heldOr(name, decide(inputFor(name)))]),
    )
    const { purpose: _, operation: __, ...asked } = inputFor('')
    const next: Snapshot = {
      decisions,
      allowed: new Set(names.filter((name) => decisions[name]?.allowed)),
      questions: (options.mayAsk() ? questions(asked) : []).filter((name) => decisions[name]?.mayAsk !== false),
      shown,
      signals: settings.signals(),
      status: status(),
    }
    if (!isSame(snapshot, next)) snapshot = next
  }

  /** A first device that the backend has told nothing about may have answered where this page cannot see the records. */
  function heldOr(purpose: string, decided: Decision): Decision {
    const isBlind = subject.tag === 'd0' && entries.server(subject.tag) === null
    return isBlind && !shown[purpose]?.length ? held.decision(purpose, decided) : decided
  }

  refresh()
  return {
    snapshot: () => snapshot,
    refresh,
    decide: (purpose, extra) => {
      const decided = decide(inputFor(purpose, extra))
      return extra === undefined ? heldOr(purpose, decided) : decided
    },
    subject: () => subject,
    listed: () => list.records,
    state: () => state,
    at,
    grants() {
      const { purpose: _, operation: __, ...asked } = inputFor('')
      return grantable({ ...asked, records: list.records, foldOptions: { superseded: list.superseded } })
    },
    sleep(longest) {
      const now = instantNow(settings.now, list.records)
      const span = Math.min(sleepUntilChange(now, list.records, policies, longest), held.until() - now)
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
