import type { HookDeclaration } from '@privacykit/contract'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { planDeregistration } from './deregistration-plan.ts'

const hook = (name: string, fields: Partial<HookDeclaration> = {}): HookDeclaration => ({
  name,
  after: [],
  phase: 'data',
  identifies: false,
  verifies: false,
  ...fields,
})
const identity = hook('account', { phase: 'identity', identifies: true, verifies: true })

describe('planDeregistration', () => {
  it('identifies first, erases in order, the account row last, then verifies', () => {
    const plan = planDeregistration([
      identity,
      hook('files', { after: ['orders'] }),
      hook('orders', { verifies: true }),
    ])

    expect(plan).toEqual([
      { hook: 'account', kind: 'identify', after: [] },
      { hook: 'orders', kind: 'erase', after: [0] },
      { hook: 'files', kind: 'erase', after: [0, 1] },
      { hook: 'account', kind: 'erase', after: [0, 1, 2] },
      { hook: 'account', kind: 'verify', after: [1, 2, 3] },
      { hook: 'orders', kind: 'verify', after: [1, 2, 3] },
    ])
  })

  it('is empty without hooks', () => {
    expect(planDeregistration([])).toEqual([])
  })

  it.each([
    ['wait for each other', [hook('a', { after: ['b'] }), hook('b', { after: ['a'] })]],
    ['wait for themselves', [hook('a', { after: ['a'] })]],
    ['want data erased after the account row', [identity, hook('a', { after: ['account'] })]],
    ['wait for what is not declared', [hook('a', { after: ['b'] })]],
    ['share a name', [hook('a'), hook('a')]],
  ])('refuses hooks that %s', (_, hooks) => {
    expect(() => planDeregistration(hooks)).toThrow(expect.objectContaining({ code: 'invalid-option' }))
  })

  it('makes the same plan of the same hooks, each step after what it waits for', () => {
    const names = ['a', 'b', 'c', 'd', 'e']
    const hooks = fc.tuple(
      ...names.map((name, index) =>
        fc
          .record({
            after: fc.subarray(names.slice(0, index)),
            identifies: fc.boolean(),
            verifies: fc.boolean(),
          })
          .map((fields) => hook(name, fields)),
      ),
    )
    fc.assert(
      fc.property(hooks, fc.infiniteStream(fc.nat()), (declared, dice) => {
        const shuffled = declared
          .map((each) => ({ each, rank: dice.next().value }))
          .sort((a, b) => a.rank - b.rank)
          .map(({ each }) => each)

        const plan = planDeregistration(shuffled)

        expect(plan).toEqual(planDeregistration(declared))
        for (const [index, step] of plan.entries()) expect(step.after.every((other) => other < index)).toBe(true)
        expect(plan.filter(({ kind }) => kind === 'erase')).toHaveLength(names.length)
      }),
    )
  })
})
