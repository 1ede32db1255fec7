/** A policy as an app writes it: plain typed data, so that a misspelled purpose, recipient or retention rule does not compile. */
import type { PolicyDocument, PublishedPolicy } from '@privacykit/contract'

type DeepReadonly<T> = T extends readonly (infer E)[]
  ? readonly DeepReadonly<E>[]
  : T extends object
    ? { readonly [K in keyof T]: DeepReadonly<T[K]> }
    : T

/** What `definePolicy` takes: a `PolicyDocument`, nothing of which is changed. */
export type PolicyInput = DeepReadonly<PolicyDocument>
/** One purpose of a policy. */
export type PurposeInput = PolicyInput['purposes'][string]

/** Names of the purposes of a policy, as a union of literals when it was made by `definePolicy`. */
export type PurposeName<P extends PolicyInput = PolicyInput> = keyof P['purposes'] & string

/**
 * A version in an app's history, oldest first. Without `publishedAt` it is in force from the start (or from its `effective` day);
 * with both, from the later one: nothing is in force before it was published.
 */
export interface PolicyVersionEntry {
  readonly policy: PolicyInput
  /** UTC instant. */
  readonly publishedAt?: PublishedPolicy['publishedAt'] | undefined
}

/** What types alone can check inside one policy: names that purposes refer to, and keys that no purpose has. */
type Checked<P extends PolicyInput> = {
  purposes: {
    [N in keyof P['purposes']]: { [F in keyof P['purposes'][N]]: CheckedField<P, F, P['purposes'][N][F]> }
  }
}

type CheckedField<P extends PolicyInput, F, V> = F extends 'recipients'
  ? V extends readonly (keyof P['recipients'])[] | undefined
    ? unknown
    : Wrong<'a name here is missing in recipients'>
  : F extends 'retention'
    ? V extends keyof P['retention'] | undefined
      ? unknown
      : Wrong<'this name is missing in retention'>
    : F extends keyof PurposeInput
      ? unknown
      : Wrong<'a purpose has no such field'>

/** Makes a field unassignable, with the reason in the compiler's message. An object, since `never` would swallow the whole purpose. */
interface Wrong<Reason extends string> {
  readonly wrong: Reason
}

/**
 * Returns the policy it is given, with its literal types. It checks nothing at run time; `validatePolicy` and `checkPolicy` of
 * `@privacykit/policy/validate` do.
 *
 * @example
 * ```ts
 * export const policy = definePolicy({
 *   app: 'shop', version: '2026-11-01', locales: ['en'],
 *   controller: { name: 'Shop Ltd', country: 'ID', contact: { email: 'privacy@shop.example' } },
 *   purposes: {
 *     analytics: { basis: 'consent', data: ['user.device.cookie_id'], title: { en: 'Statistics' }, summary: { en: 'Shows us what is used.' } },
 *   },
 *   recipients: {}, retention: {}, children: {},
 * })
 * ```
 */
export function definePolicy<const P extends PolicyInput>(policy: P & Checked<P>): P {
  return policy
}

/** The purpose of that name, or null; safe for names such as `constructor`. */
export function findPurpose(policy: PolicyInput, name: string): PurposeInput | null {
  return Object.hasOwn(policy.purposes, name) ? (policy.purposes[name] ?? null) : null
}
