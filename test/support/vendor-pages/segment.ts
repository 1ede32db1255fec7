/** A page with Segment's own package behind a purpose. */
import { connectSegment } from '@privacykit/client/segment'
import type { Analytics, Plugin } from '@segment/analytics-next'
import { counted, privacy, show } from './site.ts'

let own: Analytics | undefined
const connect = () =>
  connectSegment(privacy, {
    purpose: 'analytics',
    writeKey: 'write-key',
    load: async () => counted(await import('@segment/analytics-next')),
    settings: {
      cdnURL: 'http://segment-cdn.test',
      plugins: [
        {
          name: 'Keep',
          type: 'utility',
          version: '1',
          isLoaded: () => true,
          load: async (_, instance) => {
            own = instance
          },
        },
      ],
    },
    options: { integrations: { 'Segment.io': { apiHost: 'segment.test/v1', protocol: 'http' } } },
    destinations: { 'Meta Pixel': 'ads' },
  })

/** A destination that the app adds when all is running. */
const late: Plugin = {
  name: 'Late',
  type: 'destination',
  version: '1',
  isLoaded: () => true,
  load: async () => {},
  track: async (context) => {
    await fetch(`http://late.test/${context.event.event}`)
    return context
  },
}

let segment = connect()
show({
  send: (name) => segment.track(name, { size: 1 }),
  sendPast: (name) => void own?.register(late).then(() => own?.track(name)),
  disconnect: () => segment.disconnect(),
  connect() {
    segment = connect()
  },
})
