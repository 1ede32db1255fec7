/** The shape of a fideslang dataset, as far as this package reads it, and a check that says where a file differs. */
import { PrivacyError } from '@privacykit/contract'
import * as z from 'zod/mini'

/** Another field that a field points to, or that points to it. */
export interface FideslangReference {
  dataset: string
  /** `<collection>.<field>` */
  field: string
  direction?: 'from' | 'to' | null
}

export interface FideslangFieldMeta {
  references?: FideslangReference[] | null
  /** The kind of identity that finds a person by this field, such as `email`. */
  identity?: string | null
  primary_key?: boolean | null
  /** `string`, `integer`, `float`, `boolean`, `object_id` or `object`, each also with `[]`. */
  data_type?: string | null
  length?: number | null
  [other: string]: unknown
}

export interface FideslangField {
  name: string
  description?: string | null
  data_categories?: string[] | null
  fides_meta?: FideslangFieldMeta | null
  fields?: FideslangField[] | null
  [other: string]: unknown
}

export interface FideslangCollection {
  name: string
  description?: string | null
  data_categories?: string[] | null
  fields: FideslangField[]
  [other: string]: unknown
}

/** One entry under `dataset:` of a Fides file. */
export interface FideslangDataset {
  fides_key: string
  name?: string | null
  description?: string | null
  data_categories?: string[] | null
  collections: FideslangCollection[]
  [other: string]: unknown
}

const FIDES_KEY = /^[a-zA-Z0-9_.<>-]+$/

const keySchema = z.string().check(z.regex(FIDES_KEY))
const categoriesSchema = z.nullish(z.array(keySchema))
const textSchema = z.nullish(z.string())

const metaSchema = z.looseObject({
  references: z.nullish(
    z.array(z.looseObject({ dataset: keySchema, field: z.string(), direction: z.nullish(z.enum(['from', 'to'])) })),
  ),
  identity: textSchema,
  primary_key: z.nullish(z.boolean()),
  data_type: textSchema,
  length: z.nullish(z.int().check(z.positive())),
})

const fieldSchema = z.looseObject({
  name: z.string(),
  description: textSchema,
  data_categories: categoriesSchema,
  fides_meta: z.nullish(metaSchema),
  get fields() {
    return z.nullish(z.array(fieldSchema))
  },
})

const datasetSchema = z.looseObject({
  fides_key: keySchema,
  name: textSchema,
  description: textSchema,
  data_categories: categoriesSchema,
  collections: z.array(
    z.looseObject({
      name: z.string(),
      description: textSchema,
      data_categories: categoriesSchema,
      fields: z.array(fieldSchema),
    }),
  ),
})

/** @throws PrivacyError `invalid-option` with the paths that differ, never a value */
export function readDataset(dataset: unknown): FideslangDataset {
  const read = z.safeParse(datasetSchema, dataset)
  if (read.success) return read.data as FideslangDataset // as: undefined and null mean the same in every field above
  const paths = read.error.issues.map(({ path }) => path.join('.') || 'the whole')
  throw new PrivacyError('invalid-option', `This is no fideslang dataset: see ${paths.slice(0, 5).join(', ')}.`)
}

/** A key that Fides takes: letters, digits and `_ . < > -`. @throws PrivacyError `invalid-option` for another one */
export function requireKey(key: string): string {
  if (FIDES_KEY.test(key)) return key
  throw new PrivacyError('invalid-option', 'A Fides key has letters, digits and _ . < > - only. Choose another key.')
}

/** A name as part of a Fides key. */
export function asKey(name: string): string {
  return name.replace(/[^a-zA-Z0-9_<>-]+/g, '_').replace(/^_+|_+$/g, '') || '_'
}
