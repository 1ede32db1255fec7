import { nonPersonal, personal } from '@privacykit/pii'
import { newId } from '@privacykit/vault'
import { beforeEach, describe, expect, it } from 'vitest'
import * as z from 'zod/mini'
import type { Privacy } from './privacy.ts'
import { AT, type FakeBackend, fakeBackend, stateReply } from './test-backend.ts'
import { KEY, testPrivacy } from './test-privacy.ts'
import { shopPolicy } from './test-shop.ts'

const contract = { id: newId(), type: 'contract-opened' as const, purposes: ['orders'] }
const toCourier = { recipient: 'courier', purpose: 'orders', ground: 'contract' } as const
const address = z.object({
  street: personal(z.string(), 'user.contact.address.street'),
  floor: nonPersonal(z.int()),
})
const parcel = z.object({
  name: personal(z.string(), 'user.name'),
  address: z.optional(address),
  // declared for the purpose alone, for the recipient alone, for neither
  email: z.optional(personal(z.string(), 'user.contact.email')),
  phone: z.optional(personal(z.string(), 'user.contact.phone_number')),
  health: z.optional(personal(z.string(), 'user.health_and_medical')),
  note: z.optional(z.string()),
})
const policy = {
  ...shopPolicy,
  recipients: {
    courier: {
      ...shopPolicy.recipients.courier,
      data: ['user.name', 'user.contact.address', 'user.contact.phone_number'],
    },
  },
} as const

describe('a disclosure', () => {
  let backend: FakeBackend
  let privacy: Privacy
  const written = () => backend.calls.filter(({ endpoint }) => endpoint === 'appendRecords')

  beforeEach(() => {
    backend = fakeBackend({
      readState: () => stateReply([contract]),
      appendRecords: () => ({ receipts: [], seq: 2, generation: 1 }),
    })
    privacy = testPrivacy({ policy, backend: { fetch: backend.fetch, key: KEY }, now: () => new Date(AT) })
  })

  it('passes on what purpose and recipient declare, and what is not personal, and says what it withheld', async () => {
    const data = {
      ...{ name: 'Ada', address: { street: 'Road 1', floor: 3 } },
      ...{ email: 'ada@shop.example', phone: '123', health: 'fine', note: 'ring twice', extra: 'more' },
    }

    const disclosed = await privacy.disclose('ada', { ...toCourier, schema: parcel, data })

    expect(disclosed.data).toEqual({ name: 'Ada', address: { street: 'Road 1', floor: 3 } })
    expect(disclosed.withheld).toEqual([
      { path: 'email', category: 'user.contact.email', why: 'tagged' },
      { path: 'phone', category: 'user.contact.phone_number', why: 'tagged' },
      { path: 'health', category: 'user.health_and_medical', why: 'tagged' },
      { path: 'note', category: null, why: 'unclassified' },
      { path: '$.*', category: null, why: 'undeclared' },
    ])
  })

  it('is recorded before the data is given out, with the categories that go', async () => {
    const data = { name: 'Ada', address: { street: 'Road 1', floor: 3 }, email: 'ada@shop.example' }

    const { recordId, categories } = await privacy.disclose('ada', { ...toCourier, schema: parcel, data })

    expect(categories).toEqual(['user.contact.address.street', 'user.name'])
    expect(written().map(({ headers }) => headers.get('privacy-role'))).toEqual(['app'])
    expect(written()[0]?.body.records).toEqual([
      { id: recordId, type: 'disclosure', claimedAt: AT, ...toCourier, categories },
    ])
  })

  it('names no category of an optional field that is absent or null', async () => {
    const schema = z.object({ name: parcel.shape.name, street: z.nullish(address.shape.street) })

    const absent = await privacy.disclose('ada', { ...toCourier, schema, data: { name: 'Ada' } })
    const none = await privacy.disclose('ada', { ...toCourier, schema, data: { name: 'Ada', street: null } })

    expect([absent.categories, none.categories]).toEqual([['user.name'], ['user.name']])
  })

  it('gives nothing out when it could not be recorded', async () => {
    backend.replies = { readState: () => stateReply([contract]) }

    const disclosed = privacy.disclose('ada', { ...toCourier, schema: parcel, data: { name: 'Ada' } })

    await expect(disclosed).rejects.toMatchObject({ code: 'unavailable' })
  })

  const anything = z.partial(parcel)
  type Attempt = { recipient: string; purpose: 'orders' | 'messages'; data: z.input<typeof anything> }
  it.each<[string, Attempt, string]>([
    [
      'an undeclared recipient',
      { recipient: 'broker', purpose: 'orders', data: { name: 'Ada' } },
      'undeclared-recipient',
    ],
    [
      'a purpose without it',
      { recipient: 'courier', purpose: 'messages', data: { name: 'Ada' } },
      'undeclared-recipient',
    ],
    [
      'data of which nothing personal is left',
      { recipient: 'courier', purpose: 'orders', data: { health: 'fine' } },
      'undeclared-category',
    ],
  ])('is refused for %s, and nothing is recorded', async (_, attempt, reason) => {
    const disclosed = privacy.disclose('ada', { ...attempt, ground: 'contract', schema: anything })

    await expect(disclosed).rejects.toMatchObject({ code: 'not-allowed', message: expect.stringContaining(reason) })
    expect(written()).toEqual([])
  })

  it('is refused when the purpose itself may not run', async () => {
    backend.replies.readState = () => stateReply([])

    const disclosed = privacy.disclose('ada', { ...toCourier, schema: parcel, data: { name: 'Ada' } })

    await expect(disclosed).rejects.toMatchObject({ message: expect.stringContaining('no-contract') })
    expect(written()).toEqual([])
  })
})
