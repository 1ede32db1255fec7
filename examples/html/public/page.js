/** Starts PrivacyKit on the page. There is no build step: the import map in the page says where the modules lie. */
import { createPrivacyClient } from '@privacykit/client'
import { gateScripts } from '@privacykit/client/scripts'
import { setPrivacyClient } from '@privacykit/elements'
import '@privacykit/elements/define'
import { policy } from './privacy.policy.js'

// what a first visit may be asked, from the server: the page then asks before the rest of PrivacyKit has loaded
const start = JSON.parse(document.getElementById('privacy-start')?.textContent ?? 'null')

const privacy = createPrivacyClient({ policy, start, endpoint: '/api/privacy' })

// the banner, the link and the video's placeholder speak through this client
setPrivacyClient(privacy)

// <script type="text/plain" data-purpose="…"> runs once its purpose opens; what has run can only be asked to stop
gateScripts(privacy, { onStop: () => dispatchEvent(new Event('stop-counting')) })
