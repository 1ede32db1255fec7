/** Splits a record into a personal and a non-personal part that are kept apart and share nothing but a random key (duty D06). */
import { type Category, PrivacyError } from '@privacykit/contract'
import * as z from 'zod/mini'
import { joinLabels, type Label, labelOf, labelWith } from '../label.ts'
import { createRedactor, type Redactor } from '../redact.ts'
import { defOf } from '../schema-node.ts'
import type { AnySchema } from '../tag.ts'
import { walkTags } from '../walk.ts'
import { identifiersIn } from './identifier.ts'
import type {
  Claimed,
  FieldOf,
  NonPersonalPart,
  NonPersonalSchema,
  ObjectSchema,
  PersonalField,
  PersonalPart,
  PersonalSchema,
  RecordOf,
} from './part.ts'

/** How a schema is split. */
export interface SplitOptions<S extends ObjectSchema, W extends Claimed> {
  /**
   * Puts fields with the personal part, under a category, whatever their schema says: those that nobody classified or that cannot be looked into,
   * and harmless ones whose values would match the two parts up (the moment of an order). Default none.
   */
  withPersonal?: W & Readonly<Record<Exclude<keyof W, FieldOf<S>>, never>>
  /**
   * Fields of the non-personal part that look like an id and name a thing, never a person or a row about one: `['productId']`. Default none: such
   * a field is refused.
   */
  thingIds?: readonly Exclude<FieldOf<S>, keyof W>[]
  /** Makes the key of a record; it must say nothing and never come twice. Default: 128 random bits as 32 hex digits. */
  newKey?: () => string
}

/** A record in its two parts. Values are shared with the record, not copied. */
export interface Divided<S extends ObjectSchema, W extends Claimed> {
  /** Stored beside both parts, and nowhere else. */
  joinKey: string
  personal: PersonalPart<S, W>
  nonPersonal: NonPersonalPart<S, W>
}

/** A schema in its two parts. */
export interface Split<S extends ObjectSchema, W extends Claimed = Record<never, never>> {
  /** Schema of the personal part. Checks on the whole object (`refine`) are in neither part. */
  readonly personal: PersonalSchema<S, W>
  /** Schema of the other part; without a tag, so sinks take it. */
  readonly nonPersonal: NonPersonalSchema<S, W>
  /** Every field, in the order of the schema. */
  readonly fields: readonly FieldOf<S>[]
  /**
   * Takes a parsed record apart, under a fresh key.
   *
   * @throws PrivacyError `personal-data-refused` for a record that holds what the schema does not describe: nobody knows where that belongs
   */
  divide(record: RecordOf<S>): Divided<S, W>
  /** Label of these fields; null when none of them is of the personal part. A name that is no field counts for nothing. */
  labelOf(fields: readonly string[], more?: Pick<Partial<Label>, 'subjects' | 'purposes'>): Label | null
  /** True for the name of a field of the personal part. */
  isPersonal(field: string): field is PersonalField<S, W>
}

/**
 * Splits an object schema by its tags: a field with a tag anywhere in it is personal, one that is marked `nonPersonal` is not.
 *
 * The key between the parts must be the only thing they share. An account id that somebody marked `nonPersonal` under a name that gives nothing
 * away, a time of creation, or a rare value that stands in both parts defeats the isolation, and nothing here can see it. As long as the personal
 * part exists, the other one is pseudonymised data for whoever may read both (GDPR Art. 4(5)).
 *
 * @throws PrivacyError `invalid-option` for a field that is unclassified or opaque (unknown is not "non-personal"), a non-personal field that
 * looks like an id, an object that takes unknown keys, and a schema without a personal field
 * @example
 * const parts = split(z.object({ email: personal(z.email(), 'user.contact.email'), plan: nonPersonal(z.string()) }))
 * parts.divide({ email, plan: 'pro' })   // { joinKey: '9f86…', personal: { email }, nonPersonal: { plan: 'pro' } }
 */
export function split<S extends ObjectSchema, const W extends Claimed = Record<never, never>>(
  schema: S,
  options: SplitOptions<S, W> = {},
): Split<S, W> {
  const { withPersonal = {}, thingIds = [], newKey = randomKey } = options
  const claimed = new Map<string, Category>(Object.entries(withPersonal))
  const shape = shapeOf(schema)
  const labels = labelsOf(shape, claimed)
  const halves = { personal: pick(shape, (name) => labels.has(name)), other: pick(shape, (name) => !labels.has(name)) }
  requireSound(shape, { labels, claimed, thingIds })
  const personalSchema = z.object(halves.personal)
  const nonPersonalSchema = z.object(halves.other)
  const clean = createRedactor(nonPersonalSchema, { unclassified: 'remove' })
  const parts = {
    personal: personalSchema,
    nonPersonal: nonPersonalSchema,
    fields: Object.keys(shape),
    isPersonal: (field: string) => labels.has(field),
    labelOf(fields: readonly string[], more: Pick<Partial<Label>, 'subjects' | 'purposes'> = {}) {
      const known = fields.flatMap((field) => labels.get(field) ?? [])
      return known.length === 0 ? null : joinLabels(...known, labelWith(more))
    },
    divide(record: RecordOf<S>) {
      const others = pick(record as Record<string, unknown>, (name) => !labels.has(name)) // as: an object schema's output is a record
      return {
        joinKey: usable(newKey()),
        personal: pick(record as Record<string, unknown>, (name) => labels.has(name)), // as: the same
        nonPersonal: requireClean(others, clean),
      }
    },
  }
  return parts as unknown as Split<S, W> // as: brands exist in types only, and the fields were sorted by the same tags
}

function shapeOf(schema: ObjectSchema): Readonly<Record<string, AnySchema>> {
  const { catchall, shape } = schema._zod.def
  if (catchall !== undefined && defOf(catchall).type !== 'never')
    throw new PrivacyError('invalid-option', 'Split a schema that takes no unknown keys: nobody knows what they hold.')
  return shape
}

/** The label of each field of the personal part. */
function labelsOf(shape: Readonly<Record<string, AnySchema>>, claimed: ReadonlyMap<string, Category>) {
  const labels = new Map<string, Label>()
  for (const [name, field] of Object.entries(shape)) {
    const category = claimed.get(name)
    const known = walkTags(field).tags.length > 0
    if (category !== undefined) labels.set(name, labelOfClaimed(field, category))
    else if (known) labels.set(name, labelOf(field))
  }
  return labels
}

/** The category that was claimed speaks for what the schema does not say. */
function labelOfClaimed(field: AnySchema, category: Category): Label {
  const { tags } = walkTags(field)
  return labelWith({
    categories: [category, ...tags.map((tag) => tag.category)],
    quasi: tags.filter(({ kind }) => kind === 'quasi').map((tag) => tag.category),
  })
}

interface Sorted {
  labels: ReadonlyMap<string, Label>
  claimed: ReadonlyMap<string, Category>
  thingIds: readonly string[]
}

function requireSound(shape: Readonly<Record<string, AnySchema>>, { labels, claimed, thingIds }: Sorted): void {
  const fields = Object.entries(shape)
  if (![...claimed.keys(), ...thingIds].every((name) => Object.hasOwn(shape, name)))
    throw new PrivacyError('invalid-option', 'Name fields of the schema in withPersonal and thingIds.')
  const unknown = fields.flatMap(([name, field]) => (claimed.has(name) ? [] : unknownIn(name, field)))
  if (unknown.length > 0)
    throw new PrivacyError(
      'invalid-option',
      `Tag these fields, mark them nonPersonal, or list them in withPersonal: ${unknown.join(', ')}.`,
    )
  const ids = fields.flatMap(([name, field]) =>
    labels.has(name) || thingIds.includes(name) ? [] : identifiersIn(name, field),
  )
  if (ids.length > 0)
    throw new PrivacyError(
      'invalid-option',
      `These look like ids, and an id leads back to a person: ${ids.join(', ')}. Tag them, list their fields in withPersonal, or in thingIds when they name things.`,
    )
  if (labels.size === 0)
    throw new PrivacyError(
      'invalid-option',
      'Split a schema with a personal field: this one has nothing to keep apart.',
    )
}

function unknownIn(name: string, field: AnySchema): readonly string[] {
  const { opaque, unclassified } = walkTags(field)
  return [...opaque.map(({ path }) => path), ...unclassified].map((path) =>
    path === '$' ? name : `${name}${/^[[{<]/.test(path) ? '' : '.'}${path}`,
  )
}

/** What is left of a redactor that had nothing to take out: an instance of a class becomes a plain object here, so that nothing hides in it. */
function requireClean(part: Readonly<Record<string, unknown>>, clean: Redactor): unknown {
  const paths: string[] = []
  const result = clean(part, ({ path }) => paths.push(path))
  if (paths.length === 0) return result
  throw new PrivacyError(
    'personal-data-refused',
    `The schema does not describe what is at ${[...new Set(paths)].join(', ')}. Parse the record before it is divided.`,
  )
}

function pick<T>(record: Readonly<Record<string, T>>, isTaken: (name: string) => boolean): Record<string, T> {
  return Object.fromEntries(Object.entries(record).filter(([name]) => isTaken(name)))
}

function randomKey(): string {
  const bytes = globalThis.crypto.getRandomValues(new Uint8Array(16))
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
}

function usable(key: string): string {
  if (typeof key !== 'string' || key === '')
    throw new PrivacyError('invalid-option', 'Let newKey answer a random text: it answered none.')
  return key
}
