/** Test support: runs the snippet's text as a page's head does, over a page in memory. Not part of the package's entry. */
import { policy } from '../fake-policy.ts'
import { type AnswerTable, tableKey } from '../table.ts'
import type { PrivacyAnswers } from './page-mark.ts'
import { snippet } from './snippet.ts'

/** What the page's head meets. */
export interface Head {
  stored?: Readonly<Record<string, string>>
  cookie?: string
  gpc?: unknown
  /** Every access to storage throws. */
  blocked?: boolean
  now?: number
  /** What stands in the data layer already. */
  dataLayer?: unknown[]
}

/** What it leaves behind. */
export interface HeadResult {
  answers: PrivacyAnswers
  mark: string | null
  /** Entries of the data layer as plain lists; undefined when nothing of Google was touched. */
  dataLayer: unknown[][] | undefined
}

/** Runs the text. */
export function runHead(text: string, head: Head = {}): HeadResult {
  const { stored = {}, cookie = '', gpc, blocked = false, now = Date.now(), dataLayer } = head
  const window: Record<string, unknown> = dataLayer === undefined ? {} : { dataLayer }
  const attributes = new Map<string, string>()
  const guard = <T>(value: T): T => {
    if (blocked) throw new Error('SecurityError')
    return value
  }
  const document = {
    documentElement: { setAttribute: (name: string, value: string) => void attributes.set(name, value) },
    cookie,
  }
  const localStorage = { getItem: (key: string) => guard(stored[key] ?? null) }
  // the text is what is tested, and a page runs it the same way
  const run = new Function('window', 'document', 'navigator', 'localStorage', 'Date', text)
  run(window, document, { globalPrivacyControl: gpc }, localStorage, { now: () => now })
  const entries = window.dataLayer as ArrayLike<unknown>[] | undefined // as: what the snippet put there
  return {
    answers: window.privacyAnswers as PrivacyAnswers, // as: what the snippet put there
    mark: attributes.get('data-privacy') ?? null,
    dataLayer: entries?.map((entry) => Array.from(entry)),
  }
}

/** The moment of the tests. */
export const NOW = Date.parse('2026-11-22T10:00:00.000Z')

/** The purposes behind Google's types in the tests. */
export const MODE = {
  analytics_storage: 'analytics',
  ad_storage: ['ads', 'analytics'],
  security_storage: true,
} as const

/** A table of somebody who granted analytics. */
export const table: AnswerTable = {
  ...{ v: 1, policy: '1', made: NOW - 1000, until: NOW + 1000, gpc: 0, tag: 'd0', region: null },
  ...{ allowed: ['analytics', 'ranking'], grants: [], questions: [], decisions: {}, shown: {} },
}

/** What localStorage holds of it. */
export const stored = (value: unknown) => ({
  [tableKey('shop')]: typeof value === 'string' ? value : JSON.stringify(value),
})

/** Runs the snippet of the tests' policy. */
export const run = (head: Head = {}, options: object = {}) =>
  runHead(snippet({ policy, consentMode: MODE, ...options }), { now: NOW, ...head })
