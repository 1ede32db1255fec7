/** PrivacyKit on the server: the routes that the page talks to, and the privacy backend behind them in the same process. */
import { randomBytes } from 'node:crypto'
import { createBackend } from '@privacykit/backend'
import { pglite } from '@privacykit/backend/pglite'
import { createPrivacy, type Privacy } from '@privacykit/server'
import { memoryKeys } from '@privacykit/vault'
import { policy } from '../privacy.policy.ts'

// Next.js loads this module more than once in one process, and the backend shall start once
const held = globalThis as { harbourPost?: Promise<Privacy> } // as: a slot of our own

/** Starts at the first call. In memory, gone when the server stops; `pglite('./data')` and `fileKeys('./keys')` keep it. */
export function startPrivacy(): Promise<Privacy> {
  held.harbourPost ??= start()
  return held.harbourPost
}

async function start(): Promise<Privacy> {
  const key = `pk_${randomBytes(32).toString('base64url')}`
  const backend = createBackend({
    apps: [{ id: policy.app, policy, keys: [{ secret: key }] }],
    database: pglite(),
    keys: memoryKeys(),
  })
  await backend.start()
  return createPrivacy({ policy, backend: { fetch: backend.fetch, key }, session: async () => null })
}
