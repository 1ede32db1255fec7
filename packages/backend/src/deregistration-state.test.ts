import type { HookDeclaration, Outcome } from '@privacykit/contract'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { advance, dutyOf, type Facts, nextLook, type Saga, type SagaEvent, statusOf } from './deregistration-state.ts'
import { makePlan } from './plan.ts'

const retry = { baseMs: 10, maxMs: 1000, blockedAfter: 3 }
const hook = (name: string, fields: Partial<HookDeclaration> = {}): HookDeclaration => ({
  name,
  after: [],
  phase: 'data',
  identifies: false,
  verifies: true,
  ...fields,
})
const HOOKS = [
  hook('main', { identifies: true }),
  hook('billing', { after: ['main'], verifies: false }),
  hook('row', { phase: 'identity' }),
]

function world(now = 0, deployed: readonly string[] | null = HOOKS.map(({ name }) => name)): Facts {
  let ids = 0
  return { now, deployed: deployed === null ? null : new Set(deployed), retry, newId: () => `new-${now}-${++ids}` }
}
const scheduled: Saga = {
  kind: 'account',
  undoUntil: 100,
  withdrawn: false,
  irreversibleAt: null,
  completedAt: null,
  interimProofId: null,
  finalProofId: null,
  steps: [],
}
function must(saga: Saga | string): Saga {
  if (typeof saga === 'string') throw new Error(saga)
  return saga
}
const planned = () => {
  let ids = 0
  return must(advance(scheduled, { kind: 'planned', steps: makePlan(HOOKS, () => `s${++ids}`) }, world(100)))
}
const ready = (saga: Saga) =>
  saga.steps.filter(({ status }) => status === 'ready').map((step) => `${step.kind} ${step.hook}`)
function run(saga: Saga, name: string, outcome: Outcome, now = 100): Saga {
  const step = saga.steps.find((each) => `${each.kind} ${each.hook}` === name && each.status !== 'done')
  if (step === undefined) throw new Error(`no step ${name}`)
  const token = `t${step.attempts}`
  const held = must(advance(saga, { kind: 'leased', stepId: step.id, token, until: now + 50 }, world(now)))
  const report = { token, digest: 'd', outcome, sealedAliases: null }
  return must(advance(held, { kind: 'reported', stepId: step.id, report }, world(now)))
}
const erased: Outcome = { outcome: 'erased', count: 1 }
const clean: Outcome = { outcome: 'verified', residual: 0 }
function runAll(saga: Saga): Saga {
  let next = run(saga, 'identify main', { outcome: 'identified', aliases: {} })
  for (const name of ['erase main', 'erase billing', 'erase row']) next = run(next, name, erased)
  for (const name of ['verify main', 'verify row']) next = run(next, name, clean)
  return next
}

describe('advance', () => {
  it('can be undone until the end of its time, and not from then on', () => {
    expect(statusOf(must(advance(scheduled, { kind: 'cancelled' }, world(99))), world(99))).toBe('withdrawn')
    expect(advance(scheduled, { kind: 'cancelled' }, world(100))).toBe('undo-period-over')
    expect(advance(planned(), { kind: 'cancelled' }, world(50))).toBe('undo-period-over')
  })

  it('asks for a plan at the end of the undo time, but not while no hook was ever declared', () => {
    expect(dutyOf(scheduled, world(99))).toBeNull()
    expect(dutyOf(scheduled, world(100))).toBe('plan')
    expect(dutyOf(scheduled, world(100, null))).toBeNull()
    expect(statusOf(scheduled, world(100, null))).toBe('blocked')
  })

  it('opens steps in order: identify, erase, identity row last, verify', () => {
    let saga = planned()
    expect(ready(saga)).toEqual(['identify main'])

    saga = run(saga, 'identify main', { outcome: 'identified', aliases: {} })
    expect(ready(saga)).toEqual(['erase main'])
    saga = run(saga, 'erase main', erased)
    expect(ready(saga)).toEqual(['erase billing'])
    saga = run(saga, 'erase billing', erased)
    expect(ready(saga)).toEqual(['erase row'])
    saga = run(saga, 'erase row', erased)
    expect(ready(saga)).toEqual(['verify main', 'verify row'])
  })

  it('is confirmed only when every check found nothing, and finished only after the second ones', () => {
    const done = runAll(planned())
    expect(dutyOf(done, world(100))).toBe('confirm')

    const confirmed = must(advance(done, { kind: 'confirmed', proofId: 'p', checkAt: 500 }, world(100)))
    expect(statusOf(confirmed, world(100))).toBe('confirming')
    expect(nextLook(confirmed, 100)).toBe(500)
    expect(dutyOf(confirmed, world(499))).toBeNull()

    let checked = must(advance(confirmed, { kind: 'tick' }, world(500)))
    expect(ready(checked)).toEqual(['residual-check main', 'residual-check row'])
    for (const name of ['residual-check main', 'residual-check row']) checked = run(checked, name, clean, 500)
    expect(dutyOf(checked, world(500))).toBe('finish')
  })

  it.each(['verify', 'residual-check'])('erases again, under a new key, when a %s step finds leftovers', (kind) => {
    let saga = runAll(planned())
    if (kind === 'verify')
      saga = {
        ...saga,
        steps: saga.steps.map((step) =>
          step.kind === 'verify' ? { ...step, status: 'ready', reportedToken: null } : step,
        ),
      }
    else
      saga = must(
        advance(
          must(advance(saga, { kind: 'confirmed', proofId: 'p', checkAt: 500 }, world(100))),
          { kind: 'tick' },
          world(500),
        ),
      )
    const before = saga.steps.map(({ id }) => id)

    saga = run(saga, `${kind} main`, { outcome: 'verified', residual: 2 }, 500)

    expect(ready(saga)).toContain('erase main')
    const again = saga.steps.filter(({ id }) => !before.includes(id))
    expect(again.map(({ kind }) => kind)).toEqual(['erase', kind])
    expect(dutyOf(saga, world(500))).toBeNull()
    saga = run(saga, 'erase main', erased, 500)
    saga = run(saga, `${kind} main`, clean, 500)
    saga = run(saga, `${kind} row`, clean, 500)
    expect(dutyOf(saga, world(500))).toBe(kind === 'verify' ? 'confirm' : 'finish')
  })

  it('shows as blocked after repeated failures, keeps trying, and goes on when the hook works again', () => {
    let saga = planned()
    let now = 100
    for (let attempt = 0; attempt < 3; attempt += 1) {
      saga = run(saga, 'identify main', { outcome: 'failed', code: 'down' }, now)
      now = nextLook(saga, now) ?? now
    }
    expect(statusOf(saga, world(now))).toBe('blocked')

    saga = run(saga, 'identify main', { outcome: 'identified', aliases: {} }, now)
    expect(statusOf(saga, world(now))).toBe('running')
  })

  it('shows as blocked while the hook of an open step is not deployed', () => {
    expect(statusOf(planned(), world(100, ['billing', 'row']))).toBe('blocked')
    expect(statusOf(planned(), world(100))).toBe('running')
  })

  it('shows as waiting while all open steps wait', () => {
    const saga = run(planned(), 'identify main', { outcome: 'waiting', checkAfter: new Date(900).toISOString() })

    expect(statusOf(saga, world(100))).toBe('waiting')
    expect(nextLook(saga, 100)).toBe(900)
  })
})

describe('the saga under any interleaving', () => {
  const outcomes = fc.oneof(
    { weight: 6, arbitrary: fc.constant('well') },
    fc.constantFrom('failed', 'waiting', 'silent', 'residual'),
  )

  it('never runs a step before those it waits for, never again once done, and always ends', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(5), outcomes, fc.nat(80)), { maxLength: 120 }), (moves) => {
        let saga = planned()
        let now = 100
        let tokens = 0
        const apply = (event: SagaEvent) => {
          const next = advance(saga, event, world(now))
          if (typeof next !== 'string') saga = next
          return typeof next !== 'string'
        }
        const settleDuty = () => {
          const duty = dutyOf(saga, world(now))
          if (duty === 'confirm') apply({ kind: 'confirmed', proofId: 'p', checkAt: now + 30 })
          if (dutyOf(saga, world(now)) === 'finish') apply({ kind: 'finished', proofId: 'f' })
        }
        const move = (pick: number, how: string) => {
          apply({ kind: 'tick' })
          const open = saga.steps.filter(({ status }) => status === 'ready')
          const step = open[pick % Math.max(1, open.length)]
          if (step === undefined) return
          const token = `t${++tokens}`
          const doneBefore = new Set(saga.steps.filter(({ status }) => status === 'done').map(({ id }) => id))
          expect(step.after.every((id) => doneBefore.has(id))).toBe(true)
          expect(apply({ kind: 'leased', stepId: step.id, token, until: now + 20 })).toBe(true)
          if (how === 'silent') return
          const outcome = outcomeOf(step.kind, how, now)
          const event: SagaEvent = {
            kind: 'reported',
            stepId: step.id,
            report: { token, digest: how, outcome, sealedAliases: null },
          }
          expect(apply(event)).toBe(true)
          const after = saga
          expect(apply(event)).toBe(true) // said twice, heard once
          expect(saga).toEqual(after)
          for (const id of doneBefore) expect(saga.steps.find((each) => each.id === id)?.status).toBe('done')
          settleDuty()
        }
        for (const [pick, how, ms] of moves) {
          now += ms
          move(pick, how)
        }
        for (let round = 0; round < 400 && saga.finalProofId === null; round += 1) {
          now += 2000
          move(0, 'well')
        }
        expect(saga.finalProofId).toBe('f')
      }),
      { numRuns: 150 },
    )
  })
})

function outcomeOf(kind: string, how: string, now: number): Outcome {
  if (how === 'failed') return { outcome: 'failed', code: 'down' }
  if (how === 'waiting') return { outcome: 'waiting', checkAfter: new Date(now + 15).toISOString() }
  if (kind === 'identify') return { outcome: 'identified', aliases: {} }
  if (kind === 'erase') return erased
  return { outcome: 'verified', residual: how === 'residual' ? 1 : 0 }
}
