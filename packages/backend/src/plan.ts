/** The plan of a deregistration: the policy package orders the hooks, this gives each run its id. */
import type { HookDeclaration } from '@privacykit/contract'
import { type PlannedStep, planDeregistration } from '@privacykit/policy'
import { newStep, type SagaStep } from './step-state.ts'

/** The steps of a plan in an order in which each comes after those it waits for. Throws when the hooks wait for each other. */
export function makePlan(hooks: readonly HookDeclaration[], newId: () => string): SagaStep[] {
  return toSagaSteps(planDeregistration([...hooks]), newId)
}

/** Planned steps that nobody started, each with its id. */
export function toSagaSteps(planned: readonly PlannedStep[], newId: () => string): SagaStep[] {
  const ids = planned.map(newId)
  return planned.map(({ hook, kind, after }, index) =>
    newStep({ id: ids[index] ?? newId(), hook, kind, after: after.map((other) => ids[other] ?? '') }),
  )
}
