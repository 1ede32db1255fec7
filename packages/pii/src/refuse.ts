/** Lets the compiler refuse personal data: finds the brands of `personal` anywhere in a type. */
import type * as z from 'zod/mini'

type IsAny<T> = 0 extends 1 & T ? true : false
type IsUnknown<T> = IsAny<T> extends true ? false : unknown extends T ? true : false
type Brands<T> = T extends { readonly [z.$brand]: infer B } ? Extract<keyof B, `pii:${string}`> : never
// what a type reaches through methods of its own never leaves in a payload
type Leaf =
  | string
  | number
  | bigint
  | boolean
  | symbol
  | null
  | undefined
  | Date
  | RegExp
  | ((...args: never) => unknown)

/**
 * The categories in a type, as `pii:<category>`; never when there is none. Where the type says nothing it is
 * `unchecked:any`, `unchecked:unknown` or `unchecked:deep` (below ten levels).
 */
export type PersonalIn<T, Depth extends 0[] = []> = Depth['length'] extends 10
  ? 'unchecked:deep'
  : IsAny<T> extends true
    ? 'unchecked:any'
    : IsUnknown<T> extends true
      ? 'unchecked:unknown'
      : [Brands<T>] extends [never]
        ? Within<T, [...Depth, 0]>
        : Brands<T>

type Within<T, Depth extends 0[]> = T extends Leaf
  ? never
  : T extends readonly (infer U)[]
    ? PersonalIn<U, Depth>
    : T extends ReadonlyMap<infer K, infer V>
      ? PersonalIn<K, Depth> | PersonalIn<V, Depth>
      : T extends ReadonlySet<infer U>
        ? PersonalIn<U, Depth>
        : T extends PromiseLike<infer U>
          ? PersonalIn<U, Depth>
          : T extends object
            ? { [K in keyof T]-?: PersonalIn<T[K], Depth> | Brands<K> }[keyof T]
            : never

/**
 * What a parameter is intersected with so that personal data does not compile: `(payload: T & Refuse<T>)`. Categories in
 * `Accepted`, and those below them, pass.
 *
 * Brands are a net with known holes: a template literal, `.toLowerCase()`, `JSON.stringify` and a widening to `string`
 * lose them. What checks at run time is `createSink`.
 */
export type Refuse<T, Accepted extends string = never> = [
  Exclude<PersonalIn<T>, `pii:${Accepted}` | `pii:${Accepted}.${string}`>,
] extends [never]
  ? unknown
  : { readonly 'personal data refused here': Exclude<PersonalIn<T>, `pii:${Accepted}` | `pii:${Accepted}.${string}`> }
