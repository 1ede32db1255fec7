/** The half of the client that decides, sends and remembers. The front loads it when it is needed; give it as `engine` to have it at once. */
import { createChoices } from './choice.ts'
import { createCore } from './core.ts'
import type { Engine, EngineHost } from './engine-port.ts'
import { engineSettings } from './engine-settings.ts'
import { accountIdOf } from './entries.ts'
import { createNotices } from './notice.ts'
import { once } from './once.ts'
import type { FrontSettings } from './options.ts'

export type { Engine, EngineHost, EngineModule } from './engine-port.ts'
export { pagePersistence } from './page-persistence.ts'

/** Creates the engine behind a front: it answers anew from the records, and from then on the front answers what it says. */
export function createEngine(front: FrontSettings, host: EngineHost): Engine {
  const settings = engineSettings(front)
  const core = createCore(settings, host)
  const { store, session, age, subjects, entries, receipts } = core
  const { endpoint, fetch, persistence, prefix, newId, policy, onEvent } = settings
  const { note, storeNotes, storeOrphans, choose, object, commit } = createChoices(settings, core)
  const notices = createNotices(settings, core, commit)
  const warned = new Set<string>()
  const account = once(async () => {
    const { createAccountActions } = await import('./account.ts')
    const tag = () => subjects.current().tag
    const account = () => accountIdOf(entries.server(tag()))
    return createAccountActions({ endpoint, fetch, persistence, prefix, newId, tag, account })
  })
  const engine: Engine = {
    ...{ object, note, age, noticed: notices.noticed },
    choose(answers, options) {
      const said = choose(answers, options)
      notices.flush()
      return said
    },
    decide: store.decide,
    heed() {
      for (const purpose of host.used) {
        if (Object.hasOwn(policy.purposes, purpose) || warned.has(purpose)) continue
        warned.add(purpose)
        onEvent({
          kind: 'unknown-purpose',
          purpose,
          hint: `the policy has no purpose "${purpose}", so it stays shut.`,
        })
      }
    },
    signedIn(options) {
      const done = session.signedIn(options)
      notices.flush()
      return done
    },
    signedOut: session.signedOut,
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
      const found = await Promise.all([tag, carried?.tag ?? tag].map(receipts.read))
      return historyOf(listed, entries.all(), found)
    },
    destroy() {
      ended = true
      core.destroy()
    },
  }
  core.takeNotes = storeNotes
  let ended = false
  const begin = () => {
    if (ended) return
    core.begin()
    if (storeOrphans()) core.changed()
  }
  core.catchUp()
  // the front first hands over what waited; without it, gates would stop for what is only noted in memory, and start again
  if (settings.options.engine === undefined) queueMicrotask(begin)
  else begin()
  engine.heed()
  return engine
}
