/** The one decision: rules in their order, and the first that answers. `core.md` of the design is its specification. */
import type { AllowReason, Basis, Decision, Reason } from '@privacykit/contract'
import { childProtected } from './child.ts'
import { consent, mayAskAgain } from './consent.ts'
import { contract } from './contract.ts'
import { declared, fresh, notInFuture, storageAsked } from './declared.ts'
import { alive } from './deregistration.ts'
import { stateAt } from './fold.ts'
import { held } from './hold.ts'
import { millisOf } from './instant.ts'
import { interests } from './interests.ts'
import { placeKnown } from './jurisdiction.ts'
import { noticed } from './notice.ts'
import { obligation } from './obligation.ts'
import { protection } from './protection.ts'
import { type DecideInput, pose, type Question, type Rule, type Verdict } from './question.ts'
import { unrestricted } from './restriction.ts'
import type { Entry } from './state.ts'

/** Rows 1 to 9 of the precedence; row 10 is the basis. Any may answer before the basis is looked at. */
const BEFORE_BASIS: readonly Rule[] = [
  notInFuture, // 1, after the unreadable and the unknown
  declared, // 2
  fresh, // 3
  held, // 4
  alive, // 5
  unrestricted, // 6
  placeKnown, // 7
  childProtected, // 8
  noticed, // 9
]

const BY_BASIS: Record<Basis, Rule> = {
  consent,
  contract,
  'legitimate-interests': interests,
  'legal-obligation': obligation,
  'vital-interests': protection,
  'child-protection': protection,
}

const ALLOWING: ReadonlySet<Reason> = new Set<AllowReason>([
  'granted',
  'guardian-approved',
  'contract',
  'interests',
  'obligation',
  'emergency',
  'protection',
  'held',
  'retained',
])

/**
 * Says whether a purpose may do something with the subject's data, and why. Total: it never throws, and what it cannot make sense of it
 * denies. Equal arguments give equal answers in a browser, on a server and in the backend.
 *
 * @example
 * ```ts
 * const { allowed, reason } = decide({ policies: [{ policy }], state: fold(records), purpose: 'analytics', operation: 'use', at })
 * ```
 */
export function decide(input: DecideInput): Decision {
  try {
    return answer(input)
  } catch {
    // only malformed arguments lead here, and they may hide a denial
    return unanswerable('unreadable-record')
  }
}

function answer(input: DecideInput): Decision {
  const state = stateAt(input.state, millisOf(input.at))
  if (state.unreadable.length > 0) return { ...unanswerable('unreadable-record'), recordIds: [...state.unreadable] }
  const question = pose(input, state)
  if (typeof question === 'string') return unanswerable(question)
  const early = firstOf(BEFORE_BASIS, question)
  const verdict = early ?? BY_BASIS[question.purpose.basis](question)
  if (verdict === null) return unanswerable('unreadable-record')
  const entries = verdict.entries ?? []
  const allowed = ALLOWING.has(verdict.reason)
  return {
    allowed,
    reason: verdict.reason,
    basis: question.purpose.basis,
    ...(input.storage === undefined ? {} : { storage: storageAnswer(question, early) }),
    evidence: entries.some((entry) => isClaimed(question, entry)) ? 'claimed' : 'recorded',
    policyVersion: question.policy.version,
    recordIds: entries.map(({ record }) => record.id),
    mayAsk: !allowed && early === null && question.purpose.basis === 'consent' && mayAskAgain(question, verdict),
  }
}

function firstOf(rules: readonly Rule[], question: Question): Verdict {
  for (const rule of rules) {
    const verdict = rule(question)
    if (verdict !== null) return verdict
  }
  return null
}

/** Row 11, ePrivacy 5(3): answered apart from the purpose. What is strictly necessary survives every denial; all else needs consent. */
function storageAnswer(question: Question, early: Verdict): NonNullable<Decision['storage']> {
  const asked = storageAsked(question)
  if (asked.some(({ store }) => store === undefined)) return 'denied'
  if (asked.every(({ store }) => store?.necessary === true)) return 'necessary'
  if (early !== null) return 'denied'
  const reason = consent(question)?.reason
  return reason === 'granted' || reason === 'guardian-approved' ? 'consented' : 'denied'
}

/** Nobody but the author had seen it by the moment judged. */
function isClaimed({ state, at }: Question, { stamp }: Entry): boolean {
  return stamp === undefined || (state.knownAt !== null && millisOf(stamp.receivedAt) > at)
}

function unanswerable(reason: Reason): Decision {
  return {
    allowed: false,
    reason,
    basis: null,
    evidence: 'recorded',
    policyVersion: null,
    recordIds: [],
    mayAsk: false,
  }
}
