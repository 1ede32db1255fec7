/** The order in which an app's hooks take part in a deregistration. */
import type { HookDeclaration, StepKind } from '@privacykit/contract'
import { PrivacyError } from '@privacykit/contract/error'

/** A step to be run. `after`: indexes in the plan of the steps that must be done first; always smaller than its own. */
export interface PlannedStep {
  readonly hook: string
  readonly kind: StepKind
  readonly after: readonly number[]
}

/**
 * Plans all `identify` steps, then the erasures (each after the hooks it names), then the hooks that hold the account row itself, then all
 * `verify` steps. The plan depends on the declarations alone, not on their order.
 *
 * @throws PrivacyError `invalid-option` when hooks share a name, wait for one that is not declared, or wait for each other.
 */
export function planDeregistration(hooks: readonly HookDeclaration[]): PlannedStep[] {
  const byName = new Map(hooks.map((hook) => [hook.name, hook]))
  if (byName.size !== hooks.length) throw invalid('Two hooks have the same name. Give each its own.')
  const named = [...byName.values()].sort((a, b) => (a.name < b.name ? -1 : 1))
  const data = named.filter(({ phase }) => phase === 'data').map(({ name }) => name)
  const steps: PlannedStep[] = named
    .filter((hook) => hook.identifies)
    .map(({ name }) => ({ hook: name, kind: 'identify', after: [] }))
  const identified = steps.map((_, index) => index)
  const erasedAt = new Map<string, number>()
  for (const hook of inOrder(named, data)) {
    const waitsFor = prerequisites(hook, data).flatMap((name) => erasedAt.get(name) ?? [])
    erasedAt.set(hook.name, steps.length)
    steps.push({ hook: hook.name, kind: 'erase', after: ascending([...identified, ...waitsFor]) })
  }
  const erased = ascending([...erasedAt.values()])
  for (const { name } of named.filter((hook) => hook.verifies))
    steps.push({ hook: name, kind: 'verify', after: erased })
  return steps
}

/** An identity hook waits for every data hook: with the account row gone, nothing else could be found. */
function prerequisites(hook: HookDeclaration, data: readonly string[]): string[] {
  return hook.phase === 'identity' ? [...new Set([...hook.after, ...data])] : hook.after
}

/** Topological order, by name among equals. */
function inOrder(named: readonly HookDeclaration[], data: readonly string[]): HookDeclaration[] {
  const known = new Set(named.map(({ name }) => name))
  for (const { name, after } of named) {
    const missing = after.find((other) => !known.has(other))
    if (missing !== undefined)
      throw invalid(
        `Hook "${name}" runs after "${missing}", which is not declared. Declare it or remove it from "after".`,
      )
  }
  const done = new Set<string>()
  const order: HookDeclaration[] = []
  while (order.length < named.length) {
    const next = named.find((hook) => !done.has(hook.name) && prerequisites(hook, data).every((name) => done.has(name)))
    if (next === undefined) {
      const stuck = named.filter(({ name }) => !done.has(name)).map(({ name }) => name)
      throw invalid(`These hooks wait for each other: ${stuck.join(', ')}. Break the circle in "after".`)
    }
    done.add(next.name)
    order.push(next)
  }
  return order
}

const ascending = (indexes: readonly number[]): number[] => [...new Set(indexes)].sort((a, b) => a - b)
const invalid = (message: string) => new PrivacyError('invalid-option', message)
