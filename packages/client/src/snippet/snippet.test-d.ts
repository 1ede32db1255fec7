import { test } from 'vitest'
import { policy } from '../fake-policy.ts'
import { connectGtag } from '../integrations/gtag.ts'
import { connectGtm } from '../integrations/gtm.ts'
import type { PrivacyClient } from '../privacy-client.ts'
import { snippet } from './snippet.ts'

declare const privacy: PrivacyClient<typeof policy>

test('does not compile a misspelled purpose or type', () => {
  snippet({ policy, consentMode: { analytics_storage: ['analytics', 'ads'], security_storage: true } })
  // @ts-expect-error: there is no such purpose
  snippet({ policy, consentMode: { analytics_storage: 'analytic' } })
  // @ts-expect-error: there is no such type
  snippet({ policy, consentMode: { analytics: 'analytics' } })
  // @ts-expect-error: there is no such purpose
  connectGtag(privacy, { id: 'G-1', consentMode: { ad_storage: 'adverts' } })
  // @ts-expect-error: there is no such purpose
  connectGtm(privacy, { id: 'GTM-1', consentMode: { ad_storage: 'ads' }, purposes: ['adverts'] })
})

test('calls advertising necessary nowhere', () => {
  // @ts-expect-error: only what the service itself needs may be
  snippet({ policy, consentMode: { ad_storage: true } })
})
