/** Row 9 and notified changes: what the person was told, in which version. */
import { coveredSince, versionInForce } from './history.ts'
import { DAY_MS } from './instant.ts'
import { namesPurpose, type Question, type Rule } from './question.ts'
import { effectiveMillis } from './record-set.ts'
import { type Scope, scopeOf } from './scope.ts'
import { entriesOf } from './state.ts'

/** Days between the notice of a change and its start where the purpose does not say. */
const NOTICE_DAYS = 30

/**
 * `notice-missing`: collecting needs a notice (GDPR 13) that covers today's scope. A choice counts, for it was made on one. Default for
 * consent, contract and interests when the purpose has data.
 */
export const noticed: Rule = (question) => {
  const { input, purpose, timeline } = question
  if (input.operation !== 'collect') return null
  const isUsual = ['consent', 'contract', 'legitimate-interests'].includes(purpose.basis) && purpose.data.length > 0
  if (!(purpose.noticeRequired ?? isUsual)) return null
  const told = [
    ...versionsTold(question),
    ...entriesOf(question.state, 'notice-delivered').map(({ record }) => record.policyVersion),
  ]
  const isCovered = told.some((version) => {
    const from = indexOf(question, version)
    return from !== -1 && coveredSince(timeline, question.name, from)
  })
  return isCovered ? null : { reason: 'notice-missing' }
}

/**
 * True when today's scope goes beyond what the person was told, and no delivered notice of it has run its time. `since`: indexes of versions
 * that already applied to the person. Data and recipients named in the question are measured alone: the old scope goes on.
 */
export function isChangeUnnotified(question: Question, since: readonly number[]): boolean {
  const { timeline, name, at, purpose } = question
  const noticeMs = (purpose.noticeDays ?? NOTICE_DAYS) * DAY_MS
  const wanted = scopeAsked(question)
  const notified = entriesOf(question.state, 'notice-delivered')
    .filter((entry) => at >= effectiveMillis(entry) + noticeMs)
    .map(({ record }) => indexOf(question, record.policyVersion))
    .filter((index) => index !== -1)
  return ![...since, ...notified].some((from) => coveredSince(timeline, name, from, wanted))
}

/** Indexes of the versions under which the person first met the purpose: the oldest they were told of, or that was in force at sign-up. */
export function firstMet(question: Question): number[] {
  const told = versionsTold(question).map((version) => indexOf(question, version))
  const opened = entriesOf(question.state, 'account-opened').map((entry) => indexAt(question, effectiveMillis(entry)))
  const met = [...told, ...opened].filter((index) => index !== -1)
  return met.length === 0 ? [question.timeline.current] : [Math.min(...met)]
}

/** Index of the version in force at a time; the oldest when that lies before all, or is not known. */
export function indexAt({ timeline }: Question, at: number): number {
  return Math.max(0, versionInForce(timeline.policies, at))
}

function versionsTold(question: Question): string[] {
  const { state, name } = question
  const shown = entriesOf(state, 'notice-shown').filter(({ record }) => namesPurpose(question, record.purposes))
  const chosen = entriesOf(state, 'choice').filter(({ record }) => record.purpose === name)
  const approved = entriesOf(state, 'guardian-approval').filter(({ record }) => record.purpose === name)
  const acknowledged = entriesOf(state, 'policy-acknowledged')
  return [...shown, ...chosen, ...approved, ...acknowledged].map(({ record }) => record.policyVersion)
}

function indexOf({ timeline }: Question, version: string): number {
  return timeline.policies.findLastIndex(({ policy }) => policy.version === version)
}

function scopeAsked({ policy, name, input }: Question): Scope | undefined {
  const scope = scopeOf(policy, name)
  if (scope === null || input.categories === undefined) return undefined
  const recipients = scope.recipients.filter((recipient) => recipient.name === input.recipient)
  return { ...scope, categories: input.categories, recipients }
}
