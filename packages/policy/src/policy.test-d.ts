import { expectTypeOf } from 'vitest'
import {
  type ChoiceInput,
  choiceRecords,
  definePolicy,
  fold,
  type PolicyInput,
  type PurposeName,
  shownHeads,
} from './index.ts'

const lines = { title: { en: 'T' }, summary: { en: 'S' } }
const base = {
  app: 'shop',
  version: '1',
  locales: ['en'],
  controller: { name: 'Shop', country: 'ID', contact: { email: 'privacy@shop.example' } },
  children: {},
} as const
const recipients = { lab: { name: 'Lab', role: 'processor', country: 'ID', data: [] } } as const
const retention = { short: { days: 30, from: 'collected', reason: { en: 'R' } } } as const

const policy = definePolicy({
  ...base,
  purposes: {
    analytics: { basis: 'consent', data: [], recipients: ['lab'], retention: 'short', ...lines },
    orders: { basis: 'contract', data: [], ...lines },
  },
  recipients,
  retention,
})

expectTypeOf<PurposeName<typeof policy>>().toEqualTypeOf<'analytics' | 'orders'>()
expectTypeOf(policy).toExtend<PolicyInput>()
expectTypeOf(policy.purposes.analytics.basis).toEqualTypeOf<'consent'>()
expectTypeOf(shownHeads(policy, fold([]))).toEqualTypeOf<Record<'analytics' | 'orders', string[]>>()

declare const said: Omit<ChoiceInput<typeof policy>, 'answers'>
choiceRecords({ ...said, answers: { analytics: 'granted' } })
// @ts-expect-error: a misspelled purpose does not compile
choiceRecords({ ...said, answers: { analitycs: 'granted' } })
// @ts-expect-error: an answer is one of three words
choiceRecords({ ...said, answers: { analytics: 'maybe' } })

const p = { basis: 'consent', data: [], ...lines } as const
const rest = { ...base, recipients, retention }

// @ts-expect-error: a recipient that the policy does not have
definePolicy({ ...rest, purposes: { p: { ...p, recipients: ['lag'] } } })
// @ts-expect-error: a retention rule that the policy does not have
definePolicy({ ...rest, purposes: { p: { ...p, retention: 'shrot' } } })
// @ts-expect-error: a key that no purpose has
definePolicy({ ...rest, purposes: { p: { ...p, expireDays: 3 } } })
// @ts-expect-error: a basis that no law knows
definePolicy({ ...rest, purposes: { p: { ...p, basis: 'whim' } } })
