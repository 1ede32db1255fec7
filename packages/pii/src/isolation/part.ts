/** Which of the two parts a field belongs to, as the compiler sees it: by the brands that its tags left in the type. */
import type { Category } from '@privacykit/contract'
import type * as z from 'zod/mini'
import type { PersonalIn } from '../refuse.ts'

/** A zod object schema. */
export type ObjectSchema = z.core.$ZodObject

/** A record of the schema, parsed. */
export type RecordOf<S extends ObjectSchema> = z.core.output<S>

/** Names of the fields. */
export type FieldOf<S extends ObjectSchema> = keyof RecordOf<S> & string

/** Fields that the schema does not classify, with the category that they are to have. */
export type Claimed = Readonly<Record<string, Category>>

type TagsIn<T> = Extract<PersonalIn<T>, `pii:${string}`>

/** Fields with a tag somewhere in them, and claimed ones. */
type PersonalField<S extends ObjectSchema, W extends Claimed> = {
  [K in FieldOf<S>]-?: K extends keyof W ? K : [TagsIn<RecordOf<S>[K]>] extends [never] ? never : K
}[FieldOf<S>]

/** Fields of type `any` or `unknown`, of which only a look at the schema says to which part they belong. */
type UncheckedField<S extends ObjectSchema, W extends Claimed> = Exclude<
  { [K in FieldOf<S>]-?: [PersonalIn<RecordOf<S>[K]>] extends [never] ? never : K }[FieldOf<S>],
  PersonalField<S, W>
>

type Flat<T> = { [K in keyof T]: T[K] }
type Perhaps<S extends ObjectSchema, W extends Claimed> = Partial<Pick<RecordOf<S>, UncheckedField<S, W>>>

/** The personal fields of a record. */
export type PersonalPart<S extends ObjectSchema, W extends Claimed> = Flat<
  Pick<RecordOf<S>, PersonalField<S, W>> & Perhaps<S, W>
>

/** The other fields of a record. */
export type NonPersonalPart<S extends ObjectSchema, W extends Claimed> = Flat<
  Omit<RecordOf<S>, PersonalField<S, W> | UncheckedField<S, W>> & Perhaps<S, W>
>

type Shape<S extends ObjectSchema> = S['_zod']['def']['shape']

/** The schema of the personal part. */
export type PersonalSchema<S extends ObjectSchema, W extends Claimed> = z.ZodMiniObject<
  Pick<Shape<S>, PersonalField<S, W> & keyof Shape<S>>
>

/** The schema of the other part. */
export type NonPersonalSchema<S extends ObjectSchema, W extends Claimed> = z.ZodMiniObject<
  Omit<Shape<S>, PersonalField<S, W>>
>

type Named<B> = B extends `pii:${infer C}` ? C : never

/** The categories in these fields. */
export type CategoryIn<S extends ObjectSchema, W extends Claimed, F> = {
  [K in F & FieldOf<S>]: Named<PersonalIn<RecordOf<S>[K]>> | (K extends keyof W ? W[K] : never)
}[F & FieldOf<S>]
