/** Each reason of a decision in words, and what would change the answer. For developers, so in English. */
import type { Reason } from './port.ts'

/** A reason, explained. */
export interface Explanation {
  readonly why: string
  readonly change: string
}

const say = (why: string, change: string): Explanation => ({ why, change })

const POLICY = 'Publish a version of the policy that covers it.'
const PERSON = 'The person can change that in the panel, at any time.'

const REASONS: Readonly<Record<Reason, Explanation>> = {
  granted: say(
    'The person allowed it.',
    'A withdrawal, the end of `expiresDays`, or a policy that wants more than was allowed.',
  ),
  'guardian-approved': say('The guardian approved it.', 'The guardian revokes it, or the child says no.'),
  contract: say('A contract of the person needs it.', 'The contract ends.'),
  interests: say(
    'It rests on a legitimate interest, and nobody objected.',
    'An objection (`privacy.object`), or a signal that binds here.',
  ),
  obligation: say('A law demands it; choices do not count.', 'Only the law, or another policy.'),
  emergency: say('A named person opened it in an emergency.', 'It ends by itself within 72 hours.'),
  protection: say('It protects a child; a named person opened it.', 'It ends at the date that was set.'),
  held: say('The data is on hold for a claim.', 'The hold is released.'),
  retained: say('A retention rule keeps the data.', 'The period ends.'),
  'not-asked': say('The person has not answered.', 'An answer: show the banner, or the panel.'),
  refused: say('The person refused.', PERSON),
  withdrawn: say('The person took the permission back.', PERSON),
  conflict: say(
    'Two answers that had not seen each other disagree, on two devices or in two tabs; the no counts.',
    'A new answer, given with both on the screen.',
  ),
  expired: say('The permission is older than the policy lets it be.', 'A new answer.'),
  outdated: say(
    'The policy now wants more than the person allowed.',
    'A new answer, or a policy that wants no more than before.',
  ),
  'opted-out-by-signal': say(
    'The browser sends Global Privacy Control, and no later choice overrides it.',
    'A grant of this purpose alone, made where the signal is pointed out (`overrides: "gpc"`). Accepting all does not do it.',
  ),
  objected: say('The person objected.', 'The person lifts the objection.'),
  'objected-marketing': say('The person objected to all direct marketing.', 'The person lifts the objection.'),
  suppressed: say('The address is on the list of those who never want marketing.', 'Nothing in the browser.'),
  'age-unknown': say(
    'The person’s age group is not known.',
    'An answer to `<privacy-age-question>`; or `age: "not-required"` with its reason, where the service is not directed at children.',
  ),
  'prohibited-for-age': say('The policy rules it out at this age.', 'A corrected age, on the server.'),
  'guardian-required': say('At this age a guardian has to approve.', 'The guardian’s approval.'),
  'guardian-revoked': say('The guardian took the approval back.', 'A new approval.'),
  'guardian-vetoed': say('The guardian said no.', 'A new answer of the guardian.'),
  'guardian-outdated': say('The policy now wants more than the guardian approved.', 'A new approval.'),
  'notice-missing': say('Nothing may be collected before the notice was shown.', 'Show the notice.'),
  'no-contract': say('There is no contract that needs it.', 'The app’s server opens the contract.'),
  'contract-ended': say('The contract has ended.', 'A new contract.'),
  'change-not-notified': say(
    'The policy was widened, and the person was not told yet or not long enough ago.',
    'The notice, and the end of `noticeDays`.',
  ),
  restricted: say('The person had processing restricted.', 'The restriction is lifted, on the server.'),
  deregistering: say('The account is being deleted.', 'The person takes the deletion back in time.'),
  erased: say('The account was deleted.', 'Nothing; a new registration starts from the beginning.'),
  'state-stale': say(
    'What is known about the person is too old to rely on, or not known at all, as on a server.',
    'Reading the list again: the endpoint has to answer.',
  ),
  'history-unavailable': say(
    'It was answered under a version of the policy that this page does not know.',
    'Give `createPrivacyClient` the `history` that `privacykit build` writes.',
  ),
  'unreadable-record': say(
    'A stored record cannot be read; it may be a refusal.',
    'A newer version of PrivacyKit in this page.',
  ),
  'no-policy-in-force': say('The policy is not in force yet.', 'Its `effective` day comes.'),
  'at-in-future': say('The moment that was asked about lies ahead.', 'Ask about now.'),
  'unknown-purpose': say('The policy has no purpose of that name.', 'Write it as in the policy, or declare it there.'),
  'undeclared-category': say('The purpose does not declare this category of data.', POLICY),
  'undeclared-recipient': say('The purpose does not declare this recipient.', POLICY),
  'undeclared-storage': say('The purpose does not declare this cookie or key.', POLICY),
  'law-table-stale': say('The table of laws is too old to rely on.', 'A newer version of PrivacyKit.'),
  'jurisdiction-unknown': say(
    'The law behind it binds only in some places, and the place is not known.',
    'A `region`, from the server.',
  ),
  'law-not-applicable': say('The law behind it does not bind here.', 'Another place, or another policy.'),
  'no-live-record': say('No emergency or protection is on record.', 'A named person opens one, on the server.'),
}

/** The words for a reason; for one of a newer client, its name. */
export function explain(reason: string): Explanation {
  return (
    (REASONS as Readonly<Record<string, Explanation | undefined>>)[reason] ?? {
      why: `Reason: ${reason}.`,
      change: 'See the documentation.',
    }
  ) // as: a newer client may answer with a reason that this table lacks
}
