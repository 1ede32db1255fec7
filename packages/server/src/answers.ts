/** What a request's cookie says the person answered, so that the server renders the page that fits. For drawing, not for deciding. */
import type { Decision, Reason } from '@privacykit/contract'
import { decide, fold, type PolicyInput, type PurposeInput, questions } from '@privacykit/policy'
import { type Answers, findAnswers } from '@privacykit/policy/answer-cookie'

export type { Answers } from '@privacykit/policy/answer-cookie'

/** Options of `readAnswers`. */
export interface ReadAnswersOptions {
  policy: PolicyInput
  /** ISO 3166 region of the request, as your edge knows it; null: unknown, so the strictest rule. Default: unknown. */
  region?: string | null
  /** Default `Date.now`. */
  now?: () => Date | number
}

/** A request, or anything with its headers, such as `{ headers: await headers() }` in Next.js. */
export interface RequestHeaders {
  readonly headers: { get(name: string): string | null }
}

/**
 * The answers of the person who asks, from the cookie of `answerCookie` and from `Sec-GPC`; where there is none, those of a visitor who has said
 * nothing. Plain JSON: give it to the browser as `initial` of the React provider, so both render the same. It never throws and does no I/O.
 * A cookie that somebody made up, of another policy version or of other purposes counts as none. `Sec-GPC: 1` only ever closes. Past its time
 * a cookie opens nothing that rests on consent, but what was refused stays refused, and nothing is asked until the page itself knows.
 *
 * The cookie is the visitor's own word and can be forged: render by it, and let `privacy.allows()` decide about data. Answers differ by
 * visitor: send `Vary: Cookie, Sec-GPC`, and keep such pages out of shared caches.
 *
 * @example
 * ```ts
 * const initial = readAnswers(request, { policy })
 * ```
 */
export function readAnswers(request: RequestHeaders, { policy, region, now = Date.now }: ReadAnswersOptions): Answers {
  const gpc = request.headers.get('sec-gpc') === '1'
  const at = new Date(now()).getTime()
  const found = findAnswers(policy, request.headers.get('cookie') ?? '')
  if (found === null) return freshAnswers({ policy, region: region ?? null, gpc, at })
  const isCurrent =
    at < found.until &&
    found.made <= at + CLOCKS_DIFFER_MS &&
    (region === undefined || region === (found.region ?? null))
  const held = isCurrent ? found : close(policy, found, LAPSED, (purpose) => purpose.basis === 'consent')
  return gpc && found.gpc === 0 ? { ...close(policy, held, 'opted-out-by-signal', isFlagged), gpc: 1 } : held
}

const LAPSED = 'state-stale'
/** The page's clock made the cookie, the server's clock reads it. */
const CLOCKS_DIFFER_MS = 86_400_000

/** A visitor who has said nothing: what is open without asking, and what may be asked. */
function freshAnswers(visitor: { policy: PolicyInput; region: string | null; gpc: boolean; at: number }): Answers {
  const { policy, region, gpc, at } = visitor
  const asked = { policies: [{ policy }], state: fold([]), at: new Date(at).toISOString(), region, signals: { gpc } }
  const decisions = mapPurposes(policy, (purpose) => decide({ ...asked, purpose, operation: 'use' }))
  const open = questions(asked)
  return {
    v: 1,
    policy: policy.version,
    made: at,
    until: at + ONE_HOUR_MS,
    gpc: gpc ? 1 : 0,
    tag: 'd0',
    region,
    allowed: Object.keys(decisions).filter((name) => decisions[name]?.allowed),
    // nothing but the missing answer stands in the way
    grants: open.filter((name) => decisions[name]?.reason === 'not-asked'),
    questions: open,
    decisions,
    shown: {},
  }
}

const ONE_HOUR_MS = 3_600_000

/** Closes those purposes and asks nothing about them, except what the person has closed already. */
function close(
  policy: PolicyInput,
  answers: Answers,
  reason: Reason,
  closes: (purpose: PurposeInput) => boolean,
): Answers {
  const isClosed = (name: string) => closes(policy.purposes[name] as PurposeInput) // as: the names come from this policy
  const keep = (names: readonly string[]) => names.filter((name) => !isClosed(name))
  const closed = (name: string, decision: Decision): Decision =>
    isClosed(name) && (decision.allowed || decision.mayAsk)
      ? { ...decision, allowed: false, mayAsk: false, reason }
      : decision
  return {
    ...answers,
    allowed: keep(answers.allowed),
    grants: keep(answers.grants),
    questions: keep(answers.questions),
    decisions: mapPurposes(policy, (name) => closed(name, answers.decisions[name] as Decision)), // as: decodeAnswers decides each purpose
  }
}

function isFlagged({ sale, sharing, targetedAdvertising }: PurposeInput): boolean {
  return sale === true || sharing === true || targetedAdvertising === true
}

function mapPurposes<T>(policy: PolicyInput, work: (name: string) => T): Record<string, T> {
  return Object.fromEntries(Object.keys(policy.purposes).map((name) => [name, work(name)]))
}
