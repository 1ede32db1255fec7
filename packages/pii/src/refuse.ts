/** Lets the compiler refuse personal data: finds the brands of `personal`, and boxes, anywhere in a type. */
import type * as z from 'zod/mini'
import type { BOX } from './box.ts'

type IsAny<T> = 0 extends 1 & T ? true : false
type IsUnknown<T> = IsAny<T> extends true ? false : unknown extends T ? true : false
type Brand = `pii:${string}` | `quasi:${string}`
type Brands<T> = T extends { readonly [BOX]: infer C extends string }
  ? `pii:${C}`
  : T extends { readonly [z.$brand]: infer B }
    ? Extract<keyof B, Brand>
    : never
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

/** Every brand in a type. `unchecked:…` where the type says nothing. */
type BrandsIn<T, Depth extends 0[] = []> = Depth['length'] extends 10
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
    ? BrandsIn<U, Depth>
    : T extends ReadonlyMap<infer K, infer V>
      ? BrandsIn<K, Depth> | BrandsIn<V, Depth>
      : T extends ReadonlySet<infer U>
        ? BrandsIn<U, Depth>
        : T extends PromiseLike<infer U>
          ? BrandsIn<U, Depth>
          : T extends object
            ? { [K in keyof T]-?: BrandsIn<T[K], Depth> | Brands<K> }[keyof T]
            : never

/**
 * The categories in a type, as `pii:<category>`; never when there is none. Where the type says nothing it is
 * `unchecked:any`, `unchecked:unknown` or `unchecked:deep` (below ten levels).
 */
export type PersonalIn<T> = Exclude<BrandsIn<T>, `quasi:${string}`>

type IsUnion<T, U = T> = [T] extends [never] ? false : T extends unknown ? ([U] extends [T] ? false : true) : false

/** What a caller says when quasi-identifiers have to go together: why that points to nobody, or why it may. */
export interface Justification {
  /** In a few words, without personal data. It stands in the sink's report. */
  jointly: string
}

type RefusedIn<B, Accepted extends string> = Exclude<
  B,
  `pii:${Accepted}` | `pii:${Accepted}.${string}` | `quasi:${string}`
>

type Judge<B, Accepted extends string, J> = [RefusedIn<B, Accepted>] extends [never]
  ? J extends Justification
    ? unknown
    : IsUnion<Extract<B, `quasi:${string}`>> extends true
      ? { readonly 'together these may identify one person; say why as { jointly: … }': Extract<B, `quasi:${string}`> }
      : unknown
  : { readonly 'personal data refused here': RefusedIn<B, Accepted> }

/**
 * What a parameter is intersected with so that personal data does not compile: `(payload: T & Refuse<T>)`. Categories in
 * `Accepted`, and those below them, pass; two or more quasi-identifiers among them only with a `Justification` as `J`.
 *
 * Brands are a net with known holes: a template literal, `.toLowerCase()`, `JSON.stringify` and a widening to `string`
 * lose them. What checks at run time is `createSink`; what has no such holes is a box, `Personal`.
 */
export type Refuse<T, Accepted extends string = never, J = undefined> = Judge<BrandsIn<T>, Accepted, J>
