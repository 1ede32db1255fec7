/** Starts PrivacyKit on the page. There is no build step: the import map in the page says where the modules lie. */
import { createPrivacyClient } from '@privacykit/client'
import { gateScripts } from '@privacykit/client/scripts'
import { setPrivacyClient } from '@privacykit/elements'
import '@privacykit/elements/define'
import { policy } from './privacy.policy.js'

const privacy = createPrivacyClient({ policy, endpoint: '/api/privacy' })

// the banner, the link and the video's placeholder speak through this client
setPrivacyClient(privacy)

// <script type="text/plain" data-purpose="…"> runs once its purpose opens; what has run can only be asked to stop
gateScripts(privacy, { onStop: () => dispatchEvent(new Event('stop-counting')) })
