/** The shop's one privacy client. Analytics starts and stops here, and nowhere else. */
import { createPrivacyClient } from '@privacykit/client'
import { setPrivacyClient } from '@privacykit/elements'
import { createPrivacyReact } from '@privacykit/react'
import { policy } from '../privacy.policy.ts'
import { noteActivity, noteChanges } from './activity.ts'
import { startTally } from './tally.ts'

/** The client, for the parts of the page that are not React. */
export const privacy = createPrivacyClient({
  policy,
  endpoint: '/api/privacy',
  onEvent: ({ kind, ...facts }) => noteActivity({ kind, facts }),
})
noteChanges(privacy)

setPrivacyClient(privacy)
privacy.gate('analytics', startTally)

export const { PrivacyProvider, Gate, useConsent, usePrivacy } = createPrivacyReact<typeof policy>()
