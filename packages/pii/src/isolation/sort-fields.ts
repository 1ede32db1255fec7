/** Says of each field of a schema to which part it belongs, and refuses what could not be kept apart. */
import { type Category, PrivacyError } from '@privacykit/contract'
import { type Label, labelWith } from '../label.ts'
import { defOf } from '../schema-node.ts'
import { type AnySchema, classificationOf } from '../tag.ts'
import { walkTags } from '../walk.ts'
import type { ObjectSchema } from './part.ts'
import { identifiersIn, momentsIn } from './telltale.ts'

/** What the caller says of fields, by their names. */
interface Said {
  withPersonal: Readonly<Record<string, Category>>
  thingIds: readonly string[]
  moments: Readonly<Record<string, unknown>>
}

/** The fields, and the labels of those in the personal part. */
interface SortedFields {
  shape: Readonly<Record<string, AnySchema>>
  labels: ReadonlyMap<string, Label>
  /** The whole object was marked non-personal: that speaks for its untagged fields. */
  covered: boolean
}

/** @throws PrivacyError `invalid-option`, as `split` has it */
export function sortFields(schema: ObjectSchema, said: Said): SortedFields {
  const { catchall, shape } = schema._zod.def
  if (catchall !== undefined && defOf(catchall).type !== 'never')
    throw new PrivacyError('invalid-option', 'Split a schema that takes no unknown keys: nobody knows what they hold.')
  const whole = classificationOf(schema)
  if (whole !== null && whole !== 'non-personal')
    throw new PrivacyError(
      'invalid-option',
      'Tag the fields instead of the whole object: as it is, all of it is personal.',
    )
  const labels = labelsOf(shape, said.withPersonal)
  const sorted = { shape, labels, covered: whole === 'non-personal' }
  requireKnown(sorted, said)
  requireNoTelltale(sorted, said)
  if (labels.size > 0) return sorted
  throw new PrivacyError('invalid-option', 'Split a schema with a personal field: this one has nothing to keep apart.')
}

/** A category that is claimed speaks for what the schema does not say. */
function labelsOf(
  shape: Readonly<Record<string, AnySchema>>,
  claimed: Readonly<Record<string, Category>>,
): ReadonlyMap<string, Label> {
  const labels = new Map<string, Label>()
  for (const [name, field] of Object.entries(shape)) {
    const { tags } = walkTags(field)
    const categories = [...ofField(claimed, name), ...tags.map(({ category }) => category)]
    const quasi = tags.filter(({ kind }) => kind === 'quasi').map(({ category }) => category)
    if (categories.length > 0) labels.set(name, labelWith({ categories, quasi }))
  }
  return labels
}

function requireKnown({ shape, covered }: SortedFields, { withPersonal, thingIds, moments }: Said): void {
  const named = [...Object.keys(withPersonal), ...thingIds, ...Object.keys(moments)]
  if (!named.every((name) => Object.hasOwn(shape, name)))
    throw new PrivacyError('invalid-option', 'Name fields of the schema in withPersonal, thingIds and moments.')
  const unknown = Object.entries(shape).flatMap(([name, field]) =>
    covered || ofField(withPersonal, name).length > 0 ? [] : unknownIn(name, field),
  )
  if (unknown.length > 0)
    throw new PrivacyError(
      'invalid-option',
      `Tag these fields, mark them nonPersonal, or list them in withPersonal: ${unknown.join(', ')}.`,
    )
}

function requireNoTelltale({ shape, labels }: SortedFields, { thingIds, moments }: Said): void {
  const others = Object.entries(shape).filter(([name]) => !labels.has(name))
  const ids = others.flatMap(([name, field]) => (thingIds.includes(name) ? [] : identifiersIn(name, field)))
  if (ids.length > 0)
    throw new PrivacyError(
      'invalid-option',
      `These look like ids, and an id leads back to a person: ${ids.join(', ')}. Tag them, list their fields in withPersonal, or in thingIds when they name things.`,
    )
  const exact = others.flatMap(([name, field]) => (Object.hasOwn(moments, name) ? [] : momentsIn(name, field)))
  if (exact.length > 0)
    throw new PrivacyError(
      'invalid-option',
      `A moment that stands elsewhere too says whose row this is: ${exact.join(', ')}. Say in moments how coarse it may be, or list it in withPersonal.`,
    )
}

function ofField<T>(said: Readonly<Record<string, T>>, name: string): T[] {
  const value = Object.hasOwn(said, name) ? said[name] : undefined
  return value === undefined ? [] : [value]
}

function unknownIn(name: string, field: AnySchema): readonly string[] {
  const { opaque, unclassified } = walkTags(field)
  return [...opaque.map(({ path }) => path), ...unclassified].map((path) =>
    path === '$' ? name : `${name}${/^[[{<]/.test(path) ? '' : '.'}${path}`,
  )
}
