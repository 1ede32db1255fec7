import type { ListedRecord, PrivacyRecord } from '@privacykit/contract'
import { fold } from '@privacykit/policy'
import { newId } from '@privacykit/vault'
import { describe, expect, it } from 'vitest'
import { hasObjectedMarketing, isMinor } from './deregistration-erase.ts'
import { testPolicy } from './test-backend.ts'

const listed = (...records: PrivacyRecord[]): ListedRecord[] => records.map((record) => ({ record }))
const claim = (band: { min?: number; max?: number }, source: 'self-declared' | 'suspicion' = 'self-declared') => ({
  ...{ id: newId(), type: 'age-claim' as const, band, source, assurance: 'asserted' as const, gateId: newId() },
})

describe('isMinor', () => {
  it('follows the lowest standing claim, a suspicion too', () => {
    expect(isMinor([], null)).toBe(false)
    expect(isMinor(listed(claim({ min: 18 })), null)).toBe(false)
    expect(isMinor(listed(claim({ min: 18 }), claim({ max: 12 })), null)).toBe(true)
    expect(isMinor(listed(claim({ min: 18 }), claim({ max: 17 }, 'suspicion')), null)).toBe(true)
  })

  it('obeys a correction, and the policy’s own age', () => {
    const wrong = claim({ min: 13, max: 15 })
    const correction = {
      id: newId(),
      type: 'age-corrected' as const,
      band: { min: 18 },
      source: 'document' as const,
      assurance: 'strict' as const,
    }

    expect(isMinor(listed(wrong, { ...correction, supersedes: [wrong.id], reviewer: 'r' }), null)).toBe(false)
    expect(isMinor(listed(claim({ min: 18, max: 20 })), testPolicy('1', { children: { childAge: 21 } }))).toBe(true)
  })
})

describe('hasObjectedMarketing', () => {
  const policy = testPolicy('1', {
    purposes: {
      news: {
        basis: 'legitimate-interests',
        data: [],
        title: { en: 'News' },
        summary: { en: 'News.' },
        directMarketing: true,
      },
      fraud: { basis: 'legitimate-interests', data: [], title: { en: 'Fraud' }, summary: { en: 'Fraud.' } },
    },
  })
  const objection = (
    scope: 'direct-marketing' | { purpose: string },
    word: 'objected' | 'lifted' = 'objected',
    replaces: string[] = [],
  ) => ({
    ...{ id: newId(), type: 'objection' as const, scope, objection: word, replaces },
  })

  it('finds an objection to all of it, or to one purpose that is it', () => {
    expect(hasObjectedMarketing(fold(listed(objection('direct-marketing'))), null)).toBe(true)
    expect(hasObjectedMarketing(fold(listed(objection({ purpose: 'news' }))), policy)).toBe(true)
    expect(hasObjectedMarketing(fold(listed(objection({ purpose: 'fraud' }))), policy)).toBe(false)
  })

  it('does not count one that was lifted', () => {
    const first = objection('direct-marketing')

    expect(hasObjectedMarketing(fold(listed(first, objection('direct-marketing', 'lifted', [first.id]))), policy)).toBe(
      false,
    )
  })
})
