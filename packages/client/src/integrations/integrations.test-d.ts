/** Type tests: a misspelled purpose or setting of a vendor does not compile. Checked by `pnpm typecheck`. */
import type { policy } from '../fake-policy.ts'
import type { PrivacyClient } from '../privacy-client.ts'
import { connectMetaPixel } from './meta-pixel.ts'
import { connectPosthog, type PosthogLike } from './posthog.ts'
import { connectSentry, type SentryModule, type SentryReplay } from './sentry.ts'

declare const privacy: PrivacyClient<typeof policy>
declare const posthog: Omit<PosthogLike, 'init'> & { init(key: string, config?: { api_host?: string }): unknown }
declare const sentry: Omit<SentryModule, 'init'> & { init(options?: { dsn?: string }): unknown } & {
  replayIntegration(): SentryReplay
}

connectMetaPixel(privacy, { purpose: 'ads', pixelId: '1' })
// @ts-expect-error the policy has no such purpose
connectMetaPixel(privacy, { purpose: 'adds', pixelId: '1' })

connectPosthog(privacy, { purpose: 'analytics', key: 'k', load: () => posthog, config: { api_host: '/ph' } })
connectPosthog(privacy, { purpose: 'analytics', recording: 'chat', key: 'k', load: async () => ({ default: posthog }) })
// @ts-expect-error PostHog has no such setting
connectPosthog(privacy, { purpose: 'analytics', key: 'k', load: () => posthog, config: { apihost: '/ph' } })

connectSentry(privacy, {
  purpose: 'analytics',
  load: () => sentry,
  options: { dsn: 'https://key@sentry.example/1' },
  replay: { purpose: 'chat', integration: ({ replayIntegration }) => replayIntegration() },
})
connectSentry(privacy, {
  purpose: 'analytics',
  load: () => sentry,
  options: {},
  // @ts-expect-error the policy has no such purpose
  sessions: 'counts',
})
