/** What one purpose does with data: the measure of what a person agreed to. Titles, texts and names are no part of it. */
import type { Basis } from '@privacykit/contract'
import { findPurpose, type PolicyInput, type PurposeInput } from './policy.ts'
import { patternCovers, STORE_KINDS, type StoreKind } from './store-pattern.ts'

/** Basis, controller, categories, recipients with their transfers, retention, special uses, storage on the device. */
export interface Scope {
  basis: Basis
  controller: string
  categories: readonly string[]
  recipients: readonly { name: string; role: string; country: string; categories: readonly string[] }[]
  /** Null: nothing was said about how long. `days` null: as long as the account lives. */
  retention: { days: number | null; from: string } | null
  /** profiling, sale, sharing, targetedAdvertising */
  uses: readonly string[]
  /** Without the strictly necessary ones, which no consent covers. `days` 0: the session. */
  stores: readonly { kind: StoreKind; pattern: string; days: number }[]
}

const USES = ['profiling', 'sale', 'sharing', 'targetedAdvertising'] as const

/** The scope of a purpose, in a fixed order of fields and members; null when the policy has no such purpose. */
export function scopeOf(policy: PolicyInput, purposeName: string): Scope | null {
  const purpose = findPurpose(policy, purposeName)
  if (purpose === null) return null
  return {
    basis: purpose.basis,
    controller: `${policy.controller.name} (${policy.controller.country})`,
    categories: sorted(categoriesOf(purpose)),
    recipients: sorted(purpose.recipients ?? []).map((name) => {
      const recipient = Object.hasOwn(policy.recipients, name) ? policy.recipients[name] : undefined
      return {
        name,
        role: recipient?.role ?? '',
        country: recipient?.country ?? '',
        categories: sorted(recipient?.data ?? []),
      }
    }),
    retention: retentionOf(policy, purpose),
    uses: USES.filter((use) => purpose[use] === true),
    stores: storesOf(purpose),
  }
}

/** Every category that a purpose names, the optional ones too. */
export function categoriesOf(purpose: PurposeInput): string[] {
  return [...purpose.data, ...(purpose.optional ?? []).map(({ category }) => category)]
}

/**
 * 16 hex digits that identify a scope, or null when the policy has no such purpose. Two 32-bit FNV-1a hashes: it tells published scopes
 * apart and proves nothing; a backend derives it again from the published version.
 */
export function scopeDigest(policy: PolicyInput, purposeName: string): string | null {
  const scope = scopeOf(policy, purposeName)
  if (scope === null) return null
  const bytes = JSON.stringify(scope)
  return fnv1a(bytes, 0x811c9dc5) + fnv1a(bytes, 0x01000193)
}

/** True when everything in `wanted` is within `agreed`. */
export function scopeCovers(agreed: Scope, wanted: Scope): boolean {
  return (
    agreed.basis === wanted.basis &&
    agreed.controller === wanted.controller &&
    categoriesWithin(wanted.categories, agreed.categories) &&
    wanted.recipients.every((recipient) =>
      agreed.recipients.some(
        (known) =>
          known.name === recipient.name &&
          known.role === recipient.role &&
          known.country === recipient.country &&
          categoriesWithin(recipient.categories, known.categories),
      ),
    ) &&
    retentionWithin(wanted.retention, agreed.retention) &&
    wanted.uses.every((use) => agreed.uses.includes(use)) &&
    wanted.stores.every((store) =>
      agreed.stores.some(
        (known) => known.kind === store.kind && patternCovers(known.pattern, store.pattern) && store.days <= known.days,
      ),
    )
  )
}

/** True when each key is one of `declared` or lies below one (`user.contact` covers `user.contact.email`). */
export function categoriesWithin(keys: readonly string[], declared: readonly string[]): boolean {
  return keys.every((key) => declared.some((parent) => key === parent || key.startsWith(`${parent}.`)))
}

function retentionOf(policy: PolicyInput, purpose: PurposeInput): Scope['retention'] {
  const { retention: name } = purpose
  const rule = name !== undefined && Object.hasOwn(policy.retention, name) ? policy.retention[name] : undefined
  if (rule === undefined) return null
  return { days: rule.days ?? (rule.years === undefined ? null : rule.years * 365.25), from: rule.from }
}

function retentionWithin(wanted: Scope['retention'], agreed: Scope['retention']): boolean {
  if (agreed === null) return true
  if (wanted === null || wanted.from !== agreed.from) return false
  return agreed.days === null || (wanted.days !== null && wanted.days <= agreed.days)
}

function storesOf(purpose: PurposeInput): Scope['stores'] {
  const stores = (purpose.stores ?? []).filter((store) => store.necessary !== true)
  const found = stores.flatMap((store) =>
    STORE_KINDS.flatMap((kind) => {
      const pattern = store[kind]
      return pattern === undefined ? [] : [{ kind, pattern, days: store.days ?? 0 }]
    }),
  )
  return found.sort((a, b) => compare(a.kind + a.pattern, b.kind + b.pattern) || a.days - b.days)
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)
const sorted = (names: readonly string[]): string[] => [...new Set(names)].sort(compare)

function fnv1a(text: string, seed: number): string {
  let hash = seed
  for (let index = 0; index < text.length; index++) {
    // the two bytes of each UTF-16 unit, so that texts differing in the high byte only do not collide
    const unit = text.charCodeAt(index)
    hash = Math.imul(hash ^ (unit & 0xff), 0x01000193)
    hash = Math.imul(hash ^ (unit >>> 8), 0x01000193)
  }
  return (hash >>> 0).toString(16).padStart(8, '0')
}
