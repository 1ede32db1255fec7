import { definePolicy } from '@privacykit/policy'
import { expectTypeOf, test } from 'vitest'
import { createPrivacyClient } from './client.ts'
import type { PrivacyClient } from './privacy-client.ts'

const policy = definePolicy({
  app: 'shop',
  version: '1',
  locales: ['en'],
  controller: { name: 'Shop', country: 'ID', contact: { email: 'privacy@shop.example' } },
  purposes: { analytics: { basis: 'consent', data: [], title: { en: 'a' }, summary: { en: 'a' } } },
  recipients: {},
  retention: {},
  children: {},
})

test('a misspelled purpose does not compile', () => {
  const privacy = createPrivacyClient({ policy })

  privacy.allows('analytics')
  // @ts-expect-error: no such purpose
  privacy.allows('analytcs')
  // @ts-expect-error: no such purpose
  privacy.choose({ analytcs: 'granted' }, { surface: 'banner' })
  // @ts-expect-error: no such answer
  privacy.choose({ analytics: 'maybe' }, { surface: 'banner' })
  expectTypeOf(privacy.questions()).toEqualTypeOf<readonly 'analytics'[]>()
})

test('a client of any policy serves code that knows no policy', () => {
  const privacy = createPrivacyClient({ policy })

  expectTypeOf(privacy).toExtend<PrivacyClient>()
})
