/** The client as a page sees it. */
import type { Decision, Receipt, RecordOf, Surface } from '@privacykit/contract'
import type { Answer, PolicyInput, PurposeName } from '@privacykit/policy'
import type { AccountActions } from './account.ts'
import type { AgeActions } from './age.ts'
import type { GateStart } from './gate.ts'
import type { HistoryItem } from './history.ts'
import type { NoticedOptions } from './notice.ts'
import type { SignInOptions } from './session.ts'
import type { DecideOptions, ShownHeads, Snapshot, Status } from './store.ts'

/** How a choice was made. */
export interface ChooseOptions<N extends string = string> {
  /** Where the person answered. */
  surface: Surface
  /** Names the text that was shown. Default: the surface and the policy's version. */
  noticeId?: string
  /** The words that were on the screen. The record keeps their hash, with the policy's own words about the purposes, and not the words. */
  text?: string
  /** The hash itself, for an app that keeps its texts: from `textHash` of `@privacykit/policy/text-hash`. */
  textHash?: string
  /** Language of that text. Default: the client's. */
  language?: string
  /** `client.shown()` as of the render. Default: what this page knew until now. Only what was shown can be replaced. */
  shown?: ShownHeads<N>
  /** The person was told of the browser's signal and granted all the same. */
  overrides?: 'gpc'
}

/** What the browser knows of one person's choices. Made by `createPrivacyClient`. */
export interface PrivacyClient<P extends PolicyInput = PolicyInput> {
  readonly policy: P
  /** Whether the purpose may be used now. Synchronous, a lookup; false for what it does not know; never throws. */
  allows(purpose: PurposeName<P>): boolean
  /** The same with its reason. Never throws. */
  decide(purpose: PurposeName<P>, options?: DecideOptions): Decision
  /**
   * Stores what the person said. When it returns, the choice is on the device, gates have stopped and started, and the storage of closed
   * purposes is gone; nothing that fails later undoes it. Before the engine is there (`prepare`), it is noted, storage is cleaned and records
   * are made as soon as it is, `records` is filled then, and a yes opens at once only where nothing but the yes was missing. `saved` resolves
   * with one receipt a record once the backend has them, stays pending while there is hope, and rejects with a `PrivacyError` when the backend
   * refuses (nobody has to await it: `status()` tells the same). Without an endpoint it resolves with no receipts. Throws `unknown-purpose`.
   */
  choose(
    answers: Partial<Record<PurposeName<P>, Answer>>,
    options: ChooseOptions<PurposeName<P>>,
  ): { saved: Promise<Receipt[]>; records: RecordOf<'choice'>[] }
  /**
   * Objects (GDPR Art. 21) to a purpose on legitimate interests or to all direct marketing, or lifts that. `shown` as in `choose`. Before the
   * engine is there everything is closed until it has looked at what the objection reaches.
   */
  object(
    scope: { purpose: PurposeName<P> } | 'direct-marketing',
    objection: 'objected' | 'lifted',
    options?: { shown?: ShownHeads<PurposeName<P>> },
  ): { saved: Promise<Receipt[]>; records: RecordOf<'objection'>[] }
  /**
   * Notes that a notice about these purposes was in the person's sight (GDPR 13), once a version: `guard` with `operation: 'collect'` refuses
   * on a server until it was. For a visitor of whom nothing is stored it is held in memory until a choice or a sign-in. Resolves when noted here.
   */
  noticed(purposes: readonly PurposeName<P>[], options?: NoticedOptions): Promise<void>
  /** Runs `start` while the purpose is open, and what it returned when the purpose closes. Returns what takes the gate away. */
  gate(purpose: PurposeName<P>, start: GateStart): () => void
  /** Wraps `call`: passed through while the purpose is open, held in memory until the person answers, thrown away when refused. */
  buffer<A extends unknown[]>(purpose: PurposeName<P>, call: (...args: A) => void): (...args: A) => void
  /** Purposes that may be asked about now. Empty: show no notice by itself. */
  questions(): readonly PurposeName<P>[]
  /** What is being shown; keep it from render to click. */
  shown(): ShownHeads<PurposeName<P>>
  /** Calls `listener` after every change; returns what ends that. */
  subscribe(listener: () => void): () => void
  snapshot(): Snapshot<PurposeName<P>>
  /** Where the client stands; of records that wait from earlier pages it knows once the engine is there. */
  status(): Status
  /**
   * Loads the engine now, such as when the pointer nears the banner, so that a choice is also cleaned up after and sent within its click.
   * Resolves when it is there or could not be loaded; never rejects.
   */
  prepare(): Promise<void>
  /** Tell the client at sign-in, and on each page of a signed-in person. Resolves when the list was read, or could not be; never rejects. */
  signedIn(options?: SignInOptions): Promise<void>
  /** Tell the client before the session ends, so that what waits is still sent. The next visitor starts with nothing. */
  signedOut(): Promise<void>
  /** Questions of age; they wait for the engine, and `state()` knows nothing before it is there. */
  readonly age: AgeActions
  /** Closing the account; waits for the engine. */
  readonly account: AccountActions
  /** What was said here and by this person elsewhere, oldest first, with receipts where there are any. */
  history(): Promise<HistoryItem[]>
  /** Stops gates and listeners. Nothing stored is touched. */
  destroy(): void
}
