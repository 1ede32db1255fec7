/** A page with Sentry's own package behind a purpose, and its replays behind another. */
import { connectSentry } from '@privacykit/client/sentry'
import { counted, privacy, show } from './site.ts'

let own: typeof import('@sentry/browser') | undefined
const connect = () =>
  connectSentry(privacy, {
    purpose: 'diagnostics',
    load: async () => {
      own = counted(await import('@sentry/browser'))
      return own
    },
    options: {
      dsn: 'http://key@sentry.test/1',
      release: '1',
      tracesSampleRate: 1,
      replaysSessionSampleRate: 1,
    },
    sessions: 'ads',
    replay: {
      purpose: 'replays',
      integration: ({ replayIntegration }) => replayIntegration({ minReplayDuration: 0, useCompression: false }),
    },
  })

let sentry = connect()
show({
  send: (name) => sentry.captureMessage(name),
  sendPast: (name) => void own?.captureMessage(name),
  disconnect: () => sentry.disconnect(),
  connect() {
    sentry = connect()
  },
})
