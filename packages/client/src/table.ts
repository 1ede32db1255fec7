/** The answer table: what was decided last, kept under one key, so that a page can answer in its first line without deciding. */
import type { Answers } from '@privacykit/policy/answer-cookie'

/**
 * What the client answered last, as JSON under `tableKey(app)`. It is a cache of the records, never the truth: it is rewritten before a
 * denial is stored and after a grant is, and whoever doubts it treats it as missing, which denies.
 */
export interface AnswerTable extends Answers {
  /** No purpose of the policy heeds the signal, so the table holds with and without it. */
  readonly deaf?: 1
}

/** The tables of a visitor of whom nothing is stored, without and with Global Privacy Control. `privacykit build` writes them. */
export type StartTables = readonly [AnswerTable, AnswerTable]

/** A second place for the table, such as a first-party cookie. Neither method throws. */
export interface AnswerCookie {
  /** Null: nothing is there, or nothing that can be read. Whether it still holds is for the caller to check. */
  read(): AnswerTable | null
  /** Null takes it away. */
  write(table: AnswerTable | null): void
}

/** A table may be this much younger than the clock, which browsers blur and machines correct. */
const SKEW_MS = 60_000

/** The key under which the client keeps the table of an app. */
export function tableKey(app: string): string {
  return `privacykit:${app}:table`
}

/** The table that a stored text holds; null for anything else. Only what answers rest on is checked: whoever can write it may write anything. */
export function parseTable(text: string | null): AnswerTable | null {
  try {
    const table = JSON.parse(text ?? 'null') as AnswerTable | null // as: the members are checked in the next line
    return table?.v === 1 && Array.isArray(table.allowed) && table.decisions && table.shown ? table : null
  } catch {
    return null
  }
}

/** What a table must have been made under to be believed. */
export interface TableCheck {
  /** Version of today's policy. */
  policy: string
  /** Asked only where the signal matters: a page's first look at its navigator takes longer than everything else here. */
  gpc(): boolean
  /** Milliseconds since 1970. */
  now: number
  /** The region that the app gives, if it gives one. */
  region?: string | null | undefined
}

/** Whether a table still says what the records say, as far as it can tell by itself. */
export function isCurrent(table: AnswerTable, { policy, gpc, now, region }: TableCheck): boolean {
  return (
    table.policy === policy &&
    (table.deaf || !table.gpc === !gpc()) &&
    now < table.until &&
    table.made <= now + SKEW_MS &&
    (table.region ?? region ?? null) === (region ?? null)
  )
}
