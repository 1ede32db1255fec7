/** Declarations that a law ties to others. */
import { error, type Finding, note, warning } from './finding.ts'
import type { PolicyInput, PurposeInput } from './policy.ts'

type Check = (purpose: PurposeInput, pointer: string) => Finding[]

/** Every purpose against the rules of its basis. */
export function legalFindings({ purposes }: PolicyInput): Finding[] {
  return Object.entries(purposes).flatMap(([name, purpose]) =>
    CHECKS.flatMap((check) => check(purpose, `/purposes/${name}`)),
  )
}

const isOnInterests = ({ basis }: PurposeInput) => basis === 'legitimate-interests'

const CHECKS: readonly Check[] = [
  ({ basis, expiresDays }, at) =>
    expiresDays !== undefined && basis !== 'consent'
      ? [error(`${at}/expiresDays`, 'Only a consent expires. Remove it, or change the basis.')]
      : [],
  ({ basis, whenUnknown }, at) =>
    whenUnknown === 'last-known' && basis !== 'contract' && basis !== 'legal-obligation'
      ? [error(`${at}/whenUnknown`, 'Only contract and legal obligation may rely on what was last known.')]
      : [],
  ({ basis, law }, at) =>
    basis === 'legal-obligation' && law === undefined
      ? [error(`${at}/law`, 'Name the law that obliges (GDPR 6(1)(c)); without one the purpose is always denied.')]
      : [],
  (purpose, at) =>
    // ePrivacy 13(2): electronic marketing without consent needs a customer relation and an opt-out
    isOnInterests(purpose) && purpose.directMarketing === true && purpose.softOptIn === undefined
      ? [error(`${at}/softOptIn`, 'Say why the soft opt-in applies (ePrivacy 13(2)), or ask for consent.')]
      : [],
  ({ age, ageReason }, at) => {
    if (age !== 'not-required') return []
    if (ageReason === undefined) return [error(`${at}/ageReason`, 'Say why the age does not matter here.')]
    return [note(`${at}/age`, `Runs although the age is not known: ${ageReason}`)]
  },
  (purpose, at) =>
    purpose.targetedAdvertising === true && purpose.age !== 'adults-only'
      ? [warning(`${at}/age`, 'Targeted advertising also reaches minors here (DSA 28(2)). Consider adults-only.')]
      : [],
  ({ basis, stores = [] }, at) =>
    basis === 'consent' && stores.length > 0 && stores.every(({ necessary }) => necessary === true)
      ? [
          warning(
            `${at}/stores`,
            'What is strictly necessary needs no consent. Move it to a purpose that runs without.',
          ),
        ]
      : [],
  (purpose, at) =>
    purpose.basis !== 'consent' && (purpose.stores ?? []).some(({ necessary }) => necessary !== true)
      ? [
          note(
            `${at}/stores`,
            'Storage that is not strictly necessary needs consent (ePrivacy 5(3)), whatever the basis.',
          ),
        ]
      : [],
  ({ restrictionException }, at) =>
    restrictionException === undefined
      ? []
      : [note(`${at}/restrictionException`, 'Runs on under a restriction (GDPR 18(2)).')],
  ({ guardianContact }, at) =>
    guardianContact === true ? [note(`${at}/guardianContact`, 'Runs before any guardian has approved.')] : [],
]
