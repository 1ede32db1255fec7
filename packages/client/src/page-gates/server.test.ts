import { expect, test } from 'vitest'
import { policy } from '../fake-policy.ts'
import { guardRequests } from './guards.ts'
import { gateScripts } from './scripts.ts'

const privacy = { policy, allows: () => true, subscribe: () => () => {} }

test.each([
  ['guardRequests', () => guardRequests(privacy)],
  ['gateScripts', () => gateScripts(privacy)],
])('%s does nothing on a server', (_, install) => {
  const before = globalThis.fetch

  const installed = install()

  expect(globalThis.fetch).toBe(before)
  expect(installed.report().seen).toEqual([])
  expect(installed.report().cannotStop.length).toBeGreaterThan(0)
  expect(installed.remove()).toBeUndefined()
})
