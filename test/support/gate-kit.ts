/** What the pages of the gate tests carry as `kit`: the gates, and a client that a test opens and closes by hand. */
import { createPrivacyClient } from '@privacykit/client'
import { findUndeclaredStores, watchUndeclaredStores } from '@privacykit/client/audit'
import * as engine from '@privacykit/client/engine'
import { guardRequests } from '@privacykit/client/guards'
import { gateScripts } from '@privacykit/client/scripts'
import { definePolicy } from '@privacykit/policy'

const ageReason = 'A test of consent, not of age.'
const text = { en: 'A test.' }
const purpose = { basis: 'consent', data: [], title: text, summary: text, age: 'not-required', ageReason } as const

const stores = [
  { cookie: '_t*' },
  { localStorage: 'tally:*' },
  { sessionStorage: 'tally' },
  { indexedDB: 'tally' },
  { cookie: 'both' },
]
const policy = definePolicy({
  app: 'gates',
  version: '1',
  locales: ['en'],
  controller: { name: 'Gates', country: 'ID', contact: { email: 'privacy@gates.example' } },
  purposes: {
    analytics: { ...purpose, recipients: ['tracker'], stores },
    ads: { ...purpose, stores: [{ cookie: 'both' }] },
  },
  recipients: {
    tracker: {
      name: 'Tracker',
      role: 'processor',
      country: 'ID',
      data: [],
      hosts: ['tracker.example', '*.tracker.example'],
    },
  },
  retention: {},
  children: {},
})

/** A client by the slice that gates need; `open` sets which purposes are open and tells, as a choice does. */
function createHandClient() {
  let allowed: readonly string[] = []
  const listeners = new Set<() => void>()
  return {
    policy,
    allows: (name: string) => Object.hasOwn(policy.purposes, name) && allowed.includes(name),
    subscribe(listener: () => void) {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
    open(...names: string[]) {
      allowed = names
      for (const listener of listeners) listener()
    },
  }
}

export const kit = {
  privacy: createHandClient(),
  createHandClient,
  createClient: () => createPrivacyClient({ policy, engine }),
  /** The same with an engine that loads later. */
  createFront: () => createPrivacyClient({ policy }),
  guardRequests,
  gateScripts,
  findUndeclaredStores,
  watchUndeclaredStores,
}
export type Kit = typeof kit

Object.assign(globalThis, { kit, log: [] })
