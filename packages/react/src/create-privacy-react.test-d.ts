import { createPrivacyClient } from '@privacykit/client'
import { createElement } from 'react'
import { expectTypeOf, test } from 'vitest'
import { createPrivacyReact } from './create-privacy-react.ts'
import { policy } from './fake-policy.ts'

const { Gate, PrivacyProvider, useConsent, usePrivacy } = createPrivacyReact<typeof policy>()

test('knows the purposes of the policy', () => {
  expectTypeOf(useConsent).parameter(0).toEqualTypeOf<'analytics' | 'orders'>()
  expectTypeOf<ReturnType<typeof usePrivacy>['questions']>().toEqualTypeOf<readonly ('analytics' | 'orders')[]>()
  expectTypeOf<ReturnType<typeof useConsent>['allowed']>().toEqualTypeOf<boolean>()
})

test('does not compile a misspelled purpose', () => {
  // @ts-expect-error: there is no such purpose
  useConsent('analytic')
  // @ts-expect-error: there is no such purpose
  createElement(Gate, { purpose: 'order' })
})

test('takes the client of the same policy', () => {
  createElement(PrivacyProvider, { client: createPrivacyClient({ policy }) })
  // @ts-expect-error: a client of another policy
  createElement(PrivacyProvider, { client: createPrivacyClient({ policy: { ...policy, purposes: {} } }) })
})
