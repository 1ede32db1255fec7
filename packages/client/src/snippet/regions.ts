/** Defaults for single places, as far as the policy allows something there before anybody was asked. */
import { PrivacyError } from '@privacykit/contract/error'
import type { PolicyInput } from '@privacykit/policy'
import { CONSENT_TYPES, type ConsentPurposes, type ConsentType } from '../consent-mode/consent-types.ts'

/** What Google's tags may assume in some places until the person has answered. Google finds the place, by the IP address. */
export interface RegionDefault {
  /** ISO 3166: `US`, `US-CA`. The most specific place wins. */
  readonly region: readonly string[]
  /**
   * Types that are granted there until the person says no. Only types whose purposes do not rest on consent: consent that nobody gave is granted
   * in no place.
   */
  readonly granted: readonly ConsentType[]
  /** Overrides `waitForUpdateMs` there. */
  readonly waitForUpdateMs?: number
}

/** One more `default` per entry. Throws `invalid-option`. */
export function regionDefaults(
  policy: PolicyInput,
  purposes: ConsentPurposes,
  regions: readonly RegionDefault[],
): Record<string, unknown>[] {
  const named = regions.flatMap(({ region }) => region)
  const wrong = named.find((each) => !/^[A-Z]{2}(-[A-Z0-9]{1,3})?$/.test(each))
  if (wrong !== undefined)
    throw new PrivacyError('invalid-option', '`regions`: name places by ISO 3166, such as US or US-CA.')
  if (new Set(named).size < named.length || regions.some(({ region }) => region.length === 0))
    throw new PrivacyError('invalid-option', '`regions`: name each place once, and at least one in each entry.')
  return regions.map(({ region, granted, waitForUpdateMs }) => {
    for (const type of granted) requireNoConsent(policy, purposes, type)
    return {
      region: [...region],
      ...Object.fromEntries(granted.map((type) => [type, 'granted'])),
      ...(waitForUpdateMs === undefined ? {} : { wait_for_update: waitForUpdateMs }),
    }
  })
}

function requireNoConsent(policy: PolicyInput, purposes: ConsentPurposes, type: ConsentType): void {
  if (!CONSENT_TYPES.includes(type))
    throw new PrivacyError('invalid-option', `\`regions\`: use the types ${CONSENT_TYPES.join(', ')} in \`granted\`.`)
  const names = purposes[type]
  if (names?.every((name) => policy.purposes[name]?.basis !== 'consent') === true) return
  throw new PrivacyError(
    'invalid-option',
    `\`regions\`: ${type} cannot be granted by a place: its purposes rest on consent, or none is named in \`consentMode\`.`,
  )
}
