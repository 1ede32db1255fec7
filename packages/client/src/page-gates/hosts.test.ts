import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { policy } from '../fake-policy.ts'
import { hostRules } from './hosts.ts'

beforeEach(() => {
  vi.stubGlobal('document', { baseURI: 'https://shop.example/basket/' })
  vi.stubGlobal('location', { host: 'shop.example' })
})

afterEach(() => {
  vi.unstubAllGlobals()
})

const withRecipient = {
  ...policy,
  purposes: { ...policy.purposes, analytics: { ...policy.purposes.analytics, recipients: ['tally'] } },
  recipients: {
    tally: { name: 'Tally', role: 'processor', country: 'ID', data: [], hosts: ['stats.example', '*.shared.example'] },
  },
} as const

test.each([
  ['https://stats.example/a', ['analytics']],
  ['wss://STATS.example.:8443/a', ['analytics']],
  ['//a.b.shared.example', ['analytics', 'ads']],
  ['//shared.example', []],
  ['//notshared.example', []],
  ['//stats.example.evil.example', []],
  ['//evil.example/stats.example', []],
])('%s is declared for %j', (address, purposes) => {
  const targetOf = hostRules(withRecipient, { ads: ['*.shared.example'] })

  expect(targetOf(address)?.purposes).toEqual(purposes)
})

test.each([
  'https://shop.example/x',
  'wss://shop.example/x',
  'x',
  '/x',
  'data:,x',
  'blob:https://stats.example/1',
  'http://[',
])('%s leads to nobody else', (address) => {
  expect(hostRules(withRecipient, { ads: ['shop.example'] })(address)).toBeNull()
})

test.each(['https://a.example', '*', '*a.example', 'a.*', 'a.example/x', 'user@a.example', 'a b', ''])(
  '`%s` is refused as a host, with how to write it',
  (host) => {
    expect(() => hostRules(policy, { ads: [host] })).toThrow(
      expect.objectContaining({ code: 'invalid-option', message: expect.stringContaining('`*.stats.example`') }),
    )
  },
)
