/** What goes from the device when a purpose closes. */
import type { DeviceStore } from '@privacykit/contract'
import { findPurpose, type PolicyInput } from './policy.ts'
import { matchesPattern, patternCovers, STORE_KINDS, type StoreKind } from './store-pattern.ts'

/**
 * The declared storage to delete when `purpose` closes: without what is strictly necessary, and without what a purpose in `open` declares as
 * well. Where only some names of a pattern are shared, the pattern is listed; ask `isStoreKept` for each name found.
 */
export function storesToClear(input: {
  policy: PolicyInput
  purpose: string
  open?: readonly string[]
}): DeviceStore[] {
  const { policy, purpose, open = [] } = input
  const kept = keptStores(
    policy,
    open.filter((name) => name !== purpose),
  )
  const isShared = (store: DeviceStore) =>
    STORE_KINDS.some((kind) => {
      const pattern = store[kind]
      return (
        pattern !== undefined &&
        kept.some((other) => other[kind] !== undefined && patternCovers(other[kind] ?? '', pattern))
      )
    })
  const stores = findPurpose(policy, purpose)?.stores ?? []
  return stores
    .filter((store) => store.necessary !== true && !isShared(store))
    .map((store) => ({ ...store }) as DeviceStore) // as: a copy may be changed
}

/** True when a name on the device belongs to an open purpose, or is strictly necessary for any. */
export function isStoreKept(input: {
  policy: PolicyInput
  open: readonly string[]
  kind: StoreKind
  name: string
}): boolean {
  const { policy, open, kind, name } = input
  return keptStores(policy, open).some((store) => store[kind] !== undefined && matchesPattern(store[kind] ?? '', name))
}

function keptStores(policy: PolicyInput, open: readonly string[]) {
  return Object.entries(policy.purposes).flatMap(([name, { stores = [] }]) =>
    stores.filter((store) => store.necessary === true || open.includes(name)),
  )
}
