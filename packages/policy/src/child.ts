/** Row 8: children. Without a guardian's approval nothing runs on consent, contract or interests below the age of consent. */
import type { Reason } from '@privacykit/contract'
import { type AgeLimits, ageOf } from './age-claims.ts'
import { CHILD_AGE, STRICTEST_AGE } from './age-law.ts'
import { judgeAgreement } from './agreement.ts'
import { millisOf } from './instant.ts'
import { liveProtections } from './protection.ts'
import type { Question, Rule } from './question.ts'
import { type View, viewOf } from './register.ts'
import { type Entry, entriesOf, type Register, type State } from './state.ts'

/** `prohibited-for-age`, `age-unknown`, `guardian-…`; `law-table-stale` where only an old table lets the person consent alone. */
export const childProtected: Rule = (question) => {
  if (!isGuarded(question)) return null
  const { purpose, policy } = question
  const { tier, entries } = ageOf(question, limitsOf(question))
  const isAccountRefused = tier === 'child' && policy.children.account === 'refuse'
  if (isAccountRefused || (purpose.age === 'adults-only' && (tier === 'child' || tier === 'teen')))
    return { reason: 'prohibited-for-age', entries }
  if (tier === 'unknown') return purpose.age === 'not-required' ? null : { reason: 'age-unknown', entries }
  const approval = approvalOf(question)
  if (approval === null || approval.reason === 'approved') return null
  const isTableToBlame = approval.reason === 'guardian-required' && wasAllowedByTable(question)
  return { reason: isTableToBlame ? 'law-table-stale' : approval.reason, entries: [...entries, ...approval.entries] }
}

/** What the guardian has said, or null where no guardian is needed. */
export function approvalOf(
  question: Question,
): { reason: 'approved' | Extract<Reason, `guardian-${string}`>; entries: readonly Entry[] } | null {
  if (!isGuarded(question)) return null
  const { tier, isReviewDue } = ageOf(question, limitsOf(question))
  if (tier !== 'child') return null
  const { name, purpose, state } = question
  const registers = [name, ...(purpose.formerly ?? [])].map((each): Register => `approval:${each}`)
  const view = viewOf(state, registers, name)
  if (view.denying.length > 0) return { reason: denialOf(view), entries: view.denying }
  const guardians = linkedGuardians(state)
  const live = view.granting.filter(
    ({ record }) => record.type === 'guardian-approval' && guardians.has(record.guardian),
  )
  if (live.length === 0) return { reason: 'guardian-required', entries: [] }
  const current = live.filter((entry) => !isReviewDue && judgeAgreement(question, entry) === 'granted')
  if (current.length === 0) return { reason: 'guardian-outdated', entries: live }
  const covering = current.filter((entry) => coversRecipient(question, entry))
  return covering.length === 0
    ? { reason: 'guardian-required', entries: [] }
    : { reason: 'approved', entries: covering }
}

function isGuarded(question: Question): boolean {
  const { basis, guardianContact } = question.purpose
  const isCovered = basis === 'consent' || basis === 'contract' || basis === 'legitimate-interests'
  // inviting the guardian must work before there is one
  return isCovered && guardianContact !== true && liveProtections(question).length === 0
}

function limitsOf({ input, policy, region }: Question): AgeLimits {
  const childAge = policy.children.childAge ?? CHILD_AGE
  const rule = policy.children.consentAge ?? 'by-jurisdiction'
  if (rule !== 'by-jurisdiction') return { consentAge: rule, childAge }
  const lawful = input.ageLaw?.consentAge(region, input.at) ?? STRICTEST_AGE
  return { consentAge: isStale(input) ? Math.max(lawful, STRICTEST_AGE) : lawful, childAge }
}

function isStale({ ageLaw, at }: Question['input']): boolean {
  return ageLaw !== undefined && !(millisOf(at) < millisOf(ageLaw.freshUntil))
}

function wasAllowedByTable(question: Question): boolean {
  const { input, region, policy } = question
  if (input.ageLaw === undefined || !isStale(input) || typeof policy.children.consentAge === 'number') return false
  const consentAge = input.ageLaw.consentAge(region, input.at)
  return ageOf(question, { ...limitsOf(question), consentAge }).tier !== 'child'
}

function denialOf({ denying }: View): Extract<Reason, `guardian-${string}`> {
  const said = denying.map(({ record }) => (record.type === 'guardian-approval' ? record.approval : null))
  if (said.includes('vetoed')) return 'guardian-vetoed'
  // approvals that only replace each other in a circle approve nothing
  return said.includes('revoked') ? 'guardian-revoked' : 'guardian-required'
}

/** Ids of the guardians who are linked to the subject, and whose link has not ended. Nobody else may speak for it. */
export function linkedGuardians(state: State): ReadonlySet<string> {
  const live = new Set<string>()
  // in the backend's order, which a guardian's records always have
  const records = state.records.map(({ record }) => record)
  const linked = new Set(entriesOf(state, 'guardian-linked').map(({ record }) => record.id))
  const ended = new Set(entriesOf(state, 'guardian-ended').map(({ record }) => record.id))
  for (const record of records) {
    const guardian = 'guardian' in record && typeof record.guardian === 'string' ? record.guardian : ''
    if (linked.has(record.id)) live.add(guardian)
    if (ended.has(record.id)) live.delete(guardian)
  }
  return live
}

/** Disclosure to third parties is approved apart (16 CFR 312.5(a)(2)); a processor is none. */
function coversRecipient({ input, policy }: Question, { record }: Entry): boolean {
  if (input.operation !== 'disclose' || input.recipient === undefined) return true
  const isProcessor = policy.recipients[input.recipient]?.role === 'processor'
  return isProcessor || (record.type === 'guardian-approval' && record.thirdParties)
}
