/** Makes the parts of `createPrivacy` and hands them to each other. */
import { newId as randomId } from '@privacykit/vault'
import { createAgeGates } from './age.ts'
import { migrateAppTables } from './app-tables.ts'
import { createBackendClient } from './backend-client.ts'
import { createBrowserHandlers } from './browser.ts'
import { createChecks } from './consent.ts'
import { deployHooks } from './deployed-hooks.ts'
import { createDeregistrations } from './deregistration.ts'
import { eventSink } from './event.ts'
import { createFacts } from './facts.ts'
import { createFeed } from './feed.ts'
import { createFence } from './fence.ts'
import { gpcJson } from './gpc-json.ts'
import { createHandle } from './handle.ts'
import { createHistory } from './history.ts'
import { createIdentify } from './identity.ts'
import { createFindRegion } from './jurisdiction.ts'
import type { PrivacyOptions } from './options.ts'
import { createOutbox } from './outbox.ts'
import { createAppend } from './records.ts'
import { createStates } from './state.ts'
import { createRunStep } from './step.ts'
import { requireKnownNames } from './withdrawal-declared.ts'
import { createWork } from './work.ts'

const DEFAULT_AUTH_AGE_SECONDS = 300

/** @internal Everything `createPrivacy` is made of; nothing runs yet. */
export function makeParts(options: PrivacyOptions) {
  const base = makeBase(options)
  const { policy, call, states, onEvent, stores } = base
  const history = createHistory({ ...base, earlier: options.history ?? [] })
  const known = { ...base, history, states: states(history) }
  const append = createAppend(known)
  const identify = createIdentify({ session: options.session, fence: base.fence })
  const deregistrations = createDeregistrations({
    ...known,
    outbox: createOutbox(base.sql, base.now),
    identifiersOf: async (account) => (await Promise.all(stores.map((store) => store.identifiers(account)))).flat(),
    maxAuthAgeSeconds: options.deregistration?.maxAuthAgeSeconds ?? DEFAULT_AUTH_AGE_SECONDS,
  })
  const check = async () => {
    for (const store of stores) await store.check(policy)
  }
  const purge = async () => {
    for (const store of stores) {
      const purged = await store.purge(policy, base.now())
      for (const [rule, count] of Object.entries(purged)) onEvent({ kind: 'purged', rule, count })
    }
  }
  const feed = createFeed(call, known.states)
  const work = createWork({ ...known, check, purge, feed, deregistrations, runStep: createRunStep(base) })
  const ages = createAgeGates({ ...known, append, secret: options.backend.key })
  const regionSource = typeof options.jurisdiction === 'function' ? 'app' : 'edge-header'
  const facts = createFacts({ ...known, append, regionSource })
  const handlers = createBrowserHandlers({ ...known, append, identify, ages, deregistrations, facts })
  const handle = createHandle({
    ...base,
    handlers,
    prefix: options.prefix ?? '/api/privacy',
    origins: options.origins ?? [],
    gpc: options.gpc === undefined ? null : gpcJson(options.gpc),
  })
  const migrate = async () => {
    const clients = new Set([base.sql, ...stores.map((store) => store.sql)].filter((client) => client !== null))
    for (const client of clients) await migrateAppTables(client)
    await check()
  }
  return {
    ...known,
    append,
    identify,
    facts,
    deregistrations,
    checks: createChecks({ ...known, facts }),
    handle,
    work,
    check,
    migrate,
  }
}

/** What nearly every part needs. */
function makeBase(options: PrivacyOptions) {
  const {
    policy,
    stores = {},
    hooks = {},
    recipients = {},
    now = () => new Date(),
    newId = randomId,
    onError = () => undefined,
  } = options
  const onEvent = eventSink(options.onEvent)
  const sql = options.database ?? Object.values(stores)[0]?.sql ?? null
  const call = createBackendClient(options.backend)
  const deployed = deployHooks({ stores, hooks, policy, now, fencedBy: sql })
  requireKnownNames({ policy, hooks: deployed, recipients }, options.history ?? [])
  return {
    policy,
    stores: Object.values(stores),
    hooks: deployed,
    recipients,
    sql,
    call,
    fence: createFence(sql, now),
    states: (history: ReturnType<typeof createHistory>) => createStates({ call, history, now, onEvent }),
    region: createFindRegion(options.jurisdiction, onEvent),
    now,
    newId,
    onEvent,
    onError,
  }
}
