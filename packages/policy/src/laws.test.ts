import type { ListedRecord } from '@privacykit/contract'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { AGE_LAW } from './age.ts'
import { decide } from './decide.ts'
import { fold } from './fold.ts'
import { projectHistory } from './history.ts'
import type { PolicyInput, PurposeInput } from './policy.ts'
import { mergeRecords } from './record-set.ts'
import { registersOf, viewOf } from './register.ts'
import { HISTORY_POLICY, historyArbitrary, listed, PURPOSES, type Said, say } from './test-histories.ts'
import { ask, choiceOf, DEVICE, daysFromNow, NOW, policyOf, purposeOf, recordOf, stamped } from './test-records.ts'

const decisions = (records: readonly ListedRecord[], policy: PolicyInput = HISTORY_POLICY) =>
  PURPOSES.map((purpose) =>
    decide({ policies: [{ policy }], state: fold(records), purpose, operation: 'use', at: NOW }),
  )
const allowed = (records: readonly ListedRecord[]) => decisions(records).map((decision) => decision.allowed)
const byId = (records: readonly ListedRecord[]) => records.toSorted((a, b) => (a.record.id < b.record.id ? -1 : 1))
/** No purpose is open after that was closed before. */
const opensNothing = (before: readonly boolean[], after: readonly boolean[]) =>
  expect(after.filter((open, index) => open && before[index] === false)).toEqual([])
const someIds = (records: readonly { id: string }[]) => fc.subarray(records.map(({ id }) => id))

/** Copies of the same ids, stamped or not, some differing in content: what a hostile or broken peer might send. */
const copiesArbitrary = fc.array(
  fc
    .record({
      id: fc.constantFrom('a', 'b', 'c'),
      isStamped: fc.boolean(),
      word: fc.constantFrom('granted', 'refused'),
    })
    .map(({ id, isStamped, word }) => {
      const record = { ...choiceOf(word as 'granted' | 'refused', { policy: HISTORY_POLICY }), id }
      return isStamped ? stamped(record, { seq: 1 }) : { record }
    }),
  { maxLength: 6 },
)

describe('merging', () => {
  it('is commutative, associative and idempotent', () => {
    fc.assert(
      fc.property(copiesArbitrary, copiesArbitrary, copiesArbitrary, (a, b, c) => {
        expect(byId(mergeRecords(a, b))).toEqual(byId(mergeRecords(b, a)))
        expect(byId(mergeRecords(mergeRecords(a, b), c))).toEqual(byId(mergeRecords(a, mergeRecords(b, c))))
        expect(byId(mergeRecords(a, a))).toEqual(byId(mergeRecords(a)))
      }),
    )
  })
})

describe('a decision', () => {
  it('depends neither on the order of delivery nor on copies', () => {
    fc.assert(
      fc.property(historyArbitrary, fc.infiniteStream(fc.nat()), (history, dice) => {
        const shuffled = listed([...history, ...history.slice(0, 3)])
          .map((record) => ({ record, rank: dice.next().value }))
          .sort((a, b) => a.rank - b.rank)
          .map(({ record }) => record)

        const answers = (records: ListedRecord[]) =>
          decisions(records).map(({ allowed, reason, recordIds }) => [allowed, reason, recordIds.toSorted()])

        expect(answers(shuffled)).toEqual(answers(listed(history)))
      }),
    )
  })

  it('depends on no author’s clock, expiry off', () => {
    fc.assert(
      fc.property(historyArbitrary, fc.infiniteStream(fc.integer({ min: -9999, max: 9999 })), (history, days) => {
        const reclocked = history.map((record) => ({ ...record, claimedAt: daysFromNow(days.next().value) }))
        const reasons = (records: ListedRecord[]) => decisions(records).map(({ allowed, reason }) => [allowed, reason])

        expect(reasons(listed(reclocked))).toEqual(reasons(listed(history)))
      }),
    )
  })

  it('is never opened by a new denial', () => {
    fc.assert(
      fc.property(
        historyArbitrary,
        fc.constantFrom('refused', 'withdrawn', 'objected'),
        fc.constantFrom(...PURPOSES),
        fc.gen(),
        (history, word, purpose, gen) => {
          const denial = say(word, { purpose, replaces: gen(someIds, history) })

          opensNothing(allowed(listed(history)), allowed(listed([...history, denial])))
        },
      ),
    )
  })

  it('is opened by a grant only if it names every denying head', () => {
    fc.assert(
      fc.property(historyArbitrary, fc.constantFrom(...PURPOSES), fc.gen(), (history, purpose, gen) => {
        const index = PURPOSES.indexOf(purpose)
        const view = viewOf(
          fold(listed(history)),
          registersOf(purpose, HISTORY_POLICY.purposes[purpose] ?? purposeOf()),
          purpose,
        )
        const grant = say('granted', { purpose, replaces: gen(someIds, history) })

        const [before, after] = [allowed(listed(history)), allowed(listed([...history, grant]))]

        if (after[index] === true && before[index] === false) {
          const named = 'replaces' in grant ? grant.replaces : []
          expect(view.denying.filter(({ record }) => !named.includes(record.id))).toEqual([])
        }
        // elsewhere it opens nothing, unless as the answer under an earlier name that stood in the way there
        const isLater = (at: number) =>
          HISTORY_POLICY.purposes[PURPOSES[at] ?? '']?.formerly?.includes(purpose) === true
        const elsewhere = after.map((open, at) => open && at !== index && !isLater(at))
        opensNothing(before, elsewhere)
      }),
    )
  })

  it('is never opened by a record of an unknown type', () => {
    fc.assert(
      fc.property(historyArbitrary, fc.string(), (history, type) => {
        fc.pre(!(type in { choice: 0, objection: 0, signal: 0, disclosure: 0, request: 0, 'account-opened': 0 }))
        expect(allowed([...listed(history), { record: { id: 'new', type } }])).toEqual(PURPOSES.map(() => false))
      }),
    )
  })

  it('is never opened by a device that is linked for denials only', () => {
    fc.assert(
      fc.property(historyArbitrary, historyArbitrary, (own, others) => {
        const account = [stamped(recordOf('account-opened')), ...own.map((record) => stamped(record))]
        const openers = [
          recordOf('contract-opened', { purposes: ['k'] }),
          recordOf('deregistration-cancelled', { requestId: 'x' }),
          recordOf('notice-shown', { policyVersion: '1', purposes: [...PURPOSES, 'k'] }),
          ...own.map(({ id }) => recordOf('objection-overridden', { objectionId: id })),
        ]
        const link = stamped(recordOf('link', { device: 'd1', account: 'u1', mode: 'deny-only' }))
        const device = [...others, ...openers].map((record) => stamped(record, DEVICE))

        opensNothing(allowed(account), allowed([...account, link, ...device]))
      }),
    )
  })

  it('is never opened by dropping records that others replace', () => {
    fc.assert(
      fc.property(historyArbitrary, fc.gen(), (history, gen) => {
        const replaced = history.filter(({ id }) => history.some((other) => other.replaces.includes(id)))
        const dropped = withAllBehind(gen(someIds, replaced), history)
        const rest = history.filter(({ id }) => !dropped.includes(id))
        const compacted = PURPOSES.map(
          (purpose) => ask(HISTORY_POLICY, listed(rest), { purpose, superseded: dropped }).allowed,
        )

        opensNothing(allowed(listed(history)), compacted)
      }),
    )
  })
})

/** The ids given, and whatever those records replaced in turn. */
function withAllBehind(ids: readonly string[], history: readonly Said[]): string[] {
  const found = new Set(ids)
  for (const id of found)
    for (const { replaces } of history.filter((each) => each.id === id)) for (const each of replaces) found.add(each)
  return [...found]
}

const CATEGORIES = ['user.name', 'user.contact', 'user.contact.email', 'user.location', 'user.telemetry']
const scopeArbitrary = fc.record({
  data: fc.subarray(CATEGORIES, { minLength: 1 }),
  profiling: fc.boolean(),
  stores: fc.subarray([{ cookie: '_ga*' }, { cookie: '_ga' }, { localStorage: 'x' }]),
})
const versionsOf = (scopes: readonly Partial<PurposeInput>[]) =>
  scopes.map((scope, index) => ({ policy: policyOf({ p: scope }, { version: `v${index}` }) }))
const isOpen = (scopes: readonly Partial<PurposeInput>[]) => {
  const policies = versionsOf(scopes)
  const first = policies[0]?.policy ?? policyOf({})
  return ask(first, [choiceOf('granted', { policy: first })], { policies }).allowed
}

describe('republishing', () => {
  it('never enlarges what a grant covers', () => {
    fc.assert(
      fc.property(
        fc.array(scopeArbitrary, { minLength: 1, maxLength: 3 }),
        scopeArbitrary,
        scopeArbitrary,
        (past, between, goal) => {
          if (!isOpen([...past, goal])) expect(isOpen([...past, between, goal])).toBe(false)
        },
      ),
    )
  })

  it('never closes when it only narrows', () => {
    fc.assert(
      fc.property(scopeArbitrary, fc.gen(), (scope, gen) => {
        const narrower = {
          data: gen(fc.subarray, scope.data, { minLength: 1 }),
          profiling: scope.profiling && gen(fc.boolean),
          stores: gen(fc.subarray, scope.stores),
        }

        expect(isOpen([scope, narrower])).toBe(true)
      }),
    )
  })

  it('answers in a browser as with the full history', () => {
    fc.assert(
      fc.property(fc.array(scopeArbitrary, { minLength: 1, maxLength: 4 }), (scopes) => {
        const full = versionsOf(scopes)
        const first = full[0]?.policy ?? policyOf({})
        const grant = choiceOf('granted', { policy: first })
        const small = ask(first, [grant], { policies: full.slice(-1), history: projectHistory(full) ?? undefined })

        expect(small.allowed).toBe(ask(first, [grant], { policies: full }).allowed)
      }),
    )
  })
})

describe('time and missing input', () => {
  const guarded = policyOf({ p: { expiresDays: 100, age: undefined, sale: true } }, { gpc: ['US-CA', 'DE'] })
  const band = fc.record({ min: fc.integer({ min: 0, max: 40 }) })
  const ages = fc.array(
    band.map((each) =>
      recordOf('age-claim', { band: each, source: 'self-declared', assurance: 'asserted', gateId: 'g' }),
    ),
  )
  const choices = fc.array(
    fc
      .record({ word: fc.constantFrom('granted', 'refused'), days: fc.integer({ min: -300, max: 0 }) })
      .map(({ word, days }) =>
        stamped(choiceOf(word as 'granted' | 'refused', { policy: guarded }), { receivedAt: daysFromNow(days) }),
      ),
    { maxLength: 3 },
  )

  it('opens nothing by passing', () => {
    fc.assert(
      fc.property(ages, choices, fc.nat(500), fc.nat(500), (claims, said, from, more) => {
        const at = (days: number) =>
          ask(guarded, [...claims, ...said], { at: daysFromNow(days), ageLaw: AGE_LAW, region: 'FR' }).allowed

        if (!at(from)) expect(at(from + more)).toBe(false)
      }),
    )
  })

  it('opens nothing by leaving place or law table out', () => {
    fc.assert(
      fc.property(
        ages,
        choices,
        fc.constantFrom('US', 'US-CA', 'DE', 'ID', 'XX'),
        fc.boolean(),
        (claims, said, region, gpc) => {
          const input = { region, ageLaw: AGE_LAW, signals: { gpc } }
          const open = (fields: Parameters<typeof ask>[2]) => ask(guarded, [...claims, ...said], fields).allowed

          if (!open(input)) {
            expect(open({ ...input, region: null })).toBe(false)
            expect(open({ ...input, region: undefined })).toBe(false)
            expect(open({ ...input, ageLaw: undefined })).toBe(false)
          }
        },
      ),
    )
  })

  it('answers anything without throwing', () => {
    const state = fold([stamped(choiceOf('granted', { policy: guarded }))])
    const anything = fc.anything({ withNullPrototype: true, withBigInt: true })
    const near = fc.record({
      policies: fc.oneof(anything, fc.constant([{ policy: guarded }])),
      state: fc.oneof(anything, fc.constant(state)),
      purpose: fc.oneof(anything, fc.constant('p')),
      operation: anything,
      at: fc.oneof(anything, fc.constant(NOW)),
      categories: anything,
      storage: anything,
      region: anything,
      signals: anything,
      ageLaw: anything,
    })
    fc.assert(
      fc.property(fc.oneof(anything, near), (input) => {
        expect(decide(input as never).allowed).toBe(false)
      }),
    )
  })
})
