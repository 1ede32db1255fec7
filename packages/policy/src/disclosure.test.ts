import { describe, expect, it } from 'vitest'
import { mayReceive } from './disclosure.ts'
import { policyOf } from './test-records.ts'

const policy = {
  ...policyOf({
    p: {
      data: ['user.name', 'user.contact'],
      optional: [{ category: 'user.unique_id', without: { en: 'Nothing.' } }],
      recipients: ['courier', 'gone'],
    },
  }),
  recipients: {
    courier: {
      name: 'Courier',
      role: 'controller',
      country: 'ID',
      data: ['user.contact.address', 'user.unique_id', 'user.health_and_medical'],
    },
    mailer: { name: 'Mailer', role: 'processor', country: 'ID', data: ['user.contact.address'] },
  },
} as const
const ask = (category: string, { purpose = 'p', recipient = 'courier' } = {}) =>
  mayReceive(policy, { purpose, recipient, category })

describe('mayReceive', () => {
  it('lets through what purpose and recipient both declare, and what lies below', () => {
    expect(ask('user.contact.address')).toBe(true)
    expect(ask('user.contact.address.city')).toBe(true)
    expect(ask('user.unique_id')).toBe(true)
  })

  it('holds back what only one of them declares, and what lies above', () => {
    expect(ask('user.name')).toBe(false)
    expect(ask('user.health_and_medical')).toBe(false)
    expect(ask('user.contact')).toBe(false)
  })

  it('holds back everything for a recipient or purpose that is not declared', () => {
    for (const recipient of ['mailer', 'gone', 'constructor'])
      expect(ask('user.contact.address', { recipient })).toBe(false)
    expect(ask('user.contact.address', { purpose: 'constructor' })).toBe(false)
  })
})
