/** What the pages of the vendor tests share: a policy that lists what the vendors keep, and a client on it. */
import { createPrivacyClient } from '@privacykit/client'
import { META_PIXEL_STORES } from '@privacykit/client/meta-pixel'
import { POSTHOG_STORES } from '@privacykit/client/posthog'
import { SEGMENT_STORES } from '@privacykit/client/segment'
import { SENTRY_STORES } from '@privacykit/client/sentry'
import { definePolicy } from '@privacykit/policy'

const purpose = (title: string) => ({
  basis: 'consent' as const,
  data: ['user.telemetry'],
  title: { en: title },
  summary: { en: `${title} of a test.` },
  age: 'not-required' as const,
  ageReason: 'A test of consent, not of age.',
})

const policy = definePolicy({
  app: 'vendors',
  version: '1',
  locales: ['en'],
  controller: { name: 'Vendors', country: 'ID', contact: { email: 'privacy@vendors.example' } },
  purposes: {
    analytics: { ...purpose('Counts'), stores: [...POSTHOG_STORES, ...SEGMENT_STORES] },
    ads: { ...purpose('Advertising'), stores: [...META_PIXEL_STORES] },
    diagnostics: purpose('Faults'),
    replays: { ...purpose('Recordings'), stores: [...SENTRY_STORES] },
  },
  recipients: {},
  retention: {},
  children: {},
})

/** A purpose of these pages. */
export type VendorPurpose = keyof (typeof policy)['purposes']

export const privacy = createPrivacyClient({ policy })

/** What a page hands to the tests. */
export interface VendorPage {
  privacy: typeof privacy
  /** How often the vendor's library was asked for. */
  loads: number
  /** Makes an event of that name, through the integration. */
  send(name: string): void
  /** Makes one past the integration, as code does that kept the vendor's own object. */
  sendPast?(name: string): void
  disconnect(): void
  /** Connects again after that. */
  connect(): void
}

/** Puts the page before the tests. */
export function show(page: Omit<VendorPage, 'privacy' | 'loads'>): void {
  Object.assign(globalThis, { vendorPage: Object.assign(page, { privacy, loads: 0 }) })
}

/** Counts a call of `load`. */
export function counted<T>(module: T): T {
  const { vendorPage } = globalThis as unknown as { vendorPage: VendorPage } // as: `show` has put it there
  vendorPage.loads += 1
  return module
}
