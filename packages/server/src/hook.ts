/** An app's part of a deregistration: what it runs, and the closed list of what it may answer. */
import {
  type DeregistrationPreview,
  isPrivacyError,
  type Kept,
  nameSchema,
  type Outcome,
  type Retained,
  type Subject,
} from '@privacykit/contract'
import * as z from 'zod/mini'
import type { Sql } from './sql.ts'

/** What a hook may know about the person, and about this run. */
export interface HookContext {
  /** The app's own account id. */
  account: string
  generation: number
  /** External ids that this hook's `identify` found, by kind. Empty when it has none. */
  aliases: Readonly<Record<string, readonly string[]>>
  /** Same for every attempt of one step: hand it to the outside system, so that a repeated call has one effect. */
  idempotencyKey: string
  /** 1 for the first attempt. */
  attempt: number
  /** Aborted when the lease ends or the worker stops; what is reported afterwards is not counted. */
  signal: AbortSignal
}

/** What a hook may know when one purpose was withdrawn or objected to, and the account goes on. */
export interface WithdrawalContext extends Pick<HookContext, 'aliases' | 'idempotencyKey' | 'attempt' | 'signal'> {
  kind: 'withdrawal'
  /** The purpose that closed. What is held for other purposes only must stay. */
  purpose: string
  /** The app's account id; or a visitor's device, when nobody was signed in. */
  subject: Subject
  /** Public ids of the person's devices: data kept under one of them before sign-in is meant too. */
  devices: readonly string[]
  /** Data collected up to this moment goes; what came later rests on a new grant. */
  before: Date
  /** Categories of the purpose that no other purpose, hold or law needs: these may go wherever they are held for this purpose. */
  categories: readonly string[]
  /** What something else needs, or may need: `purpose` needs `category` for `reason`. Leave it where it is held for that purpose too. */
  kept: readonly Kept[]
}

/** A hook's part when one purpose closes (GDPR 7(3), 17(1)(b)). Runs at least once, like the hook's own `erase`. */
export interface WithdrawalHook {
  /** Purposes of the policy that this system holds data for. */
  purposes: readonly string[]
  identify?: (context: WithdrawalContext) => Promise<Record<string, string[]>>
  erase: (context: WithdrawalContext) => Promise<EraseOutcome>
  /** Counts what is still there and could go; anything but 0 starts a new erase step. */
  verify?: (context: WithdrawalContext) => Promise<number>
}

/** Tells a recipient that a purpose closed (GDPR 19). Runs at least once, with the same `idempotencyKey`: hand that on. */
export type TellRecipient = (context: WithdrawalContext) => Promise<TellOutcome>
/** What a `TellRecipient` may answer; made by `told`, `waiting` and `failed`. */
export type TellOutcome = Extract<Outcome, { outcome: 'told' | 'waiting' | 'failed' }>

/** What an `erase` may answer; made by `erased`, `retained`, `waiting` and `failed`. */
export type EraseOutcome = Extract<Outcome, { outcome: 'erased' | 'retained' | 'waiting' | 'failed' }>
/** One line of a preview. */
export type PreviewItem = Omit<DeregistrationPreview['items'][number], 'hook'>
/** `preview` runs before anything is requested, so there is no step yet. */
export type PreviewContext = Pick<HookContext, 'account' | 'generation' | 'signal'>

/** An app's part of a deregistration. It runs at least once, and again with the same key after a crash: make `erase` repeatable. */
export interface Hook {
  /** Hooks whose erase step must be done first. Default none. A store named `main` is the hook `main`. */
  after?: readonly string[]
  /** Finds external ids before anything is erased. They are kept sealed until the last check. */
  identify?: (context: HookContext) => Promise<Record<string, string[]>>
  /** What `erase` would do now. Without it the preview says that this part is not counted. */
  preview?: (context: PreviewContext) => Promise<PreviewItem[]>
  erase: (context: HookContext) => Promise<EraseOutcome>
  /** Counts what is still there; anything but 0 starts a new erase step. Without it the proof says `declared, not verified`. */
  verify?: (context: HookContext) => Promise<number>
  /**
   * The part that may be erased when a purpose is withdrawn, or `none` for a system that holds no data on consent or interests. Without it a
   * withdrawal waits, blocked: `erase` takes the whole account and is never called for one.
   */
  withdrawal?: WithdrawalHook | 'none'
}

/** @internal A hook of a store: it raises the fence in the transaction of its deletion. */
export interface StoreHook extends Omit<Hook, 'erase' | 'withdrawal'> {
  phase: 'data' | 'identity'
  erase: (context: HookContext, raiseFence: (tx: Sql) => Promise<void>) => Promise<EraseOutcome>
  /** Absent: the data map does not say what a withdrawal takes. */
  withdrawal?: StoreWithdrawal
}

/** @internal A store's part in a withdrawal; `awaitWriters` lets writes that were allowed before come to their end. */
export interface StoreWithdrawal extends Required<Omit<WithdrawalHook, 'erase' | 'identify'>> {
  erase: (context: WithdrawalContext, awaitWriters: (tx: Sql) => Promise<void>) => Promise<EraseOutcome>
}

/**
 * Declares a hook.
 *
 * @example
 * ```ts
 * const billing = hook({
 *   after: ['main'],
 *   identify: async ({ account }) => ({ customer: [await customerIdOf(account)] }),
 *   erase: async ({ aliases, idempotencyKey }) => erased(await cancelAll(aliases.customer, idempotencyKey)),
 *   verify: async ({ aliases }) => countActive(aliases.customer),
 * })
 * ```
 */
export function hook(definition: Hook): Hook {
  return definition
}

/** Everything is gone: `count` rows or objects; and what stayed by rule, if anything did. */
export function erased(count: number, ...kept: Extract<EraseOutcome, { outcome: 'retained' }>[]): EraseOutcome {
  const rules: Retained[] = kept.flatMap((entry) => entry.retained)
  return rules.length === 0 ? { outcome: 'erased', count } : { outcome: 'erased', count, retained: rules }
}

/** Rows that stay under a retention rule of the policy, until when (null: not known yet). */
export function retained(
  rule: string,
  kept: { count: number; until: Date | string | null },
): Extract<EraseOutcome, { outcome: 'retained' }> {
  const until = kept.until === null ? null : new Date(kept.until).toISOString()
  return { outcome: 'retained', retained: [{ rule, count: kept.count, until }] }
}

/** The recipient knows, or has taken the message over. */
export function told(): Extract<TellOutcome, { outcome: 'told' }> {
  return { outcome: 'told' }
}

/** The other side needs time: the same step runs again at `checkAfter`. */
export function waiting(options: { checkAfter: Date | string }): Extract<EraseOutcome, { outcome: 'waiting' }> {
  return { outcome: 'waiting', checkAfter: new Date(options.checkAfter).toISOString() }
}

/** It did not work; the step is repeated with growing pauses. `code` is yours, a plain name without personal data. */
export function failed(code: string): Extract<EraseOutcome, { outcome: 'failed' }> {
  return { outcome: 'failed', code: z.safeParse(nameSchema, code).success ? code : 'hook-failed' }
}

/** The outcome for a thrown error: its code if it has one of ours, never its message, which may name the person. */
export function failureOf(error: unknown): Extract<EraseOutcome, { outcome: 'failed' }> {
  return failed(isPrivacyError(error) ? error.code : 'hook-threw')
}
