/** Holds the slice that the elements use to the client that there is. */
import { createPrivacyClient, type PrivacyClient } from '@privacykit/client'
import { expectTypeOf, test } from 'vitest'
import type { ElementsClient } from './elements-client.ts'
import { fakePolicy } from './fake-policy.ts'

test('any PrivacyClient can drive the elements', () => {
  expectTypeOf<PrivacyClient>().toExtend<ElementsClient>()
})

test('a client that knows its purposes can drive the elements', () => {
  const client = createPrivacyClient({ policy: fakePolicy })

  const driver: ElementsClient = client

  expectTypeOf(driver).toExtend<ElementsClient>()
})
