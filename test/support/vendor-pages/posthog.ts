/** A page with PostHog's own package behind a purpose. */
import { connectPosthog } from '@privacykit/client/posthog'
import type { PostHog } from 'posthog-js/dist/module.full.no-external.js'
import { counted, privacy, show } from './site.ts'

let own: PostHog | undefined
const connect = () =>
  connectPosthog(privacy, {
    purpose: 'analytics',
    recording: 'replays',
    key: 'phc_test',
    load: async () => {
      const module = counted(await import('posthog-js/dist/module.full.no-external.js'))
      own = module.default
      return module
    },
    config: { api_host: 'http://posthog.test', disable_compression: true, opt_out_useragent_filter: true },
  })

let posthog = connect()
show({
  send: (name) => posthog.capture(name, { size: 1 }),
  sendPast: (name) => void own?.capture(name),
  disconnect: () => posthog.disconnect(),
  connect() {
    posthog = connect()
  },
})
