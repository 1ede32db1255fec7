/** The page's one privacy client, React's side of it, and PostHog behind its purpose. */
import { createPrivacyClient } from '@privacykit/client'
import { connectPosthog } from '@privacykit/client/posthog'
import { setPrivacyClient } from '@privacykit/elements'
import { createPrivacyReact } from '@privacykit/react'
import { policy } from '../privacy.policy.ts'

/** The client, for the parts of the page that are not React. */
export const privacy = createPrivacyClient({ policy, start: PRIVACY_START, endpoint: '/api/privacy' })
setPrivacyClient(privacy)

/** Counts, if the visitor lets us. The library itself is loaded only then. */
export const analytics = connectPosthog(privacy, {
  purpose: 'analytics',
  key: import.meta.env.VITE_POSTHOG_KEY ?? 'phc_put-your-project-key-here',
  config: { api_host: 'https://eu.i.posthog.com', autocapture: false, disable_session_recording: true },
  load: () => import('posthog-js'),
})

export const { PrivacyProvider, useConsent } = createPrivacyReact<typeof policy>()
