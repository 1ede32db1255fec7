import { expectTypeOf, test } from 'vitest'
import { createPrivacyClient } from '../client.ts'
import { policy } from '../fake-policy.ts'
import type { PrivacyClient } from '../privacy-client.ts'
import { guardRequests, type RequestGuard } from './guards.ts'
import { gateScripts, type ScriptGates } from './scripts.ts'

test('hosts of a misspelled purpose do not compile', () => {
  const privacy = createPrivacyClient({ policy })

  guardRequests(privacy, { hosts: { analytics: ['*.stats.example'] } })
  // @ts-expect-error: no such purpose
  guardRequests(privacy, { hosts: { analytcs: ['*.stats.example'] } })
})

test('a client whose policy is not known serves as well', () => {
  const privacy = createPrivacyClient({ policy }) as PrivacyClient // as: what a package without the policy is given

  expectTypeOf(guardRequests(privacy, { hosts: { anything: [] } })).toEqualTypeOf<RequestGuard>()
  expectTypeOf(gateScripts(privacy)).toEqualTypeOf<ScriptGates>()
})
