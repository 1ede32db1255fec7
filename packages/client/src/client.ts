/** `createPrivacyClient`: the parts of the core, behind the names that a page uses. */
import type { PolicyInput } from '@privacykit/policy'
import { createChoices } from './choice.ts'
import { createCore } from './core.ts'
import { accountIdOf } from './entries.ts'
import { once } from './once.ts'
import { type PrivacyClientOptions, resolveOptions } from './options.ts'
import type { PrivacyClient } from './privacy-client.ts'

/**
 * Creates the client and reads what is stored: `allows()` is right from the first line on. It makes no request and stores nothing before
 * the person's first choice. On a server it denies everything that needs to know the person.
 *
 * @throws PrivacyError `invalid-option`
 * @example
 * ```ts
 * const privacy = createPrivacyClient({ policy, endpoint: '/api/privacy' })
 * const stop = privacy.gate('analytics', () => { startAnalytics(); return stopAnalytics })
 * const { saved } = privacy.choose({ analytics: 'refused' }, { surface: 'banner', noticeId: 'banner-1' })
 * ```
 */
export function createPrivacyClient<const P extends PolicyInput>(options: PrivacyClientOptions<P>): PrivacyClient<P> {
  const settings = resolveOptions(options)
  const core = createCore(settings)
  const { store, gates, buffers, session, age, subjects, entries } = core
  const { endpoint, fetch, persistence, prefix, newId } = settings
  const account = once(async () => {
    const { createAccountActions } = await import('./account.ts')
    const tag = () => subjects.current().tag
    const account = () => accountIdOf(entries.server(tag()))
    return createAccountActions({ endpoint, fetch, persistence, prefix, newId, tag, account })
  })
  core.begin()
  return {
    policy: settings.policy,
    allows: (purpose) => store.snapshot().allowed.has(purpose),
    decide: (purpose, asked) => store.decide(purpose, asked),
    ...createChoices(settings, core),
    gate: (purpose, start) => gates.add(purpose, start),
    buffer: (purpose, call) => buffers.add(purpose, call),
    questions: () => store.snapshot().questions,
    shown: () => store.snapshot().shown,
    subscribe: core.subscribe,
    snapshot: store.snapshot,
    status: () => store.snapshot().status,
    signedIn: session.signedIn,
    signedOut: session.signedOut,
    age,
    account: {
      preview: async () => (await account()).preview(),
      deregister: async () => (await account()).deregister(),
      status: async (requestId) => (await account()).status(requestId),
      cancel: async (requestId) => (await account()).cancel(requestId),
    },
    async history() {
      const { tag, carried } = store.subject()
      const listed = store.listed()
      // no database before there is anything to read from it
      if (listed.length === 0) return []
      const { historyOf } = await import('./history.ts')
      const found = await Promise.all([tag, carried?.tag ?? tag].map(core.receipts.read))
      return historyOf(listed, core.entries.all(), found)
    },
    destroy: core.destroy,
  }
}
