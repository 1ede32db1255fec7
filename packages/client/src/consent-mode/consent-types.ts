/** Google Consent Mode v2: its seven types of consent, and which purposes of the policy stand behind each. */
import { PrivacyError } from '@privacykit/contract/error'
import type { PolicyInput, PurposeName } from '@privacykit/policy'

/** The types that Google's tags ask about. A type that nobody sets counts as granted there, so every one is always set. */
export const CONSENT_TYPES = [
  'ad_storage',
  'analytics_storage',
  'ad_user_data',
  'ad_personalization',
  'functionality_storage',
  'personalization_storage',
  'security_storage',
] as const
/** One type of consent, as Google names it. */
export type ConsentType = (typeof CONSENT_TYPES)[number]
/** What a type can be. */
export type ConsentValue = 'granted' | 'denied'

/** The types that may be strictly necessary for the service that the person asked for. */
type NecessaryType = 'functionality_storage' | 'security_storage'

/**
 * Per type, the purpose that opens it, or several that must all be open. A type that is left out is denied, always. `true`: strictly
 * necessary, always granted; only for `functionality_storage` and `security_storage`.
 */
export type ConsentModeMap<N extends string = string> = Readonly<{
  [T in ConsentType]?: N | readonly N[] | (T extends NecessaryType ? true : never)
}>

/** Every type with the purposes that must be open; null: never granted; none: always. */
export type ConsentPurposes = Readonly<Record<ConsentType, readonly string[] | null>>

/** Spells the map out. Throws `invalid-option` for a type that Google does not have, and for a purpose that the policy does not have. */
export function consentPurposes<P extends PolicyInput>(
  policy: P,
  map: ConsentModeMap<PurposeName<P>>,
): ConsentPurposes {
  for (const type of Object.keys(map))
    if (!CONSENT_TYPES.some((each) => each === type))
      throw new PrivacyError(
        'invalid-option',
        `\`consentMode\`: there is no "${type}". Use ${CONSENT_TYPES.join(', ')}.`,
      )
  const entries = CONSENT_TYPES.map((type) => [type, purposesOf(policy, type, map[type])])
  return Object.fromEntries(entries) as ConsentPurposes // as: fromEntries forgets the keys
}

/** What each type is while those purposes are open. */
export function consentValues(
  purposes: ConsentPurposes,
  allows: (purpose: string) => boolean,
): Record<ConsentType, ConsentValue> {
  const entries = CONSENT_TYPES.map((type) => [type, purposes[type]?.every(allows) === true ? 'granted' : 'denied'])
  return Object.fromEntries(entries) as Record<ConsentType, ConsentValue> // as: fromEntries forgets the keys
}

function purposesOf(policy: PolicyInput, type: ConsentType, value: unknown): readonly string[] | null {
  if (value === undefined) return null
  if (value === true && (type === 'functionality_storage' || type === 'security_storage')) return []
  const names = [value].flat() as unknown[] // as: what callers without types give
  const wrong = names.find((name) => typeof name !== 'string' || !Object.hasOwn(policy.purposes, name))
  if (names.length > 0 && wrong === undefined) return names as string[] // as: checked in the line before
  throw new PrivacyError(
    'invalid-option',
    `\`consentMode.${type}\`: name purposes of the policy, or leave it out: denied.`,
  )
}
