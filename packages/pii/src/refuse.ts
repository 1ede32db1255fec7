/** Lets the compiler refuse personal data: finds the brands of `personal`, and boxes, anywhere in a type. */
import type * as z from 'zod/mini'
import type { BOX } from './box.ts'

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

/** Every brand in a type. `unchecked:…` where the type says nothing. Leaves first: most of a payload is leaves, and each step costs every call. */
type BrandsIn<T, Depth extends 0[] = []> = unknown extends T
  ? 0 extends 1 & T
    ? 'unchecked:any'
    : 'unchecked:unknown'
  : T extends Leaf
    ? Brands<T>
    : [Brands<T>] extends [never]
      ? Within<T, Depth>
      : Brands<T>

type Within<T, Depth extends 0[]> = Depth['length'] extends 9
  ? 'unchecked:deep'
  : T extends readonly (infer U)[]
    ? BrandsIn<U, [...Depth, 0]>
    : T extends ReadonlyMap<infer K, infer V>
      ? BrandsIn<K, [...Depth, 0]> | BrandsIn<V, [...Depth, 0]>
      : T extends ReadonlySet<infer U>
        ? BrandsIn<U, [...Depth, 0]>
        : T extends PromiseLike<infer U>
          ? BrandsIn<U, [...Depth, 0]>
          : BrandsIn<T[keyof T], [...Depth, 0]> | Brands<keyof T>

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
export type Refuse<T, Accepted extends string = never, J = undefined> = 0 extends 1 & T
  ? never // `any` swallows whatever it is intersected with, but is assignable to this no more than anything else
  : [BrandsIn<T>] extends [never]
    ? unknown
    : Judge<BrandsIn<T>, Accepted, J>
